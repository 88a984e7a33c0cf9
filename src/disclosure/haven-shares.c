/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-shares.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-total-spec.h"

#define HEADER_LINES 7
#define MOST_FIGURES 20000

/* What is sealed: "haven-share/1", URN, period, report, spec, how many figures, "seed" or "rest", a line each; then a byte of flags for every
 * eight figures, hidden or not; then the seed, or eight bytes for every figure, the lowest first. */

static gboolean
fail (GError **error, HavenErrorCode code, const char *sentence)
{
  g_set_error_literal (error, HAVEN_ERROR, code, sentence);
  return FALSE;
}

static GByteArray *
begin (HavenShares *self, HavenRelease *page, guint n, const char *kind)
{
  g_autofree char *header = g_strdup_printf ("haven-share/1\n%s\n%s\n%s\n%s\n%u\n%s\n", self->urn, self->period, self->report, self->spec,
                                             n, kind);
  GByteArray *plain = g_byte_array_new ();
  g_autofree guint8 *flags = g_new0 (guint8, (n + 7) / 8);

  for (guint i = 0; i < n; i++)
    if (!haven_release_get_cell (page, i)->shown)
      flags[i / 8] |= 1 << i % 8;
  g_byte_array_append (plain, (guint8 *) header, strlen (header));
  g_byte_array_append (plain, flags, (n + 7) / 8);
  return plain;
}

static GBytes *
seal (GBytes *key, GByteArray *take_plain)
{
  const gsize size = take_plain->len;
  GBytes *plain = g_byte_array_free_to_bytes (take_plain);
  GBytes *sealed = haven_seal (key, plain);

  haven_wipe ((gpointer) g_bytes_get_data (plain, NULL), size);
  g_bytes_unref (plain);
  return sealed;
}

static guint64
get_total (HavenReturn *totals, guint index)
{
  if (index < totals->cells->len)
    return g_array_index (totals->cells, HavenReturnCell, index).value;
  return g_array_index (totals->magnitudes, HavenReturnMagnitude, index - totals->cells->len).value;
}

static void
append_rest (GByteArray *plain, HavenReturn *totals, const guint64 *stream, guint n)
{
  for (guint i = 0; i < n; i++) {
    const guint64 rest = GUINT64_TO_LE (get_total (totals, i) - stream[i]);

    g_byte_array_append (plain, (const guint8 *) &rest, sizeof rest);
  }
}

static void
seal_both (HavenShares *self, HavenReturn *totals, HavenRelease *page, const HavenPolicyTotal *receivers)
{
  const guint n = haven_release_get_n_cells (page);
  g_autoptr (HavenSecret) seed = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autofree guint64 *stream = g_new (guint64, n);
  GByteArray *of_seed = begin (self, page, n, "seed"), *of_rest = begin (self, page, n, "rest");

  haven_secret_expand (haven_secret_peek (seed), stream, n);
  g_byte_array_append (of_seed, haven_secret_peek (seed), HAVEN_KEY_BYTES);
  append_rest (of_rest, totals, stream, n);
  self->key_holder = seal (receivers->key_holder_key, of_seed);
  self->virtual_school = seal (receivers->virtual_school_key, of_rest);
  haven_wipe (stream, n * sizeof *stream);
}

static gboolean
is_cell (const HavenReleaseCell *cell, HavenTotalCell label)
{
  return g_str_equal (cell->measure, label.measure) && g_str_equal (cell->by, label.by) && g_str_equal (cell->group, label.group) &&
         g_strcmp0 (cell->response, label.response) == 0;
}

static gboolean
fits (HavenReturn *totals, HavenRelease *page, HavenTotalSpec *spec)
{
  const guint n = haven_total_spec_get_n (spec);

  if (haven_release_get_n_cells (page) != n || totals->cells->len + totals->magnitudes->len != n ||
      !g_str_equal (haven_release_get_urn (page), totals->urn) || !g_str_equal (haven_release_get_period (page), totals->period) ||
      haven_release_has_noise (page))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_cell (haven_release_get_cell (page, i), haven_total_spec_get_cell (spec, i)))
      return FALSE;
  return TRUE;
}

HavenShares *
haven_shares_make (HavenReturn *totals, HavenRelease *page, HavenPolicy *policy, const char *report, GError **error)
{
  const HavenPolicyTotal *receivers = haven_policy_get_total (policy);
  g_autoptr (HavenTotalSpec) spec = NULL;
  HavenShares *self;

  if (receivers == NULL) {
    fail (error, HAVEN_ERROR_UNSAFE, _("The sharing settings in force ask for no sealed total. Nothing was made."));
    return NULL;
  }
  spec = haven_total_spec_new (policy, totals->period, error);
  if (spec == NULL)
    return NULL;
  if (!fits (totals, page, spec)) {
    fail (error, HAVEN_ERROR_INVALID, _("The sealed total and the page are not of the same figures. Nothing was made."));
    return NULL;
  }
  self = g_new0 (HavenShares, 1);
  self->report = g_strdup (report);
  self->urn = g_strdup (totals->urn);
  self->period = g_strdup (totals->period);
  self->spec = g_strdup (haven_total_spec_get_id (spec));
  seal_both (self, totals, page, receivers);
  return self;
}

void
haven_shares_free (HavenShares *self)
{
  if (self == NULL)
    return;
  g_free (self->report);
  g_free (self->urn);
  g_free (self->period);
  g_free (self->spec);
  g_bytes_unref (self->virtual_school);
  g_bytes_unref (self->key_holder);
  g_free (self);
}

/* Opening */

static char *
take_line (const guint8 **at, const guint8 *end)
{
  const guint8 *stop = memchr (*at, '\n', end - *at);
  char *line;

  if (stop == NULL)
    return NULL;
  line = g_strndup ((const char *) *at, stop - *at);
  *at = stop + 1;
  return line;
}

static gboolean
read_header (HavenShare *self, const guint8 **at, const guint8 *end, gboolean *ret_seed)
{
  g_auto (GStrv) lines = g_new0 (char *, HEADER_LINES + 1);
  guint64 n;

  for (guint i = 0; i < HEADER_LINES; i++) {
    lines[i] = take_line (at, end);
    if (lines[i] == NULL)
      return FALSE;
  }
  *ret_seed = strcmp (lines[6], "seed") == 0;
  if (strcmp (lines[0], "haven-share/1") != 0 || !g_ascii_string_to_unsigned (lines[5], 10, 1, MOST_FIGURES, &n, NULL) ||
      (!*ret_seed && strcmp (lines[6], "rest") != 0))
    return FALSE;
  self->n = n;
  self->urn = g_steal_pointer (&lines[1]);
  self->period = g_steal_pointer (&lines[2]);
  self->report = g_steal_pointer (&lines[3]);
  self->spec = g_steal_pointer (&lines[4]);
  lines[1] = g_strdup ("");      /* so that the rest of the list is freed too */
  lines[2] = g_strdup ("");
  lines[3] = g_strdup ("");
  lines[4] = g_strdup ("");
  return TRUE;
}

static void
read_values (HavenShare *self, const guint8 *at, gboolean seed)
{
  self->values = g_new (guint64, self->n);
  if (seed) {
    haven_secret_expand (at, self->values, self->n);
    return;
  }
  memcpy (self->values, at, self->n * sizeof *self->values);
  for (guint i = 0; i < self->n; i++)
    self->values[i] = GUINT64_FROM_LE (self->values[i]);
}

static gboolean
read_body (HavenShare *self, const guint8 *at, gsize size, gboolean seed)
{
  const gsize flags = (self->n + 7) / 8;

  if (size != flags + (seed ? HAVEN_KEY_BYTES : self->n * sizeof *self->values))
    return FALSE;
  self->hidden = g_new (guint8, self->n);
  for (guint i = 0; i < self->n; i++)
    self->hidden[i] = at[i / 8] >> i % 8 & 1;
  read_values (self, at + flags, seed);
  return TRUE;
}

HavenShare *
haven_share_open (GBytes *public_key, HavenSecret *secret_key, GBytes *sealed, GError **error)
{
  g_autoptr (GBytes) plain = haven_seal_open (public_key, secret_key, sealed, error);
  g_autoptr (HavenShare) self = g_new0 (HavenShare, 1);
  const guint8 *at, *end;
  gboolean seed;
  gsize size;

  if (plain == NULL)
    return NULL;
  at = g_bytes_get_data (plain, &size);
  end = at + size;
  if (at != NULL && read_header (self, &at, end, &seed) && read_body (self, at, end - at, seed))
    return g_steal_pointer (&self);
  fail (error, HAVEN_ERROR_INVALID, _("This is not a share of a sealed total. It was not used."));
  return NULL;
}

void
haven_share_free (HavenShare *self)
{
  if (self == NULL)
    return;
  g_free (self->urn);
  g_free (self->period);
  g_free (self->report);
  g_free (self->spec);
  g_free (self->hidden);
  g_free (self->values);
  g_free (self);
}
