/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* data/reference/common-passphrases.txt: sorted, NULL-terminated, lent */
const char *const *haven_common_passphrases (void);
