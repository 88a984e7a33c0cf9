/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bench.h"
#include "haven-intake.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-upn.h"

#include <glib/gstdio.h>
#include <string.h>
#ifdef G_OS_UNIX
#include <sys/resource.h>
#endif

/* A million marks, a row a mark, from the file to committed registers of a store that is open: beside sqlite3 that reads the same file into
 * a plain table. Peak memory is that of a run of its own, beside the size of the file. */

#define PUPILS 1300
#define DAYS 385             /* two years of school days */
#define RUNS 5

typedef struct {
  char *folder;
  char *marks;               /* the file */
  char *table;               /* sqlite3's */
  HavenStore *store;
  HavenSchool *school;       /* as it is before an import */
  HavenClock clock;
  gint64 import_id;
} Bench;

static char *
make_upn (guint n)
{
  char body[13];

  g_snprintf (body, sizeof body, "9994%03u21%03u", n / 1000, n % 1000);
  return g_strdup_printf ("%c%s", haven_upn_check_letter (body), body);
}

static void
add_days (GString *text, const char *upn, guint n)
{
  HavenDay day = haven_day_new (2024, 9, 2);

  for (guint i = 0; i < DAYS; i++) {
    g_autofree char *iso = haven_day_to_iso (day);
    const char *mark = (i * 7 + n) % 29 == 0 ? "I" : (i * 5 + n) % 47 == 0 ? "C2" : NULL;
    g_string_append_printf (text, "%s,%s,AM,%s\r\n%s,%s,PM,%s\r\n",
                            upn, iso, mark != NULL ? mark : "/", upn, iso, mark != NULL ? mark : "\\");
    day += haven_day_get_weekday (day) == 5 ? 3 : 1;
  }
}

static void
write_marks (Bench *bench)
{
  g_autoptr (GString) text = g_string_new ("UPN,Date,Session,Mark\r\n");

  for (guint n = 0; n < PUPILS; n++) {
    g_autofree char *upn = make_upn (n);
    add_days (text, upn, n);
  }
  g_assert_true (g_file_set_contents (bench->marks, text->str, text->len, NULL));
}

static void
put_pupil (Bench *bench, guint n)
{
  g_autoptr (HavenPupil) pupil = haven_pupil_new ();
  g_autoptr (HavenSpell) spell = haven_spell_new ();

  pupil->upn = make_upn (n);
  pupil->surname = g_strdup ("Invented");
  pupil->forename = g_strdup_printf ("Child %u", n);
  g_assert_true (haven_store_put (bench->store, HAVEN_TABLE_PUPILS, pupil, NULL));
  spell->pupil_id = pupil->id;
  spell->status = HAVEN_STATUS_CIN;
  spell->first = haven_day_new (2024, 9, 2);
  if (n % 10 == 0)
    g_assert_true (haven_store_put (bench->store, HAVEN_TABLE_SPELLS, spell, NULL));
}

static void
make_store (Bench *bench, const char *registers)
{
  const HavenStoreUser user = { "J. Invented", HAVEN_ROLE_DSL, "an invented passphrase" };
  g_autofree char *path = g_build_filename (bench->folder, registers, NULL);
  g_autoptr (GError) error = NULL;

  bench->store = haven_store_create (path, &user, HAVEN_STRETCH_TEST, bench->clock, &error);
  g_assert_no_error (error);
  g_assert_true (haven_store_begin (bench->store, FALSE, NULL));
  g_assert_true (haven_store_set (bench->store, "registers", registers, NULL));
  for (guint n = 0; n < PUPILS; n++)
    put_pupil (bench, n);
  g_assert_true (haven_store_commit (bench->store, NULL, NULL, NULL));
  bench->school = haven_store_read_school (bench->store, NULL, HAVEN_ALL_TABLES, NULL);
}

static void
clear_store (Bench *bench)
{
  g_clear_pointer (&bench->school, haven_school_unref);
  g_clear_pointer (&bench->store, haven_store_close);
}

static void
import_marks (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenImportPreview) preview = haven_intake_stage (bench->marks, HAVEN_IMPORT_AUTO, bench->school, bench->clock, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  haven_intake_apply (bench->store, preview, bench->clock, &bench->import_id, &error);
  g_assert_no_error (error);
}

/* What an import remembers of the file's shape is a change too */
static void
read_again (Bench *bench)
{
  haven_school_unref (bench->school);
  bench->school = haven_store_read_school (bench->store, NULL, HAVEN_ALL_TABLES, NULL);
}

static void
undo (Bench *bench)
{
  g_assert_true (haven_store_begin (bench->store, FALSE, NULL));
  g_assert_true (haven_store_undo_import (bench->store, bench->import_id, bench->clock, NULL));
  g_assert_true (haven_store_commit (bench->store, NULL, NULL, NULL));
}

static void
run_sqlite (gpointer data)
{
  Bench *bench = data;
  g_autofree char *import = g_strdup_printf (".import %s marks", bench->marks);
  const char *const words[] = { "sqlite3", "-csv", bench->table, import, NULL };
  int status = 1;

  g_unlink (bench->table);
  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static void
compare (Bench *bench, const char *what, gboolean again, double goal)
{
  double best[2] = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint i = 0; i < RUNS; i++) {
    double ours = haven_bench_best (import_marks, bench, 1);
    double theirs = haven_bench_best (run_sqlite, bench, 1);
    best[0] = MIN (best[0], ours);
    best[1] = MIN (best[1], theirs);
    if (!again)
      undo (bench);
    read_again (bench);
  }
  haven_bench_row (what, "ms", best, "sqlite3 .import, plain table", goal);
}

static void
compare_kind (Bench *bench, const char *registers, double goal)
{
  g_autofree char *first = g_strdup_printf ("a million marks, %s",
                                            g_str_equal (registers, "everyone") ? "full registers" : "weekly totals");
  g_autofree char *second = g_strdup_printf ("%s, unchanged", first);

  make_store (bench, registers);
  compare (bench, first, FALSE, goal);
  import_marks (bench);
  read_again (bench);
  compare (bench, second, TRUE, goal);
  clear_store (bench);
}

/* In a process that does nothing else; the file was written by the one that asks */
static void
measure_peak (Bench *bench)
{
#ifdef G_OS_UNIX
  struct rusage usage;
  GStatBuf file;

  make_store (bench, "everyone");
  import_marks (bench);
  clear_store (bench);
  getrusage (RUSAGE_SELF, &usage);
  g_assert_cmpint (g_stat (bench->marks, &file), ==, 0);
  haven_bench_row ("a million marks, peak memory", "MB",
                   (double[]) { usage.ru_maxrss / 1024.0, file.st_size / 1048576.0 }, "size of the file", 3);
#endif
}

static void
run_peak (Bench *bench, const char *program)
{
  const char *const words[] = { program, bench->folder, NULL };
  g_autofree char *row = NULL;
  int status = 1;

  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &row, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_print ("%s", row);
}

static void
compare_all (Bench *bench)
{
  g_autofree char *sqlite = g_find_program_in_path ("sqlite3");

  write_marks (bench);
  if (sqlite == NULL)
    haven_bench_skip ("a million marks", "sqlite3 is not installed");
  else {
    compare_kind (bench, "flagged", 0.2);
    compare_kind (bench, "everyone", 0.3);
  }
}

int
main (int argc, char **argv)
{
  Bench bench = { .clock = haven_clock_fixed (haven_day_new (2026, 3, 18)) };
  gboolean peak_only = argc > 1;

  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  bench.folder = peak_only ? g_build_filename (argv[1], "peak", NULL) : haven_platform_make_temp_folder (NULL);
  bench.marks = g_build_filename (peak_only ? argv[1] : bench.folder, "marks.csv", NULL);
  bench.table = g_build_filename (bench.folder, "marks.sqlite", NULL);
  if (peak_only) {
    g_mkdir (bench.folder, 0700);
    measure_peak (&bench);
    return 0;
  }
  compare_all (&bench);
  run_peak (&bench, argv[0]);
  g_assert_true (haven_platform_remove_tree (bench.folder, NULL));
  return 0;
}
