/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-register.h"

static const HavenField register_fields[] = {
  HAVEN_INT (HavenRegister, id),
  HAVEN_INT (HavenRegister, pupil_id),
  HAVEN_INT (HavenRegister, year),
  HAVEN_BYTES (HavenRegister, marks),
};
HAVEN_DEFINE_RECORD (HavenRegister, haven_register, HAVEN_KIND_REGISTER, "registers", register_fields)

static const HavenField late_fields[] = {
  HAVEN_INT (HavenLate, id),
  HAVEN_INT (HavenLate, pupil_id),
  HAVEN_DAY (HavenLate, day),
  HAVEN_INT (HavenLate, session),
  HAVEN_INT (HavenLate, minutes),
  HAVEN_INT (HavenLate, import_id),
};
HAVEN_DEFINE_RECORD (HavenLate, haven_late, HAVEN_KIND_LATE, "lates", late_fields)

static const HavenField weeks_fields[] = {
  HAVEN_INT (HavenWeeks, id),
  HAVEN_INT (HavenWeeks, pupil_id),
  HAVEN_INT (HavenWeeks, year),
  HAVEN_BYTES (HavenWeeks, weeks),
};
HAVEN_DEFINE_RECORD (HavenWeeks, haven_weeks, HAVEN_KIND_WEEKS, "weeks", weeks_fields)

static const HavenField totals_fields[] = {
  HAVEN_INT (HavenTotals, id),
  HAVEN_INT (HavenTotals, pupil_id),
  HAVEN_DAY (HavenTotals, first),
  HAVEN_DAY (HavenTotals, last),
  HAVEN_INT (HavenTotals, attended),
  HAVEN_INT (HavenTotals, authorised),
  HAVEN_INT (HavenTotals, unauthorised),
  HAVEN_INT (HavenTotals, late_before),
  HAVEN_INT (HavenTotals, late_after),
  HAVEN_INT (HavenTotals, import_id),
};
HAVEN_DEFINE_RECORD (HavenTotals, haven_totals, HAVEN_KIND_TOTALS, "totals", totals_fields)

/* Stored as they stand in memory: the layout may never change */
G_STATIC_ASSERT (sizeof (HavenWeek) == 8 && G_STRUCT_OFFSET (HavenWeek, covered) == 6);
G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);

/* Bytes of a wrong size are as good as none: nobody reads past their end */
static gconstpointer
peek_exactly (GBytes *bytes, gsize size)
{
  return bytes != NULL && g_bytes_get_size (bytes) == size ? g_bytes_get_data (bytes, NULL) : NULL;
}

const guint8 *
haven_register_peek (const HavenRegister *self)
{
  return peek_exactly (self->marks, HAVEN_REGISTER_BYTES);
}

guint8
haven_register_get_mark (const HavenRegister *self, HavenDay day, int session)
{
  const guint8 *marks = haven_register_peek (self);

  if (marks == NULL || haven_academic_year (day) != self->year)
    return 0;
  return marks[haven_register_index (day, session)];
}

const HavenWeek *
haven_weeks_peek (const HavenWeeks *self)
{
  return peek_exactly (self->weeks, HAVEN_WEEKS_A_YEAR * sizeof (HavenWeek));
}
