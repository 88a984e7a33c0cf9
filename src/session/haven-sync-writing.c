/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sync-writing.h"

#include "haven-authority.h"
#include "haven-exchange.h"
#include "haven-settle.h"
#include "haven-sharing-private.h"
#include "haven-sync-catalogue.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>

/* What was sent */

/* Withdrawn here as never sent, while it was on its way: the Virtual School has it now and must be told. */
static gboolean
take_back_late (const HavenOutboxItem *sent, HavenWriting *writing, GError **error)
{
  GPtrArray *bookings = haven_school_get_table (writing->school, HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *booking = g_ptr_array_index (bookings, i);
    g_autoptr (HavenOutboxItem) cancel = NULL;

    if (!g_str_equal (booking->booking, sent->target))
      continue;
    cancel = haven_exchange_item_for_cancel (booking, writing->clock.now);
    return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, cancel, error);
  }
  return TRUE;
}

static gboolean
write_item (HavenOutboxItem *item, HavenWriting *writing, GError **error)
{
  const HavenOutboxItem *now = haven_school_get_record (writing->school, HAVEN_TABLE_OUTBOX, item->id);
  gboolean withdrawn = now != NULL && now->state == HAVEN_OUTBOX_CANCELLED;

  if (withdrawn && item->state != HAVEN_OUTBOX_SENT)
    return TRUE;
  if (withdrawn && item->type == HAVEN_OUTBOX_BOOKING && !take_back_late (item, writing, error))
    return FALSE;
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error);
}

static gboolean
write_items (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  for (guint i = 0; i < result->items->len; i++)
    if (!write_item (g_ptr_array_index (result->items, i), writing, error))
      return FALSE;
  return TRUE;
}

static const HavenBookingNews *
find_news (HavenSyncResult *result, const char *booking)
{
  for (guint i = result->news->len; i > 0; i--) {
    const HavenBookingNews *news = g_ptr_array_index (result->news, i - 1);
    if (g_str_equal (news->booking, booking))
      return news;
  }
  return NULL;
}

static const HavenOutboxItem *
find_tried (HavenSyncResult *result, const char *target)
{
  for (guint i = result->items->len; i > 0; i--) {
    const HavenOutboxItem *item = g_ptr_array_index (result->items, i - 1);
    if (item->type != HAVEN_OUTBOX_RELEASE && g_str_equal (item->target, target))
      return item;
  }
  return NULL;
}

/* Bookings */

/* The Virtual School listed everything that it knows, and this is not there: its data were lost or restored from a backup. The same request
 * goes again under the same id. */
static gboolean
was_lost_there (HavenSyncResult *result, const HavenBooking *booking)
{
  gboolean held = booking->state == HAVEN_BOOKING_SENT || booking->state == HAVEN_BOOKING_CONFIRMED
                  || booking->state == HAVEN_BOOKING_WAITING_LIST;

  return result->all_bookings && result->outcome == HAVEN_SYNC_DONE && held && find_news (result, booking->booking) == NULL
         && find_tried (result, booking->booking) == NULL && (booking->starts == 0 || booking->starts > result->finished_at);
}

static gboolean
ask_again (HavenBooking *booking, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenOutboxItem) item = haven_exchange_item_for_booking (booking, writing->clock.now);

  booking->state = HAVEN_BOOKING_ASKED;
  booking->changed_at = writing->clock.now;
  g_free (booking->news);
  booking->news = g_strdup (_("The Virtual School’s system had lost this booking. It is asked for again."));
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error);
}

static gboolean
is_booked (const HavenPerson *person, const HavenBooking *booking)
{
  return person->type == HAVEN_PERSON_STAFF && booking->email != NULL && g_strcmp0 (person->email, booking->email) == 0;
}

/* By number, where that is still who was booked: somebody else may have it since; else by e-mail. */
static gint64
find_person (HavenSchool *school, const HavenBooking *booking)
{
  GPtrArray *people = haven_school_get_table (school, HAVEN_TABLE_PEOPLE);
  const HavenPerson *known = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, booking->person_id);

  if (known != NULL && is_booked (known, booking))
    return known->id;
  for (guint i = 0; i < people->len; i++) {
    const HavenPerson *person = g_ptr_array_index (people, i);
    if (is_booked (person, booking))
      return person->id;
  }
  return 0;
}

static const char *
find_topic (HavenSchool *school, const HavenBooking *booking)
{
  const HavenEvent *event = haven_authority_find_event (school, booking->authority, booking->event);
  const HavenCourse *course = event == NULL ? NULL : haven_authority_find_course (school, event->authority, event->course);

  return course == NULL ? NULL : course->topic;
}

static HavenTraining *
dup_training (HavenSchool *school, const char *booking)
{
  GPtrArray *trainings = haven_school_get_table (school, HAVEN_TABLE_TRAINING);

  for (guint i = 0; i < trainings->len; i++)
    if (g_strcmp0 (((HavenTraining *) g_ptr_array_index (trainings, i))->booking, booking) == 0)
      return haven_training_copy (g_ptr_array_index (trainings, i));
  return haven_training_new ();
}

/* Attended: it counts for whoever went. Told again with a certificate, the same line gets it. */
static gboolean
write_training (const HavenBooking *booking, const HavenBookingNews *news, HavenWriting *writing, GError **error)
{
  gint64 person = find_person (writing->school, booking);
  g_autoptr (HavenTraining) training = NULL;

  if (news == NULL || news->state != HAVEN_BOOKING_ATTENDED || person == 0)
    return TRUE;
  training = dup_training (writing->school, booking->booking);
  if (training->id == 0) {
    training->person_id = person;
    training->topic = g_strdup (find_topic (writing->school, booking));
    training->title = g_strdup (booking->title);
    training->booking = g_strdup (booking->booking);
    training->done_on = haven_time_get_day (booking->starts != 0 ? booking->starts : news->changed_at);
  }
  training->lapses_on = news->lapses_on;
  g_free (training->certificate);
  training->certificate = g_strdup (news->certificate);
  return haven_store_put (writing->store, HAVEN_TABLE_TRAINING, training, error);
}

static gboolean
settle (HavenSyncResult *result, HavenBooking *booking, HavenWriting *writing)
{
  const HavenBookingNews *news = find_news (result, booking->booking);
  const HavenOutboxItem *item = find_tried (result, booking->booking);

  if (news == NULL && (item == NULL || item->state == HAVEN_OUTBOX_WAITING))
    return FALSE;
  haven_settle_booking (booking, news, item, writing->clock.now);
  if (news != NULL && news->certificate != NULL) {
    g_free (booking->certificate);
    booking->certificate = g_strdup (news->certificate);
  }
  return TRUE;
}

/* Whose id a Virtual School names, that it holds: also one from before the school left and joined it again. */
static gboolean
claim (HavenSyncResult *result, HavenBooking *booking)
{
  if (find_news (result, booking->booking) != NULL)
    booking->authority = result->authority;
  return booking->authority == result->authority;
}

static gboolean
write_booking (HavenSyncResult *result, const HavenBooking *before, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenBooking) booking = haven_booking_copy (before);
  gboolean ours = claim (result, booking);
  gboolean settled = ours && settle (result, booking, writing), lost = ours && was_lost_there (result, booking);
  gboolean counts = booking->state <= HAVEN_BOOKING_WAITING_LIST || booking->state == HAVEN_BOOKING_DRAFT;
  gboolean explained = ours && counts && haven_sync_explain_event (result, writing->school, booking);

  if (!settled && !lost && !explained)
    return TRUE;
  return (!lost || ask_again (booking, writing, error)) && haven_store_put (writing->store, HAVEN_TABLE_BOOKINGS, booking, error)
         && write_training (booking, find_news (result, booking->booking), writing, error);
}

static gboolean
is_known (HavenSchool *school, const char *booking)
{
  GPtrArray *bookings = haven_school_get_table (school, HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; i < bookings->len; i++)
    if (g_str_equal (((HavenBooking *) g_ptr_array_index (bookings, i))->booking, booking))
      return TRUE;
  return FALSE;
}

/* Asked for by another computer of the school, or by this one before its store was restored from a backup */
static gboolean
take_in_booking (HavenSyncResult *result, const HavenBookingNews *news, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenBooking) booking = haven_booking_new ();

  booking->authority = result->authority;
  booking->booking = g_strdup (news->booking);
  booking->event = g_strdup (news->event);
  booking->name = g_strdup (news->name);
  booking->email = g_strdup (news->email);
  booking->role = g_strdup (news->role);
  booking->state = news->state;
  booking->why = g_strdup (news->why);
  booking->certificate = g_strdup (news->certificate);
  booking->made_at = booking->changed_at = news->changed_at;
  haven_booking_take_words (booking, writing->school);
  return haven_store_put (writing->store, HAVEN_TABLE_BOOKINGS, booking, error) && write_training (booking, news, writing, error);
}

static gboolean
write_bookings (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  GPtrArray *bookings = haven_school_get_table (writing->school, HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; i < bookings->len; i++)
    if (!write_booking (result, g_ptr_array_index (bookings, i), writing, error))
      return FALSE;
  for (guint i = 0; i < result->news->len; i++) {
    const HavenBookingNews *news = g_ptr_array_index (result->news, i);
    if (news->name != NULL && news->event != NULL && find_news (result, news->booking) == news && !is_known (writing->school, news->booking)
        && !take_in_booking (result, news, writing, error))
      return FALSE;
  }
  return TRUE;
}

/* Returns */

static const HavenSyncReceipt *
find_sent (HavenSyncResult *result, const char *digest)
{
  for (guint i = 0; i < result->receipts->len; i++) {
    const HavenSyncReceipt *receipt = g_ptr_array_index (result->receipts, i);
    if (g_str_equal (receipt->digest, digest))
      return receipt;
  }
  return NULL;
}

static gboolean
write_receipts (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  GPtrArray *ledger = haven_school_get_table (writing->school, HAVEN_TABLE_RELEASES);

  for (guint i = 0; i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    const HavenSyncReceipt *receipt = find_sent (result, entry->digest);
    g_autoptr (HavenLedgerEntry) received = NULL;

    if (receipt == NULL)
      continue;
    received = haven_ledger_entry_copy (entry);
    received->sent_at = receipt->received_at;
    g_clear_pointer (&received->receipt, g_bytes_unref);
    received->receipt = g_bytes_ref (receipt->bytes);
    if (!haven_store_put (writing->store, HAVEN_TABLE_RELEASES, received, error))
      return FALSE;
  }
  return TRUE;
}

/* The ledger is added to and never rewritten: where a return of ours stands under the same number, which the Virtual School did not take, ours
 * stays, without a receipt, and its message says that another was received. */
static gboolean
has_number (HavenSchool *school, const HavenSyncReturn *held)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);

  for (guint i = 0; i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    if (entry->revision == held->revision && g_str_equal (entry->period, held->period))
      return TRUE;
  }
  return FALSE;
}

static gboolean
write_return (const HavenSyncReturn *held, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenLedgerEntry) entry = haven_ledger_entry_new ();

  if (has_number (writing->school, held))
    return haven_store_add_audit (writing->store, writing->clock, "sync", 0, "another return stands there under a number of ours", error);
  entry->period = g_strdup (held->period);
  entry->revision = held->revision;
  entry->made_at = held->received_at;
  entry->bytes = g_bytes_ref (held->bytes);
  entry->receipt = g_bytes_ref (held->receipt);
  entry->digest = g_strdup (held->digest);
  entry->approved_by = g_strdup (_("sent from another copy of this school’s records"));
  entry->sent_at = held->received_at;
  return haven_store_put (writing->store, HAVEN_TABLE_RELEASES, entry, error);
}

static gboolean
send_again (const HavenLedgerEntry *entry, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenOutboxItem) item = haven_exchange_item_for_entry (entry, writing->clock.now);
  g_autoptr (HavenLedgerEntry) unsent = haven_ledger_entry_copy (entry);

  unsent->sent_at = 0;
  g_clear_pointer (&unsent->receipt, g_bytes_unref);
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error)
         && haven_store_put (writing->store, HAVEN_TABLE_RELEASES, unsent, error);
}

static gboolean
write_returns (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  GPtrArray *ledger = haven_school_get_table (writing->school, HAVEN_TABLE_RELEASES);

  if (result->authority != HAVEN_AUTHORITY_OWN)
    return TRUE;
  for (guint i = 0; i < result->returns->len; i++)
    if (find_sent (result, ((HavenSyncReturn *) g_ptr_array_index (result->returns, i))->digest) == NULL
        && !write_return (g_ptr_array_index (result->returns, i), writing, error))
      return FALSE;
  for (guint i = 0; i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    if (g_ptr_array_find_with_equal_func (result->lost, entry->digest, g_str_equal, NULL) && !send_again (entry, writing, error))
      return FALSE;
  }
  return TRUE;
}

/* The rest */

/* Sharing settings are of the authority that returns go to: another's are kept beside and change nothing. */
static gboolean
write_document (HavenSyncResult *result, const HavenSyncDocument *document, HavenWriting *writing, GError **error)
{
  g_autofree char *plain = g_strconcat ("document.", haven_document_type_code (document->type), NULL);
  g_autofree char *key = haven_authority_dup_key (result->authority, plain);
  g_autofree char *text = g_strndup (g_bytes_get_data (document->bytes, NULL), g_bytes_get_size (document->bytes));

  if (document->type == HAVEN_DOCUMENT_POLICY && result->authority == HAVEN_AUTHORITY_OWN)
    return haven_sharing_take_offer (writing, document->bytes, error);
  return haven_store_set (writing->store, key, text, error);
}

static gboolean
write_documents (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  for (guint i = 0; i < result->documents->len; i++)
    if (!write_document (result, g_ptr_array_index (result->documents, i), writing, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_known (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  g_autofree char *text = result->known != NULL ? haven_exchange_state_to_text (result->known) : NULL;

  g_autofree char *key = haven_authority_dup_key (result->authority, "exchange.state");

  return text == NULL || haven_store_set (writing->store, key, text, error);
}

static gboolean
write_last (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  g_autofree char *key = haven_authority_dup_key (result->authority, "exchange.last");
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, writing->clock.now);

  return result->outcome != HAVEN_SYNC_DONE || haven_store_set (writing->store, key, now, error);
}

gboolean
haven_sync_forget_bookings (gint64 authority, HavenWriting *writing, GError **error)
{
  g_autofree char *key = haven_authority_dup_key (authority, "exchange.state");
  g_autoptr (HavenWireState) known = haven_exchange_state_from_text (haven_school_get_setting (writing->school, key, NULL));
  g_autofree char *text = NULL;

  if (known == NULL)
    return TRUE;
  g_free (known->bookings);
  known->bookings = g_strdup ("");
  text = haven_exchange_state_to_text (known);
  return haven_store_set (writing->store, key, text, error);
}

gboolean
haven_sync_write (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  return write_items (result, writing, error) && write_bookings (result, writing, error) && write_receipts (result, writing, error)
         && write_returns (result, writing, error) && haven_sync_write_catalogue (result, writing, error)
         && write_documents (result, writing, error) && write_known (result, writing, error)
         && write_last (result, writing, error)
         && haven_store_add_audit (writing->store, writing->clock, "sync", 0, haven_sync_outcome_code (result->outcome), error);
}
