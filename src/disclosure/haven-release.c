/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-release-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-noise-table.h"

struct _HavenRelease {
  gatomicrefcount refs;
  GBytes *bytes;
  char *digest;
  HavenReleaseFile *file;
  HavenProof *proof;                     /* NULL: of noise there is none */
  GArray *cells;                         /* HavenReleaseCell */
  gint64 *own;                           /* NULL: not known */
  guint n_hidden;
  gboolean repeat;
  gboolean frozen;
};

static const char *const reason_names[] = {
  [HAVEN_CELL_SHOWN] = "shown",
  [HAVEN_CELL_PRIMARY] = "primary",
  [HAVEN_CELL_COMPLEMENT] = "complement",
  [HAVEN_CELL_SMALL_GROUP] = "small-group",
  [HAVEN_CELL_SECONDARY] = "secondary",
  [HAVEN_CELL_FROZEN] = "frozen",
  [HAVEN_CELL_NOISE] = "noise",
};

static const char *const reason_texts[] = {
  [HAVEN_CELL_SHOWN] = N_("Shown: enough pupils stand behind it that it points at nobody."),
  [HAVEN_CELL_PRIMARY] = N_("Protected: so few pupils stand behind it (perhaps none), or one of them outweighs the rest, that it could "
                            "tell of one child."),
  [HAVEN_CELL_COMPLEMENT] = N_("Protected: it is nearly everybody in the group, so it would tell of the few who are left."),
  [HAVEN_CELL_SMALL_GROUP] = N_("Protected: the group is so small that only its size may be shown."),
  [HAVEN_CELL_SECONDARY] = N_("Protected: with it, a protected figure beside it could be worked out from the totals."),
  [HAVEN_CELL_FROZEN] = N_("Stays as it was sent: it was corrected by so few pupils that sending it again would point at them."),
  [HAVEN_CELL_NOISE] = N_("Sent with noise: a little was added or taken away, so that nobody can tell how many there truly are. A 0 "
                          "is a 0."),
};

static void
append_cell (HavenRelease *self, guint index, const HavenReleaseOrigin *origin)
{
  const HavenReleaseLabel *label = &g_array_index (self->file->labels, HavenReleaseLabel, index);
  const gint64 value = haven_release_file_get (self->file, index);
  const gboolean shown = value != HAVEN_HIDDEN;
  HavenReleaseCell cell = { label->measure, label->by, label->group, label->response, shown, shown ? value : 0, HAVEN_CELL_SHOWN };

  cell.reason = origin->reasons != NULL ? origin->reasons[index] : shown ? HAVEN_CELL_SHOWN : HAVEN_CELL_SECONDARY;
  if (origin->reasons == NULL && self->file->noise != NULL)
    cell.reason = shown ? HAVEN_CELL_NOISE : HAVEN_CELL_PRIMARY;
  self->n_hidden += shown ? 0 : 1;
  g_array_append_val (self->cells, cell);
}

static gboolean
judge (HavenRelease *self, GPtrArray *earlier, GError **error)
{
  self->proof = haven_judge_file (self->file, error);
  for (guint i = 0; self->proof != NULL && i < earlier->len; i++)
    if (!haven_judge_pair (g_ptr_array_index (earlier, i), self->file, error))
      return FALSE;
  if (self->proof == NULL || self->repeat)
    return self->proof != NULL;
  return haven_judge_year (self->file, self->proof, earlier, NULL, error);
}

static HavenRelease *
new_unread (GBytes *bytes, const HavenReleaseOrigin *origin)
{
  HavenRelease *self = g_new0 (HavenRelease, 1);

  g_atomic_ref_count_init (&self->refs);
  self->bytes = g_bytes_ref (bytes);
  self->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  self->cells = g_array_new (FALSE, TRUE, sizeof (HavenReleaseCell));
  self->repeat = origin->repeat;
  self->frozen = origin->frozen;
  return self;
}

static void
append_cells (HavenRelease *self, const HavenReleaseOrigin *origin)
{
  if (origin->own != NULL)
    self->own = g_memdup2 (origin->own, self->file->values->len * sizeof *origin->own);
  for (guint i = 0; i < self->file->values->len; i++)
    append_cell (self, i, origin);
}

HavenRelease *
haven_release_new_judged (GBytes *bytes, GPtrArray *earlier, const HavenReleaseOrigin *origin, GError **error)
{
  g_autoptr (HavenRelease) self = new_unread (bytes, origin);

  self->file = haven_release_file_parse (bytes, error);
  if (self->file == NULL || !judge (self, earlier, error))
    return NULL;
  append_cells (self, origin);
  return g_steal_pointer (&self);
}

/* Every count is there, none is one that the table of noise never gives, and there is one file of a period. */
static gboolean
is_noise (HavenReleaseFile *file, GError **error)
{
  gboolean fits = file->revision == 1 && g_str_equal (file->noise, haven_noise_table_get_id ());

  for (guint cell = 0; fits && cell < file->n_counts; cell++) {
    const gint64 value = haven_release_file_get (file, cell);

    fits = value != HAVEN_HIDDEN && value != 1 && value != 2;
  }
  if (!fits)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
                         _("This return was not given Haven's own noise, so it does not protect the children it counts. It was not used."));
  return fits;
}

HavenRelease *
haven_release_new_noise (GBytes *bytes, const HavenReleaseOrigin *origin, GError **error)
{
  g_autoptr (HavenRelease) self = new_unread (bytes, origin);

  self->file = haven_release_file_parse_noise (bytes, error);
  if (self->file == NULL || !is_noise (self->file, error))
    return NULL;
  append_cells (self, origin);
  return g_steal_pointer (&self);
}

static int
compare_revisions (gconstpointer a, gconstpointer b, gpointer period)
{
  const HavenReleaseFile *left = *(HavenReleaseFile *const *) a;
  const HavenReleaseFile *right = *(HavenReleaseFile *const *) b;
  const int here = g_str_equal (left->period, period) - g_str_equal (right->period, period);

  return here != 0 ? here : (left->revision > right->revision) - (left->revision < right->revision);
}

static gboolean
refuse_two_ways (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
                       _("This period was sent in the other way already, with noise or protected. Both together would tell more than "
                         "either, so it is not sent again. Nothing was made."));
  return FALSE;
}

static HavenReleaseFile *
read_either (GBytes *bytes, GError **error)
{
  return haven_release_file_is_noise (bytes) ? haven_release_file_parse_noise (bytes, error) : haven_release_file_parse (bytes, error);
}

static gboolean
is_of (HavenReleaseFile *file, const char *urn, const char *period)
{
  return g_str_equal (file->urn, urn) && g_str_equal (file->period, period);
}

/* Another period of the year, protected: what goes with noise is bound to nothing. */
static gboolean
is_beside (HavenReleaseFile *file, const char *urn, const char *period)
{
  return file->noise == NULL && g_str_equal (file->urn, urn) && strncmp (file->period, period, strlen ("2025/26")) == 0;
}

gboolean
haven_release_find_noise (GPtrArray *ledger, const char *urn, const char *period, GBytes **ret_bytes, GError **error)
{
  for (guint i = 0; ledger != NULL && i < ledger->len; i++) {
    GBytes *bytes = g_ptr_array_index (ledger, i);
    g_autoptr (HavenReleaseFile) file = read_either (bytes, error);

    if (file == NULL)
      return FALSE;
    if (!is_of (file, urn, period))
      continue;
    if (file->noise == NULL)
      return refuse_two_ways (error);
    if (*ret_bytes == NULL)
      *ret_bytes = g_bytes_ref (bytes);
  }
  return TRUE;
}

GPtrArray *
haven_release_read_earlier (GPtrArray *ledger, const char *urn, const char *period, GError **error)
{
  g_autoptr (GPtrArray) earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_release_file_free);

  for (guint i = 0; ledger != NULL && i < ledger->len; i++) {
    g_autoptr (HavenReleaseFile) file = read_either (g_ptr_array_index (ledger, i), error);

    if (file == NULL || (is_of (file, urn, period) && file->noise != NULL && !refuse_two_ways (error)))
      return NULL;
    if (is_of (file, urn, period))
      g_ptr_array_add (earlier, g_steal_pointer (&file));
    else if (is_beside (file, urn, period))
      g_ptr_array_insert (earlier, 0, g_steal_pointer (&file));
  }
  g_ptr_array_sort_with_data (earlier, compare_revisions, (gpointer) period);
  return g_steal_pointer (&earlier);
}

static gboolean
is_among (GPtrArray *ledger, GBytes *bytes)
{
  for (guint i = 0; ledger != NULL && i < ledger->len; i++)
    if (g_bytes_equal (g_ptr_array_index (ledger, i), bytes))
      return TRUE;
  return FALSE;
}

static HavenRelease *
read_noise (GBytes *bytes, GPtrArray *earlier, GError **error)
{
  const HavenReleaseOrigin origin = { .repeat = is_among (earlier, bytes) };
  g_autoptr (HavenRelease) self = haven_release_new_noise (bytes, &origin, error);
  g_autoptr (GBytes) sent = NULL;

  if (self == NULL || !haven_release_find_noise (earlier, self->file->urn, self->file->period, &sent, error))
    return NULL;
  if (sent == NULL || g_bytes_equal (sent, bytes))
    return g_steal_pointer (&self);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                       _("Figures with noise are sent once for a period, and others were sent before. Nothing was kept."));
  return NULL;
}

HavenRelease *
haven_release_new_from_bytes (GBytes *bytes, GPtrArray *earlier, GError **error)
{
  const HavenReleaseOrigin origin = { .repeat = is_among (earlier, bytes) };
  g_autoptr (HavenReleaseFile) file = NULL;
  g_autoptr (GPtrArray) revisions = NULL;

  if (haven_release_file_is_noise (bytes))
    return read_noise (bytes, earlier, error);
  file = haven_release_file_parse (bytes, error);
  revisions = file != NULL ? haven_release_read_earlier (earlier, file->urn, file->period, error) : NULL;
  return revisions != NULL ? haven_release_new_judged (bytes, revisions, &origin, error) : NULL;
}

HavenRelease *
haven_release_ref (HavenRelease *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_release_unref (HavenRelease *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_bytes_unref (self->bytes);
  g_free (self->digest);
  haven_release_file_free (self->file);
  haven_proof_free (self->proof);
  g_array_unref (self->cells);
  g_free (self->own);
  g_free (self);
}

GBytes *
haven_release_get_bytes (HavenRelease *self)
{
  return self->bytes;
}

const char *
haven_release_get_digest (HavenRelease *self)
{
  return self->digest;
}

const char *
haven_release_get_urn (HavenRelease *self)
{
  return self->file->urn;
}

const char *
haven_release_get_period (HavenRelease *self)
{
  return self->file->period;
}

guint
haven_release_get_revision (HavenRelease *self)
{
  return self->file->revision;
}

gboolean
haven_release_is_repeat (HavenRelease *self)
{
  return self->repeat;
}

gboolean
haven_release_is_frozen (HavenRelease *self)
{
  return self->frozen;
}

gboolean
haven_release_has_noise (HavenRelease *self)
{
  return self->file->noise != NULL;
}

guint
haven_release_get_n_cells (HavenRelease *self)
{
  return self->cells->len;
}

guint
haven_release_get_n_hidden (HavenRelease *self)
{
  return self->n_hidden;
}

const HavenReleaseCell *
haven_release_get_cell (HavenRelease *self, guint index)
{
  g_return_val_if_fail (index < self->cells->len, NULL);

  return &g_array_index (self->cells, HavenReleaseCell, index);
}

guint
haven_release_get_threshold (HavenRelease *self)
{
  return self->file->threshold;
}

guint
haven_release_get_minimum_group (HavenRelease *self)
{
  return self->file->minimum_group;
}

gint64
haven_release_get_own (HavenRelease *self, guint index)
{
  g_return_val_if_fail (index < self->cells->len, -1);

  return self->own != NULL ? self->own[index] : -1;
}

GArray *
haven_release_list_example (HavenRelease *self, guint index, gboolean highest)
{
  GArray *example = g_array_new (FALSE, TRUE, sizeof (gint64));

  for (guint i = 0; self->proof != NULL && i < self->proof->witnesses->len; i++) {
    const HavenWitness *witness = &g_array_index (self->proof->witnesses, HavenWitness, i);
    const guint table = highest ? witness->high : witness->low;

    if (witness->cell != index || witness->kind == HAVEN_WITNESS_OTHERS)
      continue;
    g_array_append_vals (example, g_ptr_array_index (self->proof->tables, table), self->cells->len);
    break;
  }
  return example;
}

const char *
haven_cell_reason_get_name (HavenCellReason reason)
{
  return (guint) reason < G_N_ELEMENTS (reason_names) ? reason_names[reason] : "shown";
}

const char *
haven_cell_reason_get_text (HavenCellReason reason)
{
  return (guint) reason < G_N_ELEMENTS (reason_texts) ? _(reason_texts[reason]) : "";
}
