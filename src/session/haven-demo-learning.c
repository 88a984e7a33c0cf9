/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#define SDQ_FROM_AGE 4
#define SDQ_UNTIL_AGE 16

static const char *const subjects[] = { "English", "Mathematics", "Science" };
static const char *const words[] = {
  [HAVEN_EXPECTATION_NONE] = "not assessed", [HAVEN_EXPECTATION_BELOW] = "working below", [HAVEN_EXPECTATION_AT] = "working at",
  [HAVEN_EXPECTATION_ABOVE] = "working above",
};

/* When teachers assess: at the end of each term; the last four that have passed */
static HavenDay
get_point (HavenDemo *demo, int back)
{
  HavenPeriod period = haven_calendar_get_period (demo->calendar, demo->last_day);

  for (int i = 0; i <= back; i++) {
    if (period.term == HAVEN_TERM_AUTUMN)
      period = (HavenPeriod) { period.year - 1, HAVEN_TERM_SUMMER };
    else
      period.term--;
  }
  return haven_calendar_get_span (demo->calendar, period).last - 7;
}

static HavenExpectation
choose_expectation (HavenDemo *demo, gboolean flagged)
{
  int draw = haven_demo_range (demo, 0, 100);

  if (draw < (flagged ? 58 : 30))
    return HAVEN_EXPECTATION_BELOW;
  return draw < 90 ? HAVEN_EXPECTATION_AT : HAVEN_EXPECTATION_ABOVE;
}

static void
add_attainment (HavenDemo *demo, const HavenDemoChild *child, const char *subject, HavenDay day, HavenExpectation expectation)
{
  HavenAttainment *one = haven_attainment_new ();

  one->pupil_id = child->pupil->id;
  one->subject = g_strdup (subject);
  one->day = day;
  one->measure = g_strdup ("teacher assessment");
  one->result = g_strdup (words[expectation]);
  one->expectation = expectation;
  haven_demo_add (demo, HAVEN_TABLE_ATTAINMENT, one);
}

/* A subject moves slowly: most points repeat the one before */
static void
assess_subject (HavenDemo *demo, const HavenDemoChild *child, const char *subject)
{
  HavenExpectation expectation = choose_expectation (demo, TRUE);

  for (int back = 2; back >= 0; back--) {
    HavenDay day = get_point (demo, back);
    if (haven_demo_chance (demo, 200))
      expectation = choose_expectation (demo, TRUE);
    if (day >= child->pupil->admitted)
      add_attainment (demo, child, subject, day, expectation);
  }
}

/* The whole school's totals, without which there is no gap (practice 19) */
static void
add_totals (HavenDemo *demo, int year_group, guint subject, HavenDay day)
{
  HavenSchoolAttainment *one = haven_school_attainment_new ();

  one->subject = g_strdup (subjects[subject]);
  one->day = day;
  one->measure = g_strdup ("teacher assessment");
  one->year_group = g_strdup_printf ("%d", year_group);
  for (guint i = 0; i < demo->children->len; i++) {
    const HavenDemoChild *child = demo->children->pdata[i];
    HavenExpectation expectation = choose_expectation (demo, child->flagged);

    if (haven_pupil_get_year (child->pupil) != year_group)
      continue;
    one->below += expectation == HAVEN_EXPECTATION_BELOW;
    one->at += expectation == HAVEN_EXPECTATION_AT;
    one->above += expectation == HAVEN_EXPECTATION_ABOVE;
  }
  haven_demo_add (demo, HAVEN_TABLE_SCHOOL_ATTAINMENT, one);
}

static void
add_sdq (HavenDemo *demo, const HavenDemoChild *child, HavenInformant informant, HavenDay day, int mean)
{
  HavenSdq *sdq = haven_sdq_new ();

  sdq->pupil_id = child->pupil->id;
  sdq->informant = informant;
  sdq->version = g_strdup ("4-17");
  sdq->day = day;
  sdq->emotional = CLAMP (mean + haven_demo_range (demo, -2, 3), 0, 10);
  sdq->conduct = CLAMP (mean + haven_demo_range (demo, -2, 3), 0, 10);
  sdq->hyperactivity = CLAMP (mean + haven_demo_range (demo, -1, 4), 0, 10);
  sdq->peer = CLAMP (mean + haven_demo_range (demo, -3, 2), 0, 10);
  sdq->prosocial = haven_demo_range (demo, 4, 10);
  sdq->total = sdq->emotional + sdq->conduct + sdq->hyperactivity + sdq->peer;
  haven_demo_add (demo, HAVEN_TABLE_SDQ, sdq);
}

/* Yearly from the carer for looked-after children; from a teacher for some of the others */
static void
score_child (HavenDemo *demo, const HavenDemoChild *child)
{
  int age = haven_day_get_age (child->pupil->born, demo->today);
  int mean = haven_demo_range (demo, 2, 6);

  if (age < SDQ_FROM_AGE || age > SDQ_UNTIL_AGE)
    return;
  for (int back = 2; back >= 0 && child->kind == HAVEN_STATUS_CLA; back--)
    add_sdq (demo, child, HAVEN_INFORMANT_CARER, demo->today - 60 - 365 * back, mean);
  if (child->kind != HAVEN_STATUS_CLA && haven_demo_chance (demo, 350))
    add_sdq (demo, child, HAVEN_INFORMANT_TEACHER, demo->today - haven_demo_range (demo, 20, 300), mean);
}

void
haven_demo_make_learning (HavenDemo *demo)
{
  for (guint i = 0; i < demo->flagged->len; i++) {
    const HavenDemoChild *child = demo->flagged->pdata[i];
    for (guint subject = 0; subject < G_N_ELEMENTS (subjects); subject++)
      assess_subject (demo, child, subjects[subject]);
    score_child (demo, child);
  }
  for (int year_group = 1; year_group <= 11; year_group++)
    for (guint subject = 0; subject < G_N_ELEMENTS (subjects); subject++)
      if (demo->size == HAVEN_DEMO_LARGE || year_group >= 7)
        add_totals (demo, year_group, subject, get_point (demo, 0));
}
