/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-stage-point.h"

#include <glib/gi18n-lib.h>

gboolean
haven_stage_read_point (HavenStager *stager, const HavenRow *row, char **subject, char **measure, HavenDay *day)
{
  *subject = haven_stager_dup (stager, row, HAVEN_COLUMN_SUBJECT);
  *measure = haven_stager_dup (stager, row, HAVEN_COLUMN_MEASURE);
  if (!haven_stager_read_day (stager, row, HAVEN_COLUMN_DAY, day))
    return FALSE;
  if (*subject == NULL)
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_SUBJECT, "no-subject", _("The row has no subject."));
  else if (*day == HAVEN_DAY_NONE)
    haven_stager_problem (stager, row->line, HAVEN_COLUMN_DAY, "no-date", _("The row does not say of which day it is."));
  else
    return TRUE;
  return FALSE;
}
