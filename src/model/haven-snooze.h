/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

/* One line of Today put off, by somebody, for a reason. It comes back on its day, or sooner where it becomes more pressing. */
typedef struct {
  gint64 id;
  gint64 pupil_id;           /* 0: about the school */
  char *rule;                /* "part-time-review" … */
  gint64 about;              /* the suspension, meeting, plan … that the line was about; 0: none */
  HavenDay until;            /* the last day on which it is put off */
  char *reason;
  gint64 pressing;           /* how pressing the line was: its HavenWhen */
  char *by;                  /* user */
  gint64 made_at;            /* seconds since 1970 */
} HavenSnooze;
HAVEN_DECLARE_RECORD (HavenSnooze, haven_snooze, HAVEN_KIND_SNOOZE)
