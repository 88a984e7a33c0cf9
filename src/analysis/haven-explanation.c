/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-attendance-codes.h"
#include "haven-measure-private.h"
#include "haven-reference.h"

static char *
list_attended (HavenSpan span)
{
  g_autofree char *present = haven_codes_of_class (HAVEN_CLASS_PRESENT, span);
  g_autofree char *approved = haven_codes_of_class (HAVEN_CLASS_APPROVED, span);

  return g_strdup_printf (_("%s, and at approved activities %s"), present, approved);
}

static char *
list_absent (HavenSpan span)
{
  g_autofree char *authorised = haven_codes_of_class (HAVEN_CLASS_AUTHORISED, span);
  g_autofree char *unauthorised = haven_codes_of_class (HAVEN_CLASS_UNAUTHORISED, span);

  return g_strdup_printf (_("authorised %s; unauthorised %s"), authorised, unauthorised);
}

static char *
list_counted (HavenMeasureCodes codes, HavenSpan span)
{
  switch (codes) {
  case HAVEN_CODES_ATTENDED:
    return list_attended (span);
  case HAVEN_CODES_ABSENT:
    return list_absent (span);
  case HAVEN_CODES_AUTHORISED:
    return haven_codes_of_class (HAVEN_CLASS_AUTHORISED, span);
  case HAVEN_CODES_UNAUTHORISED:
    return haven_codes_of_class (HAVEN_CLASS_UNAUTHORISED, span);
  case HAVEN_CODES_LATE_BEFORE:
    return g_strdup ("L");
  case HAVEN_CODES_LATE_AFTER:
    return g_strdup ("U");
  default:
    return g_strdup ("D B K");
  }
}

static char *
tell_codes (const HavenMeasureKind *kind, HavenSpan span)
{
  g_autofree char *counted = list_counted (kind->codes, span);
  g_autofree char *not_possible = haven_codes_of_class (HAVEN_CLASS_NOT_POSSIBLE, span);
  g_autofree char *administrative = haven_codes_of_class (HAVEN_CLASS_ADMINISTRATIVE, span);

  if (kind->denominator == NULL)
    return g_steal_pointer (&counted);
  return g_strdup_printf (_("%s. Not possible: %s, and %s"), counted, not_possible, administrative);
}

static char *
warn_of_few (const HavenExplanation *self, const HavenScope *scope, gint64 possible)
{
  gint64 few = haven_rule_number ("few-sessions", "sessions");

  if (scope->pupil_id == 0 && self->n > 0 && self->n < haven_rule_number ("few-pupils", "pupils"))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Small group: %u pupil. The figure is that pupil’s alone.",
                                         "Small group: %u pupils. One pupil moves the figure by several points.", self->n), self->n);
  if (scope->pupil_id != 0 && possible >= 0 && possible < few)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Only %d possible session: a rate on fewer than %d says little.",
                                         "Only %d possible sessions: a rate on fewer than %d says little.", (gulong) possible),
                            (int) possible, (int) few);
  return NULL;
}

static gboolean
count_marks (HavenExplanation *self, const HavenMeasureKind *kind, const HavenScope *scope, GPtrArray *members, GError **error)
{
  HavenAttendance figures = { 0 };

  if (!haven_attendance_of (scope->school, members, self->period, &figures, error))
    return FALSE;
  self->numerator = kind->numerator (&figures);
  self->denominator = kind->denominator != NULL ? kind->denominator (&figures) : 0;
  self->elsewhere = figures.elsewhere;
  self->n = figures.pupils;
  self->codes = tell_codes (kind, self->period);
  self->warning = warn_of_few (self, scope, figures.possible);
  return TRUE;
}

static void
count_records (HavenExplanation *self, const HavenMeasureKind *kind, const HavenScope *scope, GPtrArray *members)
{
  kind->count (self, scope, members);
  self->n = members->len;
  if (self->codes == NULL)
    self->codes = g_strdup (_(kind->records));
  self->warning = kind->denominator_is != NULL ? warn_of_few (self, scope, -1) : NULL;
}

static double
get_value (const HavenExplanation *self, const HavenMeasureKind *kind)
{
  if (kind->denominator_is == NULL)
    return kind->halves ? (double) self->numerator / HAVEN_SESSIONS_A_DAY : (double) self->numerator;
  return self->denominator > 0 ? 100.0 * self->numerator / self->denominator : NAN;
}

HavenExplanation *
haven_explain (HavenMeasure measure, const HavenScope *scope, GError **error)
{
  const HavenMeasureKind *kind = haven_measure_get_kind (measure);
  HavenScope asked = *scope;
  g_autoptr(GPtrArray) members = NULL;
  g_autoptr(HavenExplanation) self = g_new0 (HavenExplanation, 1);
  gint64 imported = haven_school_get_last_import (scope->school);

  asked.of_records = kind->count != NULL;
  members = haven_scope_members (&asked);
  self->measure = measure;
  self->period = haven_scope_get_span (&asked);
  self->marks_until = haven_school_get_last_mark (scope->school, scope->clock.today, NULL);
  self->imported_on = imported != 0 ? haven_time_get_day (imported) : HAVEN_DAY_NONE;
  self->numerator_is = _(kind->numerator_is);
  self->denominator_is = kind->denominator_is != NULL ? _(kind->denominator_is) : NULL;
  self->population = haven_scope_to_text (scope);
  self->source = haven_rule_source (kind->rule);
  if (kind->count != NULL)
    count_records (self, kind, &asked, members);
  else if (!count_marks (self, kind, &asked, members, error))
    return NULL;
  self->value = get_value (self, kind);
  return g_steal_pointer (&self);
}

char *
haven_explanation_value_text (const HavenExplanation *self)
{
  const HavenMeasureKind *kind = haven_measure_get_kind (self->measure);

  if (isnan (self->value))
    return g_strdup ("–");
  if (kind->denominator_is == NULL && !kind->halves)
    return g_strdup_printf ("%d %s", (int) self->numerator, _(kind->unit));
  return g_strdup_printf (g_str_equal (kind->unit, "%") ? "%.1f%s" : "%.1f %s", self->value, _(kind->unit));
}

static char *
tell_fraction (const HavenExplanation *self)
{
  if (self->denominator_is == NULL)
    return g_strdup_printf ("%d %s", (int) self->numerator, self->numerator_is);
  /* Translators: "320 sessions attended of 380 possible sessions" */
  return g_strdup_printf (_("%d %s of %d %s"), (int) self->numerator, self->numerator_is, (int) self->denominator, self->denominator_is);
}

static char *
begin_upper (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

static char *
tell_dates (const HavenExplanation *self)
{
  g_autofree char *until = self->marks_until != HAVEN_DAY_NONE ? haven_day_to_text (self->marks_until) : NULL;
  g_autofree char *imported = self->imported_on != HAVEN_DAY_NONE ? haven_day_to_text (self->imported_on) : NULL;

  if (until == NULL)
    return g_strdup (_("No marks yet."));
  if (imported == NULL)
    return g_strdup_printf (_("Marks to %s."), until);
  return g_strdup_printf (_("Marks to %s, imported %s."), until, imported);
}

char *
haven_explanation_to_text (const HavenExplanation *self)
{
  g_autofree char *value = haven_explanation_value_text (self);
  g_autofree char *fraction = tell_fraction (self);
  g_autofree char *first = haven_day_to_text (self->period.first);
  g_autofree char *last = haven_day_to_text (self->period.last);
  g_autofree char *dates = tell_dates (self);
  g_autofree char *who = begin_upper (self->population);
  GString *text = g_string_new (NULL);

  /* Translators: a measure, its value; who they are and how many; first and last day, and what was counted */
  g_string_append_printf (text, _("%s: %s. %s, n = %u, %s to %s: %s."), haven_measure_text (self->measure), value, who,
                          self->n, first, last, fraction);
  g_string_append_printf (text, _(" Counted: %s."), self->codes);
  if (self->elsewhere > 0)
    g_string_append_printf (text, _(" Elsewhere (D, B, K): %d sessions."), (int) self->elsewhere);
  g_string_append_printf (text, _(" %s Source of the definition: %s."), dates, self->source);
  if (self->warning != NULL)
    g_string_append_printf (text, " %s", self->warning);
  return g_string_free (text, FALSE);
}

void
haven_explanation_free (HavenExplanation *self)
{
  if (self == NULL)
    return;
  g_free (self->codes);
  g_free (self->population);
  g_free (self->warning);
  g_free (self);
}
