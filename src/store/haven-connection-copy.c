/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-connection-private.h"

/* All of a database as it is at one moment, still sealed: under the same key its pages are the same, and need not be opened to be copied.
 * Read through SQLite's own file handle, because on POSIX closing another one on the same file would drop SQLite's locks. */

#define CHUNK (1 << 20)

/* Empties the log into the file; FALSE, and no waiting, while a reader still stands at an older moment. */
static gboolean
empty_log (HavenConnection *self)
{
  int code;

  sqlite3_busy_timeout (self->db, 0);
  code = sqlite3_wal_checkpoint_v2 (self->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->db, HAVEN_CONNECTION_PATIENCE_MS);
  return code == SQLITE_OK;
}

static sqlite3_int64
get_size (HavenConnection *self, int which)
{
  sqlite3_file *file = NULL;
  sqlite3_int64 size = -1;

  if (sqlite3_file_control (self->db, "main", which, &file) != SQLITE_OK || file == NULL || file->pMethods == NULL)
    return which == SQLITE_FCNTL_JOURNAL_POINTER ? 0 : -1;     /* no log was ever written */
  return file->pMethods->xFileSize (file, &size) == SQLITE_OK ? size : -1;
}

static gboolean
read_file (HavenConnection *self, GByteArray *pages)
{
  sqlite3_file *file = NULL;
  int code = sqlite3_file_control (self->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);

  for (guint at = 0; code == SQLITE_OK && at < pages->len; at += CHUNK)
    code = file->pMethods->xRead (file, pages->data + at, MIN (CHUNK, pages->len - at), at);
  return code == SQLITE_OK;
}

/* The lock on writing is held; whoever wrote since the log was emptied wrote into it. */
static gboolean
read_pages (HavenConnection *self, GByteArray *pages)
{
  sqlite3_int64 size = get_size (self, SQLITE_FCNTL_FILE_POINTER);

  if (get_size (self, SQLITE_FCNTL_JOURNAL_POINTER) != 0 || size <= 0 || size > G_MAXINT)
    return FALSE;
  g_byte_array_set_size (pages, size);
  return read_file (self, pages);
}

/* FALSE where it must be copied page by page */
gboolean
haven_connection_copy_sealed (HavenConnection *self, GByteArray *pages)
{
  gboolean read;

  if (!empty_log (self) || !haven_connection_begin (self, TRUE, NULL))
    return FALSE;
  read = read_pages (self, pages);
  haven_connection_rollback (self);
  return read;
}
