/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-school.h"

/* The weekly staff round (practice 26): so many children in so many minutes, next and previous, the last action and one new one. Never in
 * meeting view. */
typedef struct {
  const HavenPupil *pupil;      /* lent */
  HavenDay last_round;          /* NONE: never */
  const HavenLine *last_line;   /* what was said of the child then, lent; NULL: nothing */
  const HavenAction *last_action; /* the newest, lent; NULL: none */
  char *why;                    /* what presses most, from Today; NULL: nothing does */
  char *seen;                   /* "Last seen in school: Thursday PM" */
} HavenRoundEntry;
void       haven_round_entry_free (HavenRoundEntry *self);

/* Those of whom something presses now, then those of whom nobody spoke for longest; at most most (0: as many as the data say, twenty) */
GPtrArray *haven_round_list       (HavenSchool *school, HavenClock clock, guint most);   /* HavenRoundEntry */
guint      haven_round_get_minutes (void);                             /* for all of them: 45 */
