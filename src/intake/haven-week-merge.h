/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-register.h"

/* Where a week's sessions lie in a register: first is the place of the first, which is bit `bit` of HavenWeek.covered. */
typedef struct {
  guint first;
  guint n;
  guint bit;
} HavenWeekFrame;

HavenWeekFrame haven_week_frame (int year, int week);

HavenWeek      haven_week_count (const guint8 *marks, HavenWeekFrame frame);  /* totals of a week of a register, covered where there is a mark */

/* One pupil's week when marks come from a file. `marks` is the register as it is kept: all zero where the pupil has none. `file` is the
 * file's marks. Sessions that were counted without a mark being kept cannot be told apart: the file must hold all of those or none.
 * FALSE where it holds some of them: nothing is changed. keep: the file's marks go into the register; else only totals remain. */
gboolean       haven_week_merge (HavenWeek *week, guint8 *marks, const guint8 *file, HavenWeekFrame frame, gboolean keep);
