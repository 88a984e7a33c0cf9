/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sharing-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-exchange.h"
#include "haven-reference.h"
#include "haven-return-maker.h"
#include "haven-shares.h"
#include "haven-text.h"

#define IN_FORCE "sharing.policy"
#define OFFERED "document.policy"
#define PROBLEM "sharing.problem"
#define SECRET "sharing.secret"
#define APPROVED_BY "sharing.approved-by"
#define APPROVED_AT "sharing.approved-at"
#define APPROVED_WHAT "sharing.approved-what"
#define UNSEEN "sharing.unseen"

static const char *
get (HavenSchool *school, const char *key)
{
  return haven_school_get_setting (school, key, NULL);
}

static HavenPolicy *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));

  return haven_policy_new_from_json (json, error);
}

static gboolean
is_text (GBytes *bytes, const char *text)
{
  return text != NULL && g_bytes_get_size (bytes) == strlen (text) && memcmp (g_bytes_get_data (bytes, NULL), text, strlen (text)) == 0;
}

static char *
dup_digest (const char *text)
{
  return haven_secret_hash_hex (text, strlen (text));
}

HavenPolicy *
haven_sharing_dup_policy (HavenSchool *school, GError **error)
{
  const char *text = get (school, IN_FORCE);

  return text != NULL ? parse (text, error) : haven_policy_ref (haven_policy_get_default ());
}

/* The built-in ones, sent back by a Virtual School that has none of its own, are not news. */
static gboolean
is_in_force (HavenSchool *school, GBytes *policy)
{
  const char *text = get (school, IN_FORCE);

  return text != NULL ? is_text (policy, text) : g_bytes_equal (policy, haven_reference_get ("policy-default.json"));
}

static void
read_offer (HavenSharing *self, HavenSchool *school)
{
  const char *text = get (school, OFFERED);
  g_autoptr (GBytes) json = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (GError) error = NULL;

  if (json == NULL || is_in_force (school, json))
    return;
  self->offered = haven_policy_new_from_json (json, &error);
  if (self->offered == NULL) {
    if (self->problem == NULL)
      self->problem = g_strdup (error->message);
    return;
  }
  self->offered_digest = dup_digest (text);
  self->changes = haven_policy_list_changes (self->in_force, self->offered);
}

HavenSharing *
haven_sharing_new (HavenSchool *school, GError **error)
{
  HavenPolicy *in_force = haven_sharing_dup_policy (school, error);
  HavenSharing *self;

  if (in_force == NULL)
    return NULL;
  self = g_new0 (HavenSharing, 1);
  self->in_force = in_force;
  self->agreed = get (school, IN_FORCE) != NULL;
  self->problem = g_strdup (get (school, PROBLEM));
  self->approved_by = g_strdup (get (school, APPROVED_BY));
  self->approved_at = g_ascii_strtoll (haven_school_get_setting (school, APPROVED_AT, "0"), NULL, 10);
  self->unseen = g_strcmp0 (get (school, UNSEEN), "yes") == 0;
  read_offer (self, school);
  return self;
}

void
haven_sharing_free (HavenSharing *self)
{
  if (self == NULL)
    return;
  haven_policy_unref (self->in_force);
  haven_policy_unref (self->offered);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self->offered_digest);
  g_free (self->problem);
  g_free (self->approved_by);
  g_free (self);
}

static gboolean
is_newer (HavenPolicy *policy, HavenPolicy *than, GError **error)
{
  if (haven_policy_get_version (policy) > haven_policy_get_version (than))
    return TRUE;
  if (haven_policy_get_version (policy) < haven_policy_get_version (than))
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                 _("The sharing settings that came are older (version %u) than those known here (version %u), so they are refused. The "
                   "settings in force stay as they are."), haven_policy_get_version (policy), haven_policy_get_version (than));
  else
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                 _("The sharing settings that came differ from those known here, but say the same version (%u), so they are refused. The "
                   "settings in force stay as they are. Tell the Virtual School."), haven_policy_get_version (policy));
  return FALSE;
}

/* Against the settings under one key, if they are others */
static gboolean
follows (HavenSchool *school, const char *key, GBytes *bytes, HavenPolicy *policy, GError **error)
{
  const char *text = get (school, key);
  g_autoptr (HavenPolicy) known = text != NULL && !is_text (bytes, text) ? parse (text, NULL) : NULL;

  return known == NULL || is_newer (policy, known, error);
}

gboolean
haven_sharing_judge (HavenSchool *school, GBytes *bytes, GError **error)
{
  g_autoptr (HavenPolicy) policy = haven_policy_new_from_json (bytes, error);

  return policy != NULL && follows (school, IN_FORCE, bytes, policy, error) && follows (school, OFFERED, bytes, policy, error);
}

gboolean
haven_sharing_needs_approval (HavenSchool *school)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);

  for (guint i = 0; i < ledger->len; i++)
    if (haven_ledger_entry_went (g_ptr_array_index (ledger, i)))
      return FALSE;
  return TRUE;
}

gboolean
haven_sharing_has_sent (HavenSchool *school, HavenRelease *release)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);

  for (guint i = 0; i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    if (haven_ledger_entry_went (entry) && g_strcmp0 (entry->digest, haven_release_get_digest (release)) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
haven_sharing_take_offer (HavenWriting *writing, GBytes *policy, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (policy, NULL), g_bytes_get_size (policy));

  if (!haven_sharing_judge (writing->school, policy, &problem))
    return haven_store_set (writing->store, PROBLEM, problem->message, error);
  return haven_store_set (writing->store, OFFERED, text, error) && haven_store_set (writing->store, PROBLEM, NULL, error);
}

static gboolean
make_secret (HavenWriting *writing, GError **error)
{
  g_autoptr (HavenSecret) secret = haven_secret_new_random (HAVEN_KEY_BYTES);
  char *text = g_base64_encode (haven_secret_peek (secret), HAVEN_KEY_BYTES);
  gboolean kept = haven_store_set (writing->store, SECRET, text, error);

  haven_wipe_string (text);
  g_free (text);
  return kept;
}

/* The key of noise is made once and for good: with another the same children would have other noise, and two of them tell more than one. */
static gboolean
keep_secret (HavenWriting *writing, HavenPolicy *policy, GError **error)
{
  if (haven_policy_get_channel (policy) != HAVEN_CHANNEL_NOISE || get (writing->school, SECRET) != NULL)
    return TRUE;
  return make_secret (writing, error);
}

static gboolean
note_approval (HavenWriting *writing, HavenPolicy *policy, const char *approved_by, GError **error)
{
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, writing->clock.now);
  g_autofree char *what = g_strdup_printf ("%s, version %u", haven_policy_get_id (policy), haven_policy_get_version (policy));

  return haven_store_set (writing->store, APPROVED_BY, approved_by, error) && haven_store_set (writing->store, APPROVED_AT, at, error) &&
         haven_store_set (writing->store, APPROVED_WHAT, what, error) &&
         haven_store_add_audit (writing->store, writing->clock, "agree-sharing", 0, what, error);
}

static gboolean
refuse (GError **error, HavenErrorCode code, const char *sentence)
{
  g_set_error_literal (error, HAVEN_ERROR, code, sentence);
  return FALSE;
}

gboolean
haven_sharing_agree (HavenWriting *writing, const char *digest, const char *approved_by, GError **error)
{
  g_autoptr (HavenSharing) sharing = haven_sharing_new (writing->school, error);

  if (sharing == NULL)
    return FALSE;
  if (sharing->offered == NULL || g_strcmp0 (sharing->offered_digest, digest) != 0)
    return refuse (error, HAVEN_ERROR_CONFLICT,
                   _("These are not the sharing settings that came last. Nothing was changed. Look at them again."));
  if (haven_text_is_empty (approved_by))
    return refuse (error, HAVEN_ERROR_INVALID, _("Who approved it? The head, or the trust, by name. Nothing was changed."));
  return haven_store_set (writing->store, IN_FORCE, get (writing->school, OFFERED), error) &&
         keep_secret (writing, sharing->offered, error) && note_approval (writing, sharing->offered, approved_by, error);
}

HavenSecret *
haven_sharing_dup_secret (HavenSchool *school)
{
  const char *text = get (school, SECRET);
  gsize size = 0;
  guchar *bytes = text != NULL ? g_base64_decode (text, &size) : NULL;
  HavenSecret *secret = size == HAVEN_KEY_BYTES ? haven_secret_new_copy (bytes, size) : NULL;

  haven_wipe (bytes, size);
  g_free (bytes);
  return secret;
}

gboolean
haven_sharing_is_own_key (const char *key)
{
  return g_str_equal (key, OFFERED) || (g_str_has_prefix (key, "sharing.") && !g_str_equal (key, UNSEEN));
}

static HavenShares *
make_shares (HavenWriting *writing, HavenRelease *page, HavenPolicy *policy, GError **error)
{
  g_autofree char *report = haven_text_new_id ();
  g_autoptr (HavenReturn) totals = NULL;
  HavenPeriod period;

  if (!haven_period_parse (haven_release_get_period (page), &period))
    return NULL;
  totals = haven_return_make (writing->school, period, policy, writing->clock, error);
  return totals != NULL ? haven_shares_make (totals, page, policy, report, error) : NULL;
}

gboolean
haven_sharing_queue_shares (HavenWriting *writing, HavenRelease *page, GError **error)
{
  g_autoptr (HavenPolicy) policy = haven_sharing_dup_policy (writing->school, error);
  g_autoptr (HavenShares) shares = NULL;
  g_autoptr (HavenOutboxItem) item = NULL;

  if (policy == NULL || haven_policy_get_total (policy) == NULL)
    return policy != NULL;
  shares = make_shares (writing, page, policy, error);
  if (shares == NULL)
    return FALSE;
  item = haven_exchange_item_for_shares (shares, writing->clock.now);
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error) &&
         haven_store_add_audit (writing->store, writing->clock, "queue-sealed-total", 0, shares->report, error);
}
