/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-letters-page.h"

#include <glib/gi18n-lib.h>
#include "haven-child-chooser.h"
#include "haven-input.h"
#include "haven-names.h"
#include "haven-paper-window.h"
#include "haven-record-words.h"
#include "haven-run.h"
#include "haven-text.h"
#include "haven-wrap-layout.h"

struct _HavenLettersPage {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *rows;              /* of notices, lent by it */
  GArray *records;              /* gint64, behind the lines of record */
  HavenTable table;             /* of those */
  gboolean filling;             /* lists are filled by us */
  GCancellable *writing;        /* NULL: the text is that of what is chosen */

  /* template */
  HavenChildChooser *child;
  AdwComboRow *letter;
  AdwComboRow *record;
  GtkEditable *recipient;
  AdwPreferencesGroup *notices;
  GtkLabel *problem;
  GtkWidget *preview_button;
  GtkWidget *refill_button;
  GtkToggleButton *template_button;
  GtkWidget *keep_button;
  GtkWidget *shipped_button;
  GtkTextView *text;
};

G_DEFINE_FINAL_TYPE (HavenLettersPage, haven_letters_page, ADW_TYPE_BIN)

static void
show_problem (HavenLettersPage *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static const char *
chosen_letter (HavenLettersPage *self)
{
  return haven_letter_names ()[adw_combo_row_get_selected (self->letter)];
}

static gint64
chosen_record (HavenLettersPage *self)
{
  guint n = adw_combo_row_get_selected (self->record);

  return n < self->records->len ? g_array_index (self->records, gint64, n) : 0;
}

static gboolean
is_template (HavenLettersPage *self)
{
  return gtk_toggle_button_get_active (self->template_button);
}

static char *
dup_text (HavenLettersPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_text (HavenLettersPage *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);

  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_set_modified (buffer, FALSE);
}

/* ---- the letter, with the facts filled in ---- */

static HavenOrder *
make_order (HavenLettersPage *self, const char *recipient)
{
  HavenOrder *order = haven_order_new (HAVEN_ORDER_LETTER, self->session, haven_child_chooser_get_child (self->child), chosen_letter (self),
                                       recipient);

  order->record_id = chosen_record (self);
  return order;
}

static void
stop_writing (HavenLettersPage *self)
{
  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
}

static void
show_buttons (HavenLettersPage *self)
{
  gboolean child = haven_child_chooser_get_child (self->child) != 0;

  gtk_widget_set_sensitive (self->preview_button, child && !is_template (self) && self->writing == NULL);
  gtk_widget_set_sensitive (self->refill_button, child);
  gtk_widget_set_visible (GTK_WIDGET (self->template_button), haven_session_may (self->session, HAVEN_DEED_SETTINGS));
  gtk_text_view_set_editable (self->text, child || is_template (self));
}

/* What somebody typed in the meantime stays */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenLettersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = haven_order_write_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->writing);
  if (!gtk_text_buffer_get_modified (gtk_text_view_get_buffer (self->text)))
    set_text (self, text != NULL ? text : "");
  show_problem (self, error != NULL ? error->message : NULL);
  show_buttons (self);
}

static void
write_letter (HavenLettersPage *self)
{
  const char *recipient = gtk_editable_get_text (self->recipient);
  g_autoptr (HavenOrder) order = make_order (self, haven_text_is_empty (recipient) ? "________________" : recipient);

  gtk_text_buffer_set_modified (gtk_text_view_get_buffer (self->text), FALSE);
  self->writing = g_cancellable_new ();
  haven_order_write_async (order, self->writing, written_cb, g_object_ref (self));
}

static void
show_text (HavenLettersPage *self, HavenSchool *school)
{
  stop_writing (self);
  show_problem (self, NULL);
  if (is_template (self))
    set_text (self, haven_letter_get_template (school, chosen_letter (self)));
  else if (haven_child_chooser_get_child (self->child) != 0)
    write_letter (self);
  else
    set_text (self, "");
}

/* ---- what it is about ---- */

static HavenTable
table_of (const char *letter)
{
  if (g_str_has_prefix (letter, "suspension"))
    return HAVEN_TABLE_SUSPENSIONS;
  if (g_str_has_prefix (letter, "part-time"))
    return HAVEN_TABLE_PLANS;
  return g_str_has_prefix (letter, "invitation") ? HAVEN_TABLE_MEETINGS : HAVEN_N_TABLES;
}

/* An invitation is to the meeting that comes next; of the rest the latest is meant */
static void
choose_next_meeting (HavenLettersPage *self, HavenSchool *school)
{
  HavenDay today = haven_session_get_clock (self->session).today;
  const HavenMeeting *next = NULL;

  for (guint i = 0; self->table == HAVEN_TABLE_MEETINGS && i < self->records->len; i++) {
    const HavenMeeting *meeting = haven_school_get_record (school, HAVEN_TABLE_MEETINGS, g_array_index (self->records, gint64, i));
    if (meeting->day < today || (next != NULL && next->day <= meeting->day))
      continue;
    next = meeting;
    adw_combo_row_set_selected (self->record, i);
  }
}

/* Latest first */
static void
list_records (HavenLettersPage *self, HavenSchool *school)
{
  gint64 pupil_id = haven_child_chooser_get_child (self->child);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  HavenSlice slice = { NULL, 0 };

  self->table = table_of (chosen_letter (self));
  g_array_set_size (self->records, 0);
  if (pupil_id != 0 && self->table != HAVEN_N_TABLES)
    slice = haven_school_of_pupil (school, self->table, pupil_id);
  for (guint i = slice.n; i > 0; i--) {
    g_auto (HavenRecordWords) record = haven_record_words (school, self->table, slice.items[i - 1]);
    gtk_string_list_append (words, record.title);
    g_array_append_vals (self->records, slice.items[i - 1], 1);
  }
  adw_combo_row_set_model (self->record, G_LIST_MODEL (words));
  choose_next_meeting (self, school);
  gtk_widget_set_visible (GTK_WIDGET (self->record), self->records->len > 0);
}

/* ---- who is told (practice 13) ---- */

static const HavenSuspension *
get_suspension (HavenLettersPage *self, HavenSchool *school)
{
  return self->table == HAVEN_TABLE_SUSPENSIONS ? haven_school_get_record (school, HAVEN_TABLE_SUSPENSIONS, chosen_record (self)) : NULL;
}

static void
choose_letter (HavenLettersPage *self, const char *letter)
{
  const char *const *names = haven_letter_names ();

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], letter))
      adw_combo_row_set_selected (self->letter, i);
}

static void
write_cb (HavenLettersPage *self, GtkWidget *button)
{
  const char *letter = g_object_get_data (G_OBJECT (button), "letter");
  const char *whom = g_object_get_data (G_OBJECT (button), "whom");

  gtk_editable_set_text (self->recipient, whom);
  choose_letter (self, letter);
}

static void
told_cb (HavenLettersPage *self, GtkWidget *button)
{
  HavenSchool *school = haven_session_get_school (self->session);
  const HavenSuspension *suspension = get_suspension (self, school);
  HavenNotice *notice;

  if (suspension == NULL)
    return;
  notice = haven_notice_new ();
  notice->pupil_id = suspension->pupil_id;
  notice->suspension_id = suspension->id;
  notice->to = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "to"));
  notice->sent_on = haven_session_get_clock (self->session).today;
  notice->how = g_strdup (_("letter"));
  haven_run (GTK_WIDGET (self), self->session, haven_command_put (HAVEN_TABLE_NOTICES, notice));
}

static void
add_button (HavenLettersPage *self, GtkWidget *row, const char *label, const HavenNoticeWanted *wanted, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, wanted->whom);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  haven_names_button (button, name);
  g_object_set_data_full (G_OBJECT (button), "letter", g_strdup (wanted->letter), g_free);
  g_object_set_data_full (G_OBJECT (button), "whom", g_strdup (wanted->whom), g_free);
  g_object_set_data (G_OBJECT (button), "to", GINT_TO_POINTER ((int) wanted->to));
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_notice (HavenLettersPage *self, const HavenNoticeWanted *wanted)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = haven_day_to_text (wanted->told_on);
  g_autofree char *state = wanted->told_on != HAVEN_DAY_NONE ? g_strdup_printf (_("Told on %s"), day) : g_strdup (_("Not told yet"));
  g_autofree char *whom = g_markup_escape_text (wanted->whom, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), whom);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state, -1);
  add_button (self, row, _("Write"), wanted, G_CALLBACK (write_cb));
  if (wanted->told_on == HAVEN_DAY_NONE && haven_session_may (self->session, HAVEN_DEED_EDIT))
    add_button (self, row, _("Told today"), wanted, G_CALLBACK (told_cb));
  adw_preferences_group_add (self->notices, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_notices (HavenLettersPage *self, HavenSchool *school)
{
  const HavenSuspension *suspension = get_suspension (self, school);
  g_autoptr (GPtrArray) wanted = suspension != NULL ? haven_notices_wanted (school, suspension) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->notices, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    add_notice (self, wanted->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->notices), self->rows->len > 0);
}

/* ---- what somebody does ---- */

static void
fill_cb (HavenLettersPage *self)
{
  HavenSchool *school = self->session != NULL ? haven_session_get_school (self->session) : NULL;

  if (school == NULL || self->filling)
    return;
  self->filling = TRUE;
  if (self->table != table_of (chosen_letter (self)))
    list_records (self, school);
  self->filling = FALSE;
  show_notices (self, school);
  show_text (self, school);
  show_buttons (self);
}

static void
record_cb (HavenLettersPage *self)
{
  fill_cb (self);
}

/* The name stands in the letter: while nothing else of it was changed it is filled in as it is typed */
static void
recipient_cb (HavenLettersPage *self)
{
  if (!gtk_text_buffer_get_modified (gtk_text_view_get_buffer (self->text)) && !is_template (self))
    fill_cb (self);
}

static void
child_cb (HavenLettersPage *self)
{
  self->table = HAVEN_N_TABLES + 1;     /* other records */
  fill_cb (self);
}

static void
preview_cb (HavenLettersPage *self)
{
  g_autofree char *recipient = haven_text_squeeze (gtk_editable_get_text (self->recipient));
  HavenOrder *order;

  if (haven_text_is_empty (recipient)) {
    show_problem (self, _("A letter is for a named recipient: type who it is for."));
    gtk_widget_grab_focus (GTK_WIDGET (self->recipient));
    return;
  }
  show_problem (self, NULL);
  order = make_order (self, recipient);
  order->text = dup_text (self);
  haven_paper_window_show (GTK_WIDGET (self), self->session, order);
}

static void
keep_template (HavenLettersPage *self, const char *text)
{
  g_autofree char *key = g_strdup_printf ("letter.%s", chosen_letter (self));

  haven_run (GTK_WIDGET (self), self->session, haven_command_set (key, text));
}

static void
keep_cb (HavenLettersPage *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (GError) error = NULL;

  if (!haven_letter_check (text, &error)) {
    show_problem (self, error->message);
    return;
  }
  show_problem (self, NULL);
  keep_template (self, text);
}

static void
shipped_cb (HavenLettersPage *self)
{
  keep_template (self, "");
}

/* Of a change elsewhere the notices; the text in hand stays, but for a template, which is what was kept */
static void
changed_cb (HavenLettersPage *self)
{
  HavenSchool *school = haven_session_get_school (self->session);

  if (school == NULL)
    return;
  show_notices (self, school);
  if (is_template (self))
    show_text (self, school);
}

/* ---- the page ---- */

static void
list_letters (HavenLettersPage *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (const char *const *name = haven_letter_names (); *name != NULL; name++)
    gtk_string_list_append (words, haven_letter_get_title (*name));
  adw_combo_row_set_model (self->letter, G_LIST_MODEL (words));
  haven_names_combo_row (self->letter);
  haven_names_combo_row (self->record);
}

static void
haven_letters_page_dispose (GObject *object)
{
  stop_writing (HAVEN_LETTERS_PAGE (object));
  g_clear_object (&HAVEN_LETTERS_PAGE (object)->session);
  G_OBJECT_CLASS (haven_letters_page_parent_class)->dispose (object);
}

static void
haven_letters_page_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_LETTERS_PAGE (object)->rows);
  g_array_unref (HAVEN_LETTERS_PAGE (object)->records);
  G_OBJECT_CLASS (haven_letters_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/papers/haven-letters-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (klass, HavenLettersPage, child)
  BIND (child);
  BIND (letter);
  BIND (record);
  BIND (recipient);
  BIND (notices);
  BIND (problem);
  BIND (preview_button);
  BIND (refill_button);
  BIND (template_button);
  BIND (keep_button);
  BIND (shipped_button);
  BIND (text);
#undef BIND
  gtk_widget_class_bind_template_callback (klass, child_cb);
  gtk_widget_class_bind_template_callback (klass, fill_cb);
  gtk_widget_class_bind_template_callback (klass, record_cb);
  gtk_widget_class_bind_template_callback (klass, recipient_cb);
  gtk_widget_class_bind_template_callback (klass, preview_cb);
  gtk_widget_class_bind_template_callback (klass, keep_cb);
  gtk_widget_class_bind_template_callback (klass, shipped_cb);
}

static void
haven_letters_page_class_init (HavenLettersPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_letters_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_letters_page_finalize;
  g_type_ensure (HAVEN_TYPE_CHILD_CHOOSER);
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
haven_letters_page_init (HavenLettersPage *self)
{
  self->rows = g_ptr_array_new ();
  self->records = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->table = HAVEN_N_TABLES + 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  list_letters (self);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->recipient)), _("For whom"));
}

/* A child who was never suspended is rather invited to a meeting */
static void
guess_letter (HavenLettersPage *self, HavenSchool *school, gint64 pupil_id)
{
  if (pupil_id != 0 && haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil_id).n == 0)
    choose_letter (self, "invitation");
}

GtkWidget *
haven_letters_page_new (HavenSession *session, gint64 pupil_id)
{
  HavenLettersPage *self = g_object_new (HAVEN_TYPE_LETTERS_PAGE, NULL);

  haven_child_chooser_set_session (self->child, session);
  haven_child_chooser_set_child (self->child, pupil_id, pupil_id != 0);
  guess_letter (self, haven_session_get_school (session), pupil_id);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill_cb (self);
  return GTK_WIDGET (self);
}
