/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

typedef enum { HAVEN_EXPECTATION_NONE, HAVEN_EXPECTATION_BELOW, HAVEN_EXPECTATION_AT, HAVEN_EXPECTATION_ABOVE } HavenExpectation;

typedef struct {
  gint64 id;
  gint64 pupil_id;
  char *subject;
  HavenDay day;              /* point in time */
  char *measure;             /* "teacher assessment", "KS2 scaled score" … */
  char *result;              /* as the school writes it */
  int expectation;           /* HavenExpectation */
  gint64 import_id;
} HavenAttainment;
HAVEN_DECLARE_RECORD (HavenAttainment, haven_attainment, HAVEN_KIND_ATTAINMENT)

/* The others, without whom there is no gap (practice 19): the whole school's totals per subject and point in time */
typedef struct {
  gint64 id;
  char *subject;
  HavenDay day;
  char *measure;
  char *year_group;
  gint64 below;
  gint64 at;
  gint64 above;
  gint64 none;
  gint64 import_id;
} HavenSchoolAttainment;
HAVEN_DECLARE_RECORD (HavenSchoolAttainment, haven_school_attainment, HAVEN_KIND_SCHOOL_ATTAINMENT)

/* SDQ: scores only, never the questions. Informants are never mixed in a line (practice 17). -1: not given. */
typedef enum { HAVEN_INFORMANT_CARER, HAVEN_INFORMANT_TEACHER, HAVEN_INFORMANT_SELF } HavenInformant;
typedef struct {
  gint64 id;
  gint64 pupil_id;
  int informant;             /* HavenInformant */
  char *version;             /* "4-17" … */
  HavenDay day;
  gint64 total;              /* 0..40 */
  gint64 emotional;          /* 0..10, as the next four */
  gint64 conduct;
  gint64 hyperactivity;
  gint64 peer;
  gint64 prosocial;
  gint64 import_id;
} HavenSdq;
HAVEN_DECLARE_RECORD (HavenSdq, haven_sdq, HAVEN_KIND_SDQ)
