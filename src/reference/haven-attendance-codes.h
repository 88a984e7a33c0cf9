/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* Attendance codes and their statistical classes, from data/reference/attendance-codes.csv (dated, with its source). */
typedef enum {
  HAVEN_CLASS_NONE,             /* no mark */
  HAVEN_CLASS_PRESENT,          /* / \ L */
  HAVEN_CLASS_APPROVED,         /* approved educational activity: K V P W B */
  HAVEN_CLASS_AUTHORISED,
  HAVEN_CLASS_UNAUTHORISED,
  HAVEN_CLASS_NOT_POSSIBLE,     /* D Q X Y1-Y7 */
  HAVEN_CLASS_ADMINISTRATIVE,   /* Z #: not collected */
  HAVEN_CLASS_UNKNOWN,          /* a code that Haven does not know: kept and counted as that, in no rate, never guessed */
} HavenMarkClass;

#define HAVEN_MARK_UNKNOWN '!'  /* in a register; the import's receipt has the words of the file */

typedef struct {
  guint8 mark;                  /* the byte in a register */
  const char *code;             /* "Y4" as people write it */
  const char *meaning;
  HavenMarkClass mark_class;
  HavenDay from;                /* in force, NONE: always */
  HavenDay until;               /* withdrawn after, NONE: still */
} HavenAttendanceCode;

const HavenAttendanceCode *haven_attendance_code_of   (guint8 mark);      /* NULL: no such mark */
const HavenAttendanceCode *haven_attendance_code_find (const char *code); /* "Y4", "/", stand-ins too; sub-codes (X01) by their first letter are the mapper's choice, not ours */
const HavenMarkClass      *haven_mark_classes         (void);             /* 256 of them, by byte: the hot loop */
const HavenAttendanceCode *haven_attendance_codes     (guint *ret_n);     /* in the order of the file */
gboolean                   haven_mark_is_elsewhere    (guint8 mark);      /* D, B, K: hide children (practice 9) */
char                      *haven_marks_to_codes       (const char *marks); /* "I>" of a register is "I, C2" to a person */
