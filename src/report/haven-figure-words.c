/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-reference.h"
#include "haven-suspension-figures.h"

#define FEW_PUPILS 20          /* below this one pupil moves a rate by five points or more */

char *
haven_figure_span_text (HavenSpan span)
{
  g_autofree char *first = haven_day_to_text (span.first);
  g_autofree char *last = haven_day_to_text (span.last);

  return g_strdup_printf (_("%s to %s"), first, last);
}

char *
haven_figure_percent (double percent)
{
  return haven_unit_format (HAVEN_UNIT_PERCENT, percent);
}

char *
haven_figure_of_text (gint64 part, gint64 whole, const char *unit)
{
  /* Translators: "320 of 380 sessions"; the spaces do not break */
  return g_strdup_printf (_("%lld of %lld %s"), (long long) part, (long long) whole, unit);
}

void
haven_figure_warn (HavenFigureRun *run, const char *sentence)
{
  if (run->warning->len > 0)
    g_string_append_c (run->warning, ' ');
  g_string_append (run->warning, sentence);
}

void
haven_figure_warn_few (HavenFigureRun *run, const HavenAttendance *figures)
{
  gint64 few = haven_rule_number ("few-sessions", "sessions");
  g_autofree char *sentence = NULL;

  if (run->pupil != NULL && figures->possible < few)
    sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Only %d possible session: a rate on fewer than %d says little.",
                                             "Only %d possible sessions: a rate on fewer than %d says little.", (gulong) figures->possible),
                                (int) figures->possible, (int) few);
  else if (run->pupil == NULL && figures->pupils < FEW_PUPILS)
    sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Small group: %u pupil. One pupil moves the figure by several points.",
                                             "Small group: %u pupils. One pupil moves the figure by several points.", figures->pupils),
                                figures->pupils);
  if (sentence != NULL)
    haven_figure_warn (run, sentence);
}

void
haven_figure_set_title (HavenFigureRun *run, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  haven_chart_draft_set_title (run->draft, text);
}

void
haven_figure_set_subtitle (HavenFigureRun *run, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *bound = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  parts = g_strsplit (text, "n = ", -1);
  bound = g_strjoinv ("n\302\240=\302\240", parts);
  haven_chart_draft_set_subtitle (run->draft, bound);
}

/* The day of the last file of marks that still stands */
static char *
dup_import_day (HavenSchool *school)
{
  gint64 last = haven_school_get_last_import (school);

  return last > 0 ? haven_day_to_text (haven_time_get_day (last)) : NULL;
}

void
haven_figure_set_source (HavenFigureRun *run)
{
  const char *school = haven_school_get_setting (run->school, "name", _("this school"));
  g_autofree char *imported = dup_import_day (run->school);
  g_autofree char *until = haven_day_to_text (run->marks_until), *today = haven_day_to_text (run->clock.today);
  g_autofree char *source = NULL;

  if (run->of_records)
    source = g_strdup_printf (_("Source: what is recorded at %s to %s."), school, today);
  else if (run->marks_until == HAVEN_DAY_NONE)
    source = g_strdup_printf (_("Source: %s, which holds no marks yet."), school);
  else if (imported != NULL)
    source = g_strdup_printf (_("Source: registers of %s to %s, imported %s."), school, until, imported);
  else
    source = g_strdup_printf (_("Source: registers of %s to %s."), school, until);
  haven_chart_draft_set_source (run->draft, source);
}

gboolean
haven_figure_refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, sentence);
  return FALSE;
}

/* Who */

static gboolean
is_in_year_of (const HavenPupil *pupil, const HavenPupil *other)
{
  return pupil->year_group != NULL && other->year_group != NULL && g_str_equal (pupil->year_group, other->year_group);
}

GPtrArray *
haven_figure_members (HavenFigureRun *run)
{
  GPtrArray *members;

  if (run->pupil == NULL)
    return haven_group_members (run->school, run->group, run->span, run->clock);
  members = g_ptr_array_new ();
  g_ptr_array_add (members, (gpointer) run->pupil);
  return members;
}

/* A pupil beside the rest of the year group; a group beside those who never had a social worker (practice 3, 4) */
GPtrArray *
haven_figure_others (HavenFigureRun *run)
{
  HavenGroup group = run->group == HAVEN_GROUP_OTHERS ? HAVEN_GROUP_FLAGGED : HAVEN_GROUP_OTHERS;
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *others;

  if (run->pupil == NULL)
    return run->group == HAVEN_GROUP_ALL ? g_ptr_array_new () : haven_group_members (run->school, group, run->span, run->clock);
  all = haven_group_members (run->school, HAVEN_GROUP_ALL, run->span, run->clock);
  others = g_ptr_array_new ();
  for (guint i = 0; i < all->len; i++)
    if (all->pdata[i] != run->pupil && is_in_year_of (all->pdata[i], run->pupil))
      g_ptr_array_add (others, all->pdata[i]);
  return others;
}

HavenScope
haven_figure_scope (HavenFigureRun *run)
{
  if (run->pupil != NULL)
    return haven_scope_of_pupil (run->school, run->clock, run->pupil->id, run->span);
  return haven_scope_of_group (run->school, run->clock, run->group, run->span);
}

static const HavenComparisonRow *
find_versus (const HavenComparison *comparison, HavenVersus versus)
{
  for (guint i = 0; i < comparison->rows->len; i++) {
    const HavenComparisonRow *row = comparison->rows->pdata[i];
    if (row->versus == versus)
      return row;
  }
  return NULL;
}

const HavenComparisonRow *
haven_figure_versus (const HavenComparison *comparison, HavenVersus versus)
{
  const HavenComparisonRow *row = find_versus (comparison, versus);

  if (row == NULL && versus == HAVEN_VERSUS_ENGLAND_GROUP)
    row = find_versus (comparison, HAVEN_VERSUS_ENGLAND_ALL);
  if (row == NULL && versus == HAVEN_VERSUS_AUTHORITY_GROUP)
    row = find_versus (comparison, HAVEN_VERSUS_AUTHORITY_ALL);
  return row;
}

char *
haven_figure_begin_upper (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, text + strlen (first), NULL);
}

char *
haven_figure_members_name (HavenFigureRun *run)
{
  return run->pupil != NULL ? haven_pupil_dup_initials (run->pupil) : g_strdup (haven_group_text (run->group));
}

char *
haven_figure_others_name (HavenFigureRun *run)
{
  HavenGroup group = run->group == HAVEN_GROUP_OTHERS ? HAVEN_GROUP_FLAGGED : HAVEN_GROUP_OTHERS;

  return run->pupil != NULL ? haven_pupil_dup_year_text (run->pupil) : g_strdup (haven_group_text (group));
}

/* Events */

static void
add_event (HavenFigureRun *run, HavenDay day, const char *label, const char *explain)
{
  g_autofree char *date = haven_day_to_text (day);
  g_autofree char *text = g_strdup_printf ("%s, %s", explain, date);

  if (day != HAVEN_DAY_NONE && haven_span_contains (run->span, day))
    haven_chart_draft_add_event (run->draft, day, label, text);
}

const char *
haven_figure_status_label (int status)
{
  static const char *const labels[] = { N_("None"), N_("CP plan"), N_("CIN plan"), N_("Social worker"), N_("Looked after"),
                                        N_("Care before"), N_("Kinship care") };

  return _(labels[status]);
}

static void
add_spell_events (HavenFigureRun *run, const HavenSpell *spell)
{
  const char *label = haven_figure_status_label (spell->status);
  g_autofree char *began = g_strdup_printf (_("%s began"), label);
  g_autofree char *ended = g_strdup_printf (_("%s ended"), label);

  add_event (run, spell->first, began, began);
  add_event (run, spell->last, ended, ended);
}

static void
add_suspension_event (HavenFigureRun *run, const HavenSuspension *suspension)
{
  g_autofree char *days = haven_unit_format (HAVEN_UNIT_NUMBER, suspension->sessions / 2.0);
  g_autofree char *text = g_strdup_printf (_("Suspended for %s days"), days);

  if (suspension->cancelled_on != HAVEN_DAY_NONE)
    return;
  if (suspension->type == HAVEN_PERMANENT)
    add_event (run, suspension->first, _("Permanently excluded"), _("Permanently excluded"));
  else
    add_event (run, suspension->first, _("Suspended"), text);
}

/* What people who go there call it, where its full name has no room */
static const char *
meeting_label (const HavenMeeting *meeting, const char *text)
{
  if (g_str_equal (meeting->type, "pep"))
    return _("PEP");
  if (g_str_equal (meeting->type, "cin-review"))
    return _("CIN review");
  return g_str_has_prefix (meeting->type, "cp-conference") ? _("CP conference") : text;
}

static void
add_meeting_event (HavenFigureRun *run, const HavenMeeting *meeting)
{
  const char *text = meeting->type != NULL ? haven_meeting_type_text (meeting->type) : NULL;

  if (meeting->day <= run->clock.today && text != NULL)
    add_event (run, meeting->day, meeting_label (meeting, text), text);
}

void
haven_figure_add_meetings (HavenFigureRun *run)
{
  HavenSlice slice = haven_school_of_pupil (run->school, HAVEN_TABLE_MEETINGS, run->pupil->id);

  for (guint i = 0; i < slice.n; i++)
    add_meeting_event (run, slice.items[i]);
}

void
haven_figure_add_events (HavenFigureRun *run)
{
  HavenSlice slice = haven_school_of_pupil (run->school, HAVEN_TABLE_SPELLS, run->pupil->id);

  for (guint i = 0; i < slice.n; i++)
    add_spell_events (run, slice.items[i]);
  slice = haven_school_of_pupil (run->school, HAVEN_TABLE_SUSPENSIONS, run->pupil->id);
  for (guint i = 0; i < slice.n; i++)
    add_suspension_event (run, slice.items[i]);
  haven_figure_add_meetings (run);
  slice = haven_school_of_pupil (run->school, HAVEN_TABLE_PLANS, run->pupil->id);
  for (guint i = 0; i < slice.n; i++)
    add_event (run, ((HavenPlan *) slice.items[i])->first, _("Part-time"), _("Part-time timetable began"));
  slice = haven_school_of_pupil (run->school, HAVEN_TABLE_INTERVENTIONS, run->pupil->id);
  for (guint i = 0; i < slice.n; i++) {
    const HavenIntervention *support = slice.items[i];
    const char *what = support->what != NULL ? support->what : _("Support");
    g_autofree char *text = g_strdup_printf (_("%s began"), what);
    add_event (run, support->first, what, text);
  }
}
