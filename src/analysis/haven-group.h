/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-school.h"

/* Where a pupil stands with children's social care on a day (practice 1): the plan is one thing, the rest overlap. */
typedef struct {
  HavenStatus plan;             /* CP, CIN, SW or NONE; CP wins over CIN over SW */
  gboolean looked_after;
  gboolean previously_looked_after;
  gboolean kinship;
  gboolean ever6;               /* a social worker at any time in the last six years, today included */
  HavenDay since;               /* of what comes first in the sentence; NONE where there is nothing */
  gint64 social_worker_id;      /* of the spell that is open, 0: none recorded */
  const HavenSpell *spell;      /* that spell, or NULL */
} HavenStanding;

HavenStanding haven_standing_on        (HavenSchool *school, gint64 pupil_id, HavenDay day);
gboolean      haven_standing_is_flagged (const HavenStanding *standing);   /* belongs to the children with a social worker, now or before */
char         *haven_standing_to_text   (const HavenStanding *standing);   /* "on a child protection plan, looked after" */
const char   *haven_standing_to_short  (const HavenStanding *standing);   /* "CP plan", "CIN plan", "social worker", "looked after", "before", "kinship" */

typedef enum {
  HAVEN_GROUP_ALL, HAVEN_GROUP_FLAGGED, HAVEN_GROUP_OTHERS,
  HAVEN_GROUP_CP, HAVEN_GROUP_CIN,  /* CIN: with a plan, or a social worker and no plan yet */
  HAVEN_GROUP_CLA, HAVEN_GROUP_PREVIOUS,  /* Ever 6 or previously looked after, and no plan, social worker or care now */
  HAVEN_GROUP_KINSHIP,
  HAVEN_GROUP_PLA,              /* previously looked after and not now */
  HAVEN_GROUP_CARE,             /* CLA and PLA together: whom a designated teacher reports on to governors */
  HAVEN_N_GROUPS
} HavenGroup;

const char *haven_group_code  (HavenGroup group);              /* all, flagged, others, CP, CIN, CLA, previous, kinship, PLA, care */
gboolean    haven_group_parse (const char *code, HavenGroup *ret_group);
const char *haven_group_text  (HavenGroup group);              /* "children with a social worker (now or before)" */
gboolean    haven_group_has   (HavenGroup group, const HavenStanding *standing);

/* A group over a period is its members on the reference day: the last school day of the period, not after today; a leaver's leaving day (practice 3). */
HavenDay    haven_reference_day (HavenSchool *school, const HavenPupil *pupil, HavenSpan period, HavenClock clock);
GPtrArray  *haven_group_members (HavenSchool *school, HavenGroup group, HavenSpan period, HavenClock clock);  /* const HavenPupil *, lent */
HavenSpan   haven_default_span  (HavenSchool *school, HavenClock clock);   /* the academic year of the last mark on or before today */
