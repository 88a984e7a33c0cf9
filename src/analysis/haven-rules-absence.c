/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-reference.h"

#define PART_TIME_CODE "C2"

/* The mark of the last session that can be seen */
static guint8
get_last_mark (const HavenSight *sight, const HavenChild *child)
{
  if (child->marks == NULL || !haven_sight_has_marks (sight))
    return 0;
  return child->marks[haven_register_index (sight->attention->marks_until, sight->attention->marks_session)];
}

static gboolean
is_in (guint8 mark, const char *marks)
{
  return mark != 0 && strchr (marks, mark) != NULL;
}

static gboolean
is_absence (guint8 mark)
{
  HavenMarkClass mark_class = haven_mark_classes ()[mark];

  return mark_class == HAVEN_CLASS_AUTHORISED || mark_class == HAVEN_CLASS_UNAUTHORISED;
}

/* Says nothing about where the child was */
static gboolean
is_silent (guint8 mark)
{
  HavenMarkClass mark_class = haven_mark_classes ()[mark];

  return mark_class == HAVEN_CLASS_NONE || mark_class == HAVEN_CLASS_NOT_POSSIBLE || mark_class == HAVEN_CLASS_ADMINISTRATIVE
         || mark_class == HAVEN_CLASS_UNKNOWN;
}

/* A session by its place in the year's register; places before it are in the register of the year before */
static HavenDay
day_at (const HavenSight *sight, int i)
{
  int days = i >= 0 ? i / HAVEN_SESSIONS_A_DAY : -((1 - i) / HAVEN_SESSIONS_A_DAY);

  return sight->year.first + days;
}

static int
session_at (int i)
{
  return ABS (i) % HAVEN_SESSIONS_A_DAY;
}

static guint8
mark_at (const HavenSight *sight, const HavenChild *child, int i)
{
  if (i >= 0)
    return child->marks[i];
  return child->marks_before != NULL ? child->marks_before[haven_register_index (day_at (sight, i), session_at (i))] : 0;
}

/* The stretch of such marks that ends with the last session that can be seen, over the end of a year too; first: the place where it begins */
static guint
count_unbroken (const HavenSight *sight, const HavenChild *child, const char *marks, int *ret_first)
{
  HavenSpan before = haven_academic_year_span (haven_academic_year (sight->year.first) - 1);
  int least = -HAVEN_SESSIONS_A_DAY * (before.last - before.first + 1);
  guint count = 0;

  for (int i = haven_register_index (sight->attention->marks_until, sight->attention->marks_session); i >= least; i--) {
    guint8 mark = mark_at (sight, child, i);

    if (is_silent (mark))
      continue;
    if (!is_in (mark, marks))
      break;
    *ret_first = i;
    count++;
  }
  return count;
}

static char *
tell_unexplained (const HavenSight *sight, const HavenChild *child, int first)
{
  int session = 0;
  HavenDay seen = haven_last_seen (sight->school, child->pupil->id, sight->clock.today, &session);
  g_autofree char *since = haven_half_day_to_text (day_at (sight, first), session_at (first), sight->clock);
  g_autofree char *until = haven_sight_until_text (sight);
  g_autofree char *last = seen != HAVEN_DAY_NONE ? haven_half_day_to_text (seen, session, sight->clock) : NULL;
  g_autofree char *gone = sight->attention->reaches_now ? g_strdup_printf (_("No reason since %s."), since)
                                                         : g_strdup_printf (_("No reason from %s to %s, the last mark."), since, until);

  if (last == NULL)
    return g_strdup_printf (_("%s Not seen in school this year or last."), gone);
  return g_strdup_printf (_("%s Last seen in school %s."), gone, last);
}

/* Practice 8: the social worker is told the same day, however the mark will be settled later */
void
haven_rule_unexplained_absence (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  const char *marks = haven_rule_text (rule->source, "marks");
  g_autofree char *day = NULL;
  HavenAttentionItem *item;
  int first = 0;
  guint count;

  if (!is_in (get_last_mark (sight, child), marks))
    return;
  count = count_unbroken (sight, child, marks, &first);
  item = haven_rule_found (rule, sight, child, tell_unexplained (sight, child, first));
  item->since = day_at (sight, first);
  item->since_session = session_at (first);
  item->when = child->has_social_worker ? HAVEN_WHEN_NOW : HAVEN_WHEN_THIS_WEEK;
  item->advice = g_strdup (child->has_social_worker ? _("Contact home and the social worker today.") : _("Contact home today."));
  day = haven_day_to_text (item->since);
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u session coded N or O since %s",
                                                "%u sessions coded N or O since %s", count), count, day);
}

/* Practice 7: only if the marks reach the last closed session */
void
haven_rule_absent_today (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  guint8 mark = get_last_mark (sight, child);
  const HavenAttendanceCode *code = haven_attendance_code_of (mark);
  g_autoptr(GArray) spells = NULL;
  g_autofree char *since = NULL;
  const HavenAbsenceSpell *spell;
  HavenAttentionItem *item;

  if (!sight->attention->reaches_now || !child->has_social_worker || !is_absence (mark) || code == NULL)
    return;
  if (is_in (mark, haven_rule_text ("unexplained", "marks")) || is_in (mark, "U") || g_str_equal (code->code, PART_TIME_CODE))
    return;
  spells = haven_absence_spells (sight->school, child->pupil->id, sight->year);
  spell = &g_array_index (spells, HavenAbsenceSpell, spells->len - 1);
  since = haven_half_day_to_text (spell->first, spell->first_session, sight->clock);
  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Absent since %s, coded %s."), since, code->code));
  item->when = child->standing.plan == HAVEN_STATUS_CP ? HAVEN_WHEN_NOW : HAVEN_WHEN_THIS_WEEK;
  item->since = spell->first;
  item->since_session = spell->first_session;
  item->advice = g_strdup (_("Check that somebody has seen or spoken to the child."));
  item->figures = g_strdup_printf (_("%s: %s"), code->code, code->meaning);
}

void
haven_rule_continuous_absence (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  guint limit = HAVEN_SESSIONS_A_DAY * (guint) haven_rule_number (rule->source, "days");
  g_autofree char *day = NULL;
  HavenAttentionItem *item;
  int first = 0;
  guint count;

  if (haven_mark_classes ()[get_last_mark (sight, child)] != HAVEN_CLASS_UNAUTHORISED)
    return;
  count = count_unbroken (sight, child, "GNO", &first);
  if (count < limit)
    return;
  day = haven_day_to_text (day_at (sight, first));
  item = haven_rule_found (rule, sight, child, g_strdup_printf (
                           _("Absent without leave since %s, without a break: the authority is to be told."), day));
  item->since = day_at (sight, first);
  item->since_session = session_at (first);
  item->advice = g_strdup (_("Make the attendance return to the authority, and tell the social worker."));
  item->figures = g_strdup_printf (_("%u sessions in a row coded G, N or O"), count);
}

/* N older than five school days becomes O: housekeeping, so it comes late in the list */
void
haven_rule_reason_wanted (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  const char *mark = haven_rule_text (rule->source, "mark");
  int days = (int) haven_rule_number (rule->source, "days");
  HavenSpan old = { sight->year.first, haven_calendar_add_school_days (sight->calendar, sight->clock.today, -days) - 1 };
  g_autofree char *first = NULL;
  HavenAttentionItem *item;
  guint count;

  if (!haven_sight_has_marks (sight) || old.last < old.first)
    return;
  count = haven_child_count_marks (sight, child, old, mark);
  if (count == 0)
    return;
  while (haven_child_count_marks (sight, child, (HavenSpan) { old.first, old.first }, mark) == 0)
    old.first++;
  first = haven_day_to_text (old.first);
  item = haven_rule_found (rule, sight, child, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                           "%u session from %s still has no reason (%s).", "%u sessions from %s on still have no reason (%s).", count),
                           count, first, mark));
  item->since = old.first;
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u session coded %s", "%u sessions coded %s", count), count, mark);
  item->advice = g_strdup_printf (_("Settle it in the MIS: after %d school days %s becomes %s."), days,
                                  mark, haven_rule_text (rule->source, "becomes"));
}
