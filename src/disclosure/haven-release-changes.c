/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-release-changes.h"

#include "proof/haven-release-file.h"

static char *
make_key (const char *measure, const char *by, const char *group, const char *response)
{
  return g_strdup_printf ("%s/%s/%s/%s", measure, by, group, response != NULL ? response : "");
}

static HavenReleaseFile *
read_file (GBytes *bytes, GError **error)
{
  return haven_release_file_is_noise (bytes) ? haven_release_file_parse_noise (bytes, error) : haven_release_file_parse (bytes, error);
}

/* The lists of two returns differ with the sharing settings and between term and year: a figure is found by its words. */
static GHashTable *
index_values (HavenReleaseFile *file)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < file->labels->len; i++) {
    const HavenReleaseLabel *label = &g_array_index (file->labels, HavenReleaseLabel, i);
    g_hash_table_insert (values, make_key (label->measure, label->by, label->group, label->response),
                         &g_array_index (file->values, gint64, i));
  }
  return values;
}

static gboolean
compare (const HavenReleaseCell *cell, gint64 before, HavenReleaseChange *ret_change)
{
  const gboolean was_shown = before != HAVEN_HIDDEN;

  if (cell->shown == was_shown && (!was_shown || cell->value == before))
    return FALSE;
  ret_change->type = !cell->shown ? HAVEN_CHANGE_PROTECTED : was_shown ? HAVEN_CHANGE_FIGURE : HAVEN_CHANGE_SHOWN;
  ret_change->cell = cell;
  ret_change->before = was_shown ? before : 0;
  return TRUE;
}

GArray *
haven_release_list_changes (HavenRelease *self, GBytes *before, GError **error)
{
  g_autoptr (HavenReleaseFile) file = read_file (before, error);
  g_autoptr (GHashTable) values = file != NULL ? index_values (file) : NULL;
  GArray *changes;

  if (file == NULL)
    return NULL;
  changes = g_array_new (FALSE, FALSE, sizeof (HavenReleaseChange));
  for (guint i = 0; i < haven_release_get_n_cells (self); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (self, i);
    g_autofree char *key = make_key (cell->measure, cell->by, cell->group, cell->response);
    const gint64 *value = g_hash_table_lookup (values, key);
    HavenReleaseChange change;

    if (value != NULL && compare (cell, *value, &change))
      g_array_append_val (changes, change);
  }
  return changes;
}
