/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-secret.h"

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
