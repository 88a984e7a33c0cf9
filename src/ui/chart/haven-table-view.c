/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-table-view.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"
#include "haven-tab-out.h"
#include "haven-table-row.h"

struct _HavenTableView {
  AdwBin parent_instance;

  /* template */
  GtkColumnView *columns;
  GtkWidget *scroller;
};

G_DEFINE_FINAL_TYPE (HavenTableView, haven_table_view, ADW_TYPE_BIN)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), g_object_get_data (G_OBJECT (factory), "numeric") != NULL ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  HavenTableRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  guint column = GPOINTER_TO_UINT (user_data);
  const char *cell = haven_table_row_get (row, column);

  gtk_label_set_label (GTK_LABEL (label), cell);
  /* Without words of its own GTK 4.8 would call it by its type */
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, *cell != '\0' ? cell : _("empty"), -1);
  if (column == 0)
    haven_names_table_row (item, haven_table_row_get (row, 0));
}

static void
add_column (HavenTableView *self, const HavenRows *rows, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view = NULL;

  if (rows->numeric[column])
    g_object_set_data (G_OBJECT (factory), "numeric", GINT_TO_POINTER (1));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (column));
  view = gtk_column_view_column_new (haven_rows_get_header (rows, column), factory);
  gtk_column_view_column_set_expand (view, TRUE);
  gtk_column_view_append_column (self->columns, view);
}

static GListModel *
make_model (const HavenRows *rows)
{
  GListStore *store = g_list_store_new (HAVEN_TYPE_TABLE_ROW);

  for (guint i = 1; i < rows->rows->len; i++) {
    g_autoptr (HavenTableRow) row = haven_table_row_new (g_ptr_array_index (rows->rows, i));

    g_list_store_append (store, row);
  }
  return G_LIST_MODEL (store);
}

static void
haven_table_view_class_init (HavenTableViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/chart/haven-table-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenTableView, columns);
  gtk_widget_class_bind_template_child (widget_class, HavenTableView, scroller);
}

static void
haven_table_view_init (HavenTableView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_tab_out_add (GTK_WIDGET (self->columns), self->scroller);
}

GtkWidget *
haven_table_view_new (const HavenRows *rows, const char *title)
{
  HavenTableView *self = g_object_new (HAVEN_TYPE_TABLE_VIEW, NULL);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (make_model (rows));

  for (guint i = 0; i < rows->n_columns; i++)
    add_column (self, rows, i);
  gtk_column_view_set_model (self->columns, GTK_SELECTION_MODEL (selection));
  haven_names_table (self->columns, title);
  haven_names_complete (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
