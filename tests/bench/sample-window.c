/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that a program of Haven's kind can be: a window of libadwaita with a few rows, and the libraries that Haven loads. It ends when
 * its first frame was drawn. build-aux/windows/bench-window holds Haven's own start beside it. */
#include <adwaita.h>
#include <curl/curl.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>

static void
drawn_cb (GdkFrameClock *clock, gpointer application)
{
  g_application_quit (application);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (32, title, TRUE));
  return row;
}

static GtkWidget *
make_content (void)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *list = gtk_list_box_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), make_row ("SQLCipher", sqlite3_libversion ()));
  gtk_list_box_append (GTK_LIST_BOX (list), make_row ("libcurl", curl_version ()));
  gtk_list_box_append (GTK_LIST_BOX (list), make_row ("JSON-GLib", json_node_type_name (node)));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), gtk_entry_new ());
  return box;
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "application", application, "content", make_content (),
                                    "default-width", 1280, "default-height", 700, NULL);
  GdkSurface *surface;

  gtk_window_present (GTK_WINDOW (window));
  surface = gtk_native_get_surface (GTK_NATIVE (window));
  g_signal_connect (gdk_surface_get_frame_clock (surface), "after-paint", G_CALLBACK (drawn_cb), application);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
