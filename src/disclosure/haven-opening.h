/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-share.h"
#include "haven-total-spec.h"

/* What of a batch of shares may be opened, decided where it cannot be gone round: by the independent key-holder, who gives out nothing but
 * the sum of its shares.
 *
 *   - at least as many schools as the settings say, 20 or more, each once;
 *   - all of one period and one list of figures;
 *   - a figure only if no school hides it on its page, or at least as many as the settings say, 10 or more: the sum less what the pages
 *     show would else be the sum of a few hidden figures;
 *   - and no figure that is kept back for that may follow from those that are given, by the sums between them. */
typedef struct {
  char *period;
  char *spec;
  guint n;
  GPtrArray *reports;            /* char *: whose shares these sums are of */
  guint8 *withheld;              /* n flags */
  guint64 *values;               /* n; 0 where withheld */
} HavenTotalSum;

/* shares: HavenShare, the key-holder's own. REFUSED with the rule that is not kept. */
HavenTotalSum *haven_opening_sum  (HavenTotalSpec *spec, const HavenPolicyTotal *rules, GPtrArray *shares, GError **error);

/* The Virtual School's half: its own shares of exactly those reports, added to the key-holder's sum. gint64 each; meaningless where withheld.
 * CONFLICT: a report that was counted there is not here, or one of its figures cannot be. */
GArray        *haven_opening_add  (HavenTotalSum *sum, GPtrArray *shares, GError **error);

HavenTotalSum *haven_total_sum_new  (guint n);
void           haven_total_sum_free (HavenTotalSum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenTotalSum, haven_total_sum_free)
