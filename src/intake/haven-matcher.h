/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

/* Whose row is it? By UPN, else by admission number, surname, forename and date of birth together (practice 6). */
typedef struct _HavenMatcher HavenMatcher;

HavenMatcher *haven_matcher_new   (HavenSchool *school);
void          haven_matcher_free  (HavenMatcher *self);

typedef enum {
  HAVEN_MATCH_FOUND,
  HAVEN_MATCH_NO_UPN,        /* the cell is empty */
  HAVEN_MATCH_BAD_UPN,       /* its check letter or length is wrong */
  HAVEN_MATCH_UNKNOWN_UPN,
} HavenMatch;

/* text as it stands in the file */
HavenMatch    haven_matcher_by_upn (HavenMatcher *self, const char *text, const HavenPupil **ret_pupil);

/* NULL unless all four are given and exactly one pupil has them. Counted, to be said. */
const HavenPupil *haven_matcher_by_name (HavenMatcher *self, const char *admission_no, const char *surname, const char *forename, HavenDay born);
guint         haven_matcher_count_by_name (HavenMatcher *self);
