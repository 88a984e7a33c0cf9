/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-read.h"

#include <glib/gi18n-lib.h>

static HavenRows *
rows_new (guint n_columns)
{
  HavenRows *self = g_new0 (HavenRows, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->numeric = g_new0 (gboolean, n_columns);
  self->n_columns = n_columns;
  return self;
}

/* A row of empty places, filled with take_cell() */
static char **
add_row (HavenRows *self)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    row[i] = g_strdup ("");
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
take_cell (char **row, guint column, char *text)
{
  g_free (row[column]);
  row[column] = text;
}

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
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < haven_chart_get_n_events (chart); i++) {
    const HavenChartEvent *event = haven_chart_get_event (chart, i);
    if (event->day != HAVEN_DAY_NONE && event->day >= first && event->day < end)
      append_event (text, event);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
events_at (HavenChart *chart, guint category)
{
  guint n = haven_chart_get_n_categories (chart);
  g_autoptr (GString) text = NULL;

  if (haven_chart_has_days (chart)) {
    HavenDay first = category == 0 ? G_MININT32 + 1 : haven_chart_get_day (chart, category);
    HavenDay end = category + 1 < n ? haven_chart_get_day (chart, category + 1) : G_MAXINT32;
    return events_between (chart, first, end);
  }
  text = g_string_new (NULL);
  for (guint i = 0; i < haven_chart_get_n_events (chart); i++)
    if (haven_chart_get_event (chart, i)->category == category)
      append_event (text, haven_chart_get_event (chart, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Marks: a row a week */

static char *
mark_text (const HavenDatum *datum)
{
  return g_strdup (datum->label[0] != '\0' ? datum->label : haven_cell_text (datum->cell));
}

static void
fill_week_header (HavenRows *self, HavenDay monday)
{
  char **header = add_row (self);

  take_cell (header, 0, g_strdup (_("Week beginning")));
  for (guint i = 0; i < 5; i++) {
    g_autofree char *name = haven_day_to_weekday (monday + (int) i);
    g_autofree char *brief = g_utf8_substring (name, 0, 3);
    take_cell (header, 1 + 2 * i, g_strdup_printf (_("%s AM"), brief));
    take_cell (header, 2 + 2 * i, g_strdup_printf (_("%s PM"), brief));
  }
}

static HavenRows *
get_year_rows (HavenChart *chart)
{
  gboolean eventful = haven_chart_get_n_events (chart) > 0;
  guint n = haven_chart_get_n_categories (chart);
  HavenRows *self = rows_new (11 + (eventful ? 1 : 0));
  HavenDay monday = HAVEN_DAY_NONE;
  char **row = NULL;

  fill_week_header (self, n > 0 ? haven_day_get_monday (haven_chart_get_day (chart, 0)) : 4);
  if (eventful)
    take_cell (g_ptr_array_index (self->rows, 0), 11, g_strdup (_("Events")));
  for (guint i = 0; i < n; i++) {
    HavenDay day = haven_chart_get_day (chart, i);
    int weekday = haven_day_get_weekday (day);
    if (haven_day_get_monday (day) != monday) {
      monday = haven_day_get_monday (day);
      row = add_row (self);
      take_cell (row, 0, haven_day_to_text (monday));
      if (eventful)
        take_cell (row, 11, events_between (chart, monday, monday + 7));
    }
    for (guint session = 0; session < 2 && weekday <= 5; session++)
      take_cell (row, (guint) weekday * 2 - 1 + session, mark_text (haven_chart_get_at (chart, session, i)));
  }
  return self;
}

/* Everything else: a row a category; beside each value what it was worked out from, where the chart says */

typedef struct {
  HavenChart *chart;
  HavenRows *rows;
  gboolean explained[HAVEN_CHART_MAX_SERIES];
} RowRun;

static guint
find_explained (RowRun *run)
{
  guint n = 0;

  for (guint i = 0; i < haven_chart_get_n_data (run->chart); i++) {
    const HavenDatum *datum = haven_chart_get_datum (run->chart, i);
    if (datum->explain[0] != '\0' && !run->explained[datum->series]) {
      run->explained[datum->series] = TRUE;
      n++;
    }
  }
  return n;
}

static void
fill_header (RowRun *run, gboolean eventful)
{
  char **header = add_row (run->rows);
  const char *axis = haven_chart_get_axis (run->chart);
  guint column = 0;

  take_cell (header, column++, g_strdup (axis));
  for (guint i = 0; i < haven_chart_get_n_series (run->chart); i++) {
    const char *name = haven_chart_get_series (run->chart, i);
    run->rows->numeric[column] = TRUE;
    take_cell (header, column++, g_strdup (name));
    if (run->explained[i])
      take_cell (header, column++, g_strdup_printf (_("%s, worked out from"), name));
  }
  if (eventful)
    take_cell (header, column, g_strdup (_("Events")));
}

static void
fill_row (RowRun *run, guint category, gboolean eventful)
{
  char **row = add_row (run->rows);
  guint column = 0;

  take_cell (row, column++, g_strdup (haven_chart_get_category (run->chart, category)));
  for (guint i = 0; i < haven_chart_get_n_series (run->chart); i++) {
    const HavenDatum *datum = haven_chart_get_at (run->chart, i, category);
    take_cell (row, column++, g_strdup (datum->label));
    if (run->explained[i])
      take_cell (row, column++, g_strdup (datum->explain));
  }
  if (eventful)
    take_cell (row, column, events_at (run->chart, category));
}

HavenRows *
haven_chart_get_rows (HavenChart *chart)
{
  gboolean eventful = haven_chart_get_n_events (chart) > 0;
  RowRun run = { .chart = chart };

  if (haven_chart_get_kind (chart) == HAVEN_CHART_YEAR)
    return get_year_rows (chart);
  run.rows = rows_new (1 + haven_chart_get_n_series (chart) + find_explained (&run) + (eventful ? 1 : 0));
  fill_header (&run, eventful);
  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++)
    fill_row (&run, i, eventful);
  return run.rows;
}

guint
haven_rows_get_n (const HavenRows *self)
{
  return self->rows->len - 1;
}

const char *
haven_rows_get_header (const HavenRows *self, guint column)
{
  return ((char **) g_ptr_array_index (self->rows, 0))[column];
}

const char *
haven_rows_get (const HavenRows *self, guint row, guint column)
{
  return ((char **) g_ptr_array_index (self->rows, row + 1))[column];
}

void
haven_rows_free (HavenRows *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->numeric);
  g_free (self);
}
