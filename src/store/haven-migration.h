/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"

/* The shape of the store, a numbered file of data/sql after another, or all at once where there is nothing yet; PRAGMA user_version counts
 * those that were run. */
gboolean haven_migration_run   (HavenConnection *connection, GError **error);   /* up to the newest; TOO_NEW; each all or nothing */
gboolean haven_migration_is_due (HavenConnection *connection, guint *ret_version, GError **error); /* *ret_version 0: nothing to do, or nothing there */
gboolean haven_migration_check (HavenConnection *connection, GError **error);   /* for a reader: is it exactly the newest? */
