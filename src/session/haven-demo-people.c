/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

/* Numbers from the range kept free for drama; addresses under a domain that cannot exist */
#define INVENTED_PHONE "01632 960%03d"

typedef struct {
  const char *name;
  const char *role;
} Post;

static const Post posts[] = {
  { "Rosalind Okafor", "Headteacher" },
  { "Helen Marsh", "Designated safeguarding lead" },
  { "Imran Qureshi", "Deputy safeguarding lead" },
  { "Bethan Pryce", "Designated teacher" },
  { "Douglas Fearn", "SENCO" },
  { "Ngozi Adeleke", "Head of Year 7" },
  { "Piotr Zielinski", "Head of Year 8" },
  { "Clare Dunmore", "Head of Year 9" },
  { "Sandeep Virk", "Head of Year 10" },
  { "Marianne Holt", "Head of Year 11" },
  { "Terry Blackwood", "Attendance officer" },
  { "Yetunde Coker", "Pastoral manager" },
  { "Ffion Rees", "Teaching assistant" },
  { "Gareth Stone", "Learning mentor" },
  { "Lucia Romano", "Tutor" },
  { "Hasan Demir", "Tutor" },
  { "Julia Whitcombe", "Tutor" },
  { "Oliver Strand", "Governor for safeguarding" },
};

static const Post workers[] = {
  { "Joy Amadi", "Invented County, North team" },
  { "Steven Platt", "Invented County, North team" },
  { "Nasreen Choudhury", "Invented County, South team" },
  { "Emily Hartnell", "Invented County, children in care" },
  { "Kwame Boateng", "Invented County, assessment team" },
  { "Rachel Lindqvist", "Neighbouring Borough, safeguarding" },
};

static char *
dup_phone (HavenDemo *demo)
{
  return g_strdup_printf (INVENTED_PHONE, haven_demo_range (demo, 0, 1000));
}

static char *
dup_email (const char *name, const char *host)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strdup_printf ("%s@%s.invalid", g_strdelimit (lower, " ", '.'), host);
}

static HavenPerson *
add_person (HavenDemo *demo, HavenPersonType type, const char *name, const char *role)
{
  HavenPerson *person = haven_person_new ();

  person->type = type;
  person->name = g_strdup (name);
  person->role = g_strdup (role);
  person->phone = dup_phone (demo);
  haven_demo_add (demo, HAVEN_TABLE_PEOPLE, person);
  return person;
}

/* Staff first, then social workers: others find them by their place */
void
haven_demo_make_people (HavenDemo *demo)
{
  for (guint i = 0; i < G_N_ELEMENTS (posts); i++) {
    HavenPerson *person = add_person (demo, HAVEN_PERSON_STAFF, posts[i].name, posts[i].role);
    person->email = dup_email (posts[i].name, "invented-high");
    person->first = haven_day_new (demo->year - haven_demo_range (demo, 1, 9), 9, 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (workers); i++) {
    HavenPerson *person = add_person (demo, HAVEN_PERSON_SOCIAL_WORKER, workers[i].name, "Social worker");
    person->organisation = g_strdup (workers[i].role);
    person->email = dup_email (workers[i].name, "invented-county");
  }
}

/* Who is at home, by how the child lives */
static const Post homes[] = {
  [HAVEN_STATUS_NONE] = { NULL, "Mother" },
  [HAVEN_STATUS_CP] = { NULL, "Mother" },
  [HAVEN_STATUS_CIN] = { NULL, "Mother" },
  [HAVEN_STATUS_SW] = { NULL, "Father" },
  [HAVEN_STATUS_CLA] = { NULL, "Foster carer" },
  [HAVEN_STATUS_PLA] = { NULL, "Adoptive parent" },
  [HAVEN_STATUS_KINSHIP] = { NULL, "Grandmother" },
};

static HavenPerson *
add_contact (HavenDemo *demo, const HavenDemoChild *child, const char *relation, gboolean same_name)
{
  g_autofree char *name = g_strdup_printf ("%s %s", haven_demo_pick_forename (demo),
                                           same_name ? child->pupil->surname : haven_demo_pick_surname (demo));
  HavenPerson *person = add_person (demo, HAVEN_PERSON_CONTACT, name, relation);

  person->pupil_id = child->pupil->id;
  return person;
}

/* Parental responsibility, court orders and withheld addresses sit on the contact (practice 24) */
static void
add_contacts_of (HavenDemo *demo, const HavenDemoChild *child)
{
  HavenPerson *home = add_contact (demo, child, homes[child->kind].role, child->kind != HAVEN_STATUS_CLA);
  HavenPerson *other;

  home->parental_responsibility = child->kind != HAVEN_STATUS_CLA;
  home->address_withheld = child->kind == HAVEN_STATUS_CLA;
  if (child->kind == HAVEN_STATUS_PLA || haven_demo_chance (demo, 400))
    return;
  other = add_contact (demo, child, child->kind == HAVEN_STATUS_CLA ? "Mother" : "Father", TRUE);
  other->parental_responsibility = TRUE;
  other->barred = child->kind == HAVEN_STATUS_CP && haven_demo_chance (demo, 250);
}

void
haven_demo_make_contacts (HavenDemo *demo)
{
  for (guint i = 0; i < demo->flagged->len; i++)
    add_contacts_of (demo, demo->flagged->pdata[i]);
}

const HavenPerson *
haven_demo_get_staff (HavenDemo *demo, const char *role)
{
  GPtrArray *people = demo->tables[HAVEN_TABLE_PEOPLE];

  for (guint i = 0; i < G_N_ELEMENTS (posts); i++)
    if (g_str_equal (posts[i].role, role))
      return people->pdata[i];
  g_assert_not_reached ();
}

/* Always the same one for a child */
const HavenPerson *
haven_demo_get_worker (HavenDemo *demo, const HavenDemoChild *child)
{
  return demo->tables[HAVEN_TABLE_PEOPLE]->pdata[G_N_ELEMENTS (posts) + (guint) child->pupil->id % G_N_ELEMENTS (workers)];
}
