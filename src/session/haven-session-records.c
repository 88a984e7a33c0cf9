/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-records.h"

#include "haven-erasing.h"
#include "haven-file-copy.h"
#include "haven-retention.h"
#include "haven-session-private.h"

/* ---- printing for the child protection file ---- */

typedef struct {
  gint64 pupil_id;
  char *printed_by;
} Printing;

static void
free_printing (Printing *self)
{
  g_free (self->printed_by);
  g_free (self);
}

/* Of a leaver, the day stands with what became of the file. */
static gboolean
note_printed (HavenWriting *writing, gint64 pupil_id, GError **error)
{
  g_autoptr (HavenDeparture) departure = NULL;
  HavenLeaving leaving;

  if (!haven_leaving_find (writing->school, pupil_id, &leaving))
    return TRUE;
  departure = leaving.departure != NULL ? haven_departure_copy (leaving.departure) : haven_departure_new ();
  departure->pupil_id = pupil_id;
  departure->left = leaving.pupil->left;
  departure->printed_on = writing->clock.today;
  return haven_store_put (writing->store, HAVEN_TABLE_DEPARTURES, departure, error);
}

static gboolean
note_printed_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Printing *printing = job->data;

  return (haven_store_is_to_read (writing->store) || note_printed (writing, printing->pupil_id, error))
         && haven_store_add_audit (writing->store, writing->clock, "paper", printing->pupil_id, "for-the-file", error);
}

/* The store is read as whoever has it open may open it: restricted entries are part of the file. */
static gboolean
print_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Printing *printing = job->data;
  g_autoptr (HavenSchool) whole = haven_store_read_school (writing->store, NULL, HAVEN_ALL_TABLES, error);
  HavenFileCopyRequest request = {
    .school = whole, .clock = writing->clock, .pupil_id = printing->pupil_id, .printed_by = printing->printed_by,
  };
  g_autoptr (HavenSheets) sheets = whole != NULL ? haven_file_copy_print (&request, error) : NULL;

  if (sheets == NULL || !haven_job_transact (job, writing, FALSE, note_printed_body, error))
    return FALSE;
  job->result = g_steal_pointer (&sheets);
  return TRUE;
}

void
haven_session_print_for_file_async (HavenSession *self, gint64 pupil_id, GAsyncReadyCallback callback, gpointer user_data)
{
  Printing *printing = g_new0 (Printing, 1);
  HavenJob *job = haven_job_new (print_work, printing, (GDestroyNotify) free_printing);

  printing->pupil_id = pupil_id;
  printing->printed_by = g_strdup (self->user != NULL ? self->user->name : "");
  job->free_result = (GDestroyNotify) haven_sheets_unref;
  haven_session_start_deed (self, HAVEN_DEED_EXPORT, g_task_new (self, NULL, callback, user_data), job);
}

HavenSheets *
haven_session_print_for_file_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HavenSheets *
haven_session_print_for_file (HavenSession *self, gint64 pupil_id, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_print_for_file_async (self, pupil_id, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_print_for_file_finish (self, result, error);
}

/* ---- erasing ---- */

typedef struct {
  HavenErased subject;
  gint64 id;
  char *ground;
  char *why;
  char *decided_by;
  HavenErasure *certificate;
} Erasing;

static void
free_erasing (Erasing *self)
{
  g_free (self->ground);
  g_free (self->why);
  g_free (self->decided_by);
  g_clear_pointer (&self->certificate, haven_erasure_free);
  g_free (self);
}

static gboolean
erase_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  Erasing *erasing = job->data;
  const HavenErasureRequest request = { erasing->subject, erasing->id, erasing->ground, erasing->why, erasing->decided_by };
  gboolean pupil = erasing->subject == HAVEN_ERASED_PUPIL;

  return haven_retention_check (writing->school, pupil ? erasing->id : 0, pupil ? 0 : erasing->id, erasing->ground, writing->clock, error)
         && haven_store_erase (writing->store, &request, writing->clock, &erasing->certificate, error);
}

/* As it stands after the sweep: since when all is clean, and what could not be reached */
static HavenErasure *
read_certificate (HavenStore *store, const HavenErasure *written)
{
  g_autoptr (HavenSchool) school = haven_store_read_school (store, NULL, HAVEN_ALL_TABLES, NULL);
  GPtrArray *erasures = school != NULL ? haven_school_get_table (school, HAVEN_TABLE_ERASURES) : NULL;

  for (guint i = 0; erasures != NULL && i < erasures->len; i++)
    if (g_strcmp0 (((const HavenErasure *) erasures->pdata[i])->reference, written->reference) == 0)
      return haven_erasure_copy (erasures->pdata[i]);
  return haven_erasure_copy (written);
}

/* A sweep that is cut short is gone on with at the next opening; the certificate says that it is not done. */
static gboolean
erase_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  Erasing *erasing = job->data;

  if (!haven_job_transact (job, writing, FALSE, erase_body, error))
    return FALSE;
  job->changed = HAVEN_ALL_TABLES;
  haven_store_sweep (writing->store, writing->clock, NULL);
  job->result = read_certificate (writing->store, erasing->certificate);
  return TRUE;
}

/* What could be taken back or done again names rows that are gone, and holds them as they were. */
static void
forget_steps (HavenSession *self, HavenJob *job)
{
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
}

void
haven_session_erase_async (HavenSession *self, const HavenErasureRequest *request, GAsyncReadyCallback callback, gpointer user_data)
{
  Erasing *erasing = g_new0 (Erasing, 1);
  HavenJob *job = haven_job_new (erase_work, erasing, (GDestroyNotify) free_erasing);

  erasing->subject = request->subject;
  erasing->id = request->id;
  erasing->ground = g_strdup (request->ground);
  erasing->why = g_strdup (request->why);
  erasing->decided_by = g_strdup (request->decided_by);
  job->free_result = (GDestroyNotify) haven_erasure_free;
  job->done = forget_steps;
  haven_session_start_deed (self, HAVEN_DEED_DESTROY, g_task_new (self, NULL, callback, user_data), job);
}

HavenErasure *
haven_session_erase_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HavenErasure *
haven_session_erase (HavenSession *self, const HavenErasureRequest *request, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_erase_async (self, request, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_erase_finish (self, result, error);
}

/* ---- copies that could not be reached ---- */

static gint64
count_left_over (HavenStore *store, GError **error)
{
  g_autoptr (HavenSchool) school = haven_store_read_school (store, NULL, HAVEN_ALL_TABLES, error);
  GPtrArray *erasures = school != NULL ? haven_school_get_table (school, HAVEN_TABLE_ERASURES) : NULL;
  gint64 n = 0;

  for (guint i = 0; erasures != NULL && i < erasures->len; i++)
    n += ((const HavenErasure *) erasures->pdata[i])->left_over != NULL;
  return erasures != NULL ? n : -1;
}

static gboolean
sweep_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  if (!haven_store_sweep_again (writing->store, writing->clock, error))
    return FALSE;
  job->changed = HAVEN_TABLE_BIT (HAVEN_TABLE_ERASURES);
  job->id = count_left_over (writing->store, error);
  return job->id >= 0;
}

void
haven_session_sweep_async (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  haven_session_start_deed (self, HAVEN_DEED_LOOK_AFTER, g_task_new (self, NULL, callback, user_data),
                            haven_job_new (sweep_work, NULL, NULL));
}

gint64
haven_session_sweep_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

gint64
haven_session_sweep (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_sweep_async (self, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_sweep_finish (self, result, error);
}
