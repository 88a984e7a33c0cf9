/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-read.h"

/* Where the arrow keys lead. In a calendar left and right are weeks, up and down sessions; elsewhere categories and series. */

static gboolean
is_worth_a_stop (HavenChart *chart, int index)
{
  const HavenDatum *datum = haven_chart_get_datum (chart, index);

  switch (haven_chart_get_kind (chart)) {
    case HAVEN_CHART_YEAR:
      return datum->cell != HAVEN_CELL_CLOSED && datum->cell != HAVEN_CELL_NOT_ON_ROLL && datum->cell != HAVEN_CELL_NOT_YET;
    case HAVEN_CHART_LINE:
    case HAVEN_CHART_SPARK:
    case HAVEN_CHART_SPELLS:
      return !haven_datum_is_missing (datum);
    default:
      return TRUE;
  }
}

/* From start by step to the next stop that lies in the table; -1: there is none */
static int
seek (HavenChart *chart, int start, int step)
{
  int n = (int) haven_chart_get_n_data (chart);

  for (int i = start; i >= 0 && i < n; i += step)
    if (is_worth_a_stop (chart, i))
      return i;
  return -1;
}

static int
seek_week (HavenChart *chart, int current, int step)
{
  const HavenDatum *datum = haven_chart_get_datum (chart, current);
  HavenDay day = haven_chart_get_day (chart, datum->category);

  for (int i = current + 2 * step; i >= 0 && i < (int) haven_chart_get_n_data (chart); i += 2 * step) {
    HavenDay other = haven_chart_get_day (chart, haven_chart_get_datum (chart, i)->category);
    if ((other - day) % 7 == 0 && is_worth_a_stop (chart, i))
      return i;
  }
  return -1;
}

static int
seek_series (HavenChart *chart, int current, int step)
{
  const HavenDatum *datum = haven_chart_get_datum (chart, current);
  int n_series = (int) haven_chart_get_n_series (chart);

  for (int series = (int) datum->series + step; series >= 0 && series < n_series; series += step) {
    int index = current + series - (int) datum->series;
    if (is_worth_a_stop (chart, index))
      return index;
  }
  return -1;
}

/* Stretches in different lanes seldom begin on one day: the next lane's stretch that begins nearest */
static int
seek_lane (HavenChart *chart, int current, int step)
{
  const HavenDatum *datum = haven_chart_get_datum (chart, current);
  int n_lanes = (int) haven_chart_get_n_series (chart);
  int nearest = -1;

  for (int lane = (int) datum->series + step; nearest < 0 && lane >= 0 && lane < n_lanes; lane += step)
    for (int i = lane; i < (int) haven_chart_get_n_data (chart); i += n_lanes)
      if (is_worth_a_stop (chart, i) && (nearest < 0 || ABS (i - current) < ABS (nearest - current)))
        nearest = i;
  return nearest;
}

static int
step_from (HavenChart *chart, int current, HavenDirection direction)
{
  gboolean year = haven_chart_get_kind (chart) == HAVEN_CHART_YEAR;
  int n_series = (int) haven_chart_get_n_series (chart);
  int step = direction == HAVEN_MOVE_LEFT || direction == HAVEN_MOVE_UP ? -1 : 1;
  gboolean across = direction == HAVEN_MOVE_LEFT || direction == HAVEN_MOVE_RIGHT;

  if (year)
    return across ? seek_week (chart, current, step) : seek (chart, current + step, step);
  if (!across && haven_chart_get_kind (chart) == HAVEN_CHART_SPELLS)
    return seek_lane (chart, current, step);
  return across ? seek (chart, current + step * n_series, step * n_series) : seek_series (chart, current, step);
}

guint
haven_chart_get_n_read_outs (HavenChart *chart)
{
  return haven_chart_get_n_data (chart) + haven_chart_get_n_events (chart) + haven_chart_get_n_rules (chart);
}

/* Round the events and rules; current where there are none */
static int
seek_mark (HavenChart *chart, int current, int step)
{
  int first = (int) haven_chart_get_n_data (chart);
  int end = (int) haven_chart_get_n_read_outs (chart);

  if (first == end)
    return current;
  if (current < first)
    return step > 0 ? first : end - 1;
  return CLAMP (current + step, first, end - 1);
}

int
haven_chart_next_datum (HavenChart *chart, int current, HavenDirection direction)
{
  int n = (int) haven_chart_get_n_data (chart);
  int next;

  if (n == 0)
    return -1;
  if (direction == HAVEN_MOVE_NEXT_MARK || direction == HAVEN_MOVE_PREVIOUS_MARK)
    return seek_mark (chart, current, direction == HAVEN_MOVE_NEXT_MARK ? 1 : -1);
  if (current < 0 || current >= n || direction == HAVEN_MOVE_FIRST)
    return seek (chart, 0, 1);
  if (direction == HAVEN_MOVE_LAST)
    return seek (chart, n - 1, -1);
  next = step_from (chart, current, direction);
  return next >= 0 ? next : current;
}
