/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* Every attendance figure of every group, over all the years that are kept, in one pass over the registers; after that each is a look-up.
 * A group is its members on each period's reference day (practice 3): a child flagged in January is not in last autumn's figures, and
 * is in the year's. Codes and weekdays are counted for the members on the year's reference day. */
typedef struct _HavenCohortFigures HavenCohortFigures;

HavenCohortFigures *haven_cohort_figures_new   (HavenSchool *school, HavenClock clock);
HavenCohortFigures *haven_cohort_figures_ref   (HavenCohortFigures *self);
void                haven_cohort_figures_unref (HavenCohortFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenCohortFigures, haven_cohort_figures_unref)

/* Years of which anything is kept, begun by today; FALSE: none */
gboolean   haven_cohort_figures_get_years (HavenCohortFigures *self, int *ret_first, int *ret_last);

/* Of one academic year: HavenAttendanceRow, those with anything in them. by: total or year, term, half term, week; and, with no pupils
 * counted, code, weekday, session, slot. The same refusals as haven_attendance_by(). A year without anything gives no rows. */
GPtrArray *haven_cohort_figures_by (HavenCohortFigures *self, HavenGroup group, int year, HavenBy by, GError **error);
/* Year, term, half term or week: the parts that span holds, from whatever years; a part that span cuts is left out */
GPtrArray *haven_cohort_figures_in (HavenCohortFigures *self, HavenGroup group, HavenSpan span, HavenBy by, GError **error);
