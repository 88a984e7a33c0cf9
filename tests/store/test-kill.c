/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-long.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define N_PUPILS 4

typedef void (*Deed) (HavenStore *store);

static void
import_deed (HavenStore *store)
{
  g_autoptr(HavenImport) receipt = invent_receipt ();

  g_assert_true (haven_store_begin (store, TRUE, NULL));
  for (int i = 0; i < N_PUPILS; i++)
    put (store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 1));
  g_assert_true (haven_store_put_import (store, receipt, NULL));
  g_assert_true (haven_store_add_audit (store, test_clock (), "import", 0, NULL, NULL));
  g_assert_true (haven_store_commit (store, NULL, NULL, NULL));
}

static void
undo_deed (HavenStore *store)
{
  begin (store);
  g_assert_true (haven_store_undo_import (store, 1, test_clock (), NULL));
  g_assert_true (haven_store_add_audit (store, test_clock (), "undo-import", 0, NULL, NULL));
  commit (store);
}

/* Killed after the commit, before anything was closed */
static void
import_and_die (HavenStore *store)
{
  import_deed (store);
  haven_test_die ();
}

static const struct { const char *name; Deed deed; } deeds[] = {
  { "import", import_deed }, { "undo", undo_deed }, { "import-and-die", import_and_die },
};

/* Import after import, each told of once it is kept, until somebody kills this */
static int
work_for_ever (const char *folder)
{
  HavenStore *store;

  g_assert_true (haven_secret_start (NULL));
  store = open_store (folder, HAVEN_STORE_WRITER);
  for (;;) {
    import_deed (store);
    if (write (STDOUT_FILENO, "k", 1) != 1)
      haven_test_die ();
  }
}

/* words: the deed, the store, and how many writes it lives through */
static int
do_deed (char **words)
{
  int left = atoi (words[2]);
  HavenStore *store;

  if (g_str_equal (words[0], "for-ever"))
    return work_for_ever (words[1]);
  g_assert_true (haven_secret_start (NULL));
  store = open_store (words[1], HAVEN_STORE_WRITER);
  haven_store_set_write_func (store, haven_test_die_after, &left);
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++) {
    if (g_str_equal (deeds[i].name, words[0]))
      deeds[i].deed (store);
  }
  haven_store_set_write_func (store, NULL, NULL);
  haven_store_close (store);
  return EXIT_SUCCESS;
}

/* In a process of its own, which is killed before its write number n; FALSE: it had no such write and came to its end. */
static gboolean
kill_at (Fixture *fixture, const char *deed, int n)
{
  g_autofree char *writes = g_strdup_printf ("%d", n);

  return haven_test_part_dies (deed, fixture->path, writes, NULL);
}

/* Everything of the import is there, or nothing: pupils, receipt and audit line. */
static guint
count_whole (Fixture *fixture)
{
  HavenStore *store = open_store (fixture->path, HAVEN_STORE_WRITER);
  g_autoptr(HavenSchool) school = read_school (store);
  guint n_pupils = haven_school_get_n_pupils (school);
  guint n_imports = haven_school_get_table (school, HAVEN_TABLE_IMPORTS)->len;
  guint n_lines = 0;

  g_assert_true (haven_store_check (store, NULL));
  g_assert_true (haven_store_verify_audit (store, &n_lines, NULL));
  g_assert_cmpuint (n_pupils, ==, n_imports * N_PUPILS);
  g_assert_cmpuint (n_lines, ==, n_imports);
  haven_store_close (store);
  return n_imports;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  haven_store_close (g_steal_pointer (&fixture->store));
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  int n = 0;

  for (; kill_at (fixture, "import", n); n++)
    g_assert_cmpuint (count_whole (fixture), ==, 0);
  g_assert_cmpuint (count_whole (fixture), ==, 1);
  g_assert_cmpint (n, >, N_PUPILS);
  haven_test_tell_faults ("import", "kill -9 at a write", n, n, 0);
}

/* It can still be taken back. */
static void
test_committed_stands (Fixture *fixture, gconstpointer data)
{
  g_assert_true (kill_at (fixture, "import-and-die", 1000));
  g_assert_cmpuint (count_whole (fixture), ==, 1);
  fixture->store = open_store (fixture->path, HAVEN_STORE_WRITER);
  undo_deed (fixture->store);
}

static gboolean
is_undone (Fixture *fixture)
{
  HavenStore *store = open_store (fixture->path, HAVEN_STORE_WRITER);
  g_autoptr(HavenSchool) school = read_school (store);
  const HavenImport *receipt = haven_school_get_record (school, HAVEN_TABLE_IMPORTS, 1);
  gboolean undone = receipt->undone_at != 0;
  guint n_lines = 0;

  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, undone ? 0 : N_PUPILS);
  g_assert_true (haven_store_verify_audit (store, &n_lines, NULL));
  g_assert_cmpuint (n_lines, ==, undone ? 2 : 1);
  haven_store_close (store);
  return undone;
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  int n = 0;

  g_assert_false (kill_at (fixture, "import", 1000));
  for (; kill_at (fixture, "undo", n); n++)
    g_assert_false (is_undone (fixture));
  g_assert_true (is_undone (fixture));
  g_assert_cmpint (n, >, 0);
  haven_test_tell_faults ("undo an import", "kill -9 at a write", n, n, 0);
}

static gboolean
try_import (HavenStore *store)
{
  g_autoptr(HavenImport) receipt = invent_receipt ();
  g_autoptr(HavenPupil) pupil = invent_pupil ("Invented", 1);

  if (!haven_store_begin (store, TRUE, NULL))
    return FALSE;
  if (haven_store_put (store, HAVEN_TABLE_PUPILS, pupil, NULL)
      && haven_store_put_import (store, receipt, NULL)
      && haven_store_add_audit (store, test_clock (), "import", 0, NULL, NULL))
    return haven_store_commit (store, NULL, NULL, NULL);
  haven_store_rollback (store);
  return FALSE;
}

/* A full disk at any write: an error, the old state, and the store goes on working. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  gboolean done = FALSE;
  int n;

  fixture->store = open_store (fixture->path, HAVEN_STORE_WRITER);
  for (n = 0; !done; n++) {
    g_autoptr(HavenSchool) school = NULL;
    int left = n;
    haven_store_set_write_func (fixture->store, haven_test_fail_after, &left);
    done = try_import (fixture->store);
    haven_store_set_write_func (fixture->store, NULL, NULL);
    school = read_school (fixture->store);
    g_assert_cmpuint (haven_school_get_n_pupils (school), ==, done ? 1 : 0);
  }
  g_assert_cmpint (n, >, 5);
}

/* ---- at any moment: whatever was told to be kept is kept, and whole ---- */

static guint
count_imports (const char *folder)
{
  g_autoptr(GError) error = NULL;
  HavenStore *store = open_store (folder, HAVEN_STORE_WRITER);
  g_autoptr(HavenSchool) school = read_school (store);
  guint n_imports = haven_school_get_table (school, HAVEN_TABLE_IMPORTS)->len;
  guint n_lines = 0;

  haven_store_check (store, &error);
  g_assert_no_error (error);
  g_assert_true (haven_store_verify_audit (store, &n_lines, NULL));
  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, n_imports * N_PUPILS);
  g_assert_cmpuint (n_lines, ==, n_imports);
  haven_store_close (store);
  return n_imports;
}

/* How many it told of: all that it wrote until it was killed, after this many */
static guint
kill_after (const char *folder, guint n_told)
{
  g_autoptr(GSubprocess) process = haven_test_start_part ("for-ever", folder, "0", NULL);
  GInputStream *told = g_subprocess_get_stdout_pipe (process);
  char bytes[64];
  guint n = 0;
  gssize more;

  while (n < n_told && (more = g_input_stream_read (told, bytes, 1, NULL, NULL)) > 0)
    n += more;
  for (guint spin = g_test_rand_int_range (0, 2000000); spin > 0; spin--)
    __asm__ volatile ("");                 /* some part of the next one, as chance will have it */
  g_subprocess_force_exit (process);
  while ((more = g_input_stream_read (told, bytes, sizeof bytes, NULL, NULL)) > 0)
    n += more;
  g_subprocess_wait (process, NULL, NULL);
  return n;
}

static void
test_any_moment (Fixture *fixture, gconstpointer data)
{
  guint rounds = haven_test_rounds ("kills", 12, 1000), before = 0;

  for (guint i = 0; i < rounds; i++) {
    guint told = kill_after (fixture->path, g_test_rand_int_range (0, 4));
    guint kept = count_imports (fixture->path);
    g_assert_cmpuint (kept, >=, before + told);
    g_assert_cmpuint (kept, <=, before + told + 1);      /* kept, and killed before it could say so */
    before = kept;
    if (kept < 200)
      continue;
    g_assert_true (haven_platform_remove_tree (fixture->path, NULL));
    haven_store_close (create_store (fixture->path));
    before = 0;
  }
  haven_test_tell_faults ("import after import", "kill -9 at any moment", rounds, rounds, 0);
}

#ifdef G_OS_UNIX
/* Asleep in the middle of work, as a laptop whose lid was closed: nobody else may write meanwhile, and it goes on afterwards. */
static void
test_asleep (Fixture *fixture, gconstpointer data)
{
  guint rounds = haven_test_rounds ("sleeps", 3, 100), told = 0;
  g_autoptr(GSubprocess) process = haven_test_start_part ("for-ever", fixture->path, "0", NULL);
  GInputStream *pipe = g_subprocess_get_stdout_pipe (process);
  char bytes[64];
  gssize more;

  for (guint i = 0; i < rounds; i++) {
    g_autoptr(GError) error = NULL;
    g_assert_cmpint (g_input_stream_read (pipe, bytes, 1, NULL, NULL), ==, 1);
    g_subprocess_send_signal (process, SIGSTOP);
    g_assert_null (haven_store_open (fixture->path, NULL, PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
    g_subprocess_send_signal (process, SIGCONT);
    told++;
  }
  g_subprocess_force_exit (process);
  while ((more = g_input_stream_read (pipe, bytes, sizeof bytes, NULL, NULL)) > 0)
    told += more;
  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpuint (count_imports (fixture->path), >=, told);
  haven_test_tell_faults ("import after import", "asleep, and a second writer", rounds, rounds, 0);
}
#endif

/* The clock of the computer was set back or forward, or the hour changed: the audit stays in its order, and whoever opens is let in. */
static void
test_clock_jumps (Fixture *fixture, gconstpointer data)
{
  static const gint64 nows[] = { 1780000000, 1, 1774745999, 1774746000, 1792889999, 1792890000, 4102444800, -1, 1780000000 };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (nows); i++) {
    HavenClock clock = { .now = nows[i], .today = test_clock ().today };
    g_autoptr(GError) error = NULL;
    HavenStore *store = haven_store_open (fixture->path, NULL, PASSPHRASE, HAVEN_STORE_WRITER, clock, &error);
    g_assert_no_error (error);
    begin (store);
    g_assert_true (haven_store_add_audit (store, clock, "jump", 0, NULL, NULL));
    commit (store);
    g_assert_true (haven_store_verify_audit (store, &n, NULL));
    g_assert_cmpuint (n, ==, i + 1);
    haven_store_close (store);
  }
  haven_test_tell_faults ("open and change", "clock set back and forward", G_N_ELEMENTS (nows), G_N_ELEMENTS (nows), 0);
}

#define ADD(name, func) g_test_add ("/store/kill/" name, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, do_deed);
  g_test_init (&argc, &argv, NULL);
  ADD ("import", test_import);
  ADD ("committed-stands", test_committed_stands);
  ADD ("undo", test_undo);
  ADD ("full-disk", test_full_disk);
  ADD ("C6/any-moment", test_any_moment);
#ifdef G_OS_UNIX
  ADD ("C7/asleep", test_asleep);
#endif
  ADD ("clock-jumps", test_clock_jumps);
  return g_test_run ();
}
