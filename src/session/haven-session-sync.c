/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-authority.h"
#include "haven-exchange.h"
#include "haven-sync-writing.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>

/* The school's side of the wire. The net thread is handed values and gives values back; the writer thread writes them in one transaction.
 * Settings, of each authority (haven-authority.h): exchange.url, .ca, .certificate, .token, .keys, .state, .authority, and
 * in seconds when it was joined and last exchanged with: .since, .last; document.<type>. Of the network: exchange.proxy, and
 * exchange.metered, "yes" where a metered connection is used unasked. */

#define ENROLLING "exchange.enrolling"     /* the code and the key of an enrolment under way */

void
haven_sync_summary_free (HavenSyncSummary *self)
{
  if (self == NULL)
    return;
  g_free (self->sentence);
  g_free (self);
}

gboolean
haven_session_is_enrolled (HavenSession *self)
{
  g_autoptr (GArray) authorities = self->school == NULL ? NULL : haven_authority_list (self->school);

  for (guint i = 0; authorities != NULL && i < authorities->len; i++)
    if (haven_authority_is_joined (self->school, g_array_index (authorities, gint64, i)))
      return TRUE;
  return FALSE;
}

/* ---- a request on the net thread ---- */

typedef struct {
  HavenSession *session;        /* lent: the task that carries this holds it */
  HavenSchool *school;
  HavenClock clock;
  gint64 authority;             /* the one that is asked, where one is */
  HavenJoin *join;              /* what was typed, squeezed; NULL: no enrolment */
  char *key;
  GBytes *file;                 /* an answer by file */
  gboolean by_itself;           /* nobody asked: what was put off waits on */
} Errand;

static HavenJoin *
copy_join (const HavenJoin *join)
{
  HavenJoin *copy = g_new0 (HavenJoin, 1);

  copy->url = g_strdup (join->url);
  copy->code = haven_text_squeeze (join->code);
  copy->ca_file = g_strdup (join->ca_file);
  copy->certificate = g_strdup (join->certificate);
  copy->another = join->another;
  return copy;
}

static void
free_join (HavenJoin *self)
{
  if (self == NULL)
    return;
  haven_wipe_string ((char *) self->certificate);
  g_free ((char *) self->url);
  g_free ((char *) self->code);
  g_free ((char *) self->ca_file);
  g_free ((char *) self->certificate);
  g_free (self);
}

static void
free_errand (Errand *self)
{
  haven_school_unref (self->school);
  free_join (self->join);
  g_free (self->key);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self);
}

static Errand *
make_errand (HavenSession *self)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->session = self;
  errand->school = haven_school_ref (self->school);
  errand->clock = self->clock;
  return errand;
}

static const char *
get_setting (Errand *errand, const char *key)
{
  return haven_authority_get (errand->school, errand->authority, key, NULL);
}

/* What the school chose, else what was laid down for this computer */
static void
fill_gaps (Errand *errand, HavenTransportSettings *settings)
{
  const HavenDefaults *defaults = haven_session_get_defaults (errand->session);

  if (settings->ca_file == NULL)
    settings->ca_file = defaults->ca_file;
  if (settings->proxy == NULL)
    settings->proxy = defaults->proxy;
}

static HavenTransport *
open_transport (Errand *errand, GError **error)
{
  HavenTransportSettings settings = { 0 };
  HavenTransport *transport;

  settings.endpoint = errand->join != NULL ? errand->join->url : get_setting (errand, "exchange.url");
  settings.ca_file = errand->join != NULL ? errand->join->ca_file : get_setting (errand, "exchange.ca");
  settings.certificate = errand->join != NULL ? errand->join->certificate : get_setting (errand, "exchange.certificate");
  settings.proxy = haven_school_get_setting (errand->school, "exchange.proxy", NULL);
  fill_gaps (errand, &settings);
  transport = haven_transport_new (&settings, error);
  if (transport != NULL && errand->join == NULL)
    haven_transport_set_token (transport, get_setting (errand, "exchange.token"));
  return transport;
}

/* ---- enrolment ---- */

static void
do_enrol (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = g_task_get_task_data (data);
  HavenWireEnrolment enrolment = { (char *) errand->join->code, (char *) haven_school_get_setting (errand->school, "urn", "") };
  GError *error = NULL;
  g_autoptr (HavenTransport) transport = open_transport (errand, &error);
  HavenWireEnrolled *enrolled = NULL;

  if (transport != NULL)
    enrolled = haven_exchange_enrol (transport, &enrolment, errand->key, cancellable, &error);
  if (enrolled == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, enrolled, (GDestroyNotify) haven_wire_enrolled_free);
}

typedef struct {
  HavenJoin *join;
  gint64 authority;
  HavenWireEnrolled *enrolled;
} Joining;

static void
free_joining (Joining *self)
{
  free_join (self->join);
  haven_wire_enrolled_free (self->enrolled);
  g_free (self);
}

gboolean
haven_session_part_from (HavenWriting *writing, gint64 authority, GError **error)
{
  GPtrArray *bookings = haven_school_get_table (writing->school, HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; i < bookings->len; i++) {
    g_autoptr (HavenBooking) booking = haven_booking_copy (g_ptr_array_index (bookings, i));
    gboolean held = booking->state == HAVEN_BOOKING_SENT || booking->state == HAVEN_BOOKING_CONFIRMED
                    || booking->state == HAVEN_BOOKING_WAITING_LIST;
    if (!held || booking->authority != authority)
      continue;
    booking->authority = HAVEN_AUTHORITY_LEFT;
    if (!haven_store_put (writing->store, HAVEN_TABLE_BOOKINGS, booking, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
keep_joined (const Joining *joining, const char *keys, HavenWriting *writing, GError **error)
{
  const HavenJoin *join = joining->join;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, writing->clock.now);
  const char *settings[][2] = {
    { "exchange.url", join->url }, { "exchange.ca", join->ca_file }, { "exchange.certificate", join->certificate },
    { "exchange.token", joining->enrolled->token }, { "exchange.authority", joining->enrolled->authority }, { "exchange.keys", keys },
    { "exchange.state", NULL }, { "exchange.since", now }, { "exchange.last", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autofree char *key = haven_authority_dup_key (joining->authority, settings[i][0]);
    if (!haven_store_set (writing->store, key, settings[i][1], error))
      return FALSE;
  }
  return haven_store_set (writing->store, ENROLLING, NULL, error);
}

/* With other keys it is another Virtual School than the one that the bookings so far were made with: it knows nothing of them. */
static gboolean
join_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  Joining *joining = job->data;
  g_autofree char *keys = haven_exchange_keys_to_text (joining->enrolled->keys);
  const char *before = haven_authority_get (writing->school, joining->authority, "exchange.keys", NULL);

  return (g_strcmp0 (before, keys) == 0 || haven_session_part_from (writing, joining->authority, error))
         && keep_joined (joining, keys, writing, error)
         && haven_store_add_audit (writing->store, writing->clock, "enrol", 0, joining->join->url, error);
}

static gboolean
join_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, join_body, error);
}

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HavenSession *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  GError *error = NULL;
  HavenWireEnrolled *enrolled = g_task_propagate_pointer (G_TASK (result), &error);
  Joining *joining;
  HavenJob *job;

  if (enrolled == NULL) {
    g_task_return_error (task, error);
    return;
  }
  joining = g_new0 (Joining, 1);
  joining->join = copy_join (errand->join);
  joining->authority = errand->authority;
  joining->enrolled = enrolled;
  job = haven_job_new (join_work, joining, (GDestroyNotify) free_joining);
  job->result = haven_wire_keys_dup_fingerprint (enrolled->keys);
  job->free_result = g_free;
  haven_session_start_job (self, g_steal_pointer (&task), job);
}

/* The key by which the Virtual School knows a repeated request is kept before the first one goes: were Haven to end between the answer
 * and its safekeeping, the same code asked again brings the same answer, and is not spent. */
static char *
recall_key (HavenSchool *school, const char *code)
{
  const char *kept = haven_school_get_setting (school, ENROLLING, "");
  const char *key = strchr (kept, ' ');

  return key != NULL && strlen (code) == (gsize) (key - kept) && g_str_has_prefix (kept, code) ? g_strdup (key + 1) : NULL;
}

static gboolean
keep_key_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_set (writing->store, ENROLLING, job->data, error);
}

static gboolean
keep_key_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, keep_key_body, error);
}

static void
key_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  g_task_propagate_int (G_TASK (result), &error);
  if (error == NULL) {
    haven_session_push (HAVEN_SESSION (source)->net, task, do_enrol, enrolled_cb);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
keep_key (HavenSession *self, GTask *take_task, const Errand *errand)
{
  char *kept = g_strconcat (errand->join->code, " ", errand->key, NULL);

  haven_session_start_job (self, g_task_new (self, NULL, key_kept_cb, take_task), haven_job_new (keep_key_work, kept, g_free));
}

/* The same address is the same Virtual School: joined again, it keeps its number. */
static gint64
find_authority (HavenSchool *school, const HavenJoin *join)
{
  g_autoptr (GArray) authorities = haven_authority_list (school);

  if (!join->another)
    return HAVEN_AUTHORITY_OWN;
  for (guint i = 1; i < authorities->len; i++) {
    gint64 authority = g_array_index (authorities, gint64, i);
    if (g_strcmp0 (haven_authority_get (school, authority, "exchange.url", NULL), join->url) == 0)
      return authority;
  }
  return haven_authority_get_free (school);
}

void
haven_session_join_async (HavenSession *self, const HavenJoin *join, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Errand *errand;

  if (!haven_session_check_may (self, task, HAVEN_DEED_SEND))
    return;
  errand = make_errand (self);
  errand->join = copy_join (join);
  errand->authority = find_authority (self->school, join);
  errand->key = recall_key (self->school, errand->join->code);
  g_task_set_task_data (task, errand, (GDestroyNotify) free_errand);
  if (errand->key != NULL) {
    haven_session_push (self->net, g_steal_pointer (&task), do_enrol, enrolled_cb);
    return;
  }
  errand->key = haven_text_new_id ();
  keep_key (self, g_steal_pointer (&task), errand);
}

char *
haven_session_join_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
haven_session_join (HavenSession *self, const HavenJoin *join, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_join_async (self, join, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_join_finish (self, result, error);
}

/* ---- sync ---- */

static GPtrArray *
list_items (Errand *errand)
{
  GPtrArray *all = haven_school_get_table (errand->school, HAVEN_TABLE_OUTBOX), *items = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (((HavenOutboxItem *) g_ptr_array_index (all, i))->authority == errand->authority)
      g_ptr_array_add (items, g_ptr_array_index (all, i));
  return items;
}

static void
fill_sync_job (Errand *errand, HavenSyncJob *ret_job)
{
  ret_job->urn = haven_school_get_setting (errand->school, "urn", "");
  ret_job->keys = haven_exchange_keys_from_text (get_setting (errand, "exchange.keys"));
  ret_job->known = haven_exchange_state_from_text (get_setting (errand, "exchange.state"));
  ret_job->items = list_items (errand);
  if (errand->authority == HAVEN_AUTHORITY_OWN)
    ret_job->ledger = haven_school_get_table (errand->school, HAVEN_TABLE_RELEASES);
  ret_job->at_once = !errand->by_itself;
  ret_job->now = errand->clock.now;
  ret_job->rand = g_rand_new ();
}

static void
clear_sync_job (HavenSyncJob *job)
{
  g_ptr_array_unref (job->items);
  g_clear_pointer (&job->keys, haven_wire_keys_free);
  g_clear_pointer (&job->known, haven_wire_state_free);
  g_rand_free (job->rand);
}

/* From the net thread to the main thread, where the window is */
typedef struct {
  GWeakRef session;             /* nobody stays alive for it */
  guint done;
  guint all;
} Progress;

static gboolean
tell_cb (gpointer user_data)
{
  Progress *progress = user_data;
  g_autoptr (HavenSession) session = g_weak_ref_get (&progress->session);

  if (session != NULL)
    g_signal_emit_by_name (session, "sync-progress", progress->done, progress->all);
  return G_SOURCE_REMOVE;
}

static void
free_progress (gpointer user_data)
{
  g_weak_ref_clear (&((Progress *) user_data)->session);
  g_free (user_data);
}

static void
progress_cb (guint done, guint all, gpointer user_data)
{
  Progress *progress = g_new0 (Progress, 1);

  g_weak_ref_init (&progress->session, user_data);
  progress->done = done;
  progress->all = all;
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, progress, free_progress);
}

static HavenSyncResult *
run_job (Errand *errand, HavenTransport *transport, GCancellable *cancellable, GError **error)
{
  HavenSyncJob job = { 0 };
  HavenSyncResult *result;

  fill_sync_job (errand, &job);
  job.progress = progress_cb;
  job.progress_data = errand->session;
  result = errand->file == NULL ? haven_exchange_sync (transport, &job, cancellable)
                                : haven_exchange_load (&job, errand->file, error);
  clear_sync_job (&job);
  if (result != NULL)
    result->authority = errand->authority;
  return result;
}

static HavenSyncResult *
ask_one (Errand *errand, GCancellable *cancellable, GError **error)
{
  g_autoptr (HavenTransport) transport = open_transport (errand, error);

  return transport == NULL ? NULL : run_job (errand, transport, cancellable, error);
}

/* One after the other; that one cannot be reached keeps nothing from the next. */
static gboolean
ask_all (Errand *errand, GPtrArray *results, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) authorities = haven_authority_list (errand->school);

  for (guint i = 0; i < authorities->len && !g_cancellable_is_cancelled (cancellable); i++) {
    HavenSyncResult *result;
    errand->authority = g_array_index (authorities, gint64, i);
    if (!haven_authority_is_joined (errand->school, errand->authority))
      continue;
    result = ask_one (errand, cancellable, error);
    if (result == NULL)
      return FALSE;
    g_ptr_array_add (results, result);
  }
  return TRUE;
}

/* Whose answer a file is, its signature says: it fits the keys of one of them. What is said where it fits none is said of the school's own. */
static gboolean
load_file (Errand *errand, GPtrArray *results, GError **error)
{
  g_autoptr (GArray) authorities = haven_authority_list (errand->school);
  HavenSyncResult *result = NULL;

  for (guint i = authorities->len; i > 0 && result == NULL; i--) {
    g_clear_error (error);
    errand->authority = g_array_index (authorities, gint64, i - 1);
    result = run_job (errand, NULL, NULL, error);
  }
  if (result != NULL)
    g_ptr_array_add (results, result);
  return result != NULL;
}

static void
do_sync (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = g_task_get_task_data (data);
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_sync_result_free);
  GError *error = NULL;

  if (errand->file != NULL ? load_file (errand, results, &error) : ask_all (errand, results, cancellable, &error)) {
    g_task_return_pointer (task, results, (GDestroyNotify) g_ptr_array_unref);
    return;
  }
  g_ptr_array_unref (results);
  g_task_return_error (task, error);
}

static gboolean
sync_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  GPtrArray *results = job->data;

  for (guint i = 0; i < results->len; i++)
    if (!haven_sync_write (g_ptr_array_index (results, i), writing, error))
      return FALSE;
  return TRUE;
}

static gboolean
sync_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, sync_body, error);
}

static guint
count_news (HavenSyncResult *result)
{
  return result->news->len + result->receipts->len + result->documents->len + (result->new_catalogue ? result->events->len : 0);
}

#define CLOCKS_APART (24 * 60 * 60)

/* Dates are what bookings and returns go by */
static char *
describe_clock (gint64 skew)
{
  int days = (int) (ABS (skew) + CLOCKS_APART / 2) / CLOCKS_APART;

  if (skew > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "This computer’s clock is about %d day behind the Virtual School’s. Set it "
                                                          "right.",
                                         "This computer’s clock is about %d days behind the Virtual School’s. Set it right.", days), days);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "This computer’s clock is about %d day ahead of the Virtual School’s. Set it "
                                                        "right.",
                                       "This computer’s clock is about %d days ahead of the Virtual School’s. Set it right.", days), days);
}

static gboolean
is_offline (HavenSyncResult *result)
{
  return result->outcome == HAVEN_SYNC_OFFLINE || result->outcome == HAVEN_SYNC_BUSY;
}

/* What a person should know of how it went; NULL: nothing */
static char *
dup_trouble (HavenSyncResult *result)
{
  if (result->sentence != NULL)
    return g_strdup (result->sentence);
  return ABS (result->skew) >= CLOCKS_APART ? describe_clock (result->skew) : NULL;
}

static char *
make_sentence (const HavenSyncSummary *summary)
{
  if (summary->sent == 0 && summary->received == 0)
    return g_strdup (_("Everything is up to date."));
  return g_strdup_printf (_("%u sent, %u refused, %u still waiting; %u new from the Virtual School."),
                          summary->sent, summary->refused, summary->waiting, summary->received);
}

/* Where there are several, trouble says with whom. */
static char *
name_trouble (HavenSchool *school, GPtrArray *results)
{
  g_autoptr (GPtrArray) troubles = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < results->len; i++) {
    HavenSyncResult *result = g_ptr_array_index (results, i);
    g_autofree char *trouble = dup_trouble (result);
    const char *name = haven_authority_get_name (school, result->authority);
    if (trouble == NULL)
      continue;
    g_ptr_array_add (troubles, results->len == 1 || name == NULL ? g_steal_pointer (&trouble) : g_strdup_printf ("%s: %s", name, trouble));
  }
  if (troubles->len == 0)
    return NULL;
  g_ptr_array_add (troubles, NULL);
  return g_strjoinv ("\n", (char **) troubles->pdata);
}

static HavenSyncSummary *
summarise (HavenSchool *school, GPtrArray *results)
{
  HavenSyncSummary *summary = g_new0 (HavenSyncSummary, 1);

  for (guint i = 0; i < results->len; i++) {
    HavenSyncResult *result = g_ptr_array_index (results, i);
    summary->sent += result->n_sent;
    summary->waiting += result->n_waiting;
    summary->refused += result->n_refused;
    summary->received += count_news (result);
    summary->offline = summary->offline || is_offline (result);
  }
  summary->sentence = name_trouble (school, results);
  if (summary->sentence == NULL)
    summary->sentence = make_sentence (summary);
  return summary;
}

/* A bad end, which nobody may overlook; that the network was away is an ordinary one. */
static GError *
dup_failure (GPtrArray *results, const HavenSyncSummary *summary)
{
  for (guint i = 0; i < results->len; i++) {
    HavenSyncResult *result = g_ptr_array_index (results, i);
    if (result->outcome != HAVEN_SYNC_DONE && !is_offline (result))
      return g_error_new_literal (HAVEN_ERROR, result->error_code, summary->sentence);
  }
  return NULL;
}

/* What did arrive is written even where the end was bad; then the bad end is told. */
static void
synced_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  GTask *task = user_data;
  HavenSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *results = g_task_propagate_pointer (G_TASK (async), &error);
  HavenJob *job;

  self->n_syncs--;
  if (results == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  job = haven_job_new (sync_work, results, (GDestroyNotify) g_ptr_array_unref);
  job->result = summarise (((Errand *) g_task_get_task_data (task))->school, results);
  job->free_result = (GDestroyNotify) haven_sync_summary_free;
  job->failure = dup_failure (results, job->result);
  haven_session_start_job (self, task, job);
}

static void
start_errand (HavenSession *self, GTask *take_task, Errand *take_errand)
{
  self->n_syncs++;
  g_task_set_task_data (take_task, take_errand, (GDestroyNotify) free_errand);
  haven_session_push (self->net, take_task, do_sync, synced_cb);
}

static void
start_sync (HavenSession *self, GTask *take_task, gboolean by_itself)
{
  g_autoptr (GTask) task = take_task;
  Errand *errand;

  if (!haven_session_check_may (self, task, HAVEN_DEED_BOOK))
    return;
  if (!haven_session_is_enrolled (self)) {
    g_task_return_new_error (task, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                             _("The school has not joined a Virtual School yet. What waits is kept. Join with the code that the "
                               "authority gave you."));
    return;
  }
  errand = make_errand (self);
  errand->by_itself = by_itself;
  start_errand (self, g_steal_pointer (&task), errand);
}

void
haven_session_sync_async (HavenSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  start_sync (self, g_task_new (self, cancellable, callback, user_data), FALSE);
}

void
haven_session_sync_by_itself_async (HavenSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  start_sync (self, g_task_new (self, cancellable, callback, user_data), TRUE);
}

HavenSyncSummary *
haven_session_sync_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HavenSyncSummary *
haven_session_sync (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_sync_async (self, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_sync_finish (self, result, error);
}

static gboolean
note_saved_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_add_audit (writing->store, writing->clock, "send", 0, "saved as a file", error);
}

static gboolean
note_saved_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, note_saved_body, error);
}

static GBytes *
print_outbox (HavenSession *self, gint64 authority, GError **error)
{
  Errand *errand = make_errand (self);
  HavenSyncJob job = { 0 };
  GBytes *file;

  errand->authority = authority;
  fill_sync_job (errand, &job);
  file = haven_exchange_save (&job);
  if (file == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("The Virtual School’s keys are not such as anything can be sealed to. Nothing was saved. Join again."));
  clear_sync_job (&job);
  free_errand (errand);
  return file;
}

/* Handed out once it is noted that it was: a file that left stands in the list of what was done. */
void
haven_session_save_outbox_async (HavenSession *self, gint64 authority, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  HavenJob *job;
  GBytes *file;

  if (!haven_session_check_may (self, task, HAVEN_DEED_BOOK))
    return;
  file = print_outbox (self, authority, &error);
  if (file == NULL) {
    g_task_return_error (task, error);
    return;
  }
  job = haven_job_new (note_saved_work, NULL, NULL);
  job->result = file;
  job->free_result = (GDestroyNotify) g_bytes_unref;
  haven_session_start_job (self, g_steal_pointer (&task), job);
}

GBytes *
haven_session_save_outbox_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
haven_session_save_outbox (HavenSession *self, gint64 authority, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_save_outbox_async (self, authority, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_save_outbox_finish (self, result, error);
}

void
haven_session_load_reply_async (HavenSession *self, GBytes *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Errand *errand;

  if (!haven_session_check_may (self, task, HAVEN_DEED_BOOK))
    return;
  errand = make_errand (self);
  errand->file = g_bytes_ref (file);
  start_errand (self, g_steal_pointer (&task), errand);
}

HavenSyncSummary *
haven_session_load_reply_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HavenSyncSummary *
haven_session_load_reply (HavenSession *self, GBytes *file, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_load_reply_async (self, file, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_load_reply_finish (self, result, error);
}
