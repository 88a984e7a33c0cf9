/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* A number and how it was worked out, in one: screen, chart, paper, command line and comparison ask here. */
typedef enum {
  HAVEN_MEASURE_ATTENDANCE,     /* attended of possible sessions, % */
  HAVEN_MEASURE_ABSENCE,        /* authorised and unauthorised of possible, % */
  HAVEN_MEASURE_AUTHORISED,
  HAVEN_MEASURE_UNAUTHORISED,
  HAVEN_MEASURE_PERSISTENT,     /* pupils who missed 10 % or more of their own sessions, of those with one, %; severe included */
  HAVEN_MEASURE_SEVERE,         /* 50 % or more */
  HAVEN_MEASURE_LATE_BEFORE,    /* L of possible, % */
  HAVEN_MEASURE_LATE_AFTER,     /* U of possible, % */
  HAVEN_MEASURE_MINUTES_LATE_BEFORE, /* beside L, where they are known: a count */
  HAVEN_MEASURE_MINUTES_LATE_AFTER,  /* beside U */
  HAVEN_MEASURE_ELSEWHERE,      /* sessions coded D, B or K: a count */
  HAVEN_MEASURE_SUSPENDED,      /* pupils suspended once or more, % of pupils */
  HAVEN_MEASURE_SUSPENSION_RATE, /* suspensions per 100 pupils */
  HAVEN_MEASURE_SUSPENDED_DAYS, /* days of suspension that fall into the period: a count */
  HAVEN_MEASURE_EXCLUSION_RATE, /* permanent exclusions per 100 pupils */
  HAVEN_MEASURE_SEN_SUPPORT,    /* % of pupils */
  HAVEN_MEASURE_EHCP,
  HAVEN_MEASURE_FSM,            /* % of those of whom it is known */
  HAVEN_MEASURE_PART_TIME,      /* pupils on a part-time timetable at any time in the period: a count */
  HAVEN_MEASURE_PART_TIME_NOW,  /* today, whatever the period: a count, as the next two */
  HAVEN_MEASURE_PART_TIME_LONG, /* now, and for longer than six weeks */
  HAVEN_MEASURE_PART_TIME_NO_REVIEW, /* now, and no review to come is agreed */
  HAVEN_MEASURE_SDQ_RAISED,     /* pupils whose latest carer’s total of the period is in the highest band, % of those who have one */
  HAVEN_N_MEASURES
} HavenMeasure;

const char *haven_measure_code  (HavenMeasure measure);                /* "attendance", "persistent-absence" … */
gboolean    haven_measure_parse (const char *code, HavenMeasure *ret_measure);
const char *haven_measure_text  (HavenMeasure measure);                /* "Attendance" */
const char *haven_measure_unit  (HavenMeasure measure);                /* "%", "per 100 pupils", "sessions", "days", "pupils" */
gboolean    haven_measure_is_rate (HavenMeasure measure);              /* FALSE: a count, which is compared with nobody's */

/* Whom and when it is asked about */
typedef struct {
  HavenSchool *school;
  HavenClock clock;
  gint64 pupil_id;              /* 0: the group */
  HavenGroup group;
  HavenSpan span;               /* open ends: the academic year of the last mark */
  gboolean published_ages;      /* only those who were 5 to 15 when the year began: what published absence is of (practice 4) */
  const char *phase;            /* primary, secondary, special: only those of it; NULL: all */
  const char *year_group;       /* only those in it; NULL: all */
  gboolean of_records;          /* what people recorded is asked about up to today, not up to the last mark (practice 28) */
} HavenScope;

HavenScope  haven_scope_of_pupil (HavenSchool *school, HavenClock clock, gint64 pupil_id, HavenSpan span);
HavenScope  haven_scope_of_group (HavenSchool *school, HavenClock clock, HavenGroup group, HavenSpan span);
HavenSpan   haven_scope_get_span (const HavenScope *scope);            /* closed; not after the last mark, of records not after today */
GPtrArray  *haven_scope_members  (const HavenScope *scope);            /* const HavenPupil *, lent */
char       *haven_scope_to_text  (const HavenScope *scope);            /* "children with a social worker (now or before), aged 5 to 15" */
gboolean    haven_is_published_age (const HavenPupil *pupil, HavenSpan span);
const char *haven_pupil_phase    (HavenSchool *school, const HavenPupil *pupil);   /* primary, secondary, special; "" not known */

/* Each part is a fact; to_text joins them into a paragraph. Strings are the explanation's own unless said. */
typedef struct {
  HavenMeasure measure;
  double value;                 /* in the measure's unit; NAN: nothing to divide by */
  gint64 numerator;
  gint64 denominator;           /* 0: a count */
  const char *numerator_is;     /* "sessions attended" (translated, lent) */
  const char *denominator_is;   /* "possible sessions"; NULL: a count */
  char *codes;                  /* which marks or records were counted; NULL: none */
  char *population;
  guint n;                      /* pupils */
  gint64 elsewhere;             /* sessions coded D, B or K: stands beside every rate of attendance (practice 9) */
  HavenSpan period;
  HavenDay marks_until;         /* NONE: no marks */
  HavenDay imported_on;         /* of the last file of marks; NONE: none stands */
  const char *source;           /* of the definition (lent) */
  char *warning;                /* small group, few sessions; NULL: none */
} HavenExplanation;

/* NULL and an error in a whole sentence where the store does not keep enough to tell */
HavenExplanation *haven_explain            (HavenMeasure measure, const HavenScope *scope, GError **error);
char             *haven_explanation_to_text (const HavenExplanation *self);
char             *haven_explanation_value_text (const HavenExplanation *self);  /* "84.2 %", "12.5 per 100 pupils", "5.5 days"; "–" for none */
void              haven_explanation_free   (HavenExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenExplanation, haven_explanation_free)
