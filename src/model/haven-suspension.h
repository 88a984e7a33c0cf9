/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

typedef enum { HAVEN_SUSPENSION, HAVEN_LUNCHTIME, HAVEN_PERMANENT } HavenSuspensionType;   /* SUSP, LNCH, PERM */

typedef struct {
  gint64 id;
  gint64 pupil_id;
  int type;                  /* HavenSuspensionType */
  HavenDay first;
  HavenDay last;             /* NONE: worked out from the sessions */
  gint64 sessions;           /* half-days; a lunchtime counts one */
  char *reason;              /* up to three codes, by a space: "PP VA" */
  HavenDay cancelled_on;
  char *alternatives;        /* tried before */
  HavenDay reintegrated_on;  /* meeting held */
  gint64 import_id;
} HavenSuspension;

HAVEN_DECLARE_RECORD (HavenSuspension, haven_suspension, HAVEN_KIND_SUSPENSION)

const char *haven_suspension_type_code  (HavenSuspensionType type);
gboolean    haven_suspension_type_parse (const char *code, HavenSuspensionType *ret_type);  /* FIXD too */

/* Who was told of it (practice 13) */
typedef enum { HAVEN_NOTICE_PARENT, HAVEN_NOTICE_GOVERNORS, HAVEN_NOTICE_AUTHORITY, HAVEN_NOTICE_SOCIAL_WORKER, HAVEN_NOTICE_VIRTUAL_SCHOOL } HavenNoticeTo;

typedef struct {
  gint64 id;
  gint64 pupil_id;
  gint64 suspension_id;
  int to;                    /* HavenNoticeTo */
  HavenDay sent_on;
  char *how;
} HavenNotice;

HAVEN_DECLARE_RECORD (HavenNotice, haven_notice, HAVEN_KIND_NOTICE)
const char *haven_notice_to_text (HavenNoticeTo to);
