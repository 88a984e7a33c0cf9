/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Each field of the store: what it is, why it is kept and for how long, for the papers of data protection (practice 35).
 * data/reference/kept-columns.csv; a test of the store holds it to the schema. */
typedef struct {
  const char *table;            /* "*": in several tables, and the same in each */
  const char *column;
  const char *what;
  const char *why;
  const char *kept;             /* a class of data/reference/retention.csv */
} HavenKeptColumn;

const HavenKeptColumn *haven_kept_columns      (guint *ret_n);                                  /* table by table */
const HavenKeptColumn *haven_kept_column_find  (const char *table, const char *column);         /* NULL: nobody says */
const char            *haven_retention_text    (const char *kept);                              /* "while on roll; …"; aborts on an unknown class */
