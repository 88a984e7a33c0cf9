/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-spell.h"

#include <glib/gi18n-lib.h>

#include "haven-code.h"

static const char *const status_codes[] = { "NONE", "CP", "CIN", "SW", "CLA", "PLA", "KINSHIP", NULL };
static const char *const status_texts[] = {
  N_("no social worker known"), N_("on a child protection plan"), N_("on a child in need plan"), N_("a social worker, no plan yet"),
  N_("looked after"), N_("previously looked after"), N_("in kinship care"), NULL,
};

static const HavenField spell_fields[] = {
  HAVEN_INT (HavenSpell, id),
  HAVEN_INT (HavenSpell, pupil_id),
  HAVEN_CODE (HavenSpell, status, status_codes),
  HAVEN_DAY (HavenSpell, first),
  HAVEN_DAY (HavenSpell, last),
  HAVEN_TEXT (HavenSpell, authority),
  HAVEN_TEXT (HavenSpell, told_by),
  HAVEN_DAY (HavenSpell, confirmed_on),
  HAVEN_INT (HavenSpell, social_worker_id),
  HAVEN_DAY (HavenSpell, ended_check),
  HAVEN_INT (HavenSpell, import_id),
};
HAVEN_DEFINE_RECORD (HavenSpell, haven_spell, HAVEN_KIND_SPELL, "spells", spell_fields)

const char *
haven_status_code (HavenStatus status)
{
  return haven_code_at (status_codes, status);
}

gboolean
haven_status_parse (const char *code, HavenStatus *ret_status)
{
  int value;

  if (!haven_code_parse (status_codes, code, &value))
    return FALSE;
  *ret_status = value;
  return TRUE;
}

const char *
haven_status_text (HavenStatus status)
{
  return haven_code_text (status_texts, status);
}

gboolean
haven_spell_is_open (const HavenSpell *self, HavenDay day)
{
  return haven_span_contains ((HavenSpan) { self->first, self->last }, day);
}
