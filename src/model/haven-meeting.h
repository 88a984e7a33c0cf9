/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

typedef enum {
  HAVEN_MEETING_NOT_STARTED, HAVEN_MEETING_IN_PROGRESS, HAVEN_MEETING_READY,
  HAVEN_MEETING_HELD, HAVEN_MEETING_SENT, HAVEN_MEETING_RETURNED, HAVEN_MEETING_COMPLETE,
} HavenMeetingState;

typedef struct {
  gint64 id;
  gint64 pupil_id;
  char *type;                /* data/reference/meetings.csv: pep, cla-review, cin-review, core-group, cp-conference, strategy … */
  HavenDay day;
  gint64 minute;             /* of the day; -1: not known */
  char *place;
  int state;                 /* HavenMeetingState */
  char *convened_by;
  char *purpose;
  char *wishes;              /* the child's wishes and feelings, in the child's words */
  char *wishes_how;          /* how they were gathered */
  char *working_well;
  char *worried_about;
  char *needs_to_happen;
  char *present;             /* who came, a line each */
  char *apologies;           /* who was asked and did not */
  char *gathering;           /* conferences are by family (practice 23): the same text in the meetings of each child; NULL: this child alone */
  HavenDay shared_on;        /* the report, with the parent */
  HavenDay sent_on;          /* the papers, to whoever convened it */
  gint64 import_id;
} HavenMeeting;
HAVEN_DECLARE_RECORD (HavenMeeting, haven_meeting, HAVEN_KIND_MEETING)

typedef enum { HAVEN_TARGET_OPEN, HAVEN_TARGET_MET, HAVEN_TARGET_PARTLY, HAVEN_TARGET_NOT_MET } HavenTargetState;
typedef struct {
  gint64 id;
  gint64 pupil_id;
  gint64 meeting_id;
  char *text;
  char *owner;
  HavenDay due;
  char *support;
  int state;                 /* HavenTargetState */
  char *outcome;
  char *baseline;            /* where the child stands when it is set … */
  char *measure;             /* … and how everybody will know that it is met */
  char *child_does;          /* the child's own part, in words the child would use */
  gint64 ppp_asked;          /* Pupil Premium Plus, in pence */
  gint64 ppp_agreed;
  gint64 ppp_spent;
  char *ppp_effect;          /* what came of it */
  gint64 import_id;
} HavenTarget;
HAVEN_DECLARE_RECORD (HavenTarget, haven_target, HAVEN_KIND_TARGET)

typedef struct {
  gint64 id;
  gint64 pupil_id;
  gint64 meeting_id;
  char *text;
  char *owner;
  HavenDay due;
  HavenDay done_on;
  gint64 import_id;
} HavenAction;
HAVEN_DECLARE_RECORD (HavenAction, haven_action, HAVEN_KIND_ACTION)

/* Fact, allegation and opinion are separate kinds (practice 25). Restricted text stays out of everything unless chosen. */
typedef enum { HAVEN_NOTE_FACT, HAVEN_NOTE_ALLEGATION, HAVEN_NOTE_OPINION } HavenNoteType;
typedef struct {
  gint64 id;
  gint64 pupil_id;
  int type;                  /* HavenNoteType */
  HavenDay day;
  char *author;
  char *text;
  gboolean restricted;
  gint64 import_id;
} HavenNote;
HAVEN_DECLARE_RECORD (HavenNote, haven_note, HAVEN_KIND_NOTE)

/* Everything that is written down around a meeting, a line each: said in it, gathered for it, given out after it. Of a weekly round there
 * is a line without a meeting (practice 26). */
typedef enum {
  HAVEN_LINE_NOTE, HAVEN_LINE_DECISION, HAVEN_LINE_WELL, HAVEN_LINE_WORRIED, HAVEN_LINE_NEEDS, HAVEN_LINE_WISHES, HAVEN_LINE_CONTRIBUTION,
  HAVEN_LINE_ROUND, HAVEN_LINE_GIVEN,
} HavenLineType;
typedef struct {
  gint64 id;
  gint64 pupil_id;
  gint64 meeting_id;
  int type;                  /* HavenLineType */
  char *who;                 /* said it, sent it, or was given it; may be NULL */
  char *text;
  gint64 at;                 /* seconds since 1970 */
} HavenLine;
HAVEN_DECLARE_RECORD (HavenLine, haven_line, HAVEN_KIND_LINE)

/* What somebody made of a sentence that Haven wrote from figures: other words, or none. Kept by what the sentence is about, so that it
 * stands although the figures go on. */
typedef struct {
  gint64 id;
  gint64 pupil_id;
  gint64 meeting_id;         /* the meeting it is prepared for; 0: no date is held */
  char *kind;                /* of meeting */
  char *key;                 /* what it is about: "attendance", "suspended" …; "own-1" is nobody's but the writer's */
  char *list;                /* changed, strengths, worries, steps: of a sentence of one's own */
  char *made;                /* as Haven had written it */
  char *text;                /* as it stands now */
  gboolean struck;
} HavenSentence;
HAVEN_DECLARE_RECORD (HavenSentence, haven_sentence, HAVEN_KIND_SENTENCE)
