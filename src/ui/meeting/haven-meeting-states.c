/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-meeting-states.h"

#include <glib/gi18n-lib.h>
#include "haven-expected-meetings.h"
#include "haven-names.h"
#include "haven-run.h"
#include "haven-words.h"

struct _HavenMeetingStates {
  AdwBin parent_instance;

  HavenSession *session;
  gint64 pupil_id;
  GPtrArray *rows;              /* lent by group */

  /* template */
  AdwPreferencesGroup *group;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (HavenMeetingStates, haven_meeting_states, ADW_TYPE_BIN)

static GListModel *
list_states (void)
{
  static const char *const words[] = {
    N_("Not started"), N_("In progress"), N_("Ready"), N_("Held"), N_("Sent"), N_("Returned"), N_("Complete")
  };
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    gtk_string_list_append (list, _(words[i]));
  return G_LIST_MODEL (list);
}

/* The day on which papers went is kept with the state that says so */
static void
state_cb (HavenMeetingStates *self, GParamSpec *pspec, AdwComboRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");
  HavenSchool *school = haven_session_get_school (self->session);
  const HavenMeeting *meeting = school != NULL ? haven_school_get_record (school, HAVEN_TABLE_MEETINGS, *id) : NULL;
  HavenMeeting *changed;

  if (meeting == NULL || meeting->state == (int) adw_combo_row_get_selected (row))
    return;
  changed = haven_meeting_copy (meeting);
  changed->id = meeting->id;
  changed->state = (int) adw_combo_row_get_selected (row);
  if (changed->state == HAVEN_MEETING_SENT && changed->sent_on == HAVEN_DAY_NONE)
    changed->sent_on = haven_session_get_clock (self->session).today;
  haven_run (GTK_WIDGET (self), self->session, haven_command_put (HAVEN_TABLE_MEETINGS, changed));
  adw_combo_row_set_selected (row, (guint) meeting->state);     /* until it is kept, and for good where that is refused */
}

static void
edit_cb (HavenMeetingStates *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_COMBO_ROW);
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit", "(sx)", "meeting", *id);
}

static void
add_cb (HavenMeetingStates *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new", "(sx)", "meeting", self->pupil_id);
}

static void
append (HavenMeetingStates *self, GtkWidget *row)
{
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* Until when the parent has the report, and whoever convened it the papers */
static char *
describe_dates (HavenSchool *school, const HavenMeeting *meeting)
{
  HavenDay share_by = haven_meeting_share_by (school, meeting), send_by = haven_meeting_send_by (school, meeting);
  g_autofree char *share = haven_day_to_text (meeting->shared_on != HAVEN_DAY_NONE ? meeting->shared_on : share_by);
  g_autofree char *send = haven_day_to_text (meeting->sent_on != HAVEN_DAY_NONE ? meeting->sent_on : send_by);
  GString *text = g_string_new (NULL);

  if (meeting->shared_on != HAVEN_DAY_NONE)
    g_string_append_printf (text, _("Report shared with the parent on %s. "), share);
  else if (share_by != HAVEN_DAY_NONE && meeting->state < HAVEN_MEETING_HELD)
    g_string_append_printf (text, _("Share the report with the parent by %s. "), share);
  if (meeting->sent_on != HAVEN_DAY_NONE)
    g_string_append_printf (text, _("Papers sent on %s."), send);
  else if (send_by != HAVEN_DAY_NONE && meeting->state < HAVEN_MEETING_SENT)
    g_string_append_printf (text, _("Papers go out by %s."), send);
  return g_string_free (text, FALSE);
}

static void
add_edit_button (HavenMeetingStates *self, GtkWidget *row, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");
  g_autofree char *name = g_strdup_printf (_("Edit: %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  haven_names_button (button, name);
  gtk_widget_set_tooltip_text (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_meeting (HavenMeetingStates *self, HavenSchool *school, const HavenMeeting *meeting)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GListModel) states = list_states ();
  g_autofree char *title = haven_words_meeting (meeting), *detail = describe_dates (school, meeting);
  g_autofree char *safe = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), states);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint) meeting->state);
  haven_names_combo_row (ADW_COMBO_ROW (row));
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&meeting->id, sizeof meeting->id), g_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (row, haven_session_may (self->session, HAVEN_DEED_EDIT));
  add_edit_button (self, row, title);
  append (self, row);
}

static void
add_sentence (HavenMeetingStates *self, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe = g_markup_escape_text (sentence, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  append (self, row);
}

static void
add_expected (HavenMeetingStates *self, HavenSchool *school, const char *kind)
{
  g_autoptr (GPtrArray) expected = haven_expected_meetings (school, haven_session_get_clock (self->session), self->pupil_id);

  for (guint i = 0; i < expected->len; i++) {
    const HavenExpected *one = expected->pdata[i];
    if (one->next == NULL && g_strcmp0 (one->kind->type, kind) == 0)
      add_sentence (self, one->sentence);
  }
}

/* The one that was completed last, then all that are not */
static const HavenMeeting *
find_completed (HavenMeetingStates *self, HavenSchool *school, const char *kind)
{
  HavenSlice meetings = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, self->pupil_id);
  const HavenMeeting *last = NULL;

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (meeting->type != NULL && haven_meeting_is_kind (meeting, kind) && meeting->state == HAVEN_MEETING_COMPLETE
        && (last == NULL || meeting->day > last->day))
      last = meeting;
  }
  return last;
}

static void
add_meetings (HavenMeetingStates *self, HavenSchool *school, const char *kind)
{
  HavenSlice meetings = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, self->pupil_id);
  const HavenMeeting *completed = find_completed (self, school, kind);

  if (completed != NULL)
    add_meeting (self, school, completed);
  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (meeting->type != NULL && haven_meeting_is_kind (meeting, kind) && meeting->state != HAVEN_MEETING_COMPLETE)
      add_meeting (self, school, meeting);
  }
}

void
haven_meeting_states_show (HavenMeetingStates *self, HavenSession *session, gint64 pupil_id, const char *kind)
{
  HavenSchool *school = haven_session_get_school (session);

  g_return_if_fail (HAVEN_IS_MEETING_STATES (self));
  g_set_object (&self->session, session);
  self->pupil_id = pupil_id;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (self->add_button, haven_session_may (session, HAVEN_DEED_EDIT));
  if (school == NULL)
    return;
  add_meetings (self, school, kind);
  add_expected (self, school, kind);
  if (self->rows->len == 0)
    add_sentence (self, _("No meeting of this kind is recorded, and none is expected."));
}

static void
haven_meeting_states_dispose (GObject *object)
{
  g_clear_object (&HAVEN_MEETING_STATES (object)->session);
  G_OBJECT_CLASS (haven_meeting_states_parent_class)->dispose (object);
}

static void
haven_meeting_states_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_MEETING_STATES (object)->rows);
  G_OBJECT_CLASS (haven_meeting_states_parent_class)->finalize (object);
}

static void
haven_meeting_states_class_init (HavenMeetingStatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_meeting_states_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_meeting_states_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/meeting/haven-meeting-states.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenMeetingStates, group);
  gtk_widget_class_bind_template_child (widget_class, HavenMeetingStates, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
haven_meeting_states_init (HavenMeetingStates *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
