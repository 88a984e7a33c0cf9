/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-snooze.h"

static const HavenField snooze_fields[] = {
  HAVEN_INT (HavenSnooze, id),
  HAVEN_INT (HavenSnooze, pupil_id),
  HAVEN_TEXT (HavenSnooze, rule),
  HAVEN_INT (HavenSnooze, about),
  HAVEN_DAY (HavenSnooze, until),
  HAVEN_TEXT (HavenSnooze, reason),
  HAVEN_INT (HavenSnooze, pressing),
  HAVEN_TEXT (HavenSnooze, by),
  HAVEN_INT (HavenSnooze, made_at),
};
HAVEN_DEFINE_RECORD (HavenSnooze, haven_snooze, HAVEN_KIND_SNOOZE, "snoozes", snooze_fields)
