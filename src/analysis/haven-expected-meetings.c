/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-expected-meetings.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-suspension-counts.h"
#include "haven-suspension-figures.h"

#define FRIDAY 5
#define A_DAY (24 * 60)         /* minutes */
#define LOOK_BACK 60           /* days: what asked for a meeting longer ago than that asks no more */

/* One child and one kind */
typedef struct {
  HavenSchool *school;
  HavenCalendar *calendar;
  HavenClock clock;
  const HavenPupil *pupil;
  const HavenMeetingKind *kind;
  GPtrArray *found;             /* HavenExpected */
} Search;

void
haven_expected_free (HavenExpected *self)
{
  if (self == NULL)
    return;
  g_free (self->sentence);
  g_free (self);
}

gboolean
haven_meeting_is_held (const HavenMeeting *meeting, HavenClock clock)
{
  return meeting->state >= HAVEN_MEETING_HELD || (meeting->day != HAVEN_DAY_NONE && meeting->day < clock.today);
}

gboolean
haven_meeting_is_kind (const HavenMeeting *meeting, const char *type)
{
  gsize length = strlen (type);

  if (meeting->type == NULL || strncmp (meeting->type, type, length) != 0)
    return FALSE;
  return meeting->type[length] == '\0' || meeting->type[length] == '-';
}

/* ---- the one at hand ---- */

/* How far it is from being at hand, in minutes: today's first, then those that are over, then days to come; -1: it is past */
static gint64
weigh (const HavenMeeting *meeting, HavenClock clock)
{
  gboolean open = meeting->state < HAVEN_MEETING_HELD;

  if (meeting->day == HAVEN_DAY_NONE || meeting->day < clock.today || (meeting->day > clock.today && !open))
    return -1;
  if (meeting->day > clock.today)
    return (gint64) (meeting->day - clock.today) * A_DAY + 2 * A_DAY + meeting->minute;
  if (!open)
    return 2 * A_DAY - meeting->minute;
  return meeting->minute >= 0 ? ABS (meeting->minute - clock.minute) : A_DAY;
}

const HavenMeeting *
haven_meeting_at_hand (HavenSchool *school, HavenClock clock, gint64 pupil_id, const char *kind)
{
  HavenSlice meetings = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, pupil_id);
  const HavenMeeting *nearest = NULL;

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    gint64 weight = weigh (meeting, clock);
    if (weight >= 0 && (kind == NULL || haven_meeting_is_kind (meeting, kind)) && (nearest == NULL || weight < weigh (nearest, clock)))
      nearest = meeting;
  }
  return nearest;
}

/* ---- what was held, and what is to come ---- */

static HavenSlice
list_meetings (const Search *search)
{
  return haven_school_of_pupil (search->school, HAVEN_TABLE_MEETINGS, search->pupil->id);
}

static guint
count_held (const Search *search, HavenDay since, const HavenMeeting **ret_last)
{
  HavenSlice meetings = list_meetings (search);
  guint count = 0;

  *ret_last = NULL;
  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (!haven_meeting_is_kind (meeting, search->kind->type) || !haven_meeting_is_held (meeting, search->clock) || meeting->day < since)
      continue;
    count++;
    if (*ret_last == NULL || meeting->day > (*ret_last)->day)
      *ret_last = meeting;
  }
  return count;
}

static const HavenMeeting *
find_next (const Search *search)
{
  HavenSlice meetings = list_meetings (search);
  const HavenMeeting *next = NULL;

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (haven_meeting_is_kind (meeting, search->kind->type) && !haven_meeting_is_held (meeting, search->clock)
        && meeting->day != HAVEN_DAY_NONE && (next == NULL || meeting->day < next->day))
      next = meeting;
  }
  return next;
}

/* ---- by when ---- */

static HavenDay
add_working_days (HavenDay day, int count)
{
  while (count > 0)
    if (haven_day_get_weekday (++day) <= FRIDAY)
      count--;
  return day;
}

/* What is local is the school's to set: meeting.core-group.days */
static int
get_days (const Search *search, const HavenDueRule *rule)
{
  g_autofree char *key = g_strdup_printf ("meeting.%s.days", search->kind->type);
  const char *set = search->kind->local && rule->days > 0 ? haven_school_get_setting (search->school, key, NULL) : NULL;

  return set != NULL && atoi (set) > 0 ? atoi (set) : rule->days;
}

static HavenDay
count_from (const Search *search, const HavenDueRule *rule, HavenDay day)
{
  if (rule->months > 0)
    return haven_day_add_months (day, rule->months);
  if (rule->working_days > 0)
    return add_working_days (day, rule->working_days);
  if (rule->school_days > 0)
    return haven_calendar_add_school_days (search->calendar, day, rule->school_days);
  return day + get_days (search, rule);
}

/* ---- the sentence ---- */

static const char *
whom_to_ask (const HavenMeetingKind *kind)
{
  return g_str_equal (kind->type, "governors-panel") ? kind->convened : _("the social worker");
}

static char *
tell_of_others (const HavenMeetingKind *kind, const HavenMeeting *next, const char *by, HavenDay by_day)
{
  const char *name = haven_meeting_type_text (kind->type);
  g_autofree char *day = next != NULL ? haven_day_to_text (next->day) : NULL;

  if (next == NULL)
    return g_strdup_printf (_("%s expected by %s; no date held: ask %s."), name, by, whom_to_ask (kind));
  if (next->day > by_day)
    return g_strdup_printf (_("%s on %s; it was expected by %s: ask %s."), name, day, by, whom_to_ask (kind));
  return g_strdup_printf (_("%s on %s; expected by %s."), name, day, by);
}

static char *
tell_date (const HavenMeetingKind *kind, const HavenMeeting *next)
{
  g_autofree char *day = haven_day_to_text (next->day);

  /* Translators: a kind of meeting and its day */
  return g_strdup_printf (_("%s on %s."), haven_meeting_type_text (kind->type), day);
}

static char *
tell_of_ours (const HavenMeetingKind *kind, const HavenMeeting *next, const char *by, gboolean passed)
{
  const char *name = haven_meeting_type_text (kind->type);
  g_autofree char *day = next != NULL ? haven_day_to_text (next->day) : NULL;

  if (next != NULL)
    return g_strdup_printf (_("%s on %s; due by %s."), name, day, by);
  return g_strdup_printf (passed ? _("%s was due by %s; no date is set.") : _("%s due by %s; no date is set."), name, by);
}

/* An interval that nobody has set for this area says when to ask, and nothing of a date that is held */
static gboolean
is_a_guess (const Search *search, const HavenDueRule *rule)
{
  g_autofree char *key = g_strdup_printf ("meeting.%s.days", search->kind->type);

  return search->kind->local && rule->days > 0 && haven_school_get_setting (search->school, key, NULL) == NULL;
}

/* Somebody puts it off, or words it anew, and that is kept by this number */
static gint64
get_number (const HavenMeetingKind *kind, HavenDay by)
{
  return ((gint64) g_str_hash (kind->type) << 16) + by;
}

static void
add_expected (Search *search, const HavenDueRule *rule, HavenDay by, const HavenMeeting *last)
{
  HavenExpected *expected = g_new0 (HavenExpected, 1);
  g_autofree char *day = haven_day_to_text (by);

  expected->kind = search->kind;
  expected->due = rule;
  expected->by = by;
  expected->number = get_number (search->kind, by);
  expected->last = last;
  expected->next = find_next (search);
  if (expected->next != NULL && is_a_guess (search, rule))
    expected->sentence = tell_date (search->kind, expected->next);
  else if (search->kind->others)
    expected->sentence = tell_of_others (search->kind, expected->next, day, by);
  else
    expected->sentence = tell_of_ours (search->kind, expected->next, day, by < search->clock.today);
  g_ptr_array_add (search->found, expected);
}

/* ---- the ways in which a date comes about ---- */

/* The longest-standing open spell of it: a confirmation in between begins no new one */
static const HavenSpell *
find_spell (const Search *search, const char *status)
{
  HavenSlice spells = haven_school_of_pupil (search->school, HAVEN_TABLE_SPELLS, search->pupil->id);
  const HavenSpell *first = NULL;

  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];
    if (g_strcmp0 (haven_status_code (spell->status), status) == 0 && spell->first != HAVEN_DAY_NONE
        && haven_spell_is_open (spell, search->clock.today) && (first == NULL || spell->first < first->first))
      first = spell;
  }
  return first;
}

/* Another rule of the kind speaks of this one: the first, or the second of its kind */
static gboolean
is_spoken_for (const HavenMeetingKind *kind, guint held)
{
  for (guint i = 0; i < kind->expect->len; i++) {
    const HavenDueRule *rule = kind->expect->pdata[i];
    if ((rule->first && held == 0) || (rule->number > 0 && held + 1 == (guint) rule->number))
      return TRUE;
  }
  return held == 0;
}

static void
look_at_status (Search *search, const HavenDueRule *rule, const HavenSpell *spell)
{
  const HavenMeeting *last;
  guint held = count_held (search, spell->first, &last);

  /* the first of a status that began long ago was held before Haven, or elsewhere */
  if (rule->first && held == 0 && count_from (search, rule, spell->first) < search->clock.today - LOOK_BACK)
    return;
  if (rule->first ? held == 0 : rule->number > 0 && held + 1 == (guint) rule->number)
    add_expected (search, rule, count_from (search, rule, last != NULL ? last->day : spell->first), last);
  else if (!rule->first && rule->number == 0 && !is_spoken_for (search->kind, held))
    add_expected (search, rule, count_from (search, rule, last->day), last);
}

static gboolean
is_of_years (const HavenPupil *pupil, const char *years)
{
  g_auto (GStrv) list = years != NULL ? g_strsplit (years, " ", -1) : NULL;

  return years == NULL || (pupil->year_group != NULL && g_strv_contains ((const char *const *) list, pupil->year_group));
}

/* One in every term, or in one term of the year: by its last school day */
static void
look_at_term (Search *search, const HavenDueRule *rule, const HavenSpell *spell)
{
  HavenPeriod period = haven_calendar_get_period (search->calendar, search->clock.today);
  const HavenMeeting *last;
  HavenSpan span, whole;
  HavenDay by;

  if (!g_str_equal (rule->each, "term"))
    period.term = HAVEN_TERM_SUMMER;
  span = haven_calendar_get_span (search->calendar, period);
  whole = g_str_equal (rule->each, "term") ? span : haven_academic_year_span (period.year);
  by = haven_calendar_last_school_day (search->calendar, span);
  if (by == HAVEN_DAY_NONE || !is_of_years (search->pupil, rule->years) || count_held (search, whole.first, &last) > 0)
    return;
  /* of a child who came into care in this term the first PEP is expected, by the days counted for it */
  if (spell->first >= span.first && g_str_equal (rule->each, "term"))
    return;
  count_held (search, HAVEN_DAY_NONE, &last);
  add_expected (search, rule, by, last);
}

static void
look_at_plan (Search *search, const HavenDueRule *rule, HavenSlice plans)
{
  const HavenMeeting *last;

  for (guint i = 0; i < plans.n; i++) {
    const HavenPlan *plan = plans.items[i];
    if (plan->ended_on == HAVEN_DAY_NONE && plan->review_on != HAVEN_DAY_NONE && count_held (search, plan->review_on, &last) == 0)
      add_expected (search, rule, plan->review_on, last);
  }
}

static void
look_at_suspensions (Search *search, const HavenDueRule *rule, HavenSlice suspensions)
{
  const HavenMeeting *last;

  for (guint i = 0; i < suspensions.n; i++) {
    const HavenSuspension *suspension = suspensions.items[i];
    HavenDay end = haven_suspension_get_last (search->school, suspension);
    if (suspension->type != HAVEN_SUSPENSION || suspension->cancelled_on != HAVEN_DAY_NONE || suspension->reintegrated_on != HAVEN_DAY_NONE)
      continue;
    if (end >= search->clock.today - LOOK_BACK && count_held (search, suspension->first, &last) == 0)
      add_expected (search, rule, count_from (search, rule, end), last);
  }
}

static gboolean
is_over_in_term_of (const Search *search, HavenDay day)
{
  HavenSpan term = haven_suspension_term (search->school, day);
  guint most = (guint) haven_rule_number ("suspended-term", "governors-days") * HAVEN_SESSIONS_A_DAY;

  return haven_suspended_half_days (search->school, search->pupil->id, term, NULL) > most;
}

/* What a governing board has to look at in any case: a permanent exclusion, or more than so many days in a term, be it the one in which
 * the suspension begins or the one into which it runs (practice 14) */
static gboolean
asks_for_panel (const Search *search, const HavenSuspension *suspension)
{
  if (suspension->cancelled_on != HAVEN_DAY_NONE || suspension->first < search->clock.today - LOOK_BACK)
    return FALSE;
  return suspension->type == HAVEN_PERMANENT || is_over_in_term_of (search, suspension->first)
         || is_over_in_term_of (search, haven_suspension_get_last (search->school, suspension));
}

static void
look_at_panel (Search *search, const HavenDueRule *rule, HavenSlice suspensions)
{
  const HavenSuspension *latest = NULL;
  const HavenMeeting *last;

  for (guint i = 0; i < suspensions.n; i++) {
    const HavenSuspension *suspension = suspensions.items[i];
    if (asks_for_panel (search, suspension) && (latest == NULL || suspension->first > latest->first))
      latest = suspension;
  }
  if (latest != NULL && count_held (search, latest->first, &last) == 0)
    add_expected (search, rule, count_from (search, rule, latest->first), last);
}

/* A strategy discussion that began an enquiry: there may be a conference */
static void
look_after (Search *search, const HavenDueRule *rule)
{
  HavenSlice meetings = list_meetings (search);
  const HavenMeeting *before = NULL;
  const HavenMeeting *last;

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (haven_meeting_is_kind (meeting, rule->after) && haven_meeting_is_held (meeting, search->clock)
        && meeting->day >= search->clock.today - LOOK_BACK && (before == NULL || meeting->day > before->day))
      before = meeting;
  }
  if (before != NULL && count_held (search, before->day, &last) == 0 && find_spell (search, "CP") == NULL)
    add_expected (search, rule, count_from (search, rule, before->day), last);
}

static void
look_at_need (Search *search, const HavenDueRule *rule)
{
  const HavenMeeting *last;

  if (search->pupil->sen == HAVEN_SEN_EHCP && count_held (search, HAVEN_DAY_NONE, &last) > 0)
    add_expected (search, rule, count_from (search, rule, last->day), last);
}

static void
look_at (Search *search, const HavenDueRule *rule)
{
  HavenSlice suspensions = haven_school_of_pupil (search->school, HAVEN_TABLE_SUSPENSIONS, search->pupil->id);
  const HavenSpell *spell = rule->status != NULL ? find_spell (search, rule->status) : NULL;

  if (rule->each != NULL && spell != NULL)
    look_at_term (search, rule, spell);
  else if (spell != NULL)
    look_at_status (search, rule, spell);
  else if (rule->sen != NULL)
    look_at_need (search, rule);
  else if (rule->after != NULL)
    look_after (search, rule);
  else if (rule->suspension)
    look_at_suspensions (search, rule, suspensions);
  else if (rule->panel)
    look_at_panel (search, rule, suspensions);
  else if (rule->plan)
    look_at_plan (search, rule, haven_school_of_pupil (search->school, HAVEN_TABLE_PLANS, search->pupil->id));
}

static int
compare_by (gconstpointer a, gconstpointer b)
{
  const HavenExpected *one = *(const HavenExpected *const *) a;
  const HavenExpected *two = *(const HavenExpected *const *) b;

  return (one->by > two->by) - (one->by < two->by);
}

GPtrArray *
haven_expected_meetings (HavenSchool *school, HavenClock clock, gint64 pupil_id)
{
  GPtrArray *kinds = haven_meeting_kind_list ();
  Search search = { school, haven_school_get_calendar (school), clock, haven_school_get_pupil (school, pupil_id), NULL,
                    g_ptr_array_new_with_free_func ((GDestroyNotify) haven_expected_free) };

  for (guint i = 0; search.pupil != NULL && i < kinds->len; i++) {
    search.kind = kinds->pdata[i];
    for (guint k = 0; k < search.kind->expect->len; k++)
      look_at (&search, search.kind->expect->pdata[k]);
  }
  g_ptr_array_sort (search.found, compare_by);
  return search.found;
}

/* ---- papers ---- */

static int
get_set_days (HavenSchool *school, const char *type, const char *what, int fallback)
{
  g_autofree char *key = g_strdup_printf ("meeting.%s.%s", type, what);
  const char *set = haven_school_get_setting (school, key, NULL);

  return set != NULL ? atoi (set) : fallback;
}

HavenDay
haven_meeting_share_by (HavenSchool *school, const HavenMeeting *meeting)
{
  const HavenMeetingKind *kind = haven_meeting_kind_find (meeting->type);
  int days = kind != NULL ? get_set_days (school, meeting->type, "parent-days", kind->parent_days) : -1;

  if (days < 0 || meeting->day == HAVEN_DAY_NONE)
    return HAVEN_DAY_NONE;
  return days == 0 ? meeting->day : haven_calendar_add_school_days (haven_school_get_calendar (school), meeting->day, -days);
}

HavenDay
haven_meeting_send_by (HavenSchool *school, const HavenMeeting *meeting)
{
  const HavenMeetingKind *kind = haven_meeting_kind_find (meeting->type);
  int days = kind != NULL ? get_set_days (school, meeting->type, "send-days", kind->send_days) : 0;

  if (days <= 0 || meeting->day == HAVEN_DAY_NONE)
    return HAVEN_DAY_NONE;
  return haven_calendar_add_school_days (haven_school_get_calendar (school), meeting->day, days);
}
