/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-judge.h"

#include <glib/gi18n-lib.h>

#include "haven-checker.h"
#include "haven-error.h"
#include "haven-history.h"
#include "haven-manners.h"
#include "haven-witness.h"

HavenProof *
haven_judge_file (HavenReleaseFile *file, GError **error)
{
  g_autoptr (HavenProof) proof = haven_manners_accept (file, error) ? haven_witness_find (file, error) : NULL;

  return proof != NULL && haven_checker_accepts (file, proof, error) ? g_steal_pointer (&proof) : NULL;
}

static gboolean
are_equal (HavenReleaseFile *file, HavenReleaseFile *other)
{
  g_autoptr (GBytes) bytes = haven_release_file_to_bytes (file);
  g_autoptr (GBytes) others = haven_release_file_to_bytes (other);

  return g_bytes_equal (bytes, others);
}

gboolean
haven_judge_pair (HavenReleaseFile *file, HavenReleaseFile *other, GError **error)
{
  if (!g_str_equal (file->urn, other->urn) || !g_str_equal (file->period, other->period) || are_equal (file, other))
    return TRUE;
  if (file->revision == other->revision) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT, _("Two different files both say that they are revision %u of %s for school %s."),
                 file->revision, file->period, file->urn);
    return FALSE;
  }
  return file->revision < other->revision ? haven_history_accepts (file, other, error) : haven_history_accepts (other, file, error);
}
