/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include <glib/gi18n-lib.h>

#include "haven-noise.h"
#include "haven-release-maker.h"
#include "haven-return-maker.h"
#include "haven-sharing-private.h"

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
make_noise (Question *question, HavenPolicy *policy, GPtrArray *earlier, GError **error)
{
  g_autoptr (HavenSecret) secret = haven_sharing_dup_secret (question->school);
  g_autoptr (HavenReturn) totals = NULL;

  if (secret == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED,
                         _("The key that noise depends on is not in this store. Nothing was made. Restore it from a backup."));
    return NULL;
  }
  totals = haven_return_make_keyed (question->school, question->period, policy, question->clock, secret, error);
  return totals != NULL ? haven_noise_make (totals, policy, earlier, error) : NULL;
}

static HavenRelease *
make_page (Question *question, HavenPolicy *policy, GPtrArray *earlier, GError **error)
{
  g_autoptr (HavenReturn) totals = haven_return_make (question->school, question->period, policy, question->clock, error);

  return totals != NULL ? haven_release_make (totals, policy, earlier, error) : NULL;
}

static HavenRelease *
make_release (Question *question, GError **error)
{
  g_autoptr (HavenPolicy) policy = haven_sharing_dup_policy (question->school, error);
  g_autoptr (GPtrArray) earlier = NULL;

  if (policy == NULL)
    return NULL;
  earlier = list_earlier (question->school);
  return haven_policy_get_channel (policy) == HAVEN_CHANNEL_NOISE ? make_noise (question, policy, earlier, error)
                                                                  : make_page (question, policy, earlier, error);
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

void
haven_session_note_looked (HavenSession *self, HavenRelease *release)
{
  g_hash_table_add (self->looked, g_strdup (haven_release_get_digest (release)));
}

gboolean
haven_session_has_looked (HavenSession *self, HavenRelease *release)
{
  return g_hash_table_contains (self->looked, haven_release_get_digest (release));
}

gboolean
haven_session_check_looked (HavenSession *self, HavenRelease *release, GError **error)
{
  const char *unseen = self->school != NULL ? haven_school_get_setting (self->school, "sharing.unseen", "") : "";

  if (release == NULL || g_str_equal (unseen, "yes") || haven_session_has_looked (self, release))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("Nobody has looked at this return yet. Open it in Share first, or let returns go without that in the settings."));
  return FALSE;
}
