/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-csv.h"
#include "haven-reference.h"
#include "haven-reference-table.h"

/* The classes by the DfE's own arithmetic: unauthorised = G+O+U+N; approved = B+J+P+V+W+K; authorised = I+M+R+S+T+H+E+C+C1+J1+C2 and the
 * old F; D, Q, X and Y are in none of them; late = L+U. */
static const struct {
  const char *code;
  HavenMarkClass mark_class;
} classes[] = {
  { "/", HAVEN_CLASS_PRESENT }, { "\\", HAVEN_CLASS_PRESENT }, { "L", HAVEN_CLASS_PRESENT },
  { "B", HAVEN_CLASS_APPROVED }, { "J", HAVEN_CLASS_APPROVED }, { "P", HAVEN_CLASS_APPROVED }, { "V", HAVEN_CLASS_APPROVED },
  { "W", HAVEN_CLASS_APPROVED }, { "K", HAVEN_CLASS_APPROVED },
  { "I", HAVEN_CLASS_AUTHORISED }, { "M", HAVEN_CLASS_AUTHORISED }, { "R", HAVEN_CLASS_AUTHORISED }, { "S", HAVEN_CLASS_AUTHORISED },
  { "T", HAVEN_CLASS_AUTHORISED }, { "H", HAVEN_CLASS_AUTHORISED }, { "E", HAVEN_CLASS_AUTHORISED },
  { "C", HAVEN_CLASS_AUTHORISED },
  { "C1", HAVEN_CLASS_AUTHORISED }, { "C2", HAVEN_CLASS_AUTHORISED }, { "J1", HAVEN_CLASS_AUTHORISED },
  { "F", HAVEN_CLASS_AUTHORISED },
  { "G", HAVEN_CLASS_UNAUTHORISED }, { "O", HAVEN_CLASS_UNAUTHORISED }, { "U", HAVEN_CLASS_UNAUTHORISED },
  { "N", HAVEN_CLASS_UNAUTHORISED },
  { "D", HAVEN_CLASS_NOT_POSSIBLE }, { "Q", HAVEN_CLASS_NOT_POSSIBLE }, { "X", HAVEN_CLASS_NOT_POSSIBLE },
  { "Y", HAVEN_CLASS_NOT_POSSIBLE },
  { "Y1", HAVEN_CLASS_NOT_POSSIBLE }, { "Y2", HAVEN_CLASS_NOT_POSSIBLE }, { "Y3", HAVEN_CLASS_NOT_POSSIBLE },
  { "Y4", HAVEN_CLASS_NOT_POSSIBLE },
  { "Y5", HAVEN_CLASS_NOT_POSSIBLE }, { "Y6", HAVEN_CLASS_NOT_POSSIBLE }, { "Y7", HAVEN_CLASS_NOT_POSSIBLE },
  { "Z", HAVEN_CLASS_ADMINISTRATIVE }, { "#", HAVEN_CLASS_ADMINISTRATIVE },
};

static void
test_classes (void)
{
  guint n;

  haven_attendance_codes (&n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (classes));
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    const HavenAttendanceCode *code = haven_attendance_code_find (classes[i].code);
    g_assert_nonnull (code);
    g_assert_cmpstr (code->code, ==, classes[i].code);
    g_assert_cmpint (code->mark_class, ==, classes[i].mark_class);
    g_assert_cmpint (haven_mark_classes ()[code->mark], ==, classes[i].mark_class);
    g_assert_true (haven_attendance_code_of (code->mark) == code);
  }
}

static void
test_every_byte (void)
{
  guint n;
  guint known = 0;

  haven_attendance_codes (&n);
  for (guint mark = 0; mark < 256; mark++) {
    gboolean is_mark = haven_attendance_code_of (mark) != NULL;
    g_assert_cmpint (is_mark, ==, haven_mark_classes ()[mark] != HAVEN_CLASS_NONE);
    known += is_mark;
  }
  g_assert_cmpuint (known, ==, n + 1);     /* no two codes share a byte; one is for what nobody knows */
  g_assert_null (haven_attendance_code_find ("!"));
  g_assert_null (haven_attendance_code_of (0));
  g_assert_null (haven_attendance_code_of ('-'));
}

static void
test_find (void)
{
  static const struct {
    const char *text, *code;
  } stand_ins[] = {
    { "<", "C1" }, { ">", "C2" }, { "?", "J1" }, { "$", "Y1" }, { "a", "Y2" }, { "%", "Y3" }, { "`", "Y4" }, { ":", "Y5" },
    { "|", "Y6" }, { "_", "Y7" },
  };
  static const char *const unknown[] = { "", "A", "l", "Y8", "X01", "//", " /", "-" };

  for (guint i = 0; i < G_N_ELEMENTS (stand_ins); i++) {
    g_assert_cmpstr (haven_attendance_code_find (stand_ins[i].text)->code, ==, stand_ins[i].code);
    g_assert_cmpuint (haven_attendance_code_find (stand_ins[i].code)->mark, ==, stand_ins[i].text[0]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (haven_attendance_code_find (unknown[i]));
  g_assert_null (haven_attendance_code_find (NULL));
}

static void
test_dates (void)
{
  HavenDay first = haven_day_new (2024, 8, 19);

  g_assert_cmpint (haven_attendance_code_find ("J1")->from, ==, first);
  g_assert_cmpint (haven_attendance_code_find ("J")->until, ==, first - 1);
  g_assert_cmpint (haven_attendance_code_find ("/")->from, ==, HAVEN_DAY_NONE);
  g_assert_cmpint (haven_attendance_code_find ("/")->until, ==, HAVEN_DAY_NONE);
}

static void
test_elsewhere (void)
{
  for (guint mark = 0; mark < 256; mark++)
    g_assert_cmpint (haven_mark_is_elsewhere (mark), ==, mark != 0 && strchr ("DBK", (int) mark) != NULL);
}

/* The DfE's own sessions per code and class: each code's class adds up to what is published of the class */
typedef struct {
  HavenRefTable *codes;
  GStrv headers;
  guint rows;
} Golden;

static HavenMarkClass
class_of_column (Golden *golden, const char *column)
{
  for (guint i = 0; i < haven_ref_table_get_n (golden->codes); i++)
    if (g_str_equal (haven_ref_table_get (golden->codes, i, "dfe_column"), column))
      return haven_attendance_code_find (haven_ref_table_get (golden->codes, i, "code"))->mark_class;
  return HAVEN_CLASS_NONE;
}

static gint64
field_of (Golden *golden, const char *const *fields, const char *column)
{
  for (guint i = 0; golden->headers[i] != NULL; i++)
    if (g_str_equal (golden->headers[i], column))
      return g_ascii_strtoll (fields[i], NULL, 10);
  g_assert_not_reached ();
}

static gboolean
check_golden_row (const char *const *fields, guint n, guint line, gpointer data, GError **error)
{
  Golden *golden = data;
  gint64 sums[HAVEN_CLASS_ADMINISTRATIVE + 1] = { 0 };
  gint64 residue;

  if (line == 1) {
    golden->headers = g_strdupv ((char **) fields);
    return TRUE;
  }
  for (guint i = 0; i < n; i++)
    sums[class_of_column (golden, golden->headers[i])] += g_ascii_strtoll (fields[i], NULL, 10);
  g_assert_cmpint (sums[HAVEN_CLASS_UNAUTHORISED], ==, field_of (golden, fields, "unauthorised_absence"));
  g_assert_cmpint (sums[HAVEN_CLASS_APPROVED], ==, field_of (golden, fields, "approved_educational_activity"));
  residue = field_of (golden, fields, "authorised_absence") - sums[HAVEN_CLASS_AUTHORISED];
  g_assert_cmpint (ABS (residue), <=, 200);  /* the old F, which the file adds and does not show */
  golden->rows++;
  return TRUE;
}

static void
test_golden (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("HAVEN_TEST_DATA"), "dfe", "attendance_by_code_2025_26.csv", NULL);
  Golden golden = { NULL, NULL, 0 };
  g_autofree char *text = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  golden.codes = haven_ref_table_new ("attendance-codes.csv");
  g_assert_true (haven_csv_read (text, size, ',', check_golden_row, &golden, NULL));
  g_assert_cmpuint (golden.rows, ==, 40);
  haven_ref_table_free (golden.codes);
  g_strfreev (golden.headers);
}

/* A pack once showed ">OEI" where it meant C2, O, E and I */
static void
test_marks_to_codes (void)
{
  g_autofree char *codes = haven_marks_to_codes (">OEI");
  g_autofree char *none = haven_marks_to_codes ("");

  g_assert_cmpstr (codes, ==, "C2, O, E, I");
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  haven_reference_start ();
  g_test_add_func ("/reference/codes/classes", test_classes);
  g_test_add_func ("/reference/codes/every-byte", test_every_byte);
  g_test_add_func ("/reference/codes/find", test_find);
  g_test_add_func ("/reference/codes/dates", test_dates);
  g_test_add_func ("/reference/codes/never-a-stand-in-to-a-person", test_marks_to_codes);
  g_test_add_func ("/reference/practice_09/elsewhere", test_elsewhere);
  g_test_add_func ("/reference/codes/golden", test_golden);
  return g_test_run ();
}
