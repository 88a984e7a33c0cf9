/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attention-row.h"

#include <glib/gi18n-lib.h>
#include "haven-mark-strip.h"
#include "haven-words.h"

struct _HavenAttentionRow {
  GtkListBoxRow parent_instance;

  gint64 pupil_id;
  const char *view;

  /* template */
  GtkImage *icon;
  GtkWidget *head;
  GtkLabel *who;
  GtkLabel *about;
  GtkLabel *sentence;
  GtkLabel *advice;
  HavenMarkStrip *marks;
  GtkWidget *open_button;
  GtkRevealer *why;
  GtkLabel *figures;
  GtkLabel *source;
  GtkWidget *why_button;
};

G_DEFINE_FINAL_TYPE (HavenAttentionRow, haven_attention_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
open_cb (HavenAttentionRow *self)
{
  haven_attention_row_open (self);
}

static void
name (GtkWidget *widget, const char *format, const char *who)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *text = g_strdup_printf (format, who);
#pragma GCC diagnostic pop

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_child (HavenAttentionRow *self, HavenSchool *school, HavenDay today)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, self->pupil_id);
  HavenStanding standing = haven_standing_on (school, self->pupil_id, today);
  g_autofree char *who = haven_pupil_dup_short (pupil);
  g_autofree char *about = haven_words_child (pupil, &standing);

  gtk_image_set_from_icon_name (self->icon, haven_status_icon (&standing));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), haven_status_class (&standing));
  show_text (self->who, who);
  show_text (self->about, about);
}

static void
show_school (HavenAttentionRow *self, const char *rule)
{
  static const struct { const char *view, *icon, *who; } places[] = {
    { "import", "haven-import-symbolic", N_("Attendance marks") },
    { "training", "haven-training-symbolic", N_("Training") },
    { "share", "haven-share-symbolic", N_("The Virtual School") },
  };

  show_text (self->about, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (self->view, places[i].view) == 0) {
      gtk_image_set_from_icon_name (self->icon, places[i].icon);
      show_text (self->who, _(places[i].who));
      return;
    }
  gtk_image_set_from_icon_name (self->icon, "haven-today-symbolic");
  show_text (self->who, _("The school"));
}

static void
name_for_readers (HavenAttentionRow *self)
{
  const char *who = gtk_label_get_label (self->who);
  g_autofree char *row = g_strdup_printf ("%s. %s %s", who, gtk_label_get_label (self->sentence), gtk_label_get_label (self->advice));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, row, -1);
  name (self->open_button, _("Open: %s"), who);
  name (self->why_button, _("Why: %s"), who);
}

static void
haven_attention_row_class_init (HavenAttentionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HAVEN_TYPE_MARK_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/today/haven-attention-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, head);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, who);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, about);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, advice);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, marks);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, why);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, figures);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, source);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, why_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
haven_attention_row_init (HavenAttentionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_attention_row_new (const HavenAttentionItem *item, HavenSchool *school, HavenDay today)
{
  HavenAttentionRow *self = g_object_new (HAVEN_TYPE_ATTENTION_ROW, NULL);

  self->pupil_id = item->pupil_id;
  self->view = g_intern_string (item->view);
  if (haven_school_get_pupil (school, item->pupil_id) != NULL)
    show_child (self, school, today);
  else
    show_school (self, item->rule);
  show_text (self->sentence, item->sentence);
  show_text (self->advice, item->advice);
  show_text (self->figures, item->figures);
  show_text (self->source, item->source);
  haven_mark_strip_set_marks (self->marks, item->marks);
  name_for_readers (self);
  return GTK_WIDGET (self);
}

void
haven_attention_row_make_brief (HavenAttentionRow *self)
{
  g_return_if_fail (HAVEN_IS_ATTENTION_ROW (self));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_widget_set_visible (self->head, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->marks), FALSE);
}

void
haven_attention_row_open (HavenAttentionRow *self)
{
  g_return_if_fail (HAVEN_IS_ATTENTION_ROW (self));
  if (self->pupil_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-child", "(xs)", self->pupil_id, self->view != NULL ? self->view : "");
  else if (g_strcmp0 (self->view, "import") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.import", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", self->view);
}
