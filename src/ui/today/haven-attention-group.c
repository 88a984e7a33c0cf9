/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attention-group.h"

#include <glib/gi18n-lib.h>
#include "haven-attention-row.h"

#define SHOWN_AT_FIRST 12

struct _HavenAttentionGroup {
  AdwBin parent_instance;

  char *title;
  guint n_rows;
  gboolean all;             /* the person asked for all of them */

  /* template */
  GtkLabel *count;
  GtkListBox *list;
  GtkButton *more_button;
};

G_DEFINE_FINAL_TYPE (HavenAttentionGroup, haven_attention_group, ADW_TYPE_BIN)

enum { PROP_0, PROP_TITLE, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
clear (HavenAttentionGroup *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->n_rows = 0;
}

static void
hide_the_rest (HavenAttentionGroup *self)
{
  g_autofree char *more = g_strdup_printf (_("Show all %u"), self->n_rows);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), self->all || i < SHOWN_AT_FIRST);
  gtk_button_set_label (self->more_button, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), !self->all && self->n_rows > SHOWN_AT_FIRST);
}

static void
more_cb (HavenAttentionGroup *self)
{
  self->all = TRUE;
  hide_the_rest (self);
}

static void
row_activated_cb (HavenAttentionGroup *self, HavenAttentionRow *row)
{
  haven_attention_row_open (row);
}

static void
haven_attention_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, HAVEN_ATTENTION_GROUP (object)->title);
}

static void
haven_attention_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HavenAttentionGroup *self = HAVEN_ATTENTION_GROUP (object);

  g_free (self->title);
  self->title = g_value_dup_string (value);
  if (self->list != NULL && self->title != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
}

static void
haven_attention_group_finalize (GObject *object)
{
  g_free (HAVEN_ATTENTION_GROUP (object)->title);
  G_OBJECT_CLASS (haven_attention_group_parent_class)->finalize (object);
}

static void
haven_attention_group_class_init (HavenAttentionGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = haven_attention_group_get_property;
  object_class->set_property = haven_attention_group_set_property;
  object_class->finalize = haven_attention_group_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/today/haven-attention-group.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionGroup, count);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionGroup, list);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionGroup, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
haven_attention_group_init (HavenAttentionGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append (HavenAttentionGroup *self, const HavenAttentionItem *item, HavenSession *session)
{
  gtk_list_box_append (self->list, haven_attention_row_new (item, session));
  self->n_rows++;
}

static void
finish (HavenAttentionGroup *self)
{
  g_autofree char *count = g_strdup_printf ("%u", self->n_rows);

  hide_the_rest (self);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0);
}

void
haven_attention_group_show (HavenAttentionGroup *self, const HavenAttention *attention, HavenWhen when, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_ATTENTION_GROUP (self));
  clear (self);
  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = g_ptr_array_index (attention->items, i);

    if (item->when == when)
      append (self, item, session);
  }
  finish (self);
}

void
haven_attention_group_show_child (HavenAttentionGroup *self, const HavenAttention *attention, gint64 pupil_id, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_ATTENTION_GROUP (self));
  clear (self);
  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = g_ptr_array_index (attention->items, i);

    if (item->pupil_id != pupil_id)
      continue;
    append (self, item, session);
    haven_attention_row_make_brief (HAVEN_ATTENTION_ROW (gtk_list_box_get_row_at_index (self->list, self->n_rows - 1)));
  }
  finish (self);
}
