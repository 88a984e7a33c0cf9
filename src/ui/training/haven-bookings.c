/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bookings.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-authority.h"
#include "haven-event-words.h"
#include "haven-file-chooser.h"
#include "haven-ics.h"
#include "haven-own-words.h"
#include "haven-platform.h"
#include "haven-run.h"
#include "haven-save-file.h"
#include "haven-state-page.h"
#include "haven-text.h"
#include "haven-wrap-layout.h"

struct _HavenBookings {
  AdwBin parent_instance;

  HavenSession *session;    /* lent; NULL until shown */
  GPtrArray *rows;          /* lent by group */

  /* template */
  AdwPreferencesGroup *group;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (HavenBookings, haven_bookings, ADW_TYPE_BIN)

static gboolean
can_cancel (const HavenBooking *booking)
{
  gboolean ours = booking->state == HAVEN_BOOKING_DRAFT || booking->state == HAVEN_BOOKING_ELSEWHERE;

  return ours || (booking->state <= HAVEN_BOOKING_WAITING_LIST && booking->authority != HAVEN_AUTHORITY_LEFT);
}

/* A colleague may go instead, as long as the event is in the catalogue */
static gboolean
can_hand_over (HavenSchool *school, const HavenBooking *booking)
{
  return booking->state <= HAVEN_BOOKING_WAITING_LIST && haven_authority_find_event (school, booking->authority, booking->event) != NULL;
}

static const char *
state_class (int state)
{
  switch (state) {
  case HAVEN_BOOKING_CONFIRMED: case HAVEN_BOOKING_ATTENDED: return "state-good";
  case HAVEN_BOOKING_NOT_OFFERED: return "state-bad";
  default: return "state-open";
  }
}

static void
cancel_cb (HavenBookings *self, GtkWidget *button)
{
  haven_run (GTK_WIDGET (self), self->session, haven_command_cancel_booking (g_object_get_data (G_OBJECT (button), "booking")));
}

static void
ask_cb (HavenBookings *self, GtkWidget *button)
{
  haven_run (GTK_WIDGET (self), self->session, haven_command_ask (g_object_get_data (G_OBJECT (button), "booking")));
}

/* NULL: gone, or locked */
static const HavenBooking *
find_booking (HavenBookings *self, GtkWidget *button)
{
  HavenSchool *school = haven_session_get_school (self->session);
  GPtrArray *bookings = school != NULL ? haven_school_get_table (school, HAVEN_TABLE_BOOKINGS) : NULL;
  const char *id = g_object_get_data (G_OBJECT (button), "booking");

  for (guint i = 0; bookings != NULL && i < bookings->len; i++) {
    const HavenBooking *booking = g_ptr_array_index (bookings, i);
    if (g_str_equal (booking->booking, id))
      return booking;
  }
  return NULL;
}

static void
hand_over_cb (HavenBookings *self, GtkWidget *button)
{
  const HavenBooking *booking = find_booking (self, button);

  if (booking != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.book", "(xss)", booking->authority, booking->event, booking->booking);
}

static void
note_cb (HavenBookings *self, GtkWidget *button)
{
  const HavenBooking *booking = find_booking (self, button);

  if (booking != NULL)
    haven_own_words_ask_note (GTK_WIDGET (self), self->session, booking);
}

static void
elsewhere_cb (HavenBookings *self)
{
  haven_own_words_ask_elsewhere (GTK_WIDGET (self), self->session);
}

static void
add_button (HavenBookings *self, GtkWidget *box, const HavenBooking *booking, const char *label, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "booking", g_strdup (booking->booking), g_free);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_buttons (HavenBookings *self, GtkWidget *box, HavenSchool *school, const HavenBooking *booking, const char *title)
{
  g_autofree char *cancel = g_strdup_printf (_("Cancel the booking of %s: %s"), booking->name, title);
  g_autofree char *ask = g_strdup_printf (_("Ask for the place of %s: %s"), booking->name, title);
  g_autofree char *other = g_strdup_printf (_("Somebody else instead of %s: %s"), booking->name, title);
  g_autofree char *note = g_strdup_printf (_("Note with the booking of %s: %s"), booking->name, title);

  add_button (self, box, booking, _("Note…"), note, G_CALLBACK (note_cb));
  if (booking->state == HAVEN_BOOKING_DRAFT)
    add_button (self, box, booking, _("Ask"), ask, G_CALLBACK (ask_cb));
  if (can_hand_over (school, booking))
    add_button (self, box, booking, _("Colleague…"), other, G_CALLBACK (hand_over_cb));
  if (can_cancel (booking))
    add_button (self, box, booking, _("Cancel"), cancel, G_CALLBACK (cancel_cb));
}

static GtkWidget *
make_state (const HavenBooking *booking)
{
  GtkWidget *label = gtk_label_new (haven_booking_state_text (booking->state));

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "pill-label");
  gtk_widget_add_css_class (label, state_class (booking->state));
  return label;
}

static void
add_line (GString *detail, const char *format, const char *text)
{
  if (haven_text_is_empty (text))
    return;
  g_string_append_c (detail, '\n');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (detail, format, text);    /* the formats are those of detail_of alone */
#pragma GCC diagnostic pop
}

/* In words that the booking itself keeps: the event may have left the catalogue */
static char *
detail_of (const HavenBooking *booking)
{
  HavenEvent event = { .starts = booking->starts, .ends = booking->ends };
  g_autofree char *when = booking->starts != 0 ? haven_event_dup_when (&event) : NULL;
  g_autofree char *deadline = booking->cancel_by != HAVEN_DAY_NONE && can_cancel (booking) ? haven_day_to_text (booking->cancel_by) : NULL;
  GString *detail = g_string_new (booking->name);

  if (!haven_text_is_empty (booking->role))
    g_string_append_printf (detail, ", %s", booking->role);
  if (when != NULL)
    g_string_append_printf (detail, " · %s", when);
  if (!haven_text_is_empty (booking->place))
    g_string_append_printf (detail, " · %s", booking->place);
  add_line (detail, _("Can be cancelled without charge until %s."), deadline);
  add_line (detail, "%s", booking->news);
  add_line (detail, "%s", booking->why);
  add_line (detail, _("Certificate %s"), booking->certificate);
  add_line (detail, _("Your note: %s"), booking->note);
  add_line (detail, "%s", booking->url);
  return g_string_free (detail, FALSE);
}

/* The state and the buttons stand below each other where the window is narrow, so that the title keeps its room. */
static GtkWidget *
make_end (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, g_object_new (HAVEN_TYPE_WRAP_LAYOUT, "spacing", 6, NULL));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
add_booking (HavenBookings *self, HavenSchool *school, const HavenBooking *booking)
{
  g_autofree char *title = g_strdup (booking->title != NULL ? booking->title : _("An event that is no longer in the catalogue"));
  g_autofree char *detail = detail_of (booking);
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_detail = g_markup_escape_text (detail, -1);
  g_autofree char *said = g_strdup_printf ("%s: %s", haven_booking_state_text (booking->state), detail);
  GtkWidget *row = adw_action_row_new (), *end = make_end ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
  gtk_box_append (GTK_BOX (end), make_state (booking));
  add_buttons (self, end, school, booking, title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), end);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* The calendar file */

static void
calendar_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenBookings) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_save_file_finish (result, &error))
    haven_say (GTK_WIDGET (self), _("The bookings were saved as a calendar file. Open it with Outlook or your calendar."));
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
calendar_chosen_cb (gpointer widget, const char *path)
{
  HavenBookings *self = widget;
  HavenSchool *school = haven_session_get_school (self->session);
  g_autoptr (GBytes) bytes = NULL;
  char *ics;

  if (school == NULL)
    return;
  ics = haven_bookings_to_ics (haven_school_get_table (school, HAVEN_TABLE_BOOKINGS), haven_session_get_clock (self->session));
  bytes = g_bytes_new_take (ics, strlen (ics));
  haven_save_file_async (path, bytes, calendar_saved_cb, g_object_ref (self));
}

static void
save_calendar_cb (HavenBookings *self)
{
  haven_file_chooser_save (self, _("Calendar File of the Bookings"), "training.ics", calendar_chosen_cb);
}

static void
haven_bookings_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_BOOKINGS (object)->rows);
  G_OBJECT_CLASS (haven_bookings_parent_class)->finalize (object);
}

static void
haven_bookings_class_init (HavenBookingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_bookings_finalize;
  g_type_ensure (HAVEN_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/training/haven-bookings.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenBookings, group);
  gtk_widget_class_bind_template_child (widget_class, HavenBookings, stack);
  gtk_widget_class_bind_template_callback (widget_class, elsewhere_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_calendar_cb);
}

static void
haven_bookings_init (HavenBookings *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
haven_bookings_show (HavenBookings *self, HavenSession *session)
{
  HavenSchool *school = haven_session_get_school (session);
  GPtrArray *bookings = haven_school_get_table (school, HAVEN_TABLE_BOOKINGS);

  g_return_if_fail (HAVEN_IS_BOOKINGS (self));
  self->session = session;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = bookings->len; i > 0; i--)
    add_booking (self, school, g_ptr_array_index (bookings, i - 1));
  gtk_stack_set_visible_child_name (self->stack, bookings->len > 0 ? "bookings" : "nothing");
}
