/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-system-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void
haven_test_assert_private (const char *path)
{
  struct stat status;

  g_assert_cmpint (lstat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, S_ISDIR (status.st_mode) ? 0700 : 0600);
}

void
haven_test_open_to_all (const char *path)
{
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
}

gboolean
haven_test_make_link (const char *target, const char *link)
{
  g_assert_cmpint (symlink (target, link), ==, 0);
  return TRUE;
}

void
haven_test_die (void)
{
  raise (SIGKILL);
  abort ();
}

gboolean
haven_test_has_died (GSubprocess *process)
{
  return g_subprocess_get_if_signaled (process) && g_subprocess_get_term_sig (process) == SIGKILL;
}
