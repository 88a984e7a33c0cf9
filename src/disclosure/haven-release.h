/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A return that may leave the school: exact bytes, every hidden cell of which has been proved, from those bytes and everything sent
 * before, to give nobody away. Only this module can make one (haven-release-maker.h); what exports or sends accepts nothing else.
 * Immutable. */
typedef struct _HavenRelease HavenRelease;

typedef enum {
  HAVEN_CELL_SHOWN,
  HAVEN_CELL_PRIMARY,        /* fewer than the threshold, none included; for a sum: too few behind it, or one who outweighs the rest */
  HAVEN_CELL_COMPLEMENT,     /* all but fewer than the threshold */
  HAVEN_CELL_SMALL_GROUP,    /* a group too small for any answer to be shown */
  HAVEN_CELL_SECONDARY,      /* would give a neighbour away */
  HAVEN_CELL_FROZEN,         /* stays as it was sent: so small a correction would point at the corrected */
  HAVEN_CELL_NOISE,          /* shown with noise (channel B) */
} HavenCellReason;

/* One cell as it is in the file, in the file's order: counts, then magnitudes (response NULL). Strings live as long as the release. */
typedef struct {
  const char *measure;
  const char *by;
  const char *group;
  const char *response;
  gboolean shown;
  gint64 value;              /* 0 when hidden */
  HavenCellReason reason;
} HavenReleaseCell;

HavenRelease *haven_release_ref          (HavenRelease *self);
void          haven_release_unref        (HavenRelease *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenRelease, haven_release_unref)

/* Bytes that were queued or sent earlier, proved again from themselves and the earlier ones. Why a cell is hidden is not in a file:
 * there every hidden cell reads SECONDARY. */
HavenRelease *haven_release_new_from_bytes (GBytes *bytes, GPtrArray *earlier, GError **error);

GBytes       *haven_release_get_bytes    (HavenRelease *self);         /* lent: exactly what leaves the school */
const char   *haven_release_get_digest   (HavenRelease *self);         /* SHA-256 of them, in hex */
const char   *haven_release_get_urn      (HavenRelease *self);
const char   *haven_release_get_period   (HavenRelease *self);         /* "2025/26-autumn" */
guint         haven_release_get_revision (HavenRelease *self);         /* from 1 */
gboolean      haven_release_is_repeat    (HavenRelease *self);         /* the same bytes were sent before: nothing new to send */
gboolean      haven_release_is_frozen    (HavenRelease *self);         /* the figures changed, but by too few pupils to be sent again */
gboolean      haven_release_has_noise    (HavenRelease *self);         /* channel B: nothing in it is true to the child, nothing is proved */

guint         haven_release_get_n_cells  (HavenRelease *self);
guint         haven_release_get_n_hidden (HavenRelease *self);
const HavenReleaseCell *haven_release_get_cell (HavenRelease *self, guint index);

guint         haven_release_get_threshold     (HavenRelease *self);    /* counts below it are hidden; 0: of noise */
guint         haven_release_get_minimum_group (HavenRelease *self);

/* The school's own figure beside what is sent; -1 where only the bytes are known. It is in no file and goes nowhere. */
gint64        haven_release_get_own      (HavenRelease *self, guint index);

/* Made-up figures that agree with everything published, with the hidden cell at its lowest or highest: showing why nobody can tell.
 * A gint64 for every cell, in the file's order. Found without the truth. Empty for a shown cell. */
GArray       *haven_release_list_example (HavenRelease *self, guint index, gboolean highest);

const char   *haven_cell_reason_get_name (HavenCellReason reason);     /* "small-group"; for JSON */
const char   *haven_cell_reason_get_text (HavenCellReason reason);     /* a sentence for the person */
