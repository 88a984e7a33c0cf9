/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-person.h"

#include <glib/gi18n-lib.h>

#include "haven-code.h"

static const char *const person_codes[] = { "staff", "social-worker", "contact", NULL };
static const char *const role_codes[] = { "dsl", "deputy", "dt", "attendance", "reader", NULL };
static const char *const role_texts[] = {
  N_("Designated safeguarding lead"), N_("Deputy safeguarding lead"), N_("Designated teacher"), N_("Attendance officer"), N_("Reader"),
  NULL,
};

static const HavenField person_fields[] = {
  HAVEN_INT (HavenPerson, id),
  HAVEN_INT (HavenPerson, pupil_id),
  HAVEN_CODE (HavenPerson, type, person_codes),
  HAVEN_TEXT (HavenPerson, name),
  HAVEN_TEXT (HavenPerson, role),
  HAVEN_TEXT (HavenPerson, organisation),
  HAVEN_TEXT (HavenPerson, phone),
  HAVEN_TEXT (HavenPerson, email),
  HAVEN_FLAG (HavenPerson, parental_responsibility),
  HAVEN_FLAG (HavenPerson, address_withheld),
  HAVEN_FLAG (HavenPerson, barred),
  HAVEN_DAY (HavenPerson, first),
  HAVEN_DAY (HavenPerson, last),
  HAVEN_INT (HavenPerson, import_id),
};
HAVEN_DEFINE_RECORD (HavenPerson, haven_person, HAVEN_KIND_PERSON, "people", person_fields)

const char *
haven_role_code (HavenRole role)
{
  return haven_code_at (role_codes, role);
}

gboolean
haven_role_parse (const char *code, HavenRole *ret_role)
{
  int value;

  if (!haven_code_parse (role_codes, code, &value))
    return FALSE;
  *ret_role = value;
  return TRUE;
}

const char *
haven_role_text (HavenRole role)
{
  return haven_code_text (role_texts, role);
}
