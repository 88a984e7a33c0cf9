/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-preferences-window.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"

struct _HavenPreferencesWindow {
  AdwWindow parent_instance;

  HavenSettings *settings;

  /* template */
  AdwComboRow *scheme;
  GtkSpinButton *idle;
};

G_DEFINE_FINAL_TYPE (HavenPreferencesWindow, haven_preferences_window, ADW_TYPE_WINDOW)

static const char *const schemes[] = { "follow", "light", "dark" };

static void
scheme_changed_cb (HavenPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme);

  if (self->settings != NULL && selected < G_N_ELEMENTS (schemes))
    g_object_set (self->settings, "colour-scheme", schemes[selected], NULL);
}

static void
show_scheme (HavenPreferencesWindow *self)
{
  g_autofree char *scheme = NULL;

  g_object_get (self->settings, "colour-scheme", &scheme, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_strcmp0 (schemes[i], scheme) == 0)
      adw_combo_row_set_selected (self->scheme, i);
}

static void
haven_preferences_window_dispose (GObject *object)
{
  g_clear_object (&HAVEN_PREFERENCES_WINDOW (object)->settings);
  G_OBJECT_CLASS (haven_preferences_window_parent_class)->dispose (object);
}

static void
haven_preferences_window_class_init (HavenPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_preferences_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, scheme);
  gtk_widget_class_bind_template_child (widget_class, HavenPreferencesWindow, idle);
  gtk_widget_class_bind_template_callback (widget_class, scheme_changed_cb);
}

static void
haven_preferences_window_init (HavenPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_combo_row (self->scheme);
  haven_names_complete (GTK_WIDGET (self));
}

GtkWidget *
haven_preferences_window_new (HavenSettings *settings)
{
  HavenPreferencesWindow *self = g_object_new (HAVEN_TYPE_PREFERENCES_WINDOW, NULL);

  self->settings = g_object_ref (settings);
  show_scheme (self);
  g_object_bind_property (settings, "idle-lock-minutes", self->idle, "value", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  return GTK_WIDGET (self);
}
