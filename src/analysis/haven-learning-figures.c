/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-learning-figures.h"

#include <math.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-text.h"

static void
count (HavenExpectations *counts, int expectation)
{
  switch (expectation) {
  case HAVEN_EXPECTATION_BELOW:
    counts->below++;
    break;
  case HAVEN_EXPECTATION_AT:
    counts->at++;
    break;
  case HAVEN_EXPECTATION_ABOVE:
    counts->above++;
    break;
  default:
    counts->none++;
  }
}

guint
haven_expectations_sum (const HavenExpectations *self)
{
  return self->below + self->at + self->above;
}

double
haven_expectations_percent (const HavenExpectations *self)
{
  guint sum = haven_expectations_sum (self);

  return sum > 0 ? 100.0 * (self->at + self->above) / sum : NAN;
}

void
haven_attainment_point_free (HavenAttainmentPoint *self)
{
  g_free (self->subject);
  g_free (self->measure);
  g_free (self);
}

static int
compare_names (const char *a_subject, const char *a_measure, const char *b_subject, const char *b_measure)
{
  int order = g_strcmp0 (a_subject, b_subject);

  return order != 0 ? order : g_strcmp0 (a_measure, b_measure);
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const HavenAttainmentPoint *one = *(const HavenAttainmentPoint *const *) a;
  const HavenAttainmentPoint *two = *(const HavenAttainmentPoint *const *) b;
  int order = compare_names (one->subject, one->measure, two->subject, two->measure);

  return order != 0 ? order : (one->day > two->day) - (one->day < two->day);
}

static HavenAttainmentPoint *
get_point (GPtrArray *points, const HavenAttainment *result)
{
  HavenAttainmentPoint *fresh;

  for (guint i = 0; i < points->len; i++) {
    HavenAttainmentPoint *point = points->pdata[i];

    if (point->day == result->day && compare_names (point->subject, point->measure, result->subject, result->measure) == 0)
      return point;
  }
  fresh = g_new0 (HavenAttainmentPoint, 1);
  fresh->subject = g_strdup (result->subject);
  fresh->measure = g_strdup (result->measure);
  fresh->day = result->day;
  fresh->gap = NAN;
  g_ptr_array_add (points, fresh);
  return fresh;
}

/* Written again later for the same point: only the last counts */
static gboolean
is_replaced (HavenSlice results, guint i)
{
  const HavenAttainment *one = results.items[i];

  for (guint k = i + 1; k < results.n; k++) {
    const HavenAttainment *other = results.items[k];

    if (other->day == one->day && compare_names (one->subject, one->measure, other->subject, other->measure) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
take_pupil (GPtrArray *points, HavenSlice results, HavenSpan span)
{
  for (guint i = 0; i < results.n; i++) {
    const HavenAttainment *result = results.items[i];

    if (haven_span_contains (span, result->day) && !is_replaced (results, i))
      count (&get_point (points, result)->group, result->expectation);
  }
}

static guint
take_away (gint64 whole, guint part)
{
  return (guint) MAX (whole - part, 0);
}

/* All year groups of the school for one point, less the group */
static void
take_others (HavenSchool *school, HavenAttainmentPoint *point)
{
  GPtrArray *totals = haven_school_get_table (school, HAVEN_TABLE_SCHOOL_ATTAINMENT);
  gint64 below = 0, at = 0, above = 0, none = 0;

  for (guint i = 0; i < totals->len; i++) {
    const HavenSchoolAttainment *one = totals->pdata[i];

    if (one->day != point->day || compare_names (one->subject, one->measure, point->subject, point->measure) != 0)
      continue;
    point->has_others = TRUE;
    below += one->below;
    at += one->at;
    above += one->above;
    none += one->none;
  }
  if (!point->has_others)
    return;
  point->others = (HavenExpectations) { take_away (below, point->group.below), take_away (at, point->group.at),
                                        take_away (above, point->group.above), take_away (none, point->group.none) };
  point->gap = haven_expectations_percent (&point->others) - haven_expectations_percent (&point->group);
}

GPtrArray *
haven_attainment_of_group (HavenSchool *school, GPtrArray *members, HavenSpan span)
{
  GPtrArray *points = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_attainment_point_free);

  for (guint i = 0; i < members->len; i++)
    take_pupil (points, haven_school_of_pupil (school, HAVEN_TABLE_ATTAINMENT, ((HavenPupil *) members->pdata[i])->id), span);
  for (guint i = 0; i < points->len; i++)
    take_others (school, points->pdata[i]);
  g_ptr_array_sort (points, compare_points);
  return points;
}

/* ---- one pupil ---- */

void
haven_subject_free (HavenSubject *self)
{
  g_ptr_array_unref (self->results);
  g_free (self);
}

static gboolean
is_key_stage (const char *measure)
{
  g_auto(GStrv) words = g_strsplit (haven_rule_text ("key-stage-results", "words"), ",", -1);
  g_autofree char *folded = haven_text_fold (measure != NULL ? measure : "");

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static HavenSubject *
get_line (GPtrArray *lines, const HavenAttainment *result)
{
  HavenSubject *fresh;

  for (guint i = 0; i < lines->len; i++) {
    HavenSubject *line = lines->pdata[i];

    if (compare_names (line->subject, line->measure, result->subject, result->measure) == 0)
      return line;
  }
  fresh = g_new0 (HavenSubject, 1);
  fresh->subject = result->subject;
  fresh->measure = result->measure;
  fresh->results = g_ptr_array_new ();
  fresh->key_stage = is_key_stage (result->measure);
  g_ptr_array_add (lines, fresh);
  return fresh;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const HavenSubject *one = *(const HavenSubject *const *) a;
  const HavenSubject *two = *(const HavenSubject *const *) b;

  return compare_names (one->subject, one->measure, two->subject, two->measure);
}

static int
compare_results (gconstpointer a, gconstpointer b)
{
  const HavenAttainment *one = *(const HavenAttainment *const *) a;
  const HavenAttainment *two = *(const HavenAttainment *const *) b;

  return (one->day > two->day) - (one->day < two->day);
}

static void
measure_progress (HavenSubject *line)
{
  int first = 0;

  g_ptr_array_sort (line->results, compare_results);
  for (guint i = 0; i < line->results->len; i++) {
    const HavenAttainment *result = line->results->pdata[i];

    if (result->expectation == HAVEN_EXPECTATION_NONE)
      continue;
    first = line->counted++ == 0 ? result->expectation : first;
    line->progress = result->expectation - first;
  }
}

GPtrArray *
haven_attainment_lines (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice results = haven_school_of_pupil (school, HAVEN_TABLE_ATTAINMENT, pupil_id);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_subject_free);

  for (guint i = 0; i < results.n; i++) {
    HavenAttainment *result = results.items[i];

    if (haven_span_contains (span, result->day) && !is_replaced (results, i))
      g_ptr_array_add (get_line (lines, result)->results, result);
  }
  for (guint i = 0; i < lines->len; i++)
    measure_progress (lines->pdata[i]);
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}
