/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-window-actions.h"

#include <glib/gi18n-lib.h>
#include "haven-about.h"
#include "haven-booking-form.h"
#include "haven-form.h"
#include "haven-form-specs.h"
#include "haven-pack-form.h"
#include "haven-preferences-window.h"
#include "haven-run.h"
#include "haven-shortcuts.h"
#include "haven-window.h"

#define WINDOW(widget) HAVEN_WINDOW (widget)

static HavenWorkspace *
workspace_of (GtkWidget *widget)
{
  return haven_window_get_hidden (WINDOW (widget)) ? NULL : haven_window_get_workspace (WINDOW (widget));
}

static void
view_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_show_view (workspace_of (widget), g_variant_get_string (parameter, NULL));
}

static void
open_child_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *tab;
  gint64 pupil_id;

  g_variant_get (parameter, "(x&s)", &pupil_id, &tab);
  if (workspace_of (widget) != NULL)
    haven_workspace_open_child (workspace_of (widget), pupil_id, tab);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_go_back (workspace_of (widget));
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_search (workspace_of (widget));
}

static void
import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_open_import (workspace_of (widget), NULL);
}

static void
sync_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_sync (workspace_of (widget));
}

static void
new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const HavenFormSpec *spec;
  const char *kind;
  gint64 pupil_id;

  g_variant_get (parameter, "(&sx)", &kind, &pupil_id);
  spec = haven_form_spec_find (kind);
  if (workspace_of (widget) == NULL || spec == NULL)
    return;
  if (pupil_id == 0)
    pupil_id = haven_workspace_get_child (workspace_of (widget));
  haven_window_show_form (WINDOW (widget), haven_form_new (session, spec, haven_form_spec_new_draft (spec, session, pupil_id)));
}

static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const HavenFormSpec *spec;
  gpointer draft;
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  spec = haven_form_spec_find (kind);
  draft = workspace_of (widget) != NULL && spec != NULL ? haven_form_spec_dup_record (spec, session, id) : NULL;
  if (draft != NULL)
    haven_window_show_form (WINDOW (widget), haven_form_new (session, spec, draft));
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const HavenFormSpec *spec;
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  spec = haven_form_spec_find (kind);
  if (workspace_of (widget) != NULL && spec != NULL)
    haven_run (widget, haven_window_get_session (WINDOW (widget)), haven_command_remove (spec->table, id));
}

static void
book_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));

  if (workspace_of (widget) != NULL)
    haven_window_show_form (WINDOW (widget), haven_booking_form_new (session, g_variant_get_string (parameter, NULL)));
}

static void
pack_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));

  if (workspace_of (widget) != NULL)
    haven_window_show_form (WINDOW (widget), haven_pack_form_new (session, g_variant_get_int64 (parameter)));
}

static void
undo_import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_run (widget, haven_window_get_session (WINDOW (widget)), haven_command_undo_import (g_variant_get_int64 (parameter)));
}

typedef struct {
  HavenWindow *window;
  char *label;
  gboolean redo;
} Undoing;

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undoing *undoing = user_data;
  g_autoptr (HavenWindow) window = undoing->window;
  g_autofree char *label = undoing->label;
  g_autoptr (GError) error = NULL;

  if (!haven_session_undo_finish (HAVEN_SESSION (source), result, &error))
    haven_window_fail (window, error->message);
  else if (undoing->redo)
    haven_window_say (window, label, _("_Undo"), "win.undo");
  else
    haven_window_say (window, label, _("_Redo"), "win.redo");
  g_free (undoing);
}

static void
undo_or_redo (GtkWidget *widget, gboolean redo)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const char *what = redo ? haven_session_get_redo (session) : haven_session_get_undo (session);
  Undoing *undoing;

  if (workspace_of (widget) == NULL || what == NULL)
    return;
  undoing = g_new0 (Undoing, 1);
  undoing->window = g_object_ref (WINDOW (widget));
  undoing->label = redo ? g_strdup_printf (_("Done again: %s"), what) : g_strdup_printf (_("Undone: %s"), what);
  undoing->redo = redo;
  haven_session_undo_async (session, redo, undone_cb, undoing);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  undo_or_redo (widget, FALSE);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  undo_or_redo (widget, TRUE);
}

static void
said_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *sentence;
  gboolean can_undo;

  g_variant_get (parameter, "(&sb)", &sentence, &can_undo);
  haven_window_say (WINDOW (widget), sentence, can_undo ? _("_Undo") : NULL, "win.undo");
}

static void
imported_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *action = NULL;
  const char *sentence;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &sentence, &id);
  action = g_strdup_printf ("win.undo-import(int64 %" G_GINT64_FORMAT ")", id);
  haven_window_say (WINDOW (widget), sentence, _("_Undo import"), action);
}

static void
failed_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_window_fail (WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
lock_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_window_lock (WINDOW (widget));
}

static void
hide_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_window_set_hidden (WINDOW (widget), !haven_window_get_hidden (WINDOW (widget)));
}

static void
preferences_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *window = haven_preferences_window_new (haven_window_get_settings (WINDOW (widget)));

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (widget));
  gtk_window_present (GTK_WINDOW (window));
}

static void
shortcuts_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (haven_shortcuts_window_new (GTK_WINDOW (widget))));
}

static void
about_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_about_present (GTK_WINDOW (widget));
}

typedef struct {
  const char *name;
  const char *parameter;    /* its type; NULL: none */
  GtkWidgetActionActivateFunc activate;
} Action;

static const Action actions[] = {
  { "win.view", "s", view_cb },
  { "win.open-child", "(xs)", open_child_cb },
  { "win.back", NULL, back_cb },
  { "win.search", NULL, search_cb },
  { "win.import", NULL, import_cb },
  { "win.sync", NULL, sync_cb },
  { "win.new", "(sx)", new_cb },
  { "win.edit", "(sx)", edit_cb },
  { "win.remove", "(sx)", remove_cb },
  { "win.book", "s", book_cb },
  { "win.pack", "x", pack_cb },
  { "win.undo-import", "x", undo_import_cb },
  { "win.undo", NULL, undo_cb },
  { "win.redo", NULL, redo_cb },
  { "win.said", "(sb)", said_cb },
  { "win.imported", "(sx)", imported_cb },
  { "win.failed", "s", failed_cb },
  { "win.lock", NULL, lock_cb },
  { "win.hide", NULL, hide_cb },
  { "win.preferences", NULL, preferences_cb },
  { "win.shortcuts", NULL, shortcuts_cb },
  { "win.about", NULL, about_cb },
};

void
haven_window_actions_install (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter, actions[i].activate);
}
