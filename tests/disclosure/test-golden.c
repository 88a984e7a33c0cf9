/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "haven-choice.h"
#include "haven-detour.h"
#include "haven-pattern.h"

/* What other programs make of the questions that Haven answers too. Their results are read where they lie, from the folder that HAVEN_GOLDEN
 * names, and never kept here. */

static GPtrArray *
read_golden (const char *folder, const char *name)
{
  const char *golden = g_getenv ("HAVEN_GOLDEN");
  g_autofree char *path = golden != NULL ? g_build_filename (golden, folder, name, NULL) : NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL)) {
    g_test_skip ("HAVEN_GOLDEN does not name the folder of the peers' results");
    return NULL;
  }
  lines = g_strsplit (text, "\n", -1);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strchr (lines[i], ',') != NULL)
      g_ptr_array_add (rows, g_strsplit (g_strstrip (lines[i]), ",", -1));
  return rows;
}

static const char *
field (GPtrArray *rows, guint row, const char *name)
{
  char **head = g_ptr_array_index (rows, 0);
  guint column = 0;

  while (!g_str_equal (head[column], name))
    column++;
  return ((char **) g_ptr_array_index (rows, row))[column];
}

/* In hundredths, so that figures are whole */
static gint64
hundredths (const char *text)
{
  return (gint64) llround (g_ascii_strtod (text, NULL) * 100);
}

/* tau-Argus' Simple2D: p = 15 %, 162 cells, 9 of them unsafe */
static void
test_p_percent (void)
{
  g_autoptr (GPtrArray) rows = read_golden ("tauargus", "Simple2D_table_from_microdata.csv");
  guint agree = 0, unsafe = 0;

  for (guint i = 1; rows != NULL && i < rows->len; i++) {
    const gboolean theirs = g_str_equal (field (rows, i, "argus_status"), "3");
    const HavenReturnMagnitude part = { .value = hundredths (field (rows, i, "var2_sum")), .largest = hundredths (field (rows, i, "top1")),
                                        .second = hundredths (field (rows, i, "top2")) };

    unsafe += theirs;
    agree += haven_pattern_outweighs (&part, 15) == theirs;
  }
  if (rows == NULL)
    return;
  g_test_message ("%u of %u cells as tau-Argus has them, %u unsafe", agree, rows->len - 1, unsafe);
  g_assert_cmpuint (agree, ==, 162);
  g_assert_cmpuint (unsafe, ==, 9);
}

/* rtauargus: a frequency rule of 3 over 689 cells */
static void
test_threshold (void)
{
  g_autoptr (GPtrArray) rows = read_golden ("rtauargus", "datatest1.csv");
  guint agree = 0;

  for (guint i = 1; rows != NULL && i < rows->len; i++)
    agree += haven_pattern_is_few (hundredths (field (rows, i, "nb_obs")), 300) == g_str_equal (field (rows, i, "is_secret_freq"), "TRUE");
  if (rows == NULL)
    return;
  g_test_message ("%u of %u cells as rtauargus has them", agree, rows->len - 1);
  g_assert_cmpuint (agree, ==, 689);
}

/* ---- checkTauArgus: one table of regions by gender ---- */

#define REGIONS 4
#define RESPONSES 3

/* A table by region (A to D, other) and response (male, female, not_counted) in the shape of a return */
static HavenReleaseFile *
table_of (const gint64 counts[REGIONS][2])
{
  static const char *const groups[] = { "all", "A", "B", "C", "D", "other" };
  static const char *const responses[] = { "male", "female", "not_counted" };
  HavenReleaseFile *file = haven_release_file_new ("123456", "2025/26-autumn", 1);
  gint64 sums[REGIONS + 2][RESPONSES] = { 0 };

  for (guint g = 0; g < REGIONS; g++)
    for (guint r = 0; r < 2; r++) {
      sums[g + 1][r] = counts[g][r];
      sums[0][r] += counts[g][r];
    }
  file->policy = g_strdup ("golden");
  file->threshold = 5;
  file->minimum_group = 10;
  file->p_percent = 10;
  for (guint m = 0; m < 2; m++)
    for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
      for (guint r = 0; r < (m == 0 ? 1 : RESPONSES); r++) {
        const HavenReleaseLabel label = { m == 0 ? "roll" : "gender", g == 0 ? "all" : "region", groups[g], m == 0 ? "all" : responses[r] };

        haven_release_file_append (file, &label, m == 0 ? sums[g][0] + sums[g][1] : sums[g][r]);
      }
  g_assert_true (haven_release_file_close (file, NULL));
  return file;
}

/* One cell hidden for its own sake; the fewest others that protect it, as the suppressor looks for them */
static guint
count_protected (HavenPattern *pattern, guint own)
{
  g_autoptr (GArray) spare = haven_block_list_cells (pattern->truth, 1);
  g_autoptr (GArray) lessons = g_array_new (FALSE, FALSE, sizeof (HavenLesson));
  g_autofree gint64 *costs = NULL;
  HavenCellSet chosen = { 0 };
  guint hidden = 1, budget = G_MAXUINT;

  for (guint i = spare->len; i-- > 0;)
    if (g_array_index (spare, guint, i) == own || haven_pattern_get_truth (pattern, g_array_index (spare, guint, i)) == 0)
      g_array_remove_index (spare, i);
  costs = g_new0 (gint64, spare->len);
  for (guint i = 0; i < spare->len; i++)
    costs[i] = haven_detour_get_cost (pattern, g_array_index (spare, guint, i));
  haven_pattern_hide (pattern, own, HAVEN_CELL_PRIMARY);
  while (haven_lesson_learn (pattern, 1, spare, lessons)) {
    g_assert_true (haven_choice_find (lessons, &(HavenChoice){ costs, 2, G_MAXINT32 }, &budget, &chosen));
    for (guint i = 0; i < spare->len; i++)
      if (haven_cell_set_has (&chosen, i))
        haven_pattern_hide (pattern, g_array_index (spare, guint, i), HAVEN_CELL_SECONDARY);
      else
        haven_pattern_show (pattern, g_array_index (spare, guint, i));
  }
  for (guint i = 0; i < spare->len; i++)
    hidden += haven_cell_set_has (&chosen, i);
  return hidden;
}

static guint
count_theirs (GPtrArray *rows)
{
  guint hidden = 0;

  for (guint i = 1; i < rows->len; i++)
    hidden += !g_str_equal (field (rows, i, "expected_status"), "s");
  return hidden;
}

static void
compare_pattern (const gint64 counts[REGIONS][2], const char *folder)
{
  g_autoptr (GPtrArray) rows = read_golden (folder, "expected_pattern.csv");
  g_autoptr (HavenReleaseFile) truth = table_of (counts);
  HavenPattern pattern = { .truth = truth };
  guint ours;

  if (rows == NULL)
    return;
  pattern.published = table_of (counts);
  pattern.reasons = g_new0 (HavenCellReason, truth->values->len);
  ours = count_protected (&pattern, haven_release_file_count (truth, 1, 1, 1));
  g_test_message ("%u cells hidden, theirs %u", ours, count_theirs (rows));
  g_assert_cmpuint (ours, <=, count_theirs (rows));
  haven_release_file_free (pattern.published);
  g_free (pattern.reasons);
}

static void
test_example_1 (void)
{
  g_autoptr (GPtrArray) rows = read_golden ("checktauargus" G_DIR_SEPARATOR_S "ex1", "tabdata_ex1.tab");
  gint64 counts[REGIONS][2] = { 0 };

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    char **row = g_ptr_array_index (rows, i);
    const char *region = g_strstrip (row[0]), *gender = g_strstrip (row[1]);

    if (strlen (region) == 1 && !g_str_equal (gender, "Total"))
      counts[region[0] - 'A'][g_str_equal (gender, "female")] = g_ascii_strtoll (g_strstrip (row[2]), NULL, 10);
  }
  if (rows != NULL)
    compare_pattern (counts, "checktauargus" G_DIR_SEPARATOR_S "ex1");
}

static void
test_example_2 (void)
{
  g_autoptr (GPtrArray) rows = read_golden ("checktauargus" G_DIR_SEPARATOR_S "ex2", "microdata_ex2.asc");
  gint64 counts[REGIONS][2] = { 0 };

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    char **row = g_ptr_array_index (rows, i);

    counts[g_strstrip (row[0])[0] - 'A'][g_str_equal (g_strstrip (row[1]), "female")] += g_ascii_strtoll (g_strstrip (row[2]), NULL, 10);
  }
  if (rows != NULL)
    compare_pattern (counts, "checktauargus" G_DIR_SEPARATOR_S "ex2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/disclosure/golden/tauargus-p-percent", test_p_percent);
  g_test_add_func ("/disclosure/golden/rtauargus-threshold", test_threshold);
  g_test_add_func ("/disclosure/golden/checktauargus-1", test_example_1);
  g_test_add_func ("/disclosure/golden/checktauargus-2", test_example_2);
  return g_test_run ();
}
