/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-server.h"

#include "haven-endpoint-call.h"
#include "haven-endpoint-school.h"
#include "haven-wire-gzip.h"

#include <glib/gi18n-lib.h>
#include <microhttpd.h>
#include <string.h>
#include <unistd.h>

#define BASE_PATH "/exchange/v1"
#define IDLE_SECONDS 30
#define MAX_CONNECTIONS 1000
#define PATIENCE_SECONDS 10               /* for requests under way, when told to stop */

struct _HavenServer {
  struct MHD_Daemon *daemon;
  HavenEndpoint *endpoint;
  HavenServerLog log;
  gpointer log_data;
  GMutex lock;                             /* over the two below */
  GCond idle;
  guint under_way;
};

/* What has come of one request so far */
typedef struct {
  GByteArray *body;
  gsize received;                          /* more than body holds where it is too large */
  gint64 began;
  const char *route;                       /* for the log: no id of anything stands in it */
  char *urn;
  guint status;
} Upload;

static const char *
get_header (struct MHD_Connection *connection, const char *name)
{
  return MHD_lookup_connection_value (connection, MHD_HEADER_KIND, name);
}

/* Answering */

static gboolean
wants_gzip (struct MHD_Connection *connection, GBytes *body)
{
  const char *accept = get_header (connection, MHD_HTTP_HEADER_ACCEPT_ENCODING);

  return accept != NULL && strstr (accept, "gzip") != NULL && g_bytes_get_size (body) >= HAVEN_GZIP_FROM_BYTES;
}

static void
add_headers (struct MHD_Response *response, HavenWireReply *reply)
{
  g_autofree char *etag = reply->etag == NULL ? NULL : g_strdup_printf ("\"%s\"", reply->etag);
  const char *type = reply->status >= 400 ? "application/problem+json" : "application/json";

  if (reply->body != NULL)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
  if (reply->status >= 400)                /* a browser that strays here has no token, and gets nothing else */
    MHD_add_response_header (response, "X-Content-Type-Options", "nosniff");
  MHD_add_response_header (response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  if (etag != NULL)
    MHD_add_response_header (response, MHD_HTTP_HEADER_ETAG, etag);
  if (reply->status == 401)
    MHD_add_response_header (response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
  if (reply->status == 503 || reply->status == 429)
    MHD_add_response_header (response, MHD_HTTP_HEADER_RETRY_AFTER, "30");
}

static enum MHD_Result
send_reply (struct MHD_Connection *connection, HavenWireReply *reply)
{
  g_autoptr (GBytes) body = reply->body != NULL ? g_bytes_ref (reply->body) : g_bytes_new (NULL, 0);
  gboolean gzip = wants_gzip (connection, body);
  g_autoptr (GBytes) sent = gzip ? haven_wire_gzip (body) : g_bytes_ref (body);
  g_autofree char *digest = NULL;
  struct MHD_Response *response;
  enum MHD_Result result;

  response = MHD_create_response_from_buffer (g_bytes_get_size (sent), (void *) g_bytes_get_data (sent, NULL), MHD_RESPMEM_MUST_COPY);
  add_headers (response, reply);
  if (gzip)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
  digest = haven_wire_content_digest (sent);
  if (g_bytes_get_size (sent) > 0)
    MHD_add_response_header (response, "Content-Digest", digest);
  result = MHD_queue_response (connection, reply->status, response);
  MHD_destroy_response (response);
  return result;
}

static enum MHD_Result
send_problem (struct MHD_Connection *connection, gint64 status, const char *code, const char *sentence)
{
  g_autoptr (HavenWireReply) reply = haven_reply_new_problem (status, code, sentence);

  return send_reply (connection, reply);
}

/* Reading the request */

static char *
dup_path (struct MHD_Connection *connection, const char *url)
{
  const char *since = MHD_lookup_connection_value (connection, MHD_GET_ARGUMENT_KIND, "since");

  return since == NULL ? g_strdup (url) : g_strconcat (url, "?since=", since, NULL);
}

/* "\"abc\"" -> "abc" */
static char *
dup_etag (struct MHD_Connection *connection)
{
  const char *header = get_header (connection, MHD_HTTP_HEADER_IF_NONE_MATCH);
  gsize length = header == NULL ? 0 : strlen (header);

  return length > 2 && header[0] == '"' && header[length - 1] == '"' ? g_strndup (header + 1, length - 2) : NULL;
}

static HavenWireRequest *
read_request (struct MHD_Connection *connection, const char *url, const char *method, Upload *upload)
{
  g_autofree char *path = dup_path (connection, url);
  HavenWireRequest *request = haven_wire_request_new_full ("1", method, path);

  request->etag = dup_etag (connection);
  request->key = g_strdup (get_header (connection, "Idempotency-Key"));
  if (upload->body->len > 0)
    request->body = g_bytes_new (upload->body->data, upload->body->len);
  return request;
}

/* The digest is over the content as it came, so before unpacking */
static gboolean
is_whole (struct MHD_Connection *connection, HavenWireRequest *request)
{
  const char *given = get_header (connection, "Content-Digest");
  g_autofree char *digest = request->body == NULL ? NULL : haven_wire_content_digest (request->body);

  return digest == NULL || (given != NULL && strstr (given, digest) != NULL);
}

/* The school whose token came with the request; NULL: none */
static char *
find_school (HavenServer *self, struct MHD_Connection *connection)
{
  const char *header = get_header (connection, MHD_HTTP_HEADER_AUTHORIZATION);
  g_autofree char *urn = NULL;

  if (header == NULL || !g_str_has_prefix (header, "Bearer ") || !haven_endpoint_begin (self->endpoint, NULL))
    return NULL;
  urn = haven_endpoint_find_token (self->endpoint, header + strlen ("Bearer "));
  return haven_endpoint_commit (self->endpoint, NULL) ? g_steal_pointer (&urn) : NULL;
}

/* FALSE: it is compressed in a way that is not taken here */
static gboolean
unpack_request (struct MHD_Connection *connection, HavenWireRequest *request)
{
  const char *encoding = get_header (connection, MHD_HTTP_HEADER_CONTENT_ENCODING);
  g_autoptr (GBytes) packed = request->body;

  if (encoding == NULL || packed == NULL) {
    g_steal_pointer (&packed);
    return encoding == NULL;
  }
  request->body = strcmp (encoding, "gzip") == 0 ? haven_wire_gunzip (packed, HAVEN_LIMIT_RELEASE_BYTES, NULL) : NULL;
  return request->body != NULL;
}

static enum MHD_Result
answer (HavenServer *self, struct MHD_Connection *connection, HavenWireRequest *request, Upload *upload)
{
  g_autoptr (HavenWireReply) reply = NULL;

  upload->route = haven_route_describe (request);
  if (!is_whole (connection, request))
    reply = haven_reply_new_problem (400, "digest-mismatch", _("The body does not agree with its Content-Digest. Send it again."));
  else if (!unpack_request (connection, request))
    reply = haven_reply_new_problem (415, "wrong-encoding", _("Send the body as it is, or compressed with gzip."));
  else {
    upload->urn = find_school (self, connection);
    reply = haven_endpoint_answer (self->endpoint, upload->urn, request);
  }
  upload->status = reply->status;
  return send_reply (connection, reply);
}

/* A body that is too large is passed over to its end within reason, so that the answer can be heard; beyond that the connection is closed. */
static enum MHD_Result
take_piece (Upload *upload, const char *data, size_t *size)
{
  upload->received += *size;
  if (upload->received > HAVEN_LIMIT_REPLY_BYTES)
    return MHD_NO;
  if (upload->received <= HAVEN_LIMIT_RELEASE_BYTES)
    g_byte_array_append (upload->body, (const guint8 *) data, *size);
  *size = 0;
  return MHD_YES;
}

static void
count (HavenServer *self, int more)
{
  g_mutex_lock (&self->lock);
  self->under_way += more;
  if (self->under_way == 0)
    g_cond_signal (&self->idle);
  g_mutex_unlock (&self->lock);
}

static enum MHD_Result
handle_cb (void *user_data, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
           const char *data, size_t *size, void **state)
{
  HavenServer *self = user_data;
  Upload *upload = *state;
  g_autoptr (HavenWireRequest) request = NULL;

  if (upload == NULL) {
    upload = *state = g_new0 (Upload, 1);
    upload->body = g_byte_array_new ();
    upload->began = g_get_monotonic_time ();
    count (self, 1);
    return MHD_YES;
  }
  if (*size > 0)
    return take_piece (upload, data, size);
  if (upload->received > HAVEN_LIMIT_RELEASE_BYTES)
    return send_problem (connection, 413, "too-large", _("This is larger than anything that the exchange carries."));
  if (!g_str_has_prefix (url, BASE_PATH "/"))
    return send_problem (connection, 404, "not-found", _("There is nothing at this address."));
  request = read_request (connection, url + strlen (BASE_PATH), method, upload);
  return answer (self, connection, request, upload);
}

/* "2026-06-04T13:05:00Z 123456 PUT /bookings/… 201 3 ms": the school, which is nobody, and never an id, an address, a token or a body */
static void
write_log (HavenServer *self, Upload *upload, enum MHD_RequestTerminationCode code)
{
  g_autofree char *when = haven_time_to_iso (g_get_real_time () / G_USEC_PER_SEC), *line = NULL;
  g_autofree char *status = code == MHD_REQUEST_TERMINATED_COMPLETED_OK ? g_strdup_printf ("%u", upload->status) : g_strdup ("broken-off");

  if (self->log == NULL)
    return;
  line = g_strdup_printf ("%s %s %s %s %d ms", when, upload->urn != NULL ? upload->urn : "-",
                          upload->route != NULL ? upload->route : "-",
                          status,
                          (int) ((g_get_monotonic_time () - upload->began) / 1000));
  self->log (line, self->log_data);
}

static void
completed_cb (void *user_data, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode code)
{
  HavenServer *self = user_data;
  Upload *upload = *state;

  if (upload == NULL)
    return;
  write_log (self, upload, code);
  count (self, -1);
  g_free (upload->urn);
  g_byte_array_unref (upload->body);
  g_free (upload);
  *state = NULL;
}

/* Starting and stopping */

static GSocketAddress *
parse_address (const char *listen, GError **error)
{
  g_autoptr (GSocketConnectable) name = g_network_address_parse (listen, 8443, NULL);
  g_autoptr (GSocketAddress) address = NULL;

  if (name != NULL)
    address = g_inet_socket_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (name)),
                                                     g_network_address_get_port (G_NETWORK_ADDRESS (name)));
  if (address == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The address to listen on should be such as 127.0.0.1:8443."));
  return g_steal_pointer (&address);
}

/* poll, not epoll: with epoll a connection that closes within a TLS record goes unnoticed until its time is up, and a few dozen of them
 * keep everybody else out. */
static struct MHD_Daemon *
start_daemon (HavenServer *self, const HavenServerSettings *settings, struct sockaddr *address)
{
  guint flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS | MHD_USE_POLL;

  if (address->sa_family == AF_INET6)
    flags |= MHD_USE_IPv6;
  return MHD_start_daemon (flags, 0, NULL, NULL, handle_cb, self,
                           MHD_OPTION_SOCK_ADDR, address,
                           MHD_OPTION_HTTPS_MEM_CERT, settings->certificate,
                           MHD_OPTION_HTTPS_MEM_KEY, settings->key,
                           MHD_OPTION_HTTPS_PRIORITIES, "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2",
                           MHD_OPTION_NOTIFY_COMPLETED, completed_cb, self,
                           MHD_OPTION_CONNECTION_TIMEOUT, (guint) IDLE_SECONDS,
                           MHD_OPTION_CONNECTION_LIMIT, (guint) MAX_CONNECTIONS,
                           MHD_OPTION_LISTENING_ADDRESS_REUSE, (guint) 1,
                           MHD_OPTION_END);
}

static void
free_server (HavenServer *self)
{
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->idle);
  g_free (self);
}

HavenServer *
haven_server_start (HavenEndpoint *endpoint, const HavenServerSettings *settings, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_address (settings->listen, error);
  struct sockaddr_storage native;
  HavenServer *self;

  if (address == NULL || !g_socket_address_to_native (address, &native, sizeof native, error))
    return NULL;
  self = g_new0 (HavenServer, 1);
  self->endpoint = endpoint;
  self->log = settings->log;
  self->log_data = settings->log_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->idle);
  self->daemon = start_daemon (self, settings, (struct sockaddr *) &native);
  if (self->daemon != NULL)
    return self;
  free_server (self);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED,
                       _("The server could not start: the address may be in use, or the certificate and its key do not fit together."));
  return NULL;
}

guint16
haven_server_get_port (HavenServer *self)
{
  return MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void
haven_server_stop (HavenServer *self)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  MHD_socket listening = MHD_quiesce_daemon (self->daemon);

  g_mutex_lock (&self->lock);
  while (self->under_way > 0 && g_cond_wait_until (&self->idle, &self->lock, until))
    ;
  g_mutex_unlock (&self->lock);
  MHD_stop_daemon (self->daemon);
  if (listening != MHD_INVALID_SOCKET)
    close (listening);
  free_server (self);
}
