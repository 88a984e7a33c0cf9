/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A whole file that somebody chose, of at most so many bytes, off the main thread. It is wiped when it is let go: a key may be in it.
 * NOT_FOUND: it cannot be read; TOO_LARGE. */
void    haven_load_file_async  (const char *path, goffset most, GAsyncReadyCallback callback, gpointer user_data);
GBytes *haven_load_file_finish (GAsyncResult *result, GError **error);
