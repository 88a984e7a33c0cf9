/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-leaving.h"
#include "worked-examples.h"

#include <string.h>

#include "haven-before-after.h"
#include "haven-measure.h"
#include "haven-part-time.h"
#include "haven-sdq-figures.h"
#include "haven-suspension-counts.h"
#include "haven-suspension-figures.h"

#define SEEN 60                            /* school days with marks, where nothing else is said */
#define MONTHS_A_YEAR 12

/* Thursdays: in the middle of a term; the fourth school day of a term; the fourth of a year. A Friday, for whole weeks. */
#define AUTUMN "2025-12-04"
#define JANUARY "2026-01-08"
#define SEPTEMBER "2026-09-10"
#define FRIDAY "2025-12-05"
/* Ends of the term and of the year */
#define CHRISTMAS "2025-12-19"
#define SUMMER "2026-07-21"

static HavenTestSchool *
new_draft (void)
{
  HavenTestSchool *draft = haven_test_school_new ();

  for (int year = 2024; year <= 2026; year++)
    haven_test_school_add_calendar (draft, year);
  return draft;
}

static void
add_people (World *self)
{
  self->child = haven_test_school_add_pupil (self->draft, 1, 9);
  self->other = haven_test_school_add_pupil (self->draft, 2, 9);
}

World *
world_new (const char *until)
{
  World *self = g_new0 (World, 1);

  self->draft = new_draft ();
  self->dates = haven_test_school_build (new_draft ());
  self->until = haven_test_day (until);
  add_people (self);
  return self;
}

/* A draft is freed by being built */
static void
drop_draft (World *self)
{
  if (self->draft != NULL)
    haven_school_unref (haven_test_school_build (g_steal_pointer (&self->draft)));
}

/* Without dates: the example has dates of its own */
static HavenTestSchool *
begin_anew (World *self)
{
  drop_draft (self);
  return self->draft = haven_test_school_new ();
}

void
world_free (World *self)
{
  drop_draft (self);
  g_clear_pointer (&self->school, haven_school_unref);
  g_clear_pointer (&self->dates, haven_school_unref);
  g_free (self);
}

static HavenSchool *
build (World *world)
{
  if (world->school == NULL)
    world->school = haven_test_school_build (g_steal_pointer (&world->draft));
  return world->school;
}

static HavenClock
on (HavenDay day)
{
  return haven_clock_fixed (day);
}

/* ---- putting something into the draft ---- */

static HavenDay
back (const World *world, int school_days)
{
  return haven_calendar_add_school_days (haven_school_get_calendar (world->dates), world->until, -school_days);
}

static void
attend (World *world, gint64 pupil, int from, int to)
{
  for (int i = from; i < to; i++)
    haven_test_school_attend (world->draft, pupil, (HavenSpan) { back (world, i), back (world, i) });
}

/* The session so many before the last, which is the afternoon of `until` */
static void
mark (World *world, int session, const char *code)
{
  haven_test_school_mark (world->draft, world->child, back (world, session / HAVEN_SESSIONS_A_DAY), (session + 1) % HAVEN_SESSIONS_A_DAY,
                          code);
}

static void
mark_run (World *world, int from, int n, const char *code)
{
  for (int i = 0; i < n; i++)
    mark (world, from + i, code);
}

static HavenSpell *
give_status (World *world, HavenStatus status)
{
  gint64 id = haven_test_school_add_spell (world->draft, world->child, status, "2024-01-10", "");

  return haven_test_school_get_drafted (world->draft, HAVEN_TABLE_SPELLS, id);
}

/* The child is on a plan, and both were in school on every day */
static void
begin (World *world)
{
  give_status (world, HAVEN_STATUS_CP);
  attend (world, world->child, 0, SEEN);
  attend (world, world->other, 0, SEEN);
}

static HavenSuspension *
suspend (World *world, HavenDay first, int half_days)
{
  gint64 id = haven_test_school_add_suspension (world->draft, world->child, "2025-09-01", half_days, "PP");
  HavenSuspension *suspension = haven_test_school_get_drafted (world->draft, HAVEN_TABLE_SUSPENSIONS, id);

  suspension->first = first;
  return suspension;
}

static HavenPlan *
plan_part_time (World *world, HavenDay first)
{
  HavenPlan *plan = haven_plan_new ();

  plan->pupil_id = world->child;
  plan->first = first;
  plan->minutes_a_week = 900;
  plan->agreed_by = g_strdup ("the mother");
  plan->safety = g_strdup ("at home with the mother");
  plan->consulted_on = first;
  plan->review_on = plan->full_time_on = world->until + 200;
  haven_test_school_add (world->draft, HAVEN_TABLE_PLANS, plan);
  return plan;
}

static HavenSdq *
score (World *world, HavenDay day, int total)
{
  HavenSdq *sdq = haven_sdq_new ();

  sdq->pupil_id = world->child;
  sdq->informant = HAVEN_INFORMANT_CARER;
  sdq->day = day;
  sdq->total = total;
  haven_test_school_add (world->draft, HAVEN_TABLE_SDQ, sdq);
  return sdq;
}

/* ---- asking Today ---- */

static gboolean
finds (World *world, HavenClock clock, const char *rule, const char *begins)
{
  g_autoptr(HavenAttention) attention = haven_attention_new (build (world), clock);

  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = attention->items->pdata[i];
    if (item->pupil_id != world->other && strcmp (item->rule, rule) == 0 && g_str_has_prefix (item->sentence, begins))
      return TRUE;
  }
  return FALSE;
}

static gboolean
says (World *world, const char *rule)
{
  return finds (world, on (world->until), rule, "");
}

/* ---- absence ---- */

static HavenAttendance
miss_of_a_hundred (World *world, int n)
{
  attend (world, world->child, 0, 50);
  mark_run (world, 0, n, "I");
  return haven_attendance_of_pupil (build (world), world->child, (HavenSpan) { back (world, 49), world->until });
}

static gboolean
is_persistent (World *world, int n)
{
  HavenAttendance figures = miss_of_a_hundred (world, n);

  return haven_attendance_is_persistent (&figures);
}

static gboolean
is_severe (World *world, int n)
{
  HavenAttendance figures = miss_of_a_hundred (world, n);

  return haven_attendance_is_severe (&figures);
}

static gboolean
tells_persistent (World *world, int n)
{
  begin (world);
  attend (world, world->child, SEEN, SEEN + 40);
  mark_run (world, 0, n, "I");
  return finds (world, on (world->until), "persistent-absence", "Persistent absence:");
}

/* A year in which the child was there on the last fifty days only */
static gboolean
tells_band_of_a_hundred (World *world, int n, const char *rule, const char *begins)
{
  give_status (world, HAVEN_STATUS_CP);
  attend (world, world->other, 0, SEEN);
  attend (world, world->child, 0, 50);
  mark_run (world, 0, n, "I");
  return finds (world, on (world->until), rule, begins);
}

static gboolean
tells_persistent_of_a_hundred (World *world, int n)
{
  return tells_band_of_a_hundred (world, n, "persistent-absence", "Persistent absence:");
}

static gboolean
tells_severe_of_a_hundred (World *world, int n)
{
  return tells_band_of_a_hundred (world, n, "severe-absence", "Severe absence:");
}

/* Four of the last sessions, then back over the days before */
static gboolean
tells_unauthorised (World *world, int n)
{
  begin (world);
  mark_run (world, 4, n, "O");
  return says (world, "unauthorised-absence");
}

static HavenDay
find_school_week (const World *world, int n)
{
  HavenCalendar *calendar = haven_school_get_calendar (world->dates);
  HavenDay monday = haven_day_get_monday (world->until);

  while (n > 1) {
    monday -= 7;
    n -= haven_calendar_last_school_day (calendar, (HavenSpan) { monday, monday + 6 }) != HAVEN_DAY_NONE;
  }
  return monday;
}

/* Six sessions this week, four in a week before */
static gboolean
tells_unauthorised_weeks (World *world, int n)
{
  HavenDay monday = find_school_week (world, n);

  begin (world);
  mark_run (world, 1, 6, "O");
  for (int i = 0; i < 4; i++)
    haven_test_school_mark (world->draft, world->child, monday + i / HAVEN_SESSIONS_A_DAY, i % HAVEN_SESSIONS_A_DAY, "G");
  return says (world, "unauthorised-absence");
}

static gboolean
tells_continuous (World *world, int n)
{
  begin (world);
  mark_run (world, 0, n, "O");
  return says (world, "continuous-absence");
}

static gboolean
tells_illness (World *world, int n)
{
  begin (world);
  mark_run (world, 2, n, "I");
  return says (world, "illness");
}

static gboolean
tells_reason_wanted (World *world, int n)
{
  begin (world);
  mark (world, HAVEN_SESSIONS_A_DAY * n + 1, "N");
  return says (world, "reason-wanted");
}

static gboolean
tells_unexplained (World *world, int n)
{
  begin (world);
  mark_run (world, 0, n, "N");
  return says (world, "unexplained-absence");
}

static gboolean
tells_absent_today (World *world, int n)
{
  begin (world);
  mark_run (world, 0, n, "I");
  return says (world, "absent-today");
}

static gboolean
tells_elsewhere (World *world, int n)
{
  begin (world);
  mark_run (world, 0, n, "B");
  return says (world, "elsewhere");
}

static gboolean
lists_spell (World *world, int n)
{
  g_autoptr(GArray) spells = NULL;

  attend (world, world->child, 0, SEEN);
  mark_run (world, 4, n, "I");
  spells = haven_absence_spells (build (world), world->child, (HavenSpan) { back (world, SEEN), world->until });
  return spells->len == 1 && haven_absence_spell_is_long (&g_array_index (spells, HavenAbsenceSpell, 0));
}

/* ---- the first week: a term that begins on a Wednesday, so that its days from the sixth to the eighth are school days ---- */

static void
begin_on_a_wednesday (World *world, int n)
{
  HavenDates *dates = haven_dates_new ();
  HavenTestSchool *draft = begin_anew (world);

  dates->type = HAVEN_DATES_TERM;
  dates->year = haven_academic_year (world->until);
  dates->term = world->until > haven_test_day ("2026-06-01") ? HAVEN_TERM_AUTUMN : HAVEN_TERM_SPRING;
  dates->first = world->until;
  dates->last = world->until + 60;
  haven_test_school_add (draft, HAVEN_TABLE_CALENDAR, dates);
  add_people (world);
  give_status (world, HAVEN_STATUS_CP);
  haven_test_school_attend (world->draft, world->child, (HavenSpan) { world->until, world->until + 16 });
  haven_test_school_mark (world->draft, world->child, world->until + n - 1, 0, "I");
}

static gboolean
tells_first_week (World *world, int n)
{
  begin_on_a_wednesday (world, n);
  return finds (world, on (world->until + 8), "first-week-absence", "");
}

static gboolean
tells_first_week_later (World *world, int n)
{
  begin_on_a_wednesday (world, 1);
  return finds (world, on (world->until + 6 + n), "first-week-absence", "");
}

/* ---- falling ---- */

static gboolean
tells_falling (World *world, int n)
{
  begin (world);
  mark_run (world, 2, n, "I");
  return says (world, "attendance-falling");
}

/* Missed in the first of the four weeks, so that no threshold of the new year is news any more */
static gboolean
tells_falling_early (World *world, int n)
{
  begin (world);
  mark_run (world, 40 - n, n, "I");
  return says (world, "attendance-falling");
}

static gboolean
tells_falling_weeks (World *world, int n)
{
  HavenCalendar *calendar = haven_school_get_calendar (world->dates);
  HavenDay monday = find_school_week (world, n);

  begin (world);
  for (int i = 0; i < 8; i++)
    if (haven_calendar_is_school_day (calendar, monday + i / HAVEN_SESSIONS_A_DAY))
      haven_test_school_mark (world->draft, world->child, monday + i / HAVEN_SESSIONS_A_DAY, i % HAVEN_SESSIONS_A_DAY, "I");
  return says (world, "attendance-falling");
}

/* ---- few, and before and after ---- */

static gboolean
is_warned (World *world, const HavenScope *scope)
{
  g_autoptr(HavenExplanation) explanation = haven_explain (HAVEN_MEASURE_ATTENDANCE, scope, NULL);

  g_assert_nonnull (explanation);
  return explanation->warning != NULL;
}

static gboolean
warns_of_few_sessions (World *world, int n)
{
  HavenSpan span = { back (world, SEEN), world->until };
  HavenScope scope;

  mark_run (world, 0, n, "/");
  scope = haven_scope_of_pupil (build (world), on (world->until), world->child, span);
  return is_warned (world, &scope);
}

static gboolean
warns_of_few_pupils (World *world, int n)
{
  HavenSpan span = { back (world, SEEN), world->until };
  HavenScope scope;

  for (int i = 0; i < n; i++) {
    gint64 pupil = haven_test_school_add_pupil (world->draft, 100 + (guint) i, 9);
    haven_test_school_add_spell (world->draft, pupil, HAVEN_STATUS_CIN, "2024-01-10", "");
    attend (world, pupil, 0, 15);
  }
  scope = haven_scope_of_group (build (world), on (world->until), HAVEN_GROUP_CIN, span);
  return is_warned (world, &scope);
}

static HavenBeforeAfter
compare_sides (World *world, HavenDay marker)
{
  HavenBeforeAfter one = { 0 };
  g_autoptr(GArray) list = NULL;

  suspend (world, marker, 1);
  list = haven_before_after_list (build (world), world->child, (HavenSpan) { marker, marker }, on (world->until));
  g_assert_cmpuint (list->len, ==, 1);
  one = g_array_index (list, HavenBeforeAfter, 0);
  one.label = NULL;
  return one;
}

static gboolean
has_few_before (World *world, int n)
{
  attend (world, world->child, 0, 26);
  mark_run (world, 26 * HAVEN_SESSIONS_A_DAY, n, "/");
  return compare_sides (world, back (world, 25)).few;
}

static gboolean
counts_before (World *world, int n)
{
  haven_test_school_mark (world->draft, world->child, world->until - n, 0, "I");
  attend (world, world->child, 0, 1);
  return compare_sides (world, world->until).figures_before.authorised > 0;
}

static gboolean
counts_after (World *world, int n)
{
  HavenDay marker = world->until;

  haven_test_school_mark (world->draft, world->child, marker + n, 0, "I");
  world->until += 60;
  haven_test_school_mark (world->draft, world->other, world->until, 0, "/");
  return compare_sides (world, marker).figures_after.authorised > 0;
}

/* ---- who is meant ---- */

static gboolean
is_of_published_age (World *world, int n)
{
  HavenDay eve = haven_academic_year_span (haven_academic_year (world->until)).first - 1;
  HavenPupil *pupil = haven_test_school_get_pupil (world->draft, world->child);

  pupil->born = haven_day_add_months (eve, -5 * MONTHS_A_YEAR) - n;          /* five for n days */
  return haven_is_published_age (pupil, (HavenSpan) { eve + 1, world->until });
}

static gboolean
is_still_of_published_age (World *world, int n)
{
  HavenDay eve = haven_academic_year_span (haven_academic_year (world->until)).first - 1;
  HavenPupil *pupil = haven_test_school_get_pupil (world->draft, world->child);

  pupil->born = haven_day_add_months (eve, -16 * MONTHS_A_YEAR) + n;         /* sixteen in n days */
  return haven_is_published_age (pupil, (HavenSpan) { eve + 1, world->until });
}

/* A plan that ended n days short of six years ago */
static gboolean
is_ever_six (World *world, int n)
{
  HavenSpell *spell = give_status (world, HAVEN_STATUS_CIN);
  HavenStanding standing;

  spell->first = haven_test_day ("2015-01-05");
  spell->last = haven_day_add_months (world->until, -6 * MONTHS_A_YEAR) + n;
  standing = haven_standing_on (build (world), world->child, world->until);
  return standing.ever6;
}

/* ---- suspensions ---- */

/* n half-days that end with `until` */
static HavenSuspensionCounts
count_suspended (World *world, int n)
{
  suspend (world, back (world, (n + 1) / HAVEN_SESSIONS_A_DAY - 1), n);
  return haven_suspension_counts (build (world), world->child, world->until);
}

static gboolean
is_over_five (World *world, int n)
{
  return count_suspended (world, n).over_term;
}

static gboolean
is_over_fifteen (World *world, int n)
{
  return count_suspended (world, n).over_board;
}

static gboolean
is_at_forty_five (World *world, int n)
{
  return count_suspended (world, n).at_year_limit;
}

/* All but one day long ago, and that one on the day */
static void
suspend_twice (World *world, int n)
{
  begin (world);
  suspend (world, back (world, 55), n - HAVEN_SESSIONS_A_DAY);
  suspend (world, world->until, HAVEN_SESSIONS_A_DAY);
}

static gboolean
tells_near_five (World *world, int n)
{
  suspend_twice (world, n);
  return says (world, "suspended-term");
}

static gboolean
tells_near_fifteen (World *world, int n)
{
  g_autofree char *begins = g_strdup_printf ("Suspended for %.1f days this term: past or near the limit of 15 days.", n / 2.0);

  suspend_twice (world, n);
  return finds (world, on (world->until), "suspended-term", begins);
}

static gboolean
tells_near_forty_five (World *world, int n)
{
  suspend_twice (world, n);
  return says (world, "suspended-year");
}

/* A suspension whose sixth school day is `until` */
static gboolean
owes_education (World *world, int n)
{
  suspend (world, back (world, 5), n);
  return haven_suspension_counts (build (world), world->child, world->until).owed;
}

static gboolean
tells_education_owed (World *world, int n)
{
  begin (world);
  suspend (world, back (world, 5), n);
  return says (world, "education-owed");
}

static gboolean
owes_looked_after (World *world, int n)
{
  give_status (world, HAVEN_STATUS_CLA);
  suspend (world, world->until, n);
  return haven_suspension_counts (build (world), world->child, world->until).owed;
}

/* The last on the day before, the others four school days apart */
static gboolean
tells_second (World *world, int n)
{
  begin (world);
  for (int i = 0; i < n; i++)
    suspend (world, back (world, 1 + 4 * i), 1);
  return says (world, "second-suspension");
}

static gboolean
counts_lunchtimes (World *world, int n)
{
  for (int i = 0; i < n; i++)
    suspend (world, back (world, i), 1)->type = HAVEN_LUNCHTIME;
  return haven_suspension_counts (build (world), world->child, world->until).over_term;
}

/* The school's own spring term of three begins on another day than the regulation's */
static gboolean
has_reference_terms (World *world, int n)
{
  g_autofree char *terms = g_strdup_printf ("%d", n);

  haven_test_school_set (world->draft, "terms", terms);
  return haven_suspension_term (build (world), world->until).first == haven_test_day ("2025-12-31");
}

static gboolean
has_begun_reference_term (World *world, int n)
{
  haven_test_school_set (world->draft, "terms", "6");
  return haven_suspension_term (build (world), world->until + n).first == world->until;
}

/* A school of six terms, in session over Easter Monday 2026: two days before it, the others after it. More than 15 days in what the
 * regulation calls a term ask for the governors; in a term of the school's own they do not. */
static gboolean
expects_panel (World *world, int n)
{
  HavenTestSchool *draft = begin_anew (world);
  HavenDates *dates = haven_dates_new ();

  haven_test_school_set (draft, "terms", "6");
  dates->type = HAVEN_DATES_TERM;
  dates->year = 2025;
  dates->term = HAVEN_TERM_SPRING;
  dates->first = haven_test_day ("2026-02-23");
  dates->last = haven_test_day ("2026-05-22");
  haven_test_school_add (draft, HAVEN_TABLE_CALENDAR, dates);
  add_people (world);
  haven_test_school_add_spell (draft, world->child, HAVEN_STATUS_KINSHIP, "2024-01-10", "");
  suspend (world, haven_test_day ("2026-04-02"), n);
  return finds (world, on (haven_test_day ("2026-05-01")), "meeting-expected", "Governors");
}

static gboolean
tells_notices (World *world, int n)
{
  begin (world);
  suspend (world, world->until, 1);
  return finds (world, on (world->until + n), "suspension-notices", "Suspended");
}

/* The pupil, 18 since n days, is told in place of a parent */
static gboolean
tells_pupil (World *world, int n)
{
  g_autoptr(GArray) due = NULL;
  HavenSuspension *suspension;
  HavenSuspension copy;

  haven_test_school_get_pupil (world->draft, world->child)->born = haven_day_add_months (world->until, -18 * MONTHS_A_YEAR) - n;
  suspension = suspend (world, world->until, 1);
  copy = *suspension;
  due = haven_notices_due (build (world), &copy);
  return g_array_index (due, HavenNoticeDue, 0).to_pupil;
}

static gboolean
tells_unrecorded (World *world, int n)
{
  begin (world);
  mark (world, 0, "E");
  return finds (world, on (world->until + n), "unrecorded-suspension", "Possible unrecorded suspension");
}

static gboolean
tells_sent_home (World *world, int n)
{
  begin (world);
  for (int i = 0; i < n; i++)
    mark (world, HAVEN_SESSIONS_A_DAY * (2 + i), "C");
  return finds (world, on (world->until), "unrecorded-suspension", "Possible unrecorded suspension: in school in the morning");
}

/* Back on the day `until` */
static gboolean
tells_reintegration (World *world, int n)
{
  begin (world);
  suspend (world, back (world, 1), 2);
  return finds (world, on (world->until + n), "reintegration", "");
}

/* ---- how long something is news ---- */

static gboolean
is_news_of_absence (World *world, int n)
{
  give_status (world, HAVEN_STATUS_CP);
  attend (world, world->child, 0, 50);
  mark_run (world, 0, 10, "I");            /* the tenth of a hundred is the last of the day */
  return finds (world, on (world->until + n), "persistent-absence", "Persistent absence:");
}

static gboolean
is_news_of_unauthorised (World *world, int n)
{
  begin (world);
  mark_run (world, 0, 10, "O");
  return finds (world, on (world->until + n), "unauthorised-absence", "");
}

static gboolean
is_news_of_illness (World *world, int n)
{
  begin (world);
  mark_run (world, 0, 30, "I");
  return finds (world, on (world->until + n), "illness", "");
}

static gboolean
is_news_of_second (World *world, int n)
{
  begin (world);
  suspend (world, back (world, 4), 1);
  suspend (world, world->until, 1);
  return finds (world, on (world->until + n), "second-suspension", "");
}

static gboolean
is_news_of_term (World *world, int n)
{
  begin (world);
  suspend (world, world->until, 10);
  return finds (world, on (world->until + n), "suspended-term", "");
}

/* ---- imports, and what the marks do not show ---- */

static void
import_marks (World *world, HavenDay day)
{
  HavenImport *import = haven_import_new ();

  import->type = HAVEN_IMPORT_MARKS;
  import->made_at = on (day).now;
  haven_test_school_add (world->draft, HAVEN_TABLE_IMPORTS, import);
}

/* Marks end four school days before the day */
static void
let_marks_end (World *world)
{
  give_status (world, HAVEN_STATUS_CP);
  attend (world, world->child, 4, SEEN);
}

static gboolean
tells_stale (World *world, int n)
{
  let_marks_end (world);
  import_marks (world, world->until - n);
  return says (world, "stale-import");
}

/* Imported in the evening, looked at in the morning: days are counted, not hours */
static gboolean
tells_stale_in_the_morning (World *world, int n)
{
  HavenClock clock = on (world->until);

  clock.now -= 10 * 60 * 60;
  clock.minute -= 10 * 60;
  let_marks_end (world);
  import_marks (world, world->until - n);
  return finds (world, clock, "stale-import", "");
}

/* In the holidays there is nothing to import */
static gboolean
tells_stale_in_the_holidays (World *world, int n)
{
  begin (world);
  import_marks (world, world->until);
  return finds (world, on (world->until + n), "stale-import", "");
}

static gboolean
tells_marks_stop_short (World *world, int n)
{
  for (int i = n; i < SEEN; i++)
    mark (world, i, "/");
  return says (world, "marks-stop-short");
}

static gboolean
tells_child_without_marks (World *world, int n)
{
  give_status (world, HAVEN_STATUS_CP);
  attend (world, world->other, 0, SEEN);
  attend (world, world->child, n, SEEN);
  return says (world, "child-without-marks");
}

static gboolean
tells_bookings (World *world, int n)
{
  for (int i = 0; i < n; i++) {
    HavenOutboxItem *item = haven_outbox_item_new ();
    item->type = HAVEN_OUTBOX_BOOKING;
    item->made_at = on (world->until).now;
    haven_test_school_add (world->draft, HAVEN_TABLE_OUTBOX, item);
  }
  return says (world, "bookings-waiting");
}

/* ---- part-time timetables ---- */

static gboolean
tells_unplanned (World *world, int n)
{
  begin (world);
  mark (world, 0, "C2");
  return finds (world, on (world->until + n), "unplanned-part-time", "");
}

static gboolean
tells_too_long (World *world, int n)
{
  begin (world);
  plan_part_time (world, world->until - n);
  return finds (world, on (world->until), "part-time-wants", "Part-time timetable: longer than six weeks");
}

static gboolean
tells_part_time_review (World *world, int n)
{
  begin (world);
  plan_part_time (world, world->until - 20)->review_on = world->until - n;
  return says (world, "part-time-review");
}

static HavenPartTime
look_at_minutes (World *world, int n)
{
  g_autoptr(GArray) plans = NULL;

  plan_part_time (world, world->until - 10)->minutes_a_week = n;
  plans = haven_part_time_plans (build (world), world->child, on (world->until));
  return g_array_index (plans, HavenPartTime, 0);
}

static gboolean
is_less_than_a_week (World *world, int n)
{
  return look_at_minutes (world, n).percent < 100;
}

static gboolean
is_less_than_taught (World *world, int n)
{
  return n < look_at_minutes (world, n).taught_minutes;
}

/* ---- what comes, and what has passed ---- */

static gboolean
tells_meeting (World *world, int n)
{
  HavenMeeting *meeting = haven_meeting_new ();

  begin (world);
  meeting->pupil_id = world->child;
  meeting->type = g_strdup ("internal");
  meeting->day = world->until + n;
  haven_test_school_add (world->draft, HAVEN_TABLE_MEETINGS, meeting);
  return says (world, "meeting-due");
}

/* The review of a part-time plan asks for a meeting by its day */
static gboolean
tells_meeting_expected (World *world, int n)
{
  give_status (world, HAVEN_STATUS_KINSHIP);
  plan_part_time (world, world->until - 10)->review_on = world->until + n;
  return says (world, "meeting-expected");
}

/* A confirmed booking whose day, or whose last day of cancelling, is so many days ahead; the news of another one */
static HavenBooking *
book (World *world, int days)
{
  HavenBooking *booking = haven_booking_new ();

  booking->booking = g_strdup ("b-1");
  booking->name = g_strdup ("Jo Invented");
  booking->email = g_strdup ("jo@school.example");
  booking->title = g_strdup ("Attachment");
  booking->state = HAVEN_BOOKING_CONFIRMED;
  booking->starts = on (world->until + days).now;
  haven_test_school_add (world->draft, HAVEN_TABLE_BOOKINGS, booking);
  return booking;
}

static gboolean
tells_training_soon (World *world, int n)
{
  book (world, n);
  return says (world, "training-soon");
}

static gboolean
tells_cancel_by (World *world, int n)
{
  book (world, 60)->cancel_by = world->until + n;
  return says (world, "cancel-by");
}

static gboolean
tells_booking_news (World *world, int n)
{
  if (n > 0)
    book (world, 60)->news = g_strdup ("Moved.");
  return says (world, "booking-news");
}

static gboolean
tells_training_lapses (World *world, int n)
{
  HavenPerson *person = haven_person_new ();
  HavenTraining *training = haven_training_new ();

  person->type = HAVEN_PERSON_STAFF;
  person->name = g_strdup ("Jo Invented");
  haven_test_school_add (world->draft, HAVEN_TABLE_PEOPLE, person);
  training->person_id = person->id;
  training->topic = g_strdup ("attachment");
  training->done_on = world->until - 300;
  training->lapses_on = world->until + n;
  haven_test_school_add (world->draft, HAVEN_TABLE_TRAINING, training);
  return says (world, "training-lapses");
}

/* ---- who left ---- */

/* The child left on a day, and its file was sent on another; NONE: not yet */
static void
let_go (World *world, HavenDay left, HavenDay sent_on)
{
  HavenDeparture *departure = haven_departure_new ();

  give_status (world, HAVEN_STATUS_KINSHIP);
  haven_test_school_get_pupil (world->draft, world->child)->left = left;
  departure->pupil_id = world->child;
  departure->left = left;
  departure->printed_on = left;
  departure->sent_on = sent_on;
  haven_test_school_add (world->draft, HAVEN_TABLE_DEPARTURES, departure);
}

static HavenLeaving
look_at_leaving (World *world)
{
  HavenLeaving leaving = { 0 };

  build (world);
  g_assert_true (haven_leaving_find (world->school, world->child, &leaving));
  return leaving;
}

static gboolean
is_file_late (World *world, int n)
{
  let_go (world, haven_calendar_add_school_days (haven_school_get_calendar (world->dates), world->until, -n), HAVEN_DAY_NONE);
  return look_at_leaving (world).due < world->until;
}

static gboolean
is_receipt_late (World *world, int n)
{
  let_go (world, world->until - 60, world->until - n);
  return look_at_leaving (world).receipt_due < world->until;
}

static gboolean
tells_file_to_send (World *world, int n)
{
  let_go (world, world->until - n, HAVEN_DAY_NONE);
  return says (world, "file-to-send");
}

static gboolean
tells_file_receipt (World *world, int n)
{
  let_go (world, world->until - n, world->until - n);
  return says (world, "file-receipt");
}

static gboolean
tells_records_due (World *world, int n)
{
  HavenReview *review = haven_review_new ();

  begin (world);
  haven_test_school_get_pupil (world->draft, world->other)->left = world->until - 900;
  review->pupil_id = world->other;
  review->day = world->until - 100;
  review->until = world->until - n;
  haven_test_school_add (world->draft, HAVEN_TABLE_REVIEWS, review);
  return says (world, "records-due");
}

static gboolean
tells_support_review (World *world, int n)
{
  HavenIntervention *support = haven_intervention_new ();

  begin (world);
  support->pupil_id = world->child;
  support->first = world->until - 30;
  support->review_on = world->until - n;
  haven_test_school_add (world->draft, HAVEN_TABLE_INTERVENTIONS, support);
  return says (world, "support-review");
}

static gboolean
tells_action (World *world, HavenDay due, const char *rule)
{
  HavenAction *action = haven_action_new ();

  begin (world);
  action->pupil_id = world->child;
  action->text = g_strdup ("Ring home");
  action->due = due;
  haven_test_school_add (world->draft, HAVEN_TABLE_ACTIONS, action);
  return says (world, rule);
}

static gboolean
tells_action_due (World *world, int n)
{
  return tells_action (world, world->until + n, "action-due");
}

static gboolean
tells_action_overdue (World *world, int n)
{
  return tells_action (world, world->until - n, "action-overdue");
}

static gboolean
tells_still_our_child (World *world, int n)
{
  give_status (world, HAVEN_STATUS_CIN)->last = world->until - n;
  return says (world, "still-our-child");
}

/* n days after the first check became due */
static gboolean
tells_first_check (World *world, int n)
{
  return tells_still_our_child (world, 42 + n);
}

static gboolean
tells_sdq_due (World *world, int n)
{
  give_status (world, HAVEN_STATUS_CLA);
  score (world, haven_day_add_months (world->until + n, -MONTHS_A_YEAR), 12);
  return says (world, "sdq-due");
}

/* A year and n days ago */
static gboolean
wants_sdq_again (World *world, int n)
{
  give_status (world, HAVEN_STATUS_CLA);
  score (world, haven_day_add_months (world->until, -MONTHS_A_YEAR) - n, 12);
  return haven_sdq_due (build (world), world->child, on (world->until)).due <= world->until;
}

static gboolean
wants_sdq_born (World *world, HavenDay born)
{
  give_status (world, HAVEN_STATUS_CLA);
  haven_test_school_get_pupil (world->draft, world->child)->born = born;
  return haven_sdq_due (build (world), world->child, on (world->until)).wanted;
}

static gboolean
wants_sdq_since_four (World *world, int n)
{
  return wants_sdq_born (world, haven_day_add_months (world->until, -4 * MONTHS_A_YEAR) - n);
}

static gboolean
wants_sdq_until_seventeen (World *world, int n)
{
  return wants_sdq_born (world, haven_day_add_months (world->until, -17 * MONTHS_A_YEAR) + n);
}

static guint
place_score (World *world, int n)
{
  return haven_sdq_get_band (score (world, world->until, n), HAVEN_SDQ_TOTAL)->place;
}

static gboolean
is_slightly_raised (World *world, int n)
{
  return place_score (world, n) >= 1;
}

static gboolean
is_raised (World *world, int n)
{
  return place_score (world, n) >= 2;
}

/* ---- putting off ---- */

static gboolean
may_be_put_off (World *world, const char *rule, int n)
{
  HavenClock clock = on (world->until);
  g_autoptr(HavenAttention) attention = haven_attention_new (build (world), clock);

  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = attention->items->pdata[i];
    g_autoptr(HavenSnooze) snooze = NULL;

    if (strcmp (item->rule, rule) != 0)
      continue;
    snooze = haven_attention_dup_snooze (world->school, item, world->until + n, "known", clock, NULL);
    return snooze != NULL;
  }
  g_assert_not_reached ();
}

static gboolean
may_put_off_a_line (World *world, int n)
{
  begin (world);
  mark (world, 4, "B");
  return may_be_put_off (world, "elsewhere", n);
}

static gboolean
may_put_off_a_line_of_now (World *world, int n)
{
  begin (world);
  mark (world, 0, "N");
  return may_be_put_off (world, "unexplained-absence", n);
}

/* ---- the examples ---- */

#define FROM { FALSE, TRUE, TRUE }         /* from the number on */
#define ABOVE { FALSE, FALSE, TRUE }       /* more than the number */
#define UP_TO { TRUE, TRUE, FALSE }        /* the number included */
#define BELOW { TRUE, FALSE, FALSE }
#define NEVER { FALSE, FALSE, FALSE }      /* what lies on the other side of the end does not count */

const Example worked_examples[] = {
  { "ten in a hundred", "persistent-absence", "percent", 10, NULL, AUTUMN, 10, FROM, is_persistent },
  { "over the end of a term", "persistent-absence", "percent", 10, NULL, JANUARY, 10, FROM, is_persistent },
  { "over the end of a year", "persistent-absence", "percent", 10, NULL, SEPTEMBER, 10, FROM, is_persistent },
  { "told", "persistent-absence", "percent", 10, "persistent-absence", "2025-11-14", 10, FROM, tells_persistent_of_a_hundred },
  { "told over the end of a term", "persistent-absence", "percent", 10, "persistent-absence", JANUARY, 10, FROM,
    tells_persistent_of_a_hundred },
  { "told of this year only", "persistent-absence", "percent", 10, "persistent-absence", "2026-09-18", 2, FROM, tells_persistent },
  { "fifty in a hundred", "severe-absence", "percent", 50, NULL, AUTUMN, 50, FROM, is_severe },
  { "over the end of a term", "severe-absence", "percent", 50, NULL, JANUARY, 50, FROM, is_severe },
  { "over the end of a year", "severe-absence", "percent", 50, NULL, SEPTEMBER, 50, FROM, is_severe },
  { "told", "severe-absence", "percent", 50, "severe-absence", "2025-11-14", 50, FROM, tells_severe_of_a_hundred },
  { "told over the end of a term", "severe-absence", "percent", 50, "severe-absence", JANUARY, 50, FROM, tells_severe_of_a_hundred },

  { "sessions", "unauthorised", "sessions", 10, "unauthorised-absence", AUTUMN, 10, FROM, tells_unauthorised },
  { "over the end of a term", "unauthorised", "sessions", 10, "unauthorised-absence", JANUARY, 10, FROM, tells_unauthorised },
  { "over the end of a year", "unauthorised", "sessions", 10, "unauthorised-absence", SEPTEMBER, 10, FROM, tells_unauthorised },
  { "school weeks", "unauthorised", "weeks", 10, "unauthorised-absence", AUTUMN, 10, UP_TO, tells_unauthorised_weeks },
  { "over the end of a term", "unauthorised", "weeks", 10, "unauthorised-absence", JANUARY, 10, UP_TO, tells_unauthorised_weeks },
  { "over the end of a year", "unauthorised", "weeks", 10, "unauthorised-absence", SEPTEMBER, 10, UP_TO, tells_unauthorised_weeks },
  { "sessions in a row", "continuous-unauthorised", "days", 10, "continuous-absence", AUTUMN, 20, FROM, tells_continuous },
  { "over the end of a term", "continuous-unauthorised", "days", 10, "continuous-absence", JANUARY, 20, FROM, tells_continuous },
  { "over the end of a year", "continuous-unauthorised", "days", 10, "continuous-absence", SEPTEMBER, 20, FROM, tells_continuous },
  { "sessions", "illness", "days", 15, "illness", AUTUMN, 30, FROM, tells_illness },
  { "over the end of a term", "illness", "days", 15, "illness", JANUARY, 30, FROM, tells_illness },
  { "of this year only", "illness", "days", 15, "illness", SEPTEMBER, 30, NEVER, tells_illness },
  { "school days", "reason-wanted", "days", 5, "reason-wanted", AUTUMN, 5, ABOVE, tells_reason_wanted },
  { "over the end of a term", "reason-wanted", "days", 5, "reason-wanted", "2026-01-09", 5, ABOVE, tells_reason_wanted },
  { "last year's register is closed", "reason-wanted", "days", 5, "reason-wanted", "2026-09-11", 5, NEVER, tells_reason_wanted },
  { "a session", "unexplained", NULL, 0, "unexplained-absence", AUTUMN, 1, FROM, tells_unexplained },
  { "on the first day of a term", "unexplained", NULL, 0, "unexplained-absence", "2026-01-05", 1, FROM, tells_unexplained },
  { "on the first day of a year", "unexplained", NULL, 0, "unexplained-absence", "2026-09-07", 1, FROM, tells_unexplained },
  { "a session", "absent-today", NULL, 0, "absent-today", AUTUMN, 1, FROM, tells_absent_today },
  { "on the first day of a year", "absent-today", NULL, 0, "absent-today", "2026-09-07", 1, FROM, tells_absent_today },
  { "a session", "elsewhere", NULL, 0, "elsewhere", AUTUMN, 1, FROM, tells_elsewhere },
  { "in the first week of a year", "elsewhere", NULL, 0, "elsewhere", SEPTEMBER, 1, FROM, tells_elsewhere },
  { "sessions", "spells", "days", 3, NULL, AUTUMN, 6, FROM, lists_spell },
  { "over the end of a term", "spells", "days", 3, NULL, JANUARY, 6, FROM, lists_spell },
  { "over the end of a year", "spells", "days", 3, NULL, SEPTEMBER, 6, FROM, lists_spell },

  { "day of the term", "first-week", "days", 7, "first-week-absence", "2026-01-07", 7, UP_TO, tells_first_week },
  { "day of the year", "first-week", "days", 7, "first-week-absence", "2026-09-02", 7, UP_TO, tells_first_week },
  { "days after the week", "first-week", "told-days", 7, "first-week-absence", "2026-01-07", 7, UP_TO, tells_first_week_later },
  { "days after the week", "first-week", "told-days", 7, "first-week-absence", "2026-09-02", 7, UP_TO, tells_first_week_later },

  { "eight of forty sessions", "falling", "points", 20, "attendance-falling", FRIDAY, 8, FROM, tells_falling },
  { "over the end of a term", "falling", "points", 20, "attendance-falling", "2026-01-23", 8, FROM, tells_falling },
  { "over the end of a year", "falling", "points", 20, "attendance-falling", "2026-10-02", 8, FROM, tells_falling_early },
  { "school weeks", "falling", "weeks", 4, "attendance-falling", FRIDAY, 4, UP_TO, tells_falling_weeks },
  { "over the end of a term", "falling", "weeks", 4, "attendance-falling", "2026-01-23", 4, UP_TO, tells_falling_weeks },
  { "over the end of a year", "falling", "weeks", 4, "attendance-falling", "2026-10-02", 4, UP_TO, tells_falling_weeks },

  { "of a pupil", "few-sessions", "sessions", 20, NULL, AUTUMN, 20, BELOW, warns_of_few_sessions },
  { "over the end of a term", "few-sessions", "sessions", 20, NULL, JANUARY, 20, BELOW, warns_of_few_sessions },
  { "over the end of a year", "few-sessions", "sessions", 20, NULL, SEPTEMBER, 20, BELOW, warns_of_few_sessions },
  { "before something", "few-sessions", "sessions", 20, NULL, AUTUMN, 20, BELOW, has_few_before },
  { "before something, over the end of a year", "few-sessions", "sessions", 20, NULL, SEPTEMBER, 20, BELOW, has_few_before },
  { "of a group", "few-pupils", "pupils", 20, NULL, AUTUMN, 20, BELOW, warns_of_few_pupils },
  { "of a group over the end of a term", "few-pupils", "pupils", 20, NULL, JANUARY, 20, BELOW, warns_of_few_pupils },
  { "days before", "before-after", "weeks", 6, NULL, AUTUMN, 42, UP_TO, counts_before },
  { "days before the end of a term", "before-after", "weeks", 6, NULL, JANUARY, 42, UP_TO, counts_before },
  { "days from then on", "before-after", "weeks", 6, NULL, AUTUMN, 41, UP_TO, counts_after },
  { "days from then on, over the end of a year", "before-after", "weeks", 6, NULL, SUMMER, 41, UP_TO, counts_after },

  { "five since", "absence-ages", "from", 5, NULL, AUTUMN, 0, FROM, is_of_published_age },
  { "five since, the year after", "absence-ages", "from", 5, NULL, SEPTEMBER, 0, FROM, is_of_published_age },
  { "sixteen in", "absence-ages", "until", 15, NULL, AUTUMN, 0, ABOVE, is_still_of_published_age },
  { "sixteen in, the year after", "absence-ages", "until", 15, NULL, SEPTEMBER, 0, ABOVE, is_still_of_published_age },
  { "days short of six years", "ever-six", "years", 6, NULL, AUTUMN, 0, FROM, is_ever_six },
  { "days short of six years, on the first of a year", "ever-six", "years", 6, NULL, "2026-09-01", 0, FROM, is_ever_six },

  { "half-days", "suspended-term", "days", 5, NULL, AUTUMN, 10, ABOVE, is_over_five },
  { "split at the end of a term", "suspended-term", "days", 5, NULL, JANUARY, 10, NEVER, is_over_five },
  { "split at the end of a year", "suspended-term", "days", 5, NULL, SEPTEMBER, 10, NEVER, is_over_five },
  { "half-days", "suspended-term", "governors-days", 15, NULL, AUTUMN, 30, ABOVE, is_over_fifteen },
  { "split at the end of a term", "suspended-term", "governors-days", 15, NULL, JANUARY, 30, NEVER, is_over_fifteen },
  { "split at the end of a year", "suspended-term", "governors-days", 15, NULL, SEPTEMBER, 30, NEVER, is_over_fifteen },
  { "a day below five", "suspended-term", "near", 1, "suspended-term", AUTUMN, 8, FROM, tells_near_five },
  { "a day below fifteen", "suspended-term", "near", 1, "suspended-term", AUTUMN, 28, FROM, tells_near_fifteen },
  { "split at the end of a term", "suspended-term", "near", 1, "suspended-term", JANUARY, 8, NEVER, tells_near_five },
  { "split at the end of a year", "suspended-term", "near", 1, "suspended-term", SEPTEMBER, 8, NEVER, tells_near_five },
  { "half-days", "suspended-year", "days", 45, NULL, AUTUMN, 90, FROM, is_at_forty_five },
  { "over the end of a term", "suspended-year", "days", 45, NULL, JANUARY, 90, FROM, is_at_forty_five },
  { "split at the end of a year", "suspended-year", "days", 45, NULL, SEPTEMBER, 90, NEVER, is_at_forty_five },
  { "five days below", "suspended-year", "near", 5, "suspended-year", AUTUMN, 80, FROM, tells_near_forty_five },
  { "over the end of a term", "suspended-year", "near", 5, "suspended-year", JANUARY, 80, FROM, tells_near_forty_five },
  { "split at the end of a year", "suspended-year", "near", 5, "suspended-year", SEPTEMBER, 80, NEVER, tells_near_forty_five },
  { "five days in a row", "sixth-day", "day", 6, NULL, AUTUMN, 10, ABOVE, owes_education },
  { "over the end of a term", "sixth-day", "day", 6, NULL, JANUARY, 10, ABOVE, owes_education },
  { "over the end of a year", "sixth-day", "day", 6, NULL, SEPTEMBER, 10, ABOVE, owes_education },
  { "told", "sixth-day", "day", 6, "education-owed", AUTUMN, 10, ABOVE, tells_education_owed },
  { "told over the end of a term", "sixth-day", "day", 6, "education-owed", JANUARY, 10, ABOVE, tells_education_owed },
  { "told over the end of a year", "sixth-day", "day", 6, "education-owed", SEPTEMBER, 10, ABOVE, tells_education_owed },
  { "looked after", "sixth-day", "looked-after-day", 1, NULL, AUTUMN, 1, FROM, owes_looked_after },
  { "looked after, on the last day of a term", "sixth-day", "looked-after-day", 1, NULL, CHRISTMAS, 1, FROM, owes_looked_after },
  { "of a term", "second-suspension", "number", 2, "second-suspension", AUTUMN, 2, FROM, tells_second },
  { "counted anew in a term", "second-suspension", "number", 2, "second-suspension", JANUARY, 2, NEVER, tells_second },
  { "counted anew in a year", "second-suspension", "number", 2, "second-suspension", SEPTEMBER, 2, NEVER, tells_second },
  { "ten are five days", "lunchtime", "half-days", 1, NULL, AUTUMN, 10, ABOVE, counts_lunchtimes },
  { "split at the end of a term", "lunchtime", "half-days", 1, NULL, JANUARY, 10, NEVER, counts_lunchtimes },
  { "more than three terms", "reference-terms", "terms", 3, NULL, JANUARY, 3, ABOVE, has_reference_terms },
  { "31 December", "reference-terms", NULL, 0, NULL, "2025-12-31", 0, FROM, has_begun_reference_term },
  { "Easter Monday", "reference-terms", NULL, 0, NULL, "2026-04-06", 0, FROM, has_begun_reference_term },
  { "31 July", "reference-terms", NULL, 0, NULL, "2026-07-31", 0, FROM, has_begun_reference_term },
  { "two days before Easter Monday", "suspended-term", "governors-days", 15, "meeting-expected", "2026-04-02", 34, ABOVE, expects_panel },
  { "days", "suspension-notices", "days", 30, "suspension-notices", AUTUMN, 30, UP_TO, tells_notices },
  { "over the end of a term", "suspension-notices", "days", 30, "suspension-notices", CHRISTMAS, 30, UP_TO, tells_notices },
  { "over the end of a year", "suspension-notices", "days", 30, "suspension-notices", "2026-08-15", 30, UP_TO, tells_notices },
  { "eighteen since", "suspension-notices", "of-age", 18, NULL, AUTUMN, 0, FROM, tells_pupil },
  { "days", "unrecorded-suspension", "days", 28, "unrecorded-suspension", AUTUMN, 28, UP_TO, tells_unrecorded },
  { "over the end of a term", "unrecorded-suspension", "days", 28, "unrecorded-suspension", CHRISTMAS, 28, UP_TO, tells_unrecorded },
  { "over the summer", "unrecorded-suspension", "days", 28, "unrecorded-suspension", SUMMER, 28, UP_TO, tells_unrecorded },
  { "afternoons", "unrecorded-suspension", "part-days", 3, "unrecorded-suspension", AUTUMN, 3, FROM, tells_sent_home },
  { "over the end of a term", "unrecorded-suspension", "part-days", 3, "unrecorded-suspension", JANUARY, 3, FROM, tells_sent_home },
  { "days", "reintegration", "days", 21, "reintegration", AUTUMN, 21, UP_TO, tells_reintegration },
  { "over the end of a term", "reintegration", "days", 21, "reintegration", "2026-01-05", 21, UP_TO, tells_reintegration },
  { "over the end of a year", "reintegration", "days", 21, "reintegration", "2026-09-07", 21, UP_TO, tells_reintegration },

  { "persistent absence", "crossed", "days", 14, "persistent-absence", "2025-11-14", 14, UP_TO, is_news_of_absence },
  { "persistent absence, over the end of a term", "crossed", "days", 14, "persistent-absence", CHRISTMAS, 14, UP_TO, is_news_of_absence },
  { "unauthorised absence", "crossed", "days", 14, "unauthorised-absence", AUTUMN, 14, UP_TO, is_news_of_unauthorised },
  { "unauthorised absence, over the end of a term", "crossed", "days", 14, "unauthorised-absence", CHRISTMAS, 14, UP_TO,
    is_news_of_unauthorised },
  { "illness", "crossed", "days", 14, "illness", AUTUMN, 14, UP_TO, is_news_of_illness },
  { "illness, in the summer", "crossed", "days", 14, "illness", SUMMER, 14, UP_TO, is_news_of_illness },
  { "second suspension", "crossed", "days", 14, "second-suspension", AUTUMN, 14, UP_TO, is_news_of_second },
  { "second suspension, over the end of a term", "crossed", "days", 14, "second-suspension", CHRISTMAS, 14, UP_TO, is_news_of_second },
  { "days of a term", "crossed", "days", 14, "suspended-term", "2025-11-13", 14, UP_TO, is_news_of_term },

  { "days", "stale-import", "days", 7, "stale-import", AUTUMN, 7, FROM, tells_stale },
  { "in the morning", "stale-import", "days", 7, "stale-import", AUTUMN, 7, FROM, tells_stale_in_the_morning },
  { "over the end of a term", "stale-import", "days", 7, "stale-import", JANUARY, 7, FROM, tells_stale },
  { "over the end of a year", "stale-import", "days", 7, "stale-import", SEPTEMBER, 7, FROM, tells_stale },
  { "in the holidays", "stale-import", "days", 7, "stale-import", CHRISTMAS, 7, NEVER, tells_stale_in_the_holidays },
  { "sessions", "marks-stop-short", NULL, 0, "marks-stop-short", AUTUMN, 1, FROM, tells_marks_stop_short },
  { "sessions, on the first day of a term", "marks-stop-short", NULL, 0, "marks-stop-short", "2026-01-05", 1, FROM,
    tells_marks_stop_short },
  { "sessions, on the first day of a year", "marks-stop-short", NULL, 0, "marks-stop-short", "2026-09-07", 1, FROM,
    tells_marks_stop_short },
  { "days of one child", "marks-stop-short", NULL, 0, "child-without-marks", AUTUMN, 1, FROM, tells_child_without_marks },
  { "days of one child, over the end of a term", "marks-stop-short", NULL, 0, "child-without-marks", "2026-01-05", 1, FROM,
    tells_child_without_marks },
  { "bookings", "bookings-waiting", NULL, 0, "bookings-waiting", AUTUMN, 1, FROM, tells_bookings },
  { "a booking that moved", "booking-news", NULL, 0, "booking-news", AUTUMN, 1, FROM, tells_booking_news },
  { "days to an event", "training-soon", "days", 7, "training-soon", AUTUMN, 7, UP_TO, tells_training_soon },
  { "days to the last day of cancelling", "cancel-by", "days", 5, "cancel-by", AUTUMN, 5, UP_TO, tells_cancel_by },
  { "days to the lapse", "training-lapses", "days", 60, "training-lapses", AUTUMN, 60, UP_TO, tells_training_lapses },

  { "days", "unplanned-part-time", "days", 28, "unplanned-part-time", AUTUMN, 28, UP_TO, tells_unplanned },
  { "over the end of a term", "unplanned-part-time", "days", 28, "unplanned-part-time", CHRISTMAS, 28, UP_TO, tells_unplanned },
  { "days", "part-time", "weeks", 6, "part-time-wants", AUTUMN, 42, FROM, tells_too_long },
  { "over the end of a term", "part-time", "weeks", 6, "part-time-wants", JANUARY, 42, FROM, tells_too_long },
  { "over the end of a year", "part-time", "weeks", 6, "part-time-wants", SEPTEMBER, 42, FROM, tells_too_long },
  { "days since the review", "part-time", NULL, 0, "part-time-review", AUTUMN, 1, FROM, tells_part_time_review },
  { "minutes", "part-time", "week-minutes", 1950, NULL, AUTUMN, 1950, BELOW, is_less_than_a_week },
  { "minutes", "part-time", "taught-minutes", 1500, NULL, AUTUMN, 1500, BELOW, is_less_than_taught },

  { "days to a meeting", "due-soon", "days", 14, "meeting-due", AUTUMN, 14, UP_TO, tells_meeting },
  { "days to a meeting, over the end of a term", "due-soon", "days", 14, "meeting-due", CHRISTMAS, 14, UP_TO, tells_meeting },
  { "days to a date that is expected", "due-soon", "days", 14, "meeting-expected", AUTUMN, 14, UP_TO, tells_meeting_expected },
  { "days to a date that is expected, over the end of a year", "due-soon", "days", 14, "meeting-expected", SUMMER, 14, UP_TO,
    tells_meeting_expected },
  { "days to an SDQ", "due-soon", "days", 14, "sdq-due", AUTUMN, 14, UP_TO, tells_sdq_due },
  { "days to an SDQ, over the end of a term", "due-soon", "days", 14, "sdq-due", CHRISTMAS, 14, UP_TO, tells_sdq_due },
  { "days since a review", "due-soon", NULL, 0, "support-review", AUTUMN, 1, FROM, tells_support_review },
  { "days to an action", "action-due", "days", 7, "action-due", AUTUMN, 7, UP_TO, tells_action_due },
  { "days to an action, over the end of a term", "action-due", "days", 7, "action-due", CHRISTMAS, 7, UP_TO, tells_action_due },
  { "days since an action was due", "due-soon", NULL, 0, "action-overdue", AUTUMN, 1, FROM, tells_action_overdue },
  { "days since the end", "still-our-child", "first-weeks", 6, "still-our-child", AUTUMN, 42, FROM, tells_still_our_child },
  { "over the end of a year", "still-our-child", "first-weeks", 6, "still-our-child", SEPTEMBER, 42, FROM, tells_still_our_child },
  { "days since the end", "still-our-child", "second-weeks", 12, "still-our-child", AUTUMN, 84, FROM, tells_still_our_child },
  { "over the end of a year", "still-our-child", "second-weeks", 12, "still-our-child", SEPTEMBER, 84, FROM, tells_still_our_child },
  { "days since the check was due", "still-our-child", "days", 28, "still-our-child", AUTUMN, 28, BELOW, tells_first_check },

  { "school days since leaving", "file-transfer", "school-days", 5, NULL, AUTUMN, 5, ABOVE, is_file_late },
  { "school days since leaving, over the end of a term", "file-transfer", "school-days", 5, NULL, JANUARY, 5, ABOVE, is_file_late },
  { "school days since leaving, over the end of a year", "file-transfer", "school-days", 5, NULL, SEPTEMBER, 5, ABOVE, is_file_late },
  { "days since it was sent", "file-transfer", "receipt-days", 10, NULL, AUTUMN, 10, ABOVE, is_receipt_late },
  { "days since leaving", "file-transfer", "looks-back-days", 200, "file-to-send", AUTUMN, 200, UP_TO, tells_file_to_send },
  { "days since leaving and sending", "file-transfer", "looks-back-days", 200, "file-receipt", AUTUMN, 200, UP_TO, tells_file_receipt },
  { "days since the review's day", "records-due", NULL, 0, "records-due", AUTUMN, 1, FROM, tells_records_due },

  { "score", "sdq", "slightly-raised", 14, NULL, AUTUMN, 14, FROM, is_slightly_raised },
  { "score", "sdq", "raised", 17, NULL, AUTUMN, 17, FROM, is_raised },
  { "four since", "sdq", "from-age", 4, NULL, AUTUMN, 0, FROM, wants_sdq_since_four },
  { "seventeen in", "sdq", "until-age", 16, NULL, AUTUMN, 0, ABOVE, wants_sdq_until_seventeen },
  { "a year and so many days ago", "sdq", "again-months", 12, NULL, AUTUMN, 0, FROM, wants_sdq_again },
  { "a year and so many days ago, over the end of a year", "sdq", "again-months", 12, NULL, SEPTEMBER, 0, FROM, wants_sdq_again },

  { "days", "put-off", "days", 14, "elsewhere", AUTUMN, 14, UP_TO, may_put_off_a_line },
  { "days, over the end of a term", "put-off", "days", 14, "elsewhere", CHRISTMAS, 14, UP_TO, may_put_off_a_line },
  { "over a weekend", "put-off", "now-school-days", 1, "unexplained-absence", FRIDAY, 2, UP_TO, may_put_off_a_line_of_now },
  { "over Christmas", "put-off", "now-school-days", 1, "unexplained-absence", CHRISTMAS, 16, UP_TO, may_put_off_a_line_of_now },
  { "over the summer", "put-off", "now-school-days", 1, "unexplained-absence", SUMMER, 47, UP_TO, may_put_off_a_line_of_now },
};

const guint worked_examples_n = G_N_ELEMENTS (worked_examples);
