/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-return-facts.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-learning-figures.h"
#include "haven-measure.h"
#include "haven-sdq-bands.h"
#include "haven-suspension-figures.h"

#define SIX_WEEKS 42
#define FIFTH 5                            /* 20 % is one in five */

static gboolean
collect_attendance (HavenReturnFacts *self, GPtrArray *one, GError **error)
{
  self->counts_absence = haven_is_published_age (self->pupil, self->span);
  return haven_attendance_of (self->school, one, self->span, &self->attendance, error);
}

/* Sessions at the other school are not possible here, but they are sessions of the child's */
static void
collect_elsewhere (HavenReturnFacts *self, GPtrArray *one)
{
  g_autoptr(GPtrArray) rows = haven_attendance_by (self->school, one, self->span, HAVEN_BY_CODE, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    self->elsewhere += row->figures.elsewhere;
    self->sessions += MAX (row->figures.possible, row->figures.elsewhere);
  }
}

static void
collect_suspensions (HavenReturnFacts *self, GPtrArray *one)
{
  HavenSuspensionFigures figures = haven_suspensions_of (self->school, one, self->span);

  self->suspensions = figures.suspensions;
  self->permanent_exclusions = figures.permanent_exclusions;
  self->half_days_suspended = haven_suspended_half_days (self->school, self->pupil->id, self->span, NULL);
}

/* A plan runs until it is recorded as ended, whatever was agreed */
static void
collect_part_time (HavenReturnFacts *self)
{
  HavenSlice plans = haven_school_of_pupil (self->school, HAVEN_TABLE_PLANS, self->pupil->id);

  for (guint i = 0; i < plans.n; i++) {
    const HavenPlan *plan = plans.items[i];
    HavenDay last = plan->ended_on != HAVEN_DAY_NONE ? MIN (plan->ended_on, self->span.last) : self->span.last;

    if (plan->first != HAVEN_DAY_NONE && plan->first <= last && last >= self->span.first)
      self->part_time_days = MAX (self->part_time_days, last - plan->first + 1);
  }
}

/* A form of 4 to 16 has four bands; a carer's score goes before a teacher's and a teacher's before the child's own: informants are never
 * mixed (practice 17) */
static const HavenSdq *
find_sdq (HavenReturnFacts *self)
{
  HavenSlice scores = haven_school_of_pupil (self->school, HAVEN_TABLE_SDQ, self->pupil->id);
  const HavenSdq *found = NULL;

  for (guint i = 0; i < scores.n; i++) {
    const HavenSdq *sdq = scores.items[i];

    if (sdq->total < 0 || sdq->day < self->span.first || sdq->day > self->span.last)
      continue;
    if (found == NULL || sdq->informant < found->informant || (sdq->informant == found->informant && sdq->day > found->day))
      found = sdq;
  }
  return found;
}

static void
collect_sdq (HavenReturnFacts *self)
{
  static const char *const informants[] = { [HAVEN_INFORMANT_CARER] = "carer", [HAVEN_INFORMANT_TEACHER] = "teacher",
                                            [HAVEN_INFORMANT_SELF] = "self" };
  const HavenSdq *sdq = find_sdq (self);
  const HavenSdqBand *band = sdq != NULL ? haven_sdq_band_find (informants[sdq->informant], "total", 4, sdq->total) : NULL;

  self->sdq_place = band != NULL ? band->place : -1;
}

/* The last result of the period in each subject; the lowest and the highest of them */
static void
collect_attainment (HavenReturnFacts *self)
{
  g_autoptr(GPtrArray) subjects = haven_attainment_lines (self->school, self->pupil->id, self->span);

  for (guint i = 0; i < subjects->len; i++) {
    const HavenSubject *subject = subjects->pdata[i];
    const HavenAttainment *last = subject->results->pdata[subject->results->len - 1];

    if (last->expectation == HAVEN_EXPECTATION_NONE)
      continue;
    self->lowest_result = self->results == 0 ? last->expectation : MIN (self->lowest_result, last->expectation);
    self->results++;
  }
}

static const char *
answer_all (const HavenReturnFacts *facts)
{
  return "all";
}

static const char *
answer_absence (const HavenReturnFacts *facts)
{
  return facts->counts_absence ? haven_attendance_band (&facts->attendance) : "not_counted";
}

static const char *
answer_suspended (const HavenReturnFacts *facts)
{
  static const char *const answers[] = { "0", "1", "2_or_more" };

  return answers[MIN (facts->suspensions, 2)];
}

static const char *
answer_excluded (const HavenReturnFacts *facts)
{
  return facts->permanent_exclusions > 0 ? "yes" : "no";
}

static const char *
answer_part_time (const HavenReturnFacts *facts)
{
  if (facts->part_time_days == 0)
    return "none";
  return facts->part_time_days <= SIX_WEEKS ? "up_to_6_weeks" : "longer";
}

static const char *
answer_elsewhere (const HavenReturnFacts *facts)
{
  if (facts->sessions == 0)
    return "not_counted";
  return FIFTH * facts->elsewhere >= facts->sessions ? "20_and_over" : "under_20";
}

/* Below in any subject is below; greater is greater in all of them */
static const char *
answer_attainment (const HavenReturnFacts *facts)
{
  static const char *const answers[] = { [HAVEN_EXPECTATION_NONE] = "none", [HAVEN_EXPECTATION_BELOW] = "below",
                                         [HAVEN_EXPECTATION_AT] = "expected", [HAVEN_EXPECTATION_ABOVE] = "greater" };

  return facts->results == 0 ? "none" : answers[facts->lowest_result];
}

static const char *
answer_sdq (const HavenReturnFacts *facts)
{
  static const char *const answers[] = { "close", "slightly_raised", "high", "very_high" };

  return facts->sdq_place < 0 ? "none" : answers[MIN (facts->sdq_place, 3)];
}

static const char *
group_by_status (const HavenReturnFacts *facts)
{
  static const HavenGroup groups[] = { HAVEN_GROUP_CP, HAVEN_GROUP_CIN, HAVEN_GROUP_PREVIOUS };

  if (facts->standing.looked_after)
    return "CLA";
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (haven_group_has (groups[i], &facts->standing))
      return haven_group_code (groups[i]);
  return "other";
}

static const char *
group_by_phase (const HavenReturnFacts *facts)
{
  int year = haven_pupil_get_year (facts->pupil);
  const char *school = haven_school_get_setting (facts->school, "phase", "");

  if (g_str_equal (school, "special"))
    return "other";
  if (year == G_MININT)
    return school;
  return year <= 6 ? "primary" : "secondary";
}

static const char *
group_by_sen (const HavenReturnFacts *facts)
{
  static const char *const codes[] = { [HAVEN_SEN_NONE] = "N", [HAVEN_SEN_SUPPORT] = "K", [HAVEN_SEN_EHCP] = "E" };

  return codes[facts->pupil->sen];
}

static const char *
group_by_fsm (const HavenReturnFacts *facts)
{
  static const char *const codes[] = { [HAVEN_FSM_UNKNOWN] = "other", [HAVEN_FSM_NO] = "no", [HAVEN_FSM_YES] = "yes" };

  return codes[facts->pupil->fsm];
}

static const char *
group_by_kinship (const HavenReturnFacts *facts)
{
  return facts->standing.kinship ? "yes" : "no";
}

static const char *
group_by_sex (const HavenReturnFacts *facts)
{
  return facts->pupil->sex != NULL ? facts->pupil->sex : "other";
}

/* The sessions of those whose absence is counted, so that the two can be divided */
static gint64
sum_possible (const HavenReturnFacts *facts)
{
  return facts->counts_absence ? facts->attendance.possible : 0;
}

static gint64
sum_attended (const HavenReturnFacts *facts)
{
  return facts->counts_absence ? facts->attendance.attended : 0;
}

static gint64
sum_authorised (const HavenReturnFacts *facts)
{
  return facts->counts_absence ? facts->attendance.authorised : 0;
}

static gint64
sum_unauthorised (const HavenReturnFacts *facts)
{
  return facts->counts_absence ? facts->attendance.unauthorised : 0;
}

static gint64
sum_suspended (const HavenReturnFacts *facts)
{
  return facts->half_days_suspended;
}

typedef struct {
  const char *name;
  HavenReturnQuestion question;
} Question;

static const Question measures[] = {
  { "roll", answer_all },
  { "absence", answer_absence },
  { "suspended", answer_suspended },
  { "excluded", answer_excluded },
  { "part_time", answer_part_time },
  { "elsewhere", answer_elsewhere },
  { "attainment", answer_attainment },
  { "sdq", answer_sdq },
};

static const Question variables[] = {
  { "all", answer_all },
  { "status", group_by_status },
  { "phase", group_by_phase },
  { "sen", group_by_sen },
  { "fsm", group_by_fsm },
  { "kinship", group_by_kinship },
  { "sex", group_by_sex },
};

static const struct {
  const char *name;
  HavenReturnSum sum;
} magnitudes[] = {
  { "sessions_possible", sum_possible },
  { "sessions_attended", sum_attended },
  { "sessions_authorised", sum_authorised },
  { "sessions_unauthorised", sum_unauthorised },
  { "half_days_suspended", sum_suspended },
};

static HavenReturnQuestion
find_question (const Question *questions, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (questions[i].name, name))
      return questions[i].question;
  return NULL;
}

gboolean
haven_return_facts_collect (HavenReturnFacts *self, GError **error)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer) self->pupil);
  if (!collect_attendance (self, one, error))
    return FALSE;
  collect_elsewhere (self, one);
  collect_suspensions (self, one);
  collect_part_time (self);
  collect_sdq (self);
  collect_attainment (self);
  return TRUE;
}

HavenReturnQuestion
haven_return_find_measure (const char *name)
{
  return find_question (measures, G_N_ELEMENTS (measures), name);
}

HavenReturnQuestion
haven_return_find_variable (const char *name)
{
  return find_question (variables, G_N_ELEMENTS (variables), name);
}

HavenReturnSum
haven_return_find_magnitude (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (magnitudes); i++)
    if (g_str_equal (magnitudes[i].name, name))
      return magnitudes[i].sum;
  return NULL;
}
