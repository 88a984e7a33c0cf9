/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples-private.h"

#include <math.h>

/* The charts of the desk, one of each, with what is added to the plain kinds: lines to compare with, levels, panels, steps, symbols. */

static HavenDay
monday (guint week)
{
  return haven_day_new (2025, 9, 1) + 7 * (HavenDay) week;
}

static void
put_weeks (HavenChartDraft *draft, guint n, double low, double high)
{
  guint state = 5;

  for (guint i = 0; i < n; i++) {
    double here = low + (high - low) * (i >= 14) + chart_roll (&state, 12) - 6;
    haven_chart_draft_add_category (draft, NULL, monday (i));
    haven_chart_draft_put (draft, 0, CLAMP (here, 0, 100), NULL, "8 of 10 sessions");
    if (high > 0)
      haven_chart_draft_put (draft, 1, 93 + chart_roll (&state, 20) / 10.0, NULL, "1,520 of 1,630 sessions");
  }
}

static void
fill_markers (HavenChartDraft *draft)
{
  chart_set_words (draft, "A.B. attends 14.6 points more since mentoring",
                   "Sessions attended each week, 1 September 2025 to 27 March 2026; A.B. beside 162 others in Year 9, n = 290 sessions");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Attendance");
  haven_chart_draft_set_axis (draft, "Week beginning");
  haven_chart_draft_add_series (draft, "A.B.");
  haven_chart_draft_add_series (draft, "Year 9");
  put_weeks (draft, 30, 72, 87);
  haven_chart_draft_add_event (draft, haven_day_new (2025, 10, 3), "Plan began", "Child protection plan began, 3 October 2025");
  haven_chart_draft_add_event (draft, monday (14), "Mentoring", "Mentoring began, 8 December 2025: 71.3% before, 85.9% after");
  haven_chart_draft_add_level (draft, (HavenSpan) { monday (8), monday (13) }, 71.3, "Before: 71.3%, n = 56",
                               "Six weeks before mentoring: 71.3% of 56 sessions. Other things changed too.");
  haven_chart_draft_add_level (draft, (HavenSpan) { monday (14), monday (19) }, 85.9, "After: 85.9%, n = 52",
                               "Six weeks after: 85.9% of 52 sessions. Other things changed too.");
}

static void
fill_cumulative (HavenChartDraft *draft)
{
  static const double shares[] = { 100, 95, 93.3, 92.5, 90, 88.3, 88.6, 90, 91.1, 91, 89.1, 88.3, 87.7, 87.1, 86.7, 87.5, 88.2, 88.9 };

  chart_set_words (draft, "Attendance so far has fallen below 90%",
                   "A.B., share of sessions attended since 1 September 2025, n = 171 possible sessions");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Attendance so far");
  haven_chart_draft_set_axis (draft, "Week beginning");
  haven_chart_draft_add_series (draft, "A.B.");
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++) {
    haven_chart_draft_add_category (draft, NULL, monday (i));
    haven_chart_draft_put (draft, 0, shares[i], NULL, "152 of 171 sessions");
  }
  haven_chart_draft_add_rule (draft, 90, "90%: persistent absence below", "Persistent absence: missing 10% or more of possible sessions");
}

static void
put_bar (HavenChartDraft *draft, const char *name, double value, const char *explain)
{
  haven_chart_draft_add_category (draft, name, HAVEN_DAY_NONE);
  haven_chart_draft_put (draft, 0, value, NULL, explain);
}

static void
fill_codes (HavenChartDraft *draft)
{
  chart_set_words (draft, "Most absence has no reason on record",
                   "A.B., absence marks by code, 1 September 2025 to 27 March 2026; n = 61 sessions missed");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Sessions");
  haven_chart_draft_set_axis (draft, "Code");
  haven_chart_draft_add_series (draft, "Sessions");
  put_bar (draft, "O: absent in other or unknown circumstances", 28, "unauthorised");
  put_bar (draft, "I: illness (not medical or dental appointment)", 17, "authorised");
  put_bar (draft, "U: arrived in school after registration closed", 9, "unauthorised");
  put_bar (draft, "M: leave for a medical or dental appointment", 5, "authorised");
  put_bar (draft, "E: suspended or permanently excluded, no alternative made", 2, "authorised");
}

static void
put_spell (HavenChartDraft *draft, guint lane, HavenSpan span, const char *label, const char *explain)
{
  haven_chart_draft_add_category (draft, NULL, span.first);
  haven_chart_draft_put (draft, lane, span.last - span.first + 1, label, explain);
}

static void
fill_spells (HavenChartDraft *draft)
{
  chart_set_words (draft, "Four long absences since the plan began",
                   "A.B., what lasted from when to when, 1 September 2025 to 27 March 2026; n = 6 absences");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Days");
  haven_chart_draft_set_axis (draft, "Kind");
  haven_chart_draft_set_span (draft, (HavenSpan) { haven_day_new (2025, 9, 1), haven_day_new (2026, 3, 27) });
  haven_chart_draft_add_series (draft, "Social care");
  haven_chart_draft_add_series (draft, "Absence");
  haven_chart_draft_add_series (draft, "Suspended, part-time");
  haven_chart_draft_add_series (draft, "Support");
  put_spell (draft, 0, (HavenSpan) { haven_day_new (2025, 6, 2), haven_day_new (2025, 10, 2) }, "CIN plan", "");
  put_spell (draft, 1, (HavenSpan) { haven_day_new (2025, 9, 8), haven_day_new (2025, 9, 12) }, "9 sessions", "I; 9 authorised");
  put_spell (draft, 0, (HavenSpan) { haven_day_new (2025, 10, 3), haven_day_new (2026, 3, 27) }, "CP plan", "");
  put_spell (draft, 1, (HavenSpan) { haven_day_new (2025, 10, 13), haven_day_new (2025, 10, 14) }, "3 sessions", "O; 3 unauthorised");
  put_spell (draft, 2, (HavenSpan) { haven_day_new (2025, 10, 20), haven_day_new (2025, 10, 22) }, "2.5 days",
             "PP: physical assault against a pupil");
  put_spell (draft, 3, (HavenSpan) { haven_day_new (2025, 11, 3), haven_day_new (2026, 2, 6) }, "Mentoring", "");
  put_spell (draft, 1, (HavenSpan) { haven_day_new (2025, 11, 17), haven_day_new (2025, 12, 5) }, "26 sessions", "O, I; 19 unauthorised");
  put_spell (draft, 3, (HavenSpan) { haven_day_new (2025, 12, 1), haven_day_new (2026, 3, 27) }, "Paired reading", "");
  put_spell (draft, 2, (HavenSpan) { haven_day_new (2026, 1, 12), haven_day_new (2026, 2, 13) }, "Part-time, 15 hours", "");
  put_spell (draft, 1, (HavenSpan) { haven_day_new (2026, 1, 19), haven_day_new (2026, 1, 30) }, "17 sessions", "O; 17 unauthorised");
  put_spell (draft, 1, (HavenSpan) { haven_day_new (2026, 2, 23), haven_day_new (2026, 2, 23) }, "1 session", "M; authorised");
  put_spell (draft, 1, (HavenSpan) { haven_day_new (2026, 3, 16), haven_day_new (2026, 3, 20) }, "8 sessions", "I; 8 authorised");
  haven_chart_draft_add_event (draft, haven_day_new (2025, 11, 12), "PEP", "PEP review, 12 November 2025");
  haven_chart_draft_add_event (draft, haven_day_new (2026, 2, 4), "CP conference", "Child protection conference, 4 February 2026");
}

static void
fill_reasons (HavenChartDraft *draft)
{
  static const char *const terms[] = { "Autumn 2024", "Spring 2025", "Summer 2025", "Autumn 2025" };
  static const double days[][4] = { { 0, 2, 0, 0.5 }, { 2.5, 3, 0, 1 }, { 5, 4.5, 2, 0 }, { 9.5, 3, 1, 4 } };

  chart_set_words (draft, "Disruption now costs most days",
                   "Children with a social worker, days suspended in each term by first reason, to autumn 2025; n = 17 suspensions");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Days suspended");
  haven_chart_draft_set_axis (draft, "Term");
  haven_chart_draft_add_series (draft, "Persistent disruptive behaviour");
  haven_chart_draft_add_series (draft, "Physical assault against a pupil");
  haven_chart_draft_add_series (draft, "Verbal abuse against an adult");
  haven_chart_draft_add_series (draft, "Other reasons");
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++) {
    haven_chart_draft_add_category (draft, terms[i], HAVEN_DAY_NONE);
    for (guint j = 0; j < 4; j++)
      haven_chart_draft_put (draft, j, days[i][j], NULL, "at this school only");
  }
}

static void
put_limited (HavenChartDraft *draft, const char *name, double value, const int *limits)
{
  put_bar (draft, name, value, "at this school only");
  for (guint i = 0; limits[i] > 0; i++) {
    g_autofree char *label = g_strdup_printf ("%d", limits[i]);
    g_autofree char *explain = g_strdup_printf ("%s: more than %d days", name, limits[i]);
    haven_chart_draft_add_limit (draft, limits[i], label, explain);
  }
}

static void
fill_limits (HavenChartDraft *draft)
{
  chart_set_words (draft, "A.B. has passed five days this term",
                   "Days suspended against limits of a term (5, 15) and a year (45), to 27 March 2026; n = 4 suspensions");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Days suspended");
  haven_chart_draft_set_axis (draft, "Period");
  haven_chart_draft_add_series (draft, "Days suspended");
  put_limited (draft, "Autumn 2025", 2.5, (const int[]) { 5, 15, 0 });
  put_limited (draft, "Spring 2026", 6.5, (const int[]) { 5, 15, 0 });
  put_limited (draft, "Year 2025/26", 9, (const int[]) { 45, 0 });
}

static void
fill_part_time (HavenChartDraft *draft)
{
  chart_set_words (draft, "Back to full time by May, as agreed", "A.B., hours a week in school under each plan, 2025/26; n = 3 plans");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Hours a week");
  haven_chart_draft_set_axis (draft, "Plan");
  haven_chart_draft_add_series (draft, "Hours a week");
  put_bar (draft, "12 Jan to 13 Feb", 12.5, "agreed by mother and headteacher");
  put_bar (draft, "23 Feb to 27 Mar", 18, "agreed by mother and headteacher");
  put_bar (draft, "13 Apr to 1 May", 25, "agreed by mother and headteacher");
  haven_chart_draft_add_rule (draft, 32.5, "Full week 32.5", "The year group's own week, with breaks: 32.5 hours");
  haven_chart_draft_add_rule (draft, 25, "Taught 25", "Taught hours of that week: 25");
}

static void
fill_attainment (HavenChartDraft *draft)
{
  static const char *const subjects[] = { "English", "Mathematics", "Science" };
  static const int steps[][4] = { { 1, 1, 0, 0 }, { 0, 0, 1, 1 }, { 1, 2, 2, 2 } };
  static const char *const names[] = { "Below", "Expected", "Above", NULL };

  chart_set_words (draft, "English has fallen below what is expected",
                   "A.B., teacher assessment against expectation, July 2024 to December 2025; n = 12 results");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Subject");
  haven_chart_draft_set_axis (draft, "Point in time");
  haven_chart_draft_set_steps (draft, names);
  haven_chart_draft_add_series (draft, "Against expectation");
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++) {
    haven_chart_draft_add_panel (draft, subjects[i]);
    for (guint j = 0; j < 4; j++) {
      haven_chart_draft_add_category (draft, NULL, haven_day_new (2024, 7, 12) + (HavenDay) j * 150);
      haven_chart_draft_put (draft, 0, steps[i][j], names[steps[i][j]], "teacher assessment");
    }
  }
}

/* Of prosocial scores the low ones are of concern */
static void
add_sdq_bands (HavenChartDraft *draft, gboolean falls)
{
  static const char *const names[] = { "Close to average", "Slightly raised", "High", "Very high" };
  static const double edges[] = { 0, 3.5, 4.5, 6.5, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    haven_chart_draft_add_band (draft, falls ? 10 - edges[i + 1] : edges[i], falls ? 10 - edges[i] : edges[i + 1], i, names[i]);
}

static void
fill_sdq (HavenChartDraft *draft)
{
  static const char *const scales[] = { "Total difficulties", "Emotional", "Conduct", "Hyperactivity", "Peers",
      "Prosocial" };
  guint state = 77;

  chart_set_words (draft, "Carer's SDQ total has fallen by four",
                   "A.B., SDQ scores by who answered, March 2024 to January 2026; n = 6 forms. Total 0 to 40, others 0 to 10.");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Scale");
  haven_chart_draft_set_axis (draft, "Day");
  haven_chart_draft_set_range (draft, 0, 10);
  haven_chart_draft_add_series (draft, "Carer");
  haven_chart_draft_add_series (draft, "Teacher");
  for (guint i = 1; i < G_N_ELEMENTS (scales); i++) {
    haven_chart_draft_add_panel (draft, scales[i]);
    add_sdq_bands (draft, i + 1 == G_N_ELEMENTS (scales));
    for (guint j = 0; j < 3; j++) {
      haven_chart_draft_add_category (draft, NULL, haven_day_new (2024, 3, 1) + (HavenDay) j * 330);
      haven_chart_draft_put (draft, 0, 3 + chart_roll (&state, 5), NULL, "carer, form 4-17");
      if (j > 0)
        haven_chart_draft_put (draft, 1, 2 + chart_roll (&state, 4), NULL, "teacher, form 4-17");
    }
  }
}

static void
fill_distribution (HavenChartDraft *draft)
{
  static const char *const bands[] = { "Under 50%", "50 to 60%", "60 to 70%", "70 to 80%", "80 to 85%", "85 to 90%", "90 to 95%",
      "95 to 100%" };
  static const double shares[][2] = { { 7.1, 0.8 }, { 3.6, 0.6 }, { 7.1, 1.2 }, { 14.3, 3.3 }, { 10.7, 4.9 }, { 17.9, 8.8 }, { 21.4,
      24.1 }, { 17.9, 56.3 } };

  chart_set_words (draft, "Three in five are below 90%",
                   "Pupils by their attendance, 1 September 2025 to 27 March 2026; n = 28 with a social worker and 812 others");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Pupils");
  haven_chart_draft_set_axis (draft, "Attendance");
  haven_chart_draft_add_series (draft, "With a social worker");
  haven_chart_draft_add_series (draft, "Rest of the school");
  for (guint i = 0; i < G_N_ELEMENTS (bands); i++) {
    haven_chart_draft_add_category (draft, bands[i], HAVEN_DAY_NONE);
    haven_chart_draft_put (draft, 0, shares[i][0], NULL, "2 of 28 pupils");
    haven_chart_draft_put (draft, 1, shares[i][1], NULL, "7 of 812 pupils");
  }
}

static void
put_times (HavenChartDraft *draft, const char *name, double times, const char *explain)
{
  g_autofree char *label = g_strdup_printf ("%.1f times", times);

  haven_chart_draft_add_category (draft, name, HAVEN_DAY_NONE);
  haven_chart_draft_put (draft, 0, times, label, explain);
}

static void
fill_multiples (HavenChartDraft *draft)
{
  chart_set_words (draft, "Severe absence is 5.3 times as likely",
                   "Children with a social worker beside the rest of the school, academic year 2025/26; n = 28 and 812 pupils");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Times as likely");
  haven_chart_draft_set_axis (draft, "Measure");
  haven_chart_draft_add_series (draft, "Times as likely");
  put_times (draft, "Sessions missed", 2.4, "14.6% beside 6.1%");
  put_times (draft, "Persistently absent", 2.7, "42.9% beside 15.9%");
  put_times (draft, "Severely absent", 5.3, "7.1% beside 1.3%");
  put_times (draft, "Suspended at least once", 4.1, "17.9% beside 4.4%");
  haven_chart_draft_add_category (draft, "Permanently excluded", HAVEN_DAY_NONE);
  haven_chart_draft_put_symbol (draft, 0, HAVEN_SYMBOL_NOT_APPLICABLE, "nobody in either group");
  haven_chart_draft_add_rule (draft, 1, "as likely", "1: as likely as the rest of the school");
}

static void
fill_coverage (HavenChartDraft *draft)
{
  static const char *const topics[] = { "Attachment", "Trauma", "Emotion coaching", "Safeguarding" };
  static const double staff[][4] = { { 14, 3, 2, 9 }, { 9, 0, 4, 15 }, { 6, 1, 0, 21 }, { 25, 2, 1, 0 } };

  chart_set_words (draft, "Nine of 28 staff lack attachment training",
                   "Staff by topic and when their training lapses, 27 March 2026; n = 28");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Staff");
  haven_chart_draft_set_axis (draft, "Topic");
  haven_chart_draft_add_series (draft, "In date");
  haven_chart_draft_add_series (draft, "Lapses within a term");
  haven_chart_draft_add_series (draft, "Lapsed");
  haven_chart_draft_add_series (draft, "Never");
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++) {
    haven_chart_draft_add_category (draft, topics[i], HAVEN_DAY_NONE);
    for (guint j = 0; j < 4; j++)
      haven_chart_draft_put (draft, j, staff[i][j], NULL, "");
  }
}

static void
fill_symbols (HavenChartDraft *draft)
{
  chart_set_words (draft, "One group is too small to show", "Persistently absent, autumn term 2025, n = 840 pupils");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_PERCENT, "Persistently absent");
  haven_chart_draft_set_axis (draft, "Group");
  haven_chart_draft_add_series (draft, "This school");
  haven_chart_draft_add_series (draft, "England");
  for (guint i = 0; i < 5; i++) {
    g_autofree char *name = g_strdup_printf ("Group %u", i + 1);
    haven_chart_draft_add_category (draft, name, HAVEN_DAY_NONE);
    haven_chart_draft_put_symbol (draft, 0, HAVEN_SYMBOL_NONE + 1 + i, NULL);
    haven_chart_draft_put (draft, 1, 12 + 4 * i, NULL, NULL);
  }
}

static const ChartSample more[] = {
  { "trend-markers", HAVEN_CHART_LINE, fill_markers },
  { "cumulative", HAVEN_CHART_LINE, fill_cumulative },
  { "codes", HAVEN_CHART_BARS, fill_codes },
  { "spells", HAVEN_CHART_SPELLS, fill_spells },
  { "suspension-reasons", HAVEN_CHART_STACK, fill_reasons },
  { "suspension-limits", HAVEN_CHART_BARS, fill_limits },
  { "part-time", HAVEN_CHART_BARS, fill_part_time },
  { "attainment", HAVEN_CHART_LINE, fill_attainment },
  { "sdq", HAVEN_CHART_LINE, fill_sdq },
  { "distribution", HAVEN_CHART_BARS, fill_distribution },
  { "multiples", HAVEN_CHART_BARS, fill_multiples },
  { "coverage", HAVEN_CHART_STACK, fill_coverage },
  { "symbols", HAVEN_CHART_BARS, fill_symbols },
};

const ChartSample *
chart_more_samples (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (more);
  return more;
}
