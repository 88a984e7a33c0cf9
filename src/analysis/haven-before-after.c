/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-before-after.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-reference.h"
#include "haven-text.h"

typedef struct {
  HavenSchool *school;
  gint64 pupil_id;
  HavenSpan span;
  HavenDay marks_until;
  HavenDay width;               /* days on either side */
  GArray *list;
} Look;

static void
measure_sides (const Look *look, HavenBeforeAfter *one)
{
  gint64 few = haven_rule_number ("few-sessions", "sessions");

  one->before = (HavenSpan) { one->day - look->width, one->day - 1 };
  one->after = (HavenSpan) { one->day, MIN (one->day + look->width - 1, look->marks_until) };
  one->figures_before = haven_attendance_of_pupil (look->school, look->pupil_id, one->before);
  one->figures_after = haven_attendance_of_pupil (look->school, look->pupil_id, one->after);
  one->few = one->figures_before.possible < few || one->figures_after.possible < few;
  one->change = one->few ? NAN : haven_attendance_percent (&one->figures_after) - haven_attendance_percent (&one->figures_before);
}

static void
add (const Look *look, HavenBeforeAfterKind kind, gint64 record_id, HavenDay day, const char *label)
{
  HavenBeforeAfter one = { .kind = kind, .record_id = record_id, .day = day };

  if (day == HAVEN_DAY_NONE || day > look->marks_until || !haven_span_contains (look->span, day))
    return;
  one.label = g_strdup (label);
  measure_sides (look, &one);
  g_array_append_val (look->list, one);
}

static void
add_statuses (const Look *look, HavenSlice spells)
{
  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];
    add (look, HAVEN_AT_STATUS, spell->id, spell->first, haven_status_text (spell->status));
  }
}

static void
add_suspensions (const Look *look, HavenSlice suspensions)
{
  for (guint i = 0; i < suspensions.n; i++) {
    const HavenSuspension *one = suspensions.items[i];

    if (one->cancelled_on == HAVEN_DAY_NONE)
      add (look, HAVEN_AT_SUSPENSION, one->id, one->first, one->type == HAVEN_PERMANENT ? _("Permanently excluded") : _("Suspended"));
  }
}

/* Those that were held: a date alone changes nothing */
static void
add_meetings (const Look *look, HavenSlice meetings)
{
  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    const char *text = meeting->type != NULL ? haven_meeting_type_text (meeting->type) : NULL;

    if (meeting->state >= HAVEN_MEETING_HELD)
      add (look, HAVEN_AT_MEETING, meeting->id, meeting->day, text != NULL ? text : _("Meeting"));
  }
}

static void
add_support (const Look *look, HavenSlice interventions)
{
  for (guint i = 0; i < interventions.n; i++) {
    const HavenIntervention *one = interventions.items[i];
    add (look, HAVEN_AT_SUPPORT, one->id, one->first, haven_text_is_empty (one->what) ? _("Support") : one->what);
  }
}

static void
add_plans (const Look *look, HavenSlice plans)
{
  for (guint i = 0; i < plans.n; i++) {
    const HavenPlan *plan = plans.items[i];
    add (look, HAVEN_AT_PART_TIME, plan->id, plan->first, _("Part-time timetable"));
  }
}

static void
add_moves (const Look *look, HavenSlice moves)
{
  static const char *const labels[] = { N_("Change of school"), N_("Change of placement"), N_("Change of social worker") };

  for (guint i = 0; i < moves.n; i++) {
    const HavenMove *move = moves.items[i];
    add (look, HAVEN_AT_MOVE, move->id, move->day, _(labels[move->type]));
  }
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const HavenBeforeAfter *one = a;
  const HavenBeforeAfter *two = b;

  return one->day != two->day ? one->day - two->day : (int) one->kind - (int) two->kind;
}

static void
clear_one (gpointer data)
{
  g_free (((HavenBeforeAfter *) data)->label);
}

GArray *
haven_before_after_list (HavenSchool *school, gint64 pupil_id, HavenSpan span, HavenClock clock)
{
  Look look = { school, pupil_id, span, haven_school_get_last_mark (school, clock.today, NULL),
                7 * (HavenDay) haven_rule_number ("before-after", "weeks"), g_array_new (FALSE, FALSE, sizeof (HavenBeforeAfter)) };

  g_array_set_clear_func (look.list, clear_one);
  if (look.marks_until == HAVEN_DAY_NONE)
    return look.list;
  add_statuses (&look, haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id));
  add_plans (&look, haven_school_of_pupil (school, HAVEN_TABLE_PLANS, pupil_id));
  add_suspensions (&look, haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil_id));
  add_meetings (&look, haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, pupil_id));
  add_support (&look, haven_school_of_pupil (school, HAVEN_TABLE_INTERVENTIONS, pupil_id));
  add_moves (&look, haven_school_of_pupil (school, HAVEN_TABLE_MOVES, pupil_id));
  g_array_sort (look.list, compare_days);
  return look.list;
}

static char *
tell_side (const HavenAttendance *figures, HavenSpan span)
{
  g_autofree char *first = haven_day_to_text (span.first);
  g_autofree char *last = haven_day_to_text (span.last);

  if (figures->possible == 0)
    return g_strdup_printf (_("no possible session from %s to %s"), first, last);
  return g_strdup_printf (_("%.1f%% of %d sessions from %s to %s"), haven_attendance_percent (figures), (int) figures->possible,
                          first, last);
}

char *
haven_before_after_text (const HavenBeforeAfter *self)
{
  g_autofree char *before = tell_side (&self->figures_before, self->before);
  g_autofree char *after = tell_side (&self->figures_after, self->after);

  if (self->few)
    return g_strdup_printf (_("%s: before, %s; after, %s. Too few sessions to compare. Other things changed too."),
                            self->label, before, after);
  return g_strdup_printf (_("%s: before, %s; after, %s. Other things changed too."), self->label, before, after);
}
