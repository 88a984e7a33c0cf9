/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-role-view.h"

/* What asks for the passphrase again, and for how long an answer holds (research/peers.md S9: export, send, destroy, and who may open the
 * store). Unlocking with a passphrase is such an answer, except for what destroys; unlocking with the keyring is none. A change of one's own
 * passphrase is not here: it asks for the one before by itself. */
typedef struct {
  gint64 unlocked;           /* seconds since 1970; 0: not with a passphrase */
  gint64 confirmed;          /* 0: not since it was unlocked */
} HavenAnswers;

guint    haven_guard_get_seconds (HavenDeed deed);                                          /* 0: it asks for nothing */
gboolean haven_guard_is_open     (HavenDeed deed, HavenAnswers answers, gint64 now);        /* a clock that was set back does not open it */
gboolean haven_guard_check       (HavenDeed deed, HavenAnswers answers, gint64 now, GError **error);  /* CONFIRM */
