/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-messages.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"
#include "haven-state-page.h"

#define MOST 100

struct _HavenMessages {
  GObject parent_instance;

  GtkStringList *lines;
};

G_DEFINE_FINAL_TYPE (HavenMessages, haven_messages, G_TYPE_OBJECT)

static void
haven_messages_finalize (GObject *object)
{
  g_object_unref (HAVEN_MESSAGES (object)->lines);
  G_OBJECT_CLASS (haven_messages_parent_class)->finalize (object);
}

static void
haven_messages_class_init (HavenMessagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = haven_messages_finalize;
}

static void
haven_messages_init (HavenMessages *self)
{
  self->lines = gtk_string_list_new (NULL);
}

HavenMessages *
haven_messages_new (void)
{
  return g_object_new (HAVEN_TYPE_MESSAGES, NULL);
}

void
haven_messages_add (HavenMessages *self, const char *sentence, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now);
  g_autofree char *clock = g_date_time_format (time, "%H:%M");
  /* Translators: when, and what Haven said: "14:05 Backed up" */
  g_autofree char *line = g_strdup_printf (_("%s %s"), clock, sentence);
  guint n;

  g_return_if_fail (HAVEN_IS_MESSAGES (self));
  gtk_string_list_splice (self->lines, 0, 0, (const char *[]) { line, NULL });
  n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  if (n > MOST)
    gtk_string_list_splice (self->lines, MOST, n - MOST, NULL);
}

void
haven_messages_clear (HavenMessages *self)
{
  g_return_if_fail (HAVEN_IS_MESSAGES (self));
  gtk_string_list_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), NULL);
}

GListModel *
haven_messages_get (HavenMessages *self)
{
  g_return_val_if_fail (HAVEN_IS_MESSAGES (self), NULL);
  return G_LIST_MODEL (self->lines);
}

/* ---- the window ---- */

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  const char *text = gtk_string_object_get_string (item);
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "activity-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static GtkWidget *
make_list (HavenMessages *self)
{
  GtkWidget *list = gtk_list_box_new (), *scroller = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), G_LIST_MODEL (self->lines), make_row, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Messages"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  return scroller;
}

static GtkWidget *
make_nothing (void)
{
  return g_object_new (HAVEN_TYPE_STATE_PAGE, "icon-name", "dialog-information-symbolic", "title", _("Nothing was said yet"), "sentence",
                       _("What Haven says in passing at the foot of the window stands here until it locks."), "step", _("_Close"),
                       "action", "window.close", NULL);
}

static void
add_escape (GtkWidget *window)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close"));
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (window, controller);
}

GtkWindow *
haven_messages_window_new (HavenMessages *self, GtkWindow *parent)
{
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->lines)) > 0;
  GtkWidget *inside = any ? make_list (self) : make_nothing ();

  g_return_val_if_fail (HAVEN_IS_MESSAGES (self), NULL);
  gtk_widget_set_vexpand (inside, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), inside);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _("Messages"));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 480);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  add_escape (window);
  haven_names_complete (window);
  return GTK_WINDOW (window);
}
