/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

typedef enum { HAVEN_PERSON_STAFF, HAVEN_PERSON_SOCIAL_WORKER, HAVEN_PERSON_CONTACT } HavenPersonType;

typedef struct {
  gint64 id;
  gint64 pupil_id;           /* contacts: whose; else 0 */
  int type;                  /* HavenPersonType */
  char *name;
  char *role;                /* staff: post; contact: relation */
  char *organisation;        /* social worker: authority and team */
  char *phone;
  char *email;
  gboolean parental_responsibility;
  gboolean address_withheld; /* address not to be disclosed */
  gboolean barred;           /* by a court order: no edition is made for them */
  HavenDay first;            /* staff: in post since */
  HavenDay last;
  gint64 import_id;
} HavenPerson;
HAVEN_DECLARE_RECORD (HavenPerson, haven_person, HAVEN_KIND_PERSON)

/* Users of the store, from its key slots: not a table */
typedef enum { HAVEN_ROLE_DSL, HAVEN_ROLE_DEPUTY, HAVEN_ROLE_DT, HAVEN_ROLE_ATTENDANCE, HAVEN_ROLE_READER } HavenRole;
const char *haven_role_code  (HavenRole role);                         /* dsl, deputy, dt, attendance, reader */
gboolean    haven_role_parse (const char *code, HavenRole *ret_role);
const char *haven_role_text  (HavenRole role);
