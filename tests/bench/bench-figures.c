/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-attention.h"
#include "haven-bench.h"
#include "haven-cohort-figures.h"
#include "haven-connection-private.h"
#include "haven-demo.h"
#include "haven-platform.h"
#include "haven-secret.h"
#include "haven-store-private.h"
#include "haven-test-school.h"

/* Every figure of every group beside a plain fold over the same bytes; from the encrypted store, beside a loop that only reads the rows;
 * and Today of the large demo beside reading its rows. */
#define N_PUPILS 2000
#define FIRST_YEAR 2019
#define N_YEARS 7
#define RUNS 60                /* many and short, so that the best of either side is one that nothing interrupted */
#define STORE_RUNS 5

typedef struct {
  HavenClock clock;
  HavenSchool *school;          /* with full registers for everybody */
  GPtrArray *registers;
  guint64 marks;                /* how many sessions are marked */
  HavenStore *store;
  guint64 sink;                 /* so that nothing is left out for being unused */
} Bench;

static guint8
choose_mark (GRand *chance, int session)
{
  static const char others[] = "LUIIIIOONMC>BKDE";

  if (g_rand_int_range (chance, 0, 100) < 90)
    return session == 0 ? '/' : '\\';
  return others[g_rand_int_range (chance, 0, sizeof others - 1)];
}

/* 190 school days: holidays as schools have them */
static gboolean
is_open (HavenDay day, HavenSpan year)
{
  int at = day - year.first;

  return haven_day_get_weekday (day) <= 5 && !(at >= 52 && at < 59) && !(at >= 112 && at < 126) && !(at >= 168 && at < 175)
         && !(at >= 214 && at < 228) && !(at >= 266 && at < 273) && at < 326;
}

static void
add_year (HavenTestSchool *draft, GRand *chance, gint64 pupil, int year)
{
  HavenRegister *record = haven_register_new ();
  HavenWeeks *totals = haven_weeks_new ();
  HavenWeek weeks[HAVEN_WEEKS_A_YEAR] = { 0 };
  guint8 marks[HAVEN_REGISTER_BYTES] = { 0 };
  HavenSpan span = haven_academic_year_span (year);

  for (HavenDay day = span.first; day <= span.last; day++) {
    for (int session = 0; session < HAVEN_SESSIONS_A_DAY && is_open (day, span); session++) {
      marks[haven_register_index (day, session)] = choose_mark (chance, session);
      weeks[haven_week_index (day)].covered |= 1u << ((haven_day_get_weekday (day) - 1) * HAVEN_SESSIONS_A_DAY + session);
    }
  }
  record->pupil_id = totals->pupil_id = pupil;
  record->year = totals->year = year;
  record->marks = g_bytes_new (marks, sizeof marks);
  totals->weeks = g_bytes_new (weeks, sizeof weeks);
  haven_test_school_add (draft, HAVEN_TABLE_REGISTERS, record);
  haven_test_school_add (draft, HAVEN_TABLE_WEEKS, totals);
}

/* One in eight has, or had, a social worker */
static void
add_pupil (HavenTestSchool *draft, GRand *chance, guint n)
{
  gint64 pupil = haven_test_school_add_pupil (draft, n, 9);

  if (n % 8 == 0)
    haven_test_school_add_spell (draft, pupil, HAVEN_STATUS_CP + n / 8 % 4, "2021-11-08", n % 3 == 0 ? "2022-06-01" : "");
  for (int year = FIRST_YEAR; year < FIRST_YEAR + N_YEARS; year++)
    add_year (draft, chance, pupil, year);
}

static void
make_school (Bench *bench)
{
  HavenTestSchool *draft = haven_test_school_new ();
  GRand *chance = g_rand_new_with_seed (1);

  for (int year = FIRST_YEAR; year < FIRST_YEAR + N_YEARS; year++)
    haven_test_school_add_calendar (draft, year);
  for (guint n = 1; n <= N_PUPILS; n++)
    add_pupil (draft, chance, n);
  bench->school = haven_test_school_build (draft);
  bench->registers = haven_school_get_table (bench->school, HAVEN_TABLE_REGISTERS);
  g_rand_free (chance);
}

static void
work_out_figures (gpointer data)
{
  Bench *bench = data;

  haven_cohort_figures_unref (haven_cohort_figures_new (bench->school, bench->clock));
}

/* The least that anybody could do: the classes of all bytes of all registers added up, one after the other, eight counters to a word */
static void
fold (gpointer data)
{
  Bench *bench = data;
  const HavenMarkClass *classes = haven_mark_classes ();
  guint64 weights[256];

  for (int mark = 0; mark < 256; mark++)
    weights[mark] = G_GUINT64_CONSTANT (1) << 8 * classes[mark];
  for (guint i = 0; i < bench->registers->len; i++) {
    const guint8 *marks = haven_register_peek (bench->registers->pdata[i]);
    guint64 sum = 0;

    for (guint k = 0; k < HAVEN_REGISTER_BYTES; k++)
      sum += weights[marks[k]];
    bench->sink += sum;
  }
}

static void
count_marks (Bench *bench)
{
  for (guint i = 0; i < bench->registers->len; i++) {
    const guint8 *marks = haven_register_peek (bench->registers->pdata[i]);

    for (guint k = 0; k < HAVEN_REGISTER_BYTES; k++)
      bench->marks += marks[k] != 0;
  }
}

/* ---- from the encrypted store ---- */

static void
put_table (HavenStore *store, HavenSchool *school, HavenTable table)
{
  GPtrArray *records = haven_school_get_table (school, table);

  for (guint i = 0; i < records->len; i++)
    g_assert_true (haven_store_insert (store, table, records->pdata[i], NULL));
}

static HavenStore *
write_store (HavenSchool *school, HavenClock clock, const char *folder)
{
  const HavenStoreUser user = { "J. Invented", HAVEN_ROLE_DSL, "an invented passphrase" };
  g_autofree char *path = g_build_filename (folder, "bench.haven", NULL);
  HavenStore *store = haven_store_create (path, &user, HAVEN_STRETCH_TEST, clock, NULL);

  g_assert_true (haven_store_begin (store, FALSE, NULL));
  put_table (store, school, HAVEN_TABLE_PUPILS);           /* first, because all else refers to them */
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (table != HAVEN_TABLE_PUPILS)
      put_table (store, school, table);
  g_assert_true (haven_store_commit (store, NULL, NULL, NULL));
  haven_store_close (store);
  store = haven_store_open (path, user.name, user.passphrase, HAVEN_STORE_WRITER, clock, NULL);
  g_assert_nonnull (store);
  return store;
}

/* What SQLite keeps in memory is forgotten, so that either side decrypts every page */
static void
forget_pages (HavenStore *store)
{
  sqlite3_db_release_memory (store->connection->db);
}

static void
read_and_work_out (gpointer data)
{
  Bench *bench = data;
  g_autoptr(HavenSchool) school = NULL;

  forget_pages (bench->store);
  school = haven_store_read_school (bench->store, NULL, HAVEN_ALL_TABLES, NULL);
  haven_cohort_figures_unref (haven_cohort_figures_new (school, bench->clock));
}

static void
touch_row (Bench *bench, sqlite3_stmt *statement)
{
  for (int i = 0; i < sqlite3_column_count (statement); i++) {
    const guint8 *bytes = sqlite3_column_type (statement, i) == SQLITE_BLOB ? sqlite3_column_blob (statement, i) : NULL;

    bench->sink += bytes != NULL ? bytes[0] : (guint64) sqlite3_column_int64 (statement, i);
  }
}

static void
read_rows_of (Bench *bench, HavenTable table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", haven_table_get_kind (table)->name);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (bench->store->connection->db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    touch_row (bench, statement);
  sqlite3_finalize (statement);
}

/* A bare loop over the same rows of the same file */
static void
read_rows (gpointer data)
{
  Bench *bench = data;

  forget_pages (bench->store);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    read_rows_of (bench, table);
}

/* ---- Today ---- */

static void
find_attention (gpointer data)
{
  Bench *bench = data;

  haven_attention_free (haven_attention_new (bench->school, bench->clock));
}

static HavenSchool *
make_demo (HavenClock clock)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  haven_demo_make (HAVEN_DEMO_LARGE, 1, clock, tables);
  return haven_test_school_from_tables (tables);
}

/* ---- */

static void
bench_memory (Bench *bench)
{
  double best[2];
  g_autofree char *what = NULL;

  count_marks (bench);
  haven_bench_pair (work_out_figures, fold, bench, RUNS, best);
  what = g_strdup_printf ("all figures of all groups, %.1f M marks in memory", bench->marks / 1e6);
  haven_bench_row (what, "ms", best, "a plain fold over the same bytes", 3.0);
}

static void
bench_store (Bench *bench, const char *folder)
{
  double best[2];

  bench->store = write_store (bench->school, bench->clock, folder);
  haven_bench_pair (read_and_work_out, read_rows, bench, STORE_RUNS, best);
  haven_bench_row ("all figures of all groups from the encrypted store", "ms", best, "a bare SQLCipher loop", 1.3);
  haven_store_close (bench->store);
}

static void
bench_today (const char *folder)
{
  Bench bench = { .clock = haven_clock_fixed (haven_day_new (2026, 3, 18)) };
  double best[2];

  bench.school = make_demo (bench.clock);
  bench.store = write_store (bench.school, bench.clock, folder);
  haven_bench_pair (find_attention, read_rows, &bench, STORE_RUNS, best);
  haven_bench_row ("Today of the large demo", "ms", best, "reading its rows", 3.0);
  haven_store_close (bench.store);
  haven_school_unref (bench.school);
}

int
main (int argc, char **argv)
{
  Bench bench = { .clock = haven_clock_fixed (haven_day_new (2026, 7, 21)) };
  g_autofree char *one = haven_platform_make_temp_folder (NULL);
  g_autofree char *two = haven_platform_make_temp_folder (NULL);

  g_assert_true (haven_secret_start (NULL));
  make_school (&bench);
  bench_memory (&bench);
  bench_store (&bench, one);
  haven_school_unref (bench.school);
  bench_today (two);
  g_assert_true (haven_platform_remove_tree (one, NULL));
  g_assert_true (haven_platform_remove_tree (two, NULL));
  return 0;
}
