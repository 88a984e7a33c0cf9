/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include <string.h>

#include "haven-calendar.h"
#include "haven-reference.h"
#include "haven-release-maker.h"
#include "haven-secret.h"
#include "haven-shares.h"
#include "haven-transport.h"
#include "haven-wire-share.h"
#include "made-up-school.h"

/* The whole way of a sealed total over the network: schools put their shares to the Virtual School's server, the independent key-holder, a
 * program with a folder of its own, fetches its half, opens by the rules, and gives back one sum. */
#define AUTUMN "2025/26-autumn"
#define SPRING "2025/26-spring"

typedef struct {
  World world;
  char *holder;                            /* folder */
  HavenPolicy *policy;
  gint64 *truth;
} Pair;

static GSubprocess *
start_holder (Pair *pair, GSubprocessFlags flags, const char *const *words)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new ();
  const char *fixed[] = { HAVEN_ENDPOINT, "--format", "json", "--today", "2026-05-05", "--role", "second-party", "--data", pair->holder };
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_ptr_array_add (args, (gpointer) fixed[i]);
  for (; *words != NULL; words++)
    g_ptr_array_add (args, (gpointer) *words);
  g_ptr_array_add (args, NULL);
  process = g_subprocess_newv ((const char *const *) args->pdata, flags, &error);
  g_assert_no_error (error);
  return process;
}

/* TRUE: it ended well */
static gboolean
holder (Pair *pair, char **ret_output, const char *const *words)
{
  g_autoptr (GSubprocess) process = start_holder (pair, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, words);
  g_autofree char *output = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  if (ret_output != NULL)
    *ret_output = g_steal_pointer (&output);
  return g_subprocess_get_successful (process);
}

#define HOLDER(pair, ...) holder (pair, NULL, (const char *const[]){ __VA_ARGS__, NULL })

static char *
text_in (const char *json, const char *member)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  return g_strdup (json_object_get_string_member (json_node_get_object (node), member));
}

static GBytes *
write_policy (const char *ours, const char *theirs)
{
  GBytes *json = haven_reference_get ("policy-default.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  char *more = g_strdup_printf ("{ \"channel\": \"page_and_total\", \"total\": { \"key_holder\": \"Invented Region\","
                                " \"virtual_school_key\": \"%s\", \"key_holder_key\": \"%s\", \"schools\": 20, \"hiding\": 10 },%s", ours,
                                theirs, strchr (text, '{') + 1);

  return g_bytes_new_take (more, strlen (more));
}

static void
agree_on_settings (Pair *pair)
{
  g_autofree char *ours = NULL, *theirs = NULL, *path = world_path (&pair->world, "policy.json");
  g_autofree char *our_key = NULL, *their_key = NULL;
  g_autoptr (GBytes) policy = NULL;

  ours = world_run (&pair->world, "share", "key", NULL);
  g_assert_true (holder (pair, &theirs, (const char *const[]){ "share", "key", NULL }));
  our_key = text_in (ours, "key");
  their_key = text_in (theirs, "key");
  policy = write_policy (our_key, their_key);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (policy, NULL), g_bytes_get_size (policy), NULL));
  g_free (world_run (&pair->world, "policy", "import", path, NULL));
  g_assert_true (HOLDER (pair, "policy", "import", path));
  pair->policy = haven_policy_new_from_json (policy, NULL);
  g_assert_nonnull (pair->policy);
}

static void
join (Pair *pair)
{
  g_autofree char *code = world_add_school (&pair->world, "000000");
  g_autofree char *url = g_strdup_printf ("https://localhost:%u", pair->world.port);

  g_assert_true (HOLDER (pair, "join", url, "--code", code, "--ca", pair->world.ca));
}

static void
set_up (Pair *pair, gconstpointer unused)
{
  world_set_up (&pair->world, NULL);
  pair->holder = world_path (&pair->world, "key-holder");
  pair->truth = g_new0 (gint64, 1000);
  g_assert_true (HOLDER (pair, "init", "--name", "Invented Region"));
  agree_on_settings (pair);
  join (pair);
}

static void
tear_down (Pair *pair, gconstpointer unused)
{
  haven_policy_unref (pair->policy);
  g_free (pair->truth);
  g_free (pair->holder);
  world_tear_down (&pair->world, NULL);
}

static gint64
put (HavenTransport *transport, HavenShares *shares)
{
  HavenWireShares body = { shares->spec, shares->virtual_school, shares->key_holder };
  g_autofree char *period = g_strdelimit (g_strdup (shares->period), "/", '-');
  g_autofree char *path = g_strdup_printf ("/shares/%s/%s", period, shares->report);
  g_autoptr (HavenWireRequest) request = haven_wire_request_new_full ("put", "PUT", path);
  g_autoptr (HavenWireReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  request->key = g_strdup (shares->report);
  request->body = haven_wire_shares_print (&body);
  reply = haven_transport_send (transport, request, NULL, &error);
  g_assert_no_error (error);
  return reply->status;
}

static void
add_to_truth (Pair *pair, HavenReturn *totals)
{
  for (guint i = 0; i < totals->cells->len; i++)
    pair->truth[i] += g_array_index (totals->cells, HavenReturnCell, i).value;
  for (guint i = 0; i < totals->magnitudes->len; i++)
    pair->truth[totals->cells->len + i] += g_array_index (totals->magnitudes, HavenReturnMagnitude, i).value;
}

/* A school joins and puts its sealed total, twice: a reply may be lost. */
static void
report (Pair *pair, guint nth, const char *period)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (nth);
  g_autoptr (GArray) pupils = made_up_pupils (rand, pair->policy, 30 + nth);
  g_autoptr (HavenReturn) totals = made_up_return (pupils, pair->policy, period);
  g_autofree char *name = g_strdup_printf ("r-%u", nth), *code = NULL;
  g_autoptr (HavenTransport) transport = world_connect (&pair->world, pair->world.ca, "localhost", pair->world.port);
  g_autoptr (HavenWireEnrolled) enrolled = NULL;
  g_autoptr (HavenRelease) page = NULL;
  g_autoptr (HavenShares) shares = NULL;

  g_free (totals->urn);
  totals->urn = g_strdup_printf ("%06u", 200000 + nth);
  code = world_add_school (&pair->world, totals->urn);
  enrolled = haven_exchange_enrol (transport, &(HavenWireEnrolment){ code, totals->urn }, name, NULL, NULL);
  g_assert_nonnull (enrolled);
  haven_transport_set_token (transport, enrolled->token);
  page = haven_release_make (totals, pair->policy, NULL, NULL);
  shares = haven_shares_make (totals, page, pair->policy, name, NULL);
  g_assert_cmpint (put (transport, shares), ==, 201);
  g_assert_cmpint (put (transport, shares), ==, 200);
  add_to_truth (pair, totals);
}

static guint
assert_totals_are_truth (Pair *pair)
{
  g_autofree char *csv = world_run (&pair->world, "totals", "export", NULL);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  guint exact = 0;

  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    const char *value = strrchr (lines[i], ',') + 1;

    if (g_str_equal (value, "c"))
      continue;
    g_assert_cmpint (g_ascii_strtoll (value, NULL, 10), ==, pair->truth[i - 1]);
    exact++;
  }
  return exact;
}

/* Nineteen schools are refused at the key-holder's; forty are opened exactly; a second time in the term is refused. */
static void
test_open (Pair *pair, gconstpointer unused)
{
  for (guint i = 0; i < 19; i++)
    report (pair, i, AUTUMN);
  g_assert_false (HOLDER (pair, "open", AUTUMN));
  for (guint i = 19; i < 40; i++)
    report (pair, i, AUTUMN);
  g_assert_true (HOLDER (pair, "open", AUTUMN));
  g_assert_cmpuint (assert_totals_are_truth (pair), >, 50);
  g_assert_false (HOLDER (pair, "open", AUTUMN));
  g_assert_false (HOLDER (pair, "open", "autumn"));
}

/* By itself, on the day that was planned; a sum that the Virtual School could not take, because it was away, goes when it is back. */
static void
test_serve (Pair *pair, gconstpointer unused)
{
  const char *const words[] = { "serve", NULL };
  g_autoptr (GSubprocess) serving = NULL;
  g_autoptr (GDataInputStream) said = NULL;
  g_autofree char *line = NULL;

  for (guint i = 0; i < 30; i++)
    report (pair, i, SPRING);
  g_assert_true (HOLDER (pair, "plan", AUTUMN, "2026-12-31"));
  g_assert_true (HOLDER (pair, "plan", SPRING, "2026-04-30"));
  serving = start_holder (pair, G_SUBPROCESS_FLAGS_STDERR_PIPE, words);
  said = g_data_input_stream_new (g_subprocess_get_stderr_pipe (serving));
  line = g_data_input_stream_read_line (said, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "1 period opened");
  g_subprocess_send_signal (serving, 15);
  g_assert_true (g_subprocess_wait (serving, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (serving));
  g_assert_cmpuint (assert_totals_are_truth (pair), >, 50);
}

/* One folder is of one side: who has both keys can open every school's total. */
static void
test_one_role (Pair *pair, gconstpointer unused)
{
  g_autofree char *own = g_steal_pointer (&pair->holder);
  g_autofree char *theirs = world_path (&pair->world, "data");

  pair->holder = theirs;
  g_assert_false (HOLDER (pair, "share", "key"));
  g_assert_false (HOLDER (pair, "open", AUTUMN));
  pair->holder = own;
  g_assert_false (HOLDER (pair, "share", "key", "--role", "virtual-school"));
  g_assert_false (HOLDER (pair, "totals", "export"));
  g_assert_true (HOLDER (pair, "share", "key"));
  pair->holder = g_steal_pointer (&own);
}

#define pair_add(path, func) g_test_add (path, Pair, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  pair_add ("/exchange/key-holder/practice_37/open", test_open);
  pair_add ("/exchange/key-holder/practice_37/serve", test_serve);
  pair_add ("/exchange/key-holder/one-role", test_one_role);
  return g_test_run ();
}
