/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-import.h"
#include "haven-school.h"

/* What an import would put into the store: whole records, those with an id instead of the one they are drafted from. A new one that another
 * new one refers to has a number below zero until it has its own; it is put before the other. */
typedef struct {
  HavenSchool *school;       /* the one it was worked out against */
  char *digest;
  GPtrArray *puts[HAVEN_N_TABLES];
} HavenStaged;

/* In which the puts are put: the child before its contacts */
HavenTable   haven_staged_get_nth_table (guint n);
HavenStaged *haven_staged_new    (HavenSchool *school, const char *digest);
void         haven_staged_free   (HavenStaged *self);
void         haven_staged_put    (HavenStaged *self, HavenTable table, gpointer take_record);
gpointer     haven_staged_dup    (HavenTable table, gconstpointer put, gint64 import_id);   /* as that import leaves it */

/* Numbers below zero and the ones that took their place */
GHashTable  *haven_staged_numbers_new (void);
void         haven_staged_number  (GHashTable *numbers, gint64 before, gint64 id);
void         haven_staged_resolve (GHashTable *numbers, HavenTable table, gpointer record);   /* what it refers to */
/* The school with every put in it; what is new gets the next free numbers */
HavenSchool *haven_staged_imagine (HavenStaged *self, HavenSchool *school);
