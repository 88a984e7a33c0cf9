/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attempts.h"

#include "haven-platform.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define FILE_NAME "attempts"
#define LONGEST 200
#define MOST 1000000

guint
haven_attempts_get_delay (guint n)
{
  static const guint delays[] = { 0, 0, 0, 0, 1, 2, 5, 10, 30, 60 };

  return delays[MIN (n, G_N_ELEMENTS (delays) - 1)];
}

guint
haven_attempts_get_wait (HavenAttempts attempts, gint64 now)
{
  gint64 delay = haven_attempts_get_delay (attempts.n);
  gint64 passed = now - attempts.last;

  if (attempts.n == 0 || passed >= delay)
    return 0;
  return (guint) (delay - MAX (passed, 0));
}

static char *
get_path (const char *folder)
{
  return g_build_filename (folder, FILE_NAME, NULL);
}

HavenAttempts
haven_attempts_read (const char *folder)
{
  g_autofree char *path = get_path (folder);
  g_autofree char *text = NULL;
  HavenAttempts attempts = { 0 };
  gsize size = 0;

  if (haven_platform_is_link (path) || !g_file_get_contents (path, &text, &size, NULL) || size > LONGEST)
    return attempts;
  if (sscanf (text, "%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &attempts.n, &attempts.first, &attempts.last) != 3 || attempts.n > MOST)
    return (HavenAttempts) { 0 };
  return attempts;
}

gboolean
haven_attempts_add (const char *folder, gint64 now, GError **error)
{
  g_autofree char *path = get_path (folder);
  HavenAttempts attempts = haven_attempts_read (folder);
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  if (attempts.n == 0)
    attempts.first = now;
  text = g_strdup_printf ("%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", MIN (attempts.n + 1, MOST), attempts.first, now);
  bytes = g_bytes_new_take (text, strlen (text));
  return haven_platform_replace_file (path, bytes, error);
}

void
haven_attempts_clear (const char *folder)
{
  g_autofree char *path = get_path (folder);

  g_unlink (path);
}
