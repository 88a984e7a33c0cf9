/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-return-maker.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-return-facts.h"

typedef struct {
  HavenPolicy *policy;
  const char *period;
  GArray *children;             /* HavenReturnFacts */
  GHashTable *answers;          /* name of a measure or variable (interned) -> const char *[children], interned */
  HavenReturn *ret;
} Maker;

static gboolean
refuse_unknown (const char *name, GError **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
               _("The sharing settings ask for “%s”, which this version of Haven cannot count. Nothing was made; update Haven first."),
               name);
  return FALSE;
}

/* Looked-after children are in other systems of the authority: they are counted where the settings have a group for them (practice 39) */
static gboolean
counts_looked_after (HavenPolicy *policy)
{
  const char *const *groups = haven_policy_get_groups (policy, "status");

  return groups != NULL && g_strv_contains (groups, "CLA");
}

static gboolean
add_child (Maker *maker, HavenReturnFacts *facts, GError **error)
{
  if (facts->standing.looked_after && !counts_looked_after (maker->policy))
    return TRUE;
  if (!haven_return_facts_collect (facts, error))
    return FALSE;
  g_array_append_val (maker->children, *facts);
  return TRUE;
}

static gboolean
collect_children (Maker *maker, HavenSchool *school, HavenSpan span, HavenClock clock, GError **error)
{
  g_autoptr(GPtrArray) members = haven_group_members (school, HAVEN_GROUP_FLAGGED, span, clock);

  span.last = MIN (span.last, clock.today);
  for (guint i = 0; i < members->len; i++) {
    HavenReturnFacts facts = { .school = school, .pupil = members->pdata[i], .span = span };

    facts.standing = haven_standing_on (school, facts.pupil->id, haven_reference_day (school, facts.pupil, span, clock));
    if (!add_child (maker, &facts, error))
      return FALSE;
  }
  return TRUE;
}

/* The settings' own name for an answer; what they do not name is their last: not_counted, other */
static const char *
fit_answer (const char *answer, const char *const *names)
{
  guint i;

  for (i = 0; names[i + 1] != NULL; i++)
    if (g_str_equal (names[i], answer))
      break;
  return g_intern_string (names[i]);
}

static void
answer_for_all (Maker *maker, const char *name, HavenReturnQuestion question, const char *const *names)
{
  const char **answers = g_new0 (const char *, maker->children->len + 1);

  for (guint i = 0; i < maker->children->len; i++)
    answers[i] = fit_answer (question (&g_array_index (maker->children, HavenReturnFacts, i)), names);
  g_hash_table_insert (maker->answers, (gpointer) g_intern_string (name), answers);
}

static gboolean
answer_measures (Maker *maker, GError **error)
{
  const char *const *names = haven_policy_get_measures (maker->policy, maker->period);

  for (; *names != NULL; names++) {
    HavenReturnQuestion question = haven_return_find_measure (*names);
    if (question == NULL)
      return refuse_unknown (*names, error);
    answer_for_all (maker, *names, question, haven_policy_get_responses (maker->policy, *names));
  }
  return TRUE;
}

static gboolean
answer_variables (Maker *maker, GError **error)
{
  const char *const *names = haven_policy_get_variables (maker->policy, maker->period);

  for (; *names != NULL; names++) {
    HavenReturnQuestion question = haven_return_find_variable (*names);
    if (question == NULL)
      return refuse_unknown (*names, error);
    answer_for_all (maker, *names, question, haven_policy_get_groups (maker->policy, *names));
  }
  return TRUE;
}

static void
count_cells (Maker *maker)
{
  g_autoptr(GArray) cells = haven_policy_list_cells (maker->policy, maker->period);

  for (guint i = 0; i < cells->len; i++) {
    const HavenPolicyCell *place = &g_array_index (cells, HavenPolicyCell, i);
    const char **responses = g_hash_table_lookup (maker->answers, place->measure);
    const char **groups = g_hash_table_lookup (maker->answers, place->by);
    HavenReturnCell cell = { place->measure, place->by, place->group, place->response, 0 };

    for (guint k = 0; k < maker->children->len; k++)
      cell.value += responses[k] == place->response && groups[k] == place->group;
    g_array_append_val (maker->ret->cells, cell);
  }
}

static void
add_to_sum (HavenReturnMagnitude *sum, gint64 value)
{
  sum->value += value;
  sum->contributors += value > 0;
  if (value > sum->largest) {
    sum->second = sum->largest;
    sum->largest = value;
  } else if (value > sum->second) {
    sum->second = value;
  }
}

static gboolean
sum_magnitudes (Maker *maker, GError **error)
{
  g_autoptr(GArray) places = haven_policy_list_magnitudes (maker->policy, maker->period);

  for (guint i = 0; i < places->len; i++) {
    const HavenPolicyCell *place = &g_array_index (places, HavenPolicyCell, i);
    const char **groups = g_hash_table_lookup (maker->answers, place->by);
    HavenReturnMagnitude sum = { place->measure, place->by, place->group, 0, 0, 0, 0 };
    HavenReturnSum of_child = haven_return_find_magnitude (place->measure);

    if (of_child == NULL)
      return refuse_unknown (place->measure, error);
    for (guint k = 0; k < maker->children->len; k++)
      if (groups[k] == place->group)
        add_to_sum (&sum, of_child (&g_array_index (maker->children, HavenReturnFacts, k)));
    g_array_append_val (maker->ret->magnitudes, sum);
  }
  return TRUE;
}

static gboolean
fill (Maker *maker, GError **error)
{
  if (!answer_measures (maker, error) || !answer_variables (maker, error))
    return FALSE;
  count_cells (maker);
  return sum_magnitudes (maker, error);
}

static gboolean
has_begun (HavenSpan span, HavenClock clock, GError **error)
{
  if (span.first <= clock.today)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This period has not begun: there is nothing to count yet."));
  return FALSE;
}

HavenReturn *
haven_return_make (HavenSchool *school, HavenPeriod period, HavenPolicy *policy, HavenClock clock, GError **error)
{
  g_autofree char *id = haven_period_to_id (period);
  g_autoptr(GArray) children = g_array_new (FALSE, FALSE, sizeof (HavenReturnFacts));
  g_autoptr(GHashTable) answers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr(HavenReturn) ret = haven_return_new (haven_school_get_setting (school, "urn", ""), id);
  HavenSpan span = haven_calendar_get_span (haven_school_get_calendar (school), period);
  Maker maker = { policy, id, children, answers, ret };

  if (!has_begun (span, clock, error) || !collect_children (&maker, school, span, clock, error) || !fill (&maker, error))
    return NULL;
  return g_steal_pointer (&ret);
}
