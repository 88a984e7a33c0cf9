/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange-proxy.h"
#include "haven-exchange.h"

#include <json-glib/json-glib.h>

/* A real haven-endpoint over real TLS on the loopback, with an authority and certificates made for the test, and a proxy before it. */
#define SCHOOL "123456"

typedef struct {
  char *folder;
  char *ca;                                /* PEM file of the test's own authority */
  char *code;
  GSubprocess *server;
  guint16 port;                            /* of the server itself */
  guint die_at;                            /* the next server is killed at its so-manieth change of a file; 0: at none */
  Proxy *proxy;
} World;

void               world_set_up        (World *world, gconstpointer unused);
void               world_tear_down     (World *world, gconstpointer unused);
char              *world_path          (World *world, const char *name);
gboolean           world_start_server  (World *world, const char *certificate);        /* "good", "wrong-host" …; FALSE: killed as it started */
gboolean           world_bury_server   (World *world);                                 /* SIGTERM; TRUE: it was killed before it came to its end */
/* The same for any program that a test starts */
void               world_doom          (GSubprocessLauncher *launcher, guint die_at);
void               world_kill_server   (World *world);                                 /* SIGKILL */
void               world_end_server    (World *world);                                 /* SIGTERM; asserts a clean end */
char              *world_run           (World *world, ...) G_GNUC_NULL_TERMINATED;     /* haven-endpoint … ; its standard output */

/* "https://localhost:PORT" of the proxy or of port; connections that give up soon */
HavenTransport    *world_connect       (World *world, const char *ca, const char *host, guint16 port);
HavenWireEnrolled *world_enrol         (World *world, HavenTransport *transport, const char *code);
char              *world_add_school    (World *world, const char *urn);                /* its code */
JsonNode          *world_bookings      (World *world);                                 /* as "haven-endpoint bookings" lists them */

/* A school's side: what it holds between two exchanges */
typedef struct {
  char *urn;
  HavenWireKeys *keys;
  HavenWireState *known;
  GPtrArray *items;                        /* HavenOutboxItem */
  GRand *rand;
  gint64 now;
} School;

School            *school_new          (const char *urn, HavenWireKeys *keys);
void               school_free         (School *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (School, school_free)
void               school_take         (School *self, HavenOutboxItem *take_item);
const HavenOutboxItem *school_book     (School *self, const char *booking, const char *event);
HavenSyncJob       school_job          (School *self);
HavenSyncResult   *school_sync         (School *self, HavenTransport *transport);
void               school_keep         (School *self, HavenSyncResult *result);        /* writes the result into what it holds */
int                result_news_of      (HavenSyncResult *result, const char *booking);  /* HavenBookingState, -1: nothing said */
