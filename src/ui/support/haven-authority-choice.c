/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-authority-choice.h"

#include <glib/gi18n-lib.h>
#include "haven-benchmarks.h"
#include "haven-names.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* By name, behind a first line for none */
static GPtrArray *
list_names (const char *chosen)
{
  const char *const *codes = haven_authority_codes ();
  GPtrArray *names = g_ptr_array_new ();
  gboolean known = *chosen == '\0';

  for (guint i = 0; codes[i] != NULL; i++) {
    g_ptr_array_add (names, (gpointer) haven_authority_name (codes[i]));
    known |= g_str_equal (haven_authority_name (codes[i]), chosen);
  }
  if (!known)
    g_ptr_array_add (names, (gpointer) chosen);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_insert (names, 0, (gpointer) _("not chosen yet"));
  return names;
}

static guint
find_name (GPtrArray *names, const char *name)
{
  for (guint i = 1; i < names->len; i++)
    if (g_str_equal (names->pdata[i], name))
      return i;
  return 0;
}

/* The list has the focus when it opens: letters go to the search from there, too. */
static void
catch_letters (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_SEARCH_ENTRY (child))
      gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (child), gtk_widget_get_ancestor (child, GTK_TYPE_POPOVER));
    catch_letters (child);
  }
}

void
haven_authority_choice_fill (GtkDropDown *choice, const char *chosen)
{
  g_autoptr (GPtrArray) names = list_names (chosen);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  guint selected = find_name (names, chosen);

  for (guint i = 0; i < names->len; i++)
    gtk_string_list_append (model, names->pdata[i]);
  gtk_drop_down_set_expression (choice, text);
  gtk_drop_down_set_model (choice, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (choice, selected);
  gtk_drop_down_set_enable_search (choice, TRUE);
  haven_names_drop_down (choice, _("Local authority"));
  catch_letters (GTK_WIDGET (choice));
}

const char *
haven_authority_choice_get (GtkDropDown *choice)
{
  guint selected = gtk_drop_down_get_selected (choice);
  GtkStringList *model = GTK_STRING_LIST (gtk_drop_down_get_model (choice));

  return selected > 0 && selected != GTK_INVALID_LIST_POSITION ? gtk_string_list_get_string (model, selected) : "";
}
