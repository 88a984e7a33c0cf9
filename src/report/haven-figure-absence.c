/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-attendance-codes.h"
#include "haven-attendance-course.h"
#include "haven-reference.h"

/* Why sessions are missed, and how attendance so far lies against the line of persistent absence. */
#define MOST_CODES 7
#define COURSE_WEEKS 6

typedef struct {
  const HavenAttendanceCode *code;
  gint64 sessions;
} CodeCount;

static gboolean
is_absence (const HavenAttendanceCode *code)
{
  return code != NULL && (code->mark_class == HAVEN_CLASS_AUTHORISED || code->mark_class == HAVEN_CLASS_UNAUTHORISED);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const CodeCount *one = a;
  const CodeCount *other = b;

  if (one->sessions != other->sessions)
    return one->sessions < other->sessions ? 1 : -1;
  return g_strcmp0 (one->code->code, other->code->code);
}

/* The codes of absence, most frequent first */
static GArray *
count_codes (GPtrArray *rows, gint64 *ret_missed)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (CodeCount));

  *ret_missed = 0;
  for (guint i = 0; i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    CodeCount count = { haven_attendance_code_find (row->key), row->sessions };
    if (count.sessions == 0 || !is_absence (count.code))
      continue;
    *ret_missed += count.sessions;
    g_array_append_val (counts, count);
  }
  g_array_sort (counts, compare_counts);
  return counts;
}

static void
put_code (HavenFigureRun *run, const CodeCount *count, gint64 missed)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", count->code->code, count->code->meaning);
  g_autofree char *part = haven_figure_of_text (count->sessions, missed, _("sessions missed"));
  g_autofree char *explain = g_strdup_printf ("%s, %s", haven_cell_text (count->code->mark_class == HAVEN_CLASS_AUTHORISED
                                                                         ? HAVEN_CELL_AUTHORISED : HAVEN_CELL_UNAUTHORISED), part);

  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  haven_chart_draft_put (run->draft, 0, count->sessions, NULL, explain);
}

static void
put_rest (HavenFigureRun *run, GArray *counts, gint64 missed)
{
  gint64 rest = 0;
  g_autofree char *explain = NULL;

  for (guint i = MOST_CODES; i < counts->len; i++)
    rest += g_array_index (counts, CodeCount, i).sessions;
  if (rest == 0)
    return;
  explain = haven_figure_of_text (rest, missed, _("sessions missed"));
  haven_chart_draft_add_category (run->draft, _("Other codes"), HAVEN_DAY_NONE);
  haven_chart_draft_put (run->draft, 0, rest, NULL, explain);
}

static void
set_code_words (HavenFigureRun *run, GArray *counts, gint64 missed)
{
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *span = haven_figure_span_text (run->span);

  if (counts->len > 0) {
    const CodeCount *first = &g_array_index (counts, CodeCount, 0);
    g_autofree char *share = haven_figure_percent (100.0 * first->sessions / missed);
    haven_figure_set_title (run, _("Code %s makes up %s of absence"), first->code->code, share);
  } else {
    haven_figure_set_title (run, _("No session was missed"));
    haven_chart_draft_add_category (run->draft, _("Any absence"), HAVEN_DAY_NONE);
    haven_chart_draft_put (run->draft, 0, 0, NULL, NULL);
  }
  haven_figure_set_subtitle (run, _("%s, absences by code, %s; n = %lld sessions missed"), who, span, (long long) missed);
}

gboolean
haven_figure_fill_codes (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  g_autoptr (GPtrArray) rows = haven_attendance_by (run->school, members, run->span, HAVEN_BY_CODE, error);
  g_autoptr (GArray) counts = NULL;
  HavenAttendance all = { 0 };
  gint64 missed;

  if (rows == NULL || !haven_attendance_of (run->school, members, run->span, &all, error))
    return FALSE;
  counts = count_codes (rows, &missed);
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Sessions missed"));
  haven_chart_draft_set_axis (run->draft, _("Code"));
  haven_chart_draft_add_series (run->draft, _("Sessions missed"));
  for (guint i = 0; i < MIN (counts->len, MOST_CODES); i++)
    put_code (run, &g_array_index (counts, CodeCount, i), missed);
  put_rest (run, counts, missed);
  set_code_words (run, counts, missed);
  haven_figure_warn_few (run, &all);
  return TRUE;
}

/* So far: each point is everything up to its end */

static void
put_rate (HavenFigureRun *run, HavenDay day, const HavenAttendance *sum)
{
  g_autofree char *explain = haven_figure_of_text (sum->attended, sum->possible, _("sessions so far"));

  haven_chart_draft_add_category (run->draft, NULL, day);
  haven_chart_draft_put (run->draft, 0, haven_attendance_percent (sum), NULL, explain);
}

/* Of a child day by day */
static void
put_course (HavenFigureRun *run, HavenAttendance *sum)
{
  g_autoptr (GArray) course = haven_attendance_course (run->school, run->pupil->id, run->span, COURSE_WEEKS);

  for (guint i = 0; i < course->len; i++) {
    const HavenCoursePoint *point = &g_array_index (course, HavenCoursePoint, i);
    put_rate (run, point->day, &point->so_far);
    *sum = point->so_far;
  }
}

static void
add_up (HavenAttendance *sum, const HavenAttendance *week)
{
  sum->possible += week->possible;
  sum->attended += week->attended;
}

/* Of a group week by week */
static void
put_so_far (HavenFigureRun *run, GPtrArray *rows, HavenAttendance *sum)
{
  for (guint i = 0; i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    if (row->figures.possible == 0)
      continue;
    add_up (sum, &row->figures);
    put_rate (run, row->day, sum);
  }
}

static void
set_so_far_words (HavenFigureRun *run, const HavenAttendance *sum, int line)
{
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *span = haven_figure_span_text (run->span);
  double percent = haven_attendance_percent (sum);
  g_autofree char *share = haven_figure_percent (percent);

  if (percent > line)
    haven_figure_set_title (run, _("%s attended so far: above the %d%% line"), share, line);
  else
    haven_figure_set_title (run, _("%s attended so far: not above the %d%% line"), share, line);
  haven_figure_set_subtitle (run, _("%s, share of sessions attended since the first day, %s; n = %lld possible sessions"),
                             who, span, (long long) sum->possible);
}

gboolean
haven_figure_fill_so_far (HavenFigureRun *run, GError **error)
{
  int line = 100 - (int) haven_rule_number ("persistent-absence", "percent");
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  g_autoptr (GPtrArray) rows = haven_attendance_by (run->school, members, run->weeks, HAVEN_BY_WEEK, error);
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *series = haven_figure_begin_upper (name);
  g_autofree char *label = g_strdup_printf (_("%d%%: persistent absence"), line);
  g_autofree char *explain = g_strdup_printf (_("At %d%% attendance or less a pupil is persistently absent"), line);
  HavenAttendance sum = { 0 }, all = { 0 };

  if (rows == NULL || !haven_attendance_of (run->school, members, run->weeks, &all, error))
    return FALSE;
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_PERCENT, _("Attendance so far"));
  haven_chart_draft_set_axis (run->draft, run->pupil != NULL ? _("Day") : _("Week beginning"));
  haven_chart_draft_add_series (run->draft, series);
  if (run->pupil != NULL)
    put_course (run, &sum);
  else
    put_so_far (run, rows, &sum);
  if (sum.possible == 0)
    return haven_figure_refuse (error, _("There was no session to attend in this period."));
  haven_chart_draft_add_rule (run->draft, line, label, explain);
  set_so_far_words (run, &sum, line);
  haven_figure_warn_few (run, &all);
  if (run->pupil != NULL)
    haven_figure_add_events (run);
  return TRUE;
}
