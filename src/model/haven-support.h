/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

/* What is arranged for a pupil and how it goes: part-time plans, interventions, barriers, provision, moves. */

typedef struct {
  gint64 id;
  gint64 pupil_id;
  HavenDay first;
  HavenDay full_time_on;     /* agreed date of return to full time */
  HavenDay ended_on;
  gint64 minutes_a_week;     /* timetabled in school */
  char *agreed_by;
  HavenDay review_on;
  HavenDay consulted_on;     /* social worker, before the start */
  char *safety;              /* when off site */
  gint64 import_id;
} HavenPlan;
HAVEN_DECLARE_RECORD (HavenPlan, haven_plan, HAVEN_KIND_PLAN)

typedef struct {
  gint64 id;
  gint64 pupil_id;
  char *need;
  char *what;
  char *who;
  HavenDay first;
  HavenDay last;
  gint64 minutes_a_week;
  char *aim;
  char *baseline;
  HavenDay review_on;
  char *outcome;
  char *evidence;
  gint64 import_id;
} HavenIntervention;
HAVEN_DECLARE_RECORD (HavenIntervention, haven_intervention, HAVEN_KIND_INTERVENTION)

typedef struct {
  gint64 id;
  gint64 pupil_id;
  char *code;                /* data/reference/barriers.csv */
  HavenDay first;
  HavenDay last;
  gint64 import_id;
} HavenBarrier;
HAVEN_DECLARE_RECORD (HavenBarrier, haven_barrier, HAVEN_KIND_BARRIER)

typedef struct {
  gint64 id;
  gint64 pupil_id;
  char *name;                /* the school or provider */
  char *type;
  gboolean full_time;
  HavenDay first;
  HavenDay last;
  char *inspection;          /* outcome as published */
  HavenDay inspected_on;
  char *framework;
  gint64 import_id;
} HavenProvision;
HAVEN_DECLARE_RECORD (HavenProvision, haven_provision, HAVEN_KIND_PROVISION)

typedef enum { HAVEN_MOVE_SCHOOL, HAVEN_MOVE_PLACEMENT, HAVEN_MOVE_SOCIAL_WORKER } HavenMoveType;
typedef struct {
  gint64 id;
  gint64 pupil_id;
  int type;                  /* HavenMoveType */
  HavenDay day;
  char *note;
  gint64 import_id;
} HavenMove;
HAVEN_DECLARE_RECORD (HavenMove, haven_move, HAVEN_KIND_MOVE)
