/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-support.h"

#include "haven-error.h"
#include "haven-workbook.h"

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, HAVEN_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static HavenSchool *
stage_kind (GBytes *bytes, HavenImportType kind, HavenSchool *school)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenImportPreview) preview = haven_intake_stage_bytes ("fuzz", bytes, kind, school, test_clock (), &error);

  if (preview == NULL) {
    check_error (error);
    return haven_school_ref (school);
  }
  return haven_intake_preview_school (school, preview);
}

void
fuzz_stage (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenWorkbook) workbook = haven_workbook_new_from_bytes (bytes, &error);
  g_autoptr (GArray) kinds = workbook != NULL ? haven_workbook_find_kinds (workbook, NULL, &error) : NULL;
  HavenSchool *school;

  if (kinds == NULL || kinds->len == 0) {
    check_error (error);
    return;
  }
  school = haven_test_school_build (small_school ());
  for (guint i = 0; i < kinds->len; i++) {
    HavenSchool *next = stage_kind (bytes, g_array_index (kinds, HavenImportType, i), school);
    haven_school_unref (school);
    school = next;
  }
  haven_school_unref (school);
}
