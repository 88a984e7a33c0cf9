/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-statement.h"

#include "haven-connection-private.h"

struct _HavenStatement {
  HavenConnection *connection;             /* borrowed: it owns us */
  sqlite3_stmt *statement;
  gboolean stepped;                        /* since the last reset */
  int bound;                               /* the first failure since: it is told when the statement is to run */
};

/* Bound values are copied, unless they are lent: a GBytes may be gone before the statement runs. For a copy there may be no memory. */
static void
note_bound (HavenStatement *self, int code)
{
  if (self->bound == SQLITE_OK)
    self->bound = code;
}

/* Asked once for each run, before anything is written */
static gboolean
allow_step (HavenStatement *self, GError **error)
{
  if (self->stepped || sqlite3_stmt_readonly (self->statement))
    return TRUE;
  return haven_connection_allow_write (self->connection, error);
}

static gboolean
step (HavenStatement *self, gboolean *ret_row, GError **error)
{
  int code;

  if (self->bound != SQLITE_OK)
    return haven_connection_fail (self->connection, self->bound, error);
  if (!allow_step (self, error))
    return FALSE;
  self->stepped = TRUE;
  code = sqlite3_step (self->statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    return haven_connection_fail (self->connection, code, error);
  *ret_row = code == SQLITE_ROW;
  return TRUE;
}

HavenStatement *
haven_statement_new (HavenConnection *connection, const char *sql, GError **error)
{
  HavenStatement *self;
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v3 (connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (code != SQLITE_OK) {
    haven_connection_fail (connection, code, error);
    return NULL;
  }
  self = g_new0 (HavenStatement, 1);
  self->connection = connection;
  self->statement = statement;
  return self;
}

void
haven_statement_free (HavenStatement *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->statement);
  g_free (self);
}

void
haven_statement_bind_int (HavenStatement *self, int place, gint64 value)
{
  note_bound (self, sqlite3_bind_int64 (self->statement, place, value));
}

static void
bind_bytes (HavenStatement *self, int place, GBytes *bytes, sqlite3_destructor_type keep)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL) {
    haven_statement_bind_null (self, place);
    return;
  }
  data = g_bytes_get_data (bytes, &size);
  note_bound (self, sqlite3_bind_blob64 (self->statement, place, data != NULL ? data : "", size, keep));
}

void
haven_statement_bind_text (HavenStatement *self, int place, const char *text)
{
  note_bound (self, sqlite3_bind_text (self->statement, place, text, -1, SQLITE_TRANSIENT));
}

void
haven_statement_bind_bytes (HavenStatement *self, int place, GBytes *bytes)
{
  bind_bytes (self, place, bytes, SQLITE_TRANSIENT);
}

void
haven_statement_lend_text (HavenStatement *self, int place, const char *text)
{
  note_bound (self, sqlite3_bind_text (self->statement, place, text, -1, SQLITE_STATIC));
}

void
haven_statement_lend_bytes (HavenStatement *self, int place, GBytes *bytes)
{
  bind_bytes (self, place, bytes, SQLITE_STATIC);
}

void
haven_statement_bind_null (HavenStatement *self, int place)
{
  note_bound (self, sqlite3_bind_null (self->statement, place));
}

gboolean
haven_statement_step (HavenStatement *self, gboolean *ret_row, GError **error)
{
  gboolean row = FALSE;
  gboolean ok = step (self, &row, error);

  if (!row)
    haven_statement_reset (self);
  if (ok)
    *ret_row = row;
  return ok;
}

gboolean
haven_statement_run (HavenStatement *self, GError **error)
{
  gboolean row = TRUE;

  while (row) {
    if (!haven_statement_step (self, &row, error))
      return FALSE;
  }
  return TRUE;
}

void
haven_statement_reset (HavenStatement *self)
{
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
  self->stepped = FALSE;
  self->bound = SQLITE_OK;
}

gboolean
haven_statement_is_null (HavenStatement *self, int column)
{
  return sqlite3_column_type (self->statement, column) == SQLITE_NULL;
}

gint64
haven_statement_get_int (HavenStatement *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

const char *
haven_statement_peek_text (HavenStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

char *
haven_statement_dup_text (HavenStatement *self, int column)
{
  return g_strdup (haven_statement_peek_text (self, column));
}

gconstpointer
haven_statement_peek_bytes (HavenStatement *self, int column, gsize *ret_size)
{
  gconstpointer data = sqlite3_column_blob (self->statement, column);

  *ret_size = sqlite3_column_bytes (self->statement, column);
  return data;
}

GBytes *
haven_statement_dup_bytes (HavenStatement *self, int column)
{
  gsize size;
  gconstpointer data;

  if (haven_statement_is_null (self, column))
    return NULL;
  data = haven_statement_peek_bytes (self, column, &size);
  return g_bytes_new (data, size);
}
