/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keys-private.h"

#include "haven-limits.h"
#include "haven-platform.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Who may open the store: each change writes the file, or changes nothing. */

static gboolean
refuse (HavenErrorCode code, const char *message, GError **error)
{
  if (message != NULL)
    g_set_error_literal (error, HAVEN_ERROR, code, message);
  return message == NULL;
}

static gboolean
check_new_passphrase (const char *passphrase, GError **error)
{
  if (passphrase != NULL && *passphrase != '\0')
    return TRUE;
  return refuse (HAVEN_ERROR_INVALID, _("A passphrase cannot be empty. Nothing was changed."), error);
}

gboolean
haven_keys_confirm (HavenKeys *self, const char *passphrase, GError **error)
{
  GError *local = NULL;
  g_autoptr(GBytes) opened = haven_keys_unwrap_slot (self, self->mine, passphrase, &local);

  if (opened != NULL)
    return TRUE;
  if (local == NULL)
    return haven_keys_refuse (error, HAVEN_ERROR_LOCKED);
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
check_name (HavenKeys *self, const char *name, const HavenKeySlot *except, GError **error)
{
  const HavenKeySlot *same;
  const char *message = NULL;

  if (haven_text_is_empty (name) || strlen (name) > HAVEN_LIMIT_NAME_BYTES || !g_utf8_validate (name, -1, NULL))
    return refuse (HAVEN_ERROR_INVALID, _("A person needs a name of reasonable length. Nothing was changed."), error);
  same = haven_keys_find_slot (self, name);
  if (same != NULL && same != except)
    message = _("There is already a person of that name. Nothing was changed.");
  return refuse (HAVEN_ERROR_INVALID, message, error);
}

gboolean
haven_keys_check_user (HavenKeys *self, const HavenStoreUser *user, GError **error)
{
  if (!check_name (self, user->name, NULL, error))
    return FALSE;
  if (self->slots->len >= HAVEN_KEYS_MAX_SLOTS)
    return refuse (HAVEN_ERROR_INVALID, _("The store has as many people as it can have. Nothing was changed."), error);
  return check_new_passphrase (user->passphrase, error);
}

static guint32
get_next_id (HavenKeys *self)
{
  guint32 last = 0;

  for (guint i = 0; i < self->slots->len; i++)
    last = MAX (last, ((HavenKeySlot *) g_ptr_array_index (self->slots, i))->id);
  return last + 1;
}

/* An attendance officer hands files in and reads nothing (practice 32): not even the key is hers. */
static void
seal_grant (HavenKeys *self, HavenKeySlot *slot)
{
  g_autoptr(GBytes) key = NULL;

  g_clear_pointer (&slot->grant, g_bytes_unref);
  if (slot->role == HAVEN_ROLE_ATTENDANCE) {
    slot->grant = g_bytes_new (NULL, 0);
    return;
  }
  key = g_bytes_new_static (haven_secret_peek (self->store_key), haven_secret_get_size (self->store_key));
  slot->grant = haven_seal (slot->public_key, key);
}

/* A fresh salt at each sealing */
static gboolean
seal_slot (HavenKeys *self, HavenKeySlot *slot, HavenSecret *own_secret, const char *passphrase, GError **error)
{
  g_autoptr(GBytes) plain = g_bytes_new_static (haven_secret_peek (own_secret), haven_secret_get_size (own_secret));
  g_autoptr(HavenSecret) stretched = NULL;
  g_autofree char *context = NULL;

  randombytes_buf (slot->salt, sizeof slot->salt);
  stretched = haven_secret_stretch (passphrase, slot->salt, self->cost, error);
  if (stretched == NULL)
    return FALSE;
  slot->flags |= HAVEN_SLOT_GRANTED;
  context = haven_keys_get_slot_context (self, slot);
  g_clear_pointer (&slot->wrapped, g_bytes_unref);
  slot->wrapped = haven_secret_wrap (stretched, plain, context);
  return TRUE;
}

HavenKeySlot *
haven_keys_add_slot (HavenKeys *self, const HavenStoreUser *user, HavenSlotFlags flags, HavenSecret **ret_own_secret, GError **error)
{
  HavenKeySlot *slot = g_new0 (HavenKeySlot, 1);
  g_autoptr(HavenSecret) own_secret = NULL;

  slot->id = get_next_id (self);
  slot->role = user->role;
  slot->flags = flags;
  slot->name = haven_text_squeeze (user->name);
  haven_seal_new_pair (&slot->public_key, &own_secret);
  if (!seal_slot (self, slot, own_secret, user->passphrase, error)) {
    haven_key_slot_free (slot);
    return NULL;
  }
  seal_grant (self, slot);
  g_ptr_array_add (self->slots, slot);
  if (ret_own_secret != NULL)
    *ret_own_secret = g_steal_pointer (&own_secret);
  return slot;
}

static gboolean
is_only_lead (HavenKeys *self, const HavenKeySlot *slot)
{
  guint n = 0;

  for (guint i = 0; i < self->slots->len; i++) {
    const HavenKeySlot *each = g_ptr_array_index (self->slots, i);
    n += each->role == HAVEN_ROLE_DSL && (each->flags & HAVEN_SLOT_RECOVERY) == 0;
  }
  return slot->role == HAVEN_ROLE_DSL && (slot->flags & HAVEN_SLOT_RECOVERY) == 0 && n == 1;
}

static HavenKeySlot *
find_other (HavenKeys *self, const char *name, GError **error)
{
  HavenKeySlot *slot = haven_keys_find_slot (self, name);

  if (slot == NULL)
    refuse (HAVEN_ERROR_NOT_FOUND, _("There is no person of that name in this store. Nothing was changed."), error);
  else if (slot == self->mine)
    refuse (HAVEN_ERROR_REFUSED, _("You cannot remove yourself or change your own role: somebody else has to. Nothing was changed."),
            error);
  else
    return slot;
  return NULL;
}

/* In a slot of version 1 name and role are bound to the passphrase, which only its owner has. */
static gboolean
check_can_be_altered (const HavenKeySlot *slot, GError **error)
{
  const char *message = NULL;

  if ((slot->flags & HAVEN_SLOT_RECOVERY) != 0)
    message = _("The recovery sheet is not a person. Nothing was changed.");
  else if ((slot->flags & HAVEN_SLOT_GRANTED) == 0)
    message = _("This person’s key was made by an earlier Haven. Nothing was changed. "
                "Ask them to change their passphrase once; then this can be done.");
  return refuse (HAVEN_ERROR_REFUSED, message, error);
}

/* ---- held changes: the keys file and the records change together ---- */

static GPtrArray *
copy_slots (GPtrArray *slots)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_key_slot_free);

  for (guint i = 0; i < slots->len; i++)
    g_ptr_array_add (copy, haven_key_slot_copy (g_ptr_array_index (slots, i)));
  return copy;
}

/* By the key: after a merge two may have one number. */
static HavenKeySlot *
find_key (GPtrArray *slots, GBytes *public_key)
{
  for (guint i = 0; i < slots->len; i++) {
    HavenKeySlot *slot = g_ptr_array_index (slots, i);
    if (g_bytes_equal (slot->public_key, public_key))
      return slot;
  }
  return NULL;
}

void
haven_keys_begin (HavenKeys *self)
{
  g_assert (self->slots_before == NULL);
  self->slots_before = copy_slots (self->slots);
}

gboolean
haven_keys_write (HavenKeys *self, GError **error)
{
  if (self->file_before == NULL)
    self->file_before = haven_keys_read_bytes (self->path, error);
  return self->file_before != NULL && haven_keys_write_file (self, error);
}

void
haven_keys_end (HavenKeys *self)
{
  g_clear_pointer (&self->slots_before, g_ptr_array_unref);
  g_clear_pointer (&self->file_before, g_bytes_unref);
}

static gboolean
is_file_as_before (HavenKeys *self)
{
  g_autoptr(GBytes) now = haven_keys_read_bytes (self->path, NULL);

  return now != NULL && g_bytes_equal (now, self->file_before);
}

/* Writing may fail after the new file took its name, and before. */
static gboolean
put_file_back (HavenKeys *self)
{
  if (self->file_before == NULL || is_file_as_before (self))
    return TRUE;
  haven_platform_replace_file (self->path, self->file_before, NULL);
  return is_file_as_before (self);
}

static void
say_half_done (GError **error)
{
  g_clear_error (error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED,
                       _("The disk failed half-way: who may open the store may have changed, and so may a passphrase. "
                         "Close the store and open it again, and look at its people."));
}

void
haven_keys_rollback (HavenKeys *self, GError **error)
{
  g_autoptr(GBytes) mine = g_bytes_ref (self->mine->public_key);

  if (put_file_back (self)) {
    g_ptr_array_unref (self->slots);
    self->slots = g_steal_pointer (&self->slots_before);
    self->mine = find_key (self->slots, mine);
  } else {
    say_half_done (error);
  }
  haven_keys_end (self);
}

/* Outside begin and end each change is one of its own. */
static gboolean
write_or_put_back (HavenKeys *self, gboolean held, gboolean changed, GError **error)
{
  if (held)
    return changed;
  if (changed && haven_keys_write (self, error)) {
    haven_keys_end (self);
    return TRUE;
  }
  haven_keys_rollback (self, error);
  return FALSE;
}

typedef gboolean (*Change) (HavenKeys *self, gconstpointer what, GError **error);

static gboolean
change (HavenKeys *self, Change func, gconstpointer what, GError **error)
{
  gboolean held = self->slots_before != NULL;

  if (!held)
    haven_keys_begin (self);
  return write_or_put_back (self, held, func (self, what, error), error);
}

/* ---- the changes ---- */

static gboolean
add (HavenKeys *self, gconstpointer what, GError **error)
{
  return haven_keys_check_user (self, what, error) && haven_keys_add_slot (self, what, 0, NULL, error) != NULL;
}

static gboolean
remove_person (HavenKeys *self, gconstpointer name, GError **error)
{
  HavenKeySlot *slot = find_other (self, name, error);

  if (slot == NULL)
    return FALSE;
  if (is_only_lead (self, slot))
    return refuse (HAVEN_ERROR_REFUSED, _("The last designated safeguarding lead cannot be removed. Nothing was changed."), error);
  return g_ptr_array_remove (self->slots, slot);
}

typedef struct {
  const char *before;
  const char *after;
} Passphrases;

static gboolean
change_passphrase (HavenKeys *self, gconstpointer what, GError **error)
{
  const Passphrases *passphrases = what;

  if ((self->mine->flags & HAVEN_SLOT_RECOVERY) != 0)
    return refuse (HAVEN_ERROR_REFUSED, _("A recovery sheet is not changed: make a new one. Nothing was changed."), error);
  if (!haven_keys_confirm (self, passphrases->before, error) || !check_new_passphrase (passphrases->after, error))
    return FALSE;
  if (!seal_slot (self, self->mine, self->own_secret, passphrases->after, error))
    return FALSE;
  if (self->store_key != NULL)
    seal_grant (self, self->mine);
  return TRUE;
}

typedef struct {
  const char *name;
  HavenRole role;
} NewRole;

static gboolean
change_role (HavenKeys *self, gconstpointer what, GError **error)
{
  const NewRole *wanted = what;
  HavenKeySlot *slot = find_other (self, wanted->name, error);

  if (slot == NULL || !check_can_be_altered (slot, error))
    return FALSE;
  if (wanted->role != HAVEN_ROLE_DSL && is_only_lead (self, slot))
    return refuse (HAVEN_ERROR_REFUSED, _("The last designated safeguarding lead keeps this role. Nothing was changed."), error);
  slot->role = wanted->role;
  seal_grant (self, slot);
  return TRUE;
}

typedef struct {
  const char *before;
  const char *after;
} Names;

static gboolean
rename_person (HavenKeys *self, gconstpointer what, GError **error)
{
  const Names *names = what;
  HavenKeySlot *slot = haven_keys_find_slot (self, names->before);

  if (slot == NULL)
    return refuse (HAVEN_ERROR_NOT_FOUND, _("There is no person of that name in this store. Nothing was changed."), error);
  if (!check_can_be_altered (slot, error) || !check_name (self, names->after, slot, error))
    return FALSE;
  g_free (slot->name);
  slot->name = haven_text_squeeze (names->after);
  return TRUE;
}

/* The sheet before is worth nothing from now on. */
static gboolean
change_recovery (HavenKeys *self, gconstpointer code, GError **error)
{
  const HavenStoreUser sheet = { HAVEN_STORE_RECOVERY, HAVEN_ROLE_DSL, code };
  HavenKeySlot *before = NULL;

  if ((self->mine->flags & HAVEN_SLOT_RECOVERY) != 0)
    return seal_slot (self, self->mine, self->own_secret, code, error);
  for (guint i = 0; i < self->slots->len && before == NULL; i++) {
    HavenKeySlot *slot = g_ptr_array_index (self->slots, i);
    before = (slot->flags & HAVEN_SLOT_RECOVERY) != 0 ? slot : NULL;
  }
  if (before != NULL)
    g_ptr_array_remove (self->slots, before);
  return haven_keys_check_user (self, &sheet, error) && haven_keys_add_slot (self, &sheet, HAVEN_SLOT_RECOVERY, NULL, error) != NULL;
}

gboolean
haven_keys_add (HavenKeys *self, const HavenStoreUser *user, GError **error)
{
  return change (self, add, user, error);
}

gboolean
haven_keys_remove (HavenKeys *self, const char *name, GError **error)
{
  return change (self, remove_person, name, error);
}

gboolean
haven_keys_change_passphrase (HavenKeys *self, const char *before, const char *after, GError **error)
{
  const Passphrases passphrases = { before, after };

  return change (self, change_passphrase, &passphrases, error);
}

gboolean
haven_keys_change_role (HavenKeys *self, const char *name, HavenRole role, GError **error)
{
  const NewRole wanted = { name, role };

  return change (self, change_role, &wanted, error);
}

gboolean
haven_keys_rename (HavenKeys *self, const char *name, const char *new_name, GError **error)
{
  const Names names = { name, new_name };

  return change (self, rename_person, &names, error);
}

gboolean
haven_keys_set_recovery (HavenKeys *self, const char *code, GError **error)
{
  return change (self, change_recovery, code, error);
}
