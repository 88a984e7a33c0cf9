/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-command-private.h"

#include "haven-authority.h"
#include "haven-exchange.h"
#include "haven-settle.h"
#include "haven-sync-writing.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>

/* Finding */

static HavenBooking *
find_booking (HavenSchool *school, const char *booking)
{
  GPtrArray *bookings = haven_school_get_table (school, HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; booking != NULL && i < bookings->len; i++) {
    const HavenBooking *each = g_ptr_array_index (bookings, i);
    if (g_str_equal (each->booking, booking))
      return haven_booking_copy (each);
  }
  return NULL;
}

static HavenOutboxItem *
find_waiting (HavenSchool *school, const char *target, HavenOutboxType type)
{
  GPtrArray *items = haven_school_get_table (school, HAVEN_TABLE_OUTBOX);

  for (guint i = 0; i < items->len; i++) {
    const HavenOutboxItem *item = g_ptr_array_index (items, i);
    if (item->type == (int) type && item->state == HAVEN_OUTBOX_WAITING && g_str_equal (item->target, target))
      return haven_outbox_item_copy (item);
  }
  return NULL;
}

/* Booking */

static gboolean
refuse (HavenErrorCode code, const char *sentence, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, code, sentence);
  return FALSE;
}

static gboolean
check_event (const HavenBooking *booking, HavenWriting *writing, GError **error)
{
  const HavenEvent *event = haven_authority_find_event (writing->school, booking->authority, booking->event);
  gboolean closed = event != NULL && booking->instead_of == NULL && event->closes_on != HAVEN_DAY_NONE
                    && event->closes_on < writing->clock.today;

  if (event != NULL && event->starts > writing->clock.now && !closed)
    return TRUE;
  if (event != NULL)
    return refuse (HAVEN_ERROR_INVALID, _("Booking for this event has closed. Nothing was booked."), error);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no event “%s” in the catalogue. Nothing was booked."),
               booking->event);
  return FALSE;
}

/* Only codes: there is no member in which a child could be described. */
static gboolean
check_topics (const HavenBooking *booking, GError **error)
{
  if (booking->topics == NULL || g_regex_match_simple (HAVEN_CODES_PATTERN, booking->topics, G_REGEX_DOLLAR_ENDONLY, 0))
    return TRUE;
  return refuse (HAVEN_ERROR_INVALID, _("What advice is asked about is said in topics only, never in words. Nothing was booked."), error);
}

static gboolean
check_can_book (const HavenBooking *booking, HavenWriting *writing, GError **error)
{
  if (booking->state != HAVEN_BOOKING_ELSEWHERE && !check_event (booking, writing, error))
    return FALSE;
  if (booking->state == HAVEN_BOOKING_ELSEWHERE && haven_text_is_empty (booking->title))
    return refuse (HAVEN_ERROR_INVALID, _("Say what was booked elsewhere. Nothing was kept."), error);
  if (haven_text_is_empty (booking->name))
    return refuse (HAVEN_ERROR_INVALID, _("A booking needs a member of staff’s name. Nothing was booked."), error);
  if (booking->state != HAVEN_BOOKING_ELSEWHERE && (strchr (booking->email, '@') == NULL || haven_text_is_empty (booking->role)))
    return refuse (HAVEN_ERROR_INVALID, _("The Virtual School wants a work e-mail address and a post for everybody who is booked. Nothing "
                                          "was booked."), error);
  return check_topics (booking, error);
}

/* Whose place is taken over: never sent, it is simply withdrawn; else the Virtual School cancels it with the new one. */
static gboolean
take_over (HavenBooking *booking, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenBooking) before = find_booking (writing->school, booking->instead_of);
  g_autoptr (HavenOutboxItem) request = NULL;

  if (booking->instead_of == NULL)
    return TRUE;
  if (before == NULL || before->state > HAVEN_BOOKING_WAITING_LIST || before->authority != booking->authority
      || g_strcmp0 (before->event, booking->event) != 0)
    return refuse (HAVEN_ERROR_INVALID, _("There is no such place to take over. Nothing was booked."), error);
  request = find_waiting (writing->school, before->booking, HAVEN_OUTBOX_BOOKING);
  before->changed_at = writing->clock.now;
  before->state = request != NULL && request->attempts == 0 ? HAVEN_BOOKING_CANCELLED : HAVEN_BOOKING_CANCELLING;
  if (request != NULL && request->attempts == 0) {
    g_clear_pointer (&booking->instead_of, g_free);
    request->state = HAVEN_OUTBOX_CANCELLED;
    request->settled_at = writing->clock.now;
    if (!haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, request, error))
      return FALSE;
  }
  return haven_store_put (writing->store, HAVEN_TABLE_BOOKINGS, before, error);
}

static gboolean
announce (HavenBooking *booking, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenOutboxItem) item = NULL;

  if (booking->state != HAVEN_BOOKING_ASKED)
    return TRUE;
  item = haven_exchange_item_for_booking (booking, writing->clock.now);
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error);
}

static gboolean
apply_book (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  HavenBooking *booking = self->booking;

  if (!check_can_book (booking, writing, error) || !take_over (booking, writing, error))
    return FALSE;
  booking->booking = haven_text_new_id ();
  booking->made_at = booking->changed_at = writing->clock.now;
  haven_booking_take_words (booking, writing->school);
  if (!haven_store_put (writing->store, HAVEN_TABLE_BOOKINGS, booking, error) || !announce (booking, writing, error))
    return FALSE;
  *ret_id = booking->id;
  return haven_store_add_audit (writing->store, writing->clock, self->action, 0, booking->booking, error);
}

static gboolean
keep_booking (HavenCommand *self, HavenBooking *booking, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  *ret_id = booking->id;
  booking->changed_at = writing->clock.now;
  return haven_store_put (writing->store, HAVEN_TABLE_BOOKINGS, booking, error)
         && haven_store_add_audit (writing->store, writing->clock, self->action, 0, booking->booking, error);
}

static gboolean
apply_ask (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autoptr (HavenBooking) booking = find_booking (writing->school, self->texts[0]);

  if (booking == NULL || booking->state != HAVEN_BOOKING_DRAFT)
    return refuse (HAVEN_ERROR_NOT_FOUND, _("There is no such draft. Nothing was changed."), error);
  booking->state = HAVEN_BOOKING_ASKED;
  return check_can_book (booking, writing, error) && announce (booking, writing, error)
         && keep_booking (self, booking, writing, ret_id, error);
}

static gboolean
apply_note (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autoptr (HavenBooking) booking = find_booking (writing->school, self->texts[0]);

  if (booking == NULL)
    return refuse (HAVEN_ERROR_NOT_FOUND, _("There is no such booking. Nothing was changed."), error);
  g_free (booking->note);
  booking->note = haven_text_is_empty (self->texts[1]) ? NULL : g_strdup (self->texts[1]);
  return keep_booking (self, booking, writing, ret_id, error);
}

/* Cancelling */

/* Asked for and cancelled before any attempt to send: the Virtual School need never hear of it. */
static gboolean
withdraw_unsent (HavenBooking *booking, HavenOutboxItem *request, HavenWriting *writing, GError **error)
{
  request->state = HAVEN_OUTBOX_CANCELLED;
  request->settled_at = writing->clock.now;
  booking->state = HAVEN_BOOKING_CANCELLED;
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, request, error);
}

static gboolean
announce_cancellation (HavenBooking *booking, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenOutboxItem) item = haven_exchange_item_for_cancel (booking, writing->clock.now);

  booking->state = HAVEN_BOOKING_CANCELLING;
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error);
}

static gboolean
is_ours_alone (const HavenBooking *booking)
{
  return booking->state == HAVEN_BOOKING_DRAFT || booking->state == HAVEN_BOOKING_ELSEWHERE;
}

static gboolean
check_can_cancel (const HavenBooking *booking, GError **error)
{
  if (booking == NULL)
    return refuse (HAVEN_ERROR_NOT_FOUND, _("There is no such booking. Nothing was changed."), error);
  if (booking->authority == HAVEN_AUTHORITY_LEFT && !is_ours_alone (booking))
    return refuse (HAVEN_ERROR_INVALID, _("This booking is with a Virtual School that this school has left: ring it to cancel. Nothing was "
                                          "changed."), error);
  if (booking->state < HAVEN_BOOKING_NOT_OFFERED || is_ours_alone (booking))
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This booking can no longer be cancelled: it is %s."),
               haven_booking_state_text (booking->state));
  return FALSE;
}

static gboolean
apply_cancel_booking (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autoptr (HavenBooking) booking = find_booking (writing->school, self->texts[0]);
  g_autoptr (HavenOutboxItem) request = NULL;
  gboolean done = TRUE;

  if (!check_can_cancel (booking, error))
    return FALSE;
  request = find_waiting (writing->school, self->texts[0], HAVEN_OUTBOX_BOOKING);
  if (is_ours_alone (booking))
    booking->state = HAVEN_BOOKING_CANCELLED;
  else if (request != NULL && request->attempts == 0)
    done = withdraw_unsent (booking, request, writing, error);
  else
    done = announce_cancellation (booking, writing, error);
  return done && keep_booking (self, booking, writing, ret_id, error);
}

/* The outbox */

static HavenOutboxItem *
dup_unsent (HavenCommand *self, HavenWriting *writing, GError **error)
{
  const HavenOutboxItem *item = haven_school_get_record (writing->school, HAVEN_TABLE_OUTBOX, self->id);

  if (item != NULL && item->state != HAVEN_OUTBOX_SENT)
    return haven_outbox_item_copy (item);
  refuse (HAVEN_ERROR_NOT_FOUND, _("There is nothing waiting under this number."), error);
  return NULL;
}

static gboolean
apply_retry_outbox (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autoptr (HavenOutboxItem) again = dup_unsent (self, writing, error);

  if (again == NULL)
    return FALSE;
  again->state = HAVEN_OUTBOX_WAITING;
  again->next_try = 0;
  *ret_id = again->id;
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, again, error)
         && haven_store_add_audit (writing->store, writing->clock, self->action, 0, again->key, error);
}

/* A booking whose request goes is a draft; one whose cancellation goes is what the Virtual School last said, so it is asked for that. */
static gboolean
restate_booking (const HavenOutboxItem *item, HavenWriting *writing, GError **error)
{
  g_autoptr (HavenBooking) booking = find_booking (writing->school, item->target);

  if (booking == NULL || (item->type != HAVEN_OUTBOX_BOOKING && item->type != HAVEN_OUTBOX_CANCEL))
    return TRUE;
  booking->state = item->type == HAVEN_OUTBOX_BOOKING ? HAVEN_BOOKING_DRAFT : HAVEN_BOOKING_SENT;
  booking->changed_at = writing->clock.now;
  return haven_store_put (writing->store, HAVEN_TABLE_BOOKINGS, booking, error)
         && (item->type == HAVEN_OUTBOX_BOOKING || haven_sync_forget_bookings (item->authority, writing, error));
}

/* A request that was tried may have arrived, its answer lost on the way: only a cancellation makes sure that nobody holds a place for it. */
static gboolean
check_can_remove (const HavenOutboxItem *item, GError **error)
{
  if (item->state != HAVEN_OUTBOX_WAITING || item->attempts == 0 || item->type != HAVEN_OUTBOX_BOOKING)
    return TRUE;
  return refuse (HAVEN_ERROR_CONFLICT, _("This request was tried already and may have arrived. Cancel the booking instead: then the "
                                         "Virtual "
                                         "School is told. Nothing was changed."), error);
}

static gboolean
apply_remove_outbox (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  g_autoptr (HavenOutboxItem) item = dup_unsent (self, writing, error);

  if (item == NULL || !check_can_remove (item, error))
    return FALSE;
  item->state = HAVEN_OUTBOX_CANCELLED;
  item->settled_at = writing->clock.now;
  *ret_id = item->id;
  return haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error) && restate_booking (item, writing, error)
         && haven_store_add_audit (writing->store, writing->clock, self->action, 0, item->key, error);
}

/* Surveys */

static HavenWireSurvey *
read_survey (HavenSchool *school, gint64 authority)
{
  const char *text = haven_authority_get (school, authority, "document.survey", NULL);
  g_autoptr (GBytes) bytes = text == NULL ? NULL : g_bytes_new (text, strlen (text));

  return bytes == NULL ? NULL : haven_wire_survey_parse (bytes, NULL);
}

static HavenWireSurvey *
find_survey (HavenSchool *school, const char *id, gint64 *ret_authority)
{
  g_autoptr (GArray) authorities = haven_authority_list (school);

  for (guint i = 0; i < authorities->len; i++) {
    g_autoptr (HavenWireSurvey) survey = read_survey (school, g_array_index (authorities, gint64, i));
    *ret_authority = g_array_index (authorities, gint64, i);
    if (survey != NULL && g_strcmp0 (survey->id, id) == 0)
      return g_steal_pointer (&survey);
  }
  return NULL;
}

static gboolean
apply_answer_survey (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  gint64 authority = HAVEN_AUTHORITY_OWN;
  g_autoptr (HavenWireSurvey) survey = find_survey (writing->school, self->texts[0], &authority);
  g_autoptr (HavenWireAnswers) answers = haven_wire_answers_parse (self->body, error);
  g_autoptr (HavenOutboxItem) item = NULL;

  if (answers == NULL)
    return FALSE;
  if (survey == NULL)
    return refuse (HAVEN_ERROR_NOT_FOUND, _("There is no such survey. Nothing was kept."), error);
  if (!haven_wire_survey_check (survey, answers, error))
    return FALSE;
  item = haven_exchange_item_for_answers (survey->id, answers, writing->clock.now);
  item->authority = authority;
  if (!haven_store_put (writing->store, HAVEN_TABLE_OUTBOX, item, error))
    return FALSE;
  *ret_id = item->id;
  return haven_store_add_audit (writing->store, writing->clock, self->action, 0, survey->id, error);
}

/* Making */

static HavenCommand *
make (HavenCommandApply apply, const char *action, const char *label, const char *text)
{
  HavenCommand *self = haven_command_make (apply, action, label, FALSE);

  self->deed = HAVEN_DEED_BOOK;
  self->texts[0] = g_strdup (text);
  return self;
}

HavenCommand *
haven_command_book_as (HavenBooking *take_booking)
{
  static const char *const labels[] = { N_("Place asked for"), N_("Draft kept"), N_("Noted") };
  guint label = take_booking->state == HAVEN_BOOKING_DRAFT ? 1 : take_booking->state == HAVEN_BOOKING_ELSEWHERE ? 2 : 0;
  HavenCommand *self = make (apply_book, "book", _(labels[label]), NULL);
  char **texts[] = { &take_booking->name, &take_booking->email, &take_booking->role };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    char *squeezed = haven_text_squeeze (*texts[i]);
    g_free (*texts[i]);
    *texts[i] = squeezed;
  }
  self->booking = take_booking;
  return self;
}

HavenCommand *
haven_command_book (const char *event, const char *name, const char *email, const char *role)
{
  HavenBooking *booking = haven_booking_new ();

  booking->event = g_strdup (event);
  booking->name = g_strdup (name);
  booking->email = g_strdup (email);
  booking->role = g_strdup (role);
  booking->state = HAVEN_BOOKING_ASKED;
  return haven_command_book_as (booking);
}

HavenCommand *
haven_command_ask (const char *booking)
{
  return make (apply_ask, "book", _("Place asked for"), booking);
}

HavenCommand *
haven_command_cancel_booking (const char *booking)
{
  return make (apply_cancel_booking, "cancel-booking", _("Booking cancelled"), booking);
}

HavenCommand *
haven_command_note_booking (const char *booking, const char *note)
{
  HavenCommand *self = make (apply_note, "note-booking", _("Note kept"), booking);

  self->texts[1] = g_strdup (note);
  return self;
}

HavenCommand *
haven_command_answer_survey (const char *survey, GBytes *answers)
{
  HavenCommand *self = make (apply_answer_survey, "answer-survey", _("Answers waiting to be sent"), survey);

  self->deed = HAVEN_DEED_SEND;
  self->body = g_bytes_ref (answers);
  return self;
}

HavenCommand *
haven_command_retry_outbox (gint64 id)
{
  HavenCommand *self = make (apply_retry_outbox, "retry", _("Will be sent again"), NULL);

  self->id = id;
  return self;
}

HavenCommand *
haven_command_remove_outbox (gint64 id)
{
  HavenCommand *self = make (apply_remove_outbox, "remove-from-outbox", _("Will not be sent"), NULL);

  self->id = id;
  return self;
}
