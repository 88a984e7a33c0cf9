/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-backup.h"
#include "haven-store-private.h"

gboolean haven_backup_write_from (HavenConnection *connection, HavenSecret *key, const char *folder, const char *path, GError **error);
