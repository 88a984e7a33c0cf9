/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-release-maker.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-pattern.h"
#include "haven-release-private.h"
#include "haven-secondary.h"

static const gint64 *
list_own (HavenPattern *pattern)
{
  return (const gint64 *) (gconstpointer) pattern->truth->values->data;
}

static HavenRelease *
publish (HavenPattern *pattern, GPtrArray *earlier, GError **error)
{
  const HavenReleaseOrigin origin = { .reasons = pattern->reasons, .own = list_own (pattern) };
  g_autoptr (GBytes) bytes = haven_release_file_to_bytes (pattern->published);

  return haven_release_new_judged (bytes, earlier, &origin, error);
}

static HavenReleaseFile *
last_of (GPtrArray *earlier)
{
  return g_ptr_array_index (earlier, earlier->len - 1);
}

/* Hidden stays hidden, shown stays shown: the new figures under the old pattern. FALSE: one that was shown must now be hidden. */
static gboolean
follow (HavenPattern *pattern, HavenReleaseFile *last)
{
  gboolean fits = TRUE;

  for (guint cell = 0; cell < last->values->len; cell++)
    if (haven_release_file_get (last, cell) == HAVEN_HIDDEN)
      haven_pattern_hide (pattern, cell, HAVEN_CELL_SECONDARY);
  for (guint cell = 0; cell < last->values->len; cell++) {
    HavenCellReason reason = haven_pattern_judge (pattern, cell);

    if (haven_pattern_is_hidden (pattern, cell))
      pattern->reasons[cell] = reason != HAVEN_CELL_SHOWN ? reason : HAVEN_CELL_SECONDARY;
    else if (reason != HAVEN_CELL_SHOWN)
      fits = FALSE;
  }
  return fits && haven_secondary_keeps_margins (pattern);
}

/* Why each figure of the last file stands as it does, beside the truth of today. */
static HavenCellReason *
list_frozen (HavenPattern *pattern, HavenReleaseFile *last)
{
  HavenCellReason *reasons = g_new0 (HavenCellReason, last->values->len);
  const gboolean comparable = haven_release_file_has_same_cells (pattern->truth, last);

  for (guint cell = 0; cell < last->values->len; cell++) {
    const gint64 value = haven_release_file_get (last, cell);

    if (value == HAVEN_HIDDEN)
      reasons[cell] = comparable ? pattern->reasons[cell] : HAVEN_CELL_SECONDARY;
    else if (comparable && value != haven_pattern_get_truth (pattern, cell))
      reasons[cell] = HAVEN_CELL_FROZEN;
  }
  return reasons;
}

/* The page as it was last sent. */
static HavenRelease *
repeat (HavenPattern *pattern, GPtrArray *earlier, gboolean frozen, GError **error)
{
  HavenReleaseFile *last = last_of (earlier);
  g_autofree HavenCellReason *reasons = list_frozen (pattern, last);
  const gboolean comparable = haven_release_file_has_same_cells (pattern->truth, last);
  const HavenReleaseOrigin origin = { .reasons = reasons, .own = comparable ? list_own (pattern) : NULL, .repeat = TRUE,
                                      .frozen = frozen };
  g_autoptr (GBytes) bytes = haven_release_file_to_bytes (last);

  return haven_release_new_judged (bytes, earlier, &origin, error);
}

static gboolean
lines_changed (HavenReleaseFile *file, HavenReleaseFile *last)
{
  if (file->lines->len != last->lines->len)
    return TRUE;
  for (guint i = 0; i < file->lines->len; i++) {
    const HavenReleaseLine *a = &g_array_index (file->lines, HavenReleaseLine, i);
    const HavenReleaseLine *b = &g_array_index (last->lines, HavenReleaseLine, i);

    if (!g_str_equal (a->line, b->line) || g_strcmp0 (a->topic, b->topic) != 0 || !g_str_equal (a->value, b->value))
      return TRUE;
  }
  return FALSE;
}

static gboolean
nothing_changed (HavenPattern *pattern, HavenReleaseFile *last)
{
  if (lines_changed (pattern->published, last))
    return FALSE;
  for (guint cell = 0; cell < last->values->len; cell++)
    if (haven_release_file_get (last, cell) != haven_release_file_get (pattern->published, cell))
      return FALSE;
  return TRUE;
}

/* A period that was sent before: the same again, a new revision where everything about the correction is safe, or the same again. */
static HavenRelease *
make_again (HavenPattern *pattern, GPtrArray *earlier, GError **error)
{
  HavenReleaseFile *last = last_of (earlier);
  g_autoptr (HavenRelease) next = NULL;

  if (!haven_release_file_has_same_cells (pattern->truth, last) || !follow (pattern, last))
    return repeat (pattern, earlier, TRUE, error);
  if (nothing_changed (pattern, last))
    return repeat (pattern, earlier, FALSE, error);
  pattern->published->revision = last->revision + 1;
  next = publish (pattern, earlier, NULL);
  return next != NULL ? g_steal_pointer (&next) : repeat (pattern, earlier, TRUE, error);
}

/* Where figures go with noise, they do not go protected besides. */
static gboolean
is_asked_for (HavenPolicy *policy, GError **error)
{
  if (haven_policy_get_channel (policy) != HAVEN_CHANNEL_NOISE)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
                       _("The sharing settings in force send figures with noise, and no protected page beside them. Nothing was made."));
  return FALSE;
}

static gboolean
was_sent (GPtrArray *earlier, const char *period)
{
  return earlier->len > 0 && g_str_equal (last_of (earlier)->period, period);
}

/* What a year and its terms tell together is not told: the measure keeps to its roll. */
static void
protect_year (HavenPattern *pattern, GPtrArray *others)
{
  const char *name = NULL;

  for (guint n = 0; others->len > 0 && n < haven_block_get_n (pattern->truth); n++) {
    g_autoptr (HavenProof) proof = haven_judge_file (pattern->published, NULL);

    if (proof == NULL || haven_judge_year (pattern->published, proof, others, &name, NULL) || name == NULL)
      return;
    haven_secondary_hide_all (pattern, name);
  }
}

HavenRelease *
haven_release_make (HavenReturn *totals, HavenPolicy *policy, GPtrArray *earlier, GError **error)
{
  g_autoptr (HavenPattern) pattern = is_asked_for (policy, error) ? haven_pattern_new (totals, policy, error) : NULL;
  g_autoptr (GPtrArray) revisions = pattern != NULL ? haven_release_read_earlier (earlier, totals->urn, totals->period, error) : NULL;

  if (revisions == NULL)
    return NULL;
  if (was_sent (revisions, totals->period))
    return make_again (pattern, revisions, error);
  haven_secondary_protect (pattern);
  protect_year (pattern, revisions);
  return publish (pattern, revisions, error);
}
