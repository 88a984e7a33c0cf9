/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A school with pupils of two authorities: two Virtual Schools' systems, whose events have the same numbers, and one outbox. */
#include "exchange-fixture.h"

#include "haven-authority.h"
#include "haven-published.h"
#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-session.h"

#include <string.h>

#define URN "400001"
#define PASSPHRASE "correct horse battery staple"
#define TODAY haven_day_new (2026, 1, 5)

typedef struct {
  World own;
  World other;
  char *folder;
  HavenSession *session;
  gint64 number;                           /* of the other */
} Two;

static void
run (HavenSession *session, HavenCommand *take_command)
{
  g_autoptr (GError) error = NULL;

  haven_session_run (session, take_command, &error);
  g_assert_no_error (error);
}

static char *
join (Two *two, World *world, gboolean another)
{
  g_autofree char *code = world_add_school (world, URN), *url = g_strdup_printf ("https://localhost:%u", world->port);
  HavenJoin typed = { .url = url, .code = code, .ca_file = world->ca, .another = another };
  g_autoptr (GError) error = NULL;
  char *fingerprint = haven_session_join (two->session, &typed, &error);

  g_assert_no_error (error);
  return fingerprint;
}

static HavenSyncSummary *
sync_all (Two *two)
{
  g_autoptr (GError) error = NULL;
  HavenSyncSummary *summary = haven_session_sync (two->session, &error);

  g_assert_no_error (error);
  return summary;
}

static void
set_up_bare (Two *two, gconstpointer unused)
{
  HavenUser user = { (char *) "Dee Safe", HAVEN_ROLE_DSL };
  g_autoptr (GError) error = NULL;

  world_set_up (&two->own, NULL);
  world_set_up (&two->other, NULL);
  two->folder = g_build_filename (two->own.folder, "school.haven", NULL);
  two->session = haven_session_new (two->folder, haven_clock_fixed (TODAY));
  g_assert_true (haven_session_create (two->session, &user, PASSPHRASE, HAVEN_STRETCH_TEST, &error));
}

static void
set_up (Two *two, gconstpointer unused)
{
  set_up_bare (two, NULL);
  run (two->session, haven_command_set ("urn", URN));
  run (two->session, haven_command_set ("exchange.proxy", ""));
}

static void
set_up_joined (Two *two, gconstpointer unused)
{
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (GArray) list = NULL;

  set_up (two, NULL);
  first = join (two, &two->own, FALSE);
  second = join (two, &two->other, TRUE);
  g_assert_cmpstr (first, !=, second);
  list = haven_authority_list (haven_session_get_school (two->session));
  g_assert_cmpuint (list->len, ==, 2);
  two->number = g_array_index (list, gint64, 1);
}

static void
tear_down (Two *two, gconstpointer unused)
{
  g_clear_object (&two->session);
  g_free (two->folder);
  world_tear_down (&two->own, NULL);
  world_tear_down (&two->other, NULL);
}

static const HavenBooking *
get_booking (Two *two, gint64 id)
{
  return haven_school_get_record (haven_session_get_school (two->session), HAVEN_TABLE_BOOKINGS, id);
}

static gint64
book (Two *two, gint64 authority, const char *event)
{
  HavenBooking *booking = haven_booking_new ();
  g_autoptr (GError) error = NULL;
  gint64 id;

  booking->event = g_strdup (event);
  booking->name = g_strdup ("Jo Invented");
  booking->email = g_strdup ("jo@school.example");
  booking->role = g_strdup ("DT");
  booking->authority = authority;
  booking->state = HAVEN_BOOKING_ASKED;
  id = haven_session_run (two->session, haven_command_book_as (booking), &error);
  g_assert_no_error (error);
  return id;
}

static guint
count_there (World *world)
{
  g_autoptr (JsonNode) node = world_bookings (world);

  return json_array_get_length (json_object_get_array_member (json_node_get_object (node), "bookings"));
}

/* The same event number at both: each hears of its own booking only, and answers for it. */
static void
test_each_its_own (Two *two, gconstpointer data)
{
  g_autoptr (HavenSyncSummary) first = sync_all (two), second = NULL;
  gint64 here, there;

  g_assert_cmpuint (haven_school_get_table (haven_session_get_school (two->session), HAVEN_TABLE_EVENTS)->len, ==, 4);
  here = book (two, HAVEN_AUTHORITY_OWN, "open");
  there = book (two, two->number, "one");
  book (two, two->number, "open");
  second = sync_all (two);
  g_assert_cmpuint (second->sent, ==, 3);
  g_assert_cmpint (get_booking (two, here)->state, ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_cmpint (get_booking (two, there)->state, ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_cmpint (get_booking (two, there)->authority, ==, two->number);
  g_assert_cmpuint (count_there (&two->own), ==, 1);
  g_assert_cmpuint (count_there (&two->other), ==, 2);
}

/* One cannot be reached: the other's exchange is whole, and the sentence says with whom it failed. */
static void
test_one_is_away (Two *two, gconstpointer data)
{
  g_autoptr (HavenSyncSummary) first = sync_all (two), second = NULL, third = NULL;
  gint64 here = book (two, HAVEN_AUTHORITY_OWN, "open"), there = book (two, two->number, "open");
  guint16 port = two->own.port;

  world_kill_server (&two->own);
  second = sync_all (two);
  g_assert_true (second->offline);
  g_assert_cmpuint (second->sent, ==, 1);
  g_assert_cmpuint (second->waiting, ==, 1);
  g_assert_cmpint (get_booking (two, here)->state, ==, HAVEN_BOOKING_ASKED);
  g_assert_cmpint (get_booking (two, there)->state, ==, HAVEN_BOOKING_CONFIRMED);
  world_start_server (&two->own, "good");
  if (two->own.port == port) {
    third = sync_all (two);
    g_assert_cmpint (get_booking (two, here)->state, ==, HAVEN_BOOKING_CONFIRMED);
  }
}

/* Preferences say since when, and when the last exchange was: of each by itself, and of nobody who was left. */
static void
test_since (Two *two, gconstpointer data)
{
  g_autofree char *said = join (two, &two->own, FALSE);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, haven_session_get_clock (two->session).now);
  HavenSchool *school = haven_session_get_school (two->session);
  g_autoptr (HavenSyncSummary) summary = NULL;

  g_assert_cmpstr (haven_authority_get (school, HAVEN_AUTHORITY_OWN, "exchange.since", NULL), ==, now);
  g_assert_null (haven_authority_get (school, HAVEN_AUTHORITY_OWN, "exchange.last", NULL));
  summary = sync_all (two);
  g_assert_true (haven_session_leave (two->session, two->number, FALSE, NULL));
  school = haven_session_get_school (two->session);
  g_assert_cmpstr (haven_authority_get (school, HAVEN_AUTHORITY_OWN, "exchange.last", NULL), ==, now);
  g_assert_null (haven_authority_get (school, two->number, "exchange.since", NULL));
  g_assert_null (haven_authority_get (school, two->number, "exchange.last", NULL));
}

/* What is left takes its catalogue, its keys and nothing else; the other stays. */
static void
test_leave_one (Two *two, gconstpointer data)
{
  g_autoptr (HavenSyncSummary) first = sync_all (two), second = NULL;
  gint64 here = book (two, HAVEN_AUTHORITY_OWN, "open"), there = book (two, two->number, "open");
  HavenSchool *school;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  second = sync_all (two);
  g_assert_true (haven_session_leave (two->session, two->number, FALSE, &error));
  school = haven_session_get_school (two->session);
  g_assert_false (haven_authority_is_joined (school, two->number));
  g_assert_true (haven_authority_is_joined (school, HAVEN_AUTHORITY_OWN));
  g_assert_null (haven_authority_get (school, two->number, "document.resources", NULL));
  g_assert_cmpuint (haven_school_get_table (school, HAVEN_TABLE_EVENTS)->len, ==, 2);
  g_assert_cmpint (get_booking (two, here)->authority, ==, HAVEN_AUTHORITY_OWN);
  g_assert_cmpint (get_booking (two, there)->authority, ==, HAVEN_AUTHORITY_LEFT);
  id = g_strdup (get_booking (two, there)->booking);
  g_assert_cmpint (haven_session_run (two->session, haven_command_cancel_booking (id), &error), <, 0);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

/* The fingerprint can be read out again at any time, and is the one that joining said. */
static void
test_fingerprint (Two *two, gconstpointer data)
{
  g_autofree char *said = NULL, *again = NULL;

  said = join (two, &two->own, FALSE);
  again = haven_session_dup_fingerprint (two->session, HAVEN_AUTHORITY_OWN);
  g_assert_cmpstr (said, ==, again);
  g_assert_null (haven_session_dup_fingerprint (two->session, 7));
}

/* The file is for one of them, and only that one can open it. */
static void
test_by_file (Two *two, gconstpointer data)
{
  g_autoptr (HavenSyncSummary) first = sync_all (two), loaded = NULL;
  gint64 there = book (two, two->number, "open");
  g_autofree char *path = world_path (&two->other, "to.json"), *back = world_path (&two->other, "back.json"), *output = NULL, *text = NULL;
  g_autoptr (GBytes) saved = NULL, answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  saved = haven_session_save_outbox (two->session, two->number, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (saved, NULL), (gssize) g_bytes_get_size (saved), NULL));
  output = world_run (&two->other, "answer", path, "--output", back, NULL);
  g_assert_true (g_file_get_contents (back, &text, &size, NULL));
  answer = g_bytes_new_take (g_steal_pointer (&text), size);
  loaded = haven_session_load_reply (two->session, answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->sent, ==, 1);
  g_assert_cmpint (get_booking (two, there)->state, ==, HAVEN_BOOKING_CONFIRMED);
}

/* What was booked with one Virtual School is not asked for at the next: it knows nothing of it. */
static void
test_new_system (Two *two, gconstpointer data)
{
  g_autofree char *first = join (two, &two->own, FALSE), *second = NULL;
  g_autoptr (HavenSyncSummary) begun = sync_all (two), booked = NULL, after = NULL;
  gint64 id = book (two, HAVEN_AUTHORITY_OWN, "open");

  booked = sync_all (two);
  g_assert_cmpint (get_booking (two, id)->state, ==, HAVEN_BOOKING_CONFIRMED);
  second = join (two, &two->other, FALSE);
  after = sync_all (two);
  g_assert_cmpuint (after->waiting, ==, 0);
  g_assert_cmpint (get_booking (two, id)->state, ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_cmpint (get_booking (two, id)->authority, ==, HAVEN_AUTHORITY_LEFT);
  g_assert_cmpuint (count_there (&two->other), ==, 0);
}

/* Left and joined again, the Virtual School names what it holds: that is ours again. */
static void
test_back_again (Two *two, gconstpointer data)
{
  g_autofree char *first = join (two, &two->own, FALSE), *again = NULL;
  g_autoptr (HavenSyncSummary) begun = sync_all (two), booked = NULL, after = NULL;
  gint64 id = book (two, HAVEN_AUTHORITY_OWN, "open");

  booked = sync_all (two);
  g_assert_true (haven_session_leave (two->session, HAVEN_AUTHORITY_OWN, FALSE, NULL));
  again = join (two, &two->own, FALSE);
  after = sync_all (two);
  g_assert_cmpint (get_booking (two, id)->authority, ==, HAVEN_AUTHORITY_OWN);
  g_assert_cmpint (get_booking (two, id)->state, ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_cmpuint (count_there (&two->own), ==, 1);
}

/* The demo's bookings were made with a Virtual School that was invented with them. */
static void
test_demo (Two *two, gconstpointer data)
{
  g_autoptr (HavenSyncSummary) summary = NULL;
  g_autofree char *fingerprint = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_session_fill_demo (two->session, HAVEN_DEMO_SMALL, 1, &error));
  run (two->session, haven_command_set ("urn", URN));
  run (two->session, haven_command_set ("exchange.proxy", ""));
  fingerprint = join (two, &two->own, FALSE);
  summary = sync_all (two);
  g_assert_cmpuint (summary->waiting, ==, 0);
  g_assert_cmpuint (summary->sent, ==, 0);
  haven_sync_summary_free (g_steal_pointer (&summary));
  summary = sync_all (two);
  g_assert_cmpuint (summary->waiting, ==, 0);
}

/* ---- what is published ---- */

static void
test_signposts (Two *two, gconstpointer data)
{
  g_autoptr (GPtrArray) before = haven_published_list_signposts (haven_session_get_school (two->session), NULL), found = NULL, after = NULL;
  g_autofree char *path = world_path (&two->own, "resources.csv"), *output = NULL, *fingerprint = NULL;
  g_autoptr (HavenSyncSummary) summary = NULL;

  g_assert_cmpuint (before->len, >=, 10);                 /* England's, before anything was joined */
  for (guint i = 0; i < before->len; i++) {
    const HavenSignpost *signpost = g_ptr_array_index (before, i);
    g_assert_cmpint (signpost->authority, ==, HAVEN_PUBLISHED_BY_HAVEN);
    g_assert_true (signpost->dated != HAVEN_DAY_NONE && signpost->source != NULL);
    g_assert_true (g_str_has_prefix (signpost->url, "https://"));
  }
  found = haven_published_list_signposts (haven_session_get_school (two->session), "whistle");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (g_file_set_contents (path, "id,kind,title,text,url,phone,email,dated\n"
                                            "r1,advice-line,Ask us,Ring us.,,01234 567890,,2026-01-02\n", -1, NULL));
  output = world_run (&two->own, "resources", "import", path, NULL);
  fingerprint = join (two, &two->own, FALSE);
  summary = sync_all (two);
  after = haven_published_list_signposts (haven_session_get_school (two->session), NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  g_assert_cmpstr (((HavenSignpost *) g_ptr_array_index (after, 0))->title, ==, "Ask us");     /* the authority's first */
}

/* What a technician laid down holds until the school chooses: its own authority for the certificate, and no proxy */
static void
test_laid_down (Two *two, gconstpointer unused)
{
  HavenDefaults nothing = { NULL }, laid_down = { .ca_file = two->own.ca, .proxy = (char *) "http://127.0.0.1:1" };
  g_autofree char *code = world_add_school (&two->own, URN), *url = g_strdup_printf ("https://localhost:%u", two->own.port);
  HavenJoin typed = { .url = url, .code = code };
  g_autofree char *fingerprint = NULL;
  g_autoptr (GError) error = NULL;

  haven_session_set_defaults (two->session, &nothing);
  g_assert_null (haven_session_join (two->session, &typed, &error));           /* nobody vouches for it */
  g_clear_error (&error);

  haven_session_set_defaults (two->session, &laid_down);
  run (two->session, haven_command_set ("exchange.proxy", NULL));
  g_assert_null (haven_session_join (two->session, &typed, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_OFFLINE);                    /* the proxy that was laid down is not there */
  g_clear_error (&error);

  run (two->session, haven_command_set ("exchange.proxy", ""));
  fingerprint = haven_session_join (two->session, &typed, &error);
  g_assert_no_error (error);
  g_assert_null (haven_school_get_setting (haven_session_get_school (two->session), "exchange.ca", NULL));    /* not the school's choice */
  haven_sync_summary_free (sync_all (two));
}

static void
add (const char *path, gboolean joined, void (*func) (Two *two, gconstpointer data))
{
  g_test_add (path, Two, NULL, joined ? set_up_joined : set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  add ("/session/authorities/practice_05/each-its-own", TRUE, test_each_its_own);
  add ("/session/authorities/one-is-away", TRUE, test_one_is_away);
  add ("/session/authorities/since", TRUE, test_since);
  add ("/session/authorities/leave-one", TRUE, test_leave_one);
  add ("/session/authorities/practice_38/by-file", TRUE, test_by_file);
  add ("/session/authorities/fingerprint", FALSE, test_fingerprint);
  add ("/session/authorities/new-system-is-asked-for-nothing-old", FALSE, test_new_system);
  add ("/session/authorities/back-again", FALSE, test_back_again);
  g_test_add ("/session/authorities/demo-meets-a-real-system", Two, NULL, set_up_bare, test_demo, tear_down);
  add ("/session/authorities/signposts", FALSE, test_signposts);
  add ("/session/authorities/laid-down-for-this-computer", FALSE, test_laid_down);
  return g_test_run ();
}
