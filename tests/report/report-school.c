/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-school.h"

#define FIRST_DAY "2025-09-01"
#define LAST_DAY "2025-11-20"

static gboolean
is_half_term (HavenDay day)
{
  return day >= haven_test_day ("2025-10-20") && day <= haven_test_day ("2025-10-24");
}

/* Chance that is the same every time */
static guint
roll (guint *state, guint sides)
{
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) % sides;
}

static const char *
choose_mark (guint *state, int session, HavenDay day, guint absence)
{
  static const char *const missed[] = { "I", "O", "N", "M", "U", "C1" };

  if (haven_day_get_weekday (day) == 1 && roll (state, 100) < 2 * absence)
    return "O";
  if (roll (state, 100) < absence)
    return missed[roll (state, G_N_ELEMENTS (missed))];
  if (roll (state, 100) < 3)
    return "B";
  return session == 0 ? "/" : "\\";
}

static void
mark_pupil (HavenTestSchool *test, gint64 pupil_id, guint seed, guint absence)
{
  guint state = seed;

  for (HavenDay day = haven_test_day (FIRST_DAY); day <= haven_test_day (LAST_DAY); day++)
    for (int session = 0; session < 2; session++)
      if (haven_day_get_weekday (day) <= 5 && !is_half_term (day))
        haven_test_school_mark (test, pupil_id, day, session, choose_mark (&state, session, day, absence));
}

static gint64
add_named (HavenTestSchool *test, guint n, int year, const char *forename, const char *surname)
{
  gint64 id = haven_test_school_add_pupil (test, n, year);
  HavenPupil *pupil = haven_test_school_get_pupil (test, id);

  g_free (pupil->forename);
  g_free (pupil->surname);
  pupil->forename = g_strdup (forename);
  pupil->surname = g_strdup (surname);
  pupil->reg_group = g_strdup_printf ("%dB", year);
  return id;
}

static gint64
add_person (HavenTestSchool *test, gint64 pupil_id, HavenPersonType type, const char *name, const char *role)
{
  HavenPerson *person = haven_person_new ();

  person->pupil_id = pupil_id;
  person->type = type;
  person->name = g_strdup (name);
  person->role = g_strdup (role);
  person->organisation = type == HAVEN_PERSON_SOCIAL_WORKER ? g_strdup ("Invented Council, East team") : NULL;
  person->phone = g_strdup ("01632 960001");
  person->parental_responsibility = g_strcmp0 (name, REPORT_PARENT) == 0;
  person->barred = g_strcmp0 (name, REPORT_BARRED) == 0;
  person->address_withheld = g_strcmp0 (name, REPORT_CARER) == 0;
  return haven_test_school_add (test, HAVEN_TABLE_PEOPLE, person);
}

static void
add_status (HavenTestSchool *test, gint64 child)
{
  HavenSpell *spell = haven_spell_new ();

  spell->pupil_id = child;
  spell->status = HAVEN_STATUS_CP;
  spell->first = haven_test_day ("2025-10-03");
  spell->authority = g_strdup ("Invented Council");
  spell->social_worker_id = add_person (test, 0, HAVEN_PERSON_SOCIAL_WORKER, "Sam Socialworker", NULL);
  haven_test_school_add (test, HAVEN_TABLE_SPELLS, spell);
  haven_test_school_add_spell (test, child, HAVEN_STATUS_CIN, "2024-11-04", "2025-10-02");
}

static void
add_meeting (HavenTestSchool *test, gint64 child, const char *type, const char *day, gboolean held)
{
  HavenMeeting *meeting = haven_meeting_new ();

  meeting->pupil_id = child;
  meeting->type = g_strdup (type);
  meeting->day = haven_test_day (day);
  meeting->state = held ? HAVEN_MEETING_HELD : HAVEN_MEETING_NOT_STARTED;
  meeting->place = g_strdup ("Room 4");
  meeting->purpose = g_strdup ("To review the plan and agree support until Easter.");
  if (held) {
    meeting->wishes = g_strdup ("I like art. I want to stay in this school. Mondays are hard.");
    meeting->wishes_how = g_strdup ("talking and drawing with Mx Mentor");
  } else {
    meeting->working_well = g_strdup ("Art club every Thursday.\nTrusts the form tutor.");
    meeting->worried_about = g_strdup ("Mondays after contact at the weekend.");
    meeting->needs_to_happen = g_strdup ("Agree who meets Amara at the gate on Mondays.\nDecide on the reading group.");
  }
  haven_test_school_add (test, HAVEN_TABLE_MEETINGS, meeting);
}

static void
add_school_life (HavenTestSchool *test, gint64 child)
{
  HavenPlan *plan = haven_plan_new ();
  HavenSdq *sdq = haven_sdq_new ();
  HavenAttainment *result = haven_attainment_new ();
  HavenProvision *provision = haven_provision_new ();
  HavenBarrier *barrier = haven_barrier_new ();
  HavenMove *move = haven_move_new ();

  plan->pupil_id = child;
  plan->first = haven_test_day ("2025-11-10");
  plan->full_time_on = haven_test_day ("2025-12-15");
  plan->minutes_a_week = 1200;
  plan->agreed_by = g_strdup ("J. Head with " REPORT_PARENT);
  plan->review_on = haven_test_day ("2025-11-24");
  plan->consulted_on = haven_test_day ("2025-11-07");
  plan->safety = g_strdup ("Calls at 9 and 1 each day.");
  haven_test_school_add (test, HAVEN_TABLE_PLANS, plan);
  sdq->pupil_id = child;
  sdq->informant = HAVEN_INFORMANT_TEACHER;
  sdq->day = haven_test_day ("2025-10-10");
  sdq->total = 17;
  sdq->emotional = 6;
  sdq->conduct = 4;
  sdq->hyperactivity = 4;
  sdq->peer = 3;
  sdq->prosocial = 7;
  haven_test_school_add (test, HAVEN_TABLE_SDQ, sdq);
  result->pupil_id = child;
  result->subject = g_strdup ("Reading");
  result->day = haven_test_day ("2025-10-15");
  result->measure = g_strdup ("teacher assessment");
  result->result = g_strdup ("emerging");
  result->expectation = HAVEN_EXPECTATION_BELOW;
  haven_test_school_add (test, HAVEN_TABLE_ATTAINMENT, result);
  provision->pupil_id = child;
  provision->name = g_strdup ("Invented Arts Centre");
  provision->type = g_strdup ("alternative provision");
  provision->first = haven_test_day ("2025-11-10");
  haven_test_school_add (test, HAVEN_TABLE_PROVISION, provision);
  barrier->pupil_id = child;
  barrier->code = g_strdup ("transport");
  barrier->first = haven_test_day ("2025-09-10");
  haven_test_school_add (test, HAVEN_TABLE_BARRIERS, barrier);
  move->pupil_id = child;
  move->type = HAVEN_MOVE_PLACEMENT;
  move->day = haven_test_day ("2025-10-17");
  move->note = g_strdup ("Now at " REPORT_PLACEMENT);
  haven_test_school_add (test, HAVEN_TABLE_MOVES, move);
}

/* The first of the child's marks of either kind of late, and how late */
static void
add_minutes (HavenTestSchool *test, gint64 child)
{
  static const struct { const char *day; int session; const char *mark; gint64 minutes; } lates[] = {
    { "2025-09-03", 0, "L", 6 }, { "2025-09-10", 0, "L", 12 }, { "2025-09-17", 0, "L", 0 }, { "2025-10-01", 1, "U", 41 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lates); i++) {
    HavenLate *late = haven_late_new ();
    haven_test_school_mark (test, child, haven_test_day (lates[i].day), lates[i].session, lates[i].mark);
    late->pupil_id = child;
    late->day = haven_test_day (lates[i].day);
    late->session = lates[i].session;
    late->minutes = lates[i].minutes;
    haven_test_school_add (test, HAVEN_TABLE_LATES, late);
  }
}

/* Counted nowhere, and on record all the same */
static void
add_cancelled_suspension (HavenTestSchool *test, gint64 child)
{
  HavenSuspension *suspension = haven_suspension_new ();

  suspension->pupil_id = child;
  suspension->type = HAVEN_SUSPENSION;
  suspension->first = haven_test_day ("2025-09-24");
  suspension->sessions = 6;
  suspension->cancelled_on = haven_test_day ("2025-09-25");
  haven_test_school_add (test, HAVEN_TABLE_SUSPENSIONS, suspension);
}

static void
add_promises (HavenTestSchool *test, gint64 child)
{
  HavenTarget *target = haven_target_new ();
  HavenAction *action = haven_action_new ();
  HavenIntervention *support = haven_intervention_new ();

  target->pupil_id = child;
  target->text = g_strdup ("Read for twenty minutes with an adult three times a week");
  target->owner = g_strdup ("Mx Mentor");
  target->due = haven_test_day ("2025-12-12");
  haven_test_school_add (test, HAVEN_TABLE_TARGETS, target);
  action->pupil_id = child;
  action->text = g_strdup ("Arrange a taxi for Mondays");
  action->owner = g_strdup ("J. Office");
  action->due = haven_test_day ("2025-11-14");
  haven_test_school_add (test, HAVEN_TABLE_ACTIONS, action);
  support->pupil_id = child;
  support->what = g_strdup ("Mentoring");
  support->need = g_strdup ("trust");
  support->who = g_strdup ("Mx Mentor");
  support->first = haven_test_day ("2025-11-03");
  support->aim = g_strdup ("in by 9 on four days of five");
  haven_test_school_add (test, HAVEN_TABLE_INTERVENTIONS, support);
}

static void
add_note (HavenTestSchool *test, gint64 child, guint n, gboolean restricted)
{
  HavenNote *note = haven_note_new ();

  note->pupil_id = child;
  note->type = (int) (n % 3);
  note->day = haven_test_day ("2025-09-03") + (HavenDay) (n % 75);
  note->author = g_strdup ("D. Safeguard");
  note->text = restricted ? g_strdup (REPORT_RESTRICTED) : g_strdup_printf ("Entry number %u of the chronology, told in a few words.", n);
  note->restricted = restricted;
  haven_test_school_add (test, HAVEN_TABLE_NOTES, note);
}

/* Names of others in what people wrote */
static void
add_talk (HavenTestSchool *test, gint64 child)
{
  HavenNote *note = haven_note_new ();

  note->pupil_id = child;
  note->type = HAVEN_NOTE_FACT;
  note->day = haven_test_day ("2025-11-12");
  note->author = g_strdup ("D. Safeguard");
  note->text = g_strdup ("Sat with " REPORT_OTHER " at lunch; " REPORT_CARER " came at three.");
  haven_test_school_add (test, HAVEN_TABLE_NOTES, note);
}

static gint64
add_child (HavenTestSchool *test, guint n_notes)
{
  gint64 child = add_named (test, 1, 9, "Amara", "Brown");

  haven_test_school_get_pupil (test, child)->family = g_strdup ("family-1");
  mark_pupil (test, child, 5, 14);
  add_status (test, child);
  add_person (test, child, HAVEN_PERSON_CONTACT, REPORT_PARENT, "mother");
  add_person (test, child, HAVEN_PERSON_CONTACT, REPORT_CARER, "foster carer");
  add_person (test, child, HAVEN_PERSON_CONTACT, REPORT_BARRED, "mother's former partner");
  add_meeting (test, child, "cin-review", "2025-09-12", TRUE);
  add_meeting (test, child, "cin-review", "2025-11-27", FALSE);
  add_meeting (test, child, "pep", "2025-10-14", TRUE);
  haven_test_school_add_suspension (test, child, "2025-10-07", 3, "PP");
  haven_test_school_add_suspension (test, child, "2025-11-06", 4, "VA DB");
  add_cancelled_suspension (test, child);
  add_school_life (test, child);
  add_minutes (test, child);
  add_promises (test, child);
  for (guint i = 0; i < n_notes; i++)
    add_note (test, child, i, FALSE);
  add_note (test, child, 7, TRUE);
  add_talk (test, child);
  return child;
}

static void
add_import (HavenTestSchool *test)
{
  HavenImport *import = haven_import_new ();

  import->type = HAVEN_IMPORT_MARKS;
  import->made_at = (gint64) haven_test_day ("2025-11-21") * 24 * 60 * 60 + 8 * 60 * 60;
  haven_test_school_add (test, HAVEN_TABLE_IMPORTS, import);
}

ReportSchool *
report_school_new (guint n_notes, guint n_siblings)
{
  ReportSchool *self = g_new0 (ReportSchool, 1);
  HavenTestSchool *test = haven_test_school_new ();

  haven_test_school_add_calendar (test, 2024);
  haven_test_school_add_calendar (test, 2025);
  self->clock = haven_clock_fixed (haven_test_day ("2025-11-21"));
  self->child = add_child (test, n_notes);
  for (guint i = 0; i < n_siblings; i++) {
    gint64 sibling = add_named (test, 2 + i, 7, "Sibling", "Brown");
    haven_test_school_get_pupil (test, sibling)->family = g_strdup ("family-1");
  }
  for (guint i = 0; i < 40; i++) {
    self->totals_only = haven_test_school_add_pupil (test, 300 + i, 9);
    haven_test_school_keep_totals (test, self->totals_only);
    mark_pupil (test, self->totals_only, 100 + i, 3 + i % 4);
    if (i % 5 == 0)
      haven_test_school_add_spell (test, self->totals_only, i % 10 == 0 ? HAVEN_STATUS_CIN : HAVEN_STATUS_CLA, "2025-09-01", "");
  }
  self->bare = add_named (test, 900, 8, "Nemo", "Nobody");
  add_import (test);
  self->school = haven_test_school_build (test);
  return self;
}

void
report_school_free (ReportSchool *self)
{
  haven_school_unref (self->school);
  g_free (self);
}
