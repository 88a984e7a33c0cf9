/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-meeting-kinds.h"
#include "haven-school.h"

/* Meetings that a child's status, suspensions and plans ask for, and by when (data/reference/meeting-kinds.json). Dates belong to those who
 * convene: of theirs it is said by when one is expected and whom to ask, and never that the school is late (practice 21). */
typedef struct {
  const HavenMeetingKind *kind;
  const HavenDueRule *due;      /* how the date came about */
  HavenDay by;
  gint64 number;                /* of this kind by this day: the same tomorrow, and that of no other meeting that the child expects */
  const HavenMeeting *next;     /* the date that is held, lent; NULL: none is */
  const HavenMeeting *last;     /* of its kind that was held, lent; NULL: none */
  char *sentence;               /* "Core group expected by 14 November 2025; no date held: ask the social worker." */
} HavenExpected;
void       haven_expected_free (HavenExpected *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenExpected, haven_expected_free)

GPtrArray *haven_expected_meetings (HavenSchool *school, HavenClock clock, gint64 pupil_id);  /* HavenExpected, the soonest first */

/* A meeting counts as held when somebody said so, or when its day is over */
gboolean   haven_meeting_is_held   (const HavenMeeting *meeting, HavenClock clock);
gboolean   haven_meeting_is_kind   (const HavenMeeting *meeting, const char *type);  /* "pep" is any of the three */
/* The one that is meant where nobody says which, lent: of today's that are not held the one whose time is nearest, else the last that was held
 * today, else the first to come. kind: NULL: of any; NULL: there is none */
const HavenMeeting *haven_meeting_at_hand (HavenSchool *school, HavenClock clock, gint64 pupil_id, const char *kind);
/* The report goes to the parent, and the papers to whoever convened it, on or before these days; NONE: it is not sent, or no day is known */
HavenDay   haven_meeting_share_by  (HavenSchool *school, const HavenMeeting *meeting);
HavenDay   haven_meeting_send_by   (HavenSchool *school, const HavenMeeting *meeting);
