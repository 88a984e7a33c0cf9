/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-access.h"

#include <glib/gi18n-lib.h>

#include "haven-code.h"

static const char *const askers[] = { "child", "parent", "other", NULL };
static const char *const asker_texts[] = {
  N_("the child"), N_("a parent or carer, for the child"), N_("somebody else, for the child"), NULL
};
static const char *const decisions[] = { "keep", "redact", "withhold", NULL };

static const HavenField request_fields[] = {
  HAVEN_INT (HavenAccessRequest, id),
  HAVEN_INT (HavenAccessRequest, pupil_id),
  HAVEN_TEXT (HavenAccessRequest, asked_by),
  HAVEN_CODE (HavenAccessRequest, asker, askers),
  HAVEN_DAY (HavenAccessRequest, asked_on),
  HAVEN_DAY (HavenAccessRequest, identity_on),
  HAVEN_DAY (HavenAccessRequest, extended_on),
  HAVEN_TEXT (HavenAccessRequest, extended_why),
  HAVEN_TEXT (HavenAccessRequest, signed_by),
  HAVEN_DAY (HavenAccessRequest, signed_on),
  HAVEN_TEXT (HavenAccessRequest, signed_digest),
  HAVEN_DAY (HavenAccessRequest, answered_on),
};
HAVEN_DEFINE_RECORD (HavenAccessRequest, haven_access_request, HAVEN_KIND_ACCESS_REQUEST, "access_requests", request_fields)

static const HavenField choice_fields[] = {
  HAVEN_INT (HavenAccessChoice, id),
  HAVEN_INT (HavenAccessChoice, pupil_id),
  HAVEN_INT (HavenAccessChoice, request_id),
  HAVEN_TEXT (HavenAccessChoice, about),
  HAVEN_INT (HavenAccessChoice, record),
  HAVEN_TEXT (HavenAccessChoice, field),
  HAVEN_INT (HavenAccessChoice, start),
  HAVEN_INT (HavenAccessChoice, length),
  HAVEN_TEXT (HavenAccessChoice, digest),
  HAVEN_CODE (HavenAccessChoice, decision, decisions),
  HAVEN_TEXT (HavenAccessChoice, exemption),
  HAVEN_TEXT (HavenAccessChoice, reason),
};
HAVEN_DEFINE_RECORD (HavenAccessChoice, haven_access_choice, HAVEN_KIND_ACCESS_CHOICE, "access_choices", choice_fields)

const char *
haven_asker_code (HavenAsker asker)
{
  return haven_code_at (askers, asker);
}

gboolean
haven_asker_parse (const char *code, HavenAsker *ret_asker)
{
  int value;

  if (code == NULL || !haven_code_parse (askers, code, &value))
    return FALSE;
  *ret_asker = value;
  return TRUE;
}

const char *
haven_asker_text (HavenAsker asker)
{
  return haven_code_text (asker_texts, asker);
}

const char *
haven_access_decision_code (HavenAccessDecision decision)
{
  return haven_code_at (decisions, decision);
}

gboolean
haven_access_decision_parse (const char *code, HavenAccessDecision *ret_decision)
{
  int value;

  if (code == NULL || !haven_code_parse (decisions, code, &value))
    return FALSE;
  *ret_decision = value;
  return TRUE;
}
