/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples-private.h"

#include <math.h>

/* Chance that is the same every time */
guint
chart_roll (guint *state, guint sides)
{
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) % sides;
}

void
chart_set_words (HavenChartDraft *draft, const char *title, const char *subtitle)
{
  haven_chart_draft_set_title (draft, title);
  haven_chart_draft_set_subtitle (draft, subtitle);
  haven_chart_draft_set_source (draft, "Source: Invented High School registers to 17 July 2026, imported 18 July 2026");
}

/* Year calendars */

static gboolean
is_holiday (HavenDay day)
{
  static const int holidays[][6] = {
    { 2025, 10, 27, 2025, 10, 31 }, { 2025, 12, 22, 2026, 1, 2 }, { 2026, 2, 16, 2026, 2, 20 },
    { 2026, 3, 30, 2026, 4, 10 }, { 2026, 5, 4, 2026, 5, 4 }, { 2026, 5, 25, 2026, 5, 29 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++) {
    const int *h = holidays[i];
    if (day >= haven_day_new (h[0], h[1], h[2]) && day <= haven_day_new (h[3], h[4], h[5]))
      return TRUE;
  }
  return FALSE;
}

static void
put_session (HavenChartDraft *draft, guint session, guint *state, gboolean bad_week)
{
  guint chance = chart_roll (state, 100);

  if (bad_week && chance < 55)
    haven_chart_draft_put_mark (draft, session, HAVEN_CELL_UNAUTHORISED, chance < 20 ? "N" : "O", "");
  else if (chance < 5)
    haven_chart_draft_put_mark (draft, session, HAVEN_CELL_AUTHORISED, chance < 3 ? "I" : "C1", chance < 3 ? "Illness" : "");
  else if (chance < 8)
    haven_chart_draft_put_mark (draft, session, HAVEN_CELL_UNAUTHORISED, "U", "Arrived after registers closed");
  else if (chance < 12)
    haven_chart_draft_put_mark (draft, session, HAVEN_CELL_APPROVED, "B", "");
  else if (chance < 14)
    haven_chart_draft_put_mark (draft, session, HAVEN_CELL_NOT_POSSIBLE, chance < 13 ? "D" : "Y1", "");
  else if (chance < 15)
    haven_chart_draft_put_mark (draft, session, HAVEN_CELL_NO_MARK, "", "");
  else
    haven_chart_draft_put_mark (draft, session, HAVEN_CELL_PRESENT, chance < 18 ? "L" : session == 0 ? "/" : "\\", "");
}

static void
fill_days (HavenChartDraft *draft, HavenDay first, HavenDay last, HavenDay admitted)
{
  guint state = 7;

  for (HavenDay day = first; day <= last; day++) {
    if (haven_day_get_weekday (day) > 5)
      continue;
    haven_chart_draft_add_category (draft, NULL, day);
    for (guint session = 0; session < 2; session++)
      if (day < admitted)
        haven_chart_draft_put_mark (draft, session, HAVEN_CELL_NOT_ON_ROLL, "", "Before admission on 15 September 2025");
      else if (is_holiday (day))
        haven_chart_draft_put_mark (draft, session, HAVEN_CELL_CLOSED, "", "School holiday");
      else
        put_session (draft, session, &state, (day / 7) % 9 == 3);
  }
}

static void
fill_year (HavenChartDraft *draft)
{
  chart_set_words (draft, "Three long absences since the plan began", "A.B., every session of the academic year 2025/26, n = 358 sessions");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Marks");
  fill_days (draft, haven_day_new (2025, 9, 2), haven_day_new (2026, 7, 17), haven_day_new (2025, 9, 15));
  haven_chart_draft_add_event (draft, haven_day_new (2025, 10, 3), "Plan began", "Child protection plan began, 3 October 2025");
  haven_chart_draft_add_event (draft, haven_day_new (2025, 10, 7), "Suspended 2 days", "Suspended 7 to 8 October 2025");
  haven_chart_draft_add_event (draft, haven_day_new (2025, 11, 12), "PEP", "PEP review, 12 November 2025");
  haven_chart_draft_add_event (draft, haven_day_new (2026, 3, 5), "Mentoring began", "Mentoring began, 5 March 2026");
  haven_chart_draft_add_event (draft, haven_day_new (2026, 7, 15), "PEP", "PEP review, 15 July 2026");
}

static void
fill_term (HavenChartDraft *draft)
{
  chart_set_words (draft, "Mondays are missed more than other days", "A.B., every session to 20 November 2025, n = 102 sessions");
  haven_chart_draft_set_warning (draft, "Marks end Thursday PM: Friday cannot be seen.");
  fill_days (draft, haven_day_new (2025, 9, 2), haven_day_new (2025, 11, 20), haven_day_new (2025, 9, 2));
}

/* Lines */

static void
put_week (HavenChartDraft *draft, guint series, double value)
{
  g_autofree char *explain = g_strdup_printf ("%.0f of 10 sessions", value / 10);

  haven_chart_draft_put (draft, series, value, NULL, series == 0 ? explain : "");
}

static void
fill_weeks (HavenChartDraft *draft, guint n_series, gboolean gaps)
{
  HavenDay monday = haven_day_new (2025, 9, 1);
  guint state = 21;

  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Attendance");
  haven_chart_draft_set_axis (draft, "Week beginning");
  for (guint week = 0; week < 46; week++) {
    if (is_holiday (monday + (int) week * 7))
      continue;
    haven_chart_draft_add_category (draft, NULL, monday + (int) week * 7);
    for (guint i = 0; i < n_series; i++) {
      double value = i == 0 ? 60 + chart_roll (&state, 5) * 10 : 96 - 4.0 * i + chart_roll (&state, 30) / 10.0;
      if (!gaps || i > 0 || week % 7 != 3)
        put_week (draft, i, MIN (value, 100));
    }
  }
}

static void
fill_trend (HavenChartDraft *draft)
{
  chart_set_words (draft, "Attendance is 13 points below the year group",
             "Percentage of sessions attended a week, 2025/26; A.B. and 162 others in Year 9");
  haven_chart_draft_add_series (draft, "A.B.");
  haven_chart_draft_add_series (draft, "Year 9");
  fill_weeks (draft, 2, TRUE);
  haven_chart_draft_add_event (draft, haven_day_new (2025, 10, 3), "Plan began", "Child protection plan began, 3 October 2025");
  haven_chart_draft_add_event (draft, haven_day_new (2025, 11, 12), "PEP", "PEP review, 12 November 2025");
  haven_chart_draft_add_event (draft, haven_day_new (2025, 11, 24), "Suspended", "Suspended, 24 November 2025");
  haven_chart_draft_add_event (draft, haven_day_new (2026, 6, 29), "PEP", "PEP review, 29 June 2026");
}

static void
fill_lines (HavenChartDraft *draft)
{
  chart_set_words (draft, "Children with a social worker miss most", "Percentage of sessions attended a week, 2025/26, by group");
  haven_chart_draft_add_series (draft, "On a child protection plan");
  haven_chart_draft_add_series (draft, "On a child in need plan");
  haven_chart_draft_add_series (draft, "Before");
  haven_chart_draft_add_series (draft, "Rest of the school");
  fill_weeks (draft, 4, FALSE);
}

static void
fill_few_points (HavenChartDraft *draft)
{
  static const char *const terms[] = { "Autumn 2024", "Spring 2025", "Summer 2025", "Autumn 2025" };
  static const double totals[] = { 17, 19, NAN, 22 };

  chart_set_words (draft, "SDQ total has risen since autumn 2024", "Total difficulties score, carer's form, n = 3 scores");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "SDQ total");
  haven_chart_draft_set_axis (draft, "Term");
  haven_chart_draft_add_series (draft, "Carer's form");
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++) {
    haven_chart_draft_add_category (draft, terms[i], HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, totals[i], NULL, NULL);
  }
}

/* Bars */

static void
fill_bars (HavenChartDraft *draft)
{
  static const char *const terms[] = { "Autumn 2024", "Spring 2025", "Summer 2025", "Autumn 2025" };
  static const double days[] = { 0, 2.5, 5.5, 14.5 };

  chart_set_words (draft, "Days suspended have risen in each term",
                   "A.B., days suspended a term, autumn 2024 to autumn 2025, n = 7 suspensions");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Days suspended");
  haven_chart_draft_set_axis (draft, "Term");
  haven_chart_draft_add_series (draft, "Days suspended");
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++) {
    haven_chart_draft_add_category (draft, terms[i], HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, days[i], NULL, i > 0 ? "at this school only" : "");
  }
}

static void
fill_groups (HavenChartDraft *draft)
{
  static const char *const groups[] = { "On a child protection plan", "On a child in need plan", "Social worker, no plan yet",
                                        "Looked after", "Previously with a social worker", "Rest of the school" };
  static const double here[] = { 61.5, 44.4, 33.3, NAN, 25.0, 12.1 };

  chart_set_words (draft, "Six in ten on a plan are persistently absent",
             "Pupils missing 10% or more of sessions, autumn term 2025, n = 1,004 pupils");
  haven_chart_draft_set_warning (draft, "Small numbers: fewer than 20 pupils in four groups. One pupil moves a bar by several points.");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Persistently absent");
  haven_chart_draft_set_axis (draft, "Group");
  haven_chart_draft_add_series (draft, "This school");
  haven_chart_draft_add_series (draft, "England");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    haven_chart_draft_add_category (draft, groups[i], HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, here[i], NULL, "8 of 13 pupils");
    haven_chart_draft_put (draft, 1, 50 - 6.5 * i, NULL, NULL);
  }
}

static void
fill_change (HavenChartDraft *draft)
{
  static const char *const terms[] = { "Autumn", "Spring", "Summer" };

  chart_set_words (draft, "Progress turned in the summer", "Change in reading age, months, 2025/26, n = 24 pupils");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Months");
  haven_chart_draft_add_series (draft, "With a social worker");
  haven_chart_draft_add_series (draft, "Others");
  haven_chart_draft_add_series (draft, "England");
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++) {
    haven_chart_draft_add_category (draft, terms[i], HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, -3 + 3.0 * i, NULL, NULL);
    haven_chart_draft_put (draft, 1, 1 + i, NULL, NULL);
    haven_chart_draft_put (draft, 2, 2, NULL, NULL);
  }
}

static void
fill_crowd (HavenChartDraft *draft)
{
  guint state = 3;

  chart_set_words (draft, "Suspensions peak before each holiday", "Sessions lost a week, whole school, 2025/26, n = 211 suspensions");
  haven_chart_draft_add_series (draft, "Sessions");
  for (guint i = 0; i < 39; i++) {
    g_autofree char *name = g_strdup_printf ("Week %u", i + 1);
    haven_chart_draft_add_category (draft, name, HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, chart_roll (&state, 30), NULL, NULL);
  }
}

static void
fill_bands (HavenChartDraft *draft)
{
  static const char *const groups[] = { "On a child protection plan", "On a child in need plan", "Before", "Rest of the school" };
  static const double bands[][3] = { { 4, 6, 3 }, { 10, 6, 2 }, { 15, 4, 1 }, { 840, 108, 5 } };

  chart_set_words (draft, "One child in four on a plan misses half",
                   "Pupils by share of sessions missed, autumn term 2025, n = 1,004 pupils");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Pupils");
  haven_chart_draft_set_axis (draft, "Group");
  haven_chart_draft_add_series (draft, "Under 10%");
  haven_chart_draft_add_series (draft, "10% to under 50%");
  haven_chart_draft_add_series (draft, "50% and over");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++) {
    double all = bands[i][0] + bands[i][1] + bands[i][2];
    haven_chart_draft_add_category (draft, groups[i], HAVEN_DAY_NONE);
    for (guint j = 0; j < 3; j++) {
      g_autofree char *explain = g_strdup_printf ("%.0f of %.0f pupils", bands[i][j], all);
      haven_chart_draft_put (draft, j, 100 * bands[i][j] / all, NULL, explain);
    }
  }
}

static void
fill_weekdays (HavenChartDraft *draft)
{
  static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday" };

  chart_set_words (draft, "Monday mornings are missed most",
             "A.B., sessions missed by weekday, 2 September to 20 November 2025, n = 102 sessions");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Sessions missed");
  haven_chart_draft_set_axis (draft, "Weekday");
  haven_chart_draft_add_series (draft, "Morning");
  haven_chart_draft_add_series (draft, "Afternoon");
  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    haven_chart_draft_add_category (draft, days[i], HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, i == 0 ? 45.5 : 18.2 - 4.0 * i, NULL, "5 of 11 sessions");
    haven_chart_draft_put (draft, 1, i == 3 ? NAN : 27.3 - 6.0 * i, NULL, NULL);
  }
}

static void
fill_spark (HavenChartDraft *draft)
{
  guint state = 11;

  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Attendance");
  haven_chart_draft_add_series (draft, "Attendance");
  for (guint i = 0; i < 12; i++) {
    haven_chart_draft_add_category (draft, NULL, haven_day_new (2025, 9, 1) + (int) i * 7);
    if (i != 5)
      haven_chart_draft_put (draft, 0, 70 + chart_roll (&state, 4) * 10, NULL, NULL);
  }
}

/* Awkward ones */

static void
fill_nothing (HavenChartDraft *draft)
{
  chart_set_words (draft, "Nothing is known yet", "Attendance, autumn term 2025, n = 0");
  haven_chart_draft_add_series (draft, "A.B.");
}

static void
fill_missing (HavenChartDraft *draft)
{
  fill_nothing (draft);
  for (guint i = 0; i < 3; i++)
    haven_chart_draft_add_category (draft, "Week", HAVEN_DAY_NONE);
}

static void
fill_flat (HavenChartDraft *draft)
{
  chart_set_words (draft, "Nothing has changed", "Attendance, three terms, n = 3");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Days");
  haven_chart_draft_add_series (draft, "A.B.");
  for (guint i = 0; i < 3; i++) {
    haven_chart_draft_add_category (draft, "Term", HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, 0, NULL, NULL);
  }
}

static void
fill_one (HavenChartDraft *draft)
{
  chart_set_words (draft, "One week only", "Attendance, one week, n = 10 sessions");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Attendance");
  haven_chart_draft_add_series (draft, "A.B.");
  haven_chart_draft_add_category (draft, NULL, haven_day_new (2025, 9, 1));
  haven_chart_draft_put (draft, 0, 100, NULL, NULL);
}

static void
fill_enormous (HavenChartDraft *draft)
{
  static const double values[] = { -1e308, 1e308, INFINITY, 3, 1e-300 };

  chart_set_words (draft, "Values beyond all measure", "Nonsense, five places, n = 5");
  haven_chart_draft_add_series (draft, "A series whose name goes on for very much longer than any label ought to be allowed to");
  haven_chart_draft_add_series (draft, "Unbreakablenamethatisfarlongerthanitsplaceinanychartwilleverbe");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    haven_chart_draft_add_category (draft, "Anunbreakablecategorynamewithoutanyspace and a long rest of it", HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, values[i], NULL, NULL);
    haven_chart_draft_put (draft, 1, -values[i], NULL, NULL);
  }
}

static const ChartSample samples[] = {
  { "year", HAVEN_CHART_YEAR, fill_year },
  { "year-term", HAVEN_CHART_YEAR, fill_term },
  { "line-trend", HAVEN_CHART_LINE, fill_trend },
  { "line-groups", HAVEN_CHART_LINE, fill_lines },
  { "line-few", HAVEN_CHART_LINE, fill_few_points },
  { "bars-terms", HAVEN_CHART_BARS, fill_bars },
  { "bars-groups", HAVEN_CHART_BARS, fill_groups },
  { "bars-change", HAVEN_CHART_BARS, fill_change },
  { "bars-crowd", HAVEN_CHART_BARS, fill_crowd },
  { "stack-bands", HAVEN_CHART_STACK, fill_bands },
  { "grid-weekdays", HAVEN_CHART_GRID, fill_weekdays },
  { "spark", HAVEN_CHART_SPARK, fill_spark },
  { "empty-year", HAVEN_CHART_YEAR, fill_nothing },
  { "empty-line", HAVEN_CHART_LINE, fill_nothing },
  { "empty-bars", HAVEN_CHART_BARS, fill_nothing },
  { "empty-stack", HAVEN_CHART_STACK, fill_nothing },
  { "empty-grid", HAVEN_CHART_GRID, fill_nothing },
  { "empty-spark", HAVEN_CHART_SPARK, fill_nothing },
  { "empty-spells", HAVEN_CHART_SPELLS, fill_nothing },
  { "missing-spells", HAVEN_CHART_SPELLS, fill_missing },
  { "missing-line", HAVEN_CHART_LINE, fill_missing },
  { "missing-bars", HAVEN_CHART_BARS, fill_missing },
  { "missing-stack", HAVEN_CHART_STACK, fill_missing },
  { "missing-grid", HAVEN_CHART_GRID, fill_missing },
  { "missing-spark", HAVEN_CHART_SPARK, fill_missing },
  { "flat-line", HAVEN_CHART_LINE, fill_flat },
  { "flat-bars", HAVEN_CHART_BARS, fill_flat },
  { "flat-stack", HAVEN_CHART_STACK, fill_flat },
  { "flat-grid", HAVEN_CHART_GRID, fill_flat },
  { "flat-spark", HAVEN_CHART_SPARK, fill_flat },
  { "one-line", HAVEN_CHART_LINE, fill_one },
  { "one-bars", HAVEN_CHART_BARS, fill_one },
  { "one-spark", HAVEN_CHART_SPARK, fill_one },
  { "enormous-line", HAVEN_CHART_LINE, fill_enormous },
  { "enormous-bars", HAVEN_CHART_BARS, fill_enormous },
  { "enormous-stack", HAVEN_CHART_STACK, fill_enormous },
  { "enormous-grid", HAVEN_CHART_GRID, fill_enormous },
  { "enormous-spark", HAVEN_CHART_SPARK, fill_enormous },
};

static const ChartSample *
get_sample (guint i)
{
  guint n_more;
  const ChartSample *more = chart_more_samples (&n_more);

  if (i < n_more)
    return &more[i];
  return i - n_more < G_N_ELEMENTS (samples) ? &samples[i - n_more] : NULL;
}

const char *const *
chart_sample_names (void)
{
  static GPtrArray *names;

  if (names == NULL) {
    names = g_ptr_array_new ();
    for (guint i = 0; get_sample (i) != NULL; i++)
      g_ptr_array_add (names, (gpointer) get_sample (i)->name);
    g_ptr_array_add (names, NULL);
  }
  return (const char *const *) names->pdata;
}

HavenChart *
chart_sample_new (const char *name)
{
  for (guint i = 0; get_sample (i) != NULL; i++) {
    const ChartSample *sample = get_sample (i);
    HavenChartDraft *draft;
    if (!g_str_equal (sample->name, name))
      continue;
    draft = haven_chart_draft_new (sample->kind);
    if (sample->kind != HAVEN_CHART_YEAR || sample->fill != fill_nothing)
      sample->fill (draft);
    return haven_chart_draft_end (draft);
  }
  g_return_val_if_reached (NULL);
}
