/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-store-merge.h"

#include <glib/gi18n-lib.h>

void
haven_merge_view_free (HavenMergeView *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_free (self->digest);
  g_free (self);
}

/* "Meeting: working well": the columns are called as people call what is in them. */
char *
haven_conflict_dup_name (const HavenConflict *conflict)
{
  const HavenKind *kind = haven_table_get_kind (conflict->table);
  g_autofree char *field = NULL;

  if (conflict->field == 0)
    return g_strdup (haven_command_name_table (conflict->table));
  field = g_strdelimit (g_strdup (kind->fields[conflict->field].name), "_", ' ');
  if (g_str_has_suffix (field, " id"))
    field[strlen (field) - 3] = '\0';
  return g_strdup_printf ("%s: %s", haven_command_name_table (conflict->table), field);
}

static HavenConflict *
copy_conflict (const HavenConflict *conflict)
{
  HavenConflict *copy = g_memdup2 (conflict, sizeof *conflict);

  copy->old = g_strdup (conflict->old);
  copy->mine = g_strdup (conflict->mine);
  copy->theirs = g_strdup (conflict->theirs);
  copy->mine_by = g_strdup (conflict->mine_by);
  copy->theirs_by = g_strdup (conflict->theirs_by);
  return copy;
}

static HavenMergeView *
make_view (HavenStoreMerge *merge)
{
  HavenMergeView *view = g_new0 (HavenMergeView, 1);
  GPtrArray *conflicts = haven_merge_get_conflicts (haven_store_merge_peek (merge));

  view->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_conflict_free);
  for (guint i = 0; i < conflicts->len; i++)
    g_ptr_array_add (view->conflicts, copy_conflict (g_ptr_array_index (conflicts, i)));
  view->n_mine = haven_merge_get_n_changed (haven_store_merge_peek (merge), HAVEN_SIDE_MINE);
  view->n_theirs = haven_merge_get_n_changed (haven_store_merge_peek (merge), HAVEN_SIDE_THEIRS);
  view->digest = g_strdup (haven_store_merge_get_digest (merge));
  return view;
}

typedef struct {
  char *shared;
  HavenMergeView *view;         /* as settled; NULL: only look */
} Wish;

static void
free_wish (Wish *self)
{
  g_free (self->shared);
  haven_merge_view_free (self->view);
  g_free (self);
}

static gboolean
look_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  Wish *wish = job->data;
  g_autoptr (HavenStoreMerge) merge = haven_store_merge_look (writing->store, wish->shared, error);

  if (merge == NULL)
    return FALSE;
  job->result = make_view (merge);
  return TRUE;
}

/* ---- what was settled, on what stands there now ---- */

static gboolean
is_same_conflict (const HavenConflict *a, const HavenConflict *b)
{
  return a->table == b->table && a->id == b->id && a->field == b->field
         && g_strcmp0 (a->mine, b->mine) == 0 && g_strcmp0 (a->theirs, b->theirs) == 0;
}

static HavenSide
find_side (GPtrArray *settled, const HavenConflict *conflict)
{
  for (guint i = 0; i < settled->len; i++)
    if (is_same_conflict (g_ptr_array_index (settled, i), conflict))
      return ((HavenConflict *) g_ptr_array_index (settled, i))->side;
  return HAVEN_SIDE_UNSETTLED;
}

static gboolean
settle (HavenStoreMerge *merge, HavenMergeView *view, GError **error)
{
  GPtrArray *conflicts = haven_merge_get_conflicts (haven_store_merge_peek (merge));

  if (g_strcmp0 (view->digest, haven_store_merge_get_digest (merge)) != 0) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                         _("The shared store went on while you looked. Nothing was merged. Look again."));
    return FALSE;
  }
  for (guint i = 0; i < conflicts->len; i++) {
    HavenConflict *conflict = g_ptr_array_index (conflicts, i);
    conflict->side = find_side (view->conflicts, conflict);
  }
  return TRUE;
}

static gboolean
merge_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  Wish *wish = job->data;
  g_autoptr (HavenStoreMerge) merge = haven_store_merge_look (writing->store, wish->shared, error);

  if (merge == NULL || !settle (merge, wish->view, error)
      || !haven_store_merge_apply (writing->store, merge, writing->clock, &job->undo, error))
    return FALSE;
  job->changed = HAVEN_ALL_TABLES;
  job->id = haven_store_has_lead (writing->store);
  return TRUE;
}

/* The steps before it name rows that may have other numbers now. */
static void
merge_done (HavenSession *self, HavenJob *job)
{
  self->has_lead = job->id != 0;
  g_ptr_array_set_size (self->undo, 0);
  if (job->undo != NULL)
    haven_session_push_undo (self, _("Shared changes merged"), job->undo);
}

static Wish *
make_wish (const char *shared, HavenMergeView *take_view)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->shared = g_canonicalize_filename (shared, NULL);
  wish->view = take_view;
  return wish;
}

void
haven_session_look_at_merge_async (HavenSession *self, const char *shared, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (look_work, make_wish (shared, NULL), (GDestroyNotify) free_wish);

  job->free_result = (GDestroyNotify) haven_merge_view_free;
  haven_session_start_deed (self, HAVEN_DEED_MERGE, g_task_new (self, NULL, callback, user_data), job);
}

HavenMergeView *
haven_session_look_at_merge_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HavenMergeView *
haven_session_look_at_merge (HavenSession *self, const char *shared, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_look_at_merge_async (self, shared, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_look_at_merge_finish (self, result, error);
}

void
haven_session_merge_async (HavenSession *self, const char *shared, HavenMergeView *take_view, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  HavenJob *job = haven_job_new (merge_work, make_wish (shared, take_view), (GDestroyNotify) free_wish);

  job->done = merge_done;
  haven_session_start_deed (self, HAVEN_DEED_MERGE, g_task_new (self, NULL, callback, user_data), job);
}

gboolean
haven_session_merge_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_merge (HavenSession *self, const char *shared, HavenMergeView *take_view, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_merge_async (self, shared, take_view, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_merge_finish (self, result, error);
}
