/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-session.h"

/* A line of the audit as a sentence, and as a row of a file */
char *haven_activity_dup_sentence (const HavenAuditLine *line);                        /* "A. Invented uncovered a restricted entry" */
char *haven_activity_dup_about    (const HavenAuditLine *line, HavenSchool *school);   /* "21 November 2025, 14:05 · Keira Edwards" */
GBytes *haven_activity_make_csv   (GPtrArray *lines);                                  /* pupils by number only */
