/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-csv.h"

#include <glib/gi18n-lib.h>

void
haven_audit_line_free (HavenAuditLine *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self->action);
  g_free (self->detail);
  g_free (self);
}

static HavenAuditLine *
make_line (HavenAuditEntry *entry)
{
  HavenAuditLine *line = g_new0 (HavenAuditLine, 1);

  line->id = entry->id;
  line->at = entry->at;
  line->pupil_id = entry->pupil_id;
  line->who = g_steal_pointer (&entry->who);
  line->action = g_steal_pointer (&entry->action);
  line->detail = g_steal_pointer (&entry->detail);
  return line;
}

static gboolean
read_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  g_autoptr (GPtrArray) entries = haven_store_read_audit (writing->store, error);
  GPtrArray *lines;

  if (entries == NULL)
    return FALSE;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_audit_line_free);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (lines, make_line (g_ptr_array_index (entries, i)));
  job->result = lines;
  return TRUE;
}

void
haven_session_read_audit_async (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (read_work, NULL, NULL);

  job->free_result = (GDestroyNotify) g_ptr_array_unref;
  haven_session_start_deed (self, HAVEN_DEED_AUDIT, g_task_new (self, NULL, callback, user_data), job);
}

GPtrArray *
haven_session_read_audit_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
haven_session_read_audit (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_read_audit_async (self, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_read_audit_finish (self, result, error);
}

/* ---- as a file ---- */

static void
add_csv_line (GString *csv, const HavenAuditEntry *line)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, line->id);
  g_autofree char *at = haven_time_to_iso (line->at);
  g_autofree char *pupil = line->pupil_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, line->pupil_id) : g_strdup ("");
  const char *const fields[] = { number, at, line->who, line->action, pupil, line->detail != NULL ? line->detail : "" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    haven_csv_add_field (csv, fields[i]);
  haven_csv_end_row (csv);
}

static GBytes *
make_csv (GPtrArray *lines)
{
  static const char *const heads[] = { "line", "at", "who", "action", "pupil", "detail" };
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    haven_csv_add_field (csv, heads[i]);
  haven_csv_end_row (csv);
  for (guint i = 0; i < lines->len; i++)
    add_csv_line (csv, g_ptr_array_index (lines, i));
  return g_string_free_to_bytes (csv);
}

static gboolean
note_export_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_add_audit (writing->store, writing->clock, "export", 0, "audit", error);
}

static gboolean
export_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (haven_job_transact (job, writing, FALSE, note_export_body, error))
    lines = haven_store_read_audit (writing->store, error);
  job->result = lines != NULL ? make_csv (lines) : NULL;
  return lines != NULL;
}

void
haven_session_export_audit_async (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (export_work, NULL, NULL);

  job->free_result = (GDestroyNotify) g_bytes_unref;
  haven_session_start_deed (self, HAVEN_DEED_EXPORT, g_task_new (self, NULL, callback, user_data), job);
}

GBytes *
haven_session_export_audit_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
haven_session_export_audit (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_export_audit_async (self, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_export_audit_finish (self, result, error);
}

/* ---- uncovering a restricted entry: the line is written before the text is given ---- */

static gboolean
reveal_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  const HavenNote *note = haven_school_get_record (writing->school, HAVEN_TABLE_NOTES, *(gint64 *) job->data);

  return haven_store_add_audit (writing->store, writing->clock, "view-restricted", note->pupil_id, NULL, error);
}

static gboolean
reveal_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  const HavenNote *note = haven_school_get_record (writing->school, HAVEN_TABLE_NOTES, *(gint64 *) job->data);

  if (note == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("This entry is no longer there."));
    return FALSE;
  }
  if (note->restricted && note->text == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("This entry is restricted to the designated safeguarding lead and deputies. Ask one of them."));
    return FALSE;
  }
  if (note->restricted && !haven_job_transact (job, writing, FALSE, reveal_body, error))
    return FALSE;
  job->result = g_strdup (note->text != NULL ? note->text : "");
  return TRUE;
}

static void
free_text (gpointer text)
{
  haven_wipe_string (text);
  g_free (text);
}

void
haven_session_reveal_note_async (HavenSession *self, gint64 note_id, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (reveal_work, g_memdup2 (&note_id, sizeof note_id), g_free);

  job->free_result = free_text;
  haven_session_start_deed (self, HAVEN_DEED_LOOK, g_task_new (self, NULL, callback, user_data), job);
}

char *
haven_session_reveal_note_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
haven_session_reveal_note (HavenSession *self, gint64 note_id, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_reveal_note_async (self, note_id, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_reveal_note_finish (self, result, error);
}
