/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>

#include "haven-attendance-codes.h"
#include "haven-punctuality.h"
#include "haven-reference.h"
#include "haven-suspension-figures.h"
#include "haven-text.h"

/* Being in school: attendance, suspensions, part-time timetables. */

#define A_TERM 120             /* days: a longer calendar is wrapped into bands, and wants more height */

static char *
count_text (gint64 count)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, count);
}

static GPtrArray *
only_pupil (HavenPackRun *run)
{
  GPtrArray *members = g_ptr_array_new ();

  g_ptr_array_add (members, (gpointer) run->pupil);
  return members;
}

static void
write_terms (HavenPackRun *run)
{
  const char *header[] = { _("Term"), _("#Possible"), _("#Attended"), _("#Authorised"), _("#Unauthorised"), _("#Late"), _("#Elsewhere"),
                           _("#Attendance"), NULL };
  g_autoptr (GPtrArray) members = only_pupil (run);
  g_autoptr (GPtrArray) terms = haven_attendance_by (run->school, members, run->year, HAVEN_BY_TERM, NULL);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; terms != NULL && i < terms->len; i++) {
    const HavenAttendanceRow *row = terms->pdata[i];
    const HavenAttendance *figures = &row->figures;
    haven_pack_add_row (rows, g_strdup (row->label), count_text (figures->possible), count_text (figures->attended),
                        count_text (figures->authorised), count_text (figures->unauthorised),
                        count_text (figures->late_before + figures->late_after), count_text (figures->elsewhere),
                        haven_unit_format (HAVEN_UNIT_PERCENT, haven_attendance_percent (figures)), NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Sessions by term"), rows);
}

/* Where nobody is late, or no file said how late, there is nothing to add to the marks */
static void
write_minutes_late (HavenPackRun *run)
{
  g_autoptr (GPtrArray) members = only_pupil (run);
  HavenPunctuality found = haven_punctuality_of (run->school, members, run->year);
  g_autofree char *before = haven_lateness_to_text (&found.before);
  g_autofree char *after = haven_lateness_to_text (&found.after);
  g_autofree char *text = g_strdup_printf (_("Minutes late this year: before the register closed, %s; after it closed, %s."), before,
                                           after);

  if (found.before.known + found.after.known > 0)
    haven_pages_add_paragraph (run->pages, text);
}

static void
write_codes (HavenPackRun *run)
{
  const char *header[] = { _("Mark"), _("Meaning"), _("#Sessions"), NULL };
  g_autoptr (GPtrArray) members = only_pupil (run);
  g_autoptr (GPtrArray) codes = haven_attendance_by (run->school, members, run->year, HAVEN_BY_CODE, NULL);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; codes != NULL && i < codes->len; i++) {
    const HavenAttendanceRow *row = codes->pdata[i];
    haven_pack_add_row (rows, g_strdup (row->key), g_strdup (row->label), count_text (row->sessions), NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Marks this year"), rows);
}

static void
write_spells (HavenPackRun *run)
{
  const char *header[] = { _("From"), _("To"), _("#Sessions missed"), _("#Unauthorised"), _("Marks"), NULL };
  g_autoptr (GArray) spells = haven_absence_spells (run->school, run->pupil->id, run->year);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < spells->len; i++) {
    const HavenAbsenceSpell *spell = &g_array_index (spells, HavenAbsenceSpell, i);
    if (haven_absence_spell_is_long (spell))
      haven_pack_add_row (rows, haven_day_to_text (spell->first), haven_day_to_text (spell->last), count_text (spell->sessions),
                          count_text (spell->unauthorised), haven_marks_to_codes (spell->codes), NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Spells of absence"), rows);
}

void
haven_pack_write_attendance (HavenPackRun *run)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (run->school, run->clock, run->pupil->id);
  g_autofree char *how = haven_figure_explain ("attendance-trend", &subject);

  haven_pages_add_heading (run->pages, 1, _("Attendance"));
  haven_pages_add_small (run->pages, how);
  write_terms (run);
  write_minutes_late (run);
  haven_pack_add_figure (run, "attendance-trend", 270, FALSE);
  haven_pack_add_figure (run, "pupil-calendar", run->year.last - run->year.first > A_TERM ? 460 : 330, TRUE);
  haven_pack_add_figure (run, "weekday-pattern", 220, FALSE);
  write_spells (run);
  write_codes (run);
}

/* Suspensions */

static char *
reasons_text (const HavenSuspension *suspension)
{
  g_auto (GStrv) codes = g_strsplit (suspension->reason != NULL ? suspension->reason : "", " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++) {
    const char *reason = haven_suspension_reason_text (codes[i]);
    if (codes[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", reason != NULL ? reason : codes[i]);
  }
  return g_strdup (haven_pack_text (text->str));
}

static char *
notices_text (HavenPackRun *run, const HavenSuspension *suspension)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_NOTICES);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < slice.n; i++) {
    const HavenNotice *notice = slice.items[i];
    g_autofree char *day = NULL;
    if (notice->suspension_id != suspension->id || notice->sent_on == HAVEN_DAY_NONE)
      continue;
    day = haven_day_to_short (notice->sent_on);
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? "; " : "", haven_notice_to_text (notice->to), day);
  }
  return g_strdup (haven_pack_text (text->str));
}

static char *
type_text (const HavenSuspension *suspension)
{
  static const char *const types[] = { N_("Suspension"), N_("Lunchtime suspension"), N_("Permanent exclusion") };

  if (suspension->cancelled_on != HAVEN_DAY_NONE)
    return g_strdup_printf (_("%s, cancelled"), _(types[suspension->type]));
  return g_strdup (_(types[suspension->type]));
}

static void
write_suspension_list (HavenPackRun *run, HavenSlice slice)
{
  const char *header[] = { _("From"), _("#Days"), _("Type"), _("Reasons"), _("Reintegration meeting"), _("Told"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *suspension = slice.items[i];
    haven_pack_add_row (rows, haven_pack_day (suspension->first),
                        haven_unit_format (HAVEN_UNIT_NUMBER, (double) suspension->sessions / HAVEN_SESSIONS_A_DAY),
                        type_text (suspension), reasons_text (suspension), haven_pack_day (suspension->reintegrated_on),
                        notices_text (run, suspension), NULL);
  }
  haven_pages_add_table (run->pages, _("Every suspension on record"), rows);
}

/* Four counts are never mixed (practice 14): here the term's and the year's, each beside its limit */
static void
write_counts (HavenPackRun *run)
{
  HavenCalendar *calendar = haven_school_get_calendar (run->school);
  HavenPeriod term = haven_calendar_get_period (calendar, run->clock.today);
  HavenSpan year = haven_academic_year_span (term.year);
  double term_days = haven_pack_days_suspended (run, haven_calendar_get_span (calendar, term));
  g_autofree char *in_term = haven_unit_format (HAVEN_UNIT_NUMBER, term_days);
  g_autofree char *in_year = haven_unit_format (HAVEN_UNIT_NUMBER, haven_pack_days_suspended (run, year));
  g_autofree char *name = haven_period_to_text (term);
  g_autofree char *text = g_strdup_printf (_("%s: %s days, where more than %d, and more than %d, are reviewed by governors. "
                                             "Academic year: %s of %d days, at this school only."), name, in_term,
                                           (int) haven_rule_number ("suspended-term", "days"),
                                           (int) haven_rule_number ("suspended-term", "governors-days"), in_year,
                                           (int) haven_rule_number ("suspended-year", "days"));

  haven_pages_add_paragraph (run->pages, text);
}

void
haven_pack_write_suspensions (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_SUSPENSIONS);

  haven_pages_add_heading (run->pages, 1, _("Suspensions"));
  if (slice.n == 0) {
    haven_pages_add_paragraph (run->pages, _("No suspension or permanent exclusion is on record at this school."));
    return;
  }
  write_counts (run);
  haven_pack_add_figure (run, "suspensions-by-term", 220, FALSE);
  haven_pack_add_chart (run, "suspension-limits", 200);
  write_suspension_list (run, slice);
}

/* Part-time */

void
haven_pack_write_part_time (HavenPackRun *run)
{
  const char *header[] = { _("From"), _("Hours a week"), _("Agreed by"), _("Social worker consulted"), _("Review"), _("Full time on"),
                           _("Ended"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_PLANS);
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  g_autofree char *week = haven_pack_hours (haven_rule_number ("part-time", "week-minutes"));
  g_autofree char *taught = haven_pack_hours (haven_rule_number ("part-time", "taught-minutes"));
  g_autofree char *note = g_strdup_printf (_("A full week is %s with breaks, %s of them taught."), week, taught);

  haven_pages_add_heading (run->pages, 1, _("Part-time timetable"));
  if (slice.n == 0) {
    haven_pages_add_paragraph (run->pages, _("None is on record."));
    return;
  }
  haven_pack_add_chart (run, "part-time", 280);
  for (guint i = 0; i < slice.n; i++) {
    const HavenPlan *plan = slice.items[i];
    haven_pack_add_row (rows, haven_pack_day (plan->first), haven_pack_hours (plan->minutes_a_week),
                        haven_pack_words (run, plan->agreed_by),
                        haven_pack_day (plan->consulted_on), haven_pack_day (plan->review_on), haven_pack_day (plan->full_time_on),
                        haven_pack_day (plan->ended_on), NULL);
  }
  haven_pages_add_table (run->pages, NULL, rows);
  haven_pages_add_small (run->pages, note);
  for (guint i = 0; i < slice.n; i++) {
    const HavenPlan *plan = slice.items[i];
    g_autofree char *words = haven_pack_words (run, plan->safety);
    g_autofree char *safety = g_strdup_printf (_("Safety when not in school: %s"), words);
    if (!haven_text_is_empty (plan->safety))
      haven_pages_add_paragraph (run->pages, safety);
  }
}
