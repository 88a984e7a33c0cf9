/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* How late, in minutes, beside the marks that say that somebody was: before the register closed (L) and after it (U). A file says the minutes
 * of some lates and not of others: every figure says of how many of them they are known. */
typedef struct {
  gint64 lates;                 /* sessions marked so, whether or not the minutes are known */
  gint64 known;                 /* of these: with minutes */
  gint64 minutes;               /* of these together */
  double median;                /* of these; NAN: none is known */
} HavenLateness;

typedef struct {
  HavenLateness before;         /* L */
  HavenLateness after;          /* U */
} HavenPunctuality;

/* Minutes stand beside a mark: those of a session that is marked otherwise since do not count */
HavenPunctuality haven_punctuality_of (HavenSchool *school, GPtrArray *members, HavenSpan span);
HavenLateness    haven_punctuality_get_all (HavenSchool *school, GPtrArray *members, HavenSpan span);   /* L and U together */
char            *haven_lateness_to_text (const HavenLateness *self);    /* "64 minutes, median 8; known for 7 of 9 lates" */
