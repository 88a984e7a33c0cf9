/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-plain-list.h"

struct _HavenPlainList {
  AdwBin parent_instance;

  GPtrArray *rows;          /* lent by group */
  char *nothing;

  /* template */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (HavenPlainList, haven_plain_list, ADW_TYPE_BIN)

static void
haven_plain_list_finalize (GObject *object)
{
  HavenPlainList *self = HAVEN_PLAIN_LIST (object);

  g_ptr_array_unref (self->rows);
  g_free (self->nothing);
  G_OBJECT_CLASS (haven_plain_list_parent_class)->finalize (object);
}

static void
haven_plain_list_class_init (HavenPlainListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_plain_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/pupil/haven-plain-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPlainList, group);
}

static void
haven_plain_list_init (HavenPlainList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_plain_list_new (const char *title, const char *nothing)
{
  HavenPlainList *self = g_object_new (HAVEN_TYPE_PLAIN_LIST, NULL);

  self->nothing = g_strdup (nothing);
  adw_preferences_group_set_title (self->group, title);
  return GTK_WIDGET (self);
}

void
haven_plain_list_clear (HavenPlainList *self)
{
  g_return_if_fail (HAVEN_IS_PLAIN_LIST (self));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_set_description (self->group, self->nothing);
}

void
haven_plain_list_add (HavenPlainList *self, const char *title, const char *detail, const char *value)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_detail = g_markup_escape_text (detail, -1);
  g_autofree char *said = g_strdup_printf ("%s %s", detail, value != NULL ? value : "");
  GtkWidget *row = adw_action_row_new ();

  g_return_if_fail (HAVEN_IS_PLAIN_LIST (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
  if (value != NULL) {
    GtkWidget *label = gtk_label_new (value);

    gtk_widget_add_css_class (label, "numeric");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  }
  adw_preferences_group_add (self->group, row);
  adw_preferences_group_set_description (self->group, NULL);
  g_ptr_array_add (self->rows, row);
}
