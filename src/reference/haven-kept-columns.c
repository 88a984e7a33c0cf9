/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-kept-columns.h"

#include "haven-reference-table.h"
#include "haven-retention-classes.h"

static GArray *
read_columns (void)
{
  g_autoptr (HavenRefTable) file = haven_ref_table_new ("kept-columns.csv");
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenKeptColumn));

  for (guint i = 0; i < haven_ref_table_get_n (file); i++) {
    HavenKeptColumn one = {
      .table = haven_ref_table_get (file, i, "table"),
      .column = haven_ref_table_get (file, i, "column"),
      .what = haven_ref_table_get (file, i, "what"),
      .why = haven_ref_table_get (file, i, "why"),
      .kept = haven_ref_table_get (file, i, "kept"),
    };
    g_array_append_val (all, one);
  }
  return all;
}

const HavenKeptColumn *
haven_kept_columns (guint *ret_n)
{
  static gsize once;
  GArray *all;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_columns ());
  all = (GArray *) once;
  *ret_n = all->len;
  return (const HavenKeptColumn *) all->data;
}

const HavenKeptColumn *
haven_kept_column_find (const char *table, const char *column)
{
  const HavenKeptColumn *shared = NULL;
  guint n;
  const HavenKeptColumn *all = haven_kept_columns (&n);

  for (guint i = 0; i < n; i++) {
    if (!g_str_equal (all[i].column, column))
      continue;
    if (g_str_equal (all[i].table, table))
      return &all[i];
    if (g_str_equal (all[i].table, "*"))
      shared = &all[i];
  }
  return shared;
}

const char *
haven_retention_text (const char *kept)
{
  return haven_retention_class_find (kept)->kept;
}
