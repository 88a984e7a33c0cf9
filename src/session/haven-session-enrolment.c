/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-authority.h"
#include "haven-csv.h"
#include "haven-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Leaving a Virtual School, the keys that come by file, and the list of what was sent */

const char *
haven_session_get_outbox_state (HavenSession *self, const HavenOutboxItem *item)
{
  gboolean going = self->n_syncs > 0 && item->state == HAVEN_OUTBOX_WAITING && haven_exchange_is_due (item, self->clock.now);

  return going ? "sending" : haven_outbox_state_code (item->state);
}

/* Leaving */

typedef struct {
  gint64 authority;
  gboolean discard;
} Leaving;

static gboolean
is_unsent (const HavenOutboxItem *item, gint64 authority)
{
  return item->authority == authority && item->state == HAVEN_OUTBOX_WAITING;
}

static guint
count_unsent (HavenSchool *school, gint64 authority)
{
  GPtrArray *items = haven_school_get_table (school, HAVEN_TABLE_OUTBOX);
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += is_unsent (g_ptr_array_index (items, i), authority);
  return n;
}

static gboolean
check_nothing_waits (HavenSchool *school, gint64 authority, GError **error)
{
  guint n = count_unsent (school, authority);

  if (n == 0)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
               g_dngettext (GETTEXT_PACKAGE, "%u message waits to be sent. Send it, save it to a file or remove it first. Nothing was "
                                             "changed.",
                            "%u messages wait to be sent. Send them, save them to a file or remove them first. Nothing was changed.",
                              n), n);
  return FALSE;
}

static gboolean
discard_items (HavenWriting *writing, gint64 authority, GError **error)
{
  GPtrArray *items = haven_school_get_table (writing->school, HAVEN_TABLE_OUTBOX);

  for (guint i = 0; i < items->len; i++) {
    g_autoptr (HavenOutboxItem) item = haven_outbox_item_copy (g_ptr_array_index (items, i));
    if (!is_unsent (item, authority))
      continue;
    item->state = HAVEN_OUTBOX_CANCELLED;
    item->settled_at = writing->clock.now;
    if (!haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
forget_keys (HavenWriting *writing, gint64 authority, GError **error)
{
  static const char *const keys[] = { "exchange.url", "exchange.ca", "exchange.certificate", "exchange.token", "exchange.authority",
                                     "exchange.keys", "exchange.state", "exchange.since", "exchange.last" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autofree char *key = haven_authority_dup_key (authority, keys[i]);
    if (!haven_store_set (writing->store, key, NULL, error))
      return FALSE;
  }
  return TRUE;
}

/* What nobody can book any more; the bookings keep in words what they were for. */
static gboolean
forget_catalogue (HavenWriting *writing, gint64 authority, GError **error)
{
  GPtrArray *events = haven_school_get_table (writing->school, HAVEN_TABLE_EVENTS);
  GPtrArray *courses = haven_school_get_table (writing->school, HAVEN_TABLE_COURSES);
  gboolean done = TRUE;

  for (guint i = 0; done && i < events->len; i++) {
    const HavenEvent *event = g_ptr_array_index (events, i);
    done = event->authority != authority || haven_store_remove (writing->store, HAVEN_TABLE_EVENTS, event->id, error);
  }
  for (guint i = 0; done && i < courses->len; i++) {
    const HavenCourse *course = g_ptr_array_index (courses, i);
    done = course->authority != authority || haven_store_remove (writing->store, HAVEN_TABLE_COURSES, course->id, error);
  }
  return done;
}

/* Benchmarks and settings of the school's own stay to be worked with until it joins again. */
static gboolean
forget_documents (HavenWriting *writing, gint64 authority, GError **error)
{
  GPtrArray *settings = haven_school_get_table (writing->school, HAVEN_TABLE_SETTINGS);
  g_autofree char *prefix = haven_authority_dup_key (authority, "document.");

  for (guint i = 0; authority != HAVEN_AUTHORITY_OWN && i < settings->len; i++) {
    const HavenSetting *setting = g_ptr_array_index (settings, i);
    if (g_str_has_prefix (setting->key, prefix) && !haven_store_set (writing->store, setting->key, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
leave_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Leaving *leaving = job->data;

  if (!leaving->discard && !check_nothing_waits (writing->school, leaving->authority, error))
    return FALSE;
  return discard_items (writing, leaving->authority, error) && haven_session_part_from (writing, leaving->authority, error)
         && forget_keys (writing, leaving->authority, error) && forget_catalogue (writing, leaving->authority, error)
         && forget_documents (writing, leaving->authority, error)
         && haven_store_add_audit (writing->store, writing->clock, "leave", 0, "virtual school", error);
}

static gboolean
leave_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, leave_body, error);
}

void
haven_session_leave_async (HavenSession *self, gint64 authority, gboolean discard, GAsyncReadyCallback callback, gpointer user_data)
{
  Leaving leaving = { authority, discard };

  haven_session_start_deed (self, HAVEN_DEED_SEND, g_task_new (self, NULL, callback, user_data),
                            haven_job_new (leave_work, g_memdup2 (&leaving, sizeof leaving), g_free));
}

gboolean
haven_session_leave_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_leave (HavenSession *self, gint64 authority, gboolean discard, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_leave_async (self, authority, discard, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_leave_finish (self, result, error);
}

/* Keys by file */

static HavenWireKeys *
read_keys (HavenSession *self, GBytes *file, char **ret_authority, GError **error)
{
  if (self->school != NULL)
    return haven_exchange_read_keys (file, haven_school_get_setting (self->school, "urn", ""), ret_authority, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED, _("Haven is locked."));
  return NULL;
}

char *
haven_session_read_fingerprint (HavenSession *self, GBytes *file, GError **error)
{
  g_autoptr (HavenWireKeys) keys = read_keys (self, file, NULL, error);

  return keys == NULL ? NULL : haven_wire_keys_dup_fingerprint (keys);
}

char *
haven_session_dup_fingerprint (HavenSession *self, gint64 authority)
{
  const char *text = self->school == NULL ? NULL : haven_authority_get (self->school, authority, "exchange.keys", NULL);
  g_autoptr (HavenWireKeys) keys = text == NULL ? NULL : haven_exchange_keys_from_text (text);

  return keys == NULL ? NULL : haven_wire_keys_dup_fingerprint (keys);
}

static gboolean
is_same_fingerprint (HavenWireKeys *keys, const char *typed)
{
  g_autofree char *fingerprint = haven_wire_keys_dup_fingerprint (keys);
  g_auto (GStrv) groups = g_strsplit (fingerprint, " ", -1), words = g_strsplit_set (typed, " -:\t", -1);
  g_autofree char *ours = g_strjoinv ("", groups), *theirs = g_strjoinv ("", words);

  return g_ascii_strcasecmp (ours, theirs) == 0;
}

typedef struct {
  char *keys;                   /* as a setting */
  char *name;                   /* what the Virtual School calls itself; NULL: it did not say */
  gboolean another;
} Pinning;

static void
free_pinning (Pinning *self)
{
  g_free (self->keys);
  g_free (self->name);
  g_free (self);
}

static gboolean
knows_keys (HavenSchool *school, const char *keys)
{
  g_autoptr (GArray) authorities = haven_authority_list (school);

  for (guint i = 0; i < authorities->len; i++)
    if (g_strcmp0 (haven_authority_get (school, g_array_index (authorities, gint64, i), "exchange.keys", NULL), keys) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_can_pin (const Pinning *pinning, HavenSchool *school, GError **error)
{
  if (pinning->another && knows_keys (school, pinning->keys)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                         _("The keys of this file were compared already: load it without anything more. Nothing was changed."));
    return FALSE;
  }
  if (pinning->another || haven_school_get_setting (school, "exchange.keys", NULL) == NULL)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                       _("This school has compared its Virtual School’s keys already. To change them, leave the Virtual School first. "
                         "Nothing was changed."));
  return FALSE;
}

static gboolean
pin_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Pinning *pinning = job->data;
  gint64 authority = pinning->another ? haven_authority_get_free (writing->school) : HAVEN_AUTHORITY_OWN;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, writing->clock.now);
  const char *settings[][2] = { { "exchange.keys", pinning->keys }, { "exchange.authority", pinning->name }, { "exchange.since", now } };

  if (!check_can_pin (pinning, writing->school, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autofree char *key = haven_authority_dup_key (authority, settings[i][0]);
    if (!haven_store_set (writing->store, key, settings[i][1], error))
      return FALSE;
  }
  return haven_store_add_audit (writing->store, writing->clock, "enrol", 0, "keys compared", error);
}

static gboolean
pin_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, pin_body, error);
}

static Pinning *
make_pinning (HavenSession *self, GBytes *file, const char *fingerprint, gboolean another, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (HavenWireKeys) keys = read_keys (self, file, &name, error);
  Pinning *pinning;

  if (keys == NULL)
    return NULL;
  if (!is_same_fingerprint (keys, fingerprint)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("This is not the fingerprint of the file’s keys: the file may not be the Virtual School’s. Nothing was taken "
                           "from it."));
    return NULL;
  }
  pinning = g_new0 (Pinning, 1);
  pinning->keys = haven_exchange_keys_to_text (keys);
  pinning->name = g_steal_pointer (&name);
  pinning->another = another;
  return pinning;
}

void
haven_session_pin_keys_async (HavenSession *self, GBytes *file, const char *fingerprint, gboolean another, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  Pinning *pinning = make_pinning (self, file, fingerprint, another, &error);

  if (pinning == NULL)
    g_task_return_error (task, error);
  else
    haven_session_start_deed (self, HAVEN_DEED_SEND, g_steal_pointer (&task),
                              haven_job_new (pin_work, pinning, (GDestroyNotify) free_pinning));
}

gboolean
haven_session_pin_keys_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_pin_keys (HavenSession *self, GBytes *file, const char *fingerprint, gboolean another, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_pin_keys_async (self, file, fingerprint, another, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_pin_keys_finish (self, result, error);
}

/* What was sent */

static char *
dup_receipt (HavenSchool *school, const char *digest)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);

  for (guint i = 0; digest != NULL && i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    if (entry->receipt != NULL && g_strcmp0 (entry->digest, digest) == 0)
      return g_strndup (g_bytes_get_data (entry->receipt, NULL), g_bytes_get_size (entry->receipt));
  }
  return g_strdup ("");
}

static void
list_item (GString *csv, HavenSchool *school, const HavenOutboxItem *item)
{
  g_autofree char *digest = item->body == NULL ? NULL : haven_secret_hash_hex (g_bytes_get_data (item->body, NULL),
                                                                               g_bytes_get_size (item->body));
  g_autofree char *made = haven_time_to_iso (item->made_at),
    *settled = item->settled_at == 0 ? g_strdup ("") : haven_time_to_iso (item->settled_at);
  g_autofree char *receipt = item->type == HAVEN_OUTBOX_RELEASE ? dup_receipt (school, digest) : g_strdup ("");
  const char *fields[] = { item->key, haven_outbox_type_code (item->type), item->target, digest != NULL ? digest : "", made, settled,
                           haven_outbox_state_code (item->state), receipt };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    haven_csv_add_field (csv, fields[i]);
  haven_csv_end_row (csv);
}

GBytes *
haven_session_list_sent (HavenSession *self)
{
  static const char *const columns[] = { "id", "kind", "target", "sha256", "made", "settled", "state", "receipt" };
  GPtrArray *items = haven_school_get_table (self->school, HAVEN_TABLE_OUTBOX);
  g_autoptr (GString) csv = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    haven_csv_add_field (csv, columns[i]);
  haven_csv_end_row (csv);
  for (guint i = 0; i < items->len; i++)
    list_item (csv, self->school, g_ptr_array_index (items, i));
  return g_string_free_to_bytes (g_steal_pointer (&csv));
}
