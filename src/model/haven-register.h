/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-calendar.h"
#include "haven-record.h"

/* A pupil's marks of one academic year, a byte a session, two a day, from 1 September. The byte is the mark's single-character form
 * in data/reference/attendance-codes.csv; 0 is no mark. Kept for children with a social worker, now or before (practice 34). */
#define HAVEN_REGISTER_BYTES (HAVEN_DAYS_A_YEAR * HAVEN_SESSIONS_A_DAY)

typedef struct {
  gint64 id;
  gint64 pupil_id;
  gint64 year;               /* 2025 is 2025/26 */
  GBytes *marks;             /* HAVEN_REGISTER_BYTES of them */
} HavenRegister;

HAVEN_DECLARE_RECORD (HavenRegister, haven_register, HAVEN_KIND_REGISTER)

const guint8 *haven_register_peek     (const HavenRegister *self);
guint8        haven_register_get_mark (const HavenRegister *self, HavenDay day, int session);

/* How late a pupil came to one session: kept beside a register, where the file says it. It counts while the mark is L or U. */
typedef struct {
  gint64 id;
  gint64 pupil_id;
  HavenDay day;
  gint64 session;            /* 0 AM, 1 PM */
  gint64 minutes;            /* after registration began */
  gint64 import_id;
} HavenLate;

HAVEN_DECLARE_RECORD (HavenLate, haven_late, HAVEN_KIND_LATE)

/* What everybody has: totals a week, without codes and without days. covered says which sessions of the week have been counted
 * (bit 2 x weekday + session, Monday 0), so that a second file cannot count one twice. */
typedef struct {
  guint8 possible;
  guint8 attended;
  guint8 authorised;
  guint8 unauthorised;
  guint8 late_before;        /* L: before the register closed; counted in attended */
  guint8 late_after;         /* U: after it closed; counted in unauthorised */
  guint16 covered;
} HavenWeek;

typedef struct {
  gint64 id;
  gint64 pupil_id;
  gint64 year;
  GBytes *weeks;             /* HAVEN_WEEKS_A_YEAR x HavenWeek, by haven_week_index() */
} HavenWeeks;

HAVEN_DECLARE_RECORD (HavenWeeks, haven_weeks, HAVEN_KIND_WEEKS)

const HavenWeek *haven_weeks_peek (const HavenWeeks *self);

/* Sessions of one pupil over some days, as another program counted them: no marks and no weeks. Of a span in which anything finer is kept they do
 * not count. Possible is attended, authorised and unauthorised together. */
typedef struct {
  gint64 id;
  gint64 pupil_id;
  HavenDay first;
  HavenDay last;
  gint64 attended;
  gint64 authorised;
  gint64 unauthorised;
  gint64 late_before;
  gint64 late_after;
  gint64 import_id;
} HavenTotals;

HAVEN_DECLARE_RECORD (HavenTotals, haven_totals, HAVEN_KIND_TOTALS)
