/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-assumption.h"

/* The measures that have an answer for every child: analysis/haven-return-facts.c never says "not_counted" of one. */
static const char *const always_counted[] = { "suspended", "excluded", "part_time", "attainment", "sdq", NULL };

static const HavenReleaseMeasure *
measure_at (HavenReleaseFile *file, guint measure)
{
  return &g_array_index (file->measures, HavenReleaseMeasure, measure);
}

/* The places of "not_counted" that are hidden; NULL: none is, or somebody is said not to be counted. */
static GArray *
list_noughts (HavenReleaseFile *file, guint measure)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint g = 0; g < file->groups->len; g++) {
    const guint cell = haven_release_file_count (file, measure, g, measure_at (file, measure)->n_responses - 1);

    if (haven_release_file_get (file, cell) > 0)
      return NULL;
    if (haven_release_file_get (file, cell) == HAVEN_HIDDEN)
      g_array_append_val (cells, cell);
  }
  return cells->len > 0 ? g_steal_pointer (&cells) : NULL;
}

static gboolean
shows_anything (HavenReleaseFile *file, guint measure)
{
  const HavenReleaseMeasure *m = measure_at (file, measure);

  for (guint i = 0; i < m->n_responses * file->groups->len; i++)
    if (haven_release_file_get (file, m->first + i) > 0)
      return TRUE;
  return FALSE;
}

static GArray *
know_noughts (HavenReleaseFile *file, guint measure)
{
  GArray *cells = list_noughts (file, measure);

  for (guint i = 0; cells != NULL && i < cells->len; i++)
    g_array_index (file->values, gint64, g_array_index (cells, guint, i)) = 0;
  return cells;
}

static GArray *
know_somebody (HavenReleaseFile *file, guint measure)
{
  const guint cell = haven_release_file_count (file, measure, 0, measure_at (file, measure)->n_responses - 1);

  if (!file->zero_ok || haven_release_file_get (file, cell) != HAVEN_HIDDEN || !shows_anything (file, measure))
    return NULL;
  file->somebody = cell;
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

GArray *
haven_assumption_make (HavenReleaseFile *file, guint measure)
{
  if (measure == 0 || measure >= file->measures->len)
    return NULL;
  return g_strv_contains (always_counted, measure_at (file, measure)->name) ? know_noughts (file, measure) : know_somebody (file, measure);
}

void
haven_assumption_drop (HavenReleaseFile *file, GArray *take_cells)
{
  for (guint i = 0; take_cells != NULL && i < take_cells->len; i++)
    g_array_index (file->values, gint64, g_array_index (take_cells, guint, i)) = HAVEN_HIDDEN;
  file->somebody = 0;
  g_clear_pointer (&take_cells, g_array_unref);
}
