/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint-fixture.h"

#include <string.h>

#include "haven-endpoint-share.h"
#include "haven-endpoint-sql.h"
#include "haven-reference.h"
#include "haven-release-maker.h"
#include "haven-shares.h"
#include "made-up-school.h"

#define AUTUMN "2025/26-autumn"
#define SPRING "2025/26-spring"

/* A Virtual School and its key-holder, each with its own folder and key, and the settings that name both. */
typedef struct {
  Office virtual_school;
  Office key_holder;
  HavenPolicy *policy;
  gint64 *truth;
} Pair;

static char *
share_key (Office *office)
{
  g_autoptr (GBytes) key = NULL;

  g_assert_true (haven_endpoint_begin (office->endpoint, NULL));
  key = haven_endpoint_get_share_key (office->endpoint, NULL);
  g_assert_true (haven_endpoint_commit (office->endpoint, NULL));
  return g_base64_encode (g_bytes_get_data (key, NULL), g_bytes_get_size (key));
}

static void
import_policy (Office *office, GBytes *policy)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_endpoint_begin (office->endpoint, NULL));
  g_assert_true (haven_endpoint_import_document (office->endpoint, "policy", policy, &error));
  g_assert_no_error (error);
  g_assert_true (haven_endpoint_commit (office->endpoint, NULL));
}

static GBytes *
write_policy (Pair *pair)
{
  GBytes *json = haven_reference_get ("policy-default.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_autofree char *ours = share_key (&pair->virtual_school), *theirs = share_key (&pair->key_holder);
  char *more = g_strdup_printf ("{ \"channel\": \"page_and_total\", \"total\": { \"key_holder\": \"Invented Region\","
                                " \"virtual_school_key\": \"%s\", \"key_holder_key\": \"%s\", \"schools\": 20, \"hiding\": 10 },%s", ours,
                                theirs, strchr (text, '{') + 1);

  return g_bytes_new_take (more, strlen (more));
}

static void
set_up (Pair *pair, gconstpointer unused)
{
  g_autoptr (GBytes) policy = NULL;
  g_autoptr (GError) error = NULL;

  office_set_up (&pair->virtual_school, NULL);
  office_set_up (&pair->key_holder, NULL);
  policy = write_policy (pair);
  import_policy (&pair->virtual_school, policy);
  import_policy (&pair->key_holder, policy);
  pair->policy = haven_policy_new_from_json (policy, &error);
  g_assert_no_error (error);
  pair->truth = g_new0 (gint64, 1000);
}

static void
tear_down (Pair *pair, gconstpointer unused)
{
  haven_policy_unref (pair->policy);
  g_free (pair->truth);
  office_tear_down (&pair->virtual_school, NULL);
  office_tear_down (&pair->key_holder, NULL);
}

static gint64
send (Pair *pair, HavenShares *shares, const char *path_period)
{
  HavenWireShares body = { shares->spec, shares->virtual_school, shares->key_holder };
  g_autoptr (GBytes) bytes = haven_wire_shares_print (&body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *path = g_strdup_printf ("/shares/%s/%s", path_period, shares->report);
  g_autoptr (HavenWireReply) reply = office_ask (&pair->virtual_school, shares->urn, "PUT", path, text, NULL);

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

/* A school's sealed total of a period; counted: it belongs to the sum that will be compared */
static void
report (Pair *pair, guint nth, const char *period, gboolean counted)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (nth);
  g_autoptr (GArray) pupils = made_up_pupils (rand, pair->policy, 30 + nth);
  g_autoptr (HavenReturn) totals = made_up_return (pupils, pair->policy, period);
  g_autofree char *name = g_strdup_printf ("r-%u-%s", nth, counted ? "last" : "first");
  g_autofree char *path = g_strdelimit (g_strdup (period), "/", '-');
  g_autoptr (HavenRelease) page = NULL;
  g_autoptr (HavenShares) shares = NULL;

  g_free (totals->urn);
  totals->urn = g_strdup_printf ("%06u", 200000 + nth);
  page = haven_release_make (totals, pair->policy, NULL, NULL);
  shares = haven_shares_make (totals, page, pair->policy, name, NULL);
  g_assert_cmpint (send (pair, shares, path), ==, 201);
  g_assert_cmpint (send (pair, shares, path), ==, 200);
  if (counted)
    add_to_truth (pair, totals);
}

static GBytes *
list (Pair *pair, const char *period)
{
  GBytes *bytes;

  g_assert_true (haven_endpoint_begin (pair->virtual_school.endpoint, NULL));
  bytes = haven_endpoint_list_shares (pair->virtual_school.endpoint, period);
  g_assert_true (haven_endpoint_commit (pair->virtual_school.endpoint, NULL));
  return bytes;
}

static GBytes *
open_list (Pair *pair, GBytes *shares, GError **error)
{
  GBytes *sum;

  g_assert_true (haven_endpoint_begin (pair->key_holder.endpoint, NULL));
  sum = haven_endpoint_open_shares (pair->key_holder.endpoint, shares, error);
  if (sum != NULL)
    g_assert_true (haven_endpoint_commit (pair->key_holder.endpoint, NULL));
  else
    haven_endpoint_rollback (pair->key_holder.endpoint);
  return sum;
}

static GBytes *
open_period (Pair *pair, const char *period, GError **error)
{
  g_autoptr (GBytes) shares = list (pair, period);

  return open_list (pair, shares, error);
}

static char *
export_totals (Pair *pair, GBytes *sum)
{
  g_autoptr (GError) error = NULL;
  char *csv;

  g_assert_true (haven_endpoint_begin (pair->virtual_school.endpoint, NULL));
  g_assert_true (haven_endpoint_keep_sum (pair->virtual_school.endpoint, sum, &error));
  csv = haven_endpoint_export_totals (pair->virtual_school.endpoint, &error);
  g_assert_no_error (error);
  g_assert_true (haven_endpoint_commit (pair->virtual_school.endpoint, NULL));
  return csv;
}

static guint
assert_csv_is_truth (Pair *pair, const char *csv)
{
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

/* From sealed shares to the Virtual School's table: exact, whatever a school sent before its last report. */
static void
test_whole_way (Pair *pair, gconstpointer unused)
{
  g_autoptr (GBytes) sum = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;

  for (guint i = 0; i < 40; i++) {
    if (i % 10 == 0)
      report (pair, i, AUTUMN, FALSE);
    report (pair, i, AUTUMN, TRUE);
  }
  sum = open_period (pair, AUTUMN, &error);
  g_assert_no_error (error);
  csv = export_totals (pair, sum);
  g_assert_cmpuint (assert_csv_is_truth (pair, csv), >, 50);
}

/* Nineteen schools, a second time in the term, late schools before the next term, fewer late schools than twenty: each refused. */
static void
test_rules (Pair *pair, gconstpointer unused)
{
  g_autoptr (GBytes) autumn = NULL, spring = NULL;
  GError *error = NULL;

  for (guint i = 0; i < 19; i++)
    report (pair, i, AUTUMN, TRUE);
  g_assert_null (open_period (pair, AUTUMN, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_clear_error (&error);
  for (guint i = 19; i < 40; i++)
    report (pair, i, AUTUMN, TRUE);
  autumn = open_period (pair, AUTUMN, &error);
  g_assert_no_error (error);
  g_assert_null (open_period (pair, AUTUMN, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_clear_error (&error);
  for (guint i = 40; i < 80; i++)
    report (pair, i, AUTUMN, TRUE);
  g_assert_null (open_period (pair, AUTUMN, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_clear_error (&error);
  for (guint i = 0; i < 40; i++)
    report (pair, 100 + i, SPRING, TRUE);
  spring = open_period (pair, SPRING, &error);
  g_assert_no_error (error);
}

/* Late schools: with the next term, at least twenty of them, and none that was counted. */
static void
test_late (Pair *pair, gconstpointer unused)
{
  g_autoptr (GBytes) first = NULL, spring = NULL, late = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (HavenWireSum) read = NULL;

  for (guint i = 0; i < 40; i++)
    report (pair, i, AUTUMN, TRUE);
  first = open_period (pair, AUTUMN, &error);
  g_assert_no_error (error);
  csv = export_totals (pair, first);
  for (guint i = 0; i < 35; i++) {
    report (pair, 50 + i, AUTUMN, TRUE);
    report (pair, 100 + i, SPRING, TRUE);
  }
  spring = open_period (pair, SPRING, &error);
  g_assert_no_error (error);
  late = open_period (pair, AUTUMN, &error);
  g_assert_no_error (error);
  read = haven_wire_sum_parse (late, NULL);
  g_assert_cmpuint (read->reports->len, ==, 35);
}

/* A list that the Virtual School changed by hand: a school's share under another's name, or one that does not open, counts for nobody. */
static void
test_changed_list (Pair *pair, gconstpointer unused)
{
  g_autoptr (HavenWireShareList) shares = NULL;
  g_autoptr (GBytes) bytes = NULL, changed = NULL, sum = NULL;
  g_autoptr (HavenWireSum) read = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 42; i++)
    report (pair, i, AUTUMN, TRUE);
  bytes = list (pair, AUTUMN);
  shares = haven_wire_share_list_parse (bytes, NULL);
  for (guint i = 0; i < 2; i++) {
    HavenWireShare *share = shares->shares->pdata[i];

    g_free (share->urn);
    share->urn = g_strdup_printf ("%06u", 300000 + i);
  }
  changed = haven_wire_share_list_print (shares);
  sum = open_list (pair, changed, &error);
  g_assert_no_error (error);
  read = haven_wire_sum_parse (sum, NULL);
  g_assert_cmpuint (read->reports->len, ==, 40);
}

/* Neither a school nor anybody without an enrolment gets shares, or gives a sum. */
static void
test_strangers (Pair *pair, gconstpointer unused)
{
  Office *office = &pair->virtual_school;

  office_assert_status (office_ask (office, SCHOOL, "GET", "/shares/2025-26-autumn", NULL, NULL), 403, "not-for-schools");
  office_assert_status (office_ask (office, SCHOOL, "PUT", "/sums/2025-26-autumn", "{}", NULL), 403, "not-for-schools");
  office_assert_status (office_ask (office, NULL, "GET", "/shares/2025-26-autumn", NULL, NULL), 401, "not-enrolled");
  office_assert_status (office_ask (office, HAVEN_KEY_HOLDER_URN, "GET", "/shares/2025-26-autumn", NULL, NULL), 200, NULL);
  office_assert_status (office_ask (office, HAVEN_KEY_HOLDER_URN, "GET", "/shares/never", NULL, NULL), 404, "not-found");
  office_assert_status (office_ask (office, HAVEN_KEY_HOLDER_URN, "PUT", "/sums/2025-26-autumn", "{}", NULL), 422, "wrong-body");
  office_assert_status (office_ask (office, SCHOOL, "PUT", "/shares/2025-26-autumn/r-1", "{}", NULL), 422, "wrong-body");
}

#define pair_add(path, func) g_test_add (path, Pair, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  pair_add ("/endpoint/sealed/whole-way", test_whole_way);
  pair_add ("/endpoint/sealed/rules", test_rules);
  pair_add ("/endpoint/sealed/late", test_late);
  pair_add ("/endpoint/sealed/changed-list", test_changed_list);
  pair_add ("/endpoint/sealed/strangers", test_strangers);
  return g_test_run ();
}
