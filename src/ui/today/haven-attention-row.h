/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-attention.h"
#include "haven-session.h"

/* One sentence that a colleague would say, with its evidence and its way out: open it, or put it off (also by Shift+F10) */
#define HAVEN_TYPE_ATTENTION_ROW (haven_attention_row_get_type ())
G_DECLARE_FINAL_TYPE (HavenAttentionRow, haven_attention_row, HAVEN, ATTENTION_ROW, GtkListBoxRow)

GtkWidget *haven_attention_row_new  (const HavenAttentionItem *item, HavenSession *session);
void       haven_attention_row_make_brief (HavenAttentionRow *self);   /* on the child's own page: neither who nor the marks */
void       haven_attention_row_open (HavenAttentionRow *self);    /* where it is dealt with */

/* "Amara B.", or what of the school it is about */
char      *haven_attention_dup_who (const HavenAttentionItem *item, HavenSchool *school);
