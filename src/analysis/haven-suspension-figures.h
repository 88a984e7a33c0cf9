/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-group.h"

/* Suspensions and permanent exclusions that start in a span; cancelled ones are left out; leavers are counted. */
typedef struct {
  guint pupils;                 /* in the group */
  guint suspensions;            /* lunchtime ones among them */
  guint pupils_suspended;
  guint sessions;               /* half-days of those that start in the span, all of each */
  guint half_days;              /* half-days that fall into the span, whenever the suspension began (practice 14) */
  guint permanent_exclusions;
} HavenSuspensionFigures;

typedef struct {
  char *key;
  char *label;
  gint64 pupil_id;
  HavenDay day;
  HavenSuspensionFigures figures;
} HavenSuspensionRow;
void haven_suspension_row_free (HavenSuspensionRow *row);

HavenSuspensionFigures haven_suspensions_of (HavenSchool *school, GPtrArray *members, HavenSpan span);
GPtrArray *haven_suspensions_by (HavenSchool *school, GPtrArray *members, HavenSpan span, int by /* HavenBy: total, term, week, pupil, code (reason) */, GError **error);
double     haven_suspension_rate (const HavenSuspensionFigures *self);  /* per 100 pupils; NAN without pupils */
double     haven_suspension_days (const HavenSuspensionFigures *self);  /* 2.5 */

/* Half-days suspended in a term so far, split at the term's end (practice 14); sessions of one suspension fall on school days from its start */
guint      haven_suspension_sessions_in (HavenSchool *school, const HavenSuspension *suspension, HavenSpan span);
/* Of all of a pupil's, those cancelled and permanent exclusions left out; ret_count (or NULL): how many suspensions reach into span */
guint      haven_suspended_half_days (HavenSchool *school, gint64 pupil_id, HavenSpan span, guint *ret_count);
HavenDay   haven_suspension_get_last (HavenSchool *school, const HavenSuspension *suspension);
