/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-school.h"
#include "haven-sdq-bands.h"

/* SDQ over time (practice 17): a line for each informant and version of the form, never mixed. Scores only. It screens, it never diagnoses. */
typedef enum {
  HAVEN_SDQ_TOTAL,              /* 0..40 */
  HAVEN_SDQ_EMOTIONAL,          /* 0..10, as the next four */
  HAVEN_SDQ_CONDUCT, HAVEN_SDQ_HYPERACTIVITY, HAVEN_SDQ_PEER, HAVEN_SDQ_PROSOCIAL,
  HAVEN_N_SDQ_SCALES
} HavenSdqScale;

const char *haven_sdq_scale_code  (HavenSdqScale scale);               /* "total", "emotional" … */
const char *haven_sdq_scale_text  (HavenSdqScale scale);               /* "Total difficulties", "Emotional" … */
int         haven_sdq_scale_max   (HavenSdqScale scale);
gboolean    haven_sdq_scale_rises (HavenSdqScale scale);               /* more is more concern; prosocial is the other way */
gint64      haven_sdq_get_score   (const HavenSdq *sdq, HavenSdqScale scale);   /* -1: not given */
void        haven_sdq_set_score   (HavenSdq *sdq, HavenSdqScale scale, gint64 score);   /* of a draft */
/* NULL: not given, or a form for another age, for which no table is kept. Not certain: say so beside it. */
const HavenSdqBand *haven_sdq_get_band (const HavenSdq *sdq, HavenSdqScale scale);
char       *haven_sdq_band_to_text (const HavenSdqBand *band);         /* "borderline (14 to 16)"; "…, table not yet checked" */

typedef struct {
  HavenInformant informant;
  const char *version;          /* lent; "" where it was not said */
  GPtrArray *scores;            /* const HavenSdq *, by day */
} HavenSdqLine;
void       haven_sdq_line_free  (HavenSdqLine *self);
GPtrArray *haven_sdq_lines      (HavenSchool *school, gint64 pupil_id, HavenSpan span);   /* HavenSdqLine: carer, teacher, self */
const char *haven_informant_text (HavenInformant informant);

/* A group by the band of each pupil's latest total of one informant in the period. Informants are never added together. Tables have three
 * bands or four: the highest of three is counted with the third of four, and says so in its text. */
#define HAVEN_N_SDQ_BANDS 4
typedef struct {
  HavenInformant informant;
  guint bands[HAVEN_N_SDQ_BANDS];       /* pupils: close to average, slightly raised or borderline, high or raised, very high */
  guint pupils;                 /* with a total of this informant */
  guint without_band;           /* of these: a form for another age, of which no table is kept */
  gboolean certain;             /* the table is checked against the publisher’s */
} HavenSdqCount;
HavenSdqCount haven_sdq_of_group (HavenSchool *school, GPtrArray *members, HavenInformant informant, HavenSpan span);
const char *haven_sdq_place_text (guint place);                        /* "Slightly raised or borderline" */

/* A looked-after child of 4 to 16 who has been so for a year has a carer's score every year */
typedef struct {
  gboolean wanted;
  HavenDay last;                /* of the carer's last total; NONE: never */
  HavenDay due;                 /* a year after it, or after care began */
} HavenSdqDue;
HavenSdqDue haven_sdq_due       (HavenSchool *school, gint64 pupil_id, HavenClock clock);
