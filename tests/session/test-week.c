/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three schools and one Virtual School's server over real TLS: a week of booking, cancelling and sending, often without a network, with
 * the wire cut in the middle; and a program that is killed while it sends. A model of its own, which knows no HTTP, no store and no
 * outbox, agrees on every booking, every place and every return. */
#include "exchange-fixture.h"
#include "exchange-release.h"

#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-authority.h"
#include "haven-session.h"
#include "haven-test-long.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define PASSPHRASE "correct horse battery staple"
#define N_SCHOOLS 3
#define TODAY haven_day_new (2026, 1, 5)

/* ---- the model: what a fair clerk with a pencil would do ---- */

typedef enum { MODEL_CONFIRMED, MODEL_WAITING, MODEL_NOT_OFFERED, MODEL_CANCELLED } ModelState;

typedef struct {
  char *id;
  guint school;
  guint event;
  ModelState state;
  gboolean held;                           /* the server took it in, and lists it for good */
} ModelBooking;

typedef struct {
  gboolean cancel;
  ModelBooking *booking;
} ModelMessage;

static const struct {
  const char *id;
  guint places;                            /* G_MAXUINT: no limit */
  gboolean waiting_list;
} events[] = { { "e0", 1, TRUE }, { "e1", 2, TRUE }, { "e2", 1, FALSE }, { "e3", 3, FALSE }, { "e4", G_MAXUINT, FALSE }, { "e5", 2,
                                                                                                                          TRUE } };

typedef struct {
  GPtrArray *bookings;                     /* ModelBooking, in the order in which they arrived: who waits longest stands first */
  GPtrArray *all;                          /* owned */
  GQueue posts[N_SCHOOLS];                 /* ModelMessage on its way */
} Model;

static guint
count_taken (Model *model, guint event)
{
  guint n = 0;

  for (guint i = 0; i < model->bookings->len; i++) {
    ModelBooking *booking = model->bookings->pdata[i];
    n += booking->event == event && booking->state == MODEL_CONFIRMED;
  }
  return n;
}

static void
promote (Model *model, guint event)
{
  for (guint i = 0; i < model->bookings->len && count_taken (model, event) < events[event].places; i++) {
    ModelBooking *booking = model->bookings->pdata[i];
    if (booking->event == event && booking->state == MODEL_WAITING)
      booking->state = MODEL_CONFIRMED;
  }
}

static void
arrive (Model *model, ModelMessage *message)
{
  ModelBooking *booking = message->booking;

  if (message->cancel) {                   /* also of what was not offered in the same exchange: the person had cancelled already */
    booking->state = MODEL_CANCELLED;
    promote (model, booking->event);
  } else if (!message->cancel) {
    gboolean free_place = count_taken (model, booking->event) < events[booking->event].places;
    booking->state = free_place ? MODEL_CONFIRMED : events[booking->event].waiting_list ? MODEL_WAITING : MODEL_NOT_OFFERED;
    booking->held = booking->state != MODEL_NOT_OFFERED;
    g_ptr_array_add (model->bookings, booking);
  }
}

static void
deliver (Model *model, guint school)
{
  ModelMessage *message;

  while ((message = g_queue_pop_head (&model->posts[school])) != NULL) {
    arrive (model, message);
    g_free (message);
  }
}

static void
post (Model *model, ModelBooking *booking, gboolean cancel)
{
  ModelMessage *message = g_new0 (ModelMessage, 1);

  message->cancel = cancel;
  message->booking = booking;
  g_queue_push_tail (&model->posts[booking->school], message);
}

static void
withdraw (Model *model, ModelBooking *booking)
{
  GQueue *queue = &model->posts[booking->school];

  for (GList *link = queue->head; link != NULL; link = link->next) {
    ModelMessage *message = link->data;
    if (message->booking == booking) {
      g_free (message);
      g_queue_delete_link (queue, link);
      break;
    }
  }
  booking->state = MODEL_CANCELLED;
}

static void
free_booking (gpointer data)
{
  g_free (((ModelBooking *) data)->id);
  g_free (data);
}

/* ---- the schools, as they are ---- */

typedef struct {
  World world;
  HavenSession *schools[N_SCHOOLS];
  GPtrArray *releases[N_SCHOOLS];          /* HavenRelease that were queued */
  char *folders[N_SCHOOLS];
  Model model;
} Week;

static const char catalogue[] =
  "course,kind,title,topic,audience,summary,event,starts,ends,place,online,places,waiting_list\n"
  "c0,course,Attachment,attachment,All staff,One.,e0,2026-03-01 09:30,2026-03-01 15:30,Centre,no,1,yes\n"
  "c0,course,Attachment,attachment,All staff,One.,e1,2026-03-02 09:30,2026-03-02 15:30,Centre,no,2,yes\n"
  "c1,course,Trauma,trauma,All staff,Two.,e2,2026-03-03 09:30,2026-03-03 15:30,Centre,no,1,no\n"
  "c1,course,Trauma,trauma,All staff,Two.,e3,2026-03-04 09:30,2026-03-04 15:30,Centre,no,3,no\n"
  "c2,network,Network,pep,DTs,Three.,e4,2026-03-05 09:30,2026-03-05 15:30,Online,yes,,no\n"
  "c2,network,Network,pep,DTs,Three.,e5,2026-03-06 09:30,2026-03-06 15:30,Online,yes,2,yes\n";

static char *
dup_urn (guint school)
{
  return g_strdup_printf ("%06u", 400001 + school);
}

static void
run (HavenSession *session, HavenCommand *take_command)
{
  g_autoptr (GError) error = NULL;

  haven_session_run (session, take_command, &error);
  g_assert_no_error (error);
}

static void
enrol (Week *week, HavenSession *session, const char *url, const char *code, GError **error)
{
  HavenJoin join = { .url = url, .code = code, .ca_file = week->world.ca };
  g_autofree char *fingerprint = haven_session_join (session, &join, error);
}

static HavenSession *
open_school (Week *week, guint school)
{
  HavenUser user = { (char *) "Dee Safe", HAVEN_ROLE_DSL };
  g_autofree char *urn = dup_urn (school), *code = world_add_school (&week->world, urn);
  g_autofree char *url = g_strdup_printf ("https://localhost:%u", proxy_get_port (week->world.proxy));
  HavenSession *session;
  g_autoptr (GError) error = NULL;

  week->folders[school] = g_strdup_printf ("%s/school-%u.haven", week->world.folder, school);
  session = haven_session_new (week->folders[school], haven_clock_fixed (TODAY));
  g_assert_true (haven_session_create (session, &user, PASSPHRASE, HAVEN_STRETCH_TEST, &error));
  run (session, haven_command_set ("urn", urn));
  run (session, haven_command_set ("exchange.proxy", ""));
  enrol (week, session, url, code, &error);
  g_assert_no_error (error);
  return session;
}

static gboolean
sync_school (HavenSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSyncSummary) summary = haven_session_sync (session, &error);

  g_assert_no_error (error);
  return !summary->offline;
}

static void
set_up (Week *week, gconstpointer unused)
{
  g_autofree char *path = NULL, *imported = NULL;

  world_set_up (&week->world, NULL);
  path = world_path (&week->world, "week.csv");
  g_assert_true (g_file_set_contents (path, catalogue, -1, NULL));
  imported = world_run (&week->world, "catalogue", "import", path, NULL);
  week->model.bookings = g_ptr_array_new ();
  week->model.all = g_ptr_array_new_with_free_func (free_booking);
  for (guint i = 0; i < N_SCHOOLS; i++) {
    g_queue_init (&week->model.posts[i]);
    week->releases[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_release_unref);
    week->schools[i] = open_school (week, i);
    g_assert_true (sync_school (week->schools[i]));
  }
}

static void
tear_down (Week *week, gconstpointer unused)
{
  for (guint i = 0; i < N_SCHOOLS; i++) {
    g_queue_clear_full (&week->model.posts[i], g_free);
    g_ptr_array_unref (week->releases[i]);
    g_clear_object (&week->schools[i]);
    g_free (week->folders[i]);
  }
  g_ptr_array_unref (week->model.bookings);
  g_ptr_array_unref (week->model.all);
  world_tear_down (&week->world, NULL);
}

static const HavenBooking *
find_booking (HavenSession *session, const char *id)
{
  GPtrArray *bookings = haven_school_get_table (haven_session_get_school (session), HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *booking = bookings->pdata[i];
    if (strcmp (booking->booking, id) == 0)
      return booking;
  }
  return NULL;
}

static ModelBooking *
book (Week *week, guint school, guint event)
{
  ModelBooking *booking = g_new0 (ModelBooking, 1);
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_run (week->schools[school], haven_command_book (events[event].id, "Jo Invented", "jo@school.example", "DT"),
                                 &error);
  const HavenBooking *record;

  g_assert_no_error (error);
  record = haven_school_get_record (haven_session_get_school (week->schools[school]), HAVEN_TABLE_BOOKINGS, id);
  g_assert_cmpint (record->state, ==, HAVEN_BOOKING_ASKED);           /* asked for is not confirmed */
  booking->id = g_strdup (record->booking);
  booking->school = school;
  booking->event = event;
  g_ptr_array_add (week->model.all, booking);
  post (&week->model, booking, FALSE);
  return booking;
}

static void
cancel (Week *week, ModelBooking *booking)
{
  HavenSession *session = week->schools[booking->school];
  const HavenBooking *record = find_booking (session, booking->id);

  if (record->state > HAVEN_BOOKING_WAITING_LIST)
    return;
  run (session, haven_command_cancel_booking (booking->id));
  record = find_booking (session, booking->id);
  if (record->state == HAVEN_BOOKING_CANCELLED)
    withdraw (&week->model, booking);
  else
    post (&week->model, booking, TRUE);
}

static void
queue_release (Week *week, guint school)
{
  static const char *const periods[] = { "2024/25-autumn", "2024/25-spring", "2024/25-summer" };
  g_autofree char *urn = dup_urn (school);
  guint n = week->releases[school]->len;
  HavenRelease *release;

  if (n == G_N_ELEMENTS (periods))
    return;
  release = make_release (urn, periods[n], 20 + n);
  g_ptr_array_add (week->releases[school], release);
  haven_session_note_looked (week->schools[school], release);
  run (week->schools[school], haven_command_queue_release (release, "Head Teacher"));
}

/* ---- do they agree? ---- */

static ModelState
state_of (const HavenBooking *record)
{
  switch (record->state) {
  case HAVEN_BOOKING_CONFIRMED:
    return MODEL_CONFIRMED;
  case HAVEN_BOOKING_WAITING_LIST:
    return MODEL_WAITING;
  case HAVEN_BOOKING_NOT_OFFERED:
    return MODEL_NOT_OFFERED;
  case HAVEN_BOOKING_CANCELLED:
    return MODEL_CANCELLED;
  default:
    g_test_message ("a booking is %s", haven_booking_state_code (record->state));
    g_assert_not_reached ();
  }
}

static void
assert_school_agrees (Week *week, guint school)
{
  HavenSession *session = week->schools[school];
  guint n = 0;

  for (guint i = 0; i < week->model.all->len; i++) {
    ModelBooking *booking = week->model.all->pdata[i];
    if (booking->school != school)
      continue;
    g_assert_cmpint (state_of (find_booking (session, booking->id)), ==, booking->state);
    n++;
  }
  g_assert_cmpuint (haven_school_get_table (haven_session_get_school (session), HAVEN_TABLE_BOOKINGS)->len, ==, n);
}

static void
assert_returns_agree (Week *week, guint school)
{
  GPtrArray *ledger = haven_school_get_table (haven_session_get_school (week->schools[school]), HAVEN_TABLE_RELEASES);

  g_assert_cmpuint (ledger->len, ==, week->releases[school]->len);
  for (guint i = 0; i < ledger->len; i++) {
    const HavenLedgerEntry *entry = ledger->pdata[i];
    g_assert_nonnull (entry->receipt);
    g_assert_cmpstr (entry->digest, ==, haven_release_get_digest (week->releases[school]->pdata[i]));
  }
}

static ModelBooking *
find_in_model (Model *model, const char *id)
{
  for (guint i = 0; i < model->all->len; i++)
    if (strcmp (((ModelBooking *) model->all->pdata[i])->id, id) == 0)
      return model->all->pdata[i];
  return NULL;
}

/* The server knows what arrived and nothing else, each once */
static void
assert_server_agrees (Week *week)
{
  static const char *const codes[] = { "confirmed", "waiting-list", "not-offered", "cancelled" };
  g_autoptr (JsonNode) node = world_bookings (&week->world);
  JsonArray *bookings = json_object_get_array_member (json_node_get_object (node), "bookings");
  guint expected = 0;

  for (guint i = 0; i < json_array_get_length (bookings); i++) {
    JsonObject *each = json_array_get_object_element (bookings, i);
    ModelBooking *booking = find_in_model (&week->model, json_object_get_string_member (each, "booking"));
    g_assert_nonnull (booking);
    g_assert_cmpstr (json_object_get_string_member (each, "state"), ==, codes[booking->state]);
  }
  for (guint i = 0; i < week->model.all->len; i++) {
    ModelBooking *booking = week->model.all->pdata[i];
    expected += booking->held;
  }
  g_assert_cmpuint (json_array_get_length (bookings), ==, expected);
  for (guint event = 0; event < G_N_ELEMENTS (events); event++)
    g_assert_cmpuint (count_taken (&week->model, event), <=, events[event].places);
}

/* ---- a week ---- */

static void
sync_somehow (Week *week, guint school)
{
  gint weather = g_test_rand_int_range (0, 10);

  if (weather < 3) {                       /* no network: nothing arrives */
    proxy_plan (week->world.proxy, PROXY_CUT, FALSE, 0, NULL, NULL);
    g_assert_false (sync_school (week->schools[school]));
    proxy_plan (week->world.proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
    return;
  }
  if (weather < 7) {                       /* the lid is closed half way: whatever arrived, the whole is sent again before anybody else speaks */
    proxy_plan (week->world.proxy, PROXY_CUT, g_test_rand_int_range (0, 2), g_test_rand_int_range (0, 9000), NULL, NULL);
    sync_school (week->schools[school]);
    proxy_plan (week->world.proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
  }
  g_assert_true (sync_school (week->schools[school]));
  deliver (&week->model, school);
  g_assert_true (sync_school (week->schools[school]));
  assert_school_agrees (week, school);
  assert_returns_agree (week, school);
}

static void
do_something (Week *week)
{
  guint school = g_test_rand_int_range (0, N_SCHOOLS);
  gint what = g_test_rand_int_range (0, 20);

  if (what < 9)
    book (week, school, g_test_rand_int_range (0, G_N_ELEMENTS (events)));
  else if (what < 14 && week->model.all->len > 0)
    cancel (week, week->model.all->pdata[g_test_rand_int_range (0, week->model.all->len)]);
  else if (what == 14)
    queue_release (week, school);
  else
    sync_somehow (week, school);
}

static void
test_week (Week *week, gconstpointer data)
{
  guint deeds = haven_test_rounds ("deeds of a week", 140, 3000);

  for (guint i = 0; i < deeds; i++)
    do_something (week);
  for (guint i = 0; i < N_SCHOOLS; i++) {
    g_assert_true (sync_school (week->schools[i]));
    deliver (&week->model, i);
  }
  for (guint i = 0; i < N_SCHOOLS; i++) {
    g_assert_true (sync_school (week->schools[i]));
    assert_school_agrees (week, i);
    assert_returns_agree (week, i);
  }
  assert_server_agrees (week);
  g_test_message ("%u deeds, %u bookings, %u arrived", deeds, week->model.all->len, week->model.bookings->len);
}

/* ---- backups: yesterday's of the server, last week's of a school ---- */

static void
put_back_server (Week *week, const char *backup)
{
  g_autofree char *data = world_path (&week->world, "data"), *db = g_build_filename (data, "virtual-school.db", NULL);
  g_autofree char *wal = g_strconcat (db, "-wal", NULL), *shm = g_strconcat (db, "-shm", NULL), *contents = NULL;
  gsize size;

  world_kill_server (&week->world);
  g_assert_true (g_file_get_contents (backup, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (db, contents, size, NULL));
  g_unlink (wal);
  g_unlink (shm);
  world_start_server (&week->world, "good");
}

/* What it knew after the copy is asked for and sent again, under the same ids, and the receipts are there again. */
static void
test_server_restored (Week *week, gconstpointer data)
{
  g_autofree char *backup = world_path (&week->world, "yesterday.db"), *saved = NULL;
  ModelBooking *before = book (week, 0, 4), *after;

  g_assert_true (sync_school (week->schools[0]));
  saved = world_run (&week->world, "backup", backup, NULL);
  after = book (week, 0, 4);
  queue_release (week, 0);
  g_assert_true (sync_school (week->schools[0]));
  g_assert_cmpint (find_booking (week->schools[0], after->id)->state, ==, HAVEN_BOOKING_CONFIRMED);
  assert_returns_agree (week, 0);
  put_back_server (week, backup);
  book (week, 1, 4);
  g_assert_true (sync_school (week->schools[1]));          /* somebody else's changes take the numbers that were lost */
  book (week, 1, 4);
  g_assert_true (sync_school (week->schools[1]));
  g_assert_true (sync_school (week->schools[0]));
  g_assert_cmpint (find_booking (week->schools[0], after->id)->state, ==, HAVEN_BOOKING_ASKED);
  g_assert_nonnull (strstr (find_booking (week->schools[0], after->id)->news, "lost"));
  g_assert_true (sync_school (week->schools[0]));
  deliver (&week->model, 0);
  deliver (&week->model, 1);
  g_assert_cmpint (find_booking (week->schools[0], before->id)->state, ==, HAVEN_BOOKING_CONFIRMED);
  assert_school_agrees (week, 0);
  assert_returns_agree (week, 0);
  assert_server_agrees (week);
}

static HavenSession *
open_copy (const char *folder)
{
  HavenSession *session = haven_session_new (folder, haven_clock_fixed (TODAY));
  g_autoptr (GError) error = NULL;

  haven_session_unlock (session, NULL, PASSPHRASE, &error);
  g_assert_no_error (error);
  return session;
}

/* What the school did since the backup comes back from the Virtual School: its bookings, and its returns with their receipts. */
static void
test_client_restored (Week *week, gconstpointer data)
{
  g_autofree char *backup = world_path (&week->world, "last-week.havenbackup"), *folder = world_path (&week->world, "restored.haven");
  g_autoptr (GError) error = NULL;

  book (week, 0, 4);
  g_assert_true (sync_school (week->schools[0]));
  haven_session_confirm (week->schools[0], PASSPHRASE, NULL);
  g_assert_true (haven_session_backup (week->schools[0], backup, &error));
  book (week, 0, 4);
  cancel (week, week->model.all->pdata[0]);
  queue_release (week, 0);
  g_assert_true (sync_school (week->schools[0]));
  deliver (&week->model, 0);
  g_assert_true (haven_restore (backup, NULL, folder, &error));
  g_clear_object (&week->schools[0]);
  week->schools[0] = open_copy (folder);
  g_assert_true (sync_school (week->schools[0]));
  assert_school_agrees (week, 0);
  assert_returns_agree (week, 0);
  assert_server_agrees (week);
}

/* Two computers of one school, each with a code of its own: each learns what the other asked for and sent; two returns under one number are a
 * conflict that is said, and what stands in a ledger stays. */
static void
test_two_clients (Week *week, gconstpointer data)
{
  g_autofree char *urn = dup_urn (0);
  g_autoptr (HavenRelease) other = make_release (urn, "2024/25-autumn", 33);
  HavenSession *first = week->schools[0], *second = week->schools[1];
  g_autofree char *code = world_add_school (&week->world, urn);
  g_autofree char *url = g_strdup_printf ("https://localhost:%u", proxy_get_port (week->world.proxy));
  ModelBooking *booking;
  GPtrArray *ledger, *items;
  g_autoptr (GError) error = NULL;

  run (second, haven_command_set ("urn", urn));
  enrol (week, second, url, code, &error);
  g_assert_no_error (error);
  booking = book (week, 0, 4);
  queue_release (week, 0);
  g_assert_true (sync_school (first));
  haven_session_note_looked (second, other);
  run (second, haven_command_queue_release (other, "Head Teacher"));
  g_assert_true (sync_school (second));
  g_assert_cmpint (find_booking (second, booking->id)->state, ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_cmpstr (find_booking (second, booking->id)->name, ==, "Jo Invented");
  ledger = haven_school_get_table (haven_session_get_school (second), HAVEN_TABLE_RELEASES);
  g_assert_cmpuint (ledger->len, ==, 1);
  g_assert_null (((HavenLedgerEntry *) ledger->pdata[0])->receipt);        /* never with a receipt for something else */
  items = haven_school_get_table (haven_session_get_school (second), HAVEN_TABLE_OUTBOX);
  g_assert_cmpint (((HavenOutboxItem *) items->pdata[items->len - 1])->state, ==, HAVEN_OUTBOX_REFUSED);
  g_assert_nonnull (strstr (((HavenOutboxItem *) items->pdata[items->len - 1])->last_error, "Another return"));
  queue_release (week, 0);
  g_assert_true (sync_school (first));
  g_assert_true (sync_school (second));
  ledger = haven_school_get_table (haven_session_get_school (second), HAVEN_TABLE_RELEASES);
  g_assert_cmpuint (ledger->len, ==, 2);
  g_assert_cmpstr (((HavenLedgerEntry *) ledger->pdata[1])->digest, ==, haven_release_get_digest (week->releases[0]->pdata[1]));
  run (second, haven_command_cancel_booking (booking->id));
  g_assert_true (sync_school (second));
  g_assert_true (sync_school (first));
  g_assert_cmpint (find_booking (first, booking->id)->state, ==, HAVEN_BOOKING_CANCELLED);
}

/* Revoked, the school is told; a new code, and what waited is sent */
static void
test_enrol_again (Week *week, gconstpointer data)
{
  g_autofree char *urn = dup_urn (0), *revoked = NULL, *code = NULL;
  g_autofree char *url = g_strdup_printf ("https://localhost:%u", proxy_get_port (week->world.proxy));
  ModelBooking *booking = book (week, 0, 4);
  g_autoptr (HavenSyncSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  revoked = world_run (&week->world, "school", "revoke", "--urn", urn, NULL);
  summary = haven_session_sync (week->schools[0], &error);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (find_booking (week->schools[0], booking->id)->state, ==, HAVEN_BOOKING_ASKED);
  code = world_add_school (&week->world, urn);
  enrol (week, week->schools[0], url, code, &error);
  g_assert_no_error (error);
  g_assert_true (sync_school (week->schools[0]));
  deliver (&week->model, 0);
  assert_school_agrees (week, 0);
  assert_server_agrees (week);
}

/* Leaving throws nothing away unasked. */
static void
test_leave (Week *week, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  book (week, 0, 4);
  g_assert_false (haven_session_leave (week->schools[0], HAVEN_AUTHORITY_OWN, FALSE, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (haven_session_is_enrolled (week->schools[0]));
  g_assert_true (haven_session_leave (week->schools[0], HAVEN_AUTHORITY_OWN, TRUE, &error));
  g_assert_false (haven_session_is_enrolled (week->schools[0]));
}

/* ---- the program is killed while it sends ---- */

typedef struct {
  Week *week;
  GSubprocess *sync;
} Killing;

static void
kill_cb (gpointer data)
{
  g_subprocess_force_exit (((Killing *) data)->sync);
}

static void
sync_and_die (Week *week, guint n, gboolean down)
{
  g_autofree char *secret = world_path (&week->world, "passphrase");
  GSubprocessFlags quiet = G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (quiet);
  const char *args[] = { HAVEN_CLI, "--store", week->folders[0], "--passphrase-file", secret, "--today", "2026-01-05", "sync", NULL };
  Killing killing = { week, NULL };

  g_assert_true (g_file_set_contents (secret, PASSPHRASE, -1, NULL));
  g_clear_object (&week->schools[0]);
  killing.sync = g_subprocess_launcher_spawnv (launcher, args, NULL);
  g_assert_nonnull (killing.sync);
  proxy_plan (week->world.proxy, PROXY_CUT, down, n, kill_cb, &killing);
  g_subprocess_wait (killing.sync, NULL, NULL);
  proxy_plan (week->world.proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
  g_object_unref (killing.sync);
  week->schools[0] = open_copy (week->folders[0]);
}

/* The same program, killed before its so-manieth change of a file; FALSE: it came to its end */
static gboolean
sync_and_die_at_write (Week *week, guint n)
{
  g_autofree char *secret = world_path (&week->world, "passphrase");
  GSubprocessFlags quiet = G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (quiet);
  const char *args[] = { HAVEN_CLI, "--store", week->folders[0], "--passphrase-file", secret, "--today", "2026-01-05", "sync", NULL };
  g_autoptr (GSubprocess) sync = NULL;
  gboolean killed;

  g_assert_true (g_file_set_contents (secret, PASSPHRASE, -1, NULL));
  g_clear_object (&week->schools[0]);
  world_doom (launcher, n);
  sync = g_subprocess_launcher_spawnv (launcher, args, NULL);
  g_assert_nonnull (sync);
  g_subprocess_wait (sync, NULL, NULL);
  killed = g_subprocess_get_if_signaled (sync) && g_subprocess_get_term_sig (sync) == SIGKILL;
  g_assert_true (killed || g_subprocess_get_successful (sync));
  week->schools[0] = open_copy (week->folders[0]);
  return killed;
}

static void
test_killed_at_write (Week *week, gconstpointer data)
{
  guint stride = haven_test_is_long () ? 1 : 5, n = 1;
  gboolean killed = TRUE;

  for (; killed; n += stride) {
    book (week, 0, 4);
    if (week->model.all->len > 2)
      cancel (week, week->model.all->pdata[week->model.all->len - 2]);
    killed = sync_and_die_at_write (week, n);
    g_assert_true (sync_school (week->schools[0]));
    deliver (&week->model, 0);
    g_assert_true (sync_school (week->schools[0]));
    assert_school_agrees (week, 0);
  }
  assert_server_agrees (week);
  g_assert_cmpuint (n, >, 10);
  g_test_message ("lived through %u changes of files", n - stride);
}

static void
test_killed (Week *week, gconstpointer data)
{
  guint stride = haven_test_is_long () ? 29 : 1300, rounds = 0;

  for (guint down = 0; down < 2; down++)
    for (guint n = 0; n < 6500; n += stride, rounds++) {
      book (week, 0, 4);
      if (n % 2 == 0 && week->model.all->len > 2)
        cancel (week, week->model.all->pdata[week->model.all->len - 2]);
      sync_and_die (week, n, down);
      g_assert_true (sync_school (week->schools[0]));
      deliver (&week->model, 0);
      g_assert_true (sync_school (week->schools[0]));
      assert_school_agrees (week, 0);
    }
  assert_server_agrees (week);
  g_test_message ("killed %u times", rounds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  g_test_add ("/session/week/three-schools", Week, NULL, set_up, test_week, tear_down);
  g_test_add ("/session/week/server-restored-from-yesterday", Week, NULL, set_up, test_server_restored, tear_down);
  g_test_add ("/session/week/client-restored-from-last-week", Week, NULL, set_up, test_client_restored, tear_down);
  g_test_add ("/session/week/two-clients-of-one-school", Week, NULL, set_up, test_two_clients, tear_down);
  g_test_add ("/session/week/revoked-and-joined-again", Week, NULL, set_up, test_enrol_again, tear_down);
  g_test_add ("/session/week/leaving-loses-nothing-unasked", Week, NULL, set_up, test_leave, tear_down);
  g_test_add ("/session/week/killed-while-sending", Week, NULL, set_up, test_killed, tear_down);
  g_test_add ("/session/week/killed-at-every-write", Week, NULL, set_up, test_killed_at_write, tear_down);
  return g_test_run ();
}
