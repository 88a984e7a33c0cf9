/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a return says that the one before did not */
#include "haven-release-changes.h"
#include "haven-release-maker.h"
#include "made-up-school.h"
#include "proof/haven-release-file.h"

#define TERM "2025/26-autumn"
#define NONE (-1)

static HavenPolicy *policy;
static HavenRelease *now;

static guint
find_cell (gboolean shown)
{
  for (guint i = 0; i < haven_release_get_n_cells (now); i++)
    if (haven_release_get_cell (now, i)->shown == shown)
      return i;
  g_assert_not_reached ();
}

static GBytes *
alter (guint cell, gint64 value)
{
  g_autoptr (HavenReleaseFile) file = haven_release_file_parse (haven_release_get_bytes (now), NULL);

  g_array_index (file->values, gint64, cell) = value;
  return haven_release_file_to_bytes (file);
}

static void
test_one (void)
{
  static const struct {
    const char *what;
    gboolean shown;          /* now */
    gint64 more;             /* was it by so much more; NONE: it was protected */
    int type;                /* NONE: no change */
  } rows[] = {
    { "the same", TRUE, 0, NONE },
    { "another figure", TRUE, 3, HAVEN_CHANGE_FIGURE },
    { "shown now", TRUE, NONE, HAVEN_CHANGE_SHOWN },
    { "protected then and now", FALSE, NONE, NONE },
    { "protected now", FALSE, 7, HAVEN_CHANGE_PROTECTED },
    { "protected now, was none", FALSE, 0, HAVEN_CHANGE_PROTECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const guint cell = find_cell (rows[i].shown);
    const gint64 was = rows[i].more == NONE ? HAVEN_HIDDEN : haven_release_get_cell (now, cell)->value + rows[i].more;
    g_autoptr (GBytes) before = alter (cell, was);
    g_autoptr (GArray) changes = haven_release_list_changes (now, before, NULL);
    const HavenReleaseChange *change = &g_array_index (changes, HavenReleaseChange, 0);

    g_test_message ("%s", rows[i].what);
    g_assert_cmpuint (changes->len, ==, rows[i].type == NONE ? 0 : 1);
    if (rows[i].type == NONE)
      continue;
    g_assert_cmpint (change->type, ==, rows[i].type);
    g_assert_true (change->cell == haven_release_get_cell (now, cell));
    g_assert_cmpint (change->before, ==, was == HAVEN_HIDDEN ? 0 : was);
  }
}

static void
test_unreadable (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_release_list_changes (now, bytes, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) pupils = NULL;
  g_autoptr (HavenReturn) totals = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  policy = made_up_policy ();
  pupils = made_up_pupils (rand, policy, 60);
  totals = made_up_return (pupils, policy, TERM);
  now = haven_release_make (totals, policy, NULL, NULL);
  g_test_add_func ("/disclosure/changes/one-figure", test_one);
  g_test_add_func ("/disclosure/changes/unreadable", test_unreadable);
  status = g_test_run ();
  haven_release_unref (now);
  haven_policy_unref (policy);
  return status;
}
