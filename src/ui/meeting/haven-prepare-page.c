/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-prepare-page.h"

#include <glib/gi18n-lib.h>
#include "haven-expected-meetings.h"
#include "haven-findings.h"
#include "haven-meeting-states.h"
#include "haven-names.h"
#include "haven-pack.h"
#include "haven-plain-list.h"
#include "haven-sentence-list.h"
#include "haven-text.h"
#include "haven-wrap-layout.h"

struct _HavenPreparePage {
  AdwBin parent_instance;

  HavenSession *session;
  gint64 pupil_id;
  GtkWidget *comes;
  GtkWidget *brought;
  GtkWidget *given;

  /* template */
  GtkLabel *name;
  GtkDropDown *kind;
  GtkWidget *pack_button;
  HavenMeetingStates *states;
  HavenSentenceList *sentences;
  GtkBox *lists;
};

G_DEFINE_FINAL_TYPE (HavenPreparePage, haven_prepare_page, ADW_TYPE_BIN)

static const char *
chosen_kind (HavenPreparePage *self)
{
  return haven_pack_kinds ()[gtk_drop_down_get_selected (self->kind)];
}

/* ---- who comes, what is brought, who has what ---- */

static void
show_kind (HavenPreparePage *self, const HavenMeetingKind *kind, const HavenMeeting *next)
{
  haven_plain_list_clear (HAVEN_PLAIN_LIST (self->comes));
  haven_plain_list_clear (HAVEN_PLAIN_LIST (self->brought));
  for (guint i = 0; kind != NULL && kind->comes[i] != NULL; i++)
    haven_plain_list_add (HAVEN_PLAIN_LIST (self->comes), kind->comes[i], "", NULL);
  for (guint i = 0; kind != NULL && i < kind->brought->len; i++) {
    const HavenBrought *brought = kind->brought->pdata[i];
    g_autofree char *by = next != NULL ? haven_day_to_text (next->day - brought->days_before) : NULL;
    g_autofree char *before = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day before", "%d days before",
                                                            (gulong) brought->days_before), brought->days_before);
    /* Translators: a day by which something is due */
    g_autofree char *when = by != NULL ? g_strdup_printf (_("by %s"), by) : g_strdup (before);
    haven_plain_list_add (HAVEN_PLAIN_LIST (self->brought), brought->what, brought->days_before > 0 ? when : "", NULL);
  }
}

static gboolean
is_of (HavenSchool *school, const HavenLine *line, const char *kind)
{
  const HavenMeeting *meeting = haven_school_get_record (school, HAVEN_TABLE_MEETINGS, line->meeting_id);

  return line->type == HAVEN_LINE_GIVEN && (meeting == NULL || (meeting->type != NULL && haven_meeting_is_kind (meeting, kind)));
}

/* Latest first */
static void
show_given (HavenPreparePage *self, HavenSchool *school, const char *kind)
{
  HavenSlice lines = haven_school_of_pupil (school, HAVEN_TABLE_LINES, self->pupil_id);

  haven_plain_list_clear (HAVEN_PLAIN_LIST (self->given));
  for (guint i = lines.n; i > 0; i--) {
    const HavenLine *line = lines.items[i - 1];
    g_autofree char *when = haven_time_to_text (line->at);
    if (is_of (school, line, kind))
      haven_plain_list_add (HAVEN_PLAIN_LIST (self->given), line->who != NULL ? line->who : "", line->text != NULL ? line->text : "", when);
  }
}

static void
update (HavenPreparePage *self)
{
  HavenSchool *school = self->session != NULL ? haven_session_get_school (self->session) : NULL;
  const char *kind = chosen_kind (self);

  if (school == NULL || haven_school_get_pupil (school, self->pupil_id) == NULL)
    return;
  haven_meeting_states_show (self->states, self->session, self->pupil_id, kind);
  haven_sentence_list_show (self->sentences, self->session, self->pupil_id, kind);
  show_kind (self, haven_meeting_kind_find (kind),
             haven_next_meeting_of (school, haven_session_get_clock (self->session), self->pupil_id, kind));
  show_given (self, school, kind);
  haven_names_complete (GTK_WIDGET (self));
}

static void
kind_cb (HavenPreparePage *self)
{
  update (self);
}

static void
pack_cb (HavenPreparePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.pack-of", "(xs)", self->pupil_id, chosen_kind (self));
}

static void
meeting_cb (HavenPreparePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.meeting-of", "(xs)", self->pupil_id, chosen_kind (self));
}

static void
letters_cb (HavenPreparePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.letters", "x", self->pupil_id);
}

/* ---- the page ---- */

/* The kind of the meeting that comes first, or the one that is expected soonest */
static const char *
guess_kind (HavenSchool *school, HavenClock clock, gint64 pupil_id)
{
  HavenSlice meetings = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, pupil_id);
  g_autoptr (GPtrArray) expected = haven_expected_meetings (school, clock, pupil_id);
  const HavenMeeting *next = NULL;

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (!haven_meeting_is_held (meeting, clock) && meeting->day != HAVEN_DAY_NONE && (next == NULL || meeting->day < next->day))
      next = meeting;
  }
  if (next != NULL && next->type != NULL)
    return next->type;
  return expected->len > 0 ? ((HavenExpected *) expected->pdata[0])->kind->type : "internal";
}

static void
list_kinds (HavenPreparePage *self, const char *wanted)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  const char *const *kinds = haven_pack_kinds ();
  guint chosen = 0;

  for (guint i = 0; kinds[i] != NULL; i++) {
    gtk_string_list_append (words, haven_pack_kind_text (kinds[i]));
    if (g_str_equal (kinds[i], wanted))
      chosen = i;
  }
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->kind, chosen);
  haven_names_drop_down (self->kind, _("Kind of meeting"));
}

static void
haven_prepare_page_dispose (GObject *object)
{
  g_clear_object (&HAVEN_PREPARE_PAGE (object)->session);
  G_OBJECT_CLASS (haven_prepare_page_parent_class)->dispose (object);
}

static void
haven_prepare_page_class_init (HavenPreparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_prepare_page_dispose;
  g_type_ensure (HAVEN_TYPE_MEETING_STATES);
  g_type_ensure (HAVEN_TYPE_SENTENCE_LIST);
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/meeting/haven-prepare-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HavenPreparePage, child)
  BIND (name);
  BIND (kind);
  BIND (pack_button);
  BIND (states);
  BIND (sentences);
  BIND (lists);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, pack_cb);
  gtk_widget_class_bind_template_callback (widget_class, meeting_cb);
  gtk_widget_class_bind_template_callback (widget_class, letters_cb);
}

static GtkWidget *
add_list (HavenPreparePage *self, const char *title, const char *nothing)
{
  GtkWidget *list = haven_plain_list_new (title, nothing);

  gtk_box_append (self->lists, list);
  return list;
}

static void
haven_prepare_page_init (HavenPreparePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->comes = add_list (self, _("Who comes"), _("Nobody is named for meetings of this kind."));
  self->brought = add_list (self, _("What is brought"), _("Nothing is asked for."));
  self->given = add_list (self, _("Who has which paper"), _("No paper was made for this kind of meeting yet."));
}

GtkWidget *
haven_prepare_page_new (HavenSession *session, gint64 pupil_id)
{
  HavenPreparePage *self = g_object_new (HAVEN_TYPE_PREPARE_PAGE, NULL);
  HavenSchool *school = haven_session_get_school (session);
  g_autofree char *name = haven_pupil_dup_name (haven_school_get_pupil (school, pupil_id));

  gtk_label_set_label (self->name, name);
  self->pupil_id = pupil_id;
  list_kinds (self, guess_kind (school, haven_session_get_clock (session), pupil_id));
  self->session = g_object_ref (session);
  gtk_widget_set_visible (self->pack_button, haven_session_may (session, HAVEN_DEED_PRINT));
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
