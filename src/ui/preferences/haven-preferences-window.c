/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-preferences-window.h"

#include <glib/gi18n-lib.h>
#include "haven-activity-page.h"
#include "haven-backup-page.h"
#include "haven-calendar-page.h"
#include "haven-general-page.h"
#include "haven-imports-page.h"
#include "haven-names.h"
#include "haven-people-page.h"
#include "haven-preferences-search.h"
#include "haven-printing-page.h"
#include "haven-school-page.h"
#include "haven-sharing-page.h"
#include "haven-text-scale.h"
#include "haven-virtual-school-page.h"

struct _HavenPreferencesWindow {
  AdwWindow parent_instance;

  AdwToast *toast;          /* weak: the last; a new one takes its place */

  /* template */
  GtkEditable *search;
  GtkStack *left;
  HavenPreferencesSearch *found;
  GtkWidget *pages;
  GtkStack *stack;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (HavenPreferencesWindow, haven_preferences_window, ADW_TYPE_WINDOW)

static void
say (HavenPreferencesWindow *self, const char *sentence)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (title);

  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* The pages say how it went as those of the main window do. */

static void
said_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *sentence;
  gboolean can_undo;

  g_variant_get (parameter, "(&sb)", &sentence, &can_undo);
  say (HAVEN_PREFERENCES_WINDOW (widget), sentence);
}

static void
failed_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (widget), _("That could not be done"), g_variant_get_string (parameter, NULL));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whatever else they ask for is the main window's. */
static const struct { const char *name, *parameter; } of_parent[] = {
  { "win.restore", NULL }, { "win.shared", NULL }, { "win.import", NULL }, { "win.letters", "x" }, { "win.reports", NULL },
};

static void
pass_on_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (widget)));

  gtk_window_destroy (GTK_WINDOW (widget));
  gtk_widget_activate_action_variant (parent, name, parameter);
}

/* Searching */

static void
search_changed_cb (HavenPreferencesWindow *self)
{
  const char *text = gtk_editable_get_text (self->search);

  haven_preferences_search_set (self->found, self->stack, text);
  gtk_stack_set_visible_child_name (self->left, *text != '\0' ? "found" : "pages");
}

static void
search_activate_cb (HavenPreferencesWindow *self)
{
  search_changed_cb (self);     /* Return is faster than it waits */
  haven_preferences_search_open_first (self->found);
}

/* Escape takes the letters first, and the window when there are none. */
static void
search_stop_cb (HavenPreferencesWindow *self)
{
  if (*gtk_editable_get_text (self->search) == '\0')
    gtk_window_close (GTK_WINDOW (self));
  gtk_editable_set_text (self->search, "");
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (HAVEN_PREFERENCES_WINDOW (widget)->search));
}

static void
haven_preferences_window_dispose (GObject *object)
{
  g_clear_weak_pointer (&HAVEN_PREFERENCES_WINDOW (object)->toast);
  G_OBJECT_CLASS (haven_preferences_window_parent_class)->dispose (object);
}

static void
haven_preferences_window_class_init (HavenPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_preferences_window_dispose;
  g_type_ensure (HAVEN_TYPE_PREFERENCES_SEARCH);
  gtk_widget_class_install_action (widget_class, "preferences.find", NULL, find_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "preferences.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "win.said", "(sb)", said_cb);
  gtk_widget_class_install_action (widget_class, "win.failed", "s", failed_cb);
  for (guint i = 0; i < G_N_ELEMENTS (of_parent); i++)
    gtk_widget_class_install_action (widget_class, of_parent[i].name, of_parent[i].parameter, pass_on_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, search);
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, left);
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, found);
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, toasts);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
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

/* What is the store's needs it open, and somebody who may. */
static const struct {
  const char *name, *title;
  HavenDeed deed;
  GtkWidget *(*make) (HavenSession *session);
} of_store[] = {
  { "school", N_("School"), HAVEN_DEED_SETTINGS, haven_school_page_new },
  { "calendar", N_("Calendar"), HAVEN_DEED_SETTINGS, haven_calendar_page_new },
  { "people", N_("People and keys"), HAVEN_DEED_PEOPLE, haven_people_page_new },
  { "import", N_("Import"), HAVEN_DEED_SETTINGS, haven_imports_page_new },
  { "printing", N_("Printing"), HAVEN_DEED_SETTINGS, haven_printing_page_new },
  { "backup", N_("Backup"), HAVEN_DEED_BACK_UP, haven_backup_page_new },
  { "activity", N_("Activity"), HAVEN_DEED_AUDIT, haven_activity_page_new },
  { "sharing", N_("Sharing"), HAVEN_DEED_SETTINGS, haven_sharing_page_new },
  { "virtual-school", N_("Virtual School"), HAVEN_DEED_SETTINGS, haven_virtual_school_page_new },
};

static void
add_open_pages (HavenPreferencesWindow *self, HavenSession *session)
{
  for (guint i = 0; i < G_N_ELEMENTS (of_store); i++)
    if (haven_session_may (session, of_store[i].deed))
      gtk_stack_add_titled (self->stack, of_store[i].make (session), of_store[i].name, _(of_store[i].title));
}

/* As wide as large text asks for */
static void
widen (HavenPreferencesWindow *self)
{
  double scale = haven_text_scale (GTK_WIDGET (self));
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), (int) (width * MIN (scale, 1.5)), height);
}

GtkWidget *
haven_preferences_window_new (HavenSettings *settings, HavenSession *session)
{
  HavenPreferencesWindow *self = g_object_new (HAVEN_TYPE_PREFERENCES_WINDOW, NULL);

  gtk_stack_add_titled (self->stack, haven_general_page_new (settings, session), "general", _("General"));
  add_open_pages (self, session);
  haven_names_complete (GTK_WIDGET (self));
  name_pages (self->pages);
  widen (self);
  return GTK_WIDGET (self);
}

void
haven_preferences_window_show_page (HavenPreferencesWindow *self, const char *page)
{
  g_return_if_fail (HAVEN_IS_PREFERENCES_WINDOW (self));
  if (gtk_stack_get_child_by_name (self->stack, page) != NULL)
    gtk_stack_set_visible_child_name (self->stack, page);
}
