/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The names that files of school systems use for what Haven keeps, from data/reference/synonyms.json. Case, accents, punctuation and
 * doubled spaces do not count. A kind of file is what haven_import_type_code () calls it: "pupils", "school-attainment" … */
const char        *haven_synonym_find_column (const char *kind, const char *header);   /* the member's name, "upn"; NULL: unknown */
gboolean           haven_synonym_has_column  (const char *kind, const char *member);      /* files of this kind may have it */
const char *const *haven_synonym_get_needs   (const char *kind);                      /* members without which it is no such file */
const char        *haven_synonym_find_value  (const char *set, const char *text);      /* set "status", "LAC" -> "CLA"; NULL: unknown */
