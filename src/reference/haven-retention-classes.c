/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-retention-classes.h"

#include "haven-reference-table.h"

#include <stdlib.h>

static const char *const rules[] = { "none", "year-end", "leaving", "post", "child", "birthday", NULL };

static HavenRetentionRule
read_rule (const char *code)
{
  for (int rule = 0; rules[rule] != NULL; rule++)
    if (g_str_equal (rules[rule], code))
      return rule;
  g_error ("There is no retention clock “%s”.", code);
}

static GArray *
read_classes (void)
{
  g_autoptr (HavenRefTable) file = haven_ref_table_new ("retention.csv");
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenRetentionClass));

  for (guint i = 0; i < haven_ref_table_get_n (file); i++) {
    HavenRetentionClass one = {
      .name = haven_ref_table_get (file, i, "class"),
      .what = haven_ref_table_get (file, i, "what"),
      .kept = haven_ref_table_get (file, i, "kept"),
      .source = haven_ref_table_get (file, i, "source"),
      .setting = haven_ref_table_get (file, i, "setting"),
      .rule = read_rule (haven_ref_table_get (file, i, "clock")),
      .months = atoi (haven_ref_table_get (file, i, "months")),
    };
    g_array_append_val (all, one);
  }
  return all;
}

const HavenRetentionClass *
haven_retention_classes (guint *ret_n)
{
  static gsize once;
  GArray *all;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_classes ());
  all = (GArray *) once;
  *ret_n = all->len;
  return (const HavenRetentionClass *) all->data;
}

const HavenRetentionClass *
haven_retention_class_find (const char *name)
{
  guint n;
  const HavenRetentionClass *all = haven_retention_classes (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (all[i].name, name))
      return &all[i];
  g_error ("There is no retention class “%s”.", name);
}

/* ---- grounds ---- */

typedef struct {
  HavenRefTable *table;
  GPtrArray *codes;             /* NULL-terminated */
} Grounds;

static Grounds *
read_grounds (const char *file)
{
  Grounds *grounds = g_new0 (Grounds, 1);

  grounds->table = haven_ref_table_new (file);
  grounds->codes = g_ptr_array_new ();
  for (guint i = 0; i < haven_ref_table_get_n (grounds->table); i++)
    g_ptr_array_add (grounds->codes, (gpointer) haven_ref_table_get (grounds->table, i, "ground"));
  g_ptr_array_add (grounds->codes, NULL);
  return grounds;
}

static Grounds *
hold_grounds (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_grounds ("hold-grounds.csv"));
  return (Grounds *) once;
}

static Grounds *
erasure_grounds (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_grounds ("erasure-grounds.csv"));
  return (Grounds *) once;
}

static const char *
get_cell (Grounds *grounds, const char *ground, const char *column)
{
  for (guint i = 0; ground != NULL && i < haven_ref_table_get_n (grounds->table); i++)
    if (g_str_equal (grounds->codes->pdata[i], ground))
      return haven_ref_table_get (grounds->table, i, column);
  return NULL;
}

const char *
haven_hold_ground_text (const char *ground)
{
  return get_cell (hold_grounds (), ground, "text");
}

const char *const *
haven_hold_grounds (void)
{
  return (const char *const *) hold_grounds ()->codes->pdata;
}

const char *
haven_erasure_ground_text (const char *ground)
{
  return get_cell (erasure_grounds (), ground, "text");
}

const char *const *
haven_erasure_grounds (void)
{
  return (const char *const *) erasure_grounds ()->codes->pdata;
}

gboolean
haven_erasure_ground_is_after_time (const char *ground)
{
  return g_strcmp0 (get_cell (erasure_grounds (), ground, "after_time"), "yes") == 0;
}
