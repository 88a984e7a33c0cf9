/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-backup.h"
#include "haven-store-private.h"

typedef struct {
  HavenConnection *connection;
  HavenSecret *key;
  const char *folder;                      /* of the store */
  HavenBackupTouch touch;                  /* NULL: nothing */
  gpointer touch_data;
} HavenBackupSource;

gboolean haven_backup_write_from (const HavenBackupSource *source, const char *path, GError **error);
