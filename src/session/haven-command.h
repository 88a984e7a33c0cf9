/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release.h"
#include "haven-school.h"

/* One change, done whole or not at all, in one transaction; with a label for the undo toast. */
typedef struct _HavenCommand HavenCommand;

HavenCommand *haven_command_put            (HavenTable table, gpointer take_record);   /* id 0: new; else the record as it shall be. import_id becomes 0 */
HavenCommand *haven_command_remove         (HavenTable table, gint64 id);
HavenCommand *haven_command_set            (const char *key, const char *value);       /* a setting */
HavenCommand *haven_command_set_calendar   (GPtrArray *take_dates);                    /* HavenDates: replaces those of the years it names */
HavenCommand *haven_command_book           (const char *event, const char *name, const char *email, const char *role);
HavenCommand *haven_command_cancel_booking (const char *booking);
HavenCommand *haven_command_queue_release  (HavenRelease *release, const char *approved_by);
HavenCommand *haven_command_retry_outbox   (gint64 id);
HavenCommand *haven_command_undo_import    (gint64 import_id);
HavenCommand *haven_command_record_paper   (const char *what, gint64 pupil_id, const char *recipient); /* a pack or chart was made: for the audit log */
void          haven_command_free           (HavenCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenCommand, haven_command_free)

const char   *haven_command_get_label      (HavenCommand *self);                       /* "Suspension recorded" */
gboolean      haven_command_can_undo       (HavenCommand *self);
