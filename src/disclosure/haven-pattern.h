/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-release.h"
#include "haven-return.h"
#include "proof/haven-release-file.h"

/* The truth beside what would be published, while it is being decided which is hidden, and why. */
typedef struct {
  HavenReleaseFile *truth;
  HavenReleaseFile *published;
  HavenCellReason *reasons;  /* a cell's */
  guint contributors;        /* fewest behind a shown magnitude */
  GArray *parts;             /* HavenReturnMagnitude, in the order of the magnitudes */
} HavenPattern;

HavenPattern *haven_pattern_new      (HavenReturn *totals, HavenPolicy *policy, GError **error); /* everything shown */
void          haven_pattern_free     (HavenPattern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenPattern, haven_pattern_free)

void          haven_pattern_hide     (HavenPattern *self, guint cell, HavenCellReason reason);
void          haven_pattern_show     (HavenPattern *self, guint cell);
gboolean      haven_pattern_is_hidden (HavenPattern *self, guint cell);
gint64        haven_pattern_get_truth (HavenPattern *self, guint cell);
guint         haven_pattern_get_group (HavenPattern *self, guint cell);     /* whose figure it is */

/* The p %-rule: with p = 10 the second contributor could estimate the greatest to within 10 %. And the threshold: noughts are few. */
gboolean      haven_pattern_outweighs (const HavenReturnMagnitude *part, guint p_percent);
gboolean      haven_pattern_is_few    (gint64 value, gint64 threshold);

/* Shown as 0 whatever else is: of a group with nobody in it; or that nobody is "not_counted", where nobody at all is and the settings let
 * that be told. Told of a group alone it would say of the others that somebody is, and what that leaves for their answers. */
gboolean      haven_pattern_is_nought (HavenPattern *self, guint cell);

/* Why a figure must be hidden for its own sake; SHOWN if it need not. Knows nothing of its neighbours but its group's roll. */
HavenCellReason haven_pattern_judge  (HavenPattern *self, guint cell);
void          haven_pattern_hide_primary (HavenPattern *self, guint block);
