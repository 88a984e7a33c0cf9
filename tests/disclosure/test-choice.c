/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "haven-choice.h"
#include "haven-test-long.h"

/* The search for the cheapest choice beside a naive twin that tries every subset. */
#define N_CELLS 10

static gint64
cost_of (const gint64 *costs, guint subset)
{
  gint64 cost = 0;

  for (guint i = 0; i < N_CELLS; i++)
    cost += (subset >> i & 1) != 0 ? costs[i] : 0;
  return cost;
}

static gboolean
keeps (GArray *lessons, guint subset)
{
  for (guint i = 0; i < lessons->len; i++) {
    const HavenLesson *lesson = &g_array_index (lessons, HavenLesson, i);

    if ((lesson->hide.words[0] & subset) == 0 && (lesson->show.words[0] & ~subset) == 0)
      return FALSE;
  }
  return TRUE;
}

static gint64
cheapest (GArray *lessons, const gint64 *costs)
{
  gint64 best = G_MAXINT64;

  for (guint subset = 0; subset < 1 << N_CELLS; subset++)
    if (keeps (lessons, subset))
      best = MIN (best, cost_of (costs, subset));
  return best;
}

static GArray *
random_lessons (GRand *rand)
{
  GArray *lessons = g_array_new (FALSE, TRUE, sizeof (HavenLesson));
  const guint n = g_rand_int_range (rand, 0, 14);

  for (guint i = 0; i < n; i++) {
    HavenLesson lesson = { 0 };

    for (guint k = g_rand_int_range (rand, 1, 4); k > 0; k--)
      haven_cell_set_add (&lesson.hide, g_rand_int_range (rand, 0, N_CELLS));
    if (g_rand_int_range (rand, 0, 3) == 0)
      haven_cell_set_add (&lesson.show, g_rand_int_range (rand, 0, N_CELLS));
    g_array_append_val (lessons, lesson);
  }
  return lessons;
}

static void
test_naive_twin (void)
{
  const guint rounds = haven_test_rounds ("choices", 2000, 100000);
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint round = 0; round < rounds; round++) {
    g_autoptr (GArray) lessons = random_lessons (rand);
    gint64 costs[N_CELLS];
    const HavenChoice choice = { costs, g_rand_int_range (rand, 0, 4), 100000 };
    HavenCellSet chosen;
    guint budget = 100000000;
    gint64 best;

    for (guint i = 0; i < N_CELLS; i++)
      costs[i] = 1000 + 20 * g_rand_int_range (rand, 0, 5);
    best = cheapest (lessons, costs);
    g_assert_cmpint (haven_choice_find (lessons, &choice, &budget, &chosen), ==, best != G_MAXINT64);
    if (best == G_MAXINT64)
      continue;
    g_assert_true (keeps (lessons, (guint) chosen.words[0]));
    g_assert_cmpint (cost_of (costs, (guint) chosen.words[0]), ==, best);
  }
}

/* Nothing that is not noticeably cheaper; and an end when steps run out. */
static void
test_limits (void)
{
  g_autoptr (GArray) lessons = g_array_new (FALSE, TRUE, sizeof (HavenLesson));
  const gint64 costs[] = { 1000, 1010, 1020 };
  HavenLesson lesson = { 0 };
  HavenCellSet chosen;
  guint budget = 100;

  haven_cell_set_add (&lesson.hide, 0);
  haven_cell_set_add (&lesson.hide, 2);
  g_array_append_val (lessons, lesson);
  g_assert_false (haven_choice_find (lessons, &(HavenChoice){ costs, 0, 1000 }, &budget, &chosen));
  g_assert_true (haven_choice_find (lessons, &(HavenChoice){ costs, 0, 2000 }, &budget, &chosen));
  g_assert_true (haven_cell_set_has (&chosen, 0));
  budget = 0;
  g_assert_false (haven_choice_find (lessons, &(HavenChoice){ costs, 0, 2000 }, &budget, &chosen));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/disclosure/choice/naive-twin", test_naive_twin);
  g_test_add_func ("/disclosure/choice/limits", test_limits);
  return g_test_run ();
}
