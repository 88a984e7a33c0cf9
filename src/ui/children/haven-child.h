/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "haven-attendance.h"
#include "haven-chart.h"

/* One row of the list of children: everything it shows and sorts by, worked out once from one picture of the school */
#define HAVEN_TYPE_CHILD (haven_child_get_type ())
G_DECLARE_FINAL_TYPE (HavenChild, haven_child, HAVEN, CHILD, GObject)

typedef enum {
  HAVEN_CHILD_NAME, HAVEN_CHILD_YEAR, HAVEN_CHILD_SINCE, HAVEN_CHILD_ATTENDANCE, HAVEN_CHILD_BAND, HAVEN_CHILD_SUSPENDED,
  HAVEN_CHILD_PART_TIME, HAVEN_CHILD_SDQ, HAVEN_CHILD_MEETING, HAVEN_N_CHILD_COLUMNS
} HavenChildColumn;

const char *haven_child_column_id    (HavenChildColumn column);        /* "attendance" */
const char *haven_child_column_title (HavenChildColumn column);

/* The children with a page: on roll on that day, with a social worker now or before. HavenChild, by name. For a worker thread too. */
GPtrArray  *haven_children_of        (HavenSchool *school, HavenClock clock);

gint64      haven_child_get_id       (HavenChild *self);
const char *haven_child_get_text     (HavenChild *self, HavenChildColumn column);
const char *haven_child_get_about    (HavenChild *self);               /* "CP plan" */
int         haven_child_get_year     (HavenChild *self);               /* G_MININT: none */
const HavenStanding *haven_child_get_standing (HavenChild *self);      /* its spell is not to be read */
HavenChart *haven_child_get_spark    (HavenChild *self);               /* lent */
gboolean    haven_child_matches      (HavenChild *self, const char *folded_needle);
gboolean    haven_child_equal        (HavenChild *a, HavenChild *b);   /* would show the same */
int         haven_child_compare      (HavenChild *a, HavenChild *b, HavenChildColumn column);
