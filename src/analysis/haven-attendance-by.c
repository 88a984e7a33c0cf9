/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-error.h"
#include "haven-parts.h"
#include "haven-pupil-year.h"

#define N_WEEKDAYS 7
#define N_SLOTS (N_WEEKDAYS * HAVEN_SESSIONS_A_DAY)

static HavenAttendanceRow *
row_new (char *take_key, char *take_label)
{
  HavenAttendanceRow *row = g_new0 (HavenAttendanceRow, 1);

  row->key = take_key;
  row->label = take_label;
  row->day = HAVEN_DAY_NONE;
  return row;
}

static GPtrArray *
rows_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) haven_attendance_row_free);
}

/* An open end is where the marks of anybody begin or end */
static HavenSpan
close_span (HavenSchool *school, HavenSpan span)
{
  GPtrArray *weeks = haven_school_get_table (school, HAVEN_TABLE_WEEKS);
  GPtrArray *registers = haven_school_get_table (school, HAVEN_TABLE_REGISTERS);
  HavenDay last = haven_school_get_last_mark (school, G_MAXINT32 / HAVEN_SESSIONS_A_DAY - 1, NULL);
  gint64 year = last != HAVEN_DAY_NONE ? haven_academic_year (last) : 0;

  for (guint i = 0; i < weeks->len; i++)
    year = MIN (year, ((HavenWeeks *) weeks->pdata[i])->year);
  for (guint i = 0; i < registers->len; i++)
    year = MIN (year, ((HavenRegister *) registers->pdata[i])->year);
  if (span.first == HAVEN_DAY_NONE)
    span.first = last != HAVEN_DAY_NONE ? haven_academic_year_span ((int) year).first : 0;
  if (span.last == HAVEN_DAY_NONE)
    span.last = last != HAVEN_DAY_NONE ? last : -1;
  return span;
}

/* A row for each part */
static GPtrArray *
part_rows_new (GArray *parts)
{
  GPtrArray *rows = rows_new ();

  for (guint i = 0; i < parts->len; i++) {
    const HavenPart *part = &g_array_index (parts, HavenPart, i);
    HavenAttendanceRow *row = row_new (g_strdup (part->key), g_strdup (part->label));

    row->day = part->span.first;
    g_ptr_array_add (rows, row);
  }
  return rows;
}

static HavenSpan *
list_spans (GArray *parts)
{
  HavenSpan *spans = g_new (HavenSpan, MAX (parts->len, 1));

  for (guint i = 0; i < parts->len; i++)
    spans[i] = g_array_index (parts, HavenPart, i).span;
  return spans;
}

static void
add_pupil_to_rows (GPtrArray *rows, HavenAttendance *figures)
{
  for (guint i = 0; i < rows->len; i++) {
    HavenAttendanceRow *row = rows->pdata[i];
    haven_attendance_count_pupil (&figures[i]);
    haven_attendance_add (&row->figures, &figures[i]);
  }
}

static gboolean
refuse_cut_week (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("This period cuts a week in two, and for pupils without a social worker only whole weeks are kept. "
                         "Choose whole weeks, or keep full registers for everyone. Where only totals were imported, choose the "
                         "whole period that they cover."));
  return FALSE;
}

static gboolean
refuse_days_and_codes (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("Weekdays and codes cannot be told here: for pupils without a social worker only weekly totals are kept. "
                         "Choose the children with a social worker, or keep full registers for everyone."));
  return FALSE;
}

/* rows and spans go together */
static gboolean
count_spans (HavenSchool *school, GPtrArray *members, GPtrArray *rows, const HavenSpan *spans, GError **error)
{
  g_autofree HavenAttendance *figures = g_new (HavenAttendance, MAX (rows->len, 1));

  for (guint i = 0; i < members->len; i++) {
    const HavenPupil *pupil = members->pdata[i];

    memset (figures, 0, rows->len * sizeof *figures);
    if (!haven_count_pupil_spans (school, pupil->id, spans, rows->len, figures))
      return refuse_cut_week (error);
    add_pupil_to_rows (rows, figures);
  }
  return TRUE;
}

static gboolean
is_empty_row (const HavenAttendanceRow *row)
{
  return row->figures.possible == 0 && row->figures.elsewhere == 0 && row->sessions == 0;
}

static void
drop_empty_rows (GPtrArray *rows)
{
  for (guint i = rows->len; i > 0; i--)
    if (is_empty_row (rows->pdata[i - 1]))
      g_ptr_array_remove_index (rows, i - 1);
}

static GPtrArray *
count_total (HavenSchool *school, GPtrArray *members, HavenSpan span, GError **error)
{
  g_autoptr(GPtrArray) rows = rows_new ();

  g_ptr_array_add (rows, row_new (g_strdup ("total"), g_strdup (_("Total"))));
  return count_spans (school, members, rows, &span, error) ? g_steal_pointer (&rows) : NULL;
}

static GPtrArray *
count_by_part (HavenSchool *school, GPtrArray *members, HavenSpan span, HavenBy by, GError **error)
{
  HavenCalendar *calendar = haven_school_get_calendar (school);
  HavenSpan closed = close_span (school, span);
  g_autoptr(GArray) parts = haven_parts_new (calendar, closed, by);
  g_autoptr(GPtrArray) rows = part_rows_new (parts);
  g_autofree HavenSpan *spans = list_spans (parts);

  if (!haven_parts_can_tell (calendar, closed, by, error) || !count_spans (school, members, rows, spans, error))
    return NULL;
  drop_empty_rows (rows);
  return g_steal_pointer (&rows);
}

/* Some children have no UPN (practice 6) */
static char *
dup_number (const HavenPupil *pupil)
{
  if (pupil->upn != NULL)
    return g_strdup (pupil->upn);
  return g_strdup (pupil->admission_no != NULL ? pupil->admission_no : "");
}

static GPtrArray *
count_by_pupil (HavenSchool *school, GPtrArray *members, HavenSpan span, GError **error)
{
  g_autoptr(GPtrArray) rows = rows_new ();

  for (guint i = 0; i < members->len; i++) {
    const HavenPupil *pupil = members->pdata[i];
    HavenAttendanceRow *row = row_new (dup_number (pupil), haven_pupil_dup_name (pupil));

    row->pupil_id = pupil->id;
    g_ptr_array_add (rows, row);
    if (!haven_count_pupil_spans (school, pupil->id, &span, 1, &row->figures)) {
      refuse_cut_week (error);
      return NULL;
    }
    haven_attendance_count_pupil (&row->figures);
  }
  return g_steal_pointer (&rows);
}

/* Calls add for every mark of a pupil in span; FALSE: there are sessions of which only the week is known */
typedef void (*AddMarkFunc) (int slot, guint8 mark, gpointer data);   /* slot: weekday from Monday 0 x session */

static void
visit_year (const HavenPupilYear *year, HavenSpan span, AddMarkFunc add, gpointer data)
{
  HavenSpan part = haven_span_intersect (span, haven_academic_year_span (year->year));
  int i;

  if (year->marks == NULL || part.first > part.last)
    return;
  i = haven_register_index (part.first, 0);
  for (HavenDay day = part.first; day <= part.last; day++)
    for (int session = 0; session < HAVEN_SESSIONS_A_DAY; session++)
      add ((haven_day_get_weekday (day) - 1) * HAVEN_SESSIONS_A_DAY + session, year->marks[i++], data);
}

static gboolean
visit_marks (HavenSchool *school, gint64 pupil_id, HavenSpan span, AddMarkFunc add, gpointer data)
{
  HavenPupilYearIter iter;
  HavenPupilYear year;

  if (haven_pupil_has_totals_only (school, pupil_id, span))
    return FALSE;
  haven_pupil_year_iter_init (&iter, school, pupil_id);
  while (haven_pupil_year_iter_next (&iter, &year)) {
    if (!haven_pupil_year_has_days (&year, span))
      return FALSE;
    visit_year (&year, span, add, data);
  }
  return TRUE;
}

static void
add_to_slot (int slot, guint8 mark, gpointer data)
{
  HavenAttendance *figures = data;

  haven_tally_add_times (haven_tally_of_mark (mark), 1, &figures[slot]);
}

static const char *
get_session_code (int session)
{
  return session == 0 ? "AM" : "PM";
}

static HavenAttendanceRow *
weekday_row_new (int weekday)
{
  HavenAttendanceRow *row = row_new (g_strdup_printf ("%d", weekday), haven_day_to_weekday (haven_day_get_monday (0) + weekday - 1));

  row->weekday = weekday;
  return row;
}

static HavenAttendanceRow *
session_row_new (int session)
{
  HavenAttendanceRow *row = row_new (g_strdup (get_session_code (session)), g_strdup (session == 0 ? _("Mornings") : _("Afternoons")));

  row->session = session;
  return row;
}

static HavenAttendanceRow *
both_row_new (int weekday, int session)
{
  g_autofree char *day = haven_day_to_weekday (haven_day_get_monday (0) + weekday - 1);
  HavenAttendanceRow *row = row_new (g_strdup_printf ("%d-%s", weekday, get_session_code (session)),
                                     g_strdup_printf (session == 0 ? _("%s AM") : _("%s PM"), day));

  row->weekday = weekday;
  row->session = session;
  return row;
}

HavenAttendanceRow *
haven_slot_row_new (HavenBy by, guint place)
{
  if (by == HAVEN_BY_SLOT)
    return both_row_new (place / HAVEN_SESSIONS_A_DAY + 1, place % HAVEN_SESSIONS_A_DAY);
  return by == HAVEN_BY_WEEKDAY ? weekday_row_new (place + 1) : session_row_new (place);
}

guint
haven_row_of_slot (HavenBy by, guint slot)
{
  if (by == HAVEN_BY_SLOT)
    return slot;
  return by == HAVEN_BY_WEEKDAY ? slot / HAVEN_SESSIONS_A_DAY : slot % HAVEN_SESSIONS_A_DAY;
}

static GPtrArray *
slot_rows_new (HavenBy by)
{
  GPtrArray *rows = rows_new ();

  for (guint place = 0; place <= haven_row_of_slot (by, N_SLOTS - 1); place++)
    g_ptr_array_add (rows, haven_slot_row_new (by, place));
  return rows;
}

static gboolean
add_pupil_by_slot (HavenSchool *school, const HavenPupil *pupil, HavenSpan span, HavenBy by, GPtrArray *rows)
{
  HavenAttendance slots[N_SLOTS] = { 0 };
  HavenAttendance figures[N_SLOTS] = { 0 };

  if (!visit_marks (school, pupil->id, span, add_to_slot, slots))
    return FALSE;
  for (int slot = 0; slot < N_SLOTS; slot++)
    haven_attendance_add (&figures[haven_row_of_slot (by, slot)], &slots[slot]);
  add_pupil_to_rows (rows, figures);
  return TRUE;
}

static GPtrArray *
count_by_slot (HavenSchool *school, GPtrArray *members, HavenSpan span, HavenBy by, GError **error)
{
  g_autoptr(GPtrArray) rows = slot_rows_new (by);

  for (guint i = 0; i < members->len; i++) {
    if (!add_pupil_by_slot (school, members->pdata[i], span, by, rows)) {
      refuse_days_and_codes (error);
      return NULL;
    }
  }
  drop_empty_rows (rows);
  return g_steal_pointer (&rows);
}

static void
add_to_code (int slot, guint8 mark, gpointer data)
{
  gint64 *counts = data;

  counts[mark]++;
}

/* Those in data, and last what Haven does not know; NULL: there are no more */
static const HavenAttendanceCode *
get_nth_code (guint i)
{
  guint n;
  const HavenAttendanceCode *codes = haven_attendance_codes (&n);

  if (i < n)
    return &codes[i];
  return i == n ? haven_attendance_code_of (HAVEN_MARK_UNKNOWN) : NULL;
}

static void
add_pupil_to_codes (GPtrArray *rows, const gint64 counts[256])
{
  const HavenAttendanceCode *code;

  for (guint i = 0; (code = get_nth_code (i)) != NULL; i++) {
    HavenAttendanceRow *row = rows->pdata[i];
    gint64 count = counts[code->mark];

    haven_tally_add_times (haven_tally_of_mark (code->mark), count, &row->figures);
    row->sessions += count;
    row->figures.pupils += count > 0;
  }
}

static GPtrArray *
code_rows_new (void)
{
  GPtrArray *rows = rows_new ();
  const HavenAttendanceCode *code;

  for (guint i = 0; (code = get_nth_code (i)) != NULL; i++)
    g_ptr_array_add (rows, row_new (g_strdup (code->code), g_strdup (code->meaning)));
  return rows;
}

static GPtrArray *
count_by_code (HavenSchool *school, GPtrArray *members, HavenSpan span, GError **error)
{
  g_autoptr(GPtrArray) rows = code_rows_new ();

  for (guint i = 0; i < members->len; i++) {
    const HavenPupil *pupil = members->pdata[i];
    gint64 counts[256] = { 0 };

    if (!visit_marks (school, pupil->id, span, add_to_code, counts)) {
      refuse_days_and_codes (error);
      return NULL;
    }
    add_pupil_to_codes (rows, counts);
  }
  drop_empty_rows (rows);
  return g_steal_pointer (&rows);
}

GPtrArray *
haven_attendance_by (HavenSchool *school, GPtrArray *members, HavenSpan span, HavenBy by, GError **error)
{
  switch (by) {
  case HAVEN_BY_TOTAL:
    return count_total (school, members, span, error);
  case HAVEN_BY_WEEKDAY:
  case HAVEN_BY_SESSION:
  case HAVEN_BY_SLOT:
    return count_by_slot (school, members, span, by, error);
  case HAVEN_BY_CODE:
    return count_by_code (school, members, span, error);
  case HAVEN_BY_PUPIL:
    return count_by_pupil (school, members, span, error);
  default:
    return count_by_part (school, members, span, by, error);
  }
}
