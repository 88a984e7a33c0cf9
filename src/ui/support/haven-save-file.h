/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A whole file or none, off the main thread: the place that somebody chose may be slow */
void     haven_save_file_async  (const char *path, GBytes *bytes, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_save_file_finish (GAsyncResult *result, GError **error);
