/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-release.h"
#include "haven-school.h"

/* The sharing settings of a school: those in force, and those that the Virtual School sent and nobody has agreed to yet. What comes is only
 * ever offered: a person sees what would be different, and the head or the trust approves it, before it is used (practice 39).
 *
 * Settings of the store: sharing.policy (agreed to), sharing.approved-by, -at and -what, sharing.problem, sharing.secret (the key of noise);
 * document.policy (what came last). Only the session writes them. sharing.unseen = yes: the owner lets returns go without their having been
 * looked at. */
typedef struct {
  HavenPolicy *in_force;     /* Haven's own until others are agreed to */
  gboolean agreed;           /* they are the Virtual School's */
  HavenPolicy *offered;      /* NULL: nothing new */
  char *offered_digest;      /* SHA-256 of its text: what an approval is given for */
  GPtrArray *changes;        /* sentences: what offered would make different */
  char *problem;             /* why what came last was refused; NULL: it was not */
  char *approved_by;         /* of those in force; NULL: nobody yet */
  gint64 approved_at;
  gboolean unseen;           /* returns may go without being looked at */
} HavenSharing;

/* Pure. NULL with the sentence if what is in force cannot be read: then nothing is made rather than something else. */
HavenSharing *haven_sharing_new  (HavenSchool *school, GError **error);
void          haven_sharing_free (HavenSharing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSharing, haven_sharing_free)

HavenPolicy  *haven_sharing_dup_policy (HavenSchool *school, GError **error);          /* those in force */

/* Why a policy that came is not even offered: too weak, unreadable, older than what is in force or offered, or another text under the same
 * version. FALSE with that sentence. */
gboolean      haven_sharing_judge (HavenSchool *school, GBytes *policy, GError **error);

/* No return has gone yet: its sending needs an approval of its own. */
gboolean      haven_sharing_needs_approval (HavenSchool *school);

/* These very bytes were queued or sent. A page that repeats what only governors were told by has not been. */
gboolean      haven_sharing_has_sent (HavenSchool *school, HavenRelease *release);
