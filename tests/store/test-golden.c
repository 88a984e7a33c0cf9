/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"
#include "haven-backup.h"

#include <stdlib.h>
#include <string.h>

/* Stores as earlier Havens made them, opened by this one. The content is made again from the same chance, and has to be the same. */

static const char *const schemas[] = { "schema-1", "schema-2" };

static char *
copy_golden (Fixture *fixture, const char *schema)
{
  static const char *const names[] = { "keys", "store.db" };
  char *folder = g_build_filename (fixture->folder, schema, NULL);

  g_assert_true (haven_platform_make_private_folder (folder, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *from = g_test_build_filename (G_TEST_DIST, "data", "stores", schema, names[i], NULL);
    g_autofree char *to = g_build_filename (folder, names[i], NULL);
    g_autofree char *content = NULL;
    gsize size;
    g_assert_true (g_file_get_contents (from, &content, &size, NULL));
    g_assert_true (g_file_set_contents (to, content, size, NULL));
  }
  return folder;
}

static HavenSchool *
make_expected (Fixture *fixture, const char *schema)
{
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh.haven", NULL);
  HavenStore *store;
  HavenSchool *school;

  invent_as_of (atoi (schema + strlen ("schema-")));
  golden_make (fresh);
  invent_as_of (G_MAXUINT);
  store = open_store (fresh, HAVEN_STORE_WRITER);
  school = read_school (store);
  haven_store_close (store);
  return school;
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = copy_golden (fixture, data);
  g_autoptr(HavenSchool) expected = make_expected (fixture, data);
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GPtrArray) people = haven_store_list_people (folder, NULL);
  guint n_lines = 0;

  g_assert_cmpuint (people->len, ==, 3);
  fixture->store = open_store (folder, HAVEN_STORE_WRITER);
  school = read_school (fixture->store);
  assert_same_school (school, expected);
  g_assert_true (haven_store_check (fixture->store, NULL));
  g_assert_true (haven_store_verify_audit (fixture->store, &n_lines, NULL));
  g_assert_cmpuint (n_lines, >=, 1);
}

static void
check_opens (const char *folder, const char *passphrase, HavenRole role)
{
  HavenStore *store = haven_store_open (folder, NULL, passphrase, HAVEN_STORE_WRITER, test_clock (), NULL);

  g_assert_nonnull (store);
  g_assert_cmpint (haven_store_get_role (store), ==, role);
  haven_store_close (store);
}

static void
test_everybody_opens (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = copy_golden (fixture, data);

  check_opens (folder, "the teacher's passphrase", HAVEN_ROLE_DT);
  check_opens (folder, "the officer's passphrase", HAVEN_ROLE_ATTENDANCE);
  check_opens (folder, PASSPHRASE, HAVEN_ROLE_DSL);
}

/* A slot of version 1 holds name and role in what the passphrase opens: its owner brings it up to date. */
static void
test_old_slot (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = copy_golden (fixture, "schema-1");
  g_autoptr(GError) error = NULL;
  HavenStore *store = open_store (folder, HAVEN_STORE_WRITER);

  g_assert_false (haven_store_change_role (store, GOLDEN_TEACHER, HAVEN_ROLE_DEPUTY, test_clock (), &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  haven_store_close (store);
  store = haven_store_open (folder, NULL, "the teacher's passphrase", HAVEN_STORE_WRITER, test_clock (), NULL);
  g_assert_true (haven_store_change_passphrase (store, "the teacher's passphrase", "a new one", test_clock (), NULL));
  haven_store_close (store);
  store = open_store (folder, HAVEN_STORE_WRITER);
  g_assert_true (haven_store_change_role (store, GOLDEN_TEACHER, HAVEN_ROLE_DEPUTY, test_clock (), NULL));
  haven_store_close (store);
  check_opens (folder, "a new one", HAVEN_ROLE_DEPUTY);
}

/* The copy that the migration kept is the store of before. */
static void
test_copy_before_migration (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = copy_golden (fixture, "schema-1");
  g_autofree char *kept = g_build_filename (folder, "before-migration", "schema-1.havenbackup", NULL);
  g_autofree char *back = g_build_filename (fixture->folder, "back.haven", NULL);
  g_autoptr(HavenSchool) expected = make_expected (fixture, "schema-1");
  g_autoptr(HavenSchool) school = NULL;

  haven_store_close (open_store (folder, HAVEN_STORE_WRITER));
  g_assert_true (haven_backup_check (kept, NULL));
  g_assert_true (haven_backup_restore (kept, NULL, back, NULL));
  fixture->store = open_store (back, HAVEN_STORE_WRITER);
  school = read_school (fixture->store);
  assert_same_school (school, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (schemas); i++) {
    g_autofree char *open = g_strdup_printf ("/store/golden/C5/%s/open", schemas[i]);
    g_autofree char *everybody = g_strdup_printf ("/store/golden/C5/%s/everybody-opens", schemas[i]);
    g_test_add (open, Fixture, schemas[i], fixture_set_up_bare, test_open, fixture_tear_down);
    g_test_add (everybody, Fixture, schemas[i], fixture_set_up_bare, test_everybody_opens, fixture_tear_down);
  }
  g_test_add ("/store/golden/old-slot", Fixture, NULL, fixture_set_up_bare, test_old_slot, fixture_tear_down);
  g_test_add ("/store/golden/C5/copy-before-migration", Fixture, NULL, fixture_set_up_bare, test_copy_before_migration, fixture_tear_down);
  return g_test_run ();
}
