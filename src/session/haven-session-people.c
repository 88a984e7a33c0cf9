/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-attempts.h"
#include "haven-common-passphrases.h"
#include "haven-recovery-code.h"
#include "haven-recovery-sheet.h"

#include <glib/gi18n-lib.h>

/* ---- what a passphrase may be ---- */

static HavenStrength
measure (HavenSession *self, const char *name, const char *passphrase, char **ret_sentence)
{
  const char *school = self->school != NULL ? haven_school_get_setting (self->school, "name", "") : "";
  const char *const local[] = { school, name != NULL ? name : "", NULL };
  const HavenGuesses guesses = { haven_common_passphrases (), local };

  return haven_passphrase_measure (passphrase, &guesses, ret_sentence);
}

HavenStrength
haven_session_measure_passphrase (HavenSession *self, const char *name, const char *passphrase, char **ret_sentence)
{
  return measure (self, name, passphrase, ret_sentence);
}

gboolean
haven_session_check_new_passphrase (HavenSession *self, const char *name, const char *passphrase, GError **error)
{
  g_autofree char *sentence = NULL;

  if (self->any_passphrase || measure (self, name, passphrase, &sentence) != HAVEN_STRENGTH_REFUSED)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, sentence);
  return FALSE;
}

/* ---- a change of people: one job, which is a transaction of its own ---- */

typedef struct _Wish Wish;
typedef gboolean (*Grant) (HavenStore *store, const Wish *wish, HavenClock clock, GError **error);

struct _Wish {
  Grant grant;
  char *name;
  char *new_name;
  char *before;                 /* passphrases */
  char *after;
  HavenRole role;
  gboolean has_lead;            /* afterwards */
  char *user;                   /* as whoever has it open is called afterwards */
};

static void
free_wish (Wish *self)
{
  haven_wipe_string (self->before);
  haven_wipe_string (self->after);
  g_free (self->name);
  g_free (self->new_name);
  g_free (self->before);
  g_free (self->after);
  g_free (self->user);
  g_free (self);
}

static gboolean
people_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  Wish *wish = job->data;

  if (!wish->grant (writing->store, wish, writing->clock, error))
    return FALSE;
  wish->has_lead = haven_store_has_lead (writing->store);
  wish->user = g_strdup (haven_store_get_user (writing->store));
  return TRUE;
}

/* What was sealed to others before cannot be taken back past this: the steps of undo go. */
static void
people_done (HavenSession *self, HavenJob *job)
{
  Wish *wish = job->data;

  if (self->user == NULL)
    return;
  g_free (self->user->name);
  self->user->name = g_steal_pointer (&wish->user);
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  if (self->has_lead == wish->has_lead)
    return;
  self->has_lead = wish->has_lead;
  haven_session_take_school (self, haven_school_ref (self->school));
  g_signal_emit_by_name (self, "changed", HAVEN_ALL_TABLES);
}

static HavenJob *
make_job (Grant grant, const char *name)
{
  Wish *wish = g_new0 (Wish, 1);
  HavenJob *job = haven_job_new (people_work, wish, (GDestroyNotify) free_wish);

  wish->grant = grant;
  wish->name = g_strdup (name);
  job->done = people_done;
  return job;
}

static gboolean
grant_add (HavenStore *store, const Wish *wish, HavenClock clock, GError **error)
{
  const HavenStoreUser user = { wish->name, wish->role, wish->after };

  return haven_store_add_user (store, &user, clock, error);
}

static gboolean
grant_remove (HavenStore *store, const Wish *wish, HavenClock clock, GError **error)
{
  return haven_store_remove_user (store, wish->name, clock, error);
}

static gboolean
grant_role (HavenStore *store, const Wish *wish, HavenClock clock, GError **error)
{
  return haven_store_change_role (store, wish->name, wish->role, clock, error);
}

static gboolean
grant_rename (HavenStore *store, const Wish *wish, HavenClock clock, GError **error)
{
  return haven_store_rename_user (store, wish->name, wish->new_name, clock, error);
}

static gboolean
grant_passphrase (HavenStore *store, const Wish *wish, HavenClock clock, GError **error)
{
  return haven_store_change_passphrase (store, wish->before, wish->after, clock, error);
}

static void
start_with_passphrase (HavenSession *self, HavenDeed deed, GTask *task, HavenJob *job)
{
  Wish *wish = job->data;
  GError *error = NULL;

  if (haven_session_check_new_passphrase (self, wish->name, wish->after, &error)) {
    haven_session_start_deed (self, deed, task, job);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
  haven_job_free (job);
}

void
haven_session_add_user_async (HavenSession *self, const HavenUser *user, const char *passphrase,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = make_job (grant_add, user->name);
  Wish *wish = job->data;

  wish->role = user->role;
  wish->after = g_strdup (passphrase);
  start_with_passphrase (self, HAVEN_DEED_PEOPLE, g_task_new (self, NULL, callback, user_data), job);
}

void
haven_session_remove_user_async (HavenSession *self, const char *name, GAsyncReadyCallback callback, gpointer user_data)
{
  haven_session_start_deed (self, HAVEN_DEED_PEOPLE, g_task_new (self, NULL, callback, user_data), make_job (grant_remove, name));
}

void
haven_session_change_role_async (HavenSession *self, const char *name, HavenRole role, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = make_job (grant_role, name);

  ((Wish *) job->data)->role = role;
  haven_session_start_deed (self, HAVEN_DEED_PEOPLE, g_task_new (self, NULL, callback, user_data), job);
}

void
haven_session_rename_user_async (HavenSession *self, const char *name, const char *new_name,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = make_job (grant_rename, name);

  ((Wish *) job->data)->new_name = g_strdup (new_name);
  haven_session_start_deed (self, HAVEN_DEED_PEOPLE, g_task_new (self, NULL, callback, user_data), job);
}

/* One's own: everybody may, an attendance officer too. */
void
haven_session_change_passphrase_async (HavenSession *self, const char *before, const char *after,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = make_job (grant_passphrase, self->user != NULL ? self->user->name : NULL);
  HavenRole role = haven_session_get_acting_role (self);
  Wish *wish = job->data;

  wish->before = g_strdup (before);
  wish->after = g_strdup (after);
  start_with_passphrase (self, role == HAVEN_ROLE_ATTENDANCE ? HAVEN_DEED_HAND_IN : HAVEN_DEED_LOOK,
                         g_task_new (self, NULL, callback, user_data), job);
}

/* ---- is it still the same person? Wrong answers wait as at the door, and are told in the audit. ---- */

typedef struct {
  char *passphrase;
  gint64 wall;
} Answer;

static void
free_answer (Answer *self)
{
  haven_wipe_string (self->passphrase);
  g_free (self->passphrase);
  g_free (self);
}

static gboolean
note_wrong_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_add_audit (writing->store, writing->clock, "confirm-failed", 0, NULL, error);
}

static void
note_wrong (HavenJob *job, HavenWriting *writing, gint64 wall)
{
  haven_attempts_add (haven_store_get_folder (writing->store), wall, NULL);
  if (haven_store_get_mode (writing->store) == HAVEN_STORE_WRITER && haven_job_transact (job, writing, FALSE, note_wrong_body, NULL))
    haven_attempts_tell (haven_store_get_folder (writing->store));
}

static gboolean
confirm_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  Answer *answer = job->data;
  GError *local = NULL;

  if (!haven_attempts_check (haven_store_get_folder (writing->store), answer->wall, error))
    return FALSE;
  if (haven_store_confirm (writing->store, answer->passphrase, &local)) {
    haven_attempts_forgive (haven_store_get_folder (writing->store));
    return TRUE;
  }
  if (g_error_matches (local, HAVEN_ERROR, HAVEN_ERROR_LOCKED))
    note_wrong (job, writing, answer->wall);
  g_propagate_error (error, local);
  return FALSE;
}

static void
confirm_done (HavenSession *self, HavenJob *job)
{
  if (self->user != NULL)
    self->answers.confirmed = ((Answer *) job->data)->wall;
}

void
haven_session_confirm_async (HavenSession *self, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data)
{
  Answer *answer = g_new0 (Answer, 1);
  HavenJob *job = haven_job_new (confirm_work, answer, (GDestroyNotify) free_answer);

  answer->passphrase = g_strdup (passphrase);
  answer->wall = self->read_wall (self->wall_data);
  job->done = confirm_done;
  haven_session_start_job (self, g_task_new (self, NULL, callback, user_data), job);
}

gboolean
haven_session_confirm_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_people_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

static gboolean
wait_done (HavenSession *self, HavenWait *wait, GError **error)
{
  g_autoptr (GAsyncResult) result = haven_wait_for (wait);

  return haven_session_people_finish (self, result, error);
}

gboolean
haven_session_add_user (HavenSession *self, const HavenUser *user, const char *passphrase, GError **error)
{
  HavenWait wait = { NULL };

  haven_session_add_user_async (self, user, passphrase, haven_wait_cb, &wait);
  return wait_done (self, &wait, error);
}

gboolean
haven_session_remove_user (HavenSession *self, const char *name, GError **error)
{
  HavenWait wait = { NULL };

  haven_session_remove_user_async (self, name, haven_wait_cb, &wait);
  return wait_done (self, &wait, error);
}

gboolean
haven_session_change_role (HavenSession *self, const char *name, HavenRole role, GError **error)
{
  HavenWait wait = { NULL };

  haven_session_change_role_async (self, name, role, haven_wait_cb, &wait);
  return wait_done (self, &wait, error);
}

gboolean
haven_session_rename_user (HavenSession *self, const char *name, const char *new_name, GError **error)
{
  HavenWait wait = { NULL };

  haven_session_rename_user_async (self, name, new_name, haven_wait_cb, &wait);
  return wait_done (self, &wait, error);
}

gboolean
haven_session_change_passphrase (HavenSession *self, const char *before, const char *after, GError **error)
{
  HavenWait wait = { NULL };

  haven_session_change_passphrase_async (self, before, after, haven_wait_cb, &wait);
  return wait_done (self, &wait, error);
}

gboolean
haven_session_confirm (HavenSession *self, const char *passphrase, GError **error)
{
  HavenWait wait = { NULL };

  haven_session_confirm_async (self, passphrase, haven_wait_cb, &wait);
  return wait_done (self, &wait, error);
}

/* ---- the recovery sheet: the paper exists before the key that it names does ---- */

static GBytes *
print_sheet (HavenWriting *writing, const char *code, GError **error)
{
  const HavenRecoverySheet sheet = {
    .school = haven_school_get_setting (writing->school, "name", ""),
    .made_by = haven_store_get_user (writing->store),
    .made_at = writing->clock.now,
    .code = code,
  };

  return haven_recovery_sheet_render (&sheet, error);
}

static gboolean
sheet_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  char *code = haven_recovery_code_new ();
  gboolean done;

  job->result = print_sheet (writing, code, error);
  done = job->result != NULL && haven_store_set_recovery (writing->store, code, writing->clock, error);
  haven_wipe_string (code);
  g_free (code);
  return done;
}

static void
sheet_done (HavenSession *self, HavenJob *job)
{
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
}

void
haven_session_make_recovery_sheet_async (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (sheet_work, NULL, NULL);

  job->free_result = (GDestroyNotify) g_bytes_unref;
  job->done = sheet_done;
  haven_session_start_deed (self, HAVEN_DEED_PEOPLE, g_task_new (self, NULL, callback, user_data), job);
}

GBytes *
haven_session_make_recovery_sheet_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
haven_session_make_recovery_sheet (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_make_recovery_sheet_async (self, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_make_recovery_sheet_finish (self, result, error);
}
