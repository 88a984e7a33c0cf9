/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "haven-error.h"
#include "haven-secret.h"

/* An encrypted SQLite database. With haven-statement.c the only place that calls sqlite3. It belongs to one thread. */
typedef struct _HavenConnection HavenConnection;
typedef struct _HavenStatement HavenStatement;

typedef enum {
  HAVEN_CONNECTION_WRITE,                  /* the file must be there; an empty one becomes a database */
  HAVEN_CONNECTION_NEW,                    /* the same, but nobody knows the empty file yet; a death leaves nothing of use */
  HAVEN_CONNECTION_READ,
  HAVEN_CONNECTION_FIXED,                  /* on media that cannot be written: nobody else changes it either */
} HavenConnectionMode;

/* DAMAGED: the key does not open the first page */
HavenConnection *haven_connection_open            (const char *path, HavenSecret *key, HavenConnectionMode mode, GError **error);
gboolean         haven_connection_share           (HavenConnection *self, GError **error);   /* what was NEW is for others too from now on: WRITE */
void             haven_connection_close           (HavenConnection *self);
/* All of it as it is at one moment, into an empty file, under this key */
gboolean         haven_connection_copy            (HavenConnection *self, const char *path, HavenSecret *key, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenConnection, haven_connection_close)

gboolean         haven_connection_run             (HavenConnection *self, const char *sql, GError **error); /* one statement or many, without values */
HavenStatement  *haven_connection_get_statement   (HavenConnection *self, const char *sql, GError **error); /* sql: a literal; prepared once, lent */

gboolean         haven_connection_begin           (HavenConnection *self, gboolean to_write, GError **error);
gboolean         haven_connection_commit          (HavenConnection *self, GError **error);   /* rolled back where it fails */
void             haven_connection_rollback        (HavenConnection *self);
gboolean         haven_connection_is_in_transaction (HavenConnection *self);
gint64           haven_connection_get_last_id     (HavenConnection *self);
int              haven_connection_get_n_changed   (HavenConnection *self);                   /* rows, by the last statement */

/* All pages written anew and the log emptied: no free page holds what was deleted. Outside a transaction. BUSY: somebody reads */
gboolean         haven_connection_write_anew      (HavenConnection *self, GError **error);

void             haven_connection_set_cancellable (HavenConnection *self, GCancellable *cancellable); /* NULL: none */
typedef void   (*HavenChangeFunc)                 (const char *table, gpointer user_data);
void             haven_connection_set_change_func (HavenConnection *self, HavenChangeFunc func, gpointer user_data); /* for every row */

/* For tests: called before every step that writes, and before a commit; FALSE fails it as a full disk would. */
typedef gboolean (*HavenWriteFunc)                (gpointer user_data);
void             haven_connection_set_write_func  (HavenConnection *self, HavenWriteFunc func, gpointer user_data);

/* What happened to these tables, as a changeset, and how to take it back: all of it, or CONFLICT with the tables that are in the way. */
gboolean         haven_connection_record_begin    (HavenConnection *self, const char *const *tables, GError **error);
gboolean         haven_connection_record_end      (HavenConnection *self, GBytes **ret_changeset, GError **error); /* NULL: nothing happened */
void             haven_connection_record_abandon  (HavenConnection *self);
gboolean         haven_connection_apply_inverse   (HavenConnection *self, GBytes *changeset, GPtrArray *ret_in_the_way, GError **error);
