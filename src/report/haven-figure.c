/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"

#define SPARK_WEEKS 12

/* What there is to ask; fills and charts go with the kinds */
static const HavenFigureKind kinds[] = {
  { "pupil-calendar", N_("When was this child in school?"), HAVEN_FIGURE_OF_PUPIL, 420 },
  { "attendance-trend", N_("How has attendance changed, beside the others?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 380 },
  { "before-and-after", N_("Did something change after the last marker?"), HAVEN_FIGURE_OF_PUPIL, 380 },
  { "attendance-so-far", N_("How close is attendance so far to persistent absence?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 360 },
  { "weekday-pattern", N_("Which days are missed, and which half of them?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 320 },
  { "absence-codes", N_("Why are sessions missed?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 360 },
  { "punctuality", N_("How late, in minutes, and of how many lates is it known?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 340 },
  { "spells", N_("What lasted from when to when?"), HAVEN_FIGURE_OF_PUPIL, 380 },
  { "attendance-spread", N_("How is attendance spread within the group?"), HAVEN_FIGURE_OF_GROUP, 360 },
  { "absence-bands", N_("How many miss a tenth of school, and how many half?"), HAVEN_FIGURE_OF_GROUP, 380 },
  { "multiples", N_("How many times as likely is each harm?"), HAVEN_FIGURE_OF_GROUP, 360 },
  { "suspensions-by-term", N_("How much school was lost to suspension?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 340, TRUE },
  { "suspension-reasons", N_("What are suspensions for?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 360, TRUE },
  { "suspension-limits", N_("How close are the limits of suspension?"), HAVEN_FIGURE_OF_PUPIL, 340, TRUE },
  { "part-time", N_("Who is on a part-time timetable, and for how many hours?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 340, TRUE },
  { "attainment", N_("How does attainment lie against what is expected?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 360, TRUE },
  { "sdq", N_("What do SDQ scores say, and who answered?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 400, TRUE },
  { "training-coverage", N_("Which staff are trained, and in what?"), HAVEN_FIGURE_OF_GROUP, 340, TRUE },
};

static const char how_suspended[] =
  N_("Half-days of every suspension that was not cancelled, on the school days of the term in which they fall; "
     "a lunchtime counts half a day; permanent exclusions are not among them. At this school only.");

static const struct {
  HavenChartKind chart;        /* of a pupil */
  HavenChartKind group_chart;
  HavenFigureFunc fill;
  const char *how;             /* how it is worked out; NULL: as the measure */
  HavenMeasure measure;
  HavenFigureFunc fill_group;  /* where a group is filled otherwise; NULL: as a pupil */
  const char *how_group;       /* likewise */
} makers[G_N_ELEMENTS (kinds)] = {
  { HAVEN_CHART_YEAR, HAVEN_CHART_YEAR, haven_figure_fill_calendar, NULL, HAVEN_MEASURE_ATTENDANCE },
  { HAVEN_CHART_LINE, HAVEN_CHART_LINE, haven_figure_fill_trend, NULL, HAVEN_MEASURE_ATTENDANCE },
  { HAVEN_CHART_LINE, HAVEN_CHART_LINE, haven_figure_fill_around, NULL, HAVEN_MEASURE_ATTENDANCE },
  { HAVEN_CHART_LINE, HAVEN_CHART_LINE, haven_figure_fill_so_far, NULL, HAVEN_MEASURE_ATTENDANCE },
  { HAVEN_CHART_GRID, HAVEN_CHART_GRID, haven_figure_fill_weekdays, NULL, HAVEN_MEASURE_ABSENCE },
  { HAVEN_CHART_BARS, HAVEN_CHART_BARS, haven_figure_fill_codes, NULL, HAVEN_MEASURE_ABSENCE },
  { HAVEN_CHART_STACK, HAVEN_CHART_STACK, haven_figure_fill_punctuality,
    N_("Minutes as the files say them, beside marks that are still L or U. Of a late without minutes nothing is added: each "
       "sum says of how many lates it is."),
    HAVEN_MEASURE_MINUTES_LATE_BEFORE },
  { HAVEN_CHART_SPELLS, HAVEN_CHART_SPELLS, haven_figure_fill_spells,
    N_("Absence: sessions missed without being seen in school between them, as the register has them. Social care, "
       "suspensions, part-time timetables and support as they are recorded; what is still open goes on to the last mark."),
    HAVEN_MEASURE_ATTENDANCE },
  { HAVEN_CHART_BARS, HAVEN_CHART_BARS, haven_figure_fill_distribution, NULL, HAVEN_MEASURE_ATTENDANCE },
  { HAVEN_CHART_STACK, HAVEN_CHART_STACK, haven_figure_fill_bands, NULL, HAVEN_MEASURE_PERSISTENT },
  { HAVEN_CHART_BARS, HAVEN_CHART_BARS, haven_figure_fill_multiples, NULL, HAVEN_MEASURE_PERSISTENT },
  { HAVEN_CHART_BARS, HAVEN_CHART_BARS, haven_figure_fill_suspensions, how_suspended, HAVEN_MEASURE_SUSPENDED_DAYS },
  { HAVEN_CHART_STACK, HAVEN_CHART_STACK, haven_figure_fill_reasons, how_suspended, HAVEN_MEASURE_SUSPENDED_DAYS },
  { HAVEN_CHART_BARS, HAVEN_CHART_BARS, haven_figure_fill_limits, how_suspended, HAVEN_MEASURE_SUSPENDED_DAYS },
  { HAVEN_CHART_LINE, HAVEN_CHART_BARS, haven_figure_fill_part_time,
    N_("Hours timetabled by the part-time plans on record, the shortest where two overlap; between plans the whole week "
       "of the year group, breaks included. Taught hours are the second line."),
    HAVEN_MEASURE_PART_TIME_NOW, haven_figure_fill_part_time_group,
    N_("Pupils with a part-time plan that has begun and is not recorded as ended, today, whatever the period. Each bar after the "
       "first is a part of it: a pupil may be in several.") },
  { HAVEN_CHART_LINE, HAVEN_CHART_BARS, haven_figure_fill_attainment,
    N_("Results that the school has set against what is expected at that age. A group is compared with the whole "
       "school's totals of the same subject, kind of result and day, less the group itself."),
    HAVEN_MEASURE_ATTENDANCE },
  { HAVEN_CHART_LINE, HAVEN_CHART_STACK, haven_figure_fill_sdq,
    N_("Scores as they were entered, one line for each informant and form, never mixed. An SDQ screens; it never "
       "diagnoses."),
    HAVEN_MEASURE_SDQ_RAISED, haven_figure_fill_sdq_group,
    N_("The latest total of the period of each pupil and informant, by its band; informants are never added together. A table of "
       "three bands calls its highest raised, one of four high and very high. An SDQ screens; it never diagnoses.") },
  { HAVEN_CHART_STACK, HAVEN_CHART_STACK, haven_figure_fill_training,
    N_("Staff in post today. In date: trained, and not past the day on which it lapses. It is about staff, whichever "
       "group of children is chosen."),
    HAVEN_MEASURE_ATTENDANCE },
};

const HavenFigureKind *
haven_figure_list (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (kinds);
  return kinds;
}

const HavenFigureKind *
haven_figure_find (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  return NULL;
}

const char *
haven_figure_kind_get_question (const HavenFigureKind *kind)
{
  return _(kind->question);
}

HavenFigureSubject
haven_figure_subject_of_pupil (HavenSchool *school, HavenClock clock, gint64 pupil_id)
{
  return (HavenFigureSubject) { school, clock, pupil_id, HAVEN_GROUP_ALL, { HAVEN_DAY_NONE, HAVEN_DAY_NONE } };
}

HavenFigureSubject
haven_figure_subject_of_group (HavenSchool *school, HavenClock clock, HavenGroup group)
{
  return (HavenFigureSubject) { school, clock, 0, group, { HAVEN_DAY_NONE, HAVEN_DAY_NONE } };
}

/* Open ends are closed by the default year; of registers nothing after the last mark is asked about (practice 7), of records nothing
 * after today */
static HavenSpan
clear_up_span (const HavenFigureSubject *subject, HavenDay marks_until)
{
  HavenSpan usual = haven_default_span (subject->school, subject->clock);
  HavenSpan span = subject->span;

  if (span.first == HAVEN_DAY_NONE)
    span.first = usual.first;
  if (span.last == HAVEN_DAY_NONE)
    span.last = usual.last;
  span.last = MIN (span.last, marks_until != HAVEN_DAY_NONE ? marks_until : subject->clock.today);
  return span;
}

static HavenSpan
widen_to_weeks (HavenSpan span)
{
  if (span.first > span.last)
    return span;
  return (HavenSpan) { haven_week_span (haven_academic_year (span.first), haven_week_index (span.first)).first,
                       haven_week_span (haven_academic_year (span.last), haven_week_index (span.last)).last };
}

static HavenFigureRun
run_new (const HavenFigureSubject *subject, const HavenFigureKind *kind, HavenChartKind chart)
{
  /* a child is set beside the whole year group, and a group beside those of it who are shown */
  HavenSchool *school = subject->pupil_id != 0 ? haven_school_get_whole (subject->school) : subject->school;
  HavenFigureRun run = { .school = school, .clock = subject->clock, .group = subject->group, .versus = subject->versus };

  run.of_records = kind != NULL && kind->of_records;
  run.marks_until = haven_school_get_last_mark (run.school, run.clock.today, &run.marks_session);
  run.span = clear_up_span (subject, run.of_records ? HAVEN_DAY_NONE : run.marks_until);
  run.weeks = widen_to_weeks (run.span);
  run.pupil = subject->pupil_id != 0 ? haven_school_get_pupil (run.school, subject->pupil_id) : NULL;
  run.draft = haven_chart_draft_new (chart);
  run.warning = g_string_new (NULL);
  return run;
}

static HavenChart *
run_end (HavenFigureRun *run, gboolean ok)
{
  HavenChart *chart = NULL;

  if (ok) {
    haven_chart_draft_set_warning (run->draft, run->warning->str);
    haven_figure_set_source (run);
    chart = haven_chart_draft_end (g_steal_pointer (&run->draft));
  }
  g_clear_pointer (&run->draft, haven_chart_draft_free);
  g_string_free (run->warning, TRUE);
  return chart;
}

static gboolean
check_subject (const HavenFigureKind *kind, const HavenFigureSubject *subject, GError **error)
{
  const char *message = NULL;

  if (kind == NULL)
    message = _("There is no figure of that name.");
  else if (subject->pupil_id == 0 && !(kind->of & HAVEN_FIGURE_OF_GROUP))
    message = _("This figure is about one child: choose whom.");
  else if (subject->pupil_id != 0 && !(kind->of & HAVEN_FIGURE_OF_PUPIL))
    message = _("This figure is about a group, not about one child.");
  else if (subject->pupil_id != 0 && haven_school_get_pupil (subject->school, subject->pupil_id) == NULL)
    message = _("This child is not in the store.");
  if (message != NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, message);
  return message == NULL;
}

HavenChart *
haven_figure_draw (const char *name, const HavenFigureSubject *subject, GError **error)
{
  const HavenFigureKind *kind = haven_figure_find (name);
  gboolean group = subject->pupil_id == 0;
  HavenFigureRun run;
  HavenFigureFunc fill;

  if (!check_subject (kind, subject, error))
    return NULL;
  run = run_new (subject, kind, group ? makers[kind - kinds].group_chart : makers[kind - kinds].chart);
  fill = group && makers[kind - kinds].fill_group != NULL ? makers[kind - kinds].fill_group : makers[kind - kinds].fill;
  return run_end (&run, fill (&run, error));
}

/* From the one calculation; where the store keeps too little to tell, its sentence says so */
static char *
explain_measure (HavenFigureRun *run, HavenMeasure measure)
{
  HavenScope scope = haven_figure_scope (run);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenExplanation) explanation = haven_explain (measure, &scope, &error);

  return explanation != NULL ? haven_explanation_to_text (explanation) : g_strdup (error->message);
}

/* NULL: as the measure */
static const char *
get_how (const HavenFigureKind *kind, gboolean group)
{
  if (kind == NULL)
    return NULL;
  return group && makers[kind - kinds].how_group != NULL ? makers[kind - kinds].how_group : makers[kind - kinds].how;
}

char *
haven_figure_explain (const char *name, const HavenFigureSubject *subject)
{
  const HavenFigureKind *kind = haven_figure_find (name);
  HavenFigureRun run = run_new (subject, kind, HAVEN_CHART_SPARK);
  g_autoptr (GPtrArray) members = haven_figure_members (&run);
  g_autofree char *who = haven_figure_members_name (&run);
  g_autofree char *begins = haven_figure_begin_upper (who);
  g_autofree char *span = haven_figure_span_text (run.span);
  g_autoptr (HavenChart) chart = NULL;
  g_autofree char *how = NULL;

  if (get_how (kind, run.pupil == NULL) != NULL)
    how = g_strdup (_(get_how (kind, run.pupil == NULL)));
  else
    how = explain_measure (&run, kind != NULL ? makers[kind - kinds].measure : HAVEN_MEASURE_ATTENDANCE);
  chart = run_end (&run, TRUE);
  if (run.pupil != NULL)
    /* Translators: who a chart is about, and two sentences: how it was made, from what */
    return g_strdup_printf (_("%s: %s %s"), who, how, haven_chart_get_source (chart));
  /* Translators: the same of a group and how many are in it */
  return g_strdup_printf (_("%s, n = %u. %s %s"), begins, members->len, how, haven_chart_get_source (chart));
}

HavenChart *
haven_figure_spark (HavenSchool *school, HavenClock clock, gint64 pupil_id)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (school, clock, pupil_id);
  HavenFigureRun run = run_new (&subject, NULL, HAVEN_CHART_SPARK);
  g_autoptr (GPtrArray) members = haven_figure_members (&run);
  g_autoptr (GPtrArray) rows = NULL;

  run.weeks.first = MAX (run.weeks.first, haven_day_get_monday (run.weeks.last) - 7 * (SPARK_WEEKS - 1));
  haven_chart_draft_set_measure (run.draft, HAVEN_UNIT_PERCENT, _("Attendance"));
  haven_chart_draft_add_series (run.draft, _("Attendance"));
  rows = haven_attendance_by (school, members, run.weeks, HAVEN_BY_WEEK, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    haven_chart_draft_add_category (run.draft, NULL, row->day);
    haven_chart_draft_put (run.draft, 0, haven_attendance_percent (&row->figures), NULL, NULL);
  }
  return run_end (&run, TRUE);
}
