/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A CSV file of data/reference, whole: for this module's sources. Wrong data in the program is a programmer's error, so it aborts. */
typedef struct _HavenRefTable HavenRefTable;

HavenRefTable *haven_ref_table_new     (const char *name);
void           haven_ref_table_free    (HavenRefTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenRefTable, haven_ref_table_free)

guint          haven_ref_table_get_n   (HavenRefTable *self);
guint          haven_ref_table_column  (HavenRefTable *self, const char *header);           /* aborts if it is not there */
const char    *haven_ref_table_get     (HavenRefTable *self, guint row, const char *header);    /* kept for good; "" where empty */
