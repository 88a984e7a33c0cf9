/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* SHA-256 of a whole file in hex, by libcrypto, which uses what the processor has for it: on a large file anything else takes longer than
 * reading the marks. */
char *haven_digest_new (gconstpointer bytes, gsize size);
