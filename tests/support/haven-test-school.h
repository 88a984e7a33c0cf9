/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance-codes.h"
#include "haven-school.h"

/* An invented school made in memory, for tests of whatever reads a HavenSchool. Days are written as ISO text. */
typedef struct _HavenTestSchool HavenTestSchool;

HavenTestSchool *haven_test_school_new   (void);                       /* starts the reference tables too */
HavenSchool     *haven_test_school_build (HavenTestSchool *take_self);
HavenSchool     *haven_test_school_from_tables (GPtrArray *tables[HAVEN_N_TABLES]);   /* in any order, as haven_demo_make gives them */

HavenDay  haven_test_day  (const char *iso);                           /* "" is HAVEN_DAY_NONE */
HavenSpan haven_test_span (const char *first, const char *last);

void      haven_test_school_set          (HavenTestSchool *self, const char *key, const char *value);
void      haven_test_school_add_calendar (HavenTestSchool *self, int year);    /* three terms with half terms; of 2025/26: see there */
gint64    haven_test_school_add          (HavenTestSchool *self, HavenTable table, gpointer take_record);

gpointer  haven_test_school_get_drafted  (HavenTestSchool *self, HavenTable table, gint64 id);   /* while it is a draft */

/* Something in every field, the same each time; of this pupil where it is anybody's. It refers to nothing: that is put there by name. */
gpointer  haven_test_invent              (HavenTable table, gint64 pupil_id);
void      haven_test_refer               (HavenTable table, gpointer record, const char *name, gint64 id);

/* born so as to be in year_group in 2025/26; the UPN is valid and made from n */
gint64    haven_test_school_add_pupil    (HavenTestSchool *self, guint n, int year_group);
HavenPupil *haven_test_school_get_pupil  (HavenTestSchool *self, gint64 pupil_id);       /* while it is a draft */
gint64    haven_test_school_add_spell    (HavenTestSchool *self, gint64 pupil_id, HavenStatus status, const char *first, const char *last);
gint64    haven_test_school_add_suspension (HavenTestSchool *self, gint64 pupil_id, const char *first, int sessions, const char *reason);

/* Marks, by code. Weekly totals are kept for everybody; a register too, unless the pupil is one of whom only totals are kept. */
void      haven_test_school_keep_totals  (HavenTestSchool *self, gint64 pupil_id);
void      haven_test_school_mark         (HavenTestSchool *self, gint64 pupil_id, HavenDay day, int session, const char *code);
void      haven_test_school_attend       (HavenTestSchool *self, gint64 pupil_id, HavenSpan span);   /* present on every weekday */
/* codes: one for each session from the AM of the first day on, by a space, weekends passed over: "/ \\ N N"; "-" is no mark */
void      haven_test_school_mark_days    (HavenTestSchool *self, gint64 pupil_id, const char *first, const char *codes);
