/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include "haven-stat-tile.h"
#include "haven-suspension-figures.h"
#include "haven-tile-layout.h"
#include "haven-words.h"

/* Counts that are never mixed (practice 14): days in the term against 5 and 15, days in the year against 45. */
typedef enum { THIS_TERM, THIS_YEAR, EVER, N_TILES } Tile;

GtkWidget *
haven_part_make_suspension_counts (const HavenPupilPart *part)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "layout-manager",
                                 g_object_new (HAVEN_TYPE_TILE_LAYOUT, "tile-width", 200, "most", 3, "spacing", 12, NULL), NULL);

  for (guint i = 0; i < N_TILES; i++)
    gtk_widget_insert_before (haven_stat_tile_new (), box, NULL);
  return box;
}

static void
show_count (GtkWidget *tile, guint sessions, const char *caption, const char *note)
{
  g_autofree char *days = haven_words_days (sessions / 2.0);

  haven_stat_tile_show (HAVEN_STAT_TILE (tile), days, caption, note);
}

void
haven_part_show_suspension_counts (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenSchool *school = haven_session_get_school (session);
  HavenDay today = haven_session_get_clock (session).today;
  HavenCalendar *calendar = haven_school_get_calendar (school);
  HavenSpan term = haven_calendar_get_span (calendar, haven_calendar_get_period (calendar, today));
  HavenSpan year = haven_academic_year_span (haven_academic_year (today));
  GtkWidget *first = gtk_widget_get_first_child (widget), *second = gtk_widget_get_next_sibling (first);
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil_id);
  g_autofree char *n = g_strdup_printf ("%u", slice.n);

  show_count (first, haven_suspended_half_days (school, pupil_id, term, NULL), _("days suspended this term"),
              _("More than 5 and more than 15 days in a term each ask for something of the governors."));
  show_count (second, haven_suspended_half_days (school, pupil_id, year, NULL), _("days suspended this academic year"),
              _("45 is the most in a year over all schools; this is at this school only."));
  haven_stat_tile_show (HAVEN_STAT_TILE (gtk_widget_get_next_sibling (second)), n, _("suspensions on record"), NULL);
}
