/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-proxy.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define PIECE 4096
#define DRIP_MICROSECONDS 5000             /* two hundred bytes a second */

struct _Proxy {
  GThread *thread;
  GSocketListener *listener;
  GCancellable *stop;
  guint16 port;
  GMutex lock;                             /* over all below */
  guint16 upstream;
  ProxyFault fault;
  gboolean down;
  guint after;
  void (*before) (gpointer data);
  gpointer data;
  guint passed[2];                         /* up, down */
  guint n;
};

typedef struct {
  GSocket *ends[2];                        /* client, server */
  gboolean broken;
} Link;

static ProxyFault
get_fault (Proxy *self, gboolean down, guint *ret_room)
{
  ProxyFault fault;

  g_mutex_lock (&self->lock);
  fault = self->fault != PROXY_PASS && self->down == down ? self->fault : PROXY_PASS;
  *ret_room = fault == PROXY_PASS ? PIECE : MIN (PIECE, self->after - MIN (self->after, self->passed[down]));
  g_mutex_unlock (&self->lock);
  return fault;
}

static void
call_before (Proxy *self)
{
  void (*before) (gpointer data);

  g_mutex_lock (&self->lock);
  before = g_steal_pointer (&self->before);
  g_mutex_unlock (&self->lock);
  if (before != NULL)
    before (self->data);
}

static gboolean
send_all (GSocket *socket, const char *data, gsize size)
{
  while (size > 0) {
    gssize n = g_socket_send (socket, data, size, NULL, NULL);
    if (n <= 0)
      return FALSE;
    data += n;
    size -= n;
  }
  return TRUE;
}

static void
count (Proxy *self, gboolean down, gsize size)
{
  g_mutex_lock (&self->lock);
  self->passed[down] += size;
  g_mutex_unlock (&self->lock);
}

/* Slowly, until the client has had enough */
static gboolean
drip (Proxy *self, Link *link, gboolean down)
{
  char byte;

  while (!g_cancellable_is_cancelled (self->stop) && g_socket_receive (link->ends[down], &byte, 1, self->stop, NULL) == 1) {
    if (!send_all (link->ends[!down], &byte, 1))
      return FALSE;
    g_usleep (DRIP_MICROSECONDS);
  }
  return FALSE;
}

/* The end that waits is the one that gives up; what it still says is not passed on. */
static gboolean
stall (Proxy *self, Link *link, gboolean down)
{
  char piece[PIECE];

  while (g_socket_receive (link->ends[!down], piece, sizeof piece, self->stop, NULL) > 0)
    ;
  return FALSE;
}

/* Closed without waiting, what is under way is dropped and both ends get a reset. */
static gboolean
reset (Link *link)
{
  struct linger at_once = { 1, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (link->ends); i++)
    setsockopt (g_socket_get_fd (link->ends[i]), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  return FALSE;
}

static gboolean
strike (Proxy *self, Link *link, ProxyFault fault, gboolean down)
{
  call_before (self);
  if (fault == PROXY_RESET)
    return reset (link);
  if (fault == PROXY_DRIP)
    return drip (self, link, down);
  return fault == PROXY_STALL ? stall (self, link, down) : FALSE;
}

/* One piece from one end to the other. FALSE: the connection is over */
static gboolean
pass (Proxy *self, Link *link, gboolean down)
{
  char piece[PIECE];
  guint room;
  ProxyFault fault = get_fault (self, down, &room);
  gssize n;

  if (room == 0)
    return strike (self, link, fault, down);
  n = g_socket_receive (link->ends[down], piece, room, NULL, NULL);
  if (n <= 0)
    return FALSE;
  count (self, down, n);
  if (!send_all (link->ends[!down], piece, n))
    return FALSE;
  if ((fault != PROXY_CUT && fault != PROXY_RESET) || n < room || room == PIECE)
    return TRUE;
  return strike (self, link, fault, down);                                 /* the end comes with the last byte */
}

/* Small pieces go at once: waiting for an acknowledgement of the one before costs forty milliseconds each. */
static void
hurry (GSocket *socket)
{
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
}

static void
run_link (Proxy *self, Link *link)
{
  GPollFD polls[3] = {
    { g_socket_get_fd (link->ends[0]), G_IO_IN | G_IO_HUP | G_IO_ERR, 0 },
    { g_socket_get_fd (link->ends[1]), G_IO_IN | G_IO_HUP | G_IO_ERR, 0 },
  };
  gboolean going = TRUE;

  hurry (link->ends[0]);
  hurry (link->ends[1]);
  g_cancellable_make_pollfd (self->stop, &polls[2]);
  while (going && g_poll (polls, 3, -1) > 0 && !g_cancellable_is_cancelled (self->stop)) {
    if (polls[0].revents != 0)
      going = pass (self, link, FALSE);
    if (going && polls[1].revents != 0)
      going = pass (self, link, TRUE);
  }
  g_cancellable_release_fd (self->stop);
}

static GSocket *
connect_upstream (Proxy *self)
{
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_mutex_lock (&self->lock);
  address = g_inet_socket_address_new (host, self->upstream);
  self->passed[0] = self->passed[1] = 0;
  self->n++;
  g_mutex_unlock (&self->lock);
  return g_socket_connect (socket, address, NULL, NULL) ? g_steal_pointer (&socket) : NULL;
}

static gpointer
run_proxy (gpointer data)
{
  Proxy *self = data;

  while (!g_cancellable_is_cancelled (self->stop)) {
    g_autoptr (GSocketConnection) client = g_socket_listener_accept (self->listener, NULL, self->stop, NULL);
    g_autoptr (GSocket) server = client == NULL ? NULL : connect_upstream (self);
    Link link = { { client == NULL ? NULL : g_socket_connection_get_socket (client), server } };
    if (server != NULL) {
      run_link (self, &link);
      g_socket_close (server, NULL);
    }
    if (client != NULL)
      g_io_stream_close (G_IO_STREAM (client), NULL, NULL);
  }
  return NULL;
}

Proxy *
proxy_start (guint16 upstream)
{
  Proxy *self = g_new0 (Proxy, 1);
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, 0), bound = NULL;

  g_mutex_init (&self->lock);
  self->upstream = upstream;
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_assert_true (g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL));
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("proxy", run_proxy, self);
  return self;
}

void
proxy_stop (Proxy *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint16
proxy_get_port (Proxy *self)
{
  return self->port;
}

void
proxy_set_upstream (Proxy *self, guint16 port)
{
  g_mutex_lock (&self->lock);
  self->upstream = port;
  g_mutex_unlock (&self->lock);
}

void
proxy_plan (Proxy *self, ProxyFault fault, gboolean down, guint after, void (*before) (gpointer data), gpointer data)
{
  g_mutex_lock (&self->lock);
  self->fault = fault;
  self->down = down;
  self->after = after;
  self->before = before;
  self->data = data;
  g_mutex_unlock (&self->lock);
}

guint
proxy_get_passed (Proxy *self, gboolean down)
{
  guint passed;

  g_mutex_lock (&self->lock);
  passed = self->passed[down];
  g_mutex_unlock (&self->lock);
  return passed;
}

guint
proxy_get_n (Proxy *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->n;
  g_mutex_unlock (&self->lock);
  return n;
}
