/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"

/* A prepared statement. Values are bound by number from 1, columns are read by number from 0. */
void        haven_statement_free       (HavenStatement *self);
void        haven_statement_bind_int   (HavenStatement *self, int place, gint64 value);
void        haven_statement_bind_text  (HavenStatement *self, int place, const char *text);   /* NULL binds NULL */
void        haven_statement_bind_bytes (HavenStatement *self, int place, GBytes *bytes);      /* likewise */
/* Not copied: it has to last until the statement has run */
void        haven_statement_lend_text  (HavenStatement *self, int place, const char *text);
void        haven_statement_lend_bytes (HavenStatement *self, int place, GBytes *bytes);
void        haven_statement_bind_null  (HavenStatement *self, int place);

gboolean    haven_statement_step       (HavenStatement *self, gboolean *ret_row, GError **error); /* *ret_row FALSE: no more, and reset */
gboolean    haven_statement_run        (HavenStatement *self, GError **error);                    /* to its end, rows passed over */
void        haven_statement_reset      (HavenStatement *self);                                    /* and forgets what was bound */

gboolean    haven_statement_is_null    (HavenStatement *self, int column);
gint64      haven_statement_get_int    (HavenStatement *self, int column);                    /* 0 for NULL */
char       *haven_statement_dup_text   (HavenStatement *self, int column);                    /* NULL for NULL */
const char *haven_statement_peek_text  (HavenStatement *self, int column);                    /* until the next step */
gconstpointer haven_statement_peek_bytes (HavenStatement *self, int column, gsize *ret_size);  /* likewise; NULL: nothing, or NULL */
GBytes     *haven_statement_dup_bytes  (HavenStatement *self, int column);                    /* NULL for NULL */
