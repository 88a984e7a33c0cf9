/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sentence-row.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"
#include "haven-text.h"

struct _HavenSentenceRow {
  AdwPreferencesRow parent_instance;

  gboolean struck;

  /* template */
  GtkLabel *label;
  GtkLabel *state;
  GtkLabel *evidence;
  GtkWidget *buttons;
  GtkToggleButton *edit_button;
  GtkButton *strike_button;
  GtkRevealer *revealer;
  GtkTextView *text;
  GtkWidget *back_button;
};

G_DEFINE_FINAL_TYPE (HavenSentenceRow, haven_sentence_row, ADW_TYPE_PREFERENCES_ROW)

enum { EDITED, STRUCK, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
edit_cb (HavenSentenceRow *self)
{
  gboolean open = gtk_toggle_button_get_active (self->edit_button);

  gtk_revealer_set_reveal_child (self->revealer, open);
  if (open)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
strike_cb (HavenSentenceRow *self)
{
  g_signal_emit (self, signals[STRUCK], 0, !self->struck);
}

/* What is told last may end this row */
static void
tell (HavenSentenceRow *self, const char *text)
{
  g_object_ref (self);
  gtk_toggle_button_set_active (self->edit_button, FALSE);
  g_signal_emit (self, signals[EDITED], 0, text);
  g_object_unref (self);
}

static void
back_cb (HavenSentenceRow *self)
{
  tell (self, "");
}

static void
keep_cb (HavenSentenceRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *text = NULL, *squeezed = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  squeezed = haven_text_squeeze (text);
  tell (self, squeezed);
}

static void
haven_sentence_row_class_init (HavenSentenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[EDITED] = g_signal_new ("edited", HAVEN_TYPE_SENTENCE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[STRUCK] = g_signal_new ("struck", HAVEN_TYPE_SENTENCE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/papers/haven-sentence-row.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HavenSentenceRow, child)
  BIND (label);
  BIND (state);
  BIND (evidence);
  BIND (buttons);
  BIND (edit_button);
  BIND (strike_button);
  BIND (revealer);
  BIND (text);
  BIND (back_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, strike_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
haven_sentence_row_init (HavenSentenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
describe_state (const HavenSentenceWords *words)
{
  if (words->struck)
    return words->moved_on ? _("Struck out; the figures have moved on since") : _("Struck out: it stands in no paper");
  if (words->edited)
    return words->moved_on ? _("Edited; the figures have moved on since") : _("Edited");
  return words->made == NULL ? _("Your own sentence") : NULL;
}

static void
show_text (HavenSentenceRow *self, const HavenSentenceWords *words)
{
  g_autofree char *safe = g_markup_escape_text (words->text, -1);
  g_autofree char *struck = g_strdup_printf ("<s>%s</s>", safe);

  gtk_label_set_markup (self->label, words->struck ? struck : safe);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), words->text, -1);
}

static void
show_small (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), !haven_text_is_empty (text));
}

static void
name_parts (HavenSentenceRow *self, const HavenSentenceWords *words)
{
  const char *strike = words->struck ? _("Put it back") : _("Strike it out");
  g_autofree char *edit_name = g_strdup_printf (_("Edit: %s"), words->text), *strike_name = g_strdup_printf ("%s: %s", strike, words->text);

  gtk_button_set_icon_name (self->strike_button, words->struck ? "edit-undo-symbolic" : "edit-clear-symbolic");
  /* a name is its tooltip: haven_names_complete takes it from there */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->edit_button), edit_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->strike_button), strike_name);
  haven_names_complete (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The sentence as it shall stand"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->text, -1);
}

GtkWidget *
haven_sentence_row_new (const HavenSentenceWords *words, gboolean may_edit)
{
  HavenSentenceRow *self = g_object_new (HAVEN_TYPE_SENTENCE_ROW, NULL);

  self->struck = words->struck;
  show_text (self, words);
  show_small (self->state, describe_state (words));
  show_small (self->evidence, words->evidence);
  name_parts (self, words);
  gtk_widget_set_visible (self->buttons, may_edit);
  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), !words->struck);
  gtk_widget_set_visible (self->back_button, words->made != NULL);
  return GTK_WIDGET (self);
}

gboolean
haven_sentence_row_is_open (HavenSentenceRow *self)
{
  g_return_val_if_fail (HAVEN_IS_SENTENCE_ROW (self), FALSE);
  return gtk_toggle_button_get_active (self->edit_button);
}
