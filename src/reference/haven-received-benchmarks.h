/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-benchmarks.h"
#include "haven-day.h"

/* Published figures that the exchange brought, as the Virtual School sent them. They stand beside the ones that ship with Haven, under
 * their own date and source, and the two are never mixed. Immutable and shared between threads. */
typedef struct _HavenReceivedBenchmarks HavenReceivedBenchmarks;

/* "absence_percent" of the exchange is "overall_absence_rate" of published files; a name that is one of theirs stays */
char                 *haven_received_dup_measure (const char *measure);

/* json: the document as it was kept; NULL, or what is no such document, holds nothing. The last one is remembered: it is read once. */
HavenReceivedBenchmarks *haven_received_benchmarks_get   (const char *json);
void                     haven_received_benchmarks_unref (HavenReceivedBenchmarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenReceivedBenchmarks, haven_received_benchmarks_unref)

HavenDay              haven_received_benchmarks_get_published (HavenReceivedBenchmarks *self);   /* NONE: it holds nothing */
/* Of that year; NULL: of the latest. NULL where there is none. Lent. */
const HavenBenchmark *haven_received_benchmarks_find (HavenReceivedBenchmarks *self, const char *year, const HavenBenchmark *like);
