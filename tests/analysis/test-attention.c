/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attention.h"

#include "haven-authority.h"

#include <string.h>

#include "haven-test-school.h"

/* Thursday 20 November 2025, a week after the autumn half term's dust has settled. Amara is on a child protection plan. */
#define TODAY "2025-11-20"
#define YESTERDAY "2025-11-19"
#define FRIDAY "2025-11-21"

typedef struct {
  HavenTestSchool *draft;
  gint64 amara;
  gint64 other;                 /* no social worker: shows how far the marks reach */
} Fixture;

/* Present on school days only, so that half term holds no marks */
static void
attend_until (Fixture *fixture, gint64 pupil, const char *last)
{
  haven_test_school_attend (fixture->draft, pupil, haven_test_span ("2025-09-02", "2025-10-17"));
  haven_test_school_attend (fixture->draft, pupil, haven_test_span ("2025-10-27", last));
}

/* A date is held for all that a child protection plan asks for, so that no meeting is expected */
static void
add_dates (Fixture *fixture)
{
  static const char *const types[] = { "core-group", "cp-conference-review", "cp-conference-initial" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    HavenMeeting *meeting = haven_meeting_new ();

    meeting->pupil_id = fixture->amara;
    meeting->type = g_strdup (types[i]);
    meeting->day = haven_test_day ("2026-08-20");
    meeting->minute = -1;
    haven_test_school_add (fixture->draft, HAVEN_TABLE_MEETINGS, meeting);
  }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->draft = haven_test_school_new ();
  haven_test_school_add_calendar (fixture->draft, 2025);
  fixture->amara = haven_test_school_add_pupil (fixture->draft, 1, 9);
  fixture->other = haven_test_school_add_pupil (fixture->draft, 2, 9);
  haven_test_school_add_spell (fixture->draft, fixture->amara, HAVEN_STATUS_CP, "2025-10-03", "");
  add_dates (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
}

static HavenAttention *
look (Fixture *fixture, const char *today)
{
  g_autoptr(HavenSchool) school = haven_test_school_build (fixture->draft);

  return haven_attention_new (school, haven_clock_fixed (haven_test_day (today)));
}

static const HavenAttentionItem *
find (HavenAttention *attention, const char *rule)
{
  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = attention->items->pdata[i];
    if (strcmp (item->rule, rule) == 0)
      return item;
  }
  return NULL;
}

static const HavenAttentionItem *
demand (HavenAttention *attention, const char *rule, const char *sentence)
{
  const HavenAttentionItem *item = find (attention, rule);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->sentence, ==, sentence);
  g_assert_nonnull (item->advice);
  g_assert_nonnull (item->figures);                        /* the evidence */
  g_assert_nonnull (item->view);                           /* where it is dealt with */
  g_assert_cmpint (strlen (item->source), >, 10);
  return item;
}

static void
demand_only (HavenAttention *attention, const char *rule)
{
  for (guint i = 0; i < attention->items->len; i++) {
    const char *found = ((HavenAttentionItem *) attention->items->pdata[i])->rule;

    if (strcmp (found, "meeting-expected") != 0)           /* which goes with a status, whatever else is wrong */
      g_assert_cmpstr (found, ==, rule);
  }
}

/* All is well, and the marks reach the last closed session: then, and only then, the list may be empty */
static void
test_all_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  attend_until (fixture, fixture->other, TODAY);
  attention = look (fixture, TODAY);
  g_assert_true (attention->reaches_now);
  g_assert_null (attention->marks_sentence);
  g_assert_cmpuint (attention->items->len, ==, 0);
  g_assert_nonnull (attention->next);
}

/* Marks end on Wednesday: row one says so, "absent today" is not worked out, and there is no all-clear */
static void
test_stale_is_not_safe (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  const HavenAttentionItem *item;

  attend_until (fixture, fixture->amara, "2025-11-18");
  haven_test_school_mark_days (fixture->draft, fixture->amara, YESTERDAY, "I I");
  attend_until (fixture, fixture->other, YESTERDAY);
  attention = look (fixture, TODAY);
  g_assert_false (attention->reaches_now);
  g_assert_cmpint (attention->marks_until, ==, haven_test_day (YESTERDAY));
  g_assert_cmpstr (attention->marks_sentence, ==, "Marks end Wednesday PM: today AM to today PM cannot be seen.");
  item = attention->items->pdata[0];
  g_assert_cmpstr (item->rule, ==, "marks-stop-short");
  g_assert_cmpint (item->when, ==, HAVEN_WHEN_NOW);
  g_assert_null (find (attention, "absent-today"));
}

static void
check_gap (const char *last, const char *today, const char *sentence)
{
  Fixture fixture;
  g_autoptr(HavenAttention) attention = NULL;

  set_up (&fixture, NULL);
  attend_until (&fixture, fixture.amara, last);
  attention = look (&fixture, today);
  g_assert_cmpstr (attention->marks_sentence, ==, sentence);
  g_assert_cmpint (attention->reaches_now, ==, sentence == NULL);
}

static void
test_gap_in_words (void)
{
  check_gap ("2025-11-20", "2025-11-22", "Marks end Thursday PM: Friday cannot be seen.");
  check_gap ("2025-11-21", "2025-11-22", NULL);
  check_gap ("2025-11-21", "2025-11-23", NULL);
  check_gap ("2025-11-18", "2025-11-21", "Marks end Tuesday PM: Wednesday AM to today PM cannot be seen.");
  check_gap ("2025-10-17", "2025-10-24", NULL);           /* half term */
  check_gap ("2025-12-19", "2025-12-31", NULL);           /* Christmas */
}

/* In the morning the register of the morning is not closed yet */
static void
test_last_closed_session (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  HavenClock clock = haven_clock_fixed (haven_test_day (TODAY));

  attend_until (fixture, fixture->amara, YESTERDAY);
  school = haven_test_school_build (fixture->draft);
  for (int hour = 8; hour < 18; hour++) {
    g_autoptr(HavenAttention) attention = NULL;
    clock.minute = hour * 60;
    attention = haven_attention_new (school, clock);
    g_assert_cmpint (attention->reaches_now, ==, hour < 12);
  }
}

static void
test_no_marks_at_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = look (fixture, TODAY);

  g_assert_cmpint (attention->marks_until, ==, HAVEN_DAY_NONE);
  demand (attention, "marks-stop-short", "There are no marks yet: nobody’s absence can be seen.");
  demand_only (attention, "marks-stop-short");
}

/* Without a calendar Haven cannot tell a holiday from a gap, and says so */
static void
test_no_calendar (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenAttention) attention = NULL;

  haven_test_school_attend (draft, pupil, haven_test_span ("2025-09-02", "2025-10-17"));
  school = haven_test_school_build (draft);
  attention = haven_attention_new (school, haven_clock_fixed (haven_test_day ("2025-10-23")));
  g_assert_false (attention->reaches_now);
  g_assert_nonnull (strstr (attention->marks_sentence, "Without the school’s calendar"));
}

/* Every rule names the last session that it saw */
static void
test_rules_name_what_they_saw (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, "2025-11-14");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-17", "N N O N N N N");
  attention = look (fixture, TODAY);
  g_assert_cmpuint (attention->items->len, >, 1);
  for (guint i = 0; i < attention->items->len; i++)
    g_assert_nonnull (strstr (((HavenAttentionItem *) attention->items->pdata[i])->source, "Seen up to today AM"));
}

static void
test_unexplained (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  const HavenAttentionItem *item;

  attend_until (fixture, fixture->amara, "2025-11-14");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-17", "N N O N N N N N");
  attention = look (fixture, TODAY);
  item = demand (attention, "unexplained-absence", "No reason since Monday AM. Last seen in school Friday PM.");
  g_assert_cmpstr (item->advice, ==, "Contact home and the social worker today.");
  g_assert_cmpstr (item->figures, ==, "8 sessions coded N or O since 17 November 2025");
  g_assert_cmpstr (item->marks, ==, "/\\NNONNNNN");
  g_assert_cmpint (item->when, ==, HAVEN_WHEN_NOW);
  g_assert_cmpint (item->since, ==, haven_test_day ("2025-11-17"));
  g_assert_cmpint (item->since_session, ==, 0);
  g_assert_cmpint (item->pupil_id, ==, fixture->amara);
  g_assert_true (attention->items->pdata[0] == item);
}

/* With stale marks it is still said, as far as can be seen */
static void
test_unexplained_when_stale (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, "2025-11-14");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-17", "/ N N N");
  attention = look (fixture, FRIDAY);
  demand (attention, "unexplained-absence",
          "No reason from Monday PM to Tuesday PM, the last mark. Last seen in school Monday AM.");
}

/* Ill is a reason; before is not now; a leaver's row is about the file; a child without a social worker has no page */
static void
test_explained (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  gint64 before = haven_test_school_add_pupil (fixture->draft, 3, 9);
  gint64 leaver = haven_test_school_add_pupil (fixture->draft, 4, 9);
  const HavenAttentionItem *item;

  haven_test_school_add_spell (fixture->draft, before, HAVEN_STATUS_CIN, "2024-01-01", "2025-01-01");
  haven_test_school_add_spell (fixture->draft, leaver, HAVEN_STATUS_CP, "2024-01-01", "");
  haven_test_school_get_pupil (fixture->draft, leaver)->left = haven_test_day (YESTERDAY);
  for (gint64 pupil = fixture->amara; pupil <= leaver; pupil++)
    if (pupil == fixture->amara || pupil == fixture->other || pupil == before || pupil == leaver)
      attend_until (fixture, pupil, YESTERDAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, TODAY, "I I");
  haven_test_school_mark_days (fixture->draft, fixture->other, TODAY, "N N");
  haven_test_school_mark_days (fixture->draft, before, TODAY, "N N");
  haven_test_school_mark_days (fixture->draft, leaver, TODAY, "N N");
  attention = look (fixture, TODAY);
  demand (attention, "absent-today", "Absent since today AM, coded I.");
  item = demand (attention, "unexplained-absence", "No reason since today AM. Last seen in school Wednesday PM.");
  g_assert_cmpint (item->pupil_id, ==, before);
  g_assert_cmpstr (item->advice, ==, "Contact home today.");
  g_assert_cmpint (item->when, ==, HAVEN_WHEN_THIS_WEEK);
  item = demand (attention, "file-to-send",
                 "Left on 19 November 2025: the child protection file goes to the next school by 26 November 2025.");
  g_assert_cmpint (item->pupil_id, ==, leaver);
  g_assert_cmpuint (attention->items->len, ==, 3);
}

static void
test_continuous_absence (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, "2025-11-06");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-07", "O O O O O O O O O O O O G G N N N N N N");
  attention = look (fixture, TODAY);
  demand (attention, "continuous-absence", "Absent without leave since 7 November 2025, without a break: the authority is to be told.");
  demand (attention, "unauthorised-absence", "20 unauthorised sessions in 10 school weeks.");
}

/* An N that is older than five school days: said, but late in the list */
static void
test_reason_wanted (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  const HavenAttentionItem *item;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-12", "N N N");
  attention = look (fixture, TODAY);
  item = demand (attention, "reason-wanted", "2 sessions from 12 November 2025 on still have no reason (N).");
  g_assert_cmpint (item->when, ==, HAVEN_WHEN_COMING);
  demand_only (attention, "reason-wanted");
}

/* Crossed this week: news. Crossed long ago: on the pupil's page. */
static void
test_persistent_absence (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  gint64 long_ago = haven_test_school_add_pupil (fixture->draft, 3, 9);
  const HavenAttentionItem *item;

  haven_test_school_add_spell (fixture->draft, long_ago, HAVEN_STATUS_CIN, "2024-01-01", "");
  attend_until (fixture, fixture->amara, TODAY);
  attend_until (fixture, long_ago, TODAY);
  haven_test_school_mark_days (fixture->draft, long_ago, "2025-09-15", "I I I I I I I I I I I I I I I I I I I I");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-12", "M M M M M M M M M M");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-19", "M M");
  attention = look (fixture, TODAY);
  item = demand (attention, "persistent-absence", "Persistent absence: 11.3 % of this year’s sessions missed, a tenth or more.");
  g_assert_cmpint (item->pupil_id, ==, fixture->amara);
  g_assert_cmpstr (item->figures, ==, "12 of 106 possible sessions missed from 1 September 2025 to 20 November 2025");
  g_assert_null (find (attention, "severe-absence"));
}

/* The weightier row stands alone */
static void
test_severe_absence (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  haven_test_school_add_spell (fixture->draft, fixture->amara, HAVEN_STATUS_CIN, "2025-03-03", "");
  attend_until (fixture, fixture->amara, "2025-10-06");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-09-15", "I I I I I I I I I I I I I I I I I I I I I I I I I I I I I I");
  attention = look (fixture, "2025-10-06");
  demand (attention, "severe-absence", "Severe absence: 60.0 % of this year’s sessions missed, half or more.");
  g_assert_null (find (attention, "persistent-absence"));
}

static void
test_persistent_absence_is_near (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-12", "M M M M M M M M M M");
  attention = look (fixture, TODAY);
  demand (attention, "persistent-absence", "Persistent absence is a day away: 9.4 % of this year’s sessions missed.");
}

/* The first days of term: no rate is trusted, and any absence is asked about */
static void
test_first_week (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  const HavenAttentionItem *item;

  haven_test_school_add_spell (fixture->draft, fixture->amara, HAVEN_STATUS_CIN, "2025-03-03", "");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-09-02", "/ \\ I I / \\ / \\");
  attention = look (fixture, "2025-09-05");
  demand (attention, "first-week-absence", "Missed 2 of the first 8 sessions of term.");
  item = find (attention, "persistent-absence");
  g_assert_nonnull (item);
  g_assert_nonnull (strstr (item->figures, "on so few sessions the rate says little"));
}

static void
test_falling (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-27", "I I I I I I I I");
  attention = look (fixture, TODAY);
  demand (attention, "attendance-falling", "Attendance fell from 100.0 to 78.9 % in 4 school weeks.");
}

/* ---- at the limit, and one session on either side ---- */

typedef struct {
  const char *name;
  const char *rule;
  const char *first;            /* a Monday */
  const char *mix;              /* a mark for each session missed, the last of them today PM where the run has to reach it */
  gboolean in_a_row;            /* up to the last session; else from the first on */
  gboolean found;
} AtLimit;

#define NINE "OOOOOOOOO"
#define NINETEEN NINE NINE "O"
#define ILL "IIIIIIIIIIIIIIIIIIIIIIIIIIIII"    /* 29 */

static const AtLimit at_limits[] = {
  { "unauthorised-9", "unauthorised-absence", "2025-11-10", NINE, FALSE, FALSE },
  { "unauthorised-10", "unauthorised-absence", "2025-11-10", NINE "O", FALSE, TRUE },
  { "unauthorised-11-in-any-mix", "unauthorised-absence", "2025-11-10", "OGUNOGUNOGU", FALSE, TRUE },
  { "unauthorised-9-and-ill", "unauthorised-absence", "2025-11-10", NINE "I", FALSE, FALSE },
  { "illness-29", "illness", "2025-10-27", ILL, FALSE, FALSE },
  { "illness-30", "illness", "2025-10-27", ILL "I", FALSE, TRUE },
  { "illness-31", "illness", "2025-10-27", ILL "II", FALSE, TRUE },
  { "in-a-row-19", "continuous-absence", "2025-10-27", NINETEEN, TRUE, FALSE },
  { "in-a-row-20", "continuous-absence", "2025-10-27", NINETEEN "O", TRUE, TRUE },
  { "in-a-row-21", "continuous-absence", "2025-10-27", NINETEEN "OO", TRUE, TRUE },
};

static guint
count_sessions (const char *first)
{
  guint sessions = 0;

  for (HavenDay day = haven_test_day (first); day <= haven_test_day (TODAY); day++)
    sessions += haven_day_get_weekday (day) <= 5 ? HAVEN_SESSIONS_A_DAY : 0;
  return sessions;
}

static void
miss (Fixture *fixture, const AtLimit *one)
{
  g_autoptr(GString) codes = g_string_new (NULL);
  guint before = one->in_a_row ? count_sessions (one->first) - strlen (one->mix) : 0;

  for (guint i = 0; i < before; i++)
    g_string_append (codes, "/ ");
  for (guint i = 0; one->mix[i] != '\0'; i++)
    g_string_append_printf (codes, "%c ", one->mix[i]);
  g_string_truncate (codes, codes->len - 1);
  haven_test_school_mark_days (fixture->draft, fixture->amara, one->first, codes->str);
}

static void
test_at_limit (gconstpointer data)
{
  const AtLimit *one = data;
  Fixture fixture;
  g_autoptr(HavenAttention) attention = NULL;

  set_up (&fixture, NULL);
  attend_until (&fixture, fixture.amara, TODAY);
  attend_until (&fixture, fixture.other, TODAY);
  miss (&fixture, one);
  attention = look (&fixture, TODAY);
  g_assert_cmpint (find (attention, one->rule) != NULL, ==, one->found);
}

/* Ten school weeks back from September reach over the summer into the last weeks of July; an eleventh week does not count */
static void
test_over_the_year_end (void)
{
  static const struct { const char *monday; gboolean found; } cases[] = { { "2026-06-22", FALSE }, { "2026-06-29", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    g_autoptr(HavenAttention) attention = NULL;

    set_up (&fixture, NULL);
    haven_test_school_add_calendar (fixture.draft, 2026);
    haven_test_school_attend (fixture.draft, fixture.amara, haven_test_span ("2026-06-01", "2026-07-21"));
    haven_test_school_attend (fixture.draft, fixture.amara, haven_test_span ("2026-09-07", "2026-10-16"));
    haven_test_school_attend (fixture.draft, fixture.other, haven_test_span ("2026-09-07", "2026-10-16"));
    haven_test_school_mark_days (fixture.draft, fixture.amara, cases[i].monday, "O O O O O");
    haven_test_school_mark_days (fixture.draft, fixture.amara, "2026-10-12", "O O O O O");
    attention = look (&fixture, "2026-10-16");
    g_assert_cmpint (find (attention, "unauthorised-absence") != NULL, ==, cases[i].found);
  }
}

static void
test_illness (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  for (int week = 0; week < 2; week++) {
    g_autofree char *monday = haven_day_to_iso (haven_test_day ("2025-10-27") + 7 * week);
    haven_test_school_mark_days (fixture->draft, fixture->amara, monday, "I I I I I I I I I I");
  }
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-10", "I I I I I I I I I I");
  attention = look (fixture, TODAY);
  demand (attention, "illness", "Ill for 15 days this year: a sickness return is due.");
}

static void
tell (Fixture *fixture, gint64 suspension, HavenNoticeTo to, const char *day)
{
  HavenNotice *notice = haven_notice_new ();

  notice->pupil_id = fixture->amara;
  notice->suspension_id = suspension;
  notice->to = to;
  notice->sent_on = haven_test_day (day);
  haven_test_school_add (fixture->draft, HAVEN_TABLE_NOTICES, notice);
}

/* Parent, governors, authority; the social worker if there is one; the Virtual School head only if looked after */
static void
check_owed (HavenStatus status, const char *owed)
{
  Fixture fixture;
  g_autofree char *sentence = g_strdup_printf ("Suspended on 18 November 2025: still to be told: %s.", owed);
  g_autoptr(HavenAttention) attention = NULL;
  gint64 suspension;

  set_up (&fixture, NULL);
  fixture.amara = haven_test_school_add_pupil (fixture.draft, 3, 9);
  haven_test_school_add_spell (fixture.draft, fixture.amara, status, "2024-01-01", "");
  suspension = haven_test_school_add_suspension (fixture.draft, fixture.amara, "2025-11-18", 3, "PP");
  tell (&fixture, suspension, HAVEN_NOTICE_PARENT, "2025-11-18");
  attention = look (&fixture, TODAY);
  demand (attention, "suspension-notices", sentence);
}

static void
test_notices_owed (void)
{
  const char *governors = haven_notice_to_text (HAVEN_NOTICE_GOVERNORS);
  g_autofree char *three = g_strjoin (", ", governors, haven_notice_to_text (HAVEN_NOTICE_AUTHORITY), NULL);
  g_autofree char *four = g_strjoin (", ", three, haven_notice_to_text (HAVEN_NOTICE_SOCIAL_WORKER), NULL);
  g_autofree char *five = g_strjoin (", ", four, haven_notice_to_text (HAVEN_NOTICE_VIRTUAL_SCHOOL), NULL);

  check_owed (HAVEN_STATUS_KINSHIP, three);
  check_owed (HAVEN_STATUS_PLA, three);
  check_owed (HAVEN_STATUS_CP, four);
  check_owed (HAVEN_STATUS_SW, four);
  check_owed (HAVEN_STATUS_CLA, five);
}

static void
test_all_told (Fixture *fixture, gconstpointer data)
{
  gint64 suspension = haven_test_school_add_suspension (fixture->draft, fixture->amara, "2025-11-18", 3, "PP");
  g_autoptr(HavenAttention) attention = NULL;

  for (HavenNoticeTo to = HAVEN_NOTICE_PARENT; to <= HAVEN_NOTICE_SOCIAL_WORKER; to++)
    tell (fixture, suspension, to, "2025-11-18");
  attention = look (fixture, TODAY);
  g_assert_null (find (attention, "suspension-notices"));
}

/* Cancelled: those who were told of it are told of that */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  HavenSuspension *suspension = haven_suspension_new ();
  g_autofree char *sentence = g_strdup_printf ("Suspension cancelled on 19 November 2025: still to be told: %s.",
                                               haven_notice_to_text (HAVEN_NOTICE_AUTHORITY));
  g_autoptr(HavenAttention) attention = NULL;
  gint64 id;

  suspension->pupil_id = fixture->amara;
  suspension->first = haven_test_day ("2025-11-18");
  suspension->sessions = 3;
  suspension->cancelled_on = haven_test_day (YESTERDAY);
  id = haven_test_school_add (fixture->draft, HAVEN_TABLE_SUSPENSIONS, suspension);
  tell (fixture, id, HAVEN_NOTICE_PARENT, "2025-11-18");
  tell (fixture, id, HAVEN_NOTICE_PARENT, YESTERDAY);
  tell (fixture, id, HAVEN_NOTICE_AUTHORITY, "2025-11-18");
  attention = look (fixture, TODAY);
  demand (attention, "suspension-notices", sentence);
}

static void
test_unrecorded_suspension (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-11", "/ E E E");
  attention = look (fixture, TODAY);
  demand (attention, "unrecorded-suspension",
          "Possible unrecorded suspension: 3 sessions coded E from 11 November 2025, and no suspension recorded.");
}

/* The first day is not: a child is in school until it begins */
static void
test_present_while_suspended (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-11", "/ E E E / \\");
  haven_test_school_add_suspension (fixture->draft, fixture->amara, "2025-11-11", 6, "PP");
  attention = look (fixture, TODAY);
  demand (attention, "unrecorded-suspension", "Suspended from 11 November 2025, yet marked in school on 13 November 2025.");
}

static void
test_recorded_suspension (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-11", "/ E E E / \\");
  haven_test_school_add_suspension (fixture->draft, fixture->amara, "2025-11-11", 3, "PP");
  attention = look (fixture, TODAY);
  g_assert_null (find (attention, "unrecorded-suspension"));
}

static void
check_term (int sessions, const char *sentence)
{
  Fixture fixture;
  g_autoptr(HavenAttention) attention = NULL;
  const HavenAttentionItem *item;

  set_up (&fixture, NULL);
  haven_test_school_add_suspension (fixture.draft, fixture.amara, "2025-10-30", sessions - 2, "PP");
  haven_test_school_add_suspension (fixture.draft, fixture.amara, "2025-11-18", 2, "PP");
  attention = look (&fixture, TODAY);
  item = find (attention, "suspended-term");
  g_assert_cmpstr (item != NULL ? item->sentence : "", ==, sentence);
}

/* Four counts that are never mixed: of a term, in half-days */
static void
test_suspended_term (void)
{
  check_term (7, "");
  check_term (8, "Suspended for 4.0 days this term: past or near the limit of 5 days.");
  check_term (11, "Suspended for 5.5 days this term: past or near the limit of 5 days.");
  check_term (28, "Suspended for 14.0 days this term: past or near the limit of 15 days.");
}

/* Over all terms of the year, and never mixed with the term's count */
static void
test_suspended_year (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  haven_test_school_add_suspension (fixture->draft, fixture->amara, "2025-09-08", 76, "PP");
  haven_test_school_add_suspension (fixture->draft, fixture->amara, "2025-11-18", 5, "PP");
  attention = look (fixture, TODAY);
  demand (attention, "suspended-year",
          "Suspended for 40.5 days this year at this school: near or at the limit of 45 days over all schools.");
}

static void
add_meeting (Fixture *fixture, const char *type, const char *day, HavenMeetingState state)
{
  HavenMeeting *meeting = haven_meeting_new ();

  meeting->pupil_id = fixture->amara;
  meeting->type = g_strdup (type);
  meeting->day = haven_test_day (day);
  meeting->state = state;
  haven_test_school_add (fixture->draft, HAVEN_TABLE_MEETINGS, meeting);
}

static void
test_meetings (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  const HavenAttentionItem *item;

  attend_until (fixture, fixture->amara, TODAY);
  add_meeting (fixture, "core-group", "2025-12-04", HAVEN_MEETING_NOT_STARTED);
  add_meeting (fixture, "core-group", "2025-12-05", HAVEN_MEETING_NOT_STARTED);
  add_meeting (fixture, "core-group", "2025-11-20", HAVEN_MEETING_HELD);
  add_meeting (fixture, "pep", FRIDAY, HAVEN_MEETING_READY);
  attention = look (fixture, TODAY);
  g_assert_cmpuint (attention->items->len, ==, 2);
  item = attention->items->pdata[0];
  g_assert_cmpstr (item->sentence, ==, "Personal education plan meeting tomorrow.");
  g_assert_cmpint (item->when, ==, HAVEN_WHEN_NOW);
  item = attention->items->pdata[1];
  g_assert_cmpstr (item->sentence, ==, "Core group on Thursday 4 December 2025.");
  g_assert_cmpint (item->when, ==, HAVEN_WHEN_COMING);
}

/* Nothing to do, but something to come */
static void
test_next (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  add_meeting (fixture, "core-group", "2026-01-12", HAVEN_MEETING_NOT_STARTED);
  attention = look (fixture, TODAY);
  g_assert_cmpuint (attention->items->len, ==, 0);
  g_assert_cmpstr (attention->next, ==, "Next: Core group, Amara I., on Monday 12 January 2026.");
}

static void
test_plans_and_actions (Fixture *fixture, gconstpointer data)
{
  HavenPlan *plan = haven_plan_new ();
  HavenPlan *ended = haven_plan_new ();
  HavenAction *action = haven_action_new ();
  g_autoptr(HavenAttention) attention = NULL;

  plan->pupil_id = ended->pupil_id = action->pupil_id = fixture->amara;
  plan->first = ended->first = haven_test_day ("2025-10-06");
  plan->review_on = ended->review_on = haven_test_day ("2025-11-14");
  plan->minutes_a_week = 930;
  ended->ended_on = haven_test_day ("2025-11-10");
  action->text = g_strdup ("Ask the tutor for a seating plan");
  action->owner = g_strdup ("Head of year 9");
  action->due = haven_test_day (YESTERDAY);
  haven_test_school_add (fixture->draft, HAVEN_TABLE_PLANS, plan);
  haven_test_school_add (fixture->draft, HAVEN_TABLE_PLANS, ended);
  haven_test_school_add (fixture->draft, HAVEN_TABLE_ACTIONS, action);
  attend_until (fixture, fixture->amara, TODAY);
  attention = look (fixture, TODAY);
  demand (attention, "part-time-wants",
          "Part-time timetable: who agreed it is not recorded; no date of full time; safety off site is not said; "
          "social worker, Virtual School or authority not consulted before it began; longer than six weeks.");
  demand (attention, "part-time-review", "Part-time timetable: the review of 14 November 2025 has passed.");
  demand (attention, "action-overdue", "Action was due on 19 November 2025: Ask the tutor for a seating plan");
}

/* Seen from a week before its day to the day itself, by whoever does it; then it is overdue, and done it is gone */
static const struct {
  const char *due;
  const char *done_on;
  const char *rule;             /* NULL: neither */
  const char *sentence;
  HavenWhen when;
} actions[] = {
  { "2025-11-28", "", NULL, NULL, 0 },                     /* eight days before */
  { "2025-11-27", "", "action-due", "Action is due on Thursday 27 November 2025: Ring home", HAVEN_WHEN_THIS_WEEK },
  { "2025-11-22", "", "action-due", "Action is due on Saturday 22 November 2025: Ring home", HAVEN_WHEN_THIS_WEEK },
  { FRIDAY, "", "action-due", "Action is due tomorrow: Ring home", HAVEN_WHEN_THIS_WEEK },
  { TODAY, "", "action-due", "Action is due today: Ring home", HAVEN_WHEN_NOW },
  { YESTERDAY, "", "action-overdue", "Action was due on 19 November 2025: Ring home", HAVEN_WHEN_THIS_WEEK },
  { FRIDAY, TODAY, NULL, NULL, 0 },
  { YESTERDAY, YESTERDAY, NULL, NULL, 0 },
  { "", "", NULL, NULL, 0 },                               /* no day was agreed */
};

static void
check_action (Fixture *fixture, guint i)
{
  static const char *const rules[] = { "action-due", "action-overdue" };
  g_autoptr(HavenAttention) attention = look (fixture, TODAY);

  for (guint k = 0; k < G_N_ELEMENTS (rules); k++)
    if (g_strcmp0 (actions[i].rule, rules[k]) != 0)
      g_assert_null (find (attention, rules[k]));
  if (actions[i].rule == NULL)
    return;
  demand (attention, actions[i].rule, actions[i].sentence);
  g_assert_cmpint (find (attention, actions[i].rule)->when, ==, actions[i].when);
  g_assert_cmpstr (find (attention, actions[i].rule)->figures, ==, "Head of year 9");
}

static void
test_actions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    HavenAction *action = haven_action_new ();
    Fixture fixture;

    g_test_message ("due %s, done %s", actions[i].due, actions[i].done_on);
    set_up (&fixture, NULL);
    action->pupil_id = fixture.amara;
    action->text = g_strdup ("Ring home");
    action->owner = g_strdup ("Head of year 9");
    action->due = haven_test_day (actions[i].due);
    action->done_on = haven_test_day (actions[i].done_on);
    haven_test_school_add (fixture.draft, HAVEN_TABLE_ACTIONS, action);
    attend_until (&fixture, fixture.amara, TODAY);
    check_action (&fixture, i);
  }
}

static void
test_school_rows (Fixture *fixture, gconstpointer data)
{
  HavenImport *import = haven_import_new ();
  HavenOutboxItem *item = haven_outbox_item_new ();
  g_autoptr(HavenAttention) attention = NULL;

  import->type = HAVEN_IMPORT_MARKS;
  import->made_at = haven_clock_fixed (haven_test_day ("2025-11-10")).now;
  item->type = HAVEN_OUTBOX_BOOKING;
  item->made_at = haven_clock_fixed (haven_test_day (YESTERDAY)).now;
  haven_test_school_add (fixture->draft, HAVEN_TABLE_IMPORTS, import);
  haven_test_school_add (fixture->draft, HAVEN_TABLE_OUTBOX, item);
  attend_until (fixture, fixture->amara, "2025-11-10");
  attention = look (fixture, TODAY);
  demand (attention, "stale-import", "Marks were last imported 10 days ago.");
  demand (attention, "bookings-waiting", "1 booking or cancellation waits to be sent.");
}

static void
add_message (Fixture *fixture, gint64 authority)
{
  HavenOutboxItem *item = haven_outbox_item_new ();

  item->type = HAVEN_OUTBOX_BOOKING;
  item->authority = authority;
  item->made_at = haven_clock_fixed (haven_test_day (YESTERDAY)).now;
  haven_test_school_add (fixture->draft, HAVEN_TABLE_OUTBOX, item);
}

/* Two messages, for an authority that was left and for the third; by_file: those of the third are carried by hand; with_own: one more, for an
 * authority that is reached over the network */
static HavenAttention *
look_at_messages (gboolean by_file, gboolean with_own)
{
  Fixture fixture;

  set_up (&fixture, NULL);
  add_message (&fixture, HAVEN_AUTHORITY_LEFT);
  add_message (&fixture, 3);
  attend_until (&fixture, fixture.amara, YESTERDAY);
  if (by_file)
    haven_test_school_set (fixture.draft, "3.exchange.keys", "compared by telephone");
  if (with_own) {
    add_message (&fixture, HAVEN_AUTHORITY_OWN);
    haven_test_school_set (fixture.draft, "exchange.token", "a token");
  }
  return look (&fixture, TODAY);
}

/* What was for an authority that the school has left goes nowhere, and waits for nothing; what nobody fetches is said to need a hand. */
static void
test_waiting_for_whom (void)
{
  g_autoptr(HavenAttention) nothing = look_at_messages (FALSE, FALSE);
  g_autoptr(HavenAttention) by_hand = look_at_messages (TRUE, FALSE);
  g_autoptr(HavenAttention) both = look_at_messages (TRUE, TRUE);
  const HavenAttentionItem *item;

  g_assert_null (find (nothing, "bookings-waiting"));
  item = demand (by_hand, "bookings-waiting", "1 booking or cancellation waits to be sent.");
  g_assert_nonnull (strstr (item->advice, "do not go by themselves"));
  item = demand (both, "bookings-waiting", "2 bookings or cancellations wait to be sent.");
  g_assert_nonnull (strstr (item->advice, "when there is a network"));
}

/* Others' marks go on, hers do not: that is not "present" */
static void
test_child_without_marks (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  gint64 new_child = haven_test_school_add_pupil (fixture->draft, 3, 9);

  haven_test_school_add_spell (fixture->draft, new_child, HAVEN_STATUS_CIN, "2025-11-19", "");
  haven_test_school_keep_totals (fixture->draft, new_child);
  attend_until (fixture, fixture->amara, "2025-11-17");
  attend_until (fixture, fixture->other, TODAY);
  attend_until (fixture, new_child, TODAY);
  attention = look (fixture, TODAY);
  demand_only (attention, "child-without-marks");
  demand (attention, "child-without-marks", "No mark after Monday PM; other children’s marks reach today PM.");
}

/* ---- what is owed to a child ---- */

static HavenSuspension *
suspend (Fixture *fixture, const char *first, int sessions)
{
  gint64 id = haven_test_school_add_suspension (fixture->draft, fixture->amara, first, sessions, "PP");

  attend_until (fixture, fixture->other, TODAY);
  for (HavenNoticeTo to = HAVEN_NOTICE_PARENT; to <= HAVEN_NOTICE_VIRTUAL_SCHOOL; to++) {
    HavenNotice *notice = haven_notice_new ();

    notice->pupil_id = fixture->amara;
    notice->suspension_id = id;
    notice->to = to;
    notice->sent_on = haven_test_day (first);
    haven_test_school_add (fixture->draft, HAVEN_TABLE_NOTICES, notice);
  }
  return haven_test_school_get_drafted (fixture->draft, HAVEN_TABLE_SUSPENSIONS, id);
}

/* Five days in a row owe nothing yet; half a day more does, from the sixth school day on; while it runs */
static void
test_education_owed (void)
{
  static const struct { const char *first; int sessions; HavenStatus status; const char *sentence; } cases[] = {
    { "2025-11-17", 10, HAVEN_STATUS_CP, NULL },
    { "2025-11-17", 11, HAVEN_STATUS_CP, "Suspended for 5.5 days in a row: full-time education is owed from 24 November 2025." },
    { "2025-11-03", 11, HAVEN_STATUS_CP, NULL },           /* over since 10 November */
    { "2025-11-20", 2, HAVEN_STATUS_CLA, "Suspended for 1.0 days in a row: full-time education is owed from 20 November 2025." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    g_autoptr(HavenAttention) attention = NULL;

    set_up (&fixture, NULL);
    if (cases[i].status == HAVEN_STATUS_CLA)
      haven_test_school_add_spell (fixture.draft, fixture.amara, HAVEN_STATUS_CLA, "2025-10-03", "");
    suspend (&fixture, cases[i].first, cases[i].sessions);
    attention = look (&fixture, TODAY);
    if (cases[i].sentence != NULL)
      demand (attention, "education-owed", cases[i].sentence);
    else
      g_assert_null (find (attention, "education-owed"));
  }
}

static void
test_second_suspension (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  suspend (fixture, "2025-09-15", 2)->reintegrated_on = haven_test_day ("2025-09-16");
  suspend (fixture, "2025-11-10", 2);
  attention = look (fixture, TODAY);
  demand (attention, "second-suspension", "Suspended again on 10 November 2025: number 2 of this term.");
  g_assert_cmpstr (find (attention, "second-suspension")->figures, ==, "Nothing that was tried before it is recorded");
  demand (attention, "reintegration", "Back from suspension on 11 November 2025: no reintegration meeting is recorded.");
}

/* In another term it is the first again; with the meeting held nothing is asked */
static void
test_first_of_term (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  suspend (fixture, "2025-11-10", 2)->reintegrated_on = haven_test_day ("2025-11-11");
  attention = look (fixture, TODAY);
  g_assert_null (find (attention, "second-suspension"));
  g_assert_null (find (attention, "reintegration"));
}

static void
test_unplanned (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-17", "/ C2 / C2");
  attention = look (fixture, TODAY);
  demand (attention, "unplanned-part-time", "2 sessions coded C2 since 17 November 2025, and no part-time plan is recorded.");
}

/* Practice 9, of the school week that the marks end in */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-17", "B B D D K /");
  attention = look (fixture, TODAY);
  demand (attention, "elsewhere", "5 of 8 sessions this week were elsewhere: has the provider confirmed that the child was there?");
}

/* Six weeks after the end, and again after twelve; not the day before, and not once somebody has looked */
static void
test_still_our_child (void)
{
  static const struct { const char *ended, *checked; gboolean asks; } cases[] = {
    { "2025-10-10", "", FALSE }, { "2025-10-09", "", TRUE },                  /* 41 and 42 days before 20 November */
    { "2025-10-09", "2025-11-20", FALSE }, { "2025-10-09", "2025-11-19", TRUE },
    { "2025-08-29", "2025-10-12", FALSE }, { "2025-08-28", "2025-10-12", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    HavenSpell *spell = haven_spell_new ();
    g_autoptr(HavenAttention) attention = NULL;

    fixture.draft = haven_test_school_new ();
    haven_test_school_add_calendar (fixture.draft, 2025);
    fixture.amara = haven_test_school_add_pupil (fixture.draft, 1, 9);
    spell->pupil_id = fixture.amara;
    spell->status = HAVEN_STATUS_CIN;
    spell->first = haven_test_day ("2025-01-06");
    spell->last = haven_test_day (cases[i].ended);
    spell->ended_check = haven_test_day (cases[i].checked);
    haven_test_school_add (fixture.draft, HAVEN_TABLE_SPELLS, spell);
    attend_until (&fixture, fixture.amara, TODAY);
    attention = look (&fixture, TODAY);
    g_assert_cmpint (find (attention, "still-our-child") != NULL, ==, cases[i].asks);
  }
}

/* By when it is expected, and whom to ask: never that the school is late (practice 21) */
static void
test_sdq_due (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  HavenSdq *sdq = haven_sdq_new ();

  haven_test_school_add_spell (fixture->draft, fixture->amara, HAVEN_STATUS_CLA, "2024-01-10", "");
  sdq->pupil_id = fixture->amara;
  sdq->informant = HAVEN_INFORMANT_CARER;
  sdq->day = haven_test_day ("2024-12-02");
  sdq->total = 15;
  haven_test_school_add (fixture->draft, HAVEN_TABLE_SDQ, sdq);
  attend_until (fixture, fixture->amara, TODAY);
  attention = look (fixture, TODAY);
  demand (attention, "sdq-due", "The yearly SDQ is expected by 2 December 2025; the last that is held is of 2 December 2024.");
  for (guint i = 0; i < attention->items->len; i++)
    g_assert_null (strstr (((HavenAttentionItem *) attention->items->pdata[i])->sentence, "overdue"));
}

static void
test_support_review (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;
  HavenIntervention *support = haven_intervention_new ();

  support->pupil_id = fixture->amara;
  support->what = g_strdup ("Mentoring");
  support->first = haven_test_day ("2025-09-15");
  support->review_on = haven_test_day (YESTERDAY);
  haven_test_school_add (fixture->draft, HAVEN_TABLE_INTERVENTIONS, support);
  attend_until (fixture, fixture->amara, TODAY);
  attention = look (fixture, TODAY);
  demand (attention, "support-review", "Support “Mentoring”: the review of 19 November 2025 has passed.");
}

/* ---- how far a rule looks: on the last day that it sees, and the day beyond ---- */

static void
leave_unexplained (Fixture *fixture, const char *day)
{
  haven_test_school_mark_days (fixture->draft, fixture->amara, day, "N");
}

static void
leave_part_time (Fixture *fixture, const char *day)
{
  haven_test_school_mark_days (fixture->draft, fixture->amara, day, "/ C2");
}

static void
leave_excluded (Fixture *fixture, const char *day)
{
  haven_test_school_mark_days (fixture->draft, fixture->amara, day, "/ E");
}

static void
hold_meeting (Fixture *fixture, const char *day)
{
  add_meeting (fixture, "pep", day, HAVEN_MEETING_NOT_STARTED);
}

static void
suspend_untold (Fixture *fixture, const char *day)
{
  haven_test_school_add_suspension (fixture->draft, fixture->amara, day, 2, "PP");
}

static void
suspend_again (Fixture *fixture, const char *day)
{
  suspend (fixture, "2025-09-15", 2);
  suspend (fixture, day, 2);
}

static void
review_support (Fixture *fixture, const char *day)
{
  HavenIntervention *support = haven_intervention_new ();

  support->pupil_id = fixture->amara;
  support->what = g_strdup ("Mentoring");
  support->first = haven_test_day ("2025-09-15");
  support->review_on = haven_test_day (day);
  haven_test_school_add (fixture->draft, HAVEN_TABLE_INTERVENTIONS, support);
}

static const struct {
  const char *rule;
  void (*prepare) (Fixture *fixture, const char *day);
  const char *today;
  const char *day;
  gboolean found;
} reaches[] = {
  { "reason-wanted", leave_unexplained, TODAY, "2025-11-12", TRUE },       /* five school days have passed … */
  { "reason-wanted", leave_unexplained, TODAY, "2025-11-13", FALSE },      /* … the fifth is today */
  { "meeting-due", hold_meeting, TODAY, "2025-12-04", TRUE },              /* in 14 days */
  { "meeting-due", hold_meeting, TODAY, "2025-12-05", FALSE },
  { "meeting-due", hold_meeting, TODAY, TODAY, TRUE },
  { "meeting-due", hold_meeting, TODAY, YESTERDAY, FALSE },
  { "unplanned-part-time", leave_part_time, "2025-12-05", "2025-11-07", TRUE },        /* 28 days ago */
  { "unplanned-part-time", leave_part_time, "2025-12-05", "2025-11-06", FALSE },
  { "unrecorded-suspension", leave_excluded, "2025-12-05", "2025-11-07", TRUE },       /* 28 days ago */
  { "unrecorded-suspension", leave_excluded, "2025-12-05", "2025-11-06", FALSE },
  { "suspension-notices", suspend_untold, "2025-12-05", "2025-11-05", TRUE },          /* 30 days ago */
  { "suspension-notices", suspend_untold, "2025-12-05", "2025-11-04", FALSE },
  { "second-suspension", suspend_again, TODAY, "2025-11-06", TRUE },                   /* 14 days ago */
  { "second-suspension", suspend_again, TODAY, "2025-11-05", FALSE },
  { "support-review", review_support, TODAY, YESTERDAY, TRUE },
  { "support-review", review_support, TODAY, TODAY, FALSE },
};

static void
test_reach (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  Fixture fixture;
  g_autoptr(HavenAttention) attention = NULL;

  set_up (&fixture, NULL);
  attend_until (&fixture, fixture.amara, reaches[i].today);
  attend_until (&fixture, fixture.other, reaches[i].today);
  reaches[i].prepare (&fixture, reaches[i].day);
  attention = look (&fixture, reaches[i].today);
  g_assert_cmpint (find (attention, reaches[i].rule) != NULL, ==, reaches[i].found);
}

/* 40 of 45 days are near: half a day less is not, and the lines do not mix with the term's */
static void
test_near_the_year (void)
{
  static const struct { int sessions; gboolean found; } cases[] = { { 3, FALSE }, { 4, TRUE }, { 5, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    g_autoptr(HavenAttention) attention = NULL;

    set_up (&fixture, NULL);
    haven_test_school_add_suspension (fixture.draft, fixture.amara, "2025-09-08", 76, "PP");
    haven_test_school_add_suspension (fixture.draft, fixture.amara, "2025-11-18", cases[i].sessions, "PP");
    attention = look (&fixture, TODAY);
    g_assert_cmpint (find (attention, "suspended-year") != NULL, ==, cases[i].found);
  }
}

/* ---- putting a line off ---- */

static gint64
put_off (Fixture *fixture, const char *rule, HavenWhen pressing, const char *until, const char *reason)
{
  HavenSnooze *snooze = haven_snooze_new ();

  snooze->pupil_id = fixture->amara;
  snooze->rule = g_strdup (rule);
  snooze->until = haven_test_day (until);
  snooze->reason = g_strdup (reason);
  snooze->pressing = pressing;
  snooze->made_at = haven_clock_fixed (haven_test_day (YESTERDAY)).now;
  return haven_test_school_add (fixture->draft, HAVEN_TABLE_SNOOZES, snooze);
}

typedef struct {
  const char *name;
  const char *rule;
  HavenWhen pressing;
  const char *until;
  const char *reason;
  gboolean gone;
} PutOff;

/* The line is "elsewhere", of this week; it was put off yesterday */
static const PutOff put_offs[] = {
  { "until-today", "elsewhere", HAVEN_WHEN_THIS_WEEK, TODAY, "confirmed by telephone", TRUE },
  { "until-yesterday", "elsewhere", HAVEN_WHEN_THIS_WEEK, YESTERDAY, "confirmed", FALSE },
  { "without-a-reason", "elsewhere", HAVEN_WHEN_THIS_WEEK, TODAY, "", FALSE },
  { "another-rule", "falling", HAVEN_WHEN_THIS_WEEK, TODAY, "confirmed", FALSE },
  { "less-pressing-then", "elsewhere", HAVEN_WHEN_COMING, TODAY, "confirmed", FALSE },
};

static void
test_put_off (gconstpointer data)
{
  const PutOff *one = data;
  Fixture fixture;
  g_autoptr(HavenAttention) attention = NULL;
  gint64 id;

  set_up (&fixture, NULL);
  attend_until (&fixture, fixture.amara, TODAY);
  haven_test_school_mark_days (fixture.draft, fixture.amara, "2025-11-17", "B B");
  id = put_off (&fixture, one->rule, one->pressing, one->until, one->reason);
  attention = look (&fixture, TODAY);
  g_assert_cmpint (find (attention, "elsewhere") == NULL, ==, one->gone);
  g_assert_cmpuint (attention->put_off->len, ==, one->gone);
  if (!one->gone)
    return;
  g_assert_cmpint (((HavenAttentionItem *) attention->put_off->pdata[0])->snooze_id, ==, id);
  g_assert_cmpstr (((HavenAttentionItem *) attention->put_off->pdata[0])->put_off_because, ==, one->reason);
}

/* Whatever a record says, a line of Now comes back on the next school day, and that marks stop short is never put off */
static void
test_put_off_limits (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->other, TODAY);
  haven_test_school_attend (fixture->draft, fixture->amara, haven_test_span ("2025-09-02", "2025-10-17"));
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-17", "N N N N N N N N");
  put_off (fixture, "unexplained-absence", HAVEN_WHEN_NOW, "2026-07-01", "known to us");
  attention = look (fixture, TODAY);
  g_assert_nonnull (find (attention, "unexplained-absence"));                /* put off yesterday, a school day ago */
  g_assert_cmpuint (attention->put_off->len, ==, 0);
}

static void
test_making_a_snooze (Fixture *fixture, gconstpointer data)
{
  HavenClock clock = haven_clock_fixed (haven_test_day (TODAY));
  g_autoptr(HavenAttention) attention = NULL;
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenSnooze) snooze = NULL;
  const HavenAttentionItem *item;

  attend_until (fixture, fixture->amara, TODAY);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-17", "B B");
  school = haven_test_school_build (fixture->draft);
  attention = haven_attention_new (school, clock);
  item = find (attention, "elsewhere");
  g_assert_true (haven_attention_can_put_off (item));
  g_assert_cmpint (haven_attention_put_off_limit (school, item, clock), ==, clock.today + 14);
  g_assert_null (haven_attention_dup_snooze (school, item, clock.today + 15, "why", clock, NULL));
  g_assert_null (haven_attention_dup_snooze (school, item, clock.today - 1, "why", clock, NULL));
  g_assert_null (haven_attention_dup_snooze (school, item, clock.today, " ", clock, NULL));
  snooze = haven_attention_dup_snooze (school, item, clock.today + 14, " confirmed  today ", clock, NULL);
  g_assert_cmpstr (snooze->reason, ==, "confirmed today");
  g_assert_cmpstr (snooze->rule, ==, "elsewhere");
  g_assert_cmpint (snooze->pressing, ==, HAVEN_WHEN_THIS_WEEK);
}

/* A child who came into care: a first PEP and a first review are expected. take_snooze: of a fixture alike; NULL: nothing is put off */
static HavenAttention *
look_at_two_expected (HavenSnooze *take_snooze, HavenSchool **ret_school)
{
  Fixture fixture;

  set_up (&fixture, NULL);
  haven_test_school_add_spell (fixture.draft, fixture.amara, HAVEN_STATUS_CLA, "2025-11-03", "");
  attend_until (&fixture, fixture.amara, TODAY);
  if (take_snooze != NULL)
    haven_test_school_add (fixture.draft, HAVEN_TABLE_SNOOZES, take_snooze);
  *ret_school = haven_test_school_build (fixture.draft);
  return haven_attention_new (*ret_school, haven_clock_fixed (haven_test_day (TODAY)));
}

/* That one of them is put off leaves the other where it is */
static void
test_one_of_two_expected (void)
{
  HavenClock clock = haven_clock_fixed (haven_test_day (TODAY));
  g_autoptr(HavenSchool) school = NULL, later = NULL;
  g_autoptr(HavenAttention) before = look_at_two_expected (NULL, &school), after = NULL;
  const HavenAttentionItem *first = find (before, "meeting-expected"), *gone;

  g_assert_nonnull (first);
  after = look_at_two_expected (haven_attention_dup_snooze (school, first, clock.today + 7, "the date comes then", clock, NULL), &later);
  g_assert_cmpuint (after->items->len, ==, before->items->len - 1);
  g_assert_cmpuint (after->put_off->len, ==, 1);
  gone = after->put_off->pdata[0];
  g_assert_cmpstr (gone->sentence, ==, first->sentence);
  g_assert_cmpstr (find (after, "meeting-expected")->sentence, !=, first->sentence);
}

/* Typing notes changes nothing in the list */
static void
test_notes_change_nothing (Fixture *fixture, gconstpointer data)
{
  HavenNote *note = haven_note_new ();
  g_autoptr(HavenAttention) attention = NULL;

  attend_until (fixture, fixture->other, TODAY);
  haven_test_school_attend (fixture->draft, fixture->amara, haven_test_span ("2025-09-02", "2025-10-17"));
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-17", "N N N N N N N N");
  note->pupil_id = fixture->amara;
  note->day = haven_test_day (TODAY);
  note->text = g_strdup ("All absences explained, nothing to do.");
  haven_test_school_add (fixture->draft, HAVEN_TABLE_NOTES, note);
  attention = look (fixture, TODAY);
  g_assert_nonnull (find (attention, "unexplained-absence"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/analysis/practice_07/all-clear-needs-marks-to-now", test_all_clear);
  ADD ("/analysis/practice_07/stale-is-not-safe", test_stale_is_not_safe);
  g_test_add_func ("/analysis/practice_07/gap-in-words", test_gap_in_words);
  ADD ("/analysis/practice_07/last-closed-session", test_last_closed_session);
  ADD ("/analysis/practice_07/no-marks-at-all", test_no_marks_at_all);
  g_test_add_func ("/analysis/practice_07/no-calendar", test_no_calendar);
  ADD ("/analysis/practice_07/rules-name-what-they-saw", test_rules_name_what_they_saw);
  g_test_add_func ("/analysis/practice_07/waiting-for-whom", test_waiting_for_whom);
  ADD ("/analysis/practice_07/child-without-marks", test_child_without_marks);
  ADD ("/analysis/practice_08/no-reason", test_unexplained);
  ADD ("/analysis/practice_08/no-reason-when-stale", test_unexplained_when_stale);
  ADD ("/analysis/practice_08/who-is-told", test_explained);
  ADD ("/analysis/practice_08/reason-wanted-is-lower", test_reason_wanted);
  ADD ("/analysis/practice_10/unrecorded-suspension", test_unrecorded_suspension);
  ADD ("/analysis/practice_10/present-while-suspended", test_present_while_suspended);
  ADD ("/analysis/practice_10/recorded-suspension", test_recorded_suspension);
  ADD ("/analysis/practice_11/continuous-absence", test_continuous_absence);
  ADD ("/analysis/practice_11/first-week", test_first_week);
  ADD ("/analysis/attention/persistent-absence", test_persistent_absence);
  ADD ("/analysis/practice_14/suspended-year", test_suspended_year);
  ADD ("/analysis/practice_12/severe-absence", test_severe_absence);
  ADD ("/analysis/attention/persistent-absence-near", test_persistent_absence_is_near);
  ADD ("/analysis/attention/falling", test_falling);
  ADD ("/analysis/attention/illness", test_illness);
  for (guint i = 0; i < G_N_ELEMENTS (at_limits); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/practice_11/at-limit/%s", at_limits[i].name);
    g_test_add_data_func (path, &at_limits[i], test_at_limit);
  }
  g_test_add_func ("/analysis/practice_11/ten-weeks-over-the-year-end", test_over_the_year_end);
  g_test_add_func ("/analysis/practice_13/notices-owed", test_notices_owed);
  ADD ("/analysis/practice_13/all-told", test_all_told);
  ADD ("/analysis/practice_13/cancelled", test_cancelled);
  g_test_add_func ("/analysis/practice_14/suspended-term", test_suspended_term);
  ADD ("/analysis/attention/meetings", test_meetings);
  ADD ("/analysis/attention/next", test_next);
  ADD ("/analysis/attention/plans-and-actions", test_plans_and_actions);
  g_test_add_func ("/analysis/attention/actions", test_actions);
  ADD ("/analysis/attention/school-rows", test_school_rows);
  g_test_add_func ("/analysis/practice_14/education-owed", test_education_owed);
  ADD ("/analysis/practice_15/second-suspension", test_second_suspension);
  ADD ("/analysis/practice_15/first-of-term", test_first_of_term);
  ADD ("/analysis/practice_16/unplanned", test_unplanned);
  ADD ("/analysis/practice_09/elsewhere", test_elsewhere);
  g_test_add_func ("/analysis/practice_27/still-our-child", test_still_our_child);
  ADD ("/analysis/practice_21/sdq-is-expected", test_sdq_due);
  ADD ("/analysis/practice_18/support-review", test_support_review);
  for (gsize i = 0; i < G_N_ELEMENTS (reaches); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/attention/reach/%s/%s/%s", reaches[i].rule, reaches[i].today, reaches[i].day);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_reach);
  }
  g_test_add_func ("/analysis/practice_14/near-the-year", test_near_the_year);
  for (guint i = 0; i < G_N_ELEMENTS (put_offs); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/attention/put-off/%s", put_offs[i].name);
    g_test_add_data_func (path, &put_offs[i], test_put_off);
  }
  ADD ("/analysis/attention/put-off/limits", test_put_off_limits);
  ADD ("/analysis/attention/put-off/making", test_making_a_snooze);
  g_test_add_func ("/analysis/attention/put-off/one-of-two-expected", test_one_of_two_expected);
  ADD ("/analysis/attention/notes-change-nothing", test_notes_change_nothing);
  return g_test_run ();
}
