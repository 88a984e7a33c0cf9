/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-release-maker.h"
#include "made-up-school.h"
#include "proof/haven-checker.h"
#include "proof/haven-simplex.h"
#include "proof/haven-witness.h"

static HavenPolicy *policy;

/* The solver against trial of every whole solution: x + y + z = sum, x - y = difference … with small random rows of 0, 1 and -1. */
typedef struct {
  gint64 rows[3][4];
  gint64 sums[3];
  gint64 cost[4];
} Programme;

static void
draw_programme (GRand *rand, Programme *programme)
{
  gint64 solution[4];

  for (guint j = 0; j < 4; j++) {
    solution[j] = g_rand_int_range (rand, 0, 5);
    programme->cost[j] = g_rand_int_range (rand, -3, 4);
    programme->rows[0][j] = 1;
  }
  for (guint i = 1; i < 3; i++)
    for (guint j = 0; j < 4; j++)
      programme->rows[i][j] = g_rand_int_range (rand, -1, 2);
  for (guint i = 0; i < 3; i++) {
    programme->sums[i] = g_rand_int_range (rand, 0, 8) == 0 ? 1 : 0;
    for (guint j = 0; j < 4; j++)
      programme->sums[i] += programme->rows[i][j] * solution[j];
  }
}

static gboolean
fits (const Programme *programme, const gint64 *x)
{
  for (guint i = 0; i < 3; i++) {
    gint64 sum = 0;

    for (guint j = 0; j < 4; j++)
      sum += programme->rows[i][j] * x[j];
    if (sum != programme->sums[i])
      return FALSE;
  }
  return TRUE;
}

/* Least cost over whole solutions by trying all; the first row bounds them. */
static gboolean
try_all (const Programme *programme, gint64 *ret_least)
{
  const gint64 n = programme->sums[0];
  gboolean found = FALSE;

  for (gint64 code = 0; code < (n + 1) * (n + 1) * (n + 1); code++) {
    gint64 x[4] = { code % (n + 1), code / (n + 1) % (n + 1), code / (n + 1) / (n + 1), 0 };
    gint64 cost = 0;

    x[3] = n - x[0] - x[1] - x[2];
    if (x[3] < 0 || !fits (programme, x))
      continue;
    for (guint j = 0; j < 4; j++)
      cost += programme->cost[j] * x[j];
    *ret_least = found ? MIN (*ret_least, cost) : cost;
    found = TRUE;
  }
  return found;
}

static HavenSimplex *
new_simplex (const Programme *programme)
{
  HavenSimplex *simplex = haven_simplex_new (3, 4);

  for (guint i = 0; i < 3; i++) {
    for (guint j = 0; j < 4; j++)
      haven_simplex_set (simplex, i, j, programme->rows[i][j]);
    haven_simplex_set_sum (simplex, i, programme->sums[i]);
  }
  return simplex;
}

static void
test_simplex (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint solved = 0, whole = 0;

  for (guint round = 0; round < 2000; round++) {
    Programme programme;
    g_autoptr (HavenSimplex) simplex = NULL;
    gint64 least = 0, cost = 0, price = 0, d;
    gboolean found;

    draw_programme (rand, &programme);
    simplex = new_simplex (&programme);
    found = try_all (&programme, &least);
    if (!haven_simplex_start (simplex)) {
      g_assert_false (found);
      continue;
    }
    g_assert_cmpint (haven_simplex_minimise (simplex, programme.cost), ==, HAVEN_SIMPLEX_OPTIMUM);
    d = haven_simplex_get_denominator (simplex);
    g_assert_cmpint (d, >, 0);
    for (guint j = 0; j < 4; j++)
      cost += programme.cost[j] * haven_simplex_get (simplex, j);
    for (guint i = 0; i < 3; i++)
      price += haven_simplex_get_multiplier (simplex, i) * programme.sums[i];
    g_assert_cmpint (price, ==, cost);           /* what the rows' prices make is what the solution costs */
    if (found)
      g_assert_cmpint (cost, <=, least * d);
    whole += found && cost == least * d;
    solved++;
  }
  g_assert_cmpuint (solved, >, 1000);
  g_assert_cmpuint (whole, >, solved * 8 / 10);
}

static void
test_simplex_open (void)
{
  g_autoptr (HavenSimplex) simplex = haven_simplex_new (1, 2);
  const gint64 cost[] = { -1, 0 };

  haven_simplex_set (simplex, 0, 0, 1);
  haven_simplex_set (simplex, 0, 1, -1);
  haven_simplex_set_sum (simplex, 0, 3);
  haven_simplex_set_stretch (simplex, 100);
  g_assert_true (haven_simplex_start (simplex));
  g_assert_cmpint (haven_simplex_minimise (simplex, cost), ==, HAVEN_SIMPLEX_UNBOUNDED);
  g_assert_cmpint (haven_simplex_get (simplex, 0) - haven_simplex_get (simplex, 1), ==, 3);
  g_assert_cmpint (haven_simplex_get (simplex, 0), >=, 100);
}

static void
test_simplex_budget (void)
{
  g_autoptr (HavenSimplex) simplex = haven_simplex_new (2, 3);
  guint64 budget = 3;

  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 3; j++)
      haven_simplex_set (simplex, i, j, 1 + (gint64) (i * j));
  haven_simplex_set_sum (simplex, 0, 5);
  haven_simplex_set_sum (simplex, 1, 9);
  haven_simplex_set_budget (simplex, &budget);
  g_assert_false (haven_simplex_start (simplex));
  g_assert_cmpuint (budget, ==, 0);
}

static HavenReleaseFile *
made_up_file (guint seed, guint n, const char *period)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, n);
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, period);
  g_autoptr (HavenRelease) release = haven_release_make (totals, policy, NULL, NULL);

  return haven_release_file_parse (haven_release_get_bytes (release), NULL);
}

static gboolean
checks (HavenReleaseFile *file, HavenProof *proof)
{
  g_autoptr (GError) error = NULL;
  gboolean accepts = haven_checker_accepts (file, proof, &error);

  if (!accepts)
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  return accepts;
}

/* P2: no table may be changed by one, nowhere. */
static void
test_changed_table (void)
{
  g_autoptr (HavenReleaseFile) file = made_up_file (5, 60, "2025/26-autumn");
  g_autoptr (HavenProof) proof = haven_witness_find (file, NULL);

  g_assert_true (checks (file, proof));
  for (guint t = 0; t < proof->tables->len; t++)
    for (guint cell = 0; cell < file->values->len; cell++)
      for (int by = -1; by <= 1; by += 2) {
        gint64 *table = g_ptr_array_index (proof->tables, t);

        table[cell] += by;
        g_assert_false (checks (file, proof));
        table[cell] -= by;
      }
  g_assert_true (checks (file, proof));
}

static gboolean
is_count (const HavenWitness *witness)
{
  return witness->kind != HAVEN_WITNESS_MAGNITUDE;
}

static void
test_changed_witness (void)
{
  g_autoptr (HavenReleaseFile) file = made_up_file (5, 60, "2025/26-autumn");
  g_autoptr (HavenProof) proof = haven_witness_find (file, NULL);

  for (guint i = 0; i < proof->witnesses->len; i++) {
    HavenWitness *witness = &g_array_index (proof->witnesses, HavenWitness, i);
    const HavenWitness good = *witness;

    witness->high = good.low;
    g_assert_false (checks (file, proof));
    *witness = good;
    witness->low = good.high;
    g_assert_false (checks (file, proof));
    *witness = good;
    witness->low = proof->tables->len;
    g_assert_false (checks (file, proof));
    *witness = good;
    witness->cell = file->values->len;
    g_assert_false (checks (file, proof));
    *witness = good;
    witness->kind = is_count (&good) ? HAVEN_WITNESS_MAGNITUDE : HAVEN_WITNESS_CELL;
    g_assert_false (checks (file, proof));
    *witness = good;
  }
  g_assert_true (checks (file, proof));
}

/* A witness too few is a cell unproved. */
static void
test_missing_witness (void)
{
  g_autoptr (HavenReleaseFile) file = made_up_file (5, 60, "2025/26-autumn");

  for (guint i = 0;; i++) {
    g_autoptr (HavenProof) proof = haven_witness_find (file, NULL);

    if (i == proof->witnesses->len)
      break;
    g_array_remove_index (proof->witnesses, i);
    g_assert_false (checks (file, proof));
  }
}

/* The reason why a large neighbour cannot be small: any multiple changed, and it proves nothing; so few schools have one that several are asked. */
static void
test_changed_floor (void)
{
  guint floors = 0;

  for (guint seed = 0; seed < 40; seed++) {
    g_autoptr (HavenReleaseFile) file = made_up_file (seed, 150, "2025/26-autumn");
    g_autoptr (HavenProof) proof = haven_witness_find (file, NULL);

    for (guint i = 0; i < proof->witnesses->len; i++) {
      HavenWitness *witness = &g_array_index (proof->witnesses, HavenWitness, i);
      GArray *floor = witness->floor;

      if (floor == NULL)
        continue;
      floors++;
      witness->floor = NULL;
      g_assert_false (checks (file, proof));
      witness->floor = floor;
      g_array_index (floor, HavenMultiple, 0).times *= -1;
      g_assert_false (checks (file, proof));
      g_array_index (floor, HavenMultiple, 0).times *= -1;
      g_array_index (floor, HavenMultiple, 0).identity.measure = 1000;
      g_assert_false (checks (file, proof));
      break;
    }
  }
  g_assert_cmpuint (floors, >, 5);
}

/* Many tables over three variables and more share hidden totals: there the best solution may be a fraction, and a whole one is searched for. */
static void
test_year_files (void)
{
  for (guint seed = 0; seed < 20; seed++) {
    g_autoptr (HavenReleaseFile) file = made_up_file (seed, 20 + 9 * seed, "2025/26-year");
    g_autoptr (HavenProof) proof = haven_witness_find (file, NULL);

    g_assert_nonnull (proof);
    g_assert_true (checks (file, proof));
  }
}

/* Witnesses come from the file alone: the same file, the same witnesses, whatever the truth was. */
static void
test_same_file_same_witnesses (void)
{
  g_autoptr (HavenReleaseFile) file = made_up_file (8, 80, "2025/26-autumn");
  g_autoptr (GBytes) bytes = haven_release_file_to_bytes (file);
  g_autoptr (HavenReleaseFile) again = haven_release_file_parse (bytes, NULL);
  g_autoptr (HavenProof) one = haven_witness_find (file, NULL);
  g_autoptr (HavenProof) two = haven_witness_find (again, NULL);

  g_assert_cmpuint (one->tables->len, ==, two->tables->len);
  for (guint t = 0; t < one->tables->len; t++)
    g_assert_cmpmem (g_ptr_array_index (one->tables, t), sizeof (gint64) * file->values->len,
                     g_ptr_array_index (two->tables, t), sizeof (gint64) * file->values->len);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  policy = made_up_policy ();
  g_test_add_func ("/disclosure/simplex/all-tried", test_simplex);
  g_test_add_func ("/disclosure/simplex/open", test_simplex_open);
  g_test_add_func ("/disclosure/simplex/budget", test_simplex_budget);
  g_test_add_func ("/disclosure/proof/changed-table", test_changed_table);
  g_test_add_func ("/disclosure/proof/changed-witness", test_changed_witness);
  g_test_add_func ("/disclosure/proof/missing-witness", test_missing_witness);
  g_test_add_func ("/disclosure/proof/changed-floor", test_changed_floor);
  g_test_add_func ("/disclosure/proof/year-files", test_year_files);
  g_test_add_func ("/disclosure/proof/same-file-same-witnesses", test_same_file_same_witnesses);
  result = g_test_run ();
  haven_policy_unref (policy);
  return result;
}
