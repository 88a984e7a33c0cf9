/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session-imports.h"

/* What was just imported: a line a file, with Undo, the receipt, and the export that is not needed any more. */
#define HAVEN_TYPE_IMPORTED_CARD (haven_imported_card_get_type ())
G_DECLARE_FINAL_TYPE (HavenImportedCard, haven_imported_card, HAVEN, IMPORTED_CARD, AdwBin)

GtkWidget *haven_imported_card_new  (HavenSession *session);
/* receipts: HavenImport; paths: where their files are, "" for one that was handed in, in the same order */
void       haven_imported_card_show (HavenImportedCard *self, GPtrArray *receipts, const char *const *paths);
