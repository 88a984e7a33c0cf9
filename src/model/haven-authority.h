/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"
#include "haven-training.h"

/* A school has pupils of several authorities (practice 5), and each has a Virtual School of its own: tokens, keys, documents, catalogue, bookings
 * and messages belong to one of them. HAVEN_AUTHORITY_OWN is where the school lies: the termly return goes there, and it counts everybody on roll
 * (practice 39). The others have numbers from 1. */
#define HAVEN_AUTHORITY_OWN 0
#define HAVEN_AUTHORITY_LEFT (-1)          /* one that the school has left: its bookings stay to be read */

/* The key of the setting that holds this for one authority: "exchange.url", "document.survey"; "2.exchange.url" */
char       *haven_authority_dup_key      (gint64 authority, const char *key);
/* What a key is about, whosever it is: "exchange.url" of "2.exchange.url" */
const char *haven_authority_plain_key    (const char *key);
const char *haven_authority_get          (HavenSchool *school, gint64 authority, const char *key, const char *fallback);

/* gint64, the school's own first, whether it is joined or not; then those that were joined besides, by network or by file */
GArray     *haven_authority_list         (HavenSchool *school);
gboolean    haven_authority_is_joined    (HavenSchool *school, gint64 authority);       /* by network */
gboolean    haven_authority_is_known     (HavenSchool *school, gint64 authority);       /* joined, or its keys came by file and were compared */
/* Whether anything can still go there: the school's own, joined or not yet, and those that are known; not one that was left */
gboolean    haven_authority_is_there     (HavenSchool *school, gint64 authority);
gint64      haven_authority_get_free     (HavenSchool *school);       /* a number that nothing was ever kept under */
/* "North Invented Virtual School"; NULL: it did not say, or is not joined */
const char *haven_authority_get_name     (HavenSchool *school, gint64 authority);

/* In the catalogue of that authority; NULL: not there */
const HavenEvent  *haven_authority_find_event  (HavenSchool *school, gint64 authority, const char *event);
const HavenCourse *haven_authority_find_course (HavenSchool *school, gint64 authority, const char *course);
