/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-sheet.h"

/* The first rows of a sheet, to find out what stands in it */
typedef struct {
  guint line;
  guint n;
  char **cells;              /* n of them */
} HavenSampleRow;

typedef struct {
  char delimiter;
  GPtrArray *rows;           /* HavenSampleRow */
  GHashTable *profiles;      /* HavenProfile by row and column: asked for again and again */
} HavenSample;

const HavenSample *haven_sample_of (HavenSheet *sheet, char delimiter);                /* found out once; the sheet keeps it */

HavenSampleRow *haven_sample_get_row  (const HavenSample *self, guint n);              /* NULL: there are no more */
const char     *haven_sample_get_cell (const HavenSample *self, guint n, guint column); /* "" where there is none */

/* What the cells of a column are: how many of those below row `from` that hold something are each */
typedef struct {
  guint n;
  guint upns;
  guint days;                /* a day, in either order */
  guint stamps;              /* a day with its half: "02/09/2025 AM" */
  guint yearless;            /* a day that lacks its year, with its half or not: "02-Sep", "02/09 AM" */
  guint sessions;            /* AM, PM, morning … */
  guint codes;               /* one attendance code */
  guint pairs;               /* two of them */
  guint strings;             /* more */
  guint strokes;             /* a mark, or more, of which one is / or \ : present, which no other column of letters has */
  guint sexes;
  guint years;               /* year groups */
  guint statuses;
  guint numbers;
  guint commas;              /* one comma between words */
  guint shouted;             /* "BROWN Amara": the first word in capitals, the last not */
} HavenProfile;

HavenProfile    haven_sample_profile (const HavenSample *self, guint from, guint column);
gboolean        haven_profile_mostly (const HavenProfile *self, guint count);          /* nine in ten, and at least one */
