/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "intake-support.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static HavenSchool *
get_school (void)
{
  static HavenSchool *school;

  if (school == NULL)
    school = haven_test_school_build (small_school ());
  return school;
}

static HavenImportPreview *
stage (HavenSheet *sheet, HavenImportType type, HavenSchool *school)
{
  g_autoptr (HavenImportPreview) preview = haven_import_preview_new ("fuzz.csv", type);
  g_autoptr (GError) error = NULL;

  if (haven_intake_stage_sheet (preview, sheet, school, test_clock (), NULL, &error))
    return g_steal_pointer (&preview);
  g_assert_nonnull (error);
  return NULL;
}

/* Whatever a file holds: once it is in, it holds nothing new. Of pupils only where nothing was odd: a row that was refused because another
 * one spoke for the same child may be a child of its own later. */
static void
check_once_is_enough (HavenSheet *sheet, HavenImportPreview *preview)
{
  g_autoptr (HavenSchool) then = haven_intake_preview_school (get_school (), preview);
  g_autoptr (HavenImportPreview) again = stage (sheet, preview->type, then);

  g_assert_nonnull (again);
  g_assert_cmpuint (again->rows, ==, preview->rows);
  if (preview->type == HAVEN_IMPORT_PUPILS && preview->n_problems > 0)
    return;
  g_assert_cmpuint (again->added, ==, 0);
  g_assert_cmpuint (again->changed, ==, 0);
}

static void
check_type (HavenSheet *sheet, HavenImportType type)
{
  g_autoptr (HavenImportPreview) preview = stage (sheet, type, get_school ());

  if (preview != NULL)
    check_once_is_enough (sheet, preview);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (HavenSheet) sheet = haven_sheet_new_from_bytes (bytes, NULL);

  for (HavenImportType type = HAVEN_IMPORT_PUPILS; sheet != NULL && type <= HAVEN_IMPORT_AUTO; type++)
    check_type (sheet, type);
  return 0;
}
