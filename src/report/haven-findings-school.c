/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-findings-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-layout.h"
#include "haven-meeting-kinds.h"
#include "haven-reference.h"
#include "haven-suspension-figures.h"

/* Being in school: attendance, its patterns, suspensions. */

#define SCHOOL_WEEK 5
#define WEEKS_BACK 26          /* further back nobody calls it "the last weeks" */

/* Into a sentence of this file with one %s */
static char *
fill (const char *sentence, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);

  return g_strjoinv (words, parts);
}

static char *
percent_text (const HavenAttendance *figures)
{
  return haven_unit_format (HAVEN_UNIT_PERCENT, haven_attendance_percent (figures));
}

static char *
sessions_text (const HavenAttendance *figures, HavenSpan span)
{
  g_autofree char *days = haven_findings_span_text (span);

  return g_strdup_printf (_("%lld of %lld sessions, %s"), (long long) figures->attended, (long long) figures->possible, days);
}

static gboolean
is_enough (const HavenAttendance *figures)
{
  return figures->possible >= haven_rule_number ("few-sessions", "sessions");
}

/* ---- attendance ---- */

static void
tell_little (HavenFindingRun *run, const HavenAttendance *now)
{
  HavenFinding *finding;

  if (now->possible == 0) {
    haven_findings_take (run, HAVEN_FINDING_CHANGED, "attendance", g_strdup (_("There are no marks of this time.")),
                         haven_findings_span_text (run->span));
    return;
  }
  finding = haven_findings_take (run, HAVEN_FINDING_CHANGED, "attendance",
    g_strdup_printf (_("Attended %lld of %lld sessions: too few for a percentage."), (long long) now->attended,
                     (long long) now->possible), sessions_text (now, run->span));
  finding->plain = g_strdup_printf (_("You were in school for %lld of %lld half-days."), (long long) now->attended,
                                    (long long) now->possible);
}

static char *
both_text (HavenFindingRun *run, const HavenAttendance *now, const HavenAttendance *before)
{
  g_autofree char *one = sessions_text (now, run->span);
  g_autofree char *two = sessions_text (before, run->before);

  /* Translators: joins two figures that a finding rests on */
  return g_strdup_printf (_("%s; %s"), one, two);
}

/* To a tenth, as it is printed: a change of 1.96 points is written as 2.0, and counts as 2 */
static int
count_tenths (const HavenAttendance *now, const HavenAttendance *before)
{
  return (int) (lround (haven_attendance_percent (now) * 10) - lround (haven_attendance_percent (before) * 10));
}

static void
tell_change (HavenFindingRun *run, const HavenAttendance *now, const HavenAttendance *before)
{
  int tenths = count_tenths (now, before);
  gboolean rose = tenths > 0;
  g_autofree char *points = g_strdup_printf ("%d.%d", ABS (tenths) / 10, ABS (tenths) % 10);
  g_autofree char *rate = percent_text (now);
  HavenFinding *finding;

  if (ABS (tenths) < haven_finding_number ("attendance", "points"))
    return;
  finding = haven_findings_take (run, rose ? HAVEN_FINDING_STRENGTH : HAVEN_FINDING_WORRY, "attendance-change",
                                 g_strdup_printf (rose ? _("Attendance rose %s points, to %s.") : _("Attendance fell %s points, to %s."),
                                                  points, rate), both_text (run, now, before));
  finding->plain = rose ? g_strdup (_("You have been in school more than before.")) : NULL;
}

static void
tell_rate (HavenFindingRun *run, const HavenAttendance *now, const HavenAttendance *before)
{
  g_autofree char *rate = percent_text (now);
  g_autofree char *earlier = percent_text (before);
  HavenFinding *finding;

  if (is_enough (before))
    finding = haven_findings_take (run, HAVEN_FINDING_CHANGED, "attendance",
                                   g_strdup_printf (_("Attendance was %s; in as long a time before, %s."), rate, earlier),
                                   both_text (run, now, before));
  else
    finding = haven_findings_take (run, HAVEN_FINDING_CHANGED, "attendance", g_strdup_printf (_("Attendance was %s."), rate),
                                   sessions_text (now, run->span));
  finding->plain = g_strdup_printf (_("You were in school for %lld of %lld half-days."), (long long) now->attended,
                                    (long long) now->possible);
}

static void
tell_band (HavenFindingRun *run)
{
  HavenSpan year = haven_academic_year_span (haven_academic_year (run->span.last));
  HavenAttendance figures;
  const char *say;
  g_autofree char *absence = NULL;

  year.last = run->span.last;
  figures = haven_attendance_of_pupil (run->school, run->pupil->id, year);
  if (!is_enough (&figures) || !haven_attendance_is_persistent (&figures))
    return;
  absence = haven_unit_format (HAVEN_UNIT_PERCENT, haven_absence_percent (&figures));
  say = haven_attendance_is_severe (&figures) ? _("%s of this year’s sessions were missed: severe absence.")
                                              : _("%s of this year’s sessions were missed: persistent absence.");
  haven_findings_take (run, HAVEN_FINDING_WORRY, "absence-band", fill (say, absence), sessions_text (&figures, year));
}

static void
tell_elsewhere (HavenFindingRun *run, const HavenAttendance *now)
{
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d session was spent elsewhere (codes D, B, K).",
                                                        "%d sessions were spent elsewhere (codes D, B, K).", (gulong) now->elsewhere),
                                           (int) now->elsewhere);

  if (now->elsewhere > 0)
    haven_findings_take (run, HAVEN_FINDING_CHANGED, "elsewhere", g_steal_pointer (&text), haven_findings_span_text (run->span));
}

void
haven_findings_add_attendance (HavenFindingRun *run)
{
  HavenAttendance now = { 0 }, before = { 0 };

  if (run->span.last >= run->span.first) {
    now = haven_attendance_of_pupil (run->school, run->pupil->id, run->span);
    before = haven_attendance_of_pupil (run->school, run->pupil->id, run->before);
  }
  if (!is_enough (&now)) {
    tell_little (run, &now);
    return;
  }
  tell_rate (run, &now, &before);
  if (is_enough (&before))
    tell_change (run, &now, &before);
  tell_elsewhere (run, &now);
  tell_band (run);
}

/* ---- patterns ---- */

typedef struct {
  int weekday;
  int missed;
  int seen;
} Weekday;

/* The last few of one weekday that had sessions: of how many one was missed */
static Weekday
look_at_weekday (HavenFindingRun *run, int weekday)
{
  Weekday found = { weekday, 0, 0 };
  int most = haven_finding_number ("weekday", "of");

  for (HavenDay day = run->span.last; day >= run->span.first && found.seen < most; day--) {
    HavenAttendance figures;
    if (haven_day_get_weekday (day) != weekday)
      continue;
    figures = haven_attendance_of_pupil (run->school, run->pupil->id, (HavenSpan) { day, day });
    found.seen += figures.possible > 0;
    found.missed += figures.possible > figures.attended;
  }
  return found;
}

static gboolean
is_pattern (const Weekday *found)
{
  return found->seen >= haven_finding_number ("weekday", "of") && found->missed >= haven_finding_number ("weekday", "missed");
}

static void
tell_weekday (HavenFindingRun *run, const Weekday *found)
{
  static const char *const names[] = { N_("Mondays"), N_("Tuesdays"), N_("Wednesdays"), N_("Thursdays"), N_("Fridays") };
  g_autofree char *key = g_strdup_printf ("weekday-%d", found->weekday);

  haven_findings_take (run, HAVEN_FINDING_WORRY, key,
                       g_strdup_printf (_("%d of the last %d %s were missed, in whole or in part."), found->missed, found->seen,
                                        _(names[found->weekday - 1])), haven_findings_span_text (run->span));
}

/* Whoever misses most days misses most Mondays too: that is said once, and is no pattern of weekdays */
static void
tell_no_weekday (HavenFindingRun *run, const Weekday found[SCHOOL_WEEK])
{
  int missed = 0, seen = 0;

  for (int i = 0; i < SCHOOL_WEEK; i++) {
    missed += found[i].missed;
    seen += found[i].seen;
  }
  haven_findings_take (run, HAVEN_FINDING_WORRY, "weekdays",
                       g_strdup_printf (_("%d of the last %d school days were missed, in whole or in part, on no one weekday."), missed,
                                        seen), haven_findings_span_text (run->span));
}

static void
tell_weekdays (HavenFindingRun *run)
{
  Weekday found[SCHOOL_WEEK];
  int n = 0;

  for (int i = 0; i < SCHOOL_WEEK; i++) {
    found[i] = look_at_weekday (run, i + 1);
    n += is_pattern (&found[i]);
  }
  if (n > haven_finding_number ("weekday", "most")) {
    tell_no_weekday (run, found);
    return;
  }
  for (int i = 0; i < SCHOOL_WEEK; i++)
    if (is_pattern (&found[i]))
      tell_weekday (run, &found[i]);
}

static void
tell_full_weeks (HavenFindingRun *run)
{
  HavenDay monday = haven_day_get_monday (run->span.last);
  int least = haven_finding_number ("full-weeks", "weeks");
  int full = 0;
  HavenFinding *finding;

  for (int i = 0; i < WEEKS_BACK && monday - 7 * i >= run->span.first - 6; i++) {
    HavenSpan week = { monday - 7 * i, MIN (monday - 7 * i + 6, run->span.last) };
    HavenAttendance figures = haven_attendance_of_pupil (run->school, run->pupil->id, week);
    if (figures.attended < figures.possible)
      break;
    full += figures.possible > 0;
  }
  if (full < least)
    return;
  finding = haven_findings_take (run, HAVEN_FINDING_STRENGTH, "full-weeks",
                                 g_strdup_printf (_("No session missed in the last %d school weeks."), full),
                                 haven_findings_span_text ((HavenSpan) { MAX (monday - 7 * (full - 1), run->span.first), run->span.last }));
  finding->plain = g_strdup_printf (_("You have not missed one half-day in %d weeks."), full);
}

static void
tell_lateness (HavenFindingRun *run)
{
  HavenAttendance figures = haven_attendance_of_pupil (run->school, run->pupil->id, run->span);
  int late = (int) (figures.late_before + figures.late_after);

  if (late >= haven_finding_number ("late", "sessions"))
    haven_findings_take (run, HAVEN_FINDING_WORRY, "late",
                         g_strdup_printf (_("Late %d times, %d of them after the register closed."), late, (int) figures.late_after),
                         haven_findings_span_text (run->span));
}

void
haven_findings_add_patterns (HavenFindingRun *run)
{
  if (run->span.last < run->span.first)
    return;
  tell_weekdays (run);
  tell_full_weeks (run);
  tell_lateness (run);
}

/* ---- suspensions ---- */

static char *
days_text (guint half_days)
{
  g_autofree char *days = haven_unit_format (HAVEN_UNIT_NUMBER, half_days / (double) HAVEN_SESSIONS_A_DAY);

  return half_days == HAVEN_SESSIONS_A_DAY ? g_strdup (_("1 day")) : g_strdup_printf (_("%s days"), days);
}

void
haven_findings_add_suspension (HavenFindingRun *run)
{
  HavenSpan until = { run->span.first, run->clock.today };
  guint times = 0, earlier_times = 0;
  guint half_days = haven_suspended_half_days (run->school, run->pupil->id, until, &times);
  guint earlier = haven_suspended_half_days (run->school, run->pupil->id, run->before, &earlier_times);
  g_autofree char *days = days_text (half_days);
  g_autofree char *earlier_days = days_text (earlier);
  HavenFinding *finding;

  if (half_days > 0)
    haven_findings_take (run, HAVEN_FINDING_WORRY, "suspended",
                         g_strdup_printf (_("Suspended for %s."), days),
                         g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u suspension; in as long a time before, %s",
                                                       "%u suspensions; in as long a time before, %s", times), times, earlier_days));
  else if (earlier > 0) {
    finding = haven_findings_take (run, HAVEN_FINDING_STRENGTH, "suspended", g_strdup (_("No suspension.")),
                                   g_strdup_printf (_("in as long a time before, %s"), earlier_days));
    finding->plain = g_strdup (_("You have not been suspended in this time."));
  }
}
