/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#define DAYS_TO_TELL 1
#define FIRST_SECONDARY_YEAR 7

static const char *const reasons[] = { "DB", "DB", "VA", "PP", "PP VA", "VP", "PA", "DM", "BU", "OW", "VR", "LD", "MT" };
static const char *const alternatives[] = {
  "Mentoring twice a week, report card", "Seating plan, time-out card", "Restorative meeting with the other pupil", NULL,
};

static HavenSuspension *
add_suspension (HavenDemo *demo, HavenDemoChild *child, HavenDay first, int sessions)
{
  HavenSuspension *suspension = haven_suspension_new ();
  HavenDemoAway away = { first, sessions };

  suspension->pupil_id = child->pupil->id;
  suspension->type = HAVEN_SUSPENSION;
  suspension->first = first;
  suspension->sessions = sessions;
  suspension->reason = g_strdup (HAVEN_DEMO_PICK (demo, reasons));
  suspension->alternatives = g_strdup (HAVEN_DEMO_PICK (demo, alternatives));
  suspension->import_id = HAVEN_DEMO_SUSPENSIONS_FILE;
  haven_demo_add (demo, HAVEN_TABLE_SUSPENSIONS, suspension);
  g_array_append_val (child->away, away);
  return suspension;
}

static void
add_notice (HavenDemo *demo, const HavenSuspension *suspension, HavenNoticeTo to, const char *how)
{
  HavenNotice *notice = haven_notice_new ();

  notice->pupil_id = suspension->pupil_id;
  notice->suspension_id = suspension->id;
  notice->to = to;
  notice->sent_on = MIN (suspension->first + DAYS_TO_TELL, demo->today);
  notice->how = g_strdup (how);
  haven_demo_add (demo, HAVEN_TABLE_NOTICES, notice);
}

/* Who must be told of it (practice 13) */
static void
tell_everybody (HavenDemo *demo, const HavenDemoChild *child, const HavenSuspension *suspension)
{
  add_notice (demo, suspension, HAVEN_NOTICE_PARENT, "letter and telephone");
  add_notice (demo, suspension, HAVEN_NOTICE_GOVERNORS, "e-mail to the clerk");
  add_notice (demo, suspension, HAVEN_NOTICE_AUTHORITY, "the authority’s form");
  if (child->kind >= HAVEN_STATUS_CP && child->kind <= HAVEN_STATUS_CLA)
    add_notice (demo, suspension, HAVEN_NOTICE_SOCIAL_WORKER, "telephone, then e-mail");
  if (child->kind == HAVEN_STATUS_CLA)
    add_notice (demo, suspension, HAVEN_NOTICE_VIRTUAL_SCHOOL, "e-mail");
}

static HavenDay
choose_day (HavenDemo *demo, const HavenDemoChild *child, int year)
{
  HavenDay first = MAX (haven_day_new (year, 9, 8), child->pupil->admitted);
  HavenDay last = MIN (haven_demo_back (demo, 8), haven_day_new (year + 1, 7, 10));

  if (child->pupil->left != HAVEN_DAY_NONE)
    last = MIN (last, child->pupil->left - 14);
  return first < last ? haven_demo_school_day_near (demo, haven_demo_range (demo, first, last)) : HAVEN_DAY_NONE;
}

static void
suspend_by_chance (HavenDemo *demo, HavenDemoChild *child, int year)
{
  int many = haven_demo_chance (demo, 400) ? haven_demo_range (demo, 2, 7) : 1;

  for (int i = 0; i < many; i++) {
    HavenDay day = choose_day (demo, child, year);
    HavenSuspension *suspension;

    if (day == HAVEN_DAY_NONE || day > demo->last_day)
      return;
    suspension = add_suspension (demo, child, day, haven_demo_range (demo, 1, 10));
    suspension->reintegrated_on = MIN (day + 7, demo->today);
    if (child->flagged)
      tell_everybody (demo, child, suspension);
  }
}

/* Three days ago: the parent has been told, nobody else yet */
static void
tell_owed (HavenDemo *demo)
{
  HavenDemoChild *child = haven_demo_find (demo, HAVEN_STATUS_CIN, 2);
  HavenSuspension *suspension = add_suspension (demo, child, haven_demo_back (demo, 3), 3);

  add_notice (demo, suspension, HAVEN_NOTICE_PARENT, "telephone");
}

/* Recorded in error and taken back, of which everybody heard */
static void
tell_cancelled (HavenDemo *demo)
{
  HavenDemoChild *child = haven_demo_find (demo, HAVEN_STATUS_NONE, 1);
  HavenSuspension *suspension = add_suspension (demo, child, haven_demo_back (demo, 30), 2);

  tell_everybody (demo, child, suspension);
  suspension->cancelled_on = suspension->first + DAYS_TO_TELL;
  g_array_set_size (child->away, child->away->len - 1);
}

static void
tell_excluded (HavenDemo *demo)
{
  HavenDemoChild *child = haven_demo_find (demo, HAVEN_STATUS_NONE, 2);
  HavenSuspension *suspension = add_suspension (demo, child, haven_demo_back (demo, 5), 11);

  suspension->type = HAVEN_PERMANENT;
  suspension->sessions = 0;
  tell_everybody (demo, child, suspension);
}

/* In a thousand such pupils and a year: nearly one in thirteen at secondary age, and twice as many among these children */
static int
how_often (const HavenDemo *demo, const HavenDemoChild *child, int year)
{
  int year_group = haven_pupil_get_year (child->pupil) - (demo->year - year);
  int often = year_group < FIRST_SECONDARY_YEAR ? 10 : 75;

  return child->flagged ? 2 * often : often;
}

void
haven_demo_make_suspensions (HavenDemo *demo)
{
  for (guint i = 0; i < demo->children->len; i++) {
    HavenDemoChild *child = demo->children->pdata[i];
    for (int year = demo->first_year; year <= demo->year; year++)
      if (haven_demo_chance (demo, how_often (demo, child, year)))
        suspend_by_chance (demo, child, year);
  }
  tell_owed (demo);
  tell_cancelled (demo);
  if (demo->size != HAVEN_DEMO_SMALL)
    tell_excluded (demo);
}
