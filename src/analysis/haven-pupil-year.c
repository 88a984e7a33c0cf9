/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-year.h"

#include "haven-attendance-codes.h"

#define LATE_BEFORE_MARK 'L'
#define LATE_AFTER_MARK 'U'
#define COUNTER_BITS 8
#define ONE(counter) (G_GUINT64_CONSTANT (1) << (COUNTER_BITS * (counter)))
#define COUNTER(tally, counter) ((gint64) ((tally) >> (COUNTER_BITS * (counter)) & 0xff))

enum { PRESENT, APPROVED, AUTHORISED, UNAUTHORISED, LATE_BEFORE, LATE_AFTER, ELSEWHERE, NOT_POSSIBLE, N_COUNTERS };

static HavenTally
weigh_class (HavenMarkClass mark_class)
{
  switch (mark_class) {
  case HAVEN_CLASS_PRESENT:
    return ONE (PRESENT);
  case HAVEN_CLASS_APPROVED:
    return ONE (APPROVED);
  case HAVEN_CLASS_AUTHORISED:
    return ONE (AUTHORISED);
  case HAVEN_CLASS_UNAUTHORISED:
    return ONE (UNAUTHORISED);
  case HAVEN_CLASS_NOT_POSSIBLE:
    return ONE (NOT_POSSIBLE);
  default:
    return 0;
  }
}

static HavenTally
weigh_mark (guint8 mark)
{
  HavenTally tally = weigh_class (haven_mark_classes ()[mark]);

  if (mark == LATE_BEFORE_MARK)
    tally += ONE (LATE_BEFORE);
  if (mark == LATE_AFTER_MARK)
    tally += ONE (LATE_AFTER);
  if (haven_mark_is_elsewhere (mark))
    tally += ONE (ELSEWHERE);
  return tally;
}

const HavenTally *
haven_tally_weights (void)
{
  static HavenTally weights[256];
  static gsize ready;

  if (g_once_init_enter (&ready)) {
    for (int mark = 0; mark < 256; mark++)
      weights[mark] = weigh_mark (mark);
    g_once_init_leave (&ready, 1);
  }
  return weights;
}

static const HavenWeek *
find_weeks (HavenSlice weeks, gint64 year)
{
  for (guint i = 0; i < weeks.n; i++) {
    const HavenWeeks *one = weeks.items[i];
    if (one->year == year)
      return haven_weeks_peek (one);
  }
  return NULL;
}

static gboolean
has_register (HavenSlice registers, gint64 year)
{
  for (guint i = 0; i < registers.n; i++)
    if (((const HavenRegister *) registers.items[i])->year == year)
      return TRUE;
  return FALSE;
}

/* Sums the marks of some days of one week; held has a bit for each session that has one, as in HavenWeek */
static HavenTally
sum_marks (const HavenPupilYear *self, HavenSpan days, guint *ret_held)
{
  const HavenTally *weights = haven_tally_weights ();
  const guint8 *marks = self->marks + haven_register_index (days.first, 0);
  int n = (days.last - days.first + 1) * HAVEN_SESSIONS_A_DAY;
  guint bit = 1u << (haven_day_get_weekday (days.first) - 1) * HAVEN_SESSIONS_A_DAY;
  HavenTally tally = 0;

  *ret_held = 0;
  for (int i = 0; i < n; i++, bit <<= 1) {
    tally += weights[marks[i]];
    if (marks[i] != 0)
      *ret_held |= bit;
  }
  return tally;
}

static guint
mask_days (HavenSpan days)
{
  int first = (haven_day_get_weekday (days.first) - 1) * HAVEN_SESSIONS_A_DAY;
  int n = (days.last - days.first + 1) * HAVEN_SESSIONS_A_DAY;

  return ((1u << n) - 1) << first;
}

/* What was attended at an approved activity, and what was not possible, weekly totals do not tell */
HavenTally
haven_tally_of_week (const HavenWeek *week)
{
  return week->attended * ONE (PRESENT) + week->authorised * ONE (AUTHORISED) + week->unauthorised * ONE (UNAUTHORISED)
         + week->late_before * ONE (LATE_BEFORE) + week->late_after * ONE (LATE_AFTER);
}

gboolean
haven_pupil_year_count_days (const HavenPupilYear *self, HavenSpan days, HavenTally *ret_tally)
{
  const HavenWeek *week = self->weeks != NULL ? &self->weeks[haven_week_index (days.first)] : NULL;
  guint inside = mask_days (days);
  guint covered = week != NULL ? week->covered : 0;
  guint held = 0;
  HavenTally sum = self->marks != NULL ? sum_marks (self, days, &held) : 0;

  if ((covered & inside & ~held) == 0) {
    *ret_tally = sum;
    return TRUE;
  }
  if ((covered & ~inside) != 0)
    return FALSE;
  *ret_tally = haven_tally_of_week (week);
  return TRUE;
}

/* The days of span in the week that holds day */
static HavenSpan
cut_week (HavenSpan span, HavenDay day)
{
  return (HavenSpan) { day, MIN (haven_day_get_monday (day) + 6, span.last) };
}

void
haven_pupil_year_iter_init (HavenPupilYearIter *self, HavenSchool *school, gint64 pupil_id)
{
  self->registers = haven_school_of_pupil (school, HAVEN_TABLE_REGISTERS, pupil_id);
  self->weeks = haven_school_of_pupil (school, HAVEN_TABLE_WEEKS, pupil_id);
  self->next = 0;
}

/* Years with a register first, then those with totals only */
gboolean
haven_pupil_year_iter_next (HavenPupilYearIter *self, HavenPupilYear *ret_year)
{
  if (self->next < self->registers.n) {
    const HavenRegister *one = self->registers.items[self->next++];
    *ret_year = (HavenPupilYear) { (int) one->year, haven_register_peek (one), find_weeks (self->weeks, one->year) };
    return TRUE;
  }
  while (self->next - self->registers.n < self->weeks.n) {
    const HavenWeeks *one = self->weeks.items[self->next++ - self->registers.n];
    *ret_year = (HavenPupilYear) { (int) one->year, NULL, haven_weeks_peek (one) };
    if (!has_register (self->registers, one->year))
      return TRUE;
  }
  return FALSE;
}

HavenTally
haven_tally_of_mark (guint8 mark)
{
  return haven_tally_weights ()[mark];
}

/* counts: N_COUNTERS */
static void
add_counts (HavenAttendance *figures, const gint64 *counts, gint64 times)
{
  figures->attended += times * (counts[PRESENT] + counts[APPROVED]);
  figures->approved += times * counts[APPROVED];
  figures->authorised += times * counts[AUTHORISED];
  figures->unauthorised += times * counts[UNAUTHORISED];
  figures->late_before += times * counts[LATE_BEFORE];
  figures->late_after += times * counts[LATE_AFTER];
  figures->elsewhere += times * counts[ELSEWHERE];
  figures->not_possible += times * counts[NOT_POSSIBLE];
  figures->possible = figures->attended + figures->authorised + figures->unauthorised;
}

void
haven_tally_add_times (HavenTally tally, gint64 times, HavenAttendance *figures)
{
  gint64 counts[N_COUNTERS];

  for (int i = 0; i < N_COUNTERS; i++)
    counts[i] = COUNTER (tally, i);
  add_counts (figures, counts, times);
}

void
haven_tally_sum_add_to (HavenTallySum self, HavenAttendance *figures)
{
  gint64 counts[N_COUNTERS];

  for (int i = 0; i < N_COUNTERS; i++)
    counts[i] = self[i];
  add_counts (figures, counts, 1);
}

void
haven_attendance_count_pupil (HavenAttendance *figures)
{
  figures->pupils = figures->possible > 0;
  figures->persistently_absent = haven_attendance_is_persistent (figures);
  figures->severely_absent = haven_attendance_is_severe (figures);
}

void
haven_attendance_add (HavenAttendance *self, const HavenAttendance *other)
{
  self->possible += other->possible;
  self->attended += other->attended;
  self->authorised += other->authorised;
  self->unauthorised += other->unauthorised;
  self->late_before += other->late_before;
  self->late_after += other->late_after;
  self->elsewhere += other->elsewhere;
  self->approved += other->approved;
  self->not_possible += other->not_possible;
  self->pupils += other->pupils;
  self->persistently_absent += other->persistently_absent;
  self->severely_absent += other->severely_absent;
}

gboolean
haven_pupil_year_count (const HavenPupilYear *self, HavenSpan span, HavenAttendance *figures)
{
  HavenSpan part = haven_span_intersect (span, haven_academic_year_span (self->year));
  HavenTallySum sum = { 0 };
  gboolean whole = TRUE;

  for (HavenDay day = part.first; day <= part.last; day = haven_day_get_monday (day) + 7) {
    HavenTally tally = 0;

    whole &= haven_pupil_year_count_days (self, cut_week (part, day), &tally);
    sum += haven_tally_widen (tally);
  }
  haven_tally_sum_add_to (sum, figures);
  return whole;
}

gboolean
haven_pupil_year_has_days (const HavenPupilYear *self, HavenSpan span)
{
  HavenSpan part = haven_span_intersect (span, haven_academic_year_span (self->year));

  if (self->weeks == NULL)
    return TRUE;
  for (HavenDay day = part.first; day <= part.last; day = haven_day_get_monday (day) + 7) {
    HavenSpan days = cut_week (part, day);
    guint held = 0;

    if (self->marks != NULL)
      sum_marks (self, days, &held);
    if ((self->weeks[haven_week_index (day)].covered & mask_days (days) & ~held) != 0)
      return FALSE;
  }
  return TRUE;
}

/* Anything finer that is kept of the same days wins over totals of them */
static gboolean
is_kept_finer (HavenSchool *school, const HavenTotals *totals)
{
  for (HavenDay day = totals->first; day <= totals->last; day = haven_day_get_monday (day) + 7) {
    const HavenWeek *weeks = haven_school_get_weeks (school, totals->pupil_id, haven_academic_year (day));
    if (weeks != NULL && weeks[haven_week_index (day)].covered != 0)
      return TRUE;
  }
  return FALSE;
}

static void
add_totals (const HavenTotals *totals, HavenAttendance *figures)
{
  figures->attended += totals->attended;
  figures->authorised += totals->authorised;
  figures->unauthorised += totals->unauthorised;
  figures->late_before += totals->late_before;
  figures->late_after += totals->late_after;
  figures->possible += totals->attended + totals->authorised + totals->unauthorised;
}

/* FALSE: span cuts the days of which only a total is known */
static gboolean
count_totals (const HavenTotals *totals, HavenSpan span, HavenAttendance *figures)
{
  HavenSpan both = haven_span_intersect (span, (HavenSpan) { totals->first, totals->last });

  if (both.first > both.last)
    return TRUE;
  if (both.first != totals->first || both.last != totals->last)
    return FALSE;
  add_totals (totals, figures);
  return TRUE;
}

static gboolean
count_all_totals (HavenSchool *school, gint64 pupil_id, const HavenSpan *spans, guint n, HavenAttendance *figures)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_TOTALS, pupil_id);
  gboolean whole = TRUE;

  for (guint i = 0; i < slice.n; i++) {
    if (is_kept_finer (school, slice.items[i]))
      continue;
    for (guint j = 0; j < n; j++)
      whole &= count_totals (slice.items[i], spans[j], &figures[j]);
  }
  return whole;
}

gboolean
haven_pupil_has_totals_only (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_TOTALS, pupil_id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTotals *totals = slice.items[i];
    if (totals->first <= span.last && totals->last >= span.first && !is_kept_finer (school, totals))
      return TRUE;
  }
  return FALSE;
}

gboolean
haven_count_pupil_spans (HavenSchool *school, gint64 pupil_id, const HavenSpan *spans, guint n, HavenAttendance *figures)
{
  HavenPupilYearIter iter;
  HavenPupilYear year;
  gboolean whole = TRUE;

  haven_pupil_year_iter_init (&iter, school, pupil_id);
  while (haven_pupil_year_iter_next (&iter, &year))
    for (guint i = 0; i < n; i++)
      whole &= haven_pupil_year_count (&year, spans[i], &figures[i]);
  return count_all_totals (school, pupil_id, spans, n, figures) && whole;
}
