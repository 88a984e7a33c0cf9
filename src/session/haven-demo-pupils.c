/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#define FIRST_SECONDARY_YEAR 7
#define FORM_SIZE 29

/* How many in each year group, from first_year_group on */
typedef struct {
  int first_year_group;
  guint n;
  int sizes[14];
} Shape;

static const Shape shapes[] = {
  [HAVEN_DEMO_SMALL] = { 7, 5, { 24, 24, 24, 24, 24 } },
  [HAVEN_DEMO_SCHOOL] = { 7, 7, { 175, 175, 175, 175, 175, 70, 55 } },
  [HAVEN_DEMO_LARGE] = { 0, 14, { 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 110, 90 } },
};

static const char *const languages[] = { "Polish", "Urdu", "Romanian", "Arabic", "Somali", "Portuguese", "Ukrainian", "Bengali" };

static HavenDay
choose_birthday (HavenDemo *demo, int year_group)
{
  return haven_day_new (demo->year - year_group - 5, 9, 1) + haven_demo_range (demo, 0, 365);
}

/* Most have been here since the first year of the school; some came during this year */
static HavenDay
choose_admission (HavenDemo *demo, int year_group, int first_year_group)
{
  HavenSpan this_year = { haven_day_new (demo->year, 9, 1), demo->last_day };
  HavenDay usual = haven_day_new (demo->year - (year_group - first_year_group), 9, 1);

  if (this_year.last - this_year.first < 21 || !haven_demo_chance (demo, 25))
    return usual;
  return haven_demo_school_day_near (demo, haven_demo_range (demo, this_year.first + 7, this_year.last - 7));
}

static void
choose_leaving (HavenDemo *demo, HavenPupil *pupil)
{
  HavenDay first = haven_day_new (demo->year, 9, 1) + 28;

  if (first >= demo->last_day || pupil->admitted > first || !haven_demo_chance (demo, 12))
    return;
  pupil->left = haven_demo_school_day_near (demo, haven_demo_range (demo, first, demo->last_day));
  pupil->destination = g_strdup (haven_demo_chance (demo, 250) ? "home education" : "another school");
}

/* Brothers and sisters share a surname and a family, over year groups */
static void
choose_family (HavenDemo *demo, HavenPupil *pupil, guint in_year)
{
  const HavenDemoChild *other;

  if (demo->children->len <= in_year || !haven_demo_chance (demo, 110)) {
    pupil->surname = g_strdup (haven_demo_pick_surname (demo));
    return;
  }
  other = demo->children->pdata[haven_demo_range (demo, 0, (int) (demo->children->len - in_year))];
  if (other->pupil->family == NULL)
    other->pupil->family = g_strdup_printf ("family-%u", (guint) other->pupil->id);
  pupil->family = g_strdup (other->pupil->family);
  pupil->surname = g_strdup (other->pupil->surname);
}

static void
choose_needs (HavenDemo *demo, HavenPupil *pupil)
{
  int draw = haven_demo_range (demo, 0, 1000);

  pupil->sen = draw < 45 ? HAVEN_SEN_EHCP : draw < 185 ? HAVEN_SEN_SUPPORT : HAVEN_SEN_NONE;
  pupil->fsm = haven_demo_chance (demo, 230) ? HAVEN_FSM_YES : HAVEN_FSM_NO;
}

static HavenPupil *
make_pupil (HavenDemo *demo, const Shape *shape, int year_group, guint in_year)
{
  HavenPupil *pupil = haven_pupil_new ();

  pupil->upn = haven_demo_dup_upn (demo->year - year_group, in_year);
  pupil->admission_no = g_strdup_printf ("%06u", 4000 + demo->children->len);
  pupil->forename = g_strdup (haven_demo_pick_forename (demo));
  pupil->preferred = haven_demo_chance (demo, 30) ? g_strdup (haven_demo_pick_forename (demo)) : NULL;
  pupil->born = choose_birthday (demo, year_group);
  pupil->sex = g_strdup (haven_demo_chance (demo, 490) ? "F" : "M");
  pupil->year_group = year_group == 0 ? g_strdup ("R") : g_strdup_printf ("%d", year_group);
  pupil->reg_group = g_strdup_printf ("%s%c", pupil->year_group, 'A' + in_year / FORM_SIZE);
  pupil->language = haven_demo_chance (demo, 60) ? g_strdup (HAVEN_DEMO_PICK (demo, languages)) : NULL;
  pupil->admitted = choose_admission (demo, year_group, shape->first_year_group);
  choose_needs (demo, pupil);
  choose_family (demo, pupil, in_year);
  choose_leaving (demo, pupil);
  return pupil;
}

/* Most miss little and some a great deal: an exponential draw with a few children who hardly come */
int
haven_demo_choose_absence (HavenDemo *demo, int mean)
{
  int draw = 0;

  if (haven_demo_chance (demo, 15))
    return haven_demo_range (demo, 350, 750);
  while (draw < 6 * mean && !haven_demo_chance (demo, 100))
    draw += MAX (mean / 10, 1);
  return draw + haven_demo_range (demo, 0, MAX (mean / 10, 1) + 1);
}

static void
add_child (HavenDemo *demo, HavenPupil *take_pupil)
{
  HavenDemoChild *child = g_new0 (HavenDemoChild, 1);
  gboolean is_primary = haven_pupil_get_year (take_pupil) < FIRST_SECONDARY_YEAR;

  take_pupil->import_id = HAVEN_DEMO_PUPILS_FILE;
  child->pupil = take_pupil;
  child->gone = child->gone_later = haven_demo_choose_absence (demo, is_primary ? 50 : 68);
  child->change_on = child->missing_from = child->ill_from = child->sent_home = child->forgotten_n = HAVEN_DAY_NONE;
  child->part_time = child->elsewhere = HAVEN_DEMO_NO_SPAN;
  child->away = g_array_new (FALSE, FALSE, sizeof (HavenDemoAway));
  haven_demo_add (demo, HAVEN_TABLE_PUPILS, take_pupil);
  g_ptr_array_add (demo->children, child);
}

void
haven_demo_make_pupils (HavenDemo *demo)
{
  const Shape *shape = &shapes[demo->size];

  for (guint i = 0; i < shape->n; i++)
    for (int in_year = 0; in_year < shape->sizes[i]; in_year++)
      add_child (demo, make_pupil (demo, shape, shape->first_year_group + (int) i, in_year));
}
