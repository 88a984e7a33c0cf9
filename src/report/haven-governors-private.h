/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-governors.h"
#include "haven-measure.h"
#include "haven-page.h"
#include "haven-release.h"

/* A report being written. For its own sources. */
typedef struct {
  const HavenGovernorsRequest *request;
  HavenSchool *school;
  HavenClock clock;
  HavenSpan span;               /* of the period, up to the last mark */
  HavenGroup group;             /* whom it is about */
  const HavenGroup *parts;      /* of whom that consists; they may overlap */
  guint n_parts;
  HavenRelease *page;           /* the protected page of the period: what it hides is not told; NULL: none can be made, and what it would count is not told */
  HavenPages *pages;
  GPtrArray *sentences;         /* HavenGovernorsSentence */
} HavenGovernorsRun;

/* May be told: neither the number nor what is left of the whole is of fewer than five children */
gboolean haven_governors_may_tell  (gint64 count, gint64 of);

/* So many of so many. Beside a group in which it lies nothing is told that would tell of fewer than five of the rest of that group. */
typedef struct {
  gint64 count, of;
} HavenGovernorsPart;
gboolean haven_governors_may_tell_part (HavenGovernorsPart part, HavenGovernorsPart outer);
gboolean haven_governors_find_outer    (HavenGroup group, HavenGroup *ret_outer);      /* the group it lies in; FALSE: it is looked at alone */

gboolean haven_governors_is_small  (HavenGovernorsRun *run, HavenGroup group, HavenSpan span);     /* or what is left beside it is */
char    *haven_governors_cell      (HavenGovernorsRun *run, HavenMeasure measure, HavenGroup group, HavenSpan span);   /* "84.2%", or c */
gboolean haven_governors_tells     (HavenGovernorsRun *run, HavenMeasure measure, HavenGroup group);   /* the cell has a value */
void     haven_governors_say       (HavenGovernorsRun *run, const char *key, char *take_sentence);  /* a sentence that may be edited */
void     haven_governors_say_too_few (HavenGovernorsRun *run);

/* The period's protected page, made beside everything that was sent; NULL: it cannot be made */
HavenRelease *haven_governors_make_page (const HavenGovernorsRequest *request);
gboolean haven_governors_page_allows (HavenRelease *page, HavenMeasure measure, HavenGroup group);

void haven_governors_write_numbers    (HavenGovernorsRun *run);        /* who, by group */
void haven_governors_write_attendance (HavenGovernorsRun *run);
void haven_governors_write_suspensions (HavenGovernorsRun *run);
void haven_governors_write_trend      (HavenGovernorsRun *run);
void haven_governors_write_learning   (HavenGovernorsRun *run);
void haven_governors_write_plans      (HavenGovernorsRun *run);        /* PEPs held in each term */
void haven_governors_write_premium    (HavenGovernorsRun *run);
void haven_governors_write_support    (HavenGovernorsRun *run);        /* needs, barriers, provision, part-time */
void haven_governors_write_training   (HavenGovernorsRun *run);
void haven_governors_write_ahead      (HavenGovernorsRun *run);        /* workload, planning: the writer's own words */
