/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

typedef struct {
  const char *need;
  const char *what;
  const char *who;
  const char *aim;
  const char *baseline;
  const char *outcome;
} Help;

static const Help helps[] = {
  { "Attendance", "Morning check-in with a trusted adult", "Gareth Stone", "In school on nine days out of ten",
    "In on fewer than six of ten", "In on more than nine of ten since half term" },
  { "Reading", "Paired reading, four short sessions a week", "Ffion Rees", "Reads a chapter without help", "Reading age two years behind",
    "Eight months’ progress in one term" },
  { "Self-regulation", "Emotion coaching and a time-out card", "Yetunde Coker", "Uses the card before things go wrong",
    "Four removals a week", "One removal in the last three weeks" },
  { "Mathematics", "Small-group tuition", "Hasan Demir", "Secure with fractions", "Below the expected standard", NULL },
  { "Friendships", "Lunch club", "Lucia Romano", "Has company at lunch", "Alone most days", NULL },
};

static const char *const barriers[] = {
  "school-avoidance", "young-carer", "housing", "transport", "unmet-send", "bereavement", "mental-health", "domestic-abuse", "poverty",
};

static void
add_help (HavenDemo *demo, const HavenDemoChild *child, const Help *help, HavenDay first)
{
  HavenIntervention *one = haven_intervention_new ();
  gboolean done = help->outcome != NULL && first < demo->today - 90;

  one->pupil_id = child->pupil->id;
  one->need = g_strdup (help->need);
  one->what = g_strdup (help->what);
  one->who = g_strdup (help->who);
  one->first = first;
  one->minutes_a_week = 15 * haven_demo_range (demo, 2, 9);
  one->aim = g_strdup (help->aim);
  one->baseline = g_strdup (help->baseline);
  one->review_on = first + 42;
  one->last = done ? first + 84 : HAVEN_DAY_NONE;
  one->outcome = done ? g_strdup (help->outcome) : NULL;
  haven_demo_add (demo, HAVEN_TABLE_INTERVENTIONS, one);
}

static void
add_barrier (HavenDemo *demo, const HavenDemoChild *child)
{
  HavenBarrier *barrier = haven_barrier_new ();

  barrier->pupil_id = child->pupil->id;
  barrier->code = g_strdup (HAVEN_DEMO_PICK (demo, barriers));
  barrier->first = demo->today - haven_demo_range (demo, 20, 300);
  haven_demo_add (demo, HAVEN_TABLE_BARRIERS, barrier);
}

static void
add_move (HavenDemo *demo, const HavenDemoChild *child, HavenMoveType type, HavenDay day, const char *note)
{
  HavenMove *move = haven_move_new ();

  move->pupil_id = child->pupil->id;
  move->type = type;
  move->day = day;
  move->note = g_strdup (note);
  haven_demo_add (demo, HAVEN_TABLE_MOVES, move);
}

static void
support_by_chance (HavenDemo *demo, const HavenDemoChild *child)
{
  if (haven_demo_chance (demo, 450))
    add_help (demo, child, &helps[haven_demo_range (demo, 1, G_N_ELEMENTS (helps))], demo->today - haven_demo_range (demo, 20, 200));
  if (haven_demo_chance (demo, 550))
    add_barrier (demo, child);
  if (child->kind == HAVEN_STATUS_CLA)
    add_move (demo, child, HAVEN_MOVE_PLACEMENT, demo->today - haven_demo_range (demo, 30, 500), "New foster carer, same school");
  if (child->kind != HAVEN_STATUS_NONE && haven_demo_chance (demo, 300))
    add_move (demo, child, HAVEN_MOVE_SOCIAL_WORKER, demo->today - haven_demo_range (demo, 10, 200), "Case handed over");
  if (child->pupil->admitted > haven_day_new (demo->first_year, 9, 1) && haven_demo_chance (demo, 120))
    add_move (demo, child, HAVEN_MOVE_SCHOOL, child->pupil->admitted, "From another school");
}

/* The intervention that the register answers to */
static void
tell_better (HavenDemo *demo)
{
  const HavenDemoChild *child = haven_demo_find (demo, HAVEN_STATUS_CIN, 0);

  add_help (demo, child, &helps[0], child->change_on);
}

static void
add_plan (HavenDemo *demo, const HavenDemoChild *child, HavenSpan span, HavenDay ended)
{
  HavenPlan *plan = haven_plan_new ();

  plan->pupil_id = child->pupil->id;
  plan->first = span.first;
  plan->full_time_on = span.last;
  plan->ended_on = ended;
  plan->minutes_a_week = 15 * 60;
  plan->agreed_by = g_strdup ("Mother and the headteacher");
  plan->consulted_on = span.first - 5;
  plan->review_on = ended != HAVEN_DAY_NONE ? ended : haven_demo_back (demo, 7);
  plan->safety = g_strdup ("At home with an adult in the afternoons; a call each day at two");
  haven_demo_add (demo, HAVEN_TABLE_PLANS, plan);
}

static void
tell_part_time (HavenDemo *demo)
{
  const HavenDemoChild *now = haven_demo_find (demo, HAVEN_STATUS_CP, 1);
  const HavenDemoChild *before = haven_demo_find (demo, HAVEN_STATUS_NONE, 0);

  add_plan (demo, now, (HavenSpan) { now->part_time.first, demo->today + 12 }, HAVEN_DAY_NONE);
  add_plan (demo, before, (HavenSpan) { demo->today - 330, demo->today - 300 }, demo->today - 301);
}

static void
tell_elsewhere (HavenDemo *demo)
{
  const HavenDemoChild *child = haven_demo_find (demo, HAVEN_STATUS_CLA, 1);
  HavenProvision *provision = haven_provision_new ();

  provision->pupil_id = child->pupil->id;
  provision->name = g_strdup ("Invented Farm Learning");
  provision->type = g_strdup ("Alternative provision, two days a week");
  provision->first = child->elsewhere.first;
  provision->inspection = g_strdup ("Registered; meets the standards");
  provision->inspected_on = demo->today - 400;
  provision->framework = g_strdup ("Independent school standards");
  haven_demo_add (demo, HAVEN_TABLE_PROVISION, provision);
}

void
haven_demo_make_support (HavenDemo *demo)
{
  for (guint i = 0; i < demo->flagged->len; i++)
    support_by_chance (demo, demo->flagged->pdata[i]);
  tell_better (demo);
  tell_part_time (demo);
  tell_elsewhere (demo);
}
