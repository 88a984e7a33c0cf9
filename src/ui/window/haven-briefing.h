/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attention.h"
#include "haven-session.h"

/* What the open window knows of the day: the attention list and the counts beside the views, worked out off the main thread each
 * time the school changes. Lives only while the store is open. Signal: changed. */
#define HAVEN_TYPE_BRIEFING (haven_briefing_get_type ())
G_DECLARE_FINAL_TYPE (HavenBriefing, haven_briefing, HAVEN, BRIEFING, GObject)

HavenBriefing        *haven_briefing_new            (HavenSession *session);
HavenSession         *haven_briefing_get_session    (HavenBriefing *self);
const HavenAttention *haven_briefing_get_attention  (HavenBriefing *self);  /* NULL until it is worked out */
gboolean              haven_briefing_needs_attention (HavenBriefing *self, gint64 pupil_id);
guint                 haven_briefing_count_today    (HavenBriefing *self);  /* now and this week */
guint                 haven_briefing_count_children (HavenBriefing *self);  /* on roll, with a social worker now or before */
guint                 haven_briefing_count_waiting  (HavenBriefing *self);  /* in the outbox */
char                 *haven_briefing_dup_waiting    (HavenBriefing *self);  /* "2 bookings and 1 termly return wait to be sent."; NULL: nothing */
guint                 haven_briefing_count_bookings (HavenBriefing *self);  /* asked for and not settled */
char                 *haven_briefing_dup_due        (HavenBriefing *self);  /* "2025/26-autumn": the last term that ended and was not sent; or NULL */

/* The last sync found no network */
gboolean              haven_briefing_get_offline    (HavenBriefing *self);
void                  haven_briefing_set_offline    (HavenBriefing *self, gboolean offline);
/* Why the last sync ended badly, as a sentence; NULL: it did not */
const char           *haven_briefing_get_problem    (HavenBriefing *self);
void                  haven_briefing_set_problem    (HavenBriefing *self, const char *sentence);
