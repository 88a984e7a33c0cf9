/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Reference data compiled into the program. Call once before anything else of this module; again does nothing. */
void    haven_reference_start  (void);
GBytes *haven_reference_get    (const char *name);                     /* "attendance-codes.csv"; lent; aborts if it is not there */

/* Suspension reasons, data/reference/suspension-reasons.csv */
const char *haven_suspension_reason_text (const char *code);           /* NULL: unknown code */
const char *haven_suspension_reason_find (const char *text);           /* the code of "DB", "DB - Persistent…" or the words alone; or NULL */
const char *const *haven_suspension_reason_codes (void);               /* NULL-terminated, those that may be recorded today */

/* Kinds of meeting, data/reference/meetings.csv: "pep" … */
const char *haven_meeting_type_text  (const char *type);
const char *const *haven_meeting_types (void);

/* Barriers to learning, data/reference/barriers.csv */
const char *haven_barrier_text (const char *code);
const char *const *haven_barrier_codes (void);

/* Thresholds and wording of rules, data/reference/rules.json: each number with its source and date. Aborts on an unknown name. */
gint64      haven_rule_number (const char *rule, const char *name);
const char *haven_rule_text   (const char *rule, const char *name);
const char *haven_rule_source (const char *rule);                      /* "Working together to improve school attendance (2024), paragraph …" */
