/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-letter.h"

/* Facts by name; what is not known is not in it. For the letters' own sources. */
GHashTable *haven_letter_facts (const HavenLetterRequest *request);
extern const char *const haven_letter_fact_names[];                    /* NULL-terminated: all that a template may name */
