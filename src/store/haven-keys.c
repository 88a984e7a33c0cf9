/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keys-private.h"

#include "haven-recovery-code.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>

static gboolean
is_called (const HavenKeySlot *slot, const char *name)
{
  g_autofree char *its = haven_text_fold (slot->name);
  g_autofree char *wanted = haven_text_fold (name);

  return g_str_equal (its, wanted);
}

HavenKeySlot *
haven_keys_find_slot (HavenKeys *self, const char *name)
{
  for (guint i = 0; i < self->slots->len; i++) {
    if (is_called (g_ptr_array_index (self->slots, i), name))
      return g_ptr_array_index (self->slots, i);
  }
  return NULL;
}

/* Only what can be the code of a sheet is worth the stretching. NULL: it cannot. */
static char *
read_passphrase (const HavenKeySlot *slot, const char *passphrase)
{
  if ((slot->flags & HAVEN_SLOT_RECOVERY) != 0)
    return haven_recovery_code_normalise (passphrase);
  return g_strdup (passphrase);
}

/* NULL: the passphrase is not this slot's. error is set only where the attempt itself failed. */
GBytes *
haven_keys_unwrap_slot (HavenKeys *self, const HavenKeySlot *slot, const char *passphrase, GError **error)
{
  g_autofree char *typed = read_passphrase (slot, passphrase);
  g_autofree char *context = haven_keys_get_slot_context (self, slot);
  g_autoptr(HavenSecret) stretched = NULL;

  if (typed == NULL)
    return NULL;
  stretched = haven_secret_stretch (typed, slot->salt, self->cost, error);
  haven_wipe_string (typed);
  return stretched != NULL ? haven_secret_unwrap (stretched, slot->wrapped, context, NULL) : NULL;
}

static void
take_joined_secrets (HavenKeys *self, GBytes *opened)
{
  const guint8 *bytes = g_bytes_get_data (opened, NULL);

  self->store_key = haven_secret_new_copy (bytes, HAVEN_KEY_BYTES);
  self->own_secret = haven_secret_new_copy (bytes + HAVEN_KEY_BYTES, HAVEN_KEYS_OWN_SECRET_BYTES);
}

static gboolean
take_grant (HavenKeys *self, HavenKeySlot *slot, GError **error)
{
  g_autoptr(GBytes) key = NULL;

  if (g_bytes_get_size (slot->grant) == 0)
    return TRUE;
  key = haven_seal_open (slot->public_key, self->own_secret, slot->grant, NULL);
  if (key == NULL)
    return haven_keys_refuse (error, HAVEN_ERROR_DAMAGED);
  self->store_key = haven_secret_new_copy (g_bytes_get_data (key, NULL), g_bytes_get_size (key));
  return TRUE;
}

static gboolean
take_secrets (HavenKeys *self, HavenKeySlot *slot, GBytes *opened, GError **error)
{
  self->mine = slot;
  if ((slot->flags & HAVEN_SLOT_GRANTED) == 0) {
    take_joined_secrets (self, opened);
    return TRUE;
  }
  self->own_secret = haven_secret_new_copy (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened));
  return take_grant (self, slot, error);
}

static gboolean
try_slot (HavenKeys *self, HavenKeySlot *slot, const char *passphrase, GError **error)
{
  g_autoptr(GBytes) opened = haven_keys_unwrap_slot (self, slot, passphrase, error);

  return opened != NULL && take_secrets (self, slot, opened, error);
}

/* The code of a sheet is typed from paper: where it is nearly one, say which group to look at again. */
static gboolean
refuse_passphrase (const char *passphrase, GError **error)
{
  int slip = haven_recovery_code_find_slip (passphrase);

  if (slip <= 0)
    return haven_keys_refuse (error, HAVEN_ERROR_LOCKED);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED,
               _("Group %d of the recovery sheet’s code is mistyped. Look at it again, sign by sign."), slip);
  return FALSE;
}

static gboolean
unlock (HavenKeys *self, const char *name, const char *passphrase, GError **error)
{
  GError *local = NULL;

  for (guint i = 0; i < self->slots->len && local == NULL; i++) {
    HavenKeySlot *slot = g_ptr_array_index (self->slots, i);
    if ((name == NULL || is_called (slot, name)) && try_slot (self, slot, passphrase, &local))
      return TRUE;
  }
  if (local == NULL)
    return refuse_passphrase (passphrase, error);
  g_propagate_error (error, local);
  return FALSE;
}

/* Whoever opens one slot also learns whether anything else of the file was altered; who may not read has no key to tell it with. */
gboolean
haven_keys_check_tag (HavenKeys *self, HavenSecret *store_key, GError **error)
{
  g_autofree char *context = haven_keys_get_tag_context (self);
  g_autoptr(GBytes) opened = NULL;

  if (store_key == NULL)
    return TRUE;
  opened = haven_secret_unwrap (store_key, self->tag, context, NULL);
  return opened != NULL || haven_keys_refuse (error, HAVEN_ERROR_DAMAGED);
}

static void
wrap_sealing_pair (HavenKeys *self)
{
  g_autoptr(HavenSecret) secret = NULL;
  g_autoptr(GBytes) plain = NULL;
  g_autofree char *context = NULL;

  haven_seal_new_pair (&self->sealing_key, &secret);
  plain = g_bytes_new_static (haven_secret_peek (secret), haven_secret_get_size (secret));
  context = haven_keys_get_sealing_context (self);
  self->wrapped_sealing = haven_secret_wrap (self->store_key, plain, context);
}

HavenKeys *
haven_keys_new (const HavenStoreUser *first, HavenStretch cost, GError **error)
{
  g_autoptr(HavenKeys) self = haven_keys_new_empty ();

  if (!haven_keys_check_user (self, first, error))
    return NULL;
  self->cost = cost;
  self->store_key = haven_secret_new_random (HAVEN_KEY_BYTES);
  wrap_sealing_pair (self);
  self->mine = haven_keys_add_slot (self, first, 0, &self->own_secret, error);
  return self->mine != NULL ? g_steal_pointer (&self) : NULL;
}

HavenKeys *
haven_keys_open (const char *path, const char *name, const char *passphrase, GError **error)
{
  g_autoptr(HavenKeys) self = haven_keys_read_file (path, error);

  if (self == NULL || !unlock (self, name, passphrase, error) || !haven_keys_check_tag (self, self->store_key, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Bound to the slot and its passphrase: a changed passphrase ends it. */
static char *
get_kept_context (HavenKeys *self, const HavenKeySlot *slot)
{
  g_autofree char *slot_context = haven_keys_get_slot_context (self, slot);

  return g_strconcat ("haven kept ", slot_context, NULL);
}

GBytes *
haven_keys_wrap_own (HavenKeys *self, HavenSecret *with, GError **error)
{
  g_autofree char *context = get_kept_context (self, self->mine);
  g_autoptr(GBytes) plain = NULL;

  if ((self->mine->flags & HAVEN_SLOT_GRANTED) == 0 || (self->mine->flags & HAVEN_SLOT_RECOVERY) != 0) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("The keyring cannot keep this key. Change your passphrase once, then it can."));
    return NULL;
  }
  plain = g_bytes_new_static (haven_secret_peek (self->own_secret), haven_secret_get_size (self->own_secret));
  return haven_secret_wrap (with, plain, context);
}

static HavenKeySlot *
find_public (HavenKeys *self, GBytes *public_key)
{
  for (guint i = 0; i < self->slots->len; i++) {
    HavenKeySlot *slot = g_ptr_array_index (self->slots, i);
    if (g_bytes_equal (slot->public_key, public_key) && (slot->flags & HAVEN_SLOT_GRANTED) != 0)
      return slot;
  }
  return NULL;
}

static gboolean
unlock_with (HavenKeys *self, GBytes *public_key, GBytes *wrapped, HavenSecret *with, GError **error)
{
  HavenKeySlot *slot = find_public (self, public_key);
  g_autofree char *context = slot != NULL ? get_kept_context (self, slot) : NULL;
  g_autoptr(GBytes) opened = slot != NULL ? haven_secret_unwrap (with, wrapped, context, NULL) : NULL;

  return opened != NULL ? take_secrets (self, slot, opened, error) : haven_keys_refuse (error, HAVEN_ERROR_LOCKED);
}

HavenKeys *
haven_keys_open_with (const char *path, GBytes *public_key, GBytes *wrapped, HavenSecret *with, GError **error)
{
  g_autoptr(HavenKeys) self = haven_keys_read_file (path, error);

  if (self == NULL || !unlock_with (self, public_key, wrapped, with, error) || !haven_keys_check_tag (self, self->store_key, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
haven_keys_save (HavenKeys *self, const char *path, GError **error)
{
  g_free (self->path);
  self->path = g_strdup (path);
  return haven_keys_write_file (self, error);
}

void
haven_keys_free (HavenKeys *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_clear_pointer (&self->sealing_key, g_bytes_unref);
  g_clear_pointer (&self->wrapped_sealing, g_bytes_unref);
  g_clear_pointer (&self->tag, g_bytes_unref);
  g_ptr_array_unref (self->slots);
  haven_keys_end (self);
  haven_secret_free (self->store_key);
  haven_secret_free (self->own_secret);
  g_free (self);
}

HavenSecret *
haven_keys_get_store_key (HavenKeys *self)
{
  return self->store_key;
}

HavenStretch
haven_keys_get_cost (HavenKeys *self)
{
  return self->cost;
}

const char *
haven_keys_get_name (HavenKeys *self)
{
  return self->mine->name;
}

HavenRole
haven_keys_get_role (HavenKeys *self)
{
  return self->mine->role;
}

char *
haven_keys_dup_digest (HavenKeys *self)
{
  return haven_keys_get_tag_context (self);
}

static GPtrArray *
list_people (HavenKeys *self)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_store_person_free);

  for (guint i = 0; i < self->slots->len; i++) {
    HavenKeySlot *slot = g_ptr_array_index (self->slots, i);
    HavenStorePerson *person = g_new0 (HavenStorePerson, 1);
    person->name = g_strdup (slot->name);
    person->role = slot->role;
    person->recovery = (slot->flags & HAVEN_SLOT_RECOVERY) != 0;
    g_ptr_array_add (people, person);
  }
  return people;
}

GPtrArray *
haven_keys_list (const char *path, GError **error)
{
  g_autoptr(HavenKeys) self = haven_keys_read_file (path, error);

  return self != NULL ? list_people (self) : NULL;
}

static GPtrArray *
list_public_keys (HavenKeys *self, HavenRole least)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < self->slots->len; i++) {
    HavenKeySlot *slot = g_ptr_array_index (self->slots, i);
    if (slot->role <= least)
      g_ptr_array_add (keys, g_bytes_ref (slot->public_key));
  }
  return keys;
}

GPtrArray *
haven_keys_list_public (HavenKeys *self)
{
  return list_public_keys (self, HAVEN_ROLE_READER);
}

GPtrArray *
haven_keys_list_leads (HavenKeys *self)
{
  return list_public_keys (self, haven_keys_has_lead (self) ? HAVEN_ROLE_DEPUTY : HAVEN_ROLE_DT);
}

gboolean
haven_keys_has_lead (HavenKeys *self)
{
  for (guint i = 0; i < self->slots->len; i++) {
    HavenKeySlot *slot = g_ptr_array_index (self->slots, i);
    if (slot->role <= HAVEN_ROLE_DEPUTY && (slot->flags & HAVEN_SLOT_RECOVERY) == 0)
      return TRUE;
  }
  return FALSE;
}

GBytes *
haven_keys_get_sealing_key (HavenKeys *self)
{
  return self->sealing_key;
}

GBytes *
haven_keys_open_for_store (HavenKeys *self, GBytes *sealed, GError **error)
{
  g_autofree char *context = haven_keys_get_sealing_context (self);
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(HavenSecret) secret = NULL;

  if (self->store_key == NULL)
    return haven_keys_refuse (error, HAVEN_ERROR_LOCKED), NULL;
  plain = haven_secret_unwrap (self->store_key, self->wrapped_sealing, context, error);
  if (plain == NULL)
    return NULL;
  secret = haven_secret_new_copy (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  return haven_seal_open (self->sealing_key, secret, sealed, error);
}

GBytes *
haven_keys_get_own_key (HavenKeys *self)
{
  return self->mine->public_key;
}

HavenSecret *
haven_keys_get_own_secret (HavenKeys *self)
{
  return self->own_secret;
}

GBytes *
haven_keys_open_for_me (HavenKeys *self, GBytes *sealed, GError **error)
{
  return haven_seal_open (self->mine->public_key, self->own_secret, sealed, error);
}
