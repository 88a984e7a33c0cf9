/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"
#include "haven-chart.h"
#include "haven-comparison.h"

/* A figure is a question with a chart, a table, a sentence and a source: the window, the command line and the pack ask here, so they
 * show the same. The sentence and the table are the chart's own (haven-chart-read.h). */
typedef enum {
  HAVEN_FIGURE_OF_PUPIL = 1 << 0,
  HAVEN_FIGURE_OF_GROUP = 1 << 1,
} HavenFigureOf;

typedef struct {
  const char *name;             /* "pupil-calendar": the command line's word for it */
  const char *question;         /* "When was this child in school?" (not yet translated: haven_figure_kind_get_question) */
  guint of;                     /* HavenFigureOf */
  double height;                /* that suits it, at a width of 900 and text scale 1 */
  gboolean of_records;          /* drawn from what people recorded, not from registers */
} HavenFigureKind;

const HavenFigureKind *haven_figure_list (guint *ret_n);
const HavenFigureKind *haven_figure_find (const char *name);           /* NULL: there is no such figure */
const char *haven_figure_kind_get_question (const HavenFigureKind *kind);

/* What it is asked about */
typedef struct {
  HavenSchool *school;
  HavenClock clock;
  gint64 pupil_id;              /* 0: a group */
  HavenGroup group;
  HavenSpan span;               /* both ends HAVEN_DAY_NONE: the academic year of the last mark */
  HavenVersus versus;           /* of a group: what it stands beside; of a pupil always the year group (practice 4) */
} HavenFigureSubject;

HavenFigureSubject haven_figure_subject_of_pupil (HavenSchool *school, HavenClock clock, gint64 pupil_id);
HavenFigureSubject haven_figure_subject_of_group (HavenSchool *school, HavenClock clock, HavenGroup group);

/* Of a group that nobody publishes, the row of all pupils; NULL: neither is there */
const HavenComparisonRow *haven_figure_versus (const HavenComparison *comparison, HavenVersus versus);

/* The figure's chart, or an error in a whole sentence: no such pupil, a figure that is not asked of groups, days that are not kept */
HavenChart *haven_figure_draw    (const char *name, const HavenFigureSubject *subject, GError **error);
char       *haven_figure_explain (const char *name, const HavenFigureSubject *subject);  /* how this was worked out: counts, codes */

/* Twelve weeks of a pupil's attendance for a table's cell; "" and no points where there are no marks */
HavenChart *haven_figure_spark   (HavenSchool *school, HavenClock clock, gint64 pupil_id);
