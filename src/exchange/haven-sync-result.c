/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sync-result.h"

#include "haven-sync-private.h"

static const char *const outcome_codes[] = { "done", "offline", "busy", "untrusted", "wrong-reply", "not-enrolled", "cancelled" };
static const char *const document_codes[] = { "policy", "benchmarks", "priorities", "resources", "survey" };

const char *
haven_sync_outcome_code (HavenSyncOutcome outcome)
{
  return outcome_codes[outcome];
}

const char *
haven_document_type_code (HavenDocumentType type)
{
  return document_codes[type];
}

static void
free_news (HavenBookingNews *self)
{
  g_free (self->booking);
  g_free (self->event);
  g_free (self->why);
  g_free (self->certificate);
  g_free (self->name);
  g_free (self->email);
  g_free (self->role);
  g_free (self);
}

static void
free_return (HavenSyncReturn *self)
{
  g_free (self->period);
  g_free (self->digest);
  g_bytes_unref (self->receipt);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
free_receipt (HavenSyncReceipt *self)
{
  g_free (self->period);
  g_free (self->digest);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
free_document (HavenSyncDocument *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}

HavenSyncResult *
haven_sync_result_new (void)
{
  HavenSyncResult *self = g_new0 (HavenSyncResult, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_outbox_item_free);
  self->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_receipt);
  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify) free_news);
  self->courses = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_course_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_event_free);
  self->gone = g_ptr_array_new_with_free_func (g_free);
  self->returns = g_ptr_array_new_with_free_func ((GDestroyNotify) free_return);
  self->lost = g_ptr_array_new_with_free_func (g_free);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) free_document);
  return self;
}

void
haven_sync_result_free (HavenSyncResult *self)
{
  if (self == NULL)
    return;
  g_free (self->sentence);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->receipts);
  g_ptr_array_unref (self->news);
  g_ptr_array_unref (self->courses);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->gone);
  g_ptr_array_unref (self->returns);
  g_ptr_array_unref (self->lost);
  g_ptr_array_unref (self->documents);
  haven_wire_state_free (self->known);
  g_free (self);
}

GError *
haven_sync_result_dup_error (HavenSyncResult *self)
{
  if (self->outcome == HAVEN_SYNC_DONE)
    return NULL;
  return g_error_new_literal (HAVEN_ERROR, self->error_code, self->sentence);
}

/* The first thing that went wrong is the one that is told. */
void
haven_sync_result_fail (HavenSyncResult *self, HavenSyncOutcome outcome, HavenErrorCode code, const char *sentence)
{
  if (self->outcome != HAVEN_SYNC_DONE)
    return;
  self->outcome = outcome;
  self->error_code = code;
  self->sentence = g_strdup (sentence);
}

static HavenSyncOutcome
outcome_of (HavenErrorCode code)
{
  switch (code) {
  case HAVEN_ERROR_OFFLINE:
    return HAVEN_SYNC_OFFLINE;
  case HAVEN_ERROR_REFUSED:
    return HAVEN_SYNC_UNTRUSTED;
  case HAVEN_ERROR_CANCELLED:
    return HAVEN_SYNC_CANCELLED;
  default:
    return HAVEN_SYNC_WRONG_REPLY;
  }
}

void
haven_sync_result_take_error (HavenSyncResult *self, GError *take_error)
{
  haven_sync_result_fail (self, outcome_of (take_error->code), take_error->code, take_error->message);
  g_error_free (take_error);
}
