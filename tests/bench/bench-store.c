/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>

#include "haven-backup.h"
#include "haven-bench.h"
#include "haven-connection-private.h"
#include "haven-demo.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-store-private.h"
#include "haven-tables.h"

/* What the store costs over a bare loop of SQLCipher's own calls that does the same to the same rows, in the same kind of file with the same
 * promises to the disk; and what encryption itself costs, which is such a loop beside the same on a file that is not encrypted. */
#define N_ROWS 5000            /* that an import writes */
#define N_COMMITS 60           /* one after the other, a row each */
#define RUNS 25

typedef struct {
  HavenStore *store;
  sqlite3 *sealed;             /* a copy of the store's records under the same key, for the bare loop */
  sqlite3 *plain;              /* the same without a key */
  char *folder;
  GPtrArray *registers;        /* to be written */
  gboolean undo;               /* either side also records how to take back what it writes */
  guint64 sink;                /* so that nothing is left out for being unused */
} Bench;

static void
run_sql (sqlite3 *db, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* ---- the files ---- */

static void
put_table (HavenStore *store, HavenTable table, GPtrArray *records)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_assert_true (haven_store_insert (store, table, records->pdata[i], NULL));
}

static void
make_store (Bench *bench, HavenClock clock)
{
  const HavenStoreUser user = { "J. Invented", HAVEN_ROLE_DSL, "an invented passphrase" };
  g_autofree char *path = g_build_filename (bench->folder, "bench.haven", NULL);
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  haven_demo_make (HAVEN_DEMO_LARGE, 1, clock, tables);
  bench->store = haven_store_create (path, &user, HAVEN_STRETCH_TEST, clock, NULL);
  g_assert_nonnull (bench->store);
  g_assert_true (haven_store_begin (bench->store, FALSE, NULL));
  put_table (bench->store, HAVEN_TABLE_PUPILS, tables[HAVEN_TABLE_PUPILS]);   /* first, because all else refers to them */
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    if (table != HAVEN_TABLE_PUPILS)
      put_table (bench->store, table, tables[table]);
    g_clear_pointer (&tables[table], g_ptr_array_unref);
  }
  g_assert_true (haven_store_commit (bench->store, NULL, NULL, NULL));
}

static sqlite3 *
open_bare (Bench *bench, const char *name, gboolean sealed)
{
  g_autofree char *path = g_build_filename (bench->folder, name, NULL);
  HavenSecret *key = haven_keys_get_store_key (bench->store->keys);
  g_autoptr (GString) raw = g_string_new ("x'");
  sqlite3 *db = NULL;

  for (gsize i = 0; i < haven_secret_get_size (key); i++)
    g_string_append_printf (raw, "%02x", ((const guint8 *) haven_secret_peek (key))[i]);
  g_string_append_c (raw, '\'');
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sealed)
    g_assert_cmpint (sqlite3_key (db, raw->str, raw->len), ==, SQLITE_OK);
  return db;
}

/* As haven-connection.c has it */
static void
promise_the_same (sqlite3 *db)
{
  run_sql (db, "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL;"
           "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
}

static void
copy_pages (sqlite3 *from, sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");

  g_assert_nonnull (backup);
  g_assert_cmpint (sqlite3_backup_step (backup, -1), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_backup_finish (backup), ==, SQLITE_OK);
}

static void
export_plain (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "plain.db", NULL);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS plain KEY ''", path);

  run_sql (bench->sealed, attach);
  run_sql (bench->sealed, "SELECT sqlcipher_export ('plain'); DETACH plain");
}

static void
make_files (Bench *bench, HavenClock clock)
{
  make_store (bench, clock);
  bench->sealed = open_bare (bench, "sealed.db", TRUE);
  copy_pages (bench->store->connection->db, bench->sealed);
  export_plain (bench);
  promise_the_same (bench->sealed);
  bench->plain = open_bare (bench, "plain.db", FALSE);
  promise_the_same (bench->plain);
}

/* ---- read ---- */

static void
forget_pages (sqlite3 *db)
{
  sqlite3_db_release_memory (db);
}

static void
read_ours (gpointer data)
{
  Bench *bench = data;

  forget_pages (bench->store->connection->db);
  haven_school_unref (haven_store_read_school (bench->store, NULL, HAVEN_ALL_TABLES, NULL));
}

/* A value that somebody wants is copied out of SQLite's hands, whoever reads it */
static void
take_value (Bench *bench, sqlite3_stmt *statement, int column)
{
  const void *bytes = sqlite3_column_type (statement, column) == SQLITE_INTEGER ? NULL : sqlite3_column_blob (statement, column);
  g_autofree char *copy = g_memdup2 (bytes, sqlite3_column_bytes (statement, column));

  bench->sink += copy != NULL ? (guint64) copy[0] : (guint64) sqlite3_column_int64 (statement, column);
}

static void
read_bare (Bench *bench, sqlite3 *db)
{
  forget_pages (db);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    sqlite3_stmt *statement = NULL;

    g_assert_cmpint (sqlite3_prepare_v2 (db, haven_tables_get (table)->read, -1, &statement, NULL), ==, SQLITE_OK);
    while (sqlite3_step (statement) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        take_value (bench, statement, i);
    }
    sqlite3_finalize (statement);
  }
}

static void
read_sealed (gpointer data)
{
  read_bare (data, ((Bench *) data)->sealed);
}

static void
read_plain (gpointer data)
{
  read_bare (data, ((Bench *) data)->plain);
}

/* ---- commit ---- */

static void
make_registers (Bench *bench)
{
  GPtrArray *pupils;
  HavenSchool *school = haven_store_read_school (bench->store, NULL, HAVEN_ALL_TABLES, NULL);
  GRand *chance = g_rand_new_with_seed (1);

  pupils = haven_school_get_table (school, HAVEN_TABLE_PUPILS);
  bench->registers = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_register_free);
  for (guint i = 0; i < N_ROWS; i++) {
    HavenRegister *record = haven_register_new ();
    guint8 marks[HAVEN_REGISTER_BYTES];

    for (guint k = 0; k < sizeof marks; k++)
      marks[k] = "/\\LINC"[g_rand_int_range (chance, 0, 6)];
    record->pupil_id = ((HavenPupil *) pupils->pdata[i % pupils->len])->id;
    record->year = 2080 + i / pupils->len;
    record->marks = g_bytes_new (marks, sizeof marks);
    g_ptr_array_add (bench->registers, record);
  }
  g_rand_free (chance);
  haven_school_unref (school);
}

static void
commit_ours (Bench *bench, guint first, guint n)
{
  g_autoptr (GBytes) undo = NULL;

  g_assert_true (haven_store_begin (bench->store, bench->undo, NULL));
  for (guint i = first; i < first + n; i++) {
    HavenRegister *record = bench->registers->pdata[i];
    record->id = 0;
    g_assert_true (haven_store_put (bench->store, HAVEN_TABLE_REGISTERS, record, NULL));
  }
  g_assert_true (haven_store_commit (bench->store, NULL, &undo, NULL));
}

static void
insert_bare (sqlite3_stmt *statement, const HavenRegister *record)
{
  gsize size;
  gconstpointer marks = g_bytes_get_data (record->marks, &size);

  sqlite3_bind_null (statement, 1);
  sqlite3_bind_int64 (statement, 2, record->pupil_id);
  sqlite3_bind_int64 (statement, 3, record->year);
  sqlite3_bind_blob (statement, 4, marks, (int) size, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_reset (statement);
}

static sqlite3_session *
start_recording (sqlite3 *db)
{
  sqlite3_session *recorder = NULL;

  g_assert_cmpint (sqlite3session_create (db, "main", &recorder), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3session_attach (recorder, "registers"), ==, SQLITE_OK);
  return recorder;
}

static void
take_recording (sqlite3_session *recorder)
{
  void *changes = NULL;
  int size = 0;

  g_assert_cmpint (sqlite3session_changeset (recorder, &size, &changes), ==, SQLITE_OK);
  sqlite3_free (changes);
}

static void
commit_bare (Bench *bench, sqlite3 *db, guint first, guint n)
{
  sqlite3_stmt *statement = NULL;
  sqlite3_session *recorder = NULL;

  run_sql (db, "BEGIN IMMEDIATE");
  if (bench->undo)
    recorder = start_recording (db);
  g_assert_cmpint (sqlite3_prepare_v2 (db, HAVEN_SQL_REGISTERS.insert, -1, &statement, NULL), ==, SQLITE_OK);
  for (guint i = first; i < first + n; i++)
    insert_bare (statement, bench->registers->pdata[i]);
  sqlite3_finalize (statement);
  if (recorder != NULL)
    take_recording (recorder);
  g_clear_pointer (&recorder, sqlite3session_delete);
  run_sql (db, "COMMIT");
}

#define TAKE_BACK "DELETE FROM registers WHERE year >= 2080; PRAGMA wal_checkpoint (TRUNCATE)"

static void
commit_many_ours (gpointer data)
{
  commit_ours (data, 0, N_ROWS);
}

static void
commit_many_sealed (gpointer data)
{
  commit_bare (data, ((Bench *) data)->sealed, 0, N_ROWS);
}

static void
commit_many_plain (gpointer data)
{
  commit_bare (data, ((Bench *) data)->plain, 0, N_ROWS);
}

static void
commit_singly_ours (gpointer data)
{
  for (guint i = 0; i < N_COMMITS; i++)
    commit_ours (data, i, 1);
}

static void
commit_singly_sealed (gpointer data)
{
  for (guint i = 0; i < N_COMMITS; i++)
    commit_bare (data, ((Bench *) data)->sealed, i, 1);
}

static void
commit_singly_plain (gpointer data)
{
  for (guint i = 0; i < N_COMMITS; i++)
    commit_bare (data, ((Bench *) data)->plain, i, 1);
}

/* ---- backup ---- */

static void
back_up_ours (gpointer data)
{
  Bench *bench = data;
  g_autofree char *path = g_build_filename (bench->folder, "ours.backup", NULL);

  g_assert_true (haven_backup_write (bench->store, path, NULL));
}

static void
check_rows (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

/* Page by page into a file that is then read back: a backup that nobody tried is none */
static void
back_up_bare (Bench *bench, sqlite3 *db, const char *name, gboolean sealed)
{
  g_autofree char *path = g_build_filename (bench->folder, name, NULL);
  sqlite3 *copy = open_bare (bench, name, sealed);

  copy_pages (db, copy);
  sqlite3_close (copy);
  copy = open_bare (bench, name, sealed);
  check_rows (copy, sealed ? "PRAGMA cipher_integrity_check" : "PRAGMA foreign_key_check");
  sqlite3_close (copy);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
back_up_sealed (gpointer data)
{
  back_up_bare (data, ((Bench *) data)->sealed, "sealed.backup", TRUE);
}

static void
back_up_plain (gpointer data)
{
  back_up_bare (data, ((Bench *) data)->plain, "plain.backup", FALSE);
}

/* ---- */

typedef struct {
  const char *what;
  HavenBenchDeed ours, sealed, plain;
  gboolean writes;
  gboolean undo;
} Deed;

static const Deed deeds[] = {
  { "read the large demo", read_ours, read_sealed, read_plain, FALSE, FALSE },
  { "commit 5,000 registers at once", commit_many_ours, commit_many_sealed, commit_many_plain, TRUE, FALSE },
  { "commit 60 registers one by one", commit_singly_ours, commit_singly_sealed, commit_singly_plain, TRUE, FALSE },
  { "commit 5,000 that can be taken back", commit_many_ours, commit_many_sealed, commit_many_plain, TRUE, TRUE },
  { "commit 60 that can be taken back", commit_singly_ours, commit_singly_sealed, commit_singly_plain, TRUE, TRUE },
  { "back the large demo up", back_up_ours, back_up_sealed, back_up_plain, FALSE, FALSE },
};

static void
take_back (Bench *bench)
{
  run_sql (bench->store->connection->db, TAKE_BACK);
  run_sql (bench->sealed, TAKE_BACK);
  run_sql (bench->plain, TAKE_BACK);
}

/* In turns, so that a busy moment meets all three, and each goes first as often as the others */
static void
measure (Bench *bench, const Deed *deed, double best[3])
{
  HavenBenchDeed in_turn[] = { deed->ours, deed->sealed, deed->plain };

  best[0] = best[1] = best[2] = G_MAXDOUBLE;
  bench->undo = deed->undo;
  for (guint run = 0; run < RUNS; run++) {
    for (guint i = 0; i < G_N_ELEMENTS (in_turn); i++) {
      guint which = (run + i) % G_N_ELEMENTS (in_turn);
      double took = haven_bench_best (in_turn[which], bench, 1);
      best[which] = MIN (best[which], took);
    }
    if (deed->writes)
      take_back (bench);
  }
}

static void
compare (Bench *bench, const Deed *deed)
{
  double best[3];

  measure (bench, deed, best);
  haven_bench_row (deed->what, "ms", best, deed->undo ? "a bare SQLCipher loop with a changeset" : "a bare SQLCipher loop", 1.3);
  haven_bench_row ("  the price of encryption", "ms", &best[1], "bare SQLCipher beside plain SQLite", INFINITY);
}

int
main (int argc, char **argv)
{
  Bench bench = { .folder = haven_platform_make_temp_folder (NULL) };

  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  make_files (&bench, haven_clock_fixed (haven_day_new (2026, 3, 18)));
  make_registers (&bench);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    compare (&bench, &deeds[i]);
  g_ptr_array_unref (bench.registers);
  sqlite3_close (bench.sealed);
  sqlite3_close (bench.plain);
  haven_store_close (bench.store);
  g_assert_true (haven_platform_remove_tree (bench.folder, NULL));
  g_free (bench.folder);
  return 0;
}
