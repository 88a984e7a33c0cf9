/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in front of a store: nothing there yet, one that went, one on a server, one that an older Haven made (C5). */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "haven-platform.h"
#include "haven-session.h"
#include "haven-settings.h"
#include "haven-window.h"
#include "ui-fixture.h"

#define PASSPHRASE "invented school"
#define GOLDEN_PASSPHRASE "an invented passphrase"

/* A folder of a server, as far as Haven can tell: the linker puts this in the place of what asks the system. */
gboolean __wrap_haven_platform_is_network_path (const char *path);
gboolean __real_haven_platform_is_network_path (const char *path);

static char *folder;

gboolean
__wrap_haven_platform_is_network_path (const char *path)
{
  if (folder != NULL && g_str_has_prefix (path, folder) && strstr (path, "on-a-server") != NULL)
    return TRUE;
  return __real_haven_platform_is_network_path (path);
}

static GtkApplication *application;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
make_store (const char *path)
{
  g_autoptr (HavenSession) session = haven_session_new (path, haven_clock_system ());
  const HavenUser lead = { .name = (char *) "lead", .role = HAVEN_ROLE_DSL };

  g_assert_true (haven_session_create (session, &lead, PASSPHRASE, HAVEN_STRETCH_TEST, NULL));
}

static HavenWindow *
open_window (const char *path, const char *last)
{
  const HavenOptions options = { .today = HAVEN_DAY_NONE };
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  g_autoptr (HavenSession) session = haven_session_new (path, haven_clock_system ());
  GtkWindow *window;

  g_object_set (settings, "last-store", last, NULL);
  window = haven_window_new (application, session, settings, &options);
  gtk_window_present (window);
  ui_fixture_settle ();
  return HAVEN_WINDOW (window);
}

static void
end_window (HavenWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_settle ();
}

/* The words that can be seen: of a stack's pages only the one that is shown */
static gboolean
says (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_child_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

static void
wait_until_it_says (HavenWindow *window, const char *words)
{
  while (!says (GTK_WIDGET (window), words))
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find_entry (GtkWidget *widget)
{
  if (GTK_IS_PASSWORD_ENTRY (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_entry (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
unlock (HavenWindow *window, const char *passphrase)
{
  GtkWidget *entry = find_entry (GTK_WIDGET (window));

  gtk_editable_set_text (GTK_EDITABLE (entry), passphrase);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_first_start (void)
{
  g_autofree char *path = in_folder ("new.haven");
  HavenWindow *window = open_window (path, "");

  g_assert_true (says (GTK_WIDGET (window), "Begin with your school"));
  g_assert_false (says (GTK_WIDGET (window), "The store is not there"));
  end_window (window);
}

static void
test_missing (void)
{
  g_autofree char *path = in_folder ("gone.haven");
  HavenWindow *window = open_window (path, path);

  g_assert_true (says (GTK_WIDGET (window), "The store is not there"));
  g_assert_true (says (GTK_WIDGET (window), path));
  end_window (window);
}

/* The copy opens on this computer, and the server's stays as it was. */
static void
test_network (void)
{
  g_autofree char *made = in_folder ("made.haven"), *server = in_folder ("on-a-server.haven");
  g_autofree char *before = NULL, *after = NULL, *keys = g_build_filename (server, "keys", NULL);
  HavenWindow *window;

  make_store (made);
  g_assert_cmpint (g_rename (made, server), ==, 0);
  g_assert_true (g_file_get_contents (keys, &before, NULL, NULL));
  window = open_window (server, server);
  g_assert_true (says (GTK_WIDGET (window), "This store is on the network"));
  g_assert_false (says (GTK_WIDGET (window), "Haven is locked"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-store", NULL);
  wait_until_it_says (window, "Haven is locked");
  g_assert_null (strstr (haven_session_get_folder (haven_window_get_session (window)), folder));
  g_assert_true (haven_session_unlock (haven_window_get_session (window), NULL, PASSPHRASE, NULL));
  g_assert_true (g_file_get_contents (keys, &after, NULL, NULL));
  g_assert_cmpint (memcmp (before, after, strlen (before)), ==, 0);
  end_window (window);
}

static void
copy_golden (const char *name, const char *path)
{
  static const char *const files[] = { "keys", "store.db" };

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *from = g_build_filename (g_getenv ("HAVEN_TEST_DATA"), "stores", name, files[i], NULL);
    g_autofree char *to = g_build_filename (path, files[i], NULL), *contents = NULL;
    gsize size;

    g_assert_true (g_file_get_contents (from, &contents, &size, NULL));
    g_assert_true (g_file_set_contents_full (to, contents, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  }
}

static void
test_c05_older (void)
{
  g_autofree char *path = in_folder ("older.haven");
  HavenWindow *window;

  copy_golden ("schema-1", path);
  window = open_window (path, path);
  g_assert_true (says (GTK_WIDGET (window), "Haven is locked"));
  unlock (window, GOLDEN_PASSPHRASE);
  wait_until_it_says (window, "made by an older Haven");
  end_window (window);
}

int
main (int argc, char **argv)
{
  g_autofree char *temporary = NULL;
  int status;

  if (!ui_fixture_start (&argc, &argv))
    return 0;
  application = ui_fixture_new_application ();
  temporary = folder = haven_platform_make_temp_folder (NULL);
  g_test_add_func ("/ui/door/first-start", test_first_start);
  g_test_add_func ("/ui/door/missing", test_missing);
  g_test_add_func ("/ui/door/network-is-copied-here", test_network);
  g_test_add_func ("/ui/door/c05/older-says-where-the-copy-is", test_c05_older);
  status = g_test_run ();
  g_object_unref (application);
  haven_platform_remove_tree (folder, NULL);
  return status;
}
