/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-return-maker.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-return-facts.h"
#include "haven-school-lines.h"
#include "haven-tally.h"

typedef struct {
  HavenPolicy *policy;
  const char *period;
  GArray *children;             /* HavenReturnFacts */
  guint64 *keys;                /* a child's; NULL: none were asked for */
  GHashTable *answers;          /* name of a measure or variable (interned) -> guint8[children]: the answer's place in the settings */
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

/* The place of an answer among the settings' own names; what they do not name is their last: not_counted, other */
static guint8
find_answer (const char *answer, const char *const *names)
{
  guint8 i;

  for (i = 0; names[i + 1] != NULL; i++)
    if (g_str_equal (names[i], answer))
      break;
  return i;
}

static void
answer_for_all (Maker *maker, const char *name, HavenReturnQuestion question, const char *const *names)
{
  guint8 *answers = g_new0 (guint8, maker->children->len + 1);

  for (guint i = 0; i < maker->children->len; i++)
    answers[i] = find_answer (question (&g_array_index (maker->children, HavenReturnFacts, i)), names);
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

static guint
count_names (const char *const *names)
{
  return g_strv_length ((char **) names);
}

/* One table: the groups of a variable by the responses to a measure, in the order of the settings */
static void
count_table (Maker *maker, const char *measure, const char *by)
{
  const char *const *responses = haven_policy_get_responses (maker->policy, measure);
  const char *const *groups = haven_policy_get_groups (maker->policy, by);
  const guint8 *answers[] = { g_hash_table_lookup (maker->answers, by), g_hash_table_lookup (maker->answers, measure) };
  const guint n_answers[] = { count_names (groups), count_names (responses) };
  const HavenTallyRecords records = { answers, n_answers, G_N_ELEMENTS (answers), maker->keys, maker->children->len };
  g_autoptr(GArray) table = haven_tally_count (&records);

  for (guint i = 0; i < table->len; i++) {
    const HavenTallyCell *tally = &g_array_index (table, HavenTallyCell, i);
    HavenReturnCell cell = { measure, by, groups[i / n_answers[1]], responses[i % n_answers[1]], tally->count };

    g_array_append_val (maker->ret->cells, cell);
    if (maker->keys != NULL)
      g_array_append_val (maker->ret->keys, tally->key);
  }
}

static void
count_cells (Maker *maker)
{
  const char *const *measures = haven_policy_get_measures (maker->policy, maker->period);

  for (; *measures != NULL; measures++)
    for (const char *const *by = haven_policy_get_variables (maker->policy, maker->period); *by != NULL; by++)
      count_table (maker, *measures, *by);
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

static void
sum_magnitude (Maker *maker, const HavenPolicyCell *place, HavenReturnSum of_child)
{
  const guint8 *groups = g_hash_table_lookup (maker->answers, place->by);
  const guint8 group = find_answer (place->group, haven_policy_get_groups (maker->policy, place->by));
  HavenReturnMagnitude sum = { place->measure, place->by, place->group, 0, 0, 0, 0 };
  guint64 key = 0;

  for (guint k = 0; k < maker->children->len; k++) {
    gint64 value = groups[k] == group ? of_child (&g_array_index (maker->children, HavenReturnFacts, k)) : 0;

    add_to_sum (&sum, value);
    key += maker->keys != NULL && value > 0 ? maker->keys[k] : 0;
  }
  g_array_append_val (maker->ret->magnitudes, sum);
  if (maker->keys != NULL)
    g_array_append_val (maker->ret->keys, key);
}

static gboolean
sum_magnitudes (Maker *maker, GError **error)
{
  g_autoptr(GArray) places = haven_policy_list_magnitudes (maker->policy, maker->period);

  for (guint i = 0; i < places->len; i++) {
    const HavenPolicyCell *place = &g_array_index (places, HavenPolicyCell, i);
    HavenReturnSum of_child = haven_return_find_magnitude (place->measure);

    if (of_child == NULL)
      return refuse_unknown (place->measure, error);
    sum_magnitude (maker, place, of_child);
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

static void
make_keys (Maker *maker, HavenSecret *secret)
{
  maker->keys = g_new0 (guint64, maker->children->len + 1);
  for (guint i = 0; i < maker->children->len; i++) {
    const gint64 id = GINT64_TO_BE (g_array_index (maker->children, HavenReturnFacts, i).pupil->id);

    maker->keys[i] = haven_secret_mac64 (secret, &id, sizeof id);
  }
}

HavenReturn *
haven_return_make_keyed (HavenSchool *school, HavenPeriod period, HavenPolicy *policy, HavenClock clock, HavenSecret *secret,
                         GError **error)
{
  g_autofree char *id = haven_period_to_id (period);
  g_autoptr(GArray) children = g_array_new (FALSE, FALSE, sizeof (HavenReturnFacts));
  g_autoptr(GHashTable) answers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr(HavenReturn) ret = haven_return_new (haven_school_get_setting (school, "urn", ""), id);
  HavenSpan span = haven_calendar_get_span (haven_school_get_calendar (school), period);
  Maker maker = { policy, id, children, NULL, answers, ret };
  gboolean made;

  if (!has_begun (span, clock, error) || !collect_children (&maker, school, span, clock, error))
    return NULL;
  if (secret != NULL)
    make_keys (&maker, secret);
  made = fill (&maker, error);
  g_free (maker.keys);
  haven_school_lines_add (school, MIN (span.last, clock.today), ret);
  return made ? g_steal_pointer (&ret) : NULL;
}

HavenReturn *
haven_return_make (HavenSchool *school, HavenPeriod period, HavenPolicy *policy, HavenClock clock, GError **error)
{
  return haven_return_make_keyed (school, period, policy, clock, NULL, error);
}
