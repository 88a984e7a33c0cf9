/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-suspension-figures.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "haven-error.h"
#include "haven-parts.h"
#include "haven-reference.h"

/* Which suspensions a row counts, of whom */
typedef struct {
  HavenSpan span;
  int weekday;                             /* 0: any */
  const char *reason;                      /* NULL: any */
  gint64 pupil_id;                         /* 0: anybody */
} Choice;

/* Rows and what each counts; key and label are the row's */
typedef struct {
  HavenSchool *school;
  GPtrArray *members;
  HavenSpan span;
  GPtrArray *rows;
  GArray *choices;
} Question;

static void
ask (Question *question, char *take_key, char *take_label, Choice choice)
{
  HavenSuspensionRow *row = g_new0 (HavenSuspensionRow, 1);

  row->key = take_key;
  row->label = take_label;
  row->day = choice.span.first;
  row->pupil_id = choice.pupil_id;
  g_ptr_array_add (question->rows, row);
  g_array_append_val (question->choices, choice);
}

static gboolean
names_reason (const HavenSuspension *suspension, const char *reason)
{
  g_auto(GStrv) codes = g_strsplit (suspension->reason != NULL ? suspension->reason : "", " ", -1);

  return g_strv_contains ((const char *const *) codes, reason);
}

static gboolean
is_chosen (const HavenSuspension *suspension, const Choice *choice)
{
  if (suspension->cancelled_on != HAVEN_DAY_NONE || !haven_span_contains (choice->span, suspension->first))
    return FALSE;
  if (choice->weekday != 0 && haven_day_get_weekday (suspension->first) != choice->weekday)
    return FALSE;
  return choice->reason == NULL || names_reason (suspension, choice->reason);
}

static void
add_suspension (HavenSuspensionFigures *figures, HavenSchool *school, const HavenSuspension *suspension)
{
  if (suspension->type == HAVEN_PERMANENT) {
    figures->permanent_exclusions++;
    return;
  }
  figures->suspensions++;
  figures->sessions += haven_suspension_sessions_in (school, suspension, (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE });
}

/* What falls into the span of a suspension that may have begun before it */
static guint
count_inside (HavenSchool *school, const HavenSuspension *suspension, Choice choice)
{
  HavenSpan span = choice.span;

  choice.span = (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  if (suspension->type == HAVEN_PERMANENT || suspension->first == HAVEN_DAY_NONE || !is_chosen (suspension, &choice))
    return 0;
  return haven_suspension_sessions_in (school, suspension, span);
}

static void
add_pupil (HavenSuspensionFigures *figures, HavenSchool *school, HavenSlice suspensions, const Choice *choice)
{
  guint before = figures->suspensions;

  figures->pupils++;
  for (guint i = 0; i < suspensions.n; i++) {
    if (is_chosen (suspensions.items[i], choice))
      add_suspension (figures, school, suspensions.items[i]);
    figures->half_days += count_inside (school, suspensions.items[i], *choice);
  }
  figures->pupils_suspended += figures->suspensions > before;
}

static HavenSuspensionFigures
count_members (HavenSchool *school, GPtrArray *members, const Choice *choice)
{
  HavenSuspensionFigures figures = { 0 };

  for (guint i = 0; i < members->len; i++) {
    const HavenPupil *pupil = members->pdata[i];
    if (choice->pupil_id == 0 || choice->pupil_id == pupil->id)
      add_pupil (&figures, school, haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil->id), choice);
  }
  return figures;
}

/* Of what counts; else empty */
static HavenSpan
get_days (HavenSchool *school, const HavenSuspension *suspension)
{
  if (suspension->cancelled_on != HAVEN_DAY_NONE || suspension->first == HAVEN_DAY_NONE)
    return (HavenSpan) { 1, 0 };
  if (suspension->type == HAVEN_PERMANENT)
    return (HavenSpan) { suspension->first, suspension->first };
  return (HavenSpan) { suspension->first, MAX (suspension->first, haven_suspension_get_last (school, suspension)) };
}

/* From the first to the last day of suspension in the span, so that an open end has an end */
static HavenSpan
find_range (const Question *question)
{
  GPtrArray *suspensions = haven_school_get_table (question->school, HAVEN_TABLE_SUSPENSIONS);
  HavenSpan range = { G_MAXINT32, HAVEN_DAY_NONE };

  for (guint i = 0; i < suspensions->len; i++) {
    HavenSpan days = haven_span_intersect (get_days (question->school, suspensions->pdata[i]), question->span);

    if (haven_span_is_empty (days))
      continue;
    range.first = MIN (range.first, days.first);
    range.last = MAX (range.last, days.last);
  }
  return range;
}

static void
ask_parts (Question *question, HavenBy by)
{
  g_autoptr(GArray) parts = haven_parts_new (haven_school_get_calendar (question->school), find_range (question), by);

  for (guint i = 0; i < parts->len; i++) {
    const HavenPart *part = &g_array_index (parts, HavenPart, i);
    ask (question, g_strdup (part->key), g_strdup (part->label), (Choice) { .span = part->span });
  }
}

static void
ask_weekdays (Question *question)
{
  HavenDay monday = haven_day_get_monday (0);

  for (int i = 0; i < 7; i++)
    ask (question, g_strdup_printf ("%d", i + 1), haven_day_to_weekday (monday + i),
         (Choice) { .span = question->span, .weekday = i + 1 });
}

static void
collect_reasons (GPtrArray *reasons, const HavenSuspension *suspension)
{
  g_auto(GStrv) codes = g_strsplit (suspension->reason != NULL ? suspension->reason : "", " ", -1);

  for (guint i = 0; codes[i] != NULL; i++) {
    const char *code = g_intern_string (codes[i]);
    if (*code != '\0' && !g_ptr_array_find (reasons, code, NULL))
      g_ptr_array_add (reasons, (gpointer) code);
  }
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Every code in use, those that may no longer be recorded too. One with three reasons stands in three rows, so they do not sum. */
static void
ask_reasons (Question *question)
{
  GPtrArray *suspensions = haven_school_get_table (question->school, HAVEN_TABLE_SUSPENSIONS);
  g_autoptr(GPtrArray) reasons = g_ptr_array_new ();

  for (guint i = 0; i < suspensions->len; i++)
    collect_reasons (reasons, suspensions->pdata[i]);
  g_ptr_array_sort (reasons, compare_text);
  for (guint i = 0; i < reasons->len; i++) {
    const char *code = reasons->pdata[i];
    const char *text = haven_suspension_reason_text (code);
    ask (question, g_strdup (code), g_strdup (text != NULL ? text : code), (Choice) { .span = question->span, .reason = code });
  }
}

static void
ask_pupils (Question *question)
{
  for (guint i = 0; i < question->members->len; i++) {
    const HavenPupil *pupil = question->members->pdata[i];
    ask (question, g_strdup (pupil->upn != NULL ? pupil->upn : ""), haven_pupil_dup_name (pupil),
         (Choice) { .span = question->span, .pupil_id = pupil->id });
  }
}

static void
ask_by (Question *question, HavenBy by)
{
  switch (by) {
  case HAVEN_BY_YEAR:
  case HAVEN_BY_TERM:
  case HAVEN_BY_HALF_TERM:
  case HAVEN_BY_WEEK:
    ask_parts (question, by);
    break;
  case HAVEN_BY_WEEKDAY:
    ask_weekdays (question);
    break;
  case HAVEN_BY_CODE:
    ask_reasons (question);
    break;
  case HAVEN_BY_PUPIL:
    ask_pupils (question);
    break;
  default:
    ask (question, g_strdup ("total"), g_strdup (_("Total")), (Choice) { .span = question->span });
  }
}

static void
answer (Question *question)
{
  for (guint i = 0; i < question->rows->len; i++) {
    HavenSuspensionRow *row = question->rows->pdata[i];
    row->figures = count_members (question->school, question->members, &g_array_index (question->choices, Choice, i));
  }
}

static void
drop_empty_rows (GPtrArray *rows)
{
  for (guint i = rows->len; i > 0; i--) {
    const HavenSuspensionRow *row = rows->pdata[i - 1];
    if (row->figures.suspensions == 0 && row->figures.permanent_exclusions == 0 && row->figures.half_days == 0)
      g_ptr_array_remove_index (rows, i - 1);
  }
}

void
haven_suspension_row_free (HavenSuspensionRow *row)
{
  g_free (row->key);
  g_free (row->label);
  g_free (row);
}

HavenSuspensionFigures
haven_suspensions_of (HavenSchool *school, GPtrArray *members, HavenSpan span)
{
  Choice choice = { .span = span };

  return count_members (school, members, &choice);
}

GPtrArray *
haven_suspensions_by (HavenSchool *school, GPtrArray *members, HavenSpan span, int by, GError **error)
{
  g_autoptr(GArray) choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_suspension_row_free);
  Question question = { school, members, span, rows, choices };

  if (by < HAVEN_BY_TOTAL || by > HAVEN_BY_YEAR) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("Suspensions cannot be counted in that way."));
    return NULL;
  }
  if (!haven_parts_can_tell (haven_school_get_calendar (school), find_range (&question), by, error))
    return NULL;
  ask_by (&question, by);
  answer (&question);
  if (by != HAVEN_BY_TOTAL && by != HAVEN_BY_PUPIL)
    drop_empty_rows (rows);
  return g_steal_pointer (&rows);
}

double
haven_suspension_rate (const HavenSuspensionFigures *self)
{
  return self->pupils > 0 ? 100.0 * self->suspensions / self->pupils : NAN;
}

double
haven_suspension_days (const HavenSuspensionFigures *self)
{
  return (double) self->sessions / HAVEN_SESSIONS_A_DAY;
}
