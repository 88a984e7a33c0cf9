/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The true totals of one period, before protection: what disclosure is handed. It has no field that could name a pupil.
 * All strings are interned (g_intern_string), so they compare as pointers. */

/* How many of a group gave a response. measure "roll" has the one response "all". */
typedef struct {
  const char *measure;       /* roll, absence, suspended … */
  const char *by;            /* all, status, phase … */
  const char *group;         /* all, CP, primary … */
  const char *response;      /* all, under_10, 2_or_more, not_counted … */
  gint64 value;
} HavenReturnCell;

/* A sum over a group: sessions, or half-days suspended. */
typedef struct {
  const char *measure;
  const char *by;
  const char *group;
  gint64 value;
  guint contributors;        /* pupils who add more than 0 */
  gint64 largest;            /* what the greatest adds … */
  gint64 second;             /* … and the next: for the p %-rule */
} HavenReturnMagnitude;

/* What is about no child, and so is safe for every school. A value is a number, yes or no, a date, or a code of a list. */
typedef struct {
  const char *line;          /* staff_in_post, staff_trained, dsl_in_post … */
  const char *topic;         /* attachment, trauma, emotion-coaching; NULL: the line is of none */
  const char *value;         /* "12", "yes", "2025-09-01", "attendance" */
} HavenReturnLine;

typedef struct {
  char *urn;                 /* six digits */
  char *period;              /* "2025/26-autumn" */
  GArray *cells;             /* HavenReturnCell, every cell of every table, in the policy's order */
  GArray *magnitudes;        /* HavenReturnMagnitude, likewise */
  GArray *lines;             /* HavenReturnLine; may be empty */
  GArray *keys;              /* guint64, the sum of the keys of those behind each cell, then each magnitude; empty where none were asked for */
} HavenReturn;

HavenReturn *haven_return_new  (const char *urn, const char *period);
void         haven_return_free (HavenReturn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenReturn, haven_return_free)
