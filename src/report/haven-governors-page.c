/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-governors-private.h"

#include <string.h>

#include "haven-outbox.h"
#include "haven-policy.h"
#include "haven-release-maker.h"
#include "haven-return-maker.h"

/* A governors' report is a release (practice 40): of what the termly return counts too it tells what the protected page of that period
 * shows, made by the same rules beside everything that was sent, and nothing that the page hides. */

static const struct {
  HavenMeasure measure;
  const char *counted;          /* on the page */
  const char *responses[3];     /* NULL: a sum */
} told_by[] = {
  { HAVEN_MEASURE_ATTENDANCE, "sessions_attended", { NULL } },
  { HAVEN_MEASURE_UNAUTHORISED, "sessions_unauthorised", { NULL } },
  { HAVEN_MEASURE_AUTHORISED, "sessions_authorised", { NULL } },
  { HAVEN_MEASURE_PERSISTENT, "absence", { "10_to_under_50", "50_and_over" } },
  { HAVEN_MEASURE_SEVERE, "absence", { "50_and_over" } },
  { HAVEN_MEASURE_SUSPENDED, "suspended", { "1", "2_or_more" } },
  { HAVEN_MEASURE_SUSPENSION_RATE, "suspended", { "1", "2_or_more" } },
  { HAVEN_MEASURE_SUSPENDED_DAYS, "half_days_suspended", { NULL } },
  { HAVEN_MEASURE_PART_TIME, "part_time", { "up_to_6_weeks", "longer" } },
};

static HavenPolicy *
dup_policy (HavenSchool *school)
{
  const char *text = haven_school_get_setting (school, "sharing.policy", NULL);
  g_autoptr (GBytes) json = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  HavenPolicy *policy = json != NULL ? haven_policy_new_from_json (json, NULL) : NULL;

  return policy != NULL ? policy : haven_policy_ref (haven_policy_get_default ());
}

static GPtrArray *
list_sent (HavenSchool *school)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);
  GPtrArray *sent = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < ledger->len; i++)
    g_ptr_array_add (sent, g_bytes_ref (((HavenLedgerEntry *) g_ptr_array_index (ledger, i))->bytes));
  return sent;
}

HavenRelease *
haven_governors_make_page (const HavenGovernorsRequest *request)
{
  g_autoptr (HavenPolicy) policy = dup_policy (request->school);
  g_autoptr (HavenReturn) totals = haven_return_make (request->school, request->period, policy, request->clock, NULL);
  g_autoptr (GPtrArray) sent = list_sent (request->school);

  return totals != NULL ? haven_release_make (totals, policy, sent, NULL) : NULL;
}

/* The page's name for a group; FALSE: it has none such */
static gboolean
find_group (HavenGroup group, const char **ret_by, const char **ret_group)
{
  *ret_by = group == HAVEN_GROUP_FLAGGED ? "all" : "status";
  *ret_group = group == HAVEN_GROUP_FLAGGED ? "all" : haven_group_code (group);
  return group == HAVEN_GROUP_FLAGGED || group == HAVEN_GROUP_CP || group == HAVEN_GROUP_CIN || group == HAVEN_GROUP_PREVIOUS;
}

static gboolean
is_wanted (const char *const *responses, const char *response)
{
  if (responses[0] == NULL)
    return response == NULL;
  return response != NULL && (g_strcmp0 (responses[0], response) == 0 || g_strcmp0 (responses[1], response) == 0);
}

/* FALSE: the page counts it and hides it */
static gboolean
is_shown (HavenRelease *page, guint told, const char *by, const char *group)
{
  for (guint i = 0; i < haven_release_get_n_cells (page); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (page, i);

    if (g_str_equal (cell->measure, told_by[told].counted) && g_str_equal (cell->by, by) && g_str_equal (cell->group, group) &&
        is_wanted (told_by[told].responses, cell->response) && !cell->shown)
      return FALSE;
  }
  return TRUE;
}

gboolean
haven_governors_page_allows (HavenRelease *page, HavenMeasure measure, HavenGroup group)
{
  const char *by, *name;

  if (!find_group (group, &by, &name))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (told_by); i++)
    if (told_by[i].measure == measure && (page == NULL || !is_shown (page, i, by, name)))
      return FALSE;
  return TRUE;
}
