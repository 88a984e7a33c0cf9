/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-world.h"

#include "golden.h"
#include "haven-backup.h"
#include "haven-inbox.h"
#include "haven-snapshot.h"
#include "haven-store-merge.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1780000000)

/* ---- before ---- */

static void
make_store (World *world)
{
  Fixture fixture = { .path = world->store, .chance = g_rand_new_with_seed (20260604) };

  fixture.store = create_store (world->store);
  fill_store (&fixture, 2);
  haven_store_close (fixture.store);
  g_rand_free (fixture.chance);
}

static void
make_nothing (World *world)
{
}

static void
add_pupil (const char *folder, const char *surname)
{
  HavenStore *store = open_store (folder, HAVEN_STORE_WRITER);

  begin (store);
  put (store, HAVEN_TABLE_PUPILS, invent_pupil (surname, 0));
  commit (store);
  haven_store_close (store);
}

static void
make_backup (World *world)
{
  HavenStore *store;

  make_store (world);
  store = open_store (world->store, HAVEN_STORE_WRITER);
  g_assert_true (haven_backup_write (store, world->backup, NULL));
  haven_store_close (store);
}

static void
make_old_backup (World *world)
{
  make_backup (world);
  add_pupil (world->store, "Later");
}

static void
make_only_backup (World *world)
{
  make_backup (world);
  g_assert_true (haven_platform_remove_tree (world->store, NULL));
}

static void
make_old_store (World *world)
{
  static const char *const names[] = { "keys", "store.db" };

  g_assert_true (haven_platform_make_private_folder (world->store, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *from = g_test_build_filename (G_TEST_DIST, "data", "stores", "schema-1", names[i], NULL);
    g_autofree char *to = g_build_filename (world->store, names[i], NULL);
    g_autofree char *content = NULL;
    gsize size;
    g_assert_true (g_file_get_contents (from, &content, &size, NULL));
    g_assert_true (g_file_set_contents (to, content, size, NULL));
  }
}

static gboolean
run_import (World *world, GError **error)
{
  g_autoptr(HavenImport) receipt = invent_receipt ();
  gboolean ok = TRUE;

  if (!haven_store_begin (world->open, TRUE, error))
    return FALSE;
  for (guint i = 0; ok && i < 20; i++) {
    g_autoptr(HavenPupil) pupil = invent_pupil ("Imported", 1);
    ok = haven_store_put (world->open, HAVEN_TABLE_PUPILS, pupil, error);
  }
  if (ok && haven_store_put_import (world->open, receipt, error)
      && haven_store_add_audit (world->open, test_clock (), "import", 0, "pupils.csv", error))
    return haven_store_commit (world->open, NULL, NULL, error);
  haven_store_rollback (world->open);
  return FALSE;
}

static void
make_imported (World *world)
{
  g_autoptr(GError) error = NULL;

  make_store (world);
  world->open = open_store (world->store, HAVEN_STORE_WRITER);
  run_import (world, &error);
  g_assert_no_error (error);
  g_clear_pointer (&world->open, haven_store_close);
}

static void
make_shared (World *world)
{
  HavenStore *store;

  make_store (world);
  g_assert_true (haven_platform_make_private_folder (world->shared, NULL));
  store = open_store (world->store, HAVEN_STORE_WRITER);
  g_assert_true (haven_snapshot_share (store, world->shared, test_clock (), NULL));
  haven_store_close (store);
}

static void
make_unshared (World *world)
{
  make_store (world);
  g_assert_true (haven_platform_make_private_folder (world->shared, NULL));
}

static void
make_checked_out (World *world)
{
  make_shared (world);
  g_assert_true (haven_snapshot_check_out (world->shared, world->home, NAME, NOW, NULL));
  add_pupil (world->home, "Home");
}

static void
make_copied (World *world)
{
  make_shared (world);
  g_assert_true (haven_snapshot_copy (world->shared, world->home, NULL));
}

static void
make_newer_shared (World *world)
{
  g_autofree char *other = g_build_filename (world->folder, "other.haven", NULL);
  const HavenStoreUser person = { "Theirs", HAVEN_ROLE_DT, "the passphrase of theirs" };
  HavenStore *store;

  g_assert_true (haven_snapshot_check_out (world->shared, other, NAME, NOW, NULL));
  store = open_store (other, HAVEN_STORE_WRITER);
  begin (store);
  put (store, HAVEN_TABLE_PUPILS, invent_pupil ("Theirs", 0));
  commit (store);
  g_assert_true (haven_store_add_user (store, &person, test_clock (), NULL));
  g_assert_true (haven_snapshot_check_in (store, world->shared, test_clock (), NULL));
  haven_store_close (store);
  g_assert_true (haven_platform_remove_tree (other, NULL));
}

static void
make_older_copy (World *world)
{
  make_copied (world);
  make_newer_shared (world);
}

static void
make_two (World *world)
{
  make_checked_out (world);
  g_assert_true (haven_snapshot_release (world->shared, NULL));
  make_newer_shared (world);
}

/* ---- the deeds ---- */

static gboolean
run_create (World *world, GError **error)
{
  const HavenStoreUser first = { NAME, HAVEN_ROLE_DSL, PASSPHRASE };

  world->open = haven_store_create (world->store, &first, HAVEN_STRETCH_TEST, test_clock (), error);
  return world->open != NULL;
}

static gboolean
run_open (World *world, GError **error)
{
  g_autoptr(HavenSchool) school = NULL;

  world->open = haven_store_open (world->store, NULL, PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), error);
  if (world->open == NULL)
    return FALSE;
  school = haven_store_read_school (world->open, NULL, HAVEN_ALL_TABLES, error);
  return school != NULL;
}

static gboolean
run_change (World *world, GError **error)
{
  g_autoptr(HavenPupil) pupil = invent_pupil ("Changed", 0);
  g_autoptr(HavenNote) note = haven_note_new ();
  gboolean ok;

  if (!haven_store_begin (world->open, TRUE, error))
    return FALSE;
  ok = haven_store_put (world->open, HAVEN_TABLE_PUPILS, pupil, error);
  note->pupil_id = pupil->id;
  note->restricted = TRUE;
  note->text = g_strdup ("In confidence.");
  if (ok && haven_store_put (world->open, HAVEN_TABLE_NOTES, note, error)
      && haven_store_remove (world->open, HAVEN_TABLE_PUPILS, 1, error)
      && haven_store_add_audit (world->open, test_clock (), "change", 0, "pupils", error))
    return haven_store_commit (world->open, NULL, NULL, error);
  haven_store_rollback (world->open);
  return FALSE;
}

static gboolean
run_undo (World *world, GError **error)
{
  g_autoptr(HavenSchool) school = haven_store_read_school (world->open, NULL, HAVEN_ALL_TABLES, error);
  GPtrArray *imports = school != NULL ? haven_school_get_table (school, HAVEN_TABLE_IMPORTS) : NULL;
  const HavenImport *last = imports != NULL ? imports->pdata[imports->len - 1] : NULL;

  if (last == NULL || !haven_store_begin (world->open, FALSE, error))
    return FALSE;
  if (haven_store_undo_import (world->open, last->id, test_clock (), error)
      && haven_store_add_audit (world->open, test_clock (), "undo-import", 0, NULL, error))
    return haven_store_commit (world->open, NULL, NULL, error);
  haven_store_rollback (world->open);
  return FALSE;
}

static gboolean
run_check (World *world, GError **error)
{
  guint n = 0;

  return haven_store_check (world->open, error) && haven_store_verify_audit (world->open, &n, error);
}

static gboolean
run_backup (World *world, GError **error)
{
  return haven_backup_write (world->open, world->backup, error);
}

static gboolean
run_restore (World *world, GError **error)
{
  return haven_backup_restore (world->backup, NULL, world->back, error);
}

static gboolean
run_share (World *world, GError **error)
{
  return haven_snapshot_share (world->open, world->shared, test_clock (), error);
}

static gboolean
run_check_out (World *world, GError **error)
{
  return haven_snapshot_check_out (world->shared, world->home, NAME, NOW, error);
}

static gboolean
run_check_in (World *world, GError **error)
{
  return haven_snapshot_check_in (world->open, world->shared, test_clock (), error);
}

static gboolean
run_copy (World *world, GError **error)
{
  return haven_snapshot_copy (world->shared, world->home, error);
}

static gboolean
run_merge (World *world, GError **error)
{
  g_autoptr(HavenStoreMerge) merge = haven_store_merge_look (world->open, world->shared, error);
  g_autoptr(GBytes) undo = NULL;

  return merge != NULL && haven_store_merge_apply (world->open, merge, test_clock (), &undo, error);
}

static gboolean
run_passphrase (World *world, GError **error)
{
  return haven_store_change_passphrase (world->open, PASSPHRASE, NEW_PASSPHRASE, test_clock (), error);
}

static gboolean
run_enrol (World *world, GError **error)
{
  const HavenStoreUser person = { "New Person", HAVEN_ROLE_DEPUTY, "the passphrase of the new person" };

  return haven_store_add_user (world->open, &person, test_clock (), error);
}

static gboolean
run_recovery (World *world, GError **error)
{
  return haven_store_set_recovery (world->open, NEW_PASSPHRASE, test_clock (), error);
}

const Deed fault_deeds[] = {
  { "create", NULL, make_nothing, run_create, HAVEN_ERROR_INVALID, TRUE },
  { "open", NULL, make_store, run_open },
  { "change", "school.haven", make_store, run_change },
  { "import", "school.haven", make_store, run_import },
  { "undo-import", "school.haven", make_imported, run_undo },
  { "migrate", NULL, make_old_store, run_open },
  { "check", "school.haven", make_store, run_check },
  { "backup", "school.haven", make_old_backup, run_backup, 0, TRUE },
  { "restore", NULL, make_only_backup, run_restore, HAVEN_ERROR_INVALID, TRUE },
  { "share", "school.haven", make_unshared, run_share, HAVEN_ERROR_INVALID, TRUE },
  { "check-out", NULL, make_shared, run_check_out, HAVEN_ERROR_BUSY, TRUE },
  { "check-in", "home.haven", make_checked_out, run_check_in, 0, TRUE },
  { "copy-to-read", NULL, make_older_copy, run_copy, 0, TRUE },
  { "merge", "home.haven", make_two, run_merge },
  { "passphrase", "school.haven", make_store, run_passphrase, HAVEN_ERROR_LOCKED },
  { "enrol", "school.haven", make_store, run_enrol, HAVEN_ERROR_INVALID },
  { "recovery-sheet", "school.haven", make_store, run_recovery },
};
const guint fault_n_deeds = G_N_ELEMENTS (fault_deeds);
