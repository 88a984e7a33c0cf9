/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-policy.h"
#include "haven-reference.h"

static char *default_json;

static HavenPolicy *
parse (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return haven_policy_new_from_json (bytes, error);
}

/* The default with its first old text replaced. */
static char *
mutate (const char *old, const char *new)
{
  const char *at = strstr (default_json, old);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - default_json), default_json, new, at + strlen (old));
}

static void
test_default (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenPolicy) policy = parse (default_json, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (haven_policy_get_threshold (policy), ==, 5);
  g_assert_cmpuint (haven_policy_get_minimum_group (policy), ==, 10);
  g_assert_cmpuint (haven_policy_get_p_percent (policy), ==, 10);
  g_assert_cmpuint (haven_policy_get_contributors (policy), ==, 5);
  g_assert_cmpstr (haven_policy_get_responses (policy, "absence")[3], ==, "not_counted");
  g_assert_cmpstr (haven_policy_get_groups (policy, "status")[0], ==, "CP");
  g_assert_cmpstr (haven_policy_get_groups (policy, "status")[3], ==, "other");
  g_assert_null (haven_policy_get_groups (policy, "surname"));
  g_assert_null (haven_policy_get_responses (policy, "surname"));
}

static void
test_files (void)
{
  g_autoptr (HavenPolicy) policy = parse (default_json, NULL);

  g_assert_cmpuint (g_strv_length ((char **) haven_policy_get_variables (policy, "2025/26-autumn")), ==, 3);
  g_assert_cmpuint (g_strv_length ((char **) haven_policy_get_variables (policy, "2025/26-year")), ==, 6);
  g_assert_true (g_strv_contains (haven_policy_get_variables (policy, "2025/26-year"), "kinship"));
  g_assert_false (g_strv_contains (haven_policy_get_variables (policy, "2025/26-spring"), "kinship"));
  g_assert_cmpstr (haven_policy_get_measures (policy, "2025/26-autumn")[0], ==, "roll");
}

static void
test_cells (void)
{
  g_autoptr (HavenPolicy) policy = parse (default_json, NULL);
  g_autoptr (GArray) cells = haven_policy_list_cells (policy, "2025/26-autumn");
  g_autoptr (GArray) magnitudes = haven_policy_list_magnitudes (policy, "2025/26-autumn");
  const HavenPolicyCell *first = &g_array_index (cells, HavenPolicyCell, 0);
  const HavenPolicyCell *tenth = &g_array_index (cells, HavenPolicyCell, 9);

  g_assert_cmpuint (cells->len, ==, 8 * (1 + 4 + 4 + 4 + 3));
  g_assert_cmpuint (magnitudes->len, ==, 5 * 5);
  g_assert_true (first->measure == g_intern_string ("roll") && first->by == g_intern_string ("all"));
  g_assert_true (tenth->measure == g_intern_string ("absence") && tenth->response == g_intern_string ("10_to_under_50"));
  g_assert_null (g_array_index (magnitudes, HavenPolicyCell, 0).response);
}

/* What is compiled in is what lies in data/reference, and it is made once. */
static void
test_compiled_in (void)
{
  HavenPolicy *policy;

  haven_reference_start ();
  policy = haven_policy_get_default ();
  g_assert_cmpstr (haven_policy_get_id (policy), ==, "haven-default-2");
  g_assert_true (policy == haven_policy_get_default ());
}

typedef struct {
  const char *old;
  const char *new;
  HavenErrorCode code;
} Refusal;

static const Refusal refusals[] = {
  { "\"threshold\": 5", "\"threshold\": 4", HAVEN_ERROR_UNSAFE },
  { "\"minimum_group\": 10", "\"minimum_group\": 9", HAVEN_ERROR_UNSAFE },
  { "\"p_percent\": 10", "\"p_percent\": 9", HAVEN_ERROR_UNSAFE },
  { "\"contributors\": 5", "\"contributors\": 4", HAVEN_ERROR_UNSAFE },
  { "\"p_percent\": 10", "\"p_percent\": 51", HAVEN_ERROR_INVALID },
  { "\"threshold\": 5", "\"threshold\": 6", HAVEN_ERROR_UNSAFE },        /* two tiny halves make no group of ten */
  { "\"threshold\": 5", "\"threshold\": \"5\"", HAVEN_ERROR_INVALID },
  { "\"threshold\": 5", "\"threshold\": 5.5", HAVEN_ERROR_INVALID },
  { "\"threshold\": 5", "\"threshold\": -5", HAVEN_ERROR_INVALID },
  { "\"threshold\": 5", "\"threshold\": 99999999999999999999", HAVEN_ERROR_INVALID },
  { "\"threshold\": 5,", "", HAVEN_ERROR_INVALID },
  { "[\"not_counted\"]", "[\"50_and_over\"]", HAVEN_ERROR_UNSAFE },
  { "[\"not_counted\"]", "[\"not_counted\", \"0\"]", HAVEN_ERROR_UNSAFE },
  { "[\"not_counted\"]", "true", HAVEN_ERROR_INVALID },
  { "haven-policy/1", "haven-policy/2", HAVEN_ERROR_INVALID },
  { "\"id\": \"haven-default-2\"", "\"id\": \"a \\\" b\"", HAVEN_ERROR_INVALID },
  { "\"source\"", "\"sauce\"", HAVEN_ERROR_INVALID },
  { ", \"not_counted\"", "", HAVEN_ERROR_INVALID },
  { "\"previous\", \"other\"", "\"other\", \"previous\"", HAVEN_ERROR_INVALID },
  { "\"responses\": [\"all\"]", "\"responses\": [\"everyone\"]", HAVEN_ERROR_INVALID },
  { "\"name\": \"roll\"", "\"name\": \"absence\"", HAVEN_ERROR_INVALID },
  { "\"name\": \"suspended\"", "\"name\": \"absence\"", HAVEN_ERROR_INVALID },
  { "\"CP\", \"CIN\"", "\"CP\", \"CP\"", HAVEN_ERROR_INVALID },
  { "\"CP\", \"CIN\"", "\"C P\", \"CIN\"", HAVEN_ERROR_INVALID },
  { "\"CP\", \"CIN\"", "7, \"CIN\"", HAVEN_ERROR_INVALID },
  { "[\"term\", \"year\"]", "[\"week\"]", HAVEN_ERROR_INVALID },
  { "[\"term\", \"year\"]", "[]", HAVEN_ERROR_INVALID },
  { "\"sessions_possible\"", "\"home_addresses\"", HAVEN_ERROR_INVALID },
  { "\"measures\": [", "\"measures\": [[[[[[[", HAVEN_ERROR_INVALID },
  { "{", "", HAVEN_ERROR_INVALID },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *json = mutate (refusals[i].old, refusals[i].new);
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenPolicy) policy = parse (json, &error);

    g_test_message ("%s -> %s", refusals[i].old, refusals[i].new);
    g_assert_null (policy);
    g_assert_error (error, HAVEN_ERROR, (int) refusals[i].code);
  }
}

/* Every way in which settings could protect less, each refused with what it would have let through. */
typedef struct {
  const char *old;
  const char *new;
  const char *says;
} Weakening;

#define KEY_A "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define KEY_B "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define TOTAL(keys, schools, hiding) "{ \"channel\": \"page_and_total\", \"total\": { \"key_holder\": \"Invented Region\", " keys \
  ", \"schools\": " schools ", \"hiding\": " hiding " }, "
#define TWO_KEYS "\"virtual_school_key\": \"" KEY_A "\", \"key_holder_key\": \"" KEY_B "\""
#define ONE_KEY "\"virtual_school_key\": \"" KEY_A "\", \"key_holder_key\": \"" KEY_A "\""

static const Weakening weakenings[] = {
  { "\"threshold\": 5", "\"threshold\": 4", "counts below 5" },
  { "\"threshold\": 5", "\"threshold\": 0", "counts below 5" },
  { "\"minimum_group\": 10", "\"minimum_group\": 9", "fewer than 10 children" },
  { "\"threshold\": 5", "\"threshold\": 6", "twice the smallest count" },
  { "\"p_percent\": 10", "\"p_percent\": 9", "what one child adds" },
  { "\"contributors\": 5", "\"contributors\": 4", "fewer than 5 children" },
  { "{", TOTAL (TWO_KEYS, "19", "10"), "fewer than 20 schools" },
  { "{", TOTAL (TWO_KEYS, "20", "9"), "fewer than 10 schools" },
  { "{", TOTAL (ONE_KEY, "20", "10"), "one receiver" },
  { "{", "{ \"channel\": \"noise\", \"noise\": \"softer\", ", "another than Haven's own" },
};

static void
test_floor (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (weakenings); i++) {
    g_autofree char *json = mutate (weakenings[i].old, weakenings[i].new);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", weakenings[i].new);
    g_assert_null (parse (json, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
    g_assert_nonnull (strstr (error->message, weakenings[i].says));
    g_assert_nonnull (strstr (error->message, "stay as they are"));
  }
}

static void
test_channels (void)
{
  g_autofree char *both = mutate ("{", TOTAL (TWO_KEYS, "20", "10"));
  g_autofree char *noise = mutate ("{", "{ \"channel\": \"noise\", \"noise\": \"noise-1\", ");
  g_autoptr (HavenPolicy) page = parse (default_json, NULL), with_total = parse (both, NULL), with_noise = parse (noise, NULL);

  g_assert_cmpint (haven_policy_get_channel (page), ==, HAVEN_CHANNEL_PAGE);
  g_assert_cmpuint (haven_policy_get_version (page), ==, 1);
  g_assert_null (haven_policy_get_total (page));
  g_assert_cmpint (haven_policy_get_channel (with_noise), ==, HAVEN_CHANNEL_NOISE);
  g_assert_null (haven_policy_get_total (with_noise));
  g_assert_cmpint (haven_policy_get_channel (with_total), ==, HAVEN_CHANNEL_PAGE_AND_TOTAL);
  g_assert_cmpstr (haven_policy_get_total (with_total)->key_holder, ==, "Invented Region");
  g_assert_cmpuint (haven_policy_get_total (with_total)->schools, ==, 20);
  g_assert_cmpuint (haven_policy_get_total (with_total)->hiding, ==, 10);
  g_assert_cmpuint (g_bytes_get_size (haven_policy_get_total (with_total)->key_holder_key), ==, 32);
}

/* A channel with what belongs to another, or without what it needs, is none. */
static void
test_channels_refused (void)
{
  static const char *const texts[] = {
    "{ \"channel\": \"noise\", ", "{ \"noise\": \"noise-1\", ", "{ \"channel\": \"page_and_total\", ", "{ \"channel\": \"clear\", ",
    "{ \"channel\": 1, ", "{ \"version\": 0, ", "{ \"version\": \"2\", ", "{ \"channel\": \"page_and_total\", \"total\": [], ",
    TOTAL ("\"virtual_school_key\": \"" KEY_A "\"", "20", "10"), TOTAL (TWO_KEYS ", \"also\": 1", "20", "10"),
    TOTAL ("\"virtual_school_key\": \"AAAA\", \"key_holder_key\": \"" KEY_B "\"", "20", "10"),
    TOTAL (TWO_KEYS, "\"20\"", "10"), TOTAL (TWO_KEYS, "-20", "10"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *json = mutate ("{", texts[i]);
    g_autofree char *bare = g_strdup (json);
    const char *version = strstr (bare, "  \"version\": 1,");
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", texts[i]);
    if (strstr (texts[i], "version") != NULL)
      memset (bare + (version - bare), ' ', strlen ("  \"version\": 1,"));
    g_assert_null (parse (bare, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  }
}

typedef struct {
  const char *old;
  const char *new;
  const char *says;
} Change;

static const Change changes[] = {
  { "\"minimum_group\": 10", "\"minimum_group\": 20", "Groups of fewer than 20 children show their size only (before: fewer than 10)." },
  { "\"p_percent\": 10", "\"p_percent\": 15", "A sum is protected to 15 per cent of what one child adds (before: 10)." },
  { "\"contributors\": 5", "\"contributors\": 7", "At least 7 children stand behind a shown sum (before: 5)." },
  { "\"CP\", \"CIN\"", "\"CP\", \"CIN\", \"CLA\"", "The groups are now (status): CP, CIN, CLA, previous, other." },
  { "\"1\", \"2_or_more\"", "\"1_or_more\"", "The answers are now (suspended): 0, 1_or_more, not_counted." },
  { ", \"half_days_suspended\"", "", "No longer added up: half_days_suspended." },
  { "{", TOTAL (TWO_KEYS, "20", "10"),
    "The sealed total is opened by the Virtual School together with Invented Region, and by neither alone." },
  { "{", "{ \"channel\": \"noise\", \"noise\": \"noise-1\", ",
    "What is sent: every figure with noise, and no protected page (before: the protected page alone)." },
  { "\"id\"", "\"id\"", NULL },
};

/* What would be different is told in sentences, and nothing is told where nothing is. */
static void
test_changes (void)
{
  g_autoptr (HavenPolicy) from = parse (default_json, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *json = mutate (changes[i].old, changes[i].new);
    g_autoptr (HavenPolicy) to = parse (json, NULL);
    g_autoptr (GPtrArray) told = haven_policy_list_changes (from, to);
    gboolean found = changes[i].says == NULL && told->len == 0;

    for (guint k = 0; k < told->len; k++)
      found |= g_strcmp0 (g_ptr_array_index (told, k), changes[i].says) == 0;
    g_test_message ("%s", changes[i].new);
    g_assert_true (found);
  }
}

static void
test_stricter (void)
{
  g_autofree char *json = mutate ("\"minimum_group\": 10", "\"minimum_group\": 20");
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenPolicy) policy = parse (json, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (haven_policy_get_minimum_group (policy), ==, 20);
}

/* Whatever the bytes, an answer: never a crash, never a policy below the floor. */
static void
test_hostile (void)
{
  static const char *const texts[] = { "", "[]", "null", "\"x\"", "{}", "{\"format\":null}", "\xff\xfe", "{\"a\":1,\"a\":2}" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (34);
  gsize length = strlen (default_json);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (parse (texts[i], NULL));
  for (guint round = 0; round < 2000; round++) {
    g_autofree char *json = g_strdup (default_json);
    g_autoptr (HavenPolicy) policy = NULL;

    for (guint n = 0; n < 3; n++)
      json[g_rand_int_range (rand, 0, length)] = g_rand_int_range (rand, 1, 127);
    policy = parse (json, NULL);
    g_assert_true (policy == NULL || haven_policy_get_threshold (policy) >= HAVEN_POLICY_THRESHOLD);
  }
}

static void
test_too_large (void)
{
  g_autofree char *spaces = g_strnfill (1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (spaces, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE);
}

/* sdc.md 4.5: lasting attributes once a year, and every switch of privacy.md may be switched on there. */
static void
test_lasting (void)
{
  static const char *const kept[] = { "sen", "fsm", "kinship" };
  g_autoptr (GError) error = NULL;
  g_autofree char *switched = mutate ("{ \"name\": \"elsewhere\"", "{ \"name\": \"excluded\", \"files\": [\"term\", \"year\"], "
                                      "\"responses\": [\"yes\", \"no\", \"not_counted\"] },"
                                      "{ \"name\": \"attainment\", \"files\": [\"year\"], \"responses\": [\"below\", \"expected\", "
                                      "\"greater\", \"none\", \"not_counted\"] },"
                                      "{ \"name\": \"sdq\", \"files\": [\"year\"], \"responses\": [\"close\", \"slightly_raised\", "
                                      "\"high\", \"very_high\", \"none\", \"not_counted\"] }, { \"name\": \"elsewhere\"");
  g_autoptr (HavenPolicy) policy = parse (switched, &error);

  g_assert_no_error (error);
  g_assert_true (g_strv_contains (haven_policy_get_measures (policy, "2025/26-year"), "sdq"));
  g_assert_false (g_strv_contains (haven_policy_get_measures (policy, "2025/26-autumn"), "sdq"));
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_autofree char *old = g_strdup_printf ("\"%s\", \"files\": [\"year\"]", kept[i]);
    g_autofree char *new = g_strdup_printf ("\"%s\", \"files\": [\"term\", \"year\"]", kept[i]);
    g_autofree char *termly = mutate (old, new);
    g_autoptr (GError) refused = NULL;

    g_assert_null (parse (termly, &refused));
    g_assert_error (refused, HAVEN_ERROR, HAVEN_ERROR_UNSAFE);
  }
}

int
main (int argc, char *argv[])
{
  g_autofree char *path = NULL;

  g_test_init (&argc, &argv, NULL);
  path = g_test_build_filename (G_TEST_DIST, "..", "data", "reference", "policy-default.json", NULL);
  if (!g_file_get_contents (path, &default_json, NULL, NULL))
    g_error ("policy-default.json is not there");
  g_test_add_func ("/reference/policy/default", test_default);
  g_test_add_func ("/reference/policy/compiled-in", test_compiled_in);
  g_test_add_func ("/reference/policy/files", test_files);
  g_test_add_func ("/reference/policy/cells", test_cells);
  g_test_add_func ("/reference/policy/refused", test_refused);
  g_test_add_func ("/reference/policy/stricter", test_stricter);
  g_test_add_func ("/reference/policy/floor-refuses-each-weakening", test_floor);
  g_test_add_func ("/reference/policy/channels", test_channels);
  g_test_add_func ("/reference/policy/channels-refused", test_channels_refused);
  g_test_add_func ("/reference/policy/changes", test_changes);
  g_test_add_func ("/reference/policy/lasting-once-a-year", test_lasting);
  g_test_add_func ("/reference/policy/hostile", test_hostile);
  g_test_add_func ("/reference/policy/too-large", test_too_large);
  return g_test_run ();
}
