/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Text of many lines, as a row of a form */
#define HAVEN_TYPE_TEXT_ROW (haven_text_row_get_type ())
G_DECLARE_FINAL_TYPE (HavenTextRow, haven_text_row, HAVEN, TEXT_ROW, AdwPreferencesRow)

GtkWidget *haven_text_row_new      (const char *title);
void       haven_text_row_set_text (HavenTextRow *self, const char *text);
char      *haven_text_row_dup_text (HavenTextRow *self);
