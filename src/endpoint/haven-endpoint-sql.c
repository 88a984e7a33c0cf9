/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-sql.h"

#include "haven-endpoint-private.h"

#include <stdarg.h>

struct _HavenQuery {
  HavenEndpoint *endpoint;
  sqlite3_stmt *statement;                 /* NULL where it could not be prepared */
};

static void
bind_bytes (sqlite3_stmt *statement, int place, GBytes *bytes)
{
  if (bytes != NULL)
    sqlite3_bind_blob64 (statement, place, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), SQLITE_TRANSIENT);
}

static void
bind_all (sqlite3_stmt *statement, const char *types, va_list args)
{
  for (int i = 0; types[i] != '\0'; i++) {
    if (types[i] == 't')
      sqlite3_bind_text (statement, i + 1, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
    else if (types[i] == 'i')
      sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
    else
      bind_bytes (statement, i + 1, va_arg (args, GBytes *));
  }
}

static HavenQuery *
prepare (HavenEndpoint *endpoint, const char *sql, const char *types, va_list args)
{
  HavenQuery *self = g_new0 (HavenQuery, 1);

  self->endpoint = endpoint;
  if (sqlite3_prepare_v2 (endpoint->db, sql, -1, &self->statement, NULL) == SQLITE_OK)
    bind_all (self->statement, types, args);
  else
    haven_endpoint_note_failure (endpoint);
  return self;
}

HavenQuery *
haven_query_new (HavenEndpoint *self, const char *sql, const char *types, ...)
{
  HavenQuery *query;
  va_list args;

  va_start (args, types);
  query = prepare (self, sql, types, args);
  va_end (args);
  return query;
}

void
haven_query_free (HavenQuery *self)
{
  sqlite3_finalize (self->statement);
  g_free (self);
}

gboolean
haven_query_next (HavenQuery *self)
{
  int result = self->statement == NULL ? SQLITE_ERROR : sqlite3_step (self->statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    haven_endpoint_note_failure (self->endpoint);
  return FALSE;
}

const char *
haven_query_get_text (HavenQuery *self, int column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

gint64
haven_query_get_int (HavenQuery *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

GBytes *
haven_query_dup_bytes (HavenQuery *self, int column)
{
  if (sqlite3_column_type (self->statement, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (self->statement, column), sqlite3_column_bytes (self->statement, column));
}

void
haven_endpoint_run (HavenEndpoint *self, const char *sql, const char *types, ...)
{
  g_autoptr (HavenQuery) query = NULL;
  va_list args;

  va_start (args, types);
  query = prepare (self, sql, types, args);
  va_end (args);
  while (haven_query_next (query))
    ;
}

gint64
haven_endpoint_count (HavenEndpoint *self, const char *sql, const char *types, ...)
{
  g_autoptr (HavenQuery) query = NULL;
  va_list args;

  va_start (args, types);
  query = prepare (self, sql, types, args);
  va_end (args);
  return haven_query_next (query) ? haven_query_get_int (query, 0) : 0;
}
