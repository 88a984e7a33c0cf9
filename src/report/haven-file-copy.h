/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-page.h"
#include "haven-school.h"

/* Everything that Haven holds on one child, as a paper to put into the child protection file when the child leaves (practice 25): table by
 * table, every field that has something in it, in the words of data/reference/kept-columns.csv, marks as codes. Restricted entries stand in it
 * where the school that is handed over holds their text. */
typedef struct {
  HavenSchool *school;
  HavenClock clock;
  gint64 pupil_id;
  const char *printed_by;
  guint paper;                  /* HavenPaper */
} HavenFileCopyRequest;

HavenSheets *haven_file_copy_print      (const HavenFileCopyRequest *request, GError **error);   /* NOT_FOUND */
const HavenTable *haven_file_copy_tables (guint *ret_n);                                          /* in the order of the paper */
