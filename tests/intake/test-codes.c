/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance-codes.h"
#include "intake-support.h"

#include <string.h>

/* One mark of the first pupil, and what is kept of it */
static guint8
import_mark (const char *day, const char *mark, HavenImportPreview **ret_preview)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autofree char *text = g_strdup_printf ("UPN\tDate\tSession\tMark\n" UPN_ONE "\t%s\tAM\t%s\n", day, mark);
  g_autoptr (HavenImportPreview) preview = stage_text (text, HAVEN_IMPORT_MARKS, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  const guint8 *marks = haven_school_get_marks (then, haven_school_find_upn (then, UPN_ONE)->id,
                                                haven_academic_year (haven_test_day (day)));

  if (ret_preview != NULL)
    *ret_preview = g_steal_pointer (&preview);
  return marks != NULL ? marks[haven_register_index (haven_test_day (day), 0)] : 0;
}

/* Each by its name and by its stand-in, on a day when it was in force: nothing is said of it */
static void
test_every_code (void)
{
  guint n;
  const HavenAttendanceCode *codes = haven_attendance_codes (&n);

  for (guint i = 0; i < n; i++) {
    const char *day = codes[i].until != HAVEN_DAY_NONE ? "2024-06-04" : "2025-11-04";
    char stand_in[2] = { (char) codes[i].mark, '\0' };
    guint8 expected = codes[i].mark == '\\' ? '/' : codes[i].mark;      /* a morning is a morning, whichever slash was typed */
    g_autoptr (HavenImportPreview) preview = NULL;
    g_test_message ("%s", codes[i].code);
    g_assert_cmpuint (import_mark (day, codes[i].code, &preview), ==, expected);
    g_assert_cmpuint (import_mark (day, stand_in, NULL), ==, expected);
    g_assert_cmpuint (preview->n_problems, ==, 0);
    g_assert_false (assumes (preview, "in force"));
  }
}

/* The interview that counted as attending until 2024 is not the one that is an absence since */
static void
test_old_j (void)
{
  g_autoptr (HavenImportPreview) late = NULL;
  g_autoptr (HavenImportPreview) early = NULL;

  g_assert_cmpint (haven_mark_classes ()[import_mark ("2024-06-04", "J", NULL)], ==, HAVEN_CLASS_APPROVED);
  g_assert_cmpint (haven_mark_classes ()[import_mark ("2025-11-04", "J1", NULL)], ==, HAVEN_CLASS_AUTHORISED);
  g_assert_cmpuint (import_mark ("2025-11-04", "J", &late), ==, 'J');
  g_assert_true (assumes (late, "Marks J on days when that code was not in force: 1."));
  g_assert_cmpuint (import_mark ("2024-06-04", "C2", &early), ==, '>');
  g_assert_true (assumes (early, "Marks C2"));
}

/* Nothing of an unknown code is guessed: it is asked about, kept as unknown and counted as that (C14) */
static void
test_unknown (void)
{
  static const char *const unknown[] = { "ZZ", "Y9", "C3", "!", "present", "9" };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++) {
    g_autoptr (HavenImportPreview) preview = NULL;
    g_test_message ("%s", unknown[i]);
    g_assert_cmpuint (import_mark ("2025-11-04", unknown[i], &preview), ==, HAVEN_MARK_UNKNOWN);
    g_assert_cmpuint (preview->n_problems, ==, 1);
    assert_problem (preview, 0, 2, "Mark", "unknown-code");
    g_assert_nonnull (strstr (((HavenImportProblem *) preview->problems->pdata[0])->message, unknown[i]));
  }
}

static void
test_sub_codes (void)
{
  g_assert_cmpuint (import_mark ("2025-11-04", "X01", NULL), ==, 'X');
  g_assert_cmpuint (import_mark ("2025-11-04", "I02", NULL), ==, 'I');
  g_assert_cmpuint (import_mark ("2025-11-04", "C2", NULL), ==, '>');
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/codes/every-code", test_every_code);
  g_test_add_func ("/intake/codes/old-j-is-not-j1", test_old_j);
  g_test_add_func ("/intake/codes/unknown", test_unknown);
  g_test_add_func ("/intake/codes/sub-codes", test_sub_codes);
  return g_test_run ();
}
