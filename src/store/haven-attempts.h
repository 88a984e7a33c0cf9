/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Wrong passphrases since the last right one, in a small file of the store's folder that anyone may read: each makes the next try wait
 * longer. Nothing is ever destroyed, and whoever takes the file away only spares the waiting: the stretching of the key remains. */
typedef struct {
  guint n;                   /* what the next one waits for */
  guint untold;              /* not in the audit yet */
  gint64 first;              /* seconds since 1970 */
  gint64 last;
} HavenAttempts;

guint         haven_attempts_get_delay (guint n);                          /* seconds after the nth wrong one: 0 0 0 1 2 5 10 30 60 60 … */
guint         haven_attempts_get_wait  (HavenAttempts attempts, gint64 now); /* seconds left; a clock that was set back does not lengthen it */
HavenAttempts haven_attempts_read      (const char *folder);               /* none where there is no file, or a damaged one */
gboolean      haven_attempts_add       (const char *folder, gint64 now, GError **error);
gboolean      haven_attempts_check     (const char *folder, gint64 now, GError **error);  /* LOCKED: how long to wait */
void          haven_attempts_tell      (const char *folder);               /* they stand in the audit now */
void          haven_attempts_forgive   (const char *folder);               /* a right one at the door, where there is no audit to tell */
void          haven_attempts_clear     (const char *folder);
