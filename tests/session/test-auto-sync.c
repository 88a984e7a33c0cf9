/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an exchange starts by itself, as a table */
#include "haven-auto-sync.h"

#define NOW 1767614400

static void
test_decide (void)
{
  static const struct {
    const char *what;
    HavenAutoSyncView view;
    gint64 wait;
  } rows[] = {
    { "not joined", { FALSE, TRUE, FALSE, NOW, 0, NOW }, -1 },
    { "no network", { TRUE, FALSE, FALSE, NOW, 0, NOW }, -1 },
    { "metered: a person says when", { TRUE, TRUE, TRUE, NOW, 0, NOW }, -1 },
    { "just opened", { TRUE, TRUE, FALSE, NOW, 0, -1 }, 0 },
    { "nothing waits, an hour ago", { TRUE, TRUE, FALSE, NOW, NOW - 3600, -1 }, HAVEN_AUTO_SYNC_NEWS - 3600 },
    { "nothing waits, long ago", { TRUE, TRUE, FALSE, NOW, NOW - 100000, -1 }, 0 },
    { "something is due", { TRUE, TRUE, FALSE, NOW, NOW - 3600, NOW }, 0 },
    { "something is due, a moment after the last", { TRUE, TRUE, FALSE, NOW, NOW - 10, NOW }, HAVEN_AUTO_SYNC_LEAST - 10 },
    { "something was put off", { TRUE, TRUE, FALSE, NOW, NOW - 3600, NOW + 300 }, 300 },
    { "put off beyond the next news", { TRUE, TRUE, FALSE, NOW, NOW - HAVEN_AUTO_SYNC_NEWS, NOW + 300 }, 0 },
    { "the clock was set back", { TRUE, TRUE, FALSE, NOW, NOW + 200000, -1 }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].what);
    g_assert_cmpint (haven_auto_sync_decide (&rows[i].view), ==, rows[i].wait);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/auto-sync/decide", test_decide);
  return g_test_run ();
}
