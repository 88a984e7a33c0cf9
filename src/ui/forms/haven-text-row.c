/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-text-row.h"
#include "haven-input.h"

struct _HavenTextRow {
  AdwPreferencesRow parent_instance;

  /* template */
  GtkTextView *text;
};

G_DEFINE_FINAL_TYPE (HavenTextRow, haven_text_row, ADW_TYPE_PREFERENCES_ROW)

/* The row itself is no stop: typing begins in the text. */
static gboolean
haven_text_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HAVEN_TEXT_ROW (widget)->text));
}

/* GtkListBox would give the focus to the row on the way back, which gives it to the text again: Shift+Tab would never leave. */
static gboolean
haven_text_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *text = GTK_WIDGET (HAVEN_TEXT_ROW (widget)->text);

  return !gtk_widget_is_focus (text) && gtk_widget_grab_focus (text);
}

static void
haven_text_row_class_init (HavenTextRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = haven_text_row_grab_focus;
  widget_class->focus = haven_text_row_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/forms/haven-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenTextRow, text);
}

static void
haven_text_row_init (HavenTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_text_row_new (const char *title)
{
  HavenTextRow *self = g_object_new (HAVEN_TYPE_TEXT_ROW, "title", title, "use-underline", TRUE, NULL);

  haven_input_name (GTK_WIDGET (self), title);
  return GTK_WIDGET (self);
}

void
haven_text_row_set_text (HavenTextRow *self, const char *text)
{
  g_return_if_fail (HAVEN_IS_TEXT_ROW (self));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
}

char *
haven_text_row_dup_text (HavenTextRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  g_return_val_if_fail (HAVEN_IS_TEXT_ROW (self), NULL);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}
