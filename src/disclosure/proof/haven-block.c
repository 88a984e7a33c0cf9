/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-block.h"

/* possible is the sum of the others */
static const char *const sessions[] = { "sessions_possible", "sessions_attended", "sessions_authorised", "sessions_unauthorised" };

static guint
n_responses (HavenReleaseFile *file, guint measure)
{
  return g_array_index (file->measures, HavenReleaseMeasure, measure).n_responses;
}

static guint
n_variables (HavenReleaseFile *file)
{
  return file->starts->len - 1;
}

static gboolean
has_sessions (HavenReleaseFile *file)
{
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    if (haven_release_file_find_magnitude (file, sessions[i]) < 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_session (HavenReleaseFile *file, guint magnitude)
{
  const char *name = g_array_index (file->magnitudes, const char *, magnitude);

  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    if (g_str_equal (name, sessions[i]))
      return has_sessions (file);
  return FALSE;
}

/* The block of a magnitude; the four of sessions share the first. */
static guint
find_block (HavenReleaseFile *file, guint magnitude)
{
  guint block = file->measures->len + (has_sessions (file) ? 1 : 0);

  if (is_session (file, magnitude))
    return file->measures->len;
  for (guint m = 0; m < magnitude; m++)
    block += is_session (file, m) ? 0 : 1;
  return block;
}

guint
haven_block_get_n (HavenReleaseFile *file)
{
  guint n = file->measures->len;

  for (guint m = 0; m < file->magnitudes->len; m++)
    n = MAX (n, find_block (file, m) + 1);
  return n;
}

gboolean
haven_block_is_magnitude (HavenReleaseFile *file, guint block)
{
  return block >= file->measures->len;
}

static void
append_count_cells (HavenReleaseFile *file, guint measure, GArray *cells)
{
  for (guint g = 0; g < file->groups->len; g++)
    for (guint r = 0; r < n_responses (file, measure); r++) {
      guint cell = haven_release_file_count (file, measure, g, r);

      g_array_append_val (cells, cell);
    }
}

static void
append_magnitude_cells (HavenReleaseFile *file, guint magnitude, GArray *cells)
{
  for (guint k = 0; k < file->magnitude_groups->len; k++) {
    guint cell = haven_release_file_magnitude (file, magnitude, k);

    g_array_append_val (cells, cell);
  }
}

GArray *
haven_block_list_cells (HavenReleaseFile *file, guint block)
{
  GArray *cells = g_array_sized_new (FALSE, FALSE, sizeof (guint), 64);

  if (!haven_block_is_magnitude (file, block))
    append_count_cells (file, block, cells);
  else
    for (guint m = 0; m < file->magnitudes->len; m++)
      if (find_block (file, m) == block)
        append_magnitude_cells (file, m, cells);
  return cells;
}

static void
clear_equation (HavenEquation *equation)
{
  g_array_unref (equation->terms);
}

static GArray *
add_equation (GArray *equations, HavenIdentityKind kind, guint measure, guint place, guint response)
{
  HavenEquation equation = { { kind, measure, place, response }, g_array_sized_new (FALSE, FALSE, sizeof (HavenSummand), 16) };

  g_array_append_val (equations, equation);
  return equation.terms;
}

static void
add_term (GArray *terms, guint cell, gint64 times)
{
  g_array_append_val (terms, ((HavenSummand){ cell, times }));
}

static void
add_responses (HavenReleaseFile *file, guint measure, GArray *equations)
{
  for (guint g = 0; g < file->groups->len; g++) {
    GArray *terms = add_equation (equations, HAVEN_IDENTITY_GROUP, measure, g, 0);

    for (guint r = 0; r < n_responses (file, measure); r++)
      add_term (terms, haven_release_file_count (file, measure, g, r), 1);
    add_term (terms, haven_release_file_count (file, 0, g, 0), -1);
  }
}

static void
add_groups (HavenReleaseFile *file, guint measure, guint variable, GArray *equations)
{
  const guint *starts = (const guint *) file->starts->data;

  for (guint r = 0; r < n_responses (file, measure); r++) {
    GArray *terms = add_equation (equations, HAVEN_IDENTITY_RESPONSE, measure, variable, r);

    for (guint g = starts[variable]; g < starts[variable + 1]; g++)
      add_term (terms, haven_release_file_count (file, measure, g, r), 1);
    add_term (terms, haven_release_file_count (file, measure, 0, r), -1);
  }
}

static void
add_components (HavenReleaseFile *file, GArray *equations)
{
  for (guint k = 0; k < file->magnitude_groups->len; k++) {
    GArray *terms = add_equation (equations, HAVEN_IDENTITY_MAGNITUDE, 0, 0, 0);

    for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
      add_term (terms, haven_release_file_magnitude (file, haven_release_file_find_magnitude (file, sessions[i]), k), i == 0 ? -1 : 1);
  }
}

static void
add_magnitude_groups (HavenReleaseFile *file, guint magnitude, GArray *equations)
{
  const guint *groups = (const guint *) file->magnitude_groups->data;
  guint variable = 0;
  GArray *terms = NULL;

  for (guint k = 1; k < file->magnitude_groups->len; k++) {
    const HavenReleaseGroup *group = &g_array_index (file->groups, HavenReleaseGroup, groups[k]);

    if (group->variable != variable) {
      terms = add_equation (equations, HAVEN_IDENTITY_MAGNITUDE, 0, 0, 0);
      add_term (terms, haven_release_file_magnitude (file, magnitude, 0), -1);
      variable = group->variable;
    }
    add_term (terms, haven_release_file_magnitude (file, magnitude, k), 1);
  }
}

static void
add_count_block (HavenReleaseFile *file, guint block, GArray *equations)
{
  for (guint v = 1; v < n_variables (file); v++) {
    add_groups (file, 0, v, equations);
    if (block > 0)
      add_groups (file, block, v, equations);
  }
  if (block > 0)
    add_responses (file, block, equations);
}

GArray *
haven_block_list_equations (HavenReleaseFile *file, guint block)
{
  GArray *equations = g_array_sized_new (FALSE, FALSE, sizeof (HavenEquation), 256);

  g_array_set_clear_func (equations, (GDestroyNotify) clear_equation);
  if (!haven_block_is_magnitude (file, block)) {
    add_count_block (file, block, equations);
    return equations;
  }
  if (block == file->measures->len && has_sessions (file))
    add_components (file, equations);
  for (guint m = 0; m < file->magnitudes->len; m++)
    if (find_block (file, m) == block)
      add_magnitude_groups (file, m, equations);
  return equations;
}
