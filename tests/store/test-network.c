/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-backup.h"
#include "store-support.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder of a server, as far as the store can tell: the linker puts this in the place of what asks the system. */
gboolean __wrap_haven_platform_is_network_path (const char *path);
gboolean __real_haven_platform_is_network_path (const char *path);

gboolean
__wrap_haven_platform_is_network_path (const char *path)
{
  return strstr (path, "on-a-server") != NULL || __real_haven_platform_is_network_path (path);
}

static void
check_refused (GError *error)
{
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Copy its folder to this computer"));   /* what to do instead */
  g_error_free (error);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const HavenStoreUser first = { NAME, HAVEN_ROLE_DSL, PASSPHRASE };
  g_autofree char *server = g_build_filename (fixture->folder, "on-a-server.haven", NULL);
  g_autofree char *backup = g_build_filename (fixture->folder, "copy.havenbackup", NULL);
  GError *error = NULL;

  g_assert_true (haven_backup_write (fixture->store, backup, NULL));
  g_assert_null (haven_store_create (server, &first, HAVEN_STRETCH_TEST, test_clock (), &error));
  check_refused (g_steal_pointer (&error));
  g_assert_false (haven_backup_restore (backup, NULL, server, &error));
  check_refused (g_steal_pointer (&error));
  haven_store_close (g_steal_pointer (&fixture->store));
  g_assert_cmpint (g_rename (fixture->path, server), ==, 0);
  g_assert_null (haven_store_open (server, NULL, PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), &error));
  check_refused (g_steal_pointer (&error));
  g_assert_null (haven_store_open (server, NULL, PASSPHRASE, HAVEN_STORE_READER, test_clock (), &error));
  check_refused (g_steal_pointer (&error));
}

/* The copy that is offered: it opens, and the backup may lie where it likes. */
static void
test_copied (Fixture *fixture, gconstpointer data)
{
  g_autofree char *server = g_build_filename (fixture->folder, "on-a-server", NULL);
  g_autofree char *backup = g_build_filename (server, "copy.havenbackup", NULL);
  g_autofree char *local = g_build_filename (fixture->folder, "local.haven", NULL);

  g_assert_true (haven_platform_make_private_folder (server, NULL));
  g_assert_true (haven_backup_write (fixture->store, backup, NULL));
  g_assert_true (haven_backup_restore (backup, NULL, local, NULL));
  haven_store_close (open_store (local, HAVEN_STORE_WRITER));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/C7/network/refused", Fixture, NULL, fixture_set_up, test_refused, fixture_tear_down);
  g_test_add ("/store/C7/network/copied", Fixture, NULL, fixture_set_up, test_copied, fixture_tear_down);
  return g_test_run ();
}
