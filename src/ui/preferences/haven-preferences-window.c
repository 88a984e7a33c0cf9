/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-preferences-window.h"

#include <glib/gi18n-lib.h>
#include "haven-activity-page.h"
#include "haven-backup-page.h"
#include "haven-general-page.h"
#include "haven-names.h"
#include "haven-people-page.h"

struct _HavenPreferencesWindow {
  AdwWindow parent_instance;

  /* template */
  GtkWidget *pages;
  GtkStack *stack;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (HavenPreferencesWindow, haven_preferences_window, ADW_TYPE_WINDOW)

/* The pages say how it went as those of the main window do. */

static void
said_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *sentence;
  gboolean can_undo;

  g_variant_get (parameter, "(&sb)", &sentence, &can_undo);
  adw_toast_overlay_add_toast (HAVEN_PREFERENCES_WINDOW (widget)->toasts, adw_toast_new (sentence));
}

static void
failed_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (widget), _("That could not be done"), g_variant_get_string (parameter, NULL));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whatever else they ask for is the main window's. */
static void
pass_on_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (widget)));

  gtk_window_destroy (GTK_WINDOW (widget));
  gtk_widget_activate_action_variant (parent, name, parameter);
}

static void
haven_preferences_window_class_init (HavenPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "win.said", "(sb)", said_cb);
  gtk_widget_class_install_action (widget_class, "win.failed", "s", failed_cb);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, pass_on_cb);
  gtk_widget_class_install_action (widget_class, "win.shared", NULL, pass_on_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, toasts);
}

static void
haven_preferences_window_init (HavenPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* GTK gives the list of its pages no name. */
static void
name_pages (GtkWidget *pages)
{
  for (GtkWidget *child = pages; child != NULL; child = gtk_widget_get_first_child (child))
    if (GTK_IS_LIST_BOX (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
}

static void
add_open_pages (HavenPreferencesWindow *self, HavenSession *session)
{
  if (haven_session_may (session, HAVEN_DEED_PEOPLE))
    gtk_stack_add_titled (self->stack, haven_people_page_new (session), "people", _("People and keys"));
  if (haven_session_may (session, HAVEN_DEED_BACK_UP))
    gtk_stack_add_titled (self->stack, haven_backup_page_new (session), "backup", _("Backup"));
  if (haven_session_may (session, HAVEN_DEED_AUDIT))
    gtk_stack_add_titled (self->stack, haven_activity_page_new (session), "activity", _("Activity"));
}

GtkWidget *
haven_preferences_window_new (HavenSettings *settings, HavenSession *session)
{
  HavenPreferencesWindow *self = g_object_new (HAVEN_TYPE_PREFERENCES_WINDOW, NULL);

  gtk_stack_add_titled (self->stack, haven_general_page_new (settings, session), "general", _("General"));
  add_open_pages (self, session);
  haven_names_complete (GTK_WIDGET (self));
  name_pages (self->pages);
  return GTK_WIDGET (self);
}

void
haven_preferences_window_show_page (HavenPreferencesWindow *self, const char *page)
{
  g_return_if_fail (HAVEN_IS_PREFERENCES_WINDOW (self));
  if (gtk_stack_get_child_by_name (self->stack, page) != NULL)
    gtk_stack_set_visible_child_name (self->stack, page);
}
