/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-import-list.h"

#include <glib/gi18n-lib.h>
#include "haven-preview-card.h"

struct _HavenImportList {
  AdwBin parent_instance;

  GPtrArray *rows;          /* lent by group */

  /* template */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (HavenImportList, haven_import_list, ADW_TYPE_BIN)

static void
undo_cb (HavenImportList *self, GtkWidget *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo-import", "x", *id);
}

static GtkWidget *
make_undo_button (HavenImportList *self, const HavenImport *import)
{
  GtkWidget *button = gtk_button_new_with_label (_("Undo"));
  g_autofree char *name = g_strdup_printf (_("Undo the import of %s"), import->file);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&import->id, sizeof import->id), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (undo_cb), self);
  return button;
}

static char *
detail_of (const HavenImport *import)
{
  g_autofree char *when = haven_time_to_text (import->made_at);
  g_autofree char *undone = import->undone_at != 0 ? haven_time_to_text (import->undone_at) : NULL;

  if (undone != NULL)
    return g_strdup_printf (_("%s, undone %s"), when, undone);
  return g_strdup_printf (_("%s by %s · %d new, %d changed, %d the same, %d problems"), when, import->by != NULL ? import->by : "",
                          (int) import->added, (int) import->changed, (int) import->same, (int) import->problems);
}

static void
add_import (HavenImportList *self, const HavenImport *import)
{
  g_autofree char *title = g_strdup_printf ("%s · %s", haven_import_type_words (import->type), import->file != NULL ? import->file : "");
  g_autofree char *detail = detail_of (import);
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_detail = g_markup_escape_text (detail, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  if (import->undone_at == 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_undo_button (self, import));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
haven_import_list_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_IMPORT_LIST (object)->rows);
  G_OBJECT_CLASS (haven_import_list_parent_class)->finalize (object);
}

static void
haven_import_list_class_init (HavenImportListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_import_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/imports/haven-import-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenImportList, group);
}

static void
haven_import_list_init (HavenImportList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
haven_import_list_show (HavenImportList *self, HavenSession *session)
{
  HavenSchool *school = haven_session_get_school (session);
  GPtrArray *imports = school != NULL ? haven_school_get_table (school, HAVEN_TABLE_IMPORTS) : NULL;

  g_return_if_fail (HAVEN_IS_IMPORT_LIST (self));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = imports != NULL ? imports->len : 0; i > 0; i--)
    add_import (self, g_ptr_array_index (imports, i - 1));
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}
