/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-inbox.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <string.h>

#define OFFICER "O. Officer"
#define OFFICER_PASSPHRASE "the officer's"
#define REGISTER "UPN,Zzyzx Canary,Mark\n"

static HavenStore *
open_door (Fixture *fixture)
{
  const HavenStoreUser officer = { OFFICER, HAVEN_ROLE_ATTENDANCE, OFFICER_PASSPHRASE };
  HavenStore *door;

  g_assert_true (haven_store_add_user (fixture->store, &officer, test_clock (), NULL));
  door = haven_store_open (fixture->path, OFFICER, OFFICER_PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), NULL);
  g_assert_cmpint (haven_store_get_mode (door), ==, HAVEN_STORE_DOOR);
  return door;
}

static void
hand_in (HavenStore *door, const char *file)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (REGISTER, strlen (REGISTER));

  g_assert_true (haven_store_hand_in (door, test_clock (), file, bytes, NULL));
}

/* While somebody else writes: the door needs no lock. */
static void
test_hand_in (Fixture *fixture, gconstpointer data)
{
  HavenStore *door = open_door (fixture);
  g_autoptr(GPtrArray) files = NULL;
  HavenHandedIn *first;
  guint unreadable = 77;

  hand_in (door, "/home/office/marks of monday.csv");
  hand_in (door, "b.csv");
  haven_store_close (door);
  files = haven_store_list_handed_in (fixture->store, &unreadable, NULL);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpuint (unreadable, ==, 0);
  first = g_ptr_array_index (files, 1);
  g_assert_cmpstr (first->file, ==, "marks of monday.csv");
  g_assert_cmpstr (first->who, ==, OFFICER);
  g_assert_cmpint (first->at, ==, test_clock ().now);
  g_assert_cmpmem (g_bytes_get_data (first->bytes, NULL), g_bytes_get_size (first->bytes), REGISTER, strlen (REGISTER));
  g_assert_true (haven_store_drop_handed_in (fixture->store, first->id, NULL));
  g_assert_false (haven_store_drop_handed_in (fixture->store, first->id, NULL));
  g_assert_false (haven_store_drop_handed_in (fixture->store, "../keys", NULL));
}

static void
check_no_canary (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  gsize size = 0;

  g_assert_null (strstr (name, "marks"));
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_false (haven_test_contains (content, size, "Canary"));
  g_assert_false (haven_test_contains (content, size, "marks"));
}

static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  HavenStore *door = open_door (fixture);
  g_autofree char *inbox = place (fixture, "inbox");
  g_autoptr(GDir) entries = NULL;
  const char *name;

  hand_in (door, "marks.csv");
  haven_store_close (door);
  entries = g_dir_open (inbox, 0, NULL);
  while ((name = g_dir_read_name (entries)) != NULL)
    check_no_canary (inbox, name);
}

/* Damaged, foreign or made by somebody else: counted, never in the way of the rest. */
static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "HAVENIN1", "HAVENIN1 and nonsense behind it that is long enough to be a box of some kind",
                                         NULL };
  HavenStore *door = open_door (fixture);
  g_autoptr(GPtrArray) files = NULL;
  guint unreadable = 0;

  hand_in (door, "marks.csv");
  haven_store_close (door);
  for (guint i = 0; contents[i] != NULL; i++) {
    g_autofree char *name = g_strdup_printf ("inbox/%u.handed-in", i);
    g_autofree char *path = place (fixture, name);
    g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
  }
  files = haven_store_list_handed_in (fixture->store, &unreadable, NULL);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpuint (unreadable, ==, 3);
}

#define ADD(name, func) g_test_add ("/store/inbox/practice_32/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("hand-in", test_hand_in);
  ADD ("sealed", test_sealed);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
