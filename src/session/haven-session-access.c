/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-access.h"

#include <glib/gi18n-lib.h>

#include "haven-exemptions.h"
#include "haven-session-private.h"
#include "haven-text.h"

/* ---- gathering: on the writer's thread, which has the audit and the words of restricted entries ---- */

typedef struct {
  gint64 pupil_id;
  gint64 request_id;
} Asking;

static GArray *
list_events (GPtrArray *lines, gint64 pupil_id)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (HavenHeldEvent));

  for (guint i = 0; i < lines->len; i++) {
    const HavenAuditEntry *line = lines->pdata[i];
    HavenHeldEvent event = { line->id, line->at, line->who, line->action, line->detail };
    if (line->pupil_id == pupil_id)
      g_array_append_val (events, event);
  }
  return events;
}

static HavenDossier *
gather (HavenWriting *writing, const Asking *asking, GError **error)
{
  g_autoptr (GPtrArray) lines = haven_store_read_audit (writing->store, error);
  g_autoptr (GArray) events = lines != NULL ? list_events (lines, asking->pupil_id) : NULL;
  HavenDossierRequest request = {
    .school = writing->school, .clock = writing->clock, .pupil_id = asking->pupil_id, .request_id = asking->request_id, .events = events,
    .printed_by = haven_store_get_user (writing->store),
  };

  return lines != NULL ? haven_dossier_new (&request, error) : NULL;
}

static gboolean
note_gathered_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Asking *asking = job->data;

  return haven_store_add_audit (writing->store, writing->clock, "subject-access", asking->pupil_id, NULL, error);
}

static gboolean
gather_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  if (!haven_job_transact (job, writing, FALSE, note_gathered_body, error))
    return FALSE;
  job->result = gather (writing, job->data, error);
  return job->result != NULL;
}

void
haven_session_gather_dossier_async (HavenSession *self, gint64 pupil_id, gint64 request_id, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  const Asking asking = { pupil_id, request_id };
  HavenJob *job = haven_job_new (gather_work, g_memdup2 (&asking, sizeof asking), g_free);

  job->free_result = (GDestroyNotify) haven_dossier_free;
  haven_session_start_deed (self, HAVEN_DEED_ANSWER, g_task_new (self, NULL, callback, user_data), job);
}

HavenDossier *
haven_session_gather_dossier_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

HavenDossier *
haven_session_gather_dossier (HavenSession *self, gint64 pupil_id, gint64 request_id, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_gather_dossier_async (self, pupil_id, request_id, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_gather_dossier_finish (self, result, error);
}

/* ---- deciding ---- */

static gboolean
is_about_the_same (const HavenAccessChoice *one, const HavenAccessChoice *two)
{
  return one->request_id == two->request_id && one->record == two->record && one->start == two->start && one->length == two->length
         && g_strcmp0 (one->about, two->about) == 0 && g_strcmp0 (one->field, two->field) == 0;
}

static gboolean
remove_earlier (HavenWriting *writing, const HavenAccessChoice *choice, GError **error)
{
  HavenSlice kept = haven_school_of_pupil (writing->school, HAVEN_TABLE_ACCESS_CHOICES, choice->pupil_id);

  for (guint i = 0; i < kept.n; i++) {
    const HavenAccessChoice *earlier = kept.items[i];
    if (is_about_the_same (earlier, choice)
        && !haven_store_remove (writing->store, HAVEN_TABLE_ACCESS_CHOICES, earlier->id, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
refuse (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

static gboolean
check_choice (HavenWriting *writing, const HavenAccessChoice *choice, GError **error)
{
  const HavenAccessRequest *asked = haven_school_get_record (writing->school, HAVEN_TABLE_ACCESS_REQUESTS, choice->request_id);

  if (asked == NULL)
    return refuse (error, HAVEN_ERROR_NOT_FOUND, _("This request is no longer there. Nothing was decided."));
  if (asked->answered_on != HAVEN_DAY_NONE)
    return refuse (error, HAVEN_ERROR_REFUSED, _("This request was answered already: what was decided stands. Nothing was changed."));
  if (choice->decision == HAVEN_ACCESS_WITHHOLD
      && (haven_exemption_find (choice->exemption) == NULL || haven_text_is_empty (choice->reason)))
    return refuse (error, HAVEN_ERROR_INVALID, _("Say by which exemption the entry is withheld, and why. Nothing was decided."));
  return TRUE;
}

static gboolean
decide_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  GPtrArray *choices = job->data;
  const HavenAccessChoice *first = choices->len > 0 ? choices->pdata[0] : NULL;
  g_autofree char *detail = g_strdup_printf ("%u decisions", choices->len);

  for (guint i = 0; i < choices->len; i++)
    if (!check_choice (writing, choices->pdata[i], error) || !remove_earlier (writing, choices->pdata[i], error)
        || !haven_store_put (writing->store, HAVEN_TABLE_ACCESS_CHOICES, choices->pdata[i], error))
      return FALSE;
  return first == NULL || haven_store_add_audit (writing->store, writing->clock, "decide-access", first->pupil_id, detail, error);
}

static gboolean
decide_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  job->label = g_strdup (_("Decided"));
  return haven_job_transact (job, writing, TRUE, decide_body, error);
}

void
haven_session_decide_access_async (HavenSession *self, GPtrArray *take_choices, GAsyncReadyCallback callback, gpointer user_data)
{
  haven_session_start_deed (self, HAVEN_DEED_ANSWER, g_task_new (self, NULL, callback, user_data),
                            haven_job_new (decide_work, take_choices, (GDestroyNotify) g_ptr_array_unref));
}

gboolean
haven_session_decide_access_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_decide_access (HavenSession *self, GPtrArray *take_choices, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_decide_access_async (self, take_choices, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_decide_access_finish (self, result, error);
}

/* ---- signing, and what leaves: each on what is there now, which has to be what was looked at ---- */

typedef struct {
  Asking asking;
  char *digest;                 /* of what was looked at */
  char *officer;
  HavenDay day;
  HavenDossierForm form;
  gboolean answer;
} Wish;

static void
free_wish (gpointer data)
{
  Wish *self = data;

  g_free (self->digest);
  g_free (self->officer);
  g_free (self);
}

static Wish *
wish_new (HavenDossier *dossier)
{
  Wish *self = g_new0 (Wish, 1);

  self->asking = (Asking) { dossier->pupil->id, dossier->asked != NULL ? dossier->asked->id : 0 };
  self->digest = g_strdup (dossier->digest);
  self->day = HAVEN_DAY_NONE;
  return self;
}

static HavenDossier *
gather_same (HavenWriting *writing, const Wish *wish, GError **error)
{
  g_autoptr (HavenDossier) now = gather (writing, &wish->asking, error);

  if (now == NULL || g_str_equal (now->digest, wish->digest))
    return g_steal_pointer (&now);
  refuse (error, HAVEN_ERROR_CONFLICT, _("Something was changed since this was looked at. Nothing was done: look at it again."));
  return NULL;
}

static gboolean
sign_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Wish *wish = job->data;
  g_autoptr (HavenDossier) now = gather_same (writing, wish, error);
  g_autoptr (HavenAccessRequest) asked = NULL;

  if (now == NULL)
    return FALSE;
  if (now->asked == NULL || now->n_open > 0 || now->n_covered > 0)
    return refuse (error, HAVEN_ERROR_REFUSED,
                   _("It cannot be signed yet: passages are still to be decided, or restricted entries cannot be opened here. Nothing was "
                     "signed."));
  asked = haven_access_request_copy (now->asked);
  g_free (asked->signed_by);
  g_free (asked->signed_digest);
  asked->signed_by = g_strdup (wish->officer);
  asked->signed_digest = g_strdup (now->digest);
  asked->signed_on = wish->day;
  return haven_store_put (writing->store, HAVEN_TABLE_ACCESS_REQUESTS, asked, error)
         && haven_store_add_audit (writing->store, writing->clock, "sign-access", asked->pupil_id, NULL, error);
}

static gboolean
sign_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  job->label = g_strdup (_("Signed"));
  return haven_job_transact (job, writing, TRUE, sign_body, error);
}

void
haven_session_sign_access_async (HavenSession *self, HavenDossier *dossier, const char *officer, HavenDay day, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Wish *wish = wish_new (dossier);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  wish->officer = g_strdup (officer);
  wish->day = day;
  if (!haven_text_is_empty (officer) && day != HAVEN_DAY_NONE) {
    haven_session_start_deed (self, HAVEN_DEED_ANSWER, g_steal_pointer (&task), haven_job_new (sign_work, wish, free_wish));
    return;
  }
  free_wish (wish);
  g_task_return_new_error (task, HAVEN_ERROR, HAVEN_ERROR_INVALID, "%s", _("Say who signs, and on which day. Nothing was signed."));
}

gboolean
haven_session_sign_access_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_sign_access (HavenSession *self, HavenDossier *dossier, const char *officer, HavenDay day, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_sign_access_async (self, dossier, officer, day, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_sign_access_finish (self, result, error);
}

static GBytes *
print (const HavenDossier *dossier, HavenDossierForm form, GError **error)
{
  switch (form) {
  case HAVEN_DOSSIER_JSON:
    return haven_dossier_to_json (dossier);
  case HAVEN_DOSSIER_CSV:
    return haven_dossier_to_csv (dossier);
  default:
    return haven_dossier_render (dossier, NULL, error);
  }
}

static gboolean
close_request (HavenWriting *writing, const HavenDossier *now, GError **error)
{
  g_autofree char *draft = haven_dossier_dup_draft (now);
  g_autoptr (HavenAccessRequest) asked = NULL;

  if (draft != NULL) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED, _("%s It is no answer yet, and nothing was given."), draft);
    return FALSE;
  }
  if (now->asked->answered_on != HAVEN_DAY_NONE)
    return TRUE;
  asked = haven_access_request_copy (now->asked);
  asked->answered_on = writing->clock.today;
  return haven_store_put (writing->store, HAVEN_TABLE_ACCESS_REQUESTS, asked, error);
}

static gboolean
export_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Wish *wish = job->data;
  g_autoptr (HavenDossier) now = gather_same (writing, wish, error);
  g_autoptr (GBytes) bytes = NULL;

  if (now == NULL || (wish->answer && !close_request (writing, now, error)))
    return FALSE;
  bytes = print (now, wish->form, error);
  if (bytes == NULL || !haven_store_add_audit (writing->store, writing->clock, "export", wish->asking.pupil_id,
                                               wish->answer ? "subject access: answer" : "subject access: draft", error))
    return FALSE;
  job->result = g_steal_pointer (&bytes);
  return TRUE;
}

static gboolean
export_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, export_body, error);
}

void
haven_session_export_dossier_async (HavenSession *self, HavenDossier *dossier, HavenDossierForm form, gboolean answer,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  Wish *wish = wish_new (dossier);
  HavenJob *job = haven_job_new (export_work, wish, free_wish);

  wish->form = form;
  wish->answer = answer;
  job->free_result = (GDestroyNotify) g_bytes_unref;
  haven_session_start_deed (self, HAVEN_DEED_EXPORT, g_task_new (self, NULL, callback, user_data), job);
}

GBytes *
haven_session_export_dossier_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
haven_session_export_dossier (HavenSession *self, HavenDossier *dossier, HavenDossierForm form, gboolean answer, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_export_dossier_async (self, dossier, form, answer, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_export_dossier_finish (self, result, error);
}
