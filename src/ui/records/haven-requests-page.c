/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-requests-page.h"

#include <glib/gi18n-lib.h>
#include "haven-dossier.h"
#include "haven-file-chooser.h"
#include "haven-load-file.h"
#include "haven-names.h"
#include "haven-run.h"
#include "haven-save-file.h"
#include "haven-seal-window.h"
#include "haven-session-transfer.h"
#include "haven-words.h"

#define MOST_RECEIPT_BYTES 65536

struct _HavenRequestsPage {
  AdwBin parent_instance;

  HavenSession *session;
  gint64 pupil_id;
  GPtrArray *rows;              /* a group and its row, in turn; lent */
  gint64 transfer_id;           /* whose receipt is being saved */

  /* template */
  GtkLabel *title;
  AdwPreferencesGroup *asked;
  AdwPreferencesGroup *moves;
};

G_DEFINE_FINAL_TYPE (HavenRequestsPage, haven_requests_page, ADW_TYPE_BIN)

static gboolean
is_gone (HavenRequestsPage *self)
{
  return self->session == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

/* ---- rows ---- */

static AdwActionRow *
add_row (HavenRequestsPage *self, AdwPreferencesGroup *group, const char *title, const char *detail)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe = g_markup_escape_text (detail != NULL ? detail : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, group);
  g_ptr_array_add (self->rows, row);
  return ADW_ACTION_ROW (row);
}

/* about: what it is a button of, for who does not see the row */
static void
add_button (AdwActionRow *row, const char *words, const char *about, const char *action, gint64 id)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
  adw_action_row_add_suffix (row, button);
}

static char *
tell_request (HavenRequestsPage *self, const HavenAccessRequest *asked)
{
  HavenDay due = haven_access_due (asked);
  g_autofree char *day = haven_words_day (due, _("no date")), *answered = haven_words_day (asked->answered_on, "");

  if (asked->answered_on != HAVEN_DAY_NONE)
    return g_strdup_printf (_("answered on %s"), answered);
  if (due < haven_session_get_clock (self->session).today)
    return g_strdup_printf (_("was due on %s, and is late"), day);
  return asked->signed_on != HAVEN_DAY_NONE ? g_strdup_printf (_("signed; due on %s"), day) : g_strdup_printf (_("due on %s"), day);
}

static void
add_request (HavenRequestsPage *self, const HavenAccessRequest *asked)
{
  g_autofree char *on = haven_words_day (asked->asked_on, _("no date")), *state = tell_request (self, asked);
  g_autofree char *title = g_strdup_printf (_("%s, %s"), asked->asked_by != NULL ? asked->asked_by : _("nobody is named"), on);
  AdwActionRow *row = add_row (self, self->asked, title, state);

  add_button (row, _("Change…"), title, "requests.change", asked->id);
  add_button (row, _("Go _through"), title, "win.access", asked->id);
}

static char *
tell_outgoing (const HavenTransfer *transfer)
{
  g_autofree char *sent = haven_words_day (transfer->sent_on, ""), *received = haven_words_day (transfer->received_on, "");

  if (transfer->received_on != HAVEN_DAY_NONE)
    return g_strdup_printf (_("received on %s by %s"), received, transfer->received_by);
  if (transfer->sent_on != HAVEN_DAY_NONE)
    return g_strdup_printf (_("sent on %s; no receipt yet"), sent);
  return g_strdup (_("sealed, and not sent yet"));
}

static void
add_outgoing (HavenRequestsPage *self, const HavenTransfer *transfer)
{
  g_autofree char *state = tell_outgoing (transfer), *when = haven_time_to_text (transfer->made_at);
  g_autofree char *title = g_strdup_printf (_("For %s, sealed %s"), transfer->school != NULL ? transfer->school : "–", when);
  AdwActionRow *row = add_row (self, self->moves, title, state);

  if (transfer->sent_on == HAVEN_DAY_NONE)
    add_button (row, _("Sent _today"), title, "requests.sent", transfer->id);
}

static void
add_incoming (HavenRequestsPage *self, const HavenTransfer *transfer)
{
  g_autofree char *day = haven_words_day (transfer->received_on, _("no date"));
  g_autofree char *title = g_strdup_printf (_("From %s"), transfer->school != NULL ? transfer->school : "–");
  g_autofree char *state = g_strdup_printf (_("taken in on %s"), day);
  AdwActionRow *row = add_row (self, self->moves, title, state);

  add_button (row, _("Save the _receipt…"), title, "requests.receipt", transfer->id);
}

static void
clear (HavenRequestsPage *self)
{
  for (guint i = 0; i < self->rows->len; i += 2)
    adw_preferences_group_remove (self->rows->pdata[i], self->rows->pdata[i + 1]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_requests (HavenRequestsPage *self, HavenSchool *school)
{
  HavenSlice asked = haven_school_of_pupil (school, HAVEN_TABLE_ACCESS_REQUESTS, self->pupil_id);

  for (guint i = 0; i < asked.n; i++)
    add_request (self, asked.items[i]);
  add_button (add_row (self, self->asked, _("Somebody asks for what is held"), NULL), _("_New request…"), "", "requests.ask", 0);
}

static void
show_moves (HavenRequestsPage *self, HavenSchool *school)
{
  HavenSlice moves = haven_school_of_pupil (school, HAVEN_TABLE_TRANSFERS, self->pupil_id);

  for (guint i = 0; i < moves.n; i++)
    if (((const HavenTransfer *) moves.items[i])->incoming)
      add_incoming (self, moves.items[i]);
    else
      add_outgoing (self, moves.items[i]);
  add_button (add_row (self, self->moves, _("The child moves to another school"), NULL), _("_Seal records…"), "", "requests.seal", 0);
  add_button (add_row (self, self->moves, _("The next school sent a receipt"), NULL), _("Take the re_ceipt…"), "", "requests.take", 0);
}

static void
show (HavenRequestsPage *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  const HavenPupil *pupil = school != NULL ? haven_school_get_pupil (school, self->pupil_id) : NULL;
  g_autofree char *name = pupil != NULL ? haven_pupil_dup_name (pupil) : NULL;

  if (pupil == NULL)
    return;
  clear (self);
  gtk_label_set_label (self->title, name);
  show_requests (self, school);
  show_moves (self, school);
}

static void
ask_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.new", "(sx)", "access-request", HAVEN_REQUESTS_PAGE (widget)->pupil_id);
}

static void
change_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.edit", "(sx)", "access-request", g_variant_get_int64 (parameter));
}

static void
sent_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenRequestsPage *self = HAVEN_REQUESTS_PAGE (widget);
  const HavenTransfer *kept
      = haven_school_get_record (haven_session_get_school (self->session), HAVEN_TABLE_TRANSFERS, g_variant_get_int64 (parameter));
  HavenTransfer *sent;

  if (kept == NULL)
    return;
  sent = haven_transfer_copy (kept);
  sent->sent_on = haven_session_get_clock (self->session).today;
  haven_run (widget, self->session, haven_command_put (HAVEN_TABLE_TRANSFERS, sent));
}

static void
seal_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenRequestsPage *self = HAVEN_REQUESTS_PAGE (widget);

  gtk_window_present (haven_seal_window_new (widget, self->session, self->pupil_id));
}

/* ---- receipts ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenRequestsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = haven_save_file_finish (result, &error);

  if (is_gone (self))
    return;
  if (done)
    haven_say (GTK_WIDGET (self), _("The receipt is saved. Send it to the other school."));
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenRequestsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) receipt = haven_session_make_receipt_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    return;
  if (receipt == NULL) {
    haven_fail (GTK_WIDGET (self), error);
    return;
  }
  haven_save_file_async (g_object_get_data (G_OBJECT (self), "path"), receipt, saved_cb, g_object_ref (self));
}

static void
place_chosen_cb (gpointer widget, const char *path)
{
  HavenRequestsPage *self = widget;

  g_object_set_data_full (G_OBJECT (self), "path", g_strdup (path), g_free);
  haven_session_make_receipt_async (self->session, self->transfer_id, made_cb, g_object_ref (self));
}

static void
receipt_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenRequestsPage *self = HAVEN_REQUESTS_PAGE (widget);

  self->transfer_id = g_variant_get_int64 (parameter);
  haven_file_chooser_save (self, _("Save the Receipt"), _("receipt.txt"), place_chosen_cb);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenRequestsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_take_receipt_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    return;
  if (id < 0)
    haven_fail (GTK_WIDGET (self), error);
  else
    haven_say (GTK_WIDGET (self), _("Receipt recorded"));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenRequestsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) receipt = haven_load_file_finish (result, &error);

  if (is_gone (self))
    return;
  if (receipt != NULL)
    haven_session_take_receipt_async (self->session, receipt, taken_cb, g_object_ref (self));
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
receipt_chosen_cb (gpointer widget, const char *path)
{
  haven_load_file_async (path, MOST_RECEIPT_BYTES, loaded_cb, g_object_ref (widget));
}

static void
take_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_file_chooser_open (widget, _("Choose the Receipt"), receipt_chosen_cb);
}

/* ---- the page ---- */

static void
haven_requests_page_dispose (GObject *object)
{
  HavenRequestsPage *self = HAVEN_REQUESTS_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_requests_page_parent_class)->dispose (object);
}

static void
haven_requests_page_class_init (HavenRequestsPageClass *klass)
{
  static const struct {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "requests.ask", ask_cb }, { "requests.change", change_cb }, { "requests.sent", sent_cb }, { "requests.seal", seal_cb },
    { "requests.receipt", receipt_cb }, { "requests.take", take_cb },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_requests_page_dispose;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, "x", actions[i].activate);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/records/haven-requests-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenRequestsPage, title);
  gtk_widget_class_bind_template_child (widget_class, HavenRequestsPage, asked);
  gtk_widget_class_bind_template_child (widget_class, HavenRequestsPage, moves);
}

static void
haven_requests_page_init (HavenRequestsPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_requests_page_new (HavenSession *session, gint64 pupil_id)
{
  HavenRequestsPage *self = g_object_new (HAVEN_TYPE_REQUESTS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->pupil_id = pupil_id;
  show (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
