/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-assumption.h"

static const char *const always_counted[] = { "suspended", "excluded", "part_time", NULL };

GArray *
haven_assumption_make (HavenReleaseFile *file, guint measure)
{
  g_autoptr (GArray) cells = NULL;
  const HavenReleaseMeasure *m;

  if (measure == 0 || measure >= file->measures->len)
    return NULL;
  m = &g_array_index (file->measures, HavenReleaseMeasure, measure);
  if (!g_strv_contains (always_counted, m->name))
    return NULL;
  cells = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint g = 0; g < file->groups->len; g++) {
    const guint cell = haven_release_file_count (file, measure, g, m->n_responses - 1);

    if (haven_release_file_get (file, cell) > 0)
      return NULL;
    if (haven_release_file_get (file, cell) == HAVEN_HIDDEN)
      g_array_append_val (cells, cell);
  }
  for (guint i = 0; i < cells->len; i++)
    g_array_index (file->values, gint64, g_array_index (cells, guint, i)) = 0;
  return cells->len > 0 ? g_steal_pointer (&cells) : NULL;
}

void
haven_assumption_drop (HavenReleaseFile *file, GArray *take_cells)
{
  for (guint i = 0; take_cells != NULL && i < take_cells->len; i++)
    g_array_index (file->values, gint64, g_array_index (take_cells, guint, i)) = HAVEN_HIDDEN;
  g_clear_pointer (&take_cells, g_array_unref);
}
