/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-merge.h"

/* One row as the three have it. mine is a copy whose references name the rows of the result. */
typedef struct {
  HavenTable table;
  gint64 id;                    /* in the result */
  gconstpointer base;           /* NULL: not there */
  gpointer mine;                /* owned */
  gconstpointer theirs;
  gboolean touched_mine;        /* changed or added, or something that hangs on it was */
  gboolean touched_theirs;
  HavenConflict *whole;         /* one side deleted it, and the other changed it */
  GPtrArray *fields;            /* HavenConflict of single fields; NULL: none */
  gboolean alive;               /* in the result */
} HavenMergeRow;

struct _HavenMerge {
  HavenSchool *base;
  HavenSchool *mine;
  HavenSchool *theirs;
  GPtrArray *rows[HAVEN_N_TABLES];
  GHashTable *by_id[HAVEN_N_TABLES];       /* HavenMergeRow by its id */
  GHashTable *new_ids[HAVEN_N_TABLES];     /* of rows of mine: gint64 by gint64 */
  GPtrArray *conflicts;
  guint n_mine;
  guint n_theirs;
};

/* What rows refer to. hard: it goes with what it hangs on; else it only names it. */
typedef struct {
  const char *field;
  HavenTable table;
  gboolean hard;
} HavenReference;
#define HAVEN_N_REFERENCES 6
extern const HavenReference haven_merge_references[HAVEN_N_REFERENCES];
extern const char *const haven_merge_key_fields[HAVEN_N_TABLES][4];      /* tables whose rows are known by what they say, not by number */

/* haven-merge-rows.c: which row is which */
HavenTable haven_merge_get_nth_table  (guint n);                          /* what is referred to comes before what refers to it */
void       haven_merge_pair           (HavenMerge *self, HavenTable table);
gint64     haven_merge_get_reference  (HavenTable table, gconstpointer record, const HavenReference *reference);   /* 0: none */
void       haven_merge_set_reference  (HavenTable table, gpointer record, const HavenReference *reference, gint64 id);
HavenMergeRow *haven_merge_find       (HavenMerge *self, HavenTable table, gint64 id);

/* haven-merge-field.c: one row that both have */
void       haven_merge_compare_fields (HavenMerge *self, HavenMergeRow *row);                /* finds its conflicts */
gpointer   haven_merge_make_record    (HavenMergeRow *row);
void       haven_merge_add_conflict   (HavenMerge *self, HavenMergeRow *row, guint field);   /* 0: of the whole */
