/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "haven-policy.h"

/* What a policy file says of its version and its channel; absent is version 1, the page alone. */
typedef struct {
  guint version;
  HavenChannel channel;
  HavenPolicyTotal total;        /* of HAVEN_CHANNEL_PAGE_AND_TOTAL */
} HavenPolicySharing;

gboolean haven_policy_sharing_read  (HavenPolicySharing *self, JsonObject *object, GError **error); /* INVALID, or UNSAFE below the floor */
void     haven_policy_sharing_clear (HavenPolicySharing *self);
