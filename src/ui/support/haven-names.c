/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-names.h"

#include <glib/gi18n-lib.h>
#include "haven-text.h"

static void
set_name (GtkWidget *widget, const char *name)
{
  if (widget != NULL && !haven_text_is_empty (name))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static char *
plain_title (AdwPreferencesRow *row)
{
  g_auto (GStrv) parts = g_strsplit (adw_preferences_row_get_title (row), "_", -1);

  return g_strjoinv ("", parts);
}

/* A list is called as what it stands in; a group's title names its list already. */
static void
name_list (GtkWidget *list)
{
  GtkWidget *row = gtk_widget_get_ancestor (gtk_widget_get_parent (list), ADW_TYPE_PREFERENCES_ROW);
  GtkWidget *group = gtk_widget_get_ancestor (list, ADW_TYPE_PREFERENCES_GROUP);
  g_autofree char *title = row != NULL ? plain_title (ADW_PREFERENCES_ROW (row)) : NULL;

  if (title != NULL && ADW_IS_EXPANDER_ROW (row))
    set_name (list, title);
  else if (group != NULL && haven_text_is_empty (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group))))
    set_name (list, _("Entries"));
}

void
haven_names_button (GtkWidget *button, const char *name)
{
  set_name (GTK_IS_MENU_BUTTON (button) ? gtk_widget_get_first_child (button) : button, name);
}

static void
name_menu_button (GtkWidget *button)
{
  if (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (button)) != NULL && gtk_widget_get_tooltip_text (button) != NULL)
    haven_names_button (button, gtk_widget_get_tooltip_text (button));
}

static gboolean
is_icon_button (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL &&
         !GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget));
}

/* A row of nothing but words, as a stack's sidebar makes them */
static void
name_row (GtkListBoxRow *row)
{
  GtkWidget *child = gtk_list_box_row_get_child (row);

  if (GTK_IS_LABEL (child))
    set_name (GTK_WIDGET (row), gtk_label_get_text (GTK_LABEL (child)));
}

static void
name_one (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_widget_set_focusable (widget, FALSE);
  else if (GTK_IS_MENU_BUTTON (widget))
    name_menu_button (widget);
  else if (is_icon_button (widget))
    set_name (widget, gtk_widget_get_tooltip_text (widget));
  else if (GTK_IS_LIST_BOX (widget))
    name_list (widget);
  else if (GTK_IS_LIST_BOX_ROW (widget))
    name_row (GTK_LIST_BOX_ROW (widget));
}

void
haven_names_complete (GtkWidget *root)
{
  name_one (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    haven_names_complete (child);
}

/* The line of a list that holds the item's child */
static void
name_line (GtkListItem *item, const char *name)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  set_name (child != NULL ? gtk_widget_get_parent (child) : NULL, name);
}

void
haven_names_table_row (GtkListItem *item, const char *name)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *cell = child != NULL ? gtk_widget_get_parent (child) : NULL;

  set_name (cell != NULL ? gtk_widget_get_parent (cell) : NULL, name);
}

void
haven_names_table (GtkColumnView *table, const char *name)
{
  g_autofree char *rows = g_strdup_printf (_("%s: rows"), name);

  set_name (GTK_WIDGET (table), name);
  set_name (gtk_widget_get_first_child (GTK_WIDGET (table)), _("Titles of the columns"));
  set_name (gtk_widget_get_last_child (GTK_WIDGET (table)), rows);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), user_data != NULL ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
  name_line (item, text);
}

static GtkListItemFactory *
make_factory (gboolean ellipsize)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (ellipsize));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

/* The list in a popover below */
static void
name_lists_below (GtkWidget *widget, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_LIST_VIEW (child) || GTK_IS_SEARCH_ENTRY (child))
      set_name (child, name);
    name_lists_below (child, name);
  }
}

/* A label that is its mnemonic names it already; GTK would say both. */
static gboolean
has_label (GtkWidget *widget)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (widget);

  return labels != NULL;
}

void
haven_names_drop_down (GtkDropDown *drop_down, const char *name)
{
  g_autoptr (GtkListItemFactory) factory = make_factory (FALSE);

  gtk_drop_down_set_factory (drop_down, factory);
  gtk_widget_set_tooltip_text (GTK_WIDGET (drop_down), name);
  if (!has_label (GTK_WIDGET (drop_down)))
    set_name (GTK_WIDGET (drop_down), name);
  set_name (gtk_widget_get_first_child (GTK_WIDGET (drop_down)), name);
  name_lists_below (GTK_WIDGET (drop_down), name);
}

void
haven_names_combo_row (AdwComboRow *row)
{
  g_autofree char *title = plain_title (ADW_PREFERENCES_ROW (row));
  g_autoptr (GtkListItemFactory) factory = make_factory (TRUE);
  g_autoptr (GtkListItemFactory) lines = make_factory (FALSE);

  adw_combo_row_set_factory (row, factory);
  adw_combo_row_set_list_factory (row, lines);
  name_lists_below (GTK_WIDGET (row), title);
}
