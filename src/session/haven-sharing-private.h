/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-command-private.h"
#include "haven-release.h"
#include "haven-secret.h"
#include "haven-sharing.h"

/* On the writer thread, in a transaction */
gboolean     haven_sharing_take_offer (HavenWriting *writing, GBytes *policy, GError **error);  /* offered, or refused and said so */
gboolean     haven_sharing_agree      (HavenWriting *writing, const char *digest, const char *approved_by, GError **error);

/* Beside the page, where the settings in force ask for it: the school's sealed total of the same period, counted now. */
gboolean     haven_sharing_queue_shares (HavenWriting *writing, HavenRelease *page, GError **error);

/* The key of noise; NULL: there is none, since no settings that ask for noise were agreed to */
HavenSecret *haven_sharing_dup_secret (HavenSchool *school);

/* Settings that nobody sets by hand */
gboolean     haven_sharing_is_own_key (const char *key);
