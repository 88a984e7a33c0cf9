/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-backup-page.h"

#include <glib/gi18n-lib.h>
#include "haven-file-chooser.h"
#include "haven-run.h"

#define DAYS 7              /* between two backups, unless somebody chose otherwise */

struct _HavenBackupPage {
  AdwBin parent_instance;

  HavenSession *session;
  gboolean quiet;           /* the days are shown, not chosen */

  /* template */
  AdwActionRow *last_row;
  GtkWidget *now_button;
  AdwActionRow *folder_row;
  GtkWidget *folder_button;
  GtkSpinButton *days;
  GtkWidget *days_row;
  AdwActionRow *check_row;
  GtkWidget *check_button;
};

G_DEFINE_FINAL_TYPE (HavenBackupPage, haven_backup_page, ADW_TYPE_BIN)

static const char *
setting (HavenBackupPage *self, const char *key)
{
  HavenSchool *school = haven_session_get_school (self->session);

  return school != NULL ? haven_school_get_setting (school, key, "") : "";
}

static char *
describe_last (HavenBackupPage *self)
{
  HavenDay day;

  return haven_day_parse (setting (self, "backup.last"), &day) ? haven_day_to_text (day) : g_strdup (_("none yet"));
}

static void
refresh (HavenBackupPage *self)
{
  gboolean may = haven_session_may (self->session, HAVEN_DEED_SETTINGS);
  const char *folder = setting (self, "backup.folder");
  gint64 days = g_ascii_strtoll (setting (self, "backup.days"), NULL, 10);
  g_autofree char *last = describe_last (self);
  g_autofree char *safe = g_markup_escape_text (*folder != '\0' ? folder : _("not chosen yet"), -1);

  adw_action_row_set_subtitle (self->last_row, last);
  adw_action_row_set_subtitle (self->folder_row, safe);
  self->quiet = TRUE;
  gtk_spin_button_set_value (self->days, days > 0 ? (double) days : DAYS);
  self->quiet = FALSE;
  gtk_widget_set_sensitive (self->folder_button, may);
  gtk_widget_set_sensitive (self->days_row, may);
}

static void
days_changed_cb (HavenBackupPage *self)
{
  g_autofree char *days = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->days));

  if (!self->quiet)
    haven_session_run_async (self->session, haven_command_set ("backup.days", days), NULL, NULL, NULL);
}

static void
folder_chosen_cb (gpointer widget, const char *path)
{
  HavenBackupPage *self = widget;

  haven_run (GTK_WIDGET (self), self->session, haven_command_set ("backup.folder", path));
}

static void
folder_cb (HavenBackupPage *self)
{
  haven_file_chooser_folder (self, _("Choose the Folder for Backups"), folder_chosen_cb);
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenBackupPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_backup_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL)
    return;                 /* locked meanwhile */
  gtk_widget_set_sensitive (self->now_button, TRUE);
  if (ok)
    haven_say (GTK_WIDGET (self), _("Backed up, and the copy was checked."));
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
file_chosen_cb (gpointer widget, const char *path)
{
  HavenBackupPage *self = widget;

  gtk_widget_set_sensitive (self->now_button, FALSE);
  haven_session_backup_async (self->session, path, backed_up_cb, g_object_ref (self));
}

/* Into the folder where there is one; else somebody says where. */
static void
now_cb (HavenBackupPage *self)
{
  const char *folder = setting (self, "backup.folder");

  if (*folder == '\0') {
    haven_file_chooser_save (self, _("Save a Backup"), "haven.havenbackup", file_chosen_cb);
    return;
  }
  gtk_widget_set_sensitive (self->now_button, FALSE);
  haven_session_backup_to_folder_async (self->session, folder, backed_up_cb, g_object_ref (self));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenBackupPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 n = haven_session_check_finish (HAVEN_SESSION (source), result, &error);
  g_autofree char *safe = n < 0 ? g_markup_escape_text (error->message, -1) : NULL;

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->check_button, TRUE);
  adw_action_row_set_subtitle (self->check_row, safe != NULL ? safe : _("Sound: every part is as it was written."));
}

static void
check_cb (HavenBackupPage *self)
{
  gtk_widget_set_sensitive (self->check_button, FALSE);
  haven_session_check_async (self->session, checked_cb, g_object_ref (self));
}

static void
haven_backup_page_dispose (GObject *object)
{
  HavenBackupPage *self = HAVEN_BACKUP_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_backup_page_parent_class)->dispose (object);
}

static void
haven_backup_page_class_init (HavenBackupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_backup_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-backup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenBackupPage, last_row);
  gtk_widget_class_bind_template_child (widget_class, HavenBackupPage, now_button);
  gtk_widget_class_bind_template_child (widget_class, HavenBackupPage, folder_row);
  gtk_widget_class_bind_template_child (widget_class, HavenBackupPage, folder_button);
  gtk_widget_class_bind_template_child (widget_class, HavenBackupPage, days);
  gtk_widget_class_bind_template_child (widget_class, HavenBackupPage, days_row);
  gtk_widget_class_bind_template_child (widget_class, HavenBackupPage, check_row);
  gtk_widget_class_bind_template_child (widget_class, HavenBackupPage, check_button);
  gtk_widget_class_bind_template_callback (widget_class, now_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
}

static void
haven_backup_page_init (HavenBackupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
session_changed_cb (HavenBackupPage *self)
{
  if (haven_session_get_school (self->session) != NULL)
    refresh (self);
}

GtkWidget *
haven_backup_page_new (HavenSession *session)
{
  HavenBackupPage *self = g_object_new (HAVEN_TYPE_BACKUP_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
