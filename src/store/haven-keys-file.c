/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keys-private.h"

#include "haven-limits.h"
#include "haven-platform.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAGIC "HAVENKEY"
#define MAGIC_BYTES 8
#define VERSION 2
#define CONTEXT_VERSION 1                  /* what is wrapped is bound to the head as version 1 wrote it, so that it opens for ever */
#define PUBLIC_BYTES crypto_box_PUBLICKEYBYTES
#define GRANT_BYTES (HAVEN_KEY_BYTES + crypto_box_SEALBYTES)
#define WRAPPING_BYTES (crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)

void
haven_key_slot_free (HavenKeySlot *slot)
{
  g_free (slot->name);
  g_clear_pointer (&slot->public_key, g_bytes_unref);
  g_clear_pointer (&slot->wrapped, g_bytes_unref);
  g_clear_pointer (&slot->grant, g_bytes_unref);
  g_free (slot);
}

HavenKeySlot *
haven_key_slot_copy (const HavenKeySlot *slot)
{
  HavenKeySlot *copy = g_memdup2 (slot, sizeof *slot);

  copy->name = g_strdup (slot->name);
  g_bytes_ref (copy->public_key);
  g_bytes_ref (copy->wrapped);
  g_bytes_ref (copy->grant);
  return copy;
}

HavenKeys *
haven_keys_new_empty (void)
{
  HavenKeys *self = g_new0 (HavenKeys, 1);

  self->version = VERSION;
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_key_slot_free);
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
put_head (GByteArray *to, HavenKeys *self, guint version)
{
  g_byte_array_append (to, (const guint8 *) MAGIC, MAGIC_BYTES);
  put_number (to, version, 1);
  put_number (to, self->cost.memory_kib, 4);
  put_number (to, self->cost.passes, 4);
  put_bytes (to, self->sealing_key);
}

static void
put_name (GByteArray *to, const HavenKeySlot *slot)
{
  gsize length = strlen (slot->name);

  put_number (to, length, 2);
  g_byte_array_append (to, (const guint8 *) slot->name, length);
}

static void
put_clear_slot (GByteArray *to, const HavenKeySlot *slot, guint version)
{
  put_number (to, slot->id, 4);
  put_number (to, slot->role, 1);
  if (version > 1)
    put_number (to, slot->flags, 1);
  put_name (to, slot);
  g_byte_array_append (to, slot->salt, sizeof slot->salt);
  put_bytes (to, slot->public_key);
}

static void
put_slot (GByteArray *to, const HavenKeySlot *slot, guint version)
{
  put_clear_slot (to, slot, version);
  put_bytes (to, slot->wrapped);
  if (version < 2)
    return;
  put_number (to, g_bytes_get_size (slot->grant), 2);
  put_bytes (to, slot->grant);
}

static void
put_body (GByteArray *to, HavenKeys *self, guint version)
{
  put_head (to, self, version);
  put_bytes (to, self->wrapped_sealing);
  put_number (to, self->slots->len, 2);
  for (guint i = 0; i < self->slots->len; i++)
    put_slot (to, g_ptr_array_index (self->slots, i), version);
}

/* Who may not read the store may still change the passphrase of that slot, and cannot make a new tag: those two parts of it, which
 * nobody but its owner can open, are left out. */
static gboolean
stands_alone (const HavenKeySlot *slot)
{
  return (slot->flags & HAVEN_SLOT_GRANTED) != 0 && g_bytes_get_size (slot->grant) == 0;
}

static void
put_tagged (GByteArray *to, HavenKeys *self, guint version)
{
  put_head (to, self, version);
  put_bytes (to, self->wrapped_sealing);
  put_number (to, self->slots->len, 2);
  for (guint i = 0; i < self->slots->len; i++) {
    HavenKeySlot *slot = haven_key_slot_copy (g_ptr_array_index (self->slots, i));
    if (stands_alone (slot)) {
      memset (slot->salt, 0, sizeof slot->salt);
      g_bytes_unref (slot->wrapped);
      slot->wrapped = g_bytes_new (NULL, 0);
    }
    put_slot (to, slot, version);
    haven_key_slot_free (slot);
  }
}

/* Contexts: what a wrapped key is bound to, so that nothing around it can be exchanged */

static char *
make_context (const char *purpose, GByteArray *bound)
{
  g_autofree char *hash = haven_secret_hash_hex (bound->data, bound->len);

  return g_strdup_printf ("haven keys 1 %s %s", purpose, hash);
}

char *
haven_keys_get_sealing_context (HavenKeys *self)
{
  g_autoptr(GByteArray) bound = g_byte_array_new ();

  put_head (bound, self, CONTEXT_VERSION);
  return make_context ("sealing", bound);
}

char *
haven_keys_get_slot_context (HavenKeys *self, const HavenKeySlot *slot)
{
  g_autoptr(GByteArray) bound = g_byte_array_new ();

  put_head (bound, self, CONTEXT_VERSION);
  if ((slot->flags & HAVEN_SLOT_GRANTED) == 0) {
    put_clear_slot (bound, slot, 1);
    return make_context ("slot", bound);
  }
  put_number (bound, slot->id, 4);
  g_byte_array_append (bound, slot->salt, sizeof slot->salt);
  put_bytes (bound, slot->public_key);
  return make_context ("own", bound);
}

char *
haven_keys_get_tag_context (HavenKeys *self)
{
  g_autoptr(GByteArray) bound = g_byte_array_new ();

  put_tagged (bound, self, self->version);
  return make_context ("file", bound);
}

/* Reading: every length is checked against what is left before anything is taken */

typedef struct {
  const guint8 *next;
  gsize left;
  gboolean short_of;                       /* of something that was asked for, or that makes no sense */
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

static HavenRole
take_role (Reader *reader)
{
  guint32 role = take_number (reader, 1);

  if (role > HAVEN_ROLE_READER)
    reader->short_of = TRUE;
  return role;
}

static HavenSlotFlags
take_flags (Reader *reader, guint version)
{
  guint32 flags = version > 1 ? take_number (reader, 1) : 0;

  if (flags > (HAVEN_SLOT_GRANTED | HAVEN_SLOT_RECOVERY))
    reader->short_of = TRUE;
  return flags;
}

static GBytes *
take_grant (Reader *reader, guint version)
{
  gsize size = version > 1 ? take_number (reader, 2) : 0;

  if (size != 0 && size != GRANT_BYTES)
    reader->short_of = TRUE;
  return take_bytes (reader, size);
}

static HavenKeySlot *
take_slot (Reader *reader, guint version)
{
  HavenKeySlot *slot = g_new0 (HavenKeySlot, 1);
  gsize secrets;
  const guint8 *salt;

  slot->id = take_number (reader, 4);
  slot->role = take_role (reader);
  slot->flags = take_flags (reader, version);
  slot->name = take_name (reader);
  salt = take (reader, sizeof slot->salt);
  if (salt != NULL)
    memcpy (slot->salt, salt, sizeof slot->salt);
  slot->public_key = take_bytes (reader, PUBLIC_BYTES);
  secrets = HAVEN_KEYS_OWN_SECRET_BYTES + ((slot->flags & HAVEN_SLOT_GRANTED) != 0 ? 0 : HAVEN_KEY_BYTES);
  slot->wrapped = take_bytes (reader, secrets + WRAPPING_BYTES);
  slot->grant = take_grant (reader, version);
  return slot;
}

static gboolean
take_body (HavenKeys *self, Reader *reader)
{
  guint n_slots;

  self->cost.memory_kib = take_number (reader, 4);
  self->cost.passes = take_number (reader, 4);
  self->sealing_key = take_bytes (reader, PUBLIC_BYTES);
  self->wrapped_sealing = take_bytes (reader, HAVEN_KEYS_OWN_SECRET_BYTES + WRAPPING_BYTES);
  n_slots = take_number (reader, 2);
  if (n_slots == 0 || n_slots > HAVEN_KEYS_MAX_SLOTS)
    return FALSE;
  for (guint i = 0; i < n_slots && !reader->short_of; i++)
    g_ptr_array_add (self->slots, take_slot (reader, self->version));
  self->tag = take_bytes (reader, WRAPPING_BYTES);
  return !reader->short_of && reader->left == 0 && haven_stretch_is_acceptable (self->cost);
}

gboolean
haven_keys_refuse (GError **error, HavenErrorCode code)
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

GBytes *
haven_keys_read_bytes (const char *path, GError **error)
{
  GStatBuf status;
  char *content;
  gsize size;

  if (g_lstat (path, &status) != 0 || (status.st_mode & S_IFMT) != S_IFREG)
    return haven_keys_refuse (error, HAVEN_ERROR_NOT_A_STORE), NULL;
  if (status.st_size > HAVEN_LIMIT_KEYS_BYTES)
    return haven_keys_refuse (error, HAVEN_ERROR_TOO_LARGE), NULL;
  if (!g_file_get_contents (path, &content, &size, NULL)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED,
                         _("The store's keys cannot be read. Is the disk there, and is the folder yours?"));
    return NULL;
  }
  return g_bytes_new_take (content, size);
}

HavenKeys *
haven_keys_read_file (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = haven_keys_read_bytes (path, error);
  g_autoptr(HavenKeys) self = haven_keys_new_empty ();
  Reader reader = { 0 };
  const guint8 *magic;

  if (bytes == NULL)
    return NULL;
  reader.next = g_bytes_get_data (bytes, &reader.left);
  magic = take (&reader, MAGIC_BYTES);
  if (magic == NULL || memcmp (magic, MAGIC, MAGIC_BYTES) != 0)
    return haven_keys_refuse (error, HAVEN_ERROR_NOT_A_STORE), NULL;
  self->version = take_number (&reader, 1);
  if (self->version > VERSION)
    return haven_keys_refuse (error, HAVEN_ERROR_TOO_NEW), NULL;
  if (self->version == 0 || !take_body (self, &reader))
    return haven_keys_refuse (error, HAVEN_ERROR_DAMAGED), NULL;
  self->path = g_strdup (path);
  return g_steal_pointer (&self);
}

static void
make_tag (HavenKeys *self)
{
  g_autofree char *context = haven_keys_get_tag_context (self);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);

  g_clear_pointer (&self->tag, g_bytes_unref);
  self->tag = haven_secret_wrap (self->store_key, nothing, context);
}

gboolean
haven_keys_write_file (HavenKeys *self, GError **error)
{
  g_autoptr(GBytes) file = NULL;
  GByteArray *body = g_byte_array_new ();

  if (self->store_key != NULL) {
    self->version = VERSION;
    make_tag (self);
  }
  put_body (body, self, self->version);
  put_bytes (body, self->tag);
  file = g_byte_array_free_to_bytes (body);
  return haven_platform_replace_file (self->path, file, error);
}
