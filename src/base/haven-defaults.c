/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-defaults.h"

#include "haven-platform.h"
#include "haven-text.h"

#include <string.h>

#define MOST_MINUTES 60
#define MOST_LETTERS 1000

typedef struct {
  HavenDefaults *defaults;
  GKeyFile *file;
} Reading;

#define WHOLE_FILE "defaults.ini"

/* --- values: as they stand, for a Windows path has backslashes that a key file would take for something else --- */

static void
refuse (Reading *self, const char *group, const char *key)
{
  g_ptr_array_add (self->defaults->refused, g_strconcat (group, "/", key, NULL));
}

static char *
take_text (Reading *self, const char *group, const char *key, gboolean (*is_sound) (const char *text))
{
  g_autofree char *text = g_key_file_get_value (self->file, group, key, NULL);

  if (text == NULL || *g_strstrip (text) == '\0')
    return NULL;
  if (strlen (text) <= MOST_LETTERS && g_utf8_validate (text, -1, NULL) && is_sound (text))
    return g_steal_pointer (&text);
  refuse (self, group, key);
  return NULL;
}

static gboolean
is_address (const char *text)
{
  return g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL) && g_str_has_prefix (text, "https://");
}

gboolean
haven_defaults_is_proxy (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";

  return uri != NULL && !haven_text_is_empty (g_uri_get_host (uri))
         && (g_str_equal (scheme, "http") || g_str_equal (scheme, "https") || g_str_has_prefix (scheme, "socks"));
}

static gboolean
is_path (const char *text)
{
  return g_path_is_absolute (text);
}

static gboolean
is_version (const char *text)
{
  return g_ascii_isdigit (*text) && strspn (text, "0123456789.") == strlen (text);
}

static gboolean
is_sentence (const char *text)
{
  return strpbrk (text, "\r\n\t") == NULL;
}

static int
take_minutes (Reading *self, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_value (self->file, group, key, NULL);
  guint64 minutes;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, MOST_MINUTES, &minutes, NULL))
    return (int) minutes;
  refuse (self, group, key);
  return 0;
}

static gboolean
take_choice (Reading *self, const char *group, const char *key)
{
  g_autoptr (GError) error = NULL;
  gboolean chosen = g_key_file_get_boolean (self->file, group, key, &error);

  if (g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE))
    refuse (self, group, key);
  return chosen;
}

static void
read_all (Reading *self)
{
  HavenDefaults *defaults = self->defaults;

  defaults->address = take_text (self, "virtual-school", "address", is_address);
  defaults->proxy = take_text (self, "virtual-school", "proxy", haven_defaults_is_proxy);
  defaults->ca_file = take_text (self, "virtual-school", "ca", is_path);
  defaults->lock_minutes = take_minutes (self, "desk", "lock-minutes");
  defaults->full_registers = take_choice (self, "desk", "full-registers");
  defaults->notice_version = take_text (self, "notice", "version", is_version);
  defaults->notice = take_text (self, "notice", "text", is_sentence);
}

char *
haven_defaults_dup_place (const char *folder)
{
  return g_build_filename (folder, "haven", WHOLE_FILE, NULL);
}

/* NULL: in none of them */
static char *
find_file (const char *const *folders)
{
  for (guint i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = haven_defaults_dup_place (folders[i]);
    if (g_file_test (path, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&path);
  }
  return NULL;
}

HavenDefaults *
haven_defaults_load (const char *const *folders)
{
  HavenDefaults *self = g_new0 (HavenDefaults, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  Reading reading = { self, file };

  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->path = find_file (folders);
  if (self->path == NULL)
    return self;
  if (haven_platform_is_of_administrator (self->path) && g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    read_all (&reading);
  else
    g_ptr_array_add (self->refused, g_strdup (WHOLE_FILE));
  return self;
}

const HavenDefaults *
haven_defaults_get (void)
{
  static gsize once;
  static HavenDefaults *defaults;

  if (g_once_init_enter (&once)) {
    defaults = haven_defaults_load (g_get_system_config_dirs ());
    g_once_init_leave (&once, 1);
  }
  return defaults;
}

void
haven_defaults_free (HavenDefaults *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->address);
  g_free (self->proxy);
  g_free (self->ca_file);
  g_free (self->notice_version);
  g_free (self->notice);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

/* Point by point: 0.10 is newer than 0.9 */
static gboolean
is_older (const char *version, const char *other)
{
  g_auto (GStrv) parts = g_strsplit (version, ".", -1);
  g_auto (GStrv) others = g_strsplit (other, ".", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; others[i] != NULL; i++) {
    guint64 part = i < n ? g_ascii_strtoull (parts[i], NULL, 10) : 0, one = g_ascii_strtoull (others[i], NULL, 10);
    if (part != one)
      return part < one;
  }
  return FALSE;
}

const char *
haven_defaults_get_notice (const HavenDefaults *self, const char *version)
{
  return self->notice != NULL && self->notice_version != NULL && is_older (version, self->notice_version) ? self->notice : NULL;
}
