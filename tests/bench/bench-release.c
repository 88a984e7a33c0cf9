/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <time.h>

#include "haven-bench.h"
#include "haven-pattern.h"
#include "haven-release-maker.h"
#include "haven-secondary.h"
#include "made-up-school.h"
#include "optimum.h"
#include "proof/haven-checker.h"
#include "proof/haven-witness.h"

/* What protection costs: time, beside the half second that a person will wait for, and figures not told, beside the fewest that an exact
 * optimiser would hide. HAVEN_BENCH_SCHOOLS: how many random schools. */
#define FIRST_SEED 20260000
#define SECONDS 60.0
#define RUNS 10
#define TERM "2025/26-autumn"
#define YEAR "2025/26-year"

static HavenPolicy *policy;

static guint
n_schools (void)
{
  const char *text = g_getenv ("HAVEN_BENCH_SCHOOLS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 500;
}

/* The processor's time, so that a busy machine does not count */
static double
now_ms (void)
{
  return 1000.0 * clock () / CLOCKS_PER_SEC;
}

/* ---- figures not told ---- */

typedef struct {
  guint ours;
  guint best[2];                         /* where only those hidden for their own sake stay open; where all do */
  guint ours_at[2];                      /* in the tables that closed */
  guint not_closed[2];
} Loss;

static guint
count_hidden (HavenPattern *pattern, guint measure)
{
  const HavenReleaseMeasure *m = &g_array_index (pattern->truth->measures, HavenReleaseMeasure, measure);
  guint n = 0;

  for (guint i = 0; i < m->n_responses * pattern->truth->groups->len; i++)
    n += haven_pattern_is_hidden (pattern, m->first + i);
  return n;
}

static gboolean *
list_own (HavenPattern *pattern)
{
  gboolean *own = g_new0 (gboolean, pattern->truth->n_counts);

  for (guint cell = 0; cell < pattern->truth->n_counts; cell++)
    own[cell] = cell < pattern->truth->groups->len ? haven_pattern_is_hidden (pattern, cell)
                                                   : haven_pattern_judge (pattern, cell) != HAVEN_CELL_SHOWN;
  return own;
}

static void
compare_measure (HavenPattern *pattern, guint measure, const gboolean *own, Loss *loss)
{
  for (int every = 0; every < 2; every++) {
    const OptimumQuestion question = { pattern->truth, measure, own, every };
    const Optimum optimum = optimum_find (&question, SECONDS);

    loss->not_closed[every] += !optimum.closed;
    loss->best[every] += optimum.closed ? optimum.hidden : 0;
    loss->ours_at[every] += optimum.closed ? count_hidden (pattern, measure) : 0;
  }
}

/* A school where everybody is hidden, because the whole roll is, has nothing to choose. */
static void
compare_school (guint seed, Loss *loss)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  const guint largest = g_rand_boolean (rand) ? 40 : 200;
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, g_rand_int_range (rand, 1, largest + 1));
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, TERM);
  g_autoptr (HavenPattern) pattern = haven_pattern_new (totals, policy, NULL);
  g_autofree gboolean *own = NULL;

  haven_secondary_protect (pattern);
  if (haven_pattern_is_hidden (pattern, 0))
    return;
  own = list_own (pattern);
  for (guint m = 1; m < pattern->truth->measures->len; m++)
    compare_measure (pattern, m, own, loss);
}

static void
bench_loss (void)
{
  Loss loss = { 0 };

  for (guint i = 0; i < n_schools (); i++)
    compare_school (FIRST_SEED + i, &loss);
  g_print ("%u schools from seed %u; not closed in %.0f s: %u tables by Haven's rule, %u by the weaker\n", n_schools (), FIRST_SEED,
           SECONDS, loss.not_closed[1], loss.not_closed[0]);
  haven_bench_row ("cells hidden", "cells", (double[]){ loss.ours_at[1], loss.best[1] }, "exact optimiser, the same rule", 1.02);
  haven_bench_row ("cells hidden, own sake only", "cells", (double[]){ loss.ours_at[0], loss.best[0] },
                   "exact optimiser that leaves others open", 1.05);
}

/* ---- figures told ---- */

/* The prototype's page (research/sdc.md 4.1): the number on roll and one question of two answers, of everybody and of sixteen groups in five
 * variables; 51 figures, the roll's among them. Every variable has Haven's "other", with nobody in it, and the question its
 * "not_counted". */
#define PROTOTYPE_POLICY \
  "{\"format\":\"haven-policy/1\",\"id\":\"prototype\",\"source\":\"research\",\"date\":\"2026-01-01\"," \
  "\"threshold\":5,\"minimum_group\":10,\"p_percent\":10,\"contributors\":5,\"zero_ok\":[\"not_counted\"],\"measures\":[" \
  "{\"name\":\"roll\",\"files\":[\"term\",\"year\"],\"responses\":[\"all\"]}," \
  "{\"name\":\"m\",\"files\":[\"year\"],\"responses\":[\"yes\",\"no\",\"not_counted\"]}],\"variables\":[" \
  "{\"name\":\"all\",\"files\":[\"term\",\"year\"],\"groups\":[\"all\"]}," \
  "{\"name\":\"status\",\"files\":[\"year\"],\"groups\":[\"CLA\",\"CP\",\"CIN\",\"previous\",\"other\"]}," \
  "{\"name\":\"phase\",\"files\":[\"year\"],\"groups\":[\"KS1\",\"KS2\",\"KS3\",\"KS4\",\"KS5\",\"other\"]}," \
  "{\"name\":\"sex\",\"files\":[\"year\"],\"groups\":[\"F\",\"M\",\"other\"]}," \
  "{\"name\":\"sen\",\"files\":[\"year\"],\"groups\":[\"N\",\"K\",\"E\",\"other\"]}," \
  "{\"name\":\"fsm\",\"files\":[\"year\"],\"groups\":[\"yes\",\"no\",\"other\"]}],\"magnitudes\":[]}"
#define PROTOTYPE_SCHOOLS 10

static HavenPolicy *
prototype_policy (void)
{
  g_autoptr (GBytes) json = g_bytes_new_static (PROTOTYPE_POLICY, strlen (PROTOTYPE_POLICY));
  HavenPolicy *prototype = haven_policy_new_from_json (json, NULL);

  g_assert_nonnull (prototype);
  return prototype;
}

/* Groups are as likely as one another; so many in a hundred have the answer. */
static GArray *
prototype_pupils (GRand *rand, guint children, guint percent)
{
  static const int n_groups[] = { 1, 4, 5, 2, 3, 2 };
  GArray *pupils = g_array_new (FALSE, TRUE, sizeof (MadeUpPupil));

  g_array_set_size (pupils, children);
  for (guint i = 0; i < children; i++) {
    MadeUpPupil *pupil = &g_array_index (pupils, MadeUpPupil, i);

    for (guint v = 0; v < G_N_ELEMENTS (n_groups); v++)
      pupil->groups[v] = g_rand_int_range (rand, 0, n_groups[v]);
    pupil->responses[1] = g_rand_int_range (rand, 0, 100) < (int) percent ? 0 : 1;
  }
  return pupils;
}

typedef struct {
  guint cells;                           /* with anybody behind them */
  guint fit;                             /* that need not be hidden for their own sake: no page shows more */
  guint shown;
} Told;

static Told
count_told (HavenPolicy *prototype, guint children, guint percent)
{
  Told told = { 0 };

  for (guint seed = 0; seed < PROTOTYPE_SCHOOLS; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (GArray) pupils = prototype_pupils (rand, children, percent);
    g_autoptr (HavenReturn) totals = made_up_return (pupils, prototype, YEAR);
    g_autoptr (HavenRelease) release = haven_release_make (totals, prototype, NULL, NULL);
    g_autoptr (HavenPattern) pattern = haven_pattern_new (totals, prototype, NULL);

    haven_pattern_hide_primary (pattern, 0);
    for (guint i = 0; i < totals->cells->len; i++) {
      const gboolean any = g_array_index (totals->cells, HavenReturnCell, i).value > 0;

      told.cells += any;
      told.fit += any && haven_pattern_judge (pattern, i) == HAVEN_CELL_SHOWN;
      told.shown += any && haven_release_get_cell (release, i)->shown;
    }
  }
  return told;
}

static void
bench_told (void)
{
  /* noughts hidden; of the 35 % question none matter */
  static const struct { guint children, percent; double prototype; } pages[] = {
    { 10, 35, 8 }, { 20, 35, 25 }, { 40, 35, 67 }, { 80, 35, 87 }, { 160, 35, 100 }, { 40, 12, 35 }, { 80, 12, 52 }, { 160, 12, 82 },
  };
  HavenPolicy *prototype = prototype_policy ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autofree char *what = g_strdup_printf ("cells shown, %u children, %u%% measure", pages[i].children, pages[i].percent);

    const Told told = count_told (prototype, pages[i].children, pages[i].percent);
    const double shown = 100.0 * told.shown / told.cells;

    /* the other way round, so that more shown is a lower ratio */
    haven_bench_row (what, "%", (double[]){ pages[i].prototype, shown }, "the prototype (left) beside ours", 1 / 0.9);
    haven_bench_row (what, "%", (double[]){ 100.0 * told.fit / told.cells, shown }, "all that the rules let be shown (left) beside ours",
                     1 / 0.8);
  }
  haven_policy_unref (prototype);
}

/* ---- time ---- */

/* Twelve terms, each of its own children, as a school sends them in four years. */
static GPtrArray *
make_ledger (guint children)
{
  static const char *const terms[] = { "autumn", "spring", "summer" };
  GPtrArray *ledger = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < 12; i++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (i);
    g_autoptr (GArray) pupils = made_up_pupils (rand, policy, children);
    g_autofree char *period = g_strdup_printf ("20%02u/%02u-%s", 22 + i / 3, 23 + i / 3, terms[i % 3]);
    g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, period);
    g_autoptr (HavenRelease) release = haven_release_make (totals, policy, ledger, NULL);

    g_ptr_array_add (ledger, g_bytes_ref (haven_release_get_bytes (release)));
  }
  return ledger;
}

static double
time_check (HavenRelease *release)
{
  g_autoptr (HavenReleaseFile) file = haven_release_file_parse (haven_release_get_bytes (release), NULL);
  g_autoptr (HavenProof) proof = haven_witness_find (file, NULL);
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < 3; i++) {
    const double start = now_ms ();

    g_assert_true (haven_checker_accepts (file, proof, NULL));
    best = MIN (best, now_ms () - start);
  }
  return best;
}

/* The slowest of some schools of one size. */
static void
bench_size (guint children, const char *period)
{
  g_autoptr (GPtrArray) ledger = make_ledger (children);
  g_autofree char *made = g_strdup_printf ("release of %s, %u children, 12 terms", g_str_has_suffix (period, "year") ? "a year" : "a term",
                                           children);
  g_autofree char *checked = g_strdup_printf ("its checker, %u children", children);
  double slowest = 0, check = 0;

  for (guint seed = 0; seed < RUNS; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (1000 + seed);
    g_autoptr (GArray) pupils = made_up_pupils (rand, policy, children);
    g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, period);
    const double start = now_ms ();
    g_autoptr (HavenRelease) release = haven_release_make (totals, policy, ledger, NULL);

    g_assert_nonnull (release);
    slowest = MAX (slowest, now_ms () - start);
    check = MAX (check, time_check (release));
  }
  haven_bench_row (made, "ms", (double[]){ slowest, 500 }, "what a person waits for", 1);
  haven_bench_row (checked, "ms", (double[]){ check, 20 }, "a moment", 1);
}

int
main (int argc, char *argv[])
{
  static const guint sizes[] = { 5, 20, 60, 200 };

  g_test_init (&argc, &argv, NULL);
  policy = made_up_policy ();
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    bench_size (sizes[i], "2026/27-autumn");
    bench_size (sizes[i], "2026/27-year");
  }
  bench_told ();
  bench_loss ();
  haven_policy_unref (policy);
  return 0;
}
