/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-attendance-codes.h"
#include "haven-error.h"

/* Every session of a pupil with its mark, and the days of the week that are missed. */

static gboolean
is_on_roll (const HavenPupil *pupil, HavenDay day)
{
  return (pupil->admitted == HAVEN_DAY_NONE || day >= pupil->admitted) && (pupil->left == HAVEN_DAY_NONE || day <= pupil->left);
}

static HavenCell
cell_of_class (HavenMarkClass mark_class)
{
  static const HavenCell cells[] = {
    [HAVEN_CLASS_NONE] = HAVEN_CELL_NO_MARK, [HAVEN_CLASS_PRESENT] = HAVEN_CELL_PRESENT, [HAVEN_CLASS_APPROVED] = HAVEN_CELL_APPROVED,
    [HAVEN_CLASS_AUTHORISED] = HAVEN_CELL_AUTHORISED, [HAVEN_CLASS_UNAUTHORISED] = HAVEN_CELL_UNAUTHORISED,
    [HAVEN_CLASS_NOT_POSSIBLE] = HAVEN_CELL_NOT_POSSIBLE, [HAVEN_CLASS_ADMINISTRATIVE] = HAVEN_CELL_CLOSED,
    [HAVEN_CLASS_UNKNOWN] = HAVEN_CELL_NO_MARK,
  };

  return cells[mark_class];
}

static void
put_unmarked (HavenFigureRun *run, HavenDay day, guint session)
{
  HavenCalendar *calendar = haven_school_get_calendar (run->school);

  if (!is_on_roll (run->pupil, day))
    haven_chart_draft_put_mark (run->draft, session, HAVEN_CELL_NOT_ON_ROLL, "", _("not on roll"));
  else if (!haven_calendar_is_school_day (calendar, day))
    haven_chart_draft_put_mark (run->draft, session, HAVEN_CELL_CLOSED, "", _("school closed"));
  else
    haven_chart_draft_put_mark (run->draft, session, HAVEN_CELL_NO_MARK, "", _("no mark"));
}

static void
put_session (HavenFigureRun *run, HavenDay day, guint session, guint8 mark)
{
  const HavenAttendanceCode *code = haven_attendance_code_of (mark);

  if (code == NULL)
    put_unmarked (run, day, session);
  else if (code->mark_class != HAVEN_CLASS_ADMINISTRATIVE)
    haven_chart_draft_put_mark (run->draft, session, cell_of_class (code->mark_class), code->code, code->meaning);
  else if (is_on_roll (run->pupil, day))
    haven_chart_draft_put_mark (run->draft, session, HAVEN_CELL_CLOSED, "", code->meaning);
  else
    haven_chart_draft_put_mark (run->draft, session, HAVEN_CELL_NOT_ON_ROLL, "", code->meaning);
}

static guint8
mark_at (const guint8 *marks, HavenDay day, int session)
{
  return marks != NULL ? marks[haven_register_index (day, session)] : 0;
}

static void
put_day (HavenFigureRun *run, const guint8 *marks, HavenDay day)
{
  gboolean weekend = haven_day_get_weekday (day) > 5;

  if (weekend && mark_at (marks, day, 0) == 0 && mark_at (marks, day, 1) == 0)
    return;
  haven_chart_draft_add_category (run->draft, NULL, day);
  for (int session = 0; session < HAVEN_SESSIONS_A_DAY; session++)
    if (day < run->marks_until || session <= run->marks_session)
      put_session (run, day, (guint) session, mark_at (marks, day, session));
}

static gboolean
put_days (HavenFigureRun *run)
{
  gboolean any = FALSE;

  for (int year = haven_academic_year (run->span.first); year <= haven_academic_year (run->span.last); year++) {
    HavenSpan part = haven_span_intersect (run->span, haven_academic_year_span (year));
    const guint8 *marks = haven_school_get_marks (run->school, run->pupil->id, year);
    any = any || marks != NULL;
    for (HavenDay day = part.first; day <= part.last; day++)
      put_day (run, marks, day);
  }
  return any;
}

static gboolean
refuse_calendar (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("No register is kept for this child in this period, only weekly totals: there are no days to show."));
  return FALSE;
}

/* Marks that end before the last closed session: Friday cannot be seen (practice 7) */
static void
warn_of_stale_marks (HavenFigureRun *run)
{
  int session;
  HavenDay due = haven_clock_last_closed (run->clock, &session);
  HavenDay last = haven_calendar_last_school_day (haven_school_get_calendar (run->school), (HavenSpan) { run->span.first, due });
  g_autofree char *until = haven_half_day_to_text (run->marks_until, run->marks_session, run->clock);
  g_autofree char *sentence = g_strdup_printf (_("Marks end %s: what came after cannot be seen."), until);

  if (last > run->marks_until || (last == run->marks_until && last == due && session > run->marks_session))
    haven_figure_warn (run, sentence);
}

gboolean
haven_figure_fill_calendar (HavenFigureRun *run, GError **error)
{
  HavenAttendance figures = haven_attendance_of_pupil (run->school, run->pupil->id, run->span);
  g_autofree char *percent = haven_figure_percent (haven_attendance_percent (&figures));
  g_autofree char *who = haven_pupil_dup_initials (run->pupil);
  g_autofree char *span = haven_figure_span_text (run->span);

  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Marks"));
  if (!put_days (run))
    return refuse_calendar (error);
  if (figures.possible > 0)
    haven_figure_set_title (run, _("%s attended %s of sessions"), who, percent);
  else
    haven_figure_set_title (run, _("%s had no session to attend"), who);
  haven_figure_set_subtitle (run, _("Every session, %s; n = %lld possible, %lld elsewhere (D, B, K)"), span,
                             (long long) figures.possible, (long long) figures.elsewhere);
  haven_figure_warn_few (run, &figures);
  warn_of_stale_marks (run);
  haven_figure_add_events (run);
  return TRUE;
}

/* Which half of which weekday: the one with the largest share missed */
static const HavenAttendanceRow *
find_worst (GPtrArray *rows)
{
  const HavenAttendanceRow *worst = NULL;

  for (guint i = 0; i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    if (row->figures.possible > 0 && (worst == NULL || haven_absence_percent (&row->figures) > haven_absence_percent (&worst->figures)))
      worst = row;
  }
  return worst;
}

static void
set_weekday_title (HavenFigureRun *run, const HavenAttendanceRow *worst)
{
  g_autofree char *percent = haven_figure_percent (haven_absence_percent (&worst->figures));

  if (haven_absence_percent (&worst->figures) <= 0)
    haven_figure_set_title (run, _("No day was missed"));
  else
    haven_figure_set_title (run, _("%s is missed most: %s of sessions"), worst->label, percent);
}

static void
put_slot (HavenFigureRun *run, const HavenAttendanceRow *row)
{
  gint64 missed = row->figures.authorised + row->figures.unauthorised;
  g_autofree char *explain = haven_figure_of_text (missed, row->figures.possible, _("sessions"));

  if (row->figures.possible > 0)
    haven_chart_draft_put (run->draft, (guint) row->session, haven_absence_percent (&row->figures), NULL, explain);
  else
    haven_chart_draft_put_symbol (run->draft, (guint) row->session, HAVEN_SYMBOL_NOT_APPLICABLE, _("no session to attend"));
}

static void
put_slots (HavenFigureRun *run, GPtrArray *rows)
{
  int weekday = 0;

  for (guint i = 0; i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    g_autofree char *name = haven_day_to_weekday (haven_day_get_monday (run->span.first) + row->weekday - 1);
    if (row->weekday != weekday)
      haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
    weekday = row->weekday;
    put_slot (run, row);
  }
}

gboolean
haven_figure_fill_weekdays (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  g_autoptr (GPtrArray) rows = haven_attendance_by (run->school, members, run->span, HAVEN_BY_SLOT, error);
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *span = haven_figure_span_text (run->span);
  HavenAttendance all = { 0 };

  if (rows == NULL || !haven_attendance_of (run->school, members, run->span, &all, error))
    return FALSE;
  if (all.possible == 0)
    return haven_figure_refuse (error, _("There was no session to attend in this period."));
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_PERCENT, _("Sessions missed"));
  haven_chart_draft_set_axis (run->draft, _("Weekday"));
  haven_chart_draft_add_series (run->draft, _("Morning"));
  haven_chart_draft_add_series (run->draft, _("Afternoon"));
  put_slots (run, rows);
  set_weekday_title (run, find_worst (rows));
  haven_figure_set_subtitle (run, _("%s, share of sessions missed, %s; n = %lld possible sessions"), who, span,
                             (long long) all.possible);
  haven_figure_warn_few (run, &all);
  return TRUE;
}
