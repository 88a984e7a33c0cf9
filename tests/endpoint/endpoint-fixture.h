/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint-booking.h"
#include "haven-endpoint-call.h"
#include "haven-endpoint-catalogue.h"
#include "haven-endpoint-document.h"
#include "haven-endpoint-file.h"
#include "haven-endpoint-release.h"
#include "haven-endpoint-school.h"
#include "haven-wire-booking.h"
#include "haven-wire-catalogue.h"
#include "haven-wire-problem.h"

/* A Virtual School in a temporary folder on 5 January 2026, with two schools and a few events. All people are invented. */
#define SCHOOL "123456"
#define OTHER_SCHOOL "654321"

typedef struct {
  char *folder;
  HavenEndpoint *endpoint;
  char *code;                              /* of SCHOOL */
} Office;

void            office_set_up        (Office *office, gconstpointer unused);
void            office_tear_down     (Office *office, gconstpointer unused);
void            office_import        (Office *office, const char *csv);               /* the catalogue */
extern const char OFFICE_CATALOGUE[];
HavenWireReply *office_ask           (Office *office, const char *urn, const char *method, const char *path,
                                      const char *body, const char *key);
void            office_assert_status (HavenWireReply *take_reply, gint64 status, const char *code);   /* code of the problem; NULL: none */

/* Books event under id for SCHOOL; the state, or -1 where it was refused */
int             office_book          (Office *office, const char *id, const char *event);
int             office_cancel        (Office *office, const char *id);
int             office_state_of      (Office *office, const char *id);                /* as GET /bookings tells; -1: not there */
