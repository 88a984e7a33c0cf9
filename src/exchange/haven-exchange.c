/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-exchange.h"

#include "haven-sync-private.h"
#include "haven-wire-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ENROL_ATTEMPTS 3
#define MOST_PAGES 1000

char *
haven_sync_dup_sentence (HavenWireReply *reply, const char *otherwise)
{
  g_autoptr (HavenWireProblem) problem = reply->body == NULL ? NULL : haven_wire_problem_parse (reply->body, NULL);

  return g_strdup (problem == NULL || problem->detail[0] == '\0' ? otherwise : problem->detail);
}

/* What an error says about the exchange as a whole */
gboolean
haven_sync_note_refusal (HavenSyncResult *result, HavenWireReply *reply)
{
  g_autofree char *sentence = NULL;

  if ((reply->status == 401 || reply->status == 403) && reply->body != NULL) {
    sentence = haven_sync_dup_sentence (reply, _("This school's enrolment is no longer valid. What waits is kept. Ask the Virtual School "
                                                 "for a new code."));
    haven_sync_result_fail (result, HAVEN_SYNC_NOT_ENROLLED, HAVEN_ERROR_REFUSED, sentence);
    return TRUE;
  }
  if (reply->status == 429 || reply->status >= 500 || reply->status == 408 || reply->status == 425) {
    haven_sync_result_fail (result, HAVEN_SYNC_BUSY, HAVEN_ERROR_OFFLINE,
                            _("The Virtual School's system is busy or out of order. What waits is kept and will be sent later."));
    return reply->status == 429 || reply->status == 503;
  }
  haven_sync_result_fail (result, HAVEN_SYNC_WRONG_REPLY, HAVEN_ERROR_INVALID,
                          _("What answered does not speak the exchange. What waits is kept. Check the address with the Virtual School."));
  return TRUE;
}

/* Enrolling */

static HavenWireEnrolled *
read_enrolled (HavenWireReply *reply, GError **error)
{
  g_autofree char *sentence = NULL;

  if (reply->status >= 200 && reply->status < 300 && reply->body != NULL)
    return haven_wire_enrolled_parse (reply->body, error);
  sentence = haven_sync_dup_sentence (reply, _("What answered does not speak the exchange. Check the address with the Virtual School."));
  g_set_error_literal (error, HAVEN_ERROR, reply->status >= 500 ? HAVEN_ERROR_OFFLINE : HAVEN_ERROR_REFUSED, sentence);
  return NULL;
}

/* A code is read from paper or heard by telephone: capitals and spaces do not matter. */
static GBytes *
print_enrolment (const HavenWireEnrolment *enrolment)
{
  g_autofree char *code = g_ascii_strup (enrolment->code, -1);
  g_auto (GStrv) parts = g_strsplit_set (code, " \t", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  HavenWireEnrolment body = { joined, enrolment->urn };

  return haven_wire_enrolment_print (&body);
}

static gboolean
is_sound (GBytes *body, GError **error)
{
  g_autoptr (HavenWireEnrolment) again = haven_wire_enrolment_parse (body, NULL);

  if (again == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("The code or the school's URN is not as it should be. Type the code as the Virtual School wrote it."));
  return again != NULL;
}

HavenWireEnrolled *
haven_exchange_enrol (HavenTransport *transport, HavenWireEnrolment *enrolment, const char *key, GCancellable *cancellable, GError **error)
{
  g_autoptr (HavenWireRequest) request = haven_wire_request_new_full (key, "POST", "/enrolments");
  g_autoptr (HavenWireReply) reply = NULL;
  g_autoptr (GError) failure = NULL;

  request->key = g_strdup (key);
  request->body = print_enrolment (enrolment);
  if (!is_sound (request->body, error))
    return NULL;
  for (guint i = 0; i < ENROL_ATTEMPTS && reply == NULL; i++) {
    g_clear_error (&failure);
    reply = haven_transport_send (transport, request, cancellable, &failure);
    if (reply == NULL && failure->code != HAVEN_ERROR_OFFLINE)
      break;
  }
  if (reply != NULL)
    return read_enrolled (reply, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* One exchange */

static HavenWireState *
make_known (HavenWireState *known)
{
  HavenWireState *state = known != NULL ? haven_wire_state_copy (known) : haven_wire_state_new ();

  for (guint i = 0; HAVEN_SYNC_TOPICS[i] != NULL; i++)
    if (haven_sync_get_tag (state, HAVEN_SYNC_TOPICS[i]) == NULL)
      haven_sync_set_tag (state, HAVEN_SYNC_TOPICS[i], "");
  return state;
}

static HavenSyncResult *
make_result (const HavenSyncJob *job)
{
  HavenSyncResult *result = haven_sync_result_new ();

  result->known = make_known (job->known);
  return result;
}

static void
count_items (HavenSyncResult *result, const HavenSyncJob *job)
{
  result->finished_at = job->now;
  for (guint i = 0; i < job->items->len; i++)
    result->n_waiting += ((HavenOutboxItem *) job->items->pdata[i])->state == HAVEN_OUTBOX_WAITING;
  for (guint i = 0; i < result->items->len; i++) {
    const HavenOutboxItem *item = result->items->pdata[i];
    result->n_sent += item->state == HAVEN_OUTBOX_SENT;
    result->n_refused += item->state == HAVEN_OUTBOX_REFUSED;
  }
  result->n_waiting -= result->n_sent + result->n_refused;
}

/* What must not overtake each other: the messages of one booking, and returns */
static const char *
lane_of (const HavenOutboxItem *item)
{
  return item->type == HAVEN_OUTBOX_RELEASE ? "" : item->target;
}

static gboolean
send_item (HavenTransport *transport, const HavenSyncJob *job, const HavenOutboxItem *item, HavenSyncResult *result,
           GCancellable *cancellable)
{
  g_autoptr (HavenWireRequest) request = haven_sync_request_item (item);
  GError *error = NULL;
  g_autoptr (HavenWireReply) reply = haven_transport_send (transport, request, cancellable, &error);

  if (reply != NULL) {
    haven_sync_settle_item (result, job, item, reply);
    return result->outcome == HAVEN_SYNC_DONE || (result->outcome == HAVEN_SYNC_BUSY && reply->status != 429 && reply->status != 503);
  }
  if (error->code != HAVEN_ERROR_CANCELLED)
    haven_sync_postpone_item (result, job, item, -1, error->message);
  haven_sync_result_take_error (result, error);
  return FALSE;
}

static gboolean
waits_still (HavenSyncResult *result)
{
  const HavenOutboxItem *last = result->items->len == 0 ? NULL : result->items->pdata[result->items->len - 1];

  return last != NULL && last->state == HAVEN_OUTBOX_WAITING;
}

static guint
count_waiting (const HavenSyncJob *job)
{
  guint n = 0;

  for (guint i = 0; i < job->items->len; i++)
    n += ((HavenOutboxItem *) job->items->pdata[i])->state == HAVEN_OUTBOX_WAITING;
  return n;
}

/* What waits counts one each, and so does each topic. */
static void
tell (const HavenSyncJob *job, guint items, guint topics)
{
  guint all = count_waiting (job) + g_strv_length ((char **) HAVEN_SYNC_TOPICS);

  if (job->progress != NULL)
    job->progress (MIN (items + topics, all), all, job->progress_data);
}

/* FALSE: nothing more is to be asked of this server now */
static gboolean
send_items (HavenTransport *transport, const HavenSyncJob *job, HavenSyncResult *result, GCancellable *cancellable)
{
  g_autoptr (GHashTable) held_up = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < job->items->len; i++) {
    const HavenOutboxItem *item = job->items->pdata[i];
    if (item->state != HAVEN_OUTBOX_WAITING || g_hash_table_contains (held_up, lane_of (item)))
      continue;
    tell (job, result->items->len, 0);
    if (!job->at_once && !haven_exchange_is_due (item, job->now)) {
      g_hash_table_add (held_up, (gpointer) lane_of (item));
      continue;
    }
    if (!send_item (transport, job, item, result, cancellable))
      return FALSE;
    if (waits_still (result))
      g_hash_table_add (held_up, (gpointer) lane_of (item));
  }
  return TRUE;
}

static HavenWireReply *
get (HavenTransport *transport, HavenWireRequest *request, HavenSyncResult *result, GCancellable *cancellable)
{
  GError *error = NULL;
  HavenWireReply *reply = haven_transport_send (transport, request, cancellable, &error);

  if (reply == NULL)
    haven_sync_result_take_error (result, error);
  return reply;
}

static HavenWireState *
fetch_state (HavenTransport *transport, HavenSyncResult *result, GCancellable *cancellable)
{
  g_autoptr (HavenWireRequest) request = haven_wire_request_new_full ("state", "GET", "/state");
  g_autoptr (HavenWireReply) reply = get (transport, request, result, cancellable);
  GError *error = NULL;
  HavenWireState *state;

  if (reply == NULL)
    return NULL;
  if (reply->status != 200 || reply->body == NULL) {
    haven_sync_note_refusal (result, reply);
    return NULL;
  }
  state = haven_wire_state_parse (reply->body, &error);
  if (state == NULL)
    haven_sync_result_take_error (result, error);
  return state;
}

/* Half a list of everything says nothing of what was lost: next time the whole is asked for again. */
static void
begin_again (HavenSyncResult *result, const char *topic)
{
  if (strcmp (topic, "bookings") == 0 && result->all_bookings)
    haven_sync_set_tag (result->known, topic, "");
}

static gboolean
fetch_topic (HavenTransport *transport, const HavenSyncJob *job, const char *topic, HavenSyncResult *result, GCancellable *cancellable)
{
  gboolean more = TRUE;

  for (guint page = 0; more && page < MOST_PAGES; page++) {
    g_autoptr (HavenWireRequest) request = haven_sync_request_topic (result->known, topic);
    g_autoptr (HavenWireReply) reply = get (transport, request, result, cancellable);
    if (reply == NULL || !haven_sync_take_topic (result, job, topic, reply, &more)) {
      begin_again (result, topic);
      return FALSE;
    }
  }
  return TRUE;
}

static void
fetch_returns (HavenTransport *transport, const HavenSyncJob *job, HavenSyncResult *result, GCancellable *cancellable)
{
  gboolean going = TRUE;

  for (guint i = 0; going && i < result->returns->len; i++) {
    g_autoptr (HavenWireRequest) request = haven_sync_request_return (result->returns->pdata[i]);
    g_autoptr (HavenWireReply) reply = get (transport, request, result, cancellable);
    going = reply != NULL && haven_sync_take_return (result->returns->pdata[i], job, reply);
  }
  haven_sync_drop_unread (result);
}

static void
fetch_news (HavenTransport *transport, const HavenSyncJob *job, HavenSyncResult *result, GCancellable *cancellable)
{
  g_autoptr (HavenWireState) state = fetch_state (transport, result, cancellable);

  for (guint i = 0; state != NULL && HAVEN_SYNC_TOPICS[i] != NULL; i++) {
    const char *topic = HAVEN_SYNC_TOPICS[i];
    tell (job, result->items->len, i + 1);
    if (strcmp (haven_sync_get_tag (state, topic), haven_sync_get_tag (result->known, topic)) != 0
        && !fetch_topic (transport, job, topic, result, cancellable))
      break;
  }
  fetch_returns (transport, job, result, cancellable);
}

HavenSyncResult *
haven_exchange_sync (HavenTransport *transport, const HavenSyncJob *job, GCancellable *cancellable)
{
  HavenSyncResult *result = make_result (job);

  if (job->keys == NULL)
    haven_sync_result_fail (result, HAVEN_SYNC_NOT_ENROLLED, HAVEN_ERROR_REFUSED,
                            _("The school has not joined a Virtual School yet. What waits is kept. Join with the code that the authority "
                              "gave you."));
  else if (send_items (transport, job, result, cancellable))
    fetch_news (transport, job, result, cancellable);
  result->skew = haven_transport_get_skew (transport);
  count_items (result, job);
  return result;
}

/* By file */

static GBytes *
seal (GBytes *take_plain, HavenWireKeys *keys)
{
  g_autoptr (GBytes) plain = take_plain;

  return keys == NULL ? g_steal_pointer (&plain) : haven_wire_envelope_seal (plain, keys);
}

GBytes *
haven_exchange_save (const HavenSyncJob *job)
{
  g_autoptr (HavenWireEnvelope) envelope = haven_wire_envelope_new ();
  g_autoptr (HavenWireState) known = make_known (job->known);

  envelope->from = HAVEN_WIRE_FROM_SCHOOL;
  envelope->urn = g_strdup (job->urn);
  envelope->made = job->now;
  for (guint i = 0; i < job->items->len; i++)
    if (((HavenOutboxItem *) job->items->pdata[i])->state == HAVEN_OUTBOX_WAITING)
      g_ptr_array_add (envelope->requests, haven_sync_request_item (job->items->pdata[i]));
  for (guint i = 0; HAVEN_SYNC_TOPICS[i] != NULL; i++)
    g_ptr_array_add (envelope->requests, haven_sync_request_topic (known, HAVEN_SYNC_TOPICS[i]));
  return seal (haven_wire_envelope_print (envelope), job->keys);
}

static const HavenOutboxItem *
find_waiting (const HavenSyncJob *job, const char *key)
{
  for (guint i = 0; i < job->items->len; i++) {
    const HavenOutboxItem *item = job->items->pdata[i];
    if (item->state == HAVEN_OUTBOX_WAITING && g_strcmp0 (item->key, key) == 0)
      return item;
  }
  return NULL;
}

static HavenSyncReturn *
find_wanted (HavenSyncResult *result, const char *digest)
{
  for (guint i = 0; i < result->returns->len; i++) {
    HavenSyncReturn *wanted = result->returns->pdata[i];
    if (g_strcmp0 (wanted->digest, digest) == 0)
      return wanted;
  }
  return NULL;
}

static void
take_reply (HavenSyncResult *result, const HavenSyncJob *job, HavenWireReply *reply)
{
  const HavenOutboxItem *item = find_waiting (job, reply->id);
  HavenSyncReturn *wanted = find_wanted (result, reply->id);
  gboolean more;

  if (item != NULL)
    haven_sync_settle_item (result, job, item, reply);
  else if (g_strv_contains (HAVEN_SYNC_TOPICS, reply->id))
    haven_sync_take_topic (result, job, reply->id, reply, &more);
  else if (wanted != NULL)
    haven_sync_take_return (wanted, job, reply);
}

static gboolean
is_answer (HavenWireEnvelope *envelope, const char *urn, HavenWireKeys *keys, GError **error)
{
  if (envelope->from == HAVEN_WIRE_FROM_VIRTUAL_SCHOOL && strcmp (envelope->urn, urn) == 0 && keys != NULL
      && haven_wire_envelope_verify (envelope, keys->receipts))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("This file is not an answer to this school, or not signed by its Virtual School. Nothing was taken from it."));
  return FALSE;
}

static HavenWireEnvelope *
read_file (GBytes *file, GError **error)
{
  if (!haven_wire_envelope_is_sealed (file))
    return haven_wire_envelope_parse (file, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("This is a file that a school made, for the Virtual School to open. Load the one that came back. Nothing was "
                         "changed."));
  return NULL;
}

/* Signed by its own keys, it is at least whole: whose keys they are, a person finds out. */
HavenWireKeys *
haven_exchange_read_keys (GBytes *file, const char *urn, char **ret_authority, GError **error)
{
  g_autoptr (HavenWireEnvelope) envelope = read_file (file, error);

  if (envelope == NULL || !is_answer (envelope, urn, envelope->keys, error))
    return NULL;
  if (ret_authority != NULL)
    *ret_authority = g_strdup (envelope->authority);
  return haven_wire_keys_copy (envelope->keys);
}

static gboolean
is_to_be_compared (const HavenSyncJob *job, HavenWireEnvelope *envelope, GError **error)
{
  g_autofree char *fingerprint = NULL;

  if (job->keys != NULL || !is_answer (envelope, job->urn, envelope->keys, error))
    return job->keys == NULL;
  fingerprint = haven_wire_keys_dup_fingerprint (envelope->keys);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_COMPARE,
               _("This school does not know the keys of this file yet. Ring the Virtual School on a number that you know, and compare "
                 "its key "
                 "fingerprint with this one: %s. Nothing was taken from the file."), fingerprint);
  return TRUE;
}

HavenSyncResult *
haven_exchange_load (const HavenSyncJob *job, GBytes *file, GError **error)
{
  g_autoptr (HavenWireEnvelope) envelope = read_file (file, error);
  HavenSyncResult *result;

  if (envelope == NULL || is_to_be_compared (job, envelope, error) || !is_answer (envelope, job->urn, job->keys, error))
    return NULL;
  result = make_result (job);
  for (guint i = 0; i < envelope->replies->len; i++)
    take_reply (result, job, envelope->replies->pdata[i]);
  haven_sync_drop_unread (result);
  count_items (result, job);
  return result;
}

/* As settings of the store */

static char *
to_text (GBytes *take_bytes)
{
  g_autoptr (GBytes) bytes = take_bytes;

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

char *
haven_exchange_state_to_text (HavenWireState *state)
{
  return to_text (haven_wire_state_print (state));
}

HavenWireState *
haven_exchange_state_from_text (const char *text)
{
  g_autoptr (GBytes) bytes = text == NULL ? NULL : g_bytes_new (text, strlen (text));

  return bytes == NULL ? NULL : haven_wire_state_parse (bytes, NULL);
}

char *
haven_exchange_keys_to_text (HavenWireKeys *keys)
{
  return to_text (haven_wire_keys_print (keys));
}

HavenWireKeys *
haven_exchange_keys_from_text (const char *text)
{
  g_autoptr (GBytes) bytes = text == NULL ? NULL : g_bytes_new (text, strlen (text));

  return bytes == NULL ? NULL : haven_wire_keys_parse (bytes, NULL);
}
