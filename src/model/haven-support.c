/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-support.h"

static const HavenField plan_fields[] = {
  HAVEN_INT (HavenPlan, id),
  HAVEN_INT (HavenPlan, pupil_id),
  HAVEN_DAY (HavenPlan, first),
  HAVEN_DAY (HavenPlan, full_time_on),
  HAVEN_DAY (HavenPlan, ended_on),
  HAVEN_INT (HavenPlan, minutes_a_week),
  HAVEN_TEXT (HavenPlan, agreed_by),
  HAVEN_DAY (HavenPlan, review_on),
  HAVEN_DAY (HavenPlan, consulted_on),
  HAVEN_TEXT (HavenPlan, safety),
  HAVEN_INT (HavenPlan, import_id),
};
HAVEN_DEFINE_RECORD (HavenPlan, haven_plan, HAVEN_KIND_PLAN, "plans", plan_fields)

static const HavenField intervention_fields[] = {
  HAVEN_INT (HavenIntervention, id),
  HAVEN_INT (HavenIntervention, pupil_id),
  HAVEN_TEXT (HavenIntervention, need),
  HAVEN_TEXT (HavenIntervention, what),
  HAVEN_TEXT (HavenIntervention, who),
  HAVEN_DAY (HavenIntervention, first),
  HAVEN_DAY (HavenIntervention, last),
  HAVEN_INT (HavenIntervention, minutes_a_week),
  HAVEN_TEXT (HavenIntervention, aim),
  HAVEN_TEXT (HavenIntervention, baseline),
  HAVEN_DAY (HavenIntervention, review_on),
  HAVEN_TEXT (HavenIntervention, outcome),
  HAVEN_TEXT (HavenIntervention, evidence),
  HAVEN_INT (HavenIntervention, import_id),
};
HAVEN_DEFINE_RECORD (HavenIntervention, haven_intervention, HAVEN_KIND_INTERVENTION, "interventions", intervention_fields)

static const HavenField barrier_fields[] = {
  HAVEN_INT (HavenBarrier, id),
  HAVEN_INT (HavenBarrier, pupil_id),
  HAVEN_TEXT (HavenBarrier, code),
  HAVEN_DAY (HavenBarrier, first),
  HAVEN_DAY (HavenBarrier, last),
  HAVEN_INT (HavenBarrier, import_id),
};
HAVEN_DEFINE_RECORD (HavenBarrier, haven_barrier, HAVEN_KIND_BARRIER, "barriers", barrier_fields)

static const HavenField provision_fields[] = {
  HAVEN_INT (HavenProvision, id),
  HAVEN_INT (HavenProvision, pupil_id),
  HAVEN_TEXT (HavenProvision, name),
  HAVEN_TEXT (HavenProvision, type),
  HAVEN_FLAG (HavenProvision, full_time),
  HAVEN_DAY (HavenProvision, first),
  HAVEN_DAY (HavenProvision, last),
  HAVEN_TEXT (HavenProvision, inspection),
  HAVEN_DAY (HavenProvision, inspected_on),
  HAVEN_TEXT (HavenProvision, framework),
  HAVEN_INT (HavenProvision, import_id),
};
HAVEN_DEFINE_RECORD (HavenProvision, haven_provision, HAVEN_KIND_PROVISION, "provision", provision_fields)

static const char *const move_codes[] = { "school", "placement", "social-worker", NULL };
static const HavenField move_fields[] = {
  HAVEN_INT (HavenMove, id),
  HAVEN_INT (HavenMove, pupil_id),
  HAVEN_CODE (HavenMove, type, move_codes),
  HAVEN_DAY (HavenMove, day),
  HAVEN_TEXT (HavenMove, note),
  HAVEN_INT (HavenMove, import_id),
};
HAVEN_DEFINE_RECORD (HavenMove, haven_move, HAVEN_KIND_MOVE, "moves", move_fields)
