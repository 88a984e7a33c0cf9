/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-reports.h"

#include <glib/gi18n-lib.h>

#include "haven-session-private.h"

/* Whose each report is. What the table does not name is for those who may count the whole school. */
static const struct {
  const char *kind;
  HavenDeed deed;
} owners[] = {
  { "dt-annual", HAVEN_DEED_PRINT },
};

static HavenDeed
deed_of (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    if (g_strcmp0 (owners[i].kind, kind) == 0)
      return owners[i].deed;
  return HAVEN_DEED_COUNT;
}

gboolean
haven_session_may_report (HavenSession *self, const char *kind)
{
  return haven_governors_title (kind) != NULL && haven_session_may (self, deed_of (kind));
}

GPtrArray *
haven_session_list_reports (HavenSession *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (const char *const *kind = haven_governors_kinds (); *kind != NULL; kind++)
    if (haven_session_may_report (self, *kind))
      g_ptr_array_add (list, (gpointer) *kind);
  return list;
}

/* ---- asking: a request of one's own, on its way to a thread of the pool ---- */

static HavenGovernorsRequest *
own_request (HavenSession *self, const HavenGovernorsRequest *request)
{
  HavenGovernorsRequest *own = g_new (HavenGovernorsRequest, 1);

  *own = *request;
  own->school = haven_school_ref (self->school);
  own->clock = self->clock;
  own->kind = g_strdup (request->kind);
  own->recipient = g_strdup (request->recipient);
  own->printed_by = g_strdup (request->printed_by);
  return own;
}

static void
free_request (gpointer data)
{
  HavenGovernorsRequest *own = data;

  haven_school_unref (own->school);
  g_free ((char *) own->kind);
  g_free ((char *) own->recipient);
  g_free ((char *) own->printed_by);
  g_free (own);
}

static void
ask (HavenSession *self, GTask *take_task, const HavenGovernorsRequest *request, GTaskThreadFunc func, GDestroyNotify free_answer)
{
  g_autoptr (GTask) task = take_task;

  if (!haven_session_check_may (self, task, deed_of (request->kind)))
    return;
  g_task_set_task_data (task, own_request (self, request), free_request);
  haven_session_push_to_pool (g_steal_pointer (&task), func, free_answer);
}

/* ---- its sentences ---- */

static void
list_sentences (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *sentences = haven_governors_list_sentences (data, &error);

  if (sentences == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, sentences, (GDestroyNotify) g_ptr_array_unref);
}

void
haven_session_list_sentences_async (HavenSession *self, const HavenGovernorsRequest *request, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  ask (self, g_task_new (self, cancellable, callback, user_data), request, list_sentences, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
haven_session_list_sentences_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- its pages ---- */

typedef struct {
  HavenSheets *sheets;
  HavenRelease *page;
} Printed;

static void
free_printed (Printed *printed)
{
  g_clear_pointer (&printed->sheets, haven_sheets_unref);
  g_clear_pointer (&printed->page, haven_release_unref);
  g_free (printed);
}

static void
print (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  Printed *printed = g_new0 (Printed, 1);

  printed->sheets = haven_governors_print (data, &printed->page, &error);
  if (printed->sheets != NULL) {
    g_task_return_pointer (task, printed, (GDestroyNotify) free_printed);
    return;
  }
  free_printed (printed);
  g_task_return_error (task, error);
}

void
haven_session_print_report_async (HavenSession *self, const HavenGovernorsRequest *request, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  ask (self, g_task_new (self, cancellable, callback, user_data), request, print, (GDestroyNotify) free_printed);
}

HavenSheets *
haven_session_print_report_finish (HavenSession *self, GAsyncResult *result, HavenRelease **ret_page, GError **error)
{
  Printed *printed = g_task_propagate_pointer (G_TASK (result), error);
  HavenSheets *sheets;

  if (printed == NULL)
    return NULL;
  sheets = g_steal_pointer (&printed->sheets);
  if (ret_page != NULL)
    *ret_page = g_steal_pointer (&printed->page);
  free_printed (printed);
  return sheets;
}

HavenSheets *
haven_session_print_report (HavenSession *self, const HavenGovernorsRequest *request, HavenRelease **ret_page, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_print_report_async (self, request, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_print_report_finish (self, result, ret_page, error);
}
