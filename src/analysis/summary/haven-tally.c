/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tally.h"

static guint
count_cells (const HavenTallyRecords *records)
{
  guint n = 1;

  for (guint v = 0; v < records->n_variables; v++)
    n *= records->n_answers[v];
  return n;
}

static inline gsize
find_cell (const HavenTallyRecords *records, gsize record)
{
  gsize cell = 0;

  for (guint v = 0; v < records->n_variables; v++)
    cell = cell * records->n_answers[v] + records->answers[v][record];
  return cell;
}

GArray *
haven_tally_count (const HavenTallyRecords *records)
{
  GArray *cells = g_array_sized_new (FALSE, TRUE, sizeof (HavenTallyCell), count_cells (records));
  HavenTallyCell *cell;

  g_array_set_size (cells, count_cells (records));
  cell = (HavenTallyCell *) (gpointer) cells->data;
  for (gsize i = 0; i < records->n_records; i++) {
    gsize place = find_cell (records, i);

    cell[place].count++;
    cell[place].key += records->keys != NULL ? records->keys[i] : 0;
  }
  return cells;
}
