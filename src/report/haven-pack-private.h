/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-figure.h"
#include "haven-pack.h"
#include "haven-page.h"

/* A pack being written. For the pack's own sources. */
typedef struct {
  const HavenPackRequest *request;
  HavenSchool *school;
  HavenClock clock;
  const HavenPupil *pupil;
  HavenStanding standing;
  const HavenMeeting *meeting;  /* that it is for: the next of its kind; NULL: no date is held (practice 21) */
  const HavenMeeting *before;   /* the last of its kind that was held; NULL: none */
  HavenSpan year;               /* the academic year, up to the last mark */
  HavenDay since;               /* the day after that meeting, or the first of the year: what changed is told from here */
  HavenPages *pages;
} HavenPackRun;

typedef void (*HavenPackFunc) (HavenPackRun *run);

void haven_pack_write_front        (HavenPackRun *run);
void haven_pack_write_attendance   (HavenPackRun *run);
void haven_pack_write_suspensions  (HavenPackRun *run);
void haven_pack_write_part_time    (HavenPackRun *run);
void haven_pack_write_wellbeing    (HavenPackRun *run);
void haven_pack_write_learning     (HavenPackRun *run);
void haven_pack_write_support      (HavenPackRun *run);
void haven_pack_write_targets      (HavenPackRun *run);
void haven_pack_write_voice        (HavenPackRun *run);
void haven_pack_write_chronology   (HavenPackRun *run);   /* notes that are not restricted */
void haven_pack_write_distribution (HavenPackRun *run);

void haven_pack_write_strategy     (HavenPackRun *run, guint people, gboolean legend); /* so many siblings and contacts, at most */

/* Words that sections share */
HavenSlice  haven_pack_slice       (HavenPackRun *run, HavenTable table);   /* of the pupil */
char       *haven_pack_day         (HavenDay day);                        /* "4 Jun 2026", on one line; a dash for none */
const char *haven_pack_text        (const char *text);                    /* a dash for nothing */
char       *haven_pack_hours       (gint64 minutes);                      /* "12.5 hours" */
char       *haven_pack_born        (HavenPackRun *run);                   /* "15 November 2011 (aged 14)" */
char       *haven_pack_last_seen   (HavenPackRun *run);                   /* "Thursday PM" */
char       *haven_pack_rate        (const HavenAttendance *figures);      /* "84.2% (80 of 95 sessions; 6 elsewhere)" */
char       *haven_pack_social_worker (HavenPackRun *run, gboolean phone);
double      haven_pack_days_suspended (HavenPackRun *run, HavenSpan span); /* that fall into span */
const HavenPlan *haven_pack_plan_now (HavenPackRun *run);                  /* part-time plan in force, or NULL */
void        haven_pack_add_row     (HavenRows *rows, char *first, ...) G_GNUC_NULL_TERMINATED;  /* takes the texts */
void        haven_pack_add_paragraphs (HavenPackRun *run, const char *text); /* one for each line */
/* Chart, sentence, table; where the figure cannot be drawn, why not. drop_events: the table has no room for them; the sentence has. */
void        haven_pack_add_figure  (HavenPackRun *run, const char *name, double height, gboolean drop_events);
