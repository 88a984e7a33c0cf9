/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-imports.h"
#include "haven-session-private.h"

#include "haven-choices-json.h"
#include "haven-intake.h"
#include "haven-progress.h"

#include <glib/gi18n-lib.h>

/* ---- how far it has come: told on the main thread, by whichever thread works ---- */

/* The worker holds no session, or it might be the last to let go of it: it holds this */
typedef struct {
  GWeakRef session;
} Teller;

typedef struct {
  Teller *teller;
  HavenStep step;
  guint percent;
} Told;

static Teller *
teller_new (HavenSession *session)
{
  Teller *self = g_atomic_rc_box_new0 (Teller);

  g_weak_ref_init (&self->session, session);
  return self;
}

static void
clear_teller (gpointer data)
{
  g_weak_ref_clear (&((Teller *) data)->session);
}

static void
teller_unref (Teller *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_teller);
}

static void
free_told (gpointer data)
{
  teller_unref (((Told *) data)->teller);
  g_free (data);
}

static gboolean
tell_cb (gpointer data)
{
  const Told *told = data;
  g_autoptr (HavenSession) session = g_weak_ref_get (&told->teller->session);

  if (session != NULL)
    g_signal_emit_by_name (session, "import-progress", (guint) told->step, told->percent);
  return G_SOURCE_REMOVE;
}

static void
tell (HavenStep step, guint percent, gpointer user_data)
{
  Told *told = g_new0 (Told, 1);

  *told = (Told) { g_atomic_rc_box_acquire (user_data), step, percent };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, told, free_told);
}

/* ---- previews: on a thread of the pool, from the school as it stands ---- */

/* One kind of one file. A file of several kinds stands here several times. */
typedef struct {
  char *path;
  GBytes *bytes;                /* of a file that was handed in; else NULL */
  HavenIntakeFile *file;        /* once it was read: the staging's */
  HavenImportChoices *choices;
  guint place;                  /* in which it was named */
} Named;

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  GPtrArray *named;             /* Named; types are found out for those that do not say */
  GPtrArray *files;             /* HavenIntakeFile: each is read once, whatever stands in it */
  GPtrArray *notes;             /* char *, of files that were left out; NULL: none was */
  Teller *teller;               /* NULL: nobody is told */
} Staging;

static Named *
named_new (const char *path, GBytes *bytes, const HavenImportChoices *choices, guint place)
{
  Named *self = g_new0 (Named, 1);

  self->path = g_strdup (path);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  self->choices = haven_import_choices_copy (choices);
  self->place = place;
  return self;
}

static void
named_free (gpointer data)
{
  Named *self = data;

  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  haven_import_choices_free (self->choices);
  g_free (self);
}

static Staging *
staging_new (HavenSession *session)
{
  Staging *self = g_new0 (Staging, 1);

  self->school = haven_school_ref (session->school);
  self->clock = session->clock;
  self->teller = teller_new (session);
  self->named = g_ptr_array_new_with_free_func (named_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_intake_file_free);
  return self;
}

static void
free_staging (Staging *self)
{
  haven_school_unref (self->school);
  g_ptr_array_unref (self->named);
  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  teller_unref (self->teller);
  g_free (self);
}

static int
compare_named (gconstpointer a, gconstpointer b)
{
  const Named *left = *(const Named *const *) a, *right = *(const Named *const *) b;

  if (left->choices->type != right->choices->type)
    return (int) left->choices->type - (int) right->choices->type;
  return (int) left->place - (int) right->place;
}

static void
add_file (const Named *named, HavenIntakeFile *file, HavenImportType type, GPtrArray *files)
{
  Named *one = named_new (named->path, named->bytes, named->choices, named->place);

  one->file = file;
  one->choices->type = type;
  g_ptr_array_add (files, one);
}

/* FALSE: the file cannot be read. One whose columns cannot be named stays as it is where somebody is there to name them. */
static gboolean
add_kinds (Staging *staging, const Named *named, GPtrArray *files, GError **error)
{
  HavenIntakeFile *file;
  g_autoptr (GError) local = NULL;
  g_autoptr (GArray) kinds = NULL;

  if (named->bytes != NULL && named->choices->type == HAVEN_IMPORT_TRANSFER) {
    add_file (named, NULL, HAVEN_IMPORT_TRANSFER, files);
    return TRUE;
  }
  file = haven_intake_file_open (named->path, named->bytes, NULL, error);
  if (file == NULL)
    return FALSE;
  g_ptr_array_add (staging->files, file);
  if (named->choices->type == HAVEN_IMPORT_AUTO)
    kinds = haven_intake_file_kinds (file, named->choices, staging->school, &local);
  for (guint i = 0; kinds != NULL && i < kinds->len; i++)
    add_file (named, file, g_array_index (kinds, HavenImportType, i), files);
  if (kinds != NULL && kinds->len > 0)
    return TRUE;
  if (local != NULL && !(named->choices->lenient && g_error_matches (local, HAVEN_ERROR, HAVEN_ERROR_INVALID))) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  add_file (named, file, named->choices->type, files);
  return TRUE;
}

/* An MIS writes an empty file for what did not happen. It stops the others only where it is alone. */
static gboolean
leave_out (Staging *staging, const Named *named, GError *problem)
{
  g_autofree char *name = g_path_get_basename (named->path);

  if (staging->named->len < 2 || !g_error_matches (problem, HAVEN_ERROR, HAVEN_ERROR_EMPTY))
    return FALSE;
  if (staging->notes == NULL)
    staging->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (staging->notes, g_strdup_printf (_("The file “%s” is left out: there is nothing in it."), name));
  return TRUE;
}

static void
tell_left_out (Staging *staging, HavenImportPreview *preview)
{
  for (guint i = 0; staging->notes != NULL && i < staging->notes->len; i++)
    g_ptr_array_add (preview->assumptions, g_strdup (staging->notes->pdata[i]));
}

/* Of several files it has to be said which one is meant */
static void
propagate_named (Staging *staging, const Named *named, GError *take_problem, GError **error)
{
  g_autofree char *name = g_path_get_basename (named->path);

  if (staging->named->len > 1)
    g_propagate_prefixed_error (error, take_problem, "%s: ", name);
  else
    g_propagate_error (error, take_problem);
}

/* Pupils before their statuses, those before marks: so that a child named in the first file is known in the next. */
static GPtrArray *
order_files (Staging *staging, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (named_free);
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; i < staging->named->len; i++) {
    haven_progress_enter (HAVEN_STEP_READING, i, staging->named->len);
    if (add_kinds (staging, staging->named->pdata[i], files, &problem) || leave_out (staging, staging->named->pdata[i], problem)) {
      g_clear_error (&problem);
      continue;
    }
    propagate_named (staging, staging->named->pdata[i], g_steal_pointer (&problem), error);
    return NULL;
  }
  if (files->len == 0 && staging->named->len > 0) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_EMPTY, _("There is nothing in any of these files. Nothing was read."));
    return NULL;
  }
  g_ptr_array_sort (files, compare_named);
  return g_steal_pointer (&files);
}

static HavenImportPreview *
stage_one (const Named *named, HavenSchool *school, HavenClock clock, GCancellable *cancellable, GError **error)
{
  if (named->file != NULL)
    return haven_intake_file_stage (named->file, named->choices, school, clock, cancellable, error);
  if (named->bytes != NULL)
    return haven_intake_stage_bytes_chosen (named->path, named->bytes, named->choices, school, clock, error);
  return haven_intake_stage_chosen (named->path, named->choices, school, clock, cancellable, error);
}

/* --- what files prove for each other --- */

static gboolean
is_order_open (HavenImportPreview *preview)
{
  const HavenImportQuestion *question = haven_import_preview_find_question (preview, HAVEN_ANSWER_DATE_ORDER);

  return question != NULL && question->answer == NULL && preview->choices->others_order == NULL;
}

/* What every file that proves an order proves, and the first of them; NULL: none does, or they differ */
static const char *
find_order (Staging *staging, HavenIntakeFile **ret_file)
{
  const char *order = NULL;

  for (guint i = 0; i < staging->files->len; i++) {
    const char *one = haven_intake_file_find_order (staging->files->pdata[i], NULL, staging->clock);
    if (one != NULL && order != NULL && !g_str_equal (one, order))
      return NULL;
    if (one != NULL && order == NULL)
      *ret_file = staging->files->pdata[i];
    order = one != NULL ? one : order;
  }
  return order;
}

/* A file whose days could be read in two ways is of one hand with the others of its import */
static HavenImportPreview *
stage_among (Staging *staging, const Named *named, HavenSchool *school, GCancellable *cancellable, GError **error)
{
  HavenImportPreview *preview = stage_one (named, school, staging->clock, cancellable, error);
  HavenIntakeFile *file = NULL;
  const char *order = preview != NULL && is_order_open (preview) ? find_order (staging, &file) : NULL;

  if (order == NULL)
    return preview;
  haven_import_preview_free (preview);
  haven_import_choices_set_others (named->choices, order, haven_intake_file_get_name (file));
  return stage_one (named, school, staging->clock, cancellable, error);
}

static GPtrArray *
stage_files (Staging *staging, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = order_files (staging, error);
  g_autoptr (GPtrArray) previews = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_import_preview_free);
  g_autoptr (HavenSchool) school = haven_school_ref (staging->school);

  if (files == NULL)
    return NULL;
  for (guint i = 0; i < files->len; i++) {
    GError *problem = NULL;
    HavenImportPreview *preview;
    HavenSchool *next;

    haven_progress_enter (HAVEN_STEP_MATCHING, i, files->len);
    preview = stage_among (staging, files->pdata[i], school, cancellable, &problem);
    if (preview == NULL) {
      propagate_named (staging, files->pdata[i], problem, error);
      return NULL;
    }
    if (i == 0)
      tell_left_out (staging, preview);
    g_ptr_array_add (previews, preview);
    next = i + 1 < files->len && preview->missing == NULL ? haven_intake_preview_school (school, preview) : haven_school_ref (school);
    haven_school_unref (school);
    school = next;
  }
  return g_steal_pointer (&previews);
}

GPtrArray *
haven_session_stage_bytes (HavenSchool *school, HavenClock clock, const char *file, GBytes *bytes, GError **error)
{
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (HAVEN_IMPORT_AUTO);
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func (named_free);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_intake_file_free);
  Staging staging = { .school = school, .clock = clock, .named = named, .files = files };

  choices->lenient = TRUE;
  g_ptr_array_add (named, named_new (file, bytes, choices, 0));
  return stage_files (&staging, NULL, error);
}

static void
do_stage (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Staging *staging = data;
  HavenProgress progress = { .func = tell, .user_data = staging->teller };
  GError *error = NULL;
  GPtrArray *previews;

  haven_progress_set_current (&progress);
  if (cancellable != NULL)
    g_cancellable_push_current (cancellable);
  previews = stage_files (staging, cancellable, &error);
  if (cancellable != NULL)
    g_cancellable_pop_current (cancellable);
  haven_progress_set_current (NULL);
  if (previews == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, previews, (GDestroyNotify) g_ptr_array_unref);
}

static void
push_staging (HavenSession *self, GTask *take_task, Staging *take_staging)
{
  g_task_set_task_data (take_task, take_staging, (GDestroyNotify) free_staging);
  haven_session_push_to_pool (take_task, do_stage, (GDestroyNotify) g_ptr_array_unref);
}

void
haven_session_stage_chosen_async (HavenSession *self, const char *const *paths, const HavenImportChoices *choices,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Staging *staging;

  if (!haven_session_check_may (self, task, HAVEN_DEED_IMPORT))
    return;
  staging = staging_new (self);
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (staging->named, named_new (paths[i], NULL, choices, i));
  push_staging (self, g_steal_pointer (&task), staging);
}

void
haven_session_stage_async (HavenSession *self, const char *const *paths, HavenImportType type, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (type);

  haven_session_stage_chosen_async (self, paths, choices, cancellable, callback, user_data);
}

void
haven_session_restage_async (HavenSession *self, GPtrArray *previews, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Staging *staging;

  if (!haven_session_check_may (self, task, HAVEN_DEED_IMPORT))
    return;
  staging = staging_new (self);
  for (guint i = 0; i < previews->len; i++) {
    const HavenImportPreview *preview = previews->pdata[i];
    g_ptr_array_add (staging->named, named_new (preview->path, preview->bytes, preview->choices, i));
  }
  push_staging (self, g_steal_pointer (&task), staging);
}

GPtrArray *
haven_session_stage_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
haven_session_stage (HavenSession *self, const char *const *paths, HavenImportType type, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_stage_async (self, paths, type, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_stage_finish (self, result, error);
}

GPtrArray *
haven_session_stage_chosen (HavenSession *self, const char *const *paths, const HavenImportChoices *choices, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_stage_chosen_async (self, paths, choices, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_stage_finish (self, result, error);
}

GPtrArray *
haven_session_restage (HavenSession *self, GPtrArray *previews, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_restage_async (self, previews, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_stage_finish (self, result, error);
}

/* ---- applying ---- */

/* What is written is what was shown: if the file or the records moved in between, nothing is. */
static gboolean
check_same (const HavenImportPreview *shown, const HavenImportPreview *now, GError **error)
{
  if (shown->rows == now->rows && shown->added == now->added && shown->changed == now->changed && shown->n_problems == now->n_problems)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
               _("%s is not what it was when it was previewed. It was not imported. Preview it again."), shown->file);
  return FALSE;
}

static HavenImportPreview *
stage_again (const HavenImportPreview *shown, HavenSchool *school, HavenClock clock, GError **error)
{
  Named named = { shown->path, shown->bytes, NULL, haven_import_choices_copy (shown->choices), 0 };
  HavenImportPreview *again;

  named.choices->type = shown->type;
  again = stage_one (&named, school, clock, NULL, error);
  haven_import_choices_free (named.choices);
  return again;
}

/* What a person said of this shape of file is known the next time. In a transaction of its own: taking the import back keeps it. */
static gboolean
remember (HavenJob *job, HavenWriting *writing, const HavenImportPreview *preview, GError **error)
{
  g_autoptr (HavenImportChoices) choices = haven_choices_of_preview (preview);
  g_autofree char *key = haven_choices_dup_setting (preview->shape);
  g_autofree char *text = haven_choices_to_json (choices);
  HavenTables changed = 0;

  if (!haven_store_begin (writing->store, FALSE, error))
    return FALSE;
  if (!haven_store_set (writing->store, key, text, error)) {
    haven_store_rollback (writing->store);
    return FALSE;
  }
  if (!haven_store_commit (writing->store, &changed, NULL, error))
    return FALSE;
  job->changed |= changed;
  return TRUE;
}

static gboolean
was_said (const HavenImportPreview *preview)
{
  const HavenImportChoices *said = preview->choices;

  return preview->shape != NULL && said != NULL
         && (g_hash_table_size (said->columns) > 0 || g_hash_table_size (said->values) > 0
             || haven_import_choices_get_answer (said, HAVEN_ANSWER_DATE_ORDER) != NULL);
}

/* The first was staged on this very school; the later ones on what the earlier would make of it, so they are staged again on what they did. */
static gboolean
apply_one (HavenJob *job, HavenWriting *writing, HavenImportPreview *shown, gint64 *ret_id, GError **error)
{
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (HavenImportPreview) again = NULL;

  if (job->changed == 0)
    return haven_intake_apply (writing->store, shown, writing->clock, ret_id, error);
  school = haven_store_read_school (writing->store, job->school, job->changed, error);
  if (school == NULL)
    return FALSE;
  again = stage_again (shown, school, writing->clock, error);
  return again != NULL && check_same (shown, again, error) &&
         haven_intake_apply (writing->store, again, writing->clock, ret_id, error);
}

typedef struct {
  GPtrArray *previews;
  Teller *teller;
} Applying;

static void
free_applying (gpointer data)
{
  Applying *self = data;

  g_ptr_array_unref (self->previews);
  teller_unref (self->teller);
  g_free (self);
}

static gboolean
apply_all (HavenJob *job, HavenWriting *writing, GError **error)
{
  GPtrArray *previews = ((const Applying *) job->data)->previews;
  GArray *ids = job->result;

  for (guint i = 0; i < previews->len; i++) {
    HavenImportPreview *preview = g_ptr_array_index (previews, i);
    gint64 id = 0;

    haven_progress_enter (HAVEN_STEP_WRITING, i, previews->len);
    if (!apply_one (job, writing, preview, &id, error))
      return FALSE;
    job->changed |= haven_intake_get_tables (preview->type);
    g_array_append_val (ids, id);
    if (was_said (preview) && !remember (job, writing, preview, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
apply_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  HavenProgress progress = { .func = tell, .user_data = ((const Applying *) job->data)->teller };
  HavenProgress *before = haven_progress_set_current (&progress);
  gboolean applied = apply_all (job, writing, error);

  haven_progress_set_current (before);
  return applied;
}

void
haven_session_apply_async (HavenSession *self, GPtrArray *take_previews, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  Applying *applying = g_new0 (Applying, 1);
  HavenJob *job = haven_job_new (apply_work, applying, free_applying);

  *applying = (Applying) { take_previews, teller_new (self) };
  job->result = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->free_result = (GDestroyNotify) g_array_unref;
  haven_session_start_deed (self, HAVEN_DEED_IMPORT, g_task_new (self, cancellable, callback, user_data), job);
}

GPtrArray *
haven_session_apply_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GArray) ids = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_import_free);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len && self->school != NULL; i++) {
    const HavenImport *receipt = haven_school_get_record (self->school, HAVEN_TABLE_IMPORTS, g_array_index (ids, gint64, i));
    if (receipt != NULL)
      g_ptr_array_add (receipts, haven_import_copy (receipt));
  }
  return g_steal_pointer (&receipts);
}

GPtrArray *
haven_session_apply (HavenSession *self, GPtrArray *take_previews, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_apply_async (self, take_previews, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_apply_finish (self, result, error);
}
