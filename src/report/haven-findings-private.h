/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"
#include "haven-findings.h"

/* Sentences being made. For their own sources. */
typedef struct {
  HavenSchool *school;
  HavenClock clock;
  const HavenPupil *pupil;
  HavenStanding standing;
  HavenSpan span;               /* from the day after the last meeting to the last mark, or to the child's leaving */
  HavenSpan before;             /* as many days before it */
  GPtrArray *list;              /* HavenFinding */
} HavenFindingRun;

void          haven_findings_add_attendance (HavenFindingRun *run);
void          haven_findings_add_patterns   (HavenFindingRun *run);    /* weekdays, full weeks, lateness */
void          haven_findings_add_suspension (HavenFindingRun *run);
void          haven_findings_add_learning   (HavenFindingRun *run);
void          haven_findings_add_wellbeing  (HavenFindingRun *run);
void          haven_findings_add_targets    (HavenFindingRun *run);
void          haven_findings_add_support    (HavenFindingRun *run);
void          haven_findings_add_status     (HavenFindingRun *run);
void          haven_findings_add_steps      (HavenFindingRun *run);

/* Takes the texts */
HavenFinding *haven_findings_take (HavenFindingRun *run, HavenFindingList list, const char *key, char *take_text, char *take_evidence);
char         *haven_findings_span_text (HavenSpan span);               /* "13 September to 20 November 2025" */
HavenSlice    haven_findings_slice (HavenFindingRun *run, HavenTable table);
gboolean      haven_findings_is_new (HavenFindingRun *run, HavenDay day);      /* in the span, and not to come */
