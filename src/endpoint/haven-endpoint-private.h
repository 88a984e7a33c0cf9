/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

#include <sqlite3.h>

struct _HavenEndpoint {
  sqlite3 *db;
  GError *failure;                         /* the first since begin */
  char *name;
  char *epoch;
  HavenWireKeys *keys;
  HavenSecret *receipts;
  HavenSecret *settings;
  HavenDay today;
};

void haven_endpoint_note_failure (HavenEndpoint *self);
