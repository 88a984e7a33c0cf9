/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-inbox.h"

#include "haven-limits.h"
#include "haven-store-private.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FOLDER "inbox"
#define ENDING ".handed-in"
#define MAGIC "HAVENIN1"
#define MAGIC_BYTES 8
#define CONTENT_TYPE "(ssxay)"             /* file, who, when, bytes */

void
haven_handed_in_free (HavenHandedIn *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->file);
  g_free (self->who);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* ---- handing in ---- */

static GBytes *
pack (HavenStore *self, HavenClock clock, const char *file, GBytes *bytes)
{
  g_autofree char *base = g_path_get_basename (file);
  g_autofree char *name = g_utf8_make_valid (base, -1);
  GVariant *content = g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
  g_autoptr(GVariant) packed = g_variant_ref_sink (g_variant_new ("(ssx@ay)", name, self->user, clock.now, content));

  return g_variant_get_data_as_bytes (packed);
}

static GBytes *
seal (HavenStore *self, GBytes *plain)
{
  g_autoptr(GBytes) sealed = haven_seal (haven_keys_get_sealing_key (self->keys), plain);
  GByteArray *file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) MAGIC, MAGIC_BYTES);
  g_byte_array_append (file, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  return g_byte_array_free_to_bytes (file);
}

gboolean
haven_store_hand_in (HavenStore *self, HavenClock clock, const char *file, GBytes *bytes, GError **error)
{
  g_autofree char *inbox = haven_store_folder_get_file (self->folder, FOLDER);
  g_autofree char *id = haven_text_new_id ();
  g_autofree char *name = g_strconcat (id, ENDING, NULL);
  g_autofree char *path = g_build_filename (inbox, name, NULL);
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(GBytes) sealed = NULL;

  HAVEN_STORE_ASSERT_OWNER (self);
  if (g_bytes_get_size (bytes) == 0 || g_bytes_get_size (bytes) > HAVEN_LIMIT_FILE_BYTES) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE, _("The file is empty or too large. It was not handed in."));
    return FALSE;
  }
  plain = pack (self, clock, file, bytes);
  sealed = seal (self, plain);
  return haven_platform_make_private_folder (inbox, error) && haven_platform_replace_file (path, sealed, error);
}

/* ---- opening ---- */

static GBytes *
read_sealed (const char *path)
{
  GStatBuf status;
  char *content;
  gsize size;

  if (g_lstat (path, &status) != 0 || (status.st_mode & S_IFMT) != S_IFREG || status.st_size > 2 * (gint64) HAVEN_LIMIT_FILE_BYTES)
    return NULL;
  if (!g_file_get_contents (path, &content, &size, NULL))
    return NULL;
  if (size > MAGIC_BYTES && memcmp (content, MAGIC, MAGIC_BYTES) == 0) {
    g_autoptr(GBytes) whole = g_bytes_new_take (content, size);
    return g_bytes_new_from_bytes (whole, MAGIC_BYTES, size - MAGIC_BYTES);
  }
  g_free (content);
  return NULL;
}

/* The box may come from anybody who has the public key: what is in it is checked like any input. */
static HavenHandedIn *
unpack (const char *id, GBytes *plain)
{
  g_autoptr(GVariant) packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (CONTENT_TYPE), plain, FALSE));
  g_autoptr(GVariant) content = NULL;
  HavenHandedIn *self;

  if (!g_variant_is_normal_form (packed))
    return NULL;
  self = g_new0 (HavenHandedIn, 1);
  self->id = g_strdup (id);
  g_variant_get (packed, "(ssx@ay)", &self->file, &self->who, &self->at, &content);
  self->bytes = g_variant_get_data_as_bytes (content);
  return self;
}

static HavenHandedIn *
open_one (HavenStore *self, const char *inbox, const char *id)
{
  g_autofree char *path = g_build_filename (inbox, id, NULL);
  g_autoptr(GBytes) sealed = read_sealed (path);
  g_autoptr(GBytes) plain = sealed != NULL ? haven_keys_open_for_store (self->keys, sealed, NULL) : NULL;

  return plain != NULL ? unpack (id, plain) : NULL;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const HavenHandedIn *left = *(const HavenHandedIn *const *) a, *right = *(const HavenHandedIn *const *) b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return g_strcmp0 (left->file, right->file);
}

GPtrArray *
haven_store_list_handed_in (HavenStore *self, guint *ret_unreadable, GError **error)
{
  g_autofree char *inbox = haven_store_folder_get_file (self->folder, FOLDER);
  g_autoptr(GDir) entries = g_dir_open (inbox, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_handed_in_free);
  guint unreadable = 0;
  const char *name;

  HAVEN_STORE_ASSERT_OWNER (self);
  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    HavenHandedIn *file = g_str_has_suffix (name, ENDING) ? open_one (self, inbox, name) : NULL;
    if (file != NULL)
      g_ptr_array_add (files, file);
    else if (g_str_has_suffix (name, ENDING))
      unreadable++;
  }
  g_ptr_array_sort (files, compare_moments);
  if (ret_unreadable != NULL)
    *ret_unreadable = unreadable;
  return files;
}

gboolean
haven_store_drop_handed_in (HavenStore *self, const char *id, GError **error)
{
  g_autofree char *inbox = haven_store_folder_get_file (self->folder, FOLDER);
  g_autofree char *path = g_build_filename (inbox, id, NULL);

  HAVEN_STORE_ASSERT_OWNER (self);
  if (strchr (id, '/') == NULL && strchr (id, '\\') == NULL && g_str_has_suffix (id, ENDING) && g_unlink (path) == 0)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no such file among those handed in."));
  return FALSE;
}
