/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-kept.h"

#include "haven-keys-private.h"
#include "haven-store-private.h"
#include "haven-text.h"

#include <string.h>

#define WANTED "keyring"                   /* public keys, a line each */
#define KEPT "kept"                        /* id, public key, the wrapped secret: a line each */

/* ---- who wants it ---- */

static char *
to_line (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return g_base64_encode (data, size);
}

static GBytes *
from_line (const char *line)
{
  gsize size = 0;
  guint8 *data = g_base64_decode (line, &size);

  return g_bytes_new_take (data, size);
}

static char **
read_lines (const char *folder, const char *name)
{
  g_autofree char *text = haven_snapshot_read_text (folder, name);

  return text != NULL ? g_strsplit (g_strchomp (text), "\n", -1) : g_new0 (char *, 1);
}

gboolean
haven_kept_is_wanted (const char *folder, GBytes *public_key)
{
  g_auto(GStrv) lines = read_lines (folder, WANTED);
  g_autofree char *line = to_line (public_key);

  return g_strv_contains ((const char *const *) lines, line);
}

gboolean
haven_kept_want (const char *folder, GBytes *public_key, gboolean wanted, GError **error)
{
  g_auto(GStrv) lines = read_lines (folder, WANTED);
  g_autofree char *line = to_line (public_key);
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !g_str_equal (lines[i], line))
      g_string_append_printf (text, "%s\n", lines[i]);
  if (wanted)
    g_string_append_printf (text, "%s\n", line);
  return haven_snapshot_write_text (folder, WANTED, text->str, error);
}

/* ---- what is kept ---- */

char *
haven_kept_dup_id (const char *folder)
{
  g_auto(GStrv) lines = read_lines (folder, KEPT);

  return g_strv_length (lines) == 3 ? g_strdup (lines[0]) : NULL;
}

gboolean
haven_kept_write (HavenStore *store, char **ret_id, HavenSecret **ret_half, GError **error)
{
  g_autoptr(HavenSecret) half = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr(GBytes) wrapped = haven_keys_wrap_own (store->keys, half, error);
  g_autofree char *id = haven_text_new_id ();
  g_autofree char *who = to_line (store->own_key);
  g_autofree char *what = wrapped != NULL ? to_line (wrapped) : NULL;
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n", id, who, what);

  if (wrapped == NULL || !haven_snapshot_write_text (store->folder, KEPT, text, error))
    return FALSE;
  *ret_id = g_steal_pointer (&id);
  *ret_half = g_steal_pointer (&half);
  return TRUE;
}

void
haven_kept_forget (const char *folder)
{
  haven_snapshot_remove (folder, KEPT);
}

HavenStore *
haven_kept_open (const char *folder, HavenSecret *half, HavenClock clock, GError **error)
{
  g_auto(GStrv) lines = read_lines (folder, KEPT);
  g_autofree char *path = haven_store_folder_get_file (folder, HAVEN_STORE_KEYS);
  g_autoptr(GBytes) who = NULL;
  g_autoptr(GBytes) what = NULL;
  HavenKeys *keys;

  if (g_strv_length (lines) != 3)
    return haven_keys_refuse (error, HAVEN_ERROR_LOCKED), NULL;
  who = from_line (lines[1]);
  what = from_line (lines[2]);
  keys = haven_keys_open_with (path, who, what, half, error);
  return keys != NULL ? haven_store_open_keys (folder, keys, clock, error) : NULL;
}
