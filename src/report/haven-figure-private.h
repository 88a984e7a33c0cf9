/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-figure.h"

/* A figure being drawn: what it is about, cleared up, and the draft that it goes into. For the figures' own sources only. */
typedef struct {
  HavenSchool *school;
  HavenClock clock;
  const HavenPupil *pupil;      /* NULL: a group */
  HavenGroup group;
  HavenVersus versus;           /* what a group stands beside */
  HavenSpan span;               /* closed; ends with the last mark */
  HavenSpan weeks;              /* the same in whole weeks, because most pupils have nothing finer (practice 34) */
  HavenDay marks_until;         /* NONE: no marks at all */
  int marks_session;
  gboolean of_records;          /* drawn from what people recorded, not from registers */
  HavenChartDraft *draft;
  GString *warning;
} HavenFigureRun;

typedef gboolean (*HavenFigureFunc) (HavenFigureRun *run, GError **error);

gboolean   haven_figure_fill_calendar    (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_trend       (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_weekdays    (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_suspensions (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_bands       (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_codes       (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_so_far      (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_around      (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_spells      (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_reasons     (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_limits      (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_part_time   (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_attainment  (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_sdq         (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_sdq_group   (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_punctuality (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_part_time_group (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_distribution (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_multiples   (HavenFigureRun *run, GError **error);
gboolean   haven_figure_fill_training    (HavenFigureRun *run, GError **error);

/* Targets of the Virtual Schools' priorities for one measure, as lines of a cohort's chart */
typedef struct {
  const char *measure;          /* "overall_absence_rate" */
  const char *words;            /* "attendance": what the number in the words is of */
  gboolean of_rest;             /* the chart shows what is left: attendance for absence */
  gboolean shows_rest;          /* and so do the words */
} HavenFigureTargets;
void       haven_figure_add_targets   (HavenFigureRun *run, const HavenFigureTargets *about);

/* Words that figures share */
char      *haven_figure_span_text     (HavenSpan span);                /* "2 September 2025 to 20 November 2025" */
void       haven_figure_warn          (HavenFigureRun *run, const char *sentence);
void       haven_figure_warn_few      (HavenFigureRun *run, const HavenAttendance *figures);  /* few sessions, few pupils */
void       haven_figure_set_title     (HavenFigureRun *run, const char *format, ...) G_GNUC_PRINTF (2, 3);
void       haven_figure_set_subtitle  (HavenFigureRun *run, const char *format, ...) G_GNUC_PRINTF (2, 3); /* "n = 5" stays on one line */
void       haven_figure_set_source    (HavenFigureRun *run);
void       haven_figure_add_events    (HavenFigureRun *run);           /* of the pupil: plans, suspensions, meetings held, support */
void       haven_figure_add_meetings     (HavenFigureRun *run);           /* those that were held, alone */
const char *haven_figure_status_label    (int status);                    /* "CP plan" */
char      *haven_figure_term_name        (HavenPeriod period);            /* "Autumn 2025" */
gboolean   haven_figure_refuse           (GError **error, const char *sentence);  /* always FALSE */
char      *haven_figure_percent       (double percent);                /* "84.2%" */
char      *haven_figure_of_text       (gint64 part, gint64 whole, const char *unit);   /* "320 of 380 sessions" */

HavenScope haven_figure_scope         (HavenFigureRun *run);

/* Who it is about and who they are compared with; lent pupils, the caller's array */
GPtrArray *haven_figure_members       (HavenFigureRun *run);
GPtrArray *haven_figure_others        (HavenFigureRun *run);           /* empty: there is nothing to compare with */
char      *haven_figure_members_name  (HavenFigureRun *run);           /* "A.B.", "children with a social worker (now or before)" */
char      *haven_figure_others_name   (HavenFigureRun *run);           /* "Year 9", "rest of the school" */
char      *haven_figure_begin_upper   (const char *text);
