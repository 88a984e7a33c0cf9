/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bytes-window.h"

#include <glib/gi18n-lib.h>

struct _HavenBytesWindow {
  AdwWindow parent_instance;

  /* template */
  GtkLabel *digest;
  GtkTextView *text;
};

G_DEFINE_FINAL_TYPE (HavenBytesWindow, haven_bytes_window, ADW_TYPE_WINDOW)

static void
haven_bytes_window_class_init (HavenBytesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/share/haven-bytes-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenBytesWindow, digest);
  gtk_widget_class_bind_template_child (widget_class, HavenBytesWindow, text);
}

static void
haven_bytes_window_init (HavenBytesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Exact bytes"), -1);
}

GtkWidget *
haven_bytes_window_new (GBytes *bytes, const char *digest)
{
  HavenBytesWindow *self = g_object_new (HAVEN_TYPE_BYTES_WINDOW, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_utf8_make_valid (data, (gssize) size);
  g_autofree char *words = g_strdup_printf (_("%u bytes, SHA-256 %s"), (guint) size, digest);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  gtk_label_set_label (self->digest, words);
  return GTK_WIDGET (self);
}
