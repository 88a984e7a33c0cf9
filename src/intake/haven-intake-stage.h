/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-import.h"
#include "haven-school.h"
#include "haven-sheet.h"

/* The work of haven_intake_stage () once the file is text: takes nothing from disk. */
gboolean haven_intake_stage_sheet (HavenImportPreview *preview, HavenSheet *sheet, HavenSchool *school, HavenClock clock,
                                   GCancellable *cancellable, GError **error);
