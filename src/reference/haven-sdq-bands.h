/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a score of the SDQ means, from data/reference/sdq-bands.csv: published cut-offs, no questions. It screens, it never diagnoses. */
typedef struct {
  const char *informant;        /* carer, teacher, self */
  const char *scale;            /* total, emotional, conduct, hyperactivity, peer, prosocial */
  int bands;                    /* of how many this is one: 3 or 4 */
  int place;                    /* 0: close to average, and up with concern (of prosocial: down the scores) */
  int from;
  int until;
  const char *text;
  gboolean certain;             /* FALSE: the table is not yet checked against the publisher's; say so beside it */
  const char *source;
} HavenSdqBand;

/* bands 3, 4, or 0 for the one of them that is certain, else 4. NULL: no such scale, or a score outside it. */
const HavenSdqBand *haven_sdq_band_find (const char *informant, const char *scale, int bands, gint64 score);
