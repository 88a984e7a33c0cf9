/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-comparison.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-text.h"

#define ENGLAND "England"
#define EVERYBODY "all"

/* The name of the measure in published files; NULL: none is published */
static const char *const published_measures[HAVEN_N_MEASURES] = {
  [HAVEN_MEASURE_ABSENCE] = "overall_absence_rate",
  [HAVEN_MEASURE_AUTHORISED] = "authorised_absence_rate",
  [HAVEN_MEASURE_UNAUTHORISED] = "unauthorised_absence_rate",
  [HAVEN_MEASURE_PERSISTENT] = "persistent_absence_rate",
  [HAVEN_MEASURE_SEVERE] = "severe_absence_rate",
  [HAVEN_MEASURE_SUSPENDED] = "one_plus_suspension_rate",
  [HAVEN_MEASURE_SUSPENSION_RATE] = "suspension_rate",
  [HAVEN_MEASURE_EXCLUSION_RATE] = "permanent_exclusion_rate",
  [HAVEN_MEASURE_SEN_SUPPORT] = "sen_support_share",
  [HAVEN_MEASURE_EHCP] = "ehcp_share",
  [HAVEN_MEASURE_FSM] = "fsm_share",
};

typedef struct {
  HavenMeasure measure;
  HavenScope scope;
  HavenComparison *comparison;
  gboolean one_phase;           /* everybody in the group is of comparison->phase */
} Look;

const char *
haven_published_group (HavenGroup group)
{
  switch (group) {
  case HAVEN_GROUP_CP:
    return "CPPO";
  case HAVEN_GROUP_CIN:
    return "CINO";
  case HAVEN_GROUP_CLA:
    return "CLA";
  default:
    return NULL;
  }
}

static const char *
tell_cover (const char *group)
{
  if (g_str_equal (group, "CPPO"))
    return _("The published group is every child on a protection plan at 31 March who was not looked after: more or fewer than the "
             "plans here.");
  if (g_str_equal (group, "CINO"))
    return _("The published group is every child in need at 31 March, with a plan or none, who was neither on a protection plan nor "
             "looked after.");
  return _("The published group is children looked after for twelve months at 31 March: those who came into care since are not in it.");
}

static gboolean
is_absence (HavenMeasure measure)
{
  return measure <= HAVEN_MEASURE_SEVERE;
}

/* The phase that all of the group are in; NULL: they are in several, or nobody knows */
static char *
find_phase (HavenSchool *school, GPtrArray *members)
{
  const char *found = NULL;

  for (guint i = 0; i < members->len; i++) {
    const char *phase = haven_pupil_phase (school, members->pdata[i]);

    if (*phase == '\0' || (found != NULL && !g_str_equal (found, phase)))
      return NULL;
    found = phase;
  }
  return g_strdup (found);
}

static HavenComparisonRow *
row_new (HavenVersus versus, char *take_name)
{
  HavenComparisonRow *row = g_new0 (HavenComparisonRow, 1);

  row->versus = versus;
  row->name = take_name;
  row->value = row->difference = row->multiple = NAN;
  row->n = -1;
  return row;
}

static void
row_free (gpointer data)
{
  HavenComparisonRow *row = data;

  g_free (row->name);
  g_free (row->dated);
  g_free (row->why);
  g_free (row->covers);
  g_free (row);
}

/* why is NULL where like is set beside like */
static void
set_beside (const HavenComparison *self, HavenComparisonRow *row, const char *why)
{
  row->why = g_strdup (why);
  if (why != NULL)
    return;
  row->difference = self->ours->value - row->value;
  if (isnan (self->ours->value))
    row->why = g_strdup (_("There is nobody in the group."));
  else if (isnan (row->value))
    row->why = g_strdup (_("There is no figure to set beside it."));
  else if (row->value <= 0)
    row->why = g_strdup (_("The other figure is nothing: no multiple can be made of it."));
  else
    row->multiple = self->ours->value / row->value;
}

static char *
tell_span (HavenSpan span)
{
  g_autofree char *first = haven_day_to_text (span.first);
  g_autofree char *last = haven_day_to_text (span.last);

  return g_strdup_printf (_("%s to %s"), first, last);
}

/* ---- the rest of the school ---- */

static HavenScope
scope_of_rest (const Look *look)
{
  const HavenPupil *pupil = look->scope.pupil_id != 0 ? haven_school_get_pupil (look->scope.school, look->scope.pupil_id) : NULL;
  HavenScope rest = look->scope;

  rest.pupil_id = 0;
  rest.group = look->scope.group == HAVEN_GROUP_OTHERS ? HAVEN_GROUP_FLAGGED : HAVEN_GROUP_OTHERS;
  if (pupil != NULL) {
    rest.group = HAVEN_GROUP_ALL;
    rest.published_ages = FALSE;
    rest.year_group = pupil->year_group;
  } else if (look->one_phase) {
    rest.phase = look->comparison->phase;
  }
  return rest;
}

static const char *
say_why_not_rest (const Look *look)
{
  if (look->scope.pupil_id != 0 || look->one_phase)
    return NULL;
  return _("The group is of several phases: choose one to compare like with like.");
}

static gboolean
add_rest (Look *look, GError **error)
{
  HavenScope rest = scope_of_rest (look);
  g_autoptr(HavenExplanation) theirs = NULL;
  HavenComparisonRow *row;

  if (look->scope.pupil_id == 0 && look->scope.group == HAVEN_GROUP_ALL)
    return TRUE;
  theirs = haven_explain (look->measure, &rest, error);
  if (theirs == NULL)
    return FALSE;
  row = row_new (HAVEN_VERSUS_REST, haven_scope_to_text (&rest));
  row->value = theirs->value;
  row->n = theirs->n;
  row->dated = tell_span (theirs->period);
  set_beside (look->comparison, row, say_why_not_rest (look));
  g_ptr_array_add (look->comparison->rows, row);
  return TRUE;
}

/* ---- what is published ---- */

/* The academic year that the figures here are of, if they are of a whole one; NULL: a part of a year */
static char *
find_year (const Look *look)
{
  HavenSpan span = look->comparison->ours->period;
  int year = haven_academic_year (span.first);
  HavenCalendar *calendar = haven_school_get_calendar (look->scope.school);
  HavenSpan whole = haven_academic_year_span (year);
  HavenDay first = haven_calendar_add_school_days (calendar, whole.first - 1, 1);
  HavenDay last = haven_calendar_last_school_day (calendar, whole);

  if (haven_academic_year (span.last) != year || span.first > first || span.last < last)
    return NULL;
  return g_strdup_printf ("%d/%02d", year, (year + 1) % 100);
}

static char *
say_why_not (const Look *look, const HavenBenchmark *theirs)
{
  g_autofree char *year = find_year (look);

  if (!look->one_phase)
    return g_strdup (_("The group is of several phases: choose one to compare like with like."));
  if (!g_str_equal (theirs->phase, look->comparison->phase))
    return g_strdup (_("It is published for all phases together only."));
  if (year == NULL)
    return g_strdup_printf (_("It is of the year %s; the figure here is of a part of a year."), theirs->year);
  if (!g_str_equal (year, theirs->year))
    return g_strdup_printf (_("It is of another year: %s."), theirs->year);
  return NULL;
}

/* Of the same year if that is published, else of the latest; of the same phase, else of all */
static const HavenBenchmark *
find_published (const Look *look, const char *area, const char *group)
{
  const char *measure = published_measures[look->measure];
  g_autofree char *year = find_year (look);
  const char *phases[] = { look->comparison->phase, EVERYBODY };
  const HavenBenchmark *found = NULL;

  for (guint i = 0; measure != NULL && i < G_N_ELEMENTS (phases) && found == NULL; i++) {
    if (year != NULL)
      found = haven_benchmark_find_in (year, area, group, phases[i], measure);
    if (found == NULL)
      found = haven_benchmark_find (area, group, phases[i], measure);
  }
  return found;
}

static char *
name_published (const char *area, const HavenBenchmark *one)
{
  const char *name = haven_authority_name (area);
  const char *group = g_str_equal (one->group, EVERYBODY) ? _("all pupils") : one->group;
  const char *phase = g_str_equal (one->phase, EVERYBODY) ? _("all phases") : one->phase;

  /* Translators: "Birmingham, CINO, secondary" */
  return g_strdup_printf (_("%s, %s, %s"), name != NULL ? name : _("England"), group, phase);
}

static HavenComparisonRow *
add_published_row (Look *look, HavenVersus versus, const char *area, const HavenBenchmark *one)
{
  HavenComparisonRow *row = row_new (versus, name_published (area, one));
  g_autofree char *why = say_why_not (look, one);

  row->value = one->value;
  row->symbol = one->symbol;
  row->n = one->pupils;
  row->dated = g_strdup (one->year);
  row->source = one->source;
  row->covers = g_str_equal (one->group, EVERYBODY) ? NULL : g_strdup (tell_cover (one->group));
  set_beside (look->comparison, row, why);
  g_ptr_array_add (look->comparison->rows, row);
  return row;
}

/* The one of the year that is asked about, else the latest; of the same phase, else of all. NULL where what ships is of a later year. */
static const HavenBenchmark *
find_received (const Look *look, const char *area, const char *group, const HavenBenchmark *shipped)
{
  HavenReceivedBenchmarks *received = look->comparison->received;
  g_autofree char *year = find_year (look);
  const char *phases[] = { look->comparison->phase, EVERYBODY };
  const HavenBenchmark *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (phases) && found == NULL; i++) {
    HavenBenchmark like = { .area = area, .group = group, .phase = phases[i], .measure = published_measures[look->measure] };
    found = year != NULL ? haven_received_benchmarks_find (received, year, &like) : NULL;
    if (found == NULL)
      found = haven_received_benchmarks_find (received, NULL, &like);
  }
  if (found == NULL || shipped == NULL || g_strcmp0 (found->year, year) == 0)
    return found;
  return strcmp (found->year, shipped->year) >= 0 ? found : NULL;
}

/* Which of the two it is says its name, and when it was sent its date */
static void
attribute_received (Look *look, HavenComparisonRow *row, const char *year)
{
  g_autofree char *name = row->name;
  g_autofree char *day = haven_day_to_text (haven_received_benchmarks_get_published (look->comparison->received));

  row->received = TRUE;
  row->name = g_strdup_printf (_("%s, by the exchange"), name);
  g_free (row->dated);
  row->dated = g_strdup_printf (_("%s, published %s"), year, day);
}

static void
add_published (Look *look, HavenVersus versus, const char *area, const char *group)
{
  gboolean asked = !haven_text_is_empty (area) && group != NULL && published_measures[look->measure] != NULL;
  const HavenBenchmark *shipped = asked ? find_published (look, area, group) : NULL;
  const HavenBenchmark *received = asked ? find_received (look, area, group, shipped) : NULL;

  if (shipped != NULL)
    add_published_row (look, versus, area, shipped);
  if (received != NULL)
    attribute_received (look, add_published_row (look, versus, area, received), received->year);
}

/* A page about one child compares with the year group only (practice 4) */
static void
add_all_published (Look *look)
{
  const char *authority = haven_school_get_setting (look->scope.school, "authority", "");
  const char *group = haven_published_group (look->scope.group);

  if (look->scope.pupil_id != 0)
    return;
  add_published (look, HAVEN_VERSUS_AUTHORITY_GROUP, authority, group);
  add_published (look, HAVEN_VERSUS_AUTHORITY_ALL, authority, EVERYBODY);
  add_published (look, HAVEN_VERSUS_ENGLAND_GROUP, ENGLAND, group);
  add_published (look, HAVEN_VERSUS_ENGLAND_ALL, ENGLAND, EVERYBODY);
}

HavenComparison *
haven_compare (HavenMeasure measure, const HavenScope *scope, GError **error)
{
  g_autoptr(HavenComparison) self = g_new0 (HavenComparison, 1);
  Look look = { measure, *scope, self, FALSE };
  g_autoptr(GPtrArray) members = NULL;

  if (scope->pupil_id != 0)
    look.scope.school = haven_school_get_whole (scope->school);         /* the year group is more than those who are shown */
  look.scope.published_ages = scope->pupil_id == 0 && (scope->published_ages || is_absence (measure));
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->received = haven_received_benchmarks_get (haven_school_get_setting (scope->school, "document.benchmarks", NULL));
  self->ours = haven_explain (measure, &look.scope, error);
  if (self->ours == NULL)
    return NULL;
  members = haven_scope_members (&look.scope);
  self->phase = find_phase (scope->school, members);
  look.one_phase = self->phase != NULL;
  if (self->phase == NULL)
    self->phase = g_strdup (EVERYBODY);
  self->warning = g_strdup (self->ours->warning);
  if (!haven_measure_is_rate (measure))
    return g_steal_pointer (&self);
  if (!add_rest (&look, error))
    return NULL;
  add_all_published (&look);
  return g_steal_pointer (&self);
}

void
haven_comparison_free (HavenComparison *self)
{
  if (self == NULL)
    return;
  haven_explanation_free (self->ours);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->received, haven_received_benchmarks_unref);
  g_free (self->phase);
  g_free (self->warning);
  g_free (self);
}

char *
haven_comparison_sentence (const HavenComparison *self, const HavenComparisonRow *row)
{
  if (isnan (row->multiple))
    return NULL;
  switch (self->ours->measure) {
  case HAVEN_MEASURE_PERSISTENT:
    return g_strdup_printf (_("%.1f times as likely to be persistently absent as %s"), row->multiple, row->name);
  case HAVEN_MEASURE_SEVERE:
    return g_strdup_printf (_("%.1f times as likely to be severely absent as %s"), row->multiple, row->name);
  case HAVEN_MEASURE_SUSPENDED:
    return g_strdup_printf (_("%.1f times as likely to be suspended as %s"), row->multiple, row->name);
  case HAVEN_MEASURE_EXCLUSION_RATE:
    return g_strdup_printf (_("%.1f times as likely to be permanently excluded as %s"), row->multiple, row->name);
  default:
    return g_strdup_printf (_("%s: %.1f times that of %s"), haven_measure_text (self->ours->measure), row->multiple, row->name);
  }
}
