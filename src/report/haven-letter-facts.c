/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-letter-private.h"

#include <glib/gi18n-lib.h>

#include "haven-attendance.h"
#include "haven-chart.h"
#include "haven-meeting-kinds.h"
#include "haven-reference.h"
#include "haven-suspension-figures.h"
#include "haven-template.h"
#include "haven-text.h"

/* What a letter can say of a child, a suspension, a part-time timetable, a meeting. */

const char *const haven_letter_fact_names[] = {
  "child", "forename", "born", "upn", "year", "school", "today", "recipient", "signed", "authority", "last_seen", "social_worker",
  "care_authority", "left", "destination", "days", "first_day", "last_day", "return_day", "reasons", "alternatives", "term_days",
      "year_days",
  "cancelled_on", "start", "hours", "full_week", "full_time", "review", "agreed_by", "consulted", "safety", "meeting", "meeting_day",
  "meeting_time", "place", "convened_by", "purpose", "agenda", "brought", NULL,
};

static void
know_day (GHashTable *facts, const char *name, HavenDay day)
{
  g_autofree char *text = haven_day_to_text (day);
  g_autofree char *weekday = day != HAVEN_DAY_NONE ? haven_day_to_weekday (day) : NULL;

  if (day != HAVEN_DAY_NONE)
    haven_template_know (facts, name, g_strdup_printf (_("%s %s"), weekday, text));
}

static void
know_child (const HavenLetterRequest *request, GHashTable *facts)
{
  const HavenPupil *pupil = haven_school_get_pupil (request->school, request->pupil_id);
  int session = 0;
  HavenDay seen = haven_last_seen (request->school, pupil->id, request->clock.today, &session);

  haven_template_know (facts, "child", haven_pupil_dup_name (pupil));
  haven_template_know (facts, "forename", g_strdup (haven_text_is_empty (pupil->preferred) ? pupil->forename : pupil->preferred));
  haven_template_know (facts, "born", haven_day_to_text (pupil->born));
  haven_template_know (facts, "upn", g_strdup (pupil->upn));
  haven_template_know (facts, "year", haven_pupil_dup_year_text (pupil));
  haven_template_know (facts, "destination", g_strdup (pupil->destination));
  know_day (facts, "left", pupil->left);
  if (seen != HAVEN_DAY_NONE)
    haven_template_know (facts, "last_seen", haven_half_day_to_text (seen, session, request->clock));
}

static void
know_school (const HavenLetterRequest *request, GHashTable *facts)
{
  haven_template_know (facts, "school", g_strdup (haven_school_get_setting (request->school, "name", NULL)));
  haven_template_know (facts, "authority", g_strdup (haven_school_get_setting (request->school, "authority", NULL)));
  haven_template_know (facts, "today", haven_day_to_text (request->clock.today));
  haven_template_know (facts, "recipient", g_strdup (request->recipient));
  haven_template_know (facts, "signed", g_strdup (request->signed_by));
}

/* The authority that looks after the child is not always the school's (practice 13) */
static void
know_status (const HavenLetterRequest *request, GHashTable *facts)
{
  HavenStanding standing = haven_standing_on (request->school, request->pupil_id, request->clock.today);
  HavenSlice spells = haven_school_of_pupil (request->school, HAVEN_TABLE_SPELLS, request->pupil_id);
  const HavenPerson *worker = haven_school_get_record (request->school, HAVEN_TABLE_PEOPLE, standing.social_worker_id);

  if (worker != NULL)
    haven_template_know (facts, "social_worker", g_strdup (worker->name));
  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];
    if (spell->status == HAVEN_STATUS_CLA && haven_spell_is_open (spell, request->clock.today))
      haven_template_know (facts, "care_authority", g_strdup (spell->authority));
  }
}

/* ---- a suspension ---- */

static char *
days_text (guint half_days)
{
  g_autofree char *number = haven_unit_format (HAVEN_UNIT_NUMBER, half_days / (double) HAVEN_SESSIONS_A_DAY);

  return half_days == HAVEN_SESSIONS_A_DAY ? g_strdup (_("1 school day")) : g_strdup_printf (_("%s school days"), number);
}

static char *
reasons_text (const HavenSuspension *suspension)
{
  g_auto (GStrv) codes = g_strsplit (suspension->reason != NULL ? suspension->reason : "", " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++) {
    const char *reason = haven_suspension_reason_text (codes[i]);
    if (codes[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", reason != NULL ? reason : codes[i]);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gconstpointer
find_record (const HavenLetterRequest *request, HavenTable table)
{
  HavenSlice slice = haven_school_of_pupil (request->school, table, request->pupil_id);

  for (guint i = slice.n; i > 0; i--)
    if (request->record_id == 0 || *(const gint64 *) slice.items[i - 1] == request->record_id)
      return slice.items[i - 1];
  return NULL;
}

static void
know_suspension (const HavenLetterRequest *request, GHashTable *facts)
{
  const HavenSuspension *suspension = find_record (request, HAVEN_TABLE_SUSPENSIONS);
  HavenCalendar *calendar = haven_school_get_calendar (request->school);
  HavenPeriod term;
  HavenDay last;

  if (suspension == NULL)
    return;
  last = haven_suspension_get_last (request->school, suspension);
  term = haven_calendar_get_period (calendar, suspension->first);
  haven_template_know (facts, "days", days_text ((guint) suspension->sessions));
  know_day (facts, "first_day", suspension->first);
  know_day (facts, "last_day", last);
  if (suspension->type != HAVEN_PERMANENT)
    know_day (facts, "return_day", suspension->sessions % HAVEN_SESSIONS_A_DAY != 0 ? last
                                                                                  : haven_calendar_add_school_days (calendar, last, 1));
  haven_template_know (facts, "reasons", reasons_text (suspension));
  haven_template_know (facts, "alternatives", g_strdup (suspension->alternatives));
  know_day (facts, "cancelled_on", suspension->cancelled_on);
  haven_template_know (facts, "term_days", days_text (haven_suspended_half_days (request->school, request->pupil_id,
                                                                  haven_calendar_get_span (calendar, term), NULL)));
  haven_template_know (facts, "year_days", days_text (haven_suspended_half_days (request->school, request->pupil_id,
                                                                  haven_academic_year_span (term.year), NULL)));
}

/* ---- a part-time timetable ---- */

static char *
hours_text (gint64 minutes)
{
  g_autofree char *hours = haven_unit_format (HAVEN_UNIT_NUMBER, minutes / 60.0);

  return g_strdup_printf (_("%s hours"), hours);
}

static void
know_plan (const HavenLetterRequest *request, GHashTable *facts)
{
  const HavenPlan *plan = find_record (request, HAVEN_TABLE_PLANS);

  haven_template_know (facts, "full_week", hours_text (haven_rule_number ("part-time", "week-minutes")));
  if (plan == NULL)
    return;
  know_day (facts, "start", plan->first);
  know_day (facts, "full_time", plan->full_time_on);
  know_day (facts, "review", plan->review_on);
  know_day (facts, "consulted", plan->consulted_on);
  haven_template_know (facts, "hours", plan->minutes_a_week > 0 ? hours_text (plan->minutes_a_week) : NULL);
  haven_template_know (facts, "agreed_by", g_strdup (plan->agreed_by));
  haven_template_know (facts, "safety", g_strdup (plan->safety));
}

/* ---- a meeting ---- */

static const HavenMeeting *
find_meeting (const HavenLetterRequest *request)
{
  HavenSlice slice = haven_school_of_pupil (request->school, HAVEN_TABLE_MEETINGS, request->pupil_id);
  const HavenMeeting *next = NULL;

  if (request->record_id != 0)
    return find_record (request, HAVEN_TABLE_MEETINGS);
  for (guint i = 0; i < slice.n; i++) {
    const HavenMeeting *meeting = slice.items[i];
    if (meeting->day >= request->clock.today && (next == NULL || meeting->day < next->day))
      next = meeting;
  }
  return next;
}

static void
know_kind (const HavenMeetingKind *kind, GHashTable *facts)
{
  g_autoptr (GString) agenda = g_string_new (NULL);
  g_autoptr (GString) brought = g_string_new (NULL);

  for (guint i = 0; i < kind->agenda->len; i++)
    g_string_append_printf (agenda, "%s- %s", i > 0 ? "\n" : "", ((HavenAgendaItem *) kind->agenda->pdata[i])->item);
  for (guint i = 0; i < kind->brought->len; i++)
    g_string_append_printf (brought, "%s- %s", i > 0 ? "\n" : "", ((HavenBrought *) kind->brought->pdata[i])->what);
  haven_template_know (facts, "agenda", g_strdup (agenda->str));
  haven_template_know (facts, "brought", g_strdup (brought->str));
}

static void
know_meeting (const HavenLetterRequest *request, GHashTable *facts)
{
  const HavenMeeting *meeting = find_meeting (request);
  const HavenMeetingKind *kind = meeting != NULL ? haven_meeting_kind_find (meeting->type) : NULL;

  if (meeting == NULL)
    return;
  haven_template_know (facts, "meeting", g_strdup (haven_meeting_type_text (meeting->type)));
  know_day (facts, "meeting_day", meeting->day);
  if (meeting->minute >= 0)
    haven_template_know (facts, "meeting_time", g_strdup_printf ("%d.%02d", (int) meeting->minute / 60, (int) meeting->minute % 60));
  haven_template_know (facts, "place", g_strdup (meeting->place));
  haven_template_know (facts, "convened_by", g_strdup (meeting->convened_by));
  haven_template_know (facts, "purpose", g_strdup (meeting->purpose));
  if (kind != NULL)
    know_kind (kind, facts);
}

GHashTable *
haven_letter_facts (const HavenLetterRequest *request)
{
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  know_child (request, facts);
  know_school (request, facts);
  know_status (request, facts);
  if (g_str_has_prefix (request->name, "suspension"))
    know_suspension (request, facts);
  if (g_str_has_prefix (request->name, "part-time"))
    know_plan (request, facts);
  if (g_str_has_prefix (request->name, "invitation"))
    know_meeting (request, facts);
  return facts;
}
