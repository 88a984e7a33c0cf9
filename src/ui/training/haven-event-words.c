/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-event-words.h"

#include <glib/gi18n-lib.h>
#include "haven-authority.h"
#include "haven-text.h"

const HavenCourse *
haven_event_find_course (HavenSchool *school, const HavenEvent *event)
{
  return haven_authority_find_course (school, event->authority, event->course);
}

char *
haven_event_dup_title (HavenSchool *school, const HavenEvent *event)
{
  const HavenCourse *course = event != NULL ? haven_event_find_course (school, event) : NULL;

  return g_strdup (course != NULL && course->title != NULL ? course->title : _("An event that is no longer in the catalogue"));
}

static HavenDay
day_of (gint64 seconds, int *ret_minute)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  *ret_minute = g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);
  return haven_day_new (g_date_time_get_year (time), g_date_time_get_month (time), g_date_time_get_day_of_month (time));
}

char *
haven_event_dup_when (const HavenEvent *event)
{
  int from, until;
  HavenDay day = day_of (event->starts, &from);
  HavenDay last = day_of (event->ends, &until);
  g_autofree char *weekday = haven_day_to_weekday (day), *text = haven_day_to_text (day), *end = haven_day_to_text (last);

  if (event->ends <= event->starts)
    /* Translators: weekday, date, time at which an event begins */
    return g_strdup_printf (_("%s %s, %02d:%02d"), weekday, text, from / 60, from % 60);
  if (last != day)
    /* Translators: weekday and date of the first day of an event, date of its last */
    return g_strdup_printf (_("%s %s to %s"), weekday, text, end);
  /* Translators: weekday, date, beginning and end of an event */
  return g_strdup_printf (_("%s %s, %02d:%02d to %02d:%02d"), weekday, text, from / 60, from % 60, until / 60, until % 60);
}

static void
add (GString *terms, char *take_text)
{
  if (!haven_text_is_empty (take_text))
    g_string_append_printf (terms, "%s%s", terms->len > 0 ? " · " : "", take_text);
  g_free (take_text);
}

static char *
cost_text (gint64 pence)
{
  if (pence <= 0)
    return g_strdup (_("free"));
  return pence % 100 == 0 ? g_strdup_printf ("£%d", (int) (pence / 100)) : g_strdup_printf ("£%d.%02d", (int) (pence / 100),
                                                                                            (int) (pence % 100));
}

char *
haven_event_dup_terms (const HavenEvent *event)
{
  g_autofree char *closes = haven_day_to_text (event->closes_on), *cancel = haven_day_to_text (event->cancel_by);
  int places = (int) event->places;
  GString *terms = g_string_new (NULL);

  add (terms, g_strdup (event->place));
  if (places > 0)
    add (terms, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d place left", "%d places left", places), places));
  else if (places == 0)
    add (terms, g_strdup (_("full: a booking joins the waiting list")));
  add (terms, cost_text (event->cost));
  if (event->closes_on != HAVEN_DAY_NONE)
    add (terms, g_strdup_printf (_("book by %s"), closes));
  if (event->cancel_by != HAVEN_DAY_NONE)
    add (terms, g_strdup_printf (event->cost > 0 ? _("no charge if cancelled by %s") : _("can be cancelled until %s"), cancel));
  return g_string_free (terms, FALSE);
}

gboolean
haven_event_can_be_booked (const HavenEvent *event, HavenClock clock)
{
  int minute;

  return day_of (event->starts, &minute) >= clock.today && (event->closes_on == HAVEN_DAY_NONE || event->closes_on >= clock.today);
}
