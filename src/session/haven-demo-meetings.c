/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#define DONE_BY_NOW 25                     /* days after which nothing is left open */

/* What was said, in the three columns of every meeting, and in the child's own words */
typedef struct {
  const char *wishes;
  const char *well;
  const char *worried;
  const char *needs;
} Talk;

static const Talk talks[] = {
  { "I like art and I want to stay in Miss Romano’s group.", "In on time every day this fortnight. Homework handed in twice.",
    "Tired on Mondays. Two fallings-out at lunch.", "A quiet place at lunch; bedtime agreed at home; check-in on Mondays." },
  { "I don’t want people to ask me about it in the corridor.", "Asks for help in mathematics. Kept the time-out card’s rules.",
    "Missed three Mondays of five. Worried about the move.", "One adult to talk to; the move told a week before; a plan for Mondays." },
  { "Can I do the farm days for longer?", "Two days a week away from school go well, and nobody has been hurt.",
    "Behind in reading. No breakfast on most days.", "Paired reading; breakfast club; review of the days elsewhere at half term." },
  { "I want to go on the trip like everyone else.", "Friends. Football on Wednesdays. Smiles more.",
    "Sleeps badly. Lessons after lunch are hard.", "Consent for the trip settled; the nurse asked; seat by the door after lunch." },
};

static const char *const targets[] = {
  "In school by 8.45 on nine days out of ten", "Read for ten minutes on four days a week", "Use the time-out card before leaving a lesson",
  "Hand in mathematics homework each week", "Eat at the breakfast club on three days",
};

static const char *const actions[] = {
  "Ask the school nurse to see the child", "Send the week’s attendance to the social worker", "Ask the tutor for a seating plan",
  "Order the reading books", "Settle consent for the residential trip", "Arrange a call with the carer",
};

typedef struct {
  const char *type;
  HavenStatus kind;
  int every;                    /* days */
  const char *convened_by;
  int first_in;                 /* days until the next one of the first such child; 0: by chance */
} Habit;

static const Habit habits[] = {
  { "core-group", HAVEN_STATUS_CP, 35, "the social worker", 6 },
  { "cp-conference-review", HAVEN_STATUS_CP, 170, "the authority" },
  { "cin-review", HAVEN_STATUS_CIN, 56, "the social worker" },
  { "strategy", HAVEN_STATUS_SW, 200, "the social worker" },
  { "pep", HAVEN_STATUS_CLA, 110, "the social worker", 9 },
  { "cla-review", HAVEN_STATUS_CLA, 180, "the authority" },
  { "internal", HAVEN_STATUS_PLA, 200, "the designated teacher" },
  { "internal", HAVEN_STATUS_KINSHIP, 200, "the designated teacher" },
};

static HavenMeeting *
add_meeting (HavenDemo *demo, const HavenDemoChild *child, const Habit *habit, HavenDay day)
{
  HavenMeeting *meeting = haven_meeting_new ();

  meeting->pupil_id = child->pupil->id;
  meeting->type = g_strdup (habit->type);
  meeting->day = haven_demo_school_day_near (demo, day);
  meeting->minute = 9 * 60 + 30 * haven_demo_range (demo, 0, 12);
  meeting->place = g_strdup (haven_demo_chance (demo, 500) ? "Meeting room 2" : "By video");
  meeting->convened_by = g_strdup (habit->convened_by);
  meeting->purpose = g_strdup ("How things are going, and what to change");
  haven_demo_add (demo, HAVEN_TABLE_MEETINGS, meeting);
  return meeting;
}

static void
add_target (HavenDemo *demo, const HavenMeeting *meeting)
{
  HavenTarget *target = haven_target_new ();

  target->pupil_id = meeting->pupil_id;
  target->meeting_id = meeting->id;
  target->text = g_strdup (HAVEN_DEMO_PICK (demo, targets));
  target->owner = g_strdup ("The child and the tutor");
  target->due = meeting->day + 42;
  target->support = g_strdup ("Check-in on Mondays and Thursdays");
  target->state = target->due < demo->today ? haven_demo_range (demo, HAVEN_TARGET_MET, HAVEN_TARGET_NOT_MET + 1) : HAVEN_TARGET_OPEN;
  target->outcome = target->state == HAVEN_TARGET_MET ? g_strdup ("Kept up for five weeks") : NULL;
  haven_demo_add (demo, HAVEN_TABLE_TARGETS, target);
}

/* What was due long ago has been done */
static void
add_action (HavenDemo *demo, const HavenMeeting *meeting)
{
  HavenAction *action = haven_action_new ();
  gboolean done;

  action->pupil_id = meeting->pupil_id;
  action->meeting_id = meeting->id;
  action->text = g_strdup (HAVEN_DEMO_PICK (demo, actions));
  action->owner = g_strdup (haven_demo_get_staff (demo, haven_demo_chance (demo, 500) ? "Pastoral manager" : "Designated teacher")->name);
  action->due = meeting->day + haven_demo_range (demo, 7, 21);
  done = action->due < demo->today - DONE_BY_NOW || haven_demo_chance (demo, action->due < demo->today ? 850 : 300);
  action->done_on = done ? MIN (action->due - 1, demo->today) : HAVEN_DAY_NONE;
  haven_demo_add (demo, HAVEN_TABLE_ACTIONS, action);
}

/* What was typed as people spoke, minutes after it began */
static void
add_line (HavenDemo *demo, const HavenMeeting *meeting, HavenLineType type, const char *who, const char *text)
{
  HavenLine *line = haven_line_new ();
  gint64 days_ago = demo->today - meeting->day;

  line->pupil_id = meeting->pupil_id;
  line->meeting_id = meeting->id;
  line->type = type;
  line->who = g_strdup (who);
  line->text = g_strdup (text);
  line->at = demo->now - days_ago * 24 * 60 * 60 + (int) type * 60;
  haven_demo_add (demo, HAVEN_TABLE_LINES, line);
}

/* Somebody's own words among those that are made from figures */
static void
add_sentence (HavenDemo *demo, const HavenMeeting *meeting)
{
  HavenSentence *sentence = haven_sentence_new ();

  sentence->pupil_id = meeting->pupil_id;
  sentence->meeting_id = meeting->id;
  sentence->kind = g_strdup (meeting->type);
  sentence->key = g_strdup ("own-1");
  sentence->list = g_strdup ("strengths");
  sentence->text = g_strdup ("Reads to the reception class on Fridays, and is proud of it.");
  haven_demo_add (demo, HAVEN_TABLE_SENTENCES, sentence);
}

static void
hold_meeting (HavenDemo *demo, HavenMeeting *meeting)
{
  const Talk *talk = &talks[haven_demo_range (demo, 0, G_N_ELEMENTS (talks))];

  meeting->state = HAVEN_MEETING_COMPLETE;
  meeting->wishes = g_strdup (talk->wishes);
  meeting->wishes_how = g_strdup ("Talked with the learning mentor the day before");
  meeting->working_well = g_strdup (talk->well);
  meeting->worried_about = g_strdup (talk->worried);
  meeting->needs_to_happen = g_strdup (talk->needs);
  add_line (demo, meeting, HAVEN_LINE_NOTE, "Carer", "Mornings are easier since the clocks changed.");
  add_line (demo, meeting, HAVEN_LINE_DECISION, NULL, "Check-ins stay on Mondays and Thursdays until the next meeting.");
  add_target (demo, meeting);
  add_action (demo, meeting);
  if (haven_demo_chance (demo, 500))
    add_action (demo, meeting);
}

static HavenMeetingState
choose_state (HavenDay left)
{
  if (left <= 3)
    return HAVEN_MEETING_READY;
  return left <= 10 ? HAVEN_MEETING_IN_PROGRESS : HAVEN_MEETING_NOT_STARTED;
}

/* The last one, the one before, and the next */
static void
meet_by_habit (HavenDemo *demo, const HavenDemoChild *child, const Habit *habit)
{
  gboolean is_first = habit->first_in > 0 && child == haven_demo_find (demo, habit->kind, 0);
  HavenDay next = demo->today + (is_first ? habit->first_in : haven_demo_range (demo, 1, habit->every));
  HavenMeeting *meeting;

  for (int back = 2; back >= 1; back--) {
    HavenDay day = next - back * habit->every;
    if (day <= child->pupil->admitted || day < haven_day_new (demo->first_year, 9, 5))
      continue;
    meeting = add_meeting (demo, child, habit, day);
    if (meeting->day < demo->today)
      hold_meeting (demo, meeting);
  }
  meeting = add_meeting (demo, child, habit, next);
  meeting->state = choose_state (meeting->day - demo->today);
  if (is_first)
    add_sentence (demo, meeting);
}

void
haven_demo_make_meetings (HavenDemo *demo)
{
  for (guint i = 0; i < demo->flagged->len; i++) {
    const HavenDemoChild *child = demo->flagged->pdata[i];
    for (guint k = 0; k < G_N_ELEMENTS (habits); k++)
      if (habits[k].kind == child->kind)
        meet_by_habit (demo, child, &habits[k]);
  }
}
