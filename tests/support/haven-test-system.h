/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What tests ask of the system, alike on Linux and Windows. */
void          haven_test_assert_private (const char *path);            /* nobody else may read it, by its mode or its access list */
void          haven_test_open_to_all (const char *path);
gboolean      haven_test_make_link   (const char *target, const char *link);  /* FALSE, and skipped, where links cannot be made */
gboolean      haven_test_contains    (gconstpointer bytes, gsize size, const char *word);
G_NORETURN void haven_test_die       (void);                           /* at once: no buffer is written, nothing is closed */

/* For a store's write func: as many steps as the int at left are let through; the next one fails, or ends the program at once. */
gboolean      haven_test_fail_after  (gpointer left);
gboolean      haven_test_die_after   (gpointer left);

/* A part of a test in a process of its own: this program again, with a few words. main () says what such a process does, before
 * anything else; it does not come back in one. */
typedef int (*HavenTestPart) (char **words);
void          haven_test_parts       (int argc, char **argv, HavenTestPart part);
GSubprocess  *haven_test_start_part  (const char *word, ...) G_GNUC_NULL_TERMINATED;   /* with pipes to and from it */
gboolean      haven_test_part_dies   (const char *word, ...) G_GNUC_NULL_TERMINATED;   /* or comes to its end in good order */
