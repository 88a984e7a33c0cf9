/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-shortcuts.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include "haven-names.h"

typedef struct {
  const char *action;       /* NULL: the widget's own key, only listed */
  const char *key;
  const char *group;
  const char *title;
} Shortcut;

static const Shortcut shortcuts[] = {
  { "win.view('today')", "<Control>1", N_("Views"), N_("Today") },
  { "win.view('children')", "<Control>2", N_("Views"), N_("Children") },
  { "win.view('cohort')", "<Control>3", N_("Views"), N_("Cohort") },
  { "win.view('training')", "<Control>4", N_("Views"), N_("Training") },
  { "win.view('share')", "<Control>5", N_("Views"), N_("Share") },
  { "win.back", "<Alt>Left", N_("Views"), N_("Back") },
  { "win.search", "<Control>f", N_("Views"), N_("Find a child") },
  { "win.next-part", "F6", N_("Views"), N_("Next part of the window") },
  { "win.previous-part", "<Shift>F6", N_("Views"), N_("Part of the window before") },
  { NULL, "F10", N_("Views"), N_("Main menu") },
  { NULL, "a...z", N_("Children"), N_("Find a child by the letters of the name") },
  { NULL, "Return", N_("Children"), N_("Open the chosen child") },
  { NULL, "space", N_("Children"), N_("Preview the chosen child") },
  { NULL, "<Control>space", N_("Children"), N_("Choose one more child, or one less") },
  { "win.new(('suspension', int64 0))", "<Control><Shift>s", N_("Record"), N_("New suspension") },
  { "win.new(('meeting', int64 0))", "<Control><Shift>m", N_("Record"), N_("New meeting") },
  { "win.new(('note', int64 0))", "<Control><Shift>n", N_("Record"), N_("New note") },
  { "win.import", "<Control>i", N_("Record"), N_("Import from the MIS") },
  { "win.undo", "<Control>z", N_("Record"), N_("Undo") },
  { "win.redo", "<Control><Shift>z", N_("Record"), N_("Redo") },
  { "win.round", "<Control>r", N_("Meetings and papers"), N_("Weekly round") },
  { "win.letters(int64 0)", "<Control>t", N_("Meetings and papers"), N_("Letters and notices") },
  { NULL, "<Control>Page_Down <Control>Page_Up", N_("Meetings and papers"), N_("Next and previous page, or child of the round") },
  { NULL, "<Control>plus <Control>minus", N_("Meetings and papers"), N_("Pages larger, smaller") },
  { NULL, "<Control>p", N_("Meetings and papers"), N_("Print the pages that are shown") },
  { NULL, "Left Right", N_("Charts"), N_("Go from figure to figure") },
  { NULL, "t", N_("Charts"), N_("Show the chart as a table") },
  { "win.lock", "<Control>l", N_("Privacy"), N_("Lock") },
  { "win.hide", "<Control><Shift>h", N_("Privacy"), N_("Hide everything now") },
  { "win.preferences", "<Control>comma", N_("General"), N_("Preferences") },
  { "win.help", "F1", N_("General"), N_("Help about what is on the screen") },
  { "win.messages", "<Control>m", N_("General"), N_("What Haven said") },
  { "win.shortcuts", "<Control>question", N_("General"), N_("Keyboard shortcuts") },
  { "app.quit", "<Control>q", N_("General"), N_("Quit") },
};

void
haven_shortcuts_apply (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    const char *keys[] = { shortcuts[i].key, NULL };

    if (shortcuts[i].action != NULL)
      gtk_application_set_accels_for_action (application, shortcuts[i].action, keys);
  }
}

static void
add_shortcut (AdwPreferencesGroup *group, const Shortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *keys = gtk_shortcut_label_new (shortcut->key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(shortcut->title));
  gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
  adw_preferences_group_add (group, row);
}

static GtkWidget *
make_page (void)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    if (i == 0 || !g_str_equal (shortcuts[i].group, shortcuts[i - 1].group)) {
      group = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(shortcuts[i].group));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
    }
    add_shortcut (ADW_PREFERENCES_GROUP (group), &shortcuts[i]);
  }
  gtk_widget_set_vexpand (page, TRUE);
  return page;
}

static gboolean
close_cb (GtkWidget *window, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static GtkEventController *
make_escape (void)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (close_cb, NULL, NULL)));
  return controller;
}

/* Our own, because GTK's window shows its groups in an order of its own, on numbered pages. */
GtkWidget *
haven_shortcuts_window_new (GtkWindow *parent)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "title", _("Keyboard Shortcuts"), "modal", TRUE, "transient-for", parent,
                                    "destroy-with-parent", TRUE, "default-width", 520, "default-height", 600, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_page ());
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_widget_add_controller (window, make_escape ());
  haven_names_complete (window);
  return window;
}
