/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-system-private.h"

#include <stdlib.h>
#include <string.h>

#define PART "--part"
#define STARTS 5

static char *program;

/* Seldom, and on a busy computer, Wine gives a program up before it has begun (an internal error, which GLib passes on as an invalid
 * argument): nothing of ours has run then, so it is started again. */
static GSubprocess *
start_words (const char *const *words)
{
  const GSubprocessFlags pipes = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE;
  g_autoptr(GError) error = NULL;
  GSubprocess *process = NULL;

  for (guint n = 0; n < STARTS && process == NULL; n++) {
    g_clear_error (&error);
    process = g_subprocess_newv (words, pipes, &error);
  }
  g_assert_no_error (error);
  return process;
}

static GSubprocess *
start (const char *word, va_list *more)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new ();

  g_assert_nonnull (program);
  g_ptr_array_add (words, program);
  g_ptr_array_add (words, (char *) PART);
  for (; word != NULL; word = va_arg (*more, const char *))
    g_ptr_array_add (words, (char *) word);
  g_ptr_array_add (words, NULL);
  return start_words ((const char *const *) words->pdata);
}

void
haven_test_parts (int argc, char **argv, HavenTestPart part)
{
  program = argv[0];
  if (argc > 2 && strcmp (argv[1], PART) == 0)
    exit (part (argv + 2));
}

GSubprocess *
haven_test_start_part (const char *word, ...)
{
  GSubprocess *process;
  va_list more;

  va_start (more, word);
  process = start (word, &more);
  va_end (more);
  return process;
}

gboolean
haven_test_part_dies (const char *word, ...)
{
  g_autoptr(GSubprocess) process = NULL;
  va_list more;

  va_start (more, word);
  process = start (word, &more);
  va_end (more);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  if (haven_test_has_died (process))
    return TRUE;
  g_assert_true (g_subprocess_get_successful (process));
  return FALSE;
}

gboolean
haven_test_contains (gconstpointer bytes, gsize size, const char *word)
{
  const char *from = bytes;
  gsize length = strlen (word);

  for (gsize i = 0; i + length <= size; i++) {
    if (memcmp (from + i, word, length) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
haven_test_fail_after (gpointer left)
{
  return --*(int *) left >= 0;
}

gboolean
haven_test_die_after (gpointer left)
{
  if (!haven_test_fail_after (left))
    haven_test_die ();
  return TRUE;
}
