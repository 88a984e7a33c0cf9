/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-release.h"
#include "haven-return.h"
#include "haven-share.h"

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

/* page: what the Virtual School sees of the same totals; which of its figures are hidden decides what may be opened. UNSAFE unless the
 * settings ask for a sealed total; INVALID if page and totals are not of one school, period and list of figures. */
HavenShares *haven_shares_make (HavenReturn *totals, HavenRelease *page, HavenPolicy *policy, const char *report, GError **error);
void         haven_shares_free (HavenShares *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenShares, haven_shares_free)
