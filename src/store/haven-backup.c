/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-backup-private.h"

#include "haven-connection-private.h"
#include "haven-erasing-private.h"
#include "haven-migration.h"
#include "haven-statement.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAGIC "HAVENBAK"
#define MAGIC_BYTES 8
#define VERSION 1
#define HEAD_BYTES (MAGIC_BYTES + 1 + 4 + 8)
#define HASH_BYTES 32

static gboolean
refuse (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

/* ---- making: the records are copied page by page under the same key, then tried ---- */

static gboolean
make_empty (const char *path, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL, 0600);

  if (fd < 0 || !g_close (fd, NULL))
    return refuse (error, HAVEN_ERROR_FAILED,
                   _("The copy could not be made in the store’s folder. Is the disk full? Nothing was changed."));
  return haven_platform_make_private (path, error);
}

static gboolean
check_copy (const char *path, HavenSecret *key, GError **error)
{
  g_autoptr(HavenConnection) copy = haven_connection_open (path, key, HAVEN_CONNECTION_FIXED, error);
  HavenStatement *statement = copy != NULL ? haven_connection_get_statement (copy, "PRAGMA cipher_integrity_check", error) : NULL;
  gboolean row = FALSE;

  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  haven_statement_reset (statement);
  return !row || refuse (error, HAVEN_ERROR_DAMAGED,
                         _("The copy does not read back as it was written, so it was thrown away. Check the store."));
}

static void
put_number (GByteArray *to, guint64 number, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++) {
    guint8 byte = number >> (8 * i);
    g_byte_array_append (to, &byte, 1);
  }
}

static GBytes *
map_file (const char *path, GError **error)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  if (file != NULL)
    return g_mapped_file_get_bytes (file);
  refuse (error, HAVEN_ERROR_FAILED, _("The store could not be read. Nothing was changed."));
  return NULL;
}

static void
append_bytes (GByteArray *to, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (to, data, size);
}

static void
fill_in_sizes (GByteArray *file, gsize keys, gsize records)
{
  g_autoptr(GByteArray) head = g_byte_array_new ();

  g_byte_array_append (head, (const guint8 *) MAGIC, MAGIC_BYTES);
  put_number (head, VERSION, 1);
  put_number (head, keys, 4);
  put_number (head, records, 8);
  memcpy (file->data, head->data, HEAD_BYTES);
}

static GBytes *
join (GBytes *keys, const char *records_path, GError **error)
{
  g_autoptr(GBytes) records = map_file (records_path, error);
  g_autoptr(GByteArray) file = g_byte_array_new ();
  g_autoptr(GBytes) hash = NULL;

  if (records == NULL)
    return NULL;
  g_byte_array_set_size (file, HEAD_BYTES);
  append_bytes (file, keys);
  append_bytes (file, records);
  fill_in_sizes (file, g_bytes_get_size (keys), g_bytes_get_size (records));
  hash = haven_secret_hash (file->data, file->len);
  g_byte_array_append (file, g_bytes_get_data (hash, NULL), HASH_BYTES);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

static gboolean
run_touch (const HavenBackupSource *source, HavenConnection *copy, GError **error)
{
  if (!haven_connection_begin (copy, TRUE, error))
    return FALSE;
  if (source->touch (copy, source->touch_data, error))
    return haven_connection_commit (copy, error) && haven_connection_run (copy, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  haven_connection_rollback (copy);
  return FALSE;
}

/* What it writes is brought over into the one file at once: at its closing nobody would hear that this failed. */
static gboolean
touch_copy (const HavenBackupSource *source, const char *path, GError **error)
{
  g_autoptr(HavenConnection) copy = NULL;

  if (source->touch == NULL)
    return TRUE;
  copy = haven_connection_open (path, source->key, HAVEN_CONNECTION_WRITE, error);
  return copy != NULL && run_touch (source, copy, error);
}

/* What the disk gives back is what was written: bytes that are the same need no second hash. */
static gboolean
check_written (const char *path, GBytes *written, GError **error)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr(GBytes) read = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  if (read != NULL && g_bytes_equal (read, written))
    return TRUE;
  if (read == NULL)                        /* the one before is gone by now: what nobody could look at is not thrown away */
    return refuse (error, HAVEN_ERROR_FAILED, _("The file was written, but the disk may not keep it. Try again."));
  g_unlink (path);
  return refuse (error, HAVEN_ERROR_DAMAGED, _("The copy does not read back as it was written, so it was thrown away. Check the store."));
}

static gboolean
copy_and_join (const HavenBackupSource *source, const char *copy, const char *path, GError **error)
{
  g_autofree char *keys_path = haven_store_folder_get_file (source->folder, HAVEN_STORE_KEYS);
  g_autoptr(GBytes) keys = map_file (keys_path, error);
  g_autoptr(GBytes) file = NULL;

  if (keys == NULL || !make_empty (copy, error) || !haven_connection_copy (source->connection, copy, source->key, error)
      || !touch_copy (source, copy, error) || !check_copy (copy, source->key, error))
    return FALSE;
  file = join (keys, copy, error);
  return file != NULL
         && haven_connection_allow_write (source->connection, error)
         && haven_platform_replace_file (path, file, error)
         && check_written (path, file, error);
}

gboolean
haven_backup_write_from (const HavenBackupSource *source, const char *path, GError **error)
{
  g_autofree char *copy = haven_store_folder_get_file (source->folder, HAVEN_STORE_COPY);
  gboolean done;

  haven_store_folder_remove_copy (source->folder);
  done = copy_and_join (source, copy, path, error);
  haven_store_folder_remove_copy (source->folder);
  return done;
}

gboolean
haven_backup_write_touched (HavenStore *store, const char *path, HavenBackupTouch touch, gpointer user_data, GError **error)
{
  const HavenBackupSource source = { store->connection, haven_keys_get_store_key (store->keys), store->folder, touch, user_data };

  return haven_store_check_writer (store, error) && haven_backup_write_from (&source, path, error);
}

gboolean
haven_backup_write (HavenStore *store, const char *path, GError **error)
{
  return haven_backup_write_touched (store, path, NULL, NULL, error);
}

/* ---- reading ---- */

typedef struct {
  GMappedFile *file;
  const guint8 *keys;
  gsize keys_size;
  const guint8 *records;
  gsize records_size;
} Backup;

static void
backup_clear (Backup *self)
{
  g_clear_pointer (&self->file, g_mapped_file_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backup, backup_clear)

static guint64
take_number (const guint8 *bytes, guint n_bytes)
{
  guint64 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number |= (guint64) bytes[i] << (8 * i);
  return number;
}

/* Sizes are those of the file itself, or it is damaged. */
static gboolean
find_parts (Backup *self, const guint8 *bytes, gsize size)
{
  guint64 keys_size = take_number (bytes + MAGIC_BYTES + 1, 4);
  guint64 records_size = take_number (bytes + MAGIC_BYTES + 5, 8);
  gsize body = size - HEAD_BYTES - HASH_BYTES;
  g_autoptr(GBytes) hash = NULL;

  if (keys_size > body || records_size != body - keys_size)
    return FALSE;
  self->keys = bytes + HEAD_BYTES;
  self->keys_size = keys_size;
  self->records = self->keys + keys_size;
  self->records_size = records_size;
  hash = haven_secret_hash (bytes, size - HASH_BYTES);
  return memcmp (g_bytes_get_data (hash, NULL), bytes + size - HASH_BYTES, HASH_BYTES) == 0;
}

static gboolean
open_backup (Backup *self, const char *path, GError **error)
{
  const guint8 *bytes;
  gsize size;

  self->file = g_mapped_file_new (path, FALSE, NULL);
  if (self->file == NULL)
    return refuse (error, HAVEN_ERROR_NOT_FOUND, _("The backup cannot be found or read. Nothing was changed."));
  bytes = (const guint8 *) g_mapped_file_get_contents (self->file);
  size = g_mapped_file_get_length (self->file);
  if (size < MAGIC_BYTES || memcmp (bytes, MAGIC, MAGIC_BYTES) != 0)
    return refuse (error, HAVEN_ERROR_NOT_A_STORE, _("This is not a backup that Haven made. Nothing was changed."));
  if (size > MAGIC_BYTES && bytes[MAGIC_BYTES] > VERSION)
    return refuse (error, HAVEN_ERROR_TOO_NEW,
                   _("This backup was made by a newer Haven. Nothing was changed. Install the newer Haven to open it."));
  if (size < HEAD_BYTES + HASH_BYTES || !find_parts (self, bytes, size))
    return refuse (error, HAVEN_ERROR_DAMAGED,
                   _("This backup is damaged: part of it is missing or was altered. Nothing was changed. Use another one."));
  return TRUE;
}

gboolean
haven_backup_check (const char *path, GError **error)
{
  g_auto(Backup) backup = { 0 };

  return open_backup (&backup, path, error);
}

char *
haven_backup_dup_digest (const char *path, GError **error)
{
  g_auto(Backup) backup = { 0 };
  GString *digest;
  const guint8 *hash;

  if (!open_backup (&backup, path, error))
    return NULL;
  digest = g_string_new (NULL);
  hash = backup.records + backup.records_size;
  for (guint i = 0; i < HASH_BYTES; i++)
    g_string_append_printf (digest, "%02x", hash[i]);
  return g_string_free (digest, FALSE);
}

static gboolean
write_part (const char *folder, const char *name, const guint8 *bytes, gsize size, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (folder, name);
  g_autoptr(GBytes) part = g_bytes_new_static (bytes, size);

  return haven_platform_replace_file (path, part, error);
}

/* ---- writing one anew: the same moment, keys and passphrases, with something done to its records ---- */

static gboolean
change_records (HavenStore *store, const char *copy, const HavenBackupChange *change, GError **error)
{
  const HavenBackupSource source = { .touch = change->touch, .touch_data = change->user_data };
  g_autoptr(HavenConnection) records = haven_connection_open (copy, haven_keys_get_store_key (store->keys), HAVEN_CONNECTION_WRITE, error);

  return records != NULL && haven_migration_run (records, error) && run_touch (&source, records, error)
         && haven_connection_write_anew (records, error);
}

static gboolean
rewrite (HavenStore *store, const char *path, const char *copy, const HavenBackupChange *change, GError **error)
{
  g_auto(Backup) backup = { 0 };
  g_autoptr(GBytes) keys = NULL;
  g_autoptr(GBytes) file = NULL;

  if (!open_backup (&backup, path, error))
    return FALSE;
  keys = g_bytes_new (backup.keys, backup.keys_size);
  if (!write_part (store->folder, HAVEN_STORE_COPY, backup.records, backup.records_size, error))
    return FALSE;
  backup_clear (&backup);                   /* Windows replaces no file that is mapped */
  if (!change_records (store, copy, change, error))
    return FALSE;
  if (!*change->changed)
    return TRUE;
  if (!check_copy (copy, haven_keys_get_store_key (store->keys), error))
    return FALSE;
  file = join (keys, copy, error);
  return file != NULL && haven_connection_allow_write (store->connection, error) && haven_platform_replace_file (path, file, error);
}

gboolean
haven_backup_rewrite (HavenStore *store, const char *path, const HavenBackupChange *change, GError **error)
{
  g_autofree char *copy = haven_store_folder_get_file (store->folder, HAVEN_STORE_COPY);
  gboolean done;

  if (!haven_store_check_writer (store, error))
    return FALSE;
  haven_store_folder_remove_copy (store->folder);
  done = rewrite (store, path, copy, change, error);
  haven_store_folder_remove_copy (store->folder);
  return done;
}

static gboolean
write_parts (const Backup *backup, const char *folder, GError **error)
{
  return write_part (folder, HAVEN_STORE_RECORDS, backup->records, backup->records_size, error)
         && write_part (folder, HAVEN_STORE_KEYS, backup->keys, backup->keys_size, error);
}

/* Before the keys, so that there is no moment in which the store opens without it */
static gboolean
lay_erasures (const char *path, const char *beside, const char *place, GError **error)
{
  g_autofree char *from = g_path_get_dirname (path);

  return haven_erasures_hand_on (from, place, HAVEN_ERASURES_OF_BACKUP, error)
         && (beside == NULL || haven_erasures_hand_on (beside, place, HAVEN_ERASURES_OF_STORE, error));
}

gboolean
haven_backup_restore_stepped (const char *path, const char *beside, const char *folder, HavenRestoreStep step, gpointer user_data,
                              GError **error)
{
  g_auto(Backup) backup = { 0 };
  g_autofree char *place = haven_store_folder_normalise (folder);

  if (!open_backup (&backup, path, error) || !haven_store_folder_check (place, error))
    return FALSE;
  step (user_data);
  if (!haven_store_folder_make (place, error) || !lay_erasures (path, beside, place, error))
    return FALSE;
  step (user_data);
  if (!write_part (place, HAVEN_STORE_RECORDS, backup.records, backup.records_size, error))
    return FALSE;
  step (user_data);
  if (!write_part (place, HAVEN_STORE_KEYS, backup.keys, backup.keys_size, error))
    return FALSE;
  step (user_data);
  return TRUE;
}

static void
say_nothing (gpointer user_data)
{
}

gboolean
haven_backup_restore (const char *path, const char *beside, const char *folder, GError **error)
{
  return haven_backup_restore_stepped (path, beside, folder, say_nothing, NULL, error);
}

gboolean
haven_backup_refresh (const char *path, const char *folder, GError **error)
{
  g_auto(Backup) backup = { 0 };

  if (!open_backup (&backup, path, error))
    return FALSE;
  haven_store_folder_remove_log (folder);
  return write_parts (&backup, folder, error);
}
