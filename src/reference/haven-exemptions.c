/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-exemptions.h"

#include "haven-reference-table.h"

static HavenExemption
read_exemption (HavenRefTable *table, guint row)
{
  HavenExemption one = {
    .code = haven_ref_table_get (table, row, "code"),
    .title = haven_ref_table_get (table, row, "title"),
    .when = haven_ref_table_get (table, row, "when"),
    .law = haven_ref_table_get (table, row, "law"),
    .told = g_str_equal (haven_ref_table_get (table, row, "told"), "yes"),
    .source = haven_ref_table_get (table, row, "source"),
  };

  if (!haven_day_parse (haven_ref_table_get (table, row, "dated"), &one.dated))
    g_error ("exemptions.csv: row %u has no day", row);
  return one;
}

static GArray *
read_exemptions (void)
{
  g_autoptr (HavenRefTable) table = haven_ref_table_new ("exemptions.csv");
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenExemption));

  for (guint row = 0; row < haven_ref_table_get_n (table); row++) {
    HavenExemption one = read_exemption (table, row);
    g_array_append_val (all, one);
  }
  return all;
}

const HavenExemption *
haven_exemptions (guint *ret_n)
{
  static gsize once;
  GArray *all;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_exemptions ());
  all = (GArray *) once;
  *ret_n = all->len;
  return (const HavenExemption *) all->data;
}

const HavenExemption *
haven_exemption_find (const char *code)
{
  guint n;
  const HavenExemption *all = haven_exemptions (&n);

  for (guint i = 0; code != NULL && i < n; i++)
    if (g_str_equal (all[i].code, code))
      return &all[i];
  return NULL;
}

/* ---- columns ---- */

static const char *const hows[] = { "plain", "names", "detail", "staff", "elsewhere", NULL };

static HavenAccessHow
parse_how (const char *text)
{
  for (int i = 0; hows[i] != NULL; i++)
    if (g_str_equal (hows[i], text))
      return i;
  g_error ("access-columns.csv: there is no “%s”", text);
}

static GHashTable *
read_columns (void)
{
  g_autoptr (HavenRefTable) table = haven_ref_table_new ("access-columns.csv");
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint row = 0; row < haven_ref_table_get_n (table); row++) {
    char *key = g_strdup_printf ("%s.%s", haven_ref_table_get (table, row, "table"), haven_ref_table_get (table, row, "column"));
    g_hash_table_insert (all, key, GINT_TO_POINTER (parse_how (haven_ref_table_get (table, row, "how"))));
  }
  return all;
}

HavenAccessHow
haven_access_column (const char *table, const char *column)
{
  static gsize once;
  g_autofree char *key = g_strdup_printf ("%s.%s", table, column), *all = g_strdup_printf ("%s.*", table);

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_columns ());
  if (g_hash_table_contains ((GHashTable *) once, all))
    return GPOINTER_TO_INT (g_hash_table_lookup ((GHashTable *) once, all));
  return GPOINTER_TO_INT (g_hash_table_lookup ((GHashTable *) once, key));
}
