/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rule.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"

/* A threshold is news for some days after it was crossed; how things simply stand is on the pupil's page. */

typedef gboolean (*Test) (const HavenAttendance *figures);

static HavenAttendance
count_until (const HavenSight *sight, const HavenChild *child, HavenDay last)
{
  return haven_attendance_of_pupil (sight->school, child->pupil->id, (HavenSpan) { sight->year.first, last });
}

/* As it would stand if the next school day were missed too */
static gboolean
would_be (HavenAttendance figures, Test test)
{
  figures.unauthorised += HAVEN_SESSIONS_A_DAY;
  figures.possible += HAVEN_SESSIONS_A_DAY;
  return test (&figures);
}

/* The day on which test began to hold, if that is news; HAVEN_DAY_NONE: it does not hold, or has for longer */
static HavenDay
find_crossing (const HavenSight *sight, const HavenChild *child, Test test, gboolean near)
{
  HavenDay since = HAVEN_DAY_NONE;

  for (HavenDay day = sight->attention->marks_until; day >= haven_sight_long_ago (sight); day--) {
    HavenAttendance figures = count_until (sight, child, day);
    if (near ? !would_be (figures, test) : !test (&figures))
      return since;
    since = day;
  }
  return HAVEN_DAY_NONE;
}

/* What the rate rests on, and whether that is enough to say anything (practice 11) */
static char *
tell_share (HavenSpan span, const HavenAttendance *figures)
{
  g_autofree char *first = haven_day_to_text (span.first);
  g_autofree char *last = haven_day_to_text (span.last);
  g_autofree char *share = g_strdup_printf (_("%lld of %lld possible sessions missed from %s to %s"),
                                            (long long) (figures->authorised + figures->unauthorised),
                                            (long long) figures->possible, first, last);

  if (figures->possible >= haven_rule_number ("few-sessions", "sessions"))
    return g_steal_pointer (&share);
  return g_strdup_printf (_("%s; on so few sessions the rate says little"), share);
}

/* One of the two bands, and how it is told: reached, or a day away */
typedef struct {
  Test test;
  char *(*tell) (double percent, gboolean near);
} Band;

static char *
tell_severe (double percent, gboolean near)
{
  return g_strdup_printf (near ? _("Severe absence is a day away: %.1f %% of this year’s sessions missed.")
                               : _("Severe absence: %.1f %% of this year’s sessions missed, half or more."), percent);
}

static char *
tell_persistent (double percent, gboolean near)
{
  return g_strdup_printf (near ? _("Persistent absence is a day away: %.1f %% of this year’s sessions missed.")
                               : _("Persistent absence: %.1f %% of this year’s sessions missed, a tenth or more."), percent);
}

static const Band severe = { haven_attendance_is_severe, tell_severe };
static const Band persistent = { haven_attendance_is_persistent, tell_persistent };

static void
look_at_band (const HavenRule *rule, HavenSight *sight, const HavenChild *child, const Band *band, gboolean near)
{
  HavenDay since = find_crossing (sight, child, band->test, near);
  HavenAttendance figures = count_until (sight, child, sight->attention->marks_until);
  HavenAttentionItem *item;

  if (since == HAVEN_DAY_NONE || figures.possible == 0)
    return;
  item = haven_rule_found (rule, sight, child, band->tell (haven_absence_percent (&figures), near));
  item->since = since;
  item->figures = tell_share (sight->year, &figures);
  item->advice = g_strdup (_("Look at the pattern with the child and home, and agree what would help."));
}

static gboolean
is_in_band (const HavenSight *sight, const HavenChild *child, const Band *band)
{
  HavenAttendance figures = count_until (sight, child, sight->attention->marks_until);

  return band->test (&figures);
}

void
haven_rule_severe_absence (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  if (haven_sight_has_marks (sight))
    look_at_band (rule, sight, child, &severe, !is_in_band (sight, child, &severe));
}

/* Severe absence is persistent too; the weightier row says it */
void
haven_rule_persistent_absence (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  if (haven_sight_has_marks (sight) && !is_in_band (sight, child, &severe))
    look_at_band (rule, sight, child, &persistent, !is_in_band (sight, child, &persistent));
}

/* Unauthorised sessions in so many school weeks back from a day */
static gint64
count_unauthorised (const HavenSight *sight, const HavenChild *child, HavenDay until, HavenSpan *ret_span)
{
  *ret_span = haven_sight_get_weeks (sight, until, (int) haven_rule_number ("unauthorised", "weeks"));
  return haven_attendance_of_pupil (sight->school, child->pupil->id, *ret_span).unauthorised;
}

void
haven_rule_unauthorised (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  gint64 limit = haven_rule_number (rule->source, "sessions");
  g_autofree char *first = NULL;
  HavenAttentionItem *item;
  HavenSpan span;
  gint64 count;

  if (!haven_sight_has_marks (sight) || count_unauthorised (sight, child, haven_sight_long_ago (sight), &span) >= limit)
    return;
  count = count_unauthorised (sight, child, sight->attention->marks_until, &span);
  if (count < limit)
    return;
  first = haven_day_to_text (span.first);
  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("%d unauthorised sessions in %d school weeks."),
                           (int) count, (int) haven_rule_number (rule->source, "weeks")));
  item->since = span.first;
  item->figures = g_strdup_printf (_("%d sessions coded G, N, O or U since %s"), (int) count, first);
  item->advice = g_strdup (_("Talk with home and the social worker before any notice: support comes first."));
}

void
haven_rule_illness (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  guint limit = HAVEN_SESSIONS_A_DAY * (guint) haven_rule_number (rule->source, "days");
  HavenAttentionItem *item;
  guint count;

  if (haven_child_count_marks (sight, child, (HavenSpan) { sight->year.first, haven_sight_long_ago (sight) }, "I") >= limit)
    return;
  count = haven_child_count_marks (sight, child, sight->year, "I");
  if (count < limit)
    return;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Ill for %u days this year: a sickness return is due."),
                                                                count / HAVEN_SESSIONS_A_DAY));
  item->figures = g_strdup_printf (_("%u sessions coded I"), count);
  item->advice = g_strdup (_("Make the sickness return, and ask health what would help."));
}

/* The first week of a term sets the pattern; a rate on so few sessions says nothing yet (practice 11) */
void
haven_rule_first_week (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSpan term = haven_calendar_get_span (sight->calendar, haven_calendar_get_period (sight->calendar, sight->clock.today));
  HavenSpan week = { term.first, term.first + (HavenDay) haven_rule_number (rule->source, "days") - 1 };
  HavenAttendance figures;
  HavenAttentionItem *item;

  if (sight->clock.today > week.last + haven_rule_number (rule->source, "told-days"))
    return;
  figures = haven_attendance_of_pupil (sight->school, child->pupil->id, week);
  if (figures.authorised + figures.unauthorised == 0)
    return;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Missed %d of the first %d sessions of term."),
                           (int) (figures.authorised + figures.unauthorised), (int) figures.possible));
  item->since = week.first;
  item->figures = tell_share (week, &figures);
  item->advice = g_strdup (_("Ask now: the first week sets the pattern."));
}

/* Whether a weightier rule has said something about the child's attendance already */
static gboolean
is_told (const HavenSight *sight, const HavenChild *child, const char *view)
{
  for (guint i = 0; i < sight->attention->items->len; i++) {
    const HavenAttentionItem *item = sight->attention->items->pdata[i];
    if (item->pupil_id == child->pupil->id && g_str_equal (item->view, view))
      return TRUE;
  }
  return FALSE;
}

void
haven_rule_falling (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  int weeks = (int) haven_rule_number (rule->source, "weeks");
  gint64 points = haven_rule_number (rule->source, "points");
  gint64 few = haven_rule_number ("few-sessions", "sessions");
  HavenSpan late, early;
  HavenAttendance now, before;
  HavenAttentionItem *item;

  if (!haven_sight_has_marks (sight) || is_told (sight, child, rule->view))
    return;
  late = haven_sight_get_weeks (sight, sight->attention->marks_until, weeks);
  early = haven_sight_get_weeks (sight, late.first - 1, weeks);
  now = haven_attendance_of_pupil (sight->school, child->pupil->id, late);
  before = haven_attendance_of_pupil (sight->school, child->pupil->id, early);
  if (now.possible < few || before.possible < few)
    return;
  if (100 * (before.attended * now.possible - now.attended * before.possible) < points * before.possible * now.possible)
    return;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Attendance fell from %.1f to %.1f %% in %d school weeks."),
                           haven_attendance_percent (&before), haven_attendance_percent (&now), weeks));
  item->since = late.first;
  item->figures = tell_share (late, &now);
  item->advice = g_strdup (_("Ask what changed."));
}
