/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"
#include "haven-school.h"

/* How the records of one kind are kept. The columns of read, and the numbers of insert and update, are the kind's fields in order. */
typedef struct {
  const HavenKind *kind;
  GDestroyNotify free_record;
  const char *what;          /* for people, plural: "notes" */
  gboolean undoable;         /* its changes are recorded and can be taken back */
  const char *read;
  const char *insert;
  const char *update;
  const char *remove;        /* NULL: append-only */
} HavenTableSql;

gboolean   haven_table_put      (HavenConnection *connection, const HavenTableSql *table, gpointer record, GError **error); /* id 0: inserts, fills it in */
gboolean   haven_table_insert   (HavenConnection *connection, const HavenTableSql *table, gconstpointer record, GError **error); /* with its own id */
gboolean   haven_table_remove   (HavenConnection *connection, const HavenTableSql *table, gint64 id, GError **error);

typedef struct {
  guint n_set_aside;         /* rows with a value that this Haven does not know, or that belong to such a one: they stay as they are */
  guint n_damaged;           /* places that cannot be read at all */
} HavenTableLosses;
/* DAMAGED: not all of it can be read */
GPtrArray *haven_table_read_all    (HavenConnection *connection, const HavenTableSql *table, HavenTableLosses *ret_losses, GError **error);
/* Row by row, and on behind each place that is damaged. Outside a transaction, or the engine gives up at the first. */
GPtrArray *haven_table_read_around (HavenConnection *connection, const HavenTableSql *table, HavenTableLosses *ret_losses, GError **error);
