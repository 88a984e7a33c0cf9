/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-demo.h"

typedef struct {
  HavenDemoSize size;
  guint32 seed;
} Wish;

static gboolean
insert_table (HavenWriting *writing, HavenTable table, GPtrArray *records, GError **error)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!haven_store_insert (writing->store, table, g_ptr_array_index (records, i), error))
      return FALSE;
  return TRUE;
}

/* Pupils first, because contacts and all else refer to them; else parents stand before children in HavenTable. */
static gboolean
demo_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  GPtrArray **tables = job->result;

  if (!insert_table (writing, HAVEN_TABLE_PUPILS, tables[HAVEN_TABLE_PUPILS], error))
    return FALSE;
  for (guint i = 0; i < HAVEN_N_TABLES; i++)
    if (i != HAVEN_TABLE_PUPILS && !insert_table (writing, i, tables[i], error))
      return FALSE;
  return TRUE;
}

static void
free_tables (GPtrArray **tables)
{
  for (guint i = 0; i < HAVEN_N_TABLES; i++)
    g_clear_pointer (&tables[i], g_ptr_array_unref);
  g_free (tables);
}

static gboolean
demo_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  Wish *wish = job->data;
  GPtrArray **tables = g_new0 (GPtrArray *, HAVEN_N_TABLES);

  haven_demo_make (wish->size, wish->seed, writing->clock, tables);
  job->result = tables;
  job->free_result = (GDestroyNotify) free_tables;
  return haven_job_transact (job, writing, FALSE, demo_body, error);
}

void
haven_session_fill_demo_async (HavenSession *self, HavenDemoSize size, guint32 seed, GAsyncReadyCallback callback, gpointer user_data)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->size = size;
  wish->seed = seed;
  haven_session_start_job (self, g_task_new (self, NULL, callback, user_data), haven_job_new (demo_work, wish, g_free));
}

gboolean
haven_session_fill_demo_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  GPtrArray **tables = g_task_propagate_pointer (G_TASK (result), error);

  if (tables == NULL)
    return FALSE;
  free_tables (tables);
  return TRUE;
}

gboolean
haven_session_fill_demo (HavenSession *self, HavenDemoSize size, guint32 seed, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_fill_demo_async (self, size, seed, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_fill_demo_finish (self, result, error);
}
