/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-session.h"
#include "haven-sheets.h"

/* Looking after records. What is only written down are commands; what destroys asks for the passphrase each time. */

/* A hold keeps a child's records from being destroyed, whatever anybody asks for, until it is lifted with a reason. */
HavenCommand *haven_command_set_hold       (gint64 pupil_id, const char *ground, const char *why);       /* CONFLICT: one stands already */
HavenCommand *haven_command_lift_hold      (gint64 pupil_id, const char *because);                       /* NOT_FOUND: none stands */
/* What became of the child protection file: replaces what is recorded of that leaving. INVALID: not a leaver; a receipt before sending */
HavenCommand *haven_command_note_departure (HavenDeparture *take_departure);
/* A time was over: kept until another day for a reason. INVALID: no reason, or a day that has passed. Of a pupil, or of a member of staff */
HavenCommand *haven_command_keep_on        (gint64 pupil_id, gint64 person_id, HavenDay until, const char *why);

/* Everything that Haven holds on one child, restricted entries too, to be put into the child protection file; that it was printed, and of a
 * leaver when, is recorded. For the safeguarding leads. */
void         haven_session_print_for_file_async  (HavenSession *self, gint64 pupil_id, GAsyncReadyCallback callback, gpointer user_data);
HavenSheets *haven_session_print_for_file_finish (HavenSession *self, GAsyncResult *result, GError **error);
HavenSheets *haven_session_print_for_file        (HavenSession *self, gint64 pupil_id, GError **error);

/* Erases for good (haven-erasing.h), and sweeps. Nothing that was done before can be undone afterwards. An error after the rows are gone says
 * that they are, and what is still to come. */
void          haven_session_erase_async   (HavenSession *self, const HavenErasureRequest *request, GAsyncReadyCallback callback, gpointer user_data);
HavenErasure *haven_session_erase_finish  (HavenSession *self, GAsyncResult *result, GError **error);     /* the certificate; NULL: nothing was erased */
HavenErasure *haven_session_erase         (HavenSession *self, const HavenErasureRequest *request, GError **error);
/* Copies that could not be reached then: tries them again. Gives how many certificates still name one; -1 on error */
void          haven_session_sweep_async   (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data);
gint64        haven_session_sweep_finish  (HavenSession *self, GAsyncResult *result, GError **error);
gint64        haven_session_sweep         (HavenSession *self, GError **error);
