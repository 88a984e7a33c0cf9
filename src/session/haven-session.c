/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-attempts.h"
#include "haven-kept.h"
#include "haven-keyring.h"
#include "haven-snapshot.h"

#include <glib/gi18n-lib.h>

enum { PROP_STATE = 1, N_PROPS };
enum { CHANGED, IMPORT_PROGRESS, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HavenSession, haven_session, G_TYPE_OBJECT)

void
haven_user_free (HavenUser *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

static void
set_state (HavenSession *self, HavenSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gint64
read_system_wall (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- opening: a passphrase on its way to the writer thread ---- */

typedef struct {
  guint opening;
  gboolean create;
  gboolean full_registers;      /* of a new store */
  gboolean kept;                /* no passphrase: what the keyring keeps */
  char *name;
  HavenRole role;
  char *passphrase;
  HavenStretch cost;
  HavenClock clock;
  gint64 wall;
  HavenUser *user;              /* who it turned out to be */
  gboolean has_lead;
  gboolean any_passphrase;
  char *to_read;
  gboolean keyring;
} Opening;

static void
free_opening (Opening *self)
{
  haven_wipe_string (self->passphrase);
  g_free (self->passphrase);
  g_free (self->name);
  g_free (self->to_read);
  haven_user_free (self->user);
  g_free (self);
}

static gboolean
is_test_cost (HavenStretch cost)
{
  return cost.memory_kib == HAVEN_STRETCH_TEST.memory_kib && cost.passes == HAVEN_STRETCH_TEST.passes;
}

/* A wrong passphrase makes the next one wait longer; what is in the way otherwise (damage, another writer) does not. */
static HavenStore *
try_open (HavenSession *self, Opening *opening, GError **error)
{
  GError *local = NULL;
  HavenStore *store;

  if (!haven_attempts_check (self->folder, opening->wall, error))
    return NULL;
  store = haven_store_open (self->folder, opening->name, opening->passphrase, HAVEN_STORE_WRITER, opening->clock, &local);
  if (g_error_matches (local, HAVEN_ERROR, HAVEN_ERROR_LOCKED))
    haven_attempts_add (self->folder, opening->wall, NULL);
  if (local != NULL)
    g_propagate_error (error, local);
  return store;
}

/* What does not fit any more is forgotten: it is not tried twice. */
static HavenStore *
open_kept (HavenSession *self, Opening *opening, GError **error)
{
  g_autofree char *id = haven_kept_dup_id (self->folder);
  g_autoptr (HavenSecret) half = haven_keyring_find (id != NULL ? id : "", error);
  HavenStore *store;
  GError *local = NULL;

  if (half == NULL)
    return NULL;
  store = haven_kept_open (self->folder, half, opening->clock, &local);
  if (g_error_matches (local, HAVEN_ERROR, HAVEN_ERROR_LOCKED))
    haven_kept_forget (self->folder);
  if (local != NULL)
    g_propagate_error (error, local);
  return store;
}

static HavenStore *
open_store (HavenSession *self, Opening *opening, GError **error)
{
  HavenStoreUser first = { opening->name, opening->role, opening->passphrase };

  if (opening->kept)
    return open_kept (self, opening, error);
  if (opening->create)
    return haven_store_create (self->folder, &first, opening->cost, opening->clock, error);
  return try_open (self, opening, error);
}

/* The choice that practice 34 wants recorded, made by whoever set the computer up */
static gboolean
choose_full_registers (HavenStore *store, HavenClock clock, GError **error)
{
  return haven_store_set (store, "registers", "everyone", error) && haven_store_add_audit (store, clock, "setting", 0, "registers", error);
}

static gboolean
write_opening (HavenStore *store, Opening *opening, HavenAttempts attempts, GError **error)
{
  g_autofree char *since = haven_time_to_iso (attempts.first);
  g_autofree char *detail = g_strdup_printf ("%u since %s", attempts.untold, since);

  if (attempts.untold > 0 && !haven_store_add_audit (store, opening->clock, "unlock-failed", 0, detail, error))
    return FALSE;
  if (opening->create && opening->full_registers && !choose_full_registers (store, opening->clock, error))
    return FALSE;
  return haven_store_add_audit (store, opening->clock, opening->create ? "create" : "unlock", 0, opening->kept ? "keyring" : NULL, error);
}

/* Failures are told by the first who opens the records; the file that counted them goes when that is written. */
static gboolean
record_opening (HavenSession *self, Opening *opening, GError **error)
{
  HavenAttempts attempts = haven_attempts_read (self->folder);

  if (haven_store_get_mode (self->store) == HAVEN_STORE_DOOR) {
    haven_attempts_forgive (self->folder);
    return TRUE;
  }
  if (!haven_store_begin (self->store, FALSE, error))
    return FALSE;
  if (!write_opening (self->store, opening, attempts, error)) {
    haven_store_rollback (self->store);
    return FALSE;
  }
  if (!haven_store_commit (self->store, NULL, NULL, error))
    return FALSE;
  haven_attempts_clear (self->folder);
  return TRUE;
}

static void
do_open (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  HavenSession *self = g_task_get_source_object (data);
  Opening *opening = g_task_get_task_data (data);
  GError *error = NULL;

  g_clear_pointer (&self->store, haven_store_close);
  self->store = open_store (self, opening, &error);
  haven_wipe_string (opening->passphrase);
  if (self->store == NULL || !record_opening (self, opening, &error)) {
    g_task_return_error (task, error);
    return;
  }
  opening->user = g_new0 (HavenUser, 1);
  opening->user->name = g_strdup (haven_store_get_user (self->store));
  opening->user->role = haven_store_get_role (self->store);
  opening->has_lead = haven_store_has_lead (self->store);
  opening->any_passphrase = is_test_cost (haven_store_get_cost (self->store));
  opening->keyring = haven_kept_is_wanted (self->folder, haven_store_get_own_key (self->store));
  opening->to_read = haven_snapshot_dup_to_read (self->folder);
  g_task_return_boolean (task, TRUE);
}

static HavenSchool *
make_empty_school (void)
{
  GPtrArray *tables[HAVEN_N_TABLES];

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    tables[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  return haven_school_new (NULL, tables);
}

static void
do_open_beside (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  HavenSession *self = g_task_get_source_object (data);
  GError *error = NULL;
  HavenSchool *school = NULL;

  g_clear_pointer (&self->beside, haven_store_close);
  if (haven_store_get_mode (self->store) == HAVEN_STORE_DOOR) {
    g_task_return_pointer (task, make_empty_school (), (GDestroyNotify) haven_school_unref);
    return;
  }
  self->beside = haven_store_open_beside (self->store, &error);
  if (self->beside != NULL)
    school = haven_store_read_school (self->beside, NULL, HAVEN_ALL_TABLES, &error);
  if (school == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, school, (GDestroyNotify) haven_school_unref);
}

static void
do_close_store (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_clear_pointer (&((HavenSession *) data)->store, haven_store_close);
  g_task_return_boolean (task, TRUE);
}

static void
push_close (HavenWorker *worker, HavenSession *self, GTaskThreadFunc func)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, self, NULL);
  haven_worker_push (worker, G_PRIORITY_HIGH, task, func);
}

/* The reader's store borrows the writer's key while it opens, so the reader closes first, and opening begins behind the reader too. */
static void
do_close_beside (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  HavenSession *self = data;

  g_clear_pointer (&self->beside, haven_store_close);
  push_close (self->writer, self, do_close_store);
  g_task_return_boolean (task, TRUE);
}

/* Nobody waits for it, so it holds no session: dispose stops both workers, and those finish what they were given. */
static void
close_stores (HavenSession *self)
{
  push_close (self->reader, self, do_close_beside);
}

static void
do_nothing (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

static void
fail_opening (HavenSession *self, GTask *take_task, GError *take_error)
{
  g_autoptr (GTask) task = take_task;
  Opening *opening = g_task_get_task_data (task);

  if (opening->opening == self->opening) {
    close_stores (self);
    set_state (self, HAVEN_SESSION_CLOSED);
  }
  g_task_return_error (task, take_error);
}

static void
beside_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HavenSession *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  HavenSchool *school = g_task_propagate_pointer (G_TASK (result), &error);

  if (school == NULL) {
    fail_opening (self, g_steal_pointer (&task), error);
    return;
  }
  if (opening->opening != self->opening) {
    haven_school_unref (school);
    fail_opening (self, g_steal_pointer (&task), g_error_new (HAVEN_ERROR, HAVEN_ERROR_CANCELLED, _("Haven was locked meanwhile.")));
    return;
  }
  self->user = g_steal_pointer (&opening->user);
  self->has_lead = opening->has_lead;
  self->any_passphrase = opening->any_passphrase;
  self->to_read = g_steal_pointer (&opening->to_read);
  self->keyring = opening->keyring;
  self->answers.unlocked = opening->kept ? 0 : opening->wall;
  haven_session_take_school (self, school);
  set_state (self, HAVEN_SESSION_OPEN);
  if (self->keyring && !opening->kept)
    haven_session_keep (self);
  g_signal_emit (self, signals[CHANGED], 0, HAVEN_ALL_TABLES);
  g_task_return_boolean (task, TRUE);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HavenSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    fail_opening (self, task, error);
    return;
  }
  haven_session_push (self->reader, task, do_open_beside, beside_opened_cb);
}

static void
reader_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenSession *self = g_task_get_source_object (user_data);

  haven_session_push (self->writer, user_data, do_open, store_opened_cb);
}

static void
start_opening (HavenSession *self, GTask *take_task, Opening *take_opening)
{
  g_autoptr (GTask) task = take_task;

  g_task_set_task_data (task, take_opening, (GDestroyNotify) free_opening);
  if (self->state != HAVEN_SESSION_CLOSED) {
    g_task_return_new_error (task, HAVEN_ERROR, HAVEN_ERROR_BUSY, _("Haven is already open, or being opened."));
    return;
  }
  take_opening->opening = ++self->opening;
  take_opening->clock = self->clock;
  take_opening->wall = self->read_wall (self->wall_data);
  set_state (self, HAVEN_SESSION_BUSY);
  haven_session_push (self->reader, g_steal_pointer (&task), do_nothing, reader_ready_cb);
}

/* Somebody has to answer for the records from the first day. The test cost is the demo's and the tests': any passphrase does there. */
static gboolean
check_first (HavenSession *self, const HavenUser *user, const char *passphrase, HavenStretch cost, GError **error)
{
  if (user->role > HAVEN_ROLE_DT) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("The first person must be a designated safeguarding lead, a deputy or a designated teacher. Nothing was made."));
    return FALSE;
  }
  if (is_test_cost (cost))
    return TRUE;
  return haven_session_check_new_passphrase (self, user->name, passphrase, error);
}

void
haven_session_create_async (HavenSession *self, const HavenUser *user, const char *passphrase, HavenStretch cost,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Opening *opening;
  GError *error = NULL;

  if (!check_first (self, user, passphrase, cost, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  opening = g_new0 (Opening, 1);
  opening->create = TRUE;
  opening->full_registers = self->defaults->full_registers;
  opening->name = g_strdup (user->name);
  opening->role = user->role;
  opening->passphrase = g_strdup (passphrase);
  opening->cost = cost;
  start_opening (self, task, opening);
}

gboolean
haven_session_create_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
haven_session_create (HavenSession *self, const HavenUser *user, const char *passphrase, HavenStretch cost, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_create_async (self, user, passphrase, cost, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_create_finish (self, result, error);
}

void
haven_session_unlock_async (HavenSession *self, const char *name, const char *passphrase, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->name = g_strdup (name);
  opening->passphrase = g_strdup (passphrase);
  start_opening (self, g_task_new (self, cancellable, callback, user_data), opening);
}

gboolean
haven_session_unlock_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
haven_session_unlock (HavenSession *self, const char *name, const char *passphrase, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_unlock_async (self, name, passphrase, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_unlock_finish (self, result, error);
}

void
haven_session_start_kept (HavenSession *self, GTask *take_task)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->kept = TRUE;
  start_opening (self, take_task, opening);
}

static void
refuse_waiting (HavenSession *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL) {
    haven_session_check_open (self, task);
    g_object_unref (task);
  }
}

static void
shut (HavenSession *self)
{
  if (self->state == HAVEN_SESSION_CLOSED)
    return;
  self->opening++;
  g_clear_pointer (&self->school, haven_school_unref);
  g_clear_pointer (&self->view, haven_school_unref);
  g_clear_pointer (&self->user, haven_user_free);
  self->any_passphrase = FALSE;
  self->answers = (HavenAnswers) { 0 };
  g_hash_table_remove_all (self->looked);
  g_clear_pointer (&self->to_read, g_free);
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  close_stores (self);
  set_state (self, HAVEN_SESSION_CLOSED);
  refuse_waiting (self);
  g_signal_emit (self, signals[CHANGED], 0, HAVEN_ALL_TABLES);
}

void
haven_session_lock (HavenSession *self)
{
  haven_session_forget_kept (self);
  shut (self);
}

/* ---- commands ---- */

static void
push_step (GPtrArray *steps, const char *label, GBytes *changeset)
{
  HavenUndoStep *step = g_new0 (HavenUndoStep, 1);

  step->label = g_strdup (label);
  step->changeset = g_bytes_ref (changeset);
  g_ptr_array_add (steps, step);
}

void
haven_session_push_undo (HavenSession *self, const char *label, GBytes *changeset)
{
  push_step (self->undo, label, changeset);
  g_ptr_array_set_size (self->redo, 0);
}

static gboolean
command_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_command_apply (job->data, writing, &job->id, error);
}

static gboolean
command_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, haven_command_can_undo (job->data), command_body, error);
}

static void
command_done (HavenSession *self, HavenJob *job)
{
  if (job->undo == NULL)
    return;
  push_step (self->undo, haven_command_get_label (job->data), job->undo);
  g_ptr_array_set_size (self->redo, 0);
}

void
haven_session_run_async (HavenSession *self, HavenCommand *take_command, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  HavenJob *job = haven_job_new (command_work, take_command, (GDestroyNotify) haven_command_free);
  HavenDeed deed = haven_command_get_deed (take_command);
  GError *error = NULL;

  job->done = command_done;
  if ((self->view != NULL && !haven_command_check_sees (take_command, self->view, haven_session_get_acting_role (self), &error)) ||
      !haven_session_check_looked (self, haven_command_get_release (take_command), &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    haven_job_free (job);
    return;
  }
  haven_session_start_deed (self, deed, task, job);
}

gint64
haven_session_run_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

gint64
haven_session_run (HavenSession *self, HavenCommand *take_command, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_run_async (self, take_command, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_run_finish (self, result, error);
}

/* ---- undo and redo: taking a changeset back is itself recorded, and that is the way forward again ---- */

static gboolean
take_back_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_take_back (writing->store, job->data, error) &&
         haven_store_add_audit (writing->store, writing->clock, "undo", 0, NULL, error);
}

static gboolean
take_back_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, TRUE, take_back_body, error);
}

static void
undone (HavenSession *self, HavenJob *job)
{
  g_ptr_array_set_size (self->undo, self->undo->len - 1);
  if (job->undo != NULL)
    push_step (self->redo, job->label, job->undo);
}

static void
redone (HavenSession *self, HavenJob *job)
{
  g_ptr_array_set_size (self->redo, self->redo->len - 1);
  if (job->undo != NULL)
    push_step (self->undo, job->label, job->undo);
}

static HavenUndoStep *
get_last (GPtrArray *steps)
{
  return steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;
}

void
haven_session_undo_async (HavenSession *self, gboolean redo, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  HavenUndoStep *step = get_last (redo ? self->redo : self->undo);
  HavenJob *job;

  if (step == NULL) {
    g_task_return_new_error (task, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is nothing to undo."));
    g_object_unref (task);
    return;
  }
  if (self->to_read != NULL) {
    g_task_return_new_error (task, HAVEN_ERROR, HAVEN_ERROR_REFUSED, "%s", self->to_read);
    g_object_unref (task);
    return;
  }
  job = haven_job_new (take_back_work, g_bytes_ref (step->changeset), (GDestroyNotify) g_bytes_unref);
  job->label = g_strdup (step->label);
  job->done = redo ? redone : undone;
  haven_session_start_job (self, task, job);
}

gboolean
haven_session_undo_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error) >= 0;
}

static gboolean
undo_and_wait (HavenSession *self, gboolean redo, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_undo_async (self, redo, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_undo_finish (self, result, error);
}

gboolean
haven_session_undo (HavenSession *self, GError **error)
{
  return undo_and_wait (self, FALSE, error);
}

gboolean
haven_session_redo (HavenSession *self, GError **error)
{
  return undo_and_wait (self, TRUE, error);
}

const char *
haven_session_get_undo (HavenSession *self)
{
  HavenUndoStep *step = get_last (self->undo);

  return step != NULL ? step->label : NULL;
}

const char *
haven_session_get_redo (HavenSession *self)
{
  HavenUndoStep *step = get_last (self->redo);

  return step != NULL ? step->label : NULL;
}

/* ---- what the session tells ---- */

guint
haven_session_get_wait (HavenSession *self)
{
  return haven_attempts_get_wait (haven_attempts_read (self->folder), self->read_wall (self->wall_data));
}

void
haven_session_set_wall_clock (HavenSession *self, gint64 (*read_wall) (gpointer data), gpointer data)
{
  self->read_wall = read_wall != NULL ? read_wall : read_system_wall;
  self->wall_data = data;
}

/* A school whose only people are designated teachers has nobody else to answer for the rest. */
HavenRole
haven_session_get_acting_role (HavenSession *self)
{
  HavenRole role = self->user != NULL ? self->user->role : HAVEN_ROLE_ATTENDANCE;

  return role == HAVEN_ROLE_DT && !self->has_lead ? HAVEN_ROLE_DSL : role;
}

gboolean
haven_session_may (HavenSession *self, HavenDeed deed)
{
  return self->user != NULL && haven_role_may (haven_session_get_acting_role (self), deed)
         && (self->to_read == NULL || !haven_deed_changes (deed));
}

gboolean
haven_session_needs_confirm (HavenSession *self, HavenDeed deed)
{
  return self->user != NULL && !haven_guard_is_open (deed, self->answers, self->read_wall (self->wall_data));
}

char *
haven_session_dup_damage (HavenSession *self)
{
  guint n;

  if (self->school == NULL)
    return NULL;
  if (haven_school_get_n_damaged (self->school) > 0)
    return g_strdup (_("Part of these records is damaged and cannot be read. What is whole is shown, and nothing can be changed. "
                       "Open a backup."));
  n = haven_school_get_n_set_aside (self->school);
  if (n == 0)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u entry could not be read. It is kept as it is and not counted. "
                                       "Install the newest Haven, or open a backup.",
                                       "%u entries could not be read. They are kept as they are and not counted. "
                                       "Install the newest Haven, or open a backup.", n), n);
}

char *
haven_session_dup_to_read (HavenSession *self)
{
  return g_strdup (self->to_read);
}

void
haven_session_take_school (HavenSession *self, HavenSchool *take_school)
{
  g_clear_pointer (&self->view, haven_school_unref);
  g_clear_pointer (&self->school, haven_school_unref);
  self->school = take_school;
  self->view = haven_role_view (take_school, haven_session_get_acting_role (self), self->clock.today);
}

const char *
haven_session_get_folder (HavenSession *self)
{
  return self->folder;
}

HavenSessionState
haven_session_get_state (HavenSession *self)
{
  return self->state;
}

HavenClock
haven_session_get_clock (HavenSession *self)
{
  return self->clock;
}

const HavenDefaults *
haven_session_get_defaults (HavenSession *self)
{
  return self->defaults;
}

void
haven_session_set_defaults (HavenSession *self, const HavenDefaults *defaults)
{
  self->defaults = defaults;
}

void
haven_session_set_clock (HavenSession *self, HavenClock clock)
{
  self->clock = clock;
  if (self->school == NULL)
    return;
  haven_session_take_school (self, haven_school_ref (self->school));   /* who is in care today */
  g_signal_emit (self, signals[CHANGED], 0, (HavenTables) 0);
}

HavenSchool *
haven_session_get_school (HavenSession *self)
{
  return self->view;
}

const HavenUser *
haven_session_get_user (HavenSession *self)
{
  return self->user;
}

gboolean
haven_session_exists (HavenSession *self)
{
  return haven_store_is_there (self->folder);
}

GPtrArray *
haven_session_list_users (HavenSession *self, GError **error)
{
  g_autoptr (GPtrArray) people = haven_store_list_people (self->folder, error);
  GPtrArray *users;

  if (people == NULL)
    return NULL;
  users = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_user_free);
  for (guint i = 0; i < people->len; i++) {
    const HavenStorePerson *person = g_ptr_array_index (people, i);
    HavenUser *user = g_new0 (HavenUser, 1);
    user->name = g_strdup (person->name);
    user->role = person->role;
    user->recovery = person->recovery;
    g_ptr_array_add (users, user);
  }
  return users;
}

/* ---- the class ---- */

static void
haven_session_dispose (GObject *object)
{
  HavenSession *self = HAVEN_SESSION (object);

  /* The keys are wiped where they are used: the reader's thread first, since it hands the closing on. */
  if (self->writer != NULL) {
    shut (self);
    haven_worker_stop (self->net);
    haven_worker_stop (self->reader);
    haven_worker_stop (self->writer);
  }
  g_clear_object (&self->net);
  g_clear_object (&self->reader);
  g_clear_object (&self->writer);
  G_OBJECT_CLASS (haven_session_parent_class)->dispose (object);
}

static void
haven_session_finalize (GObject *object)
{
  HavenSession *self = HAVEN_SESSION (object);

  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_hash_table_unref (self->looked);
  g_free (self->folder);
  G_OBJECT_CLASS (haven_session_parent_class)->finalize (object);
}

static void
haven_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STATE)
    g_value_set_int (value, HAVEN_SESSION (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
haven_session_class_init (HavenSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = haven_session_dispose;
  object_class->finalize = haven_session_finalize;
  object_class->get_property = haven_session_get_property;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, HAVEN_SESSION_CLOSED, HAVEN_SESSION_OPEN, HAVEN_SESSION_CLOSED,
                                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT64);
  g_signal_new ("sync-progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                G_TYPE_UINT);
  signals[IMPORT_PROGRESS] = g_signal_new ("import-progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
haven_session_init (HavenSession *self)
{
  self->writer = haven_worker_new ("haven-writer");
  self->reader = haven_worker_new ("haven-reader");
  self->net = haven_worker_new ("haven-net");
  self->looked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_undo_step_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_undo_step_free);
  g_queue_init (&self->waiting);
  self->read_wall = read_system_wall;
}

HavenSession *
haven_session_new (const char *folder, HavenClock clock)
{
  HavenSession *self = g_object_new (HAVEN_TYPE_SESSION, NULL);

  self->folder = g_strdup (folder);
  self->clock = clock;
  self->defaults = haven_defaults_get ();
  return self;
}
