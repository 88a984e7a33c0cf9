/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

/* One stretch of a status with children's social care; a pupil has a history of these, and they overlap (practice 1, 2, 5). */
typedef enum {
  HAVEN_STATUS_NONE,
  HAVEN_STATUS_CP,           /* on a child protection plan */
  HAVEN_STATUS_CIN,          /* on a child in need plan */
  HAVEN_STATUS_SW,           /* a social worker, no plan yet: assessment, section 47 */
  HAVEN_STATUS_CLA,          /* looked after */
  HAVEN_STATUS_PLA,          /* previously looked after: adoption, special guardianship, child arrangements order, state care abroad */
  HAVEN_STATUS_KINSHIP,      /* in kinship care */
} HavenStatus;

typedef struct {
  gint64 id;
  gint64 pupil_id;
  int status;                /* HavenStatus */
  HavenDay first;
  HavenDay last;             /* NONE: still */
  char *authority;           /* responsible for it */
  char *told_by;
  HavenDay confirmed_on;
  gint64 social_worker_id;   /* HavenPerson, 0: none recorded */
  HavenDay ended_check;      /* "still our child": last check after the end */
  gint64 import_id;
} HavenSpell;

HAVEN_DECLARE_RECORD (HavenSpell, haven_spell, HAVEN_KIND_SPELL)

const char *haven_status_code   (HavenStatus status);                  /* "CP" */
gboolean    haven_status_parse  (const char *code, HavenStatus *ret_status);
const char *haven_status_text   (HavenStatus status);                  /* "on a child protection plan" */
gboolean    haven_spell_is_open (const HavenSpell *self, HavenDay day);
