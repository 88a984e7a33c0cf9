/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-kept-form.h"

/* Keeps what is typed into the open form in the store: every few seconds, and before a lock. It comes back to the same person only.
 * Signal: found (GtkWindow: the form as it stood). */
#define HAVEN_TYPE_KEEPER (haven_keeper_get_type ())
G_DECLARE_FINAL_TYPE (HavenKeeper, haven_keeper, HAVEN, KEEPER, GObject)

HavenKeeper *haven_keeper_new    (HavenSession *session);
void         haven_keeper_watch  (HavenKeeper *self, HavenKeptForm *form);   /* it is open now */
void         haven_keeper_keep   (HavenKeeper *self);                        /* before a lock, or the end; the form may go */
void         haven_keeper_find   (HavenKeeper *self);                        /* after unlocking */
gboolean     haven_keeper_has_draft (HavenKeeper *self);                     /* one waits behind the lock */
void         haven_keeper_settle (HavenKeptForm *form);                      /* what was typed is saved: no draft of it is wanted any more */
