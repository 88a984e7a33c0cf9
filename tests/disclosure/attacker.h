/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Somebody with the published file, paper and patience: a naive twin of the finder of witnesses that shares no line with it. It reads the
 * JSON, writes down every sum that privacy.md names, and looks by trial and error for a table in which a figure lies where it is told. */
typedef struct _Attacker Attacker;

typedef enum {
  ATTACK_IMPOSSIBLE,
  ATTACK_POSSIBLE,
  ATTACK_UNDECIDED,          /* out of patience */
} Attack;

Attacker *attacker_new       (GBytes *file);
void      attacker_free      (Attacker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attacker, attacker_free)

guint     attacker_get_n     (Attacker *self);
gboolean  attacker_is_hidden (Attacker *self, guint cell);
gint64    attacker_get       (Attacker *self, guint cell);                           /* -1 when hidden */
gint64    attacker_get_roll  (Attacker *self, guint cell);                           /* its group's; -1 when hidden */
Attack    attacker_try       (Attacker *self, guint cell, gint64 from, gint64 to);  /* the figure */
Attack    attacker_try_others (Attacker *self, guint cell, gint64 from, gint64 to); /* its group's roll less the figure */

