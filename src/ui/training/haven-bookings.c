/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bookings.h"

#include <glib/gi18n-lib.h>
#include "haven-event-words.h"
#include "haven-run.h"
#include "haven-text.h"

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
  return booking->state <= HAVEN_BOOKING_WAITING_LIST;
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

static GtkWidget *
make_cancel_button (HavenBookings *self, const HavenBooking *booking, const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (_("Cancel"));
  g_autofree char *name = g_strdup_printf (_("Cancel the booking of %s: %s"), booking->name, title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "booking", g_strdup (booking->booking), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (cancel_cb), self);
  return button;
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

static char *
detail_of (HavenSchool *school, const HavenBooking *booking)
{
  const HavenEvent *event = haven_event_find (school, booking->event);
  g_autofree char *when = event != NULL ? haven_event_dup_when (event) : g_strdup ("");
  GString *detail = g_string_new (booking->name);

  if (!haven_text_is_empty (booking->role))
    g_string_append_printf (detail, ", %s", booking->role);
  if (*when != '\0')
    g_string_append_printf (detail, " · %s", when);
  if (!haven_text_is_empty (booking->why))
    g_string_append_printf (detail, "\n%s", booking->why);
  return g_string_free (detail, FALSE);
}

static void
add_booking (HavenBookings *self, HavenSchool *school, const HavenBooking *booking)
{
  g_autofree char *title = haven_event_dup_title (school, haven_event_find (school, booking->event));
  g_autofree char *detail = detail_of (school, booking);
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_detail = g_markup_escape_text (detail, -1);
  g_autofree char *said = g_strdup_printf ("%s: %s", haven_booking_state_text (booking->state), detail);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_state (booking));
  if (can_cancel (booking))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_cancel_button (self, booking, title));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
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
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/training/haven-bookings.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenBookings, group);
  gtk_widget_class_bind_template_child (widget_class, HavenBookings, stack);
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
