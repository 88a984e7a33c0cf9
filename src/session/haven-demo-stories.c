/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

/* What a few children's registers tell, so that every rule and view has something true to show. The rest is chance. */

typedef struct {
  HavenStatus kind;
  guint nth;
  void (*tell) (HavenDemo *demo, HavenDemoChild *child);
} Story;

/* The first school day of the week of the last marks */
static HavenDay
get_monday (HavenDemo *demo)
{
  return haven_demo_school_day_near (demo, haven_day_get_monday (demo->last_day));
}

static void
tell_missing (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = child->gone_later = 150;
  child->missing_from = get_monday (demo);
}

/* A part-time timetable whose review has passed */
static void
tell_part_time (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = child->gone_later = 180;
  child->part_time = (HavenSpan) { haven_demo_back (demo, 22), demo->last_day };
}

static void
tell_better (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = 420;
  child->gone_later = 50;
  child->change_on = haven_demo_back (demo, 40);
}

static void
tell_falling (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = 40;
  child->gone_later = 340;
  child->change_on = haven_demo_back (demo, 17);
}

static void
tell_sent_home (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = child->gone_later = 80;
  child->sent_home = haven_demo_back (demo, 6);
}

static void
tell_forgotten (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = child->gone_later = 60;
  child->forgotten_n = haven_demo_back (demo, 9);
}

static void
tell_settled (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = child->gone_later = 15;
}

static void
tell_elsewhere (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = child->gone_later = 70;
  child->elsewhere = (HavenSpan) { haven_demo_back (demo, 30), demo->last_day };
}

static void
tell_ill (HavenDemo *demo, HavenDemoChild *child)
{
  child->gone = child->gone_later = 60;
  child->ill_from = haven_demo_back (demo, 1);
}

static const Story stories[] = {
  { HAVEN_STATUS_CP, 0, tell_missing },
  { HAVEN_STATUS_CP, 1, tell_part_time },
  { HAVEN_STATUS_CP, 2, tell_ill },
  { HAVEN_STATUS_CIN, 0, tell_better },
  { HAVEN_STATUS_CIN, 1, tell_falling },
  { HAVEN_STATUS_CIN, 3, tell_sent_home },
  { HAVEN_STATUS_SW, 0, tell_forgotten },
  { HAVEN_STATUS_CLA, 0, tell_settled },
  { HAVEN_STATUS_CLA, 1, tell_elsewhere },
};

/* Two of the children are brother and sister */
static void
join_siblings (HavenDemo *demo)
{
  HavenDemoChild *one = haven_demo_find (demo, HAVEN_STATUS_CP, 0);
  HavenDemoChild *other = haven_demo_find (demo, HAVEN_STATUS_CIN, 4);

  g_free (other->pupil->surname);
  g_free (other->pupil->family);
  if (one->pupil->family == NULL)
    one->pupil->family = g_strdup_printf ("family-%u", (guint) one->pupil->id);
  other->pupil->family = g_strdup (one->pupil->family);
  other->pupil->surname = g_strdup (one->pupil->surname);
}

void
haven_demo_make_stories (HavenDemo *demo)
{
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++) {
    HavenDemoChild *child = haven_demo_find (demo, stories[i].kind, stories[i].nth);
    if (child != NULL)
      stories[i].tell (demo, child);
  }
  join_siblings (demo);
}
