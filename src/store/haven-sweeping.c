/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-erasing-private.h"

#include "haven-backup.h"
#include "haven-connection-private.h"
#include "haven-statement.h"
#include "haven-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* After the rows are gone: free pages, the log, and every copy of the store that is known. */

static const char unswept_sql[] = "SELECT count (*) FROM erasures WHERE swept_at = 0";
static const char swept_sql[] = "UPDATE erasures SET swept_at = ?1, left_over = ?2 WHERE swept_at = 0";

typedef struct {
  HavenStore *store;
  HavenClock clock;
  GPtrArray *erasures;          /* HavenErasure: all of them */
  GString *left_over;           /* a line each */
} Sweep;

/* ---- one copy ---- */

typedef struct {
  Sweep *sweep;
  gboolean changed;
} Touch;

static gboolean
clean_of (const HavenEraser *eraser, const HavenErasure *erasure, gint64 now, GError **error)
{
  g_autoptr (HavenErasure) own = haven_erasure_copy (erasure);
  guint n = 0;

  own->swept_at = now;
  return haven_eraser_repeat (eraser, erasure, HAVEN_MARKS_OF_A_COPY, &n, error) && haven_eraser_put (eraser, own, error);
}

/* A copy that has a certificate was made after that erasure. */
static gboolean
clean_cb (gpointer copy, gpointer user_data, GError **error)
{
  Touch *touch = user_data;
  const HavenEraser eraser = { copy, haven_keys_get_store_key (touch->sweep->store->keys) };
  g_autoptr (GPtrArray) there = haven_eraser_list (&eraser, error);

  for (guint i = 0; there != NULL && i < touch->sweep->erasures->len; i++) {
    const HavenErasure *erasure = touch->sweep->erasures->pdata[i];
    if (haven_erasures_hold (there, erasure->reference))
      continue;
    touch->changed = TRUE;
    if (!clean_of (&eraser, erasure, touch->sweep->clock.now, error))
      return FALSE;
  }
  return there != NULL;
}

static gboolean
clean_copy (Sweep *sweep, const char *path)
{
  Touch touch = { sweep, FALSE };
  const HavenBackupChange change = { clean_cb, &touch, &touch.changed };

  return haven_backup_rewrite (sweep->store, path, &change, NULL);
}

static void
leave (Sweep *sweep, const char *path)
{
  if (sweep->left_over->len > 0)
    g_string_append_c (sweep->left_over, '\n');
  g_string_append (sweep->left_over, path);
}

/* ---- in the store's own folder ---- */

/* They were for a migration that went wrong; the one that is open went well. */
static void
remove_before_migration (HavenStore *store)
{
  g_autofree char *folder = haven_store_folder_get_file (store->folder, HAVEN_STORE_BEFORE);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    haven_platform_remove_tree (folder, NULL);
}

/* What a checked-out store came from, and what was fetched to merge with. One that is cleaned by itself is another than the shared snapshot
 * from then on, so that the two have to be merged. */
static void
clean_bases (Sweep *sweep)
{
  g_auto (GStrv) bases = haven_snapshot_list_bases (sweep->store->folder);

  for (guint i = 0; bases[i] != NULL; i++)
    if (!clean_copy (sweep, bases[i]))
      leave (sweep, bases[i]);
}

/* ---- elsewhere ---- */

static void
write_list (Sweep *sweep, const char *folder)
{
  if (haven_platform_can_write (folder))
    haven_erasures_write (haven_keys_get_store_key (sweep->store->keys), sweep->erasures, folder, NULL);
}

/* Only while it is checked out to this copy: else somebody else's work would be written over. The copy came from what stands there now. */
static gboolean
clean_shared (Sweep *sweep, const char *path, const char *shared)
{
  g_autofree char *digest = NULL;

  if (!haven_snapshot_is_still_ours (sweep->store, shared) || !clean_copy (sweep, path)
      || !haven_snapshot_keep_base (sweep->store->folder, path, NULL))
    return FALSE;
  digest = haven_snapshot_dup_digest (shared, NULL);
  if (digest != NULL)
    haven_snapshot_forget_bases (sweep->store->folder, digest);
  return TRUE;
}

static void
clean_known (Sweep *sweep, const HavenCopy *copy)
{
  g_autofree char *folder = g_path_get_dirname (copy->path);
  gboolean shared = g_str_equal (copy->type, HAVEN_COPY_SHARED);

  if (shared ? clean_shared (sweep, copy->path, folder) : clean_copy (sweep, copy->path))
    write_list (sweep, folder);
  else
    leave (sweep, copy->path);
}

static gboolean
clean_all_known (Sweep *sweep, GError **error)
{
  g_autoptr (GPtrArray) copies = haven_store_list_copies (sweep->store, error);

  for (guint i = 0; copies != NULL && i < copies->len; i++)
    clean_known (sweep, copies->pdata[i]);
  return copies != NULL;
}

/* ---- all of it ---- */

static gboolean
note_swept (Sweep *sweep, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (sweep->store->connection, swept_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, sweep->clock.now);
  haven_statement_bind_text (statement, 2, sweep->left_over->len > 0 ? sweep->left_over->str : NULL);
  return haven_statement_run (statement, error);
}

static gboolean
commit_swept (Sweep *sweep, GError **error)
{
  if (!haven_store_begin (sweep->store, FALSE, error))
    return FALSE;
  if (note_swept (sweep, error))
    return haven_store_commit (sweep->store, NULL, NULL, error);
  haven_store_rollback (sweep->store);
  return FALSE;
}

static gboolean
sweep_all (Sweep *sweep, GError **error)
{
  if (!haven_connection_write_anew (sweep->store->connection, error))
    return FALSE;
  remove_before_migration (sweep->store);
  if (!clean_all_known (sweep, error))
    return FALSE;
  clean_bases (sweep);
  write_list (sweep, sweep->store->folder);
  return commit_swept (sweep, error);
}

gboolean
haven_store_sweep (HavenStore *self, HavenClock clock, GError **error)
{
  const HavenEraser eraser = { self->connection, haven_keys_get_store_key (self->keys) };
  g_autoptr (GPtrArray) erasures = haven_eraser_list (&eraser, error);
  g_autoptr (GString) left_over = g_string_new (NULL);
  Sweep sweep = { self, clock, erasures, left_over };

  return erasures != NULL && haven_store_check_writer (self, error) && sweep_all (&sweep, error);
}

static const char unsweep_left_sql[] = "UPDATE erasures SET swept_at = 0 WHERE left_over IS NOT NULL AND ?1 > 0";

static gboolean
unsweep_left (HavenStore *self, HavenClock clock, GError **error)
{
  HavenStatement *statement;

  if (!haven_store_begin (self, FALSE, error))
    return FALSE;
  statement = haven_connection_get_statement (self->connection, unsweep_left_sql, error);
  if (statement != NULL) {
    haven_statement_bind_int (statement, 1, clock.now);
    if (haven_statement_run (statement, error))
      return haven_store_commit (self, NULL, NULL, error);
  }
  haven_store_rollback (self);
  return FALSE;
}

gboolean
haven_store_sweep_again (HavenStore *self, HavenClock clock, GError **error)
{
  return haven_store_check_own (self, error) && unsweep_left (self, clock, error) && haven_store_sweep (self, clock, error);
}

gboolean
haven_store_is_swept (HavenStore *self, gboolean *ret_swept, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, unswept_sql, error);
  gboolean row = FALSE;

  HAVEN_STORE_ASSERT_OWNER (self);
  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  *ret_swept = haven_statement_get_int (statement, 0) == 0;
  haven_statement_reset (statement);
  return TRUE;
}
