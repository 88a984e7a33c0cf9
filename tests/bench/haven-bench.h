/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What benchmarks share. Each prints rows for build-aux/bench, which works out the ratio: ours beside a peer or a floor measured in
 * the same run. Registered with Meson's benchmark (). */
typedef void (*HavenBenchDeed) (gpointer data);

double haven_bench_best (HavenBenchDeed deed, gpointer data, guint runs);   /* ms of the fastest run */
/* Two deeds in turns, so that a busy moment meets both: the fastest of each, in ms */
void   haven_bench_pair (HavenBenchDeed ours, HavenBenchDeed theirs, gpointer data, guint runs, double best[2]);
void   haven_bench_row  (const char *what, const char *unit, const double figures[2], const char *peer, double goal);
void   haven_bench_skip (const char *what, const char *why_not);            /* the peer is not installed */
