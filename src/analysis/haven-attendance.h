/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-group.h"

/* Figures from marks. Percentages are derived, never stored; all counts are sessions. */
typedef struct {
  gint64 possible;
  gint64 attended;              /* present and approved educational activity */
  gint64 authorised;
  gint64 unauthorised;
  gint64 late_before;           /* L; part of attended */
  gint64 late_after;            /* U; part of unauthorised */
  gint64 elsewhere;             /* D, B, K: shown beside every percentage (practice 9); only where there is a register */
  gint64 approved;              /* part of attended: approved educational activity; only where there is a register */
  gint64 not_possible;          /* D, Q, X, Y1-Y7: in no rate; only where there is a register */
  guint pupils;                 /* with at least one possible session */
  guint persistently_absent;    /* missed 10 % or more of their own possible sessions; severe included */
  guint severely_absent;        /* 50 % or more */
} HavenAttendance;

typedef enum {
  HAVEN_BY_TOTAL, HAVEN_BY_TERM, HAVEN_BY_WEEK, HAVEN_BY_WEEKDAY, HAVEN_BY_CODE, HAVEN_BY_PUPIL,
  HAVEN_BY_HALF_TERM,           /* refused where the school's calendar is not known */
  HAVEN_BY_YEAR,
  HAVEN_BY_SESSION,             /* AM, PM */
  HAVEN_BY_SLOT,                /* weekday x session */
} HavenBy;
gboolean haven_by_parse (const char *text, HavenBy *ret_by);

typedef struct {
  char *key;                    /* "2025/26-autumn", "2025/26-autumn-1", "2025-09-01", "1" Monday, "AM", "1-AM", "Y4", the UPN */
  char *label;                  /* for people */
  gint64 pupil_id;              /* HAVEN_BY_PUPIL */
  HavenDay day;                 /* of a part of the year: its first day */
  int weekday;                  /* HAVEN_BY_WEEKDAY, _SLOT: 1 Monday .. 7 Sunday */
  int session;                  /* HAVEN_BY_SESSION, _SLOT: 0 AM, 1 PM */
  gint64 sessions;              /* HAVEN_BY_CODE: how many of this mark */
  HavenAttendance figures;
} HavenAttendanceRow;
void haven_attendance_row_free (HavenAttendanceRow *row);

/* Where only weekly totals are kept, a week that the span cuts is left out. */
HavenAttendance haven_attendance_of_pupil (HavenSchool *school, gint64 pupil_id, HavenSpan span);
/* Exact from registers where there are; from weekly totals where not: then a span that cuts a week, or BY_CODE and BY_WEEKDAY, is refused with HAVEN_ERROR_INVALID. */
gboolean        haven_attendance_of       (HavenSchool *school, GPtrArray *members, HavenSpan span, HavenAttendance *ret, GError **error);
GPtrArray      *haven_attendance_by       (HavenSchool *school, GPtrArray *members, HavenSpan span, HavenBy by, GError **error); /* HavenAttendanceRow */

/* So many sessions of each mark, and what they come to: how a published table of codes is checked. Counts no pupil. */
HavenAttendance haven_attendance_of_counts (const gint64 counts[256]);

double   haven_attendance_percent   (const HavenAttendance *self);      /* attended of possible, 0..100; NAN if none possible */
double   haven_absence_percent      (const HavenAttendance *self);
gboolean haven_attendance_is_persistent (const HavenAttendance *self);  /* of one pupil */
gboolean haven_attendance_is_severe (const HavenAttendance *self);
const char *haven_attendance_band   (const HavenAttendance *self);      /* of one pupil: under_10, 10_to_under_50, 50_and_over, not_counted */
const char *haven_attendance_band_text (const char *band);              /* "persistent", "severe", "" … in words */
char    *haven_codes_of_class (int mark_class /* HavenMarkClass */, HavenSpan span);  /* "/ \\ L": those in force at some time in span */
char    *haven_attendance_explain   (const HavenAttendance *self, HavenSpan span);  /* how this was worked out: numerator, denominator, codes, period */

/* Last seen in school: the last session marked present or at an approved activity on site, up to a day (practice 31) */
HavenDay haven_last_seen (HavenSchool *school, gint64 pupil_id, HavenDay until, int *ret_session);
char    *haven_last_seen_text (HavenSchool *school, gint64 pupil_id, HavenClock clock);   /* "Last seen in school: Thursday PM" / "… 12 November 2026 AM" / "… no present mark this year or last" */
char    *haven_half_day_to_text (HavenDay day, int session, HavenClock clock);           /* "Thursday PM" within a week before today; else "12 November 2026 AM" */

/* Stretches of absence. Only being there ends one (U too: the child was seen); days without marks and sessions that are not possible do not. */
typedef struct {
  HavenDay first;
  int first_session;
  HavenDay last;
  int last_session;
  guint sessions;
  guint unauthorised;
  char codes[16];               /* the distinct marks in it … */
  guint counts[16];             /* … and how many of each: the mix of reasons */
  guint authorised;
  guint weeks;                  /* weeks that it breaks */
} HavenAbsenceSpell;
GArray  *haven_absence_spells (HavenSchool *school, gint64 pupil_id, HavenSpan span);
gboolean haven_absence_spell_is_long (const HavenAbsenceSpell *spell);  /* of three days or more: told one by one */
char    *haven_absence_spell_mix (const HavenAbsenceSpell *spell);      /* "6 I, 2 O", most frequent first */
/* Broken weeks: those with a possible session, and with one missed; from weekly totals too */
guint    haven_broken_weeks (HavenSchool *school, gint64 pupil_id, HavenSpan span, guint *ret_weeks);
