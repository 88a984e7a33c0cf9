/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-table.h"

#include "haven-connection-private.h"
#include "haven-statement.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 65536                        /* bytes */
#define ALIGNMENT 8                        /* as malloc would keep for what is read in words */

#define MEMBER(record, field, Type) (*(Type *) ((char *) (record) + (field)->offset))
#define PEEK(record, field, Type) (*(Type const *) ((const char *) (record) + (field)->offset))

/* 0 in the model is "none", which only NULL is to a foreign key, and to a row that wants a number of its own. */
static gboolean
is_reference (const HavenField *field)
{
  return strcmp (field->name, "id") == 0 || g_str_has_suffix (field->name, "_id");
}

static void
bind_reference (HavenStatement *statement, int place, gint64 id)
{
  if (id == 0)
    haven_statement_bind_null (statement, place);
  else
    haven_statement_bind_int (statement, place, id);
}

static void
bind_day (HavenStatement *statement, int place, HavenDay day)
{
  if (day == HAVEN_DAY_NONE)
    haven_statement_bind_null (statement, place);
  else
    haven_statement_bind_int (statement, place, day);
}

/* The record lasts until it is written. */
static void
bind_field (HavenStatement *statement, int place, const HavenField *field, gconstpointer record)
{
  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    haven_statement_lend_text (statement, place, PEEK (record, field, char *));
    break;
  case HAVEN_FIELD_INT:
    if (is_reference (field))
      bind_reference (statement, place, PEEK (record, field, gint64));
    else
      haven_statement_bind_int (statement, place, PEEK (record, field, gint64));
    break;
  case HAVEN_FIELD_DAY:
    bind_day (statement, place, PEEK (record, field, HavenDay));
    break;
  case HAVEN_FIELD_FLAG:
    haven_statement_bind_int (statement, place, PEEK (record, field, gboolean) != 0);
    break;
  case HAVEN_FIELD_CODE:
    haven_statement_lend_text (statement, place, field->codes[PEEK (record, field, int)]);
    break;
  case HAVEN_FIELD_BYTES:
    haven_statement_lend_bytes (statement, place, PEEK (record, field, GBytes *));
    break;
  default:
    g_assert_not_reached ();
  }
}

static gboolean
check_codes (const HavenKind *kind, gconstpointer record, GError **error)
{
  for (guint i = 0; i < kind->n_fields; i++) {
    const HavenField *field = &kind->fields[i];
    if (field->type != HAVEN_FIELD_CODE)
      continue;
    if ((guint) PEEK (record, field, int) >= g_strv_length ((char **) field->codes)) {
      g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("A value is outside its list of choices. Nothing was changed."));
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
find_code (const HavenField *field, const char *text, int *ret_value)
{
  for (int i = 0; text != NULL && field->codes[i] != NULL; i++) {
    if (strcmp (field->codes[i], text) == 0) {
      *ret_value = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* The rows of a table being read */
typedef struct {
  HavenStatement *statement;
  const HavenKind *kind;
  GBytes *block;                           /* of which small blobs are cut: each holds it, and none needs memory of its own */
  gsize used;
} Rows;

static GBytes *
cut_block (Rows *self, gconstpointer data, gsize size)
{
  gsize place = self->block != NULL && self->used + size <= BLOCK ? self->used : 0;

  if (place == 0) {
    g_clear_pointer (&self->block, g_bytes_unref);
    self->block = g_bytes_new_take (g_malloc (BLOCK), BLOCK);
  }
  memcpy ((char *) g_bytes_get_data (self->block, NULL) + place, data, size);
  self->used = (place + size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  return g_bytes_new_from_bytes (self->block, place, size);
}

static GBytes *
read_bytes (Rows *self, int column)
{
  gsize size;
  gconstpointer data = haven_statement_peek_bytes (self->statement, column, &size);

  if (data == NULL || size == 0 || size > BLOCK / 8)
    return haven_statement_dup_bytes (self->statement, column);
  return cut_block (self, data, size);
}

static gboolean
read_code (HavenStatement *statement, int column, const HavenField *field, gpointer record, GError **error)
{
  if (find_code (field, haven_statement_peek_text (statement, column), &MEMBER (record, field, int)))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED,
                       _("The store holds a value that Haven does not know. Open a backup, or a newer Haven."));
  return FALSE;
}

static gboolean
read_field (Rows *rows, int column, gpointer record, GError **error)
{
  HavenStatement *statement = rows->statement;
  const HavenField *field = &rows->kind->fields[column];

  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    MEMBER (record, field, char *) = haven_statement_dup_text (statement, column);
    return TRUE;
  case HAVEN_FIELD_INT:
    MEMBER (record, field, gint64) = haven_statement_get_int (statement, column);
    return TRUE;
  case HAVEN_FIELD_DAY:
    if (!haven_statement_is_null (statement, column))
      MEMBER (record, field, HavenDay) = (HavenDay) haven_statement_get_int (statement, column);
    return TRUE;
  case HAVEN_FIELD_FLAG:
    MEMBER (record, field, gboolean) = haven_statement_get_int (statement, column) != 0;
    return TRUE;
  case HAVEN_FIELD_CODE:
    return read_code (statement, column, field, record, error);
  case HAVEN_FIELD_BYTES:
    MEMBER (record, field, GBytes *) = read_bytes (rows, column);
    return TRUE;
  default:
    g_assert_not_reached ();
  }
}

static gboolean
read_record (Rows *rows, gpointer record, GError **error)
{
  for (guint i = 0; i < rows->kind->n_fields; i++) {
    if (!read_field (rows, i, record, error))
      return FALSE;
  }
  return TRUE;
}

static void
bind_record (HavenStatement *statement, const HavenKind *kind, gconstpointer record)
{
  for (guint i = 0; i < kind->n_fields; i++)
    bind_field (statement, i + 1, &kind->fields[i], record);
}

static gboolean
refuse_missing (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("This is no longer there: it was removed since. Nothing was changed."));
  return FALSE;
}

static gboolean
write_record (HavenConnection *connection, const HavenKind *kind, const char *sql, gconstpointer record, GError **error)
{
  HavenStatement *statement;

  if (!check_codes (kind, record, error))
    return FALSE;
  statement = haven_connection_get_statement (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  bind_record (statement, kind, record);
  return haven_statement_run (statement, error);
}

gboolean
haven_table_put (HavenConnection *connection, const HavenTableSql *table, gpointer record, GError **error)
{
  gint64 *id = record;                     /* the first member of every record */

  if (!write_record (connection, table->kind, *id == 0 ? table->insert : table->update, record, error))
    return FALSE;
  if (*id != 0)
    return haven_connection_get_n_changed (connection) > 0 || refuse_missing (error);
  *id = haven_connection_get_last_id (connection);
  return TRUE;
}

gboolean
haven_table_insert (HavenConnection *connection, const HavenTableSql *table, gconstpointer record, GError **error)
{
  return write_record (connection, table->kind, table->insert, record, error);
}

gboolean
haven_table_remove (HavenConnection *connection, const HavenTableSql *table, gint64 id, GError **error)
{
  HavenStatement *statement;

  if (table->remove == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This record is kept for good and cannot be removed."));
    return FALSE;
  }
  statement = haven_connection_get_statement (connection, table->remove, error);
  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, id);
  if (!haven_statement_run (statement, error))
    return FALSE;
  return haven_connection_get_n_changed (connection) > 0 || refuse_missing (error);
}

static gboolean
add_record (GPtrArray *records, Rows *rows)
{
  gpointer record = haven_record_new (rows->kind);

  if (read_record (rows, record, NULL)) {
    g_ptr_array_add (records, record);
    return TRUE;
  }
  haven_record_free (rows->kind, record);
  return FALSE;
}

static void
take_row (Rows *rows, GPtrArray *records, HavenTableLosses *losses)
{
  if (!add_record (records, rows))
    losses->n_set_aside++;
}

static gboolean
read_rows (Rows *rows, GPtrArray *records, HavenTableLosses *losses, GError **error)
{
  gboolean row = TRUE;

  while (haven_statement_step (rows->statement, &row, error)) {
    if (!row)
      return TRUE;
    take_row (rows, records, losses);
  }
  haven_statement_reset (rows->statement);
  return FALSE;
}

GPtrArray *
haven_table_read_all (HavenConnection *connection, const HavenTableSql *table, HavenTableLosses *ret_losses, GError **error)
{
  Rows rows = { haven_connection_get_statement (connection, table->read, error), table->kind };
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (table->free_record);
  gboolean ok;

  *ret_losses = (HavenTableLosses) { 0 };
  if (rows.statement == NULL)
    return NULL;
  ok = read_rows (&rows, records, ret_losses, error);
  g_clear_pointer (&rows.block, g_bytes_unref);
  return ok ? g_steal_pointer (&records) : NULL;
}

/* ---- around what is damaged ---- */

/* The next row after this number; FALSE: it cannot be read. */
static gboolean
find_next (Rows *rows, gint64 after, gboolean *ret_row)
{
  haven_statement_reset (rows->statement);
  haven_statement_bind_int (rows->statement, 1, after);
  return haven_statement_step (rows->statement, ret_row, NULL);
}

/* From after on nothing can be read: where it can again, in ever longer steps and then back as far as it goes. G_MAXINT64: nowhere */
static gint64
find_end_of_damage (Rows *rows, gint64 after)
{
  gint64 bad = after, good = after, step = 1;
  gboolean row;

  do {
    bad = good;
    good = good < G_MAXINT64 / 2 - step ? good + step : G_MAXINT64;
    step *= 2;
  } while (good < G_MAXINT64 && !find_next (rows, good, &row));
  if (good == G_MAXINT64)
    return good;
  while (good - bad > 1) {
    gint64 middle = bad + (good - bad) / 2;
    if (find_next (rows, middle, &row))
      good = middle;
    else
      bad = middle;
  }
  return good;
}

static void
read_what_can_be_read (Rows *rows, GPtrArray *records, HavenTableLosses *losses)
{
  gboolean row = TRUE;
  gint64 after = G_MININT64 / 2;

  while (row && after < G_MAXINT64) {
    if (!find_next (rows, after, &row)) {
      losses->n_damaged++;
      after = find_end_of_damage (rows, MAX (after, 0));
    } else if (row) {
      after = haven_statement_get_int (rows->statement, 0);
      take_row (rows, records, losses);
    }
  }
  haven_statement_reset (rows->statement);
}

GPtrArray *
haven_table_read_around (HavenConnection *connection, const HavenTableSql *table, HavenTableLosses *ret_losses, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT * FROM (", table->read, ") WHERE id > ?1 ORDER BY id LIMIT 1", NULL);
  Rows rows = { haven_statement_new (connection, sql, error), table->kind };
  GPtrArray *records;

  *ret_losses = (HavenTableLosses) { 0 };
  if (rows.statement == NULL)
    return NULL;
  records = g_ptr_array_new_with_free_func (table->free_record);
  read_what_can_be_read (&rows, records, ret_losses);
  g_clear_pointer (&rows.block, g_bytes_unref);
  haven_statement_free (rows.statement);
  return records;
}
