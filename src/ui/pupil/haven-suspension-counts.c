/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include "haven-stat-tile.h"
#include "haven-suspension-counts.h"
#include "haven-words.h"

/* The counts that are never mixed (practice 14): days in the term against 5 and 15, days in a row against the sixth,
 * days in the year against 45. */
typedef enum { THIS_TERM, IN_A_ROW, THIS_YEAR, EVER, N_TILES } Tile;

GtkWidget *
haven_part_make_suspension_counts (const HavenPupilPart *part)
{
  return haven_stat_tile_new_row (N_TILES);
}

static char *
explain (const char *what, guint half_days, HavenSpan span)
{
  g_autofree char *first = haven_day_to_text (span.first), *last = haven_day_to_text (span.last);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u half-day %s, %s to %s. ", "%u half-days %s, %s to %s. ", half_days),
                          half_days, what, first, last);
}

/* Takes explanation */
static void
show_days (HavenStatTile *tile, guint half_days, const char *caption, const char *note, char *take_explanation)
{
  g_autofree char *days = haven_words_days (half_days / (double) HAVEN_SESSIONS_A_DAY);
  g_autofree char *explanation = g_strconcat (take_explanation, _("A lunchtime is one half-day; what was cancelled and permanent "
                                                                  "exclusions are not counted. At this school only."), NULL);

  haven_stat_tile_show (tile, days, caption, note);
  haven_stat_tile_set_explanation (tile, explanation);
  g_free (take_explanation);
}

static void
show_term (HavenStatTile *tile, const HavenSuspensionCounts *counts)
{
  const char *note = _("More than 5 and more than 15 days in a term each ask for something of the governors.");

  if (counts->over_board)
    note = _("More than 15: the governing board meets.");
  else if (counts->over_term)
    note = _("More than 5: the governing board considers what the parent says.");
  show_days (tile, counts->term_half_days, _("days suspended this term"), note,
             explain (_("of suspension on school days of the term, split at its end"), counts->term_half_days, counts->term));
}

static void
show_row (HavenStatTile *tile, const HavenSuspensionCounts *counts)
{
  g_autofree char *day = haven_words_day (counts->owed_from, "");
  g_autofree char *owed = g_strdup_printf (_("Full-time education is owed from %s."), day);
  const char *note = counts->owed ? owed
                                  : _("From the sixth in a row full-time education is owed; of a looked-after child from the first.");

  show_days (tile, counts->running_half_days, _("days in a row"), note,
             explain (_("in a row, of the suspension that runs or was the last in the term"), counts->running_half_days, counts->term));
}

static void
show_year (HavenStatTile *tile, const HavenSuspensionCounts *counts)
{
  g_autofree char *left = haven_words_days (counts->year_left / (double) HAVEN_SESSIONS_A_DAY);
  g_autofree char *until = g_strdup_printf (_("%s days until 45, the most in a year over all schools; this is at this school only."), left);
  const char *note = counts->at_year_limit ? _("45 days are reached: no more in this year.") : until;

  show_days (tile, counts->year_half_days, _("days suspended this academic year"), note,
             explain (_("of suspension on school days of the academic year"), counts->year_half_days, counts->year));
}

void
haven_part_show_suspension_counts (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenSchool *school = haven_session_get_school (session);
  HavenSuspensionCounts counts = haven_suspension_counts (school, pupil_id, haven_session_get_clock (session).today);
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil_id);
  g_autofree char *n = g_strdup_printf ("%u", slice.n);

  show_term (haven_stat_tile_nth (widget, THIS_TERM), &counts);
  show_row (haven_stat_tile_nth (widget, IN_A_ROW), &counts);
  show_year (haven_stat_tile_nth (widget, THIS_YEAR), &counts);
  haven_stat_tile_show (haven_stat_tile_nth (widget, EVER), n, _("suspensions on record"), NULL);
  haven_stat_tile_set_explanation (haven_stat_tile_nth (widget, EVER),
                                   _("Every line of the list below, over all years: lunchtimes, cancelled ones and permanent exclusions "
                                     "too."));
}
