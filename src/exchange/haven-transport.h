/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-envelope.h"

/* HTTPS to one host and nowhere else: TLS 1.2 or later, verified, no redirect, no cookie, bounded in time, speed and size.
 * Owned by one thread; one connection is kept open and used again. */
typedef struct {
  const char *endpoint;      /* "https://virtual-school.example.gov.uk", as the authority wrote it */
  const char *ca_file;       /* PEM; NULL: the system's. School filters re-sign TLS with an authority of their own */
  const char *certificate;   /* PEM: the school's own and its key, for a server that asks for one; NULL: none */
  const char *proxy;         /* "http://name:password@proxy.example:8080"; NULL: the system's; "": none */
  guint connect_seconds;     /* 0 in these: the usual */
  guint total_seconds;
  guint slow_bytes;          /* fewer bytes a second than this … */
  guint slow_seconds;        /* … for so long is given up */
  gsize reply_bytes;         /* over HAVEN_LIMIT_REPLY_BYTES is not read */
} HavenTransportSettings;

typedef struct _HavenTransport HavenTransport;

HavenTransport *haven_transport_new  (const HavenTransportSettings *settings, GError **error);
void            haven_transport_free (HavenTransport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenTransport, haven_transport_free)

void            haven_transport_set_token (HavenTransport *self, const char *token);   /* NULL: none yet */

/* Bytes of the request under way, on the thread that sends */
typedef void  (*HavenTransportProgress) (gint64 up, gint64 down, gpointer data);
void            haven_transport_set_progress (HavenTransport *self, HavenTransportProgress progress, gpointer data);
guint           haven_transport_get_n     (HavenTransport *self);      /* requests so far */
gint64          haven_transport_get_skew  (HavenTransport *self);      /* how far the other clock is ahead of ours, seconds; 0: not known */

/* Any answer over a trusted connection is a reply, whatever its status. OFFLINE: not reached, try later. REFUSED: not to be trusted
 * (certificate, redirect). TOO_LARGE, INVALID: not an answer of the exchange. CANCELLED. */
HavenWireReply *haven_transport_send (HavenTransport *self, HavenWireRequest *request, GCancellable *cancellable, GError **error);
