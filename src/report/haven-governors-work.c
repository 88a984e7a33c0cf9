/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-governors-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-expected-meetings.h"
#include "haven-layout.h"
#include "haven-learning-figures.h"
#include "haven-meeting-kinds.h"
#include "haven-support-figures.h"
#include "haven-training-coverage.h"

/* The work: plans, learning, Pupil Premium Plus, support, training, and what is ahead. */

static void
take_row (HavenRows *rows, char *one, char *two, char *three, char *four)
{
  char **row = g_new0 (char *, rows->n_columns + 1);
  char *texts[] = { one, two, three, four };

  for (guint i = 0; i < rows->n_columns; i++)
    row[i] = texts[i];
  haven_rows_take (rows, row);
}

static char *
percent_text (gint64 part, gint64 whole)
{
  return haven_governors_may_tell (part, whole) ? haven_unit_format (HAVEN_UNIT_PERCENT, 100.0 * part / whole) : g_strdup ("c");
}

/* ---- PEPs: of the looked-after children, for how many one was held in each term ---- */

static gboolean
has_pep (HavenGovernorsRun *run, const HavenPupil *pupil, HavenSpan span)
{
  HavenSlice meetings = haven_school_of_pupil (run->school, HAVEN_TABLE_MEETINGS, pupil->id);

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    if (haven_meeting_is_kind (meeting, "pep") && haven_meeting_is_held (meeting, run->clock) && haven_span_contains (span, meeting->day))
      return TRUE;
  }
  return FALSE;
}

static void
add_term (HavenGovernorsRun *run, HavenRows *rows, HavenTerm term)
{
  HavenPeriod period = { run->request->period.year, term };
  HavenSpan span = haven_calendar_get_span (haven_school_get_calendar (run->school), period);
  g_autoptr (GPtrArray) members = NULL;
  guint held = 0;

  if (span.first > run->span.last)
    return;
  span.last = MIN (span.last, run->span.last);
  members = haven_group_members (run->school, HAVEN_GROUP_CLA, span, run->clock);
  for (guint i = 0; i < members->len; i++)
    held += has_pep (run, members->pdata[i], span);
  if (members->len >= (guint) haven_finding_number ("report", "small"))
    take_row (rows, haven_period_to_text (period), g_strdup_printf ("%u", members->len), percent_text (held, members->len), NULL);
}

void
haven_governors_write_plans (HavenGovernorsRun *run)
{
  const char *header[] = { _("Term"), _("#Looked-after children"), _("#with a PEP meeting held"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  haven_pages_add_heading (run->pages, 1, _("Personal education plans"));
  for (HavenTerm term = HAVEN_TERM_AUTUMN; term <= HAVEN_TERM_SUMMER; term++)
    add_term (run, rows, term);
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("PEP meetings held, by term"), rows);
  else
    haven_governors_say_too_few (run);
  haven_pages_add_small (run->pages, _("The social worker initiates the PEP; the school has its part ready."));
}

/* ---- learning: the gap needs the others (practice 19) ---- */

static HavenGovernorsPart
part_of_point (const HavenAttainmentPoint *point)
{
  return (HavenGovernorsPart) { point->group.at + point->group.above, haven_expectations_sum (&point->group) };
}

static gboolean
is_same_point (const HavenAttainmentPoint *point, const HavenAttainmentPoint *other)
{
  return point->day == other->day && g_str_equal (point->subject, other->subject) && g_str_equal (point->measure, other->measure);
}

/* outer: the points of the group in which this one lies; NULL: none */
static gboolean
may_tell_point (const HavenAttainmentPoint *point, GPtrArray *outer)
{
  HavenGovernorsPart part = part_of_point (point);

  for (guint i = 0; outer != NULL && i < outer->len; i++)
    if (is_same_point (point, outer->pdata[i]) && !haven_governors_may_tell_part (part, part_of_point (outer->pdata[i])))
      return FALSE;
  return haven_governors_may_tell (part.count, part.of);
}

static void
add_point (HavenRows *rows, const HavenAttainmentPoint *point, gboolean told)
{
  HavenGovernorsPart part = part_of_point (point);
  g_autofree char *day = haven_day_to_text (point->day);
  char *gap = !told ? g_strdup ("c")
              : point->has_others && !isnan (point->gap) ? g_strdup_printf (_("%.0f points"), point->gap) : g_strdup ("x");

  take_row (rows, g_strdup_printf (_("%s, %s, %s"), point->subject, point->measure, day), g_strdup_printf ("%" G_GINT64_FORMAT, part.of),
            told ? percent_text (part.count, part.of) : g_strdup ("c"), gap);
}

static GPtrArray *
list_points (HavenGovernorsRun *run, HavenGroup group)
{
  g_autoptr (GPtrArray) members = haven_group_members (run->school, group, run->span, run->clock);

  return haven_attainment_of_group (run->school, members, run->span);
}

void
haven_governors_write_learning (HavenGovernorsRun *run)
{
  const char *header[] = { _("Result"), _("#Children"), _("#At or above expected"), _("#Gap to the others"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  g_autoptr (GPtrArray) points = list_points (run, run->group);
  HavenGroup outer;
  g_autoptr (GPtrArray) around = haven_governors_find_outer (run->group, &outer) ? list_points (run, outer) : NULL;

  for (guint i = 0; i < points->len && !haven_governors_is_small (run, run->group, run->span); i++) {
    const HavenAttainmentPoint *point = points->pdata[i];
    if (haven_expectations_sum (&point->group) >= (guint) haven_finding_number ("report", "small"))
      add_point (rows, point, may_tell_point (point, around));
  }
  haven_pages_add_heading (run->pages, 1, _("Learning"));
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, haven_group_text (run->group), rows);
  else
    haven_pages_add_paragraph (run->pages, _("Left out: no result is of five or more of these children at one time."));
}

/* ---- money ---- */

static char *
pounds_text (gint64 pence)
{
  return g_strdup_printf ("\302\243%" G_GINT64_FORMAT, pence / 100);
}

void
haven_governors_write_premium (HavenGovernorsRun *run)
{
  g_autoptr (GPtrArray) members = haven_group_members (run->school, HAVEN_GROUP_CLA, run->span, run->clock);
  gint64 asked = 0, agreed = 0, spent = 0;
  guint children = 0;
  g_autofree char *asked_text = NULL, *agreed_text = NULL, *spent_text = NULL;

  for (guint i = 0; i < members->len; i++) {
    HavenSlice targets = haven_school_of_pupil (run->school, HAVEN_TABLE_TARGETS, ((const HavenPupil *) members->pdata[i])->id);
    gint64 before = asked + agreed + spent;
    for (guint k = 0; k < targets.n; k++) {
      const HavenTarget *target = targets.items[k];
      asked += target->ppp_asked;
      agreed += target->ppp_agreed;
      spent += target->ppp_spent;
    }
    children += asked + agreed + spent > before;
  }
  haven_pages_add_heading (run->pages, 1, _("Pupil Premium Plus"));
  if (children < (guint) haven_finding_number ("report", "small")) {
    haven_pages_add_paragraph (run->pages, _("Left out: recorded for fewer than five children."));
    return;
  }
  asked_text = pounds_text (asked);
  agreed_text = pounds_text (agreed);
  spent_text = pounds_text (spent);
  haven_governors_say (run, "premium", g_strdup_printf (_("Through plans of looked-after children %s were asked for, %s agreed and %s "
                                                          "spent."),
                                                        asked_text, agreed_text, spent_text));
}

/* ---- needs, barriers, provision ---- */

/* The same barrier in the group in which this one lies; nobody where there is no such group */
static HavenGovernorsPart
count_around (HavenGovernorsRun *run, const char *code)
{
  HavenGovernorsPart part = { 0, 0 };
  HavenGroup outer;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GArray) barriers = NULL;

  if (!haven_governors_find_outer (run->group, &outer))
    return part;
  members = haven_group_members (run->school, outer, run->span, run->clock);
  barriers = haven_barriers_of_group (run->school, members, run->span);
  part.of = members->len;
  for (guint i = 0; i < barriers->len; i++)
    if (g_str_equal (g_array_index (barriers, HavenBarrierCount, i).code, code))
      part.count = g_array_index (barriers, HavenBarrierCount, i).pupils;
  return part;
}

static void
write_barriers (HavenGovernorsRun *run, GPtrArray *members)
{
  const char *header[] = { _("Barrier to learning"), _("#Children"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  g_autoptr (GArray) barriers = haven_barriers_of_group (run->school, members, run->span);

  for (guint i = 0; i < barriers->len; i++) {
    const HavenBarrierCount *barrier = &g_array_index (barriers, HavenBarrierCount, i);
    HavenGovernorsPart part = { barrier->pupils, members->len };
    if (haven_governors_may_tell (part.count, part.of) && haven_governors_may_tell_part (part, count_around (run, barrier->code)))
      take_row (rows, g_strdup (barrier->text), g_strdup_printf ("%u", barrier->pupils), NULL, NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Barriers to learning, of five or more children"), rows);
}

void
haven_governors_write_support (HavenGovernorsRun *run)
{
  g_autoptr (GPtrArray) members = haven_group_members (run->school, run->group, run->span, run->clock);
  g_autofree char *sen = haven_governors_cell (run, HAVEN_MEASURE_SEN_SUPPORT, run->group, run->span);
  g_autofree char *ehcp = haven_governors_cell (run, HAVEN_MEASURE_EHCP, run->group, run->span);
  g_autofree char *fsm = haven_governors_cell (run, HAVEN_MEASURE_FSM, run->group, run->span);
  g_autofree char *part_time = haven_governors_cell (run, HAVEN_MEASURE_PART_TIME, run->group, run->span);
  const char *pairs[] = { _("SEN support"), sen, _("EHCP"), ehcp, _("Free school meals"), fsm, _("Part-time timetable in the period"),
                          part_time,
                          NULL, NULL };

  haven_pages_add_heading (run->pages, 1, _("Needs and support"));
  if (haven_governors_is_small (run, run->group, run->span)) {
    haven_governors_say_too_few (run);
    return;
  }
  haven_pages_add_paragraph (run->pages, haven_group_text (run->group));
  haven_pages_add_facts (run->pages, pairs);
  write_barriers (run, members);
}

/* ---- training of staff: these are adults, counted ---- */

void
haven_governors_write_training (HavenGovernorsRun *run)
{
  const char *header[] = { _("Topic"), _("#Staff in post"), _("#Trained"), _("#Lapsed"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  g_autoptr (GArray) coverage = haven_training_coverage (run->school, run->span.last);

  for (guint i = 0; i < coverage->len; i++) {
    const HavenTrainingCoverage *topic = &g_array_index (coverage, HavenTrainingCoverage, i);
    take_row (rows, haven_training_topic_text (topic->topic), g_strdup_printf ("%u", topic->staff), g_strdup_printf ("%u", topic->current),
              g_strdup_printf ("%u", topic->lapsed));
  }
  haven_pages_add_heading (run->pages, 1, _("Training of staff"));
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, NULL, rows);
  else
    haven_pages_add_paragraph (run->pages, _("No training is on record."));
}

/* ---- what no figure says ---- */

void
haven_governors_write_ahead (HavenGovernorsRun *run)
{
  haven_pages_add_heading (run->pages, 1, _("Workload, and the year ahead"));
  haven_governors_say (run, "workload", g_strdup (_("Time given to this work, and what would make it enough: to be written.")));
  haven_governors_say (run, "ahead", g_strdup (_("What we shall do differently: to be written.")));
  haven_pages_add_lines (run->pages, (const char *const[]) { _("Signed, with role"), _("Date"), NULL });
}
