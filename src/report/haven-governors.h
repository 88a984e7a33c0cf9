/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-page.h"
#include "haven-release.h"
#include "haven-school.h"

/* Reports about children together: the designated teacher's annual report to governors and the designated safeguarding lead's termly one.
 * No child is in them. A governors' report is a release (practice 40): a group of fewer than five, and a number that would count fewer
 * than five children or leave fewer than five, is left out, and so is the one beside it that would give it away. */

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  const char *kind;             /* one of haven_governors_kinds() */
  HavenPeriod period;           /* a year or a term */
  const char *recipient;        /* NULL: the governing board */
  const char *printed_by;       /* may be NULL */
  guint paper;                  /* HavenPaper */
} HavenGovernorsRequest;

const char *const *haven_governors_kinds (void);                       /* dt-annual, governors */
const char *haven_governors_title (const char *kind);                  /* NULL: no such kind */

/* Sentences are the report's own until the school sets others: haven_governors_list_sentences gives them with the setting's key; the
 * setting's text stands in its place, and "-" strikes it out. */
typedef struct {
  char *key;                    /* "report.dt-annual.2025/26-year.attendance" */
  char *made;
  char *text;                   /* as it stands; NULL: struck out */
} HavenGovernorsSentence;
void       haven_governors_sentence_free (HavenGovernorsSentence *self);
GPtrArray *haven_governors_list_sentences (const HavenGovernorsRequest *request, GError **error);

char    *haven_governors_to_text (const HavenGovernorsRequest *request, GError **error);   /* to be edited */
GBytes  *haven_governors_render  (const HavenGovernorsRequest *request, guint *ret_pages, GError **error);

/* ret_page: the protected page of the period that it tells from, made beside everything in the ledger, which it enters when the report is given
 * away (haven_command_tell_governors). NULL: none can be made, as where figures go with noise, and nothing that it would count is told. */
HavenSheets *haven_governors_print (const HavenGovernorsRequest *request, HavenRelease **ret_page, GError **error);
