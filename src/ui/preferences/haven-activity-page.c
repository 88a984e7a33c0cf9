/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-activity-page.h"

#include <glib/gi18n-lib.h>
#include "haven-activity-words.h"
#include "haven-confirm-window.h"
#include "haven-file-chooser.h"
#include "haven-platform.h"
#include "haven-run.h"
#include "haven-save-file.h"
#include "haven-text.h"

struct _HavenActivityPage {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *lines;         /* HavenAuditLine, the first first */
  char *path;               /* of the export */

  /* template */
  GtkEditable *search;
  GtkLabel *state;
  GtkListView *list;
  GtkWidget *check_button;
  GtkWidget *export_button;
};

G_DEFINE_FINAL_TYPE (HavenActivityPage, haven_activity_page, ADW_TYPE_BIN)

/* The list, latest first: each a sentence, and below it when and about whom */

static gboolean
matches (const char *text, const char *needle)
{
  g_autofree char *folded = haven_text_fold (text);

  return *needle == '\0' || haven_text_matches (folded, needle);
}

static void
show_lines (HavenActivityPage *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  g_autofree char *needle = haven_text_fold (gtk_editable_get_text (self->search));
  g_autoptr (GtkStringList) texts = gtk_string_list_new (NULL);

  for (guint i = self->lines != NULL ? self->lines->len : 0; i > 0; i--) {
    const HavenAuditLine *line = g_ptr_array_index (self->lines, i - 1);
    g_autofree char *sentence = haven_activity_dup_sentence (line), *about = haven_activity_dup_about (line, school);
    g_autofree char *text = g_strdup_printf ("%s\n%s", sentence, about);

    if (matches (text, needle))
      gtk_string_list_take (texts, g_steal_pointer (&text));
  }
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (texts)))));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenActivityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = haven_session_read_audit_finish (HAVEN_SESSION (source), result, &error);
  g_autofree char *state = NULL;

  if (self->session == NULL || lines == NULL) {
    g_clear_pointer (&lines, g_ptr_array_unref);
    return;                 /* locked meanwhile */
  }
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = lines;
  state = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line. Nothing of it can be changed or taken out unnoticed.",
                                        "%u lines. Nothing of it can be changed or taken out unnoticed.", lines->len), lines->len);
  gtk_label_set_label (self->state, state);
  show_lines (self);
}

static void
refresh (HavenActivityPage *self)
{
  haven_session_read_audit_async (self->session, read_cb, g_object_ref (self));
}

/* What is done while Preferences stands open is in it too. */
static void
session_changed_cb (HavenActivityPage *self)
{
  if (haven_session_get_school (self->session) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* Is it as it was written? */

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenActivityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n = haven_session_check_finish (HAVEN_SESSION (source), result, &error);
  g_autofree char *sound = g_strdup_printf (_("Checked: all %d lines are as they were written, and none is missing."), (int) MAX (n, 0));

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->check_button, TRUE);
  gtk_label_set_label (self->state, n < 0 ? error->message : sound);
}

static void
check_cb (HavenActivityPage *self)
{
  gtk_widget_set_sensitive (self->check_button, FALSE);
  haven_session_check_async (self->session, checked_cb, g_object_ref (self));
}

/* To a file: that it was taken out is itself a line */

static void
show_exported (HavenActivityPage *self, const GError *error)
{
  if (error == NULL)
    haven_say (GTK_WIDGET (self), _("Exported, with numbers in place of the children’s names"));
  else
    haven_fail (GTK_WIDGET (self), error);
  refresh (self);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenActivityPage) self = user_data;
  g_autoptr (GError) error = NULL;

  haven_save_file_finish (result, &error);
  if (self->session != NULL)
    show_exported (self, error);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenActivityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_run_finish (HAVEN_SESSION (source), result, &error);
  g_autoptr (GBytes) csv = id >= 0 && self->lines != NULL ? haven_activity_make_csv (self->lines) : NULL;

  if (csv != NULL)
    haven_save_file_async (self->path, csv, exported_cb, g_object_ref (self));
  else if (self->session != NULL)
    show_exported (self, error);
}

static void
export_now (gpointer widget)
{
  HavenActivityPage *self = HAVEN_ACTIVITY_PAGE (widget);

  haven_session_run_async (self->session, haven_command_record_paper ("audit", 0, "a file"), NULL, recorded_cb, g_object_ref (self));
}

static void
place_chosen_cb (gpointer widget, const char *path)
{
  HavenActivityPage *self = widget;

  g_free (self->path);
  self->path = g_strdup (path);
  haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_EXPORT, export_now);
}

static void
export_cb (HavenActivityPage *self)
{
  haven_file_chooser_save (self, _("Export the Activity"), "haven-activity.csv", place_chosen_cb);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "activity-line");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
haven_activity_page_dispose (GObject *object)
{
  HavenActivityPage *self = HAVEN_ACTIVITY_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (haven_activity_page_parent_class)->dispose (object);
}

static void
haven_activity_page_class_init (HavenActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_activity_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenActivityPage, search);
  gtk_widget_class_bind_template_child (widget_class, HavenActivityPage, state);
  gtk_widget_class_bind_template_child (widget_class, HavenActivityPage, list);
  gtk_widget_class_bind_template_child (widget_class, HavenActivityPage, check_button);
  gtk_widget_class_bind_template_child (widget_class, HavenActivityPage, export_button);
  gtk_widget_class_bind_template_callback (widget_class, show_lines);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
haven_activity_page_init (HavenActivityPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
}

GtkWidget *
haven_activity_page_new (HavenSession *session)
{
  HavenActivityPage *self = g_object_new (HAVEN_TYPE_ACTIVITY_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (refresh), NULL);
  return GTK_WIDGET (self);
}
