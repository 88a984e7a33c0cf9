/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attention-group.h"

#include <glib/gi18n-lib.h>
#include "haven-attention-row.h"

#define SHOWN_AT_FIRST 12
#define AT_ONCE 12             /* rows that are made between two frames */

struct _HavenAttentionGroup {
  AdwBin parent_instance;

  char *title;
  HavenSession *session;
  GPtrArray *kept;          /* HavenAttentionItem, the whole list, so that ours stay */
  GPtrArray *items;         /* ours, lent by kept */
  guint n_rows;             /* of them that have a row */
  gboolean brief;           /* on a child's own page, where nobody asks whom it is about */
  gboolean all;             /* the person asked for all of them */
  guint filling_id;

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

  g_clear_handle_id (&self->filling_id, g_source_remove);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->n_rows = 0;
}

/* Rows are heavy: those that nobody asked for are not made */

static void
add_rows (HavenAttentionGroup *self, guint most)
{
  for (; self->n_rows < MIN (most, self->items->len); self->n_rows++) {
    GtkWidget *row = haven_attention_row_new (g_ptr_array_index (self->items, self->n_rows), self->session);

    if (self->brief)
      haven_attention_row_make_brief (HAVEN_ATTENTION_ROW (row));
    gtk_list_box_append (self->list, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), !self->all && self->n_rows < self->items->len);
}

static gboolean
fill_cb (gpointer user_data)
{
  HavenAttentionGroup *self = user_data;

  if (haven_session_get_school (self->session) != NULL)
    add_rows (self, self->n_rows + AT_ONCE);
  if (haven_session_get_school (self->session) != NULL && self->n_rows < self->items->len)
    return G_SOURCE_CONTINUE;
  self->filling_id = 0;
  return G_SOURCE_REMOVE;
}

static void
fill (HavenAttentionGroup *self)
{
  add_rows (self, SHOWN_AT_FIRST);
  if (self->all && self->n_rows < self->items->len && self->filling_id == 0)
    self->filling_id = g_idle_add (fill_cb, self);
}

static void
more_cb (HavenAttentionGroup *self)
{
  GtkWidget *next;

  self->all = TRUE;
  add_rows (self, self->n_rows + AT_ONCE);
  next = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, SHOWN_AT_FIRST));
  gtk_widget_grab_focus (next);     /* the button is gone: keys go on where it stood */
  fill (self);
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
haven_attention_group_dispose (GObject *object)
{
  HavenAttentionGroup *self = HAVEN_ATTENTION_GROUP (object);

  g_clear_handle_id (&self->filling_id, g_source_remove);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_attention_group_parent_class)->dispose (object);
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
  object_class->dispose = haven_attention_group_dispose;
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
take (HavenAttentionGroup *self, const HavenAttention *attention, HavenSession *session)
{
  clear (self);
  g_set_object (&self->session, session);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  self->kept = g_ptr_array_ref (attention->items);
  self->items = g_ptr_array_new ();
}

static void
finish (HavenAttentionGroup *self)
{
  g_autofree char *count = g_strdup_printf ("%u", self->items->len);
  g_autofree char *more = g_strdup_printf (_("Show all %u"), self->items->len);

  gtk_label_set_label (self->count, count);
  gtk_button_set_label (self->more_button, more);
  gtk_widget_set_visible (GTK_WIDGET (self), self->items->len > 0);
  fill (self);
}

void
haven_attention_group_show (HavenAttentionGroup *self, const HavenAttention *attention, HavenWhen when, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_ATTENTION_GROUP (self));
  take (self, attention, session);
  for (guint i = 0; i < attention->items->len; i++) {
    HavenAttentionItem *item = g_ptr_array_index (attention->items, i);

    if (item->when == when)
      g_ptr_array_add (self->items, item);
  }
  finish (self);
}

void
haven_attention_group_show_child (HavenAttentionGroup *self, const HavenAttention *attention, gint64 pupil_id, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_ATTENTION_GROUP (self));
  take (self, attention, session);
  self->brief = TRUE;
  for (guint i = 0; i < attention->items->len; i++) {
    HavenAttentionItem *item = g_ptr_array_index (attention->items, i);

    if (item->pupil_id == pupil_id)
      g_ptr_array_add (self->items, item);
  }
  finish (self);
}
