/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#define TO_CONFIRM 3                       /* days until the school had it confirmed */

/* How many of each there are, by size of school, and how many sessions in a thousand they miss on average */
typedef struct {
  HavenStatus kind;             /* NONE: had a social worker before */
  int count[3];
  int absence;
} Quota;

static const Quota quotas[] = {
  { HAVEN_STATUS_CP, { 2, 8, 14 }, 250 },
  { HAVEN_STATUS_CIN, { 5, 30, 54 }, 200 },
  { HAVEN_STATUS_SW, { 1, 5, 10 }, 170 },
  { HAVEN_STATUS_CLA, { 2, 9, 16 }, 75 },
  { HAVEN_STATUS_PLA, { 1, 9, 18 }, 90 },
  { HAVEN_STATUS_KINSHIP, { 2, 10, 20 }, 105 },
  { HAVEN_STATUS_NONE, { 5, 55, 108 }, 130 },
};

static const char *const told_by[] = {
  "the social worker, by telephone", "the authority’s weekly list", "letter from the authority", "the last school’s file",
};

/* On roll throughout, so that each story has room */
static gboolean
may_be_chosen (const HavenDemo *demo, const HavenDemoChild *child)
{
  return !child->flagged && child->pupil->left == HAVEN_DAY_NONE && child->pupil->admitted <= haven_day_new (demo->year, 9, 1);
}

static HavenDemoChild *
choose_child (HavenDemo *demo)
{
  HavenDemoChild *child;

  do
    child = demo->children->pdata[haven_demo_range (demo, 0, (int) demo->children->len)];
  while (!may_be_chosen (demo, child));
  return child;
}

static HavenSpell *
add_spell (HavenDemo *demo, const HavenDemoChild *child, HavenStatus status, HavenSpan span)
{
  HavenSpell *spell = haven_spell_new ();

  spell->pupil_id = child->pupil->id;
  spell->status = status;
  spell->first = span.first;
  spell->last = span.last;
  spell->authority = g_strdup (child->pupil->id % 9 == 0 ? "Neighbouring Borough" : "Invented County");
  spell->told_by = g_strdup (HAVEN_DEMO_PICK (demo, told_by));
  spell->confirmed_on = MIN (span.first + TO_CONFIRM, demo->today);
  spell->import_id = HAVEN_DEMO_STATUSES_FILE;
  if (span.last == HAVEN_DAY_NONE && status <= HAVEN_STATUS_CLA)
    spell->social_worker_id = haven_demo_get_worker (demo, child)->id;
  haven_demo_add (demo, HAVEN_TABLE_SPELLS, spell);
  return spell;
}

static void
add_open (HavenDemo *demo, const HavenDemoChild *child, HavenDay since)
{
  add_spell (demo, child, child->kind, (HavenSpan) { since, HAVEN_DAY_NONE });
}

static void
add_ended (HavenDemo *demo, const HavenDemoChild *child, HavenStatus status, HavenDay first, HavenDay last)
{
  add_spell (demo, child, status, (HavenSpan) { first, last });
}

/* A plan grows out of a plan: first in need, then at risk. The first child's is a month old. */
static void
tell_cp (HavenDemo *demo, const HavenDemoChild *child, int nth)
{
  HavenDay since = demo->today - (nth == 0 ? 31 : haven_demo_range (demo, 45, 330));

  add_ended (demo, child, HAVEN_STATUS_CIN, since - haven_demo_range (demo, 90, 500), since - 1);
  add_open (demo, child, since);
}

static void
tell_looked_after (HavenDemo *demo, const HavenDemoChild *child)
{
  HavenDay since = demo->today - haven_demo_range (demo, 150, 1700);

  add_ended (demo, child, HAVEN_STATUS_CP, since - haven_demo_range (demo, 60, 400), since - 1);
  add_open (demo, child, since);
}

static void
tell_adopted (HavenDemo *demo, const HavenDemoChild *child)
{
  HavenDay since = demo->today - haven_demo_range (demo, 900, 3000);

  add_ended (demo, child, HAVEN_STATUS_CLA, since - haven_demo_range (demo, 400, 900), since - 1);
  add_open (demo, child, since);
}

/* The first one's plan ended six weeks ago: still our child (practice 27) */
static void
tell_before (HavenDemo *demo, const HavenDemoChild *child, int nth)
{
  HavenDay ended = demo->today - (nth == 0 ? 43 : haven_demo_range (demo, 60, 1900));

  add_ended (demo, child, haven_demo_chance (demo, 200) ? HAVEN_STATUS_CP : HAVEN_STATUS_CIN,
             ended - haven_demo_range (demo, 100, 500), ended);
}

static void
tell_history (HavenDemo *demo, const HavenDemoChild *child, int nth)
{
  switch (child->kind) {
  case HAVEN_STATUS_CP:
    tell_cp (demo, child, nth);
    break;
  case HAVEN_STATUS_CIN:
    add_open (demo, child, demo->today - haven_demo_range (demo, 30, 480));
    break;
  case HAVEN_STATUS_SW:
    add_open (demo, child, demo->today - haven_demo_range (demo, 5, 40));
    break;
  case HAVEN_STATUS_CLA:
    tell_looked_after (demo, child);
    break;
  case HAVEN_STATUS_PLA:
    tell_adopted (demo, child);
    break;
  case HAVEN_STATUS_KINSHIP:
    add_open (demo, child, demo->today - haven_demo_range (demo, 200, 1900));
    if (nth == 0)
      add_spell (demo, child, HAVEN_STATUS_CIN, (HavenSpan) { demo->today - 120, HAVEN_DAY_NONE });
    break;
  default:
    tell_before (demo, child, nth);
  }
}

/* Among these children needs and poverty are far more common */
static void
change_needs (HavenDemo *demo, HavenPupil *pupil)
{
  int draw = haven_demo_range (demo, 0, 1000);

  pupil->sen = draw < 210 ? HAVEN_SEN_EHCP : draw < 460 ? HAVEN_SEN_SUPPORT : HAVEN_SEN_NONE;
  pupil->fsm = haven_demo_chance (demo, 600) ? HAVEN_FSM_YES : HAVEN_FSM_NO;
}

static void
flag_child (HavenDemo *demo, const Quota *quota, int nth)
{
  HavenDemoChild *child = choose_child (demo);

  child->flagged = TRUE;
  child->kind = quota->kind;
  child->gone = child->gone_later = haven_demo_choose_absence (demo, quota->absence);
  change_needs (demo, child->pupil);
  tell_history (demo, child, nth);
  g_ptr_array_add (demo->flagged, child);
}

void
haven_demo_make_statuses (HavenDemo *demo)
{
  for (guint i = 0; i < G_N_ELEMENTS (quotas); i++)
    for (int nth = 0; nth < quotas[i].count[demo->size]; nth++)
      flag_child (demo, &quotas[i], nth);
}
