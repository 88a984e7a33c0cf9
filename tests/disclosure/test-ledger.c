/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "haven-pattern.h"
#include "haven-release-maker.h"
#include "haven-secondary.h"
#include "haven-test-long.h"
#include "haven-verify.h"
#include "ledger-attacker.h"
#include "made-up-school.h"

/* Whole histories of schools: up to twelve periods, with children who come and go, and corrections; everything that was sent is attacked
 * together. HAVEN_TEST_SCHOOLS: how many; HAVEN_TEST_SEED: from which. */
#define FIRST_SEED 40000000
#define THRESHOLD 5

static HavenPolicy *policy;

typedef struct {
  GPtrArray *files;                      /* GBytes, as sent */
  GPtrArray *truths;                     /* HavenReturn, what each counted */
  GArray *pupils;
  GArray *year;                          /* MadeUpPupil: what the terms so far add up to */
} School;

static void
clear_school (School *self)
{
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->truths);
  g_array_unref (self->pupils);
  g_array_unref (self->year);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (School, clear_school)

static guint
setting (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

/* Sends what is new; a release that says nothing new is not kept. */
static void
send (School *school, GArray *pupils, const char *period)
{
  HavenReturn *totals = made_up_return (pupils, policy, period);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenRelease) release = haven_release_make (totals, policy, school->files, &error);

  g_assert_no_error (error);
  if (haven_release_is_repeat (release)) {
    haven_return_free (totals);
    return;
  }
  g_ptr_array_add (school->files, g_bytes_ref (haven_release_get_bytes (release)));
  g_ptr_array_add (school->truths, totals);
}

/* New answers for a term; groups mostly stay. */
static void
redraw (School *school, GRand *rand)
{
  g_autoptr (GArray) fresh = made_up_pupils (rand, policy, school->pupils->len);

  for (guint i = 0; i < school->pupils->len; i++) {
    MadeUpPupil *pupil = &g_array_index (school->pupils, MadeUpPupil, i);
    const MadeUpPupil *other = &g_array_index (fresh, MadeUpPupil, i);

    memcpy (pupil->responses, other->responses, sizeof (pupil->responses));
    memcpy (pupil->magnitudes, other->magnitudes, sizeof (pupil->magnitudes));
    if (g_rand_int_range (rand, 0, 10) == 0)
      memcpy (pupil->groups, other->groups, sizeof (pupil->groups));
  }
}

/* absence, suspended, part_time, elsewhere are measures 1 to 4; the last response of each is not_counted */
static void
add_to_year (School *school, GRand *rand, gboolean first)
{
  static const guint last[] = { 0, 3, 3, 3, 2 };

  for (guint i = 0; i < school->pupils->len; i++) {
    const MadeUpPupil *pupil = &g_array_index (school->pupils, MadeUpPupil, i);
    MadeUpPupil *year = &g_array_index (school->year, MadeUpPupil, i);
    MadeUpPupil before = *year;

    *year = *pupil;
    for (guint m = 1; !first && m < G_N_ELEMENTS (last); m++) {
      const guint a = before.responses[m], b = pupil->responses[m];

      if (a == last[m] || b == last[m])
        year->responses[m] = MIN (a, b);
      else
        year->responses[m] = m == 2 ? MIN (a + b, 2) : m == 3 ? MAX (a, b) : g_rand_boolean (rand) ? a : b;
    }
    for (guint m = 0; !first && m < G_N_ELEMENTS (year->magnitudes); m++)
      year->magnitudes[m] += before.magnitudes[m];
  }
}

/* Some pupils were recorded wrongly: of few or of many. */
static void
correct (School *school, GRand *rand)
{
  const guint n = g_rand_boolean (rand) ? g_rand_int_range (rand, 1, 5) : g_rand_int_range (rand, 5, 25);
  g_autoptr (GArray) fresh = made_up_pupils (rand, policy, n);

  if (g_rand_boolean (rand))
    g_array_append_vals (school->pupils, fresh->data, fresh->len);
  else
    for (guint i = 0; i < MIN (n, school->pupils->len); i++)
      g_array_index (school->pupils, MadeUpPupil, g_rand_int_range (rand, 0, school->pupils->len)) = g_array_index (fresh, MadeUpPupil, i);
  g_array_set_size (school->year, school->pupils->len);
}

static void
live (School *school, GRand *rand, guint n_periods)
{
  static const char *const names[] = { "autumn", "spring", "summer", "year" };

  for (guint p = 0; p < n_periods; p++) {
    g_autofree char *period = g_strdup_printf ("20%02u/%02u-%s", 23 + p / 4, 24 + p / 4, names[p % 4]);

    if (p % 4 == 3) {
      send (school, school->year, period);
      continue;
    }
    redraw (school, rand);
    send (school, school->pupils, period);
    if (g_rand_int_range (rand, 0, 3) == 0) {
      correct (school, rand);
      send (school, school->pupils, period);
    }
    add_to_year (school, rand, p % 4 == 0);
  }
}

static School
new_school (GRand *rand)
{
  const guint n = g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 40 : 150);
  School school = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
                    g_ptr_array_new_with_free_func ((GDestroyNotify) haven_return_free), made_up_pupils (rand, policy, n), NULL };

  school.year = g_array_new (FALSE, TRUE, sizeof (MadeUpPupil));
  g_array_set_size (school.year, n);
  return school;
}

static gint64
truth_at (School *school, guint file, guint cell)
{
  return g_array_index (((HavenReturn *) g_ptr_array_index (school->truths, file))->cells, HavenReturnCell, cell).value;
}

typedef struct {
  guint attacked, narrowed, undecided, files;
} Tally;

/* Some of the figures hidden for their own sake, at random. */
static void
attack (School *school, GRand *rand, guint n_cells, Tally *tally)
{
  g_autoptr (LedgerAttacker) attacker = ledger_attacker_new (school->files);

  tally->files += school->files->len;
  for (guint n = 0; n < n_cells && school->files->len > 0; n++) {
    const guint file = g_rand_int_range (rand, 0, school->files->len);
    const guint cell = g_rand_int_range (rand, 0, ((HavenReturn *) g_ptr_array_index (school->truths, file))->cells->len);
    gint64 least, greatest;

    if (ledger_attacker_get (attacker, file, cell) >= 0 || truth_at (school, file, cell) >= THRESHOLD)
      continue;
    least = ledger_attacker_find_end (attacker, file, cell, FALSE);
    greatest = ledger_attacker_find_end (attacker, file, cell, TRUE);
    tally->attacked++;
    if (least == G_MAXINT64 || greatest == G_MAXINT64)
      tally->undecided++;
    else
      tally->narrowed += least > 0 || greatest < THRESHOLD;
  }
}

static void
test_histories (void)
{
  const guint n = setting ("HAVEN_TEST_SCHOOLS", haven_test_is_long () ? 10000 : 30);
  const guint first = setting ("HAVEN_TEST_SEED", FIRST_SEED);
  Tally tally = { 0 };

  for (guint seed = first; seed < first + n; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_auto (School) school = new_school (rand);
    HavenVerdict verdict;
    g_autoptr (GError) error = NULL;

    live (&school, rand, g_rand_int_range (rand, 1, 13));
    g_assert_true (haven_release_verify (school.files, &verdict, &error));
    g_assert_no_error (error);
    attack (&school, rand, 24, &tally);
    if (tally.narrowed > 0)
      g_error ("seed %u: the attacker narrows a figure", seed);
    if (haven_test_is_long () && (seed - first + 1) % 100 == 0)
      g_test_message ("%u schools from seed %u, %u files, %u attacked, %u undecided", seed - first + 1, first, tally.files, tally.attacked,
                      tally.undecided);
  }
  g_test_message ("%u schools from seed %u, %u files, %u figures attacked, %u narrowed, %u undecided", n, first, tally.files,
                  tally.attacked, tally.narrowed, tally.undecided);
  g_assert_cmpuint (tally.attacked, >, n);
  g_assert_cmpuint (tally.undecided * 200, <=, tally.attacked);
}

/* ---- each rule forgotten in turn: the attacker must find a child ---- */

/* Of what is known of a count: fewer than the threshold gave the answer, or did not, and not every number under it is possible. */
static gboolean
tells (gint64 least, gint64 greatest, gint64 truth)
{
  return truth < THRESHOLD && (least > 0 || greatest < THRESHOLD);
}

/* The place of the group's roll */
static guint
roll_of (HavenReturn *totals, const HavenReturnCell *count)
{
  guint cell = 0;

  while (g_array_index (totals->cells, HavenReturnCell, cell).by != count->by ||
         g_array_index (totals->cells, HavenReturnCell, cell).group != count->group)
    cell++;
  return cell;
}

/* That nobody is "not_counted" tells nothing of a child */
static gboolean
is_told_openly (LedgerAttacker *attacker, guint file, guint cell, const HavenReturnCell *count)
{
  return g_str_equal (count->response, "not_counted") && ledger_attacker_get (attacker, file, cell) == 0;
}

static guint
count_told (GPtrArray *files, HavenReturn *totals)
{
  g_autoptr (LedgerAttacker) attacker = ledger_attacker_new (files);
  const guint last = files->len - 1;
  guint told = 0;

  for (guint cell = 0; cell < totals->cells->len; cell++) {
    const HavenReturnCell *count = &g_array_index (totals->cells, HavenReturnCell, cell);
    const guint roll_cell = roll_of (totals, count);
    const gint64 roll = g_array_index (totals->cells, HavenReturnCell, roll_cell).value;
    gint64 least = ledger_attacker_get (attacker, last, cell), greatest = least;

    if (roll == 0 || is_told_openly (attacker, last, cell, count) || (count->value >= THRESHOLD && roll - count->value >= THRESHOLD))
      continue;
    if (least < 0) {
      least = ledger_attacker_find_end (attacker, last, cell, FALSE);
      greatest = ledger_attacker_find_end (attacker, last, cell, TRUE);
    }
    told += tells (least, greatest, count->value);
    if (cell != roll_cell && ledger_attacker_get (attacker, last, roll_cell) >= 0)
      told += tells (roll - greatest, roll - least, roll - count->value);
  }
  return told;
}

typedef enum {
  FORGOT_NOTHING,
  FORGOT_FOUR,                           /* a threshold of 4 */
  FORGOT_COMPLEMENTS,
  FORGOT_SMALL_GROUPS,
  FORGOT_ZERO,
  FORGOT_NEIGHBOURS,                     /* no secondary suppression */
  N_FORGOT,
} Forgot;

static gboolean
is_forgotten (HavenPattern *pattern, guint cell, Forgot forgot)
{
  const gint64 value = haven_pattern_get_truth (pattern, cell);
  const HavenCellReason reason = pattern->reasons[cell];

  return (forgot == FORGOT_FOUR && reason == HAVEN_CELL_PRIMARY && value == THRESHOLD - 1) ||
         (forgot == FORGOT_COMPLEMENTS && reason == HAVEN_CELL_COMPLEMENT) ||
         (forgot == FORGOT_SMALL_GROUPS && reason == HAVEN_CELL_SMALL_GROUP) ||
         (forgot == FORGOT_ZERO && reason == HAVEN_CELL_PRIMARY && value == 0) ||
         (forgot == FORGOT_NEIGHBOURS && reason == HAVEN_CELL_SECONDARY);
}

static guint
told_when (guint seed, Forgot forgot)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, g_rand_int_range (rand, 20, 80));
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, "2025/26-autumn");
  g_autoptr (HavenPattern) pattern = haven_pattern_new (totals, policy, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  haven_secondary_protect (pattern);
  for (guint cell = 0; cell < pattern->truth->n_counts; cell++)
    if (haven_pattern_is_hidden (pattern, cell) && is_forgotten (pattern, cell, forgot))
      haven_pattern_show (pattern, cell);
  g_ptr_array_add (files, haven_release_file_to_bytes (pattern->published));
  return count_told (files, totals);
}

static void
test_rule_forgotten (void)
{
  guint told[N_FORGOT] = { 0 };

  for (guint seed = FIRST_SEED; seed < FIRST_SEED + 4; seed++)
    for (Forgot forgot = 0; forgot < N_FORGOT; forgot++)
      told[forgot] += told_when (seed, forgot);
  g_test_message ("told: %u with every rule; %u, %u, %u, %u, %u without the threshold's last, complements, small groups, noughts, "
                  "neighbours", told[0], told[1], told[2], told[3], told[4], told[5]);
  g_assert_cmpuint (told[FORGOT_NOTHING], ==, 0);
  for (Forgot forgot = FORGOT_NOTHING + 1; forgot < N_FORGOT; forgot++)
    g_assert_cmpuint (told[forgot], >, 0);
}

/* ---- the settings are read, too ---- */

/* Where that nobody is "not_counted" would be shown and is not, somebody is. Not so of the measures that have an answer for every child. */
static gboolean
is_read_with_settings (const HavenReturnCell *count)
{
  return g_str_equal (count->measure, "absence") || g_str_equal (count->measure, "elsewhere");
}

static void
tell_somebody (LedgerAttacker *attacker, HavenReturn *totals)
{
  for (guint cell = 0; cell < totals->cells->len; cell++) {
    const HavenReturnCell *count = &g_array_index (totals->cells, HavenReturnCell, cell);

    if (is_read_with_settings (count) && g_str_equal (count->by, "all") && g_str_equal (count->response, "not_counted") &&
        ledger_attacker_get (attacker, 0, cell) < 0 && count->value > 0)
      ledger_attacker_tell (attacker, 0, cell);
  }
}

static void
attack_with_settings (guint seed, Tally *tally)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, g_rand_int_range (rand, 10, 120));
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, "2025/26-autumn");
  g_autoptr (HavenRelease) release = haven_release_make (totals, policy, NULL, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (LedgerAttacker) attacker = NULL;

  g_ptr_array_add (files, haven_release_get_bytes (release));
  attacker = ledger_attacker_new (files);
  tell_somebody (attacker, totals);
  for (guint cell = 0; cell < totals->cells->len; cell++) {
    const HavenReturnCell *count = &g_array_index (totals->cells, HavenReturnCell, cell);

    if (!is_read_with_settings (count) || g_str_equal (count->response, "not_counted") || count->value >= THRESHOLD ||
        ledger_attacker_get (attacker, 0, cell) >= 0)
      continue;
    tally->attacked++;
    tally->narrowed += ledger_attacker_find_end (attacker, 0, cell, FALSE) > 0 ||
                       ledger_attacker_find_end (attacker, 0, cell, TRUE) < THRESHOLD;
  }
}

static void
test_settings_known (void)
{
  const guint n = setting ("HAVEN_TEST_SCHOOLS", 60);
  Tally tally = { 0 };

  for (guint seed = FIRST_SEED; seed < FIRST_SEED + n; seed++)
    attack_with_settings (seed, &tally);
  g_test_message ("%u schools from seed %u, %u figures attacked with the settings read, %u narrowed", n, FIRST_SEED, tally.attacked,
                  tally.narrowed);
  g_assert_cmpuint (tally.attacked, >, 10 * n);
  g_assert_cmpuint (tally.narrowed, ==, 0);
}

/* Attacks every figure of everybody in everything that was sent */
static guint
count_told_everywhere (School *school)
{
  g_autoptr (LedgerAttacker) attacker = ledger_attacker_new (school->files);
  guint told = 0;

  for (guint f = 0; f < school->files->len; f++)
    for (guint cell = 0; cell < ((HavenReturn *) g_ptr_array_index (school->truths, f))->cells->len; cell++) {
      HavenReturn *truth = g_ptr_array_index (school->truths, f);
      const HavenReturnCell *count = &g_array_index (truth->cells, HavenReturnCell, cell);

      if (!g_str_equal (count->by, "all") || count->value >= THRESHOLD || ledger_attacker_get (attacker, f, cell) >= 0)
        continue;
      told += tells (ledger_attacker_find_end (attacker, f, cell, FALSE), ledger_attacker_find_end (attacker, f, cell, TRUE), count->value);
    }
  return told;
}

/* Sixty children of one group; those from first on are absent half of the time, five others a quarter. */
static void
set_absent (GArray *pupils, guint first, guint n)
{
  for (guint i = 0; i < pupils->len; i++) {
    MadeUpPupil *pupil = &g_array_index (pupils, MadeUpPupil, i);

    memset (pupil->groups, 0, sizeof (pupil->groups));
    pupil->responses[1] = i >= first && i < first + n ? 2 : i >= 40 && i < 45 ? 1 : 0;
  }
}

/* 8 children were severely absent in autumn, 8 others in spring, 4 others in summer: the page of summer hides them. A year of 20, made as if no
 * term had been sent, says that they were 4 at least. */
static guint
told_by_year (gboolean forget)
{
  static const struct { const char *period; guint first, n; } periods[] = {
    { "2023/24-autumn", 0, 8 }, { "2023/24-spring", 8, 8 }, { "2023/24-summer", 16, 4 }, { "2023/24-year", 0, 20 },
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (FIRST_SEED);
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, 60);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_auto (School) school = new_school (rand);

  for (guint p = 0; p < G_N_ELEMENTS (periods); p++) {
    const gboolean year = p + 1 == G_N_ELEMENTS (periods);
    g_autoptr (HavenRelease) release = NULL;
    HavenReturn *totals;

    set_absent (pupils, periods[p].first, periods[p].n);
    totals = made_up_return (pupils, policy, periods[p].period);
    release = haven_release_make (totals, policy, year && forget ? none : school.files, NULL);
    g_assert_nonnull (release);
    if (year && forget)
      g_assert_null (haven_release_new_from_bytes (haven_release_get_bytes (release), school.files, NULL));
    g_ptr_array_add (school.files, g_bytes_ref (haven_release_get_bytes (release)));
    g_ptr_array_add (school.truths, totals);
  }
  return count_told_everywhere (&school);
}

static void
test_year_forgotten (void)
{
  g_assert_cmpuint (told_by_year (FALSE), ==, 0);
  g_assert_cmpuint (told_by_year (TRUE), >, 0);
}

/* sdc.md 4.5: 24 -> 25 on roll and 9 -> 10 persistently absent would say that the corrected child is persistently absent. The page stays as it
 * was; sent all the same, the two pages say so. */
static void
test_freeze_forgotten (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (FIRST_SEED);
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, 24);
  g_autoptr (GPtrArray) ledger = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (HavenReturn) totals = NULL, more = NULL;
  g_autoptr (HavenRelease) first = NULL, again = NULL, careless = NULL;
  guint absent;

  for (guint i = 0; i < pupils->len; i++) {
    MadeUpPupil *pupil = &g_array_index (pupils, MadeUpPupil, i);

    memset (pupil->groups, 0, sizeof (pupil->groups));
    pupil->responses[1] = i < 9 ? 1 : i < 18 ? 0 : 3;
  }
  totals = made_up_return (pupils, policy, "2025/26-autumn");
  first = haven_release_make (totals, policy, NULL, NULL);
  g_ptr_array_add (ledger, g_bytes_ref (haven_release_get_bytes (first)));
  g_array_append_vals (pupils, pupils->data, 1);
  more = made_up_return (pupils, policy, "2025/26-autumn");
  again = haven_release_make (more, policy, ledger, NULL);
  g_assert_true (haven_release_is_frozen (again));
  g_assert_true (g_bytes_equal (haven_release_get_bytes (again), g_ptr_array_index (ledger, 0)));

  careless = haven_release_make (more, policy, NULL, NULL);
  absent = 0;
  while (&g_array_index (more->cells, HavenReturnCell, absent).value != made_up_find (more, "absence", "all", "all", "10_to_under_50"))
    absent++;
  g_assert_cmpint (haven_release_get_cell (careless, 0)->value - haven_release_get_cell (first, 0)->value, ==, 1);
  g_assert_cmpint (haven_release_get_cell (careless, absent)->value - haven_release_get_cell (first, absent)->value, ==, 1);
  g_assert_null (haven_release_new_from_bytes (haven_release_get_bytes (careless), ledger, NULL));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  policy = made_up_policy ();
  g_test_add_func ("/disclosure/ledger/practice_40/histories", test_histories);
  g_test_add_func ("/disclosure/ledger/rule-forgotten", test_rule_forgotten);
  g_test_add_func ("/disclosure/ledger/settings-known", test_settings_known);
  g_test_add_func ("/disclosure/ledger/year-forgotten", test_year_forgotten);
  g_test_add_func ("/disclosure/ledger/freeze-forgotten", test_freeze_forgotten);
  result = g_test_run ();
  haven_policy_unref (policy);
  return result;
}
