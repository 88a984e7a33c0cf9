/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-handed-in-list.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"
#include "haven-run.h"

struct _HavenHandedInList {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *rows;          /* lent by group */

  /* template */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (HavenHandedInList, haven_handed_in_list, ADW_TYPE_BIN)

static guint look_signal;

static const char *
id_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "id");
}

static void
look_cb (HavenHandedInList *self, GtkWidget *button)
{
  g_signal_emit (self, look_signal, 0, id_of (button));
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenHandedInList) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean dropped = haven_session_drop_handed_in_finish (HAVEN_SESSION (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (!dropped)
    haven_fail (GTK_WIDGET (self), error);
  haven_handed_in_list_refresh (self, self->session);
}

static void
drop_cb (HavenHandedInList *self, GtkWidget *button)
{
  gtk_widget_set_sensitive (button, FALSE);
  haven_session_drop_handed_in_async (self->session, id_of (button), dropped_cb, g_object_ref (self));
}

static void
add_button (HavenHandedInList *self, GtkWidget *row, const char *label, char *take_name, GCallback callback, const char *id)
{
  g_autofree char *name = take_name;
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_file (HavenHandedInList *self, const HavenHandedFile *file)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = haven_time_to_text (file->at);
  g_autofree char *detail = g_strdup_printf (_("handed in by %s, %s"), file->who, when);
  g_autofree char *safe = g_markup_escape_text (file->file, -1), *safe_detail = g_markup_escape_text (detail, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_detail);
  add_button (self, row, _("Put away"), g_strdup_printf (_("Put %s away unread"), file->file), G_CALLBACK (drop_cb), file->id);
  add_button (self, row, _("Look at it"), g_strdup_printf (_("Look at %s, handed in"), file->file), G_CALLBACK (look_cb), file->id);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_files (HavenHandedInList *self, GPtrArray *files)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < files->len; i++)
    add_file (self, g_ptr_array_index (files, i));
  gtk_widget_set_visible (GTK_WIDGET (self), files->len > 0);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenHandedInList) self = user_data;
  g_autoptr (GPtrArray) files = haven_session_list_handed_in_finish (HAVEN_SESSION (source), result, NULL);

  if (files != NULL && self->rows != NULL)
    show_files (self, files);
}

static void
haven_handed_in_list_dispose (GObject *object)
{
  HavenHandedInList *self = HAVEN_HANDED_IN_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_handed_in_list_parent_class)->dispose (object);
}

static void
haven_handed_in_list_class_init (HavenHandedInListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_handed_in_list_dispose;
  look_signal = g_signal_new ("look", HAVEN_TYPE_HANDED_IN_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/imports/haven-handed-in-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenHandedInList, group);
}

static void
haven_handed_in_list_init (HavenHandedInList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
haven_handed_in_list_refresh (HavenHandedInList *self, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_HANDED_IN_LIST (self));
  g_set_object (&self->session, session);
  if (haven_session_may (session, HAVEN_DEED_IMPORT))
    haven_session_list_handed_in_async (session, listed_cb, g_object_ref (self));
}
