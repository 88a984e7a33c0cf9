/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-left-row.h"

#define SHOWN "haven-shown"
#define SAID "haven-said"      /* what came with the last "apply", right or wrong: not said again */

static gboolean
stands (AdwEntryRow *row, const char *what)
{
  const char *text = g_object_get_data (G_OBJECT (row), what);

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text != NULL ? text : "");
}

static void
note (AdwEntryRow *row, const char *what, const char *text)
{
  g_object_set_data_full (G_OBJECT (row), what, g_strdup (text), g_free);
}

static void
said_cb (AdwEntryRow *row)
{
  note (row, SAID, gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
left_cb (AdwEntryRow *row)
{
  if (!stands (row, SHOWN) && !stands (row, SAID))
    g_signal_emit_by_name (row, "apply");
}

void
haven_left_row_watch (AdwEntryRow *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (row, "apply", G_CALLBACK (said_cb), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
  g_signal_connect (row, "unmap", G_CALLBACK (left_cb), NULL);
}

void
haven_left_row_show (AdwEntryRow *row, const char *kept)
{
  const char *shown = g_object_get_data (G_OBJECT (row), SHOWN);

  if (!stands (row, SHOWN) && g_strcmp0 (kept, shown) == 0)
    return;
  note (row, SHOWN, kept);
  note (row, SAID, kept);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), kept))
    gtk_editable_set_text (GTK_EDITABLE (row), kept);
}
