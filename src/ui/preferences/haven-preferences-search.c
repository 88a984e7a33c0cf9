/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-preferences-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-text.h"

struct _HavenPreferencesSearch {
  AdwBin parent_instance;

  GtkStack *stack;          /* lent */
  GtkListBox *list;         /* a child */
};

G_DEFINE_FINAL_TYPE (HavenPreferencesSearch, haven_preferences_search, ADW_TYPE_BIN)

/* Without mnemonics and case: what somebody types */
static char *
fold_words (AdwPreferencesRow *row)
{
  const char *about = ADW_IS_ACTION_ROW (row) ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;
  g_auto (GStrv) parts = g_strsplit (adw_preferences_row_get_title (row), "_", -1);
  g_autofree char *title = g_strjoinv ("", parts);
  g_autofree char *words = g_strjoin (" ", title, about, NULL);

  return haven_text_fold (words);
}

static gboolean
matches (GtkWidget *widget, const char *needle)
{
  g_autofree char *words = ADW_IS_PREFERENCES_ROW (widget) ? fold_words (ADW_PREFERENCES_ROW (widget)) : NULL;

  return words != NULL && *needle != '\0' && strstr (words, needle) != NULL;
}

/* Two rows of a page may be called the same: the group tells them apart. */
static char *
describe_place (GtkWidget *found, GtkStackPage *page)
{
  GtkWidget *group = gtk_widget_get_ancestor (found, ADW_TYPE_PREFERENCES_GROUP);
  const char *title = group != NULL ? adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)) : "";

  if (haven_text_is_empty (title) || g_str_equal (title, gtk_stack_page_get_title (page)))
    return g_strdup (gtk_stack_page_get_title (page));
  return g_strdup_printf ("%s · %s", gtk_stack_page_get_title (page), title);
}

static void
add_line (HavenPreferencesSearch *self, GtkWidget *found, GtkStackPage *page)
{
  GtkWidget *line = adw_action_row_new ();
  g_autofree char *place = describe_place (found, page);

  g_object_bind_property (found, "title", line, "title", G_BINDING_SYNC_CREATE);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (line), adw_preferences_row_get_use_underline (ADW_PREFERENCES_ROW (found)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line), place);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (line), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), TRUE);
  g_object_set_data_full (G_OBJECT (line), "found", g_object_ref (found), g_object_unref);
  g_object_set_data_full (G_OBJECT (line), "page", g_strdup (gtk_stack_page_get_name (page)), g_free);
  gtk_list_box_append (self->list, line);
}

static void
search_below (HavenPreferencesSearch *self, GtkWidget *widget, GtkStackPage *page, const char *needle)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (matches (widget, needle))
    add_line (self, widget, page);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    search_below (self, child, page, needle);
}

static void
clear (HavenPreferencesSearch *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* The row comes into sight with the focus; one that is only read gives it to what stands in it. */
static void
activated_cb (HavenPreferencesSearch *self, GtkListBoxRow *line)
{
  GtkWidget *found = g_object_get_data (G_OBJECT (line), "found");

  gtk_stack_set_visible_child_name (self->stack, g_object_get_data (G_OBJECT (line), "page"));
  if (!gtk_widget_child_focus (found, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (found);
}

static GtkWidget *
make_placeholder (void)
{
  GtkWidget *label = gtk_label_new (_("Nothing is called so. Try another word."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_set_margin_top (label, 18);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
haven_preferences_search_class_init (HavenPreferencesSearchClass *klass)
{
}

static void
haven_preferences_search_init (HavenPreferencesSearch *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->list, make_placeholder ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What was found"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_focusable (scroller, FALSE);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
haven_preferences_search_set (HavenPreferencesSearch *self, GtkStack *stack, const char *text)
{
  g_autofree char *needle = haven_text_fold (text);
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (stack);

  g_return_if_fail (HAVEN_IS_PREFERENCES_SEARCH (self));
  self->stack = stack;
  clear (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++) {
    GtkStackPage *page = g_list_model_get_item (G_LIST_MODEL (pages), i);

    search_below (self, gtk_stack_page_get_child (page), page, needle);
    g_object_unref (page);
  }
}

void
haven_preferences_search_open_first (HavenPreferencesSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  g_return_if_fail (HAVEN_IS_PREFERENCES_SEARCH (self));
  if (row != NULL)
    activated_cb (self, row);
}
