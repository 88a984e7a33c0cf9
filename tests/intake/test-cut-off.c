/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-workbook.h"
#include "intake-support.h"

#define LAST_BYTES 1024

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("HAVEN_TEST_DATA"), "intake", name, NULL);
  char *data;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

/* Every kind that stands in it, staged; NULL: the file was refused */
static GPtrArray *
stage_kinds (GBytes *bytes, GError **error)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (haven_test_school_new ());
  g_autoptr (HavenWorkbook) workbook = haven_workbook_new_from_bytes (bytes, error);
  g_autoptr (GArray) kinds = workbook != NULL ? haven_workbook_find_kinds (workbook, NULL, error) : NULL;
  g_autoptr (GPtrArray) previews = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_import_preview_free);

  for (guint i = 0; kinds != NULL && i < kinds->len; i++) {
    HavenImportType kind = g_array_index (kinds, HavenImportType, i);
    HavenImportPreview *preview = haven_intake_stage_bytes ("cut", bytes, kind, school, test_clock (), error);
    HavenSchool *next;
    if (preview == NULL)
      return NULL;
    g_ptr_array_add (previews, preview);
    next = haven_intake_preview_school (school, preview);
    haven_school_unref (school);
    school = next;
  }
  return previews->len > 0 ? g_steal_pointer (&previews) : NULL;
}

static guint
count_rows (GPtrArray *previews)
{
  guint rows = 0;

  for (guint i = 0; i < previews->len; i++)
    rows += ((HavenImportPreview *) previews->pdata[i])->rows;
  return rows;
}

/* A workbook or a transfer file that lacks its end is refused in words, whichever byte it ends with */
static void
check_container (const char *name, gsize unneeded)
{
  g_autoptr (GBytes) whole = load (name);
  gsize size = g_bytes_get_size (whole);

  for (gsize cut = 1; cut <= MIN (LAST_BYTES, size); cut++) {
    g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (whole, 0, size - cut);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) previews = stage_kinds (bytes, &error);
    if (cut <= unneeded)
      continue;
    g_assert_null (previews);
    g_assert_nonnull (error);
    g_assert_cmpint (error->domain, ==, HAVEN_ERROR);
    g_assert_true (g_str_has_suffix (error->message, "."));
  }
}

static void
test_xlsx (void)
{
  check_container ("calc.xlsx", 0);
  check_container ("excel.xlsx", 0);
}

/* Only the line break behind the last element may go */
static void
test_ctf (void)
{
  check_container ("ctf-25.xml", 1);
  check_container ("ctf-20.xml", 1);
}

static void
test_json (void)
{
  const char *text = "{\"data\": [{\"upn\": \"" UPN_NEW "\", \"surname\": \"Brown\", \"forename\": \"Amara\", \"dob\": \"2012-03-04\"}]}";

  for (gsize size = 1; size < strlen (text); size++) {
    g_autoptr (GBytes) bytes = g_bytes_new (text, size);
    g_autoptr (GError) error = NULL;
    g_assert_null (stage_kinds (bytes, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  }
}

/* Text has no end of its own: a file that stops inside a row, or inside quotes, says so; one that stops behind a row is a whole file */
static void
check_text (const char *name)
{
  g_autoptr (GBytes) whole = load (name);
  gsize size;
  const char *text = g_bytes_get_data (whole, &size);

  for (gsize cut = 1; cut <= LAST_BYTES && size - cut > 200; cut++) {
    g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (whole, 0, size - cut);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) previews = stage_kinds (bytes, &error);
    gboolean behind_row = text[size - cut - 1] == '\n' || text[size - cut] == '\n' || text[size - cut] == '\r';
    if (previews == NULL) {
      g_assert_nonnull (error);
      continue;
    }
    g_assert_cmpuint (count_rows (previews), >, 0);
    for (guint i = 0; !behind_row && i < previews->len; i++)
      g_assert_true (assumes (previews->pdata[i], "taken as whole") || ((HavenImportPreview *) previews->pdata[i])->n_problems > 0);
  }
}

static void
test_text (void)
{
  check_text ("calc-Marks.csv");
  check_text ("calc-Pupils.csv");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/cut-off/xlsx", test_xlsx);
  g_test_add_func ("/intake/cut-off/ctf", test_ctf);
  g_test_add_func ("/intake/cut-off/json", test_json);
  g_test_add_func ("/intake/cut-off/text", test_text);
  return g_test_run ();
}
