/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

typedef enum { HAVEN_SEN_NONE, HAVEN_SEN_SUPPORT, HAVEN_SEN_EHCP } HavenSen;   /* N, K, E */
typedef enum { HAVEN_FSM_UNKNOWN, HAVEN_FSM_NO, HAVEN_FSM_YES } HavenFsm;

typedef struct {
  gint64 id;
  char *upn;                 /* NULL where a child has none */
  char *admission_no;
  char *surname;
  char *forename;
  char *preferred;           /* NULL: as forename */
  HavenDay born;
  char *sex;                 /* F, M, U */
  char *year_group;          /* E1 E2 N1 N2 R 1..14 X */
  char *reg_group;
  int sen;                   /* HavenSen */
  int fsm;                   /* HavenFsm */
  HavenDay admitted;         /* NONE: before all marks */
  HavenDay left;             /* leaving day, NONE: on roll */
  char *destination;         /* of a leaver; "home education" among them */
  char *family;              /* siblings share it; NULL: not known */
  char *language;            /* of the home, where an interpreter is wanted */
  gint64 import_id;          /* 0: by hand */
} HavenPupil;

HAVEN_DECLARE_RECORD (HavenPupil, haven_pupil, HAVEN_KIND_PUPIL)

char    *haven_pupil_dup_name     (const HavenPupil *self);            /* "Amara Brown", preferred name first */
char    *haven_pupil_dup_short    (const HavenPupil *self);            /* "Amara B." */
char    *haven_pupil_dup_initials (const HavenPupil *self);            /* "A.B." */
char    *haven_pupil_dup_needle   (const HavenPupil *self);            /* folded: names, UPN and its last four, for haven_text_matches */
int      haven_pupil_get_year     (const HavenPupil *self);            /* -4 E1 .. 0 R, 1..14; G_MININT where there is none */
char    *haven_pupil_dup_year_text(const HavenPupil *self);            /* "Year 9", "Reception" */
gboolean haven_pupil_is_on_roll   (const HavenPupil *self, HavenDay day);
/* Compulsory school age: from the first of January, April or September (that is, the term) after the fifth birthday to the last Friday of June in year 11 */
gboolean haven_pupil_is_compulsory_age (const HavenPupil *self, HavenDay day);
int      haven_pupil_compare      (gconstpointer a, gconstpointer b);  /* HavenPupil **, by surname, forename, UPN */
