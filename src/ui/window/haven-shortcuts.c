/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-shortcuts.h"

#include <glib/gi18n-lib.h>

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
  { NULL, "Return", N_("Children"), N_("Open the chosen child") },
  { NULL, "space", N_("Children"), N_("Preview the chosen child") },
  { "win.new(('suspension', int64 0))", "<Control><Shift>s", N_("Record"), N_("New suspension") },
  { "win.new(('meeting', int64 0))", "<Control><Shift>m", N_("Record"), N_("New meeting") },
  { "win.new(('note', int64 0))", "<Control><Shift>n", N_("Record"), N_("New note") },
  { "win.import", "<Control>i", N_("Record"), N_("Import from the MIS") },
  { "win.undo", "<Control>z", N_("Record"), N_("Undo") },
  { "win.redo", "<Control><Shift>z", N_("Record"), N_("Redo") },
  { NULL, "Left Right", N_("Charts"), N_("Go from figure to figure") },
  { NULL, "t", N_("Charts"), N_("Show the chart as a table") },
  { "win.lock", "<Control>l", N_("Privacy"), N_("Lock") },
  { "win.hide", "<Control><Shift>h", N_("Privacy"), N_("Hide everything now") },
  { "win.preferences", "<Control>comma", N_("General"), N_("Preferences") },
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

/* GTK takes sections and groups only from a builder file before 4.14: the table is written out as one. */
static void
add_group (GString *ui, const char *title)
{
  g_autofree char *line = g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>", title);

  g_string_append (ui, line);
}

static void
add_shortcut (GString *ui, const Shortcut *shortcut)
{
  g_autofree char *line = g_markup_printf_escaped (
    "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property><property name='accelerator'>%s</property>"
    "</object></child>", _(shortcut->title), shortcut->key);

  g_string_append (ui, line);
}

static char *
write_ui (void)
{
  GString *ui = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'><property name='modal'>1</property><child>"
                              "<object class='GtkShortcutsSection'><property name='section-name'>haven</property>"
                              "<property name='max-height'>12</property>");

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    gboolean first = i == 0 || !g_str_equal (shortcuts[i].group, shortcuts[i - 1].group);

    if (first && i > 0)
      g_string_append (ui, "</object></child>");
    if (first)
      add_group (ui, _(shortcuts[i].group));
    add_shortcut (ui, &shortcuts[i]);
  }
  g_string_append (ui, "</object></child></object></child></object></interface>");
  return g_string_free (ui, FALSE);
}

GtkWidget *
haven_shortcuts_window_new (GtkWindow *parent)
{
  g_autofree char *ui = write_ui ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (ui, -1);
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "window"));

  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  return window;
}
