/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"
#include "haven-wire-envelope.h"

/* One request on its way to an answer. Whether it came by network or in a file is not known here. */
typedef struct {
  HavenEndpoint *endpoint;
  const char *urn;                         /* of the school whose token came with it; NULL: none */
  HavenWireRequest *request;
  const char *args[2];                     /* what stands for "*" in the route */
  const char *since;                       /* NULL: from the beginning */
} HavenCall;

HavenWireReply *haven_reply_new          (gint64 status, GBytes *take_body);
HavenWireReply *haven_reply_new_tagged   (const HavenCall *call, GBytes *take_body);   /* 304 where the caller has it already */
HavenWireReply *haven_reply_new_known    (const HavenCall *call, char *take_etag, GBytes *take_body);
HavenWireReply *haven_reply_new_problem  (gint64 status, const char *code, const char *sentence);
HavenWireReply *haven_reply_new_error    (gint64 status, const char *code, GError *error);
char           *haven_reply_dup_etag     (GBytes *body);
char           *haven_reply_dup_letters  (gconstpointer bytes, gsize size);   /* Base64 for URLs, nothing at its end */

/* The answers, by what they are about. Each runs inside a transaction. */
HavenWireReply *haven_answer_enrolment      (const HavenCall *call);
HavenWireReply *haven_answer_state          (const HavenCall *call);
HavenWireReply *haven_answer_catalogue      (const HavenCall *call);
HavenWireReply *haven_answer_bookings       (const HavenCall *call);
HavenWireReply *haven_answer_booking        (const HavenCall *call);
HavenWireReply *haven_answer_booking_cancel (const HavenCall *call);
HavenWireReply *haven_answer_document       (const HavenCall *call);
HavenWireReply *haven_answer_release        (const HavenCall *call);
HavenWireReply *haven_answer_release_held   (const HavenCall *call);
HavenWireReply *haven_answer_releases       (const HavenCall *call);
HavenWireReply *haven_answer_survey         (const HavenCall *call);
HavenWireReply *haven_answer_shares         (const HavenCall *call);
HavenWireReply *haven_answer_share_list     (const HavenCall *call);
HavenWireReply *haven_answer_sum            (const HavenCall *call);
HavenWireReply *haven_answer_health         (const HavenCall *call);

typedef struct {
  const char *method;
  const char *path;                        /* "/bookings" and then a segment for each "*" */
  gboolean open;                           /* without a token */
  HavenWireReply *(*answer) (const HavenCall *call);
  const char *log;                         /* as the log names it */
} HavenRoute;
extern const HavenRoute HAVEN_ROUTES[];    /* the last has no method */

const char     *haven_route_describe        (HavenWireRequest *request);   /* "PUT /bookings/…"; NULL: there is no such */

/* Finds the route, opens a transaction, answers, commits; the reply carries the request's id. Never NULL. */
HavenWireReply *haven_endpoint_answer       (HavenEndpoint *self, const char *urn, HavenWireRequest *request);
