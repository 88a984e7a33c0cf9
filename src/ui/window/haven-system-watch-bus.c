/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-system-watch.h"

#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <unistd.h>

/* Sleep and session from logind on the system bus, the screen's lock from whichever desktop on the session bus, the end by a signal.
 * Where there is no bus, the idle timer still locks. */

#define LOGIND "org.freedesktop.login1"
#define MANAGER_PATH "/org/freedesktop/login1"
#define MANAGER LOGIND ".Manager"
#define SESSION LOGIND ".Session"

static const char *const screen_savers[] = {
  "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver", "org.xfce.ScreenSaver",
};
static const int ends[] = { SIGTERM, SIGINT, SIGHUP };

struct _HavenSystemEars {
  HavenSystemWatch *watch;  /* lent: it owns this */
  GCancellable *cancellable;
  GDBusConnection *system;
  GDBusConnection *session;
  GArray *system_ids;
  GArray *session_ids;
  guint end_ids[G_N_ELEMENTS (ends)];
  int delay;                /* while it is open, the computer waits a moment for the page to be blank before it sleeps */
};

static void
add (GArray *ids, guint id)
{
  g_array_append_val (ids, id);
}

/* Sleep */

static void
let_sleep (HavenSystemEars *self)
{
  if (self->delay >= 0)
    close (self->delay);
  self->delay = -1;
}

static void
inhibited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &fds, result, NULL);
  HavenSystemEars *self = user_data;

  if (reply == NULL || fds == NULL || g_unix_fd_list_get_length (fds) == 0)
    return;                 /* cancelled with self, or logind does not let us: it only locks a moment later */
  let_sleep (self);
  self->delay = g_unix_fd_list_get (fds, 0, NULL);
}

static void
ask_for_delay (HavenSystemEars *self)
{
  g_dbus_connection_call_with_unix_fd_list (self->system, LOGIND, MANAGER_PATH, MANAGER, "Inhibit",
                                            g_variant_new ("(ssss)", "sleep", "Haven", _("Haven locks itself first"), "delay"),
                                            G_VARIANT_TYPE ("(h)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, self->cancellable, inhibited_cb,
                                            self);
}

static void
sleep_cb (GDBusConnection *connection, const char *sender, const char *path, const char *iface, const char *signal, GVariant *parameters,
          gpointer user_data)
{
  HavenSystemEars *self = user_data;
  gboolean begins;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  if (begins) {
    haven_system_watch_leave (self->watch);
    let_sleep (self);
  } else {
    ask_for_delay (self);
    haven_system_watch_wake (self->watch);
  }
}

/* The session */

static void
session_lock_cb (GDBusConnection *connection, const char *sender, const char *path, const char *iface, const char *signal,
                 GVariant *parameters, gpointer user_data)
{
  haven_system_watch_leave (((HavenSystemEars *) user_data)->watch);
}

/* Without the path of our own session every lock is taken for ours: one too many is no harm. */
static void
session_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  HavenSystemEars *self = user_data;
  const char *path = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    g_variant_get (reply, "(&o)", &path);
  add (self->system_ids, g_dbus_connection_signal_subscribe (self->system, LOGIND, SESSION, "Lock", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                             session_lock_cb, self, NULL));
}

static void
system_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusConnection *bus = g_bus_get_finish (result, NULL);
  HavenSystemEars *self = user_data;

  if (bus == NULL)
    return;
  self->system = bus;
  add (self->system_ids, g_dbus_connection_signal_subscribe (bus, LOGIND, MANAGER, "PrepareForSleep", MANAGER_PATH, NULL,
                                                             G_DBUS_SIGNAL_FLAGS_NONE, sleep_cb, self, NULL));
  ask_for_delay (self);
  g_dbus_connection_call (bus, LOGIND, MANAGER_PATH, MANAGER, "GetSession", g_variant_new ("(s)", "auto"), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, session_found_cb, self);
}

/* The screen */

static void
screen_cb (GDBusConnection *connection, const char *sender, const char *path, const char *iface, const char *signal, GVariant *parameters,
           gpointer user_data)
{
  gboolean active;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &active);
  if (active)
    haven_system_watch_leave (((HavenSystemEars *) user_data)->watch);
}

static void
session_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusConnection *bus = g_bus_get_finish (result, NULL);
  HavenSystemEars *self = user_data;

  if (bus == NULL)
    return;
  self->session = bus;
  for (guint i = 0; i < G_N_ELEMENTS (screen_savers); i++)
    add (self->session_ids, g_dbus_connection_signal_subscribe (bus, screen_savers[i], screen_savers[i], "ActiveChanged", NULL, NULL,
                                                                G_DBUS_SIGNAL_FLAGS_NONE, screen_cb, self, NULL));
}

/* The end */

static gboolean
end_cb (gpointer user_data)
{
  haven_system_watch_end (((HavenSystemEars *) user_data)->watch);
  return G_SOURCE_CONTINUE;
}

HavenSystemEars *
haven_system_ears_new (HavenSystemWatch *watch)
{
  HavenSystemEars *self = g_new0 (HavenSystemEars, 1);

  self->watch = watch;
  self->delay = -1;
  self->cancellable = g_cancellable_new ();
  self->system_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->session_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    self->end_ids[i] = g_unix_signal_add (ends[i], end_cb, self);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_bus_cb, self);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, session_bus_cb, self);
  return self;
}

static void
leave_bus (GDBusConnection *bus, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_dbus_connection_signal_unsubscribe (bus, g_array_index (ids, guint, i));
  g_array_unref (ids);
}

void
haven_system_ears_free (HavenSystemEars *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    g_source_remove (self->end_ids[i]);
  leave_bus (self->system, self->system_ids);
  leave_bus (self->session, self->session_ids);
  g_clear_object (&self->system);
  g_clear_object (&self->session);
  let_sleep (self);
  g_free (self);
}
