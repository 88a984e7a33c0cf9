/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The secret of a recovery sheet, printed and typed by hand: six groups of five signs, the fifth of each a check on its group.
 * 120 bits. No sign looks like another: no I, L, O or U. Spaces, dashes, small letters and look-alikes are forgiven. */
#define HAVEN_RECOVERY_GROUPS 6

char *haven_recovery_code_new       (void);                 /* "7QK2M-…"; to be wiped by the caller */
char *haven_recovery_code_normalise (const char *typed);    /* as it was made; NULL: not a code, or mistyped */
int   haven_recovery_code_find_slip (const char *typed);    /* the first group that is mistyped, from 1; 0: none; -1: not a code at all */
