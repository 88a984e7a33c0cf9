/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-suspension.h"

#include <glib/gi18n-lib.h>

#include "haven-code.h"

static const char *const suspension_codes[] = { "SUSP", "LNCH", "PERM", NULL };
static const char *const notice_codes[] = { "parent", "governors", "authority", "social-worker", "virtual-school", NULL };
static const char *const notice_texts[] = {
  N_("parent"), N_("governing board"), N_("local authority"), N_("social worker"), N_("Virtual School head"), NULL,
};

static const HavenField suspension_fields[] = {
  HAVEN_INT (HavenSuspension, id),
  HAVEN_INT (HavenSuspension, pupil_id),
  HAVEN_CODE (HavenSuspension, type, suspension_codes),
  HAVEN_DAY (HavenSuspension, first),
  HAVEN_DAY (HavenSuspension, last),
  HAVEN_INT (HavenSuspension, sessions),
  HAVEN_TEXT (HavenSuspension, reason),
  HAVEN_DAY (HavenSuspension, cancelled_on),
  HAVEN_TEXT (HavenSuspension, alternatives),
  HAVEN_DAY (HavenSuspension, reintegrated_on),
  HAVEN_INT (HavenSuspension, import_id),
};
HAVEN_DEFINE_RECORD (HavenSuspension, haven_suspension, HAVEN_KIND_SUSPENSION, "suspensions", suspension_fields)

static const HavenField notice_fields[] = {
  HAVEN_INT (HavenNotice, id),
  HAVEN_INT (HavenNotice, pupil_id),
  HAVEN_INT (HavenNotice, suspension_id),
  HAVEN_CODE (HavenNotice, to, notice_codes),
  HAVEN_DAY (HavenNotice, sent_on),
  HAVEN_TEXT (HavenNotice, how),
};
HAVEN_DEFINE_RECORD (HavenNotice, haven_notice, HAVEN_KIND_NOTICE, "notices", notice_fields)

const char *
haven_suspension_type_code (HavenSuspensionType type)
{
  return haven_code_at (suspension_codes, type);
}

gboolean
haven_suspension_type_parse (const char *code, HavenSuspensionType *ret_type)
{
  int value;

  if (code != NULL && g_ascii_strcasecmp (code, "FIXD") == 0)
    value = HAVEN_SUSPENSION;
  else if (!haven_code_parse (suspension_codes, code, &value))
    return FALSE;
  *ret_type = value;
  return TRUE;
}

const char *
haven_notice_to_text (HavenNoticeTo to)
{
  return haven_code_text (notice_texts, to);
}
