/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-clock.h"

#include <glib/gi18n-lib.h>

#define NOON (12 * 60)
#define END_OF_SCHOOL (16 * 60)

static HavenClock
read_clock (GDateTime *moment)
{
  int year, month, dom;

  g_date_time_get_ymd (moment, &year, &month, &dom);
  return (HavenClock) {
    .today = haven_day_new (year, month, dom),
    .now = g_date_time_to_unix (moment),
    .minute = g_date_time_get_hour (moment) * 60 + g_date_time_get_minute (moment),
  };
}

static HavenDay
skip_weekend (HavenDay day)
{
  return day - MAX (haven_day_get_weekday (day) - 5, 0);
}

HavenClock
haven_clock_system (void)
{
  g_autoptr(GDateTime) moment = g_date_time_new_now_local ();

  return read_clock (moment);
}

HavenClock
haven_clock_fixed (HavenDay today)
{
  g_autoptr(GDateTime) moment = NULL;
  int year, month, dom;

  haven_day_get_ymd (today, &year, &month, &dom);
  moment = g_date_time_new_local (year, month, dom, 18, 0, 0);
  return read_clock (moment);
}

HavenDay
haven_clock_last_closed (HavenClock  clock,
                         int        *ret_session)
{
  gboolean weekend = haven_day_get_weekday (clock.today) > 5;

  if (weekend || clock.minute >= END_OF_SCHOOL || clock.minute < NOON) {
    *ret_session = 1;
    return skip_weekend (weekend || clock.minute >= END_OF_SCHOOL ? clock.today : clock.today - 1);
  }
  *ret_session = 0;
  return clock.today;
}

HavenDay
haven_time_get_day (gint64 seconds)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (seconds);

  return moment != NULL ? read_clock (moment).today : HAVEN_DAY_NONE;
}

char *
haven_time_to_text (gint64 seconds)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (seconds);
  g_autofree char *day = NULL;

  if (moment == NULL)
    return g_strdup ("");
  day = haven_day_to_text (read_clock (moment).today);
  /* Translators: a date and a time of day */
  return g_strdup_printf (_("%s, %02d:%02d"), day, g_date_time_get_hour (moment), g_date_time_get_minute (moment));
}

char *
haven_time_to_iso (gint64 seconds)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  return moment == NULL ? g_strdup ("") : g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
}
