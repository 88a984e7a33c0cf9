/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-ledger.h"

#include <glib/gi18n-lib.h>
#include "haven-bytes-window.h"
#include "haven-outbox-file.h"
#include "haven-run.h"
#include "haven-text.h"

struct _HavenLedger {
  AdwBin parent_instance;

  HavenSession *session;    /* lent; NULL until shown */
  GPtrArray *ledger_rows;   /* lent by sent */
  GPtrArray *waiting_rows;  /* lent by waiting */

  /* template */
  AdwPreferencesGroup *sent;
  AdwPreferencesGroup *waiting;
};

G_DEFINE_FINAL_TYPE (HavenLedger, haven_ledger, ADW_TYPE_BIN)

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static GtkWidget *
make_row (const char *title, const char *detail)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_detail = g_markup_escape_text (detail, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  return row;
}

static void
add (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static char *
period_text (const char *id)
{
  HavenPeriod period;

  return haven_period_parse (id, &period) ? haven_period_to_text (period) : g_strdup (id);
}

static char *
entry_detail (const HavenLedgerEntry *entry)
{
  g_autofree char *sent = entry->sent_at != 0 ? haven_time_to_text (entry->sent_at) : NULL;
  g_autofree char *made = haven_time_to_text (entry->made_at);
  GString *detail = g_string_new (NULL);

  if (sent != NULL)
    g_string_append_printf (detail, _("Sent %s"), sent);
  else if (!haven_ledger_entry_went (entry))
    g_string_append_printf (detail, _("Governors were told by it %s. Not sent"), made);
  else
    g_string_append_printf (detail, _("Made %s, waits to be sent"), made);
  if (!haven_text_is_empty (entry->approved_by))
    g_string_append_printf (detail, _(" · approved by %s"), entry->approved_by);
  if (sent != NULL)
    g_string_append (detail, entry->receipt != NULL ? _(" · receipt kept") : _(" · no receipt yet"));
  return g_string_free (detail, FALSE);
}

static void
bytes_cb (HavenLedger *self, GtkWidget *button)
{
  GBytes *bytes = g_object_get_data (G_OBJECT (button), "bytes");
  const char *digest = g_object_get_data (G_OBJECT (button), "digest");
  GtkWidget *window = haven_bytes_window_new (bytes, digest);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (window));
}

static GtkWidget *
make_bytes_button (HavenLedger *self, const HavenLedgerEntry *entry, const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (_("Exact bytes"));
  g_autofree char *name = g_strdup_printf (_("Exact bytes: %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "bytes", g_bytes_ref (entry->bytes), (GDestroyNotify) g_bytes_unref);
  g_object_set_data_full (G_OBJECT (button), "digest", g_strdup (entry->digest), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (bytes_cb), self);
  return button;
}

static void
show_entries (HavenLedger *self, HavenSchool *school)
{
  GPtrArray *entries = haven_school_get_table (school, HAVEN_TABLE_RELEASES);

  clear (self->sent, self->ledger_rows);
  for (guint i = entries->len; i > 0; i--) {
    const HavenLedgerEntry *entry = g_ptr_array_index (entries, i - 1);
    g_autofree char *period = period_text (entry->period), *detail = entry_detail (entry);
    g_autofree char *title = g_strdup_printf (_("%s, version %d"), period, (int) entry->revision);
    GtkWidget *row = make_row (title, detail);

    if (entry->bytes != NULL)
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_bytes_button (self, entry, title));
    add (self->sent, self->ledger_rows, row);
  }
  adw_preferences_group_set_description (self->sent, entries->len > 0 ? NULL : _("Nothing was sent yet."));
}

static const char *
item_title (const HavenOutboxItem *item)
{
  switch (item->type) {
  case HAVEN_OUTBOX_BOOKING: return _("A booking");
  case HAVEN_OUTBOX_CANCEL: return _("A cancellation");
  case HAVEN_OUTBOX_SHARES: return _("Sealed totals");
  case HAVEN_OUTBOX_SURVEY: return _("Answers about the school");
  default: return _("A termly return");
  }
}

static void
retry_cb (HavenLedger *self, GtkWidget *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  haven_run (GTK_WIDGET (self), self->session, haven_command_retry_outbox (*id));
}

static void
remove_cb (HavenLedger *self, GtkWidget *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  haven_run (GTK_WIDGET (self), self->session, haven_command_remove_outbox (*id));
}

static GtkWidget *
make_button (HavenLedger *self, const HavenOutboxItem *item, const char *label, const char *verb, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", verb, item_title (item));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&item->id, sizeof item->id), g_free);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
show_waiting (HavenLedger *self, HavenSchool *school)
{
  GPtrArray *outbox = haven_school_get_table (school, HAVEN_TABLE_OUTBOX);

  clear (self->waiting, self->waiting_rows);
  for (guint i = 0; i < outbox->len; i++) {
    const HavenOutboxItem *item = g_ptr_array_index (outbox, i);
    gboolean refused = item->state == HAVEN_OUTBOX_REFUSED;
    g_autofree char *since = haven_time_to_text (item->made_at);
    g_autofree char *detail = NULL;
    GtkWidget *row;

    if (!refused && item->state != HAVEN_OUTBOX_WAITING)
      continue;
    detail = g_strdup_printf (refused ? _("Refused. %s") : _("Waits since %s"),
                              refused ? (item->last_error != NULL ? item->last_error : "") : since);
    row = make_row (item_title (item), detail);
    if (refused)
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, item, _("Try again"), _("Try again"), G_CALLBACK (retry_cb)));
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, item, _("Remove"), _("Do not send"), G_CALLBACK (remove_cb)));
    add (self->waiting, self->waiting_rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), self->waiting_rows->len > 0);
}

static void
list_saved_cb (GtkWidget *widget, const GError *error)
{
  if (error == NULL)
    haven_say (widget, _("The list was saved: ids, hashes, times and receipts, and no names."));
  else
    haven_fail (widget, error);
}

static void
save_list_cb (HavenLedger *self)
{
  if (self->session != NULL)
    haven_outbox_file_save_list (GTK_WIDGET (self), self->session, list_saved_cb);
}

static void
haven_ledger_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_LEDGER (object)->ledger_rows);
  g_ptr_array_unref (HAVEN_LEDGER (object)->waiting_rows);
  G_OBJECT_CLASS (haven_ledger_parent_class)->finalize (object);
}

static void
haven_ledger_class_init (HavenLedgerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_ledger_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/share/haven-ledger.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenLedger, sent);
  gtk_widget_class_bind_template_child (widget_class, HavenLedger, waiting);
  gtk_widget_class_bind_template_callback (widget_class, save_list_cb);
}

static void
haven_ledger_init (HavenLedger *self)
{
  self->ledger_rows = g_ptr_array_new ();
  self->waiting_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
haven_ledger_show (HavenLedger *self, HavenSession *session)
{
  HavenSchool *school = haven_session_get_school (session);

  g_return_if_fail (HAVEN_IS_LEDGER (self));
  self->session = session;
  if (school == NULL)
    return;
  show_entries (self, school);
  show_waiting (self, school);
}
