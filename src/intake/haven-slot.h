/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-date-text.h"

#define HAVEN_SLOT_BYTES 64  /* no text that is longer names a session */

/* The session that a text names: "02/09/2025 AM", "AM 2 Sep 2025", "Tue 02/09/2025 (pm)", "2025-09-02 2", "Mon AM", "MonPM", "Mon 02/09 AM",
 * or a day alone */
typedef struct {
  guint column;              /* of the file; not set by parsing */
  HavenDateText day;         /* EMPTY where weekday says it, or the year is missing */
  char words[HAVEN_SLOT_BYTES + 1];      /* of the day alone: "02/09/2025" */
  int weekday;               /* 1 Monday .. 7: of a week that the row names; 0 where there is a day */
  gboolean no_year;          /* words lack it: "Mon 02/09" */
  int session;               /* 0 AM, 1 PM; -1: not said */
} HavenSlot;

gboolean haven_slot_parse (const char *text, int latest, HavenSlot *ret_slot);   /* FALSE: it names none */
