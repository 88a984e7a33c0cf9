/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples.h"
#include "haven-chart-read.h"

#include <math.h>
#include <string.h>

static void
test_matrix (void)
{
  HavenChartDraft *draft = haven_chart_draft_new (HAVEN_CHART_LINE);
  g_autoptr (HavenChart) chart = NULL;

  haven_chart_draft_add_series (draft, "A.B.");
  haven_chart_draft_add_series (draft, "Year 9");
  haven_chart_draft_add_category (draft, "One", HAVEN_DAY_NONE);
  haven_chart_draft_put (draft, 1, 5, NULL, "five of ten");
  haven_chart_draft_add_category (draft, "Two", HAVEN_DAY_NONE);
  haven_chart_draft_put (draft, 0, INFINITY, NULL, NULL);
  chart = haven_chart_draft_end (draft);

  g_assert_cmpuint (haven_chart_get_n_data (chart), ==, 4);
  for (guint i = 0; i < 4; i++) {
    const HavenDatum *datum = haven_chart_get_datum (chart, i);
    g_assert_true (datum == haven_chart_get_at (chart, datum->series, datum->category));
    g_assert_true (haven_datum_is_missing (datum) == (i != 1));
    g_assert_cmpstr (datum->label, ==, i == 1 ? "5" : "no data");
    g_assert_cmpstr (datum->explain, ==, i == 1 ? "five of ten" : "");
  }
  g_assert_false (haven_chart_has_days (chart));
}

static void
test_events_in_order (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("year");

  for (guint i = 1; i < haven_chart_get_n_events (chart); i++)
    g_assert_cmpint (haven_chart_get_event (chart, i - 1)->day, <=, haven_chart_get_event (chart, i)->day);
  g_assert_cmpuint (haven_chart_get_n_events (chart), ==, 5);
}

/* Each value of the chart stands in its table, and nothing else does */
static void
test_rows_equal_data (void)
{
  for (const char *const *name = chart_sample_names (); *name != NULL; name++) {
    g_autoptr (HavenChart) chart = chart_sample_new (*name);
    g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
    for (guint i = 0; i < rows->rows->len; i++)
      g_assert_cmpuint (g_strv_length (g_ptr_array_index (rows->rows, i)), ==, rows->n_columns);
    if (haven_chart_get_kind (chart) == HAVEN_CHART_YEAR || haven_chart_get_kind (chart) == HAVEN_CHART_SPELLS)
      continue;
    g_assert_cmpuint (haven_rows_get_n (rows), ==, haven_chart_get_n_categories (chart));
    for (guint i = 0; i < haven_chart_get_n_categories (chart); i++) {
      guint column = haven_chart_get_n_panels (chart) > 0 ? 2 : 1;
      for (guint j = 0; j < haven_chart_get_n_series (chart); j++) {
        g_assert_cmpstr (haven_rows_get_header (rows, column), ==, haven_chart_get_series (chart, j));
        g_assert_true (rows->numeric[column]);
        g_assert_cmpstr (haven_rows_get (rows, i, column++), ==, haven_chart_get_at (chart, j, i)->label);
        if (column < rows->n_columns && g_str_equal (haven_rows_get_header (rows, column), "Worked out from"))
          g_assert_cmpstr (haven_rows_get (rows, i, column++), ==, haven_chart_get_at (chart, j, i)->explain);
      }
    }
  }
}

static void
test_year_rows (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("year");
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
  guint found = 0;

  g_assert_cmpstr (haven_rows_get_header (rows, 0), ==, "Week beginning");
  g_assert_cmpstr (haven_rows_get_header (rows, 1), ==, "Mon AM");
  g_assert_cmpstr (haven_rows_get_header (rows, 10), ==, "Fri PM");
  for (guint i = 0; i < haven_chart_get_n_data (chart); i++) {
    const HavenDatum *datum = haven_chart_get_datum (chart, i);
    HavenDay day = haven_chart_get_day (chart, datum->category);
    g_autofree char *brief = haven_day_to_short (haven_day_get_monday (day));
    g_autofree char *monday = g_strdup_printf ("%s %s", brief, haven_day_get_monday (day) < haven_day_new (2026, 1, 1) ? "2025" : "2026");
    guint column = (guint) haven_day_get_weekday (day) * 2 - 1 + datum->series;
    for (guint row = 0; row < haven_rows_get_n (rows); row++)
      if (g_str_equal (haven_rows_get (rows, row, 0), monday)) {
        const char *dash = datum->cell == HAVEN_CELL_NO_MARK ? "none" : "\342\200\223";
        g_assert_cmpstr (haven_rows_get (rows, row, column), ==, datum->label[0] != '\0' ? datum->label : dash);
        found++;
      }
  }
  g_assert_cmpuint (found, ==, haven_chart_get_n_data (chart));
}

static void
test_events_in_rows (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("line-trend");
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
  guint found = 0;

  g_assert_cmpstr (haven_rows_get_header (rows, rows->n_columns - 1), ==, "Events");
  for (guint i = 0; i < haven_rows_get_n (rows); i++)
    found += haven_rows_get (rows, i, rows->n_columns - 1)[0] != '\0';
  g_assert_cmpuint (found, ==, 4);
}

static void
test_describe (void)
{
  static const struct { const char *sample; const char *parts[5]; } cases[] = {
    { "line-few", { "Carer's form: last 22 (Autumn 2025), highest 22 (Autumn 2025), lowest 17 (Autumn 2024), up 5 since Autumn 2024.",
                    "No data in 1 of 4 places." } },
    { "line-trend", { "Attendance, from 1 September 2025 to ", "A.B.: last ", "Year 9: last ", "points since 1 Sep.",
                      "Events: Child protection plan began, 3 October 2025; PEP review, 12 November 2025" } },
    { "bars-terms", { "Days suspended: Autumn 2024 0, Spring 2025 2.5, Summer 2025 5.5, Autumn 2025 14.5." } },
    { "bars-groups", { "This school: highest 61.5% (On a child protection plan), lowest 12.1% (Rest of the school).",
                       "No data in 1 of 6 places.", "Small numbers: fewer than 20 pupils" } },
    { "year-term", { "Marks", "Sessions: present ", "Marks end Thursday PM: Friday cannot be seen." } },
    { "one-line", { "A.B.: last 100.0% (1 Sep)", "the same as in 1 Sep" } },
    { "empty-line", { "No data for this period." } },
    { "missing-line", { "A.B.: no data." } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HavenChart) chart = chart_sample_new (cases[i].sample);
    g_autofree char *text = haven_chart_describe (chart);
    for (guint j = 0; j < G_N_ELEMENTS (cases[i].parts) && cases[i].parts[j] != NULL; j++) {
      if (strstr (text, cases[i].parts[j]) == NULL)
        g_test_message ("%s says: %s", cases[i].sample, text);
      g_assert_nonnull (strstr (text, cases[i].parts[j]));
    }
  }
}

/* The counts in the sentence are those of the marks */
static void
test_describe_counts (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("year");
  g_autofree char *text = haven_chart_describe (chart);
  g_autofree char *part = NULL;
  guint unauthorised = 0;

  for (guint i = 0; i < haven_chart_get_n_data (chart); i++)
    unauthorised += haven_chart_get_datum (chart, i)->cell == HAVEN_CELL_UNAUTHORISED;
  part = g_strdup_printf ("unauthorised absence %u,", unauthorised);
  g_assert_nonnull (strstr (text, part));
}

static void
test_datum_text (void)
{
  g_autoptr (HavenChart) bands = chart_sample_new ("stack-bands");
  g_autoptr (HavenChart) year = chart_sample_new ("year");
  g_autofree char *part = haven_chart_dup_datum_text (bands, 2);
  g_autofree char *closed = haven_chart_dup_datum_text (year, 0);
  g_autofree char *none = haven_chart_dup_datum_text (year, -1);

  g_assert_cmpstr (part, ==, "50% and over, On a child protection plan: 23.1%, 3 of 13 pupils");
  g_assert_cmpstr (closed, ==, "Tuesday 2 September 2025, morning: Before admission on 15 September 2025");
  g_assert_cmpstr (none, ==, "");
}

/* Arrow keys reach every datum that can be stood on, and never leave the chart */
static void
test_walk_reaches_all (void)
{
  for (const char *const *name = chart_sample_names (); *name != NULL; name++) {
    g_autoptr (HavenChart) chart = chart_sample_new (*name);
    int n = (int) haven_chart_get_n_data (chart);
    g_autofree gboolean *seen = g_new0 (gboolean, MAX (n, 1));
    g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (int));
    int first = haven_chart_next_datum (chart, -1, HAVEN_MOVE_RIGHT);
    if (first < 0)
      continue;
    g_array_append_val (open, first);
    seen[first] = TRUE;
    while (open->len > 0) {
      int here = g_array_index (open, int, open->len - 1);
      g_array_set_size (open, open->len - 1);
      for (HavenDirection direction = HAVEN_MOVE_LEFT; direction <= HAVEN_MOVE_LAST; direction++) {
        int next = haven_chart_next_datum (chart, here, direction);
        g_assert_cmpint (next, >=, 0);
        g_assert_cmpint (next, <, n);
        if (!seen[next])
          g_array_append_val (open, next);
        seen[next] = TRUE;
      }
    }
    for (int i = 0; i < n; i++) {
      const HavenDatum *datum = haven_chart_get_datum (chart, i);
      HavenChartKind kind = haven_chart_get_kind (chart);
      gboolean closed = kind == HAVEN_CHART_YEAR && (datum->cell == HAVEN_CELL_CLOSED || datum->cell == HAVEN_CELL_NOT_ON_ROLL);
      gboolean broken = kind == HAVEN_CHART_LINE || kind == HAVEN_CHART_SPELLS || kind == HAVEN_CHART_SPARK;
      gboolean gap = broken && haven_datum_is_missing (datum);
      g_assert_true (seen[i] == !(closed || gap));
    }
  }
}

static void
test_walk_in_a_year (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("year");
  int monday = -1;
  int next;

  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++)
    if (haven_chart_get_day (chart, i) == haven_day_new (2025, 10, 20))
      monday = (int) i * 2;
  next = haven_chart_next_datum (chart, monday, HAVEN_MOVE_RIGHT);
  g_assert_cmpint (haven_chart_get_day (chart, haven_chart_get_datum (chart, next)->category), ==, haven_day_new (2025, 11, 3));
  g_assert_cmpint (haven_chart_next_datum (chart, next, HAVEN_MOVE_LEFT), ==, monday);
  g_assert_cmpint (haven_chart_next_datum (chart, monday, HAVEN_MOVE_DOWN), ==, monday + 1);
  g_assert_cmpint (haven_chart_next_datum (chart, monday + 1, HAVEN_MOVE_DOWN), ==, monday + 2);
}

/* Events and lines to compare with are read out after the data, from the keyboard too */
static void
test_marks_are_read_out (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("trend-markers");
  int n = (int) haven_chart_get_n_data (chart);
  int here = haven_chart_next_datum (chart, -1, HAVEN_MOVE_NEXT_MARK);
  g_autofree char *event = haven_chart_dup_datum_text (chart, here);
  g_autofree char *level = NULL;

  g_assert_cmpint (here, ==, n);
  g_assert_cmpuint (haven_chart_get_n_read_outs (chart), ==, n + 4);
  g_assert_cmpstr (event, ==, "Child protection plan began, 3 October 2025");
  here = haven_chart_next_datum (chart, -1, HAVEN_MOVE_PREVIOUS_MARK);
  level = haven_chart_dup_datum_text (chart, here);
  g_assert_cmpint (here, ==, n + 3);
  g_assert_cmpstr (level, ==, "Six weeks after: 85.9% of 52 sessions. Other things changed too.");
  g_assert_cmpint (haven_chart_next_datum (chart, here, HAVEN_MOVE_NEXT_MARK), ==, here);
  g_assert_cmpint (haven_chart_next_datum (chart, here, HAVEN_MOVE_FIRST), <, n);
}

static void
test_panels (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("sdq");
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
  g_autofree char *sentence = haven_chart_describe (chart);
  g_autofree char *datum = haven_chart_dup_datum_text (chart, 0);
  guint first, end;

  g_assert_cmpuint (haven_chart_get_n_panels (chart), ==, 5);
  haven_chart_get_panel_range (chart, 4, &first, &end);
  g_assert_cmpuint (first, ==, 12);
  g_assert_cmpuint (end, ==, 15);
  g_assert_cmpstr (haven_rows_get_header (rows, 0), ==, "Scale");
  g_assert_cmpstr (haven_rows_get (rows, 14, 0), ==, "Prosocial");
  g_assert_nonnull (strstr (sentence, "Conduct, Teacher: last "));
  g_assert_true (g_str_has_prefix (datum, "Emotional, Carer, 1 Mar: "));
}

static void
test_spells (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("spells");
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
  g_autofree char *sentence = haven_chart_describe (chart);

  g_assert_cmpuint (haven_rows_get_n (rows), ==, 12);
  g_assert_cmpstr (haven_rows_get (rows, 1, 0), ==, "Absence");
  g_assert_cmpstr (haven_rows_get (rows, 1, 1), ==, "8 Sep 2025");
  g_assert_cmpstr (haven_rows_get (rows, 1, 2), ==, "12 Sep 2025");
  g_assert_nonnull (strstr (sentence, "Absence: 6 stretches; the longest from 17 Nov, 26 sessions."));
}

/* 0 is only ever a true nought */
static void
test_symbols (void)
{
  g_autoptr (HavenChart) chart = chart_sample_new ("symbols");
  static const char *const symbols[] = { "z", "x", "c", "low", "u" };
  g_autofree char *low = haven_unit_format (HAVEN_UNIT_PERCENT, 0.04);
  g_autofree char *nought = haven_unit_format (HAVEN_UNIT_PERCENT, 0);

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++) {
    g_assert_cmpstr (haven_chart_get_at (chart, 0, i)->label, ==, symbols[i]);
    g_assert_true (haven_datum_is_missing (haven_chart_get_at (chart, 0, i)));
    g_assert_cmpstr (haven_chart_get_at (chart, 0, i)->explain, !=, "");
  }
  g_assert_cmpstr (low, ==, "low");
  g_assert_cmpstr (nought, ==, "0.0%");
}

/* A cell that a spreadsheet would take for a formula is harmless in the file */
static void
test_csv (void)
{
  HavenChartDraft *draft = haven_chart_draft_new (HAVEN_CHART_BARS);
  g_autoptr (HavenChart) chart = NULL;
  g_autoptr (HavenRows) rows = NULL;
  g_autofree char *csv = NULL;
  gsize length;

  haven_chart_draft_set_axis (draft, "Group");
  haven_chart_draft_add_series (draft, "Days, all");
  haven_chart_draft_add_category (draft, "=1+1", HAVEN_DAY_NONE);
  haven_chart_draft_put (draft, 0, 2.5, NULL, NULL);
  chart = haven_chart_draft_end (draft);
  rows = haven_chart_get_rows (chart);
  csv = haven_rows_to_csv (rows, &length);
  g_assert_cmpuint (length, ==, strlen (csv));
  g_assert_cmpstr (csv, ==, "Group,\"Days, all\"\r\n'=1+1,2.5\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/chart/matrix", test_matrix);
  g_test_add_func ("/chart/chart/events-in-order", test_events_in_order);
  g_test_add_func ("/chart/rows/equal-data", test_rows_equal_data);
  g_test_add_func ("/chart/rows/year", test_year_rows);
  g_test_add_func ("/chart/rows/events", test_events_in_rows);
  g_test_add_func ("/chart/describe/words", test_describe);
  g_test_add_func ("/chart/describe/counts", test_describe_counts);
  g_test_add_func ("/chart/describe/datum", test_datum_text);
  g_test_add_func ("/chart/walk/reaches-all", test_walk_reaches_all);
  g_test_add_func ("/chart/walk/year", test_walk_in_a_year);
  g_test_add_func ("/chart/chart/marks-are-read-out", test_marks_are_read_out);
  g_test_add_func ("/chart/chart/panels", test_panels);
  g_test_add_func ("/chart/chart/spells", test_spells);
  g_test_add_func ("/chart/chart/symbols", test_symbols);
  g_test_add_func ("/chart/chart/csv", test_csv);
  return g_test_run ();
}
