/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"
#include "haven-keys.h"

/* Restricted entries: the text of a note under a key of its own, which is sealed to each of those who lead on safeguarding. */

/* Whoever looks: a reader's second connection has only these two of the keys. */
typedef struct {
  GBytes *own_key;
  HavenSecret *own_secret;
} HavenReaderKeys;

gboolean haven_seals_can_open (HavenConnection *connection, const HavenReaderKeys *mine, gint64 note_id, gboolean *ret_sealed, GError **error);
char    *haven_seals_dup_text (HavenConnection *connection, const HavenReaderKeys *mine, gint64 note_id);   /* NULL: cannot be opened */
GBytes  *haven_seals_dup_sealed (HavenConnection *connection, gint64 note_id);   /* as it stands, for comparing; NULL: not sealed */
gboolean haven_seals_keep     (HavenConnection *connection, HavenKeys *keys, gint64 note_id, const char *text, GError **error);
gboolean haven_seals_remove   (HavenConnection *connection, gint64 note_id, GError **error);
gboolean haven_seals_read     (HavenConnection *connection, const HavenReaderKeys *mine, GPtrArray *notes, GError **error); /* fills in their text */

/* All restricted notes sealed, for exactly those who lead now: as far as the one who opened the store can. */
gboolean haven_seals_are_settled (HavenConnection *connection, HavenKeys *keys, gboolean *ret_settled, GError **error);
gboolean haven_seals_settle      (HavenConnection *connection, HavenKeys *keys, GError **error);
