/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

#include <stdarg.h>
#include <string.h>

HavenClock
test_clock (void)
{
  return haven_clock_fixed (haven_day_new (2025, 11, 21));
}

static HavenImportPreview *
stage_bytes (const char *text, HavenImportType type, HavenSchool *school, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (HavenSheet) sheet = haven_sheet_new_from_bytes (bytes, error);
  g_autoptr (HavenImportPreview) preview = haven_import_preview_new ("invented.csv", type);

  if (sheet == NULL || !haven_intake_stage_sheet (preview, sheet, school, test_clock (), NULL, error))
    return NULL;
  return g_steal_pointer (&preview);
}

HavenImportPreview *
stage_text (const char *text, HavenImportType type, HavenSchool *school)
{
  g_autoptr (GError) error = NULL;
  HavenImportPreview *preview = stage_bytes (text, type, school, &error);

  g_assert_no_error (error);
  g_assert_nonnull (preview);
  return preview;
}

HavenImportPreview *
stage_said (const char *text, HavenSchool *school, ...)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (HAVEN_IMPORT_AUTO);
  g_autoptr (GError) error = NULL;
  HavenImportPreview *preview;
  const char *key;
  va_list said;

  va_start (said, school);
  while ((key = va_arg (said, const char *)) != NULL)
    haven_import_choices_set_answer (choices, key, va_arg (said, const char *));
  va_end (said);
  preview = haven_intake_stage_bytes_chosen ("invented.csv", bytes, choices, school, test_clock (), &error);
  g_assert_no_error (error);
  return preview;
}

const HavenImportQuestion *
asked (HavenImportPreview *preview, const char *key)
{
  const HavenImportQuestion *question = haven_import_preview_find_question (preview, key);

  for (guint i = 0; i < preview->questions->len; i++)
    g_test_message ("%s: %s", ((HavenImportQuestion *) preview->questions->pdata[i])->key,
                    ((HavenImportQuestion *) preview->questions->pdata[i])->sentence);
  g_assert_nonnull (question);
  return question;
}

HavenImportPreview *
stage_or_fail (const char *text, HavenImportType type, HavenSchool *school, HavenErrorCode code)
{
  g_autoptr (GError) error = NULL;
  HavenImportPreview *preview = stage_bytes (text, type, school, &error);

  g_assert_null (preview);
  g_assert_error (error, HAVEN_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  return NULL;
}

void
assert_counts (HavenImportPreview *preview, guint rows, guint added, guint changed, guint same, guint problems)
{
  for (guint i = 0; i < preview->problems->len; i++) {
    HavenImportProblem *problem = preview->problems->pdata[i];
    g_test_message ("line %u, %s, %s: %s", problem->line, problem->column, problem->code, problem->message);
  }
  g_assert_cmpuint (preview->rows, ==, rows);
  g_assert_cmpuint (preview->added, ==, added);
  g_assert_cmpuint (preview->changed, ==, changed);
  g_assert_cmpuint (preview->same, ==, same);
  g_assert_cmpuint (preview->n_problems, ==, problems);
}

void
assert_problem (HavenImportPreview *preview, guint n, guint line, const char *column, const char *code)
{
  HavenImportProblem *problem = g_ptr_array_index (preview->problems, n);

  g_assert_cmpuint (problem->line, ==, line);
  g_assert_cmpstr (problem->column, ==, column);
  g_assert_cmpstr (problem->code, ==, code);
  g_assert_cmpstr (problem->message, !=, "");
}

gboolean
assumes (HavenImportPreview *preview, const char *part)
{
  for (guint i = 0; i < preview->assumptions->len; i++)
    if (strstr (preview->assumptions->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static gint64
add_known (HavenTestSchool *school, const char *upn, const char *surname, const char *forename)
{
  HavenPupil *pupil = haven_pupil_new ();

  pupil->upn = g_strdup (upn);
  pupil->surname = g_strdup (surname);
  pupil->forename = g_strdup (forename);
  pupil->admission_no = g_strdup (upn == NULL ? "000777" : upn[0] == 'B' ? "000123" : "000456");
  pupil->born = haven_test_day ("2012-03-04");
  pupil->year_group = g_strdup ("9");
  pupil->import_id = 1;
  return haven_test_school_add (school, HAVEN_TABLE_PUPILS, pupil);
}

HavenTestSchool *
small_school (void)
{
  HavenTestSchool *school = haven_test_school_new ();
  gint64 one = add_known (school, UPN_ONE, "Brown", "Amara");
  HavenSpell *spell = haven_spell_new ();

  add_known (school, UPN_TWO, "Evans", "Ben");
  spell->pupil_id = one;
  spell->status = HAVEN_STATUS_CIN;
  spell->first = haven_test_day ("2024-10-01");
  spell->import_id = 1;
  haven_test_school_add (school, HAVEN_TABLE_SPELLS, spell);
  return school;
}

HavenSchool *
after (HavenSchool *take_school, const char *text, HavenImportType type)
{
  g_autoptr (HavenSchool) before = take_school;
  g_autoptr (HavenImportPreview) preview = stage_text (text, type, before);

  return haven_intake_preview_school (before, preview);
}

static gboolean
is_same_table (HavenTable table, GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (*(gint64 *) a->pdata[i] != *(gint64 *) b->pdata[i]
        || !haven_record_equal (haven_table_get_kind (table), a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

gboolean
is_same_school (HavenSchool *a, HavenSchool *b, HavenTables tables)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if ((tables & HAVEN_TABLE_BIT (table)) != 0
        && !is_same_table (table, haven_school_get_table (a, table), haven_school_get_table (b, table)))
      return FALSE;
  return TRUE;
}
