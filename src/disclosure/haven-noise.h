/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-release.h"
#include "haven-return.h"

/* Channel B: every count of a return with noise that depends on who was counted and on nothing else. The same children bring the same noise
 * in whatever table and period, so that nothing can be averaged out of many figures; 0 stays 0; what it is worth as a protection is said in
 * the limits (privacy.md): uncertainty, not proof.
 *
 * A sum of sessions or days has a fifth to a half of the greatest contribution added or taken away, again by who adds to it; one to which
 * fewer than the settings' contributors add is not sent.
 *
 * What is sent by this way is sent by no other, and once: a correction would be a second figure for nearly the same children. */
HavenRelease *haven_noise_make     (HavenReturn *totals, HavenPolicy *policy, GPtrArray *ledger, GError **error);

/* From the sum of the records' keys to what the table of noise is asked with: 0 to 2^32 - 1. Sums of keys hang together as the tables do;
 * this undoes that. */
guint32       haven_noise_cell_key (guint64 key_sum);
