/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What stands in front of the store: the passphrase, a first store to make, or what is in the way and what to do about it.
 * Signals: opened, and created: open for the first time. */
#define HAVEN_TYPE_DOOR (haven_door_get_type ())
G_DECLARE_FINAL_TYPE (HavenDoor, haven_door, HAVEN, DOOR, AdwBin)

void haven_door_set_session (HavenDoor *self, HavenSession *session, gboolean expected);  /* expected: it was here before */
void haven_door_set_hint    (HavenDoor *self, const char *hint);
void haven_door_set_inside  (HavenDoor *self, const char *school, const char *numbers);   /* what waits, without names; NULL: not known */
void haven_door_refresh     (HavenDoor *self);   /* looks again what is there, and forgets what was typed */
void haven_door_begin       (HavenDoor *self);   /* the page that makes a new store */
