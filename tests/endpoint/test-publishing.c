/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Virtual School publishes: tables as people keep them in, answers with their tags out; and the routes as the contract has them. */
#include "endpoint-fixture.h"

#include "haven-reference.h"
#include "haven-wire-document.h"
#include "haven-wire-state.h"

#include <string.h>

static void
test_catalogue (Office *office, gconstpointer data)
{
  g_autoptr (HavenWireReply) reply = office_ask (office, SCHOOL, "GET", "/catalogue", NULL, NULL);
  g_autoptr (HavenWireCatalogue) catalogue = haven_wire_catalogue_parse (reply->body, NULL);
  HavenWireCourse *course;
  HavenWireEvent *event;

  g_assert_nonnull (catalogue);
  g_assert_cmpuint (catalogue->courses->len, ==, 3);
  course = catalogue->courses->pdata[0];
  g_assert_cmpuint (course->events->len, ==, 3);
  event = course->events->pdata[0];
  g_assert_cmpstr (event->id, ==, "small");
  g_assert_cmpint (event->starts, ==, 1768987800);          /* 21 January 2026, 09:30 in winter */
  g_assert_cmpint (event->cost, ==, 4550);
  g_assert_cmpint (event->places, ==, 1);
  g_assert_cmpint (event->cancel_by, ==, haven_day_new (2026, 1, 19));
  event = course->events->pdata[2];
  g_assert_cmpint (event->starts, ==, 1782894600);          /* 1 July 2026, 09:30 in summer: an hour earlier in UTC */
  g_assert_cmpint (event->places, ==, -1);
  g_assert_cmpint (event->closes_on, ==, HAVEN_DAY_NONE);
  course = catalogue->courses->pdata[2];
  g_assert_cmpuint (course->events->len, ==, 0);            /* what is over is not told */
}

static char *
get_etag (Office *office, const char *path, const char *known, gint64 status)
{
  g_autoptr (HavenWireRequest) request = haven_wire_request_new_full ("r", "GET", path);
  g_autoptr (HavenWireReply) reply = NULL;

  request->etag = g_strdup (known);
  reply = haven_endpoint_answer (office->endpoint, SCHOOL, request);
  g_assert_cmpint (reply->status, ==, status);
  g_assert_cmpint (reply->body == NULL, ==, status == 304);
  return g_strdup (reply->etag);
}

static HavenWireState *
get_state (Office *office)
{
  g_autoptr (HavenWireReply) reply = office_ask (office, SCHOOL, "GET", "/state", NULL, NULL);
  HavenWireState *state = haven_wire_state_parse (reply->body, NULL);

  g_assert_nonnull (state);
  return state;
}

static void
test_tags (Office *office, gconstpointer data)
{
  g_autofree char *first = get_etag (office, "/catalogue", NULL, 200), *same = get_etag (office, "/catalogue", first, 304);
  g_autoptr (HavenWireState) before = get_state (office), after = NULL;
  g_autofree char *later = NULL;

  g_assert_cmpstr (first, ==, same);
  g_assert_cmpstr (before->catalogue, ==, first);
  g_assert_cmpstr (before->policy, ==, "");
  office_book (office, "a", "small");
  after = get_state (office);
  g_assert_cmpstr (after->catalogue, !=, first);            /* a place fewer */
  g_assert_cmpstr (after->bookings, !=, before->bookings);
  later = get_etag (office, "/catalogue", first, 200);
  g_assert_cmpstr (after->catalogue, ==, later);
}

static gboolean
import_catalogue (Office *office, const char *csv)
{
  g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_assert_true (haven_endpoint_begin (office->endpoint, NULL));
  n = haven_endpoint_import_catalogue (office->endpoint, bytes, &error);
  haven_endpoint_rollback (office->endpoint);
  g_assert_cmpint (n < 0, ==, error != NULL);
  return n >= 0;
}

/* A file with one bad row changes nothing */
static void
test_bad_catalogue (Office *office, gconstpointer data)
{
  static const char *const bad[] = {
    "", "course,kind,colour\n", "course,kind,title\n,course,T\n", "course,kind,title\na,lecture,T\n", "course,kind,title\na b,course,T\n",
    "course,kind,title\na,course,\n", "course,kind,title,event\na,course,T,e\n",
    "course,kind,title,event,starts,ends,place\na,course,T,e,2026-02-30 09:00,2026-02-30 10:00,P\n",
    "course,kind,title,event,starts,ends,place\na,course,T,e,2026-02-03 11:00,2026-02-03 10:00,P\n",
    "course,kind,title,event,starts,ends,place\na,course,T,e,2026-02-03,2026-02-03,P\n",
    "course,kind,title,event,starts,ends,place,places\na,course,T,e,2026-02-03 09:00,2026-02-03 10:00,P,-1\n",
    "course,kind,title,event,starts,ends,place,cost\na,course,T,e,2026-02-03 09:00,2026-02-03 10:00,P,free\n",
    "course,kind,title,event,starts,ends,place,online\na,course,T,e,2026-02-03 09:00,2026-02-03 10:00,P,maybe\n",
    "course,kind,title,event,starts,ends,place\na,course,T,e,2026-02-03 09:00,2026-02-03 10:00,P\n"
      "a,course,T,e,2026-02-04 09:00,2026-02-04 10:00,P\n",
    "course,kind,title\na,course,\"T\n", "course,kind,title\na,course,T\xff\n",
  };
  g_autofree char *before = get_etag (office, "/catalogue", NULL, 200), *after = NULL;

  for (guint i = 1; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (import_catalogue (office, bad[i]));
  after = get_etag (office, "/catalogue", NULL, 200);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (import_catalogue (office, OFFICE_CATALOGUE));
}

static gboolean
import_document (Office *office, const char *type, const char *file)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file, strlen (file));
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_endpoint_begin (office->endpoint, NULL));
  if (haven_endpoint_import_document (office->endpoint, type, bytes, &error))
    return haven_endpoint_commit (office->endpoint, NULL);
  haven_endpoint_rollback (office->endpoint);
  return FALSE;
}

static void
test_documents (Office *office, gconstpointer data)
{
  static const char *const good[][2] = {
    { "benchmarks", "time_period,area_code,group,phase,measure,value,source,published\n202425,E06000000,CINO,all,"
                    "absence_percent,17.4,DfE,2025-10-30\n" },
    { "priorities", "id,title,text,measure,target,by\np1,In school,Every day counts.,absence_percent,12.5,31/07/2026\n" },
    { "resources", "id,kind,title,text,url,phone,email\nr1,advice-line,Advice,Weekdays.,https://vs.example/a,"
                   "01234 567890,vs@vs.example\n" },
  };
  static const char *const bad[][2] = {
    { "benchmarks", "time_period,area_code,group,phase,measure,value,source,published\n202425,E,CINO,all,absence,"
                    "about 17,DfE,2025-10-30\n" },
    { "priorities", "id,title,text\n,In school,x\n" },
    { "resources", "id,kind,title,text,url\nr1,tool,T,x,http://vs.example/\n" },
    { "resources", "id,kind,title,text,url\nr1,tool,T,x,javascript:alert(1)\n" },
    { "policy", "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *path = g_strconcat ("/", good[i][0], NULL), *etag = NULL, *again = NULL;
    office_assert_status (office_ask (office, SCHOOL, "GET", path, NULL, NULL), 404, "not-published");
    g_assert_true (import_document (office, good[i][0], good[i][1]));
    etag = get_etag (office, path, NULL, 200);
    again = get_etag (office, path, etag, 304);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (import_document (office, bad[i][0], bad[i][1]));
}

static void
test_policy (Office *office, gconstpointer data)
{
  GBytes *file = haven_reference_get ("policy-default.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_auto (GStrv) halves = g_strsplit (text, "\"threshold\": 5", 2);
  g_autofree char *weak = g_strjoinv ("\"threshold\": 3", halves);
  g_autoptr (HavenWireReply) reply = NULL;
  g_autoptr (HavenWirePolicy) policy = NULL;

  g_assert_true (import_document (office, "policy", text));
  g_assert_false (import_document (office, "policy", weak));
  reply = office_ask (office, SCHOOL, "GET", "/policy", NULL, NULL);
  policy = haven_wire_policy_parse (reply->body, NULL);
  g_assert_nonnull (policy);
  g_assert_true (g_bytes_equal (policy->policy, file));
  g_assert_true (haven_wire_policy_verify (policy, haven_endpoint_get_keys (office->endpoint)->settings));
  g_assert_false (haven_wire_policy_verify (policy, haven_endpoint_get_keys (office->endpoint)->receipts));
}

static void
test_refused_routes (Office *office, gconstpointer data)
{
  static const char *const paths[] = { "/", "/nothing", "/catalogue/x", "/bookings/a/b", "/bookings/", "/bookings/a%20b",
                                       "/releases/2025-26-autumn",
                                       "/releases/2025-26-winter/1", "/releases/2025-26-autumn/0", "/releases/2025-26-autumn/x" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    office_assert_status (office_ask (office, SCHOOL, "PUT", paths[i], "{}", "k"), 404, "not-found");
  office_assert_status (office_ask (office, SCHOOL, "DELETE", "/catalogue", NULL, NULL), 405, "wrong-method");
  for (const HavenRoute *route = HAVEN_ROUTES; route->method != NULL; route++) {
    g_auto (GStrv) parts = g_strsplit (route->path, "*", -1);
    g_autofree char *path = g_strjoinv ("x", parts);
    gboolean asks = route->answer != haven_answer_health;              /* health says nothing of anybody, to anybody */
    office_assert_status (office_ask (office, NULL, route->method, path, NULL, NULL), !asks ? 200 : route->open ? 422 : 401,
                          !asks ? NULL : route->open ? "wrong-body" : "not-enrolled");
  }
}

/* "/releases/{period}/{revision}" -> "/releases/STAR/STAR", with STAR an asterisk */
static char *
star (const char *path)
{
  g_autoptr (GRegex) braces = g_regex_new ("\\{[a-z]+\\}", 0, 0, NULL);

  return g_regex_replace_literal (braces, path, -1, 0, "*", 0, NULL);
}

static gboolean
is_method (const char *line)
{
  static const char *const methods[] = { "    get:", "    put:", "    post:", "    delete:", NULL };

  return g_strv_contains (methods, line);
}

/* The routes of the program and of the contract are the same, both ways */
static void
test_contract (Office *office, gconstpointer data)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *file = NULL, *path = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (OPENAPI, &file, NULL, NULL));
  lines = g_strsplit (file, "\n", -1);
  for (guint i = 0; lines[i] != NULL && !g_str_has_prefix (lines[i], "components:"); i++) {
    if (g_str_has_prefix (lines[i], "  /")) {
      g_free (path);
      lines[i][strlen (lines[i]) - 1] = '\0';
      path = star (lines[i] + 2);
    } else if (is_method (lines[i])) {
      g_autofree char *method = g_ascii_strup (lines[i] + 4, strlen (lines[i]) - 5);
      g_hash_table_add (told, g_strdup_printf ("%s %s", method, path));
    }
  }
  for (const HavenRoute *route = HAVEN_ROUTES; route->method != NULL; route++, n++) {
    g_autofree char *name = g_strdup_printf ("%s %s", route->method, route->path);
    g_assert_true (g_hash_table_contains (told, name));
  }
  g_assert_cmpuint (n, ==, g_hash_table_size (told));
}

static void
add (const char *path, void (*func) (Office *office, gconstpointer data))
{
  g_test_add (path, Office, NULL, office_set_up, func, office_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  add ("/endpoint/publishing/catalogue", test_catalogue);
  add ("/endpoint/publishing/tags", test_tags);
  add ("/endpoint/publishing/bad-catalogue", test_bad_catalogue);
  add ("/endpoint/publishing/documents", test_documents);
  add ("/endpoint/publishing/policy", test_policy);
  add ("/endpoint/publishing/refused-routes", test_refused_routes);
  add ("/endpoint/publishing/contract", test_contract);
  return g_test_run ();
}
