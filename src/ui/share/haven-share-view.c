/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-share-view.h"

#include <glib/gi18n-lib.h>
#include "haven-bytes-window.h"
#include "haven-column-layout.h"
#include "haven-enrol-panel.h"
#include "haven-ledger.h"
#include "haven-names.h"
#include "haven-release-table.h"
#include "haven-release-words.h"
#include "haven-run.h"
#include "haven-send-form.h"
#include "haven-sharing-panel.h"
#include "haven-state-page.h"
#include "haven-sharing.h"
#include "haven-why-panel.h"

#define MOST_PERIODS 6
#define MOST_CHANGES 40

struct _HavenShareView {
  AdwBin parent_instance;

  HavenSession *session;
  HavenRelease *release;    /* of the chosen period; NULL: none yet */
  GArray *periods;          /* HavenPeriod, behind the lines of the drop-down */
  GCancellable *working;

  /* template */
  GtkDropDown *period;
  GtkLabel *summary;
  GtkLevelBar *level;
  GtkLabel *level_words;
  GtkExpander *changes;
  GtkLabel *change_title;
  GtkLabel *change_list;
  GtkWidget *bytes_button;
  GtkWidget *send_button;
  GtkStack *stack;
  GtkWidget *tables;
  HavenStatePage *problem;
  GtkWidget *return_card;
  HavenWhyPanel *why;
  HavenSharingPanel *sharing;
  HavenLedger *ledger;
  HavenEnrolPanel *enrol;
};

G_DEFINE_FINAL_TYPE (HavenShareView, haven_share_view, ADW_TYPE_BIN)

/* The return, table by table */

static void
cell_chosen_cb (HavenShareView *self, guint cell)
{
  haven_why_panel_show (self->why, self->release, cell);
}

static void
add_table (HavenShareView *self, const char *measure)
{
  GtkWidget *table = haven_release_table_new (self->release, measure);

  g_signal_connect_swapped (table, "chosen", G_CALLBACK (cell_chosen_cb), self);
  gtk_box_append (GTK_BOX (self->tables), table);
}

static void
show_tables (HavenShareView *self)
{
  const char *last = NULL;
  gboolean sums = FALSE;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->tables)) != NULL)
    gtk_box_remove (GTK_BOX (self->tables), child);
  for (guint i = 0; i < haven_release_get_n_cells (self->release); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (self->release, i);

    sums |= cell->response == NULL;
    if (cell->response != NULL && g_strcmp0 (cell->measure, last) != 0)
      add_table (self, cell->measure);
    last = cell->response != NULL ? cell->measure : last;
  }
  if (sums)
    add_table (self, NULL);
}

static gint64
count_roll (HavenRelease *release, gboolean *ret_shown)
{
  for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (release, i);

    if (g_str_equal (cell->measure, "roll") && g_str_equal (cell->by, "all")) {
      *ret_shown = cell->shown;
      return cell->value;
    }
  }
  *ret_shown = FALSE;
  return 0;
}

static gboolean
has_sent (HavenShareView *self)
{
  return haven_sharing_has_sent (haven_session_get_school (self->session), self->release);
}

/* Governors may have been told by a page that never went. */
static char *
state_text (HavenShareView *self)
{
  HavenRelease *release = self->release;

  if (haven_release_is_repeat (release) && !has_sent (self))
    return g_strdup (_("Governors were told by this page, so it stays as it is. Not sent. Nothing leaves the school until you press "
                       "Send."));
  if (haven_release_is_frozen (release))
    return g_strdup (_("The figures changed since the last return, but by so few children that a new one would point at them. It stays "
                       "as sent."));
  if (haven_release_is_repeat (release))
    return g_strdup (_("This was sent already. Nothing has changed since."));
  return g_strdup (_("Not sent. Nothing leaves the school until you press Send."));
}

static char *
summary_text (HavenShareView *self)
{
  gboolean shown;
  gint64 n = count_roll (self->release, &shown);
  g_autofree char *state = state_text (self);

  if (!shown)
    return g_strdup_printf (_("Fewer children than may be counted in clear. Your page will be nearly empty. This is expected.\n%s"), state);
  if (n < 10)
    return g_strdup_printf (_("%d children. Your page will be nearly empty. This is expected.\n%s"), (int) n, state);
  return g_strdup_printf (_("%d children counted: all on roll in the extended duty’s cohort, looked-after children left out.\n%s"),
                          (int) n, state);
}

static void
show_summary (HavenShareView *self)
{
  guint cells = haven_release_get_n_cells (self->release), hidden = haven_release_get_n_hidden (self->release);
  gboolean can_send = !has_sent (self) && haven_session_may (self->session, HAVEN_DEED_SEND);
  g_autofree char *summary = summary_text (self);
  g_autofree char *words = g_strdup_printf (_("%u of %u figures are shown, %u are protected"), cells - hidden, cells, hidden);

  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->level_words, words);
  gtk_level_bar_set_value (self->level, cells > 0 ? (double) (cells - hidden) / cells : 0);
  gtk_widget_set_sensitive (self->send_button, can_send);
  gtk_widget_set_sensitive (self->bytes_button, TRUE);
}

/* What changed since the last return: of this period where there was one, else of whichever went last */

static const HavenLedgerEntry *
find_before (HavenShareView *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  GPtrArray *ledger = school != NULL ? haven_school_get_table (school, HAVEN_TABLE_RELEASES) : NULL;
  const HavenLedgerEntry *last = NULL;

  for (guint i = 0; ledger != NULL && i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    if (entry->bytes != NULL && haven_ledger_entry_went (entry) &&
        (last == NULL || g_strcmp0 (last->period, haven_release_get_period (self->release)) != 0 ||
         g_str_equal (entry->period, last->period)))
      last = entry;
  }
  return last;
}

static char *
list_changes (GArray *changes)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < MIN (changes->len, MOST_CHANGES); i++) {
    g_autofree char *line = haven_release_dup_change (&g_array_index (changes, HavenReleaseChange, i));
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", line);
  }
  if (changes->len > MOST_CHANGES)
    g_string_append_printf (lines, _("\nand %u more"), changes->len - MOST_CHANGES);
  return g_string_free (lines, FALSE);
}

static char *
changes_title (const HavenLedgerEntry *before, guint n)
{
  HavenPeriod id;
  g_autofree char *period = haven_period_parse (before->period, &id) ? haven_period_to_text (id) : g_strdup (before->period);

  if (n == 0)
    return g_strdup_printf (_("No figure changed since the last return (%s, version %d)"), period, (int) before->revision);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u figure changed since the last return (%s, version %d)",
                                       "%u figures changed since the last return (%s, version %d)", n), n, period,
                          (int) before->revision);
}

static void
show_changes (HavenShareView *self)
{
  const HavenLedgerEntry *before = find_before (self);
  g_autoptr (GArray) changes = before != NULL ? haven_release_list_changes (self->release, before->bytes, NULL) : NULL;
  g_autofree char *title = changes != NULL ? changes_title (before, changes->len) : NULL;
  g_autofree char *list = changes != NULL ? list_changes (changes) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->changes), changes != NULL);
  if (changes == NULL)
    return;
  gtk_label_set_label (self->change_title, title);
  gtk_label_set_label (self->change_list, list);
  gtk_widget_set_sensitive (GTK_WIDGET (self->changes), changes->len > 0);
}

static void
show_release (HavenShareView *self)
{
  show_summary (self);
  show_changes (self);
  show_tables (self);
  haven_session_note_looked (self->session, self->release);
  haven_why_panel_clear (self->why);
  gtk_stack_set_visible_child_name (self->stack, "tables");
}

static void
show_no_release (HavenShareView *self, const char *sentence)
{
  g_autofree char *safe = g_markup_escape_text (sentence, -1);

  g_object_set (self->problem, "sentence", safe, NULL);
  gtk_label_set_label (self->summary, "");
  gtk_label_set_label (self->level_words, "");
  gtk_widget_set_visible (GTK_WIDGET (self->changes), FALSE);
  gtk_level_bar_set_value (self->level, 0);
  gtk_widget_set_sensitive (self->send_button, FALSE);
  gtk_widget_set_sensitive (self->bytes_button, FALSE);
  haven_why_panel_clear (self->why);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenShareView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenRelease) release = haven_session_release_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL || haven_session_get_school (self->session) == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;                 /* locked meanwhile, or asked for another */
  g_clear_pointer (&self->release, haven_release_unref);
  self->release = g_steal_pointer (&release);
  if (self->release != NULL)
    show_release (self);
  else
    show_no_release (self, error->message);
}

static gboolean
has_pupils (HavenShareView *self)
{
  return haven_school_get_n_pupils (haven_session_get_school (self->session)) > 0;
}

static void
make_release (HavenShareView *self)
{
  guint selected = gtk_drop_down_get_selected (self->period);

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  if (self->periods == NULL || selected >= self->periods->len || haven_session_get_school (self->session) == NULL)
    return;
  gtk_widget_set_visible (self->return_card, has_pupils (self));
  if (!has_pupils (self)) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }
  self->working = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  haven_session_release_async (self->session, g_array_index (self->periods, HavenPeriod, selected), self->working, made_cb,
                               g_object_ref (self));
}

/* Periods: the one that is running and those before it */

static HavenPeriod
previous_period (HavenPeriod period)
{
  if (period.term == HAVEN_TERM_AUTUMN)
    return (HavenPeriod) { period.year - 1, HAVEN_TERM_SUMMER };
  return (HavenPeriod) { period.year, period.term - 1 };
}

static gboolean
has_ended (HavenCalendar *calendar, HavenPeriod period, HavenDay today)
{
  return haven_calendar_get_span (calendar, period).last < today;
}

static gboolean
has_marks (HavenSchool *school, HavenPeriod period)
{
  GPtrArray *weeks = haven_school_get_table (school, HAVEN_TABLE_WEEKS);

  for (guint i = 0; i < weeks->len; i++)
    if (((HavenWeeks *) g_ptr_array_index (weeks, i))->year == period.year)
      return TRUE;
  return FALSE;
}

static void
list_periods (HavenShareView *self, HavenSchool *school)
{
  HavenCalendar *calendar = haven_school_get_calendar (school);
  HavenDay today = haven_session_get_clock (self->session).today;
  HavenPeriod period = haven_calendar_get_period (calendar, today);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (HavenPeriod));

  for (guint i = 0; i < MOST_PERIODS; i++, period = previous_period (period)) {
    g_autofree char *text = haven_period_to_text (period);
    gboolean ended = has_ended (calendar, period, today);

    if (i > 0 && !has_marks (school, period))
      break;
    g_array_append_val (periods, period);
    gtk_string_list_take (words, ended ? g_strdup (text) : g_strdup_printf (_("%s, so far"), text));
  }
  g_clear_pointer (&self->periods, g_array_unref);
  self->periods = periods;
  gtk_drop_down_set_model (self->period, G_LIST_MODEL (words));
  if (periods->len > 1 && !has_ended (calendar, g_array_index (periods, HavenPeriod, 0), today))
    gtk_drop_down_set_selected (self->period, 1);
}

static void
changed_cb (HavenShareView *self, HavenTables tables)
{
  HavenSchool *school = haven_session_get_school (self->session);
  const HavenTables quiet = HAVEN_TABLE_BIT (HAVEN_TABLE_BOOKINGS) | HAVEN_TABLE_BIT (HAVEN_TABLE_COURSES) |
                      HAVEN_TABLE_BIT (HAVEN_TABLE_EVENTS) | HAVEN_TABLE_BIT (HAVEN_TABLE_OUTBOX) |
                      HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS);

  if (school == NULL)
    return;
  haven_sharing_panel_show (self->sharing, self->session);
  haven_ledger_show (self->ledger, self->session);
  haven_enrol_panel_show (self->enrol, self->session);
  if ((tables & ~quiet) != 0)
    make_release (self);
}

static void
show_window (HavenShareView *self, GtkWindow *window)
{
  gtk_window_set_transient_for (window, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_set_modal (window, TRUE);
  gtk_window_present (window);
}

static void
bytes_cb (HavenShareView *self)
{
  if (self->release != NULL)
    show_window (self, GTK_WINDOW (haven_bytes_window_new (haven_release_get_bytes (self->release),
                                                           haven_release_get_digest (self->release))));
}

static void
queued_cb (HavenShareView *self, const char *label, gboolean can_undo)
{
  haven_say (GTK_WIDGET (self), label);
  if (haven_session_is_enrolled (self->session))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sync", NULL);
}

static void
send_cb (HavenShareView *self)
{
  GtkWindow *form;

  if (self->release == NULL)
    return;
  form = haven_send_form_new (self->session, self->release);
  g_signal_connect_object (form, "saved", G_CALLBACK (queued_cb), self, G_CONNECT_SWAPPED);
  show_window (self, form);
}

static void
haven_share_view_dispose (GObject *object)
{
  HavenShareView *self = HAVEN_SHARE_VIEW (object);

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_object (&self->session);
  g_clear_pointer (&self->release, haven_release_unref);
  g_clear_pointer (&self->periods, g_array_unref);
  G_OBJECT_CLASS (haven_share_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/share/haven-share-view.ui");
  gtk_widget_class_bind_template_child (klass, HavenShareView, period);
  gtk_widget_class_bind_template_child (klass, HavenShareView, summary);
  gtk_widget_class_bind_template_child (klass, HavenShareView, level);
  gtk_widget_class_bind_template_child (klass, HavenShareView, level_words);
  gtk_widget_class_bind_template_child (klass, HavenShareView, changes);
  gtk_widget_class_bind_template_child (klass, HavenShareView, change_title);
  gtk_widget_class_bind_template_child (klass, HavenShareView, change_list);
  gtk_widget_class_bind_template_child (klass, HavenShareView, bytes_button);
  gtk_widget_class_bind_template_child (klass, HavenShareView, send_button);
  gtk_widget_class_bind_template_child (klass, HavenShareView, stack);
  gtk_widget_class_bind_template_child (klass, HavenShareView, tables);
  gtk_widget_class_bind_template_child (klass, HavenShareView, problem);
  gtk_widget_class_bind_template_child (klass, HavenShareView, return_card);
  gtk_widget_class_bind_template_child (klass, HavenShareView, why);
  gtk_widget_class_bind_template_child (klass, HavenShareView, sharing);
  gtk_widget_class_bind_template_child (klass, HavenShareView, ledger);
  gtk_widget_class_bind_template_child (klass, HavenShareView, enrol);
  gtk_widget_class_bind_template_callback (klass, make_release);
  gtk_widget_class_bind_template_callback (klass, bytes_cb);
  gtk_widget_class_bind_template_callback (klass, send_cb);
}

static void
haven_share_view_class_init (HavenShareViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_share_view_dispose;
  g_type_ensure (HAVEN_TYPE_COLUMN_LAYOUT);
  g_type_ensure (HAVEN_TYPE_WHY_PANEL);
  g_type_ensure (HAVEN_TYPE_SHARING_PANEL);
  g_type_ensure (HAVEN_TYPE_STATE_PAGE);
  g_type_ensure (HAVEN_TYPE_LEDGER);
  g_type_ensure (HAVEN_TYPE_ENROL_PANEL);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
haven_share_view_init (HavenShareView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_drop_down (self->period, _("Which return"));
}

GtkWidget *
haven_share_view_new (HavenSession *session)
{
  HavenShareView *self = g_object_new (HAVEN_TYPE_SHARE_VIEW, NULL);

  self->session = g_object_ref (session);
  if (haven_session_get_school (session) != NULL)
    list_periods (self, haven_session_get_school (session));
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self, HAVEN_ALL_TABLES);
  return GTK_WIDGET (self);
}
