/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-meeting.h"

static const char *const meeting_codes[] = { "not-started", "in-progress", "ready", "held", "sent", "returned", "complete", NULL };
static const HavenField meeting_fields[] = {
  HAVEN_INT (HavenMeeting, id),
  HAVEN_INT (HavenMeeting, pupil_id),
  HAVEN_TEXT (HavenMeeting, type),
  HAVEN_DAY (HavenMeeting, day),
  HAVEN_INT (HavenMeeting, minute),
  HAVEN_TEXT (HavenMeeting, place),
  HAVEN_CODE (HavenMeeting, state, meeting_codes),
  HAVEN_TEXT (HavenMeeting, convened_by),
  HAVEN_TEXT (HavenMeeting, purpose),
  HAVEN_TEXT (HavenMeeting, wishes),
  HAVEN_TEXT (HavenMeeting, wishes_how),
  HAVEN_TEXT (HavenMeeting, working_well),
  HAVEN_TEXT (HavenMeeting, worried_about),
  HAVEN_TEXT (HavenMeeting, needs_to_happen),
  HAVEN_TEXT (HavenMeeting, present),
  HAVEN_TEXT (HavenMeeting, apologies),
  HAVEN_TEXT (HavenMeeting, gathering),
  HAVEN_DAY (HavenMeeting, shared_on),
  HAVEN_DAY (HavenMeeting, sent_on),
  HAVEN_INT (HavenMeeting, import_id),
};
HAVEN_DEFINE_RECORD (HavenMeeting, haven_meeting, HAVEN_KIND_MEETING, "meetings", meeting_fields)

static const char *const target_codes[] = { "open", "met", "partly", "not-met", NULL };
static const HavenField target_fields[] = {
  HAVEN_INT (HavenTarget, id),
  HAVEN_INT (HavenTarget, pupil_id),
  HAVEN_INT (HavenTarget, meeting_id),
  HAVEN_TEXT (HavenTarget, text),
  HAVEN_TEXT (HavenTarget, owner),
  HAVEN_DAY (HavenTarget, due),
  HAVEN_TEXT (HavenTarget, support),
  HAVEN_CODE (HavenTarget, state, target_codes),
  HAVEN_TEXT (HavenTarget, outcome),
  HAVEN_TEXT (HavenTarget, baseline),
  HAVEN_TEXT (HavenTarget, measure),
  HAVEN_TEXT (HavenTarget, child_does),
  HAVEN_INT (HavenTarget, ppp_asked),
  HAVEN_INT (HavenTarget, ppp_agreed),
  HAVEN_INT (HavenTarget, ppp_spent),
  HAVEN_TEXT (HavenTarget, ppp_effect),
  HAVEN_INT (HavenTarget, import_id),
};
HAVEN_DEFINE_RECORD (HavenTarget, haven_target, HAVEN_KIND_TARGET, "targets", target_fields)

static const HavenField action_fields[] = {
  HAVEN_INT (HavenAction, id),
  HAVEN_INT (HavenAction, pupil_id),
  HAVEN_INT (HavenAction, meeting_id),
  HAVEN_TEXT (HavenAction, text),
  HAVEN_TEXT (HavenAction, owner),
  HAVEN_DAY (HavenAction, due),
  HAVEN_DAY (HavenAction, done_on),
  HAVEN_INT (HavenAction, import_id),
};
HAVEN_DEFINE_RECORD (HavenAction, haven_action, HAVEN_KIND_ACTION, "actions", action_fields)

static const char *const note_codes[] = { "fact", "allegation", "opinion", NULL };
static const HavenField note_fields[] = {
  HAVEN_INT (HavenNote, id),
  HAVEN_INT (HavenNote, pupil_id),
  HAVEN_CODE (HavenNote, type, note_codes),
  HAVEN_DAY (HavenNote, day),
  HAVEN_TEXT (HavenNote, author),
  HAVEN_TEXT (HavenNote, text),
  HAVEN_FLAG (HavenNote, restricted),
  HAVEN_INT (HavenNote, import_id),
};
HAVEN_DEFINE_RECORD (HavenNote, haven_note, HAVEN_KIND_NOTE, "notes", note_fields)

static const char *const line_codes[] = {
  "note", "decision", "well", "worried", "needs", "wishes", "contribution", "round", "given", NULL
};
static const HavenField line_fields[] = {
  HAVEN_INT (HavenLine, id),
  HAVEN_INT (HavenLine, pupil_id),
  HAVEN_INT (HavenLine, meeting_id),
  HAVEN_CODE (HavenLine, type, line_codes),
  HAVEN_TEXT (HavenLine, who),
  HAVEN_TEXT (HavenLine, text),
  HAVEN_INT (HavenLine, at),
};
HAVEN_DEFINE_RECORD (HavenLine, haven_line, HAVEN_KIND_LINE, "lines", line_fields)

static const HavenField sentence_fields[] = {
  HAVEN_INT (HavenSentence, id),
  HAVEN_INT (HavenSentence, pupil_id),
  HAVEN_INT (HavenSentence, meeting_id),
  HAVEN_TEXT (HavenSentence, kind),
  HAVEN_TEXT (HavenSentence, key),
  HAVEN_TEXT (HavenSentence, list),
  HAVEN_TEXT (HavenSentence, made),
  HAVEN_TEXT (HavenSentence, text),
  HAVEN_FLAG (HavenSentence, struck),
};
HAVEN_DEFINE_RECORD (HavenSentence, haven_sentence, HAVEN_KIND_SENTENCE, "sentences", sentence_fields)
