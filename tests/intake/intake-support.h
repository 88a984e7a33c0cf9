/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-intake.h"
#include "haven-intake-stage.h"
#include "haven-test-school.h"

/* Invented pupils with UPNs whose check letters are right */
#define UPN_ONE "B801200005001"
#define UPN_TWO "U502400200093"
#define UPN_NEW "F80120002601A"

HavenClock          test_clock     (void);                               /* 18:00 on 21 November 2025 */
HavenImportPreview *stage_text     (const char *text, HavenImportType type, HavenSchool *school);   /* has to succeed */
/* The same with answers: key, answer, key, answer …, NULL */
HavenImportPreview *stage_said     (const char *text, HavenSchool *school, ...) G_GNUC_NULL_TERMINATED;
const HavenImportQuestion *asked   (HavenImportPreview *preview, const char *key);        /* has to be asked */
HavenImportPreview *stage_or_fail  (const char *text, HavenImportType type, HavenSchool *school, HavenErrorCode code);   /* NULL: failed as wanted */
void                assert_counts  (HavenImportPreview *preview, guint rows, guint added, guint changed, guint same, guint problems);
void                assert_problem (HavenImportPreview *preview, guint n, guint line, const char *column, const char *code);
gboolean            assumes        (HavenImportPreview *preview, const char *part);       /* a sentence with these words */

/* A school with one and two as an import left them, one with a child in need plan since 1 October 2024 */
HavenTestSchool    *small_school   (void);
HavenSchool        *after          (HavenSchool *take_school, const char *text, HavenImportType type);   /* stages and imagines */

/* Everything equal in these tables, ids too */
gboolean            is_same_school (HavenSchool *a, HavenSchool *b, HavenTables tables);
