/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include "haven-plain-list.h"
#include "haven-record-words.h"

/* Everything that has a day, in one list, latest first. Restricted notes and what is still to come stay out. */
static const HavenTable tables[] = {
  HAVEN_TABLE_SPELLS, HAVEN_TABLE_SUSPENSIONS, HAVEN_TABLE_MEETINGS, HAVEN_TABLE_MOVES, HAVEN_TABLE_NOTES, HAVEN_TABLE_PLANS,
  HAVEN_TABLE_INTERVENTIONS, HAVEN_TABLE_PROVISION, HAVEN_TABLE_SDQ,
};

GtkWidget *
haven_part_make_chronology (const HavenPupilPart *part)
{
  return haven_plain_list_new (_(part->title), _(part->nothing));
}

static void
words_free (gpointer data)
{
  haven_record_words_clear (data);
  g_free (data);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return (*(const HavenRecordWords *const *) b)->day - (*(const HavenRecordWords *const *) a)->day;
}

static gboolean
is_restricted (HavenTable table, gconstpointer record)
{
  return table == HAVEN_TABLE_NOTES && ((const HavenNote *) record)->restricted;
}

static void
collect (GPtrArray *all, HavenSchool *school, HavenTable table, gint64 pupil_id, HavenDay today)
{
  HavenSlice slice = haven_school_of_pupil (school, table, pupil_id);

  for (guint i = 0; i < slice.n; i++) {
    HavenRecordWords words = haven_record_words (school, table, slice.items[i]);

    if (words.day != HAVEN_DAY_NONE && words.day <= today && !is_restricted (table, slice.items[i]))
      g_ptr_array_add (all, g_memdup2 (&words, sizeof words));
    else
      haven_record_words_clear (&words);
  }
}

void
haven_part_show_chronology (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (words_free);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    collect (all, haven_session_get_school (session), tables[i], pupil_id, haven_session_get_clock (session).today);
  g_ptr_array_sort (all, compare_words);
  haven_plain_list_clear (HAVEN_PLAIN_LIST (widget));
  for (guint i = 0; i < all->len; i++) {
    const HavenRecordWords *words = g_ptr_array_index (all, i);
    g_autofree char *day = haven_day_to_text (words->day);

    haven_plain_list_add (HAVEN_PLAIN_LIST (widget), words->title, words->detail, day);
  }
}
