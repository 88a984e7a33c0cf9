/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-demo.h"

/* How the invented school is made: first the year, then who is there, then each child's story, then the marks that the stories leave. */

/* A suspension as the register shows it */
typedef struct {
  HavenDay first;
  int sessions;
} HavenDemoAway;

/* One pupil and what the marks are made from; HAVEN_DAY_NONE: not so */
typedef struct {
  HavenPupil *pupil;
  HavenStatus kind;             /* with children's social care now; NONE also where it was before */
  gboolean flagged;             /* now or before: a register is kept */
  int gone;                     /* sessions missed in a thousand … */
  int gone_later;               /* … and from change_on on */
  HavenDay change_on;
  HavenDay missing_from;        /* nobody has given a reason since */
  HavenDay ill_from;
  HavenSpan part_time;          /* mornings only */
  HavenSpan elsewhere;          /* Thursdays and Fridays at another provider */
  HavenDay sent_home;           /* E, and no suspension recorded */
  HavenDay forgotten_n;         /* a session still without a reason */
  GArray *away;                 /* HavenDemoAway */
} HavenDemoChild;

typedef struct {
  GRand *rand;
  HavenDemoSize size;
  guint32 seed;
  HavenDay today;
  gint64 now;                   /* the evening of that day */
  HavenCalendar *calendar;
  int year;                     /* the academic year that begins here is the last … */
  int first_year;               /* … and this the first of which there are marks */
  HavenDay last_day;            /* the last school day that has marks */
  GPtrArray **tables;
  GPtrArray *children;          /* HavenDemoChild */
  GPtrArray *flagged;           /* HavenDemoChild, those of them with a page; lent */
} HavenDemo;

/* Chance, always from the seed */
gboolean    haven_demo_chance (HavenDemo *demo, int in_a_thousand);
int         haven_demo_range  (HavenDemo *demo, int first, int end);                   /* end is left out */
const char *haven_demo_pick   (HavenDemo *demo, const char *const *texts, guint n);
#define HAVEN_DEMO_PICK(demo, texts) haven_demo_pick (demo, texts, G_N_ELEMENTS (texts))

/* Takes the record, gives it the next id of its table */
gint64      haven_demo_add    (HavenDemo *demo, HavenTable table, gpointer take_record);
HavenDay    haven_demo_back   (HavenDemo *demo, int school_days);                      /* before the last day with marks */
HavenDay    haven_demo_school_day_near (HavenDemo *demo, HavenDay day);                /* that day, or the next school day */

/* Each fills its tables */
void haven_demo_make_calendar (HavenDemo *demo);
void haven_demo_make_pupils   (HavenDemo *demo);
void haven_demo_make_people   (HavenDemo *demo);              /* staff and social workers */
void haven_demo_make_contacts (HavenDemo *demo);
void haven_demo_make_statuses (HavenDemo *demo);
void haven_demo_make_stories  (HavenDemo *demo);
void haven_demo_make_support  (HavenDemo *demo);
void haven_demo_make_suspensions (HavenDemo *demo);
void haven_demo_make_learning (HavenDemo *demo);
void haven_demo_make_meetings (HavenDemo *demo);
void haven_demo_make_notes    (HavenDemo *demo);
void haven_demo_make_training (HavenDemo *demo);
void haven_demo_make_marks    (HavenDemo *demo);
void haven_demo_make_imports  (HavenDemo *demo);

/* The receipts that the rows which came from the MIS refer to */
enum { HAVEN_DEMO_PUPILS_FILE = 1, HAVEN_DEMO_STATUSES_FILE, HAVEN_DEMO_MARKS_FILE, HAVEN_DEMO_SUSPENSIONS_FILE };

int             haven_demo_choose_absence (HavenDemo *demo, int mean);                 /* sessions in a thousand */
HavenDemoChild *haven_demo_find   (HavenDemo *demo, HavenStatus kind, guint nth);      /* of the flagged; NULL: there are fewer */
gboolean        haven_demo_has_span (HavenSpan span);
const HavenPerson *haven_demo_get_staff  (HavenDemo *demo, const char *role);
const HavenPerson *haven_demo_get_worker (HavenDemo *demo, const HavenDemoChild *child);
#define HAVEN_DEMO_NO_SPAN ((HavenSpan) { G_MAXINT32, G_MININT32 + 1 })

/* Names of many origins; none belongs to anybody */
const char *haven_demo_pick_forename (HavenDemo *demo);
const char *haven_demo_pick_surname  (HavenDemo *demo);
char       *haven_demo_dup_upn       (int entry_year, guint serial);
