/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-findings.h"
#include "haven-session.h"

/* What figures say of a child for a meeting, in four lists: each sentence with its evidence, to be edited or struck out, and sentences of one's
 * own. An edit is kept with the meeting, and stands although the figures go on. */
#define HAVEN_TYPE_SENTENCE_LIST (haven_sentence_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenSentenceList, haven_sentence_list, HAVEN, SENTENCE_LIST, AdwBin)

void haven_sentence_list_show (HavenSentenceList *self, HavenSession *session, gint64 pupil_id, const char *kind);
