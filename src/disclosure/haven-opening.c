/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-opening.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"

/* Far above what all schools of England together could add up to: something else was added. */
#define MOST G_GUINT64_CONSTANT (1000000000000)

HavenTotalSum *
haven_total_sum_new (guint n)
{
  HavenTotalSum *self = g_new0 (HavenTotalSum, 1);

  self->n = n;
  self->reports = g_ptr_array_new_with_free_func (g_free);
  self->withheld = g_new0 (guint8, n);
  self->values = g_new0 (guint64, n);
  return self;
}

void
haven_total_sum_free (HavenTotalSum *self)
{
  if (self == NULL)
    return;
  g_free (self->period);
  g_free (self->spec);
  g_ptr_array_unref (self->reports);
  g_free (self->withheld);
  g_free (self->values);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED, sentence);
  return FALSE;
}

static gboolean
are_of_one_kind (HavenTotalSpec *spec, GPtrArray *shares, GError **error)
{
  g_autoptr (GHashTable) schools = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < shares->len; i++) {
    const HavenShare *share = g_ptr_array_index (shares, i);

    if (share->n != haven_total_spec_get_n (spec) || !g_str_equal (share->spec, haven_total_spec_get_id (spec)) ||
        !g_str_equal (share->period, haven_total_spec_get_period (spec)))
      return refuse (error, _("A report is of another period or of other figures than these. Nothing was opened."));
    if (!g_hash_table_add (schools, share->urn))
      return refuse (error, _("A school stands in the batch twice. Nothing was opened."));
  }
  return TRUE;
}

/* The built-in floor holds whatever the settings say. */
static gboolean
are_enough (const HavenPolicyTotal *rules, GPtrArray *shares, GError **error)
{
  const guint least = MAX (rules->schools, HAVEN_POLICY_TOTAL_SCHOOLS);

  if (shares->len >= least)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
               _("There are reports of %u schools; sums are opened for at least %u together. Nothing was opened."), shares->len, least);
  return FALSE;
}

static guint *
count_hiding (GPtrArray *shares, guint n)
{
  guint *hiding = g_new0 (guint, n);

  for (guint s = 0; s < shares->len; s++) {
    const HavenShare *share = g_ptr_array_index (shares, s);

    for (guint i = 0; i < n; i++)
      hiding[i] += share->hidden[i];
  }
  return hiding;
}

/* A figure that enough schools hide, beside this one: only such a one is unknown when it is kept back, for what nobody hides stands on the
 * pages. The one that most hide, so that it covers most. */
static int
find_cover (HavenTotalSpec *spec, const HavenTotalSum *sum, const guint *hiding, guint cell)
{
  g_autoptr (GArray) beside = haven_total_spec_list_beside (spec, cell);
  int best = -1;

  for (guint i = 0; i < beside->len; i++) {
    const guint other = g_array_index (beside, guint, i);

    if (hiding[other] > 0 && !sum->withheld[other] && (best < 0 || hiding[other] > hiding[best]))
      best = other;
  }
  return best;
}

/* Any figure near the unknown ones will do where none stands beside this one: in a sum with one that is kept back. */
static int
find_any_cover (HavenTotalSpec *spec, const HavenTotalSum *sum, const guint *hiding, guint cell)
{
  int cover = find_cover (spec, sum, hiding, cell);

  for (guint i = 0; cover < 0 && i < sum->n; i++)
    if (sum->withheld[i])
      cover = find_cover (spec, sum, hiding, i);
  return cover;
}

/* Keeps back more until nothing that few schools hide follows from the rest. */
static gboolean
close_gaps (HavenTotalSpec *spec, HavenTotalSum *sum, const guint *hiding, guint least)
{
  g_autofree guint8 *follows = g_new0 (guint8, sum->n);

  while (!haven_total_spec_keeps (spec, sum->withheld, follows)) {
    gboolean changed = FALSE, exposed = FALSE;

    for (guint i = 0; i < sum->n; i++) {
      const int cover = follows[i] && hiding[i] < least ? find_any_cover (spec, sum, hiding, i) : -1;

      exposed |= follows[i] && hiding[i] < least;
      changed |= cover >= 0;
      if (cover >= 0)
        sum->withheld[cover] = TRUE;
    }
    if (!exposed || !changed)
      return !exposed;           /* what only covers may follow, if what it covered does not */
  }
  return TRUE;
}

static gboolean
exposes (HavenTotalSpec *spec, const HavenTotalSum *sum, const guint *hiding, guint least)
{
  g_autofree guint8 *follows = g_new0 (guint8, sum->n);

  if (haven_total_spec_keeps (spec, sum->withheld, follows))
    return FALSE;
  for (guint i = 0; i < sum->n; i++)
    if (follows[i] && hiding[i] < least)
      return TRUE;
  return FALSE;
}

/* What turned out not to be needed as a cover is given after all. */
static void
give_back (HavenTotalSpec *spec, HavenTotalSum *sum, const guint *hiding, guint least)
{
  for (guint i = 0; i < sum->n; i++) {
    if (!sum->withheld[i] || hiding[i] < least)
      continue;
    sum->withheld[i] = FALSE;
    sum->withheld[i] = exposes (spec, sum, hiding, least);
  }
}

static void
add_up (HavenTotalSum *sum, GPtrArray *shares)
{
  for (guint s = 0; s < shares->len; s++) {
    const HavenShare *share = g_ptr_array_index (shares, s);

    g_ptr_array_add (sum->reports, g_strdup (share->report));
    for (guint i = 0; i < sum->n; i++)
      sum->values[i] += share->values[i];
  }
  for (guint i = 0; i < sum->n; i++)
    if (sum->withheld[i])
      sum->values[i] = 0;
}

HavenTotalSum *
haven_opening_sum (HavenTotalSpec *spec, const HavenPolicyTotal *rules, GPtrArray *shares, GError **error)
{
  const guint n = haven_total_spec_get_n (spec), least = MAX (rules->hiding, HAVEN_POLICY_TOTAL_HIDING);
  g_autoptr (HavenTotalSum) sum = haven_total_sum_new (n);
  g_autofree guint *hiding = NULL;

  if (!are_of_one_kind (spec, shares, error) || !are_enough (rules, shares, error))
    return NULL;
  hiding = count_hiding (shares, n);
  for (guint i = 0; i < n; i++)
    sum->withheld[i] = hiding[i] > 0 && hiding[i] < least;
  if (!close_gaps (spec, sum, hiding, least)) {
    refuse (error, _("Figures that few schools protect would follow from the others. Nothing was opened. Wait for more schools."));
    return NULL;
  }
  give_back (spec, sum, hiding, least);
  sum->period = g_strdup (haven_total_spec_get_period (spec));
  sum->spec = g_strdup (haven_total_spec_get_id (spec));
  add_up (sum, shares);
  return g_steal_pointer (&sum);
}

static const HavenShare *
find_share (GPtrArray *shares, const HavenTotalSum *sum, const char *report)
{
  for (guint i = 0; i < shares->len; i++) {
    const HavenShare *share = g_ptr_array_index (shares, i);

    if (g_str_equal (share->report, report) && g_str_equal (share->spec, sum->spec) && share->n == sum->n)
      return share;
  }
  return NULL;
}

static gboolean
are_possible (const HavenTotalSum *sum, GArray *totals)
{
  for (guint i = 0; i < sum->n; i++)
    if (!sum->withheld[i] && (guint64) g_array_index (totals, gint64, i) > MOST)
      return FALSE;
  return TRUE;
}

GArray *
haven_opening_add (HavenTotalSum *sum, GPtrArray *shares, GError **error)
{
  g_autoptr (GArray) totals = g_array_sized_new (FALSE, TRUE, sizeof (gint64), sum->n);
  guint64 *total;

  g_array_append_vals (totals, sum->values, sum->n);
  total = (guint64 *) (gpointer) totals->data;
  for (guint r = 0; r < sum->reports->len; r++) {
    const HavenShare *share = find_share (shares, sum, g_ptr_array_index (sum->reports, r));

    for (guint i = 0; share != NULL && i < sum->n; i++)
      total[i] += share->values[i];
    if (share == NULL) {
      g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                           _("The key-holder's sum counts a report that is not here. Nothing was opened."));
      return NULL;
    }
  }
  if (are_possible (sum, totals))
    return g_steal_pointer (&totals);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                       _("The two sums do not fit together, so a share was changed or lost on the way. Nothing was opened."));
  return NULL;
}
