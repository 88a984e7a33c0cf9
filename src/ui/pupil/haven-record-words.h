/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

/* One record of a child in words: what it is, what there is to say, and the day it stands at. */
typedef struct {
  char *title;
  char *detail;             /* "" where there is no more to say */
  HavenDay day;             /* HAVEN_DAY_NONE: none */
} HavenRecordWords;

void             haven_record_words_clear (HavenRecordWords *self);
HavenRecordWords haven_record_words       (HavenSchool *school, HavenTable table, gconstpointer record);   /* the caller clears it */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HavenRecordWords, haven_record_words_clear)
