/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attempts.h"

#include "haven-error.h"
#include "haven-platform.h"

#include <glib/gi18n-lib.h>
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
  if (sscanf (text, "%u %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &attempts.n, &attempts.untold, &attempts.first, &attempts.last) != 4
      || attempts.n > MOST || attempts.untold > MOST)
    return (HavenAttempts) { 0 };
  return attempts;
}

static gboolean
write_attempts (const char *folder, HavenAttempts attempts, GError **error)
{
  g_autofree char *path = get_path (folder);
  char *text = g_strdup_printf ("%u %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                                attempts.n, attempts.untold, attempts.first, attempts.last);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return haven_platform_replace_file (path, bytes, error);
}

gboolean
haven_attempts_add (const char *folder, gint64 now, GError **error)
{
  HavenAttempts attempts = haven_attempts_read (folder);

  if (attempts.untold == 0)
    attempts.first = now;
  attempts.n = MIN (attempts.n + 1, MOST);
  attempts.untold = MIN (attempts.untold + 1, MOST);
  attempts.last = now;
  return write_attempts (folder, attempts, error);
}

gboolean
haven_attempts_check (const char *folder, gint64 now, GError **error)
{
  guint wait = haven_attempts_get_wait (haven_attempts_read (folder), now);

  if (wait == 0)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED,
               g_dngettext (GETTEXT_PACKAGE, "Several passphrases were wrong. Nothing is lost. Wait %u second, then try again.",
                            "Several passphrases were wrong. Nothing is lost. Wait %u seconds, then try again.", wait), wait);
  return FALSE;
}

void
haven_attempts_tell (const char *folder)
{
  HavenAttempts attempts = haven_attempts_read (folder);

  attempts.untold = 0;
  write_attempts (folder, attempts, NULL);
}

void
haven_attempts_forgive (const char *folder)
{
  HavenAttempts attempts = haven_attempts_read (folder);

  if (attempts.n == 0)
    return;
  attempts.n = 0;
  write_attempts (folder, attempts, NULL);
}

void
haven_attempts_clear (const char *folder)
{
  g_autofree char *path = get_path (folder);

  g_unlink (path);
}
