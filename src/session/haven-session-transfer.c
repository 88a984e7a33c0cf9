/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-transfer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-intake.h"
#include "haven-limits.h"
#include "haven-recovery-code.h"
#include "haven-session-private.h"
#include "haven-text.h"
#include "haven-transfer-file.h"

G_STATIC_ASSERT (sizeof HAVEN_TRANSFER_FILE_ENDING == sizeof HAVEN_TRANSFER_EXTENSION);

/* ---- the file and its name ---- */

static char *
print_id (const HavenTransferHeader *header)
{
  GString *hex = g_string_new (NULL);

  for (guint i = 0; i < HAVEN_TRANSFER_ID_BYTES; i++)
    g_string_append_printf (hex, "%02x", header->transfer[i]);
  return g_string_free (hex, FALSE);
}

char *
haven_transfer_file_dup_id (GBytes *file, GError **error)
{
  HavenTransferHeader header;

  return haven_transfer_read_header (file, &header, error) ? print_id (&header) : NULL;
}

char *
haven_transfer_file_dup_name (GBytes *file)
{
  g_autofree char *id = haven_transfer_file_dup_id (file, NULL);

  return g_strdup_printf ("%.8s" HAVEN_TRANSFER_EXTENSION, id != NULL ? id : "records");
}

char *
haven_session_make_up_passphrase (void)
{
  return haven_recovery_code_new ();
}

gboolean
haven_path_is_transfer (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char start[sizeof HAVEN_TRANSFER_MAGIC - 1];
  gsize size = 0;

  return stream != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &size, NULL, NULL)
         && size == sizeof start && memcmp (start, HAVEN_TRANSFER_MAGIC, size) == 0;
}

/* ---- sealing ---- */

typedef struct {
  gint64 pupil_id;
  char *school;
  char *recipient;
  GArray *restricted;
  char *passphrase;
} Sealing;

static void
free_sealing (gpointer data)
{
  Sealing *self = data;

  haven_wipe_string (self->passphrase);
  g_free (self->passphrase);
  g_free (self->school);
  g_free (self->recipient);
  g_clear_pointer (&self->restricted, g_array_unref);
  g_free (self);
}

static HavenTransferContent *
gather (const Sealing *sealing, HavenWriting *writing)
{
  HavenTransferContent *content = haven_transfer_content_new ();

  content->from = g_strdup (haven_school_get_setting (writing->school, "name", NULL));
  content->urn = g_strdup (haven_school_get_setting (writing->school, "urn", NULL));
  content->to = g_strdup (sealing->school);
  content->recipient = g_strdup (sealing->recipient);
  content->by = g_strdup (haven_store_get_user (writing->store));
  content->made_at = writing->clock.now;
  haven_transfer_gather (content, writing->school, sealing->pupil_id, sealing->restricted);
  return content;
}

typedef struct {
  const Sealing *sealing;
  HavenTransferContent *content;
  char *digest;
} Sealed;

static HavenTransfer *
make_row (const Sealed *sealed, HavenClock clock)
{
  HavenTransfer *row = haven_transfer_new ();

  row->pupil_id = sealed->sealing->pupil_id;
  row->transfer = g_strdup (sealed->content->transfer);
  row->school = g_strdup (sealed->sealing->school);
  row->recipient = g_strdup (sealed->sealing->recipient);
  row->restricted = haven_transfer_count_restricted (sealed->content);
  row->digest = g_strdup (sealed->digest);
  row->receipt_key = g_bytes_ref (sealed->content->receipt_key);
  row->made_at = clock.now;
  return row;
}

static gboolean
note_sealed_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  g_autofree char *detail = NULL;
  const Sealed *sealed = job->result;
  g_autoptr (HavenTransfer) row = make_row (sealed, writing->clock);

  detail = g_strdup_printf ("transfer %.8s, %d restricted", row->transfer, (int) row->restricted);
  return haven_store_put (writing->store, HAVEN_TABLE_TRANSFERS, row, error)
         && haven_store_add_audit (writing->store, writing->clock, "seal-transfer", row->pupil_id, detail, error);
}

/* Noted before it is given away: a file that nobody knows of would be worse than a note of a file that was never saved. */
static gboolean
note_sealed (HavenJob *job, HavenWriting *writing, Sealed *sealed, GError **error)
{
  gboolean noted;

  job->result = sealed;
  noted = haven_job_transact (job, writing, FALSE, note_sealed_body, error);
  job->result = NULL;
  return noted;
}

static gboolean
seal_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Sealing *sealing = job->data;
  g_autoptr (HavenTransferContent) content = NULL;
  g_autoptr (GBytes) file = NULL;
  Sealed sealed = { sealing };

  if (haven_school_get_pupil (writing->school, sealing->pupil_id) == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("This pupil is no longer there."));
    return FALSE;
  }
  content = gather (sealing, writing);
  file = haven_transfer_seal (content, sealing->passphrase, haven_store_get_cost (writing->store), error);
  if (file == NULL)
    return FALSE;
  sealed.content = content;
  sealed.digest = haven_transfer_dup_digest (content);
  if (note_sealed (job, writing, &sealed, error))
    job->result = g_steal_pointer (&file);
  g_free (sealed.digest);
  return job->result != NULL;
}

static gboolean
check_wish (HavenSession *self, const HavenTransferWish *wish, const char *passphrase, GError **error)
{
  if (!haven_session_check_deed (self, HAVEN_DEED_ANSWER, error))
    return FALSE;
  if (!haven_text_is_empty (wish->school))
    return haven_session_check_new_passphrase (self, NULL, passphrase, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("Say which school the records are for. Nothing was sealed."));
  return FALSE;
}

void
haven_session_seal_transfer_async (HavenSession *self, const HavenTransferWish *wish, const char *passphrase, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  Sealing *sealing;
  HavenJob *job;

  if (!check_wish (self, wish, passphrase, &error)) {
    g_task_return_error (task, error);
    return;
  }
  sealing = g_new0 (Sealing, 1);
  *sealing = (Sealing) { wish->pupil_id, g_strdup (wish->school), g_strdup (wish->recipient),
                         wish->restricted != NULL ? g_array_ref (wish->restricted) : NULL, g_strdup (passphrase) };
  job = haven_job_new (seal_work, sealing, free_sealing);
  job->free_result = (GDestroyNotify) g_bytes_unref;
  haven_session_start_deed (self, HAVEN_DEED_EXPORT, g_steal_pointer (&task), job);
}

GBytes *
haven_session_seal_transfer_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
haven_session_seal_transfer (HavenSession *self, const HavenTransferWish *wish, const char *passphrase, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_seal_transfer_async (self, wish, passphrase, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_seal_transfer_finish (self, result, error);
}

/* ---- opening what came: on a thread of the pool, from the school as it stands ---- */

typedef struct {
  char *path;
  char *passphrase;
  HavenSchool *school;
  HavenClock clock;
} Opening;

static void
free_opening (gpointer data)
{
  Opening *self = data;

  haven_wipe_string (self->passphrase);
  g_free (self->passphrase);
  g_free (self->path);
  haven_school_unref (self->school);
  g_free (self);
}

static GBytes *
read_sealed (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);
  GBytes *bytes = NULL;

  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
      && g_file_info_get_size (info) <= HAVEN_LIMIT_TRANSFER_BYTES)
    bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  if (bytes == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND,
                         _("The sealed file cannot be found or read, or is too large. Nothing was read."));
  return bytes;
}

static GPtrArray *
stage (const Opening *opening, GError **error)
{
  g_autoptr (GBytes) file = read_sealed (opening->path, error);
  g_autoptr (GBytes) json = file != NULL ? haven_transfer_unseal (file, opening->passphrase, error) : NULL;
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (HAVEN_IMPORT_TRANSFER);
  HavenImportPreview *preview = NULL;
  GPtrArray *previews;

  if (json != NULL)
    preview = haven_intake_stage_bytes_chosen (opening->path, json, choices, opening->school, opening->clock, error);
  if (preview == NULL)
    return NULL;
  previews = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_import_preview_free);
  g_ptr_array_add (previews, preview);
  return previews;
}

static void
do_open (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *previews = stage (data, &error);

  if (previews == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, previews, (GDestroyNotify) g_ptr_array_unref);
}

void
haven_session_open_transfer_async (HavenSession *self, const char *path, const char *passphrase, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Opening *opening;

  if (!haven_session_check_may (self, task, HAVEN_DEED_IMPORT))
    return;
  opening = g_new0 (Opening, 1);
  *opening = (Opening) { g_strdup (path), g_strdup (passphrase), haven_school_ref (self->school), self->clock };
  g_task_set_task_data (task, opening, free_opening);
  haven_session_push_to_pool (g_steal_pointer (&task), do_open, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
haven_session_open_transfer_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
haven_session_open_transfer (HavenSession *self, const char *path, const char *passphrase, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_open_transfer_async (self, path, passphrase, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_open_transfer_finish (self, result, error);
}

/* ---- receipts ---- */

static gboolean
put_with_audit (HavenWriting *writing, HavenTransfer *row, const char *action, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("transfer %.8s", row->transfer);

  return haven_store_put (writing->store, HAVEN_TABLE_TRANSFERS, row, error)
         && haven_store_add_audit (writing->store, writing->clock, action, row->pupil_id, detail, error);
}

/* Whoever makes it says so. The record stays as the import left it, so that the import can still be taken back. */
static gboolean
make_receipt_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  const HavenTransfer *kept = haven_school_get_record (writing->school, HAVEN_TABLE_TRANSFERS, *(gint64 *) job->data);
  g_autoptr (HavenTransfer) row = kept != NULL && kept->incoming && kept->receipt_key != NULL ? haven_transfer_copy (kept) : NULL;
  g_autofree char *detail = NULL;
  char *text;

  if (row == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("No records came here under this number. No receipt was made."));
    return FALSE;
  }
  detail = g_strdup_printf ("transfer %.8s", row->transfer);
  g_free (row->received_by);
  row->received_by = g_strdup_printf ("%s, %s", haven_store_get_user (writing->store),
                                      haven_school_get_setting (writing->school, "name", _("This school")));
  if (!haven_store_add_audit (writing->store, writing->clock, "make-receipt", row->pupil_id, detail, error))
    return FALSE;
  text = haven_transfer_receipt_print (row);
  job->result = g_bytes_new_take (text, strlen (text));
  return TRUE;
}

static gboolean
make_receipt_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, make_receipt_body, error);
}

void
haven_session_make_receipt_async (HavenSession *self, gint64 transfer_id, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (make_receipt_work, g_memdup2 (&transfer_id, sizeof transfer_id), g_free);

  job->free_result = (GDestroyNotify) g_bytes_unref;
  haven_session_start_deed (self, HAVEN_DEED_ANSWER, g_task_new (self, NULL, callback, user_data), job);
}

GBytes *
haven_session_make_receipt_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
haven_session_make_receipt (HavenSession *self, gint64 transfer_id, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_make_receipt_async (self, transfer_id, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_make_receipt_finish (self, result, error);
}

static const HavenTransfer *
find_sent (HavenSchool *school, const char *transfer)
{
  GPtrArray *rows = haven_school_get_table (school, HAVEN_TABLE_TRANSFERS);

  for (guint i = 0; i < rows->len; i++) {
    const HavenTransfer *row = rows->pdata[i];
    if (!row->incoming && g_strcmp0 (row->transfer, transfer) == 0)
      return row;
  }
  return NULL;
}

static gboolean
take_receipt_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenTransferReceipt) receipt = haven_transfer_receipt_parse (job->data, error);
  const HavenTransfer *sent = receipt != NULL ? find_sent (writing->school, receipt->transfer) : NULL;
  g_autoptr (HavenTransfer) row = NULL;

  if (receipt != NULL && sent == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("This receipt is for records that were not sealed here. Nothing was recorded."));
  if (sent == NULL || !haven_transfer_receipt_check (receipt, sent, error))
    return FALSE;
  row = haven_transfer_copy (sent);
  row->received_on = receipt->received_on;
  row->sent_on = row->sent_on != HAVEN_DAY_NONE ? row->sent_on : receipt->received_on;
  g_free (row->received_by);
  row->received_by = g_strdup (receipt->received_by);
  job->id = row->id;
  return put_with_audit (writing, row, "take-receipt", error);
}

static gboolean
take_receipt_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, take_receipt_body, error);
}

void
haven_session_take_receipt_async (HavenSession *self, GBytes *receipt, GAsyncReadyCallback callback, gpointer user_data)
{
  haven_session_start_deed (self, HAVEN_DEED_ANSWER, g_task_new (self, NULL, callback, user_data),
                            haven_job_new (take_receipt_work, g_bytes_ref (receipt), (GDestroyNotify) g_bytes_unref));
}

gint64
haven_session_take_receipt_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

gint64
haven_session_take_receipt (HavenSession *self, GBytes *receipt, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_take_receipt_async (self, receipt, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_take_receipt_finish (self, result, error);
}
