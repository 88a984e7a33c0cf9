/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-checker.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"

#define MEASURE(file, m) (&g_array_index ((file)->measures, HavenReleaseMeasure, m))
#define START(file, v) g_array_index ((file)->starts, guint, v)

/* Responses of a group, less its roll, times so many, onto shares (a number for every cell). */
static void
add_group (HavenReleaseFile *file, guint measure, guint group, gint64 times, gint64 *shares)
{
  for (guint r = 0; r < MEASURE (file, measure)->n_responses; r++)
    shares[haven_release_file_count (file, measure, group, r)] += times;
  shares[group] -= times;
}

/* A variable's groups of one response, less everybody's. */
static void
add_response (HavenReleaseFile *file, guint measure, guint variable, guint response, gint64 times, gint64 *shares)
{
  for (guint g = START (file, variable); g < START (file, variable + 1); g++)
    shares[haven_release_file_count (file, measure, g, response)] += times;
  shares[haven_release_file_count (file, measure, 0, response)] -= times;
}

static gboolean
groups_add_up (HavenReleaseFile *file, guint group, const gint64 *table)
{
  for (guint m = 1; m < file->measures->len; m++) {
    gint64 sum = 0;

    for (guint r = 0; r < MEASURE (file, m)->n_responses; r++)
      sum += table[haven_release_file_count (file, m, group, r)];
    if (sum != table[group])
      return FALSE;
  }
  return TRUE;
}

static gboolean
responses_add_up (HavenReleaseFile *file, guint measure, guint variable, const gint64 *table)
{
  for (guint r = 0; r < MEASURE (file, measure)->n_responses; r++) {
    gint64 sum = 0;

    for (guint g = START (file, variable); g < START (file, variable + 1); g++)
      sum += table[haven_release_file_count (file, measure, g, r)];
    if (sum != table[haven_release_file_count (file, measure, 0, r)])
      return FALSE;
  }
  return TRUE;
}

static gboolean
sessions_add_up (HavenReleaseFile *file, const gint64 *table)
{
  const int possible = haven_release_file_find_magnitude (file, "sessions_possible");
  const int attended = haven_release_file_find_magnitude (file, "sessions_attended");
  const int authorised = haven_release_file_find_magnitude (file, "sessions_authorised");
  const int unauthorised = haven_release_file_find_magnitude (file, "sessions_unauthorised");

  for (guint k = 0; k < file->magnitude_groups->len && MIN (MIN (possible, attended), MIN (authorised, unauthorised)) >= 0; k++)
    if (table[haven_release_file_magnitude (file, possible, k)] != table[haven_release_file_magnitude (file, attended, k)] +
        table[haven_release_file_magnitude (file, authorised, k)] + table[haven_release_file_magnitude (file, unauthorised, k)])
      return FALSE;
  return TRUE;
}

static gboolean
magnitude_adds_up (HavenReleaseFile *file, guint magnitude, guint variable, const gint64 *table)
{
  gint64 sum = 0;
  gboolean any = FALSE;

  for (guint k = 0; k < file->magnitude_groups->len; k++) {
    const guint group = g_array_index (file->magnitude_groups, guint, k);

    if (g_array_index (file->groups, HavenReleaseGroup, group).variable != variable)
      continue;
    sum += table[haven_release_file_magnitude (file, magnitude, k)];
    any = TRUE;
  }
  return !any || sum == table[haven_release_file_magnitude (file, magnitude, 0)];
}

static gboolean
table_agrees (HavenReleaseFile *file, const gint64 *table)
{
  for (guint cell = 0; cell < file->values->len; cell++) {
    const gint64 shown = haven_release_file_get (file, cell);

    if (table[cell] < haven_release_file_get_least (file, cell) || (shown != HAVEN_HIDDEN && table[cell] != shown))
      return FALSE;
  }
  for (guint g = 0; g < file->groups->len; g++)
    if (!groups_add_up (file, g, table))
      return FALSE;
  for (guint v = 1; v + 1 < file->starts->len; v++) {
    for (guint m = 0; m < file->measures->len; m++)
      if (!responses_add_up (file, m, v, table))
        return FALSE;
    for (guint m = 0; m < file->magnitudes->len; m++)
      if (!magnitude_adds_up (file, m, v, table))
        return FALSE;
  }
  return sessions_add_up (file, table);
}

/* What the witness is about, as shares of cells: the cell, or its group's roll less the cell. */
static void
add_quantity (const HavenWitness *witness, guint roll, gint64 times, gint64 *shares)
{
  shares[witness->cell] += witness->kind == HAVEN_WITNESS_OTHERS ? -times : times;
  if (witness->kind == HAVEN_WITNESS_OTHERS)
    shares[roll] += times;
}

static gboolean
identity_exists (HavenReleaseFile *file, const HavenIdentity *identity)
{
  if (identity->measure >= file->measures->len)
    return FALSE;
  if (identity->kind == HAVEN_IDENTITY_GROUP)
    return identity->measure > 0 && identity->place < file->groups->len;
  return identity->kind == HAVEN_IDENTITY_RESPONSE && identity->place >= 1 && identity->place + 1 < file->starts->len &&
         identity->response < MEASURE (file, identity->measure)->n_responses;
}

/* Every identity is 0 in every table, so divisor · quantity equals the sum of these shares; where no hidden cell has a negative share
 * it is at least what the shown cells make. Times are kept small so that no sum can overflow. */
static gboolean
floor_holds (HavenReleaseFile *file, const HavenWitness *witness, guint roll)
{
  g_autofree gint64 *shares = g_new0 (gint64, file->values->len);
  gint64 sum = 0;

  if (witness->divisor < 1 || witness->divisor > 1000 || witness->floor->len > file->values->len)
    return FALSE;
  add_quantity (witness, roll, witness->divisor, shares);
  for (guint i = 0; i < witness->floor->len; i++) {
    const HavenMultiple *multiple = &g_array_index (witness->floor, HavenMultiple, i);
    const HavenIdentity *identity = &multiple->identity;

    if (!identity_exists (file, identity) || ABS (multiple->times) > 1000)
      return FALSE;
    if (identity->kind == HAVEN_IDENTITY_GROUP)
      add_group (file, identity->measure, identity->place, multiple->times, shares);
    else
      add_response (file, identity->measure, identity->place, identity->response, multiple->times, shares);
  }
  for (guint cell = 0; cell < file->n_counts; cell++) {
    if (haven_release_file_get (file, cell) != HAVEN_HIDDEN)
      sum += shares[cell] * haven_release_file_get (file, cell);
    else if (shares[cell] < 0)
      return FALSE;
    else
      sum += shares[cell] * haven_release_file_get_least (file, cell);
  }
  return sum > witness->divisor * ((gint64) file->threshold - 1);
}

static gint64
quantity_in (const HavenWitness *witness, guint roll, const gint64 *table)
{
  return witness->kind == HAVEN_WITNESS_OTHERS ? table[roll] - table[witness->cell] : table[witness->cell];
}

static gboolean
witness_holds (HavenReleaseFile *file, const HavenWitness *witness, guint roll, const gint64 *low_table, const gint64 *high_table)
{
  const gint64 low = quantity_in (witness, roll, low_table);
  const gint64 high = quantity_in (witness, roll, high_table);
  const gint64 p = file->p_percent;

  if (high - low < (gint64) file->threshold)
    return FALSE;
  if (witness->kind == HAVEN_WITNESS_MAGNITUDE)
    return (100 - p) * high >= (100 + p) * low;
  return low == 0 || (witness->floor != NULL && floor_holds (file, witness, roll));
}

/* The kinds of witness that a cell needs, a bit each. */
static guint
needs (HavenReleaseFile *file, guint cell)
{
  if (haven_release_file_get (file, cell) != HAVEN_HIDDEN)
    return 0;
  if (cell >= file->n_counts)
    return 1 << HAVEN_WITNESS_MAGNITUDE;
  if (haven_release_file_has_somebody (file, cell))
    return haven_release_file_is_zero_ok (file, cell) ? 0 : 1 << HAVEN_WITNESS_CELL;
  return cell < file->groups->len ? 1 << HAVEN_WITNESS_CELL : 1 << HAVEN_WITNESS_CELL | 1 << HAVEN_WITNESS_OTHERS;
}

static gboolean
refuse (HavenReleaseFile *file, guint cell, GError **error)
{
  g_autofree char *figure = haven_release_file_describe (file, cell);

  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE, _("The hidden figure %s is not proved: the examples for it do not hold."), figure);
  return FALSE;
}

static gboolean
check_witness (HavenReleaseFile *file, HavenProof *proof, const HavenWitness *witness, guint *missing)
{
  guint measure, group;

  if (witness->cell >= file->values->len || witness->low >= proof->tables->len || witness->high >= proof->tables->len ||
      (needs (file, witness->cell) & 1u << witness->kind) == 0)
    return FALSE;
  haven_release_file_locate (file, witness->cell, &measure, &group);
  if (!witness_holds (file, witness, group, g_ptr_array_index (proof->tables, witness->low),
                      g_ptr_array_index (proof->tables, witness->high)))
    return FALSE;
  missing[witness->cell] &= ~(1u << witness->kind);
  return TRUE;
}

gboolean
haven_checker_accepts (HavenReleaseFile *file, HavenProof *proof, GError **error)
{
  g_autofree guint *missing = g_new0 (guint, file->values->len);

  for (guint cell = 0; cell < file->values->len; cell++)
    missing[cell] = needs (file, cell);
  for (guint i = 0; i < proof->tables->len; i++)
    if (!table_agrees (file, g_ptr_array_index (proof->tables, i)))
      return refuse (file, 0, error);
  for (guint i = 0; i < proof->witnesses->len; i++) {
    const HavenWitness *witness = &g_array_index (proof->witnesses, HavenWitness, i);

    if (!check_witness (file, proof, witness, missing))
      return refuse (file, MIN (witness->cell, file->values->len - 1), error);
  }
  for (guint cell = 0; cell < file->values->len; cell++)
    if (missing[cell] != 0)
      return refuse (file, cell, error);
  return proof->tables->len > 0 || refuse (file, 0, error);
}
