/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-measure.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-attendance-codes.h"
#include "haven-measure-private.h"
#include "haven-part-time.h"
#include "haven-punctuality.h"
#include "haven-reference.h"
#include "haven-sdq-figures.h"
#include "haven-suspension-figures.h"

#define YOUNGEST ((int) haven_rule_number ("absence-ages", "from"))
#define OLDEST ((int) haven_rule_number ("absence-ages", "until"))
#define LAST_PRIMARY_YEAR 6

/* ---- from marks ---- */

static gint64
get_attended (const HavenAttendance *figures)
{
  return figures->attended;
}

static gint64
get_absent (const HavenAttendance *figures)
{
  return figures->authorised + figures->unauthorised;
}

static gint64
get_authorised (const HavenAttendance *figures)
{
  return figures->authorised;
}

static gint64
get_unauthorised (const HavenAttendance *figures)
{
  return figures->unauthorised;
}

static gint64
get_persistent (const HavenAttendance *figures)
{
  return figures->persistently_absent;
}

static gint64
get_severe (const HavenAttendance *figures)
{
  return figures->severely_absent;
}

static gint64
get_late_before (const HavenAttendance *figures)
{
  return figures->late_before;
}

static gint64
get_late_after (const HavenAttendance *figures)
{
  return figures->late_after;
}

static gint64
get_elsewhere (const HavenAttendance *figures)
{
  return figures->elsewhere;
}

static gint64
get_possible (const HavenAttendance *figures)
{
  return figures->possible;
}

static gint64
get_pupils (const HavenAttendance *figures)
{
  return figures->pupils;
}

/* ---- from records ---- */

static void
count_suspended (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  HavenSuspensionFigures figures = haven_suspensions_of (scope->school, members, self->period);

  self->numerator = figures.pupils_suspended;
  self->denominator = figures.pupils;
}

static void
count_suspensions (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  HavenSuspensionFigures figures = haven_suspensions_of (scope->school, members, self->period);

  self->numerator = figures.suspensions;
  self->denominator = figures.pupils;
}

static void
count_suspended_days (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  self->numerator = haven_suspensions_of (scope->school, members, self->period).half_days;
}

static void
count_exclusions (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  HavenSuspensionFigures figures = haven_suspensions_of (scope->school, members, self->period);

  self->numerator = figures.permanent_exclusions;
  self->denominator = figures.pupils;
}

static void
count_sen (HavenExplanation *self, GPtrArray *members, HavenSen sen)
{
  for (guint i = 0; i < members->len; i++)
    self->numerator += ((HavenPupil *) members->pdata[i])->sen == (int) sen;
  self->denominator = members->len;
}

static void
count_sen_support (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  count_sen (self, members, HAVEN_SEN_SUPPORT);
}

static void
count_ehcp (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  count_sen (self, members, HAVEN_SEN_EHCP);
}

static void
count_fsm (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  for (guint i = 0; i < members->len; i++) {
    const HavenPupil *pupil = members->pdata[i];

    self->numerator += pupil->fsm == HAVEN_FSM_YES;
    self->denominator += pupil->fsm != HAVEN_FSM_UNKNOWN;
  }
}

static gboolean
has_plan (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice plans = haven_school_of_pupil (school, HAVEN_TABLE_PLANS, pupil_id);

  for (guint i = 0; i < plans.n; i++) {
    const HavenPlan *plan = plans.items[i];

    if (haven_span_overlaps (span, (HavenSpan) { plan->first, plan->ended_on }))
      return TRUE;
  }
  return FALSE;
}

static void
count_part_time (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  for (guint i = 0; i < members->len; i++)
    self->numerator += has_plan (scope->school, ((HavenPupil *) members->pdata[i])->id, self->period);
}

static void
count_part_time_now (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  self->numerator = haven_part_time_of_group (scope->school, members, scope->clock).now;
}

static void
count_part_time_long (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  self->numerator = haven_part_time_of_group (scope->school, members, scope->clock).too_long;
}

static void
count_part_time_no_review (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  HavenPartTimeCount count = haven_part_time_of_group (scope->school, members, scope->clock);

  self->numerator = count.no_review + count.review_passed;
}

static void
take_lateness (HavenExplanation *self, const char *code, const HavenLateness *lateness)
{
  g_autofree char *text = haven_lateness_to_text (lateness);

  self->numerator = lateness->minutes;
  self->codes = g_strdup_printf ("%s: %s", code, text);
}

static void
count_late_before (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  HavenPunctuality found = haven_punctuality_of (scope->school, members, self->period);

  take_lateness (self, "L", &found.before);
}

static void
count_late_after (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  HavenPunctuality found = haven_punctuality_of (scope->school, members, self->period);

  take_lateness (self, "U", &found.after);
}

static void
count_sdq_raised (HavenExplanation *self, const HavenScope *scope, GPtrArray *members)
{
  HavenSdqCount count = haven_sdq_of_group (scope->school, members, HAVEN_INFORMANT_CARER, self->period);

  self->numerator = count.bands[HAVEN_N_SDQ_BANDS - 2] + count.bands[HAVEN_N_SDQ_BANDS - 1];
  self->denominator = count.pupils - count.without_band;
}

static const HavenMeasureKind kinds[HAVEN_N_MEASURES] = {
  { "attendance", N_("Attendance"), N_("%"), N_("sessions attended"), N_("possible sessions"), "possible-sessions",
    get_attended, get_possible, .codes = HAVEN_CODES_ATTENDED },
  { "absence", N_("Absence"), N_("%"), N_("sessions missed"), N_("possible sessions"), "possible-sessions",
    get_absent, get_possible, .codes = HAVEN_CODES_ABSENT },
  { "authorised-absence", N_("Authorised absence"), N_("%"), N_("sessions of authorised absence"), N_("possible sessions"),
    "possible-sessions", get_authorised, get_possible, .codes = HAVEN_CODES_AUTHORISED },
  { "unauthorised-absence", N_("Unauthorised absence"), N_("%"), N_("sessions of unauthorised absence"), N_("possible sessions"),
    "possible-sessions", get_unauthorised, get_possible, .codes = HAVEN_CODES_UNAUTHORISED },
  { "persistent-absence", N_("Persistent absence"), N_("%"), /* xgettext:no-c-format */
    N_("pupils who missed 10% or more of their own possible sessions"),
    N_("pupils with a possible session"), "persistent-absence", get_persistent, get_pupils, .codes = HAVEN_CODES_ABSENT },
  { "severe-absence", N_("Severe absence"), N_("%"), N_("pupils who missed half or more of their own possible sessions"),
    N_("pupils with a possible session"), "severe-absence", get_severe, get_pupils, .codes = HAVEN_CODES_ABSENT },
  { "late-before", N_("Late before the register closed"), N_("%"), N_("sessions marked L"), N_("possible sessions"), "possible-sessions",
    get_late_before, get_possible, .codes = HAVEN_CODES_LATE_BEFORE },
  { "late-after", N_("Late after the register closed"), N_("%"), N_("sessions marked U"), N_("possible sessions"), "possible-sessions",
    get_late_after, get_possible, .codes = HAVEN_CODES_LATE_AFTER },
  { "minutes-late-before", N_("Minutes late, before the register closed"), N_("minutes"), N_("minutes late, where known"), NULL,
    "possible-sessions", .count = count_late_before },
  { "minutes-late-after", N_("Minutes late, after the register closed"), N_("minutes"), N_("minutes late, where known"), NULL,
    "possible-sessions", .count = count_late_after },
  { "elsewhere", N_("Sessions elsewhere"), N_("sessions"), N_("sessions at another school or place"), NULL, "elsewhere",
    get_elsewhere, NULL, .codes = HAVEN_CODES_ELSEWHERE },
  { "suspended", N_("Pupils suspended"), N_("%"), N_("pupils suspended once or more"), N_("pupils"), "suspensions",
    .count = count_suspended, .records = N_("suspensions that begin in the period, lunchtimes among them; cancelled ones left out") },
  { "suspension-rate", N_("Suspensions"), N_("per 100 pupils"), N_("suspensions"), N_("pupils"), "suspensions",
    .count = count_suspensions, .records = N_("suspensions that begin in the period, lunchtimes among them; cancelled ones left out") },
  { "suspended-days", N_("Days suspended"), N_("days"), N_("half-days of suspension"), NULL, "suspended-term", .halves = TRUE,
    .count = count_suspended_days,
    .records = N_("school days in the period of every suspension that was not cancelled; a lunchtime is half a day") },
  { "exclusion-rate", N_("Permanent exclusions"), N_("per 100 pupils"), N_("permanent exclusions"), N_("pupils"), "suspensions",
    .count = count_exclusions, .records = N_("permanent exclusions of the period that were not cancelled") },
  { "sen-support", N_("SEN support"), N_("%"), N_("pupils with SEN support"), N_("pupils"), "needs",
    .count = count_sen_support, .records = N_("each pupil’s record as it stands today") },
  { "ehcp", N_("Education, health and care plan"), N_("%"), N_("pupils with a plan"), N_("pupils"), "needs",
    .count = count_ehcp, .records = N_("each pupil’s record as it stands today") },
  { "fsm", N_("Free school meals"), N_("%"), N_("pupils eligible"), N_("pupils of whom it is known"), "needs",
    .count = count_fsm, .records = N_("each pupil’s record as it stands today") },
  { "part-time", N_("Part-time timetables"), N_("pupils"), N_("pupils on one at any time in the period"), NULL, "part-time",
    .count = count_part_time, .records = N_("plans recorded, until they are recorded as ended") },
  { "part-time-now", N_("Part-time now"), N_("pupils"), N_("pupils on a part-time timetable today"), NULL, "part-time",
    .count = count_part_time_now, .records = N_("plans that have begun and are not recorded as ended") },
  { "part-time-long", N_("Part-time for longer than six weeks"), N_("pupils"), N_("pupils on one today, longer than six weeks"), NULL,
    "part-time", .count = count_part_time_long, .records = N_("plans that have begun and are not recorded as ended") },
  { "part-time-no-review", N_("Part-time without a review to come"), N_("pupils"), N_("pupils on one today, without a review to come"),
    NULL, "part-time", .count = count_part_time_no_review, .records = N_("plans that run, with no review date or one that has passed") },
  { "sdq-raised", N_("SDQ raised, carer’s form"), N_("%"), N_("pupils whose latest total is in the highest band"),
    N_("pupils with a carer’s total in the period"), "sdq", .count = count_sdq_raised,
    .records = N_("the latest carer’s form of the period of each pupil; it screens, it never diagnoses") },
};

const HavenMeasureKind *
haven_measure_get_kind (HavenMeasure measure)
{
  g_return_val_if_fail (measure < HAVEN_N_MEASURES, NULL);
  return &kinds[measure];
}

const char *
haven_measure_code (HavenMeasure measure)
{
  return haven_measure_get_kind (measure)->code;
}

gboolean
haven_measure_parse (const char *code, HavenMeasure *ret_measure)
{
  for (HavenMeasure measure = 0; code != NULL && measure < HAVEN_N_MEASURES; measure++) {
    if (g_str_equal (code, kinds[measure].code)) {
      *ret_measure = measure;
      return TRUE;
    }
  }
  return FALSE;
}

const char *
haven_measure_text (HavenMeasure measure)
{
  return _(haven_measure_get_kind (measure)->text);
}

const char *
haven_measure_unit (HavenMeasure measure)
{
  return _(haven_measure_get_kind (measure)->unit);
}

gboolean
haven_measure_is_rate (HavenMeasure measure)
{
  return haven_measure_get_kind (measure)->denominator_is != NULL;
}

/* ---- scope ---- */

HavenScope
haven_scope_of_pupil (HavenSchool *school, HavenClock clock, gint64 pupil_id, HavenSpan span)
{
  return (HavenScope) { .school = school, .clock = clock, .pupil_id = pupil_id, .span = span };
}

HavenScope
haven_scope_of_group (HavenSchool *school, HavenClock clock, HavenGroup group, HavenSpan span)
{
  return (HavenScope) { .school = school, .clock = clock, .group = group, .span = span };
}

HavenSpan
haven_scope_get_span (const HavenScope *scope)
{
  HavenDay marks_until = haven_school_get_last_mark (scope->school, scope->clock.today, NULL);
  HavenDay seen = scope->of_records || marks_until == HAVEN_DAY_NONE ? scope->clock.today : marks_until;
  HavenSpan usual = haven_default_span (scope->school, scope->clock);
  HavenSpan span = scope->span;

  if (span.first == HAVEN_DAY_NONE)
    span.first = usual.first;
  if (span.last == HAVEN_DAY_NONE)
    span.last = usual.last;
  span.last = MIN (span.last, seen);
  return span;
}

/* Of the ages of which absence is published: on the eve of the academic year; where the date of birth is not known, by year group */
gboolean
haven_is_published_age (const HavenPupil *pupil, HavenSpan span)
{
  HavenDay eve = haven_academic_year_span (haven_academic_year (span.last)).first - 1;
  int year = haven_pupil_get_year (pupil);
  int age;

  if (pupil->born == HAVEN_DAY_NONE)
    return year >= YOUNGEST - 4 && year <= OLDEST - 4;
  age = haven_day_get_age (pupil->born, eve);
  return age >= YOUNGEST && age <= OLDEST;
}

const char *
haven_pupil_phase (HavenSchool *school, const HavenPupil *pupil)
{
  const char *phase = haven_school_get_setting (school, "phase", "");
  int year = haven_pupil_get_year (pupil);

  if (g_str_equal (phase, "special") || g_str_equal (phase, "ap"))
    return phase;
  if (year != G_MININT)
    return year <= LAST_PRIMARY_YEAR ? "primary" : "secondary";
  return g_str_equal (phase, "primary") || g_str_equal (phase, "secondary") ? phase : "";
}

static gboolean
is_in_scope (const HavenScope *scope, const HavenPupil *pupil, HavenSpan span)
{
  if (scope->published_ages && !haven_is_published_age (pupil, span))
    return FALSE;
  if (scope->phase != NULL && !g_str_equal (haven_pupil_phase (scope->school, pupil), scope->phase))
    return FALSE;
  return scope->year_group == NULL || g_strcmp0 (pupil->year_group, scope->year_group) == 0;
}

GPtrArray *
haven_scope_members (const HavenScope *scope)
{
  HavenSpan span = haven_scope_get_span (scope);
  g_autoptr(GPtrArray) all = NULL;
  GPtrArray *members = g_ptr_array_new ();
  const HavenPupil *pupil;

  if (scope->pupil_id != 0) {
    pupil = haven_school_get_pupil (scope->school, scope->pupil_id);
    if (pupil != NULL)
      g_ptr_array_add (members, (gpointer) pupil);
    return members;
  }
  all = haven_group_members (scope->school, scope->group, span, scope->clock);
  for (guint i = 0; i < all->len; i++)
    if (is_in_scope (scope, all->pdata[i], span))
      g_ptr_array_add (members, all->pdata[i]);
  return members;
}

static const char *
get_phase_text (const char *phase)
{
  if (g_str_equal (phase, "primary"))
    return _("primary years");
  return g_str_equal (phase, "secondary") ? _("secondary years") : _("special or alternative provision");
}

char *
haven_scope_to_text (const HavenScope *scope)
{
  const HavenPupil *pupil = scope->pupil_id != 0 ? haven_school_get_pupil (scope->school, scope->pupil_id) : NULL;
  GString *text;

  if (pupil != NULL)
    return haven_pupil_dup_short (pupil);
  text = g_string_new (scope->group == HAVEN_GROUP_OTHERS ? _("the rest of the school") : haven_group_text (scope->group));
  if (scope->year_group != NULL)
    g_string_append_printf (text, _(", year group %s"), scope->year_group);
  if (scope->phase != NULL)
    g_string_append_printf (text, ", %s", get_phase_text (scope->phase));
  if (scope->published_ages)
    g_string_append_printf (text, _(", aged %d to %d when the year began"), YOUNGEST, OLDEST);
  return g_string_free (text, FALSE);
}
