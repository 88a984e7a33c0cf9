/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Restricted entries of a child, covered, each with a switch that is off (practice 24). What is chosen is uncovered, which the audit keeps, only
 * when a paper is made. Signal: chosen. */
#define HAVEN_TYPE_RESTRICTED_LIST (haven_restricted_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenRestrictedList, haven_restricted_list, HAVEN, RESTRICTED_LIST, AdwBin)

void       haven_restricted_list_show           (HavenRestrictedList *self, HavenSession *session, gint64 pupil_id);
GPtrArray *haven_restricted_list_dup_chosen     (HavenRestrictedList *self);   /* HavenNote, lent and covered: to say what is left out */
void       haven_restricted_list_uncover_async  (HavenRestrictedList *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *haven_restricted_list_uncover_finish (GAsyncResult *result, GError **error);   /* HavenNote; its text is wiped with it */
