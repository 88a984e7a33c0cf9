/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What is added to a count of so many, by its key: the "p-table" of the cell key method. Immutable. Keys run from 0 to scale - 1; a row
 * cuts that range into parts, one for each noise it may bring. 0 brings none. */
typedef struct _HavenNoiseTable HavenNoiseTable;

/* data/reference/noise-table.csv. Worked out by maximum entropy: no bias, variance 3, at most 5 either way, and never a result of 1 or 2
 * (so that a 3 may have been anybody's 1); scale 2^32, its parts set so that every row's mean is 0 exactly. */
HavenNoiseTable *haven_noise_table_get_default (void);                 /* lent */
const char      *haven_noise_table_get_id      (void);                 /* its name in sharing settings and in a return */

/* csv: count,noise,parts; counts in order from 1 on, parts of one count adding up to scale. Counts beyond the last use its last rows again
 * and again, as many as recycled says. INVALID */
HavenNoiseTable *haven_noise_table_new  (GBytes *csv, guint64 scale, guint recycled, GError **error);
void             haven_noise_table_free (HavenNoiseTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenNoiseTable, haven_noise_table_free)

int              haven_noise_table_find (HavenNoiseTable *self, guint64 count, guint64 key);
