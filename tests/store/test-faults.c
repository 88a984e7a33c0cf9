/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever fails, and wherever: a deed is done or it is not, what was there is there, and a sentence says so. */
#include "fault-world.h"
#include "haven-test-disk.h"
#include "haven-test-long.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define USUAL_TRIES 2
#define MOST_TRIES 400                     /* of a deed under --long: what asks for memory more often is tried at even steps */

typedef struct {
  Fixture base;
  char *folder;                            /* of each world */
  char *first;                             /* how it was */
  const Deed *deed;
  GStrv before;
  GStrv after;
  guint n_killed;
} Try;

/* ---- worlds ---- */

static void
copy_tree (const char *from, const char *to)
{
  g_autoptr(GDir) entries = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  while ((name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *copy = g_build_filename (to, name, NULL);
    g_autofree char *content = NULL;
    gsize size;
    if (g_file_test (source, G_FILE_TEST_IS_DIR)) {
      copy_tree (source, copy);
      continue;
    }
    g_assert_true (g_file_get_contents (source, &content, &size, NULL));
    g_assert_true (g_file_set_contents_full (copy, content, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  }
}

static void
begin_world (Try *self, World *world)
{
  g_assert_true (haven_platform_remove_tree (self->folder, NULL));
  copy_tree (self->first, self->folder);
  memset (world, 0, sizeof *world);
  world_init (world, self->folder);
}

static void
open_world (Try *self, World *world)
{
  g_autofree char *folder = NULL;
  g_autoptr(GError) error = NULL;

  if (self->deed->opens == NULL)
    return;
  folder = g_build_filename (world->folder, self->deed->opens, NULL);
  world->open = world_open (folder, &error);
  g_assert_no_error (error);
}

static void
set_up (Try *self, gconstpointer data)
{
  World world = { 0 };

  fixture_set_up_bare (&self->base, NULL);
  self->deed = data;
  self->folder = g_build_filename (self->base.folder, "world", NULL);
  self->first = g_build_filename (self->base.folder, "first", NULL);
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  world_init (&world, self->folder);
  self->deed->prepare (&world);
  world_clear (&world);
  copy_tree (self->folder, self->first);
}

static void
tear_down (Try *self, gconstpointer data)
{
  g_free (self->folder);
  g_free (self->first);
  g_strfreev (self->before);
  g_strfreev (self->after);
  fixture_tear_down (&self->base, NULL);
}

/* ---- one try ---- */

/* A whole sentence for the person, of no engine's words */
static gboolean
is_clear (const GError *error)
{
  static const char *const jargon[] = { "SQL", "sql", "cipher", "database", "errno" };
  gsize length = error != NULL ? strlen (error->message) : 0;
  gboolean clear = length > 1 && error->domain == HAVEN_ERROR && strchr (".?)", error->message[length - 1]) != NULL;

  for (gsize i = 0; clear && i < G_N_ELEMENTS (jargon); i++)
    clear = strstr (error->message, jargon[i]) == NULL;
  if (!clear)
    g_test_message ("no clear sentence: %s", error != NULL ? error->message : "nothing was said");
  return clear;
}

typedef struct {
  guint n_old;
  guint n_new;
} Parts;

/* Each part is what it was or what it should become. */
static gboolean
compare (Try *self, GStrv found, Parts *parts)
{
  gboolean good = found != NULL && g_strv_length (found) == g_strv_length (self->before);

  *parts = (Parts) { 0 };
  for (guint i = 0; good && found[i] != NULL; i++) {
    gboolean is_old = g_str_equal (found[i], self->before[i]), is_new = g_str_equal (found[i], self->after[i]);
    parts->n_old += is_old && !is_new;
    parts->n_new += is_new && !is_old;
    if (is_old || is_new)
      continue;
    g_test_message ("part %u is neither the old nor the new:\n%s", i, found[i]);
    good = FALSE;
  }
  return good;
}

/* Once it failed, and the disk answers again: what was begun was put back. */
static gboolean
can_put_back (HavenTestFault fault)
{
  return fault == HAVEN_TEST_IO_ERROR;
}

/* Of a power cut nobody is told. */
static gboolean
is_true (HavenTestFault fault, const GError *error, const Parts *parts)
{
  return fault == HAVEN_TEST_POWER_CUT || parts->n_new == 0 || strstr (error->message, "Nothing was changed") == NULL;
}

static gboolean
is_old_or_new (Try *self, HavenTestFault fault, const GError *error, const Parts *parts)
{
  const char *wrong = NULL;

  if (error == NULL && parts->n_old > 0)
    wrong = "it was done, and is not there";
  else if (error != NULL && parts->n_new > 0 && can_put_back (fault) && !self->deed->goes_on)
    wrong = "it was not done, and is there";
  else if (error != NULL && !is_true (fault, error, parts))
    wrong = "it is said that nothing was changed";
  if (wrong != NULL)
    g_test_message ("%s: %u parts are old, %u new", wrong, parts->n_old, parts->n_new);
  return wrong == NULL;
}

/* What did not succeed can be done afterwards, or what stands in the way says so. */
static gboolean
succeeds_now (Try *self, World *world, const Parts *before)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) found = NULL;
  Parts parts;
  gboolean done;

  open_world (self, world);
  done = self->deed->run (world, &error);
  g_clear_pointer (&world->open, haven_store_close);
  found = world_describe (world);
  if (done)
    return compare (self, found, &parts) && parts.n_old == 0;
  if (before->n_new > 0 && self->deed->half_done != 0 && g_error_matches (error, HAVEN_ERROR, (int) self->deed->half_done))
    return compare (self, found, &parts);
  g_test_message ("it could not be done afterwards: %s", error != NULL ? error->message : "nothing was said");
  return FALSE;
}

static gboolean
run_deed (Try *self, World *world, HavenTestFault fault, guint n, guint32 seed, GError **error)
{
  gboolean done;

  open_world (self, world);
  haven_test_disk_begin (self->folder, fault, n, seed);
  done = self->deed->run (world, error);
  g_clear_pointer (&world->open, haven_store_close);
  haven_test_disk_end (NULL);
  return done;
}

/* In a process of its own: where there is no memory, the engine's cipher may end the program, as a kill would. What it said comes by a pipe. */
static gboolean
run_apart (Try *self, World *world, HavenTestFault fault, guint n, guint32 seed, GError **error)
{
  char message[1000] = "";
  int ends[2], status;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0) {
    GError *local = NULL;
    gboolean done = run_deed (self, world, fault, n, seed, &local);
    const char *said = local != NULL ? local->message : "nothing was said";
    _exit (!done && write (ends[1], said, strlen (said)) < 0 ? 2 : !done);
  }
  close (ends[1]);
  if (read (ends[0], message, sizeof message - 1) > 0)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, message);
  close (ends[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (WIFEXITED (status))
    return WEXITSTATUS (status) == 0;
  self->n_killed++;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, "Killed.");
  return FALSE;
}

static gboolean
is_short_of_memory (HavenTestFault fault)
{
  return fault == HAVEN_TEST_NO_MEMORY || fault == HAVEN_TEST_NO_MORE_MEMORY;
}

static gboolean
survives (Try *self, HavenTestFault fault, guint n, guint32 seed)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) found = NULL;
  gboolean done, good;
  Parts parts;
  World world;

  begin_world (self, &world);
  done = (is_short_of_memory (fault) ? run_apart : run_deed) (self, &world, fault, n, seed, &error);
  good = done == (error == NULL) && (done || is_clear (error));
  found = world_describe (&world);
  good = compare (self, found, &parts) && is_old_or_new (self, fault, error, &parts) && good;
  if (good && parts.n_old > 0)
    good = succeeds_now (self, &world, &parts);
  if (!good)
    g_test_message ("%s, %s at %u, seed %u: %s", self->deed->name, haven_test_fault_name (fault), n, seed,
                    error != NULL ? error->message : "done");
  world_clear (&world);
  return good;
}

/* ---- all of them ---- */

static void
look_before_and_after (Try *self)
{
  g_autoptr(GError) error = NULL;
  World world;

  begin_world (self, &world);
  self->before = world_describe (&world);
  world_clear (&world);
  begin_world (self, &world);
  open_world (self, &world);
  self->deed->run (&world, &error);
  g_assert_no_error (error);
  g_clear_pointer (&world.open, haven_store_close);
  self->after = world_describe (&world);
  g_assert_nonnull (self->before);
  g_assert_nonnull (self->after);
  world_clear (&world);
}

static guint
choose_step (guint total)
{
  guint most = haven_test_is_long () ? MOST_TRIES : USUAL_TRIES;

  return MAX (1, (total + most - 1) / most);
}

static guint
count_steps (Try *self, HavenTestFault fault)
{
  World world;
  guint n;

  begin_world (self, &world);
  open_world (self, &world);
  haven_test_disk_begin (self->folder, fault, G_MAXUINT, 0);
  g_assert_true (self->deed->run (&world, NULL));
  g_clear_pointer (&world.open, haven_store_close);
  g_assert_false (haven_test_disk_end (&n));
  world_clear (&world);
  return n;
}

static void
exhaust (Try *self, HavenTestFault fault)
{
  guint32 seed = g_test_rand_int ();
  guint tried = 0, survived = 0, total = count_steps (self, fault), step = choose_step (total);

  for (guint n = 1 + seed % step; n <= total; n += step, tried++)
    survived += survives (self, fault, n, seed + n);
  haven_test_tell_faults (self->deed->name, haven_test_fault_name (fault), tried, survived, seed);
  g_assert_cmpuint (survived, ==, tried);
}

static void
test_deed (Try *self, gconstpointer data)
{
  look_before_and_after (self);
  for (HavenTestFault fault = HAVEN_TEST_IO_ERROR; fault < HAVEN_TEST_N_FAULTS; fault++)
    exhaust (self, fault);
  if (self->n_killed > 0)
    g_test_message ("%s: the engine ended the program %u times for want of memory", self->deed->name, self->n_killed);
}

int
main (int argc, char **argv)
{
  haven_test_disk_start ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < fault_n_deeds; i++) {
    g_autofree char *path = g_strdup_printf ("/store/faults/C6/%s", fault_deeds[i].name);
    g_test_add (path, Try, &fault_deeds[i], set_up, test_deed, tear_down);
  }
  return g_test_run ();
}
