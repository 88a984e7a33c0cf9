/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-child.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include "haven-chart-read.h"
#include "haven-figure.h"
#include "haven-learning.h"
#include "haven-suspension-figures.h"
#include "haven-text.h"
#include "haven-words.h"

#define FIGURE_SPACE "\u2007"

struct _HavenChild {
  GObject parent_instance;

  gint64 id;
  int year;
  HavenStanding standing;
  char *needle;             /* folded: names, UPN */
  char *sort_name;          /* surname first, as collation key */
  char *texts[HAVEN_N_CHILD_COLUMNS];
  double keys[HAVEN_N_CHILD_COLUMNS];    /* what numbers and days sort by; NAN: nothing there */
  HavenChart *spark;
};

G_DEFINE_FINAL_TYPE (HavenChild, haven_child, G_TYPE_OBJECT)

typedef struct {
  const char *id;
  const char *title;
} Column;

static const Column columns[] = {
  [HAVEN_CHILD_NAME] = { "name", N_("Name") },
  [HAVEN_CHILD_YEAR] = { "year", N_("Year") },
  [HAVEN_CHILD_SINCE] = { "since", N_("Status since") },
  [HAVEN_CHILD_ATTENDANCE] = { "attendance", N_("Attendance") },
  [HAVEN_CHILD_BAND] = { "band", N_("Band") },
  [HAVEN_CHILD_SUSPENDED] = { "suspended", N_("Days suspended") },
  [HAVEN_CHILD_PART_TIME] = { "part-time", N_("Part-time") },
  [HAVEN_CHILD_SDQ] = { "sdq", N_("SDQ") },
  [HAVEN_CHILD_MEETING] = { "meeting", N_("Next meeting") },
};

const char *
haven_child_column_id (HavenChildColumn column)
{
  return columns[column].id;
}

const char *
haven_child_column_title (HavenChildColumn column)
{
  return _(columns[column].title);
}

static void
haven_child_finalize (GObject *object)
{
  HavenChild *self = HAVEN_CHILD (object);

  for (guint i = 0; i < HAVEN_N_CHILD_COLUMNS; i++)
    g_free (self->texts[i]);
  g_free (self->needle);
  g_free (self->sort_name);
  g_clear_pointer (&self->spark, haven_chart_unref);
  G_OBJECT_CLASS (haven_child_parent_class)->finalize (object);
}

static void
haven_child_class_init (HavenChildClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = haven_child_finalize;
}

static void
haven_child_init (HavenChild *self)
{
  for (guint i = 0; i < HAVEN_N_CHILD_COLUMNS; i++)
    self->keys[i] = NAN;
}

static void
set (HavenChild *self, HavenChildColumn column, double key, char *take_text)
{
  self->keys[column] = key;
  self->texts[column] = take_text;
}

static void
read_name (HavenChild *self, const HavenPupil *pupil)
{
  g_autofree char *sort = g_strdup_printf ("%s %s", pupil->surname, pupil->forename);

  set (self, HAVEN_CHILD_NAME, NAN, haven_pupil_dup_name (pupil));
  self->sort_name = g_utf8_collate_key (sort, -1);
  self->needle = haven_pupil_dup_needle (pupil);
  self->year = haven_pupil_get_year (pupil);
  set (self, HAVEN_CHILD_YEAR, self->year, haven_pupil_dup_year_text (pupil));
}

static void
read_since (HavenChild *self)
{
  HavenDay since = self->standing.since;

  set (self, HAVEN_CHILD_SINCE, since == HAVEN_DAY_NONE ? NAN : since, since == HAVEN_DAY_NONE ? g_strdup ("") : haven_day_to_text (since));
}

static char *
band_words (const HavenAttendance *figures)
{
  const char *words = haven_attendance_band_text (haven_attendance_band (figures));

  return g_strdup (words != NULL && *words != '\0' ? words : "–");
}

static void
read_attendance (HavenChild *self, HavenSchool *school, HavenClock clock, HavenSpan span)
{
  HavenAttendance figures = haven_attendance_of_pupil (school, self->id, span);
  double percent = haven_attendance_percent (&figures);

  set (self, HAVEN_CHILD_ATTENDANCE, percent, haven_words_percent (percent));
  set (self, HAVEN_CHILD_BAND, isnan (percent) ? NAN : -percent, band_words (&figures));
  self->spark = haven_figure_spark (school, clock, self->id);
}

/* Figures of one and of two digits stand under each other. */
static char *
pad_number (double number)
{
  g_autofree char *text = haven_words_days (number);

  return g_strconcat (number < 10 ? FIGURE_SPACE : "", text, NULL);
}

static void
read_suspended (HavenChild *self, HavenSchool *school, const HavenPupil *pupil, HavenSpan span)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  HavenSuspensionFigures figures;
  double days;

  g_ptr_array_add (alone, (gpointer) pupil);
  figures = haven_suspensions_of (school, alone, span);
  days = figures.half_days / (double) HAVEN_SESSIONS_A_DAY;
  set (self, HAVEN_CHILD_SUSPENDED, days, days > 0 ? pad_number (days) : g_strdup ("–"));
}

static const HavenPlan *
open_plan (HavenSchool *school, gint64 pupil_id, HavenDay today)
{
  HavenSlice plans = haven_school_of_pupil (school, HAVEN_TABLE_PLANS, pupil_id);

  for (guint i = 0; i < plans.n; i++) {
    const HavenPlan *plan = plans.items[i];

    if (plan->first <= today && (plan->ended_on == HAVEN_DAY_NONE || plan->ended_on >= today))
      return plan;
  }
  return NULL;
}

static void
read_plan (HavenChild *self, HavenSchool *school, HavenDay today)
{
  const HavenPlan *plan = open_plan (school, self->id, today);
  double hours = plan != NULL ? plan->minutes_a_week / 60.0 : NAN;
  g_autofree char *number = plan != NULL ? haven_words_days (round (hours * 2) / 2) : NULL;

  set (self, HAVEN_CHILD_PART_TIME, hours, plan != NULL ? g_strdup_printf (_("%s h a week"), number) : g_strdup ("–"));
}

static void
read_sdq (HavenChild *self, HavenSchool *school)
{
  HavenSlice scores = haven_school_of_pupil (school, HAVEN_TABLE_SDQ, self->id);
  const HavenSdq *latest = NULL;

  for (guint i = 0; i < scores.n; i++) {
    const HavenSdq *score = scores.items[i];

    if (score->total >= 0 && (latest == NULL || score->day > latest->day))
      latest = score;
  }
  set (self, HAVEN_CHILD_SDQ, latest != NULL ? latest->total : NAN,
       latest != NULL ? pad_number (latest->total) : g_strdup ("–"));
}

static void
read_meeting (HavenChild *self, HavenSchool *school, HavenDay today)
{
  HavenSlice meetings = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, self->id);
  HavenDay next = HAVEN_DAY_NONE;

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];

    if (meeting->day != HAVEN_DAY_NONE && meeting->day >= today && (next == HAVEN_DAY_NONE || meeting->day < next))
      next = meeting->day;
  }
  set (self, HAVEN_CHILD_MEETING, next == HAVEN_DAY_NONE ? NAN : next, next == HAVEN_DAY_NONE ? g_strdup ("–") : haven_day_to_short (next));
}

static HavenChild *
make_child (HavenSchool *school, HavenClock clock, const HavenPupil *pupil, HavenSpan span)
{
  HavenChild *self = g_object_new (HAVEN_TYPE_CHILD, NULL);

  self->id = pupil->id;
  self->standing = haven_standing_on (school, pupil->id, clock.today);
  self->standing.spell = NULL;
  read_name (self, pupil);
  read_since (self);
  read_attendance (self, school, clock, span);
  read_suspended (self, school, pupil, span);
  read_plan (self, school, clock.today);
  read_sdq (self, school);
  read_meeting (self, school, clock.today);
  return self;
}

GPtrArray *
haven_children_of (HavenSchool *school, HavenClock clock)
{
  GPtrArray *children = g_ptr_array_new_with_free_func (g_object_unref);
  HavenSpan span = haven_default_span (school, clock);

  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    HavenStanding standing = haven_standing_on (school, pupil->id, clock.today);

    if (haven_pupil_is_on_roll (pupil, clock.today) && haven_standing_is_flagged (&standing))
      g_ptr_array_add (children, make_child (school, clock, pupil, span));
  }
  return children;
}

gint64
haven_child_get_id (HavenChild *self)
{
  g_return_val_if_fail (HAVEN_IS_CHILD (self), 0);
  return self->id;
}

const char *
haven_child_get_text (HavenChild *self, HavenChildColumn column)
{
  g_return_val_if_fail (HAVEN_IS_CHILD (self), "");
  return self->texts[column];
}

const char *
haven_child_get_about (HavenChild *self)
{
  g_return_val_if_fail (HAVEN_IS_CHILD (self), "");
  return haven_standing_to_short (&self->standing);
}

int
haven_child_get_year (HavenChild *self)
{
  g_return_val_if_fail (HAVEN_IS_CHILD (self), G_MININT);
  return self->year;
}

const HavenStanding *
haven_child_get_standing (HavenChild *self)
{
  g_return_val_if_fail (HAVEN_IS_CHILD (self), NULL);
  return &self->standing;
}

HavenChart *
haven_child_get_spark (HavenChild *self)
{
  g_return_val_if_fail (HAVEN_IS_CHILD (self), NULL);
  return self->spark;
}

gboolean
haven_child_matches (HavenChild *self, const char *folded_needle)
{
  g_return_val_if_fail (HAVEN_IS_CHILD (self), FALSE);
  return *folded_needle == '\0' || haven_text_matches (self->needle, folded_needle);
}

gboolean
haven_child_equal (HavenChild *a, HavenChild *b)
{
  g_autofree char *one = a->spark != NULL ? haven_chart_describe (a->spark) : NULL;
  g_autofree char *two = b->spark != NULL ? haven_chart_describe (b->spark) : NULL;

  if (a->id != b->id || g_strcmp0 (one, two) != 0 || !g_str_equal (haven_child_get_about (a), haven_child_get_about (b)))
    return FALSE;
  for (guint i = 0; i < HAVEN_N_CHILD_COLUMNS; i++)
    if (g_strcmp0 (a->texts[i], b->texts[i]) != 0)
      return FALSE;
  return TRUE;
}

/* Where there is nothing comes last. */
static int
compare_keys (double a, double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);
  return (a > b) - (a < b);
}

int
haven_child_compare (HavenChild *a, HavenChild *b, HavenChildColumn column)
{
  int order = column == HAVEN_CHILD_NAME ? 0 : compare_keys (a->keys[column], b->keys[column]);

  return order != 0 ? order : strcmp (a->sort_name, b->sort_name);
}
