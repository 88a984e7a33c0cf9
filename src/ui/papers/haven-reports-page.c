/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-reports-page.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-names.h"
#include "haven-paper-window.h"
#include "haven-run.h"
#include "haven-sentence-row.h"
#include "haven-text.h"

#define YEARS_BACK 2
#define STRUCK "-"              /* haven-governors.h */

struct _HavenReportsPage {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *kinds;             /* const char *, behind the lines of kind */
  GArray *periods;              /* HavenPeriod, behind the lines of period */
  GPtrArray *shown;             /* HavenGovernorsSentence, as they are shown */
  GPtrArray *rows;              /* lent by sentences */
  GCancellable *asking;

  /* template */
  AdwComboRow *kind;
  AdwComboRow *period;
  GtkEditable *recipient;
  GtkWidget *preview_button;
  GtkSpinner *spinner;
  GtkLabel *problem;
  AdwPreferencesGroup *sentences;
};

G_DEFINE_FINAL_TYPE (HavenReportsPage, haven_reports_page, ADW_TYPE_BIN)

static void
show_problem (HavenReportsPage *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_busy (HavenReportsPage *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->preview_button, !busy);
}

static HavenOrder *
make_order (HavenReportsPage *self)
{
  g_autofree char *recipient = haven_text_squeeze (gtk_editable_get_text (self->recipient));
  const char *kind = self->kinds->pdata[adw_combo_row_get_selected (self->kind)];
  HavenOrder *order = haven_order_new (HAVEN_ORDER_REPORT, self->session, 0, kind, haven_text_is_empty (recipient) ? NULL : recipient);

  order->period = g_array_index (self->periods, HavenPeriod, adw_combo_row_get_selected (self->period));
  return order;
}

/* ---- sentences ---- */

static const HavenGovernorsSentence *
sentence_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "sentence");
}

static void
edited_cb (HavenReportsPage *self, const char *text, GtkWidget *row)
{
  const HavenGovernorsSentence *sentence = sentence_of (row);
  const char *own = g_strcmp0 (text, sentence->made) == 0 ? "" : text;

  haven_run (GTK_WIDGET (self), self->session, haven_command_set (sentence->key, own));
}

static void
struck_cb (HavenReportsPage *self, gboolean struck, GtkWidget *row)
{
  haven_run (GTK_WIDGET (self), self->session, haven_command_set (sentence_of (row)->key, struck ? STRUCK : ""));
}

static void
add_sentence (HavenReportsPage *self, const HavenGovernorsSentence *sentence)
{
  const char *made = haven_text_is_empty (sentence->made) ? _("Nothing is said here unless you write it.") : sentence->made;
  HavenSentenceWords words = { sentence->text != NULL && !haven_text_is_empty (sentence->text) ? sentence->text : made, made, NULL,
                               sentence->text != NULL && g_strcmp0 (sentence->text, sentence->made) != 0, sentence->text == NULL, FALSE };
  GtkWidget *row = haven_sentence_row_new (&words, haven_session_may (self->session, HAVEN_DEED_EDIT));

  g_object_set_data (G_OBJECT (row), "sentence", (gpointer) sentence);
  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "struck", G_CALLBACK (struck_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->sentences, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_sentences (HavenReportsPage *self, GPtrArray *take_sentences)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->sentences, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = take_sentences;
  for (guint i = 0; take_sentences != NULL && i < take_sentences->len; i++)
    add_sentence (self, take_sentences->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->sentences), self->rows->len > 0);
}

static gboolean
is_writing (HavenReportsPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (haven_sentence_row_is_open (self->rows->pdata[i]))
      return TRUE;
  return FALSE;
}

/* ---- asking, off the main thread ---- */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenReportsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *sentences = haven_session_list_sentences_finish (HAVEN_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL) {
    g_clear_pointer (&sentences, g_ptr_array_unref);
    return;
  }
  set_busy (self, FALSE);
  gtk_widget_set_sensitive (self->preview_button, sentences != NULL);
  show_problem (self, error != NULL ? error->message : NULL);
  show_sentences (self, sentences);
}

static void
ask_cb (HavenReportsPage *self)
{
  g_autoptr (HavenOrder) order = NULL;
  HavenGovernorsRequest request;

  if (self->session == NULL || haven_session_get_school (self->session) == NULL || is_writing (self))
    return;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  set_busy (self, TRUE);
  order = make_order (self);
  request = haven_order_ask_for_report (order);
  haven_session_list_sentences_async (self->session, &request, self->asking, answered_cb, g_object_ref (self));
}

static void
preview_cb (HavenReportsPage *self)
{
  if (haven_session_get_school (self->session) != NULL)
    haven_paper_window_show (GTK_WIDGET (self), self->session, make_order (self));
}

/* ---- the page ---- */

static void
add_period (HavenReportsPage *self, GtkStringList *words, int year, HavenTerm term)
{
  HavenPeriod period = { year, term };
  g_autofree char *text = haven_period_to_text (period);

  gtk_string_list_append (words, text);
  g_array_append_val (self->periods, period);
}

/* Years whole and by term, this year first */
static void
list_periods (HavenReportsPage *self, HavenSession *session)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  int year = haven_academic_year (haven_session_get_clock (session).today);

  for (int back = 0; back < YEARS_BACK; back++) {
    add_period (self, words, year - back, HAVEN_TERM_YEAR);
    add_period (self, words, year - back, HAVEN_TERM_AUTUMN);
    add_period (self, words, year - back, HAVEN_TERM_SPRING);
    add_period (self, words, year - back, HAVEN_TERM_SUMMER);
  }
  adw_combo_row_set_model (self->period, G_LIST_MODEL (words));
  haven_names_combo_row (self->period);
}

static void
list_kinds (HavenReportsPage *self, HavenSession *session)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  self->kinds = haven_session_list_reports (session);
  for (guint i = 0; i < self->kinds->len; i++)
    gtk_string_list_append (words, haven_governors_title (self->kinds->pdata[i]));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (words));
  haven_names_combo_row (self->kind);
}

static void
haven_reports_page_dispose (GObject *object)
{
  HavenReportsPage *self = HAVEN_REPORTS_PAGE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_reports_page_parent_class)->dispose (object);
}

static void
haven_reports_page_finalize (GObject *object)
{
  HavenReportsPage *self = HAVEN_REPORTS_PAGE (object);

  g_array_unref (self->periods);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_reports_page_parent_class)->finalize (object);
}

static void
haven_reports_page_class_init (HavenReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_reports_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_reports_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/papers/haven-reports-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HavenReportsPage, child)
  BIND (kind);
  BIND (period);
  BIND (recipient);
  BIND (preview_button);
  BIND (spinner);
  BIND (problem);
  BIND (sentences);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_cb);
}

static void
haven_reports_page_init (HavenReportsPage *self)
{
  self->periods = g_array_new (FALSE, FALSE, sizeof (HavenPeriod));
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->recipient)), _("For whom"));
}

GtkWidget *
haven_reports_page_new (HavenSession *session)
{
  HavenReportsPage *self = g_object_new (HAVEN_TYPE_REPORTS_PAGE, NULL);

  list_kinds (self, session);
  list_periods (self, session);
  self->session = g_object_ref (session);       /* from here on a choice asks */
  g_signal_connect_object (session, "changed", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  ask_cb (self);
  return GTK_WIDGET (self);
}
