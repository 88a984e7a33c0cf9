/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>
#include <sodium.h>
#include <string.h>

#include "haven-error.h"
#include "haven-opening.h"
#include "haven-reference.h"
#include "haven-release-maker.h"
#include "haven-shares.h"
#include "haven-test-long.h"
#include "made-up-school.h"

#define TERM "2025/26-autumn"
#define SCHOOLS 300
#define MEDIAN 10

typedef struct {
  GBytes *public_key;
  HavenSecret *secret;
} Pair;

static Pair virtual_school, key_holder;
static HavenPolicy *policy;

/* ---- chance that is the same in every run ---- */

static GRand *chance;

static const char *
name_chance (void)
{
  return "seeded";
}

static uint32_t
draw_word (void)
{
  return g_rand_int (chance);
}

static void
draw_bytes (void *const buffer, const size_t size)
{
  for (size_t i = 0; i < size; i++)
    ((guint8 *) buffer)[i] = g_rand_int (chance) >> 13;
}

static randombytes_implementation seeded = { name_chance, draw_word, NULL, NULL, draw_bytes, NULL };

/* ---- a Virtual School, its key-holder, and schools ---- */

static char *
encode (GBytes *key)
{
  return g_base64_encode (g_bytes_get_data (key, NULL), g_bytes_get_size (key));
}

static HavenPolicy *
make_policy (void)
{
  GBytes *json = haven_reference_get ("policy-default.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_autofree char *a = encode (virtual_school.public_key), *b = encode (key_holder.public_key);
  g_autofree char *more = g_strdup_printf ("{ \"channel\": \"page_and_total\", \"total\": { \"key_holder\": \"Invented Region\","
                                           "\"virtual_school_key\": \"%s\", \"key_holder_key\": \"%s\", \"schools\": 20, \"hiding\": 10 },"
                                           "%s", a, b, strchr (text, '{') + 1);
  g_autoptr (GBytes) bytes = g_bytes_new (more, strlen (more));
  g_autoptr (GError) error = NULL;
  HavenPolicy *made = haven_policy_new_from_json (bytes, &error);

  g_assert_no_error (error);
  return made;
}

static HavenTotalSpec *
make_spec (void)
{
  g_autoptr (GError) error = NULL;
  HavenTotalSpec *spec = haven_total_spec_new (policy, TERM, &error);

  g_assert_no_error (error);
  return spec;
}

/* Log-normal: half of the schools have ten children or fewer, a few have many. */
static guint
draw_size (GRand *rand)
{
  double normal = sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));

  return CLAMP (lround (MEDIAN * exp (0.9 * normal)), 1, 120);
}

static HavenReturn *
make_totals (GRand *rand, guint nth)
{
  g_autoptr (GArray) pupils = made_up_pupils (rand, policy, draw_size (rand));
  HavenReturn *totals = made_up_return (pupils, policy, TERM);

  g_free (totals->urn);
  totals->urn = g_strdup_printf ("%06u", 100000 + nth);
  return totals;
}

static gint64
get_total (HavenReturn *totals, guint i)
{
  return i < totals->cells->len ? g_array_index (totals->cells, HavenReturnCell, i).value
                                : g_array_index (totals->magnitudes, HavenReturnMagnitude, i - totals->cells->len).value;
}

typedef struct {
  GPtrArray *at_virtual_school;  /* HavenShare */
  GPtrArray *at_key_holder;
  gint64 *truth;
} World;

static HavenShare *
open_share (Pair *pair, GBytes *sealed)
{
  g_autoptr (GError) error = NULL;
  HavenShare *share = haven_share_open (pair->public_key, pair->secret, sealed, &error);

  g_assert_no_error (error);
  return share;
}

static void
add_school (World *world, GRand *rand, guint nth)
{
  g_autoptr (HavenReturn) totals = make_totals (rand, nth);
  g_autoptr (HavenRelease) page = haven_release_make (totals, policy, NULL, NULL);
  g_autofree char *report = g_strdup_printf ("report-%u", nth);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenShares) shares = haven_shares_make (totals, page, policy, report, &error);

  g_assert_no_error (error);
  g_ptr_array_add (world->at_virtual_school, open_share (&virtual_school, shares->virtual_school));
  g_ptr_array_add (world->at_key_holder, open_share (&key_holder, shares->key_holder));
  for (guint i = 0; i < haven_release_get_n_cells (page); i++)
    world->truth[i] += get_total (totals, i);
}

static void
make_world (World *world, guint n_schools, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (HavenTotalSpec) spec = make_spec ();

  world->at_virtual_school = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_share_free);
  world->at_key_holder = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_share_free);
  world->truth = g_new0 (gint64, haven_total_spec_get_n (spec));
  for (guint i = 0; i < n_schools; i++)
    add_school (world, rand, i);
}

static void
clear_world (World *world)
{
  g_ptr_array_unref (world->at_virtual_school);
  g_ptr_array_unref (world->at_key_holder);
  g_free (world->truth);
}

/* ---- what a batch gives ---- */

static guint
assert_exact (World *world, HavenTotalSpec *spec)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenTotalSum) sum = haven_opening_sum (spec, haven_policy_get_total (policy), world->at_key_holder, &error);
  g_autoptr (GArray) totals = NULL;
  guint opened = 0;

  g_assert_no_error (error);
  totals = haven_opening_add (sum, world->at_virtual_school, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < sum->n; i++) {
    if (sum->withheld[i])
      continue;
    g_assert_cmpint (g_array_index (totals, gint64, i), ==, world->truth[i]);
    opened++;
  }
  return opened;
}

/* Eight bytes of every figure of every school, by value: 255 degrees of freedom; ten standard deviations are allowed, and the draw is the same
 * in every run. */
static void
assert_uniform (GPtrArray *shares)
{
  double counts[256] = { 0 }, n = 0, chi = 0;

  for (guint s = 0; s < shares->len; s++) {
    const HavenShare *share = g_ptr_array_index (shares, s);

    for (guint i = 0; i < share->n; i++)
      for (guint byte = 0; byte < 8; byte++, n++)
        counts[share->values[i] >> 8 * byte & 255]++;
  }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    chi += (counts[i] - n / 256) * (counts[i] - n / 256) / (n / 256);
  g_test_message ("chi-square of %.0f bytes: %.1f", n, chi);
  g_assert_cmpfloat (fabs (chi - 255), <, 10 * sqrt (2 * 255));
}

static void
test_three_hundred (void)
{
  g_autoptr (HavenTotalSpec) spec = make_spec ();
  World world;
  guint opened;

  make_world (&world, SCHOOLS, 8);
  opened = assert_exact (&world, spec);
  g_test_message ("%u schools: %u of %u figures opened, every one exact", SCHOOLS, opened, haven_total_spec_get_n (spec));
  g_assert_cmpuint (opened, >, haven_total_spec_get_n (spec) * 9 / 10);
  assert_uniform (world.at_virtual_school);
  assert_uniform (world.at_key_holder);
  clear_world (&world);
}

/* The same figures made again are other shares: neither receiver can tell a school by them, nor what changed. */
static void
test_fresh (void)
{
  World first, again;
  guint same = 0;

  make_world (&first, 2, 1);
  make_world (&again, 2, 1);
  for (guint s = 0; s < 2; s++) {
    const HavenShare *one = g_ptr_array_index (first.at_virtual_school, s), *other = g_ptr_array_index (again.at_virtual_school, s);

    for (guint i = 0; i < one->n; i++)
      same += one->values[i] == other->values[i];
  }
  g_assert_cmpuint (same, ==, 0);
  clear_world (&first);
  clear_world (&again);
}

/* ---- the rules, on shares made by hand ---- */

static HavenShare *
make_share (HavenTotalSpec *spec, guint nth)
{
  HavenShare *share = g_new0 (HavenShare, 1);

  share->urn = g_strdup_printf ("%06u", 100000 + nth);
  share->period = g_strdup (TERM);
  share->report = g_strdup_printf ("report-%u", nth);
  share->spec = g_strdup (haven_total_spec_get_id (spec));
  share->n = haven_total_spec_get_n (spec);
  share->hidden = g_new0 (guint8, share->n);
  share->values = g_new0 (guint64, share->n);
  return share;
}

static GPtrArray *
make_batch (HavenTotalSpec *spec, guint n)
{
  GPtrArray *batch = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_share_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (batch, make_share (spec, i));
  return batch;
}

static void
replace (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

typedef struct {
  const char *name;
  guint schools;
  void (*spoil) (HavenShare *share);
  gboolean opened;
} Batch;

static void
spoil_period (HavenShare *share)
{
  replace (&share->period, "2025/26-spring");
}

static void
spoil_spec (HavenShare *share)
{
  replace (&share->spec, "another");
}

static void
spoil_school (HavenShare *share)
{
  replace (&share->urn, "100001");
}

static void
spoil_size (HavenShare *share)
{
  share->n--;
}

static const Batch batches[] = {
  { "none", 0, NULL, FALSE }, { "one", 1, NULL, FALSE }, { "nineteen", 19, NULL, FALSE }, { "twenty", 20, NULL, TRUE },
  { "another period", 40, spoil_period, FALSE }, { "other figures", 40, spoil_spec, FALSE },
  { "a school twice", 40, spoil_school, FALSE }, { "fewer figures", 40, spoil_size, FALSE }, { "forty", 40, NULL, TRUE },
};

static void
test_batches (void)
{
  g_autoptr (HavenTotalSpec) spec = make_spec ();

  for (guint i = 0; i < G_N_ELEMENTS (batches); i++) {
    g_autoptr (GPtrArray) shares = make_batch (spec, batches[i].schools);
    g_autoptr (HavenTotalSum) sum = NULL;
    g_autoptr (GError) error = NULL;

    if (batches[i].spoil != NULL)
      batches[i].spoil (g_ptr_array_index (shares, 7));
    sum = haven_opening_sum (spec, haven_policy_get_total (policy), shares, &error);
    g_test_message ("%s", batches[i].name);
    g_assert_cmpint (sum != NULL, ==, batches[i].opened);
    if (!batches[i].opened)
      g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  }
}

/* Settings that somebody weakened behind the reader's back do not weaken the floor. */
static void
test_floor (void)
{
  const HavenPolicyTotal weak = { .schools = 2, .hiding = 1 };
  g_autoptr (HavenTotalSpec) spec = make_spec ();
  g_autoptr (GPtrArray) few = make_batch (spec, 19), enough = make_batch (spec, 20);
  g_autoptr (HavenTotalSum) sum = NULL;

  g_assert_null (haven_opening_sum (spec, &weak, few, NULL));
  ((HavenShare *) g_ptr_array_index (enough, 0))->hidden[9] = TRUE;
  ((HavenShare *) g_ptr_array_index (enough, 0))->hidden[10] = TRUE;
  sum = haven_opening_sum (spec, &weak, enough, NULL);
  g_assert_true (sum == NULL || sum->withheld[9]);
}

static guint
find_cell (HavenTotalSpec *spec, const char *measure, const char *group, const char *response)
{
  for (guint i = 0; i < haven_total_spec_get_n (spec); i++) {
    const HavenTotalCell cell = haven_total_spec_get_cell (spec, i);

    if (g_str_equal (cell.measure, measure) && g_str_equal (cell.group, group) && g_strcmp0 (cell.response, response) == 0)
      return i;
  }
  g_assert_not_reached ();
}

/* Whole rows of two groups are hidden, so that nothing but the number of schools decides. */
static void
hide_block (HavenTotalSpec *spec, HavenShare *share)
{
  static const char *const groups[] = { "CP", "CIN" }, *const responses[] = { "under_10", "10_to_under_50" };

  for (guint g = 0; g < 2; g++)
    for (guint r = 0; r < 2; r++)
      share->hidden[find_cell (spec, "absence", groups[g], responses[r])] = TRUE;
}

static void
test_hiding (void)
{
  g_autoptr (HavenTotalSpec) spec = make_spec ();
  const guint cell = find_cell (spec, "absence", "CP", "under_10");

  for (guint hiding = 0; hiding <= 40; hiding++) {
    g_autoptr (GPtrArray) shares = make_batch (spec, 40);
    g_autoptr (HavenTotalSum) sum = NULL;
    g_autoptr (GError) error = NULL;

    for (guint s = 0; s < hiding; s++)
      hide_block (spec, g_ptr_array_index (shares, s));
    for (guint s = 0; s < shares->len; s++)
      ((HavenShare *) g_ptr_array_index (shares, s))->values[cell] = 1;
    sum = haven_opening_sum (spec, haven_policy_get_total (policy), shares, &error);
    g_assert_no_error (error);
    g_assert_cmpint (sum->withheld[cell], ==, hiding > 0 && hiding < 10);
    g_assert_cmpuint (sum->values[cell], ==, sum->withheld[cell] ? 0 : 40);
  }
}

/* Three schools hide one pair of figures, twelve others the pair beside it in the same group: the first must not follow from the group's size and
 * the second. So of the second, too, one is kept back; and the naive reader, who solves whatever sum has one unknown, gets nowhere. */
static gboolean
naive_reader_finds (HavenTotalSpec *spec, const guint8 *unknown_at_first, guint cell)
{
  const guint n = haven_total_spec_get_n (spec);
  g_autofree guint8 *unknown = g_memdup2 (unknown_at_first, n), *follows = g_new0 (guint8, n);

  for (guint round = 0; round < n; round++) {
    haven_total_spec_keeps (spec, unknown, follows);
    for (guint i = 0; i < n; i++)
      unknown[i] &= !follows[i];
  }
  return !unknown[cell];
}

static void
test_gaps (void)
{
  g_autoptr (HavenTotalSpec) spec = make_spec ();
  const guint a = find_cell (spec, "suspended", "CP", "0"), b = find_cell (spec, "suspended", "CP", "1");
  const guint c = find_cell (spec, "suspended", "CIN", "0"), d = find_cell (spec, "suspended", "CIN", "1");
  g_autoptr (GPtrArray) shares = make_batch (spec, 40);
  g_autoptr (HavenTotalSum) sum = NULL;
  g_autoptr (GError) error = NULL;

  for (guint s = 0; s < 15; s++) {
    HavenShare *share = g_ptr_array_index (shares, s);

    share->hidden[b] = share->hidden[d] = TRUE;
    share->hidden[s < 3 ? a : find_cell (spec, "suspended", "CP", "2_or_more")] = TRUE;
    share->hidden[s < 3 ? c : find_cell (spec, "suspended", "CIN", "2_or_more")] = TRUE;
  }
  sum = haven_opening_sum (spec, haven_policy_get_total (policy), shares, &error);
  g_assert_no_error (error);
  g_assert_true (sum->withheld[a] && sum->withheld[c]);
  g_assert_false (naive_reader_finds (spec, sum->withheld, a) || naive_reader_finds (spec, sum->withheld, c));
}

/* Where only few schools protect anything in a sum, nothing could cover it: then nothing is opened at all. */
static void
test_no_cover (void)
{
  g_autoptr (HavenTotalSpec) spec = make_spec ();
  g_autoptr (GPtrArray) shares = make_batch (spec, 40);
  g_autoptr (GError) error = NULL;

  ((HavenShare *) g_ptr_array_index (shares, 0))->hidden[find_cell (spec, "suspended", "CP", "0")] = TRUE;
  g_assert_null (haven_opening_sum (spec, haven_policy_get_total (policy), shares, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
}

static HavenShare *
copy_share (const HavenShare *share)
{
  HavenShare *copy = g_memdup2 (share, sizeof *share);

  copy->urn = g_strdup (share->urn);
  copy->period = g_strdup (share->period);
  copy->report = g_strdup (share->report);
  copy->spec = g_strdup (share->spec);
  copy->hidden = g_memdup2 (share->hidden, share->n);
  copy->values = g_memdup2 (share->values, share->n * sizeof *share->values);
  return copy;
}

/* So many schools of a world, from some one on */
static GPtrArray *
pick_batch (World *world, guint from, guint n, guint *hiding)
{
  GPtrArray *batch = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_share_free);

  for (guint s = 0; s < n; s++) {
    HavenShare *share = copy_share (g_ptr_array_index (world->at_key_holder, (from + s) % world->at_key_holder->len));

    g_ptr_array_add (batch, share);
    for (guint i = 0; i < share->n; i++)
      hiding[i] += share->hidden[i];
  }
  return batch;
}

/* Many batches of real pages: whatever is opened, nothing that few schools hide follows from it. */
static void
test_random_gaps (void)
{
  g_autoptr (HavenTotalSpec) spec = make_spec ();
  const guint n = haven_total_spec_get_n (spec), rounds = haven_test_rounds ("batches of shares", 60, 3000);
  guint opened = 0, kept = 0, covers = 0;
  World world;

  make_world (&world, haven_test_is_long () ? 1000 : 240, 17);
  for (guint round = 0; round < rounds; round++) {
    g_autofree guint *hiding = g_new0 (guint, n);
    g_autoptr (GPtrArray) shares = pick_batch (&world, round * 7, 20 + round % 60, hiding);
    g_autoptr (HavenTotalSum) sum = haven_opening_sum (spec, haven_policy_get_total (policy), shares, NULL);

    opened += sum != NULL;
    for (guint i = 0; sum != NULL && i < n; i++) {
      covers += sum->withheld[i] && hiding[i] >= 10;
      if (hiding[i] == 0 || hiding[i] >= 10)
        continue;
      kept++;
      g_assert_true (sum->withheld[i]);
      g_assert_false (naive_reader_finds (spec, sum->withheld, i));
    }
  }
  g_test_message ("%u batches, %u opened; %u figures kept back and not found, %u to cover them", rounds, opened, kept, covers);
  g_assert_cmpuint (opened, >, rounds / 2);
  clear_world (&world);
}

/* A share belongs to one report and one receiver, and is whole or nothing. */
static void
test_sealed (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (HavenReturn) totals = make_totals (rand, 1);
  g_autoptr (HavenRelease) page = haven_release_make (totals, policy, NULL, NULL);
  g_autoptr (HavenShares) shares = haven_shares_make (totals, page, policy, "r-1", NULL);
  g_autoptr (GBytes) changed = NULL, cut = g_bytes_new_from_bytes (shares->key_holder, 0, g_bytes_get_size (shares->key_holder) - 1);
  guint8 *copy = g_memdup2 (g_bytes_get_data (shares->key_holder, NULL), g_bytes_get_size (shares->key_holder));

  copy[100] ^= 1;
  changed = g_bytes_new_take (copy, g_bytes_get_size (shares->key_holder));
  g_assert_null (haven_share_open (virtual_school.public_key, virtual_school.secret, shares->key_holder, NULL));
  g_assert_null (haven_share_open (key_holder.public_key, key_holder.secret, shares->virtual_school, NULL));
  g_assert_null (haven_share_open (key_holder.public_key, key_holder.secret, changed, NULL));
  g_assert_null (haven_share_open (key_holder.public_key, key_holder.secret, cut, NULL));
}

/* An authority with one party gets no share, and a page of other figures fits none. */
static void
test_not_asked_for (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (HavenReturn) totals = make_totals (rand, 1), others = make_totals (rand, 2);
  g_autoptr (HavenRelease) page = haven_release_make (totals, policy, NULL, NULL);
  GError *error = NULL;

  g_assert_null (haven_shares_make (totals, page, haven_policy_get_default (), "r-1", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  g_clear_error (&error);
  g_assert_null (haven_shares_make (others, page, policy, "r-1", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_clear_error (&error);
}

/* The Virtual School adds its own shares of just those reports: one that lacks or was changed is seen. */
static void
test_adding (void)
{
  g_autoptr (HavenTotalSpec) spec = make_spec ();
  g_autoptr (HavenTotalSum) sum = NULL;
  g_autoptr (GError) error = NULL;
  World world;
  guint cell = 0;

  make_world (&world, 60, 5);
  sum = haven_opening_sum (spec, haven_policy_get_total (policy), world.at_key_holder, &error);
  g_assert_no_error (error);
  while (sum->withheld[cell])
    cell++;
  ((HavenShare *) g_ptr_array_index (world.at_virtual_school, 3))->values[cell] += G_GUINT64_CONSTANT (1) << 50;
  g_assert_null (haven_opening_add (sum, world.at_virtual_school, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  g_clear_error (&error);
  g_ptr_array_remove_index (world.at_virtual_school, 3);
  g_assert_null (haven_opening_add (sum, world.at_virtual_school, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  clear_world (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  chance = g_rand_new_with_seed (2026);
  randombytes_set_implementation (&seeded);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  haven_seal_new_pair (&virtual_school.public_key, &virtual_school.secret);
  haven_seal_new_pair (&key_holder.public_key, &key_holder.secret);
  policy = make_policy ();
  g_test_add_func ("/disclosure/total/three-hundred-schools", test_three_hundred);
  g_test_add_func ("/disclosure/total/fresh", test_fresh);
  g_test_add_func ("/disclosure/practice_37/batches", test_batches);
  g_test_add_func ("/disclosure/total/floor", test_floor);
  g_test_add_func ("/disclosure/total/hiding", test_hiding);
  g_test_add_func ("/disclosure/total/gaps", test_gaps);
  g_test_add_func ("/disclosure/total/no-cover", test_no_cover);
  g_test_add_func ("/disclosure/total/random-gaps", test_random_gaps);
  g_test_add_func ("/disclosure/total/sealed", test_sealed);
  g_test_add_func ("/disclosure/total/not-asked-for", test_not_asked_for);
  g_test_add_func ("/disclosure/total/adding", test_adding);
  return g_test_run ();
}
