/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-long.h"

gboolean
haven_test_is_long (void)
{
  return g_strcmp0 (g_getenv ("HAVEN_TEST_LONG"), "1") == 0;
}

guint
haven_test_rounds (const char *what, guint usual, guint many)
{
  guint rounds = haven_test_is_long () ? many : usual;

  g_test_message ("%s: %u", what, rounds);
  return rounds;
}

void
haven_test_tell_faults (const char *deed, const char *fault, guint tried, guint survived, guint32 seed)
{
  g_test_message ("fault\t%s\t%s\t%u\t%u\t%u", deed, fault, tried, survived, seed);
}
