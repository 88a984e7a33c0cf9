/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-import.h"

/* The codes of a set of synonyms.json with the words that people know them by: what a text of a file can be said to mean. */
void        haven_value_words_offer (HavenImportQuestion *question, const char *set);
gboolean    haven_value_is_nothing  (const char *text);                        /* what stands where a spreadsheet has no value: "–", "#N/A" */
const char *haven_value_words_of    (const char *set, const char *code);      /* NULL: no such code */
