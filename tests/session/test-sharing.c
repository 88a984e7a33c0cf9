/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <string.h>

#include "haven-exchange.h"
#include "haven-share.h"
#include "haven-sharing.h"
#include "haven-wire-document.h"
#include "haven-wire-envelope.h"
#include "haven-wire-share.h"

#define SCHOOL "900001"

/* A Virtual School that answers by file, with keys that the school has pinned. */
typedef struct {
  Fixture base;
  HavenWireKeys *keys;
  HavenSecret *receipts;
  HavenSecret *settings;
} Desk;

static void
pin (Desk *desk)
{
  g_autofree char *text = haven_exchange_keys_to_text (desk->keys);

  g_assert_cmpint (haven_session_run (desk->base.session, haven_command_set ("exchange.keys", text), NULL), >=, 0);
}

static void
set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&desk->base, data);
  desk->keys = haven_wire_keys_new ();
  haven_sign_new_pair (&desk->keys->receipts, &desk->receipts);
  haven_sign_new_pair (&desk->keys->settings, &desk->settings);
  g_assert_true (haven_session_fill_demo (desk->base.session, HAVEN_DEMO_SMALL, 1, &error));
  g_assert_no_error (error);
  pin (desk);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  haven_wire_keys_free (desk->keys);
  haven_secret_free (desk->receipts);
  haven_secret_free (desk->settings);
  fixture_tear_down (&desk->base, data);
}

static HavenSchool *
school_of (Desk *desk)
{
  return haven_session_get_school (desk->base.session);
}

/* The built-in settings with other numbers: more is put in front, and the version is replaced */
static char *
make_policy (guint version, guint minimum_group, const char *more)
{
  GBytes *json = haven_reference_get ("policy-default.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_autofree char *numbers = g_strdup_printf ("\"version\": %u, \"minimum_group\": %u, %s", version, minimum_group, more);
  g_auto (GStrv) at_version = g_strsplit (text, "\"version\": 1,", 2);
  g_auto (GStrv) at_group = g_strsplit (at_version[1], "\"minimum_group\": 10,", 2);

  return g_strconcat (at_version[0], numbers, at_group[0], at_group[1], NULL);
}

static GBytes *
make_reply_file (Desk *desk, const char *policy, HavenSecret *signer)
{
  g_autoptr (HavenWireEnvelope) envelope = haven_wire_envelope_new ();
  g_autoptr (HavenWirePolicy) body = haven_wire_policy_new ();
  HavenWireReply *reply = haven_wire_reply_new ();
  g_autoptr (GBytes) covered = NULL;

  body->policy = g_bytes_new (policy, strlen (policy));
  body->signature = haven_sign (signer, body->policy);
  reply->id = g_strdup ("policy");
  reply->status = 200;
  reply->body = haven_wire_policy_print (body);
  envelope->from = HAVEN_WIRE_FROM_VIRTUAL_SCHOOL;
  envelope->urn = g_strdup (haven_school_get_setting (school_of (desk), "urn", SCHOOL));
  envelope->made = haven_session_get_clock (desk->base.session).now;
  envelope->keys = haven_wire_keys_copy (desk->keys);
  g_ptr_array_add (envelope->replies, reply);
  covered = haven_wire_envelope_to_sign (envelope);
  envelope->signature = haven_sign (desk->receipts, covered);
  return haven_wire_envelope_print (envelope);
}

static void
send_signed (Desk *desk, const char *policy, HavenSecret *signer)
{
  g_autoptr (GBytes) file = make_reply_file (desk, policy, signer);
  g_autoptr (HavenSyncSummary) summary = haven_session_load_reply (desk->base.session, file, NULL);
}

static void
send (Desk *desk, guint version, guint minimum_group, const char *more)
{
  g_autofree char *policy = make_policy (version, minimum_group, more);

  send_signed (desk, policy, desk->settings);
}

static HavenSharing *
look (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  HavenSharing *sharing = haven_sharing_new (school_of (desk), &error);

  g_assert_no_error (error);
  return sharing;
}

static gboolean
agree (Desk *desk, const char *by, GError **error)
{
  g_autoptr (HavenSharing) sharing = look (desk);

  return haven_session_run (desk->base.session, haven_command_agree_sharing (sharing->offered_digest, by), error) >= 0;
}

/* Practice 39: what came is shown, sentence by sentence, and used only when the head or the trust has approved it. */
static void
test_shown_first (Desk *desk, gconstpointer data)
{
  g_autoptr (HavenSharing) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  send (desk, 2, 20, "");
  before = look (desk);
  g_assert_cmpuint (haven_policy_get_minimum_group (before->in_force), ==, 10);
  g_assert_cmpuint (haven_policy_get_minimum_group (before->offered), ==, 20);
  g_assert_cmpuint (before->changes->len, ==, 1);
  g_assert_false (agree (desk, " ", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (agree (desk, "H. Invented, head", &error));
  g_assert_no_error (error);
  after = look (desk);
  g_assert_true (after->agreed);
  g_assert_null (after->offered);
  g_assert_cmpuint (haven_policy_get_minimum_group (after->in_force), ==, 20);
  g_assert_cmpstr (after->approved_by, ==, "H. Invented, head");
  g_assert_cmpint (after->approved_at, ==, haven_session_get_clock (desk->base.session).now);
}

/* An approval is for what was seen: if other settings came meanwhile, it is for none. */
static void
test_came_meanwhile (Desk *desk, gconstpointer data)
{
  g_autoptr (HavenSharing) seen = NULL;
  g_autoptr (GError) error = NULL;

  send (desk, 2, 20, "");
  seen = look (desk);
  send (desk, 3, 30, "");
  g_assert_cmpint (haven_session_run (desk->base.session, haven_command_agree_sharing (seen->offered_digest, "Head"), &error), <, 0);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
}

typedef struct {
  guint version;
  guint minimum_group;
  const char *more;
  const char *says;
} Arrival;

/* After version 3 was agreed to */
static const Arrival refused[] = {
  { 2, 20, "", "older (version 2)" },
  { 1, 10, "\"x\": 1,", "kind that this version" },
  { 3, 20, "", "same version (3)" },
  { 4, 9, "", "fewer than 10 children" },
  { 5, 20, "\"channel\": \"noise\", \"noise\": \"none\",", "another than Haven's own" },
};

static void
test_refused (Desk *desk, gconstpointer data)
{
  send (desk, 3, 15, "");
  g_assert_true (agree (desk, "Head", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (HavenSharing) sharing = NULL;

    send (desk, refused[i].version, refused[i].minimum_group, refused[i].more);
    sharing = look (desk);
    g_test_message ("%u: %s", refused[i].version, sharing->problem);
    g_assert_null (sharing->offered);
    g_assert_cmpuint (haven_policy_get_minimum_group (sharing->in_force), ==, 15);
    g_assert_nonnull (strstr (sharing->problem, refused[i].says));
    g_assert_nonnull (strstr (sharing->problem, "stay as they are"));
  }
  send (desk, 4, 20, "");
  g_assert_true (agree (desk, "Head", NULL));
}

/* Neither another hand's signature nor a file by which somebody vouches for itself brings settings. */
static void
test_unknown_signer (Desk *desk, gconstpointer data)
{
  g_autoptr (HavenSecret) other = NULL;
  g_autoptr (GBytes) other_public = NULL;
  g_autofree char *policy = make_policy (2, 20, "");
  g_autoptr (HavenSharing) first = NULL, second = NULL;

  haven_sign_new_pair (&other_public, &other);
  send_signed (desk, policy, other);
  first = look (desk);
  g_assert_null (first->offered);
  g_assert_cmpint (haven_session_run (desk->base.session, haven_command_set ("exchange.keys", NULL), NULL), >=, 0);
  send_signed (desk, policy, desk->settings);
  second = look (desk);
  g_assert_null (second->offered);
  g_assert_false (second->agreed);
}

/* The built-in settings, published as they are, are not news. */
static void
test_same (Desk *desk, gconstpointer data)
{
  GBytes *json = haven_reference_get ("policy-default.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_autoptr (HavenSharing) sharing = NULL;

  send_signed (desk, text, desk->settings);
  sharing = look (desk);
  g_assert_null (sharing->offered);
  g_assert_null (sharing->problem);
}

static void
test_not_by_hand (Desk *desk, gconstpointer data)
{
  static const char *const keys[] = { "sharing.policy", "sharing.secret", "sharing.approved-by", "document.policy" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (haven_session_run (desk->base.session, haven_command_set (keys[i], "x"), &error), <, 0);
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  }
}

#define AUTUMN ((HavenPeriod) { 2025, HAVEN_TERM_AUTUMN })

/* Practice 39: a first return needs an approval; the next ones stand on it. Nothing goes that nobody has looked at. */
static void
test_first_send (Desk *desk, gconstpointer data)
{
  HavenSession *session = desk->base.session;
  g_autoptr (HavenRelease) release = haven_session_release (session, AUTUMN, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_sharing_needs_approval (school_of (desk)));
  g_assert_cmpint (haven_session_run (session, haven_command_queue_release (release, "Head"), &error), <, 0);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_clear_error (&error);
  haven_session_note_looked (session, release);
  g_assert_cmpint (haven_session_run (session, haven_command_queue_release (release, ""), &error), <, 0);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (haven_session_run (session, haven_command_queue_release (release, "Head"), &error), >, 0);
  g_assert_no_error (error);
  g_assert_false (haven_sharing_needs_approval (school_of (desk)));
}

/* The owner may switch that off: for sending without anybody at the screen. */
static void
test_unseen (Desk *desk, gconstpointer data)
{
  HavenSession *session = desk->base.session;
  g_autoptr (HavenRelease) release = haven_session_release (session, AUTUMN, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (haven_session_run (session, haven_command_set ("sharing.unseen", "yes"), NULL), >=, 0);
  g_assert_cmpint (haven_session_run (session, haven_command_queue_release (release, "Head"), &error), >, 0);
  g_assert_no_error (error);
}

static void
test_forgotten_at_lock (Desk *desk, gconstpointer data)
{
  HavenSession *session = desk->base.session;
  g_autoptr (HavenRelease) release = haven_session_release (session, AUTUMN, NULL);

  haven_session_note_looked (session, release);
  g_assert_true (haven_session_has_looked (session, release));
  haven_session_lock (session);
  g_assert_true (haven_session_unlock (session, NULL, PASSPHRASE, NULL));
  g_assert_false (haven_session_has_looked (session, release));
}

/* Channel B from end to end: agreed to, the return is one of noise, the same each time it is asked for. */
static void
test_noise (Desk *desk, gconstpointer data)
{
  g_autoptr (HavenRelease) page = haven_session_release (desk->base.session, AUTUMN, NULL), noise = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (haven_release_has_noise (page));
  send (desk, 2, 10, "\"channel\": \"noise\", \"noise\": \"noise-1\",");
  g_assert_true (agree (desk, "Trust board", &error));
  noise = haven_session_release (desk->base.session, AUTUMN, &error);
  g_assert_no_error (error);
  again = haven_session_release (desk->base.session, AUTUMN, &error);
  g_assert_true (haven_release_has_noise (noise));
  g_assert_true (g_bytes_equal (haven_release_get_bytes (noise), haven_release_get_bytes (again)));
}

static const HavenOutboxItem *
find_item (Desk *desk, HavenOutboxType type)
{
  GPtrArray *outbox = haven_school_get_table (school_of (desk), HAVEN_TABLE_OUTBOX);

  for (guint i = 0; i < outbox->len; i++)
    if (((HavenOutboxItem *) outbox->pdata[i])->type == (int) type)
      return outbox->pdata[i];
  return NULL;
}

/* Channel C from the school's side: with the page goes one sealed total, which its receiver can open; without the settings for it, none. */
static void
test_sealed_total (Desk *desk, gconstpointer data)
{
  g_autoptr (GBytes) ours = NULL, theirs = NULL;
  g_autoptr (HavenSecret) our_secret = NULL, their_secret = NULL;
  g_autofree char *a = NULL, *b = NULL, *more = NULL;
  g_autoptr (HavenRelease) release = NULL;
  g_autoptr (HavenWireShares) wire = NULL;
  g_autoptr (HavenShare) share = NULL;
  g_autoptr (GError) error = NULL;

  haven_seal_new_pair (&ours, &our_secret);
  haven_seal_new_pair (&theirs, &their_secret);
  a = g_base64_encode (g_bytes_get_data (ours, NULL), g_bytes_get_size (ours));
  b = g_base64_encode (g_bytes_get_data (theirs, NULL), g_bytes_get_size (theirs));
  more = g_strdup_printf ("\"channel\": \"page_and_total\", \"total\": { \"key_holder\": \"Invented Region\","
                          " \"virtual_school_key\": \"%s\", \"key_holder_key\": \"%s\", \"schools\": 20, \"hiding\": 10 },", a, b);
  send (desk, 2, 10, more);
  g_assert_true (agree (desk, "Head", &error));
  release = haven_session_release (desk->base.session, AUTUMN, &error);
  g_assert_no_error (error);
  haven_session_note_looked (desk->base.session, release);
  g_assert_null (find_item (desk, HAVEN_OUTBOX_SHARES));
  g_assert_cmpint (haven_session_run (desk->base.session, haven_command_queue_release (release, "Head"), &error), >, 0);
  g_assert_no_error (error);
  wire = haven_wire_shares_parse (find_item (desk, HAVEN_OUTBOX_SHARES)->body, &error);
  g_assert_no_error (error);
  share = haven_share_open (ours, our_secret, wire->virtual_school, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (share->n, ==, haven_release_get_n_cells (release));
  for (guint i = 0; i < share->n; i++)
    g_assert_cmpint (share->hidden[i], ==, !haven_release_get_cell (release, i)->shown);
}

#define sharing_add(path, func) g_test_add (path, Desk, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  sharing_add ("/session/practice_39/settings-are-shown-first", test_shown_first);
  sharing_add ("/session/practice_39/first-send-needs-approval", test_first_send);
  sharing_add ("/session/sharing/came-meanwhile", test_came_meanwhile);
  sharing_add ("/session/sharing/refused", test_refused);
  sharing_add ("/session/sharing/unknown-signer", test_unknown_signer);
  sharing_add ("/session/sharing/same", test_same);
  sharing_add ("/session/sharing/not-by-hand", test_not_by_hand);
  sharing_add ("/session/sharing/unseen", test_unseen);
  sharing_add ("/session/sharing/forgotten-at-lock", test_forgotten_at_lock);
  sharing_add ("/session/sharing/noise", test_noise);
  sharing_add ("/session/sharing/sealed-total", test_sealed_total);
  return g_test_run ();
}
