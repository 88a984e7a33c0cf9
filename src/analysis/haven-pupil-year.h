/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* One academic year of one pupil: the register where there is one, and the weekly totals. A week is counted from the register if that
 * holds every session the totals have counted; else from the totals, which cannot be cut. Used inside analysis only. */
typedef struct {
  int year;
  const guint8 *marks;          /* HAVEN_REGISTER_BYTES, or NULL */
  const HavenWeek *weeks;       /* HAVEN_WEEKS_A_YEAR, or NULL */
} HavenPupilYear;

typedef struct {
  HavenSlice registers;
  HavenSlice weeks;
  guint next;
} HavenPupilYearIter;

void     haven_pupil_year_iter_init (HavenPupilYearIter *self, HavenSchool *school, gint64 pupil_id);
gboolean haven_pupil_year_iter_next (HavenPupilYearIter *self, HavenPupilYear *ret_year);

/* Eight counters of a byte in one word, so that a session is one addition. A week has 14 sessions at most: none can overflow in one. */
typedef guint64 HavenTally;
const HavenTally *haven_tally_weights (void);                          /* by mark, 256 of them: the hot loop */
HavenTally haven_tally_of_mark (guint8 mark);
HavenTally haven_tally_of_week (const HavenWeek *week);
void       haven_tally_add_times (HavenTally tally, gint64 times, HavenAttendance *figures);
/* The same eight in sixteen bits each, added in one go: enough for a year, and for the years of many */
typedef guint16 HavenTallySum __attribute__ ((vector_size (16)));
static inline HavenTallySum
haven_tally_widen (HavenTally tally)
{
  typedef guint8 Narrow __attribute__ ((vector_size (8)));
  union { HavenTally tally; Narrow counters; } week = { GUINT64_TO_LE (tally) };

  return __builtin_convertvector (week.counters, HavenTallySum);
}
void       haven_tally_sum_add_to (HavenTallySum self, HavenAttendance *figures);
void       haven_attendance_count_pupil (HavenAttendance *figures);     /* its sums are those of one pupil: sets pupils and the bands */
void       haven_attendance_add (HavenAttendance *self, const HavenAttendance *other);

/* days are of one week: what is known of them. FALSE: only the whole week is */
gboolean haven_pupil_year_count_days (const HavenPupilYear *self, HavenSpan days, HavenTally *ret_tally);
/* FALSE: a week that only has totals is cut by span, and was left out */
gboolean haven_pupil_year_count    (const HavenPupilYear *self, HavenSpan span, HavenAttendance *figures);
gboolean haven_pupil_year_has_days (const HavenPupilYear *self, HavenSpan span);  /* the register alone tells all of span */

/* Of some days in span only totals are known that another program counted: no week of them, no day and no code */
gboolean haven_pupil_has_totals_only (HavenSchool *school, gint64 pupil_id, HavenSpan span);

/* Adds each span's sums to figures, n of each. FALSE as above. */
gboolean haven_count_pupil_spans (HavenSchool *school, gint64 pupil_id, const HavenSpan *spans, guint n, HavenAttendance *figures);
