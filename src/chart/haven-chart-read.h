/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart.h"
#include "haven-rows.h"

/* A chart for those who do not look at it: as sentences, as a table, and datum by datum from the keyboard. */

typedef enum {
  HAVEN_MOVE_LEFT,
  HAVEN_MOVE_RIGHT,
  HAVEN_MOVE_UP,
  HAVEN_MOVE_DOWN,
  HAVEN_MOVE_FIRST,
  HAVEN_MOVE_LAST,
  HAVEN_MOVE_NEXT_MARK,      /* from event to event, and on to the lines to compare with */
  HAVEN_MOVE_PREVIOUS_MARK,
} HavenDirection;

char      *haven_chart_describe     (HavenChart *chart);   /* what it shows, highest, lowest, last, change, what is missing */
HavenRows *haven_chart_get_rows     (HavenChart *chart);   /* the table twin; the caller's */
/* The datum that an arrow key leads to: current itself at the edge, the first for current -1, -1 where there is nothing */
int        haven_chart_next_datum   (HavenChart *chart, int current, HavenDirection direction);
/* Events are numbered after the data, and rules after the events: they are read out as data are */
guint      haven_chart_get_n_read_outs (HavenChart *chart);
char      *haven_chart_dup_datum_text (HavenChart *chart, int datum);  /* "Year 9, week of 8 September: 93.1%, 5,321 of 5,800 sessions" */
