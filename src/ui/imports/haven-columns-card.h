/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session-imports.h"

/* What the columns of one file mean, and what it holds: each can be said otherwise. Signals: column-said (header, member), kind-said (int). */
#define HAVEN_TYPE_COLUMNS_CARD (haven_columns_card_get_type ())
G_DECLARE_FINAL_TYPE (HavenColumnsCard, haven_columns_card, HAVEN, COLUMNS_CARD, AdwBin)

GtkWidget *haven_columns_card_new (const HavenImportPreview *preview);
