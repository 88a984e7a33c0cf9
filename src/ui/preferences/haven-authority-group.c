/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-authority-group.h"

#include <glib/gi18n-lib.h>
#include "haven-authority.h"
#include "haven-certificate-file.h"
#include "haven-confirm-window.h"
#include "haven-file-chooser.h"
#include "haven-load-file.h"
#include "haven-names.h"
#include "haven-outbox.h"
#include "haven-outbox-file.h"
#include "haven-run.h"
#include "haven-secret.h"
#include "haven-text.h"

struct _HavenAuthorityGroup {
  AdwPreferencesGroup parent_instance;

  HavenSession *session;    /* NULL once closed */
  gint64 authority;
  gboolean discard;         /* what waits, the person was told, is not sent */
  char *ca_file;            /* chosen last */

  /* template */
  AdwActionRow *address;
  AdwActionRow *since;
  AdwActionRow *last;
  AdwActionRow *fingerprint;
  AdwActionRow *ca;
  AdwActionRow *certificate;
  GtkWidget *copy_button;
  GtkWidget *ca_button;
  GtkWidget *ca_forget_button;
  GtkWidget *certificate_button;
  GtkWidget *certificate_forget_button;
  GtkWidget *save_button;
  GtkWidget *leave_button;
};

G_DEFINE_FINAL_TYPE (HavenAuthorityGroup, haven_authority_group, ADW_TYPE_PREFERENCES_GROUP)

static HavenSchool *
get_school (HavenAuthorityGroup *self)
{
  return self->session != NULL ? haven_session_get_school (self->session) : NULL;
}

static const char *
get (HavenAuthorityGroup *self, const char *key)
{
  HavenSchool *school = get_school (self);

  return school != NULL ? haven_authority_get (school, self->authority, key, "") : "";
}

static void
set (HavenAuthorityGroup *self, const char *key, const char *value)
{
  g_autofree char *whole = haven_authority_dup_key (self->authority, key);

  haven_run (GTK_WIDGET (self), self->session, haven_command_set (whole, value));
}

static const char *
name_of (HavenAuthorityGroup *self)
{
  const char *name = get_school (self) != NULL ? haven_authority_get_name (get_school (self), self->authority) : NULL;

  return name != NULL ? name : _("Virtual School");
}

/* The fingerprint */

static void
copy_cb (HavenAuthorityGroup *self)
{
  g_autofree char *fingerprint = haven_session_dup_fingerprint (self->session, self->authority);

  if (fingerprint == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), fingerprint);
  haven_say (GTK_WIDGET (self), _("The fingerprint was copied."));
}

/* Certificates. The authority's is a file of this computer; the school's own holds a private key, and lies in the store. */

static void
take_certificate (HavenAuthorityGroup *self, GAsyncResult *result, gboolean own)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = haven_load_file_finish (result, &error);
  g_autofree char *pem = file != NULL ? haven_certificate_file_parse (file, own, &error) : NULL;

  if (get_school (self) == NULL)
    return;                 /* closed or locked meanwhile */
  if (pem != NULL)
    set (self, own ? "exchange.certificate" : "exchange.ca", own ? pem : self->ca_file);
  else
    haven_fail (GTK_WIDGET (self), error);
  haven_wipe_string (pem);
}

static void
ca_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenAuthorityGroup) self = user_data;

  take_certificate (self, result, FALSE);
}

static void
certificate_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenAuthorityGroup) self = user_data;

  take_certificate (self, result, TRUE);
}

static void
ca_chosen_cb (gpointer widget, const char *path)
{
  HavenAuthorityGroup *self = widget;

  g_free (self->ca_file);
  self->ca_file = g_strdup (path);
  haven_load_file_async (path, HAVEN_CERTIFICATE_FILE_BYTES, ca_read_cb, g_object_ref (self));
}

static void
certificate_chosen_cb (gpointer widget, const char *path)
{
  haven_load_file_async (path, HAVEN_CERTIFICATE_FILE_BYTES, certificate_read_cb, g_object_ref (widget));
}

static void
ca_cb (HavenAuthorityGroup *self)
{
  haven_file_chooser_open (self, _("Certificate of the Virtual School’s System"), ca_chosen_cb);
}

static void
certificate_cb (HavenAuthorityGroup *self)
{
  haven_file_chooser_open (self, _("Certificate of this School"), certificate_chosen_cb);
}

static void
forget_ca_cb (HavenAuthorityGroup *self)
{
  set (self, "exchange.ca", NULL);
}

static void
forget_certificate_cb (HavenAuthorityGroup *self)
{
  set (self, "exchange.certificate", NULL);
}

/* By file */

static void
saved_cb (GtkWidget *widget, const GError *error)
{
  if (error == NULL)
    haven_say (widget, _("What waits was saved to a file."));
  else
    haven_fail (widget, error);
}

static void
save_cb (HavenAuthorityGroup *self)
{
  haven_outbox_file_save (GTK_WIDGET (self), self->session, self->authority, saved_cb);
}

/* Leaving */

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenAuthorityGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean left = haven_session_leave_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;                 /* gone with it, or closed, or locked */
  if (!left)
    haven_fail (GTK_WIDGET (self), error);
}

static void
leave (gpointer widget)
{
  HavenAuthorityGroup *self = HAVEN_AUTHORITY_GROUP (widget);

  haven_session_leave_async (self->session, self->authority, self->discard, left_cb, g_object_ref (self));
}

static void
leave_answered_cb (HavenAuthorityGroup *self, const char *response)
{
  if (g_str_equal (response, "leave"))
    haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_SEND, leave);
}

static guint
count_waiting (HavenAuthorityGroup *self)
{
  GPtrArray *items = haven_school_get_table (get_school (self), HAVEN_TABLE_OUTBOX);
  guint n = 0;

  for (guint i = 0; i < items->len; i++) {
    const HavenOutboxItem *item = g_ptr_array_index (items, i);
    n += item->authority == self->authority && item->state == HAVEN_OUTBOX_WAITING;
  }
  return n;
}

static char *
describe_leaving (guint n_waiting)
{
  const char *always = _("Its address and keys are forgotten and its catalogue goes; bookings and the list of what was sent stay to be "
                         "read. To join again you need a new code.");
  g_autofree char *unsent = NULL;

  if (n_waiting == 0)
    return g_strdup (always);
  unsent = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u message waits and will not be sent. To keep it, cancel, and send it first.",
                                         "%u messages wait and will not be sent. To keep them, cancel, and send them first.", n_waiting),
                            n_waiting);
  return g_strdup_printf ("%s\n\n%s", unsent, always);
}

/* What waits is dropped only where the question said how much that is. */
static void
leave_cb (HavenAuthorityGroup *self)
{
  const guint n_waiting = count_waiting (self);
  g_autofree char *heading = g_strdup_printf (_("Leave %s?"), name_of (self)), *body = describe_leaving (n_waiting);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body);

  self->discard = n_waiting > 0;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "leave",
                                    n_waiting > 0 ? _("_Leave, Unsent") : _("_Leave"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What is shown */

static void
show_time (AdwActionRow *row, const char *seconds, const char *otherwise)
{
  const gint64 time = g_ascii_strtoll (seconds, NULL, 10);
  g_autofree char *text = time > 0 ? haven_time_to_text (time) : g_strdup (otherwise);

  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

static void
show_fingerprint (HavenAuthorityGroup *self)
{
  g_autofree char *fingerprint = haven_session_dup_fingerprint (self->session, self->authority);

  adw_action_row_set_subtitle (self->fingerprint, fingerprint != NULL ? fingerprint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fingerprint), fingerprint != NULL);
}

static char *
describe_ca (HavenAuthorityGroup *self)
{
  const char *path = get (self, "exchange.ca"), *laid_down = haven_session_get_defaults (self->session)->ca_file;

  if (*path != '\0')
    return g_strdup (path);
  if (laid_down != NULL)
    return g_strdup_printf (_("laid down for this computer: %s"), laid_down);
  return g_strdup (_("none: those that this computer trusts"));
}

static void
show_certificates (HavenAuthorityGroup *self)
{
  const gboolean has_ca = *get (self, "exchange.ca") != '\0', has_own = *get (self, "exchange.certificate") != '\0';
  g_autofree char *ca = describe_ca (self), *safe = g_markup_escape_text (ca, -1);

  adw_action_row_set_subtitle (self->ca, safe);
  adw_action_row_set_subtitle (self->certificate, has_own ? _("kept in the store, with its key") : _("none"));
  gtk_widget_set_visible (self->ca_forget_button, has_ca);
  gtk_widget_set_visible (self->certificate_forget_button, has_own);
}

/* Several of these stand on one page: each button says whose it is. */
static void
name_buttons (HavenAuthorityGroup *self)
{
  const struct { GtkWidget *button; const char *verb; } names[] = {
    { self->copy_button, _("Copy the fingerprint: %s") },
    { self->ca_button, _("Choose a certificate for the connection: %s") },
    { self->ca_forget_button, _("Forget the certificate for the connection: %s") },
    { self->certificate_button, _("Choose this school’s own certificate: %s") },
    { self->certificate_forget_button, _("Forget this school’s own certificate: %s") },
    { self->save_button, _("Save what waits to a file: %s") },
    { self->leave_button, _("Leave: %s") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_auto (GStrv) parts = g_strsplit (names[i].verb, "%s", 2);
    g_autofree char *name = g_strjoinv (name_of (self), parts);
    if (gtk_button_get_icon_name (GTK_BUTTON (names[i].button)) != NULL)
      gtk_widget_set_tooltip_text (names[i].button, name);
    haven_names_button (names[i].button, name);
  }
}

void
haven_authority_group_refresh (HavenAuthorityGroup *self)
{
  g_autofree char *title = NULL, *url = NULL;

  g_return_if_fail (HAVEN_IS_AUTHORITY_GROUP (self));
  if (get_school (self) == NULL)
    return;
  title = g_markup_escape_text (name_of (self), -1);
  url = g_markup_escape_text (get (self, "exchange.url"), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_action_row_set_subtitle (self->address, *url != '\0' ? url : _("none: by file alone"));
  show_time (self->since, get (self, "exchange.since"), NULL);
  show_time (self->last, get (self, "exchange.last"), _("not yet"));
  show_fingerprint (self);
  show_certificates (self);
  name_buttons (self);
}

static void
haven_authority_group_dispose (GObject *object)
{
  HavenAuthorityGroup *self = HAVEN_AUTHORITY_GROUP (object);

  g_clear_pointer (&self->ca_file, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_authority_group_parent_class)->dispose (object);
}

static void
haven_authority_group_class_init (HavenAuthorityGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_authority_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-authority-group.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, address);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, since);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, last);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, ca);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, certificate);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, copy_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, ca_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, ca_forget_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, certificate_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, certificate_forget_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, save_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAuthorityGroup, leave_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, ca_cb);
  gtk_widget_class_bind_template_callback (widget_class, certificate_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_ca_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_certificate_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
haven_authority_group_init (HavenAuthorityGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gint64
haven_authority_group_get_authority (HavenAuthorityGroup *self)
{
  g_return_val_if_fail (HAVEN_IS_AUTHORITY_GROUP (self), HAVEN_AUTHORITY_OWN);
  return self->authority;
}

GtkWidget *
haven_authority_group_new (HavenSession *session, gint64 authority)
{
  HavenAuthorityGroup *self = g_object_new (HAVEN_TYPE_AUTHORITY_GROUP, NULL);

  self->session = g_object_ref (session);
  self->authority = authority;
  haven_authority_group_refresh (self);
  haven_names_complete (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
