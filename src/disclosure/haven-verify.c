/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-verify.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "proof/haven-judge.h"

static void
count (HavenReleaseFile *file, HavenVerdict *verdict)
{
  verdict->files++;
  verdict->cells += file->values->len;
  for (guint cell = 0; cell < file->values->len; cell++)
    verdict->hidden += haven_release_file_get (file, cell) == HAVEN_HIDDEN;
  verdict->proved = verdict->hidden;
}

static gboolean
judge (GPtrArray *earlier, HavenReleaseFile *file, GError **error)
{
  g_autoptr (HavenProof) proof = haven_judge_file (file, error);

  for (guint i = 0; proof != NULL && i < earlier->len; i++)
    if (!haven_judge_pair (g_ptr_array_index (earlier, i), file, error))
      return FALSE;
  return proof != NULL && haven_judge_year (file, proof, earlier, NULL, error);
}

static HavenReleaseFile *
read_page (GBytes *bytes, GError **error)
{
  if (!haven_release_file_is_noise (bytes))
    return haven_release_file_parse (bytes, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
                       _("This return carries noise. Noise is uncertainty and cannot be proved, so there is nothing here to check."));
  return NULL;
}

gboolean
haven_release_verify (GPtrArray *files, HavenVerdict *ret_verdict, GError **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_release_file_free);
  HavenVerdict verdict = { 0 };

  for (guint i = 0; i < files->len; i++) {
    g_autoptr (HavenReleaseFile) file = read_page (g_ptr_array_index (files, i), error);

    if (file == NULL || !judge (read, file, error))
      return FALSE;
    count (file, &verdict);
    g_ptr_array_add (read, g_steal_pointer (&file));
  }
  if (ret_verdict != NULL)
    *ret_verdict = verdict;
  return TRUE;
}
