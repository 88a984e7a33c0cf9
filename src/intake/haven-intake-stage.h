/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-import.h"
#include "haven-school.h"
#include "haven-sheet.h"

/* The work of haven_intake_stage () once the file is text: takes nothing from disk. */
gboolean haven_intake_stage_sheet (HavenImportPreview *preview, HavenSheet *sheet, HavenSchool *school, HavenClock clock,
                                   GCancellable *cancellable, GError **error);

/* How many days of the sheet can be read in one order of day and month only; none where no kind fits it */
void     haven_intake_count_orders (HavenSheet *sheet, const HavenImportChoices *choices, HavenClock clock, guint *ret_day_first,
                                    guint *ret_month_first);
