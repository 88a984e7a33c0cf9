/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-import.h"

/* What one file holds and would change: counts, changes from old to new, problems, assumptions to confirm */
#define HAVEN_TYPE_PREVIEW_CARD (haven_preview_card_get_type ())
G_DECLARE_FINAL_TYPE (HavenPreviewCard, haven_preview_card, HAVEN, PREVIEW_CARD, AdwBin)

GtkWidget  *haven_preview_card_new   (const HavenImportPreview *preview);
const char *haven_import_type_words  (HavenImportType type);            /* "Attendance marks" */
