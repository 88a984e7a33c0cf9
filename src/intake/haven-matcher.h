/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

/* Whose row is it? By UPN, else by admission number, surname, forename and date of birth together (practice 6). */
typedef struct _HavenMatcher HavenMatcher;

HavenMatcher *haven_matcher_new   (HavenSchool *school);
void          haven_matcher_free  (HavenMatcher *self);

typedef enum {
  HAVEN_MATCH_FOUND,
  HAVEN_MATCH_EMPTY,         /* the row does not say */
  HAVEN_MATCH_BAD_UPN,       /* its check letter or length is wrong */
  HAVEN_MATCH_UNKNOWN,
  HAVEN_MATCH_SEVERAL,       /* more than one pupil is called so */
} HavenMatch;

/* text as it stands in the file */
HavenMatch    haven_matcher_by_upn (HavenMatcher *self, const char *text, const HavenPupil **ret_pupil);

/* The second way: all four of them or EMPTY. Who was found so is counted, to be said. */
typedef struct {
  const char *admission_no;
  const char *surname;
  const char *forename;
  HavenDay born;
} HavenSaid;

HavenMatch    haven_matcher_by_name (HavenMatcher *self, const HavenSaid *said, const HavenPupil **ret_pupil);
/* Name and date of birth alone: never enough without a person who confirms it. Not counted. */
HavenMatch    haven_matcher_by_birth (HavenMatcher *self, const HavenSaid *said, const HavenPupil **ret_pupil);
void          haven_matcher_add_found (HavenMatcher *self, GHashTable *pupils);   /* adds whom a UPN found so far: a set of HavenPupil */
guint         haven_matcher_count_by_name (HavenMatcher *self);
char         *haven_matcher_dup_key (const HavenSaid *said);             /* the same text for the same child; NULL where EMPTY */
