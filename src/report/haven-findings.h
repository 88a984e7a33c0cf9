/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-school.h"

/* What figures and records say of one child between two days, as sentences: what changed, strengths, worries, next steps. Each carries its
 * evidence. Never a diagnosis, never a guess: where there is too little to say, nothing is said. Pure. */
typedef enum {
  HAVEN_FINDING_CHANGED, HAVEN_FINDING_STRENGTH, HAVEN_FINDING_WORRY, HAVEN_FINDING_STEP,
  HAVEN_N_FINDING_LISTS
} HavenFindingList;

const char *haven_finding_list_code  (HavenFindingList list);          /* changed, strengths, worries, steps */
gboolean    haven_finding_list_parse (const char *code, HavenFindingList *ret_list);
const char *haven_finding_list_text  (HavenFindingList list);          /* "What has changed" */

typedef struct {
  HavenFindingList list;
  char *key;                    /* what it is about: "attendance", "result-reading"; the same while the figures go on */
  char *made;                   /* as Haven wrote it */
  char *text;                   /* as it stands: edited, or made */
  char *evidence;               /* "80 of 95 sessions from 13 September to 20 November 2025" */
  char *plain;                  /* to the child, in plain words; NULL: it is not for the child's edition */
  gboolean staff;               /* for the school's own edition only */
  gboolean edited;
  gboolean struck;
  gboolean moved_on;            /* edited or struck out, and Haven would now write something else than was judged then */
} HavenFinding;
void haven_finding_free (HavenFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenFinding, haven_finding_free)

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  gint64 pupil_id;
  HavenDay since;               /* the day after the last meeting; NONE: the beginning of the academic year */
  const char *kind;             /* of meeting: whose edits apply; NULL: none */
  gint64 meeting_id;            /* 0: no date is held */
} HavenFindingQuestion;

GPtrArray *haven_findings_make  (const HavenFindingQuestion *question);        /* HavenFinding, by list; as the figures say it */
/* With what somebody made of them, and sentences of their own; those struck out stand in it, marked */
GPtrArray *haven_findings_apply (const HavenFindingQuestion *question);
/* The record to put for an edit (text), a strike (struck) or back to Haven's words (neither); the one that is there already, or new */
HavenSentence *haven_finding_edit (const HavenFindingQuestion *question, const HavenFinding *finding, const char *text, gboolean struck);
HavenSentence *haven_finding_own  (const HavenFindingQuestion *question, HavenFindingList list, const char *text);   /* one's own sentence */

/* The span that the sentences speak of, and the last meeting before it; a lent record, or NULL */
HavenSpan           haven_findings_get_span (const HavenFindingQuestion *question);
const HavenMeeting *haven_last_meeting_of   (HavenSchool *school, HavenClock clock, gint64 pupil_id, const char *kind);
const HavenMeeting *haven_next_meeting_of   (HavenSchool *school, HavenClock clock, gint64 pupil_id, const char *kind);
