/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-governors-private.h"

#include <glib/gi18n-lib.h>

#include "haven-meeting-kinds.h"

/* What may be told to governors: no number of fewer than five children, and none beside which another, of this report or of the other one,
 * would leave fewer than five (practice 40). */

/* Groups that lie in one another, whichever report tells of them: who is told of both knows the difference. What the protected page of the
 * termly return counts is held apart by that page. */
static const struct {
  HavenGroup inner, outer;
} nested[] = {
  { HAVEN_GROUP_CLA, HAVEN_GROUP_CARE },
  { HAVEN_GROUP_PLA, HAVEN_GROUP_CARE },
  { HAVEN_GROUP_CARE, HAVEN_GROUP_FLAGGED },
};

gboolean
haven_governors_find_outer (HavenGroup group, HavenGroup *ret_outer)
{
  for (guint i = 0; i < G_N_ELEMENTS (nested); i++)
    if (nested[i].inner == group) {
      *ret_outer = nested[i].outer;
      return TRUE;
    }
  return FALSE;
}

gboolean
haven_governors_may_tell (gint64 count, gint64 of)
{
  gint64 small = haven_finding_number ("report", "small");

  return count >= small && of - count >= small;
}

/* Nobody is left, or of those who are left it may be told too */
gboolean
haven_governors_may_tell_part (HavenGovernorsPart part, HavenGovernorsPart outer)
{
  return outer.of <= part.of || haven_governors_may_tell (outer.count - part.count, outer.of - part.of);
}

/* ---- how many they are ---- */

static guint
count_members (HavenGovernorsRun *run, HavenGroup group, HavenSpan span)
{
  g_autoptr (GPtrArray) members = haven_group_members (run->school, group, span, run->clock);

  return members->len;
}

static gboolean
is_few (gint64 n)
{
  return n < haven_finding_number ("report", "small");
}

gboolean
haven_governors_is_small (HavenGovernorsRun *run, HavenGroup group, HavenSpan span)
{
  const guint n = count_members (run, group, span);

  if (is_few (n))
    return TRUE;
  while (haven_governors_find_outer (group, &group)) {
    const guint around = count_members (run, group, span);
    if (around > n && is_few (around - n))
      return TRUE;
  }
  return FALSE;
}

/* ---- a measure of them ---- */

static gboolean
counts_pupils (HavenMeasure measure)
{
  return measure == HAVEN_MEASURE_PERSISTENT || measure == HAVEN_MEASURE_SEVERE || measure == HAVEN_MEASURE_SUSPENDED
         || measure == HAVEN_MEASURE_SEN_SUPPORT || measure == HAVEN_MEASURE_EHCP || measure == HAVEN_MEASURE_FSM
         || measure == HAVEN_MEASURE_PART_TIME;
}

/* Suspensions and days are told only where it may be told how many children they are of */
static HavenMeasure
stands_on (HavenMeasure measure)
{
  if (measure == HAVEN_MEASURE_SUSPENSION_RATE || measure == HAVEN_MEASURE_SUSPENDED_DAYS || measure == HAVEN_MEASURE_EXCLUSION_RATE)
    return HAVEN_MEASURE_SUSPENDED;
  return measure;
}

/* How many children a figure rests on */
static gboolean
count_part (HavenMeasure measure, const HavenScope *scope, HavenGovernorsPart *ret_part)
{
  g_autoptr (HavenExplanation) found = haven_explain (measure, scope, NULL);

  if (found == NULL)
    return FALSE;
  *ret_part = (HavenGovernorsPart) { found->numerator, found->denominator != 0 ? found->denominator : found->n };
  if (!counts_pupils (measure))
    *ret_part = (HavenGovernorsPart) { 0, found->n };
  return TRUE;
}

static gboolean
leaves_few (HavenMeasure measure, HavenGovernorsPart part, HavenGovernorsPart around)
{
  if (counts_pupils (measure))
    return !haven_governors_may_tell_part (part, around);
  return around.of > part.of && is_few (around.of - part.of);
}

static gboolean
may_tell_beside (HavenMeasure measure, HavenScope scope, HavenGovernorsPart part)
{
  while (haven_governors_find_outer (scope.group, &scope.group)) {
    HavenGovernorsPart around;
    if (!count_part (measure, &scope, &around) || leaves_few (measure, part, around))
      return FALSE;
  }
  return TRUE;
}

static gboolean
may_tell_measure (HavenMeasure measure, HavenScope scope)
{
  HavenGovernorsPart part;

  if (!count_part (measure, &scope, &part))
    return FALSE;
  if (counts_pupils (measure) ? !haven_governors_may_tell (part.count, part.of) : is_few (part.of))
    return FALSE;
  return may_tell_beside (measure, scope, part);
}

/* Nor a part of what the page hides */
static gboolean
page_allows (HavenGovernorsRun *run, HavenMeasure measure, HavenGroup group)
{
  do {
    if (!haven_governors_page_allows (run->page, measure, group))
      return FALSE;
  } while (haven_governors_find_outer (group, &group));
  return TRUE;
}

/* By its own numbers, and by the page where it is of the same time. */
static gboolean
may_tell_group (HavenGovernorsRun *run, HavenMeasure measure, HavenGroup group, HavenSpan span)
{
  gboolean same_time = span.first == run->span.first;

  return may_tell_measure (stands_on (measure), haven_scope_of_group (run->school, run->clock, group, span)) &&
         (!same_time || page_allows (run, measure, group));
}

char *
haven_governors_cell (HavenGovernorsRun *run, HavenMeasure measure, HavenGroup group, HavenSpan span)
{
  HavenScope scope = haven_scope_of_group (run->school, run->clock, group, span);
  g_autoptr (HavenExplanation) found = haven_explain (measure, &scope, NULL);

  if (found == NULL)
    return g_strdup ("x");
  /* the whole school is known from elsewhere: the rest of it would tell what is hidden (practice 40) */
  if (!may_tell_group (run, measure, group, span) ||
      (group == HAVEN_GROUP_OTHERS && !may_tell_group (run, measure, HAVEN_GROUP_FLAGGED, span)))
    return g_strdup ("c");
  return haven_explanation_value_text (found);
}

gboolean
haven_governors_tells (HavenGovernorsRun *run, HavenMeasure measure, HavenGroup group)
{
  g_autofree char *cell = haven_governors_cell (run, measure, group, run->span);

  return !g_str_equal (cell, "c") && !g_str_equal (cell, "x");
}

void
haven_governors_say_too_few (HavenGovernorsRun *run)
{
  haven_pages_add_paragraph (run->pages, _("Left out: too few children for a figure that tells of nobody. This is expected."));
}
