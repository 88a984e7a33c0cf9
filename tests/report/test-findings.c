/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-findings.h"

#include <string.h>

#include "haven-test-school.h"

/* A table of what is on record and of what is said of it. One child in Year 9 of whom the case puts the rest on record; today is Friday
 * 21 November 2025, the last meeting was on 12 September. */
#define SINCE "2025-09-15"

typedef struct {
  HavenTestSchool *test;
  gint64 child;
} Draft;

typedef void (*Prepare) (Draft *draft);

typedef struct {
  const char *name;
  Prepare prepare;
  const char *said[6];          /* "strengths: Attendance rose …"; all of them, in any order */
  const char *not_said[4];      /* no sentence holds this */
} Case;

static const char *
on_one_day (HavenDay day, int session, const char *weekday_code, int weekday)
{
  if (haven_day_get_weekday (day) == weekday)
    return weekday_code;
  return session == 0 ? "/" : "\\";
}

/* Present, but on one weekday in every week */
static void
mark (Draft *draft, const char *first, const char *last, int weekday, const char *code)
{
  for (HavenDay day = haven_test_day (first); day <= haven_test_day (last); day++)
    for (int session = 0; session < 2 && haven_day_get_weekday (day) <= 5; session++)
      haven_test_school_mark (draft->test, draft->child, day, session, on_one_day (day, session, code, weekday));
}

static void
prepare_nothing (Draft *draft)
{
}

/* One that is done, one that was due, one that is to come */
static void
prepare_actions (Draft *draft)
{
  static const char *const due[] = { "2025-11-03", "2025-11-14", "2025-12-12" };

  for (guint i = 0; i < G_N_ELEMENTS (due); i++) {
    HavenAction *action = haven_action_new ();
    action->pupil_id = draft->child;
    action->text = g_strdup ("Arrange a taxi");
    action->due = haven_test_day (due[i]);
    action->done_on = i == 0 ? action->due : HAVEN_DAY_NONE;
    haven_test_school_add (draft->test, HAVEN_TABLE_ACTIONS, action);
  }
}

static void
prepare_rise (Draft *draft)
{
  mark (draft, "2025-07-07", "2025-07-18", 1, "O");
  mark (draft, "2025-09-01", "2025-09-14", 1, "O");
  mark (draft, "2025-09-15", "2025-11-20", 0, "/");
}

static void
prepare_fall (Draft *draft)
{
  mark (draft, "2025-07-01", "2025-09-14", 0, "/");
  mark (draft, "2025-09-15", "2025-11-20", 1, "O");
}

static void
prepare_few (Draft *draft)
{
  mark (draft, "2025-11-17", "2025-11-20", 1, "I");
}

static void
prepare_leaver (Draft *draft)
{
  HavenPupil *pupil = haven_test_school_get_pupil (draft->test, draft->child);

  mark (draft, "2025-09-01", "2025-10-03", 0, "/");
  pupil->left = haven_test_day ("2025-10-03");
}

static void
prepare_late (Draft *draft)
{
  mark (draft, "2025-09-15", "2025-11-20", 3, "L");
}

/* Present, but on the first so many weekdays of every week */
static void
prepare_weekdays (Draft *draft, int weekdays)
{
  for (HavenDay day = haven_test_day ("2025-09-15"); day <= haven_test_day ("2025-11-20"); day++)
    for (int session = 0; session < 2 && haven_day_get_weekday (day) <= 5; session++)
      haven_test_school_mark (draft->test, draft->child, day, session,
                              haven_day_get_weekday (day) <= weekdays ? "O" : session == 0 ? "/" : "\\");
}

static void
prepare_two_weekdays (Draft *draft)
{
  prepare_weekdays (draft, 2);
}

static void
prepare_three_weekdays (Draft *draft)
{
  prepare_weekdays (draft, 3);
}

static void
prepare_every_weekday (Draft *draft)
{
  prepare_weekdays (draft, 5);
}

static void
prepare_suspended (Draft *draft)
{
  mark (draft, "2025-09-15", "2025-11-20", 0, "/");
  haven_test_school_add_suspension (draft->test, draft->child, "2025-11-04", 5, "PA");
}

static void
prepare_suspended_before (Draft *draft)
{
  mark (draft, "2025-09-15", "2025-11-20", 0, "/");
  haven_test_school_add_suspension (draft->test, draft->child, "2025-09-09", 2, "PA");
}

static void
add_result (Draft *draft, const char *subject, const char *day, HavenExpectation expectation)
{
  HavenAttainment *result = haven_attainment_new ();

  result->pupil_id = draft->child;
  result->subject = g_strdup (subject);
  result->measure = g_strdup ("teacher assessment");
  result->day = haven_test_day (day);
  result->expectation = expectation;
  haven_test_school_add (draft->test, HAVEN_TABLE_ATTAINMENT, result);
}

static void
prepare_learning (Draft *draft)
{
  add_result (draft, "Reading", "2025-07-10", HAVEN_EXPECTATION_AT);
  add_result (draft, "Reading", "2025-10-15", HAVEN_EXPECTATION_BELOW);
  add_result (draft, "Mathematics", "2025-07-10", HAVEN_EXPECTATION_BELOW);
  add_result (draft, "Mathematics", "2025-10-15", HAVEN_EXPECTATION_AT);
  add_result (draft, "Art", "2025-10-15", HAVEN_EXPECTATION_ABOVE);
  add_result (draft, "French", "2025-10-15", HAVEN_EXPECTATION_NONE);
}

static void
add_score (Draft *draft, int informant, const char *day, int total)
{
  HavenSdq *sdq = haven_sdq_new ();

  sdq->pupil_id = draft->child;
  sdq->informant = informant;
  sdq->day = haven_test_day (day);
  sdq->total = total;
  haven_test_school_add (draft->test, HAVEN_TABLE_SDQ, sdq);
}

/* Two forms: a difference between them is none */
static void
prepare_forms (Draft *draft)
{
  add_score (draft, HAVEN_INFORMANT_CARER, "2025-03-01", 10);
  add_score (draft, HAVEN_INFORMANT_TEACHER, "2025-10-01", 22);
}

static void
prepare_scores (Draft *draft)
{
  add_score (draft, HAVEN_INFORMANT_TEACHER, "2025-03-01", 18);
  add_score (draft, HAVEN_INFORMANT_TEACHER, "2025-10-01", 13);
}

static void
prepare_looked_after (Draft *draft)
{
  haven_test_school_add_spell (draft->test, draft->child, HAVEN_STATUS_CLA, "2020-01-10", "");
  add_score (draft, HAVEN_INFORMANT_CARER, "2025-10-01", 19);
}

static void
add_target (Draft *draft, const char *text, HavenTargetState state, const char *due)
{
  HavenTarget *target = haven_target_new ();

  target->pupil_id = draft->child;
  target->text = g_strdup (text);
  target->state = state;
  target->due = haven_test_day (due);
  haven_test_school_add (draft->test, HAVEN_TABLE_TARGETS, target);
}

static void
prepare_targets (Draft *draft)
{
  add_target (draft, "Read for ten minutes.", HAVEN_TARGET_MET, "2025-10-31");
  add_target (draft, "Hand in homework", HAVEN_TARGET_NOT_MET, "2025-10-31");
  add_target (draft, "Use the time-out card", HAVEN_TARGET_OPEN, "2025-12-05");
  add_target (draft, "Long ago", HAVEN_TARGET_MET, "2024-10-31");
}

static void
prepare_support (Draft *draft)
{
  HavenIntervention *support = haven_intervention_new ();

  mark (draft, "2025-09-01", "2025-10-17", 1, "O");
  mark (draft, "2025-10-27", "2025-11-20", 0, "/");
  support->pupil_id = draft->child;
  support->what = g_strdup ("Mentoring");
  support->first = haven_test_day ("2025-10-27");
  haven_test_school_add (draft->test, HAVEN_TABLE_INTERVENTIONS, support);
}

/* Said half past midnight of the first day that counts, which in Greenwich is still the day before */
static void
prepare_wishes_of_a_summer_night (Draft *draft)
{
  g_autoptr (GDateTime) moment = g_date_time_new_utc (2025, 9, 14, 23, 30, 0);
  HavenLine *line = haven_line_new ();

  line->pupil_id = draft->child;
  line->type = HAVEN_LINE_WISHES;
  line->text = g_strdup ("I like art");
  line->at = g_date_time_to_unix (moment);
  haven_test_school_add (draft->test, HAVEN_TABLE_LINES, line);
}

/* One whose review has passed, and one whose review is to come: each is one step */
static void
prepare_part_time (Draft *draft)
{
  static const char *const reviews[] = { "2025-11-14", "2025-11-24" };

  for (guint i = 0; i < G_N_ELEMENTS (reviews); i++) {
    HavenPlan *plan = haven_plan_new ();
    plan->pupil_id = draft->child;
    plan->first = haven_test_day ("2025-10-06");
    plan->review_on = haven_test_day (reviews[i]);
    plan->minutes_a_week = 930;
    haven_test_school_add (draft->test, HAVEN_TABLE_PLANS, plan);
  }
  haven_test_school_add_spell (draft->test, draft->child, HAVEN_STATUS_CIN, "2025-09-01", "");
}

/* Back on Monday 17 November, and of the meeting nothing is on record */
static void
prepare_reintegration (Draft *draft)
{
  mark (draft, "2025-09-15", "2025-11-20", 0, "/");
  haven_test_school_add_spell (draft->test, draft->child, HAVEN_STATUS_CIN, "2025-09-01", "");
  haven_test_school_add_suspension (draft->test, draft->child, "2025-11-13", 4, "PA");
}

static const Case cases[] = {
  { "wishes-of-a-summer-night", prepare_wishes_of_a_summer_night, { NULL }, { "Ask the child" } },
  { "a-review-that-passed-is-said-once", prepare_part_time,
    { "steps: Part-time timetable: the review of 14 November 2025 has passed.",
      "steps: Part-time timetable review due by 24 November 2025; no date is set. Ask for the date, and enter it." },
    { "was due by 14 November" } },
  { "reintegration-is-said-once", prepare_reintegration,
    { "steps: Back from suspension on 17 November 2025: no reintegration meeting is recorded." }, { "Reintegration meeting was due" } },
  { "an-action-is-said-once", prepare_actions, { "steps: Still to do, from 14 November 2025: Arrange a taxi." },
    { "Action was due", "3 November" } },
  { "nothing-on-record", prepare_nothing, { "changed: There are no marks of this time.",
    "steps: Ask the child what they wish and feel, in a way that suits them." }, { "rose", "fell", "%" } },
  { "attendance-rose", prepare_rise, { "changed: Attendance was 100.0%; in as long a time before, 82.4%.",
    "strengths: Attendance rose 17.6 points, to 100.0%.", "strengths: No session missed in the last 10 school weeks." }, { "fell",
                                                                                                                           "missed, in" } },
  { "attendance-fell", prepare_fall, { "changed: Attendance was 79.6%; in as long a time before, 100.0%.",
    "worries: Attendance fell 20.4 points, to 79.6%.", "worries: 5 of the last 5 Mondays were missed, in whole or in part.",
    "worries: 16.9% of this year’s sessions were missed: persistent absence." }, { "rose" } },
  { "few-sessions", prepare_few, { "changed: Attended 6 of 8 sessions: too few for a percentage." }, { "%", "persistent", "rose",
                                                                                                       "fell" } },
  { "leaver", prepare_leaver, { "changed: Left this school, 3 October 2025.",
                                "changed: Attendance was 100.0%; in as long a time before, 100.0%." },
    { "Ask the child" } },
  { "late", prepare_late, { "worries: Late 20 times, 0 of them after the register closed." }, { NULL } },
  { "two-weekdays", prepare_two_weekdays, { "worries: 5 of the last 5 Mondays were missed, in whole or in part.",
    "worries: 5 of the last 5 Tuesdays were missed, in whole or in part." }, { "no one weekday", "Wednesdays" } },
  { "three-weekdays-are-none", prepare_three_weekdays,
    { "worries: 15 of the last 25 school days were missed, in whole or in part, on no one weekday." }, { "days were missed, in whole or in "
      "part.", "Mondays", "Tuesdays" } },
  { "every-weekday-is-none", prepare_every_weekday,
    { "worries: 25 of the last 25 school days were missed, in whole or in part, on no one weekday." }, { "Mondays", "Fridays" } },
  { "suspended", prepare_suspended, { "worries: Suspended for 2.5 days." }, { "No suspension" } },
  { "suspended-before", prepare_suspended_before, { "strengths: No suspension." }, { "Suspended for" } },
  { "learning", prepare_learning, { "worries: Reading is below expected; it was as expected on 10 July 2025.",
    "strengths: Mathematics is as expected; it was below expected on 10 July 2025.", "strengths: Art is above expected." }, { "French" } },
  { "two-forms-are-not-compared", prepare_forms, { NULL }, { "SDQ" } },
  { "sdq-fell", prepare_scores, { "strengths: The SDQ total on the teacher’s form fell from 18 to 13 (lower means fewer difficulties)." },
    { NULL } },
  { "sdq-band-of-looked-after", prepare_looked_after,
    { "worries: The SDQ total on the carer’s form is 19, in the highest band for looked-after children (17 to 40)." }, { "disorder" } },
  { "targets", prepare_targets, { "strengths: Target met: Read for ten minutes.", "worries: Target not met: Hand in homework.",
    "steps: Review the target due 5 December 2025: Use the time-out card." }, { "Long ago" } },
  { "support", prepare_support, { "changed: Support began: Mentoring, 27 October 2025.",
    "changed: With “Mentoring” attendance was 100.0%; in as long a time before, 83.3%." }, { "because", "thanks to" } },
};

static Draft
draft_new (void)
{
  Draft draft = { haven_test_school_new () };

  haven_test_school_add_calendar (draft.test, 2025);
  draft.child = haven_test_school_add_pupil (draft.test, 1, 9);
  return draft;
}

static HavenFindingQuestion
ask (HavenSchool *school, gint64 child)
{
  return (HavenFindingQuestion) { school, haven_clock_fixed (haven_test_day ("2025-11-21")), child, haven_test_day (SINCE), "cin-review",
                                  0 };
}

static gboolean
is_said (GPtrArray *list, const char *sentence)
{
  for (guint i = 0; i < list->len; i++) {
    const HavenFinding *finding = list->pdata[i];
    g_autofree char *full = g_strdup_printf ("%s: %s", haven_finding_list_code (finding->list), finding->text);
    if (g_str_equal (full, sentence))
      return TRUE;
  }
  return FALSE;
}

static void
tell_all (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++) {
    const HavenFinding *finding = list->pdata[i];
    g_test_message ("%s: %s [%s]", haven_finding_list_code (finding->list), finding->text, finding->evidence);
  }
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  Draft draft = draft_new ();
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (GPtrArray) list = NULL;
  HavenFindingQuestion question;

  one->prepare (&draft);
  school = haven_test_school_build (draft.test);
  question = ask (school, draft.child);
  list = haven_findings_make (&question);
  tell_all (list);
  for (guint i = 0; i < G_N_ELEMENTS (one->said) && one->said[i] != NULL; i++) {
    if (!is_said (list, one->said[i]))
      g_test_message ("not said: %s", one->said[i]);
    g_assert_true (is_said (list, one->said[i]));
  }
  for (guint i = 0; i < list->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (one->not_said) && one->not_said[k] != NULL; k++)
      g_assert_null (strstr (((HavenFinding *) list->pdata[i])->text, one->not_said[k]));
}

/* Whatever is said of numbers says where they are from; keys are the same from day to day, and no two are the same */
static void
test_evidence_and_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Draft draft = draft_new ();
    g_autoptr (HavenSchool) school = NULL;
    g_autoptr (GPtrArray) list = NULL;
    g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
    HavenFindingQuestion question;
    cases[i].prepare (&draft);
    school = haven_test_school_build (draft.test);
    question = ask (school, draft.child);
    list = haven_findings_make (&question);
    for (guint k = 0; k < list->len; k++) {
      const HavenFinding *finding = list->pdata[k];
      g_assert_true (strchr (finding->text, '%') == NULL || finding->evidence != NULL);
      g_assert_true (g_hash_table_add (keys, finding->key));
    }
  }
}

/* ---- edits ---- */

static const HavenFinding *
find (GPtrArray *list, const char *key)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((HavenFinding *) list->pdata[i])->key, key))
      return list->pdata[i];
  return NULL;
}

static HavenSchool *
school_with (Prepare prepare, gint64 *ret_child, GPtrArray *sentences)
{
  Draft draft = draft_new ();

  prepare (&draft);
  *ret_child = draft.child;
  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    haven_test_school_add (draft.test, HAVEN_TABLE_SENTENCES, haven_sentence_copy (sentences->pdata[i]));
  return haven_test_school_build (draft.test);
}

static void
test_edits_are_kept (void)
{
  gint64 child;
  g_autoptr (HavenSchool) school = school_with (prepare_rise, &child, NULL);
  HavenFindingQuestion question = ask (school, child);
  g_autoptr (GPtrArray) made = haven_findings_make (&question);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_sentence_free);
  g_autoptr (HavenSchool) edited = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_ptr_array_add (sentences, haven_finding_edit (&question, find (made, "attendance-change"), "In school much more than in July.", FALSE));
  g_ptr_array_add (sentences, haven_finding_edit (&question, find (made, "full-weeks"), NULL, TRUE));
  g_ptr_array_add (sentences, haven_finding_own (&question, HAVEN_FINDING_WORRY, "Tired on most mornings."));
  edited = school_with (prepare_rise, &child, sentences);
  question = ask (edited, child);
  after = haven_findings_apply (&question);
  g_assert_cmpstr (find (after, "attendance-change")->text, ==, "In school much more than in July.");
  g_assert_true (find (after, "attendance-change")->edited);
  g_assert_false (find (after, "attendance-change")->moved_on);
  g_assert_true (find (after, "full-weeks")->struck);
  g_assert_cmpstr (find (after, "own-1")->text, ==, "Tired on most mornings.");
  g_assert_cmpint (find (after, "own-1")->list, ==, HAVEN_FINDING_WORRY);
}

/* The figures go on: the edit stands, and says that it was of another sentence */
static void
test_edits_say_when_figures_moved_on (void)
{
  gint64 child;
  g_autoptr (HavenSchool) school = school_with (prepare_rise, &child, NULL);
  HavenFindingQuestion question = ask (school, child);
  g_autoptr (GPtrArray) made = haven_findings_make (&question);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_sentence_free);
  g_autoptr (HavenSchool) later = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_ptr_array_add (sentences, haven_finding_edit (&question, find (made, "attendance"), "In school every day.", FALSE));
  later = school_with (prepare_fall, &child, sentences);
  question = ask (later, child);
  after = haven_findings_apply (&question);
  g_assert_cmpstr (find (after, "attendance")->text, ==, "In school every day.");
  g_assert_true (find (after, "attendance")->moved_on);
}

/* Of another kind of meeting they say nothing */
static void
test_edits_belong_to_their_meeting (void)
{
  gint64 child;
  g_autoptr (HavenSchool) school = school_with (prepare_rise, &child, NULL);
  HavenFindingQuestion question = ask (school, child);
  g_autoptr (GPtrArray) made = haven_findings_make (&question);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_sentence_free);
  g_autoptr (HavenSchool) edited = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_ptr_array_add (sentences, haven_finding_edit (&question, find (made, "attendance"), "Otherwise.", FALSE));
  edited = school_with (prepare_rise, &child, sentences);
  question = ask (edited, child);
  question.kind = "core-group";
  after = haven_findings_apply (&question);
  g_assert_false (find (after, "attendance")->edited);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/report/findings/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/report/findings/evidence-and-keys", test_evidence_and_keys);
  g_test_add_func ("/report/findings/edits-are-kept", test_edits_are_kept);
  g_test_add_func ("/report/findings/edits-say-when-figures-moved-on", test_edits_say_when_figures_moved_on);
  g_test_add_func ("/report/findings/edits-belong-to-their-meeting", test_edits_belong_to_their_meeting);
  return g_test_run ();
}
