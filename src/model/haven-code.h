/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Enumerations and the codes they are written with: NULL-terminated tables by enum value. For this module's sources. */
gboolean    haven_code_parse (const char *const *codes, const char *code, int *ret_value);   /* upper and lower case alike */
const char *haven_code_at    (const char *const *codes, int value);                          /* "" where there is no such value */
const char *haven_code_text  (const char *const *texts, int value);                         /* the same, translated */
