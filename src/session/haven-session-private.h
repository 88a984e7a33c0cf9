/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-command-private.h"
#include "haven-guard.h"
#include "haven-role-view.h"
#include "haven-session.h"
#include "haven-worker.h"

/* What one job does to the store. work runs on the writer thread; the tables it changed are read again before the job is done. */
typedef struct _HavenJob HavenJob;
typedef gboolean (*HavenJobWork) (HavenJob *job, HavenWriting *writing, GError **error);
typedef gboolean (*HavenJobBody) (HavenJob *job, HavenWriting *writing, GError **error);
typedef void     (*HavenJobDone) (HavenSession *session, HavenJob *job);

struct _HavenJob {
  HavenJobWork work;
  HavenJobDone done;            /* on the main thread, after the school is new and before the task returns; NULL: nothing to do */
  gpointer data;
  GDestroyNotify free_data;
  gint64 id;                    /* what the task returns, unless result is set */
  gpointer result;
  GDestroyNotify free_result;
  HavenTables changed;
  GBytes *undo;                 /* changeset of the one transaction that was recorded */
  char *label;                  /* for undo */
  HavenSchool *school;
  HavenClock clock;
  GError *error;                /* the work's, while what it did commit is read */
  GError *failure;              /* to be told although the work was done: a sync that ended badly */
};

HavenJob *haven_job_new      (HavenJobWork work, gpointer take_data, GDestroyNotify free_data);
void      haven_job_free     (HavenJob *self);
/* On the writer thread: begins, runs body, commits, notes what changed; rolls back on error. */
gboolean  haven_job_transact (HavenJob *self, HavenWriting *writing, gboolean record_undo, HavenJobBody body, GError **error);

/* A changeset with the words for it */
typedef struct {
  char *label;
  GBytes *changeset;
} HavenUndoStep;
void haven_undo_step_free (HavenUndoStep *self);

struct _HavenSession {
  GObject parent_instance;

  char *folder;
  HavenClock clock;
  const HavenDefaults *defaults;  /* lent */
  HavenSessionState state;
  HavenSchool *school;          /* all of it: for the work of the session itself */
  HavenSchool *view;            /* what the user may see of it: what is lent */
  HavenUser *user;
  gboolean any_passphrase;      /* the demo's and the tests': made at the test cost */
  gboolean has_lead;            /* a designated safeguarding lead or deputy is among the people */
  char *to_read;                /* a copy of a shared store: why it refuses every change; NULL: it is not */
  gboolean keyring;             /* switched on by whoever has it open */
  HavenAnswers answers;         /* when the passphrase was typed */
  GHashTable *looked;           /* digests of the returns that were looked at */
  gint64 (*read_wall) (gpointer data);  /* seconds since 1970: for the waiting after wrong passphrases, whatever day it is here */
  gpointer wall_data;

  HavenWorker *writer;
  HavenWorker *reader;
  HavenWorker *net;
  HavenStore *store;            /* the writer thread's alone */
  HavenStore *beside;           /* the reader thread's alone */

  guint n_syncs;                /* under way */
  guint opening;                /* counts unlocks, so that an answer to an earlier one is known */
  GTask *running;
  GQueue waiting;               /* GTask with a HavenJob as data */
  GPtrArray *undo;              /* HavenUndoStep */
  GPtrArray *redo;
};

/* Takes both. Jobs run one after another, each on the school that the one before left. */
void          haven_session_start_job (HavenSession *self, GTask *take_task, HavenJob *take_job);
/* A task is handed from the main thread to a worker and back. The worker works for another task, which has no session to hold: else the
 * worker, who may be the last to let go, would end the session on its own thread. func finds the task as its data, callback takes it. */
void          haven_session_push         (HavenWorker *worker, GTask *take_task, GTaskThreadFunc func, GAsyncReadyCallback callback);
/* The same on a thread of the pool: func finds the task's data as its data, and what it returns the task returns. */
void          haven_session_push_to_pool (GTask *take_task, GTaskThreadFunc func, GDestroyNotify free_answer);

/* For the plain verbs: waits on the main context until the callback has come. */
typedef struct {
  GAsyncResult *result;
} HavenWait;
void          haven_wait_cb   (GObject *source, GAsyncResult *result, gpointer wait);
GAsyncResult *haven_wait_for  (HavenWait *wait);

gboolean      haven_session_check_open (HavenSession *self, GTask *task);  /* FALSE: task has returned LOCKED */
gboolean      haven_session_check_may  (HavenSession *self, GTask *task, HavenDeed deed);  /* and REFUSED */
HavenRole     haven_session_get_acting_role (HavenSession *self);  /* a designated teacher alone leads */
void          haven_session_take_school (HavenSession *self, HavenSchool *take_school);
/* As start_job, for who may; the plain verbs wait for it. */
void          haven_session_start_deed (HavenSession *self, HavenDeed deed, GTask *take_task, HavenJob *take_job);
/* haven-session-keyring.c */
void          haven_session_keep        (HavenSession *self);      /* what opens it next time, where that is wanted */
void          haven_session_forget_kept (HavenSession *self);
void          haven_session_start_kept  (HavenSession *self, GTask *take_task);    /* haven-session.c */
void          haven_session_push_undo (HavenSession *self, const char *label, GBytes *changeset);
gboolean      haven_session_check_deed (HavenSession *self, HavenDeed deed, GError **error);  /* role, copy to read, passphrase again */
gboolean      haven_session_finish_done (GAsyncResult *result, GError **error);
gboolean      haven_session_check_new_passphrase (HavenSession *self, const char *name, const char *passphrase, GError **error);
/* Every kind that stands in a file that is in memory, as haven_session_stage_chosen_async () does for paths; on any thread */
GPtrArray    *haven_session_stage_bytes (HavenSchool *school, HavenClock clock, const char *file, GBytes *bytes, GError **error);

/* Nothing goes unseen: a return (NULL: none) that nobody looked at is refused */
gboolean haven_session_check_looked (HavenSession *self, HavenRelease *release, GError **error);
/* haven-session-sync.c. What was booked with a Virtual School that is left, or that is another one now, is not looked for in the next. */
gboolean haven_session_part_from (HavenWriting *writing, gint64 authority, GError **error);
