/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release.h"
#include "haven-school.h"

/* One change, done whole or not at all, in one transaction; with a label for the undo toast. */
typedef struct _HavenCommand HavenCommand;

/* id 0: new; else the record as it shall be. import_id becomes 0 */
HavenCommand *haven_command_put            (HavenTable table, gpointer take_record);
HavenCommand *haven_command_remove         (HavenTable table, gint64 id);
HavenCommand *haven_command_set            (const char *key, const char *value);       /* a setting */
/* HavenDates: replaces those of the years it names */
HavenCommand *haven_command_set_calendar   (GPtrArray *take_dates);
/* Training. A booking and the message that carries it are one transaction. */
HavenCommand *haven_command_book           (const char *event, const char *name, const char *email, const char *role);
/* The same with all that a booking can say: event, name, email, role; person_id, topics (advice, codes only), instead_of (somebody else takes
 * over that booking's place), note; state DRAFT keeps it here, ELSEWHERE notes what was booked on somebody else's site (title, starts, url). */
HavenCommand *haven_command_book_as        (HavenBooking *take_booking);
HavenCommand *haven_command_ask            (const char *booking);                      /* sends a draft */
HavenCommand *haven_command_cancel_booking (const char *booking);                      /* a draft or a note goes without a word to anybody */
HavenCommand *haven_command_note_booking   (const char *booking, const char *note);    /* the school's own words */
HavenCommand *haven_command_answer_survey  (const char *survey, GBytes *answers);      /* haven-answers/1 as it will be sent */
HavenCommand *haven_command_remove_outbox  (gint64 id);                                /* what waits or was refused is not sent; its booking is a draft again */
HavenCommand *haven_command_queue_release  (HavenRelease *release, const char *approved_by);
/* The offered sharing settings of this digest come into force (haven-sharing.h). CONFLICT: others came meanwhile */
HavenCommand *haven_command_agree_sharing  (const char *digest, const char *approved_by);
HavenCommand *haven_command_retry_outbox   (gint64 id);
HavenCommand *haven_command_undo_import    (gint64 import_id);
/* a pack or chart was made: for the audit log */
/* A report to governors left: the page that it tells from is in the ledger from now on (practice 40) */
HavenCommand *haven_command_tell_governors (HavenRelease *page, const char *what, const char *recipient);
HavenCommand *haven_command_record_paper   (const char *what, gint64 pupil_id, const char *recipient);
/* Meetings. What is being typed is kept at once: in the audit when its line begins, and no step of undo for each pause. */
HavenCommand *haven_command_type           (HavenLine *take_line);
HavenCommand *haven_command_type_into      (HavenTable table, gpointer take_record);   /* an action, a target … */
/* Its lines become its fields, and it is held. REFUSED: its day is still to come */
HavenCommand *haven_command_hold           (gint64 meeting_id);
HavenCommand *haven_command_hold_today     (gint64 meeting_id);                        /* brought forward, where its day is to come */
HavenCommand *haven_command_gather         (HavenMeeting *take_meeting, GArray *pupils);  /* gint64: one for each child (practice 23) */
/* a paper left: audit, and distribution list */
HavenCommand *haven_command_give           (const char *what, gint64 pupil_id, gint64 meeting_id, const char *recipient);
void          haven_command_free           (HavenCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenCommand, haven_command_free)

const char   *haven_command_get_label      (HavenCommand *self);                       /* "Suspension recorded" */
gboolean      haven_command_can_undo       (HavenCommand *self);
