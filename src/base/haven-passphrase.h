/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a new passphrase must be: long enough, and not what others would guess first. Nothing else: any characters, no forced mixture,
 * no limit below HAVEN_PASSPHRASE_MOST; nothing is cut off. Length is counted in characters as people see them. */
#define HAVEN_PASSPHRASE_LEAST 8
#define HAVEN_PASSPHRASE_GOOD 15
#define HAVEN_PASSPHRASE_MOST 1024

typedef struct {
  const char *const *common;    /* small letters, no spaces; NULL-terminated, sorted by strcmp; NULL: none */
  const char *const *local;     /* names of the school and the person, as they are written; NULL-terminated; NULL: none */
} HavenGuesses;

gboolean haven_passphrase_check    (const char *passphrase, const HavenGuesses *guesses, GError **error);   /* INVALID says what to do */

typedef enum { HAVEN_STRENGTH_REFUSED, HAVEN_STRENGTH_FAIR, HAVEN_STRENGTH_GOOD } HavenStrength;
HavenStrength haven_passphrase_measure (const char *passphrase, const HavenGuesses *guesses, char **ret_sentence);
