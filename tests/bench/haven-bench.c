/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bench.h"

#include <stdio.h>

double
haven_bench_best (HavenBenchDeed deed,
                  gpointer       data,
                  guint          runs)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < runs; i++) {
    gint64 start = g_get_monotonic_time (), took;
    deed (data);
    took = g_get_monotonic_time () - start;
    best = MIN (best, took);
  }
  return best / 1000.0;
}

void
haven_bench_pair (HavenBenchDeed ours,
                  HavenBenchDeed theirs,
                  gpointer       data,
                  guint          runs,
                  double         best[2])
{
  best[0] = best[1] = G_MAXDOUBLE;
  for (guint i = 0; i < runs; i++) {
    double mine = haven_bench_best (ours, data, 1), other = haven_bench_best (theirs, data, 1);
    best[0] = MIN (best[0], mine);
    best[1] = MIN (best[1], other);
  }
}

void
haven_bench_row (const char  *what,
                 const char  *unit,
                 const double figures[2],
                 const char  *peer,
                 double       goal)
{
  printf ("%s\t%s\t%.6f\t%s\t%.6f\t%g\n", what, unit, figures[0], peer, figures[1], goal);
  fflush (stdout);
}

void
haven_bench_skip (const char *what,
                  const char *why_not)
{
  printf ("%s\t-\t%s\n", what, why_not);
}
