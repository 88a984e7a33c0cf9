/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Published figures for comparison: data/reference/benchmarks-england.csv and absence-by-authority.csv (Crown copyright, OGL v3.0). */
typedef struct {
  const char *year;             /* "2024/25" */
  const char *area;             /* "England", or the authority's three-digit code */
  const char *group;            /* all, CINO, CPPO, CLA */
  const char *phase;            /* all, primary, secondary, special, ap */
  const char *measure;          /* overall_absence_rate … */
  double value;                 /* NAN where suppressed or not published */
  const char *symbol;           /* "c", "x", "z", "low" in that case, else NULL */
  const char *source;
  gint64 pupils;                /* how many the figure is of, where that is published; else -1 */
} HavenBenchmark;

/* The latest year that has it; NULL if none has. phase and year may not be mixed (practice 4). */
const HavenBenchmark *haven_benchmark_find (const char *area, const char *group, const char *phase, const char *measure);
/* Of that year and no other: "2024/25" */
const HavenBenchmark *haven_benchmark_find_in (const char *year, const char *area, const char *group, const char *phase, const char *measure);

/* The 153 authorities, data/reference/authorities.csv */
const char        *haven_authority_name  (const char *code);            /* "Birmingham"; NULL: no such code */
const char *const *haven_authority_codes (void);                       /* NULL-terminated, ascending */
