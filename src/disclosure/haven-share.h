/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-secret.h"

/* Channel C: all true totals of a school in two shares that add up to them modulo 2^64. One is a random seed, the other what is left of the
 * totals when the seed's stream is taken away: each by itself is chance and nothing else. Each is sealed to its receiver, with the school, the
 * period, the report and the figures it is of, so that none can be put in another's place. */
typedef struct {
  char *report;                  /* a UUID: of this making of it */
  char *urn;
  char *period;
  char *spec;                    /* haven-total-spec.h */
  GBytes *virtual_school;        /* sealed to the Virtual School … */
  GBytes *key_holder;            /* … and to the independent key-holder */
} HavenShares;

void         haven_shares_free (HavenShares *self);      /* made by haven-shares.h */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenShares, haven_shares_free)

/* One share, unsealed by its receiver. */
typedef struct {
  char *urn;
  char *period;
  char *report;
  char *spec;
  guint n;
  guint8 *hidden;                /* n flags: not shown on this school's page */
  guint64 *values;               /* n: this receiver's share of each figure */
} HavenShare;

HavenShare  *haven_share_open  (GBytes *public_key, HavenSecret *secret_key, GBytes *sealed, GError **error); /* INVALID */
void         haven_share_free  (HavenShare *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenShare, haven_share_free)
