/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-benchmarks.h"
#include "haven-measure.h"
#include "haven-received-benchmarks.h"

/* A group beside others (practice 3, 4). A multiple stands only where like is set beside like: same phase, year and range of ages; else it
 * is NAN and why says so. A pupil is set beside the pupil's year group and nobody else. */
typedef enum {
  HAVEN_VERSUS_REST,            /* the rest of the school: not known to have had a social worker; of a pupil: the year group */
  HAVEN_VERSUS_AUTHORITY_GROUP, /* the authority's published figure of CINO, CPPO or CLA, which covers more or less than plans */
  HAVEN_VERSUS_AUTHORITY_ALL,   /* the authority's, of all pupils */
  HAVEN_VERSUS_ENGLAND_GROUP,
  HAVEN_VERSUS_ENGLAND_ALL,
  HAVEN_N_VERSUS
} HavenVersus;

typedef struct {
  HavenVersus versus;
  char *name;                   /* "rest of the school", "Birmingham, CINO, secondary" */
  double value;                 /* NAN: not published, or nobody */
  const char *symbol;           /* c, x, z, low where it is not published; else NULL */
  gint64 n;                     /* pupils; -1: not published */
  char *dated;                  /* "2024/25", or the period's days */
  const char *source;           /* lent; NULL: this school */
  double difference;            /* ours less theirs, in the measure's unit; NAN where not like with like */
  double multiple;              /* ours of theirs; NAN where not like with like, theirs is nothing, or the group is nobody */
  char *why;                    /* why there is no multiple; NULL: there is one */
  char *covers;                 /* what a published group covers beside ours; NULL: the same */
  gboolean received;            /* it came by the exchange; the one that ships with Haven stands before it, where there is one */
} HavenComparisonRow;

typedef struct {
  HavenExplanation *ours;
  GPtrArray *rows;              /* HavenComparisonRow; those that exist */
  char *phase;                  /* the one that was compared; "all" where the group is of several */
  char *warning;                /* plain words where the group is small; NULL: it is not */
  HavenReceivedBenchmarks *received;    /* what the exchange brought: its rows lend from it */
} HavenComparison;

HavenComparison *haven_compare            (HavenMeasure measure, const HavenScope *scope, GError **error);
void             haven_comparison_free    (HavenComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenComparison, haven_comparison_free)
/* "2.7 times as likely to be persistently absent as the rest of the school"; of rates "1.4 times the absence of …"; NULL: no multiple */
char            *haven_comparison_sentence (const HavenComparison *self, const HavenComparisonRow *row);
const char      *haven_published_group    (HavenGroup group);          /* CP -> CPPO, CIN -> CINO, CLA -> CLA; NULL: none is published */
