/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-measure.h"

/* What a measure counts, and what it says of it. Inside analysis only. */
typedef enum {
  HAVEN_CODES_NONE, HAVEN_CODES_ATTENDED, HAVEN_CODES_ABSENT, HAVEN_CODES_AUTHORISED, HAVEN_CODES_UNAUTHORISED,
  HAVEN_CODES_LATE_BEFORE, HAVEN_CODES_LATE_AFTER, HAVEN_CODES_ELSEWHERE,
} HavenMeasureCodes;

typedef struct {
  const char *code;
  const char *text;
  const char *unit;
  const char *numerator_is;
  const char *denominator_is;   /* NULL: a count */
  const char *rule;             /* in data/reference/rules.json: its source is the definition's */
  gint64 (*numerator) (const HavenAttendance *figures);     /* of measures from marks … */
  gint64 (*denominator) (const HavenAttendance *figures);
  HavenMeasureCodes codes;
  void (*count) (HavenExplanation *self, const HavenScope *scope, GPtrArray *members);   /* … and of those from records */
  const char *records;          /* which; NULL: count says it of these, in codes */
  gboolean halves;              /* the numerator is half-days, the value days */
} HavenMeasureKind;

const HavenMeasureKind *haven_measure_get_kind (HavenMeasure measure);
