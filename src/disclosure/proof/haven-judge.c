/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-judge.h"

#include <glib/gi18n-lib.h>

#include "haven-assumption.h"
#include "haven-checker.h"
#include "haven-error.h"
#include "haven-history.h"
#include "haven-manners.h"
#include "haven-witness.h"
#include "haven-year.h"

#define PERIODS 4

/* Proved again with what everybody knows; where that cannot be true nobody can go by it. */
static gboolean
stands_when_known (HavenReleaseFile *file, guint measure, GError **error)
{
  GArray *known = haven_assumption_make (file, measure);
  g_autoptr (GError) problem = NULL;
  g_autoptr (HavenProof) proof = NULL;
  gboolean stands;

  if (known == NULL)
    return TRUE;
  proof = haven_witness_find (file, &problem);
  stands = proof != NULL ? haven_checker_accepts (file, proof, &problem) : g_error_matches (problem, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  haven_assumption_drop (file, known);
  if (!stands)
    g_propagate_error (error, g_steal_pointer (&problem));
  return stands;
}

HavenProof *
haven_judge_file (HavenReleaseFile *file, GError **error)
{
  g_autoptr (HavenProof) proof = haven_manners_accept (file, error) ? haven_witness_find (file, error) : NULL;

  if (proof == NULL || !haven_checker_accepts (file, proof, error))
    return NULL;
  for (guint m = 1; m < file->measures->len; m++)
    if (!stands_when_known (file, m, error))
      return NULL;
  return g_steal_pointer (&proof);
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

/* Takes the place of an earlier revision of its period, or one more. */
static void
take_place (HavenReleaseFile *file, HavenReleaseFile **lasts, guint *n)
{
  for (guint i = 0; i < *n; i++)
    if (g_str_equal (lasts[i]->period, file->period)) {
      lasts[i] = file->revision > lasts[i]->revision ? file : lasts[i];
      return;
    }
  if (*n < PERIODS - 1)
    lasts[(*n)++] = file;
}

static gboolean
refuse_year (HavenReleaseFile *file, const char *name, GError **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE, _("The year %.7s and its terms together tell too much of %s for school %s."),
               file->period, name, file->urn);
  return FALSE;
}

gboolean
haven_judge_year (HavenReleaseFile *file, HavenProof *proof, GPtrArray *others, const char **ret_name, GError **error)
{
  HavenReleaseFile *lasts[PERIODS] = { NULL };
  HavenProvedFile files[PERIODS] = { { file, proof } };
  const char *name = NULL;
  gboolean safe = TRUE;
  guint n = 0;

  for (guint i = 0; i < others->len; i++)
    if (haven_year_is_same (file, g_ptr_array_index (others, i)))
      take_place (g_ptr_array_index (others, i), lasts, &n);
  for (guint i = 0; i < n && safe; i++) {
    files[i + 1] = (HavenProvedFile){ lasts[i], haven_judge_file (lasts[i], error) };
    safe = files[i + 1].proof != NULL;
  }
  if (safe && !haven_year_accepts (files, n + 1, &name))
    safe = refuse_year (file, name, error);
  for (guint i = 0; i < n; i++)
    haven_proof_free (files[i + 1].proof);
  if (ret_name != NULL)
    *ret_name = name;
  return safe;
}
