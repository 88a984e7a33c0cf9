/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A sentence that Haven wrote from figures, with its evidence: as it stands, edited in place, or struck out; back to Haven's words at any time.
 * It keeps nothing itself. Signals: edited (text; "" is Haven's own words again), struck (gboolean). */
typedef struct {
  const char *text;             /* as it stands */
  const char *made;             /* as Haven wrote it; NULL: somebody's own */
  const char *evidence;         /* may be NULL */
  gboolean edited;
  gboolean struck;
  gboolean moved_on;            /* Haven would write something else now than was judged then */
} HavenSentenceWords;

#define HAVEN_TYPE_SENTENCE_ROW (haven_sentence_row_get_type ())
G_DECLARE_FINAL_TYPE (HavenSentenceRow, haven_sentence_row, HAVEN, SENTENCE_ROW, AdwPreferencesRow)

GtkWidget *haven_sentence_row_new     (const HavenSentenceWords *words, gboolean may_edit);
gboolean   haven_sentence_row_is_open (HavenSentenceRow *self);        /* somebody is writing in it */
