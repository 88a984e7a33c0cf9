/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-attendance-codes.h"
#include "haven-pupil-year.h"

static const char *const by_codes[] = { "total", "term", "week", "weekday", "code", "pupil", "half-term", "year", "session", "slot" };

static gint64
count_absent (const HavenAttendance *self)
{
  return self->authorised + self->unauthorised;
}

/* In whole numbers, so that exactly one in ten, and exactly one in two, is in */
static gboolean
misses_one_in (const HavenAttendance *self, int parts)
{
  return self->possible > 0 && parts * count_absent (self) >= self->possible;
}

static double
get_percent (gint64 part, gint64 whole)
{
  return whole > 0 ? 100.0 * part / whole : NAN;
}

char *
haven_codes_of_class (int mark_class, HavenSpan span)
{
  GString *list = g_string_new (NULL);
  guint n;
  const HavenAttendanceCode *codes = haven_attendance_codes (&n);

  for (guint i = 0; i < n; i++)
    if ((int) codes[i].mark_class == mark_class && haven_span_overlaps (span, (HavenSpan) { codes[i].from, codes[i].until }))
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", codes[i].code);
  return g_string_free (list, FALSE);
}

gboolean
haven_by_parse (const char *text, HavenBy *ret_by)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (by_codes); i++) {
    if (g_str_equal (text, by_codes[i])) {
      *ret_by = i;
      return TRUE;
    }
  }
  return FALSE;
}

void
haven_attendance_row_free (HavenAttendanceRow *row)
{
  g_free (row->key);
  g_free (row->label);
  g_free (row);
}

HavenAttendance
haven_attendance_of_pupil (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenAttendance figures = { 0 };

  haven_count_pupil_spans (school, pupil_id, &span, 1, &figures);
  haven_attendance_count_pupil (&figures);
  return figures;
}

gboolean
haven_attendance_of (HavenSchool *school, GPtrArray *members, HavenSpan span, HavenAttendance *ret, GError **error)
{
  g_autoptr(GPtrArray) rows = haven_attendance_by (school, members, span, HAVEN_BY_TOTAL, error);

  if (rows == NULL)
    return FALSE;
  *ret = ((HavenAttendanceRow *) rows->pdata[0])->figures;
  return TRUE;
}

HavenAttendance
haven_attendance_of_counts (const gint64 counts[256])
{
  HavenAttendance figures = { 0 };

  for (int mark = 0; mark < 256; mark++)
    haven_tally_add_times (haven_tally_of_mark ((guint8) mark), counts[mark], &figures);
  return figures;
}

double
haven_attendance_percent (const HavenAttendance *self)
{
  return get_percent (self->attended, self->possible);
}

double
haven_absence_percent (const HavenAttendance *self)
{
  return get_percent (count_absent (self), self->possible);
}

gboolean
haven_attendance_is_persistent (const HavenAttendance *self)
{
  return misses_one_in (self, 10);
}

gboolean
haven_attendance_is_severe (const HavenAttendance *self)
{
  return misses_one_in (self, 2);
}

const char *
haven_attendance_band (const HavenAttendance *self)
{
  if (self->possible == 0)
    return "not_counted";
  if (haven_attendance_is_severe (self))
    return "50_and_over";
  return haven_attendance_is_persistent (self) ? "10_to_under_50" : "under_10";
}

const char *
haven_attendance_band_text (const char *band)
{
  if (g_strcmp0 (band, "50_and_over") == 0)
    return _("severe");
  return g_strcmp0 (band, "10_to_under_50") == 0 ? _("persistent") : "";
}

char *
haven_attendance_explain (const HavenAttendance *self, HavenSpan span)
{
  g_autofree char *first = haven_day_to_text (span.first);
  g_autofree char *last = haven_day_to_text (span.last);
  g_autofree char *present = haven_codes_of_class (HAVEN_CLASS_PRESENT, span);
  g_autofree char *approved = haven_codes_of_class (HAVEN_CLASS_APPROVED, span);
  g_autofree char *not_possible = haven_codes_of_class (HAVEN_CLASS_NOT_POSSIBLE, span);
  g_autofree char *administrative = haven_codes_of_class (HAVEN_CLASS_ADMINISTRATIVE, span);

  return g_strdup_printf (_("From %s to %s: %lld sessions attended of %lld possible; %lld authorised and %lld unauthorised "
                            "absences. Attended are the marks %s, and at approved activities %s. Not counted as possible: %s, and %s."),
                          first, last, (long long) self->attended, (long long) self->possible,
                          (long long) self->authorised, (long long) self->unauthorised,
                          present, approved, not_possible, administrative);
}
