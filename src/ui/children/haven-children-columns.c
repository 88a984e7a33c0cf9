/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-children-columns.h"

#include "haven-chart-view.h"
#include "haven-names.h"
#include "haven-words.h"

static void
setup_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  HavenChild *child = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), haven_child_get_text (child, GPOINTER_TO_INT (user_data)));
}

/* The name, with the status as shape and word */

static void
setup_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *name = gtk_label_new (NULL), *about = gtk_label_new (NULL), *icon = gtk_image_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_widget_add_css_class (name, "child-name");
  gtk_widget_add_css_class (about, "dim-label");
  gtk_widget_add_css_class (about, "caption");
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), about);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_item_set_child (item, box);
}

static void
show_status (GtkWidget *icon, const HavenStanding *standing)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), haven_status_icon (standing));
  gtk_widget_set_css_classes (icon, (const char *[]) { haven_status_class (standing), NULL });
}

static void
bind_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  HavenChild *child = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *icon = gtk_widget_get_first_child (box), *words = gtk_widget_get_last_child (box);
  g_autofree char *said = g_strdup_printf ("%s, %s", haven_child_get_text (child, HAVEN_CHILD_NAME), haven_child_get_about (child));

  show_status (icon, haven_child_get_standing (child));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (words)), haven_child_get_text (child, HAVEN_CHILD_NAME));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (words)), haven_child_get_about (child));
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  haven_names_table_row (item, said);
}

/* Attendance, with its last twelve weeks */

static void
setup_attendance_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), haven_chart_view_new_spark ());
  gtk_list_item_set_child (item, box);
}

static void
bind_attendance_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  HavenChild *child = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), haven_child_get_text (child, HAVEN_CHILD_ATTENDANCE));
  haven_chart_view_set_chart (HAVEN_CHART_VIEW (gtk_widget_get_last_child (box)), haven_child_get_spark (child));
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  haven_child_get_text (child, HAVEN_CHILD_ATTENDANCE), -1);
}

static void
unbind_attendance_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  haven_chart_view_set_chart (HAVEN_CHART_VIEW (gtk_widget_get_last_child (gtk_list_item_get_child (item))), NULL);
}

static GtkListItemFactory *
make_factory (HavenChildColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gboolean name = column == HAVEN_CHILD_NAME, attendance = column == HAVEN_CHILD_ATTENDANCE;
  gpointer data = GINT_TO_POINTER (column);
  GCallback setup = name ? G_CALLBACK (setup_name_cb) : attendance ? G_CALLBACK (setup_attendance_cb) : G_CALLBACK (setup_text_cb);
  GCallback bind = name ? G_CALLBACK (bind_name_cb) : attendance ? G_CALLBACK (bind_attendance_cb) : G_CALLBACK (bind_text_cb);

  g_signal_connect (factory, "setup", setup, data);
  g_signal_connect (factory, "bind", bind, data);
  if (attendance)
    g_signal_connect (factory, "unbind", G_CALLBACK (unbind_attendance_cb), NULL);
  return factory;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return haven_child_compare (HAVEN_CHILD ((gpointer) a), HAVEN_CHILD ((gpointer) b), GPOINTER_TO_INT (user_data));
}

static void
resized_cb (GtkColumnViewColumn *column, GParamSpec *pspec, gpointer user_data)
{
  const char *id = g_object_get_data (G_OBJECT (column), "id");

  haven_settings_set_column_width (user_data, id, gtk_column_view_column_get_fixed_width (column));
}

static void
add_column (GtkColumnView *view, HavenSettings *settings, HavenChildColumn column)
{
  g_autoptr (GtkColumnViewColumn) added = gtk_column_view_column_new (haven_child_column_title (column), make_factory (column));
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GINT_TO_POINTER (column), NULL));
  const char *id = haven_child_column_id (column);

  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_column_set_expand (added, column == HAVEN_CHILD_NAME || column == HAVEN_CHILD_MEETING);
  gtk_column_view_column_set_fixed_width (added, haven_settings_get_column_width (settings, id));
  g_object_set_data (G_OBJECT (added), "id", (gpointer) id);
  g_signal_connect_object (added, "notify::fixed-width", G_CALLBACK (resized_cb), settings, 0);
  gtk_column_view_append_column (view, added);
}

void
haven_children_columns_add (GtkColumnView *view, HavenSettings *settings)
{
  for (HavenChildColumn column = 0; column < HAVEN_N_CHILD_COLUMNS; column++)
    add_column (view, settings, column);
}

void
haven_children_columns_sort (GtkColumnView *view, HavenChildColumn column, gboolean descending)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) chosen = g_list_model_get_item (columns, column);

  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);   /* one arrow, not one more */
  gtk_column_view_sort_by_column (view, chosen, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}
