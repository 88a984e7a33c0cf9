/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"

/* Which figures a sealed total has, in which order: those of a return under these settings (counts, then magnitudes). Whoever opens one needs
 * no more than the settings and the period to know what each number is and how the numbers hang together. Immutable. */
typedef struct _HavenTotalSpec HavenTotalSpec;

typedef struct {
  const char *measure;
  const char *by;
  const char *group;
  const char *response;          /* NULL: a magnitude */
} HavenTotalCell;

HavenTotalSpec *haven_total_spec_new    (HavenPolicy *policy, const char *period, GError **error);
void            haven_total_spec_free   (HavenTotalSpec *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenTotalSpec, haven_total_spec_free)

const char     *haven_total_spec_get_id     (HavenTotalSpec *self);    /* SHA-256 of the names of all figures and the period, hex */
const char     *haven_total_spec_get_period (HavenTotalSpec *self);
guint           haven_total_spec_get_n      (HavenTotalSpec *self);
HavenTotalCell  haven_total_spec_get_cell   (HavenTotalSpec *self, guint index);

/* Which of these numbers, if they alone were kept back, would follow from all the others by sums? unknown: a flag for every figure that is kept
 * back; ret_follows: a flag for each of them that comes out all the same. TRUE: none does. */
gboolean        haven_total_spec_keeps  (HavenTotalSpec *self, const guint8 *unknown, guint8 *ret_follows);

/* Figures that stand in a sum with this one: guint. */
GArray         *haven_total_spec_list_beside (HavenTotalSpec *self, guint index);
