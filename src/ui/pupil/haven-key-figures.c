/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-attendance.h"
#include "haven-form-specs.h"
#include "haven-stat-tile.h"
#include "haven-suspension-figures.h"
#include "haven-tile-layout.h"
#include "haven-words.h"

/* The figures at the head of a child's page, beside the child's own year group (practice 4). */
typedef enum { ATTENDANCE, SUSPENDED, PART_TIME, SDQ, N_TILES } Tile;

GtkWidget *
haven_part_make_key_figures (const HavenPupilPart *part)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "layout-manager",
                                 g_object_new (HAVEN_TYPE_TILE_LAYOUT, "tile-width", 168, "most", 4, "spacing", 12, NULL), NULL);

  for (guint i = 0; i < N_TILES; i++)
    gtk_widget_insert_before (haven_stat_tile_new (), box, NULL);
  return box;
}

static HavenStatTile *
nth_tile (GtkWidget *box, Tile tile)
{
  GtkWidget *child = gtk_widget_get_first_child (box);

  while (tile-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return HAVEN_STAT_TILE (child);
}

static double
percent_of_year_group (HavenSchool *school, const HavenPupil *pupil, HavenSpan span, HavenClock clock, guint *ret_n)
{
  g_autoptr (GPtrArray) all = haven_group_members (school, HAVEN_GROUP_ALL, span, clock);
  g_autoptr (GPtrArray) year = g_ptr_array_new ();
  HavenSpan weeks = { haven_day_get_monday (span.first), haven_day_get_monday (span.last) + 6 };
  HavenAttendance figures;

  for (guint i = 0; i < all->len; i++) {
    const HavenPupil *other = g_ptr_array_index (all, i);

    if (other->id != pupil->id && g_strcmp0 (other->year_group, pupil->year_group) == 0)
      g_ptr_array_add (year, (gpointer) other);
  }
  *ret_n = year->len;
  weeks = haven_span_intersect (weeks, haven_academic_year_span (haven_academic_year (span.first)));
  return haven_attendance_of (school, year, weeks, &figures, NULL) ? haven_attendance_percent (&figures) : NAN;
}

static const char *
band_words (const HavenAttendance *figures)
{
  if (haven_attendance_is_severe (figures))
    return _("Severe absence");
  return haven_attendance_is_persistent (figures) ? _("Persistent absence") : "";
}

static char *
attendance_note (HavenSchool *school, const HavenPupil *pupil, const HavenAttendance *figures, HavenSpan span, HavenClock clock)
{
  guint n;
  double others = percent_of_year_group (school, pupil, span, clock, &n);
  g_autofree char *percent = haven_words_percent (others);
  g_autofree char *year = haven_pupil_dup_year_text (pupil);
  GString *note = g_string_new (band_words (figures));

  if (!isnan (others))
    g_string_append_printf (note, _("%s%s here %s (%u others)"), note->len > 0 ? "\n" : "", year, percent, n);
  if (figures->elsewhere > 0)
    g_string_append_printf (note, _("%s%d of %d elsewhere"), note->len > 0 ? "\n" : "", (int) figures->elsewhere,
                            (int) (figures->possible + figures->elsewhere));
  if (figures->possible > 0 && figures->possible < 20)
    g_string_append_printf (note, _("%sOnly %d sessions: says little"), note->len > 0 ? "\n" : "", (int) figures->possible);
  return g_string_free (note, FALSE);
}

static void
show_attendance (GtkWidget *box, HavenSchool *school, const HavenPupil *pupil, HavenSpan span, HavenClock clock)
{
  HavenAttendance figures = haven_attendance_of_pupil (school, pupil->id, span);
  g_autofree char *percent = haven_words_percent (haven_attendance_percent (&figures));
  g_autofree char *note = attendance_note (school, pupil, &figures, span, clock);
  g_autofree char *explanation = haven_attendance_explain (&figures, span);

  haven_stat_tile_show (nth_tile (box, ATTENDANCE), percent, _("attendance"), note);
  haven_stat_tile_set_explanation (nth_tile (box, ATTENDANCE), explanation);
}

static void
show_suspended (GtkWidget *box, HavenSchool *school, const HavenPupil *pupil, HavenSpan span)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  HavenSuspensionFigures figures;
  g_autofree char *days = NULL, *note = NULL;

  g_ptr_array_add (alone, (gpointer) pupil);
  figures = haven_suspensions_of (school, alone, span);
  days = haven_words_days (haven_suspension_days (&figures));
  note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u suspension in the period", "%u suspensions in the period",
                                       figures.suspensions), figures.suspensions);
  haven_stat_tile_show (nth_tile (box, SUSPENDED), days, _("days suspended"), note);
}

static void
show_part_time (GtkWidget *box, HavenSchool *school, gint64 pupil_id, HavenDay today)
{
  HavenSlice plans = haven_school_of_pupil (school, HAVEN_TABLE_PLANS, pupil_id);
  const HavenPlan *plan = NULL;
  g_autofree char *hours = NULL, *review = NULL, *note = NULL;

  for (guint i = 0; i < plans.n; i++) {
    const HavenPlan *other = plans.items[i];

    if (other->first <= today && (other->ended_on == HAVEN_DAY_NONE || other->ended_on >= today))
      plan = other;
  }
  if (plan == NULL) {
    haven_stat_tile_show (nth_tile (box, PART_TIME), _("none"), _("part-time timetable"), NULL);
    return;
  }
  hours = haven_words_days (round (plan->minutes_a_week / 30.0) / 2);
  review = haven_words_day (plan->review_on, _("no date"));
  note = g_strdup_printf (_("review: %s"), review);
  haven_stat_tile_show (nth_tile (box, PART_TIME), hours, _("hours in school a week"), note);
}

static const HavenSdq *
latest_sdq (HavenSchool *school, gint64 pupil_id)
{
  HavenSlice scores = haven_school_of_pupil (school, HAVEN_TABLE_SDQ, pupil_id);
  const HavenSdq *latest = NULL;

  for (guint i = 0; i < scores.n; i++) {
    const HavenSdq *score = scores.items[i];

    if (score->total >= 0 && (latest == NULL || score->day > latest->day))
      latest = score;
  }
  return latest;
}

static void
show_sdq (GtkWidget *box, HavenSchool *school, gint64 pupil_id)
{
  const HavenSdq *sdq = latest_sdq (school, pupil_id);
  g_autofree char *total = sdq != NULL ? g_strdup_printf ("%d", (int) sdq->total) : g_strdup ("–");
  g_autofree char *day = sdq != NULL ? haven_day_to_text (sdq->day) : NULL;
  const char *who = sdq != NULL ? haven_form_spec_of (HAVEN_TABLE_SDQ)->inputs[0].choice (sdq->informant) : "";
  g_autofree char *note = sdq != NULL ? g_strdup_printf ("%s, %s", who, day) : g_strdup (_("no score yet"));

  haven_stat_tile_show (nth_tile (box, SDQ), total, _("SDQ, total difficulties"), note);
}

void
haven_part_show_key_figures (GtkWidget *box, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenSchool *school = haven_session_get_school (session);
  HavenClock clock = haven_session_get_clock (session);
  HavenSpan span = haven_part_get_span (box, briefing);
  const HavenPupil *pupil = haven_school_get_pupil (school, pupil_id);

  show_attendance (box, school, pupil, span, clock);
  show_suspended (box, school, pupil, span);
  show_part_time (box, school, pupil_id, clock.today);
  show_sdq (box, school, pupil_id);
}
