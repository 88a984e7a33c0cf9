/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

/* Somebody asked for everything held on a pupil (UK GDPR Article 15): the register of requests, and what was decided about what names
 * others. */
typedef enum { HAVEN_ASKER_CHILD, HAVEN_ASKER_PARENT, HAVEN_ASKER_OTHER } HavenAsker;

typedef struct {
  gint64 id;
  gint64 pupil_id;
  char *asked_by;            /* a name */
  int asker;                 /* HavenAsker */
  HavenDay asked_on;
  HavenDay identity_on;      /* who they are, or that they may ask, was shown later, on this day; NONE: it was not asked for */
  HavenDay extended_on;      /* they were told that it takes longer; NONE: it does not */
  char *extended_why;
  char *signed_by;           /* the data protection officer */
  HavenDay signed_on;
  char *signed_digest;       /* of the answer that was signed: one that has changed since is a draft again */
  HavenDay answered_on;
} HavenAccessRequest;
HAVEN_DECLARE_RECORD (HavenAccessRequest, haven_access_request, HAVEN_KIND_ACCESS_REQUEST)
const char *haven_asker_code  (HavenAsker asker);                      /* child, parent, other */
gboolean    haven_asker_parse (const char *code, HavenAsker *ret_asker);
const char *haven_asker_text  (HavenAsker asker);

typedef enum { HAVEN_ACCESS_KEEP, HAVEN_ACCESS_REDACT, HAVEN_ACCESS_WITHHOLD } HavenAccessDecision;

/* Of one passage of one field, or of a whole record (no field). It holds for the words that were looked at, and for no others. */
typedef struct {
  gint64 id;
  gint64 pupil_id;
  gint64 request_id;
  char *about;               /* a table */
  gint64 record;             /* its id there */
  char *field;               /* NULL: the whole record */
  gint64 start;              /* of the passage, in bytes */
  gint64 length;
  char *digest;              /* SHA-256 of the field, or of all of them: none of its words stands here */
  int decision;              /* HavenAccessDecision */
  char *exemption;           /* data/reference/exemptions.csv, of what is withheld */
  char *reason;
} HavenAccessChoice;
HAVEN_DECLARE_RECORD (HavenAccessChoice, haven_access_choice, HAVEN_KIND_ACCESS_CHOICE)
const char *haven_access_decision_code  (HavenAccessDecision decision); /* keep, redact, withhold */
gboolean    haven_access_decision_parse (const char *code, HavenAccessDecision *ret_decision);
