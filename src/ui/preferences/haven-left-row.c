/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-left-row.h"

#define SHOWN "haven-shown"

static const char *
shown (AdwEntryRow *row)
{
  const char *text = g_object_get_data (G_OBJECT (row), SHOWN);

  return text != NULL ? text : "";
}

static void
left_cb (AdwEntryRow *row)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), shown (row)))
    g_signal_emit_by_name (row, "apply");
}

void
haven_left_row_watch (AdwEntryRow *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
  g_signal_connect (row, "unmap", G_CALLBACK (left_cb), NULL);
}

void
haven_left_row_show (AdwEntryRow *row, const char *kept)
{
  const gboolean typing = !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), shown (row));

  if (typing && g_str_equal (kept, shown (row)))
    return;
  g_object_set_data_full (G_OBJECT (row), SHOWN, g_strdup (kept), g_free);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), kept))
    gtk_editable_set_text (GTK_EDITABLE (row), kept);
}
