/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-attention.h"

/* One sentence that a colleague would say, with its evidence and its way out */
#define HAVEN_TYPE_ATTENTION_ROW (haven_attention_row_get_type ())
G_DECLARE_FINAL_TYPE (HavenAttentionRow, haven_attention_row, HAVEN, ATTENTION_ROW, GtkListBoxRow)

GtkWidget *haven_attention_row_new  (const HavenAttentionItem *item, HavenSchool *school, HavenDay today);
void       haven_attention_row_make_brief (HavenAttentionRow *self);   /* on the child's own page: neither who nor the marks */
void       haven_attention_row_open (HavenAttentionRow *self);    /* where it is dealt with */
