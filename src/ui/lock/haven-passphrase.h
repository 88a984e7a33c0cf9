/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Whether a passphrase may protect a store: long enough, and no common word, nor the school's or the person's own name, dressed up
 * with figures and signs. Any characters are welcome, and nothing is cut off. The sentence in error says what is wrong. */
#define HAVEN_PASSPHRASE_LEAST 8
#define HAVEN_PASSPHRASE_GOOD 15

gboolean haven_passphrase_check (const char *passphrase, const char *school, const char *user, GError **error);
