/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-own-words.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-names.h"
#include "haven-run.h"
#include "haven-text.h"
#include "haven-typed-day.h"

#define SAVE "save"
#define MINUTE 60

enum { WHAT, WHO, DAY, TIME, PLACE, URL, NOTE, N_ENTRIES };

typedef struct {
  AdwMessageDialog *dialog;     /* has this */
  GtkWidget *from;              /* lent: it outlives the dialog, which goes with its window */
  HavenSession *session;
  char *booking;                /* the one that the note is with; NULL: a new one */
  GtkEditable *entries[N_ENTRIES];   /* NULL: not asked */
} Question;

static void
free_question (gpointer data)
{
  Question *self = data;

  g_object_unref (self->session);
  g_free (self->booking);
  g_free (self);
}

static const char *
text_of (Question *self, guint entry)
{
  return gtk_editable_get_text (self->entries[entry]);
}

/* Both or neither: when it begins on this computer's clock; 0: not said */
static gboolean
read_start (Question *self, gint64 *ret_starts)
{
  const HavenDay today = haven_session_get_clock (self->session).today;
  g_autoptr (GDateTime) moment = NULL;
  HavenDay day;
  gint64 minute;
  int year, month, dom;

  *ret_starts = 0;
  if (!haven_typed_day_parse (text_of (self, DAY), today, &day) || !haven_typed_time_parse (text_of (self, TIME), &minute))
    return FALSE;
  if (day == HAVEN_DAY_NONE)
    return minute < 0;
  haven_day_get_ymd (day, &year, &month, &dom);
  moment = g_date_time_new_local (year, month, dom, MAX (minute, 0) / MINUTE, MAX (minute, 0) % MINUTE, 0);
  *ret_starts = moment != NULL ? g_date_time_to_unix (moment) : 0;
  return moment != NULL;
}

static gboolean
is_whole (Question *self)
{
  gint64 starts;

  return !haven_text_is_empty (text_of (self, WHAT)) && !haven_text_is_empty (text_of (self, WHO)) && read_start (self, &starts);
}

static void
changed_cb (Question *self)
{
  adw_message_dialog_set_response_enabled (self->dialog, SAVE, is_whole (self));
}

static char *
dup_or_null (Question *self, guint entry)
{
  char *text = haven_text_squeeze (text_of (self, entry));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static void
keep_elsewhere (Question *self)
{
  HavenBooking *booking = haven_booking_new ();

  booking->state = HAVEN_BOOKING_ELSEWHERE;
  booking->title = dup_or_null (self, WHAT);
  booking->name = dup_or_null (self, WHO);
  read_start (self, &booking->starts);
  booking->place = dup_or_null (self, PLACE);
  booking->url = dup_or_null (self, URL);
  booking->note = dup_or_null (self, NOTE);
  haven_run (self->from, self->session, haven_command_book_as (booking));
}

static void
answered_cb (Question *self, const char *response)
{
  if (!g_str_equal (response, SAVE) || haven_session_get_school (self->session) == NULL)
    return;
  if (self->booking != NULL)
    haven_run (self->from, self->session, haven_command_note_booking (self->booking, text_of (self, NOTE)));
  else
    keep_elsewhere (self);
}

static GtkEditable *
add_entry (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))), title);
  adw_preferences_group_add (group, row);
  return GTK_EDITABLE (row);
}

static Question *
make_question (GtkWidget *from, HavenSession *session, const char *heading, const char *body)
{
  Question *self = g_new0 (Question, 1);

  self->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)), heading, body));
  self->from = from;
  self->session = g_object_ref (session);
  adw_message_dialog_add_responses (self->dialog, "cancel", _("_Cancel"), SAVE, _("_Keep"), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, SAVE, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, SAVE);
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self->dialog), TRUE);
  g_object_set_data_full (G_OBJECT (self->dialog), "question", self, free_question);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (answered_cb), self);
  return self;
}

static void
present (Question *self, GtkWidget *group)
{
  adw_message_dialog_set_extra_child (self->dialog, group);
  haven_names_complete (GTK_WIDGET (self->dialog));
  gtk_window_present (GTK_WINDOW (self->dialog));
}

void
haven_own_words_ask_elsewhere (GtkWidget *from, HavenSession *session)
{
  const char *const titles[N_ENTRIES] = {
    _("What was booked"), _("Who goes"), _("Day, such as 4 June"), _("Time, such as 9.30"), _("Place"), _("Link"), _("Note"),
  };
  GtkWidget *group = adw_preferences_group_new ();
  Question *self = make_question (from, session, _("Booked elsewhere"), _("Kept here and in the calendar file, and told to nobody."));

  for (guint i = 0; i < N_ENTRIES; i++) {
    self->entries[i] = add_entry (ADW_PREFERENCES_GROUP (group), titles[i]);
    g_signal_connect_swapped (self->entries[i], "changed", G_CALLBACK (changed_cb), self);
  }
  changed_cb (self);
  present (self, group);
}

void
haven_own_words_ask_note (GtkWidget *from, HavenSession *session, const HavenBooking *booking)
{
  GtkWidget *group = adw_preferences_group_new ();
  Question *self = make_question (from, session, _("Your note"), _("It stays here and is told to nobody."));

  self->booking = g_strdup (booking->booking);
  self->entries[NOTE] = add_entry (ADW_PREFERENCES_GROUP (group), _("Note"));
  gtk_editable_set_text (self->entries[NOTE], booking->note != NULL ? booking->note : "");
  present (self, group);
}
