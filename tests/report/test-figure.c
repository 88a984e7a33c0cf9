/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure.h"

#include <math.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-chart-read.h"
#include "haven-error.h"
#include "haven-suspension-figures.h"
#include "report-school.h"

static HavenChart *
draw (ReportSchool *school, const char *name, gint64 pupil_id)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (school->school, school->clock, pupil_id);
  g_autoptr (GError) error = NULL;
  HavenChart *chart = haven_figure_draw (name, &subject, &error);

  g_assert_no_error (error);
  return chart;
}

static HavenChart *
draw_group (ReportSchool *school, const char *name, HavenGroup group)
{
  HavenFigureSubject subject = haven_figure_subject_of_group (school->school, school->clock, group);
  g_autoptr (GError) error = NULL;
  HavenChart *chart = haven_figure_draw (name, &subject, &error);

  g_assert_no_error (error);
  return chart;
}

static HavenSpan
whole_weeks (void)
{
  return haven_test_span ("2025-09-01", "2025-11-23");
}

static void
test_list (void)
{
  guint n;
  const HavenFigureKind *kinds = haven_figure_list (&n);

  g_assert_cmpuint (n, >=, 4);
  for (guint i = 0; i < n; i++) {
    g_assert_true (haven_figure_find (kinds[i].name) == &kinds[i]);
    g_assert_true (g_str_has_suffix (haven_figure_kind_get_question (&kinds[i]), "?"));
    g_assert_cmpuint (kinds[i].of, !=, 0);
  }
  g_assert_null (haven_figure_find ("pie"));
  g_assert_null (haven_figure_find (NULL));
}

/* What every figure owes its reader: a finding of at most ten words, a period and an n, a source, a sentence, a table */
static void
check_words (HavenChart *chart, gboolean of_records)
{
  g_auto (GStrv) words = g_strsplit (haven_chart_get_title (chart), " ", -1);
  g_autofree char *sentence = haven_chart_describe (chart);
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);

  g_assert_cmpuint (g_strv_length (words), >=, 2);
  g_assert_cmpuint (g_strv_length (words), <=, 10);
  g_assert_nonnull (strstr (haven_chart_get_subtitle (chart), "n\302\240=\302\240"));
  g_assert_nonnull (strstr (haven_chart_get_subtitle (chart), "2025"));
  g_assert_cmpstr (haven_chart_get_source (chart), ==, of_records
                   ? "Source: what is recorded at Invented High School to 21 November 2025."
                   : "Source: registers of Invented High School to 20 November 2025, imported 21 November 2025.");
  g_assert_cmpuint (strlen (sentence), >, 20);
  g_assert_cmpuint (haven_rows_get_n (rows), >, 0);
}

/* A chart leaves the program as a picture: it carries initials, never a name */
static void
check_no_names (HavenChart *chart)
{
  g_autofree char *sentence = haven_chart_describe (chart);
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
  g_autoptr (GString) all = g_string_new (sentence);

  g_string_append_printf (all, "%s %s ", haven_chart_get_title (chart), haven_chart_get_subtitle (chart));
  for (guint i = 0; i < rows->rows->len; i++) {
    g_autofree char *line = g_strjoinv (" ", rows->rows->pdata[i]);
    g_string_append (all, line);
  }
  g_assert_null (strstr (all->str, "Amara"));
  g_assert_null (strstr (all->str, "Brown"));
  g_assert_null (strstr (all->str, "Invented0"));
}

static void
test_words (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  static const char *const of_pupil[] = { "pupil-calendar", "attendance-trend", "attendance-so-far", "weekday-pattern", "absence-codes",
                                          "spells", "suspensions-by-term", "suspension-reasons", "suspension-limits", "before-and-after" };
  static const char *const of_group[] = { "attendance-trend", "suspensions-by-term", "suspension-reasons",
                                          "attendance-spread", "absence-bands" };

  for (guint i = 0; i < G_N_ELEMENTS (of_pupil); i++) {
    g_autoptr (HavenChart) chart = draw (school, of_pupil[i], school->child);
    check_words (chart, haven_figure_find (of_pupil[i])->of_records);
    check_no_names (chart);
  }
  for (guint i = 0; i < G_N_ELEMENTS (of_group) * HAVEN_N_GROUPS; i++) {
    g_autoptr (HavenChart) chart = draw_group (school, of_group[i % G_N_ELEMENTS (of_group)], i / G_N_ELEMENTS (of_group));
    check_words (chart, haven_figure_find (of_group[i % G_N_ELEMENTS (of_group)])->of_records);
    check_no_names (chart);
  }
}

/* What is not on record is refused in a sentence; everything else is drawn, whoever asks */
static void
check_or_refused (const HavenFigureKind *kind, const HavenFigureSubject *subject)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenChart) chart = haven_figure_draw (kind->name, subject, &error);
  g_autofree char *how = haven_figure_explain (kind->name, subject);

  g_assert_true (kind->of_records == (strstr (how, "Source: what is recorded at") != NULL));
  g_test_message ("%s of %s", kind->name, subject->pupil_id != 0 ? "the child" : haven_group_code (subject->group));
  g_assert_cmpuint (strlen (how), >, 20);
  if (chart == NULL) {
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
    g_assert_true (g_str_has_suffix (error->message, "."));
    return;
  }
  check_words (chart, kind->of_records);
  check_no_names (chart);
}

static void
test_everything_can_be_asked (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  guint n;
  const HavenFigureKind *kinds = haven_figure_list (&n);

  for (guint i = 0; i < n; i++) {
    HavenFigureSubject child = haven_figure_subject_of_pupil (school->school, school->clock, school->child);
    check_or_refused (&kinds[i], &child);
    for (HavenGroup group = 0; group < HAVEN_N_GROUPS; group++) {
      HavenFigureSubject subject = haven_figure_subject_of_group (school->school, school->clock, group);
      check_or_refused (&kinds[i], &subject);
    }
  }
}

/* The line of what was attended so far ends where the year's attendance stands */
static void
test_so_far_ends_at_the_rate (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "attendance-so-far", school->child);
  HavenAttendance figures = haven_attendance_of_pupil (school->school, school->child, haven_test_span ("2025-09-01", "2025-11-20"));
  const HavenDatum *last = haven_chart_get_at (chart, 0, haven_chart_get_n_categories (chart) - 1);

  g_assert_cmpfloat_with_epsilon (last->value, haven_attendance_percent (&figures), 1e-9);
  g_assert_cmpuint (haven_chart_get_n_rules (chart), ==, 1);
  g_assert_cmpfloat (haven_chart_get_rule (chart, 0)->value, ==, 90);
}

/* Codes add up to the sessions missed */
static void
test_codes_add_up (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "absence-codes", school->child);
  HavenAttendance figures = haven_attendance_of_pupil (school->school, school->child, haven_test_span ("2025-09-01", "2025-11-20"));
  double sum = 0;

  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++)
    sum += haven_chart_get_at (chart, 0, i)->value;
  g_assert_cmpfloat (sum, ==, (double) (figures.authorised + figures.unauthorised));
}

/* The spread counts everybody with a session once */
static void
test_spread_counts_everybody (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw_group (school, "attendance-spread", HAVEN_GROUP_OTHERS);
  double sum = 0;

  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++)
    sum += haven_chart_get_at (chart, 0, i)->value;
  g_assert_cmpfloat_with_epsilon (sum, 100, 1e-6);
}

/* Like with like or no multiple, and none for a group so small that it would be chance (practice 4) */
static void
test_multiples_say_why_not (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw_group (school, "multiples", HAVEN_GROUP_CP);

  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++) {
    const HavenDatum *datum = haven_chart_get_at (chart, 0, i);
    g_assert_true (haven_datum_is_missing (datum));
    g_assert_cmpstr (datum->label, ==, haven_symbol_text (datum->symbol));
    g_assert_cmpstr (datum->explain, !=, "");
  }
  g_assert_cmpstr (haven_chart_get_title (chart), ==, "No multiple can be worked out");
}

/* Beside what is published: a level line with its date and its source, and nobody of this school */
static void
test_published_stands_as_a_line (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenFigureSubject subject = haven_figure_subject_of_group (school->school, school->clock, HAVEN_GROUP_FLAGGED);
  g_autoptr (HavenChart) chart = NULL;

  subject.versus = HAVEN_VERSUS_ENGLAND_GROUP;
  chart = haven_figure_draw ("attendance-trend", &subject, NULL);
  g_assert_cmpuint (haven_chart_get_n_series (chart), ==, 1);
  g_assert_cmpuint (haven_chart_get_n_rules (chart), ==, 1);
  g_assert_nonnull (strstr (haven_chart_get_rule (chart, 0)->explain, "Published for England"));
}

/* Days suspended by reason are the days suspended by term: a suspension is counted once, under its first reason */
static void
test_reasons_add_up (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) reasons = draw (school, "suspension-reasons", school->child);
  g_autoptr (HavenChart) terms = draw (school, "suspensions-by-term", school->child);

  g_assert_cmpuint (haven_chart_get_n_categories (reasons), ==, haven_chart_get_n_categories (terms));
  for (guint i = 0; i < haven_chart_get_n_categories (terms); i++) {
    double sum = 0;
    for (guint j = 0; j < haven_chart_get_n_series (reasons); j++)
      sum += haven_chart_get_at (reasons, j, i)->value;
    g_assert_cmpfloat (sum, ==, haven_chart_get_at (terms, 0, i)->value);
  }
}

/* More than 5 and 15 days in a term and 45 in a year: three limits that are never added together */
static void
test_limits_stand_apart (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "suspension-limits", school->child);
  guint last = haven_chart_get_n_categories (chart) - 1;

  for (guint i = 0; i < haven_chart_get_n_rules (chart); i++) {
    const HavenChartRule *rule = haven_chart_get_rule (chart, i);
    if (rule->category == last)
      g_assert_cmpfloat (rule->value, ==, 45);
    else
      g_assert_true (rule->value == 5 || rule->value == 15);
  }
}

/* Behind each plot the bands of the teacher's form, from end to end without a gap; of prosocial scores the low ones are the deep ones */
static void
check_sdq_bands (HavenChart *chart)
{
  double reached[5] = { -0.5, -0.5, -0.5, -0.5, -0.5 };
  guint deepest[5] = { 0 };

  for (guint i = 0; i < haven_chart_get_n_bands (chart); i++) {
    const HavenChartBand *band = haven_chart_get_band (chart, i);
    g_assert_cmpfloat (band->low, ==, reached[band->panel]);
    reached[band->panel] = band->high;
    deepest[band->panel] = MAX (deepest[band->panel], band->depth);
    if (band->low < 0)
      g_assert_cmpuint (band->depth, ==, band->panel == 4 ? 3 : 0);
  }
  for (guint panel = 0; panel < 5; panel++) {
    g_assert_cmpfloat (reached[panel], ==, 10.5);
    g_assert_cmpuint (deepest[panel], ==, 3);
  }
  g_assert_nonnull (strstr (haven_chart_get_warning (chart), "cut-offs for the form of: teacher"));
}

/* One informant a line, a plot a subscale, and no question of the form anywhere */
static void
test_sdq_is_not_mixed (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "sdq", school->child);

  g_assert_cmpuint (haven_chart_get_n_panels (chart), ==, 5);
  check_sdq_bands (chart);
  g_assert_cmpuint (haven_chart_get_n_series (chart), >=, 1);
  g_assert_nonnull (strstr (haven_chart_get_subtitle (chart), "it never diagnoses"));
}

/* Each cell is its mark, and the classes add up to the figures that everybody else shows */
static void
test_calendar_is_the_register (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "pupil-calendar", school->child);
  HavenAttendance figures = haven_attendance_of_pupil (school->school, school->child, haven_test_span ("2025-09-01", "2025-11-20"));
  const guint8 *marks = haven_school_get_marks (school->school, school->child, 2025);
  gint64 counts[HAVEN_N_CELLS + 1] = { 0 };

  for (guint i = 0; i < haven_chart_get_n_data (chart); i++) {
    const HavenDatum *datum = haven_chart_get_datum (chart, i);
    HavenDay day = haven_chart_get_day (chart, datum->category);
    const HavenAttendanceCode *code = haven_attendance_code_of (marks[haven_register_index (day, (int) datum->series)]);
    g_assert_cmpstr (datum->label, ==, code != NULL ? code->code : "");
    g_assert_true (code != NULL || datum->cell == HAVEN_CELL_CLOSED);
    counts[datum->cell]++;
  }
  g_assert_cmpint (counts[HAVEN_CELL_PRESENT] + counts[HAVEN_CELL_APPROVED], ==, figures.attended);
  g_assert_cmpint (counts[HAVEN_CELL_AUTHORISED], ==, figures.authorised);
  g_assert_cmpint (counts[HAVEN_CELL_UNAUTHORISED], ==, figures.unauthorised);
  g_assert_cmpint (counts[HAVEN_CELL_NO_MARK], ==, 0);
}

/* Friday has not been seen: it is not drawn, and the figure says so */
static void
test_stale_is_not_safe (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "pupil-calendar", school->child);
  guint last = haven_chart_get_n_categories (chart) - 1;

  g_assert_cmpint (haven_chart_get_day (chart, last), ==, haven_test_day ("2025-11-20"));
  g_assert_nonnull (strstr (haven_chart_get_warning (chart), "Marks end Thursday PM"));
}

static void
test_trend_is_the_figures (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "attendance-trend", school->child);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GPtrArray) weeks = NULL;

  g_ptr_array_add (members, (gpointer) haven_school_get_pupil (school->school, school->child));
  weeks = haven_attendance_by (school->school, members, whole_weeks (), HAVEN_BY_WEEK, NULL);
  g_assert_cmpuint (haven_chart_get_n_series (chart), ==, 2);
  g_assert_cmpuint (haven_chart_get_n_categories (chart), ==, weeks->len);
  for (guint i = 0; i < weeks->len; i++) {
    const HavenAttendanceRow *row = weeks->pdata[i];
    g_assert_cmpint (haven_chart_get_day (chart, i), ==, row->day);
    g_assert_cmpfloat_with_epsilon (haven_chart_get_at (chart, 0, i)->value, haven_attendance_percent (&row->figures), 1e-9);
    g_assert_cmpfloat (haven_chart_get_at (chart, 1, i)->value, >, 85);
  }
}

/* The other children of the year, not the whole school, and not the child */
static void
test_like_with_like (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "attendance-trend", school->child);

  g_assert_cmpstr (haven_chart_get_series (chart, 0), ==, "A.B.");
  g_assert_cmpstr (haven_chart_get_series (chart, 1), ==, "Year 9");
  g_assert_nonnull (strstr (haven_chart_get_subtitle (chart), "n\302\240=\302\24040 pupils"));
}

/* Those without a register have weeks, and no days */
static void
test_minimised (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) trend = draw (school, "attendance-trend", school->totals_only);
  HavenFigureSubject subject = haven_figure_subject_of_pupil (school->school, school->clock, school->totals_only);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (haven_chart_get_n_categories (trend), >, 8);
  g_assert_null (haven_figure_draw ("pupil-calendar", &subject, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

static void
test_suspensions_fall_in_terms (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "suspensions-by-term", school->child);

  g_assert_cmpuint (haven_chart_get_n_categories (chart), ==, 4);
  g_assert_cmpstr (haven_chart_get_category (chart, 0), ==, "Autumn 2024");
  g_assert_cmpstr (haven_chart_get_category (chart, 3), ==, "Autumn 2025");
  g_assert_cmpfloat (haven_chart_get_at (chart, 0, 0)->value, ==, 0);
  g_assert_cmpfloat (haven_chart_get_at (chart, 0, 3)->value, ==, 3.5);
}

static void
test_bands_are_whole (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw_group (school, "absence-bands", HAVEN_GROUP_FLAGGED);
  HavenSpan span = haven_test_span ("2025-09-01", "2025-11-20");
  g_autoptr (GPtrArray) members = haven_group_members (school->school, HAVEN_GROUP_CP, span, school->clock);
  HavenAttendance figures;

  g_assert_true (haven_attendance_of (school->school, members, whole_weeks (), &figures, NULL));
  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++) {
    double sum = 0;
    for (guint j = 0; j < haven_chart_get_n_series (chart); j++)
      sum += haven_chart_get_at (chart, j, i)->value;
    g_assert_cmpfloat_with_epsilon (sum, 100, 1e-6);
  }
  g_assert_cmpstr (haven_chart_get_category (chart, 0), ==, "On a child protection plan (1)");
  g_assert_cmpfloat_with_epsilon (haven_chart_get_at (chart, 1, 0)->value + haven_chart_get_at (chart, 2, 0)->value,
                                  100.0 * figures.persistently_absent / figures.pupils, 1e-6);
}

/* Minutes of a late that nobody wrote down are not nought: the figure says of how many it is */
static void
test_minutes_say_how_many (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw (school, "punctuality", school->child);
  HavenAttendance figures = haven_attendance_of_pupil (school->school, school->child, haven_test_span ("2025-09-01", "2025-11-20"));
  g_autofree char *known = g_strdup_printf ("known for 3 of n\302\240=\302\240%d lates", (int) (figures.late_before + figures.late_after));

  g_assert_cmpfloat (haven_chart_get_at (chart, 0, 0)->value, ==, 18);
  g_assert_cmpfloat (haven_chart_get_at (chart, 1, 0)->value, ==, 41);
  g_assert_nonnull (strstr (haven_chart_get_subtitle (chart), known));
  g_assert_nonnull (strstr (haven_chart_get_warning (chart), "at least"));
  g_assert_cmpstr (haven_chart_get_title (chart), ==, "A.B.: median 12 minutes late");
}

/* A group's SDQ: who answered stands apart, a table that nobody checked says so, and the sum is the forms */
static void
test_sdq_of_a_group (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw_group (school, "sdq", HAVEN_GROUP_CP);

  g_assert_cmpuint (haven_chart_get_n_categories (chart), ==, 1);
  g_assert_cmpstr (haven_chart_get_category (chart, 0), ==, "Teacher (1)");
  g_assert_cmpfloat (haven_chart_get_at (chart, 2, 0)->value, ==, 1);                /* 17 of 40 */
  g_assert_nonnull (strstr (haven_chart_get_subtitle (chart), "it never diagnoses"));
}

static void
test_part_time_of_a_group (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw_group (school, "part-time", HAVEN_GROUP_CP);

  g_assert_cmpuint (haven_chart_get_n_categories (chart), ==, 4);
  g_assert_cmpfloat (haven_chart_get_at (chart, 0, 0)->value, ==, 1);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpfloat (haven_chart_get_at (chart, 0, i)->value, ==, 0);
  g_assert_cmpstr (haven_chart_get_title (chart), ==, "1 pupil is on a part-time timetable now");
}

static void
test_small_groups_warn (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) chart = draw_group (school, "absence-bands", HAVEN_GROUP_CP);

  g_assert_nonnull (strstr (haven_chart_get_warning (chart), "Small group: 1 pupil."));
}

static void
test_refusals (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenFigureSubject group = haven_figure_subject_of_group (school->school, school->clock, HAVEN_GROUP_CP);
  HavenFigureSubject child = haven_figure_subject_of_pupil (school->school, school->clock, school->child);
  HavenFigureSubject stranger = haven_figure_subject_of_pupil (school->school, school->clock, 999999);
  struct { const char *name; const HavenFigureSubject *subject; } cases[] = {
    { "pupil-calendar", &group }, { "absence-bands", &child }, { "pie", &child }, { "attendance-trend", &stranger },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (haven_figure_draw (cases[i].name, cases[i].subject, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  }
}

static void
test_explain (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenFigureSubject child = haven_figure_subject_of_pupil (school->school, school->clock, school->child);
  g_autofree char *attendance = haven_figure_explain ("attendance-trend", &child);
  g_autofree char *suspensions = haven_figure_explain ("suspensions-by-term", &child);

  g_assert_nonnull (strstr (attendance, "sessions attended of 108 possible"));
  g_assert_nonnull (strstr (attendance, "Source: registers"));
  g_assert_nonnull (strstr (suspensions, "lunchtime"));
}

static void
test_spark (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  g_autoptr (HavenChart) child = haven_figure_spark (school->school, school->clock, school->child);
  g_autoptr (HavenChart) bare = haven_figure_spark (school->school, school->clock, school->bare);

  g_assert_cmpuint (haven_chart_get_n_categories (child), >, 8);
  g_assert_cmpuint (haven_chart_get_n_categories (child), <=, 12);
  g_assert_cmpuint (haven_chart_get_n_categories (bare), ==, 0);
}

/* Before anything has been imported every figure says so, in a chart or in a sentence */
static void
test_empty_school (void)
{
  HavenTestSchool *test = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (test, 1, 9);
  g_autoptr (HavenSchool) school = haven_test_school_build (test);
  HavenClock clock = haven_clock_fixed (haven_test_day ("2025-11-21"));
  guint n;
  const HavenFigureKind *kinds = haven_figure_list (&n);

  for (guint i = 0; i < 2 * n; i++) {
    HavenFigureSubject subject = i % 2 ? haven_figure_subject_of_pupil (school, clock, pupil)
                                       : haven_figure_subject_of_group (school, clock, HAVEN_GROUP_FLAGGED);
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenChart) chart = haven_figure_draw (kinds[i / 2].name, &subject, &error);
    g_assert_true ((chart != NULL) == (error == NULL));
    g_assert_true (chart == NULL || kinds[i / 2].of_records || strstr (haven_chart_get_source (chart), "no marks yet") != NULL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/figure/list", test_list);
  g_test_add_func ("/report/figure/words", test_words);
  g_test_add_func ("/report/figure/everything-can-be-asked", test_everything_can_be_asked);
  g_test_add_func ("/report/figure/so-far-ends-at-the-rate", test_so_far_ends_at_the_rate);
  g_test_add_func ("/report/figure/codes-add-up", test_codes_add_up);
  g_test_add_func ("/report/figure/spread-counts-everybody", test_spread_counts_everybody);
  g_test_add_func ("/report/figure/reasons-add-up", test_reasons_add_up);
  g_test_add_func ("/report/practice_04/multiples-say-why-not", test_multiples_say_why_not);
  g_test_add_func ("/report/practice_04/published-stands-as-a-line", test_published_stands_as_a_line);
  g_test_add_func ("/report/practice_14/limits-stand-apart", test_limits_stand_apart);
  g_test_add_func ("/report/practice_17/sdq-is-not-mixed", test_sdq_is_not_mixed);
  g_test_add_func ("/report/figure/calendar-is-the-register", test_calendar_is_the_register);
  g_test_add_func ("/report/figure/practice_07/stale-is-not-safe", test_stale_is_not_safe);
  g_test_add_func ("/report/figure/trend-is-the-figures", test_trend_is_the_figures);
  g_test_add_func ("/report/figure/practice_04/like-with-like", test_like_with_like);
  g_test_add_func ("/report/figure/practice_34/minimised", test_minimised);
  g_test_add_func ("/report/figure/practice_14/suspensions-fall-in-terms", test_suspensions_fall_in_terms);
  g_test_add_func ("/report/figure/practice_12/bands-are-whole", test_bands_are_whole);
  g_test_add_func ("/report/figure/small-groups-warn", test_small_groups_warn);
  g_test_add_func ("/report/figure/minutes-say-how-many", test_minutes_say_how_many);
  g_test_add_func ("/report/figure/practice_17/group-by-band", test_sdq_of_a_group);
  g_test_add_func ("/report/figure/practice_16/group-today", test_part_time_of_a_group);
  g_test_add_func ("/report/figure/refusals", test_refusals);
  g_test_add_func ("/report/figure/explain", test_explain);
  g_test_add_func ("/report/figure/spark", test_spark);
  g_test_add_func ("/report/figure/empty-school", test_empty_school);
  return g_test_run ();
}
