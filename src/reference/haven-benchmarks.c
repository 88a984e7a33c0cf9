/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-benchmarks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "haven-reference-table.h"

#define ENGLAND "England"

static const char *const authority_measures[] = {
  "overall_absence_rate", "authorised_absence_rate", "unauthorised_absence_rate", "persistent_absence_rate", "severe_absence_rate",
};

static char *
make_key (const char *area, const char *group, const char *phase, const char *measure)
{
  return g_strjoin ("|", area, group, phase, measure, NULL);
}

static char *
make_year_key (const char *year, const HavenBenchmark *one)
{
  return g_strjoin ("|", year, one->area, one->group, one->phase, one->measure, NULL);
}

/* The later year wins: "2024/25" before "2025/26 to date" as text, too. Each stands under its own year besides. */
static void
take_benchmark (GHashTable *table, const HavenBenchmark *one)
{
  char *key = make_key (one->area, one->group, one->phase, one->measure);
  HavenBenchmark *there = g_hash_table_lookup (table, key);

  if (there == NULL || strcmp (there->year, one->year) < 0)
    g_hash_table_insert (table, key, g_memdup2 (one, sizeof *one));
  else
    g_free (key);
  g_hash_table_insert (table, make_year_key (one->year, one), g_memdup2 (one, sizeof *one));
}

/* A number, or the symbol that stands for one */
static void
read_value (HavenBenchmark *one, const char *text)
{
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);
  gboolean is_number = *text != '\0' && *end == '\0';

  one->value = is_number ? value : NAN;
  one->symbol = is_number ? NULL : *text == 'k' ? "low" : text;
}

static void
read_england (GHashTable *table)
{
  g_autoptr (HavenRefTable) file = haven_ref_table_new ("benchmarks-england.csv");

  for (guint i = 0; i < haven_ref_table_get_n (file); i++) {
    HavenBenchmark one = {
      .year = haven_ref_table_get (file, i, "year"),
      .area = ENGLAND,
      .group = haven_ref_table_get (file, i, "group"),
      .phase = haven_ref_table_get (file, i, "phase"),
      .measure = haven_ref_table_get (file, i, "measure"),
      .source = haven_ref_table_get (file, i, "source"),
      .pupils = -1,
    };
    read_value (&one, haven_ref_table_get (file, i, "value"));
    take_benchmark (table, &one);
  }
}

/* -1: not published */
static gint64
read_pupils (const char *text)
{
  return g_ascii_isdigit (*text) ? atol (text) : -1;
}

static void
read_authority_row (GHashTable *table, HavenRefTable *file, guint row)
{
  HavenBenchmark one = {
    .year = haven_ref_table_get (file, row, "year"),
    .area = haven_ref_table_get (file, row, "area"),
    .group = haven_ref_table_get (file, row, "group"),
    .phase = haven_ref_table_get (file, row, "phase"),
    .source = haven_ref_table_get (file, row, "source"),
    .pupils = read_pupils (haven_ref_table_get (file, row, "pupils")),
  };

  for (guint i = 0; i < G_N_ELEMENTS (authority_measures); i++) {
    const char *text = haven_ref_table_get (file, row, authority_measures[i]);
    if (*text == '\0')                     /* this series does not have the measure */
      continue;
    one.measure = authority_measures[i];
    read_value (&one, text);
    take_benchmark (table, &one);
  }
}

static GHashTable *
read_benchmarks (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (HavenRefTable) file = haven_ref_table_new ("absence-by-authority.csv");

  read_england (table);
  for (guint i = 0; i < haven_ref_table_get_n (file); i++)
    read_authority_row (table, file, i);
  return table;
}

static GHashTable *
benchmarks (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_benchmarks ());
  return (GHashTable *) once;
}

const HavenBenchmark *
haven_benchmark_find (const char *area, const char *group, const char *phase, const char *measure)
{
  g_autofree char *key = make_key (area, group, phase, measure);

  return g_hash_table_lookup (benchmarks (), key);
}

const HavenBenchmark *
haven_benchmark_find_in (const char *year, const char *area, const char *group, const char *phase, const char *measure)
{
  HavenBenchmark one = { .area = area, .group = group, .phase = phase, .measure = measure };
  g_autofree char *key = make_year_key (year, &one);

  return g_hash_table_lookup (benchmarks (), key);
}

/* ---- authorities ---- */

typedef struct {
  GHashTable *names;            /* code -> name */
  const char **codes;
} Authorities;

static Authorities *
read_authorities (void)
{
  g_autoptr (HavenRefTable) file = haven_ref_table_new ("authorities.csv");
  Authorities *all = g_new0 (Authorities, 1);

  all->names = g_hash_table_new (g_str_hash, g_str_equal);
  all->codes = g_new0 (const char *, haven_ref_table_get_n (file) + 1);
  for (guint i = 0; i < haven_ref_table_get_n (file); i++) {
    all->codes[i] = haven_ref_table_get (file, i, "code");
    g_hash_table_insert (all->names, (gpointer) all->codes[i], (gpointer) haven_ref_table_get (file, i, "name"));
  }
  return all;
}

static Authorities *
authorities (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_authorities ());
  return (Authorities *) once;
}

const char *
haven_authority_name (const char *code)
{
  return code != NULL ? g_hash_table_lookup (authorities ()->names, code) : NULL;
}

const char *const *
haven_authority_codes (void)
{
  return authorities ()->codes;
}
