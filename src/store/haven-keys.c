/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keys.h"

#include "haven-limits.h"
#include "haven-platform.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define MAGIC "HAVENKEY"
#define MAGIC_BYTES 8
#define VERSION 1
#define PUBLIC_BYTES crypto_box_PUBLICKEYBYTES
#define OWN_SECRET_BYTES crypto_box_SECRETKEYBYTES
#define WRAPPING_BYTES (crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)
#define MAX_SLOTS 200

typedef struct {
  guint32 id;
  HavenRole role;
  char *name;
  guint8 salt[HAVEN_SALT_BYTES];
  GBytes *public_key;
  GBytes *wrapped;                         /* the store's key and the person's secret key */
} Slot;

struct _HavenKeys {
  char *path;                              /* where it was opened or saved; NULL: not yet */
  HavenStretch cost;
  GBytes *sealing_key;                     /* public */
  GBytes *wrapped_sealing;
  GPtrArray *slots;
  GBytes *tag;                             /* as read; written afresh at each save */

  Slot *mine;                              /* one of slots; NULL until a slot was opened */
  HavenSecret *store_key;
  HavenSecret *own_secret;
};

static void
slot_free (Slot *slot)
{
  g_free (slot->name);
  g_clear_pointer (&slot->public_key, g_bytes_unref);
  g_clear_pointer (&slot->wrapped, g_bytes_unref);
  g_free (slot);
}

static HavenKeys *
keys_new (void)
{
  HavenKeys *self = g_new0 (HavenKeys, 1);

  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_free);
  return self;
}

/* Writing: numbers little-endian */

static void
put_number (GByteArray *to, guint32 number, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++) {
    guint8 byte = number >> (8 * i);
    g_byte_array_append (to, &byte, 1);
  }
}

static void
put_bytes (GByteArray *to, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (to, data, size);
}

static void
put_head (GByteArray *to, HavenKeys *self)
{
  g_byte_array_append (to, (const guint8 *) MAGIC, MAGIC_BYTES);
  put_number (to, VERSION, 1);
  put_number (to, self->cost.memory_kib, 4);
  put_number (to, self->cost.passes, 4);
  put_bytes (to, self->sealing_key);
}

static void
put_clear_slot (GByteArray *to, const Slot *slot)
{
  gsize length = strlen (slot->name);

  put_number (to, slot->id, 4);
  put_number (to, slot->role, 1);
  put_number (to, length, 2);
  g_byte_array_append (to, (const guint8 *) slot->name, length);
  g_byte_array_append (to, slot->salt, sizeof slot->salt);
  put_bytes (to, slot->public_key);
}

static void
put_body (GByteArray *to, HavenKeys *self)
{
  put_head (to, self);
  put_bytes (to, self->wrapped_sealing);
  put_number (to, self->slots->len, 2);
  for (guint i = 0; i < self->slots->len; i++) {
    put_clear_slot (to, g_ptr_array_index (self->slots, i));
    put_bytes (to, ((Slot *) g_ptr_array_index (self->slots, i))->wrapped);
  }
}

/* Contexts: what a wrapped key is bound to, so that nothing around it can be exchanged */

static char *
make_context (const char *purpose, GByteArray *bound)
{
  g_autofree char *hash = haven_secret_hash_hex (bound->data, bound->len);

  return g_strdup_printf ("haven keys 1 %s %s", purpose, hash);
}

static char *
get_sealing_context (HavenKeys *self)
{
  g_autoptr(GByteArray) bound = g_byte_array_new ();

  put_head (bound, self);
  return make_context ("sealing", bound);
}

static char *
get_slot_context (HavenKeys *self, const Slot *slot)
{
  g_autoptr(GByteArray) bound = g_byte_array_new ();

  put_head (bound, self);
  put_clear_slot (bound, slot);
  return make_context ("slot", bound);
}

static char *
get_tag_context (HavenKeys *self)
{
  g_autoptr(GByteArray) bound = g_byte_array_new ();

  put_body (bound, self);
  return make_context ("file", bound);
}

/* Reading: every length is checked against what is left before anything is taken */

typedef struct {
  const guint8 *next;
  gsize left;
  gboolean short_of;                       /* something was asked for that is not there */
} Reader;

static const guint8 *
take (Reader *reader, gsize n)
{
  const guint8 *taken = reader->next;

  if (reader->short_of || n > reader->left) {
    reader->short_of = TRUE;
    return NULL;
  }
  reader->next += n;
  reader->left -= n;
  return taken;
}

static guint32
take_number (Reader *reader, guint n_bytes)
{
  const guint8 *bytes = take (reader, n_bytes);
  guint32 number = 0;

  for (guint i = 0; bytes != NULL && i < n_bytes; i++)
    number |= (guint32) bytes[i] << (8 * i);
  return number;
}

static GBytes *
take_bytes (Reader *reader, gsize n)
{
  const guint8 *bytes = take (reader, n);

  return bytes != NULL ? g_bytes_new (bytes, n) : g_bytes_new (NULL, 0);
}

static char *
take_name (Reader *reader)
{
  gsize length = take_number (reader, 2);
  const guint8 *bytes = take (reader, length);

  if (bytes == NULL || length == 0 || length > HAVEN_LIMIT_NAME_BYTES || !g_utf8_validate ((const char *) bytes, length, NULL)) {
    reader->short_of = TRUE;
    return g_strdup ("");
  }
  return g_strndup ((const char *) bytes, length);
}

static Slot *
take_slot (Reader *reader)
{
  Slot *slot = g_new0 (Slot, 1);
  const guint8 *salt;

  slot->id = take_number (reader, 4);
  slot->role = take_number (reader, 1);
  slot->name = take_name (reader);
  salt = take (reader, sizeof slot->salt);
  if (salt != NULL)
    memcpy (slot->salt, salt, sizeof slot->salt);
  slot->public_key = take_bytes (reader, PUBLIC_BYTES);
  slot->wrapped = take_bytes (reader, HAVEN_KEY_BYTES + OWN_SECRET_BYTES + WRAPPING_BYTES);
  return slot;
}

static gboolean
take_body (HavenKeys *self, Reader *reader)
{
  guint n_slots;

  self->cost.memory_kib = take_number (reader, 4);
  self->cost.passes = take_number (reader, 4);
  self->sealing_key = take_bytes (reader, PUBLIC_BYTES);
  self->wrapped_sealing = take_bytes (reader, OWN_SECRET_BYTES + WRAPPING_BYTES);
  n_slots = take_number (reader, 2);
  if (n_slots == 0 || n_slots > MAX_SLOTS)
    return FALSE;
  for (guint i = 0; i < n_slots && !reader->short_of; i++)
    g_ptr_array_add (self->slots, take_slot (reader));
  self->tag = take_bytes (reader, WRAPPING_BYTES);
  return !reader->short_of && reader->left == 0 && haven_stretch_is_acceptable (self->cost);
}

static gboolean
refuse (GError **error, HavenErrorCode code)
{
  static const char *const messages[] = {
    [HAVEN_ERROR_LOCKED] = N_("The passphrase does not open this store. Check the name, Caps Lock and the keyboard, then try again."),
    [HAVEN_ERROR_NOT_A_STORE] = N_("This is not a Haven store. Choose the folder whose name ends in .haven."),
    [HAVEN_ERROR_DAMAGED] = N_("The store's keys are damaged or were altered, so it was not opened. Open a backup."),
    [HAVEN_ERROR_TOO_NEW] = N_("This store was made by a newer Haven. Nothing was changed. Install the newer Haven to open it."),
    [HAVEN_ERROR_TOO_LARGE] = N_("The store's keys are far too large to be real, so they were not read. Open a backup."),
  };

  g_set_error_literal (error, HAVEN_ERROR, code, _(messages[code]));
  return FALSE;
}

static GBytes *
read_file (const char *path, GError **error)
{
  GStatBuf status;
  char *content;
  gsize size;

  if (g_lstat (path, &status) != 0 || (status.st_mode & S_IFMT) != S_IFREG)
    return refuse (error, HAVEN_ERROR_NOT_A_STORE), NULL;
  if (status.st_size > HAVEN_LIMIT_KEYS_BYTES)
    return refuse (error, HAVEN_ERROR_TOO_LARGE), NULL;
  if (!g_file_get_contents (path, &content, &size, NULL)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED,
                         _("The store's keys cannot be read. Is the disk there, and is the folder yours?"));
    return NULL;
  }
  return g_bytes_new_take (content, size);
}

static HavenKeys *
read_keys (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = read_file (path, error);
  g_autoptr(HavenKeys) self = keys_new ();
  Reader reader = { 0 };
  const guint8 *magic;
  guint version;

  if (bytes == NULL)
    return NULL;
  reader.next = g_bytes_get_data (bytes, &reader.left);
  magic = take (&reader, MAGIC_BYTES);
  if (magic == NULL || memcmp (magic, MAGIC, MAGIC_BYTES) != 0)
    return refuse (error, HAVEN_ERROR_NOT_A_STORE), NULL;
  version = take_number (&reader, 1);
  if (version > VERSION)
    return refuse (error, HAVEN_ERROR_TOO_NEW), NULL;
  if (version != VERSION || !take_body (self, &reader))
    return refuse (error, HAVEN_ERROR_DAMAGED), NULL;
  self->path = g_strdup (path);
  return g_steal_pointer (&self);
}

/* Opening */

static gboolean
is_called (const Slot *slot, const char *name)
{
  g_autofree char *its = haven_text_fold (slot->name);
  g_autofree char *wanted = haven_text_fold (name);

  return g_str_equal (its, wanted);
}

static Slot *
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
unwrap_slot (HavenKeys *self, const Slot *slot, const char *passphrase, GError **error)
{
  g_autoptr(HavenSecret) stretched = haven_secret_stretch (passphrase, slot->salt, self->cost, error);
  g_autofree char *context = get_slot_context (self, slot);

  return stretched != NULL ? haven_secret_unwrap (stretched, slot->wrapped, context, NULL) : NULL;
}

static void
take_secrets (HavenKeys *self, Slot *slot, GBytes *opened)
{
  const guint8 *bytes = g_bytes_get_data (opened, NULL);

  self->mine = slot;
  self->store_key = haven_secret_new_copy (bytes, HAVEN_KEY_BYTES);
  self->own_secret = haven_secret_new_copy (bytes + HAVEN_KEY_BYTES, OWN_SECRET_BYTES);
}

static gboolean
try_slot (HavenKeys *self, Slot *slot, const char *passphrase, GError **error)
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
    Slot *slot = g_ptr_array_index (self->slots, i);
    if ((name == NULL || is_called (slot, name)) && try_slot (self, slot, passphrase, &local))
      return TRUE;
  }
  if (local == NULL)
    return refuse (error, HAVEN_ERROR_LOCKED);
  g_propagate_error (error, local);
  return FALSE;
}

/* Whoever opens one slot also learns whether anything else of the file was altered. */
static gboolean
check_tag (HavenKeys *self, GError **error)
{
  g_autofree char *context = get_tag_context (self);
  g_autoptr(GBytes) opened = haven_secret_unwrap (self->store_key, self->tag, context, NULL);

  return opened != NULL || refuse (error, HAVEN_ERROR_DAMAGED);
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
    return refuse (error, HAVEN_ERROR_LOCKED);
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
  else if (self->slots->len >= MAX_SLOTS)
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
    last = MAX (last, ((Slot *) g_ptr_array_index (self->slots, i))->id);
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
seal_slot (HavenKeys *self, Slot *slot, HavenSecret *own_secret, const char *passphrase, GError **error)
{
  g_autoptr(GBytes) secrets = join_secrets (self->store_key, own_secret);
  g_autoptr(HavenSecret) stretched = NULL;
  g_autofree char *context = NULL;

  randombytes_buf (slot->salt, sizeof slot->salt);
  stretched = haven_secret_stretch (passphrase, slot->salt, self->cost, error);
  if (stretched == NULL)
    return FALSE;
  context = get_slot_context (self, slot);
  g_clear_pointer (&slot->wrapped, g_bytes_unref);
  slot->wrapped = haven_secret_wrap (stretched, secrets, context);
  return TRUE;
}

static Slot *
add_slot (HavenKeys *self, const HavenStoreUser *user, HavenSecret **ret_own_secret, GError **error)
{
  Slot *slot = g_new0 (Slot, 1);
  g_autoptr(HavenSecret) own_secret = NULL;

  slot->id = get_next_id (self);
  slot->role = user->role;
  slot->name = haven_text_squeeze (user->name);
  haven_seal_new_pair (&slot->public_key, &own_secret);
  if (!seal_slot (self, slot, own_secret, user->passphrase, error)) {
    slot_free (slot);
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
  context = get_sealing_context (self);
  self->wrapped_sealing = haven_secret_wrap (self->store_key, plain, context);
}

static guint
count_leads (HavenKeys *self)
{
  guint n = 0;

  for (guint i = 0; i < self->slots->len; i++)
    n += ((Slot *) g_ptr_array_index (self->slots, i))->role == HAVEN_ROLE_DSL;
  return n;
}

static gboolean
check_removable (HavenKeys *self, const Slot *slot, GError **error)
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

static gboolean
write_file (HavenKeys *self, GError **error)
{
  g_autofree char *context = get_tag_context (self);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) file = NULL;
  GByteArray *body = g_byte_array_new ();

  g_clear_pointer (&self->tag, g_bytes_unref);
  self->tag = haven_secret_wrap (self->store_key, nothing, context);
  put_body (body, self);
  put_bytes (body, self->tag);
  file = g_byte_array_free_to_bytes (body);
  return haven_platform_replace_file (self->path, file, error);
}

HavenKeys *
haven_keys_new (const HavenStoreUser *first, HavenStretch cost, GError **error)
{
  g_autoptr(HavenKeys) self = keys_new ();

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
  g_autoptr(HavenKeys) self = read_keys (path, error);

  if (self == NULL || !unlock (self, name, passphrase, error) || !check_tag (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
haven_keys_save (HavenKeys *self, const char *path, GError **error)
{
  g_free (self->path);
  self->path = g_strdup (path);
  return write_file (self, error);
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
  g_autoptr(HavenKeys) self = read_keys (path, error);
  GPtrArray *people;

  if (self == NULL)
    return NULL;
  people = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_store_person_free);
  for (guint i = 0; i < self->slots->len; i++) {
    Slot *slot = g_ptr_array_index (self->slots, i);
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
  if (write_file (self, error))
    return TRUE;
  g_ptr_array_set_size (self->slots, self->slots->len - 1);
  return FALSE;
}

gboolean
haven_keys_remove (HavenKeys *self, const char *name, GError **error)
{
  Slot *slot = find_slot (self, name);
  guint place;

  if (!check_removable (self, slot, error))
    return FALSE;
  g_ptr_array_find (self->slots, slot, &place);
  g_ptr_array_steal_index (self->slots, place);
  if (write_file (self, error)) {
    slot_free (slot);
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
  if (seal_slot (self, self->mine, self->own_secret, after, error) && write_file (self, error))
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
  g_autofree char *context = get_sealing_context (self);
  g_autoptr(GBytes) plain = haven_secret_unwrap (self->store_key, self->wrapped_sealing, context, error);
  g_autoptr(HavenSecret) secret = NULL;

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
