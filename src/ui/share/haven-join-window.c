/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-join-window.h"

#include <glib/gi18n-lib.h>
#include "haven-enrol-panel.h"
#include "haven-names.h"

static gboolean
escape_cb (GtkWidget *window, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static GtkWidget *
make_body (GtkWidget *panel)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_margin_top (panel, 12);
  gtk_widget_set_margin_bottom (panel, 24);
  gtk_widget_set_margin_start (panel, 24);
  gtk_widget_set_margin_end (panel, 24);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), panel);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (body), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (body), scroller);
  return body;
}

GtkWindow *
haven_join_window_new (GtkWidget *from, HavenSession *session, gboolean another)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", gtk_widget_get_root (from), "modal", TRUE,
                                    "destroy-with-parent", TRUE, "title", _("Join a Virtual School"), "default-width", 560,
                                    "default-height", 480, NULL);
  GtkWidget *panel = g_object_new (HAVEN_TYPE_ENROL_PANEL, NULL);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  haven_enrol_panel_show_form (HAVEN_ENROL_PANEL (panel), session, another);
  adw_window_set_content (ADW_WINDOW (window), make_body (panel));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
  haven_names_complete (window);
  return GTK_WINDOW (window);
}
