/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-meeting-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-expected-meetings.h"
#include "haven-figure-card.h"
#include "haven-file-chooser.h"
#include "haven-meeting-kinds.h"
#include "haven-meeting-section.h"
#include "haven-ics.h"
#include "haven-names.h"
#include "haven-paper-window.h"
#include "haven-present-list.h"
#include "haven-reference.h"
#include "haven-save-file.h"
#include "haven-text.h"
#include "haven-typed-day.h"
#include "haven-words.h"

#define A_MINUTE 60000
#define MOST_SECTIONS 8

struct _HavenMeetingView {
  AdwWindow parent_instance;

  HavenSession *session;
  gint64 pupil_id;
  gint64 meeting_id;
  gint64 next_id;               /* the next meeting, once it is recorded */
  gint64 began;                 /* monotonic, microseconds */
  guint minutes_planned;
  guint timer_id;
  guint show_id;
  GPtrArray *figures;           /* names, lent */
  GPtrArray *section_list;      /* HavenMeetingSection, lent */
  gboolean saves_minutes;       /* else the calendar file */
  char *path;                   /* where to */
  GCancellable *writing;        /* the minutes' text, since it was last asked for */

  /* template */
  GtkLabel *name;
  GtkLabel *about;
  GtkLabel *timer;
  GtkLabel *before;
  GtkListBox *agenda;
  GtkDropDown *figure;
  AdwBin *chart;
  GtkBox *sections;
  GtkStack *stack;
  GtkWidget *end_button;
  GtkWidget *hide_button;
  GtkLabel *after_words;
  HavenPresentList *present;
  GtkTextView *minutes;
  GtkEntry *next_day;
  GtkEntry *next_time;
  GtkWidget *next_button;
  GtkLabel *next_words;
  GtkWidget *calendar_button;
};

G_DEFINE_FINAL_TYPE (HavenMeetingView, haven_meeting_view, ADW_TYPE_WINDOW)

enum { SAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const HavenMeeting *
get_meeting (HavenMeetingView *self)
{
  HavenSchool *school = haven_session_get_school (self->session);

  return school != NULL ? haven_school_get_record (school, HAVEN_TABLE_MEETINGS, self->meeting_id) : NULL;
}

/* ---- who, and the agenda with its quiet timer ---- */

static void
show_about (HavenMeetingView *self, HavenSchool *school)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, self->pupil_id);
  HavenClock clock = haven_session_get_clock (self->session);
  g_autofree char *name = haven_pupil_dup_name (pupil);
  g_autofree char *meeting = haven_words_meeting (get_meeting (self));
  g_autofree char *title = g_strdup_printf ("%s \302\267 %s", name, meeting);
  g_autofree char *seen = haven_last_seen_text (school, self->pupil_id, clock);

  gtk_label_set_label (self->name, title);
  gtk_label_set_label (self->about, seen);
}

static void
show_timer (HavenMeetingView *self)
{
  guint minutes = (guint) ((g_get_monotonic_time () - self->began) / G_USEC_PER_SEC / 60);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute of about %u", "%u minutes of about %u", minutes),
                                           minutes,
                                           self->minutes_planned);

  gtk_label_set_label (self->timer, text);
}

static gboolean
timer_cb (gpointer user_data)
{
  show_timer (user_data);
  return G_SOURCE_CONTINUE;
}

static void
add_agenda_item (HavenMeetingView *self, const char *text, int minutes)
{
  g_autofree char *line = minutes > 0 ? g_strdup_printf (_("%s \302\267 %d min"), text, minutes) : g_strdup (text);
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "meeting-line");
  gtk_list_box_append (self->agenda, label);
}

static void
show_agenda (HavenMeetingView *self, const HavenMeeting *meeting)
{
  const HavenMeetingKind *kind = haven_meeting_kind_find (meeting->type);

  for (guint i = 0; kind != NULL && i < kind->agenda->len; i++) {
    const HavenAgendaItem *item = kind->agenda->pdata[i];
    add_agenda_item (self, item->item, item->minutes);
  }
  self->minutes_planned = kind != NULL ? haven_meeting_kind_get_minutes (kind) : 0;
  gtk_list_box_select_row (self->agenda, gtk_list_box_get_row_at_index (self->agenda, 0));
}

/* Targets and actions of before: what is looked at first */
static void
show_before (HavenMeetingView *self, HavenSchool *school)
{
  HavenSlice targets = haven_school_of_pupil (school, HAVEN_TABLE_TARGETS, self->pupil_id);
  HavenSlice actions = haven_school_of_pupil (school, HAVEN_TABLE_ACTIONS, self->pupil_id);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < targets.n; i++) {
    const HavenTarget *target = targets.items[i];
    if (target->state == HAVEN_TARGET_OPEN && target->meeting_id != self->meeting_id)
      g_string_append_printf (text, _("Target: %s\n"), target->text);
  }
  for (guint i = 0; i < actions.n; i++) {
    const HavenAction *action = actions.items[i];
    if (action->done_on == HAVEN_DAY_NONE && action->meeting_id != self->meeting_id)
      g_string_append_printf (text, _("Action: %s\n"), action->text);
  }
  if (text->len > 0)
    g_string_prepend (text, _("Open from before\n"));
  gtk_label_set_label (self->before, text->str);
}

/* ---- charts to point at ---- */

static void
figure_cb (HavenMeetingView *self)
{
  guint selected = gtk_drop_down_get_selected (self->figure);
  HavenSchool *school = haven_session_get_school (self->session);
  HavenFigureSubject subject;
  GtkWidget *card;

  if (selected >= self->figures->len || school == NULL)
    return;
  subject = haven_figure_subject_of_pupil (school, haven_session_get_clock (self->session), self->pupil_id);
  card = haven_figure_card_new (self->figures->pdata[selected], 0);
  adw_bin_set_child (self->chart, card);
  haven_figure_card_load (HAVEN_FIGURE_CARD (card), &subject);
}

static void
list_figures (HavenMeetingView *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint n;
  const HavenFigureKind *kinds = haven_figure_list (&n);

  for (guint i = 0; i < n; i++)
    if (kinds[i].of & HAVEN_FIGURE_OF_PUPIL) {
      g_ptr_array_add (self->figures, (gpointer) kinds[i].name);
      gtk_string_list_append (words, haven_figure_kind_get_question (&kinds[i]));
    }
  gtk_drop_down_set_model (self->figure, G_LIST_MODEL (words));
  haven_names_drop_down (self->figure, _("Figure"));
}

/* ---- what is said ---- */

static void
add_section (HavenMeetingView *self, const char *heading, HavenPieceWhat what, HavenLineType type)
{
  GtkWidget *section = haven_meeting_section_new (self->session, heading, what, type, self->pupil_id, self->meeting_id);

  gtk_box_append (self->sections, section);
  g_ptr_array_add (self->section_list, section);
}

static void
add_sections (HavenMeetingView *self)
{
  add_section (self, _("The child’s words"), HAVEN_PIECE_LINE, HAVEN_LINE_WISHES);
  add_section (self, _("Working well"), HAVEN_PIECE_LINE, HAVEN_LINE_WELL);
  add_section (self, _("Worried about"), HAVEN_PIECE_LINE, HAVEN_LINE_WORRIED);
  add_section (self, _("Needs to happen"), HAVEN_PIECE_LINE, HAVEN_LINE_NEEDS);
  add_section (self, _("Targets"), HAVEN_PIECE_TARGET, HAVEN_LINE_NOTE);
  add_section (self, _("Actions"), HAVEN_PIECE_ACTION, HAVEN_LINE_NOTE);
  add_section (self, _("Decisions"), HAVEN_PIECE_LINE, HAVEN_LINE_DECISION);
  add_section (self, _("Notes"), HAVEN_PIECE_LINE, HAVEN_LINE_NOTE);
}

/* A line that was kept for the first time is told before its number is: hence later */
static gboolean
show_sections_cb (gpointer user_data)
{
  HavenMeetingView *self = user_data;

  self->show_id = 0;
  for (guint i = 0; i < self->section_list->len; i++)
    haven_meeting_section_show (self->section_list->pdata[i]);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (HavenMeetingView *self)
{
  if (self->show_id == 0)
    self->show_id = g_idle_add (show_sections_cb, self);
}

static void
keep_all (HavenMeetingView *self)
{
  for (guint i = 0; i < self->section_list->len; i++)
    haven_meeting_section_keep (self->section_list->pdata[i]);
}

static void
hide_cb (HavenMeetingView *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  keep_all (self);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.hide", NULL);
}

/* ---- after it ---- */

static HavenOrder *
order_minutes (HavenMeetingView *self, const char *recipient)
{
  HavenOrder *order = haven_order_new (HAVEN_ORDER_MINUTES, self->session, self->pupil_id, "minutes", recipient);

  order->record_id = self->meeting_id;
  return order;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenMeetingView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = haven_order_write_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->minutes), text != NULL ? text : "", -1);
}

static void
show_minutes (HavenMeetingView *self)
{
  g_autoptr (HavenOrder) order = order_minutes (self, _("this meeting"));

  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
  self->writing = g_cancellable_new ();
  haven_order_write_async (order, self->writing, written_cb, g_object_ref (self));
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenMeetingView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_session_run_finish (HAVEN_SESSION (source), result, &error) < 0) {
    gtk_label_set_label (self->after_words, error->message);
    return;
  }
  gtk_label_set_label (self->after_words, _("The meeting is held. Its actions stand in Today from now on."));
  show_minutes (self);
  haven_present_list_show (self->present, self->session, self->meeting_id);
}

static void
present_kept_cb (HavenMeetingView *self, const char *sentence)
{
  gtk_label_set_label (self->after_words, sentence);
  if (get_meeting (self) != NULL)
    show_minutes (self);
}

static void
end (HavenMeetingView *self, HavenCommand *take_command)
{
  gtk_stack_set_visible_child_name (self->stack, "after");
  gtk_widget_set_visible (self->end_button, FALSE);
  haven_session_run_async (self->session, take_command, NULL, held_cb, g_object_ref (self));
}

static void
answered_cb (HavenMeetingView *self, const char *response)
{
  if (g_str_equal (response, "today") && get_meeting (self) != NULL)
    end (self, haven_command_hold_today (self->meeting_id));
}

/* Somebody may have looked into a meeting that is to come, and nothing of it is moved unasked */
static void
ask_whether_today (HavenMeetingView *self, const HavenMeeting *meeting)
{
  g_autofree char *day = haven_day_to_text (meeting->day);
  g_autofree char *body = g_strdup_printf (_("It is set for %s. If it was held today instead, today becomes its day. Otherwise close the "
                                             "window: what was typed is kept."), day);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Was this meeting held today?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "today", _("_Held today"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
end_cb (HavenMeetingView *self)
{
  const HavenMeeting *meeting = get_meeting (self);

  keep_all (self);
  if (meeting != NULL && meeting->day > haven_session_get_clock (self->session).today)
    ask_whether_today (self, meeting);
  else
    end (self, haven_command_hold (self->meeting_id));
}

static void
back_cb (HavenMeetingView *self)
{
  gtk_stack_set_visible_child_name (self->stack, "meeting");
  gtk_widget_set_visible (self->end_button, TRUE);
}

static void
next_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenMeetingView) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_run_finish (HAVEN_SESSION (source), result, &error);

  if (id < 0) {
    gtk_label_set_label (self->next_words, error->message);
    return;
  }
  self->next_id = id;
  gtk_label_set_label (self->next_words, _("Recorded. The calendar file names the kind of meeting, the time and the place, and no child."));
  gtk_widget_set_sensitive (self->calendar_button, TRUE);
  show_minutes (self);
}

static HavenMeeting *
make_next (HavenMeetingView *self, HavenDay day, gint64 minute)
{
  const HavenMeeting *meeting = get_meeting (self);
  HavenMeeting *next = haven_meeting_new ();

  next->id = self->next_id;
  next->pupil_id = self->pupil_id;
  next->type = g_strdup (g_strcmp0 (meeting->type, "pep-initial") == 0 ? "pep" : meeting->type);
  next->day = day;
  next->minute = minute;
  next->place = g_strdup (meeting->place);
  next->convened_by = g_strdup (meeting->convened_by);
  return next;
}

static void
next_cb (HavenMeetingView *self)
{
  HavenDay today = haven_session_get_clock (self->session).today;
  HavenDay day = HAVEN_DAY_NONE;
  gint64 minute = -1;

  if (get_meeting (self) == NULL)
    return;
  if (!haven_typed_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->next_day)), today, &day) || day == HAVEN_DAY_NONE || day < today ||
      !haven_typed_time_parse (gtk_editable_get_text (GTK_EDITABLE (self->next_time)), &minute)) {
    gtk_label_set_label (self->next_words, _("Type a day that is to come, as “12 November”, and the time, as “14:30”, if it is known."));
    return;
  }
  haven_session_run_async (self->session, haven_command_put (HAVEN_TABLE_MEETINGS, make_next (self, day, minute)), NULL, next_recorded_cb,
                           g_object_ref (self));
}

/* ---- files ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenMeetingView) self = user_data;
  g_autoptr (GError) error = NULL;
  const HavenUser *user = self->session != NULL ? haven_session_get_user (self->session) : NULL;

  if (!haven_save_file_finish (result, &error)) {
    gtk_label_set_label (self->next_words, error->message);
    return;
  }
  if (self->saves_minutes && user != NULL)
    haven_session_run_async (self->session, haven_command_give ("minutes", self->pupil_id, self->meeting_id, user->name), NULL, NULL, NULL);
  gtk_label_set_label (self->next_words, _("Saved."));
}

static void
minutes_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenMeetingView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSheets) sheets = haven_order_print_finish (result, NULL, &error);

  if (sheets == NULL)
    gtk_label_set_label (self->next_words, error->message);
  else
    haven_save_file_async (self->path, haven_sheets_get_pdf (sheets), saved_cb, g_object_ref (self));
}

static void
save_minutes (HavenMeetingView *self)
{
  g_autoptr (HavenOrder) order = order_minutes (self, haven_session_get_user (self->session)->name);

  haven_order_print_async (order, self->session, NULL, minutes_made_cb, g_object_ref (self));
}

static void
save_calendar (HavenMeetingView *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  char *text = haven_meeting_to_ics (haven_school_get_record (school, HAVEN_TABLE_MEETINGS, self->next_id),
                                     haven_school_get_setting (school, "name", ""), haven_session_get_clock (self->session));
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  haven_save_file_async (self->path, bytes, saved_cb, g_object_ref (self));
}

static void
place_chosen_cb (gpointer widget, const char *path)
{
  HavenMeetingView *self = widget;

  if (haven_session_get_school (self->session) == NULL)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  if (self->saves_minutes)
    save_minutes (self);
  else
    save_calendar (self);
}

static void
preview_minutes_cb (HavenMeetingView *self)
{
  if (get_meeting (self) != NULL)
    haven_paper_window_show (GTK_WIDGET (self), self->session, order_minutes (self, haven_session_get_user (self->session)->name));
}

static void
save_minutes_cb (HavenMeetingView *self)
{
  self->saves_minutes = TRUE;
  haven_file_chooser_save (self, _("Save"), "minutes.pdf", place_chosen_cb);
}

static void
save_calendar_cb (HavenMeetingView *self)
{
  self->saves_minutes = FALSE;
  haven_file_chooser_save (self, _("Save"), "meeting.ics", place_chosen_cb);
}

/* ---- the window ---- */

static gboolean
haven_meeting_view_close_request (GtkWindow *window)
{
  HavenMeetingView *self = HAVEN_MEETING_VIEW (window);

  keep_all (self);
  g_signal_emit (self, signals[SAVED], 0, _("What was typed is kept with the meeting"), FALSE);
  return GTK_WINDOW_CLASS (haven_meeting_view_parent_class)->close_request (window);
}

/* Hidden, or gone: at a lock the window goes first and the session after it, so what is in hand is on its way by then */
static void
haven_meeting_view_unmap (GtkWidget *widget)
{
  HavenMeetingView *self = HAVEN_MEETING_VIEW (widget);

  if (self->section_list != NULL)
    keep_all (self);
  GTK_WIDGET_CLASS (haven_meeting_view_parent_class)->unmap (widget);
}

static void
haven_meeting_view_dispose (GObject *object)
{
  HavenMeetingView *self = HAVEN_MEETING_VIEW (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_pointer (&self->section_list, g_ptr_array_unref);
  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_meeting_view_parent_class)->dispose (object);
}

static void
haven_meeting_view_finalize (GObject *object)
{
  HavenMeetingView *self = HAVEN_MEETING_VIEW (object);

  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_free (self->path);
  G_OBJECT_CLASS (haven_meeting_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HavenMeetingView, child)
  BIND (name);
  BIND (about);
  BIND (timer);
  BIND (before);
  BIND (agenda);
  BIND (figure);
  BIND (chart);
  BIND (sections);
  BIND (stack);
  BIND (end_button);
  BIND (hide_button);
  BIND (after_words);
  BIND (present);
  BIND (minutes);
  BIND (next_day);
  BIND (next_time);
  BIND (next_button);
  BIND (next_words);
  BIND (calendar_button);
#undef BIND
}

static void
haven_meeting_view_class_init (HavenMeetingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_meeting_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_meeting_view_finalize;
  g_type_ensure (HAVEN_TYPE_PRESENT_LIST);
  GTK_WINDOW_CLASS (klass)->close_request = haven_meeting_view_close_request;
  widget_class->unmap = haven_meeting_view_unmap;
  signals[SAVED] = g_signal_new ("saved", HAVEN_TYPE_MEETING_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                 G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/meeting/haven-meeting-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, figure_cb);
  gtk_widget_class_bind_template_callback (widget_class, hide_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_minutes_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_minutes_cb);
  gtk_widget_class_bind_template_callback (widget_class, present_kept_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_calendar_cb);
}

static void
haven_meeting_view_init (HavenMeetingView *self)
{
  self->figures = g_ptr_array_new ();
  self->section_list = g_ptr_array_sized_new (MOST_SECTIONS);
  self->began = g_get_monotonic_time ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_entries (HavenMeetingView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next_time), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time of the next meeting"), -1);
}

GtkWindow *
haven_meeting_view_new (HavenSession *session, gint64 meeting_id)
{
  HavenSchool *school = haven_session_get_school (session);
  const HavenMeeting *meeting = haven_school_get_record (school, HAVEN_TABLE_MEETINGS, meeting_id);
  HavenMeetingView *self;

  g_return_val_if_fail (meeting != NULL, NULL);
  self = g_object_new (HAVEN_TYPE_MEETING_VIEW, NULL);
  self->session = g_object_ref (session);
  self->meeting_id = meeting_id;
  self->pupil_id = meeting->pupil_id;
  show_about (self, school);
  show_agenda (self, meeting);
  show_before (self, school);
  add_sections (self);
  list_figures (self);
  figure_cb (self);
  name_entries (self);
  show_timer (self);
  self->timer_id = g_timeout_add (A_MINUTE, timer_cb, self);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_maximize (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}
