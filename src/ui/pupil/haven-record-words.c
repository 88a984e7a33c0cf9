/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-record-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-form-specs.h"
#include "haven-reference.h"
#include "haven-text.h"
#include "haven-words.h"

void
haven_record_words_clear (HavenRecordWords *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->detail, g_free);
}

/* Joins what is there with a middle dot. */
static void
add (GString *detail, const char *text)
{
  if (haven_text_is_empty (text))
    return;
  g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", text);
}

static void
add_take (GString *detail, char *take_text)
{
  add (detail, take_text);
  g_free (take_text);
}

static void
add_day (GString *detail, const char *format, HavenDay day)
{
  g_autofree char *text = haven_words_day (day, "");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (day != HAVEN_DAY_NONE)
    add_take (detail, g_strdup_printf (format, text));
#pragma GCC diagnostic pop
}

static char *
span_text (HavenDay first, HavenDay last)
{
  g_autofree char *from = haven_words_day (first, _("unknown")), *until = haven_words_day (last, "");

  return last == HAVEN_DAY_NONE ? g_strdup_printf (_("since %s"), from) : g_strdup_printf (_("%s to %s"), from, until);
}

static const char *
choice_text (HavenTable table, const char *field, int value)
{
  for (const HavenInput *input = haven_form_spec_of (table)->inputs; input->field != NULL; input++)
    if (g_str_equal (input->field, field))
      return input->choice (value);
  return "";
}

static char *
first_upper (const char *text)
{
  g_autofree char *head = g_utf8_substring (text, 0, MIN (1, g_utf8_strlen (text, -1)));
  g_autofree char *upper = g_utf8_strup (head, -1);

  return g_strconcat (upper, text + strlen (head), NULL);
}

static char *
or_dash (const char *text)
{
  return g_strdup (haven_text_is_empty (text) ? "–" : text);
}

static HavenRecordWords
of_spell (HavenSchool *school, const HavenSpell *spell, GString *detail)
{
  const HavenPerson *worker = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, spell->social_worker_id);

  add_take (detail, span_text (spell->first, spell->last));
  add (detail, spell->authority);
  add (detail, worker != NULL ? worker->name : NULL);
  add_day (detail, _("confirmed %s"), spell->confirmed_on);
  return (HavenRecordWords) { first_upper (haven_status_text (spell->status)), NULL, spell->first };
}

static char *
reasons_text (const char *codes)
{
  g_auto (GStrv) parts = g_strsplit (codes != NULL ? codes : "", " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *reason = haven_suspension_reason_text (parts[i]);

    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", reason != NULL ? reason : parts[i]);
  }
  return g_string_free (text, FALSE);
}

static HavenRecordWords
of_suspension (const HavenSuspension *suspension, GString *detail)
{
  g_autofree char *days = haven_words_days (suspension->sessions / 2.0);
  g_autofree char *from = haven_words_day (suspension->first, "");
  const char *type = choice_text (HAVEN_TABLE_SUSPENSIONS, "type", suspension->type);

  add (detail, from);
  add_take (detail, reasons_text (suspension->reason));
  add_day (detail, _("reintegration meeting %s"), suspension->reintegrated_on);
  add_day (detail, _("cancelled %s"), suspension->cancelled_on);
  if (suspension->type == HAVEN_PERMANENT)
    return (HavenRecordWords) { g_strdup (type), NULL, suspension->first };
  return (HavenRecordWords) { g_strdup_printf (suspension->sessions == 2 ? _("%s, %s day") : _("%s, %s days"), type, days), NULL,
                             suspension->first };
}

static HavenRecordWords
of_notice (const HavenNotice *notice, GString *detail)
{
  g_autofree char *to = first_upper (haven_notice_to_text (notice->to));

  add_day (detail, "%s", notice->sent_on);
  add (detail, notice->how);
  return (HavenRecordWords) { g_strdup_printf (_("%s told"), to), NULL, notice->sent_on };
}

static HavenRecordWords
of_plan (const HavenPlan *plan, GString *detail)
{
  g_autofree char *hours = haven_words_days (plan->minutes_a_week / 60.0);

  add_take (detail, span_text (plan->first, plan->ended_on));
  add_day (detail, _("full time on %s"), plan->full_time_on);
  add_day (detail, _("review on %s"), plan->review_on);
  add_day (detail, _("social worker consulted %s"), plan->consulted_on);
  return (HavenRecordWords) { g_strdup_printf (_("%s hours in school a week"), hours), NULL, plan->first };
}

static HavenRecordWords
of_intervention (const HavenIntervention *intervention, GString *detail)
{
  add (detail, intervention->need);
  add_take (detail, span_text (intervention->first, intervention->last));
  add (detail, intervention->who);
  add (detail, intervention->aim);
  add (detail, intervention->outcome);
  add_day (detail, _("review on %s"), intervention->review_on);
  return (HavenRecordWords) { or_dash (intervention->what), NULL, intervention->first };
}

static HavenRecordWords
of_barrier (const HavenBarrier *barrier, GString *detail)
{
  add_take (detail, span_text (barrier->first, barrier->last));
  return (HavenRecordWords) { or_dash (haven_barrier_text (barrier->code)), NULL, barrier->first };
}

static HavenRecordWords
of_attainment (const HavenAttainment *attainment, GString *detail)
{
  add_day (detail, "%s", attainment->day);
  add (detail, attainment->measure);
  if (attainment->expectation != HAVEN_EXPECTATION_NONE)
    add (detail, choice_text (HAVEN_TABLE_ATTAINMENT, "expectation", attainment->expectation));
  return (HavenRecordWords) { g_strdup_printf ("%s: %s", attainment->subject, attainment->result), NULL, attainment->day };
}

static HavenRecordWords
of_sdq (const HavenSdq *sdq, GString *detail)
{
  add_day (detail, "%s", sdq->day);
  add (detail, choice_text (HAVEN_TABLE_SDQ, "informant", sdq->informant));
  add (detail, sdq->version);
  if (sdq->emotional >= 0)
    add_take (detail, g_strdup_printf (_("emotional %d, conduct %d, hyperactivity %d, peers %d, prosocial %d"), (int) sdq->emotional,
                                       (int) sdq->conduct, (int) sdq->hyperactivity, (int) sdq->peer, (int) sdq->prosocial));
  return (HavenRecordWords) { g_strdup_printf (_("Total difficulties %d"), (int) sdq->total), NULL, sdq->day };
}

static HavenRecordWords
of_provision (const HavenProvision *provision, GString *detail)
{
  add (detail, provision->type);
  add (detail, provision->full_time ? _("full time") : _("part time"));
  add_take (detail, span_text (provision->first, provision->last));
  add (detail, provision->inspection);
  return (HavenRecordWords) { or_dash (provision->name), NULL, provision->first };
}

static HavenRecordWords
of_move (const HavenMove *move, GString *detail)
{
  add_day (detail, "%s", move->day);
  add (detail, move->note);
  return (HavenRecordWords) { g_strdup (choice_text (HAVEN_TABLE_MOVES, "type", move->type)), NULL, move->day };
}

static HavenRecordWords
of_meeting (const HavenMeeting *meeting, GString *detail)
{
  add (detail, choice_text (HAVEN_TABLE_MEETINGS, "state", meeting->state));
  add (detail, meeting->place);
  add (detail, meeting->purpose);
  return (HavenRecordWords) { haven_words_meeting (meeting), NULL, meeting->day };
}

static HavenRecordWords
of_target (const HavenTarget *target, GString *detail)
{
  add (detail, choice_text (HAVEN_TABLE_TARGETS, "state", target->state));
  add (detail, target->owner);
  add_day (detail, _("by %s"), target->due);
  add (detail, target->support);
  add (detail, target->outcome);
  return (HavenRecordWords) { or_dash (target->text), NULL, target->due };
}

static HavenRecordWords
of_action (const HavenAction *action, GString *detail)
{
  add (detail, action->owner);
  add_day (detail, _("by %s"), action->due);
  add_day (detail, _("done %s"), action->done_on);
  return (HavenRecordWords) { or_dash (action->text), NULL, action->due };
}

static HavenRecordWords
of_note (const HavenNote *note, GString *detail)
{
  add (detail, choice_text (HAVEN_TABLE_NOTES, "type", note->type));
  add_day (detail, "%s", note->day);
  add (detail, note->author);
  add (detail, note->restricted ? _("restricted") : NULL);
  if (note->restricted && note->text == NULL)
    return (HavenRecordWords) { g_strdup (_("Restricted entry")), NULL, note->day };
  return (HavenRecordWords) { or_dash (note->text), NULL, note->day };
}

static HavenRecordWords
of_person (const HavenPerson *person, GString *detail)
{
  add (detail, person->role);
  add (detail, person->organisation);
  add (detail, person->phone);
  add (detail, person->email);
  add (detail, person->parental_responsibility ? _("parental responsibility") : NULL);
  add (detail, person->address_withheld ? _("address not to be disclosed") : NULL);
  add (detail, person->barred ? _("barred by a court order") : NULL);
  return (HavenRecordWords) { or_dash (person->name), NULL, HAVEN_DAY_NONE };
}

static HavenRecordWords
dispatch (HavenSchool *school, HavenTable table, gconstpointer record, GString *detail)
{
  switch (table) {
  case HAVEN_TABLE_SPELLS: return of_spell (school, record, detail);
  case HAVEN_TABLE_SUSPENSIONS: return of_suspension (record, detail);
  case HAVEN_TABLE_NOTICES: return of_notice (record, detail);
  case HAVEN_TABLE_PLANS: return of_plan (record, detail);
  case HAVEN_TABLE_INTERVENTIONS: return of_intervention (record, detail);
  case HAVEN_TABLE_BARRIERS: return of_barrier (record, detail);
  case HAVEN_TABLE_ATTAINMENT: return of_attainment (record, detail);
  case HAVEN_TABLE_SDQ: return of_sdq (record, detail);
  case HAVEN_TABLE_PROVISION: return of_provision (record, detail);
  case HAVEN_TABLE_MOVES: return of_move (record, detail);
  case HAVEN_TABLE_MEETINGS: return of_meeting (record, detail);
  case HAVEN_TABLE_TARGETS: return of_target (record, detail);
  case HAVEN_TABLE_ACTIONS: return of_action (record, detail);
  case HAVEN_TABLE_NOTES: return of_note (record, detail);
  case HAVEN_TABLE_PEOPLE: return of_person (record, detail);
  default: g_assert_not_reached ();
  }
}

HavenRecordWords
haven_record_words (HavenSchool *school, HavenTable table, gconstpointer record)
{
  GString *detail = g_string_new (NULL);
  HavenRecordWords words = dispatch (school, table, record, detail);

  words.detail = g_string_free (detail, FALSE);
  return words;
}
