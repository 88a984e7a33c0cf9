/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Kinds of meeting, data/reference/meeting-kinds.json: who comes, what is brought and when, what is talked about, and by when one is
 * expected. Each has its source and date; where practice is local, a setting of the school stands above it. */

typedef struct {
  char *what;
  int days_before;
} HavenBrought;

typedef struct {
  char *item;
  int minutes;
} HavenAgendaItem;

/* One way in which a date comes about. What is not asked for is 0 or NULL. */
typedef struct {
  char *status;              /* "CP": while this status lasts */
  char *sen;                 /* "E": while the pupil has this */
  char *after;               /* a kind of meeting: after one that was held */
  gboolean suspension;       /* after each suspension's last day */
  gboolean panel;            /* after what a governing board has to look at */
  gboolean plan;             /* on the review day of a part-time timetable */
  char *each;                /* "term", or the term's name */
  char *years;               /* only of these year groups, "6 11" */
  gboolean first;            /* the first of its kind since the status began … */
  int number;                /* … or the one of this number; 0: every later one, counted from the last held */
  int days;
  int working_days;          /* Monday to Friday */
  int school_days;
  int months;
} HavenDueRule;

typedef struct {
  char *type;                /* "core-group" */
  char *convened;            /* by whom: "the social worker" */
  gboolean others;           /* somebody else than the school convenes it: never overdue (practice 21) */
  gboolean family;           /* one meeting for brothers and sisters (practice 23) */
  gboolean local;            /* by practice of the authority */
  GStrv comes;
  GPtrArray *brought;        /* HavenBrought */
  GPtrArray *agenda;         /* HavenAgendaItem */
  GStrv sections;            /* of its pack, after the front page */
  GPtrArray *expect;         /* HavenDueRule */
  int send_days;             /* papers go out within so many days after it */
  int parent_days;           /* the parent has the report so many days before it; -1: it is not for the parent */
  char *source;
  char *date;
} HavenMeetingKind;

const HavenMeetingKind *haven_meeting_kind_find (const char *type);    /* NULL: no such kind */
GPtrArray *haven_meeting_kind_list (void);                             /* HavenMeetingKind, in the order of the file; lent */
guint      haven_meeting_kind_get_minutes (const HavenMeetingKind *self); /* of its agenda together */

/* Thresholds of the sentences that are made from figures; aborts on an unknown name */
int        haven_finding_number (const char *finding, const char *name);
