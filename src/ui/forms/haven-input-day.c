/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-input.h"

#include <glib/gi18n-lib.h>
#include "haven-typed-day.h"

/* A day is typed as people write it; a calendar helps for near ones. */

static void
day_chosen_cb (GtkCalendar *calendar, gpointer user_data)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  HavenDay day = haven_day_new (g_date_time_get_year (date), g_date_time_get_month (date), g_date_time_get_day_of_month (date));
  g_autofree char *text = haven_typed_day_format (day);

  gtk_editable_set_text (GTK_EDITABLE (user_data), text);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER)));
}

static GtkWidget *
make_calendar_button (GtkWidget *row, const char *title)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  g_autofree char *name = g_strdup_printf (_("%s: choose from a calendar"), title);

  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Choose from a calendar"));
  haven_input_name (button, name);
  haven_input_name (calendar, name);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (day_chosen_cb), row);
  return button;
}

static GtkWidget *
make_day (const HavenInput *input, HavenSchool *school)
{
  GtkWidget *row = haven_input_make_entry (input);
  g_autofree char *plain = haven_input_dup_plain (_(input->title));

  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_calendar_button (row, plain));
  return row;
}

static void
show_day (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  g_autofree char *text = haven_typed_day_format (*(const HavenDay *) place);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
take_day (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  HavenDay day;

  if (!haven_typed_day_parse (gtk_editable_get_text (GTK_EDITABLE (row)), clock.today, &day))
    return haven_input_refuse (input, _("“%s” is not a date. Write it as 12/11/2025 or 12 November."), error);
  if (input->needed && day == HAVEN_DAY_NONE)
    return haven_input_refuse (input, _("“%s” is needed."), error);
  *(HavenDay *) place = day;
  return TRUE;
}

const HavenInputKind HAVEN_INPUT_KIND_DAY = { make_day, show_day, take_day, haven_input_dup_entry, haven_input_set_entry };

static GtkWidget *
make_time (const HavenInput *input, HavenSchool *school)
{
  return haven_input_make_entry (input);
}

static void
show_time (GtkWidget *row, const HavenInput *input, gconstpointer place)
{
  g_autofree char *text = haven_typed_time_format (*(const gint64 *) place);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
take_time (GtkWidget *row, const HavenInput *input, HavenClock clock, gpointer place, GError **error)
{
  gint64 minute;

  if (!haven_typed_time_parse (gtk_editable_get_text (GTK_EDITABLE (row)), &minute))
    return haven_input_refuse (input, _("“%s” is not a time. Write it as 14:30."), error);
  *(gint64 *) place = minute;
  return TRUE;
}

const HavenInputKind HAVEN_INPUT_KIND_TIME = { make_time, show_time, take_time, haven_input_dup_entry, haven_input_set_entry };
