/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-group.h"

/* Support, barriers, stability, provision and need: what is recorded, counted. Pupils are counted once, however many records they have. */

/* Interventions (practice 18) */
typedef struct {
  const HavenIntervention *record;
  gboolean running;             /* on the day */
  guint weeks;                  /* begun, from its first day to its last or the day */
  double hours;                 /* in those weeks together; NAN where none are recorded */
  gboolean review_passed;       /* while it runs */
  gboolean has_outcome;
} HavenSupport;
GArray *haven_support_of_pupil (HavenSchool *school, gint64 pupil_id, HavenClock clock);   /* HavenSupport, by first day */

typedef struct {
  char *need;                   /* as recorded; "" where it was not */
  guint pupils;
  guint records;
  guint with_outcome;
} HavenSupportCount;
GArray *haven_support_by_need (HavenSchool *school, GPtrArray *members, HavenSpan span);   /* HavenSupportCount, most pupils first */

/* Barriers to learning, by code of data/reference/barriers.csv, those of nobody left out */
typedef struct {
  const char *code;
  const char *text;
  guint pupils;
} HavenBarrierCount;
GArray *haven_barriers_of_group (HavenSchool *school, GPtrArray *members, HavenSpan span);  /* open at any time in span; most pupils first */

/* Stability: moves in a span */
typedef struct {
  guint school;
  guint placement;
  guint social_worker;          /* changes of social worker, recorded as moves or seen in the status history, whichever is more */
  HavenDay last;                /* of any; NONE */
} HavenStability;
HavenStability haven_stability_of_pupil (HavenSchool *school, gint64 pupil_id, HavenSpan span);

typedef struct {
  guint pupils;
  guint moved_school;           /* pupils with at least one */
  guint moved_placement;
  guint changed_social_worker;
  guint two_or_more;            /* moves of any kind */
} HavenStabilityCount;
HavenStabilityCount haven_stability_of_group (HavenSchool *school, GPtrArray *members, HavenSpan span);

/* Provision (practice 20): where a pupil is taught besides or instead; the inspection outcome as published */
typedef struct {
  const HavenProvision *record; /* NULL: this school and nothing else */
  gboolean full_time;
  HavenDay since;
} HavenProvisionNow;
HavenProvisionNow haven_provision_on (HavenSchool *school, gint64 pupil_id, HavenDay day);
char *haven_provision_inspection_text (const HavenProvision *provision);  /* "Good, 12 June 2023, framework of 2019"; "" where nothing is kept */

typedef struct {
  guint pupils;
  guint elsewhere;              /* with a provision on the day */
  guint not_full_time;          /* of those */
} HavenProvisionCount;
HavenProvisionCount haven_provision_of_group (HavenSchool *school, GPtrArray *members, HavenDay day);

/* SEN and free school meals, and where they overlap: sen x fsm as the pupil's record says */
typedef struct {
  guint cells[HAVEN_SEN_EHCP + 1][HAVEN_FSM_YES + 1];
  guint pupils;
} HavenNeeds;
HavenNeeds haven_needs_of_group (GPtrArray *members);
guint      haven_needs_sen      (const HavenNeeds *self, HavenSen sen);
guint      haven_needs_fsm      (const HavenNeeds *self, HavenFsm fsm);
guint      haven_needs_both     (const HavenNeeds *self);               /* SEN support or EHCP, and free school meals */
