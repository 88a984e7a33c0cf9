/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Rows of a title and a detail under a heading, only to read */
#define HAVEN_TYPE_PLAIN_LIST (haven_plain_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenPlainList, haven_plain_list, HAVEN, PLAIN_LIST, AdwBin)

GtkWidget *haven_plain_list_new    (const char *title, const char *nothing);
void       haven_plain_list_clear  (HavenPlainList *self);
void       haven_plain_list_add    (HavenPlainList *self, const char *title, const char *detail, const char *value);   /* value: at the right, may be NULL */
