/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-secret.h"
#include "haven-wire-enrolment.h"
#include "haven-wire-shape.h"

/* One request and one reply of the exchange as values: the network carries them one by one, a file carries them together (practice 38) */
typedef struct {
  char *id;                  /* the reply has the same */
  char *method;              /* GET, PUT, DELETE, POST */
  char *path;                /* below /exchange/v1: "/bookings/…" */
  char *etag;                /* If-None-Match; NULL: none */
  char *key;                 /* Idempotency-Key; NULL: none */
  GBytes *body;              /* NULL: none */
} HavenWireRequest;
HAVEN_DECLARE_SHAPE (HavenWireRequest, haven_wire_request, HAVEN_SHAPE_REQUEST)
HavenWireRequest *haven_wire_request_new_full (const char *id, const char *method, const char *path);
char             *haven_wire_content_digest   (GBytes *body);                          /* RFC 9530: "sha-256=:…:" */

typedef struct {
  char *id;
  gint64 status;             /* of HTTP */
  char *etag;
  gint64 retry_after;        /* seconds; -1: not said */
  GBytes *body;              /* NULL: none */
} HavenWireReply;
HAVEN_DECLARE_SHAPE (HavenWireReply, haven_wire_reply, HAVEN_SHAPE_REPLY)

typedef enum { HAVEN_WIRE_FROM_SCHOOL, HAVEN_WIRE_FROM_VIRTUAL_SCHOOL } HavenWireSide;

/* The file. The Virtual School signs its own with the key for receipts; a school's goes by the authority's own secure transfer. */
typedef struct {
  int from;                  /* HavenWireSide */
  char *urn;
  gint64 made;
  char *authority;           /* what the Virtual School calls itself; NULL from a school */
  HavenWireKeys *keys;       /* the Virtual School's; NULL from a school */
  GPtrArray *requests;       /* HavenWireRequest */
  GPtrArray *replies;        /* HavenWireReply */
  GBytes *signature;         /* NULL from a school */
} HavenWireEnvelope;
HAVEN_DECLARE_SHAPE (HavenWireEnvelope, haven_wire_envelope, HAVEN_SHAPE_ENVELOPE)
GBytes  *haven_wire_envelope_to_sign (HavenWireEnvelope *self);
gboolean haven_wire_envelope_verify  (HavenWireEnvelope *self, GBytes *key);

/* A school's file holds names of staff: sealed, only the Virtual School opens it. One that is not sealed is opened as it is. */
GBytes  *haven_wire_envelope_seal    (GBytes *plain, HavenWireKeys *keys);               /* NULL: not keys that anybody made honestly */
gboolean haven_wire_envelope_is_sealed (GBytes *file);
GBytes  *haven_wire_envelope_open    (GBytes *file, HavenWireKeys *keys, HavenSecret *receipts, GError **error);
