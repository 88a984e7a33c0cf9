/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keys-private.h"

#include "haven-limits.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Opening */

static gboolean
is_called (const HavenKeySlot *slot, const char *name)
{
  g_autofree char *its = haven_text_fold (slot->name);
  g_autofree char *wanted = haven_text_fold (name);

  return g_str_equal (its, wanted);
}

static HavenKeySlot *
find_slot (HavenKeys *self, const char *name)
{
  for (guint i = 0; i < self->slots->len; i++) {
    if (is_called (g_ptr_array_index (self->slots, i), name))
      return g_ptr_array_index (self->slots, i);
  }
  return NULL;
}

/* NULL: the passphrase is not this slot's. error is set only where the attempt itself failed. */
static GBytes *
unwrap_slot (HavenKeys *self, const HavenKeySlot *slot, const char *passphrase, GError **error)
{
  g_autoptr(HavenSecret) stretched = haven_secret_stretch (passphrase, slot->salt, self->cost, error);
  g_autofree char *context = haven_keys_get_slot_context (self, slot);

  return stretched != NULL ? haven_secret_unwrap (stretched, slot->wrapped, context, NULL) : NULL;
}

static void
take_secrets (HavenKeys *self, HavenKeySlot *slot, GBytes *opened)
{
  const guint8 *bytes = g_bytes_get_data (opened, NULL);

  self->mine = slot;
  self->store_key = haven_secret_new_copy (bytes, HAVEN_KEY_BYTES);
  self->own_secret = haven_secret_new_copy (bytes + HAVEN_KEY_BYTES, HAVEN_KEYS_OWN_SECRET_BYTES);
}

static gboolean
try_slot (HavenKeys *self, HavenKeySlot *slot, const char *passphrase, GError **error)
{
  g_autoptr(GBytes) opened = unwrap_slot (self, slot, passphrase, error);

  if (opened == NULL)
    return FALSE;
  take_secrets (self, slot, opened);
  return TRUE;
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
    return haven_keys_refuse (error, HAVEN_ERROR_LOCKED);
  g_propagate_error (error, local);
  return FALSE;
}

/* Whoever opens one slot also learns whether anything else of the file was altered. */
static gboolean
check_tag (HavenKeys *self, GError **error)
{
  g_autofree char *context = haven_keys_get_tag_context (self);
  g_autoptr(GBytes) opened = haven_secret_unwrap (self->store_key, self->tag, context, NULL);

  return opened != NULL || haven_keys_refuse (error, HAVEN_ERROR_DAMAGED);
}

/* Making and changing */

static gboolean
check_new_passphrase (const char *passphrase, GError **error)
{
  if (passphrase != NULL && *passphrase != '\0')
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("A passphrase cannot be empty. Nothing was changed."));
  return FALSE;
}

static gboolean
check_passphrase (HavenKeys *self, const char *passphrase, GError **error)
{
  GError *local = NULL;
  g_autoptr(GBytes) opened = unwrap_slot (self, self->mine, passphrase, &local);

  if (opened != NULL)
    return TRUE;
  if (local == NULL)
    return haven_keys_refuse (error, HAVEN_ERROR_LOCKED);
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
check_user (HavenKeys *self, const HavenStoreUser *user, GError **error)
{
  const char *message = NULL;

  if (haven_text_is_empty (user->name) || strlen (user->name) > HAVEN_LIMIT_NAME_BYTES || !g_utf8_validate (user->name, -1, NULL))
    message = _("A person needs a name of reasonable length. Nothing was changed.");
  else if (find_slot (self, user->name) != NULL)
    message = _("There is already a person of that name. Nothing was changed.");
  else if (self->slots->len >= HAVEN_KEYS_MAX_SLOTS)
    message = _("The store has as many people as it can have. Nothing was changed.");
  if (message != NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, message);
  return message == NULL && check_new_passphrase (user->passphrase, error);
}

static guint32
get_next_id (HavenKeys *self)
{
  guint32 last = 0;

  for (guint i = 0; i < self->slots->len; i++)
    last = MAX (last, ((HavenKeySlot *) g_ptr_array_index (self->slots, i))->id);
  return last + 1;
}

static GBytes *
join_secrets (HavenSecret *first, HavenSecret *second)
{
  gsize first_size = haven_secret_get_size (first);
  gsize second_size = haven_secret_get_size (second);
  guint8 *both = sodium_malloc (first_size + second_size);

  memcpy (both, haven_secret_peek (first), first_size);
  memcpy (both + first_size, haven_secret_peek (second), second_size);
  return g_bytes_new_with_free_func (both, first_size + second_size, sodium_free, both);
}

/* A fresh salt at each sealing; the clear part of the slot must be complete */
static gboolean
seal_slot (HavenKeys *self, HavenKeySlot *slot, HavenSecret *own_secret, const char *passphrase, GError **error)
{
  g_autoptr(GBytes) secrets = join_secrets (self->store_key, own_secret);
  g_autoptr(HavenSecret) stretched = NULL;
  g_autofree char *context = NULL;

  randombytes_buf (slot->salt, sizeof slot->salt);
  stretched = haven_secret_stretch (passphrase, slot->salt, self->cost, error);
  if (stretched == NULL)
    return FALSE;
  context = haven_keys_get_slot_context (self, slot);
  g_clear_pointer (&slot->wrapped, g_bytes_unref);
  slot->wrapped = haven_secret_wrap (stretched, secrets, context);
  return TRUE;
}

static HavenKeySlot *
add_slot (HavenKeys *self, const HavenStoreUser *user, HavenSecret **ret_own_secret, GError **error)
{
  HavenKeySlot *slot = g_new0 (HavenKeySlot, 1);
  g_autoptr(HavenSecret) own_secret = NULL;

  slot->id = get_next_id (self);
  slot->role = user->role;
  slot->name = haven_text_squeeze (user->name);
  haven_seal_new_pair (&slot->public_key, &own_secret);
  if (!seal_slot (self, slot, own_secret, user->passphrase, error)) {
    haven_key_slot_free (slot);
    return NULL;
  }
  g_ptr_array_add (self->slots, slot);
  *ret_own_secret = g_steal_pointer (&own_secret);
  return slot;
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

static guint
count_leads (HavenKeys *self)
{
  guint n = 0;

  for (guint i = 0; i < self->slots->len; i++)
    n += ((HavenKeySlot *) g_ptr_array_index (self->slots, i))->role == HAVEN_ROLE_DSL;
  return n;
}

static gboolean
check_removable (HavenKeys *self, const HavenKeySlot *slot, GError **error)
{
  HavenErrorCode code = HAVEN_ERROR_REFUSED;
  const char *message = NULL;

  if (slot == NULL) {
    code = HAVEN_ERROR_NOT_FOUND;
    message = _("There is no person of that name in this store. Nothing was changed.");
  } else if (slot == self->mine) {
    message = _("You cannot remove yourself: somebody else has to. Nothing was changed.");
  } else if (slot->role == HAVEN_ROLE_DSL && count_leads (self) == 1) {
    message = _("The last designated safeguarding lead cannot be removed. Nothing was changed.");
  }
  if (message != NULL)
    g_set_error_literal (error, HAVEN_ERROR, code, message);
  return message == NULL;
}

HavenKeys *
haven_keys_new (const HavenStoreUser *first, HavenStretch cost, GError **error)
{
  g_autoptr(HavenKeys) self = haven_keys_new_empty ();

  if (!check_user (self, first, error))
    return NULL;
  self->cost = cost;
  self->store_key = haven_secret_new_random (HAVEN_KEY_BYTES);
  wrap_sealing_pair (self);
  self->mine = add_slot (self, first, &self->own_secret, error);
  return self->mine != NULL ? g_steal_pointer (&self) : NULL;
}

HavenKeys *
haven_keys_open (const char *path, const char *name, const char *passphrase, GError **error)
{
  g_autoptr(HavenKeys) self = haven_keys_read_file (path, error);

  if (self == NULL || !unlock (self, name, passphrase, error) || !check_tag (self, error))
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
  haven_secret_free (self->store_key);
  haven_secret_free (self->own_secret);
  g_free (self);
}

HavenSecret *
haven_keys_get_store_key (HavenKeys *self)
{
  return self->store_key;
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

GPtrArray *
haven_keys_list (const char *path, GError **error)
{
  g_autoptr(HavenKeys) self = haven_keys_read_file (path, error);
  GPtrArray *people;

  if (self == NULL)
    return NULL;
  people = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_store_person_free);
  for (guint i = 0; i < self->slots->len; i++) {
    HavenKeySlot *slot = g_ptr_array_index (self->slots, i);
    HavenStorePerson *person = g_new0 (HavenStorePerson, 1);
    person->name = g_strdup (slot->name);
    person->role = slot->role;
    g_ptr_array_add (people, person);
  }
  return people;
}

gboolean
haven_keys_add (HavenKeys *self, const HavenStoreUser *user, GError **error)
{
  g_autoptr(HavenSecret) own_secret = NULL;

  if (!check_user (self, user, error) || add_slot (self, user, &own_secret, error) == NULL)
    return FALSE;
  if (haven_keys_write_file (self, error))
    return TRUE;
  g_ptr_array_set_size (self->slots, self->slots->len - 1);
  return FALSE;
}

gboolean
haven_keys_remove (HavenKeys *self, const char *name, GError **error)
{
  HavenKeySlot *slot = find_slot (self, name);
  guint place;

  if (!check_removable (self, slot, error))
    return FALSE;
  g_ptr_array_find (self->slots, slot, &place);
  g_ptr_array_steal_index (self->slots, place);
  if (haven_keys_write_file (self, error)) {
    haven_key_slot_free (slot);
    return TRUE;
  }
  g_ptr_array_insert (self->slots, place, slot);
  return FALSE;
}

gboolean
haven_keys_change_passphrase (HavenKeys *self, const char *before, const char *after, GError **error)
{
  g_autoptr(GBytes) wrapped_before = g_bytes_ref (self->mine->wrapped);
  guint8 salt_before[HAVEN_SALT_BYTES];

  if (!check_passphrase (self, before, error) || !check_new_passphrase (after, error))
    return FALSE;
  memcpy (salt_before, self->mine->salt, sizeof salt_before);
  if (seal_slot (self, self->mine, self->own_secret, after, error) && haven_keys_write_file (self, error))
    return TRUE;
  memcpy (self->mine->salt, salt_before, sizeof salt_before);
  g_bytes_unref (self->mine->wrapped);
  self->mine->wrapped = g_steal_pointer (&wrapped_before);
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

GBytes *
haven_keys_open_for_me (HavenKeys *self, GBytes *sealed, GError **error)
{
  return haven_seal_open (self->mine->public_key, self->own_secret, sealed, error);
}
