/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-file.h"
#include "haven-choices-json.h"

/* How the columns of a file are meant, as somebody wrote it down: what was read is written and read again */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size), *once = NULL, *twice = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenImportChoices) read = haven_choices_from_json (text, &error);
  g_autoptr (HavenImportChoices) again = NULL;

  if (read == NULL) {
    fuzz_check_error (error);
    return 0;
  }
  once = haven_choices_to_json (read);
  again = haven_choices_from_json (once, NULL);
  g_assert_nonnull (again);
  twice = haven_choices_to_json (again);
  g_assert_cmpstr (once, ==, twice);
  return 0;
}
