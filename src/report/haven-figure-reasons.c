/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-suspension-counts.h"
#include "haven-suspension-figures.h"

/* Days suspended by reason and term, and against the limits of a term and a year (practice 14): each count stands alone. */
#define MOST_REASONS 3
#define MOST_TERMS 6
#define MOST_WORDS 10

typedef struct {
  HavenPeriod period;
  HavenSpan span;
} Term;

typedef struct {
  char *code;
  guint half_days[MOST_TERMS];
  guint total;
} Reason;

typedef struct {
  HavenFigureRun *run;
  Term terms[MOST_TERMS];
  guint n_terms;
  GPtrArray *reasons;          /* of Reason */
  guint suspensions;
} ReasonRun;

static void
reason_free (gpointer data)
{
  g_free (((Reason *) data)->code);
  g_free (data);
}

/* From the autumn of the year before */
static void
list_terms (ReasonRun *reasons)
{
  HavenCalendar *calendar = haven_school_get_calendar (reasons->run->school);
  HavenDay today = reasons->run->clock.today;
  HavenPeriod now = haven_calendar_get_period (calendar, today);

  for (int year = now.year - 1; year <= now.year; year++)
    for (int term = HAVEN_TERM_AUTUMN; term <= HAVEN_TERM_SUMMER; term++) {
      HavenPeriod period = { year, term };
      HavenSpan span = haven_calendar_get_span (calendar, period);
      if (span.first > today)
        continue;
      span.last = MIN (span.last, today);
      reasons->terms[reasons->n_terms++] = (Term) { period, span };
    }
}

/* Of up to three codes the first, which is the main one */
static Reason *
find_reason (ReasonRun *reasons, const char *codes)
{
  gsize length = codes != NULL ? strcspn (codes, " ,") : 0;
  g_autofree char *code = g_strndup (codes != NULL ? codes : "", length);
  Reason *reason;

  for (guint i = 0; i < reasons->reasons->len; i++)
    if (g_str_equal (((Reason *) reasons->reasons->pdata[i])->code, code))
      return reasons->reasons->pdata[i];
  reason = g_new0 (Reason, 1);
  reason->code = g_steal_pointer (&code);
  g_ptr_array_add (reasons->reasons, reason);
  return reason;
}

static void
count_pupil (ReasonRun *reasons, gint64 pupil_id, guint term)
{
  HavenSlice slice = haven_school_of_pupil (reasons->run->school, HAVEN_TABLE_SUSPENSIONS, pupil_id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *suspension = slice.items[i];
    guint half_days;
    Reason *reason;
    if (suspension->cancelled_on != HAVEN_DAY_NONE || suspension->type == HAVEN_PERMANENT)
      continue;
    half_days = haven_suspension_sessions_in (reasons->run->school, suspension, reasons->terms[term].span);
    if (half_days == 0)
      continue;
    reason = find_reason (reasons, suspension->reason);
    reason->half_days[term] += half_days;
    reason->total += half_days;
    reasons->suspensions += haven_span_contains (reasons->terms[term].span, suspension->first);
  }
}

static void
count_term (ReasonRun *reasons, guint term)
{
  HavenFigureRun *run = reasons->run;
  g_autoptr (GPtrArray) members = NULL;

  if (run->pupil != NULL) {
    count_pupil (reasons, run->pupil->id, term);
    return;
  }
  members = haven_group_members (run->school, run->group, reasons->terms[term].span, run->clock);
  for (guint i = 0; i < members->len; i++)
    count_pupil (reasons, ((const HavenPupil *) members->pdata[i])->id, term);
}

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const Reason *one = *(const Reason *const *) a;
  const Reason *other = *(const Reason *const *) b;

  if (one->total != other->total)
    return one->total < other->total ? 1 : -1;
  return g_strcmp0 (one->code, other->code);
}

static const char *
reason_text (const Reason *reason)
{
  const char *text = haven_suspension_reason_text (reason->code);

  return text != NULL ? text : _("No reason recorded");
}

static void
put_half_days (ReasonRun *reasons, guint series, guint half_days)
{
  haven_chart_draft_put (reasons->run->draft, series, half_days / (double) HAVEN_SESSIONS_A_DAY, NULL, NULL);
}

static void
put_term (ReasonRun *reasons, guint term)
{
  g_autofree char *name = haven_figure_term_name (reasons->terms[term].period);
  guint rest = 0;

  haven_chart_draft_add_category (reasons->run->draft, name, HAVEN_DAY_NONE);
  for (guint i = 0; i < reasons->reasons->len; i++) {
    const Reason *reason = reasons->reasons->pdata[i];
    if (i < MOST_REASONS)
      put_half_days (reasons, i, reason->half_days[term]);
    else
      rest += reason->half_days[term];
  }
  if (reasons->reasons->len > MOST_REASONS)
    put_half_days (reasons, MOST_REASONS, rest);
  if (reasons->reasons->len == 0)
    put_half_days (reasons, 0, 0);
}

static void
name_series (ReasonRun *reasons)
{
  for (guint i = 0; i < MIN (reasons->reasons->len, MOST_REASONS); i++)
    haven_chart_draft_add_series (reasons->run->draft, reason_text (reasons->reasons->pdata[i]));
  if (reasons->reasons->len > MOST_REASONS)
    haven_chart_draft_add_series (reasons->run->draft, _("Other reasons"));
  if (reasons->reasons->len == 0)
    haven_chart_draft_add_series (reasons->run->draft, _("Any reason"));
}

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strv_length (words);
}

static void
set_reason_words (ReasonRun *reasons)
{
  HavenFigureRun *run = reasons->run;
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  HavenSpan span = { reasons->terms[0].span.first, reasons->terms[reasons->n_terms - 1].span.last };
  g_autofree char *period = haven_figure_span_text (span);
  const Reason *first = reasons->reasons->len > 0 ? reasons->reasons->pdata[0] : NULL;

  if (first == NULL)
    haven_figure_set_title (run, _("Nobody was suspended"));
  else if (count_words (reason_text (first)) + 2 <= MOST_WORDS)
    haven_figure_set_title (run, _("Most days: %s"), reason_text (first));
  else
    haven_figure_set_title (run, _("Most days have reason %s"), first->code);
  haven_figure_set_subtitle (run, _("%s, days suspended by first reason and term, %s, at this school only; n = %u suspensions"), who,
                             period, reasons->suspensions);
}

gboolean
haven_figure_fill_reasons (HavenFigureRun *run, GError **error)
{
  ReasonRun reasons = { .run = run, .reasons = g_ptr_array_new_with_free_func (reason_free) };

  list_terms (&reasons);
  for (guint i = 0; i < reasons.n_terms; i++)
    count_term (&reasons, i);
  g_ptr_array_sort (reasons.reasons, compare_reasons);
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Days suspended"));
  haven_chart_draft_set_axis (run->draft, _("Term"));
  name_series (&reasons);
  for (guint i = 0; i < reasons.n_terms; i++)
    put_term (&reasons, i);
  set_reason_words (&reasons);
  g_ptr_array_unref (reasons.reasons);
  return TRUE;
}

/* Against the limits */

static void
add_limit (HavenFigureRun *run, gint64 days, const char *format)
{
  g_autofree char *label = g_strdup_printf ("%d", (int) days);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *explain = g_strdup_printf (format, (int) days);
#pragma GCC diagnostic pop

  haven_chart_draft_add_limit (run->draft, days, label, explain);
}

static void
put_count (HavenFigureRun *run, const char *name, guint half_days)
{
  g_autofree char *explain = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u half-day", "%u half-days", half_days), half_days);

  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  haven_chart_draft_put (run->draft, 0, half_days / (double) HAVEN_SESSIONS_A_DAY, NULL, explain);
}

/* The count as it stood at the end of the term, or stands today */
static double
put_limited_term (HavenFigureRun *run, const Term *term)
{
  g_autofree char *name = haven_figure_term_name (term->period);
  HavenSuspensionCounts counts = haven_suspension_counts (run->school, run->pupil->id, term->span.last);

  put_count (run, name, counts.term_half_days);
  add_limit (run, haven_rule_number ("suspended-term", "days"),
             _("More than %d days in a term: the governors consider what the parent says"));
  add_limit (run, haven_rule_number ("suspended-term", "governors-days"), _("More than %d days in a term: the governors meet"));
  return counts.term_half_days / (double) HAVEN_SESSIONS_A_DAY;
}

static void
set_limit_words (HavenFigureRun *run, double days, guint n)
{
  g_autofree char *who = haven_pupil_dup_initials (run->pupil);
  g_autofree char *amount = haven_unit_format (HAVEN_UNIT_NUMBER, days);
  g_autofree char *until = haven_day_to_text (run->clock.today);
  int limit = (int) haven_rule_number ("suspended-term", "days");

  if (days > limit)
    haven_figure_set_title (run, _("%s: %s days this term, more than %d"), who, amount, limit);
  else
    haven_figure_set_title (run, _("%s: %s days this term, not over %d"), who, amount, limit);
  haven_figure_set_subtitle (run,
                             _("Days suspended against the limits of a term and of a year, to %s, at this school only; n = %u suspensions"),
                             until, n);
}

gboolean
haven_figure_fill_limits (HavenFigureRun *run, GError **error)
{
  ReasonRun terms = { .run = run };
  int year = haven_academic_year (run->clock.today);
  HavenSpan whole = { haven_academic_year_span (year).first, run->clock.today };
  g_autofree char *name = haven_period_to_text ((HavenPeriod) { year, HAVEN_TERM_YEAR });
  double days = 0;
  guint n;

  list_terms (&terms);
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Days suspended"));
  haven_chart_draft_set_axis (run->draft, _("Period"));
  haven_chart_draft_add_series (run->draft, _("Days suspended"));
  for (guint i = 0; i < terms.n_terms; i++)
    if (terms.terms[i].period.year == year)
      days = put_limited_term (run, &terms.terms[i]);
  put_count (run, name, haven_suspension_counts (run->school, run->pupil->id, run->clock.today).year_half_days);
  add_limit (run, haven_rule_number ("suspended-year", "days"), _("%d days: the most in an academic year, all schools together"));
  haven_suspended_half_days (run->school, run->pupil->id, whole, &n);
  set_limit_words (run, days, n);
  return TRUE;
}
