/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-application.h"

#include <glib/gi18n-lib.h>
#include "haven-demo-store.h"
#include "haven-options.h"
#include "haven-platform.h"
#include "haven-restore-window.h"
#include "haven-run.h"
#include "haven-secret.h"
#include "haven-session-transfer.h"
#include "haven-settings.h"
#include "haven-shortcuts.h"
#include "haven-ui-resources.h"
#include "haven-window.h"
#include "haven-window-system.h"

#define EXIT_USAGE 2

struct _HavenApplication {
  AdwApplication parent_instance;

  HavenOptions options;
  HavenSettings *settings;
  HavenDemoStore *demo;     /* NULL: the user's own store */
  int status;
};

G_DEFINE_FINAL_TYPE (HavenApplication, haven_application, ADW_TYPE_APPLICATION)

/* The command line's own default too */
static char *
choose_store (HavenApplication *self)
{
  g_autofree char *last = NULL, *data = haven_platform_data_folder ();

  if (self->options.store != NULL)
    return g_strdup (self->options.store);
  g_object_get (self->settings, "last-store", &last, NULL);
  return last != NULL && *last != '\0' ? g_steal_pointer (&last) : g_build_filename (data, "school.haven", NULL);
}

static void
show_colour_scheme (HavenApplication *self)
{
  g_autofree char *scheme = NULL;
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_object_get (self->settings, "colour-scheme", &scheme, NULL);
  if (g_strcmp0 (scheme, "dark") == 0)
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  else if (g_strcmp0 (scheme, "light") == 0)
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  else
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
drawn_cb (GdkFrameClock *clock, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (clock, drawn_cb, user_data);
  g_application_quit (G_APPLICATION (user_data));
}

static void
end_when_drawn (HavenApplication *self, GtkWindow *window)
{
  GdkFrameClock *clock = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window)));

  g_signal_connect (clock, "after-paint", G_CALLBACK (drawn_cb), self);
}

static HavenSession *
open_session (HavenApplication *self, GError **error)
{
  g_autofree char *folder = NULL;

  if (self->options.demo) {
    self->demo = haven_demo_store_new (self->options.demo_size, haven_options_get_clock (&self->options), error);
    return self->demo != NULL ? g_object_ref (haven_demo_store_get_session (self->demo)) : NULL;
  }
  folder = choose_store (self);
  return haven_session_new (folder, haven_options_get_clock (&self->options));
}

static void
give_up (HavenApplication *self, const GError *error)
{
  g_printerr ("haven: %s\n", error->message);
  self->status = EXIT_FAILURE;
  g_application_quit (G_APPLICATION (self));
}

static gboolean
is_unique (HavenApplication *self)
{
  return (g_application_get_flags (G_APPLICATION (self)) & G_APPLICATION_NON_UNIQUE) == 0;
}

/* TRUE: a Haven that runs already shows itself, or the file, and this one has nothing to do. */
static gboolean
call_other (HavenApplication *self, const char *path)
{
  return is_unique (self) && haven_window_system_ring_bell (path);
}

static void
haven_application_activate (GApplication *application)
{
  HavenApplication *self = HAVEN_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (HavenSession) session = NULL;
  g_autoptr (GError) error = NULL;

  if (window != NULL) {
    gtk_window_present (window);
    return;
  }
  if (call_other (self, NULL))
    return;
  if (is_unique (self))
    haven_window_system_hang_bell (application);
  session = open_session (self, &error);
  if (session == NULL) {
    give_up (self, error);
    return;
  }
  window = haven_window_new (GTK_APPLICATION (self), session, self->settings, &self->options);
  if (self->demo != NULL)
    haven_window_set_hint (HAVEN_WINDOW (window), haven_demo_store_get_hint ());
  gtk_window_present (window);
  if (self->options.exit_after_startup)
    end_when_drawn (self, window);
}

/* Sealed records of another school are taken in as a file that was dropped on the window; who has it locked is told so. */
static void
open_transfer (HavenWindow *window, const char *path)
{
  HavenWorkspace *workspace = haven_window_get_workspace (window);
  const char *const paths[] = { path, NULL };

  if (workspace != NULL)
    haven_workspace_open_import (workspace, paths);
  else
    haven_say (GTK_WIDGET (window), _("These are sealed records of a child. Unlock first, then open the file again."));
}

/* A sealed backup that somebody opened from a folder: it is restored beside whatever is there, locked or not. */
static void
haven_application_open (GApplication *application, GFile **files, int n, const char *hint)
{
  g_autofree char *path = g_file_get_path (files[0]);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL && call_other (HAVEN_APPLICATION (application), path))
    return;
  g_application_activate (application);
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  while (window != NULL && gtk_window_get_transient_for (window) != NULL)
    window = gtk_window_get_transient_for (window);
  if (path == NULL || !HAVEN_IS_WINDOW (window))
    return;
  if (haven_path_is_transfer (path))
    open_transfer (HAVEN_WINDOW (window), path);
  else
    gtk_window_present (haven_restore_window_new (HAVEN_WINDOW (window), path));
}

/* As if the windows were closed: what is typed is kept, and the store is closed before the program ends. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  while (window != NULL && gtk_window_get_transient_for (window) != NULL)
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    gtk_window_close (window);
  else
    g_application_quit (user_data);
}

/* Looking around from one's own store: a window of its own, that keeps nothing and ends with its invented school. */

static void
demo_closed_cb (HavenDemoStore *demo, GObject *window)
{
  haven_demo_store_free (demo);
}

static void
show_demo (HavenApplication *self, HavenDemoStore *demo)
{
  const HavenOptions options = { .today = self->options.today };
  g_autoptr (HavenSettings) settings = haven_settings_new (FALSE);
  GtkWindow *window = haven_window_new (GTK_APPLICATION (self), haven_demo_store_get_session (demo), settings, &options);

  haven_window_set_hint (HAVEN_WINDOW (window), haven_demo_store_get_hint ());
  g_object_weak_ref (G_OBJECT (window), (GWeakNotify) demo_closed_cb, demo);
  gtk_window_present (window);
}

static void
demo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HavenApplication *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GError) error = NULL;
  HavenDemoStore *demo = haven_demo_store_new (HAVEN_DEMO_SMALL, haven_options_get_clock (&self->options), &error);

  if (demo != NULL)
    show_demo (self, demo);
  else if (HAVEN_IS_WINDOW (window))
    haven_window_fail (HAVEN_WINDOW (window), error->message);
}

static void
haven_application_startup (GApplication *application)
{
  HavenApplication *self = HAVEN_APPLICATION (application);
  const GActionEntry entries[] = { { "quit", quit_cb, NULL, NULL, NULL }, { "demo", demo_cb, NULL, NULL, NULL } };

  g_resources_register (haven_ui_get_resource ());
  haven_window_system_tell_appearance ();
  G_APPLICATION_CLASS (haven_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->settings = haven_settings_new (!self->options.demo);
  g_signal_connect_swapped (self->settings, "notify::colour-scheme", G_CALLBACK (show_colour_scheme), self);
  show_colour_scheme (self);
  haven_window_system_enlarge_font ();
  haven_shortcuts_apply (GTK_APPLICATION (self));
  gtk_window_set_default_icon_name (HAVEN_APP_ID);
}

static void
haven_application_shutdown (GApplication *application)
{
  HavenApplication *self = HAVEN_APPLICATION (application);

  G_APPLICATION_CLASS (haven_application_parent_class)->shutdown (application);
  g_clear_pointer (&self->demo, haven_demo_store_free);
  g_clear_object (&self->settings);
}

/* A store of one's own is opened once; a demonstration or a named store may stand beside it. */
static int
haven_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  HavenApplication *self = HAVEN_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (dict, "version")) {
    g_print ("Haven %s\n", HAVEN_VERSION);
    return EXIT_SUCCESS;
  }
  if (!haven_options_read (&self->options, dict, &error)) {
    g_printerr ("haven: %s\n", error->message);
    return EXIT_USAGE;
  }
  if (self->options.demo || self->options.store != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
haven_application_finalize (GObject *object)
{
  haven_options_clear (&HAVEN_APPLICATION (object)->options);
  G_OBJECT_CLASS (haven_application_parent_class)->finalize (object);
}

static void
haven_application_class_init (HavenApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_application_finalize;
  application_class->activate = haven_application_activate;
  application_class->open = haven_application_open;
  application_class->startup = haven_application_startup;
  application_class->shutdown = haven_application_shutdown;
  application_class->handle_local_options = haven_application_handle_local_options;
}

static void
haven_application_init (HavenApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), HAVEN_OPTION_ENTRIES);
}

HavenApplication *
haven_application_new (void)
{
  return g_object_new (HAVEN_TYPE_APPLICATION, "application-id", HAVEN_APP_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/uk/org/haven/Haven", NULL);
}

int
haven_application_get_status (HavenApplication *self)
{
  g_return_val_if_fail (HAVEN_IS_APPLICATION (self), EXIT_FAILURE);
  return self->status;
}
