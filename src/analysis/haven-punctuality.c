/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-punctuality.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LATE_BEFORE 'L'
#define LATE_AFTER 'U'

static guint8
mark_of (HavenSchool *school, const HavenLate *late)
{
  const guint8 *marks = haven_school_get_marks (school, late->pupil_id, haven_academic_year (late->day));

  return marks != NULL ? marks[haven_register_index (late->day, (int) late->session)] : 0;
}

static void
collect (HavenSchool *school, gint64 pupil_id, HavenSpan span, GArray *before, GArray *after)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_LATES, pupil_id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenLate *late = slice.items[i];
    guint8 mark = haven_span_contains (span, late->day) && late->minutes > 0 ? mark_of (school, late) : 0;
    if (mark == LATE_BEFORE)
      g_array_append_val (before, late->minutes);
    else if (mark == LATE_AFTER)
      g_array_append_val (after, late->minutes);
  }
}

static int
compare_minutes (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 two = *(const gint64 *) b;

  return (one > two) - (one < two);
}

/* Of an even number, half way between the two in the middle */
static double
find_median (GArray *minutes)
{
  guint half = minutes->len / 2;

  if (minutes->len == 0)
    return NAN;
  g_array_sort (minutes, compare_minutes);
  if (minutes->len % 2 == 1)
    return g_array_index (minutes, gint64, half);
  return (g_array_index (minutes, gint64, half - 1) + g_array_index (minutes, gint64, half)) / 2.0;
}

static HavenLateness
sum_up (GArray *minutes, gint64 lates)
{
  HavenLateness self = { .lates = lates, .known = minutes->len, .median = find_median (minutes) };

  for (guint i = 0; i < minutes->len; i++)
    self.minutes += g_array_index (minutes, gint64, i);
  return self;
}

/* What is known of each late, and how many lates there were */
typedef struct {
  GArray *before;
  GArray *after;
  gint64 late_before;
  gint64 late_after;
} Lates;

static Lates
collect_all (HavenSchool *school, GPtrArray *members, HavenSpan span)
{
  Lates self = { g_array_new (FALSE, FALSE, sizeof (gint64)), g_array_new (FALSE, FALSE, sizeof (gint64)), 0, 0 };

  for (guint i = 0; i < members->len; i++) {
    gint64 id = ((const HavenPupil *) members->pdata[i])->id;
    HavenAttendance figures = haven_attendance_of_pupil (school, id, span);
    collect (school, id, span, self.before, self.after);
    self.late_before += figures.late_before;
    self.late_after += figures.late_after;
  }
  return self;
}

static void
lates_clear (Lates *self)
{
  g_array_unref (self->before);
  g_array_unref (self->after);
}

HavenPunctuality
haven_punctuality_of (HavenSchool *school, GPtrArray *members, HavenSpan span)
{
  Lates lates = collect_all (school, members, span);
  HavenPunctuality self = { sum_up (lates.before, lates.late_before), sum_up (lates.after, lates.late_after) };

  lates_clear (&lates);
  return self;
}

HavenLateness
haven_punctuality_get_all (HavenSchool *school, GPtrArray *members, HavenSpan span)
{
  Lates lates = collect_all (school, members, span);
  HavenLateness self;

  g_array_append_vals (lates.before, lates.after->data, lates.after->len);
  self = sum_up (lates.before, lates.late_before + lates.late_after);
  lates_clear (&lates);
  return self;
}

char *
haven_lateness_to_text (const HavenLateness *self)
{
  g_autofree char *known = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "known for %d of %d late", "known for %d of %d lates",
                                                         (gulong) self->lates), (int) self->known, (int) self->lates);
  g_autofree char *minutes = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", (gulong) self->minutes),
                                              (int) self->minutes);

  if (self->lates == 0)
    return g_strdup (_("never late"));
  if (self->known == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d late, minutes not known", "%d lates, minutes not known",
                                         (gulong) self->lates), (int) self->lates);
  /* Translators: "64 minutes, median 8; known for 7 of 9 lates" */
  return g_strdup_printf (self->median == floor (self->median) ? _("%s, median %.0f; %s") : _("%s, median %.1f; %s"), minutes,
                          self->median, known);
}
