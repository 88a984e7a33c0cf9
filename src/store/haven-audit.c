/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-audit.h"

#include "haven-statement.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char read_sql[] = "SELECT id, at, who, action, pupil_id, detail, hash FROM audit ORDER BY id";
static const char insert_sql[] = "INSERT INTO audit (id, at, who, action, pupil_id, detail, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
static const char head_sql[] = "SELECT n, hash FROM audit_head WHERE id = 1";
static const char set_head_sql[] = "INSERT INTO audit_head (id, n, hash) VALUES (1, ?1, ?2) "
                                   "ON CONFLICT (id) DO UPDATE SET n = excluded.n, hash = excluded.hash";

typedef struct {
  gint64 n;
  char *hash;
} Head;

static void
head_clear (Head *head)
{
  g_free (head->hash);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Head, head_clear)

/* With its length in front, so that no two lines read alike however their texts are cut */
static void
append_text (GString *line, const char *text)
{
  if (text == NULL)
    g_string_append (line, "-;");
  else
    g_string_append_printf (line, "%" G_GSIZE_FORMAT ":%s;", strlen (text), text);
}

static void
append_number (GString *line, gint64 number)
{
  g_string_append_printf (line, "%" G_GINT64_FORMAT ";", number);
}

static char *
hash_line (const char *hash_before, gint64 id, const HavenAuditEntry *entry)
{
  g_autoptr(GString) line = g_string_new (NULL);

  append_text (line, hash_before);
  append_number (line, id);
  append_number (line, entry->at);
  append_text (line, entry->who);
  append_text (line, entry->action);
  append_number (line, entry->pupil_id);
  append_text (line, entry->detail);
  return haven_secret_hash_hex (line->str, line->len);
}

static gboolean
read_head (HavenConnection *connection, Head *ret_head, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, head_sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  ret_head->n = row ? haven_statement_get_int (statement, 0) : 0;
  ret_head->hash = row ? haven_statement_dup_text (statement, 1) : g_strdup ("");
  haven_statement_reset (statement);
  return TRUE;
}

static gboolean
write_head (HavenConnection *connection, const Head *head, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, set_head_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, head->n);
  haven_statement_bind_text (statement, 2, head->hash);
  return haven_statement_run (statement, error);
}

static gboolean
insert_line (HavenConnection *connection, const HavenAuditEntry *entry, const Head *head, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, insert_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, head->n);
  haven_statement_bind_int (statement, 2, entry->at);
  haven_statement_bind_text (statement, 3, entry->who);
  haven_statement_bind_text (statement, 4, entry->action);
  if (entry->pupil_id != 0)
    haven_statement_bind_int (statement, 5, entry->pupil_id);
  haven_statement_bind_text (statement, 6, entry->detail);
  haven_statement_bind_text (statement, 7, head->hash);
  return haven_statement_run (statement, error);
}

static HavenAuditEntry *
read_line (HavenStatement *statement)
{
  HavenAuditEntry *entry = g_new0 (HavenAuditEntry, 1);

  entry->id = haven_statement_get_int (statement, 0);
  entry->at = haven_statement_get_int (statement, 1);
  entry->who = haven_statement_dup_text (statement, 2);
  entry->action = haven_statement_dup_text (statement, 3);
  entry->pupil_id = haven_statement_get_int (statement, 4);
  entry->detail = haven_statement_dup_text (statement, 5);
  return entry;
}

static gboolean
refuse_line (gint64 n, GError **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED,
               _("The audit was altered at line %lld: that line was changed, or one was taken out there."), (long long) n);
  return FALSE;
}

/* Moves head from the line before to this one, or says that they do not belong together. */
static gboolean
check_line (HavenStatement *statement, Head *head, GError **error)
{
  HavenAuditEntry *entry = read_line (statement);
  g_autofree char *expected = hash_line (head->hash, head->n + 1, entry);
  gboolean fits = entry->id == head->n + 1 && g_strcmp0 (haven_statement_peek_text (statement, 6), expected) == 0;

  haven_audit_entry_free (entry);
  if (!fits)
    return refuse_line (head->n + 1, error);
  head->n++;
  g_free (head->hash);
  head->hash = g_steal_pointer (&expected);
  return TRUE;
}

static gboolean
walk (HavenConnection *connection, Head *head, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, read_sql, error);
  gboolean row = statement != NULL;

  while (row) {
    if (!haven_statement_step (statement, &row, error))
      return FALSE;
    if (row && !check_line (statement, head, error)) {
      haven_statement_reset (statement);
      return FALSE;
    }
  }
  return statement != NULL;
}

gboolean
haven_audit_add (HavenConnection *connection, const HavenAuditEntry *entry, GError **error)
{
  g_auto(Head) head = { 0 };
  char *hash;

  if (!read_head (connection, &head, error))
    return FALSE;
  head.n++;
  hash = hash_line (head.hash, head.n, entry);
  g_free (head.hash);
  head.hash = hash;
  return insert_line (connection, entry, &head, error) && write_head (connection, &head, error);
}

/* ---- forgetting: a table's or a setting's name is one word and names nobody ---- */

#define TO_FORGET \
  "detail IS NOT NULL AND action <> 'renumber' AND ((pupil_id = ?1 AND instr (detail, ' ') > 0)" \
  " OR (?2 <> '' AND instr (detail, ?2) > 0) OR (?3 <> '' AND instr (lower (detail), lower (?3)) > 0))"

static const char first_to_forget_sql[] = "SELECT coalesce (min (id), 0) FROM audit WHERE " TO_FORGET;
static const char forget_sql[] = "UPDATE audit SET detail = NULL WHERE " TO_FORGET;
static const char hash_before_sql[] = "SELECT hash FROM audit WHERE id = ?1";
static const char chain_sql[] = "UPDATE audit SET hash = ?2 WHERE id = ?1";
static const char from_sql[] = "SELECT id, at, who, action, pupil_id, detail, hash FROM audit WHERE id >= ?1 ORDER BY id";
static const char open_sql[] = "DROP TRIGGER audit_is_not_altered";
static const char close_sql[] =
  "CREATE TRIGGER audit_is_not_altered BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'append only'); END";

static HavenStatement *
prepare_forget (HavenConnection *connection, const char *sql, const HavenAuditNames *names, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, sql, error);

  if (statement == NULL)
    return NULL;
  haven_statement_bind_int (statement, 1, names->pupil_id);
  haven_statement_bind_text (statement, 2, names->key != NULL ? names->key : "");
  haven_statement_bind_text (statement, 3, names->name != NULL ? names->name : "");
  return statement;
}

static gboolean
find_first (HavenConnection *connection, const HavenAuditNames *names, gint64 *ret_first, GError **error)
{
  HavenStatement *statement = prepare_forget (connection, first_to_forget_sql, names, error);
  gboolean row = FALSE;

  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  *ret_first = haven_statement_get_int (statement, 0);
  haven_statement_reset (statement);
  return TRUE;
}

static gboolean
read_hash (HavenConnection *connection, gint64 id, char **ret_hash, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, hash_before_sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, id);
  if (!haven_statement_step (statement, &row, error))
    return FALSE;
  *ret_hash = row ? haven_statement_dup_text (statement, 0) : g_strdup ("");
  haven_statement_reset (statement);
  return TRUE;
}

static GPtrArray *
read_from (HavenConnection *connection, gint64 first, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, from_sql, error);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_audit_entry_free);
  gboolean row = FALSE;

  if (statement != NULL)
    haven_statement_bind_int (statement, 1, first);
  while (statement != NULL && haven_statement_step (statement, &row, error)) {
    if (!row)
      return g_steal_pointer (&entries);
    g_ptr_array_add (entries, read_line (statement));
  }
  return NULL;
}

static gboolean
write_hash (HavenConnection *connection, gint64 id, const char *hash, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, chain_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, id);
  haven_statement_bind_text (statement, 2, hash);
  return haven_statement_run (statement, error);
}

static gboolean
chain_from (HavenConnection *connection, gint64 first, GError **error)
{
  g_autoptr(GPtrArray) entries = read_from (connection, first, error);
  g_auto(Head) head = { .n = first - 1 };

  if (entries == NULL || !read_hash (connection, first - 1, &head.hash, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    char *hash = hash_line (head.hash, ++head.n, g_ptr_array_index (entries, i));
    g_free (head.hash);
    head.hash = hash;
    if (!write_hash (connection, head.n, hash, error))
      return FALSE;
  }
  return write_head (connection, &head, error);
}

static gboolean
forget_from (HavenConnection *connection, const HavenAuditNames *names, gint64 first, GError **error)
{
  HavenStatement *forget;

  if (!haven_connection_run (connection, open_sql, error))
    return FALSE;
  forget = prepare_forget (connection, forget_sql, names, error);
  return forget != NULL && haven_statement_run (forget, error)
         && chain_from (connection, first, error)
         && haven_connection_run (connection, close_sql, error);
}

gboolean
haven_audit_forget (HavenConnection *connection, const HavenAuditNames *names, GError **error)
{
  gint64 first = 0;

  if (!find_first (connection, names, &first, error))
    return FALSE;
  return first == 0 || forget_from (connection, names, first, error);
}

char *
haven_audit_dup_head (HavenConnection *connection, GError **error)
{
  g_auto(Head) head = { 0 };

  return read_head (connection, &head, error) ? g_steal_pointer (&head.hash) : NULL;
}

GPtrArray *
haven_audit_read (HavenConnection *connection, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, read_sql, error);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_audit_entry_free);
  gboolean row = FALSE;

  while (statement != NULL && haven_statement_step (statement, &row, error)) {
    if (!row)
      return g_steal_pointer (&entries);
    g_ptr_array_add (entries, read_line (statement));
  }
  return NULL;
}

gboolean
haven_audit_verify (HavenConnection *connection, guint *ret_n, GError **error)
{
  g_auto(Head) said = { 0 };
  g_auto(Head) found = { .hash = g_strdup ("") };

  if (!read_head (connection, &said, error) || !walk (connection, &found, error))
    return FALSE;
  if (said.n != found.n || g_strcmp0 (said.hash, found.hash) != 0)
    return refuse_line (found.n + 1, error);
  *ret_n = (guint) found.n;
  return TRUE;
}

void
haven_audit_entry_free (HavenAuditEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->who);
  g_free (entry->action);
  g_free (entry->detail);
  g_free (entry);
}
