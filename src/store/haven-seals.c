/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-seals.h"

#include "haven-meeting.h"
#include "haven-statement.h"

#include <glib/gi18n-lib.h>

static const char find_seal_sql[] =
  "SELECT s.seal FROM note_texts t LEFT JOIN note_seals s ON s.note_id = t.id AND s.reader = ?2 WHERE t.id = ?1";
static const char keep_text_sql[] =
  "INSERT INTO note_texts (id, sealed) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed";
static const char keep_seal_sql[] =
  "INSERT INTO note_seals (note_id, reader, seal) VALUES (?1, ?2, ?3) ON CONFLICT (note_id, reader) DO UPDATE SET seal = excluded.seal";
static const char remove_sql[] = "DELETE FROM note_texts WHERE id = ?1";
static const char read_sql[] =
  "SELECT t.id, t.sealed, s.seal FROM note_texts t JOIN note_seals s ON s.note_id = t.id WHERE s.reader = ?1 ORDER BY t.id";
static const char list_clear_sql[] = "SELECT id, text FROM notes WHERE restricted = 1 AND text IS NOT NULL ORDER BY id";
static const char blank_sql[] = "UPDATE notes SET text = NULL WHERE id = ?1";
static const char list_missing_sql[] =
  "SELECT t.id FROM note_texts t WHERE NOT EXISTS (SELECT 1 FROM note_seals s WHERE s.note_id = t.id AND s.reader = ?1)"
  " AND EXISTS (SELECT 1 FROM note_seals s WHERE s.note_id = t.id AND s.reader = ?2) ORDER BY t.id";
static const char list_readers_sql[] = "SELECT DISTINCT reader FROM note_seals ORDER BY reader";
static const char remove_reader_sql[] = "DELETE FROM note_seals WHERE reader = ?1";

static char *
make_context (gint64 note_id)
{
  return g_strdup_printf ("haven note %" G_GINT64_FORMAT, note_id);
}

/* NULL without an error: there is none for this reader */
static gboolean
find_seal (HavenConnection *connection, GBytes *reader, gint64 note_id, gboolean *ret_sealed, GBytes **ret_seal, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, find_seal_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, note_id);
  haven_statement_bind_bytes (statement, 2, reader);
  if (!haven_statement_step (statement, ret_sealed, error))
    return FALSE;
  *ret_seal = *ret_sealed ? haven_statement_dup_bytes (statement, 0) : NULL;
  haven_statement_reset (statement);
  return TRUE;
}

static HavenSecret *
open_seal (const HavenReaderKeys *mine, GBytes *seal)
{
  HavenSecret *key = haven_seal_open_secret (mine->own_key, mine->own_secret, seal, NULL);

  if (key != NULL && haven_secret_get_size (key) != HAVEN_KEY_BYTES)
    g_clear_pointer (&key, haven_secret_free);
  return key;
}

/* NULL without an error: not for this reader */
static gboolean
find_key (HavenConnection *connection, const HavenReaderKeys *mine, gint64 note_id, HavenSecret **ret_key, GError **error)
{
  g_autoptr(GBytes) seal = NULL;
  gboolean sealed = FALSE;

  if (!find_seal (connection, mine->own_key, note_id, &sealed, &seal, error))
    return FALSE;
  *ret_key = seal != NULL ? open_seal (mine, seal) : NULL;
  return TRUE;
}

static gboolean
run_on (HavenConnection *connection, const char *sql, gint64 id, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, id);
  return haven_statement_run (statement, error);
}

static gboolean
keep_seal (HavenConnection *connection, gint64 note_id, GBytes *reader, HavenSecret *key, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, keep_seal_sql, error);
  g_autoptr(GBytes) plain = g_bytes_new_static (haven_secret_peek (key), haven_secret_get_size (key));
  g_autoptr(GBytes) seal = haven_seal (reader, plain);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, note_id);
  haven_statement_bind_bytes (statement, 2, reader);
  haven_statement_bind_bytes (statement, 3, seal);
  return haven_statement_run (statement, error);
}

static gboolean
keep_text (HavenConnection *connection, gint64 note_id, HavenSecret *key, const char *text, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, keep_text_sql, error);
  g_autofree char *context = make_context (note_id);
  g_autoptr(GBytes) plain = g_bytes_new_static (text, strlen (text));
  g_autoptr(GBytes) sealed = haven_secret_wrap (key, plain, context);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, note_id);
  haven_statement_bind_bytes (statement, 2, sealed);
  return haven_statement_run (statement, error);
}

static gboolean
keep_with_new_key (HavenConnection *connection, HavenKeys *keys, gint64 note_id, const char *text, GError **error)
{
  g_autoptr(HavenSecret) key = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr(GPtrArray) leads = haven_keys_list_leads (keys);

  if (!haven_seals_remove (connection, note_id, error) || !keep_text (connection, note_id, key, text, error))
    return FALSE;
  for (guint i = 0; i < leads->len; i++)
    if (!keep_seal (connection, note_id, g_ptr_array_index (leads, i), key, error))
      return FALSE;
  return TRUE;
}

static HavenReaderKeys
get_mine (HavenKeys *keys)
{
  return (HavenReaderKeys) { haven_keys_get_own_key (keys), haven_keys_get_own_secret (keys) };
}

gboolean
haven_seals_can_open (HavenConnection *connection, const HavenReaderKeys *mine, gint64 note_id, gboolean *ret_sealed, GError **error)
{
  g_autoptr(GBytes) seal = NULL;
  g_autoptr(HavenSecret) key = NULL;

  if (!find_seal (connection, mine->own_key, note_id, ret_sealed, &seal, error))
    return FALSE;
  key = seal != NULL ? open_seal (mine, seal) : NULL;
  if (!*ret_sealed || key != NULL)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("This entry is restricted to the designated safeguarding lead and deputies. Nothing was changed."));
  return FALSE;
}

/* Where the key of the note can be had it stays, so that an undo finds the same seals. */
gboolean
haven_seals_keep (HavenConnection *connection, HavenKeys *keys, gint64 note_id, const char *text, GError **error)
{
  HavenReaderKeys mine = get_mine (keys);
  g_autoptr(HavenSecret) key = NULL;

  if (!find_key (connection, &mine, note_id, &key, error))
    return FALSE;
  if (key != NULL)
    return keep_text (connection, note_id, key, text, error);
  return keep_with_new_key (connection, keys, note_id, text, error);
}

gboolean
haven_seals_remove (HavenConnection *connection, gint64 note_id, GError **error)
{
  return run_on (connection, remove_sql, note_id, error);
}

/* ---- reading ---- */

static GHashTable *
index_notes (GPtrArray *notes)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < notes->len; i++) {
    HavenNote *note = g_ptr_array_index (notes, i);
    if (note->restricted)
      g_hash_table_insert (by_id, &note->id, note);
  }
  return by_id;
}

/* What cannot be opened although it is sealed to this reader stays covered: one bad entry does not shut the store. */
static void
open_note (HavenStatement *statement, const HavenReaderKeys *mine, HavenNote *note)
{
  g_autoptr(GBytes) sealed = haven_statement_dup_bytes (statement, 1);
  g_autoptr(GBytes) seal = haven_statement_dup_bytes (statement, 2);
  g_autoptr(HavenSecret) key = open_seal (mine, seal);
  g_autofree char *context = make_context (note->id);
  char *text = key != NULL ? haven_secret_unwrap_text (key, sealed, context, NULL) : NULL;

  if (text == NULL)
    return;
  g_free (note->text);
  note->text = text;
}

gboolean
haven_seals_read (HavenConnection *connection, const HavenReaderKeys *mine, GPtrArray *notes, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, read_sql, error);
  g_autoptr(GHashTable) by_id = index_notes (notes);
  gboolean row = statement != NULL;

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_bytes (statement, 1, mine->own_key);
  while (row) {
    gint64 id;
    HavenNote *note;
    if (!haven_statement_step (statement, &row, error))
      return FALSE;
    id = row ? haven_statement_get_int (statement, 0) : 0;
    note = g_hash_table_lookup (by_id, &id);
    if (row && note != NULL)
      open_note (statement, mine, note);
  }
  return TRUE;
}

char *
haven_seals_dup_text (HavenConnection *connection, const HavenReaderKeys *mine, gint64 note_id)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_note_free);
  HavenNote *note = haven_note_new ();

  note->id = note_id;
  note->restricted = TRUE;
  g_ptr_array_add (notes, note);
  return haven_seals_read (connection, mine, notes, NULL) ? g_steal_pointer (&note->text) : NULL;
}

GBytes *
haven_seals_dup_sealed (HavenConnection *connection, gint64 note_id)
{
  HavenStatement *statement = haven_connection_get_statement (connection, "SELECT sealed FROM note_texts WHERE id = ?1", NULL);
  gboolean row = FALSE;
  GBytes *sealed;

  if (statement == NULL)
    return NULL;
  haven_statement_bind_int (statement, 1, note_id);
  if (!haven_statement_step (statement, &row, NULL))
    return NULL;
  sealed = row ? haven_statement_dup_bytes (statement, 0) : NULL;
  haven_statement_reset (statement);
  return sealed;
}

/* ---- settling: after people changed, and once after the schema did ---- */

typedef struct {
  gint64 id;
  char *text;
} ClearNote;

static void
clear_note_clear (gpointer note)
{
  haven_wipe_string (((ClearNote *) note)->text);
  g_free (((ClearNote *) note)->text);
}

static GArray *
list_clear (HavenConnection *connection, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, list_clear_sql, error);
  g_autoptr(GArray) notes = g_array_new (FALSE, FALSE, sizeof (ClearNote));
  gboolean row = TRUE;

  g_array_set_clear_func (notes, clear_note_clear);
  while (statement != NULL && haven_statement_step (statement, &row, error)) {
    ClearNote note = { 0 };
    if (!row)
      return g_steal_pointer (&notes);
    note.id = haven_statement_get_int (statement, 0);
    note.text = haven_statement_dup_text (statement, 1);
    g_array_append_val (notes, note);
  }
  return NULL;
}

static gboolean
seal_clear (HavenConnection *connection, HavenKeys *keys, GError **error)
{
  g_autoptr(GArray) notes = list_clear (connection, error);

  for (guint i = 0; notes != NULL && i < notes->len; i++) {
    const ClearNote *note = &g_array_index (notes, ClearNote, i);
    if (!haven_seals_keep (connection, keys, note->id, note->text, error) || !run_on (connection, blank_sql, note->id, error))
      return FALSE;
  }
  return notes != NULL;
}

/* Notes that this lead has no seal of, and whoever opened the store has */
static GArray *
list_missing (HavenConnection *connection, GBytes *lead, GBytes *mine, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, list_missing_sql, error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  haven_statement_bind_bytes (statement, 1, lead);
  haven_statement_bind_bytes (statement, 2, mine);
  while (haven_statement_step (statement, &row, error)) {
    gint64 id;
    if (!row)
      return g_steal_pointer (&ids);
    id = haven_statement_get_int (statement, 0);
    g_array_append_val (ids, id);
  }
  return NULL;
}

static gboolean
seal_for (HavenConnection *connection, GBytes *lead, const HavenReaderKeys *mine, GError **error)
{
  g_autoptr(GArray) ids = list_missing (connection, lead, mine->own_key, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autoptr(HavenSecret) key = NULL;
    if (!find_key (connection, mine, id, &key, error))
      return FALSE;
    if (key != NULL && !keep_seal (connection, id, lead, key, error))
      return FALSE;
  }
  return ids != NULL;
}

static gboolean
has_key (GPtrArray *keys, GBytes *key)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_bytes_equal (g_ptr_array_index (keys, i), key))
      return TRUE;
  return FALSE;
}

/* The public keys for which there are seals although they lead no longer */
static GPtrArray *
list_strangers (HavenConnection *connection, GPtrArray *leads, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, list_readers_sql, error);
  g_autoptr(GPtrArray) strangers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gboolean row = TRUE;

  while (statement != NULL && haven_statement_step (statement, &row, error)) {
    g_autoptr(GBytes) reader = NULL;
    if (!row)
      return g_steal_pointer (&strangers);
    reader = haven_statement_dup_bytes (statement, 0);
    if (!has_key (leads, reader))
      g_ptr_array_add (strangers, g_steal_pointer (&reader));
  }
  return NULL;
}

static gboolean
remove_strangers (HavenConnection *connection, GPtrArray *leads, GError **error)
{
  g_autoptr(GPtrArray) strangers = list_strangers (connection, leads, error);

  for (guint i = 0; strangers != NULL && i < strangers->len; i++) {
    HavenStatement *statement = haven_connection_get_statement (connection, remove_reader_sql, error);
    if (statement == NULL)
      return FALSE;
    haven_statement_bind_bytes (statement, 1, g_ptr_array_index (strangers, i));
    if (!haven_statement_run (statement, error))
      return FALSE;
  }
  return strangers != NULL;
}

gboolean
haven_seals_are_settled (HavenConnection *connection, HavenKeys *keys, gboolean *ret_settled, GError **error)
{
  g_autoptr(GArray) clear = list_clear (connection, error);
  g_autoptr(GPtrArray) leads = haven_keys_list_leads (keys);

  *ret_settled = clear != NULL && clear->len == 0;
  for (guint i = 0; clear != NULL && i < leads->len && *ret_settled; i++) {
    g_autoptr(GArray) missing = list_missing (connection, g_ptr_array_index (leads, i), haven_keys_get_own_key (keys), error);
    if (missing == NULL)
      return FALSE;
    *ret_settled = missing->len == 0;
  }
  return clear != NULL;
}

/* Seals of those who no longer lead go last: until then one of them may be needed to make the others. */
gboolean
haven_seals_settle (HavenConnection *connection, HavenKeys *keys, GError **error)
{
  HavenReaderKeys mine = get_mine (keys);
  g_autoptr(GPtrArray) leads = haven_keys_list_leads (keys);

  if (!seal_clear (connection, keys, error))
    return FALSE;
  for (guint i = 0; i < leads->len; i++)
    if (!seal_for (connection, g_ptr_array_index (leads, i), &mine, error))
      return FALSE;
  return remove_strangers (connection, leads, error);
}
