/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* POST /enrolments: a one-time code for a token and the keys that every later answer is checked against */
typedef struct {
  char *code;                /* "7K3M-XQ2F-9TDA-B4WN" */
  char *urn;
} HavenWireEnrolment;
HAVEN_DECLARE_SHAPE (HavenWireEnrolment, haven_wire_enrolment, HAVEN_SHAPE_ENROLMENT)

/* The Virtual School's Ed25519 public keys */
typedef struct {
  GBytes *receipts;
  GBytes *settings;          /* signs the sharing settings */
} HavenWireKeys;
HAVEN_DECLARE_SHAPE (HavenWireKeys, haven_wire_keys, HAVEN_SHAPE_KEYS)
HavenWireKeys *haven_wire_keys_copy            (const HavenWireKeys *self);
gboolean       haven_wire_keys_equal           (const HavenWireKeys *a, const HavenWireKeys *b);
char          *haven_wire_keys_dup_fingerprint (const HavenWireKeys *self);   /* "3f2a 91b0 …", to be read out by telephone */

typedef struct {
  char *token;               /* bearer; kept in the encrypted store only */
  char *school;              /* the authority's name for the school: a wrong URN is seen at once */
  char *authority;
  HavenWireKeys *keys;
} HavenWireEnrolled;
HAVEN_DECLARE_SHAPE (HavenWireEnrolled, haven_wire_enrolled, HAVEN_SHAPE_ENROLLED)
