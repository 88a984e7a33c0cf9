/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-learning.h"

static const char *const expectation_codes[] = { "none", "below", "at", "above", NULL };
static const HavenField attainment_fields[] = {
  HAVEN_INT (HavenAttainment, id),
  HAVEN_INT (HavenAttainment, pupil_id),
  HAVEN_TEXT (HavenAttainment, subject),
  HAVEN_DAY (HavenAttainment, day),
  HAVEN_TEXT (HavenAttainment, measure),
  HAVEN_TEXT (HavenAttainment, result),
  HAVEN_CODE (HavenAttainment, expectation, expectation_codes),
  HAVEN_INT (HavenAttainment, import_id),
};
HAVEN_DEFINE_RECORD (HavenAttainment, haven_attainment, HAVEN_KIND_ATTAINMENT, "attainment", attainment_fields)

static const HavenField school_attainment_fields[] = {
  HAVEN_INT (HavenSchoolAttainment, id),
  HAVEN_TEXT (HavenSchoolAttainment, subject),
  HAVEN_DAY (HavenSchoolAttainment, day),
  HAVEN_TEXT (HavenSchoolAttainment, measure),
  HAVEN_TEXT (HavenSchoolAttainment, year_group),
  HAVEN_INT (HavenSchoolAttainment, below),
  HAVEN_INT (HavenSchoolAttainment, at),
  HAVEN_INT (HavenSchoolAttainment, above),
  HAVEN_INT (HavenSchoolAttainment, none),
  HAVEN_INT (HavenSchoolAttainment, import_id),
};
HAVEN_DEFINE_RECORD (HavenSchoolAttainment, haven_school_attainment, HAVEN_KIND_SCHOOL_ATTAINMENT, "school_attainment",
                     school_attainment_fields)

static const char *const informant_codes[] = { "carer", "teacher", "self", NULL };
static const HavenField sdq_fields[] = {
  HAVEN_INT (HavenSdq, id),
  HAVEN_INT (HavenSdq, pupil_id),
  HAVEN_CODE (HavenSdq, informant, informant_codes),
  HAVEN_TEXT (HavenSdq, version),
  HAVEN_DAY (HavenSdq, day),
  HAVEN_INT (HavenSdq, total),
  HAVEN_INT (HavenSdq, emotional),
  HAVEN_INT (HavenSdq, conduct),
  HAVEN_INT (HavenSdq, hyperactivity),
  HAVEN_INT (HavenSdq, peer),
  HAVEN_INT (HavenSdq, prosocial),
  HAVEN_INT (HavenSdq, import_id),
};
HAVEN_DEFINE_RECORD (HavenSdq, haven_sdq, HAVEN_KIND_SDQ, "sdq", sdq_fields)
