/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-read.h"

#include <glib/gi18n-lib.h>

#define WEEK_COLUMNS 11      /* the Monday, and two sessions on each of five days */

static void
append_event (GString *text, const HavenChartEvent *event)
{
  if (text->len > 0)
    g_string_append (text, "; ");
  g_string_append (text, event->explain[0] != '\0' ? event->explain : event->label);
}

/* Events between two days, the second not included */
static char *
events_between (HavenChart *chart, HavenDay first, HavenDay end)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < haven_chart_get_n_events (chart); i++) {
    const HavenChartEvent *event = haven_chart_get_event (chart, i);
    if (event->day != HAVEN_DAY_NONE && event->day >= first && event->day < end)
      append_event (text, event);
  }
  return g_string_free (text, FALSE);
}

static char *
events_at (HavenChart *chart, guint category)
{
  guint n = haven_chart_get_n_categories (chart);
  GString *text;

  if (haven_chart_has_days (chart) && haven_chart_get_n_panels (chart) == 0) {
    HavenDay first = category == 0 ? G_MININT32 + 1 : haven_chart_get_day (chart, category);
    HavenDay end = category + 1 < n ? haven_chart_get_day (chart, category + 1) : G_MAXINT32;
    return events_between (chart, first, end);
  }
  text = g_string_new (NULL);
  for (guint i = 0; i < haven_chart_get_n_events (chart); i++)
    if (haven_chart_get_event (chart, i)->category == category)
      append_event (text, haven_chart_get_event (chart, i));
  return g_string_free (text, FALSE);
}

static gboolean
is_eventful (HavenChart *chart)
{
  return haven_chart_get_n_events (chart) > 0;
}

static HavenRows *
rows_from_header (GPtrArray *names)
{
  g_ptr_array_add (names, NULL);
  return haven_rows_new ((const char *const *) names->pdata);
}

/* Marks: a row a week */

static HavenRows *
week_rows_new (HavenChart *chart)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  HavenDay monday = haven_day_get_monday (0);

  g_ptr_array_add (names, g_strdup (_("Week beginning")));
  for (int i = 0; i < 5; i++) {
    g_autofree char *brief = haven_day_to_short_weekday (monday + i);
    g_ptr_array_add (names, g_strdup_printf (_("%s AM"), brief));
    g_ptr_array_add (names, g_strdup_printf (_("%s PM"), brief));
  }
  if (is_eventful (chart))
    g_ptr_array_add (names, g_strdup (_("Events")));
  return rows_from_header (names);
}

/* "1 Sep 2025": there are eleven columns */
static char *
short_date (HavenDay day)
{
  g_autofree char *brief = haven_day_to_short (day);
  int year, month, dom;

  haven_day_get_ymd (day, &year, &month, &dom);
  return g_strdup_printf ("%s %d", brief, year);
}

/* A week without marks, to be filled in */
static char **
start_week (HavenChart *chart, HavenRows *rows, HavenDay monday)
{
  char **row = g_new0 (char *, rows->n_columns + 1);

  row[0] = short_date (monday);
  for (guint i = 1; i < WEEK_COLUMNS; i++)
    row[i] = g_strdup ("");
  if (is_eventful (chart))
    row[WEEK_COLUMNS] = events_between (chart, monday, monday + 7);
  haven_rows_take (rows, row);
  return row;
}

/* A session that there was not is a dash: eleven columns leave no room for why */
static const char *
mark_text (const HavenDatum *datum)
{
  if (datum->label[0] != '\0')
    return datum->label;
  if (datum->cell == HAVEN_CELL_NO_MARK)
    return _("none");
  return datum->cell == HAVEN_CELL_NOT_YET ? "" : "\342\200\223";
}

static void
set_mark (char **row, int weekday, guint session, const HavenDatum *datum)
{
  guint column = (guint) weekday * 2 - 1 + session;

  g_free (row[column]);
  row[column] = g_strdup (mark_text (datum));
}

static HavenRows *
get_year_rows (HavenChart *chart)
{
  HavenRows *rows = week_rows_new (chart);
  HavenDay monday = HAVEN_DAY_NONE;
  char **row = NULL;

  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++) {
    HavenDay day = haven_chart_get_day (chart, i);
    int weekday = haven_day_get_weekday (day);
    if (haven_day_get_monday (day) != monday) {
      monday = haven_day_get_monday (day);
      row = start_week (chart, rows, monday);
    }
    for (guint session = 0; session < 2 && weekday <= 5; session++)
      set_mark (row, weekday, session, haven_chart_get_at (chart, session, i));
  }
  return rows;
}

/* Everything else: a row a category; beside each value what it was worked out from, where the chart says */

static gboolean
is_explained (HavenChart *chart, guint series)
{
  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++)
    if (haven_chart_get_at (chart, series, i)->explain[0] != '\0')
      return TRUE;
  return FALSE;
}

static HavenRows *
value_rows_new (HavenChart *chart)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (haven_chart_get_n_panels (chart) > 0)
    g_ptr_array_add (names, g_strdup (haven_chart_get_measure (chart)));
  g_ptr_array_add (names, g_strdup (haven_chart_get_axis (chart)));
  for (guint i = 0; i < haven_chart_get_n_series (chart); i++) {
    const char *name = haven_chart_get_series (chart, i);
    g_ptr_array_add (names, g_strconcat ("#", name, NULL));
    if (is_explained (chart, i))
      g_ptr_array_add (names, g_strdup (_("Worked out from")));
  }
  if (is_eventful (chart))
    g_ptr_array_add (names, g_strdup (_("Events")));
  return rows_from_header (names);
}

static void
add_values (HavenChart *chart, HavenRows *rows, guint category)
{
  char **row = g_new0 (char *, rows->n_columns + 1);
  guint column = 0;

  if (haven_chart_get_n_panels (chart) > 0)
    row[column++] = g_strdup (haven_chart_get_panel_of (chart, category));
  row[column++] = g_strdup (haven_chart_get_category (chart, category));
  for (guint i = 0; i < haven_chart_get_n_series (chart); i++) {
    const HavenDatum *datum = haven_chart_get_at (chart, i, category);
    row[column++] = g_strdup (datum->label);
    if (is_explained (chart, i))
      row[column++] = g_strdup (datum->explain);
  }
  if (is_eventful (chart))
    row[column] = events_at (chart, category);
  haven_rows_take (rows, row);
}

/* Stretches of time: a row each, in order of their first day */

static char *
dup_last_day (HavenChart *chart, const HavenDatum *datum)
{
  HavenDay last = haven_chart_get_day (chart, datum->category) + MAX ((HavenDay) CLAMP (datum->value, 1, 40000), 1) - 1;

  return short_date (last);
}

static HavenRows *
get_spell_rows (HavenChart *chart)
{
  const char *const names[] = { haven_chart_get_axis (chart), _("From"), _("To"), _("What"), _("Details"), NULL };
  HavenRows *rows = haven_rows_new (names);

  for (guint i = 0; i < haven_chart_get_n_data (chart); i++) {
    const HavenDatum *datum = haven_chart_get_datum (chart, i);
    char **row;
    if (haven_datum_is_missing (datum))
      continue;
    row = g_new0 (char *, rows->n_columns + 1);
    row[0] = g_strdup (haven_chart_get_series (chart, datum->series));
    row[1] = short_date (haven_chart_get_day (chart, datum->category));
    row[2] = dup_last_day (chart, datum);
    row[3] = g_strdup (datum->label);
    row[4] = g_strdup (datum->explain);
    haven_rows_take (rows, row);
  }
  return rows;
}

HavenRows *
haven_chart_get_rows (HavenChart *chart)
{
  HavenRows *rows;

  if (haven_chart_get_kind (chart) == HAVEN_CHART_YEAR)
    return get_year_rows (chart);
  if (haven_chart_get_kind (chart) == HAVEN_CHART_SPELLS)
    return get_spell_rows (chart);
  rows = value_rows_new (chart);
  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++)
    add_values (chart, rows, i);
  return rows;
}
