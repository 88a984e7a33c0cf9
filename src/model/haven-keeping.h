/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

/* Looking after records: what may not be destroyed, what became of the child protection file, what was decided when a time was over, and
 * what was erased. */

/* While it stands, nothing of the child can be destroyed, whatever anybody asks for. */
typedef struct {
  gint64 id;
  gint64 pupil_id;
  char *ground;              /* a code of data/reference/hold-grounds.csv */
  char *why;                 /* which inquiry, which case */
  char *set_by;              /* user */
  HavenDay set_on;
  HavenDay lifted_on;        /* NONE: it stands */
  char *lifted_by;
  char *lifted_because;
} HavenHold;
HAVEN_DECLARE_RECORD (HavenHold, haven_hold, HAVEN_KIND_HOLD)
gboolean haven_hold_stands (const HavenHold *self);

/* What became of the child protection file when a child left (practice 25). Haven is not that file: it prints into it. */
typedef struct {
  gint64 id;
  gint64 pupil_id;
  HavenDay left;             /* which leaving: a child can come back and leave again */
  HavenDay printed_on;       /* Haven's records, into the file */
  gboolean stays;            /* no other school asks for it: it stays with this one */
  char *sent_to;
  HavenDay sent_on;
  HavenDay receipt_on;
} HavenDeparture;
HAVEN_DECLARE_RECORD (HavenDeparture, haven_departure, HAVEN_KIND_DEPARTURE)

/* A time was over, and somebody decided to keep the records longer, for a reason. */
typedef struct {
  gint64 id;
  gint64 pupil_id;           /* 0: of a member of staff */
  gint64 person_id;          /* 0: of a pupil */
  HavenDay day;
  char *by;                  /* user */
  HavenDay until;            /* the last day on which they are kept; then somebody looks again */
  char *why;
} HavenReview;
HAVEN_DECLARE_RECORD (HavenReview, haven_review, HAVEN_KIND_REVIEW)

/* The certificate of a destruction. It names nobody: a pupil is a number of the program, which the audit uses too. */
typedef enum { HAVEN_ERASED_PUPIL, HAVEN_ERASED_STAFF } HavenErased;
typedef struct {
  gint64 id;
  char *reference;           /* "E-2026-11-22-7F3A" */
  int subject;               /* HavenErased */
  gint64 number;             /* the pupil's or the person's, which nobody else ever has */
  gint64 at;                 /* seconds since 1970 */
  char *by;                  /* user */
  char *ground;              /* a code of data/reference/erasure-grounds.csv */
  char *why;
  char *decided_by;
  char *counts;              /* "notes=4 meetings=2": tables and rows */
  char *marks;               /* keyed hashes: whom a copy of before would bring back */
  gint64 swept_at;           /* pages, log and known copies are clean since; 0: not yet */
  char *left_over;           /* copies that could not be reached, a line each; NULL: none */
} HavenErasure;
HAVEN_DECLARE_RECORD (HavenErasure, haven_erasure, HAVEN_KIND_ERASURE)

/* What a person asks for */
typedef struct {
  HavenErased subject;
  gint64 id;                 /* of the pupil, or of the person */
  const char *ground;        /* a code of data/reference/erasure-grounds.csv */
  const char *why;           /* may be NULL; it names nobody */
  const char *decided_by;    /* may be NULL: whoever does it */
} HavenErasureRequest;
