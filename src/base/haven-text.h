/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char       *haven_text_fold      (const char *text);                 /* for search: lower case, no accents, inner spaces single */
gboolean    haven_text_matches   (const char *folded_haystack, const char *folded_needle); /* every word of the needle begins a word of the haystack */
char       *haven_text_squeeze   (const char *text);                 /* outer spaces off, inner runs single; NULL gives "" */
gboolean    haven_text_is_empty  (const char *text);                 /* NULL or only spaces */
gsize       haven_text_plain_spaces (char *text, gsize size);        /* in place: spaces that do not break are spaces; the new size */
char       *haven_text_initials  (const char *forename, const char *surname); /* "A.B." */
char       *haven_text_slug      (const char *text);                 /* for file names: a-z 0-9 - */
char       *haven_text_new_id    (void);                             /* a fresh UUID from the system's randomness */
gboolean    haven_text_is_utf8   (const char *bytes, gsize size);    /* valid UTF-8 without a NUL in it */
const char *haven_text_find_byte (const char *bytes, gsize size, char byte); /* the first one; NULL: there is none */
gboolean    haven_text_is_ascii  (const char *bytes, gsize size);    /* the same, and no letter of more than one byte */
