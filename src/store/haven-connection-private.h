/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"

#include <sqlite3.h>

#define HAVEN_CONNECTION_PATIENCE_MS 5000  /* while another connection finishes its write */

struct _HavenConnection {
  sqlite3 *db;
  sqlite3_session *recorder;
  GHashTable *statements;                  /* HavenStatement by the address of its SQL */
  sqlite3_stmt *rollback;                  /* made while there is memory: nothing may stop the way back */
  GCancellable *cancellable;

  HavenChangeFunc change_func;
  gpointer change_data;
  HavenWriteFunc write_func;
  gpointer write_data;
};

gboolean        haven_connection_fail        (HavenConnection *self, int code, GError **error);  /* always FALSE */
gboolean        haven_connection_allow_write (HavenConnection *self, GError **error);
gboolean        haven_connection_copy_sealed (HavenConnection *self, GByteArray *pages);         /* haven-connection-copy.c; FALSE: not now */
HavenStatement *haven_statement_new          (HavenConnection *connection, const char *sql, GError **error);
