/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-merge-private.h"

#include "haven-audit.h"
#include "haven-backup.h"
#include "haven-connection-private.h"
#include "haven-erasing-private.h"
#include "haven-seals.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DIGEST_TOLD 16                     /* letters of it, in the audit */

static gboolean
refuse (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

void
haven_store_merge_free (HavenStoreMerge *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->merge, haven_merge_free);
  g_clear_pointer (&self->mine, haven_school_unref);
  g_clear_pointer (&self->new_lines, g_ptr_array_unref);
  haven_store_close (self->base);
  haven_store_close (self->theirs);
  haven_platform_remove_tree (self->folder, NULL);
  g_free (self->folder);
  g_free (self->digest);
  g_free (self);
}

HavenMerge *
haven_store_merge_peek (HavenStoreMerge *self)
{
  return self->merge;
}

const char *
haven_store_merge_get_digest (HavenStoreMerge *self)
{
  return self->digest;
}

/* ---- the two others, as stores of their own beside this one ---- */

static HavenStore *
open_part (HavenStore *self, HavenStoreMerge *merge, const char *snapshot, const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (merge->folder, name, NULL);

  if (!haven_connection_allow_write (self->connection, error) || !haven_backup_restore (snapshot, NULL, folder, error))
    return NULL;
  return haven_store_open_copy (self, folder, error);
}

static gboolean
open_parts (HavenStore *self, HavenStoreMerge *merge, const char *shared, GError **error)
{
  g_autofree char *base = haven_snapshot_get_base (self, error);
  g_autofree char *theirs = base != NULL ? haven_snapshot_fetch (self, shared, &merge->digest, error) : NULL;

  if (theirs == NULL)
    return FALSE;
  if (g_str_equal (base, theirs))
    return refuse (error, HAVEN_ERROR_NOT_FOUND, _("There is nothing to merge: the shared store is as it was when this copy was taken."));
  haven_platform_remove_tree (merge->folder, NULL);
  merge->base = open_part (self, merge, base, "base", error);
  merge->theirs = merge->base != NULL ? open_part (self, merge, theirs, "theirs", error) : NULL;
  return merge->theirs != NULL;
}

/* ---- what is restricted, and not open to this person ---- */

static gboolean
is_same_sealed (HavenStore *a, HavenStore *b, gint64 note_id)
{
  g_autoptr(GBytes) one = haven_seals_dup_sealed (a->connection, note_id);
  g_autoptr(GBytes) other = haven_seals_dup_sealed (b->connection, note_id);

  return one != NULL && other != NULL && g_bytes_equal (one, other);
}

static gboolean
check_covered (HavenStore *self, HavenStoreMerge *merge, HavenSchool *theirs, GError **error)
{
  GPtrArray *notes = haven_school_get_table (theirs, HAVEN_TABLE_NOTES);

  for (guint i = 0; i < notes->len; i++) {
    const HavenNote *note = g_ptr_array_index (notes, i);
    if (!note->restricted || note->text != NULL || is_same_sealed (self, merge->theirs, note->id)
        || is_same_sealed (merge->base, merge->theirs, note->id))
      continue;
    return refuse (error, HAVEN_ERROR_REFUSED,
                   _("A restricted entry that you cannot open was changed in the shared store, so nothing was merged. "
                     "Ask another designated safeguarding lead to merge."));
  }
  return TRUE;
}

/* ---- the audit ---- */

static char *
join_line (const HavenAuditEntry *line)
{
  const char *detail = line->detail != NULL ? line->detail : "";

  return g_strdup_printf ("%" G_GINT64_FORMAT "\x1f%s\x1f%s\x1f%" G_GINT64_FORMAT "\x1f%s",
                          line->at, line->who, line->action, line->pupil_id, detail);
}

static GHashTable *
count_lines (GPtrArray *lines)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++) {
    char *key = join_line (g_ptr_array_index (lines, i));
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
    g_hash_table_replace (counts, key, GUINT_TO_POINTER (n + 1));
  }
  return counts;
}

/* Those there of which there are more than in what both came from */
static GPtrArray *
choose_new_lines (GPtrArray *base, GPtrArray *theirs)
{
  g_autoptr(GHashTable) counts = count_lines (base);
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_audit_entry_free);

  for (guint i = 0; i < theirs->len; i++) {
    g_autofree char *key = join_line (g_ptr_array_index (theirs, i));
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
    if (n > 0)
      g_hash_table_replace (counts, g_steal_pointer (&key), GUINT_TO_POINTER (n - 1));
    else
      g_ptr_array_add (chosen, g_steal_pointer (&g_ptr_array_index (theirs, i)));
  }
  return chosen;
}

char *
haven_store_merge_tell_digest (HavenStoreMerge *self)
{
  return g_strndup (self->digest, DIGEST_TOLD);
}

/* ---- who changed what, as far as the audit tells: of the table and the pupil, or of the pupil at all ---- */

/* A line about a setting names the setting, any other the table. */
static const char *
get_word (HavenStoreMerge *merge, const HavenConflict *conflict)
{
  const HavenSetting *setting = NULL;

  if (conflict->table == HAVEN_TABLE_SETTINGS)
    setting = haven_school_get_record (merge->mine, HAVEN_TABLE_SETTINGS, conflict->id);
  return setting != NULL ? setting->key : haven_table_get_kind (conflict->table)->name;
}

static gboolean
tells_of (const HavenAuditEntry *line, const char *word, gint64 pupil_id)
{
  return g_strcmp0 (line->detail, word) == 0 && line->pupil_id == pupil_id;
}

static gboolean
tells_of_import (const HavenAuditEntry *line)
{
  return g_str_has_prefix (line->action, "import");
}

static const HavenAuditEntry *
find_teller (GPtrArray *lines, const char *word, gint64 pupil_id)
{
  for (guint i = lines->len; i > 0; i--)
    if (tells_of (g_ptr_array_index (lines, i - 1), word, pupil_id))
      return g_ptr_array_index (lines, i - 1);
  for (guint i = lines->len; i > 0; i--)
    if (tells_of_import (g_ptr_array_index (lines, i - 1)))
      return g_ptr_array_index (lines, i - 1);
  return NULL;
}

/* The number that a pupil had here before */
static gint64
find_own_number (HavenStoreMerge *merge, gint64 pupil_id)
{
  for (guint i = 0; i < haven_school_get_n_pupils (merge->mine); i++) {
    gint64 id = haven_school_get_nth_pupil (merge->mine, i)->id;
    if (haven_merge_get_new_id (merge->merge, HAVEN_TABLE_PUPILS, id) == pupil_id)
      return id;
  }
  return pupil_id;
}

static void
tell_who (HavenStoreMerge *merge, HavenConflict *conflict, GPtrArray *mine)
{
  const char *word = get_word (merge, conflict);
  const HavenAuditEntry *here = find_teller (mine, word, find_own_number (merge, conflict->pupil_id));
  const HavenAuditEntry *there = find_teller (merge->new_lines, word, conflict->pupil_id);

  conflict->mine_by = here != NULL ? g_strdup (here->who) : NULL;
  conflict->mine_at = here != NULL ? here->at : 0;
  conflict->theirs_by = there != NULL ? g_strdup (there->who) : NULL;
  conflict->theirs_at = there != NULL ? there->at : 0;
}

/* Merged once already, and taken back since: the lines stayed. */
static gboolean
was_told (HavenStoreMerge *merge, GPtrArray *mine)
{
  g_autofree char *told = haven_store_merge_tell_digest (merge);

  for (guint i = 0; i < mine->len; i++) {
    const HavenAuditEntry *line = g_ptr_array_index (mine, i);
    if (g_str_equal (line->action, HAVEN_STORE_MERGE_ACTION) && line->detail != NULL && g_str_has_prefix (line->detail, told))
      return TRUE;
  }
  return FALSE;
}

static gboolean
read_audits (HavenStore *self, HavenStoreMerge *merge, GError **error)
{
  g_autoptr(GPtrArray) mine = haven_store_read_audit (self, error);
  g_autoptr(GPtrArray) base = mine != NULL ? haven_store_read_audit (merge->base, error) : NULL;
  g_autoptr(GPtrArray) theirs = base != NULL ? haven_store_read_audit (merge->theirs, error) : NULL;
  GPtrArray *conflicts = haven_merge_get_conflicts (merge->merge);

  if (theirs == NULL)
    return FALSE;
  merge->told = was_told (merge, mine);
  merge->new_lines = choose_new_lines (base, theirs);
  for (guint i = 0; i < conflicts->len; i++)
    tell_who (merge, g_ptr_array_index (conflicts, i), mine);
  return TRUE;
}

/* ---- looking ---- */

static gboolean
compare (HavenStore *self, HavenStoreMerge *merge, GError **error)
{
  g_autoptr(HavenSchool) base = haven_store_read_school (merge->base, NULL, HAVEN_ALL_TABLES, error);
  g_autoptr(HavenSchool) theirs = base != NULL ? haven_store_read_school (merge->theirs, NULL, HAVEN_ALL_TABLES, error) : NULL;

  if (theirs == NULL || !check_covered (self, merge, theirs, error))
    return FALSE;
  merge->mine = haven_store_read_school (self, NULL, HAVEN_ALL_TABLES, error);
  if (merge->mine == NULL)
    return FALSE;
  merge->merge = haven_merge_new (base, merge->mine, theirs);
  return read_audits (self, merge, error);
}

HavenStoreMerge *
haven_store_merge_look (HavenStore *self, const char *shared, GError **error)
{
  g_autoptr(HavenStoreMerge) merge = NULL;

  if (!haven_store_check_writer (self, error) || !haven_store_check_own (self, error))
    return NULL;
  merge = g_new0 (HavenStoreMerge, 1);
  merge->folder = haven_store_folder_get_file (self->folder, HAVEN_STORE_MERGING);
  return open_parts (self, merge, shared, error) && compare (self, merge, error) ? g_steal_pointer (&merge) : NULL;
}

/* ---- doing it ---- */

static gboolean
merge_people (HavenStore *self, HavenStoreMerge *merge, gboolean *ret_changed, GError **error)
{
  g_autofree char *base = haven_store_folder_get_file (merge->base->folder, HAVEN_STORE_KEYS);
  g_autofree char *theirs = haven_store_folder_get_file (merge->theirs->folder, HAVEN_STORE_KEYS);
  const HavenKeysPaths paths = { base, theirs };

  return haven_keys_merge (self->keys, &paths, ret_changed, error)
         && haven_store_bring_in_line (self, error);
}

/* Who was erased on either side stays erased, whatever was done or settled on the other; and no step of undo holds them. */
static gboolean
write_without_erased (HavenStore *self, HavenStoreMerge *merge, HavenClock clock, gboolean *ret_erased, GError **error)
{
  guint n = 0;

  if (!haven_store_take_erasures (self, merge->theirs, clock, ret_erased, error)
      || !haven_connection_record_begin (self->connection, haven_store_get_undoable (), error))
    return FALSE;
  self->recording = TRUE;
  if (!haven_store_merge_write (self, merge, clock, error) || !haven_store_repeat_erasures (self, clock, &n, error))
    return FALSE;
  *ret_erased |= n > 0;
  if (!*ret_erased)
    return TRUE;
  self->recording = FALSE;
  haven_connection_record_abandon (self->connection);
  return TRUE;
}

/* People before the rows are recorded: what was sealed for somebody is not taken back. */
static gboolean
do_all (HavenStore *self, HavenStoreMerge *merge, HavenClock clock, GBytes **ret_undo, GError **error)
{
  gboolean people = FALSE, erased = FALSE;

  if (!merge_people (self, merge, &people, error) || !write_without_erased (self, merge, clock, &erased, error)
      || (people && !haven_store_write_keys (self, error)) || !haven_store_commit (self, NULL, ret_undo, error))
    return FALSE;
  if (erased)
    haven_store_sweep (self, clock, NULL);      /* what fails now goes on at the next opening */
  return TRUE;
}

gboolean
haven_store_merge_apply (HavenStore *self, HavenStoreMerge *merge, HavenClock clock, GBytes **ret_undo, GError **error)
{
  if (!haven_store_check_own (self, error) || !haven_store_begin (self, FALSE, error))
    return FALSE;
  haven_keys_begin (self->keys);
  if (do_all (self, merge, clock, ret_undo, error)) {
    haven_keys_end (self->keys);
    haven_snapshot_forget_bases (self->folder, merge->digest);
    return TRUE;
  }
  haven_store_rollback (self);
  haven_keys_rollback (self->keys, error);
  return FALSE;
}
