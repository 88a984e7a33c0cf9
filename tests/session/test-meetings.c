/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-ics.h"
#include "haven-minutes.h"
#include "haven-test-long.h"
#include "haven-test-system.h"
#include "haven-typist.h"
#include "session-fixture.h"

#include <stdlib.h>
#include <string.h>

/* A meeting at the session's level: typed as people speak, killed at any moment, held, given out. */

#define KILLS 25
#define KILLS_LONG 200
#define LOST_AT_MOST 1000      /* milliseconds of the meeting's own clock */
#define STEPS 4000

static const char *const script[] = {
  "Art club every Thursday, and in on time all this fortnight.", "Mondays after contact at the weekend are hard.",
  "One adult to meet at the gate on Mondays, from next week.", "I like art and I want to stay in this school.",
  "Decided: paired reading on four days; the tutor asks for a quiet place at lunch.",
};

static HavenMeeting *
meeting_new (gint64 pupil_id)
{
  HavenMeeting *meeting = haven_meeting_new ();

  meeting->pupil_id = pupil_id;
  meeting->type = g_strdup ("pep");
  meeting->day = TODAY;
  meeting->minute = 10 * 60;
  return meeting;
}

static gint64
run (Fixture *fixture, HavenCommand *command)
{
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_run (fixture->session, command, &error);

  g_assert_no_error (error);
  return id;
}

static HavenLine *
line_new (gint64 pupil_id, gint64 meeting_id, HavenLineType type, const char *who, const char *text)
{
  HavenLine *line = haven_line_new ();

  line->pupil_id = pupil_id;
  line->meeting_id = meeting_id;
  line->type = type;
  line->who = g_strdup (who);
  line->text = g_strdup (text);
  return line;
}

/* ---- typing, in a process that is killed ---- */

typedef struct {
  HavenSession *session;
  gint64 pupil_id;
  gint64 meeting_id;
  gint64 line_id;               /* of the line being typed; 0: it has not been kept yet */
  guint line;
  GString *text;
  HavenTypist typist;
  gint64 now;                   /* the meeting's own clock */
  GRand *chance;
} Typing;

static void
keep (Typing *typing)
{
  HavenLine *line = line_new (typing->pupil_id, typing->meeting_id, HAVEN_LINE_NOTE, NULL, typing->text->str);

  line->id = typing->line_id;
  line->at = typing->now;
  typing->line_id = haven_session_run (typing->session, haven_command_type (line), NULL);
  g_assert_cmpint (typing->line_id, >, 0);
  haven_typist_keep (&typing->typist);
}

/* A letter now and then a pause; what is due is kept before time goes on, as the window's timer does */
static void
let_pass (Typing *typing, gint64 milliseconds)
{
  gint64 until = typing->now + milliseconds;
  gint64 wait = haven_typist_get_wait (&typing->typist, typing->now);

  if (wait >= 0 && typing->now + wait <= until) {
    typing->now += wait;
    keep (typing);
  }
  typing->now = until;
}

static void
type_letter (Typing *typing)
{
  const char *sentence = script[typing->line % G_N_ELEMENTS (script)];

  if (typing->text->len == strlen (sentence)) {
    keep (typing);
    typing->line++;
    typing->line_id = 0;
    g_string_set_size (typing->text, 0);
    return;
  }
  g_string_append_c (typing->text, sentence[typing->text->len]);
  haven_typist_type (&typing->typist, typing->now);
}

static int
type_until_killed (char **words)
{
  Typing typing = { .pupil_id = g_ascii_strtoll (words[2], NULL, 10), .meeting_id = g_ascii_strtoll (words[3], NULL, 10), .now = 1000 };

  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  typing.session = haven_session_new (words[1], haven_clock_fixed (TODAY));
  g_assert_true (haven_session_unlock (typing.session, NULL, PASSPHRASE, NULL));
  typing.text = g_string_new (NULL);
  typing.chance = g_rand_new_with_seed ((guint32) g_ascii_strtoull (words[4], NULL, 10));
  for (int i = 0; i < STEPS; i++) {
    type_letter (&typing);
    g_print ("%" G_GINT64_FORMAT " %u %" G_GSIZE_FORMAT "\n", typing.now, typing.line, typing.text->len);
    let_pass (&typing, g_rand_int_range (typing.chance, 0, 12) == 0 ? 1500 : g_rand_int_range (typing.chance, 60, 260));
  }
  g_object_unref (typing.session);
  return EXIT_SUCCESS;
}

/* ---- and what is there afterwards ---- */

typedef struct {
  gint64 now;
  guint line;
  gsize length;
} Said;

static GArray *
read_until_killed (GSubprocess *part, guint after)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (part));
  GArray *said = g_array_new (FALSE, FALSE, sizeof (Said));
  char *text;

  while ((text = g_data_input_stream_read_line (stream, NULL, NULL, NULL)) != NULL) {
    g_auto (GStrv) words = g_strsplit (text, " ", 3);
    /* the last line may be cut where the process was */
    if (g_strv_length (words) == 3 && words[2][0] != '\0') {
      Said one = { g_ascii_strtoll (words[0], NULL, 10), (guint) atoi (words[1]), (gsize) atoi (words[2]) };
      g_array_append_val (said, one);
    }
    g_free (text);
    if (said->len == after)
      g_subprocess_force_exit (part);
  }
  g_subprocess_wait (part, NULL, NULL);
  return said;
}

/* The last thing said that is older than what may be lost */
static const Said *
find_safe (GArray *said)
{
  gint64 end = g_array_index (said, Said, said->len - 1).now;

  for (guint i = said->len; i > 0; i--)
    if (g_array_index (said, Said, i - 1).now <= end - LOST_AT_MOST)
      return &g_array_index (said, Said, i - 1);
  return NULL;
}

static void
check_kept (HavenSchool *school, gint64 pupil_id, GArray *said)
{
  HavenSlice lines = haven_school_of_pupil (school, HAVEN_TABLE_LINES, pupil_id);
  const Said *safe = find_safe (said);

  for (guint i = 0; i < lines.n; i++) {
    const HavenLine *line = lines.items[i];
    g_assert_true (g_str_has_prefix (script[i % G_N_ELEMENTS (script)], line->text));
  }
  if (safe == NULL || (safe->line == 0 && safe->length == 0))
    return;
  g_assert_cmpuint (lines.n, >=, safe->length > 0 ? safe->line + 1 : safe->line);
  for (guint i = 0; i < safe->line; i++)
    g_assert_cmpstr (((HavenLine *) lines.items[i])->text, ==, script[i % G_N_ELEMENTS (script)]);
  if (safe->length > 0)
    g_assert_cmpuint (strlen (((HavenLine *) lines.items[safe->line])->text), >=, safe->length);
}

static void
kill_once (Fixture *fixture, gint64 pupil_id, guint turn)
{
  gint64 meeting_id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_new (pupil_id)));
  g_autofree char *pupil = g_strdup_printf ("%" G_GINT64_FORMAT, pupil_id);
  g_autofree char *meeting = g_strdup_printf ("%" G_GINT64_FORMAT, meeting_id);
  g_autofree char *seed = g_strdup_printf ("%u", turn);
  g_autoptr (GSubprocess) part = NULL;
  g_autoptr (GArray) said = NULL;
  HavenSlice lines;

  g_clear_object (&fixture->session);
  part = haven_test_start_part ("meeting", fixture->folder, pupil, meeting, seed, NULL);
  said = read_until_killed (part, (guint) g_random_int_range (2, 160));
  g_assert_cmpuint (said->len, >, 1);
  fixture->session = haven_session_new (fixture->folder, haven_clock_fixed (TODAY));
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));
  check_kept (haven_session_get_school (fixture->session), pupil_id, said);
  lines = haven_school_of_pupil (haven_session_get_school (fixture->session), HAVEN_TABLE_LINES, pupil_id);
  while (lines.n > 0) {
    run (fixture, haven_command_remove (HAVEN_TABLE_LINES, ((HavenLine *) lines.items[0])->id));
    lines = haven_school_of_pupil (haven_session_get_school (fixture->session), HAVEN_TABLE_LINES, pupil_id);
  }
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  guint kills = haven_test_rounds ("kills", KILLS, KILLS_LONG);

  for (guint turn = 0; turn < kills; turn++)
    kill_once (fixture, pupil_id, turn);
  g_assert_cmpint (haven_session_check (fixture->session, NULL), >, 0);
}

/* ---- the rule of the pauses ---- */

static void
test_typist (void)
{
  HavenTypist typist = { 0 };

  g_assert_cmpint (haven_typist_get_wait (&typist, 5000), ==, -1);
  haven_typist_type (&typist, 1000);
  g_assert_cmpint (haven_typist_get_wait (&typist, 1000), ==, HAVEN_TYPIST_PAUSE);
  haven_typist_type (&typist, 1300);
  g_assert_cmpint (haven_typist_get_wait (&typist, 1300), ==, HAVEN_TYPIST_PAUSE);
  haven_typist_type (&typist, 1700);
  g_assert_cmpint (haven_typist_get_wait (&typist, 1700), ==, 1000 + HAVEN_TYPIST_MOST - 1700);
  g_assert_true (haven_typist_is_due (&typist, 1000 + HAVEN_TYPIST_MOST));
  haven_typist_keep (&typist);
  g_assert_false (haven_typist_is_due (&typist, 9000));
}

/* ---- afterwards ---- */

static void
test_hold (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  gint64 meeting_id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_new (pupil_id)));
  const HavenMeeting *meeting;

  run (fixture, haven_command_type (line_new (pupil_id, meeting_id, HAVEN_LINE_WELL, "Tutor", "Art club")));
  run (fixture, haven_command_type (line_new (pupil_id, meeting_id, HAVEN_LINE_WISHES, "drawing", "I like art.")));
  run (fixture, haven_command_hold (meeting_id));
  run (fixture, haven_command_hold (meeting_id));
  meeting = haven_school_get_record (haven_session_get_school (fixture->session), HAVEN_TABLE_MEETINGS, meeting_id);
  g_assert_cmpint (meeting->state, ==, HAVEN_MEETING_HELD);
  g_assert_cmpstr (meeting->working_well, ==, "Art club (Tutor)");
  g_assert_cmpstr (meeting->wishes, ==, "I like art.");
}

static const HavenMeeting *
get_meeting (Fixture *fixture, gint64 id)
{
  return haven_school_get_record (haven_session_get_school (fixture->session), HAVEN_TABLE_MEETINGS, id);
}

static void
assert_refused (Fixture *fixture, HavenCommand *command)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (haven_session_run (fixture->session, command, &error), <, 0);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "19 March 2026, a day that is still to come"));
}

static HavenMeeting *
meeting_on (gint64 pupil_id, HavenDay day, HavenMeetingState state)
{
  HavenMeeting *meeting = meeting_new (pupil_id);

  meeting->day = day;
  meeting->state = state;
  return meeting;
}

/* What is to come has not been held, whoever says so: by its state, for a family, or at the end of the meeting view */
static void
test_not_held_before_its_day (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  gint64 id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_on (pupil_id, TODAY + 1, HAVEN_MEETING_READY)));
  g_autoptr (GArray) pupils = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (pupils, pupil_id);
  for (HavenMeetingState state = HAVEN_MEETING_HELD; state <= HAVEN_MEETING_COMPLETE; state++) {
    HavenMeeting *changed = haven_meeting_copy (get_meeting (fixture, id));
    changed->id = id;
    changed->state = (int) state;
    assert_refused (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, changed));
    assert_refused (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_on (pupil_id, TODAY + 1, state)));
    assert_refused (fixture, haven_command_gather (meeting_on (0, TODAY + 1, state), pupils));
    run (fixture, haven_command_remove (HAVEN_TABLE_MEETINGS, run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS,
                                                                                               meeting_on (pupil_id, TODAY, state)))));
  }
  assert_refused (fixture, haven_command_hold (id));
  g_assert_cmpuint (haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_MEETINGS)->len, ==, 1);
  g_assert_cmpint (get_meeting (fixture, id)->state, ==, HAVEN_MEETING_READY);
  run (fixture, haven_command_hold_today (id));
  g_assert_cmpint (get_meeting (fixture, id)->state, ==, HAVEN_MEETING_HELD);
  g_assert_cmpint (get_meeting (fixture, id)->day, ==, TODAY);
  g_assert_true (haven_session_undo (fixture->session, NULL));
  g_assert_cmpint (get_meeting (fixture, id)->day, ==, TODAY + 1);
}

/* One of which no day was known is held on the day on which somebody ends it */
static void
test_held_without_a_day (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  gint64 id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_on (pupil_id, HAVEN_DAY_NONE, HAVEN_MEETING_IN_PROGRESS)));

  run (fixture, haven_command_hold (id));
  g_assert_cmpint (get_meeting (fixture, id)->day, ==, TODAY);
}

static void
test_minutes (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  gint64 meeting_id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_new (pupil_id)));
  HavenAction *action = haven_action_new ();
  HavenMinutesRequest request;
  g_autofree char *text = NULL;
  g_autofree char *ics = NULL;

  action->pupil_id = pupil_id;
  action->meeting_id = meeting_id;
  action->text = g_strdup ("Order the reading books");
  action->owner = g_strdup ("Mx Mentor");
  action->due = TODAY + 7;
  run (fixture, haven_command_put (HAVEN_TABLE_ACTIONS, action));
  run (fixture, haven_command_type (line_new (pupil_id, meeting_id, HAVEN_LINE_DECISION, "all", "Paired reading on four days")));
  request = (HavenMinutesRequest) { haven_session_get_school (fixture->session), haven_session_get_clock (fixture->session), meeting_id,
                                    "Sam Socialworker", "Dee Safe" };
  text = haven_meeting_minutes_to_text (&request, NULL);
  g_assert_nonnull (strstr (text, "Paired reading on four days (all)"));
  g_assert_nonnull (strstr (text, "Order the reading books | Mx Mentor | 25 March 2026"));
  ics = haven_meeting_to_ics (haven_school_get_record (request.school, HAVEN_TABLE_MEETINGS, meeting_id), "Invented High", request.clock);
  g_assert_nonnull (strstr (ics, "DTSTART:20260318T100000\r\n"));
  g_assert_null (strstr (ics, "Brown"));
  g_assert_null (strstr (ics, "Amara"));
}

/* By family: a meeting for each chosen child, one text that joins them, in one step (practice 23) */
static void
test_gather (Fixture *fixture, gconstpointer data)
{
  gint64 ids[] = { fixture_add_pupil (fixture, NULL, "Brown"), fixture_add_pupil (fixture, NULL, "Brown"), 0 };
  g_autoptr (GArray) pupils = g_array_new (FALSE, FALSE, sizeof (gint64));
  HavenSchool *school;
  HavenSlice one, two;

  fixture_add_pupil (fixture, NULL, "Brown");
  g_array_append_vals (pupils, ids, 2);
  run (fixture, haven_command_gather (meeting_new (0), pupils));
  school = haven_session_get_school (fixture->session);
  one = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, ids[0]);
  two = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, ids[1]);
  g_assert_cmpuint (haven_school_get_table (school, HAVEN_TABLE_MEETINGS)->len, ==, 2);
  g_assert_cmpstr (((HavenMeeting *) one.items[0])->gathering, ==, ((HavenMeeting *) two.items[0])->gathering);
  g_assert_true (haven_session_undo (fixture->session, NULL));
  g_assert_cmpuint (haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_MEETINGS)->len, ==, 0);
}

static guint
count_times (const char *text, const char *needle)
{
  guint n = 0;

  for (const char *at = strstr (text, needle); at != NULL; at = strstr (at + strlen (needle), needle))
    n++;
  return n;
}

static char *
write_minutes (Fixture *fixture, gint64 meeting_id)
{
  HavenMinutesRequest request = { haven_session_get_school (fixture->session), haven_session_get_clock (fixture->session), meeting_id,
                                  "S. Worker" };
  g_autoptr (GError) error = NULL;
  char *text = haven_meeting_minutes_to_text (&request, &error);

  g_assert_no_error (error);
  return text;
}

/* A column of which nothing is known would take the room of those that say something */
static void
test_minutes_have_no_empty_column (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  gint64 meeting_id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_new (pupil_id)));
  HavenTarget *target = haven_target_new ();
  g_autofree char *text = NULL;

  target->pupil_id = pupil_id;
  target->meeting_id = meeting_id;
  target->text = g_strdup ("Read for ten minutes");
  target->support = g_strdup ("Paired reading");
  run (fixture, haven_command_put (HAVEN_TABLE_TARGETS, target));
  text = write_minutes (fixture, meeting_id);
  g_assert_nonnull (strstr (text, "Target | Support\nRead for ten minutes | Paired reading"));
}

#define NOTES 300

/* A long meeting: each note once and in its order, on as many pages as it takes */
static void
test_many_notes (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  gint64 meeting_id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_new (pupil_id)));
  HavenMinutesRequest request = { .meeting_id = meeting_id, .recipient = "S. Worker" };
  g_autofree char *text = NULL;
  g_autoptr (GBytes) pdf = NULL;
  const char *before;
  guint pages = 0;

  for (guint i = 0; i < NOTES; i++) {
    g_autofree char *words = g_strdup_printf ("Note %03u of a long afternoon, said by somebody who had much to say.", i);
    run (fixture, haven_command_type (line_new (pupil_id, meeting_id, HAVEN_LINE_NOTE, "Tutor", words)));
  }
  run (fixture, haven_command_hold (meeting_id));
  before = text = write_minutes (fixture, meeting_id);
  for (guint i = 0; i < NOTES; i++) {
    g_autofree char *words = g_strdup_printf ("Note %03u of", i);
    g_assert_cmpuint (count_times (text, words), ==, 1);
    before = strstr (before, words);
    g_assert_nonnull (before);
  }
  request.school = haven_session_get_school (fixture->session);
  request.clock = haven_session_get_clock (fixture->session);
  pdf = haven_meeting_minutes_render (&request, &pages, NULL);
  g_assert_nonnull (pdf);
  g_assert_cmpuint (pages, >=, 5);
}

/* In the night on which the clocks go back an hour comes twice: lines keep the order in which they were said, and their day */
static void
test_clocks_go_back (Fixture *fixture, gconstpointer data)
{
  static const char *const said[] = { "Said at half past one", "Said an hour later, at half past one again", "Said at half past two" };
  g_autoptr (GDateTime) first = g_date_time_new_utc (2025, 10, 26, 0, 30, 0);
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  gint64 meeting_id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_new (pupil_id)));
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (said); i++) {
    HavenLine *line = line_new (pupil_id, meeting_id, HAVEN_LINE_DECISION, NULL, said[i]);
    line->at = g_date_time_to_unix (first) + (gint64) i * 60 * 60;
    g_assert_cmpint (haven_time_get_day (line->at), ==, haven_day_new (2025, 10, 26));
    run (fixture, haven_command_type (line));
  }
  run (fixture, haven_command_hold (meeting_id));
  text = write_minutes (fixture, meeting_id);
  g_assert_true (strstr (text, said[0]) < strstr (text, said[1]));
  g_assert_true (strstr (text, said[1]) < strstr (text, said[2]));
}

/* Each keeps what was said in it, and the first one's end is not the second's */
static void
test_two_on_one_day (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  HavenMeeting *later = meeting_on (pupil_id, TODAY, HAVEN_MEETING_NOT_STARTED);
  gint64 morning = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_new (pupil_id))), afternoon;
  g_autofree char *one = NULL, *two = NULL;

  later->minute = 14 * 60;
  afternoon = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, later));
  run (fixture, haven_command_type (line_new (pupil_id, morning, HAVEN_LINE_DECISION, NULL, "Decided in the morning")));
  run (fixture, haven_command_hold (morning));
  g_assert_cmpint (get_meeting (fixture, afternoon)->state, ==, HAVEN_MEETING_NOT_STARTED);
  run (fixture, haven_command_type (line_new (pupil_id, afternoon, HAVEN_LINE_DECISION, NULL, "Decided in the afternoon")));
  run (fixture, haven_command_hold (afternoon));
  one = write_minutes (fixture, morning);
  two = write_minutes (fixture, afternoon);
  g_assert_nonnull (strstr (one, "Decided in the morning"));
  g_assert_null (strstr (one, "afternoon"));
  g_assert_nonnull (strstr (two, "Decided in the afternoon"));
  g_assert_null (strstr (two, "Decided in the morning"));
}

/* Whoever was given a paper is in the audit and in the next pack's distribution list */
static void
test_give (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  gint64 meeting_id = run (fixture, haven_command_put (HAVEN_TABLE_MEETINGS, meeting_new (pupil_id)));
  g_autoptr (GPtrArray) audit = NULL;
  const HavenAuditLine *last;
  const HavenLine *line;

  run (fixture, haven_command_give ("pack pep, parent edition", pupil_id, meeting_id, "Jo Brown"));
  line = haven_school_of_pupil (haven_session_get_school (fixture->session), HAVEN_TABLE_LINES, pupil_id).items[0];
  g_assert_cmpint (line->type, ==, HAVEN_LINE_GIVEN);
  g_assert_cmpstr (line->who, ==, "Jo Brown");
  audit = haven_session_read_audit (fixture->session, NULL);
  last = g_ptr_array_index (audit, 0);
  for (guint i = 1; i < audit->len; i++)
    if (((HavenAuditLine *) audit->pdata[i])->id > last->id)
      last = audit->pdata[i];
  g_assert_cmpstr (last->action, ==, "paper");
  g_assert_nonnull (strstr (last->detail, "parent edition"));
}

/* A letter a second is no audit line a second, and no step of undo each */
static void
test_typing_is_one_line_in_the_audit (Fixture *fixture, gconstpointer data)
{
  gint64 pupil_id = fixture_add_pupil (fixture, NULL, "Brown");
  g_autoptr (GPtrArray) before = haven_session_read_audit (fixture->session, NULL);
  g_autoptr (GPtrArray) after = NULL;
  gint64 id = 0;

  for (guint i = 1; i <= 5; i++) {
    g_autofree char *part = g_strndup (script[0], i * 4);
    HavenLine *line = line_new (pupil_id, 0, HAVEN_LINE_NOTE, NULL, part);
    line->id = id;
    id = run (fixture, haven_command_type (line));
  }
  after = haven_session_read_audit (fixture->session, NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
}

static int
do_part (char **words)
{
  return g_str_equal (words[0], "meeting") ? type_until_killed (words) : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, do_part);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/meetings/typist", test_typist);
  fixture_add ("/session/meetings/killed", test_killed);
  fixture_add ("/session/meetings/hold", test_hold);
  fixture_add ("/session/meetings/not-held-before-its-day", test_not_held_before_its_day);
  fixture_add ("/session/meetings/held-without-a-day", test_held_without_a_day);
  fixture_add ("/session/meetings/minutes", test_minutes);
  fixture_add ("/session/meetings/minutes-have-no-empty-column", test_minutes_have_no_empty_column);
  fixture_add ("/session/meetings/many-notes", test_many_notes);
  fixture_add ("/session/meetings/clocks-go-back", test_clocks_go_back);
  fixture_add ("/session/meetings/two-on-one-day", test_two_on_one_day);
  fixture_add ("/session/meetings/practice_23/gather", test_gather);
  fixture_add ("/session/meetings/practice_24/give", test_give);
  fixture_add ("/session/meetings/typing-is-one-line-in-the-audit", test_typing_is_one_line_in_the_audit);
  return g_test_run ();
}
