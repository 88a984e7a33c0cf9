/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-release-private.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"

struct _HavenRelease {
  gatomicrefcount refs;
  GBytes *bytes;
  char *digest;
  HavenReleaseFile *file;
  HavenProof *proof;
  GArray *cells;                         /* HavenReleaseCell */
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
};

static const char *const reason_texts[] = {
  [HAVEN_CELL_SHOWN] = N_("Shown: enough pupils stand behind it that it points at nobody."),
  [HAVEN_CELL_PRIMARY] = N_("Protected: so few pupils stand behind it (perhaps none), or one of them outweighs the rest, that it could "
                            "tell of one child."),
  [HAVEN_CELL_COMPLEMENT] = N_("Protected: it is nearly everybody in the group, so it would tell of the few who are left."),
  [HAVEN_CELL_SMALL_GROUP] = N_("Protected: the group is so small that only its size may be shown."),
  [HAVEN_CELL_SECONDARY] = N_("Protected: with it, a protected figure beside it could be worked out from the totals."),
  [HAVEN_CELL_FROZEN] = N_("Stays as it was sent: it was corrected by so few pupils that sending it again would point at them."),
};

static void
append_cell (HavenRelease *self, guint index, const HavenReleaseOrigin *origin)
{
  const HavenReleaseLabel *label = &g_array_index (self->file->labels, HavenReleaseLabel, index);
  const gint64 value = haven_release_file_get (self->file, index);
  const gboolean shown = value != HAVEN_HIDDEN;
  HavenReleaseCell cell = { label->measure, label->by, label->group, label->response, shown, shown ? value : 0, HAVEN_CELL_SHOWN };

  cell.reason = origin->reasons != NULL ? origin->reasons[index] : shown ? HAVEN_CELL_SHOWN : HAVEN_CELL_SECONDARY;
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
  return self->proof != NULL;
}

HavenRelease *
haven_release_new_judged (GBytes *bytes, GPtrArray *earlier, const HavenReleaseOrigin *origin, GError **error)
{
  g_autoptr (HavenRelease) self = g_new0 (HavenRelease, 1);

  g_atomic_ref_count_init (&self->refs);
  self->bytes = g_bytes_ref (bytes);
  self->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  self->cells = g_array_new (FALSE, TRUE, sizeof (HavenReleaseCell));
  self->repeat = origin->repeat;
  self->frozen = origin->frozen;
  self->file = haven_release_file_parse (bytes, error);
  if (self->file == NULL || !judge (self, earlier, error))
    return NULL;
  for (guint i = 0; i < self->file->values->len; i++)
    append_cell (self, i, origin);
  return g_steal_pointer (&self);
}

static int
compare_revisions (gconstpointer a, gconstpointer b)
{
  const HavenReleaseFile *left = *(HavenReleaseFile *const *) a;
  const HavenReleaseFile *right = *(HavenReleaseFile *const *) b;

  return (left->revision > right->revision) - (left->revision < right->revision);
}

GPtrArray *
haven_release_read_earlier (GPtrArray *ledger, const char *urn, const char *period, GError **error)
{
  g_autoptr (GPtrArray) earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_release_file_free);

  for (guint i = 0; ledger != NULL && i < ledger->len; i++) {
    g_autoptr (HavenReleaseFile) file = haven_release_file_parse (g_ptr_array_index (ledger, i), error);

    if (file == NULL)
      return NULL;
    if (g_str_equal (file->urn, urn) && g_str_equal (file->period, period))
      g_ptr_array_add (earlier, g_steal_pointer (&file));
  }
  g_ptr_array_sort (earlier, compare_revisions);
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

HavenRelease *
haven_release_new_from_bytes (GBytes *bytes, GPtrArray *earlier, GError **error)
{
  const HavenReleaseOrigin origin = { .repeat = is_among (earlier, bytes) };
  g_autoptr (HavenReleaseFile) file = haven_release_file_parse (bytes, error);
  g_autoptr (GPtrArray) revisions = file != NULL ? haven_release_read_earlier (earlier, file->urn, file->period, error) : NULL;

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

GArray *
haven_release_list_example (HavenRelease *self, guint index, gboolean highest)
{
  GArray *example = g_array_new (FALSE, TRUE, sizeof (gint64));

  for (guint i = 0; i < self->proof->witnesses->len; i++) {
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
