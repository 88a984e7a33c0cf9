/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Unique pupil number: check letter and twelve digits, the last of which is a letter while the number is temporary. */
gboolean haven_upn_is_valid  (const char *upn);
char     haven_upn_check_letter (const char *body);                    /* of the twelve characters after the letter; 0 if they cannot be */
char    *haven_upn_normalise (const char *text);                       /* spaces off, upper case; NULL if it is no UPN */
