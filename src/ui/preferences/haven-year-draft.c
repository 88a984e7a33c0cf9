/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-year-draft.h"

#include <glib/gi18n-lib.h>
#include "haven-error.h"
#include "haven-usual-dates.h"

static const HavenSpan none = { HAVEN_DAY_NONE, HAVEN_DAY_NONE };

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, sentence);
  return FALSE;
}

static HavenDates *
find_term (const HavenYearDraft *self, HavenTerm term)
{
  for (guint i = 0; i < self->dates->len; i++) {
    HavenDates *dates = self->dates->pdata[i];

    if (dates->type == HAVEN_DATES_TERM && dates->term == term)
      return dates;
  }
  return NULL;
}

/* A half term belongs to the term it lies in: files name none. */
static HavenDates *
find_half_term (const HavenYearDraft *self, HavenTerm term)
{
  const HavenDates *around = find_term (self, term);

  for (guint i = 0; around != NULL && i < self->dates->len; i++) {
    HavenDates *dates = self->dates->pdata[i];

    if (dates->type == HAVEN_DATES_HALF_TERM && dates->first >= around->first && dates->first <= around->last)
      return dates;
  }
  return NULL;
}

static HavenDates *
find (const HavenYearDraft *self, HavenDatesType type, HavenTerm term)
{
  return type == HAVEN_DATES_TERM ? find_term (self, term) : find_half_term (self, term);
}

static void
add (HavenYearDraft *self, HavenDatesType type, HavenTerm term, HavenSpan span)
{
  HavenDates *dates = haven_dates_new ();

  dates->type = type;
  dates->year = self->year;
  dates->term = term;
  dates->first = span.first;
  dates->last = span.last;
  g_ptr_array_add (self->dates, dates);
}

HavenYearDraft *
haven_year_draft_new (HavenSchool *school, int year)
{
  HavenYearDraft *self = g_new0 (HavenYearDraft, 1);
  GPtrArray *all = haven_school_get_table (school, HAVEN_TABLE_CALENDAR);

  self->year = year;
  self->dates = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_dates_free);
  for (guint i = 0; i < all->len; i++)
    if (((const HavenDates *) all->pdata[i])->year == year)
      g_ptr_array_add (self->dates, haven_dates_copy (all->pdata[i]));
  self->entered = self->dates->len > 0;
  if (!self->entered) {
    g_ptr_array_unref (self->dates);
    self->dates = haven_usual_dates (year);
  }
  return self;
}

void
haven_year_draft_free (HavenYearDraft *self)
{
  g_ptr_array_unref (self->dates);
  g_free (self);
}

GPtrArray *
haven_year_draft_copy (const HavenYearDraft *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_dates_free);

  for (guint i = 0; i < self->dates->len; i++) {
    HavenDates *dates = haven_dates_copy (self->dates->pdata[i]);

    dates->id = 0;
    g_ptr_array_add (copy, dates);
  }
  return copy;
}

HavenSpan
haven_year_draft_get (const HavenYearDraft *self, HavenDatesType type, HavenTerm term)
{
  const HavenDates *dates = find (self, type, term);

  return dates != NULL ? (HavenSpan) { dates->first, dates->last } : none;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return *(const HavenDay *) a - *(const HavenDay *) b;
}

GArray *
haven_year_draft_closed (const HavenYearDraft *self)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (HavenDay));

  for (guint i = 0; i < self->dates->len; i++) {
    const HavenDates *dates = self->dates->pdata[i];

    for (HavenDay day = dates->first; dates->type == HAVEN_DATES_CLOSED && day <= dates->last; day++)
      g_array_append_val (days, day);
  }
  g_array_sort (days, compare_days);
  return days;
}

/* Terms follow each other; a half term lies in its term. */
static gboolean
fits (const HavenYearDraft *self, HavenDatesType type, HavenTerm term, HavenSpan span, GError **error)
{
  HavenSpan around = haven_year_draft_get (self, HAVEN_DATES_TERM, term);

  if (span.first == HAVEN_DAY_NONE || span.last == HAVEN_DAY_NONE)
    return refuse (error, _("Both the first and the last day are needed."));
  if (span.last < span.first)
    return refuse (error, _("The last day is before the first. Nothing was changed."));
  if (type == HAVEN_DATES_HALF_TERM)
    return (span.first > around.first && span.last < around.last) ||
           refuse (error, _("A half term lies inside its term. Nothing was changed."));
  for (HavenTerm other = HAVEN_TERM_AUTUMN; other < HAVEN_TERM_YEAR; other++) {
    HavenSpan there = haven_year_draft_get (self, HAVEN_DATES_TERM, other);

    if (other != term && there.first != HAVEN_DAY_NONE && (other < term ? there.last >= span.first : there.first <= span.last))
      return refuse (error, _("The terms would overlap. Nothing was changed."));
  }
  return TRUE;
}

gboolean
haven_year_draft_set (HavenYearDraft *self, HavenDatesType type, HavenTerm term, HavenSpan span, GError **error)
{
  HavenDates *dates = find (self, type, term);

  if (!fits (self, type, term, span, error))
    return FALSE;
  if (dates == NULL) {
    add (self, type, term, span);
    return TRUE;
  }
  dates->first = span.first;
  dates->last = span.last;
  return TRUE;
}

gboolean
haven_year_draft_close (HavenYearDraft *self, HavenDay day, GError **error)
{
  g_autoptr (GArray) closed = haven_year_draft_closed (self);

  if (day == HAVEN_DAY_NONE || haven_day_get_weekday (day) > 5)
    return refuse (error, _("A closed day is a weekday. Nothing was changed."));
  for (guint i = 0; i < closed->len; i++)
    if (g_array_index (closed, HavenDay, i) == day)
      return refuse (error, _("That day is closed already."));
  for (HavenTerm term = HAVEN_TERM_AUTUMN; term < HAVEN_TERM_YEAR; term++) {
    if (haven_span_contains (haven_year_draft_get (self, HAVEN_DATES_TERM, term), day)) {
      add (self, HAVEN_DATES_CLOSED, term, (HavenSpan) { day, day });
      return TRUE;
    }
  }
  return refuse (error, _("That day lies in no term of this year. Nothing was changed."));
}

/* Out of a run of days, too */
void
haven_year_draft_open (HavenYearDraft *self, HavenDay day)
{
  for (guint i = 0; i < self->dates->len; i++) {
    HavenDates *dates = self->dates->pdata[i];
    HavenSpan span = { dates->first, dates->last };
    HavenTerm term = dates->term;

    if (dates->type != HAVEN_DATES_CLOSED || !haven_span_contains (span, day))
      continue;
    g_ptr_array_remove_index (self->dates, i);
    if (span.first < day)
      add (self, HAVEN_DATES_CLOSED, term, (HavenSpan) { span.first, day - 1 });
    if (span.last > day)
      add (self, HAVEN_DATES_CLOSED, term, (HavenSpan) { day + 1, span.last });
    return;
  }
}
