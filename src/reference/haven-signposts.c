/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-signposts.h"

#include "haven-reference-table.h"

static HavenReferenceSignpost
read_signpost (HavenRefTable *table, guint row)
{
  HavenReferenceSignpost one = {
    .kind = haven_ref_table_get (table, row, "kind"),
    .title = haven_ref_table_get (table, row, "title"),
    .text = haven_ref_table_get (table, row, "text"),
    .url = haven_ref_table_get (table, row, "url"),
    .phone = haven_ref_table_get (table, row, "phone"),
    .source = haven_ref_table_get (table, row, "source"),
  };

  if (!haven_day_parse (haven_ref_table_get (table, row, "dated"), &one.dated))
    g_error ("signposts-england.csv: row %u has no day", row);
  return one;
}

static GArray *
read_all (void)
{
  g_autoptr (HavenRefTable) table = haven_ref_table_new ("signposts-england.csv");
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenReferenceSignpost));

  for (guint row = 0; row < haven_ref_table_get_n (table); row++) {
    HavenReferenceSignpost one = read_signpost (table, row);
    g_array_append_val (all, one);
  }
  return all;
}

const HavenReferenceSignpost *
haven_signposts_england (guint *ret_n)
{
  static gsize once;
  GArray *all;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_all ());
  all = (GArray *) once;
  *ret_n = all->len;
  return (const HavenReferenceSignpost *) all->data;
}
