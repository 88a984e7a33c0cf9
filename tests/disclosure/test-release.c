/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-release-maker.h"
#include "haven-verify.h"
#include "made-up-school.h"
#include "proof/haven-release-file.h"

#define TERM "2025/26-autumn"

static HavenPolicy *policy;

static GArray *
random_pupils (guint seed, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  return made_up_pupils (rand, policy, n);
}

static HavenRelease *
make (GArray *pupils, GPtrArray *ledger)
{
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, TERM);
  g_autoptr (GError) error = NULL;
  HavenRelease *release = haven_release_make (totals, policy, ledger, &error);

  g_assert_no_error (error);
  return release;
}

static GPtrArray *
ledger_of (HavenRelease *release)
{
  GPtrArray *ledger = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (ledger, g_bytes_ref (haven_release_get_bytes (release)));
  return ledger;
}

static const HavenReleaseCell *
find (HavenRelease *release, const char *measure, const char *by, const char *group, const char *response)
{
  for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (release, i);

    if (g_str_equal (cell->measure, measure) && g_str_equal (cell->by, by) && g_str_equal (cell->group, group) &&
        g_strcmp0 (cell->response, response) == 0)
      return cell;
  }
  g_assert_not_reached ();
}

static void
assert_bytes_equal (HavenRelease *one, HavenRelease *other)
{
  g_assert_true (g_bytes_equal (haven_release_get_bytes (one), haven_release_get_bytes (other)));
}

/* Children of one kind: groups and responses by number, 130 sessions of which some were missed. */
static void
add_pupils (GArray *pupils, guint n, guint status, guint phase, guint absence)
{
  for (guint i = 0; i < n; i++) {
    MadeUpPupil pupil = { .groups = { 0, status, phase }, .responses = { 0, absence }, .magnitudes = { 130, 120, 7, 3, 0 } };

    g_array_append_val (pupils, pupil);
  }
}

static GArray *
no_pupils (void)
{
  return g_array_new (FALSE, TRUE, sizeof (MadeUpPupil));
}

/* A page made by hand: 20 on child protection plans (12 and 8 in two bands), 14 in need (7 and 7), all in secondary but 4. */
static GArray *
known_pupils (void)
{
  GArray *pupils = no_pupils ();

  add_pupils (pupils, 12, 0, 1, 0);
  add_pupils (pupils, 8, 0, 1, 1);
  add_pupils (pupils, 7, 1, 1, 0);
  add_pupils (pupils, 3, 1, 1, 1);
  add_pupils (pupils, 4, 1, 0, 1);
  return pupils;
}

static void
test_reasons (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenRelease) release = make (pupils, NULL);

  g_assert_cmpint (find (release, "roll", "all", "all", "all")->value, ==, 34);
  g_assert_true (find (release, "roll", "all", "all", "all")->shown);
  g_assert_cmpint (find (release, "roll", "phase", "primary", "all")->reason, ==, HAVEN_CELL_PRIMARY);
  g_assert_cmpint (find (release, "roll", "phase", "secondary", "all")->reason, ==, HAVEN_CELL_SECONDARY);
  g_assert_true (find (release, "roll", "phase", "other", "all")->shown);
  g_assert_cmpint (find (release, "roll", "phase", "other", "all")->value, ==, 0);
  g_assert_true (find (release, "absence", "phase", "other", "under_10")->shown);
  g_assert_cmpint (find (release, "absence", "phase", "primary", "under_10")->reason, ==, HAVEN_CELL_SMALL_GROUP);
  g_assert_true (find (release, "absence", "status", "CP", "not_counted")->shown);
  g_assert_cmpint (find (release, "absence", "status", "CP", "50_and_over")->reason, ==, HAVEN_CELL_PRIMARY);
  g_assert_cmpint (find (release, "suspended", "status", "CP", "0")->reason, ==, HAVEN_CELL_COMPLEMENT);
  g_assert_false (find (release, "suspended", "status", "CP", "0")->shown);
  g_assert_cmpint (find (release, "sessions_possible", "all", "all", NULL)->value, ==, 34 * 130);
  g_assert_cmpint (find (release, "half_days_suspended", "all", "all", NULL)->reason, ==, HAVEN_CELL_PRIMARY);
}

static void
test_head (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenRelease) release = make (pupils, NULL);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, haven_release_get_bytes (release));

  g_assert_cmpstr (haven_release_get_period (release), ==, TERM);
  g_assert_cmpstr (haven_release_get_urn (release), ==, "123456");
  g_assert_cmpuint (haven_release_get_revision (release), ==, 1);
  g_assert_cmpstr (haven_release_get_digest (release), ==, digest);
  g_assert_false (haven_release_is_repeat (release));
  g_assert_false (haven_release_is_frozen (release));
  for (HavenCellReason reason = HAVEN_CELL_SHOWN; reason <= HAVEN_CELL_FROZEN; reason++)
    g_assert_cmpuint (strlen (haven_cell_reason_get_text (reason)), >, 20);
  g_assert_cmpstr (haven_cell_reason_get_name (HAVEN_CELL_SMALL_GROUP), ==, "small-group");
}

/* Practice 37: under ten children the page is nearly empty, and that is as it should be. */
static void
test_under_ten (void)
{
  for (guint n = 1; n < 10; n++) {
    g_autoptr (GArray) pupils = random_pupils (n, n);
    g_autoptr (HavenRelease) release = make (pupils, NULL);

    g_assert_cmpint (find (release, "roll", "all", "all", "all")->shown, ==, n >= 5);
    for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
      const HavenReleaseCell *cell = haven_release_get_cell (release, i);

      if (!g_str_equal (cell->measure, "roll"))
        g_assert_true (!cell->shown || cell->value == 0);
    }
  }
}

static void
test_nobody (void)
{
  g_autoptr (GArray) pupils = no_pupils ();
  g_autoptr (HavenRelease) release = make (pupils, NULL);

  g_assert_cmpuint (haven_release_get_n_hidden (release), ==, 0);
  for (guint i = 0; i < haven_release_get_n_cells (release); i++)
    g_assert_cmpint (haven_release_get_cell (release, i)->value, ==, 0);
}

/* That nobody at all is "not_counted" */
static gboolean
is_open_nought (HavenRelease *release, const HavenReleaseCell *cell)
{
  const HavenReleaseCell *all;

  if (g_strcmp0 (cell->response, "not_counted") != 0 || cell->value != 0)
    return FALSE;
  all = find (release, cell->measure, "all", "all", "not_counted");
  return all->shown && all->value == 0;
}

/* P6: nothing shown is within 4 of 0 or of its group, but where nobody is in it, or not counted; small groups show their roll only. */
static void
assert_manners (HavenRelease *release)
{
  for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (release, i);
    const HavenReleaseCell *roll = find (release, "roll", cell->by, cell->group, "all");

    g_assert_cmpint (cell->shown, ==, cell->reason == HAVEN_CELL_SHOWN || cell->reason == HAVEN_CELL_FROZEN);
    if (!cell->shown || (roll->shown && roll->value == 0 && cell->value == 0) || is_open_nought (release, cell))
      continue;
    g_assert_cmpint (cell->value, >=, 5);
    g_assert_true (roll->shown);
    if (!g_str_equal (cell->measure, "roll"))
      g_assert_cmpint (roll->value, >=, 10);
    if (!g_str_equal (cell->measure, "roll") && cell->response != NULL)
      g_assert_cmpint (roll->value - cell->value, >=, 5);
  }
}

static void
test_manners (void)
{
  for (guint seed = 0; seed < 200; seed += 2) {
    g_autoptr (GArray) pupils = random_pupils (seed, 1 + seed);
    g_autoptr (HavenRelease) release = make (pupils, NULL);

    assert_manners (release);
  }
}

static void
double_up (GArray *pupils)
{
  const guint n = pupils->len;

  g_array_set_size (pupils, 2 * n);
  memcpy (&g_array_index (pupils, MadeUpPupil, n), pupils->data, n * sizeof (MadeUpPupil));
}

/* The default settings as they were before they let a nought be told */
static HavenPolicy *
policy_without_noughts (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "reference", "policy-default.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) json = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  json = g_string_new (text);
  g_assert_cmpuint (g_string_replace (json, "\"zero_ok\": [\"not_counted\"],", "", 0), ==, 1);
  bytes = g_bytes_new (json->str, json->len);
  return haven_policy_new_from_json (bytes, NULL);
}

/* That everybody was counted is told, of the smallest group too; that somebody was not takes it from every group, and no other 0 is told. */
static void
test_noughts (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenRelease) counted = make (pupils, NULL);
  g_autoptr (HavenRelease) missed = NULL;

  g_assert_true (find (counted, "absence", "all", "all", "not_counted")->shown);
  g_assert_false (find (counted, "roll", "phase", "primary", "all")->shown);
  g_assert_true (find (counted, "absence", "phase", "primary", "not_counted")->shown);
  g_assert_true (find (counted, "absence", "status", "CIN", "not_counted")->shown);
  g_assert_false (find (counted, "absence", "status", "CIN", "50_and_over")->shown);
  g_assert_false (find (counted, "suspended", "all", "all", "2_or_more")->shown);

  g_array_index (pupils, MadeUpPupil, 0).responses[1] = 3;
  missed = make (pupils, NULL);
  g_assert_false (find (missed, "absence", "all", "all", "not_counted")->shown);
  g_assert_cmpint (find (missed, "absence", "all", "all", "not_counted")->reason, ==, HAVEN_CELL_PRIMARY);
  g_assert_false (find (missed, "absence", "status", "CIN", "not_counted")->shown);
  g_assert_true (find (missed, "suspended", "status", "CIN", "not_counted")->shown);
}

/* A child of four: everybody shown but one group. Whoever can show a nought by itself would have this page refused. */
static void
test_nought_alone (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenRelease) release = NULL;
  g_autoptr (HavenReleaseFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint cell = 0;

  g_array_index (pupils, MadeUpPupil, 0).responses[1] = 3;
  release = make (pupils, NULL);
  file = haven_release_file_parse (haven_release_get_bytes (release), NULL);
  while (haven_release_get_cell (release, cell) != find (release, "absence", "status", "CIN", "not_counted"))
    cell++;
  g_array_index (file->values, gint64, cell) = 0;
  bytes = haven_release_file_to_bytes (file);
  g_ptr_array_add (files, bytes);
  g_assert_false (haven_release_verify (files, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
}

/* A page that was sent before noughts were told stays as it was, whatever the settings are now. */
static void
test_noughts_of_old (void)
{
  g_autoptr (HavenPolicy) before = policy_without_noughts ();
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, TERM);
  g_autoptr (HavenRelease) first = haven_release_make (totals, before, NULL, NULL);
  g_autoptr (GPtrArray) ledger = ledger_of (first);
  g_autoptr (HavenRelease) again = haven_release_make (totals, policy, ledger, NULL);
  g_autoptr (HavenReturn) more = NULL;
  g_autoptr (HavenRelease) next = NULL;

  g_assert_false (find (first, "absence", "all", "all", "not_counted")->shown);
  g_assert_false (find (first, "suspended", "all", "all", "not_counted")->shown);
  assert_bytes_equal (first, again);
  g_assert_true (haven_release_is_repeat (again));
  double_up (pupils);
  more = made_up_return (pupils, policy, TERM);
  next = haven_release_make (more, policy, ledger, NULL);
  assert_bytes_equal (first, next);
}

/* The rule for magnitudes against a count from the children themselves. */
static gboolean
may_show (GArray *pupils, guint magnitude, int status)
{
  gint64 sum = 0, first = 0, second = 0;
  guint contributors = 0, roll = 0;

  for (guint i = 0; i < pupils->len; i++) {
    const MadeUpPupil *pupil = &g_array_index (pupils, MadeUpPupil, i);
    const gint64 value = pupil->magnitudes[magnitude];

    if (status >= 0 && pupil->groups[1] != (guint) status)
      continue;
    roll++;
    sum += value;
    contributors += value > 0;
    if (value > first) {
      second = first;
      first = value;
    } else if (value > second) {
      second = value;
    }
  }
  return roll == 0 || (roll >= 10 && contributors >= 5 && 10 * (sum - first - second) >= first);
}

static void
test_magnitudes (void)
{
  static const char *const groups[] = { "CP", "CIN", "previous", "other" };
  guint hidden = 0, shown = 0;

  for (guint seed = 0; seed < 100; seed++) {
    g_autoptr (GArray) pupils = random_pupils (seed, 10 + seed);
    g_autoptr (HavenRelease) release = make (pupils, NULL);

    for (guint m = 0; haven_policy_get_magnitudes (policy)[m] != NULL; m++)
      for (int status = -1; status < 4; status++) {
        const HavenReleaseCell *cell = find (release, haven_policy_get_magnitudes (policy)[m], status < 0 ? "all" : "status",
                                             status < 0 ? "all" : groups[status], NULL);

        if (cell->shown)
          g_assert_true (may_show (pupils, m, status));
        g_assert_cmpint (cell->reason == HAVEN_CELL_PRIMARY || cell->reason == HAVEN_CELL_SMALL_GROUP, ==, !may_show (pupils, m, status));
        hidden += !cell->shown;
        shown += cell->shown;
      }
  }
  g_assert_cmpuint (hidden, >, 100);
  g_assert_cmpuint (shown, >, 100);
}

/* P4: the order of the children, and making it again, change nothing. */
static void
test_same_again (void)
{
  for (guint seed = 0; seed < 20; seed++) {
    g_autoptr (GArray) pupils = random_pupils (seed, 15 + 8 * seed);
    g_autoptr (HavenRelease) first = make (pupils, NULL);
    g_autoptr (GPtrArray) ledger = ledger_of (first);
    g_autoptr (HavenRelease) again = NULL;
    g_autoptr (HavenRelease) sent = NULL;

    for (guint i = 0; i < pupils->len / 2; i++) {
      MadeUpPupil pupil = g_array_index (pupils, MadeUpPupil, i);

      g_array_index (pupils, MadeUpPupil, i) = g_array_index (pupils, MadeUpPupil, pupils->len - 1 - i);
      g_array_index (pupils, MadeUpPupil, pupils->len - 1 - i) = pupil;
    }
    again = make (pupils, NULL);
    sent = make (pupils, ledger);
    assert_bytes_equal (first, again);
    assert_bytes_equal (first, sent);
    g_assert_true (haven_release_is_repeat (sent));
    g_assert_false (haven_release_is_frozen (sent));
  }
}

static void
correct (GRand *rand, GArray *pupils, guint n)
{
  g_autoptr (GArray) others = made_up_pupils (rand, policy, n);
  const guint first = g_rand_int_range (rand, 0, pupils->len - n);

  for (guint i = 0; i < n; i++)
    g_array_index (pupils, MadeUpPupil, first + i) = g_array_index (others, MadeUpPupil, i);
}

/* P5: a correction of one to four children leaves the page as it was, to the byte. */
static void
test_small_correction (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint frozen = 0;

  for (guint round = 0; round < 80; round++) {
    g_autoptr (GArray) pupils = random_pupils (round, 10 + 2 * round);
    g_autoptr (HavenRelease) first = make (pupils, NULL);
    g_autoptr (GPtrArray) ledger = ledger_of (first);
    g_autoptr (HavenRelease) next = NULL;

    correct (rand, pupils, 1 + round % 4);
    next = make (pupils, ledger);
    assert_bytes_equal (first, next);
    g_assert_true (haven_release_is_repeat (next));
    frozen += haven_release_is_frozen (next);
  }
  g_assert_cmpuint (frozen, >, 60);
}

static void
test_frozen_cells (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenRelease) first = make (pupils, NULL);
  g_autoptr (GPtrArray) ledger = ledger_of (first);
  g_autoptr (HavenRelease) next = NULL;

  add_pupils (pupils, 1, 0, 1, 0);
  next = make (pupils, ledger);
  g_assert_true (haven_release_is_frozen (next));
  g_assert_cmpint (find (next, "roll", "all", "all", "all")->reason, ==, HAVEN_CELL_FROZEN);
  g_assert_cmpint (find (next, "roll", "all", "all", "all")->value, ==, 34);
  g_assert_true (find (next, "roll", "all", "all", "all")->shown);
  g_assert_cmpint (find (next, "roll", "status", "CIN", "all")->reason, ==, HAVEN_CELL_SHOWN);
}

/* A correction of everything is a new revision under the old pattern, and both stand together. */
static void
test_large_correction (void)
{
  guint revised = 0;

  for (guint seed = 0; seed < 40; seed++) {
    g_autoptr (GArray) pupils = random_pupils (seed, 40 + 4 * seed);
    g_autoptr (HavenRelease) first = make (pupils, NULL);
    g_autoptr (GPtrArray) ledger = ledger_of (first);
    g_autoptr (HavenRelease) next = NULL;

    double_up (pupils);
    next = make (pupils, ledger);
    if (haven_release_is_repeat (next))
      continue;
    revised++;
    g_assert_cmpuint (haven_release_get_revision (next), ==, 2);
    for (guint i = 0; i < haven_release_get_n_cells (next); i++)
      g_assert_cmpint (haven_release_get_cell (next, i)->shown, ==, haven_release_get_cell (first, i)->shown);
    g_ptr_array_add (ledger, g_bytes_ref (haven_release_get_bytes (next)));
    g_assert_true (haven_release_verify (ledger, NULL, NULL));
    assert_manners (next);
  }
  g_assert_cmpuint (revised, >, 20);
}

/* Two pages of one period that differ by one child must not be verified together, though each is safe by itself. */
static void
test_pair_gives_away (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenRelease) first = make (pupils, NULL);
  g_autoptr (GPtrArray) ledger = ledger_of (first);
  g_autoptr (HavenRelease) other = NULL;
  g_autoptr (GError) error = NULL;

  add_pupils (pupils, 1, 0, 1, 0);
  other = make (pupils, NULL);
  g_ptr_array_add (ledger, g_bytes_ref (haven_release_get_bytes (other)));
  g_assert_false (haven_release_verify (ledger, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);   /* both say revision 1 */
  g_assert_null (haven_release_new_from_bytes (haven_release_get_bytes (other), ledger, NULL));
}

/* The same bytes under another revision's number, sealed anew. */
static GBytes *
renumber (GBytes *bytes)
{
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *digest = NULL;

  g_string_replace (text, "\"revision\":1", "\"revision\":2", 1);
  g_string_truncate (text, g_strrstr (text->str, "\"sha256\"") - text->str);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text->str, text->len);
  g_string_append_printf (text, "\"sha256\":\"%s\"}\n", digest);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
test_revisions_give_away (void)
{
  guint refused = 0;

  for (guint seed = 0; seed < 30; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (GArray) pupils = random_pupils (seed, 30 + 5 * seed);
    g_autoptr (HavenRelease) first = make (pupils, NULL);
    g_autoptr (GPtrArray) ledger = ledger_of (first);
    g_autoptr (HavenRelease) other = NULL;
    g_autoptr (GError) error = NULL;

    correct (rand, pupils, 3);
    other = make (pupils, NULL);
    g_ptr_array_add (ledger, renumber (haven_release_get_bytes (other)));
    if (haven_release_verify (ledger, NULL, &error))
      continue;
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
    refused++;
  }
  g_assert_cmpuint (refused, ==, 30);
}

static void
test_other_periods (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, "2025/26-spring");
  g_autoptr (HavenRelease) autumn = make (pupils, NULL);
  g_autoptr (GPtrArray) ledger = ledger_of (autumn);
  g_autoptr (HavenRelease) spring = haven_release_make (totals, policy, ledger, NULL);

  g_assert_cmpuint (haven_release_get_revision (spring), ==, 1);
  g_assert_false (haven_release_is_repeat (spring));
  g_ptr_array_add (ledger, g_bytes_ref (haven_release_get_bytes (spring)));
  g_assert_true (haven_release_verify (ledger, NULL, NULL));
}

static void
test_damaged_ledger (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, TERM);
  g_autoptr (GPtrArray) ledger = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ledger, g_bytes_new ("{}", 2));
  g_assert_null (haven_release_make (totals, policy, ledger, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

/* Totals that cannot be are never published: each cell in turn one too many, one too few. */
static void
test_wrong_totals (void)
{
  g_autoptr (GArray) pupils = known_pupils ();

  for (guint i = 0; i < 153; i++)
    for (int by = -1; by <= 1; by += 2) {
      g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, TERM);
      g_autoptr (GError) error = NULL;

      if (i < totals->cells->len)
        g_array_index (totals->cells, HavenReturnCell, i).value += by;
      else
        g_array_index (totals->magnitudes, HavenReturnMagnitude, i - totals->cells->len).value += by;
      g_assert_null (haven_release_make (totals, policy, NULL, &error));
      g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
    }
}

static void
test_wrong_shape (void)
{
  g_autoptr (GArray) pupils = known_pupils ();
  g_autoptr (HavenReturn) cut = made_up_return (pupils, policy, TERM);
  g_autoptr (HavenReturn) renamed = made_up_return (pupils, policy, TERM);
  g_autoptr (HavenReturn) year = made_up_return (pupils, policy, "2025/26-year");

  g_array_set_size (cut->cells, cut->cells->len - 1);
  g_assert_null (haven_release_make (cut, policy, NULL, NULL));
  g_array_index (renamed->cells, HavenReturnCell, 3).group = g_intern_string ("Ann");
  g_assert_null (haven_release_make (renamed, policy, NULL, NULL));
  g_free (year->period);
  year->period = g_strdup (TERM);
  g_assert_null (haven_release_make (year, policy, NULL, NULL));
}

static void
append_members (GString *json, const char *key, guint n, const char *last)
{
  g_string_append_printf (json, "\"%s\":[", key);
  for (guint i = 0; i + 1 < n; i++)
    g_string_append_printf (json, "\"m%u\",", i);
  g_string_append_printf (json, "\"%s\"]", last);
}

static void
append_tables (GString *json, GRand *rand, const char *members, const char *last)
{
  for (guint n = g_rand_int_range (rand, 1, 6), i = 0; i < n; i++) {
    g_string_append_printf (json, ",{\"name\":\"%s%u\",\"files\":[\"term\",\"year\"],\"magnitudes\":%s,", members, i,
                            g_rand_boolean (rand) ? "true" : "false");
    append_members (json, members, g_rand_int_range (rand, 2, 6), last);
    g_string_append (json, "}");
  }
}

static HavenPolicy *
random_policy (GRand *rand)
{
  static const char *const magnitudes[] = {
    "", "\"half_days_suspended\"", "\"sessions_attended\",\"sessions_authorised\"",
    "\"sessions_unauthorised\",\"sessions_possible\",\"half_days_suspended\",\"sessions_attended\",\"sessions_authorised\"",
  };
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const guint threshold = g_rand_int_range (rand, 5, 11);
  HavenPolicy *any;

  g_string_append_printf (json, "{\"format\":\"haven-policy/1\",\"id\":\"any\",\"source\":\"a test\",\"date\":\"2026-01-01\","
                          "\"threshold\":%u,\"minimum_group\":%u,\"p_percent\":%u,\"contributors\":%u,", threshold,
                          2 * threshold + g_rand_int_range (rand, 0, 5), g_rand_int_range (rand, 10, 51), g_rand_int_range (rand, 5, 9));
  g_string_append (json, "\"measures\":[{\"name\":\"roll\",\"files\":[\"term\",\"year\"],\"responses\":[\"all\"]}");
  append_tables (json, rand, "responses", "not_counted");
  g_string_append (json, "],\"variables\":[{\"name\":\"all\",\"files\":[\"term\",\"year\"],\"magnitudes\":true,\"groups\":[\"all\"]}");
  append_tables (json, rand, "groups", "other");
  g_string_append_printf (json, "],\"magnitudes\":[%s]}", magnitudes[g_rand_int_range (rand, 0, G_N_ELEMENTS (magnitudes))]);
  bytes = g_bytes_new (json->str, json->len);
  any = haven_policy_new_from_json (bytes, &error);
  g_assert_no_error (error);
  return any;
}

/* Whatever tables a policy asks for, and whoever is on the roll, there is a page, and it is proved. */
static void
test_any_policy (void)
{
  for (guint seed = 0; seed < 60; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (HavenPolicy) any = random_policy (rand);
    g_autoptr (GArray) pupils = made_up_pupils (rand, any, g_rand_int_range (rand, 0, 300));
    g_autoptr (HavenReturn) totals = made_up_return (pupils, any, TERM);
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenRelease) release = haven_release_make (totals, any, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (release);
  }
}

/* What was queued comes back from its bytes, proved again. */
static void
test_from_bytes (void)
{
  g_autoptr (GArray) pupils = random_pupils (4, 80);
  g_autoptr (HavenRelease) release = make (pupils, NULL);
  g_autoptr (GPtrArray) ledger = ledger_of (release);
  g_autoptr (HavenRelease) back = haven_release_new_from_bytes (haven_release_get_bytes (release), NULL, NULL);
  g_autoptr (HavenRelease) sent = haven_release_new_from_bytes (haven_release_get_bytes (release), ledger, NULL);
  g_autoptr (GBytes) bad = g_bytes_new ("x", 1);

  assert_bytes_equal (release, back);
  g_assert_cmpstr (haven_release_get_digest (release), ==, haven_release_get_digest (back));
  g_assert_cmpuint (haven_release_get_n_hidden (release), ==, haven_release_get_n_hidden (back));
  g_assert_false (haven_release_is_repeat (back));
  g_assert_true (haven_release_is_repeat (sent));
  g_assert_null (haven_release_new_from_bytes (bad, NULL, NULL));
}

/* Practice words: "made-up examples showing why nobody can tell". */
static void
test_examples (void)
{
  g_autoptr (GArray) pupils = random_pupils (4, 80);
  g_autoptr (HavenRelease) release = make (pupils, NULL);

  for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
    g_autoptr (GArray) low = haven_release_list_example (release, i, FALSE);
    g_autoptr (GArray) high = haven_release_list_example (release, i, TRUE);

    if (haven_release_get_cell (release, i)->shown) {
      g_assert_cmpuint (low->len, ==, 0);
      continue;
    }
    g_assert_cmpuint (low->len, ==, haven_release_get_n_cells (release));
    g_assert_cmpint (g_array_index (high, gint64, i), >=, g_array_index (low, gint64, i) + 5);
    for (guint j = 0; j < low->len; j++)
      if (haven_release_get_cell (release, j)->shown)
        g_assert_cmpint (g_array_index (low, gint64, j), ==, haven_release_get_cell (release, j)->value);
  }
}

/* School lines travel with the page, come back with it, and may change while every figure stays as it was. */
static void
test_school_lines (void)
{
  g_autoptr (GArray) pupils = random_pupils (4, 80);
  g_autoptr (HavenReturn) totals = made_up_return (pupils, policy, TERM);
  const HavenReturnLine staff = { "staff_in_post", NULL, "12" }, trained = { "staff_trained", "trauma", "7" };
  g_autoptr (HavenRelease) plain = make (pupils, NULL);
  g_autoptr (GPtrArray) ledger = ledger_of (plain);
  g_autoptr (HavenRelease) release = NULL;
  g_autoptr (HavenReleaseFile) file = NULL;
  const char *text;
  gsize length;

  g_array_append_val (totals->lines, staff);
  g_array_append_val (totals->lines, trained);
  release = haven_release_make (totals, policy, ledger, NULL);
  g_assert_nonnull (release);
  g_assert_cmpuint (haven_release_get_revision (release), ==, 2);
  text = g_bytes_get_data (haven_release_get_bytes (release), &length);
  g_assert_nonnull (g_strstr_len (text, length, "{\"line\":\"staff_trained\",\"topic\":\"trauma\",\"value\":\"7\"}"));
  file = haven_release_file_parse (haven_release_get_bytes (release), NULL);
  g_assert_cmpuint (file->lines->len, ==, 2);
  g_assert_cmpuint (haven_release_get_n_hidden (release), ==, haven_release_get_n_hidden (plain));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  policy = made_up_policy ();
  g_test_add_func ("/disclosure/release/reasons", test_reasons);
  g_test_add_func ("/disclosure/release/head", test_head);
  g_test_add_func ("/disclosure/release/practice_37/under-ten", test_under_ten);
  g_test_add_func ("/disclosure/release/nobody", test_nobody);
  g_test_add_func ("/disclosure/release/manners", test_manners);
  g_test_add_func ("/disclosure/release/noughts", test_noughts);
  g_test_add_func ("/disclosure/release/nought-alone", test_nought_alone);
  g_test_add_func ("/disclosure/release/noughts-of-old", test_noughts_of_old);
  g_test_add_func ("/disclosure/release/magnitudes", test_magnitudes);
  g_test_add_func ("/disclosure/release/same-again", test_same_again);
  g_test_add_func ("/disclosure/release/small-correction", test_small_correction);
  g_test_add_func ("/disclosure/release/frozen-cells", test_frozen_cells);
  g_test_add_func ("/disclosure/release/large-correction", test_large_correction);
  g_test_add_func ("/disclosure/release/pair-gives-away", test_pair_gives_away);
  g_test_add_func ("/disclosure/release/revisions-give-away", test_revisions_give_away);
  g_test_add_func ("/disclosure/release/other-periods", test_other_periods);
  g_test_add_func ("/disclosure/release/damaged-ledger", test_damaged_ledger);
  g_test_add_func ("/disclosure/release/wrong-totals", test_wrong_totals);
  g_test_add_func ("/disclosure/release/wrong-shape", test_wrong_shape);
  g_test_add_func ("/disclosure/release/school-lines", test_school_lines);
  g_test_add_func ("/disclosure/release/any-policy", test_any_policy);
  g_test_add_func ("/disclosure/release/from-bytes", test_from_bytes);
  g_test_add_func ("/disclosure/release/examples", test_examples);
  result = g_test_run ();
  haven_policy_unref (policy);
  return result;
}
