/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "attacker.h"
#include "haven-pattern.h"
#include "haven-release-maker.h"
#include "haven-secondary.h"
#include "haven-test-long.h"
#include "haven-verify.h"
#include "made-up-school.h"
#include "proof/haven-judge.h"
#include "proof/haven-witness.h"

/* Random schools, made into releases and attacked from their bytes. HAVEN_TEST_LONG=1 runs many more and prints seeds and counts;
 * HAVEN_TEST_SCHOOLS sets how many, HAVEN_TEST_SEED from which. */
#define FIRST_SEED 20260000

typedef struct {
  guint schools;
  guint hidden;
  guint attacks;
  guint undecided;
} Tally;

static HavenPolicy *policy;

static guint
n_schools (guint usual, guint many)
{
  const char *text = g_getenv ("HAVEN_TEST_SCHOOLS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : haven_test_is_long () ? many : usual;
}

static guint
first_seed (void)
{
  const char *text = g_getenv ("HAVEN_TEST_SEED");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : FIRST_SEED;
}

static HavenReturn *
random_school (guint seed, const char *period)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  const guint largest = g_rand_boolean (rand) ? 40 : 200;
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, g_rand_int_range (rand, 1, largest + 1));

  return made_up_return (pupils, policy, period);
}

static const char *
period_for (guint seed)
{
  return seed % 8 == 0 ? "2025/26-year" : "2025/26-autumn";
}

static HavenRelease *
make (HavenReturn *totals)
{
  g_autoptr (GError) error = NULL;
  HavenRelease *release = haven_release_make (totals, policy, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (release);
  return release;
}

static gint64
truth_of (HavenReturn *totals, guint cell)
{
  if (cell < totals->cells->len)
    return g_array_index (totals->cells, HavenReturnCell, cell).value;
  return g_array_index (totals->magnitudes, HavenReturnMagnitude, cell - totals->cells->len).value;
}

static void
expect (Tally *tally, Attack attack, Attack expected, guint cell)
{
  tally->attacks++;
  if (attack == ATTACK_UNDECIDED)
    tally->undecided++;
  else if (attack != expected)
    g_error ("seed %u, cell %u: the attacker finds otherwise", first_seed () + tally->schools, cell);
}

typedef Attack (*AttackFunc) (Attacker *attacker, guint cell, gint64 from, gint64 to);

/* Neither 0 nor t can be ruled out, unless everything under t can: a large figure that is plainly large. */
static void
attack_with (AttackFunc attack, Attacker *attacker, guint cell, Tally *tally)
{
  const Attack nobody = attack (attacker, cell, 0, 0);

  if (nobody == ATTACK_IMPOSSIBLE)
    expect (tally, attack (attacker, cell, 0, 4), ATTACK_IMPOSSIBLE, cell);
  else
    expect (tally, nobody, ATTACK_POSSIBLE, cell);
  expect (tally, attack (attacker, cell, 5, 1000), ATTACK_POSSIBLE, cell);
}

static void
attack_count (Attacker *attacker, guint cell, gboolean roll, Tally *tally)
{
  attack_with (attacker_try, attacker, cell, tally);
  if (!roll)
    attack_with (attacker_try_others, attacker, cell, tally);
}

static void
attack_magnitude (Attacker *attacker, guint cell, gint64 truth, Tally *tally)
{
  const gint64 margin = MAX ((truth * 10 + 99) / 100, 5);

  expect (tally, attacker_try (attacker, cell, 0, MAX (truth - margin, 0)), ATTACK_POSSIBLE, cell);
  expect (tally, attacker_try (attacker, cell, truth + margin, G_MAXINT64), ATTACK_POSSIBLE, cell);
}

static void
attack_release (HavenReturn *totals, GBytes *bytes, Tally *tally)
{
  g_autoptr (Attacker) attacker = attacker_new (bytes);
  const guint n_groups = (guint) (strstr (totals->period, "year") != NULL ? 18 : 8);

  for (guint cell = 0; cell < attacker_get_n (attacker); cell++) {
    if (!attacker_is_hidden (attacker, cell)) {
      g_assert_cmpint (attacker_get (attacker, cell), ==, truth_of (totals, cell));
      continue;
    }
    tally->hidden++;
    if (cell < totals->cells->len)
      attack_count (attacker, cell, cell < n_groups, tally);
    else
      attack_magnitude (attacker, cell, truth_of (totals, cell), tally);
  }
  tally->schools++;
}

/* P1 and P6 in one: what is shown is true, and what is hidden stays open. */
static void
test_random_schools (void)
{
  const guint n = n_schools (200, 100000);
  const guint first = first_seed ();
  Tally tally = { 0 };

  for (guint seed = first; seed < first + n; seed++) {
    g_autoptr (HavenReturn) totals = random_school (seed, period_for (seed));
    g_autoptr (HavenRelease) release = make (totals);

    attack_release (totals, haven_release_get_bytes (release), &tally);
    if (haven_test_is_long () && tally.schools % 5000 == 0)
      g_test_message ("%u schools, %u hidden, %u attacks, %u undecided", tally.schools, tally.hidden, tally.attacks, tally.undecided);
  }
  g_test_message ("seeds %u to %u: %u hidden figures, %u attacks, %u undecided", first, first + n - 1, tally.hidden,
                  tally.attacks, tally.undecided);
  g_assert_cmpuint (tally.schools, ==, n);
  g_assert_cmpuint (tally.attacks, >, tally.hidden);
  g_assert_cmpuint (tally.undecided * 1000, <=, tally.attacks);
}

/* The finder's ends are exactly those that the naive twin finds. */
static void
test_ends_agree (void)
{
  for (guint seed = 1; seed <= 12; seed++) {
    g_autoptr (HavenReturn) totals = random_school (FIRST_SEED + 7 * seed, "2025/26-autumn");
    g_autoptr (HavenRelease) release = make (totals);
    g_autoptr (Attacker) attacker = attacker_new (haven_release_get_bytes (release));
    g_autoptr (HavenReleaseFile) file = haven_release_file_parse (haven_release_get_bytes (release), NULL);
    guint64 budget = G_MAXUINT32;
    guint broken;
    g_autoptr (HavenRegion) region = haven_region_new (file, 1, &budget, &broken);
    g_autoptr (GArray) cells = haven_block_list_cells (file, 1);
    g_autofree gint64 *table = g_new0 (gint64, file->values->len);

    for (guint i = 0; i < cells->len; i++) {
      const guint cell = g_array_index (cells, guint, i);
      const HavenSummand least = { cell, 1 }, greatest = { cell, -1 };
      HavenBound low, high;

      if (haven_release_file_get (file, cell) != HAVEN_HIDDEN)
        continue;
      g_assert_true (haven_region_minimise (region, &least, 1, table, &low));
      g_assert_true (haven_region_minimise (region, &greatest, 1, table, &high));
      g_assert_cmpint (attacker_try (attacker, cell, low.value, low.value), ==, ATTACK_POSSIBLE);
      g_assert_cmpint (attacker_try (attacker, cell, -high.value, -high.value), ==, ATTACK_POSSIBLE);
      if (low.value > 0)
        g_assert_cmpint (attacker_try (attacker, cell, 0, low.value - 1), !=, ATTACK_POSSIBLE);
      if (!high.open)
        g_assert_cmpint (attacker_try (attacker, cell, 1 - high.value, G_MAXINT64), !=, ATTACK_POSSIBLE);
    }
  }
}

static gboolean
shows_anything (HavenPattern *pattern, guint block)
{
  g_autoptr (GArray) cells = haven_block_list_cells (pattern->truth, block);

  for (guint i = 0; i < cells->len; i++)
    if (!haven_pattern_is_hidden (pattern, g_array_index (cells, guint, i)) &&
        haven_pattern_get_truth (pattern, g_array_index (cells, guint, i)) > 0)
      return TRUE;
  return FALSE;
}

/* P3: no figure is hidden in vain, but for whole tables hidden from one who knows the rule. */
static void
test_little_in_vain (void)
{
  guint spare = 0, secondary = 0;

  for (guint seed = 0; seed < 60; seed++) {
    g_autoptr (HavenReturn) totals = random_school (FIRST_SEED + seed, "2025/26-autumn");
    g_autoptr (HavenPattern) pattern = haven_pattern_new (totals, policy, NULL);

    haven_secondary_protect (pattern);
    for (guint cell = pattern->truth->groups->len; cell < pattern->truth->n_counts; cell++) {
      HavenExposure exposure;
      guint block, group;

      if (!haven_pattern_is_hidden (pattern, cell) || haven_pattern_judge (pattern, cell) != HAVEN_CELL_SHOWN)
        continue;
      haven_release_file_locate (pattern->truth, cell, &block, &group);
      if (!shows_anything (pattern, block))
        continue;
      secondary++;
      haven_pattern_show (pattern, cell);
      spare += haven_witness_probe (pattern->published, block, &exposure);
      haven_pattern_hide (pattern, cell, HAVEN_CELL_SECONDARY);
    }
  }
  g_test_message ("%u of %u secondary figures could be shown alone", spare, secondary);
  g_assert_cmpuint (secondary, >, 200);
  g_assert_cmpuint (spare * 8, <=, secondary);
}

/* P12: each rule weakened in turn; the judge of files must see it. */
typedef enum {
  WEAK_NO_SECONDARY,
  WEAK_THRESHOLD,
  WEAK_COMPLEMENT,
  WEAK_SMALL_GROUP,
  WEAK_ZERO,
  N_WEAK,
} Weakness;

/* The release as somebody would make it who forgot a rule; FALSE if the rule made no difference here. */
static gboolean
weaken (HavenPattern *pattern, Weakness weakness)
{
  gboolean differs = FALSE;

  for (guint cell = pattern->truth->groups->len; cell < pattern->truth->n_counts; cell++) {
    const HavenCellReason reason = pattern->reasons[cell];
    const gint64 value = haven_pattern_get_truth (pattern, cell);
    const gboolean forgotten = (weakness == WEAK_NO_SECONDARY && reason == HAVEN_CELL_SECONDARY) ||
                               (weakness == WEAK_THRESHOLD && reason == HAVEN_CELL_PRIMARY && value == 4) ||
                               (weakness == WEAK_COMPLEMENT && reason == HAVEN_CELL_COMPLEMENT) ||
                               (weakness == WEAK_SMALL_GROUP && reason == HAVEN_CELL_SMALL_GROUP) ||
                               (weakness == WEAK_ZERO && reason == HAVEN_CELL_PRIMARY && value == 0);

    if (forgotten)
      haven_pattern_show (pattern, cell);
    differs |= forgotten;
  }
  return differs;
}

static void
test_weakened (void)
{
  guint seen[N_WEAK] = { 0 };

  for (guint seed = 0; seed < 60; seed++)
    for (Weakness weakness = 0; weakness < N_WEAK; weakness++) {
      g_autoptr (HavenReturn) totals = random_school (FIRST_SEED + seed, "2025/26-autumn");
      g_autoptr (HavenPattern) pattern = haven_pattern_new (totals, policy, NULL);
      g_autoptr (HavenProof) proof = NULL;

      haven_secondary_protect (pattern);
      if (!weaken (pattern, weakness))
        continue;
      proof = haven_judge_file (pattern->published, NULL);
      g_assert_null (proof);
      seen[weakness]++;
    }
  for (Weakness weakness = 0; weakness < N_WEAK; weakness++)
    g_assert_cmpuint (seen[weakness], >, 10);
}

/* The attacker is no paper tiger: without secondary suppression it places hidden figures. */
static void
test_attacker_bites (void)
{
  guint placed = 0;

  for (guint seed = 0; seed < 20; seed++) {
    g_autoptr (HavenReturn) totals = random_school (FIRST_SEED + seed, "2025/26-autumn");
    g_autoptr (HavenPattern) pattern = haven_pattern_new (totals, policy, NULL);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (Attacker) attacker = NULL;

    for (guint block = 0; block < pattern->truth->measures->len; block++)
      haven_pattern_hide_primary (pattern, block);
    bytes = haven_release_file_to_bytes (pattern->published);
    attacker = attacker_new (bytes);
    for (guint cell = 8; cell < totals->cells->len; cell++)
      placed += attacker_is_hidden (attacker, cell) && truth_of (totals, cell) < 5 &&
                (attacker_try (attacker, cell, 0, 0) == ATTACK_IMPOSSIBLE || attacker_try (attacker, cell, 5, 1000) == ATTACK_IMPOSSIBLE);
  }
  g_assert_cmpuint (placed, >, 20);
}

/* Of every child it is known whether it was suspended or part-time, so everybody knows that nobody is "not_counted" there. Told that, the
 * attacker still places no small figure. */
static void
attack_when_known (HavenReturn *totals, HavenReleaseFile *file, guint measure, guint *attacked)
{
  const guint nobody = g_array_index (file->measures, HavenReleaseMeasure, measure).n_responses - 1;
  guint64 budget = G_MAXUINT32;
  g_autoptr (HavenRegion) region = NULL;
  g_autofree gint64 *table = g_new0 (gint64, file->values->len);
  guint broken;

  for (guint g = 0; g < file->groups->len; g++)
    g_array_index (file->values, gint64, haven_release_file_count (file, measure, g, nobody)) = 0;
  region = haven_region_new (file, measure, &budget, &broken);
  g_assert_nonnull (region);
  for (guint g = 0; g < file->groups->len; g++)
    for (guint r = 0; r < nobody; r++) {
      const guint cell = haven_release_file_count (file, measure, g, r);
      const HavenSummand least = { cell, 1 }, greatest = { cell, -1 };
      HavenBound low, high;

      if (haven_release_file_get (file, cell) != HAVEN_HIDDEN || truth_of (totals, cell) >= 5)
        continue;
      g_assert_true (haven_region_minimise (region, &least, 1, table, &low));
      g_assert_true (haven_region_minimise (region, &greatest, 1, table, &high));
      g_assert_cmpint (low.value, ==, 0);
      g_assert_cmpint (-high.value, >=, 5);
      (*attacked)++;
    }
}

static void
test_always_counted (void)
{
  guint attacked = 0;

  for (guint seed = FIRST_SEED; seed < FIRST_SEED + n_schools (60, 2000); seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (GArray) pupils = made_up_pupils (rand, policy, g_rand_int_range (rand, 5, 120));
    g_autoptr (HavenReturn) totals = NULL;
    g_autoptr (HavenRelease) release = NULL;

    for (guint i = 0; i < pupils->len; i++)
      for (guint m = 2; m < 4; m++)
        g_array_index (pupils, MadeUpPupil, i).responses[m] %= 3;
    totals = made_up_return (pupils, policy, "2025/26-autumn");
    release = make (totals);
    for (guint m = 2; m < 4; m++) {
      g_autoptr (HavenReleaseFile) file = haven_release_file_parse (haven_release_get_bytes (release), NULL);

      attack_when_known (totals, file, m, &attacked);
    }
  }
  g_assert_cmpuint (attacked, >, 500);
}

#define SMALL_POLICY(zero_ok) \
  "{\"format\":\"haven-policy/1\",\"id\":\"small\",\"source\":\"a test\",\"date\":\"2026-01-01\"," \
  "\"threshold\":5,\"minimum_group\":10,\"p_percent\":10,\"contributors\":5," zero_ok "\"measures\":[" \
  "{\"name\":\"roll\",\"files\":[\"term\",\"year\"],\"responses\":[\"all\"]}," \
  "{\"name\":\"m\",\"files\":[\"term\"],\"responses\":[\"a\",\"b\",\"not_counted\"]}],\"variables\":[" \
  "{\"name\":\"all\",\"files\":[\"term\",\"year\"],\"magnitudes\":true,\"groups\":[\"all\"]}," \
  "{\"name\":\"v\",\"files\":[\"term\"],\"groups\":[\"x\",\"y\",\"other\"]}],\"magnitudes\":[]}"

/* Rows: everybody, x, y, other; other is empty. */
static HavenReturn *
small_return (HavenPolicy *small, const guint x[3], const guint y[3])
{
  HavenReturn *totals = haven_return_new ("123456", "2025/26-autumn");
  g_autoptr (GArray) places = haven_policy_list_cells (small, "2025/26-autumn");
  const guint n = x[0] + x[1] + x[2], m = y[0] + y[1] + y[2];
  const guint values[16] = { n + m, n, m, 0, x[0] + y[0], x[1] + y[1], x[2] + y[2], x[0], x[1], x[2], y[0], y[1], y[2], 0, 0, 0 };

  g_assert_cmpuint (places->len, ==, G_N_ELEMENTS (values));
  for (guint i = 0; i < places->len; i++) {
    const HavenPolicyCell *place = &g_array_index (places, HavenPolicyCell, i);
    HavenReturnCell cell = { place->measure, place->by, place->group, place->response, values[i] };

    g_array_append_val (totals->cells, cell);
  }
  return totals;
}

/* Everything that a published page can have come from, to one who knows the program: page -> a set of values for each cell. */
static void
note_origin (GHashTable *pages, HavenReturn *totals, HavenRelease *release)
{
  GHashTable *origins = g_hash_table_lookup (pages, haven_release_get_bytes (release));

  if (origins == NULL) {
    origins = g_hash_table_new (NULL, NULL);
    g_hash_table_insert (pages, g_bytes_ref (haven_release_get_bytes (release)), origins);
  }
  for (guint cell = 4; cell < totals->cells->len; cell++)
    if (!haven_release_get_cell (release, cell)->shown)
      g_hash_table_add (origins, GUINT_TO_POINTER (cell * 1000 + (guint) truth_of (totals, cell)));
}

static guint
fewest_values (GHashTable *origins)
{
  guint counts[16] = { 0 };
  guint fewest = G_MAXUINT;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, origins);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    counts[GPOINTER_TO_UINT (key) / 1000]++;
  for (guint cell = 4; cell < G_N_ELEMENTS (counts); cell++)
    if (counts[cell] > 0)
      fewest = MIN (fewest, counts[cell]);
  return fewest;
}

/* P10: who runs the rule on every table that there can be, and keeps those that give this very page, still has three values or more for
 * every hidden figure. */
static void
try_every_table (HavenPolicy *small, guint n, guint m, guint *fewest)
{
  g_autoptr (GHashTable) pages = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                                        (GDestroyNotify) g_hash_table_unref);
  GHashTableIter iter;
  gpointer origins;

  for (guint xa = 0; xa <= n; xa++)
    for (guint xb = 0; xa + xb <= n; xb++)
      for (guint ya = 0; ya <= m; ya++)
        for (guint yb = 0; ya + yb <= m; yb++) {
          g_autoptr (HavenReturn) totals = small_return (small, (guint[]){ xa, xb, n - xa - xb }, (guint[]){ ya, yb, m - ya - yb });
          g_autoptr (HavenRelease) release = haven_release_make (totals, small, NULL, NULL);

          g_assert_nonnull (release);
          note_origin (pages, totals, release);
        }
  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, NULL, &origins))
    *fewest = MIN (*fewest, fewest_values (origins));
}

static void
try_with_policy (const char *text)
{
  g_autoptr (GBytes) json = g_bytes_new_static (text, strlen (text));
  g_autoptr (HavenPolicy) small = haven_policy_new_from_json (json, NULL);
  guint fewest = G_MAXUINT;

  g_assert_nonnull (small);
  try_every_table (small, 10, 10, &fewest);
  try_every_table (small, 7, 12, &fewest);
  if (haven_test_is_long ()) {
    try_every_table (small, 12, 11, &fewest);
    try_every_table (small, 13, 14, &fewest);
    try_every_table (small, 15, 17, &fewest);
  }
  g_test_message ("to one who knows the rule every hidden figure has %u values or more", fewest);
  g_assert_cmpuint (fewest, >=, 3);
}

static void
test_rule_known (void)
{
  try_with_policy (SMALL_POLICY (""));
}

/* The same where that everybody was counted is told, so that one who knows the rule knows of a hidden figure there that it is not 0. */
static void
test_rule_known_noughts (void)
{
  try_with_policy (SMALL_POLICY ("\"zero_ok\":[\"not_counted\"],"));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  policy = made_up_policy ();
  g_test_add_func ("/disclosure/attack/random-schools", test_random_schools);
  g_test_add_func ("/disclosure/attack/ends-agree", test_ends_agree);
  g_test_add_func ("/disclosure/attack/little-in-vain", test_little_in_vain);
  g_test_add_func ("/disclosure/attack/weakened-rules-are-seen", test_weakened);
  g_test_add_func ("/disclosure/attack/attacker-bites", test_attacker_bites);
  g_test_add_func ("/disclosure/attack/always-counted", test_always_counted);
  g_test_add_func ("/disclosure/attack/rule-known", test_rule_known);
  g_test_add_func ("/disclosure/attack/rule-known-noughts", test_rule_known_noughts);
  result = g_test_run ();
  haven_policy_unref (policy);
  return result;
}
