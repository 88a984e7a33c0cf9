/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-private.h"

#include "haven-orphans.h"
#include "haven-seals.h"
#include "haven-tables.h"

/* What is read of a store at one moment, and of a damaged one what can be read */
typedef struct {
  HavenTables wanted;
  GPtrArray *tables[HAVEN_N_TABLES];
  HavenTableLosses losses[HAVEN_N_TABLES];
} Reading;

typedef GPtrArray *(*ReadTable) (HavenConnection *connection, const HavenTableSql *table, HavenTableLosses *ret_losses, GError **error);

static void
clear_tables (Reading *reading)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_clear_pointer (&reading->tables[table], g_ptr_array_unref);
}

static gboolean
read_tables (HavenStore *self, Reading *reading, ReadTable read, GError **error)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    if ((reading->wanted & HAVEN_TABLE_BIT (table)) == 0)
      continue;
    reading->tables[table] = read (self->connection, haven_tables_get (table), &reading->losses[table], error);
    if (reading->tables[table] == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
open_notes (HavenStore *self, Reading *reading, GError **error)
{
  const HavenReaderKeys mine = { self->own_key, self->own_secret };

  return reading->tables[HAVEN_TABLE_NOTES] == NULL
         || haven_seals_read (self->connection, &mine, reading->tables[HAVEN_TABLE_NOTES], error);
}

static gboolean
read_whole (HavenStore *self, Reading *reading, GError **error)
{
  return read_tables (self, reading, haven_table_read_all, error) && open_notes (self, reading, error);
}

/* One transaction around all of them: the picture is of one moment. */
static gboolean
read_at_one_moment (HavenStore *self, Reading *reading, GError **error)
{
  gboolean ok;

  if (haven_connection_is_in_transaction (self->connection))
    return read_whole (self, reading, error);
  if (!haven_connection_begin (self->connection, FALSE, error))
    return FALSE;
  ok = read_whole (self, reading, error);
  haven_connection_rollback (self->connection);
  return ok;
}

/* Row by row, each by itself: nobody changes a store that is damaged. Texts that are sealed stay so where their seals cannot be read. */
static gboolean
read_around_damage (HavenStore *self, Reading *reading, GError **error)
{
  clear_tables (reading);
  if (!read_tables (self, reading, haven_table_read_around, error))
    return FALSE;
  if (!open_notes (self, reading, NULL))
    reading->losses[HAVEN_TABLE_NOTES].n_damaged++;
  return TRUE;
}

static gboolean
read_what_is_there (HavenStore *self, Reading *reading, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (read_at_one_moment (self, reading, &local))
    return TRUE;
  if (g_error_matches (local, HAVEN_ERROR, HAVEN_ERROR_DAMAGED) && !haven_connection_is_in_transaction (self->connection))
    return read_around_damage (self, reading, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
misses_something (const Reading *reading, HavenSchool *previous)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (reading->losses[table].n_set_aside > 0 || reading->losses[table].n_damaged > 0)
      return TRUE;
  return previous != NULL && haven_school_get_n_set_aside (previous) > 0;
}

/* Nobody who reads the school expects a register without its pupil: what belongs to a record that is set aside is set aside with it. */
static void
set_orphans_aside (Reading *reading, HavenSchool *previous)
{
  guint n[HAVEN_N_TABLES];

  if (!misses_something (reading, previous))
    return;
  haven_orphans_remove (reading->tables, previous, n);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    reading->losses[table].n_set_aside += n[table];
}

static void
note_losses (HavenSchool *school, const Reading *reading)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    if ((reading->wanted & HAVEN_TABLE_BIT (table)) == 0)
      continue;
    haven_school_note_set_aside (school, table, reading->losses[table].n_set_aside);
    haven_school_note_damaged (school, table, reading->losses[table].n_damaged);
  }
}

HavenSchool *
haven_store_read_school (HavenStore *self, HavenSchool *previous, HavenTables changed, GError **error)
{
  Reading reading = { .wanted = previous == NULL ? HAVEN_ALL_TABLES : changed };
  HavenSchool *school;

  HAVEN_STORE_ASSERT_OWNER (self);
  if (!read_what_is_there (self, &reading, error)) {
    clear_tables (&reading);
    return NULL;
  }
  set_orphans_aside (&reading, previous);
  school = haven_school_new (previous, reading.tables);
  note_losses (school, &reading);
  return school;
}
