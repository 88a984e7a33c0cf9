/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-comparison.h"

#include <math.h>
#include <string.h>

#include "haven-error.h"
#include "haven-test-school.h"

/* A school of thirty in Year 9, ten with a child in need plan; the whole of 2024/25, so that published figures of that year are like with
 * like */
#define N_GROUP 10
#define N_OTHERS 20
#define TODAY "2025-07-25"

typedef struct {
  HavenTestSchool *draft;
  GArray *pupils;               /* gint64, the group first */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->draft = haven_test_school_new ();
  fixture->pupils = g_array_new (FALSE, FALSE, sizeof (gint64));
  haven_test_school_set (fixture->draft, "authority", "330");
  haven_test_school_add_calendar (fixture->draft, 2024);
  for (guint n = 0; n < N_GROUP + N_OTHERS; n++) {
    gint64 id = haven_test_school_add_pupil (fixture->draft, n + 1, 9);

    g_array_append_val (fixture->pupils, id);
    if (n < N_GROUP)
      haven_test_school_add_spell (fixture->draft, id, HAVEN_STATUS_CIN, "2024-01-08", "");
  }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_array_unref (fixture->pupils);
}

static gint64
get_id (Fixture *fixture, guint n)
{
  return g_array_index (fixture->pupils, gint64, n);
}

/* Two weeks in September and the last days of the year; the first n of the group and m of the others miss the second week: 10 of 28 */
static HavenSchool *
build (Fixture *fixture, guint n, guint m)
{
  for (guint i = 0; i < fixture->pupils->len; i++) {
    gboolean misses = i < N_GROUP ? i < n : i - N_GROUP < m;

    haven_test_school_attend (fixture->draft, get_id (fixture, i), haven_test_span ("2024-09-09", "2024-09-13"));
    if (misses)
      haven_test_school_mark_days (fixture->draft, get_id (fixture, i), "2024-09-16", "O O O O O O O O O O");
    else
      haven_test_school_attend (fixture->draft, get_id (fixture, i), haven_test_span ("2024-09-16", "2024-09-20"));
    haven_test_school_attend (fixture->draft, get_id (fixture, i), haven_test_span ("2025-07-22", "2025-07-25"));
  }
  return haven_test_school_build (fixture->draft);
}

static HavenScope
scope (HavenSchool *school, HavenGroup group)
{
  return haven_scope_of_group (school, haven_clock_fixed (haven_test_day (TODAY)), group, haven_academic_year_span (2024));
}

static const HavenComparisonRow *
find (const HavenComparison *comparison, HavenVersus versus)
{
  for (guint i = 0; i < comparison->rows->len; i++)
    if (((HavenComparisonRow *) comparison->rows->pdata[i])->versus == versus)
      return comparison->rows->pdata[i];
  return NULL;
}

static void
test_rest (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = build (fixture, 5, 2);
  HavenScope group = scope (school, HAVEN_GROUP_CIN);
  g_autoptr(HavenComparison) comparison = haven_compare (HAVEN_MEASURE_PERSISTENT, &group, NULL);
  const HavenComparisonRow *row = find (comparison, HAVEN_VERSUS_REST);
  g_autofree char *sentence = haven_comparison_sentence (comparison, row);

  g_assert_cmpfloat_with_epsilon (comparison->ours->value, 50.0, 1e-9);
  g_assert_cmpuint (comparison->ours->n, ==, 10);
  g_assert_cmpfloat_with_epsilon (row->value, 10.0, 1e-9);
  g_assert_cmpint (row->n, ==, 20);
  g_assert_cmpfloat_with_epsilon (row->difference, 40.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (row->multiple, 5.0, 1e-9);
  g_assert_true (g_str_has_prefix (sentence, "5.0 times as likely to be persistently absent as the rest of the school"));
  g_assert_nonnull (strstr (comparison->warning, "Small group: 10 pupils"));
}

/* Published figures: dated, attributed, of the same year and phase; what the group covers is said */
static void
test_published (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = build (fixture, 10, 0);
  HavenScope group = scope (school, HAVEN_GROUP_CIN);
  g_autoptr(HavenComparison) comparison = haven_compare (HAVEN_MEASURE_PERSISTENT, &group, NULL);
  const HavenComparisonRow *england = find (comparison, HAVEN_VERSUS_ENGLAND_GROUP);
  const HavenComparisonRow *authority = find (comparison, HAVEN_VERSUS_AUTHORITY_GROUP);

  g_assert_cmpstr (comparison->phase, ==, "secondary");
  g_assert_cmpstr (england->name, ==, "England, CINO, secondary");
  g_assert_cmpstr (england->dated, ==, "2024/25");
  g_assert_nonnull (strstr (england->source, "OGL"));
  g_assert_cmpfloat_with_epsilon (england->value, 61.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (england->multiple, 100.0 / 61.0, 1e-9);
  g_assert_null (england->why);
  g_assert_nonnull (strstr (england->covers, "at 31 March"));
  g_assert_cmpstr (authority->name, ==, "Birmingham, CINO, secondary");
  g_assert_cmpint (authority->n, >, 0);
}

/* What the exchange brought stands beside what ships, dated and attributed; of an older year than what ships only where that year is asked
 * about. What ships of CINO in secondary schools of Birmingham is of 2024/25, as the figures here are. */
static const struct {
  const char *name;
  const char *document;         /* NULL: the exchange never brought any */
  guint rows;                   /* of the authority's group */
  const char *dated;            /* of the second … */
  double value;
  gboolean multiple;            /* … and whether it is like with like */
} received[] = {
#define DOCUMENT(period, measure, value) \
  "{\"schema\":\"haven-benchmarks/1\",\"source\":\"Invented authority\",\"published\":\"2026-05-03\",\"figures\":[" \
  "{\"period\":\"" period "\",\"area\":\"330\",\"group\":\"CINO\",\"phase\":\"secondary\"," \
  "\"measure\":\"" measure "\",\"value\":\"" value "\"}]}"
  { "none", NULL, 1, NULL, 0, FALSE },
  { "fresher", DOCUMENT ("202526", "persistent_absence_rate", "50.0"), 2, "2025/26, published 3 May 2026", 50, FALSE },
  { "same-period", DOCUMENT ("202425", "persistent_absence_rate", "50.0"), 2, "2024/25, published 3 May 2026", 50, TRUE },
  { "as-the-exchange-calls-it", DOCUMENT ("202425", "persistent_absence_percent", "40"), 2, "2024/25, published 3 May 2026", 40, TRUE },
  { "older", DOCUMENT ("202324", "persistent_absence_rate", "50.0"), 1, NULL, 0, FALSE },
  { "suppressed", DOCUMENT ("202425", "persistent_absence_rate", "c"), 2, "2024/25, published 3 May 2026", NAN, FALSE },
  { "another-measure", DOCUMENT ("202526", "absence_percent", "50.0"), 1, NULL, 0, FALSE },
  { "no-document", "{\"figures\":7}", 1, NULL, 0, FALSE },
  { "no-json", "<html>", 1, NULL, 0, FALSE },
};

static GPtrArray *
rows_of (const HavenComparison *comparison, HavenVersus versus)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < comparison->rows->len; i++)
    if (((HavenComparisonRow *) comparison->rows->pdata[i])->versus == versus)
      g_ptr_array_add (rows, comparison->rows->pdata[i]);
  return rows;
}

static void
check_received (guint i, GPtrArray *rows)
{
  const HavenComparisonRow *shipped = rows->pdata[0];
  const HavenComparisonRow *row = rows->len > 1 ? rows->pdata[1] : NULL;

  g_assert_cmpuint (rows->len, ==, received[i].rows);
  g_assert_false (shipped->received);
  g_assert_cmpstr (shipped->dated, ==, "2024/25");                 /* what ships is as it was */
  g_assert_nonnull (strstr (shipped->source, "OGL"));
  g_assert_false (isnan (shipped->multiple));
  if (row == NULL)
    return;
  g_assert_true (row->received);
  g_assert_cmpstr (row->name, ==, "Birmingham, CINO, secondary, by the exchange");
  g_assert_cmpstr (row->dated, ==, received[i].dated);
  g_assert_cmpstr (row->source, ==, "Invented authority");
  g_assert_true (isnan (received[i].value) ? isnan (row->value) : row->value == received[i].value);
  g_assert_cmpint (!isnan (row->multiple), ==, received[i].multiple);
  g_assert_cmpint (row->why == NULL, ==, received[i].multiple);
}

static void
test_received (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (received); i++) {
    Fixture fixture;
    g_autoptr(HavenSchool) school = NULL;
    g_autoptr(HavenComparison) comparison = NULL;
    g_autoptr(GPtrArray) rows = NULL;
    HavenScope group;

    g_test_message ("%s", received[i].name);
    set_up (&fixture, NULL);
    if (received[i].document != NULL)
      haven_test_school_set (fixture.draft, "document.benchmarks", received[i].document);
    school = build (&fixture, 10, 0);
    group = scope (school, HAVEN_GROUP_CIN);
    comparison = haven_compare (HAVEN_MEASURE_PERSISTENT, &group, NULL);
    rows = rows_of (comparison, HAVEN_VERSUS_AUTHORITY_GROUP);
    check_received (i, rows);
    tear_down (&fixture, NULL);
  }
}

/* Nothing of the other side: no multiple, and it says why */
static void
test_nothing_beside (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = build (fixture, 10, 0);
  HavenScope group = scope (school, HAVEN_GROUP_CIN);
  g_autoptr(HavenComparison) comparison = haven_compare (HAVEN_MEASURE_PERSISTENT, &group, NULL);
  const HavenComparisonRow *row = find (comparison, HAVEN_VERSUS_REST);

  g_assert_cmpfloat_with_epsilon (row->difference, 100.0, 1e-9);
  g_assert_true (isnan (row->multiple));
  g_assert_nonnull (row->why);
  g_assert_null (haven_comparison_sentence (comparison, row));
}

/* A part of the year, or another year, is not like with like with a year's figure; with the rest of the school it is */
static void
test_part_of_year (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = build (fixture, 5, 2);
  HavenScope group = scope (school, HAVEN_GROUP_CIN);
  g_autoptr(HavenComparison) comparison = NULL;
  const HavenComparisonRow *row;

  group.span = haven_test_span ("2024-09-01", "2024-10-20");
  comparison = haven_compare (HAVEN_MEASURE_PERSISTENT, &group, NULL);
  row = find (comparison, HAVEN_VERSUS_ENGLAND_GROUP);
  g_assert_cmpfloat_with_epsilon (row->value, 61.0, 1e-9);
  g_assert_true (isnan (row->multiple));
  g_assert_true (isnan (row->difference));
  g_assert_cmpstr (row->why, ==, "It is of the year 2024/25; the figure here is of a part of a year.");
  g_assert_false (isnan (find (comparison, HAVEN_VERSUS_REST)->multiple));
}

/* Of several phases together there is no multiple; of one of them there is */
static void
test_phases (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenComparison) mixed = NULL;
  g_autoptr(HavenComparison) one = NULL;
  HavenPupil *young = haven_test_school_get_pupil (fixture->draft, get_id (fixture, 0));
  HavenScope group;

  g_free (young->year_group);
  young->year_group = g_strdup ("4");
  school = build (fixture, 5, 2);
  group = scope (school, HAVEN_GROUP_CIN);
  mixed = haven_compare (HAVEN_MEASURE_PERSISTENT, &group, NULL);
  g_assert_cmpstr (mixed->phase, ==, "all");
  for (guint i = 0; i < mixed->rows->len; i++)
    g_assert_true (isnan (((HavenComparisonRow *) mixed->rows->pdata[i])->multiple));
  group.phase = "secondary";
  one = haven_compare (HAVEN_MEASURE_PERSISTENT, &group, NULL);
  g_assert_cmpuint (one->ours->n, ==, 9);
  g_assert_false (isnan (find (one, HAVEN_VERSUS_REST)->multiple));
}

/* Published absence is of those who were 5 to 15 when the year began: nobody older or younger is in either side */
static void
test_ages (void)
{
  static const struct { const char *born; guint n; } cases[] = {
    { "2019-08-31", 10 }, { "2019-09-01", 9 },             /* five on the eve of 1 September 2024, and the day after */
    { "2008-09-01", 10 }, { "2008-08-31", 9 },             /* still fifteen, and sixteen */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    g_autoptr(HavenSchool) school = NULL;
    g_autoptr(HavenComparison) comparison = NULL;
    HavenScope group;

    set_up (&fixture, NULL);
    haven_test_school_get_pupil (fixture.draft, get_id (&fixture, 0))->born = haven_test_day (cases[i].born);
    school = build (&fixture, 5, 2);
    group = scope (school, HAVEN_GROUP_CIN);
    comparison = haven_compare (HAVEN_MEASURE_ABSENCE, &group, NULL);
    g_assert_cmpuint (comparison->ours->n, ==, cases[i].n);
    tear_down (&fixture, NULL);
  }
}

/* A pupil stands beside the year group, and beside nothing published */
static void
test_pupil (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = build (fixture, 5, 2);
  HavenScope pupil = haven_scope_of_pupil (school, haven_clock_fixed (haven_test_day (TODAY)), get_id (fixture, 0),
                                           haven_academic_year_span (2024));
  g_autoptr(HavenComparison) comparison = haven_compare (HAVEN_MEASURE_ATTENDANCE, &pupil, NULL);

  g_assert_cmpuint (comparison->rows->len, ==, 1);
  g_assert_cmpstr (((HavenComparisonRow *) comparison->rows->pdata[0])->name, ==, "all pupils, year group 9");
}

static void
test_small_group (void)
{
  static const struct { guint others; gboolean warns; } cases[] = { { 19, TRUE }, { 20, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    HavenTestSchool *draft = haven_test_school_new ();
    g_autoptr(HavenSchool) school = NULL;
    g_autoptr(HavenExplanation) explanation = NULL;
    HavenScope group;

    for (guint n = 0; n < cases[i].others; n++)
      haven_test_school_attend (draft, haven_test_school_add_pupil (draft, n + 1, 9), haven_test_span ("2024-09-09", "2024-09-13"));
    school = haven_test_school_build (draft);
    group = scope (school, HAVEN_GROUP_ALL);
    explanation = haven_explain (HAVEN_MEASURE_ATTENDANCE, &group, NULL);
    g_assert_cmpint (explanation->warning != NULL, ==, cases[i].warns);
  }
}

/* ---- how this was worked out ---- */

static void
test_explanation (Fixture *fixture, gconstpointer data)
{
  HavenImport *import = haven_import_new ();
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenExplanation) explanation = NULL;
  g_autofree char *text = NULL;
  HavenScope pupil;

  import->type = HAVEN_IMPORT_MARKS;
  import->made_at = haven_clock_fixed (haven_test_day ("2025-07-25")).now;
  haven_test_school_add (fixture->draft, HAVEN_TABLE_IMPORTS, import);
  haven_test_school_mark_days (fixture->draft, get_id (fixture, 0), "2024-10-07", "B B D D");
  school = build (fixture, 1, 0);
  pupil = haven_scope_of_pupil (school, haven_clock_fixed (haven_test_day (TODAY)), get_id (fixture, 0), haven_academic_year_span (2024));
  explanation = haven_explain (HAVEN_MEASURE_ABSENCE, &pupil, NULL);
  g_assert_cmpint (explanation->numerator, ==, 10);
  g_assert_cmpint (explanation->denominator, ==, 30);
  g_assert_cmpint (explanation->elsewhere, ==, 4);
  g_assert_cmpint (explanation->marks_until, ==, haven_test_day ("2025-07-25"));
  g_assert_cmpint (explanation->imported_on, ==, haven_test_day ("2025-07-25"));
  text = haven_explanation_to_text (explanation);
  g_assert_cmpstr (text, ==,
                   "Absence: 33.3%. Amara I., n = 1, 1 September 2024 to 25 July 2025: 10 sessions missed of 30 possible sessions. "
                   "Counted: authorised C C1 C2 E I J1 M R S T; unauthorised G N O U. Not possible: D Q X Y1 Y2 Y3 Y4 Y5 Y6 Y7, and Z #. "
                   "Elsewhere (D, B, K): 4 sessions. Marks to 25 July 2025, imported 25 July 2025. Source of the definition: DfE, Working "
                   "together to improve school attendance (2024), and the DfE's daily attendance data: attended and missed of possible "
                   "sessions.");
}

/* Every measure opens its working */
static void
test_every_measure (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = build (fixture, 5, 2);
  HavenScope group = scope (school, HAVEN_GROUP_FLAGGED);

  for (HavenMeasure measure = 0; measure < HAVEN_N_MEASURES; measure++) {
    g_autoptr(HavenExplanation) explanation = haven_explain (measure, &group, NULL);
    g_autofree char *text = haven_explanation_to_text (explanation);
    HavenMeasure parsed;

    g_assert_cmpint (strlen (explanation->codes), >, 0);
    g_assert_cmpint (strlen (explanation->population), >, 0);
    g_assert_cmpint (strlen (explanation->source), >, 10);
    g_assert_cmpuint (explanation->n, ==, N_GROUP);
    g_assert_nonnull (strstr (text, haven_measure_text (measure)));
    g_assert_true (haven_measure_parse (haven_measure_code (measure), &parsed));
    g_assert_cmpint (parsed, ==, measure);
  }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/analysis/practice_04/rest-of-the-school", test_rest);
  ADD ("/analysis/practice_04/published", test_published);
  g_test_add_func ("/analysis/practice_04/fresher-stands-beside", test_received);
  ADD ("/analysis/practice_04/nothing-beside", test_nothing_beside);
  ADD ("/analysis/practice_04/part-of-a-year", test_part_of_year);
  ADD ("/analysis/practice_04/phases", test_phases);
  g_test_add_func ("/analysis/practice_04/ages", test_ages);
  ADD ("/analysis/practice_04/pupil-beside-year-group", test_pupil);
  g_test_add_func ("/analysis/practice_04/small-group-warns", test_small_group);
  ADD ("/analysis/practice_09/explanation", test_explanation);
  ADD ("/analysis/explanation/every-measure", test_every_measure);
  return g_test_run ();
}
