/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include "haven-plain-list.h"
#include "haven-text.h"
#include "haven-words.h"

/* What the child said, in the child's words */

GtkWidget *
haven_part_make_voice (const HavenPupilPart *part)
{
  return haven_plain_list_new (_(part->title), _(part->nothing));
}

static int
compare_meetings (gconstpointer a, gconstpointer b)
{
  return (*(const HavenMeeting *const *) b)->day - (*(const HavenMeeting *const *) a)->day;
}

void
haven_part_show_voice (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSchool *school = haven_session_get_school (haven_briefing_get_session (briefing));
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, pupil_id);
  g_autoptr (GPtrArray) meetings = g_ptr_array_new ();

  for (guint i = 0; i < slice.n; i++)
    g_ptr_array_add (meetings, slice.items[i]);
  g_ptr_array_sort (meetings, compare_meetings);
  haven_plain_list_clear (HAVEN_PLAIN_LIST (widget));
  for (guint i = 0; i < meetings->len; i++) {
    const HavenMeeting *meeting = g_ptr_array_index (meetings, i);
    g_autofree char *when = haven_words_meeting (meeting);
    g_autofree char *detail = haven_text_is_empty (meeting->wishes_how) ? g_strdup (when)
                                : g_strdup_printf ("%s · %s", when, meeting->wishes_how);

    if (!haven_text_is_empty (meeting->wishes))
      haven_plain_list_add (HAVEN_PLAIN_LIST (widget), meeting->wishes, detail, NULL);
  }
}
