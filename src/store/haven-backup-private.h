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

/* A restore that says before each step that it is about to: the folder, the records, the keys */
typedef void (*HavenRestoreStep) (gpointer user_data);
gboolean haven_backup_restore_stepped (const char *path, const char *beside, const char *folder, HavenRestoreStep step, gpointer user_data,
                                       GError **error);
