/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-share.h"

#include "haven-calendar.h"
#include "haven-csv.h"
#include "haven-endpoint-call.h"
#include "haven-endpoint-document.h"
#include "haven-endpoint-sql.h"
#include "haven-opening.h"
#include "haven-wire-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS shares (n INTEGER PRIMARY KEY AUTOINCREMENT, urn TEXT NOT NULL, period TEXT NOT NULL, report TEXT NOT NULL,"
  " body BLOB NOT NULL, received INTEGER NOT NULL, counted INTEGER NOT NULL DEFAULT 0, UNIQUE (urn, report))",
  "CREATE TABLE IF NOT EXISTS sums (n INTEGER PRIMARY KEY AUTOINCREMENT, period TEXT NOT NULL, body BLOB NOT NULL UNIQUE)",
};

static void
make_tables (HavenEndpoint *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    haven_endpoint_run (self, tables[i], "");
}

static GBytes *
load_fact (HavenEndpoint *self, const char *key)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT value FROM facts WHERE key = ?", "t", key);

  return haven_query_next (query) ? haven_query_dup_bytes (query, 0) : NULL;
}

static void
make_pair (HavenEndpoint *self)
{
  g_autoptr (GBytes) public_key = NULL, kept = NULL;
  g_autoptr (HavenSecret) secret = NULL;

  haven_seal_new_pair (&public_key, &secret);
  kept = g_bytes_new (haven_secret_peek (secret), haven_secret_get_size (secret));
  haven_endpoint_run (self, "INSERT INTO facts (key, value) VALUES ('shares-public', ?)", "b", public_key);
  haven_endpoint_run (self, "INSERT INTO facts (key, value) VALUES ('shares-secret', ?)", "b", kept);
}

GBytes *
haven_endpoint_get_share_key (HavenEndpoint *self, HavenSecret **ret_secret)
{
  g_autoptr (GBytes) secret = load_fact (self, "shares-secret");

  if (secret == NULL) {
    make_pair (self);
    secret = load_fact (self, "shares-secret");
  }
  if (ret_secret != NULL && secret != NULL)
    *ret_secret = haven_secret_new_copy (g_bytes_get_data (secret, NULL), g_bytes_get_size (secret));
  return load_fact (self, "shares-public");
}

/* ---- from schools ---- */

static HavenWireReply *
confirm (const char *report, gint64 received, gint64 status)
{
  HavenWireSharesReceived answer = { (char *) report, received };

  return haven_reply_new (status, haven_wire_shares_received_print (&answer));
}

static HavenWireReply *
answer_again (const HavenCall *call, const char *report)
{
  g_autoptr (HavenQuery) query = haven_query_new (call->endpoint, "SELECT body, received FROM shares WHERE urn = ? AND report = ?", "tt",
                                                  call->urn, report);
  g_autoptr (GBytes) held = haven_query_next (query) ? haven_query_dup_bytes (query, 0) : NULL;

  if (held == NULL)
    return NULL;
  if (g_bytes_equal (held, call->request->body))
    return confirm (report, haven_query_get_int (query, 1), 200);
  return haven_reply_new_problem (409, "revision-conflict", _("Another sealed total was received under this number. Make a new one."));
}

HavenWireReply *
haven_answer_shares (const HavenCall *call)
{
  g_autoptr (HavenWireShares) shares = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *period = NULL;
  const gint64 now = haven_endpoint_get_clock (call->endpoint).now;
  HavenWireReply *again;
  HavenPeriod when;

  if (!haven_period_parse (call->args[0], &when))
    return haven_reply_new_problem (404, "not-found", _("There is nothing at this address."));
  if (call->request->body == NULL)
    return haven_reply_new_problem (422, "wrong-body", _("The request lacks its body."));
  make_tables (call->endpoint);
  again = answer_again (call, call->args[1]);
  shares = again == NULL ? haven_wire_shares_parse (call->request->body, &error) : NULL;
  if (again != NULL)
    return again;
  if (shares == NULL)
    return haven_reply_new_error (422, "wrong-body", error);
  period = haven_period_to_id (when);
  haven_endpoint_run (call->endpoint, "INSERT INTO shares (urn, period, report, body, received) VALUES (?, ?, ?, ?, ?)", "tttbi",
                      call->urn, period, call->args[1], call->request->body, now);
  return confirm (call->args[1], now, 201);
}

/* ---- to and from the key-holder ---- */

static void
add_share (HavenWireShareList *list, HavenQuery *query)
{
  g_autoptr (GBytes) body = haven_query_dup_bytes (query, 2);
  g_autoptr (HavenWireShares) shares = haven_wire_shares_parse (body, NULL);
  HavenWireShare *share;

  if (shares == NULL)
    return;
  share = haven_wire_share_new ();
  share->urn = g_strdup (haven_query_get_text (query, 0));
  share->report = g_strdup (haven_query_get_text (query, 1));
  share->sealed = g_bytes_ref (shares->key_holder);
  g_ptr_array_add (list->shares, share);
}

GBytes *
haven_endpoint_list_shares (HavenEndpoint *self, const char *period)
{
  g_autoptr (HavenWireShareList) list = haven_wire_share_list_new ();
  g_autoptr (HavenQuery) query = NULL;

  make_tables (self);
  list->period = g_strdup (period);
  query = haven_query_new (self, "SELECT urn, report, body FROM shares s WHERE period = ?1 AND n ="
                           " (SELECT max (n) FROM shares l WHERE l.urn = s.urn AND l.period = s.period) AND NOT EXISTS"
                           " (SELECT 1 FROM shares c WHERE c.urn = s.urn AND c.period = s.period AND c.counted > 0) ORDER BY urn",
                           "t", period);
  while (haven_query_next (query))
    add_share (list, query);
  return haven_wire_share_list_print (list);
}

static HavenWireReply *
refuse_stranger (const HavenCall *call)
{
  if (strcmp (call->urn, HAVEN_KEY_HOLDER_URN) == 0)
    return NULL;
  return haven_reply_new_problem (403, "not-for-schools", _("Only the independent key-holder uses this address."));
}

HavenWireReply *
haven_answer_share_list (const HavenCall *call)
{
  HavenWireReply *refused = refuse_stranger (call);
  g_autofree char *period = NULL;
  HavenPeriod when;

  if (refused != NULL)
    return refused;
  if (!haven_period_parse (call->args[0], &when))
    return haven_reply_new_problem (404, "not-found", _("There is nothing at this address."));
  period = haven_period_to_id (when);
  return haven_reply_new (200, haven_endpoint_list_shares (call->endpoint, period));
}

gboolean
haven_endpoint_keep_sum (HavenEndpoint *self, GBytes *bytes, GError **error)
{
  g_autoptr (HavenWireSum) sum = haven_wire_sum_parse (bytes, error);

  if (sum == NULL)
    return FALSE;
  make_tables (self);
  haven_endpoint_run (self, "INSERT OR IGNORE INTO sums (period, body) VALUES (?, ?)", "tb", sum->period, bytes);
  for (guint i = 0; i < sum->reports->len; i++)
    haven_endpoint_run (self, "UPDATE shares SET counted = 1 WHERE period = ? AND report = ?", "tt", sum->period,
                        ((HavenWireCounted *) sum->reports->pdata[i])->report);
  return TRUE;
}

HavenWireReply *
haven_answer_sum (const HavenCall *call)
{
  HavenWireReply *refused = refuse_stranger (call);
  g_autoptr (GError) error = NULL;

  if (refused != NULL)
    return refused;
  if (call->request->body == NULL)
    return haven_reply_new_problem (422, "wrong-body", _("The request lacks its body."));
  if (!haven_endpoint_keep_sum (call->endpoint, call->request->body, &error))
    return haven_reply_new_error (422, "wrong-body", error);
  return confirm ("sum", haven_endpoint_get_clock (call->endpoint).now, 200);
}

/* ---- opening ---- */

static HavenPolicy *
load_policy (HavenEndpoint *self, GError **error)
{
  g_autoptr (GBytes) body = haven_endpoint_load_document (self, "policy");
  g_autoptr (HavenWirePolicy) document = body != NULL ? haven_wire_policy_parse (body, error) : NULL;
  g_autoptr (HavenPolicy) policy = document != NULL ? haven_policy_new_from_json (document->policy, error) : NULL;

  if (policy != NULL && haven_policy_get_total (policy) != NULL)
    return g_steal_pointer (&policy);
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("The sharing settings here ask for no sealed total. Import those of the Virtual School with “policy import”."));
  return NULL;
}

static HavenTotalSum *
read_sum (GBytes *bytes)
{
  g_autoptr (HavenWireSum) wire = haven_wire_sum_parse (bytes, NULL);
  const guint n = wire != NULL ? g_bytes_get_size (wire->values) / sizeof (guint64) : 0;
  const guint8 *flags = wire != NULL ? g_bytes_get_data (wire->withheld, NULL) : NULL;
  HavenTotalSum *sum;

  if (wire == NULL || g_bytes_get_size (wire->withheld) != (n + 7) / 8 || g_bytes_get_size (wire->values) != n * sizeof (guint64))
    return NULL;
  sum = haven_total_sum_new (n);
  sum->period = g_strdup (wire->period);
  sum->spec = g_strdup (wire->spec);
  memcpy (sum->values, g_bytes_get_data (wire->values, NULL), n * sizeof (guint64));
  for (guint i = 0; i < n; i++) {
    sum->withheld[i] = flags[i / 8] >> i % 8 & 1;
    sum->values[i] = GUINT64_FROM_LE (sum->values[i]);
  }
  for (guint i = 0; i < wire->reports->len; i++)
    g_ptr_array_add (sum->reports, g_strdup (((HavenWireCounted *) wire->reports->pdata[i])->report));
  return sum;
}

static GBytes *
print_sum (HavenTotalSum *sum)
{
  g_autoptr (HavenWireSum) wire = haven_wire_sum_new ();
  g_autofree guint8 *flags = g_new0 (guint8, (sum->n + 7) / 8);
  g_autofree guint64 *values = g_new0 (guint64, sum->n);

  wire->period = g_strdup (sum->period);
  wire->spec = g_strdup (sum->spec);
  for (guint i = 0; i < sum->n; i++) {
    flags[i / 8] |= sum->withheld[i] << i % 8;
    values[i] = GUINT64_TO_LE (sum->values[i]);
  }
  for (guint i = 0; i < sum->reports->len; i++) {
    HavenWireCounted *counted = haven_wire_counted_new ();

    counted->report = g_strdup (sum->reports->pdata[i]);
    g_ptr_array_add (wire->reports, counted);
  }
  wire->withheld = g_bytes_new (flags, (sum->n + 7) / 8);
  wire->values = g_bytes_new (values, sum->n * sizeof *values);
  return haven_wire_sum_print (wire);
}

static const char opened_table[] =
  "CREATE TABLE IF NOT EXISTS opened (n INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, period TEXT NOT NULL, urn TEXT NOT NULL,"
  " UNIQUE (period, urn))";

/* Once a term: a period's late schools are opened only when another period has been opened since, and then as a batch of their own. */
static gboolean
may_open (HavenEndpoint *self, const char *period, GError **error)
{
  const gint64 last = haven_endpoint_count (self, "SELECT ifnull (max (batch), 0) FROM opened WHERE period = ?", "t", period);
  const gint64 since = haven_endpoint_count (self, "SELECT count (*) FROM opened WHERE batch > ? AND period <> ?", "it", last, period);

  if (last == 0 || since > 0)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("This period was opened already. Late schools are opened with the next term, at least 20 of them together. "
                         "Nothing was opened."));
  return FALSE;
}

/* The key-holder's share of every school that it has not counted in this period; what does not open or is of another school is left out. */
static GPtrArray *
unseal_list (HavenEndpoint *self, HavenWireShareList *list)
{
  GPtrArray *shares = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_share_free);
  g_autoptr (HavenSecret) secret = NULL;
  g_autoptr (GBytes) public_key = haven_endpoint_get_share_key (self, &secret);

  for (guint i = 0; public_key != NULL && i < list->shares->len; i++) {
    const HavenWireShare *wire = list->shares->pdata[i];
    g_autoptr (HavenShare) share = haven_share_open (public_key, secret, wire->sealed, NULL);

    if (share != NULL && strcmp (share->urn, wire->urn) == 0 && strcmp (share->report, wire->report) == 0
        && strcmp (share->period, list->period) == 0
        && haven_endpoint_count (self, "SELECT count (*) FROM opened WHERE period = ? AND urn = ?", "tt", share->period, share->urn) == 0)
      g_ptr_array_add (shares, g_steal_pointer (&share));
  }
  return shares;
}

static void
note_opened (HavenEndpoint *self, const char *period, GPtrArray *shares)
{
  const gint64 batch = haven_endpoint_count (self, "SELECT ifnull (max (batch), 0) + 1 FROM opened", "");

  for (guint i = 0; i < shares->len; i++)
    haven_endpoint_run (self, "INSERT INTO opened (batch, period, urn) VALUES (?, ?, ?)", "itt", batch, period,
                        ((HavenShare *) shares->pdata[i])->urn);
}

/* Reports of another list of figures belong to other settings: they are not of this sum. */
static void
drop_others (GPtrArray *shares, HavenTotalSpec *spec)
{
  for (guint i = shares->len; i > 0; i--)
    if (strcmp (((HavenShare *) shares->pdata[i - 1])->spec, haven_total_spec_get_id (spec)) != 0)
      g_ptr_array_remove_index (shares, i - 1);
}

GBytes *
haven_endpoint_open_shares (HavenEndpoint *self, GBytes *bytes, GError **error)
{
  g_autoptr (HavenWireShareList) list = haven_wire_share_list_parse (bytes, error);
  g_autoptr (HavenPolicy) policy = list != NULL ? load_policy (self, error) : NULL;
  g_autoptr (HavenTotalSpec) spec = policy != NULL ? haven_total_spec_new (policy, list->period, error) : NULL;
  g_autoptr (HavenTotalSum) sum = NULL;
  g_autoptr (GPtrArray) shares = NULL;

  if (spec == NULL)
    return NULL;
  haven_endpoint_run (self, opened_table, "");
  if (!may_open (self, list->period, error))
    return NULL;
  shares = unseal_list (self, list);
  drop_others (shares, spec);
  sum = haven_opening_sum (spec, haven_policy_get_total (policy), shares, error);
  if (sum == NULL)
    return NULL;
  note_opened (self, list->period, shares);
  return print_sum (sum);
}

/* ---- the opened totals ---- */

static GPtrArray *
unseal_own (HavenEndpoint *self, const char *period)
{
  GPtrArray *shares = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_share_free);
  g_autoptr (HavenSecret) secret = NULL;
  g_autoptr (GBytes) public_key = haven_endpoint_get_share_key (self, &secret);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT body FROM shares WHERE period = ? AND counted > 0", "t", period);

  while (haven_query_next (query)) {
    g_autoptr (GBytes) body = haven_query_dup_bytes (query, 0);
    g_autoptr (HavenWireShares) wire = haven_wire_shares_parse (body, NULL);
    HavenShare *share = wire != NULL ? haven_share_open (public_key, secret, wire->virtual_school, NULL) : NULL;

    if (share != NULL)
      g_ptr_array_add (shares, share);
  }
  return shares;
}

static void
add_total (GString *csv, HavenTotalSum *sum, HavenTotalCell cell, const char *value)
{
  g_autofree char *schools = g_strdup_printf ("%u", sum->reports->len);
  const char *const fields[] = { sum->period, "Local authority", schools, cell.measure, cell.by, cell.group,
                                 cell.response != NULL ? cell.response : "", value };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    haven_csv_add_field (csv, fields[i]);
  haven_csv_end_row (csv);
}

static gboolean
add_totals (HavenEndpoint *self, GString *csv, HavenPolicy *policy, HavenTotalSum *sum, GError **error)
{
  g_autoptr (HavenTotalSpec) spec = haven_total_spec_new (policy, sum->period, error);
  g_autoptr (GPtrArray) shares = unseal_own (self, sum->period);
  g_autoptr (GArray) totals = spec != NULL ? haven_opening_add (sum, shares, error) : NULL;

  if (totals == NULL)
    return FALSE;
  if (strcmp (sum->spec, haven_total_spec_get_id (spec)) != 0)
    return TRUE;                 /* of settings that are no longer in force */
  for (guint i = 0; i < totals->len; i++) {
    g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (totals, gint64, i));

    add_total (csv, sum, haven_total_spec_get_cell (spec, i), sum->withheld[i] ? "c" : value);
  }
  return TRUE;
}

char *
haven_endpoint_export_totals (HavenEndpoint *self, GError **error)
{
  g_autoptr (GString) csv = g_string_new ("time_period,geographic_level,schools_count,measure,breakdown_topic,breakdown,response,"
                                            "value\r\n");
  g_autoptr (HavenPolicy) policy = load_policy (self, error);
  g_autoptr (HavenQuery) query = NULL;

  if (policy == NULL)
    return NULL;
  make_tables (self);
  query = haven_query_new (self, "SELECT body FROM sums ORDER BY n", "");
  while (haven_query_next (query)) {
    g_autoptr (GBytes) body = haven_query_dup_bytes (query, 0);
    g_autoptr (HavenTotalSum) sum = read_sum (body);

    if (sum != NULL && !add_totals (self, csv, policy, sum, error))
      return NULL;
  }
  return g_string_free (g_steal_pointer (&csv), FALSE);
}
