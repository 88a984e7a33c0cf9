/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-noise.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-noise-table.h"
#include "haven-release-private.h"
#include "haven-truth.h"

#define LEAST_PERCENT 20                    /* of the greatest contribution … */
#define MOST_PERCENT 50

typedef struct {
  HavenReleaseFile *file;                   /* the truth, until noise is put on it */
  HavenReturn *totals;
  HavenCellReason *reasons;
  guint contributors;
} NoisePage;

/* The finaliser of SplitMix64: every bit of the sum moves every bit of the answer. */
static guint64
mix (guint64 sum)
{
  sum = (sum ^ sum >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  sum = (sum ^ sum >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return sum ^ sum >> 31;
}

guint32
haven_noise_cell_key (guint64 key_sum)
{
  return mix (key_sum) >> 32;
}

static guint64
get_key (NoisePage *page, guint cell)
{
  return g_array_index (page->totals->keys, guint64, cell);
}

static void
put (NoisePage *page, guint cell, gint64 value, HavenCellReason reason)
{
  g_array_index (page->file->values, gint64, cell) = value;
  page->reasons[cell] = reason;
}

static void
disturb_count (NoisePage *page, guint cell)
{
  const gint64 value = haven_release_file_get (page->file, cell);
  const int noise = haven_noise_table_find (haven_noise_table_get_default (), value, haven_noise_cell_key (get_key (page, cell)));

  put (page, cell, value + noise, HAVEN_CELL_NOISE);
}

/* Up or down by one bit, how far by others: no bias either way. */
static gint64
get_noise (gint64 largest, guint32 key)
{
  const gint64 percent = LEAST_PERCENT + (key >> 1) % (MOST_PERCENT - LEAST_PERCENT + 1);
  const gint64 noise = MAX (1, (largest * percent + 50) / 100);

  return key & 1 ? noise : -noise;
}

static void
disturb_magnitude (NoisePage *page, guint nth)
{
  const HavenReturnMagnitude *sum = &g_array_index (page->totals->magnitudes, HavenReturnMagnitude, nth);
  const guint cell = page->file->n_counts + nth;
  const guint64 name = g_str_hash (sum->measure);

  if (sum->value == 0)
    put (page, cell, 0, HAVEN_CELL_NOISE);
  else if (sum->contributors < page->contributors)
    put (page, cell, HAVEN_HIDDEN, HAVEN_CELL_PRIMARY);
  else
    put (page, cell, sum->value + get_noise (sum->largest, haven_noise_cell_key (get_key (page, cell) ^ name)), HAVEN_CELL_NOISE);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE, sentence);
  return FALSE;
}

static gboolean
is_asked_for (HavenReturn *totals, HavenPolicy *policy, GError **error)
{
  if (haven_policy_get_channel (policy) != HAVEN_CHANNEL_NOISE)
    return refuse (error, _("The sharing settings in force do not send figures with noise. Nothing was made."));
  if (totals->keys->len != totals->cells->len + totals->magnitudes->len)
    return refuse (error, _("The figures were counted without the keys that noise depends on. Nothing was made."));
  return TRUE;
}

static HavenRelease *
repeat (NoisePage *page, GBytes *sent, GBytes *now, GError **error)
{
  const HavenReleaseOrigin origin = { .repeat = TRUE, .frozen = !g_bytes_equal (sent, now) };

  return haven_release_new_noise (sent, &origin, error);
}

static void
disturb (NoisePage *page, HavenPolicy *policy)
{
  g_free (page->file->policy);
  page->file->policy = g_strdup (haven_policy_get_id (policy));
  page->file->noise = g_strdup (haven_noise_table_get_id ());
  for (guint cell = 0; cell < page->file->n_counts; cell++)
    disturb_count (page, cell);
  for (guint nth = 0; nth < page->totals->magnitudes->len; nth++)
    disturb_magnitude (page, nth);
}

HavenRelease *
haven_noise_make (HavenReturn *totals, HavenPolicy *policy, GPtrArray *ledger, GError **error)
{
  g_autoptr (HavenReleaseFile) file = is_asked_for (totals, policy, error) ? haven_truth_new (totals, policy, error) : NULL;
  g_autofree HavenCellReason *reasons = NULL;
  g_autofree gint64 *own = NULL;
  g_autoptr (GBytes) sent = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HavenReleaseOrigin origin = { NULL };
  NoisePage page = { file, totals, NULL, haven_policy_get_contributors (policy) };

  if (file == NULL || !haven_release_find_noise (ledger, totals->urn, totals->period, &sent, error))
    return NULL;
  origin.own = own = g_memdup2 (file->values->data, file->values->len * sizeof *own);
  origin.reasons = page.reasons = reasons = g_new0 (HavenCellReason, file->values->len);
  disturb (&page, policy);
  bytes = haven_release_file_to_bytes (file);
  return sent != NULL ? repeat (&page, sent, bytes, error) : haven_release_new_noise (bytes, &origin, error);
}
