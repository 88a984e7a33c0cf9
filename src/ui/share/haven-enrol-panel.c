/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-enrol-panel.h"

#include <glib/gi18n-lib.h>
#include "haven-authority.h"
#include "haven-certificate-file.h"
#include "haven-compare-window.h"
#include "haven-confirm-window.h"
#include "haven-error.h"
#include "haven-file-chooser.h"
#include "haven-input.h"
#include "haven-limits.h"
#include "haven-load-file.h"
#include "haven-outbox-file.h"
#include "haven-run.h"
#include "haven-secret.h"
#include "haven-text.h"

struct _HavenEnrolPanel {
  AdwBin parent_instance;

  HavenSession *session;    /* lent; NULL until shown */
  char *ca_file;            /* NULL: the system's authorities */
  char *certificate;        /* PEM, the school's own and its key; NULL: none */
  gboolean alone;           /* a form and nothing else */
  gboolean another;         /* beside the school's own authority */
  GBytes *answer;           /* the file that is being loaded */

  /* template */
  GtkStack *stack;
  GtkEditable *url;
  GtkEditable *code;
  AdwActionRow *ca_row;
  AdwActionRow *certificate_row;
  GtkWidget *join_button;
  GtkSpinner *spinner;
  GtkLabel *problem;
  AdwActionRow *joined;
  GtkLabel *fingerprint;
};

G_DEFINE_FINAL_TYPE (HavenEnrolPanel, haven_enrol_panel, ADW_TYPE_BIN)

static void
show_problem (HavenEnrolPanel *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* The window of the form alone has no place for what is said elsewhere. */
static void
tell (HavenEnrolPanel *self, const char *sentence)
{
  if (!self->alone) {
    haven_say (GTK_WIDGET (self), sentence);
    return;
  }
  show_problem (self, NULL);
  gtk_label_set_label (self->fingerprint, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->fingerprint), TRUE);
}

static void
fail (HavenEnrolPanel *self, const GError *error)
{
  if (self->alone)
    show_problem (self, error->message);
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
set_busy (HavenEnrolPanel *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->join_button, !busy);
}

static void
show_fingerprint (HavenEnrolPanel *self, const char *fingerprint)
{
  g_autofree char *words = g_strdup_printf (_("Read this out to the Virtual School by telephone; it must be the same there: %s"),
                                            fingerprint);

  gtk_label_set_label (self->fingerprint, words);
  gtk_widget_set_visible (GTK_WIDGET (self->fingerprint), TRUE);
}

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenEnrolPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint = haven_session_join_finish (HAVEN_SESSION (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;                 /* locked meanwhile */
  set_busy (self, FALSE);
  show_problem (self, fingerprint == NULL ? error->message : NULL);
  if (fingerprint == NULL)
    return;
  show_fingerprint (self, fingerprint);
  if (self->alone)
    gtk_widget_set_visible (GTK_WIDGET (self->stack), FALSE);
  else
    haven_enrol_panel_show (self, HAVEN_SESSION (source));
}

static void
join (gpointer widget)
{
  HavenEnrolPanel *self = HAVEN_ENROL_PANEL (widget);
  HavenJoin typed = { gtk_editable_get_text (self->url), gtk_editable_get_text (self->code), self->ca_file, self->certificate,
                      self->another };

  set_busy (self, TRUE);
  haven_session_join_async (self->session, &typed, NULL, enrolled_cb, g_object_ref (self));
}

static void
join_cb (HavenEnrolPanel *self)
{
  if (haven_text_is_empty (gtk_editable_get_text (self->url)) || haven_text_is_empty (gtk_editable_get_text (self->code))) {
    show_problem (self, _("The Virtual School gives you both: the address of its system and a code."));
    return;
  }
  show_problem (self, NULL);
  haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_SEND, join);
}

static void
ca_chosen_cb (gpointer widget, const char *path)
{
  HavenEnrolPanel *self = widget;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *safe = g_markup_escape_text (name, -1);

  g_free (self->ca_file);
  self->ca_file = g_strdup (path);
  adw_action_row_set_subtitle (self->ca_row, safe);
}

static void
choose_ca_cb (HavenEnrolPanel *self)
{
  haven_file_chooser_open (self, _("Certificate of the Virtual School’s System"), ca_chosen_cb);
}

static void
take_certificate (HavenEnrolPanel *self, char *take_pem)
{
  haven_wipe_string (self->certificate);
  g_free (self->certificate);
  self->certificate = take_pem;
  adw_action_row_set_subtitle (self->certificate_row, _("chosen; it is kept in the store"));
}

static void
certificate_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenEnrolPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = haven_load_file_finish (result, &error);
  char *pem = file != NULL ? haven_certificate_file_parse (file, TRUE, &error) : NULL;

  show_problem (self, pem == NULL ? error->message : NULL);
  if (pem != NULL)
    take_certificate (self, pem);
}

static void
certificate_chosen_cb (gpointer widget, const char *path)
{
  haven_load_file_async (path, HAVEN_CERTIFICATE_FILE_BYTES, certificate_read_cb, g_object_ref (widget));
}

static void
choose_certificate_cb (HavenEnrolPanel *self)
{
  haven_file_chooser_open (self, _("Certificate of this School"), certificate_chosen_cb);
}

/* Another authority has its number with its first answer; until then nothing waits for it, and everything is asked. */
static gint64
get_addressee (HavenEnrolPanel *self)
{
  return self->another ? haven_authority_get_free (haven_session_get_school (self->session)) : HAVEN_AUTHORITY_OWN;
}

static void
saved_cb (GtkWidget *widget, const GError *error)
{
  if (error == NULL)
    tell (HAVEN_ENROL_PANEL (widget), _("What waits was saved to a file."));
  else
    fail (HAVEN_ENROL_PANEL (widget), error);
}

static void
save_cb (HavenEnrolPanel *self)
{
  if (haven_session_get_school (self->session) != NULL)
    haven_outbox_file_save (GTK_WIDGET (self), self->session, get_addressee (self), saved_cb);
}

static void load (HavenEnrolPanel *self);

/* Who may not have the keys kept is told so before they ring anybody. */
static void
compare_keys (HavenEnrolPanel *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint = haven_session_read_fingerprint (self->session, self->answer, &error);
  GtkWindow *window;

  if (error == NULL && !haven_session_may (self->session, HAVEN_DEED_SEND))
    g_set_error_literal (&error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("The Virtual School’s first file is loaded by somebody who may send returns: they compare its key by telephone. "
                           "Nothing was taken from it."));
  if (error != NULL) {
    fail (self, error);
    return;
  }
  window = haven_compare_window_new (self->session, self->answer, fingerprint, self->another);
  g_signal_connect_object (window, "compared", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (window, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (window);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenEnrolPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSyncSummary) summary = haven_session_load_reply_finish (HAVEN_SESSION (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;                 /* locked meanwhile */
  if (summary != NULL)
    tell (self, summary->sentence);
  else if (g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_COMPARE))
    compare_keys (self);
  else
    fail (self, error);
}

static void
load (HavenEnrolPanel *self)
{
  haven_session_load_reply_async (self->session, self->answer, NULL, loaded_cb, g_object_ref (self));
}

static void
answer_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenEnrolPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *file = haven_load_file_finish (result, &error);

  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = file;
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;                 /* locked meanwhile */
  if (file == NULL)
    fail (self, error);
  else if (self->another)
    compare_keys (self);
  else
    load (self);
}

static void
answer_chosen_cb (gpointer widget, const char *path)
{
  haven_load_file_async (path, HAVEN_LIMIT_REPLY_BYTES, answer_read_cb, g_object_ref (widget));
}

static void
load_cb (HavenEnrolPanel *self)
{
  haven_file_chooser_open (self, _("Load the Virtual School’s Answer"), answer_chosen_cb);
}

static void
haven_enrol_panel_dispose (GObject *object)
{
  HavenEnrolPanel *self = HAVEN_ENROL_PANEL (object);

  g_clear_pointer (&self->ca_file, g_free);
  haven_wipe_string (self->certificate);
  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->answer, g_bytes_unref);
  G_OBJECT_CLASS (haven_enrol_panel_parent_class)->dispose (object);
}

static void
haven_enrol_panel_class_init (HavenEnrolPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_enrol_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/share/haven-enrol-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, url);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, code);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, ca_row);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, join_button);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, joined);
  gtk_widget_class_bind_template_child (widget_class, HavenEnrolPanel, fingerprint);
  gtk_widget_class_bind_template_callback (widget_class, join_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_ca_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_certificate_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
}

static void
haven_enrol_panel_init (HavenEnrolPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->url)), _("Address of the Virtual School’s system"));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->code)), _("Code"));
}

/* What was laid down for this computer need not be typed; the certificate holds without being chosen. */
static void
take_defaults (HavenEnrolPanel *self)
{
  const HavenDefaults *defaults = haven_session_get_defaults (self->session);
  g_autofree char *laid_down = NULL, *safe = NULL;

  if (!self->another && defaults->address != NULL && haven_text_is_empty (gtk_editable_get_text (self->url)))
    gtk_editable_set_text (self->url, defaults->address);
  if (self->ca_file != NULL || defaults->ca_file == NULL)
    return;
  laid_down = g_strdup_printf (_("laid down for this computer: %s"), defaults->ca_file);
  safe = g_markup_escape_text (laid_down, -1);
  adw_action_row_set_subtitle (self->ca_row, safe);
}

void
haven_enrol_panel_show (HavenEnrolPanel *self, HavenSession *session)
{
  gboolean enrolled = haven_authority_is_joined (haven_session_get_school (session), HAVEN_AUTHORITY_OWN);
  HavenSchool *school = haven_session_get_school (session);
  g_autofree char *url = NULL;

  g_return_if_fail (HAVEN_IS_ENROL_PANEL (self));
  self->session = session;
  take_defaults (self);
  if (enrolled && school != NULL) {
    url = g_markup_escape_text (haven_authority_get (school, HAVEN_AUTHORITY_OWN, "exchange.url", ""), -1);
    adw_action_row_set_subtitle (self->joined, url);
  }
  gtk_stack_set_visible_child_name (self->stack, enrolled ? "joined" : "join");
}

void
haven_enrol_panel_show_form (HavenEnrolPanel *self, HavenSession *session, gboolean another)
{
  g_return_if_fail (HAVEN_IS_ENROL_PANEL (self));
  self->session = session;
  self->alone = TRUE;
  self->another = another;
  take_defaults (self);
  gtk_stack_set_visible_child_name (self->stack, "join");
}
