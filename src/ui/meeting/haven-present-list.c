/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-present-list.h"

#include <glib/gi18n-lib.h>
#include "haven-group.h"
#include "haven-text.h"
#include "haven-wrap-layout.h"

struct _HavenPresentList {
  AdwBin parent_instance;

  HavenSession *session;
  gint64 meeting_id;
  GPtrArray *names;             /* of ticks, in order */
  GPtrArray *ticks;             /* GtkCheckButton, lent by people */

  /* template */
  GtkBox *people;
  GtkEditable *others;
};

G_DEFINE_FINAL_TYPE (HavenPresentList, haven_present_list, ADW_TYPE_BIN)

enum { KEPT, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
is_listed (HavenPresentList *self, const char *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_ascii_strcasecmp (self->names->pdata[i], name) == 0)
      return TRUE;
  return FALSE;
}

/* Those who spoke were there; of others it is asked */
static void
add (HavenPresentList *self, const char *name, gboolean present)
{
  GtkWidget *tick;

  if (haven_text_is_empty (name) || is_listed (self, name))
    return;
  tick = gtk_check_button_new_with_label (name);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), present);
  gtk_box_append (self->people, tick);
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->ticks, tick);
}

static void
clear (HavenPresentList *self)
{
  for (guint i = 0; i < self->ticks->len; i++)
    gtk_box_remove (self->people, self->ticks->pdata[i]);
  g_ptr_array_set_size (self->ticks, 0);
  g_ptr_array_set_size (self->names, 0);
}

/* ---- whom to ask of ---- */

static void
add_written (HavenPresentList *self, const HavenMeeting *meeting)
{
  g_auto (GStrv) lines = g_strsplit (meeting->present != NULL ? meeting->present : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    add (self, g_strstrip (lines[i]), TRUE);
}

static gboolean
is_said (const HavenLine *line)
{
  return line->type <= HAVEN_LINE_NEEDS || line->type == HAVEN_LINE_CONTRIBUTION;
}

static void
add_speakers (HavenPresentList *self, HavenSchool *school, const HavenMeeting *meeting)
{
  HavenSlice lines = haven_school_of_pupil (school, HAVEN_TABLE_LINES, meeting->pupil_id);

  for (guint i = 0; i < lines.n; i++) {
    const HavenLine *line = lines.items[i];
    if (line->meeting_id == meeting->id && is_said (line))
      add (self, line->who, TRUE);
  }
}

/* No contacts: who the carers are is not for every eye in the room */
static void
add_people (HavenPresentList *self, HavenSchool *school, const HavenMeeting *meeting)
{
  HavenDay today = haven_session_get_clock (self->session).today;
  HavenStanding standing = haven_standing_on (school, meeting->pupil_id, today);
  const HavenPerson *worker = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, standing.social_worker_id);
  g_autofree char *child = haven_pupil_dup_name (haven_school_get_pupil (school, meeting->pupil_id));
  const HavenUser *user = haven_session_get_user (self->session);

  add (self, child, FALSE);
  add (self, user->name, TRUE);
  if (worker != NULL)
    add (self, worker->name, FALSE);
}

void
haven_present_list_show (HavenPresentList *self, HavenSession *session, gint64 meeting_id)
{
  HavenSchool *school = haven_session_get_school (session);
  const HavenMeeting *meeting = school != NULL ? haven_school_get_record (school, HAVEN_TABLE_MEETINGS, meeting_id) : NULL;

  g_return_if_fail (HAVEN_IS_PRESENT_LIST (self));
  g_set_object (&self->session, session);
  self->meeting_id = meeting_id;
  clear (self);
  if (meeting == NULL)
    return;
  add_written (self, meeting);
  add_speakers (self, school, meeting);
  add_people (self, school, meeting);
}

/* ---- keeping ---- */

static char *
dup_present (HavenPresentList *self)
{
  g_auto (GStrv) others = g_strsplit (gtk_editable_get_text (self->others), ",", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->ticks->len; i++)
    if (gtk_check_button_get_active (self->ticks->pdata[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", (char *) self->names->pdata[i]);
  for (guint i = 0; others[i] != NULL; i++) {
    g_autofree char *name = haven_text_squeeze (others[i]);
    if (!haven_text_is_empty (name))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", name);
  }
  return g_string_free (text, FALSE);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPresentList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_session_run_finish (HAVEN_SESSION (source), result, &error) < 0)
    g_signal_emit (self, signals[KEPT], 0, error->message);
  else
    g_signal_emit (self, signals[KEPT], 0, _("Who was present is kept, and stands in the minutes."));
}

static void
keep_cb (HavenPresentList *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  const HavenMeeting *meeting = school != NULL ? haven_school_get_record (school, HAVEN_TABLE_MEETINGS, self->meeting_id) : NULL;
  HavenMeeting *changed;

  if (meeting == NULL)
    return;
  changed = haven_meeting_copy (meeting);
  changed->id = meeting->id;
  g_free (changed->present);
  changed->present = dup_present (self);
  haven_session_run_async (self->session, haven_command_put (HAVEN_TABLE_MEETINGS, changed), NULL, kept_cb, g_object_ref (self));
}

/* ---- the widget ---- */

static void
haven_present_list_dispose (GObject *object)
{
  g_clear_object (&HAVEN_PRESENT_LIST (object)->session);
  G_OBJECT_CLASS (haven_present_list_parent_class)->dispose (object);
}

static void
haven_present_list_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_PRESENT_LIST (object)->names);
  g_ptr_array_unref (HAVEN_PRESENT_LIST (object)->ticks);
  G_OBJECT_CLASS (haven_present_list_parent_class)->finalize (object);
}

static void
haven_present_list_class_init (HavenPresentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_present_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_present_list_finalize;
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  signals[KEPT] = g_signal_new ("kept", HAVEN_TYPE_PRESENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/meeting/haven-present-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPresentList, people);
  gtk_widget_class_bind_template_child (widget_class, HavenPresentList, others);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
haven_present_list_init (HavenPresentList *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->ticks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->others), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Others who were present"), -1);
}
