/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define HAVEN_CERTIFICATE_FILE_BYTES (1024 * 1024)       /* all that a system trusts is a quarter of this */

/* The text of a file of certificates (PEM) that somebody chose; with_key: it must hold a private key too. To be wiped. INVALID: it is none. */
char *haven_certificate_file_parse (GBytes *file, gboolean with_key, GError **error);
