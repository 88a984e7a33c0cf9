/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-reference.h"
#include "haven-typed-day.h"

const char *
haven_status_icon (const HavenStanding *standing)
{
  if (standing->plan == HAVEN_STATUS_CP)
    return "haven-status-cp-symbolic";
  if (standing->looked_after)
    return "haven-status-cla-symbolic";
  if (standing->plan == HAVEN_STATUS_CIN)
    return "haven-status-cin-symbolic";
  if (standing->plan == HAVEN_STATUS_SW)
    return "haven-status-sw-symbolic";
  return standing->kinship ? "haven-status-kinship-symbolic" : "haven-status-before-symbolic";
}

const char *
haven_status_class (const HavenStanding *standing)
{
  if (standing->plan == HAVEN_STATUS_CP)
    return "status-cp";
  if (standing->looked_after)
    return "status-cla";
  return standing->plan != HAVEN_STATUS_NONE ? "status-cin" : "status-before";
}

char *
haven_words_child (const HavenPupil *pupil, const HavenStanding *standing)
{
  g_autofree char *year = haven_pupil_dup_year_text (pupil);

  return g_strdup_printf ("%s · %s", haven_standing_to_short (standing), year);
}

char *
haven_words_percent (double percent)
{
  return isnan (percent) ? g_strdup ("–") : g_strdup_printf (_("%.1f%%"), percent);
}

char *
haven_words_day (HavenDay day, const char *none)
{
  return day == HAVEN_DAY_NONE ? g_strdup (none) : haven_day_to_text (day);
}

char *
haven_words_days (double days)
{
  return days == floor (days) ? g_strdup_printf ("%.0f", days) : g_strdup_printf ("%.1f", days);
}

char *
haven_words_meeting (const HavenMeeting *meeting)
{
  g_autofree char *day = haven_words_day (meeting->day, _("no date held"));
  g_autofree char *time = haven_typed_time_format (meeting->minute);
  const char *type = haven_meeting_type_text (meeting->type);

  if (type == NULL)
    type = _("Meeting");
  /* Translators: a kind of meeting, its day and its time */
  return *time != '\0' ? g_strdup_printf (_("%s, %s at %s"), type, day, time) : g_strdup_printf (_("%s, %s"), type, day);
}

char *
haven_words_until (HavenDay day, HavenDay today)
{
  g_autofree char *weekday = haven_day_to_weekday (day);
  g_autofree char *text = haven_day_to_short (day);

  if (day == today)
    return g_strdup (_("today"));
  if (day == today + 1)
    return g_strdup (_("tomorrow"));
  return g_strdup_printf (_("%s %s"), weekday, text);
}

gboolean
haven_words_is_sheet (HavenSession *session)
{
  const HavenUser *me = haven_session_get_user (session);
  g_autoptr (GPtrArray) users = me != NULL ? haven_session_list_users (session, NULL) : NULL;

  for (guint i = 0; users != NULL && i < users->len; i++) {
    const HavenUser *user = g_ptr_array_index (users, i);

    if (user->recovery && g_strcmp0 (user->name, me->name) == 0)
      return TRUE;
  }
  return FALSE;
}
