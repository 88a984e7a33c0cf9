/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keeping.h"

static const HavenField hold_fields[] = {
  HAVEN_INT (HavenHold, id),
  HAVEN_INT (HavenHold, pupil_id),
  HAVEN_TEXT (HavenHold, ground),
  HAVEN_TEXT (HavenHold, why),
  HAVEN_TEXT (HavenHold, set_by),
  HAVEN_DAY (HavenHold, set_on),
  HAVEN_DAY (HavenHold, lifted_on),
  HAVEN_TEXT (HavenHold, lifted_by),
  HAVEN_TEXT (HavenHold, lifted_because),
};
HAVEN_DEFINE_RECORD (HavenHold, haven_hold, HAVEN_KIND_HOLD, "holds", hold_fields)

static const HavenField departure_fields[] = {
  HAVEN_INT (HavenDeparture, id),
  HAVEN_INT (HavenDeparture, pupil_id),
  HAVEN_DAY (HavenDeparture, left),
  HAVEN_DAY (HavenDeparture, printed_on),
  HAVEN_FLAG (HavenDeparture, stays),
  HAVEN_TEXT (HavenDeparture, sent_to),
  HAVEN_DAY (HavenDeparture, sent_on),
  HAVEN_DAY (HavenDeparture, receipt_on),
};
HAVEN_DEFINE_RECORD (HavenDeparture, haven_departure, HAVEN_KIND_DEPARTURE, "departures", departure_fields)

static const HavenField review_fields[] = {
  HAVEN_INT (HavenReview, id),
  HAVEN_INT (HavenReview, pupil_id),
  HAVEN_INT (HavenReview, person_id),
  HAVEN_DAY (HavenReview, day),
  HAVEN_TEXT (HavenReview, by),
  HAVEN_DAY (HavenReview, until),
  HAVEN_TEXT (HavenReview, why),
};
HAVEN_DEFINE_RECORD (HavenReview, haven_review, HAVEN_KIND_REVIEW, "reviews", review_fields)

static const char *const subject_codes[] = { "pupil", "staff", NULL };
static const HavenField erasure_fields[] = {
  HAVEN_INT (HavenErasure, id),
  HAVEN_TEXT (HavenErasure, reference),
  HAVEN_CODE (HavenErasure, subject, subject_codes),
  HAVEN_INT (HavenErasure, number),
  HAVEN_INT (HavenErasure, at),
  HAVEN_TEXT (HavenErasure, by),
  HAVEN_TEXT (HavenErasure, ground),
  HAVEN_TEXT (HavenErasure, why),
  HAVEN_TEXT (HavenErasure, decided_by),
  HAVEN_TEXT (HavenErasure, counts),
  HAVEN_TEXT (HavenErasure, marks),
  HAVEN_INT (HavenErasure, swept_at),
  HAVEN_TEXT (HavenErasure, left_over),
};
HAVEN_DEFINE_RECORD (HavenErasure, haven_erasure, HAVEN_KIND_ERASURE, "erasures", erasure_fields)

gboolean
haven_hold_stands (const HavenHold *self)
{
  return self->lifted_on == HAVEN_DAY_NONE;
}
