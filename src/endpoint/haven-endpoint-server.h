/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* HTTPS, TLS 1.2 or later, one thread of its own: requests come into the database one after the other. */
typedef void (*HavenServerLog) (const char *line, gpointer data);       /* on the server's thread */
typedef struct {
  const char *listen;                      /* "127.0.0.1:8443", "[::1]:0"; port 0 picks one */
  const char *certificate;                 /* PEM, the text of the file */
  const char *key;
  HavenServerLog log;                      /* a line a request, without personal data; NULL: none */
  gpointer log_data;
} HavenServerSettings;

typedef struct _HavenServer HavenServer;

HavenServer *haven_server_start    (HavenEndpoint *endpoint, const HavenServerSettings *settings, GError **error);   /* borrows endpoint */
guint16      haven_server_get_port (HavenServer *self);
void         haven_server_stop     (HavenServer *self);                /* finishes what is under way */
