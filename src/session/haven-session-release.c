/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-policy.h"
#include "haven-release-maker.h"
#include "haven-return-maker.h"

/* A return is worked out on a thread of the pool: it needs the school as it stands and nothing of the store. */
typedef struct {
  HavenSchool *school;
  HavenPeriod period;
  HavenClock clock;
} Question;

static void
free_question (Question *self)
{
  haven_school_unref (self->school);
  g_free (self);
}

/* The sharing settings of the Virtual School where they came, else those that Haven ships. */
static HavenPolicy *
get_policy (HavenSchool *school, GError **error)
{
  const char *text = haven_school_get_setting (school, "document.policy", NULL);
  g_autoptr (GBytes) json = NULL;

  if (text == NULL)
    return haven_policy_ref (haven_policy_get_default ());
  json = g_bytes_new (text, strlen (text));
  return haven_policy_new_from_json (json, error);
}

static GPtrArray *
list_earlier (HavenSchool *school)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);
  GPtrArray *earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < ledger->len; i++)
    g_ptr_array_add (earlier, g_bytes_ref (((HavenLedgerEntry *) g_ptr_array_index (ledger, i))->bytes));
  return earlier;
}

static HavenRelease *
make_release (Question *question, GError **error)
{
  g_autoptr (HavenPolicy) policy = get_policy (question->school, error);
  g_autoptr (HavenReturn) totals = NULL;
  g_autoptr (GPtrArray) earlier = NULL;

  if (policy == NULL)
    return NULL;
  totals = haven_return_make (question->school, question->period, policy, question->clock, error);
  if (totals == NULL)
    return NULL;
  earlier = list_earlier (question->school);
  return haven_release_make (totals, policy, earlier, error);
}

static void
answer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  HavenRelease *release = make_release (data, &error);

  if (release == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, release, (GDestroyNotify) haven_release_unref);
}

void
haven_session_release_async (HavenSession *self, HavenPeriod period, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question;

  if (!haven_session_check_may (self, task, HAVEN_DEED_COUNT))
    return;
  question = g_new0 (Question, 1);
  question->school = haven_school_ref (self->school);
  question->period = period;
  question->clock = self->clock;
  g_task_set_task_data (task, question, (GDestroyNotify) free_question);
  haven_session_push_to_pool (g_steal_pointer (&task), answer, (GDestroyNotify) haven_release_unref);
}

HavenRelease *
haven_session_release_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HavenRelease *
haven_session_release (HavenSession *self, HavenPeriod period, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_release_async (self, period, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_release_finish (self, result, error);
}
