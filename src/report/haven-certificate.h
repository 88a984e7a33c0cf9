/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-page.h"
#include "haven-school.h"

/* The certificate of a destruction: which classes and how many rows, of whom by number only, when, who decided, on what ground, and which
 * copies somebody has to destroy by hand. It names nobody; a line is left to write a name on, where the school's schedule asks for one. */
HavenSheets *haven_certificate_print     (HavenSchool *school, const HavenErasure *erasure, HavenClock clock, GError **error);
GPtrArray   *haven_certificate_list      (const HavenErasure *erasure);     /* HavenErasedRows, class by class */

typedef struct {
  const char *kept;             /* the class of data/reference/retention.csv */
  char *table;
  guint64 n;
} HavenErasedRows;
void         haven_erased_rows_free      (HavenErasedRows *self);
