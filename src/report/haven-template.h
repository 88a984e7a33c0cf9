/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-page.h"

/* Texts with facts in braces, of letters and of the school's documents. Lines: "# " title, "## " heading, "- " item, "_ " a line to sign
 * on, else a paragraph. What is not known is a line to write on. */
const char *haven_template_get_shipped (const char *file);             /* of data/reference, without the licence in its first line */
gboolean    haven_template_check       (const char *text, const char *const *facts, GError **error);   /* names only these facts */
char       *haven_template_fill        (const char *text, GHashTable *facts, GError **error);
void        haven_template_know        (GHashTable *facts, const char *name, char *take_text);   /* nothing, where it is empty */
void        haven_template_print       (const char *text, HavenPages *pages);
