/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A wire between client and server that breaks where it is told. It passes bytes on without understanding them (TLS goes through it),
 * counts them per connection, and after so many it does what the plan says: by count, never by time. */
typedef enum {
  PROXY_PASS,
  PROXY_CUT,                               /* both ends are closed */
  PROXY_RESET,                             /* both ends are told at once that there is no such connection */
  PROXY_STALL,                             /* nothing more comes, and nothing is closed */
  PROXY_DRIP,                              /* a byte at a time, slower than anybody should wait for */
} ProxyFault;

typedef struct _Proxy Proxy;

Proxy  *proxy_start        (guint16 upstream);
void    proxy_stop         (Proxy *self);
guint16 proxy_get_port     (Proxy *self);
void    proxy_set_upstream (Proxy *self, guint16 port);

/* The fault strikes each connection after that many bytes from the server (down) or from the client. before: called once, first. */
void    proxy_plan         (Proxy *self, ProxyFault fault, gboolean down, guint after, void (*before) (gpointer data), gpointer data);
guint   proxy_get_passed   (Proxy *self, gboolean down);                   /* bytes of the last connection */
guint   proxy_get_n        (Proxy *self);                                  /* connections so far */
