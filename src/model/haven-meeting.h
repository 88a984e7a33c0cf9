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
