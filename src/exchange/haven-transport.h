/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-envelope.h"

/* HTTPS to one host and nowhere else: TLS 1.2 or later, verified, no redirect, no cookie, bounded in time, speed and size.
 * Owned by one thread; one connection is kept open and used again. */
typedef struct {
  const char *endpoint;      /* "https://virtual-school.example.gov.uk", as the authority wrote it */
  const char *ca_file;       /* PEM; NULL: the system's. School filters re-sign TLS with an authority of their own */
  const char *proxy;         /* NULL: the system's; "": none */
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

/* Any answer over a trusted connection is a reply, whatever its status. OFFLINE: not reached, try later. REFUSED: not to be trusted
 * (certificate, redirect). TOO_LARGE, INVALID: not an answer of the exchange. CANCELLED. */
HavenWireReply *haven_transport_send (HavenTransport *self, HavenWireRequest *request, GCancellable *cancellable, GError **error);
