/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-records.h"

#include "haven-command-private.h"
#include "haven-retention.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (HavenErrorCode code, const char *sentence, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, code, sentence);
  return FALSE;
}

/* Whose row it is stands in the audit; what it says does not. */
static gboolean
keep (HavenCommand *self, HavenWriting *writing, gpointer record, gint64 pupil_id, GError **error)
{
  return haven_store_put (writing->store, self->table, record, error)
         && haven_store_add_audit (writing->store, writing->clock, self->action, pupil_id, haven_table_get_kind (self->table)->name, error);
}

static gboolean
check_pupil (HavenWriting *writing, gint64 pupil_id, GError **error)
{
  return haven_school_get_pupil (writing->school, pupil_id) != NULL
         || refuse (HAVEN_ERROR_NOT_FOUND, _("This pupil is not in the store. Nothing was changed."), error);
}

static HavenCommand *
make (HavenCommandApply apply, const char *action, const char *label, HavenTable table, gpointer take_record)
{
  HavenCommand *self = haven_command_make (apply, action, label, TRUE);

  self->deed = HAVEN_DEED_LOOK_AFTER;
  self->table = table;
  self->record = take_record;
  return self;
}

/* ---- holds ---- */

static gboolean
check_hold (HavenWriting *writing, const HavenHold *hold, GError **error)
{
  if (!check_pupil (writing, hold->pupil_id, error))
    return FALSE;
  if (haven_hold_ground_text (hold->ground) == NULL)
    return refuse (HAVEN_ERROR_INVALID, _("A hold needs one of the grounds that Haven lists. Nothing was changed."), error);
  if (haven_text_is_empty (hold->why))
    return refuse (HAVEN_ERROR_INVALID,
                   _("Say which inquiry or case it is for: somebody has to lift the hold one day. Nothing was changed."), error);
  return haven_retention_find_hold (writing->school, hold->pupil_id) == NULL
         || refuse (HAVEN_ERROR_CONFLICT, _("A hold stands on these records already. Nothing was changed."), error);
}

static gboolean
apply_set_hold (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  HavenHold *hold = self->record;

  if (!check_hold (writing, hold, error))
    return FALSE;
  hold->set_by = g_strdup (haven_store_get_user (writing->store));
  hold->set_on = writing->clock.today;
  if (!keep (self, writing, hold, hold->pupil_id, error))
    return FALSE;
  *ret_id = hold->id;
  return TRUE;
}

HavenCommand *
haven_command_set_hold (gint64 pupil_id, const char *ground, const char *why)
{
  HavenHold *hold = haven_hold_new ();

  hold->pupil_id = pupil_id;
  hold->ground = g_strdup (ground);
  hold->why = haven_text_squeeze (why);
  return make (apply_set_hold, "set-hold", _("Legal hold set"), HAVEN_TABLE_HOLDS, hold);
}

static gboolean
apply_lift_hold (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  const HavenHold *standing = haven_retention_find_hold (writing->school, self->id);
  g_autoptr (HavenHold) hold = standing != NULL ? haven_hold_copy (standing) : NULL;

  if (hold == NULL)
    return refuse (HAVEN_ERROR_NOT_FOUND, _("No hold stands on these records. Nothing was changed."), error);
  if (haven_text_is_empty (self->texts[0]))
    return refuse (HAVEN_ERROR_INVALID, _("Say why the hold is lifted. Nothing was changed."), error);
  hold->lifted_on = writing->clock.today;
  hold->lifted_by = g_strdup (haven_store_get_user (writing->store));
  hold->lifted_because = g_strdup (self->texts[0]);
  *ret_id = hold->id;
  return keep (self, writing, hold, hold->pupil_id, error);
}

HavenCommand *
haven_command_lift_hold (gint64 pupil_id, const char *because)
{
  HavenCommand *self = make (apply_lift_hold, "lift-hold", _("Legal hold lifted"), HAVEN_TABLE_HOLDS, NULL);

  self->id = pupil_id;
  self->texts[0] = haven_text_squeeze (because);
  return self;
}

/* ---- the child protection file of a leaver ---- */

static gboolean
is_after (HavenDay later, HavenDay earlier)
{
  return later == HAVEN_DAY_NONE || (earlier != HAVEN_DAY_NONE && later >= earlier);
}

static gboolean
check_departure (HavenWriting *writing, const HavenDeparture *departure, GError **error)
{
  HavenDay today = writing->clock.today;

  if (departure->stays && departure->sent_on != HAVEN_DAY_NONE)
    return refuse (HAVEN_ERROR_INVALID, _("A file that was sent does not stay here. Nothing was changed."), error);
  if (departure->sent_on != HAVEN_DAY_NONE && haven_text_is_empty (departure->sent_to))
    return refuse (HAVEN_ERROR_INVALID, _("Say which school the file was sent to. Nothing was changed."), error);
  if (!is_after (departure->receipt_on, departure->sent_on))
    return refuse (HAVEN_ERROR_INVALID, _("A receipt comes after the day on which the file was sent. Nothing was changed."), error);
  if ((departure->sent_on != HAVEN_DAY_NONE && departure->sent_on > today)
      || (departure->receipt_on != HAVEN_DAY_NONE && departure->receipt_on > today))
    return refuse (HAVEN_ERROR_INVALID, _("That day is still to come. Nothing was changed."), error);
  return TRUE;
}

static gboolean
apply_departure (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  HavenDeparture *departure = self->record;
  HavenLeaving leaving;

  if (!check_pupil (writing, departure->pupil_id, error))
    return FALSE;
  if (!haven_leaving_find (writing->school, departure->pupil_id, &leaving))
    return refuse (HAVEN_ERROR_INVALID,
                   _("This is for a child with a social worker, now or before, who has a leaving day. Enter that day first. Nothing was "
                     "changed."), error);
  departure->id = leaving.departure != NULL ? leaving.departure->id : 0;
  departure->left = leaving.pupil->left;
  if (!check_departure (writing, departure, error) || !keep (self, writing, departure, departure->pupil_id, error))
    return FALSE;
  *ret_id = departure->id;
  return TRUE;
}

HavenCommand *
haven_command_note_departure (HavenDeparture *take_departure)
{
  return make (apply_departure, "note-file", _("Child protection file recorded"), HAVEN_TABLE_DEPARTURES, take_departure);
}

/* ---- keeping longer ---- */

static gboolean
check_review (HavenWriting *writing, const HavenReview *review, GError **error)
{
  HavenRetention retention;
  gboolean left = review->pupil_id != 0 ? haven_retention_find (writing->school, review->pupil_id, writing->clock, &retention)
                                        : haven_retention_find_staff (writing->school, review->person_id, writing->clock, &retention);

  if (!left)
    return refuse (HAVEN_ERROR_INVALID, _("Whoever is still here is kept anyway. Nothing was changed."), error);
  if (haven_text_is_empty (review->why))
    return refuse (HAVEN_ERROR_INVALID, _("Say why the records are kept longer. Nothing was changed."), error);
  return review->until > writing->clock.today
         || refuse (HAVEN_ERROR_INVALID, _("Choose a day that is still to come. Nothing was changed."), error);
}

static gboolean
apply_keep_on (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  HavenReview *review = self->record;

  if (!check_review (writing, review, error))
    return FALSE;
  review->day = writing->clock.today;
  review->by = g_strdup (haven_store_get_user (writing->store));
  if (!keep (self, writing, review, review->pupil_id, error))
    return FALSE;
  *ret_id = review->id;
  return TRUE;
}

HavenCommand *
haven_command_keep_on (gint64 pupil_id, gint64 person_id, HavenDay until, const char *why)
{
  HavenReview *review = haven_review_new ();

  review->pupil_id = pupil_id;
  review->person_id = person_id;
  review->until = until;
  review->why = haven_text_squeeze (why);
  return make (apply_keep_on, "keep-on", _("Kept longer"), HAVEN_TABLE_REVIEWS, review);
}

/* ---- however somebody asks for it ---- */

static HavenCommand *
lift_from (HavenHold *take_hold)
{
  HavenCommand *self = haven_command_lift_hold (take_hold->pupil_id, take_hold->lifted_because != NULL ? take_hold->lifted_because : "");

  haven_hold_free (take_hold);
  return self;
}

HavenCommand *
haven_command_put_record (HavenTable table, gpointer take_record)
{
  switch (table) {
  case HAVEN_TABLE_HOLDS:
    if (((HavenHold *) take_record)->id != 0)
      return lift_from (take_record);
    return make (apply_set_hold, "set-hold", _("Legal hold set"), table, take_record);
  case HAVEN_TABLE_DEPARTURES:
    return haven_command_note_departure (take_record);
  case HAVEN_TABLE_REVIEWS:
    return make (apply_keep_on, "keep-on", _("Kept longer"), table, take_record);
  default:
    return NULL;
  }
}

static gboolean
apply_refuse (HavenCommand *self, HavenWriting *writing, gint64 *ret_id, GError **error)
{
  return refuse (HAVEN_ERROR_REFUSED, _("This is kept with the records that it is about, and goes with them. Nothing was changed."), error);
}

HavenCommand *
haven_command_keep_record (HavenTable table)
{
  static const HavenTable kept[] = { HAVEN_TABLE_HOLDS, HAVEN_TABLE_DEPARTURES, HAVEN_TABLE_REVIEWS, HAVEN_TABLE_ERASURES };

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (kept[i] == table)
      return make (apply_refuse, "remove", "", table, NULL);
  return NULL;
}
