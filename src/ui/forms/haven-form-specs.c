/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-form-specs.h"

#include <glib/gi18n-lib.h>
#include "haven-reference.h"
#include "haven-retention-classes.h"

/* Words of the enums, by value */

static const char *
nth (const char *const *words, guint n, int value)
{
  return value >= 0 && (guint) value < n ? _(words[value]) : NULL;
}
#define NTH(words, value) nth (words, G_N_ELEMENTS (words), value)

static const char *
status_choice (int value)
{
  if (value == HAVEN_STATUS_NONE)
    return "";
  return value <= HAVEN_STATUS_KINSHIP ? haven_status_text (value) : NULL;
}

static const char *
suspension_choice (int value)
{
  static const char *const words[] = { N_("Suspension"), N_("Lunchtime suspension"), N_("Permanent exclusion") };

  return NTH (words, value);
}

static const char *
note_choice (int value)
{
  static const char *const words[] = { N_("Fact"), N_("Allegation"), N_("Opinion") };

  return NTH (words, value);
}

static const char *
meeting_state_choice (int value)
{
  static const char *const words[] = {
    N_("Not started"), N_("In progress"), N_("Ready"), N_("Held"), N_("Sent"), N_("Returned"), N_("Complete")
  };

  return NTH (words, value);
}

static const char *
notice_choice (int value)
{
  return value <= HAVEN_NOTICE_VIRTUAL_SCHOOL ? haven_notice_to_text (value) : NULL;
}

static const char *
expectation_choice (int value)
{
  static const char *const words[] = { N_("Not said"), N_("Below expected"), N_("At expected"), N_("Above expected") };

  return NTH (words, value);
}

static const char *
informant_choice (int value)
{
  static const char *const words[] = { N_("Carer"), N_("Teacher"), N_("The young person") };

  return NTH (words, value);
}

static const char *
move_choice (int value)
{
  static const char *const words[] = { N_("Change of school"), N_("Change of placement"), N_("Change of social worker") };

  return NTH (words, value);
}

static const char *
asker_choice (int value)
{
  return value <= HAVEN_ASKER_OTHER ? haven_asker_text (value) : NULL;
}

static const char *
target_choice (int value)
{
  static const char *const words[] = { N_("Open"), N_("Met"), N_("Partly met"), N_("Not met") };

  return NTH (words, value);
}

/* What a new one starts with */

static HavenDay
today_of (HavenSession *session)
{
  return haven_session_get_clock (session).today;
}

static void
begin_spell (gpointer draft, HavenSession *session)
{
  HavenSpell *spell = draft;

  spell->status = HAVEN_STATUS_CIN;
  spell->first = today_of (session);
  spell->confirmed_on = today_of (session);
}

static void
begin_suspension (gpointer draft, HavenSession *session)
{
  HavenSuspension *suspension = draft;

  suspension->first = today_of (session);
  suspension->sessions = HAVEN_SESSIONS_A_DAY;
}

static void
begin_meeting (gpointer draft, HavenSession *session)
{
  HavenMeeting *meeting = draft;

  meeting->type = g_strdup (haven_meeting_types ()[0]);
  meeting->minute = -1;
}

static void
begin_social_worker (gpointer draft, HavenSession *session)
{
  ((HavenPerson *) draft)->type = HAVEN_PERSON_SOCIAL_WORKER;
}

static void
begin_contact (gpointer draft, HavenSession *session)
{
  ((HavenPerson *) draft)->type = HAVEN_PERSON_CONTACT;
}

static void
begin_note (gpointer draft, HavenSession *session)
{
  HavenNote *note = draft;
  const HavenUser *user = haven_session_get_user (session);

  note->day = today_of (session);
  note->author = user != NULL ? g_strdup (user->name) : NULL;
}

static void
begin_sdq (gpointer draft, HavenSession *session)
{
  HavenSdq *sdq = draft;

  sdq->day = today_of (session);
  sdq->total = sdq->emotional = sdq->conduct = sdq->hyperactivity = sdq->peer = sdq->prosocial = -1;
}

static void
begin_notice (gpointer draft, HavenSession *session)
{
  ((HavenNotice *) draft)->sent_on = today_of (session);
}

static void
begin_plan (gpointer draft, HavenSession *session)
{
  ((HavenPlan *) draft)->first = today_of (session);
}

static void
begin_intervention (gpointer draft, HavenSession *session)
{
  ((HavenIntervention *) draft)->first = today_of (session);
}

static void
begin_barrier (gpointer draft, HavenSession *session)
{
  ((HavenBarrier *) draft)->first = today_of (session);
}

static void
begin_attainment (gpointer draft, HavenSession *session)
{
  ((HavenAttainment *) draft)->day = today_of (session);
}

static void
begin_provision (gpointer draft, HavenSession *session)
{
  ((HavenProvision *) draft)->first = today_of (session);
  ((HavenProvision *) draft)->full_time = TRUE;
}

static void
begin_move (gpointer draft, HavenSession *session)
{
  ((HavenMove *) draft)->day = today_of (session);
}

static void
begin_hold (gpointer draft, HavenSession *session)
{
  ((HavenHold *) draft)->ground = g_strdup (haven_hold_grounds ()[0]);
}

static void
begin_access (gpointer draft, HavenSession *session)
{
  ((HavenAccessRequest *) draft)->asked_on = today_of (session);
  ((HavenAccessRequest *) draft)->asker = HAVEN_ASKER_PARENT;
}

/* What cannot be so */

static gboolean
ends_before (HavenDay first, HavenDay last)
{
  return first != HAVEN_DAY_NONE && last != HAVEN_DAY_NONE && last < first;
}

static const char *
check_spell (gconstpointer draft)
{
  const HavenSpell *spell = draft;

  return ends_before (spell->first, spell->last) ? _("The last day is before the first.") : NULL;
}

static const char *
check_suspension (gconstpointer draft)
{
  const HavenSuspension *suspension = draft;

  if (ends_before (suspension->first, suspension->last))
    return _("The last day is before the first.");
  return suspension->type == HAVEN_SUSPENSION && suspension->sessions < 1 ? _("A suspension is at least half a day.") : NULL;
}

static const char *
check_intervention (gconstpointer draft)
{
  const HavenIntervention *intervention = draft;

  return ends_before (intervention->first, intervention->last) ? _("The last day is before the first.") : NULL;
}

static const char *
check_plan (gconstpointer draft)
{
  const HavenPlan *plan = draft;

  return ends_before (plan->first, plan->ended_on) ? _("The last day is before the first.") : NULL;
}

/* A notice is of the suspension that began last before it was given; one given before any, of the first */
static const char *
complete_notice (gpointer draft, HavenSchool *school)
{
  HavenNotice *notice = draft;
  HavenSlice suspensions = haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, notice->pupil_id);
  const HavenSuspension *of = NULL;

  for (guint i = 0; notice->suspension_id == 0 && i < suspensions.n; i++) {
    const HavenSuspension *other = suspensions.items[i];
    gboolean before = other->first <= notice->sent_on;

    if (of == NULL || (before && (of->first > notice->sent_on || other->first > of->first)) || (!before && other->first < of->first))
      of = other;
  }
  if (of != NULL)
    notice->suspension_id = of->id;
  return notice->suspension_id == 0 ? _("No suspension of this child is on record. Record it first.") : NULL;
}

/* The inputs, in the order in which a person on the telephone needs them */

static const HavenInput spell_inputs[] = {
  { "status", N_("_Status"), HAVEN_INPUT_CHOICE, .choice = status_choice },
  { "first", N_("_From"), HAVEN_INPUT_DAY, TRUE },
  { "last", N_("_Until (empty: still)"), HAVEN_INPUT_DAY },
  { "authority", N_("Responsible _authority"), HAVEN_INPUT_LINE },
  { "social_worker_id", N_("Social _worker"), HAVEN_INPUT_SOCIAL_WORKER },
  { "told_by", N_("_Told by"), HAVEN_INPUT_LINE },
  { "confirmed_on", N_("_Confirmed on"), HAVEN_INPUT_DAY },
  { "ended_check", N_("Checked after the _end on"), HAVEN_INPUT_DAY },
  { NULL }
};

static const HavenInput suspension_inputs[] = {
  { "type", N_("_Kind"), HAVEN_INPUT_CHOICE, .choice = suspension_choice },
  { "first", N_("_First day"), HAVEN_INPUT_DAY, TRUE },
  { "sessions", N_("_Half-days"), HAVEN_INPUT_NUMBER, .least = 0, .most = 90 },
  { "reason", N_("_Reasons (up to three)"), HAVEN_INPUT_CODES, .codes = haven_suspension_reason_codes,
   .words = haven_suspension_reason_text },
  { "last", N_("_Last day (empty: worked out)"), HAVEN_INPUT_DAY },
  { "alternatives", N_("What was _tried before"), HAVEN_INPUT_TEXT },
  { "reintegrated_on", N_("Reintegration _meeting held on"), HAVEN_INPUT_DAY },
  { "cancelled_on", N_("Can_celled on"), HAVEN_INPUT_DAY },
  { NULL }
};

static const HavenInput meeting_inputs[] = {
  { "type", N_("_Kind"), HAVEN_INPUT_CODE, .codes = haven_meeting_types, .words = haven_meeting_type_text },
  { "day", N_("_Day"), HAVEN_INPUT_DAY, TRUE },
  { "minute", N_("_Time"), HAVEN_INPUT_TIME },
  { "place", N_("_Place"), HAVEN_INPUT_LINE },
  { "convened_by", N_("Con_vened by"), HAVEN_INPUT_LINE },
  { "state", N_("_State"), HAVEN_INPUT_CHOICE, .choice = meeting_state_choice },
  { "purpose", N_("Wh_y we meet"), HAVEN_INPUT_TEXT },
  { "wishes", N_("The child’s _wishes and feelings, in the child’s words"), HAVEN_INPUT_TEXT },
  { "wishes_how", N_("_How they were gathered"), HAVEN_INPUT_LINE },
  { "working_well", N_("Working well"), HAVEN_INPUT_TEXT },
  { "worried_about", N_("Worried about"), HAVEN_INPUT_TEXT },
  { "needs_to_happen", N_("Needs to happen"), HAVEN_INPUT_TEXT },
  { "present", N_("Who was p_resent, a line each"), HAVEN_INPUT_TEXT },
  { "apologies", N_("Apo_logies, a line each"), HAVEN_INPUT_TEXT },
  { "shared_on", N_("Report shared with the pare_nt on"), HAVEN_INPUT_DAY },
  { "sent_on", N_("Papers s_ent on"), HAVEN_INPUT_DAY },
  { NULL }
};

static const HavenInput social_worker_inputs[] = {
  { "name", N_("_Name"), HAVEN_INPUT_LINE, TRUE },
  { "organisation", N_("_Authority and team"), HAVEN_INPUT_LINE },
  { "phone", N_("_Telephone"), HAVEN_INPUT_LINE },
  { "email", N_("_E-mail"), HAVEN_INPUT_LINE },
  { NULL }
};

static const HavenInput contact_inputs[] = {
  { "name", N_("_Name"), HAVEN_INPUT_LINE, TRUE },
  { "role", N_("_Who this is to the child"), HAVEN_INPUT_LINE },
  { "phone", N_("_Telephone"), HAVEN_INPUT_LINE },
  { "email", N_("_E-mail"), HAVEN_INPUT_LINE },
  { "parental_responsibility", N_("Has _parental responsibility"), HAVEN_INPUT_FLAG },
  { "address_withheld", N_("_Address not to be disclosed"), HAVEN_INPUT_FLAG },
  { "barred", N_("_Barred by a court order: no paper is made for this person"), HAVEN_INPUT_FLAG },
  { NULL }
};

static const HavenInput note_inputs[] = {
  { "type", N_("_Kind"), HAVEN_INPUT_CHOICE, .choice = note_choice },
  { "text", N_("_Note"), HAVEN_INPUT_TEXT, TRUE },
  { "day", N_("_Day"), HAVEN_INPUT_DAY, TRUE },
  { "author", N_("_Author"), HAVEN_INPUT_LINE, TRUE },
  { "restricted", N_("_Restricted: stays out of every paper unless chosen"), HAVEN_INPUT_FLAG },
  { NULL }
};

static const HavenInput notice_inputs[] = {
  { "to", N_("_Who was told"), HAVEN_INPUT_CHOICE, .choice = notice_choice },
  { "sent_on", N_("_On"), HAVEN_INPUT_DAY, TRUE },
  { "how", N_("_How"), HAVEN_INPUT_LINE },
  { NULL }
};

static const HavenInput plan_inputs[] = {
  { "first", N_("_From"), HAVEN_INPUT_DAY, TRUE },
  { "minutes_a_week", N_("_Minutes in school a week"), HAVEN_INPUT_NUMBER, .least = 0, .most = 2400 },
  { "full_time_on", N_("Back to _full time on"), HAVEN_INPUT_DAY },
  { "review_on", N_("_Next review on"), HAVEN_INPUT_DAY },
  { "agreed_by", N_("_Agreed by"), HAVEN_INPUT_LINE },
  { "consulted_on", N_("Social _worker consulted on"), HAVEN_INPUT_DAY },
  { "safety", N_("_Safe when off site: how"), HAVEN_INPUT_TEXT },
  { "ended_on", N_("_Ended on"), HAVEN_INPUT_DAY },
  { NULL }
};

static const HavenInput intervention_inputs[] = {
  { "need", N_("_Need"), HAVEN_INPUT_LINE, TRUE },
  { "what", N_("_What is done"), HAVEN_INPUT_LINE, TRUE },
  { "who", N_("_By whom"), HAVEN_INPUT_LINE },
  { "first", N_("_From"), HAVEN_INPUT_DAY, TRUE },
  { "last", N_("_Until"), HAVEN_INPUT_DAY },
  { "minutes_a_week", N_("_Minutes a week"), HAVEN_INPUT_NUMBER, .least = 0, .most = 2400 },
  { "aim", N_("_Aim"), HAVEN_INPUT_TEXT },
  { "baseline", N_("Where it _started"), HAVEN_INPUT_LINE },
  { "review_on", N_("_Review on"), HAVEN_INPUT_DAY },
  { "outcome", N_("_Outcome"), HAVEN_INPUT_TEXT },
  { "evidence", N_("_Evidence"), HAVEN_INPUT_LINE },
  { NULL }
};

static const HavenInput barrier_inputs[] = {
  { "code", N_("_Barrier"), HAVEN_INPUT_CODE, .codes = haven_barrier_codes, .words = haven_barrier_text },
  { "first", N_("_From"), HAVEN_INPUT_DAY, TRUE },
  { "last", N_("_Until"), HAVEN_INPUT_DAY },
  { NULL }
};

static const HavenInput attainment_inputs[] = {
  { "subject", N_("_Subject"), HAVEN_INPUT_LINE, TRUE },
  { "day", N_("_Day"), HAVEN_INPUT_DAY, TRUE },
  { "measure", N_("_Measure"), HAVEN_INPUT_LINE },
  { "result", N_("_Result"), HAVEN_INPUT_LINE, TRUE },
  { "expectation", N_("_Against expectation"), HAVEN_INPUT_CHOICE, .choice = expectation_choice },
  { NULL }
};

static const HavenInput sdq_inputs[] = {
  { "informant", N_("_Who answered"), HAVEN_INPUT_CHOICE, .choice = informant_choice },
  { "day", N_("_Day"), HAVEN_INPUT_DAY, TRUE },
  { "version", N_("_Version"), HAVEN_INPUT_LINE },
  { "total", N_("_Total difficulties (0 to 40)"), HAVEN_INPUT_SCORE, TRUE, .least = 0, .most = 40 },
  { "emotional", N_("_Emotional (0 to 10)"), HAVEN_INPUT_SCORE, .least = 0, .most = 10 },
  { "conduct", N_("_Conduct (0 to 10)"), HAVEN_INPUT_SCORE, .least = 0, .most = 10 },
  { "hyperactivity", N_("_Hyperactivity (0 to 10)"), HAVEN_INPUT_SCORE, .least = 0, .most = 10 },
  { "peer", N_("_Peers (0 to 10)"), HAVEN_INPUT_SCORE, .least = 0, .most = 10 },
  { "prosocial", N_("P_rosocial (0 to 10)"), HAVEN_INPUT_SCORE, .least = 0, .most = 10 },
  { NULL }
};

static const HavenInput provision_inputs[] = {
  { "name", N_("_School or provider"), HAVEN_INPUT_LINE, TRUE },
  { "type", N_("_Kind of place"), HAVEN_INPUT_LINE },
  { "full_time", N_("_Full time"), HAVEN_INPUT_FLAG },
  { "first", N_("F_rom"), HAVEN_INPUT_DAY, TRUE },
  { "last", N_("_Until"), HAVEN_INPUT_DAY },
  { "inspection", N_("_Inspection outcome, as published"), HAVEN_INPUT_LINE },
  { "inspected_on", N_("I_nspected on"), HAVEN_INPUT_DAY },
  { "framework", N_("Fra_mework"), HAVEN_INPUT_LINE },
  { NULL }
};

static const HavenInput move_inputs[] = {
  { "type", N_("_What changed"), HAVEN_INPUT_CHOICE, .choice = move_choice },
  { "day", N_("_Day"), HAVEN_INPUT_DAY, TRUE },
  { "note", N_("_Note"), HAVEN_INPUT_LINE },
  { NULL }
};

/* Looking after records */

static const HavenInput hold_inputs[] = {
  { "ground", N_("_Ground"), HAVEN_INPUT_CODE, .codes = haven_hold_grounds, .words = haven_hold_ground_text },
  { "why", N_("_Which inquiry or case"), HAVEN_INPUT_LINE, TRUE },
  { NULL }
};

static const HavenInput lift_hold_inputs[] = {
  { "lifted_because", N_("_Why it is lifted"), HAVEN_INPUT_LINE, TRUE },
  { NULL }
};

static const HavenInput file_inputs[] = {
  { "sent_to", N_("Sent _to"), HAVEN_INPUT_LINE },
  { "sent_on", N_("_Sent on"), HAVEN_INPUT_DAY },
  { "receipt_on", N_("_Received there on"), HAVEN_INPUT_DAY },
  { "stays", N_("_No other school asks for it: it stays here"), HAVEN_INPUT_FLAG },
  { NULL }
};

static const HavenInput review_inputs[] = {
  { "until", N_("Keep _until"), HAVEN_INPUT_DAY, TRUE },
  { "why", N_("_Why"), HAVEN_INPUT_LINE, TRUE },
  { NULL }
};

static const HavenInput access_inputs[] = {
  { "asked_by", N_("_Who asks"), HAVEN_INPUT_LINE, TRUE },
  { "asker", N_("W_ho they are"), HAVEN_INPUT_CHOICE, .choice = asker_choice },
  { "asked_on", N_("Asked _on"), HAVEN_INPUT_DAY, TRUE },
  { "identity_on", N_("_Identity shown on, where it was asked for"), HAVEN_INPUT_DAY },
  { "extended_on", N_("Told that it takes _longer, on"), HAVEN_INPUT_DAY },
  { "extended_why", N_("Wh_y it takes longer"), HAVEN_INPUT_LINE },
  { NULL }
};

static const HavenInput target_inputs[] = {
  { "text", N_("_Target"), HAVEN_INPUT_TEXT, TRUE },
  { "owner", N_("_Who"), HAVEN_INPUT_LINE },
  { "due", N_("_By"), HAVEN_INPUT_DAY },
  { "support", N_("_Support"), HAVEN_INPUT_TEXT },
  { "state", N_("S_tate"), HAVEN_INPUT_CHOICE, .choice = target_choice },
  { "outcome", N_("_Outcome"), HAVEN_INPUT_TEXT },
  { NULL }
};

static const HavenInput action_inputs[] = {
  { "text", N_("_Action"), HAVEN_INPUT_TEXT, TRUE },
  { "owner", N_("_Who"), HAVEN_INPUT_LINE },
  { "due", N_("_By"), HAVEN_INPUT_DAY },
  { "done_on", N_("_Done on"), HAVEN_INPUT_DAY },
  { NULL }
};

static const HavenFormSpec specs[] = {
  { "status", HAVEN_TABLE_SPELLS, N_("New Status"), N_("Status"), TRUE, spell_inputs, begin_spell, check_spell },
  { "suspension", HAVEN_TABLE_SUSPENSIONS, N_("New Suspension"), N_("Suspension"), TRUE, suspension_inputs, begin_suspension,
   check_suspension },
  { "meeting", HAVEN_TABLE_MEETINGS, N_("New Meeting"), N_("Meeting"), TRUE, meeting_inputs, begin_meeting },
  { "social-worker", HAVEN_TABLE_PEOPLE, N_("New Social Worker"), N_("Social Worker"), FALSE, social_worker_inputs, begin_social_worker },
  { "contact", HAVEN_TABLE_PEOPLE, N_("New Contact"), N_("Contact"), TRUE, contact_inputs, begin_contact },
  { "note", HAVEN_TABLE_NOTES, N_("New Note"), N_("Note"), TRUE, note_inputs, begin_note },
  { "notice", HAVEN_TABLE_NOTICES, N_("New Notice"), N_("Notice"), TRUE, notice_inputs, begin_notice, NULL, complete_notice },
  { "plan", HAVEN_TABLE_PLANS, N_("New Part-time Timetable"), N_("Part-time Timetable"), TRUE, plan_inputs, begin_plan, check_plan },
  { "intervention", HAVEN_TABLE_INTERVENTIONS, N_("New Intervention"), N_("Intervention"), TRUE, intervention_inputs, begin_intervention,
   check_intervention },
  { "barrier", HAVEN_TABLE_BARRIERS, N_("New Barrier to Learning"), N_("Barrier to Learning"), TRUE, barrier_inputs, begin_barrier },
  { "attainment", HAVEN_TABLE_ATTAINMENT, N_("New Attainment"), N_("Attainment"), TRUE, attainment_inputs, begin_attainment },
  { "sdq", HAVEN_TABLE_SDQ, N_("New SDQ Score"), N_("SDQ Score"), TRUE, sdq_inputs, begin_sdq },
  { "provision", HAVEN_TABLE_PROVISION, N_("New Provision"), N_("Provision"), TRUE, provision_inputs, begin_provision },
  { "move", HAVEN_TABLE_MOVES, N_("New Move"), N_("Move"), TRUE, move_inputs, begin_move },
  { "access-request", HAVEN_TABLE_ACCESS_REQUESTS, N_("New Request for Access"), N_("Request for Access"), TRUE, access_inputs,
    begin_access },
  { "target", HAVEN_TABLE_TARGETS, N_("New Target"), N_("Target"), TRUE, target_inputs },
  { "action", HAVEN_TABLE_ACTIONS, N_("New Action"), N_("Action"), TRUE, action_inputs },
  { "hold", HAVEN_TABLE_HOLDS, N_("Legal Hold"), N_("Legal Hold"), TRUE, hold_inputs, begin_hold },
  { "lift-hold", HAVEN_TABLE_HOLDS, N_("Lift Legal Hold"), N_("Lift Legal Hold"), TRUE, lift_hold_inputs },
  { "file", HAVEN_TABLE_DEPARTURES, N_("Child Protection File"), N_("Child Protection File"), TRUE, file_inputs },
  { "review", HAVEN_TABLE_REVIEWS, N_("Keep Longer"), N_("Keep Longer"), TRUE, review_inputs },
};

const HavenFormSpec *
haven_form_spec_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    if (g_str_equal (specs[i].name, name))
      return &specs[i];
  return NULL;
}

const HavenFormSpec *
haven_form_spec_of (HavenTable table)
{
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    if (specs[i].table == table)
      return &specs[i];
  return NULL;
}

const HavenFormSpec *
haven_form_specs (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (specs);
  return specs;
}
