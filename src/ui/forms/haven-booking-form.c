/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-booking-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-authority.h"
#include "haven-event-words.h"
#include "haven-input.h"
#include "haven-keeper.h"
#include "haven-kept-form.h"
#include "haven-names.h"
#include "haven-text.h"
#include "haven-training-clash.h"

struct _HavenBookingForm {
  HavenSaveWindow parent_instance;

  HavenSession *session;    /* lent by the save window; NULL: locked or closed */
  gint64 authority;
  char *event;
  char *instead_of;         /* the booking whose place is taken over; "": none */
  GPtrArray *staff;         /* const HavenPerson *, behind the lines of who; lent by the school, read at once */

  /* template */
  AdwPreferencesGroup *about;
  AdwActionRow *what;
  AdwComboRow *who;
  GtkEditable *name;
  GtkEditable *email;
  GtkEditable *role;
  GtkWidget *advice;
  AdwComboRow *about_what;
  GtkLabel *clash;
  GtkLabel *problem;
  GtkWidget *save_button;
};

static void implement_kept (HavenKeptFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (HavenBookingForm, haven_booking_form, HAVEN_TYPE_SAVE_WINDOW,
                               G_IMPLEMENT_INTERFACE (HAVEN_TYPE_KEPT_FORM, implement_kept))

/* What advice is asked about is said in one of these and never in words: there is nowhere to describe a child. */
static const struct {
  const char *code;
  const char *text;
} topics[] = {
  { NULL, N_("Not said") },
  { "attendance", N_("Attendance") },
  { "suspensions", N_("Suspensions and exclusions") },
  { "learning", N_("Learning") },
  { "attachment", N_("Attachment") },
  { "trauma", N_("Trauma") },
  { "emotion-coaching", N_("Emotion coaching") },
  { "pep", N_("PEPs") },
  { "special-needs", N_("Special educational needs") },
  { "mental-health", N_("Mental health") },
};

static gboolean
is_advice (const HavenCourse *course)
{
  return g_strcmp0 (course->type, "consultation") == 0 || g_strcmp0 (course->type, "drop-in") == 0;
}

static void
show_event (HavenBookingForm *self, HavenSchool *school)
{
  const HavenEvent *event = haven_authority_find_event (school, self->authority, self->event);
  const HavenCourse *course = event != NULL ? haven_event_find_course (school, event) : NULL;
  g_autofree char *title = haven_event_dup_title (school, event);
  g_autofree char *when = event != NULL ? haven_event_dup_when (event) : g_strdup ("");
  g_autofree char *terms = event != NULL ? haven_event_dup_terms (event) : g_strdup ("");
  g_autofree char *detail = g_strdup_printf ("%s\n%s", when, terms);
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_detail = g_markup_escape_text (detail, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->what), safe_title);
  adw_action_row_set_subtitle (self->what, safe_detail);
  adw_action_row_set_subtitle_lines (self->what, 0);
  gtk_widget_set_visible (self->advice, course != NULL && is_advice (course));
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* The first line stands for somebody who is not in the list. */
static void
who_changed_cb (HavenBookingForm *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  guint selected = adw_combo_row_get_selected (self->who);
  const HavenPerson *person;

  if (school == NULL || selected == 0 || self->staff == NULL || selected > self->staff->len)
    return;
  person = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, *(gint64 *) g_ptr_array_index (self->staff, selected - 1));
  if (person == NULL)
    return;
  gtk_editable_set_text (self->name, or_empty (person->name));
  gtk_editable_set_text (self->email, or_empty (person->email));
  gtk_editable_set_text (self->role, or_empty (person->role));
}

static void
list_staff (HavenBookingForm *self, HavenSchool *school)
{
  GPtrArray *people = haven_school_get_table (school, HAVEN_TABLE_PEOPLE);
  g_autoptr (GtkStringList) words = gtk_string_list_new ((const char *[]) { _("Somebody else"), NULL });
  const HavenUser *user = haven_session_get_user (self->session);
  guint mine = 0;

  for (guint i = 0; i < people->len; i++) {
    const HavenPerson *person = g_ptr_array_index (people, i);

    if (person->type != HAVEN_PERSON_STAFF || haven_text_is_empty (person->name))
      continue;
    g_ptr_array_add (self->staff, g_memdup2 (&person->id, sizeof person->id));
    gtk_string_list_append (words, person->name);
    if (user != NULL && g_strcmp0 (user->name, person->name) == 0)
      mine = self->staff->len;
  }
  adw_combo_row_set_model (self->who, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->who, mine);
}

static const char *
find_problem (HavenBookingForm *self)
{
  if (haven_text_is_empty (gtk_editable_get_text (self->name)))
    return _("Who is it for? Type a name.");
  if (strchr (gtk_editable_get_text (self->email), '@') == NULL)
    return _("The Virtual School answers by e-mail: type an address.");
  if (haven_text_is_empty (gtk_editable_get_text (self->role)))
    return _("The Virtual School wants to know the post, such as Designated teacher.");
  return NULL;
}

static HavenBooking *
make_booking (HavenBookingForm *self)
{
  HavenBooking *booking = haven_booking_new ();
  guint about = adw_combo_row_get_selected (self->about_what);

  booking->authority = self->authority;
  booking->event = g_strdup (self->event);
  booking->name = g_strdup (gtk_editable_get_text (self->name));
  booking->email = g_strdup (gtk_editable_get_text (self->email));
  booking->role = g_strdup (gtk_editable_get_text (self->role));
  booking->instead_of = haven_text_is_empty (self->instead_of) ? NULL : g_strdup (self->instead_of);
  booking->topics = about < G_N_ELEMENTS (topics) ? g_strdup (topics[about].code) : NULL;
  booking->state = HAVEN_BOOKING_ASKED;
  return booking;
}

/* Said while it is typed, and forbidding nothing */
static void
show_clashes (HavenBookingForm *self)
{
  HavenSchool *school = self->session != NULL ? haven_session_get_school (self->session) : NULL;
  const HavenEvent *event = school != NULL ? haven_authority_find_event (school, self->authority, self->event) : NULL;
  g_autoptr (HavenBooking) booking = make_booking (self);
  g_autoptr (GPtrArray) clashes = NULL;
  g_autofree char *words = NULL;

  if (event == NULL)
    return;
  booking->starts = event->starts;
  booking->ends = event->ends;
  clashes = haven_training_list_clashes (school, booking);
  gtk_widget_set_visible (GTK_WIDGET (self->clash), clashes->len > 0);
  g_ptr_array_add (clashes, NULL);
  words = g_strjoinv ("\n", (char **) clashes->pdata);
  gtk_label_set_label (self->clash, words);
}

static void
save_cb (HavenBookingForm *self)
{
  const char *problem = find_problem (self);

  haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), problem);
  if (problem == NULL)
    haven_save_window_save (HAVEN_SAVE_WINDOW (self), haven_command_book_as (make_booking (self)), NULL, FALSE);
}

static void
haven_booking_form_dispose (GObject *object)
{
  HavenBookingForm *self = HAVEN_BOOKING_FORM (object);

  self->session = NULL;
  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->instead_of, g_free);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_booking_form_parent_class)->dispose (object);
}

static void
haven_booking_form_class_init (HavenBookingFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_booking_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/forms/haven-booking-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, about);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, what);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, who);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, name);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, email);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, role);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, advice);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, about_what);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, clash);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenBookingForm, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, who_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_clashes);
}

static void
list_advice (HavenBookingForm *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    gtk_string_list_append (words, _(topics[i].text));
  adw_combo_row_set_model (self->about_what, G_LIST_MODEL (words));
}

static void
haven_booking_form_init (HavenBookingForm *self)
{
  self->staff = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_save_window_set_parts (HAVEN_SAVE_WINDOW (self), self->problem, self->save_button);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->name)), _("Name"));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->email)), _("E-mail"));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->role)), _("Post"));
  haven_names_combo_row (self->who);
  list_advice (self);
  haven_names_combo_row (self->about_what);
}

GtkWindow *
haven_booking_form_new (HavenSession *session, gint64 authority, const char *event, const char *instead_of)
{
  HavenBookingForm *self = g_object_new (HAVEN_TYPE_BOOKING_FORM, NULL);
  HavenSchool *school = haven_session_get_school (session);

  self->session = session;
  haven_save_window_set_session (HAVEN_SAVE_WINDOW (self), session);
  self->authority = authority;
  self->event = g_strdup (event);
  self->instead_of = g_strdup (instead_of);
  if (school != NULL) {
    show_event (self, school);
    list_staff (self, school);
    show_clashes (self);
  }
  return GTK_WINDOW (self);
}

static GVariant *
dup_typed (HavenKeptForm *kept)
{
  HavenBookingForm *self = HAVEN_BOOKING_FORM (kept);

  return g_variant_new ("(xsssss)", self->authority, self->event, self->instead_of, gtk_editable_get_text (self->name),
                        gtk_editable_get_text (self->email), gtk_editable_get_text (self->role));
}

static void
implement_kept (HavenKeptFormInterface *iface)
{
  iface->kind = HAVEN_BOOKING_FORM_KIND;
  iface->dup_typed = dup_typed;
}

GtkWindow *
haven_booking_form_reopen (HavenSession *session, GVariant *typed)
{
  const char *event, *instead_of, *name, *email, *role;
  gint64 authority;
  HavenBookingForm *self;

  if (!g_variant_is_of_type (typed, G_VARIANT_TYPE ("(xsssss)")))
    return NULL;
  g_variant_get (typed, "(x&s&s&s&s&s)", &authority, &event, &instead_of, &name, &email, &role);
  if (haven_authority_find_event (haven_session_get_school (session), authority, event) == NULL)
    return NULL;
  self = HAVEN_BOOKING_FORM (haven_booking_form_new (session, authority, event, instead_of));
  adw_combo_row_set_selected (self->who, 0);
  gtk_editable_set_text (self->name, name);
  gtk_editable_set_text (self->email, email);
  gtk_editable_set_text (self->role, role);
  return GTK_WINDOW (self);
}
