/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-page.h"
#include "haven-school.h"

/* What a school's data protection officer and head need on paper (practice 35): templates of data/reference with what Haven knows filled
 * in, to be edited. What the school decides stands in square brackets. The impact assessment ends with every field of the store. */
typedef struct {
  HavenSchool *school;
  HavenClock clock;
  const char *name;             /* one of haven_document_names() */
  const char *signed_by;        /* may be NULL */
  guint paper;                  /* HavenPaper */
} HavenDocumentRequest;

const char *const *haven_document_names (void);                        /* dpia … threat-model */
const char *haven_document_get_title    (const char *name);

char        *haven_document_to_text (const HavenDocumentRequest *request, GError **error);
GBytes      *haven_document_render  (const HavenDocumentRequest *request, guint *ret_pages, GError **error);
HavenSheets *haven_document_print   (const HavenDocumentRequest *request, GError **error);
