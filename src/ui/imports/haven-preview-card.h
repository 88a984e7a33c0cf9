/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-question-list.h"
#include "haven-session.h"

/* What one file would change: counts, what is asked of its rows, assumptions, problems by line and column, changes from old to new. */
#define HAVEN_TYPE_PREVIEW_CARD (haven_preview_card_get_type ())
G_DECLARE_FINAL_TYPE (HavenPreviewCard, haven_preview_card, HAVEN, PREVIEW_CARD, AdwBin)

GtkWidget  *haven_preview_card_new   (const HavenImportPreview *preview, HavenAnsweredFunc answered, gpointer data);
void        haven_preview_card_show  (HavenPreviewCard *self, const HavenImportPreview *preview);   /* the same file, looked at again */
const char *haven_import_type_words  (HavenImportType type);           /* "Attendance marks" */
