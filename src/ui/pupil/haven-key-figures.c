/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-attendance.h"
#include "haven-form-specs.h"
#include "haven-measure.h"
#include "haven-part-time.h"
#include "haven-sdq-figures.h"
#include "haven-stat-tile.h"
#include "haven-suspension-figures.h"
#include "haven-words.h"

/* The figures at the head of a child's page, beside the child's own year group (practice 4). */
typedef enum { ATTENDANCE, SUSPENDED, PART_TIME, SDQ, N_TILES } Tile;

GtkWidget *
haven_part_make_key_figures (const HavenPupilPart *part)
{
  return haven_stat_tile_new_row (N_TILES);
}

/* The whole weeks that hold span, within its academic year: others keep totals a week */
static HavenSpan
weeks_around (HavenSpan span)
{
  HavenSpan weeks = { haven_day_get_monday (span.first), haven_day_get_monday (span.last) + 6 };

  return haven_span_intersect (weeks, haven_academic_year_span (haven_academic_year (span.first)));
}

static double
percent_of_year_group (HavenSchool *shown, const HavenPupil *pupil, HavenSpan span, HavenClock clock, guint *ret_n)
{
  HavenSchool *school = haven_school_get_whole (shown);
  g_autoptr (GPtrArray) all = haven_group_members (school, HAVEN_GROUP_ALL, span, clock);
  g_autoptr (GPtrArray) year = g_ptr_array_new ();
  HavenAttendance figures;

  for (guint i = 0; i < all->len; i++) {
    const HavenPupil *other = g_ptr_array_index (all, i);

    if (other->id != pupil->id && g_strcmp0 (other->year_group, pupil->year_group) == 0)
      g_ptr_array_add (year, (gpointer) other);
  }
  *ret_n = year->len;
  return haven_attendance_of (school, year, weeks_around (span), &figures, NULL) ? haven_attendance_percent (&figures) : NAN;
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

/* What the year group's figure beside it was worked out from */
static void
add_others (GString *text, const HavenPupil *pupil, HavenSpan span)
{
  HavenSpan weeks = weeks_around (span);
  g_autofree char *year = haven_pupil_dup_year_text (pupil);
  g_autofree char *first = haven_day_to_text (weeks.first), *last = haven_day_to_text (weeks.last);

  g_string_append (text, " ");
  g_string_append_printf (text, _("Beside it, of the others in %s: sessions attended of possible sessions in the weeks from %s to %s."),
                          year, first, last);
}

static char *
explain (HavenMeasure measure, const HavenScope *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenExplanation) explanation = haven_explain (measure, scope, &error);

  return explanation != NULL ? haven_explanation_to_text (explanation) : g_strdup (error->message);
}

static void
show_attendance (GtkWidget *box, const HavenScope *scope, const HavenPupil *pupil)
{
  HavenAttendance figures = haven_attendance_of_pupil (scope->school, pupil->id, scope->span);
  g_autofree char *percent = haven_words_percent (haven_attendance_percent (&figures));
  g_autofree char *note = attendance_note (scope->school, pupil, &figures, scope->span, scope->clock);
  g_autofree char *worked_out = explain (HAVEN_MEASURE_ATTENDANCE, scope);
  g_autoptr (GString) explanation = g_string_new (worked_out);

  add_others (explanation, pupil, scope->span);
  haven_stat_tile_show (haven_stat_tile_nth (box, ATTENDANCE), percent, _("attendance"), note);
  haven_stat_tile_set_explanation (haven_stat_tile_nth (box, ATTENDANCE), explanation->str);
}

static void
show_suspended (GtkWidget *box, const HavenScope *scope)
{
  guint count;
  guint half_days = haven_suspended_half_days (scope->school, scope->pupil_id, scope->span, &count);
  g_autofree char *days = haven_words_days (half_days / (double) HAVEN_SESSIONS_A_DAY);
  g_autofree char *note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u suspension in the period", "%u suspensions in the period",
                                                        count), count);
  g_autofree char *explanation = explain (HAVEN_MEASURE_SUSPENDED_DAYS, scope);

  haven_stat_tile_show (haven_stat_tile_nth (box, SUSPENDED), days, _("days suspended"), note);
  haven_stat_tile_set_explanation (haven_stat_tile_nth (box, SUSPENDED), explanation);
}

static const HavenPartTime *
running_plan (GArray *plans)
{
  for (guint i = plans->len; i > 0; i--)
    if (g_array_index (plans, HavenPartTime, i - 1).running)
      return &g_array_index (plans, HavenPartTime, i - 1);
  return NULL;
}

static void
show_no_plan (HavenStatTile *tile, HavenDay today)
{
  g_autofree char *day = haven_day_to_text (today);
  g_autofree char *explanation = g_strdup_printf (_("No part-time timetable on record runs on %s. Counted: plans that have begun and "
                                                    "not ended."), day);

  haven_stat_tile_show (tile, _("none"), _("part-time timetable"), NULL);
  haven_stat_tile_set_explanation (tile, explanation);
}

/* "15 hours of 32 hours 30 minutes, the year group's own week: …" */
static char *
explain_plan (const HavenPartTime *part_time)
{
  g_autofree char *hours = haven_minutes_to_text (part_time->plan->minutes_a_week);
  g_autofree char *week = haven_minutes_to_text (part_time->week_minutes), *taught = haven_minutes_to_text (part_time->taught_minutes);
  g_autofree char *first = haven_day_to_text (part_time->plan->first);

  return g_strdup_printf (_("%s of %s, the year group’s own week with breaks (taught: %s). From the plan that began on %s; "
                            "it runs in its week %u."), hours, week, taught, first, part_time->weeks);
}

static void
show_part_time (GtkWidget *box, HavenSchool *school, gint64 pupil_id, HavenClock clock)
{
  g_autoptr (GArray) plans = haven_part_time_plans (school, pupil_id, clock);
  const HavenPartTime *part_time = running_plan (plans);
  g_autofree char *hours = NULL, *review = NULL, *note = NULL, *explanation = NULL;

  if (part_time == NULL) {
    show_no_plan (haven_stat_tile_nth (box, PART_TIME), clock.today);
    return;
  }
  hours = haven_words_days (round (part_time->plan->minutes_a_week / 30.0) / 2);
  review = haven_words_day (part_time->plan->review_on, _("no date"));
  note = g_strdup_printf (_("review: %s"), review);
  explanation = explain_plan (part_time);
  haven_stat_tile_show (haven_stat_tile_nth (box, PART_TIME), hours, _("hours in school a week"), note);
  haven_stat_tile_set_explanation (haven_stat_tile_nth (box, PART_TIME), explanation);
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

/* "Emotional 5, Conduct 3 …, as written down": the scales that the total is of; prosocial is none of them */
static char *
explain_sdq (const HavenSdq *sdq, const char *day)
{
  const HavenSdqBand *band = haven_sdq_get_band (sdq, HAVEN_SDQ_TOTAL);
  g_autofree char *words = band != NULL ? haven_sdq_band_to_text (band) : g_strdup (_("no table of bands is kept for this form"));
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("%d of 40: %s. Answered by %s on %s."), (int) sdq->total, words,
                          haven_informant_text (sdq->informant), day);
  for (HavenSdqScale scale = HAVEN_SDQ_EMOTIONAL; scale <= HAVEN_SDQ_PEER; scale++)
    if (haven_sdq_get_score (sdq, scale) >= 0)
      g_string_append_printf (text, " %s %d.", haven_sdq_scale_text (scale), (int) haven_sdq_get_score (sdq, scale));
  g_string_append_printf (text, " %s", _("The four scales make the total; prosocial is not part of it. It screens, it never diagnoses."));
  return g_string_free (text, FALSE);
}

static void
show_sdq (GtkWidget *box, HavenSchool *school, gint64 pupil_id)
{
  const HavenSdq *sdq = latest_sdq (school, pupil_id);
  g_autofree char *total = sdq != NULL ? g_strdup_printf ("%d", (int) sdq->total) : g_strdup ("–");
  g_autofree char *day = sdq != NULL ? haven_day_to_text (sdq->day) : NULL;
  const char *who = sdq != NULL ? haven_form_spec_of (HAVEN_TABLE_SDQ)->inputs[0].choice (sdq->informant) : "";
  g_autofree char *note = sdq != NULL ? g_strdup_printf ("%s, %s", who, day) : g_strdup (_("no score yet"));
  g_autofree char *explanation = sdq != NULL ? explain_sdq (sdq, day) : g_strdup (_("No total is on record for this child."));

  haven_stat_tile_show (haven_stat_tile_nth (box, SDQ), total, _("SDQ, total difficulties"), note);
  haven_stat_tile_set_explanation (haven_stat_tile_nth (box, SDQ), explanation);
}

void
haven_part_show_key_figures (GtkWidget *box, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenSchool *school = haven_session_get_school (session);
  HavenClock clock = haven_session_get_clock (session);
  HavenScope scope = haven_scope_of_pupil (school, clock, pupil_id, haven_part_get_span (box, briefing));

  show_attendance (box, &scope, haven_school_get_pupil (school, pupil_id));
  show_suspended (box, &scope);
  show_part_time (box, school, pupil_id, clock);
  show_sdq (box, school, pupil_id);
}
