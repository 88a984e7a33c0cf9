/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "haven-week-merge.h"
#include "intake-support.h"

/* Sets of files as a school's MIS writes them, with the totals that whoever made them counted: tests/data/mis, and by hand every folder
 * in the one that HAVEN_MIS_SETS names. */

static const char *const files[] = { "pupils.csv", "statuses.csv", "marks-long.csv", "suspensions.csv" };
static const char *const names[] = { "possible", "attended", "authorised", "unauthorised", "late_before", "late_after" };

typedef struct {
  gint64 totals[G_N_ELEMENTS (names)];
  gint64 persistent;
  gint64 severe;
} Figures;

static HavenSchool *
import_file (HavenSchool *take_school, const char *folder, const char *name)
{
  g_autoptr (HavenSchool) school = take_school;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenImportPreview) preview = haven_intake_stage (path, HAVEN_IMPORT_AUTO, school, test_clock (), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  g_assert_cmpuint (preview->added, ==, preview->rows);
  return haven_intake_preview_school (school, preview);
}

static HavenSchool *
import_set (const char *folder, const char *registers)
{
  HavenTestSchool *draft = haven_test_school_new ();
  HavenSchool *school;

  haven_test_school_set (draft, "registers", registers);
  school = haven_test_school_build (draft);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    school = import_file (school, folder, files[i]);
  return school;
}

static void
add_week (gint64 *totals, const HavenWeek *week)
{
  totals[0] += week->possible;
  totals[1] += week->attended;
  totals[2] += week->authorised;
  totals[3] += week->unauthorised;
  totals[4] += week->late_before;
  totals[5] += week->late_after;
}

static void
add_pupil (Figures *figures, HavenSchool *school, const HavenPupil *pupil)
{
  HavenSlice years = haven_school_of_pupil (school, HAVEN_TABLE_WEEKS, pupil->id);
  gint64 own[G_N_ELEMENTS (names)] = { 0 };
  gint64 absent;

  for (guint i = 0; i < years.n; i++)
    for (guint week = 0; week < HAVEN_WEEKS_A_YEAR; week++)
      add_week (own, haven_weeks_peek (years.items[i]) + week);
  absent = own[2] + own[3];
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    figures->totals[i] += own[i];
  figures->persistent += own[0] > 0 && absent * 10 >= own[0];
  figures->severe += own[0] > 0 && absent * 2 >= own[0];
}

/* Where marks are kept, the totals are theirs */
static void
check_registers (HavenSchool *school, gboolean everyone)
{
  GPtrArray *registers = haven_school_get_table (school, HAVEN_TABLE_REGISTERS);

  for (guint i = 0; i < registers->len; i++) {
    const HavenRegister *one = registers->pdata[i];
    const HavenWeek *weeks = haven_school_get_weeks (school, one->pupil_id, (int) one->year);
    for (guint week = 0; week < HAVEN_WEEKS_A_YEAR; week++) {
      HavenWeek counted = haven_week_count (haven_register_peek (one), haven_week_frame ((int) one->year, week));
      g_assert_cmpmem (&counted, sizeof counted, weeks + week, sizeof counted);
    }
    g_assert_true (everyone || haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, one->pupil_id).n > 0);
  }
  if (everyone)
    g_assert_cmpuint (registers->len, ==, haven_school_get_table (school, HAVEN_TABLE_WEEKS)->len);
}

static void
check_figures (const Figures *figures, JsonObject *truth)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (figures->totals[i], ==, json_object_get_int_member (truth, names[i]));
  g_assert_cmpint (figures->persistent, ==, json_object_get_int_member (truth, "persistently_absent"));
  g_assert_cmpint (figures->severe, ==, json_object_get_int_member (truth, "severely_absent"));
}

static void
check_attendance (HavenSchool *school, JsonObject *truth)
{
  Figures all = { 0 };
  Figures flagged = { 0 };

  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    add_pupil (&all, school, pupil);
    if (haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil->id).n > 0)
      add_pupil (&flagged, school, pupil);
  }
  check_figures (&all, json_object_get_object_member (truth, "all"));
  check_figures (&flagged, json_object_get_object_member (truth, "flagged_totals"));
}

static void
check_suspensions (HavenSchool *school, JsonObject *truth)
{
  GPtrArray *suspensions = haven_school_get_table (school, HAVEN_TABLE_SUSPENSIONS);
  gint64 sessions = 0;

  for (guint i = 0; i < suspensions->len; i++) {
    const HavenSuspension *one = suspensions->pdata[i];
    if (haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, one->pupil_id).n > 0)
      sessions += one->sessions;
  }
  g_assert_cmpint (suspensions->len, ==, json_object_get_int_member (truth, "suspensions"));
  g_assert_cmpint (sessions, ==, json_object_get_int_member (truth, "suspension_sessions_flagged"));
}

static void
check_set (gconstpointer data)
{
  const char *folder = data;
  g_autofree char *path = g_build_filename (folder, "truth.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  static const char *const settings[] = { "flagged", "everyone" };

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autoptr (HavenSchool) school = import_set (folder, settings[i]);
    JsonObject *truth = json_node_get_object (json_parser_get_root (parser));
    g_assert_cmpint (haven_school_get_n_pupils (school), ==, json_object_get_int_member (truth, "pupils"));
    check_registers (school, i == 1);
    check_attendance (school, truth);
    check_suspensions (school, truth);
  }
}

static void
add_set (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "truth.json", NULL);
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *test = g_strconcat ("/intake/truth/", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_test_add_data_func_full (test, g_strdup (folder), check_set, g_free);
}

static void
add_sets (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  add_set (folder);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    add_set (path);
  }
}

int
main (int argc, char **argv)
{
  g_autofree char *sets = NULL;

  g_test_init (&argc, &argv, NULL);
  sets = g_test_build_filename (G_TEST_DIST, "data", "mis", NULL);
  add_sets (sets);
  if (g_getenv ("HAVEN_MIS_SETS") != NULL)
    add_sets (g_getenv ("HAVEN_MIS_SETS"));
  return g_test_run ();
}
