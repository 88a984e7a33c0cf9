/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-governors-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-comparison.h"
#include "haven-figure-private.h"
#include "haven-meeting-kinds.h"

/* Numbers: who, attendance, suspensions, and how they change. */

#define YEARS 3

static void
add_row (HavenRows *rows, char *first, ...)
{
  char **row = g_new0 (char *, rows->n_columns + 1);
  guint n = 0;
  va_list args;

  va_start (args, first);
  for (char *text = first; text != NULL && n < rows->n_columns; text = va_arg (args, char *))
    row[n++] = text;
  va_end (args);
  haven_rows_take (rows, row);
}

/* The groups that a report may tell of: those large enough; and where just one is too small, the smallest of the others goes with it,
 * because the whole less the others would be that one */
static guint
choose_groups (HavenGovernorsRun *run, HavenGroup chosen[HAVEN_N_GROUPS])
{
  guint sizes[HAVEN_N_GROUPS];
  guint n = 0, hidden = 0, smallest = G_MAXUINT;

  for (guint i = 0; i < run->n_parts; i++) {
    g_autoptr (GPtrArray) members = haven_group_members (run->school, run->parts[i], run->span, run->clock);
    gboolean small = haven_governors_is_small (run, run->parts[i], run->span);
    sizes[i] = small ? 0 : members->len;
    hidden += small && members->len > 0;
    if (!small)
      smallest = MIN (smallest, sizes[i]);
  }
  for (guint i = 0; i < run->n_parts; i++)
    if (sizes[i] > 0 && !(hidden == 1 && sizes[i] == smallest))
      chosen[n++] = run->parts[i];
  return n;
}

static char *
count_text (HavenGovernorsRun *run, HavenGroup group)
{
  g_autoptr (GPtrArray) members = haven_group_members (run->school, group, run->span, run->clock);

  return g_strdup_printf ("%u", members->len);
}

void
haven_governors_write_numbers (HavenGovernorsRun *run)
{
  const char *header[] = { _("Group"), _("#Children"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  HavenGroup groups[HAVEN_N_GROUPS];
  guint n = choose_groups (run, groups);
  g_autofree char *group = haven_figure_begin_upper (haven_group_text (run->group));

  haven_pages_add_heading (run->pages, 1, _("Whom this report is about"));
  if (haven_governors_is_small (run, run->group, run->span)) {
    haven_pages_add_paragraph (run->pages, group);
    haven_governors_say_too_few (run);
    return;
  }
  add_row (rows, g_strdup (haven_group_text (run->group)), count_text (run, run->group), NULL);
  for (guint i = 0; i < n; i++)
    add_row (rows, g_strdup (haven_group_text (groups[i])), count_text (run, groups[i]), NULL);
  haven_pages_add_table (run->pages, _("Children on roll, by group; groups overlap"), rows);
}

/* ---- beside others ---- */

/* Takes who */
static char *
join_sentence (char *who, const char *sentence)
{
  char *text = g_strdup_printf (_("%s: %s."), who, sentence);

  g_free (who);
  return text;
}

static void
say_compared (HavenGovernorsRun *run, const HavenComparison *comparison, const HavenComparisonRow *row, const char *key)
{
  g_autofree char *sentence = haven_comparison_sentence (comparison, row);
  g_autofree char *full = g_strdup_printf (row->received ? "%s-%d-received" : "%s-%d", key, (int) row->versus);

  if (sentence != NULL)
    haven_governors_say (run, full, join_sentence (haven_figure_begin_upper (haven_group_text (run->group)), sentence));
}

/* "2.4 times as likely …" where like stands beside like, and no number behind it may not be told */
static void
compare (HavenGovernorsRun *run, HavenMeasure measure, const char *key)
{
  HavenScope scope = haven_scope_of_group (run->school, run->clock, run->group, run->span);
  gboolean tells_rest = haven_governors_tells (run, measure, HAVEN_GROUP_OTHERS);
  g_autoptr (HavenComparison) comparison = NULL;

  if (!haven_governors_tells (run, measure, run->group))
    return;
  comparison = haven_compare (measure, &scope, NULL);
  for (guint i = 0; comparison != NULL && i < comparison->rows->len; i++) {
    const HavenComparisonRow *row = comparison->rows->pdata[i];
    if (row->versus != HAVEN_VERSUS_REST || tells_rest)
      say_compared (run, comparison, row, key);
  }
}

static void
add_group (HavenGovernorsRun *run, HavenRows *rows, HavenGroup group)
{
  add_row (rows, g_strdup (haven_group_text (group)), haven_governors_cell (run, HAVEN_MEASURE_ATTENDANCE, group, run->span),
           haven_governors_cell (run, HAVEN_MEASURE_UNAUTHORISED, group, run->span),
           haven_governors_cell (run, HAVEN_MEASURE_PERSISTENT, group, run->span),
           haven_governors_cell (run, HAVEN_MEASURE_SEVERE, group, run->span), NULL);
}

static gboolean
is_small_in_a_week (HavenGovernorsRun *run)
{
  for (HavenDay week = run->span.first; week <= run->span.last; week += 7)
    if (haven_governors_is_small (run, run->group, (HavenSpan) { week, MIN (week + 6, run->span.last) }))
      return TRUE;
  return FALSE;
}

/* The trend of a group that is large enough all the time, where the table tells what the lines come to */
static void
draw_trend (HavenGovernorsRun *run)
{
  HavenFigureSubject subject = haven_figure_subject_of_group (run->school, run->clock, run->group);
  g_autoptr (HavenChart) chart = NULL;

  if (!haven_governors_tells (run, HAVEN_MEASURE_ATTENDANCE, run->group) ||
      !haven_governors_tells (run, HAVEN_MEASURE_ATTENDANCE, HAVEN_GROUP_OTHERS) || is_small_in_a_week (run))
    return;
  subject.span = run->span;
  chart = haven_figure_draw ("attendance-trend", &subject, NULL);
  if (chart != NULL)
    haven_pages_add_chart (run->pages, chart, 240);
}

void
haven_governors_write_attendance (HavenGovernorsRun *run)
{
  const char *header[] = { _("Group"), _("#Attendance"), _("#Unauthorised absence"), _("#Persistent absence"), _("#Severe"),
                           NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  HavenGroup groups[HAVEN_N_GROUPS];
  guint n = choose_groups (run, groups);

  haven_pages_add_heading (run->pages, 1, _("Attendance"));
  if (haven_governors_is_small (run, run->group, run->span)) {
    haven_governors_say_too_few (run);
    return;
  }
  add_group (run, rows, run->group);
  for (guint i = 0; i < n; i++)
    add_group (run, rows, groups[i]);
  add_group (run, rows, HAVEN_GROUP_OTHERS);
  haven_pages_add_table (run->pages, _("Attendance and absence"), rows);
  /* xgettext:no-c-format */
  haven_pages_add_small (run->pages, _("Persistent absence: 10% or more of a child’s own possible sessions missed; severe: 50% or more, "
                                       "and part of it. Sessions spent elsewhere (D, B, K) are counted as the statistics count them."));
  compare (run, HAVEN_MEASURE_ABSENCE, "absence");
  compare (run, HAVEN_MEASURE_PERSISTENT, "persistent");
  draw_trend (run);
}

/* ---- years and terms beside each other ---- */

static void
add_year (HavenGovernorsRun *run, HavenRows *rows, int year)
{
  HavenSpan span = haven_academic_year_span (year);
  g_autofree char *name = haven_period_to_text ((HavenPeriod) { year, HAVEN_TERM_YEAR });
  HavenScope scope;
  g_autoptr (HavenExplanation) found = NULL;

  span.last = MIN (span.last, run->span.last);
  if (haven_governors_is_small (run, run->group, span))
    return;
  scope = haven_scope_of_group (run->school, run->clock, run->group, span);
  found = haven_explain (HAVEN_MEASURE_ATTENDANCE, &scope, NULL);
  if (found == NULL || isnan (found->value))
    return;
  add_row (rows, g_steal_pointer (&name), haven_governors_cell (run, HAVEN_MEASURE_ATTENDANCE, run->group, span),
           haven_governors_cell (run, HAVEN_MEASURE_ATTENDANCE, HAVEN_GROUP_OTHERS, span),
           haven_governors_cell (run, HAVEN_MEASURE_PERSISTENT, run->group, span),
           haven_governors_cell (run, HAVEN_MEASURE_SUSPENDED, run->group, span), NULL);
}

void
haven_governors_write_trend (HavenGovernorsRun *run)
{
  const char *header[] = { _("Year"), _("#Attendance"), _("#of the rest"), _("#Persistent absence"), _("#Suspended"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  g_autofree char *group = haven_figure_begin_upper (haven_group_text (run->group));
  g_autofree char *title = g_strdup_printf (_("%s, by year"), group);

  haven_pages_add_heading (run->pages, 1, _("How it changes"));
  for (int i = YEARS - 1; i >= 0; i--)
    add_year (run, rows, run->request->period.year - i);
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, title, rows);
  else
    haven_pages_add_paragraph (run->pages, _("There is no year of which this may be told."));
}

/* ---- suspensions ---- */

static void
add_suspended (HavenGovernorsRun *run, HavenRows *rows, HavenGroup group)
{
  add_row (rows, g_strdup (haven_group_text (group)), haven_governors_cell (run, HAVEN_MEASURE_SUSPENDED, group, run->span),
           haven_governors_cell (run, HAVEN_MEASURE_SUSPENSION_RATE, group, run->span),
           haven_governors_cell (run, HAVEN_MEASURE_SUSPENDED_DAYS, group, run->span), NULL);
}

void
haven_governors_write_suspensions (HavenGovernorsRun *run)
{
  const char *header[] = { _("Group"), _("#Suspended"), _("#Suspensions"), _("#Days suspended"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  haven_pages_add_heading (run->pages, 1, _("Suspensions and permanent exclusions"));
  if (haven_governors_is_small (run, run->group, run->span)) {
    haven_governors_say_too_few (run);
    return;
  }
  add_suspended (run, rows, run->group);
  add_suspended (run, rows, HAVEN_GROUP_OTHERS);
  haven_pages_add_table (run->pages, _("Suspensions, leavers included"), rows);
  compare (run, HAVEN_MEASURE_SUSPENDED, "suspended");
  haven_pages_add_small (run->pages, _("Permanent exclusions are so few that they are told to the governing board case by case, not "
                                       "here."));
}
