/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haven-limits.h"
#include "haven-platform.h"
#include "intake-support.h"

#define HEADER "UPN,Date,Session,Mark\r\n"
#define ROW UPN_ONE ",2025-11-03,AM,/\r\n"

static HavenSchool *
make_school (void)
{
  return haven_test_school_build (small_school ());
}

static void
assert_bytes_fail (const char *data, gsize size, HavenErrorCode code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_sheet_new_from_bytes (bytes, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
}

static void
test_not_text (void)
{
  assert_bytes_fail ("", 0, HAVEN_ERROR_EMPTY);
  assert_bytes_fail ("UPN,\0Date", 9, HAVEN_ERROR_INVALID);
  assert_bytes_fail ("PK\x03\x04rest", 8, HAVEN_ERROR_INVALID);
  assert_bytes_fail ("UPN,\x81\x8D", 6, HAVEN_ERROR_INVALID);            /* neither UTF-8 nor Windows-1252 */
  assert_bytes_fail ("\xFF\xFE\x41", 3, HAVEN_ERROR_INVALID);            /* half a letter */
  assert_bytes_fail ("\xFF\xFE\x41\x00\x00\x00", 6, HAVEN_ERROR_INVALID);
}

static HavenImportPreview *
stage_encoded (const char *text, const char *encoding, HavenSchool *school)
{
  gsize size;
  g_autofree char *data = g_convert (text, -1, encoding, "UTF-8", NULL, &size, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (HavenSheet) sheet = haven_sheet_new_from_bytes (bytes, NULL);
  HavenImportPreview *preview = haven_import_preview_new ("invented.csv", HAVEN_IMPORT_AUTO);

  g_assert_nonnull (sheet);
  g_assert_true (haven_intake_stage_sheet (preview, sheet, school, test_clock (), NULL, NULL));
  return preview;
}

static void
test_other_encodings (void)
{
  const char *text = "UPN,Surname,Forename,DOB\r\n" UPN_NEW ",Ünal,Chloë,2012-03-04\r\n";
  static const char *const encodings[] = { "CP1252", "UTF-16" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++) {
    g_autoptr (HavenSchool) school = make_school ();
    g_autoptr (HavenImportPreview) preview = stage_encoded (text, encodings[i], school);
    g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
    g_assert_cmpstr (haven_school_find_upn (then, UPN_NEW)->surname, ==, "Ünal");
    g_assert_true (assumes (preview, "not UTF-8"));
  }
}

static void
test_ragged_rows (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER ROW
                                                       UPN_ONE "\r\n"                            /* no date */
                                                       UPN_ONE ",2025-11-03,PM\r\n"              /* no mark: says nothing */
                                                       UPN_ONE ",2025-11-04,AM,/,,\r\n"          /* empty cells too many */
                                                       UPN_ONE ",2025-11-04,PM,/,late\r\n"       /* a cell too many */
                                                       "\r\n,,,\r\n  , ,,\r\n", HAVEN_IMPORT_AUTO, school);

  assert_counts (preview, 5, 2, 0, 1, 2);
  assert_problem (preview, 0, 3, "Date", "no-date");
  assert_problem (preview, 1, 6, "", "too-many-cells");
}

static void
test_titles_and_totals (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (HavenImportPreview) preview = stage_text ("Attendance of 9B\r\nMade on Friday, by hand\r\n\r\n" HEADER ROW HEADER
                                                       UPN_ONE ",2025-11-03,PM,\\\r\nTotal,,,2\r\n,Grand total,,2\r\n",
                                                       HAVEN_IMPORT_AUTO, school);

  assert_counts (preview, 2, 2, 0, 0, 0);
}

static void
test_line_ends (void)
{
  static const char *const texts[] = {
    "UPN,Date,Session,Mark\n" UPN_ONE ",2025-11-03,AM,/\n", "UPN,Date,Session,Mark\r" UPN_ONE ",2025-11-03,AM,/\r",
    "UPN,Date,Session,Mark\r\n" UPN_ONE ",2025-11-03,AM,/", "\r\n\r\nUPN,Date,Session,Mark\r\n\r\n" UPN_ONE ",2025-11-03,AM,/\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (HavenSchool) school = make_school ();
    g_autoptr (HavenImportPreview) preview = stage_text (texts[i], HAVEN_IMPORT_AUTO, school);
    assert_counts (preview, 1, 1, 0, 0, 0);
  }
}

static void
test_header_only (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER, HAVEN_IMPORT_AUTO, school);

  assert_counts (preview, 0, 0, 0, 0, 0);
}

static void
test_over_long (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autofree char *word = g_strnfill (HAVEN_LIMIT_FIELD_BYTES + 1, 'x');
  g_autofree char *field = g_strconcat (HEADER ROW UPN_ONE ",2025-11-03,PM,", word, "\r\n", NULL);
  g_autofree char *commas = g_strnfill (HAVEN_LIMIT_COLUMNS + 1, ',');
  g_autofree char *row = g_strconcat (HEADER ROW, commas, "\r\n", NULL);
  const char *quote = HEADER ROW "\"" UPN_ONE ",2025-11-03,PM,/\r\n";

  stage_or_fail (field, HAVEN_IMPORT_AUTO, school, HAVEN_ERROR_TOO_LARGE);
  stage_or_fail (row, HAVEN_IMPORT_AUTO, school, HAVEN_ERROR_TOO_LARGE);
  stage_or_fail (quote, HAVEN_IMPORT_AUTO, school, HAVEN_ERROR_INVALID);
}

static void
test_unknown_kind (void)
{
  g_autoptr (HavenSchool) school = make_school ();

  for (HavenImportType type = HAVEN_IMPORT_PUPILS; type <= HAVEN_IMPORT_AUTO; type++)
    stage_or_fail ("Shoe,Size\r\nleft,4\r\n", type, school, HAVEN_ERROR_INVALID);
  stage_or_fail (HEADER ROW, HAVEN_IMPORT_PUPILS, school, HAVEN_ERROR_INVALID);
}

/* All are counted, the first thousand kept word for word */
static void
test_many_problems (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (HavenImportPreview) preview = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (text, UPN_NEW ",2025-11-03,AM,/\r\n");
  preview = stage_text (text->str, HAVEN_IMPORT_AUTO, school);
  g_assert_cmpuint (preview->rows, ==, 3000);
  g_assert_cmpuint (preview->n_problems, ==, 3000);
  g_assert_cmpuint (preview->problems->len, ==, HAVEN_LIMIT_PROBLEMS);
}

static void
test_cancelled (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (HavenImportPreview) preview = haven_import_preview_new ("invented.csv", HAVEN_IMPORT_MARKS);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 9000; i++)
    g_string_append (text, ROW);
  g_cancellable_cancel (cancellable);
  {
    g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
    g_autoptr (HavenSheet) sheet = haven_sheet_new_from_bytes (bytes, NULL);
    g_assert_false (haven_intake_stage_sheet (preview, sheet, school, test_clock (), cancellable, &error));
  }
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED);
}

static void
assert_path_fails (const char *path, HavenErrorCode code)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (GError) error = NULL;
  HavenImportType type;

  g_assert_null (haven_intake_stage (path, HAVEN_IMPORT_AUTO, school, test_clock (), NULL, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
  g_assert_null (strstr (error->message, path));           /* a path is the user's own */
  g_assert_false (haven_intake_detect (path, &type, NULL));
}

/* What is no file, or too much of one, is turned away before it is read */
static void
test_paths (void)
{
  g_autofree char *folder = haven_platform_make_temp_folder (NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.csv", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.csv", NULL);
  g_autofree char *large = g_build_filename (folder, "large.csv", NULL);

#ifndef G_OS_WIN32
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
#else
  g_assert_cmpint (g_mkdir (pipe, 0700), ==, 0);
#endif
  g_assert_true (g_file_set_contents (large, HEADER, -1, NULL));
  g_assert_cmpint (truncate (large, HAVEN_LIMIT_FILE_BYTES + 1), ==, 0);
  assert_path_fails (missing, HAVEN_ERROR_NOT_FOUND);
  assert_path_fails (folder, HAVEN_ERROR_INVALID);
  assert_path_fails (pipe, HAVEN_ERROR_INVALID);
  assert_path_fails (large, HAVEN_ERROR_TOO_LARGE);
  g_assert_true (haven_platform_remove_tree (folder, NULL));
}

static void
test_detect (void)
{
  g_autofree char *folder = haven_platform_make_temp_folder (NULL);
  g_autofree char *path = g_build_filename (folder, "marks.csv", NULL);
  HavenImportType type = HAVEN_IMPORT_AUTO;

  g_assert_true (g_file_set_contents (path, HEADER ROW, -1, NULL));
  g_assert_true (haven_intake_detect (path, &type, NULL));
  g_assert_cmpint (type, ==, HAVEN_IMPORT_MARKS);
  g_assert_true (haven_platform_remove_tree (folder, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/hostile/not-text", test_not_text);
  g_test_add_func ("/intake/hostile/other-encodings", test_other_encodings);
  g_test_add_func ("/intake/hostile/ragged-rows", test_ragged_rows);
  g_test_add_func ("/intake/hostile/titles-and-totals", test_titles_and_totals);
  g_test_add_func ("/intake/hostile/line-ends", test_line_ends);
  g_test_add_func ("/intake/hostile/header-only", test_header_only);
  g_test_add_func ("/intake/hostile/over-long", test_over_long);
  g_test_add_func ("/intake/hostile/unknown-kind", test_unknown_kind);
  g_test_add_func ("/intake/hostile/many-problems", test_many_problems);
  g_test_add_func ("/intake/hostile/cancelled", test_cancelled);
  g_test_add_func ("/intake/hostile/paths", test_paths);
  g_test_add_func ("/intake/detect", test_detect);
  return g_test_run ();
}
