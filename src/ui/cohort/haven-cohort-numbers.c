/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-benchmarks.h"
#include "haven-words.h"

typedef struct {
  HavenAttendance attendance;
  HavenSuspensionFigures suspensions;
  gboolean seen;            /* attendance can be told */
} Totals;

typedef struct {
  const char *caption;
  const char *benchmark;
} Measure;

static const Measure measures[HAVEN_N_COHORT_MEASURES] = {
  [HAVEN_COHORT_ABSENCE] = { N_("of sessions missed"), "overall_absence_rate" },
  [HAVEN_COHORT_PERSISTENT] = { N_("persistently absent"), "persistent_absence_rate" },
  [HAVEN_COHORT_SEVERE] = { N_("of them severely absent"), "severe_absence_rate" },
  [HAVEN_COHORT_SUSPENDED] = { N_("suspended at least once"), "one_plus_suspension_rate" },
};

void
haven_cohort_number_clear (HavenCohortNumber *self)
{
  g_clear_pointer (&self->caption, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->explanation, g_free);
}

/* Weekly totals cannot be cut: a period is widened to the weeks it touches, within its year. */
static HavenSpan
widen (HavenSpan span)
{
  int year = haven_academic_year (span.first);

  return (HavenSpan) {
    haven_week_span (year, haven_week_index (span.first)).first,
    haven_week_span (year, haven_week_index (span.last)).last,
  };
}

static Totals
count (const HavenCohortQuestion *question, HavenGroup group)
{
  g_autoptr (GPtrArray) members = haven_group_members (question->school, group, question->span, question->clock);
  Totals totals = { .seen = FALSE };

  totals.seen = haven_attendance_of (question->school, members, widen (question->span), &totals.attendance, NULL);
  totals.suspensions = haven_suspensions_of (question->school, members, question->span);
  return totals;
}

static double
share (guint part, guint whole)
{
  return whole > 0 ? 100.0 * part / whole : NAN;
}

static double
value_of (const Totals *totals, HavenCohortMeasure measure)
{
  const HavenAttendance *attendance = &totals->attendance;

  if (measure == HAVEN_COHORT_SUSPENDED)
    return share (totals->suspensions.pupils_suspended, totals->suspensions.pupils);
  if (!totals->seen)
    return NAN;
  switch (measure) {
  case HAVEN_COHORT_PERSISTENT: return share (attendance->persistently_absent, attendance->pupils);
  case HAVEN_COHORT_SEVERE: return share (attendance->severely_absent, attendance->pupils);
  default: return haven_absence_percent (attendance);
  }
}

static guint
n_of (const Totals *totals, HavenCohortMeasure measure)
{
  return measure == HAVEN_COHORT_SUSPENDED ? totals->suspensions.pupils : totals->attendance.pupils;
}

/* The published group that comes nearest; it covers more or less than the plans do, and the words say which it is (practice 2). */
static const char *
published_group (HavenGroup group)
{
  switch (group) {
  case HAVEN_GROUP_CP: return "CPPO";
  case HAVEN_GROUP_CLA: return "CLA";
  case HAVEN_GROUP_FLAGGED: case HAVEN_GROUP_CIN: return "CINO";
  default: return "all";
  }
}

static const char *
published_words (const char *group)
{
  if (g_str_equal (group, "CPPO"))
    return _("children on a protection plan");
  if (g_str_equal (group, "CLA"))
    return _("children looked after for 12 months");
  return g_str_equal (group, "CINO") ? _("children in need, not on a protection plan nor looked after") : _("all pupils");
}

static const HavenBenchmark *
find_benchmark (const HavenCohortQuestion *question, HavenCohortMeasure measure)
{
  const char *phase = haven_school_get_setting (question->school, "phase", "all");
  const char *area = question->beside == HAVEN_BESIDE_AUTHORITY ? haven_school_get_setting (question->school, "authority", "") : "England";
  const char *group = published_group (question->group);
  const HavenBenchmark *found = haven_benchmark_find (area, group, phase, measures[measure].benchmark);

  return found != NULL ? found : haven_benchmark_find (area, group, "all", measures[measure].benchmark);
}

/* "2.4 times as many as …": only where both stand and the other is not nothing */
static char *
compare_text (double value, double other, gboolean sessions, const char *who)
{
  g_autofree char *percent = haven_words_percent (other);

  if (isnan (value) || isnan (other) || other <= 0)
    return g_strdup_printf (_("%s: %s"), who, percent);
  if (sessions)
    return g_strdup_printf (_("%.1f times as many as %s, %s"), value / other, who, percent);
  return g_strdup_printf (_("%.1f times as likely as %s, %s"), value / other, who, percent);
}

static char *
benchmark_note (const HavenCohortQuestion *question, HavenCohortMeasure measure, double value, double *ret_beside)
{
  const HavenBenchmark *benchmark = find_benchmark (question, measure);
  g_autofree char *percent = NULL;

  *ret_beside = benchmark != NULL ? benchmark->value : NAN;
  if (benchmark == NULL || isnan (benchmark->value))
    return g_strdup (_("No published figure stands beside it."));
  percent = haven_words_percent (benchmark->value);
  return g_strdup_printf (_("Published: %s for %s, %s, %s, %s"), percent, published_words (benchmark->group),
                          g_str_equal (benchmark->area, "England") ? _("England") : _("this authority"), benchmark->year, benchmark->phase);
}

static char *
add_warning (char *take_note, guint n)
{
  g_autofree char *note = take_note;

  if (n == 0)
    return g_strdup (_("Nobody to count"));
  if (n >= 10)
    return g_strdup_printf (_("%s\nn = %u"), note, n);
  return g_strdup_printf (_("%s\nn = %u: one child moves this by %.0f points"), note, n, 100.0 / n);
}

static char *
explain (const HavenCohortQuestion *question, const Totals *totals, HavenCohortMeasure measure)
{
  if (measure == HAVEN_COHORT_SUSPENDED)
    return g_strdup_printf (_("%u of %u pupils had at least one suspension that began in the period and was not cancelled."),
                            totals->suspensions.pupils_suspended, totals->suspensions.pupils);
  return haven_attendance_explain (&totals->attendance, question->span);
}

void
haven_cohort_count (const HavenCohortQuestion *question, HavenCohortNumber numbers[HAVEN_N_COHORT_MEASURES])
{
  Totals group = count (question, question->group);
  Totals others = count (question, HAVEN_GROUP_OTHERS);

  for (HavenCohortMeasure measure = 0; measure < HAVEN_N_COHORT_MEASURES; measure++) {
    HavenCohortNumber *number = &numbers[measure];
    char *note;

    number->value = value_of (&group, measure);
    number->n = n_of (&group, measure);
    number->caption = g_strdup (_(measures[measure].caption));
    number->explanation = explain (question, &group, measure);
    number->beside = value_of (&others, measure);
    note = question->beside == HAVEN_BESIDE_OTHERS
      ? compare_text (number->value, number->beside, measure == HAVEN_COHORT_ABSENCE, _("the rest of the school"))
      : benchmark_note (question, measure, number->value, &number->beside);
    number->note = add_warning (note, number->n);
  }
}

gboolean
haven_cohort_has_authority (HavenSchool *school)
{
  return *haven_school_get_setting (school, "authority", "") != '\0';
}
