/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How many records have each combination of answers, and what their keys add up to. One pass over the records, whatever their number. */
typedef struct {
  const guint8 *const *answers;  /* a variable's: the answer of every record, from 0 */
  const guint *n_answers;        /* how many a variable has */
  guint n_variables;
  const guint64 *keys;           /* a record's; NULL: none */
  gsize n_records;
} HavenTallyRecords;

typedef struct {
  gint64 count;
  guint64 key;                   /* modulo 2^64 */
} HavenTallyCell;

/* HavenTallyCell for every combination; the last variable's answers stand side by side. */
GArray *haven_tally_count (const HavenTallyRecords *records);
