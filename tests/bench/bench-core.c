/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples.h"
#include "haven-attendance.h"
#include "haven-attention.h"
#include "haven-chart-draw.h"
#include "haven-demo.h"
#include "haven-intake.h"
#include "haven-platform.h"
#include "haven-policy.h"
#include "haven-reference.h"
#include "haven-release-maker.h"
#include "haven-return-maker.h"
#include "haven-secret.h"
#include "haven-test-school.h"
#include "haven-verify.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* How long the core takes for what people wait for: a name, a tab and the best of a few runs in milliseconds, a line each.
 * Arguments name those that are wanted; without, all. For comparing two builds on one computer in one run; the figures of different
 * computers say nothing about Haven. */

#define RUNS 5
#define IMPORTED_PUPILS 200
#define IMPORTED_DAYS 60
#define CHANGED_PUPILS 100
#define PICTURES 20
#define ALLOCATIONS 100000
#define HELD 1000                          /* at a time */
#define FILES 16
#define PAGES 16
#define PAGE 4096

typedef struct {
  HavenSchool *school;             /* the large demo */
  HavenClock clock;
  HavenSpan year;
  char *marks;                     /* a marks file of some of its children */
  char *folder;
  char *path;                      /* of a store in the folder */
  HavenStore *store;
  GPtrArray *pupils;               /* in the store */
} Bench;

static HavenSchool *
make_school (HavenDemoSize size, HavenClock clock)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  haven_demo_make (size, 1, clock, tables);
  return haven_test_school_from_tables (tables);
}

static void
make_demo (Bench *bench)
{
  haven_school_unref (make_school (HAVEN_DEMO_SCHOOL, bench->clock));
}

static void
work_out_attendance (Bench *bench)
{
  g_autoptr(GPtrArray) members = haven_group_members (bench->school, HAVEN_GROUP_ALL, bench->year, bench->clock);
  g_autoptr(GPtrArray) pupils = haven_attendance_by (bench->school, members, bench->year, HAVEN_BY_PUPIL, NULL);
  g_autoptr(GPtrArray) weeks = haven_attendance_by (bench->school, members, bench->year, HAVEN_BY_WEEK, NULL);

  g_assert_cmpuint (pupils->len, >, 1000);
  g_assert_cmpuint (weeks->len, >, 20);
}

static void
find_attention (Bench *bench)
{
  haven_attention_free (haven_attention_new (bench->school, bench->clock));
}

static void
make_release (Bench *bench)
{
  HavenPolicy *policy = haven_policy_get_default ();
  g_autoptr(GPtrArray) files = g_ptr_array_new ();
  g_autoptr(HavenReturn) totals = NULL;
  g_autoptr(HavenRelease) release = NULL;
  g_autoptr(GError) error = NULL;
  HavenPeriod period;
  HavenVerdict verdict;

  g_assert_true (haven_period_parse ("2025/26-autumn", &period));
  totals = haven_return_make (bench->school, period, policy, bench->clock, &error);
  g_assert_no_error (error);
  release = haven_release_make (totals, policy, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (files, haven_release_get_bytes (release));
  g_assert_true (haven_release_verify (files, &verdict, &error));
}

static char *
write_marks (Bench *bench)
{
  GString *text = g_string_new ("UPN,Date,Session,Mark\r\n");
  HavenDay last = bench->year.first + IMPORTED_DAYS;

  for (guint i = 0; i < IMPORTED_PUPILS; i++)
    for (HavenDay day = bench->year.first; day < last; day++) {
      g_autofree char *iso = haven_day_to_iso (day);
      const char *upn = haven_school_get_nth_pupil (bench->school, i)->upn;
      if (haven_day_get_weekday (day) <= 5)
        g_string_append_printf (text, "%s,%s,AM,%s\r\n%s,%s,PM,\\\r\n", upn, iso, i % 9 == 0 ? "I" : "/", upn, iso);
    }
  return g_string_free (text, FALSE);
}

/* Read, staged against the school, and as the school would then be */
static void
import_marks (Bench *bench)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (bench->marks, strlen (bench->marks));
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenImportPreview) preview = haven_intake_stage_bytes ("marks.csv", bytes, HAVEN_IMPORT_MARKS, bench->school, bench->clock,
                                                                    &error);

  g_assert_no_error (error);
  haven_school_unref (haven_intake_preview_school (bench->school, preview));
}

static void
draw_charts (Bench *bench)
{
  HavenChartStyle style = haven_chart_style_new (900, 420);

  for (int i = 0; i < PICTURES; i++) {
    g_autoptr(HavenChart) chart = chart_sample_new (i % 2 == 0 ? "year" : "line-trend");
    g_autoptr(GBytes) picture = haven_chart_render (chart, &style, i % 4 < 2 ? HAVEN_PICTURE_PNG : HAVEN_PICTURE_SVG, NULL);
    g_assert_nonnull (picture);
  }
}

/* ---- the store, as a school has it: made once, filled, changed, opened. Its folder comes and goes outside the time that counts. ---- */

static const HavenStoreUser lead = { "J. Invented", HAVEN_ROLE_DSL, "an invented passphrase" };

static void
make_folder (Bench *bench)
{
  bench->folder = haven_platform_make_temp_folder (NULL);
  bench->path = g_build_filename (bench->folder, "bench.haven", NULL);
}

static void
create_store (Bench *bench)
{
  bench->store = haven_store_create (bench->path, &lead, HAVEN_STRETCH_TEST, bench->clock, NULL);
  g_assert_nonnull (bench->store);
}

static void
insert_table (Bench *bench, GPtrArray *records, HavenTable table)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_assert_true (haven_store_insert (bench->store, table, g_ptr_array_index (records, i), NULL));
}

static void
fill_store (Bench *bench)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  haven_demo_make (HAVEN_DEMO_SCHOOL, 1, bench->clock, tables);
  g_assert_true (haven_store_begin (bench->store, FALSE, NULL));
  insert_table (bench, tables[HAVEN_TABLE_PUPILS], HAVEN_TABLE_PUPILS);
  bench->pupils = g_ptr_array_ref (tables[HAVEN_TABLE_PUPILS]);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    if (table != HAVEN_TABLE_PUPILS)
      insert_table (bench, tables[table], table);
    g_clear_pointer (&tables[table], g_ptr_array_unref);
  }
  g_assert_true (haven_store_commit (bench->store, NULL, NULL, NULL));
}

static void
make_filled (Bench *bench)
{
  make_folder (bench);
  create_store (bench);
  fill_store (bench);
}

static void
make_shut (Bench *bench)
{
  make_filled (bench);
  g_clear_pointer (&bench->store, haven_store_close);
}

static void
make_empty (Bench *bench)
{
  make_folder (bench);
  create_store (bench);
}

static void
change_pupils (Bench *bench)
{
  g_assert_true (haven_store_begin (bench->store, TRUE, NULL));
  for (guint i = 0; i < CHANGED_PUPILS; i++) {
    g_autoptr(HavenPupil) pupil = haven_pupil_copy (bench->pupils->pdata[i]);
    g_free (pupil->preferred);
    pupil->preferred = g_strdup ("Another");
    g_assert_true (haven_store_put (bench->store, HAVEN_TABLE_PUPILS, pupil, NULL));
  }
  g_assert_true (haven_store_commit (bench->store, NULL, NULL, NULL));
}

static void
open_store (Bench *bench)
{
  bench->store = haven_store_open (bench->path, NULL, lead.passphrase, HAVEN_STORE_WRITER, bench->clock, NULL);
  haven_school_unref (haven_store_read_school (bench->store, NULL, HAVEN_ALL_TABLES, NULL));
}

static void
remove_store (Bench *bench)
{
  g_clear_pointer (&bench->store, haven_store_close);
  g_clear_pointer (&bench->pupils, g_ptr_array_unref);
  g_assert_true (haven_platform_remove_tree (bench->folder, NULL));
  g_clear_pointer (&bench->folder, g_free);
  g_clear_pointer (&bench->path, g_free);
}

/* ---- what the system itself takes, without Haven: for the ratio that no program can better ---- */

static void
take_and_give_back (Bench *bench)
{
  gpointer held[HELD] = { NULL };

  for (guint i = 0; i < ALLOCATIONS; i++) {
    free (held[i % HELD]);
    held[i % HELD] = malloc (16 + i * 7 % 256);
  }
  for (guint i = 0; i < HELD; i++)
    free (held[i]);
}

static void
write_file (const char *folder, int n)
{
  static const char page[PAGE];
  g_autofree char *path = g_strdup_printf ("%s/%d", folder, n);
  int file = g_open (path, O_CREAT | O_RDWR, 0600);

  for (int i = 0; i < PAGES; i++)
    g_assert_cmpint (write (file, page, PAGE), ==, PAGE);
  g_assert_cmpint (g_fsync (file), ==, 0);
  g_assert_true (g_close (file, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
write_files (Bench *bench)
{
  g_autofree char *folder = haven_platform_make_temp_folder (NULL);

  for (int i = 0; i < FILES; i++)
    write_file (folder, i);
  g_assert_true (haven_platform_remove_tree (folder, NULL));
}

typedef struct {
  const char *name;
  void (*func) (Bench *bench);
  void (*before) (Bench *bench);        /* NULL: nothing */
  void (*after) (Bench *bench);
} Deed;

static const Deed deeds[] = {
  { "demo", make_demo }, { "attendance", work_out_attendance }, { "attention", find_attention }, { "release", make_release },
  { "import", import_marks }, { "charts", draw_charts },
  { "new store", create_store, make_folder, remove_store }, { "fill store", fill_store, make_empty, remove_store },
  { "change", change_pupils, make_filled, remove_store }, { "open store", open_store, make_shut, remove_store },
  { "(heap)", take_and_give_back }, { "(files)", write_files },
};

static gboolean
is_asked_for (const char *name, char **names)
{
  return names[0] == NULL || g_strv_contains ((const char *const *) names, name);
}

static gint64
time_once (Bench *bench, const Deed *deed)
{
  gint64 start, time;

  if (deed->before != NULL)
    deed->before (bench);
  start = g_get_monotonic_time ();
  deed->func (bench);
  time = g_get_monotonic_time () - start;
  if (deed->after != NULL)
    deed->after (bench);
  return time;
}

static double
time_best (Bench *bench, const Deed *deed)
{
  gint64 best = G_MAXINT64;

  for (int i = 0; i < RUNS; i++)
    best = MIN (best, time_once (bench, deed));
  return best / 1000.0;
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { .clock = haven_clock_fixed (haven_day_new (2026, 3, 18)) };

  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  bench.school = make_school (HAVEN_DEMO_LARGE, bench.clock);
  bench.year = haven_default_span (bench.school, bench.clock);
  bench.marks = write_marks (&bench);
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (is_asked_for (deeds[i].name, argv + 1))
      printf ("%s\t%.2f\n", deeds[i].name, time_best (&bench, &deeds[i]));
  g_free (bench.marks);
  haven_school_unref (bench.school);
  return 0;
}
