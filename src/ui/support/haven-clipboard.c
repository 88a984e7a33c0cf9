/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-clipboard.h"

#define SECONDS 120
#define TIMER "haven-clipboard-timer"

static void
forget (GdkClipboard *clipboard)
{
  if (gdk_clipboard_is_local (clipboard))
    gdk_clipboard_set_content (clipboard, NULL);
}

static void
stop_timer (gpointer id)
{
  if (id != NULL)
    g_source_remove (GPOINTER_TO_UINT (id));
}

static gboolean
timer_cb (gpointer user_data)
{
  g_object_steal_data (user_data, TIMER);
  forget (user_data);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GdkClipboard *clipboard)
{
  guint id = gdk_clipboard_is_local (clipboard) ? g_timeout_add_seconds (SECONDS, timer_cb, clipboard) : 0;

  g_object_set_data_full (G_OBJECT (clipboard), TIMER, GUINT_TO_POINTER (id), id != 0 ? stop_timer : NULL);
}

void
haven_clipboard_watch (GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_clipboard (window), "changed", G_CALLBACK (changed_cb), window, G_CONNECT_AFTER);
}

void
haven_clipboard_clear (GtkWidget *window)
{
  forget (gtk_widget_get_clipboard (window));
  forget (gtk_widget_get_primary_clipboard (window));
}
