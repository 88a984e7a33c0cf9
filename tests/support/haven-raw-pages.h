/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-secret.h"

/* Every byte of a file of a store, with the store's key at hand: free pages, gaps within pages and the log too, which no query shows. Written
 * from the format's description and not with SQLCipher, which would only give what it still knows of. */
GBytes  *haven_raw_read  (const char *path, HavenSecret *key);            /* as it stands, then decrypted where it is a database, a log or a backup */
guint    haven_raw_count (const char *path, HavenSecret *key, const char *needle);           /* how often it stands in the file */
guint    haven_raw_count_tree (const char *folder, HavenSecret *key, const char *needle, GString *ret_where);  /* in all files below */
