/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-year.h"

#include <string.h>

#define YEAR_LENGTH 7                    /* "2025/26" */
#define TERMS 3
#define MOST_FILES (TERMS + 1)
#define MOST_CELLS 16
#define MAGNITUDES "magnitudes"
#define STEPS 300000

typedef struct {
  const char *measure;
  const char *responses[3];
  gboolean at_least_each;                /* term */
  gboolean at_most_all;                  /* three terms */
} Bound;

static const Bound bounds[] = {
  { "suspended", { "1", "2_or_more" }, TRUE, TRUE },
  { "suspended", { "2_or_more" }, TRUE, FALSE },
  { "excluded", { "yes" }, TRUE, TRUE },
  { "part_time", { "up_to_6_weeks", "longer" }, TRUE, TRUE },
  { "part_time", { "longer" }, TRUE, FALSE },
  { "absence", { "10_to_under_50", "50_and_over" }, FALSE, TRUE },
  { "absence", { "50_and_over" }, FALSE, TRUE },
  { "elsewhere", { "20_and_over" }, FALSE, TRUE },
};

/* A table's figures for everybody of one measure, or of all magnitudes, in the files that have them; the year is the first. */
typedef struct {
  const char *name;
  guint n_files;
  guint n_cells;                         /* of each: responses, or magnitudes */
  guint cells[MOST_FILES][MOST_CELLS];
  const HavenProvedFile *files[MOST_FILES];
  GArray *rows[MOST_FILES];              /* n_cells of gint64 for each different row of a file's tables */
  gboolean *open[MOST_FILES];            /* a row's: some rows of the others stand beside it */
  gboolean magnitude;
  guint steps;                           /* left: what takes too long to find counts as not there */
} Topic;

static gboolean
is_year (HavenReleaseFile *file)
{
  return g_str_has_suffix (file->period, "-year");
}

gboolean
haven_year_is_same (HavenReleaseFile *file, HavenReleaseFile *other)
{
  return g_str_equal (file->urn, other->urn) && strncmp (file->period, other->period, YEAR_LENGTH) == 0 &&
         !g_str_equal (file->period, other->period);
}

static int
find_measure (HavenReleaseFile *file, const char *name)
{
  for (guint m = 1; m < file->measures->len; m++)
    if (g_str_equal (g_array_index (file->measures, HavenReleaseMeasure, m).name, name))
      return m;
  return -1;
}

static int
find_response (const Topic *topic, const char *name)
{
  HavenReleaseFile *file = topic->files[0]->file;
  const HavenReleaseMeasure *measure = &g_array_index (file->measures, HavenReleaseMeasure, find_measure (file, topic->name));

  for (guint r = 0; r < measure->n_responses; r++)
    if (g_str_equal (measure->responses[r], name))
      return r;
  return -1;
}

static gboolean
is_hidden (const Topic *topic, guint f, guint i)
{
  return haven_release_file_get (topic->files[f]->file, topic->cells[f][i]) == HAVEN_HIDDEN;
}

/* The number of a row among the file's; its length in cells where there is none like it */
static guint
find_row (const Topic *topic, guint f, const gint64 *row)
{
  guint i = 0;

  while (i < topic->rows[f]->len && memcmp (&g_array_index (topic->rows[f], gint64, i), row, sizeof (gint64) * topic->n_cells) != 0)
    i += topic->n_cells;
  return i;
}

static void
read_row (const Topic *topic, guint f, guint table, gint64 *row)
{
  const gint64 *figures = g_ptr_array_index (topic->files[f]->proof->tables, table);

  for (guint i = 0; i < topic->n_cells; i++)
    row[i] = figures[topic->cells[f][i]];
}

static void
list_rows (Topic *topic, guint f)
{
  gint64 row[MOST_CELLS];

  topic->rows[f] = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint t = 0; t < topic->files[f]->proof->tables->len; t++) {
    read_row (topic, f, t, row);
    if (find_row (topic, f, row) == topic->rows[f]->len)
      g_array_append_vals (topic->rows[f], row, topic->n_cells);
  }
  topic->open[f] = g_new0 (gboolean, topic->rows[f]->len + 1);
}

/* The sum of some responses; hidden becomes TRUE where one of them is hidden */
static gint64
sum_of (const Topic *topic, guint f, const gint64 *row, const Bound *bound, gboolean *hidden)
{
  gint64 sum = 0;

  for (guint i = 0; bound->responses[i] != NULL; i++) {
    const int response = find_response (topic, bound->responses[i]);

    if (response < 0)
      continue;
    *hidden |= is_hidden (topic, f, response);
    sum += row[response];
  }
  return sum;
}

static gboolean
bound_holds (const Topic *topic, const gint64 *const *rows, const Bound *bound)
{
  gboolean year_hidden = FALSE, any_hidden = FALSE;
  const gint64 year = sum_of (topic, 0, rows[0], bound, &year_hidden);
  gint64 sum = 0;

  any_hidden = year_hidden;
  for (guint f = 1; f < topic->n_files; f++) {
    gboolean hidden = year_hidden;
    const gint64 term = sum_of (topic, f, rows[f], bound, &hidden);

    if (bound->at_least_each && hidden && year < term)
      return FALSE;
    any_hidden |= hidden;
    sum += term;
  }
  return !bound->at_most_all || topic->n_files <= TERMS || !any_hidden || year <= sum;
}

static gboolean
magnitude_holds (const Topic *topic, const gint64 *const *rows, guint i)
{
  gboolean any_hidden = is_hidden (topic, 0, i);
  gint64 sum = 0;

  for (guint f = 1; f < topic->n_files; f++) {
    sum += rows[f][i];
    any_hidden |= is_hidden (topic, f, i);
  }
  return !any_hidden || rows[0][i] >= sum;
}

static gboolean
rows_hold (const Topic *topic, const gint64 *const *rows)
{
  for (guint i = 0; topic->magnitude && i < topic->n_cells; i++)
    if (!magnitude_holds (topic, rows, i))
      return FALSE;
  for (guint b = 0; b < G_N_ELEMENTS (bounds); b++)
    if (g_str_equal (bounds[b].measure, topic->name) && !bound_holds (topic, rows, &bounds[b]))
      return FALSE;
  return TRUE;
}

/* Some rows of the files from f on, beside one that is given */
static gboolean
find_others (Topic *topic, guint f, guint given, const gint64 **rows)
{
  if (topic->steps == 0)
    return FALSE;
  topic->steps--;
  if (f == topic->n_files)
    return rows_hold (topic, rows);
  if (f == given)
    return find_others (topic, f + 1, given, rows);
  for (guint i = 0; i < topic->rows[f]->len; i += topic->n_cells) {
    rows[f] = &g_array_index (topic->rows[f], gint64, i);
    if (find_others (topic, f + 1, given, rows))
      return TRUE;
  }
  return FALSE;
}

static gint64
quantity_in (const Topic *topic, guint f, const HavenWitness *witness, guint table)
{
  const gint64 *figures = g_ptr_array_index (topic->files[f]->proof->tables, table);
  guint measure, group;

  haven_release_file_locate (topic->files[f]->file, witness->cell, &measure, &group);
  return witness->kind == HAVEN_WITNESS_OTHERS ? figures[group] - figures[witness->cell] : figures[witness->cell];
}

static gboolean
is_about (const Topic *topic, guint f, const HavenWitness *witness)
{
  HavenReleaseFile *file = topic->files[f]->file;

  if (topic->magnitude)
    return witness->cell >= file->n_counts;
  return witness->cell < file->n_counts &&
         g_str_equal (g_array_index (file->labels, HavenReleaseLabel, witness->cell).measure, topic->name);
}

/* As far apart as a witness has to be: haven-proof.h */
static gboolean
is_apart (HavenReleaseFile *file, const HavenWitness *witness, gint64 low, gint64 high)
{
  const gint64 p = file->p_percent;

  return high - low >= (gint64) file->threshold && (witness->kind != HAVEN_WITNESS_MAGNITUDE || (100 - p) * high >= (100 + p) * low);
}

/* Tables that will do for the witness, both beside something */
static gboolean
witness_stands (const Topic *topic, guint f, const HavenWitness *witness, const gboolean *open)
{
  const gint64 proved = quantity_in (topic, f, witness, witness->low);
  gint64 least = G_MAXINT64, most = -1;

  for (guint t = 0; t < topic->files[f]->proof->tables->len; t++) {
    const gint64 value = quantity_in (topic, f, witness, t);

    if (!open[t])
      continue;
    least = MIN (least, value);
    most = MAX (most, value);
  }
  /* a larger least is as good only where it is large, and no 0 was promised */
  if (least == G_MAXINT64 || (least > proved && (proved == 0 && witness->kind != HAVEN_WITNESS_MAGNITUDE)))
    return FALSE;
  return is_apart (topic->files[f]->file, witness, least, most);
}

static gboolean
file_stands (const Topic *topic, guint f)
{
  const HavenProof *proof = topic->files[f]->proof;
  g_autofree gboolean *open = g_new0 (gboolean, proof->tables->len + 1);
  gboolean any = FALSE;
  gint64 row[MOST_CELLS];

  for (guint t = 0; t < proof->tables->len; t++) {
    read_row (topic, f, t, row);
    open[t] = topic->open[f][find_row (topic, f, row)];
    any |= open[t];
  }
  for (guint w = 0; w < proof->witnesses->len; w++) {
    const HavenWitness *witness = &g_array_index (proof->witnesses, HavenWitness, w);

    if (is_about (topic, f, witness) && !witness_stands (topic, f, witness, open))
      return FALSE;
  }
  return any;
}

static void
open_rows (Topic *topic, guint f)
{
  const gint64 *rows[MOST_FILES];

  for (guint i = 0; i < topic->rows[f]->len; i += topic->n_cells) {
    rows[f] = &g_array_index (topic->rows[f], gint64, i);
    topic->steps = STEPS / (topic->rows[f]->len / topic->n_cells);
    topic->open[f][i] = find_others (topic, 0, f, rows);
  }
}

static gboolean
topic_is_safe (Topic *topic)
{
  gboolean safe = TRUE;

  for (guint f = 0; f < topic->n_files; f++)
    list_rows (topic, f);
  for (guint f = 0; f < topic->n_files; f++)
    open_rows (topic, f);
  for (guint f = 0; f < topic->n_files; f++)
    safe = safe && file_stands (topic, f);
  for (guint f = 0; f < topic->n_files; f++) {
    g_array_unref (topic->rows[f]);
    g_free (topic->open[f]);
  }
  return safe;
}

static gboolean
shows_anything (HavenReleaseFile *file, guint first, guint n)
{
  for (guint cell = first; cell < first + n; cell++)
    if (haven_release_file_get (file, cell) != HAVEN_HIDDEN && haven_release_file_get (file, cell) > 0)
      return TRUE;
  return FALSE;
}

static guint
list_cells (HavenReleaseFile *file, const Topic *topic, guint *cells)
{
  const int place = topic->magnitude ? 0 : find_measure (file, topic->name);
  const guint n = topic->magnitude ? file->magnitudes->len
                  : place > 0 ? g_array_index (file->measures, HavenReleaseMeasure, place).n_responses : 0;

  for (guint i = 0; i < MIN (n, MOST_CELLS); i++)
    cells[i] = topic->magnitude ? haven_release_file_magnitude (file, i, 0) : haven_release_file_count (file, place, 0, i);
  return MIN (n, MOST_CELLS);
}

/* Measures are taken one by one: tables of different measures fit together (haven-witness.c), and no bound is of two. */
static void
add_file (Topic *topic, const HavenProvedFile *proved)
{
  const guint n = topic->n_files < MOST_FILES ? list_cells (proved->file, topic, topic->cells[topic->n_files]) : 0;

  if (n == 0 || (topic->n_files > 0 && n != topic->n_cells))
    return;
  topic->n_cells = n;
  topic->files[topic->n_files++] = proved;
}

static gboolean
judge_topic (const HavenProvedFile *year, const HavenProvedFile *files, guint n_files, Topic *topic)
{
  const int place = topic->magnitude ? -1 : find_measure (year->file, topic->name);
  const HavenReleaseMeasure *measure = place > 0 ? &g_array_index (year->file->measures, HavenReleaseMeasure, place) : NULL;
  const guint first = measure != NULL ? measure->first : year->file->n_counts;
  const guint n = measure != NULL ? measure->n_responses * year->file->groups->len : year->file->values->len - year->file->n_counts;

  if (!shows_anything (year->file, first, n))
    return TRUE;
  add_file (topic, year);
  for (guint f = 0; f < n_files; f++)
    if (&files[f] != year)
      add_file (topic, &files[f]);
  return topic->n_files < 2 || topic_is_safe (topic);
}

gboolean
haven_year_accepts (const HavenProvedFile *files, guint n_files, const char **ret_name)
{
  const HavenProvedFile *year = NULL;
  Topic magnitudes = { .name = MAGNITUDES, .magnitude = TRUE };

  for (guint f = 0; f < n_files; f++)
    if (is_year (files[f].file))
      year = &files[f];
  for (guint m = 1; year != NULL && m < year->file->measures->len; m++) {
    Topic topic = { .name = g_array_index (year->file->measures, HavenReleaseMeasure, m).name };

    *ret_name = topic.name;
    if (!judge_topic (year, files, n_files, &topic))
      return FALSE;
  }
  *ret_name = MAGNITUDES;
  return year == NULL || judge_topic (year, files, n_files, &magnitudes);
}
