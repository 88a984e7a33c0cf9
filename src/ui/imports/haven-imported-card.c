/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-imported-card.h"

#include <glib/gi18n-lib.h>
#include "haven-error.h"
#include "haven-file-chooser.h"
#include "haven-names.h"
#include "haven-preview-card.h"
#include "haven-run.h"
#include "haven-save-file.h"
#include "haven-wrap-layout.h"

struct _HavenImportedCard {
  AdwBin parent_instance;

  HavenSession *session;
  gint64 saving;            /* the import whose receipt is saved */
  GPtrArray *rows;          /* lent by group */

  /* template */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (HavenImportedCard, haven_imported_card, ADW_TYPE_BIN)

/* What a row's buttons are about */
typedef struct {
  HavenImportedCard *card;
  gint64 id;
  char *path;
  char *digest;
  GtkWidget *delete_button;
} Line;

static void
line_free (gpointer data)
{
  Line *self = data;

  g_free (self->path);
  g_free (self->digest);
  g_free (self);
}

static void
undo_cb (GtkWidget *button, Line *line)
{
  gtk_widget_set_sensitive (button, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (line->card), "win.undo-import", "x", line->id);
}

/* ---- the receipt ---- */

static void
receipt_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenImportedCard) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_save_file_finish (result, &error))
    haven_say (GTK_WIDGET (self), _("Receipt saved"));
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
receipt_named_cb (gpointer widget, const char *path)
{
  HavenImportedCard *self = widget;
  char *text = haven_session_print_receipt (self->session, self->saving);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;

  if (bytes != NULL)
    haven_save_file_async (path, bytes, receipt_saved_cb, g_object_ref (self));
}

static void
receipt_cb (GtkWidget *button, Line *line)
{
  g_autofree char *name = g_strdup_printf (_("import-%d-receipt.txt"), (int) line->id);

  line->card->saving = line->id;
  haven_file_chooser_save (line->card, _("Save the Receipt"), name, receipt_named_cb);
}

/* ---- the export ---- */

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) button = user_data;
  g_autoptr (GError) error = NULL;
  gboolean deleted = haven_session_delete_export_finish (HAVEN_SESSION (source), result, &error);

  if (gtk_widget_get_root (button) == NULL)
    return;
  if (deleted) {
    gtk_button_set_label (GTK_BUTTON (button), _("Export deleted"));
    haven_say (button, _("The export is deleted from this computer"));
  } else
    haven_fail (button, error);
}

static void
delete_cb (GtkWidget *button, Line *line)
{
  gtk_widget_set_sensitive (button, FALSE);
  haven_session_delete_export_async (line->card->session, line->path, line->digest, deleted_cb, g_object_ref (button));
}

static void
add_button (GtkWidget *box, const char *label, const char *name, GCallback callback, Line *line)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", callback, line);
  gtk_widget_insert_before (button, box, NULL);
}

/* In a row of their own, where large text finds room */
static GtkWidget *
make_buttons (const HavenImport *import, Line *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *receipt = g_strdup_printf (_("Save the receipt of %s"), import->file);
  g_autofree char *remove = g_strdup_printf (_("Delete the export %s"), import->file);
  g_autofree char *undo = g_strdup_printf (_("Undo what was just imported from %s"), import->file);

  gtk_widget_set_layout_manager (box, g_object_new (HAVEN_TYPE_WRAP_LAYOUT, "spacing", 9, NULL));
  gtk_widget_add_css_class (box, "row-about");
  add_button (box, _("Undo"), undo, G_CALLBACK (undo_cb), line);
  add_button (box, _("Receipt…"), receipt, G_CALLBACK (receipt_cb), line);
  if (*line->path != '\0')
    add_button (box, _("Delete the export"), remove, G_CALLBACK (delete_cb), line);
  return box;
}

static void
add_row (HavenImportedCard *self, GtkWidget *row)
{
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_import (HavenImportedCard *self, const HavenImport *import, const char *path)
{
  g_autofree char *title = g_strdup_printf ("%s · %s", haven_import_type_words (import->type), import->file);
  g_autofree char *detail = g_strdup_printf (_("%d new, %d changed, %d the same, %d problems"), (int) import->added, (int) import->changed,
                                             (int) import->same, (int) import->problems);
  g_autofree char *safe = g_markup_escape_text (title, -1);
  GtkWidget *row = adw_action_row_new ();
  Line *line = g_new0 (Line, 1);

  line->card = self;
  line->id = import->id;
  line->path = g_strdup (path);
  line->digest = g_strdup (import->digest);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_object_set_data_full (G_OBJECT (row), "line", line, line_free);
  add_row (self, row);
  row = adw_preferences_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), make_buttons (import, line));
  add_row (self, row);
}

static void
haven_imported_card_dispose (GObject *object)
{
  HavenImportedCard *self = HAVEN_IMPORTED_CARD (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_imported_card_parent_class)->dispose (object);
}

static void
haven_imported_card_class_init (HavenImportedCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_imported_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/imports/haven-imported-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenImportedCard, group);
}

static void
haven_imported_card_init (HavenImportedCard *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_imported_card_new (HavenSession *session)
{
  HavenImportedCard *self = g_object_new (HAVEN_TYPE_IMPORTED_CARD, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
haven_imported_card_show (HavenImportedCard *self, GPtrArray *receipts, const char *const *paths)
{
  g_return_if_fail (HAVEN_IS_IMPORTED_CARD (self));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < receipts->len; i++)
    add_import (self, g_ptr_array_index (receipts, i), paths[i]);
  haven_names_complete (GTK_WIDGET (self));
}
