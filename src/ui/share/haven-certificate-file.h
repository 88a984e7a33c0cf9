/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The text of a file of certificates (PEM), for a screen where somebody chose it; with_key: it must hold a private key too. To be wiped.
 * INVALID: it is none; TOO_LARGE; NOT_FOUND: it cannot be read. */
char *haven_certificate_file_read (const char *path, gboolean with_key, GError **error);
