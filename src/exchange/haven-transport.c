/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-transport.h"

#include "haven-secret.h"
#include "haven-wire-gzip.h"

#include <curl/curl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BASE_PATH "/exchange/v1"
#define CONNECT_SECONDS 20
#define TOTAL_SECONDS 300
#define SLOW_BYTES 100
#define SLOW_SECONDS 30
#define NOT_YET_VALID 9                    /* X509_V_ERR_CERT_NOT_YET_VALID, and */
#define EXPIRED 10                         /* X509_V_ERR_CERT_HAS_EXPIRED, where curl is built with OpenSSL */
#define NOT_LOOKED_AT 1                    /* what curl leaves there when the name did not fit, before it asks OpenSSL */

struct _HavenTransport {
  CURLM *multi;
  CURL *curl;
  char *base;                              /* "https://host/exchange/v1" */
  char *ca_file;
  char *certificate;
  char *proxy;
  char *token;
  guint connect_seconds;
  guint total_seconds;
  guint slow_bytes;
  guint slow_seconds;
  gsize reply_bytes;
  char said[CURL_ERROR_SIZE];              /* curl's own words */
  gboolean plain;                          /* the server takes no compressed requests */
  guint n;                                 /* requests so far */
  gint64 skew;                             /* of the clock over there, seconds; 0: not known, or the same */
  HavenTransportProgress progress;
  gpointer progress_data;
};

/* One exchange under way */
typedef struct {
  HavenTransport *transport;
  GByteArray *body;
  gsize most;
  GCancellable *cancellable;
  GBytes *content;                         /* what is sent: the body, or the body compressed */
} Transfer;

/* Where to */

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED, sentence);
  return FALSE;
}

static gboolean
is_plain (GUri *uri)
{
  return g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL
         && g_uri_get_host (uri) != NULL && g_uri_get_host (uri)[0] != '\0';
}

static char *
make_base (const char *endpoint, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (endpoint));
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  gsize length = strlen (text);

  if (uri == NULL || !is_plain (uri)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("This is not the address of a Virtual School's system. It should be such as "
                           "https://virtual-school.example.gov.uk."));
    return NULL;
  }
  if (strcmp (g_uri_get_scheme (uri), "https") != 0) {
    refuse (_("The address does not begin with https://. Nothing was sent: Haven speaks over secure connections only."), error);
    return NULL;
  }
  while (text[length - 1] == '/')
    text[--length] = '\0';
  return g_str_has_suffix (text, BASE_PATH) ? g_strdup (text) : g_strconcat (text, BASE_PATH, NULL);
}

/* As the system says: its settings, a file of rules, the environment. NULL: curl looks into the environment itself. */
static char *
find_system_proxy (const char *base)
{
  g_auto (GStrv) proxies = g_proxy_resolver_lookup (g_proxy_resolver_get_default (), base, NULL, NULL);

  if (proxies == NULL || proxies[0] == NULL)
    return NULL;
  return g_strdup (g_str_equal (proxies[0], "direct://") ? "" : proxies[0]);
}

static guint
value_or (guint value, guint usual)
{
  return value > 0 ? value : usual;
}

static gpointer
start_curl (gpointer unused)
{
  curl_global_init (CURL_GLOBAL_DEFAULT);
  return NULL;
}

HavenTransport *
haven_transport_new (const HavenTransportSettings *settings, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  char *base = make_base (settings->endpoint != NULL ? settings->endpoint : "", error);
  HavenTransport *self;

  if (base == NULL)
    return NULL;
  g_once (&once, start_curl, NULL);
  self = g_new0 (HavenTransport, 1);
  self->base = base;
  self->multi = curl_multi_init ();
  self->curl = curl_easy_init ();
  self->ca_file = g_strdup (settings->ca_file);
  self->certificate = g_strdup (settings->certificate);
  self->proxy = settings->proxy != NULL ? g_strdup (settings->proxy) : find_system_proxy (base);
  self->connect_seconds = value_or (settings->connect_seconds, CONNECT_SECONDS);
  self->total_seconds = value_or (settings->total_seconds, TOTAL_SECONDS);
  self->slow_bytes = value_or (settings->slow_bytes, SLOW_BYTES);
  self->slow_seconds = value_or (settings->slow_seconds, SLOW_SECONDS);
  self->reply_bytes = settings->reply_bytes > 0 ? settings->reply_bytes : HAVEN_LIMIT_REPLY_BYTES;
  return self;
}

void
haven_transport_set_token (HavenTransport *self, const char *token)
{
  haven_wipe_string (self->token);
  g_free (self->token);
  self->token = g_strdup (token);
}

void
haven_transport_free (HavenTransport *self)
{
  if (self == NULL)
    return;
  haven_transport_set_token (self, NULL);
  curl_easy_cleanup (self->curl);
  curl_multi_cleanup (self->multi);
  g_free (self->base);
  g_free (self->ca_file);
  haven_wipe_string (self->certificate);
  g_free (self->certificate);
  haven_wipe_string (self->proxy);
  g_free (self->proxy);
  g_free (self);
}

/* What is sent */

static struct curl_slist *
add_header (struct curl_slist *headers, const char *name, const char *value)
{
  g_autofree char *line = value == NULL ? NULL : g_strdup_printf ("%s: %s", name, value);
  struct curl_slist *longer = line == NULL ? headers : curl_slist_append (headers, line);

  haven_wipe_string (line);
  return longer;
}

static struct curl_slist *
make_headers (HavenTransport *self, HavenWireRequest *request, GBytes *content)
{
  g_autofree char *token = self->token == NULL ? NULL : g_strconcat ("Bearer ", self->token, NULL);
  g_autofree char *etag = request->etag == NULL ? NULL : g_strdup_printf ("\"%s\"", request->etag);
  g_autofree char *digest = content == NULL ? NULL : haven_wire_content_digest (content);
  struct curl_slist *headers = curl_slist_append (NULL, "Expect:");

  headers = add_header (headers, "Authorization", token);
  headers = add_header (headers, "Accept-Encoding", "gzip");
  headers = add_header (headers, "If-None-Match", etag);
  headers = add_header (headers, "Idempotency-Key", request->key);
  headers = add_header (headers, "Content-Digest", digest);
  headers = add_header (headers, "Content-Type", request->body == NULL ? NULL : "application/json");
  headers = add_header (headers, "Content-Encoding", content == request->body ? NULL : "gzip");
  haven_wipe_string (token);
  return headers;
}

static size_t
write_cb (char *data, size_t size, size_t count, void *user_data)
{
  Transfer *transfer = user_data;

  if (transfer->body->len + size * count > transfer->most)
    return 0;
  g_byte_array_append (transfer->body, (const guint8 *) data, size * count);
  return size * count;
}

static int
progress_cb (void *user_data, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
  Transfer *transfer = user_data;
  HavenTransport *self = transfer->transport;

  if (self->progress != NULL)
    self->progress (up, down, self->progress_data);
  return g_cancellable_is_cancelled (transfer->cancellable);
}

/* Certificate and key stand in one text, and never in a file of their own. */
static void
show_certificate (HavenTransport *self)
{
  struct curl_blob blob = { self->certificate, strlen (self->certificate), CURL_BLOB_NOCOPY };

  curl_easy_setopt (self->curl, CURLOPT_SSLCERTTYPE, "PEM");
  curl_easy_setopt (self->curl, CURLOPT_SSLCERT_BLOB, &blob);
  curl_easy_setopt (self->curl, CURLOPT_SSLKEYTYPE, "PEM");
  curl_easy_setopt (self->curl, CURLOPT_SSLKEY_BLOB, &blob);
}

/* What is refused without asking: other schemes, old TLS, certificates that do not fit, redirects, cookies (none are kept). Windows
 * also asks whether a certificate was taken back; a school's filter may hide the answer, which then counts for nothing. */
static void
set_trust (HavenTransport *self)
{
  curl_easy_setopt (self->curl, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt (self->curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (self->curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (self->curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt (self->curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (self->curl, CURLOPT_HTTP09_ALLOWED, 0L);
  if (self->ca_file != NULL)
    curl_easy_setopt (self->curl, CURLOPT_CAINFO, self->ca_file);
  else
    curl_easy_setopt (self->curl, CURLOPT_SSL_OPTIONS, (long) (CURLSSLOPT_NATIVE_CA | CURLSSLOPT_REVOKE_BEST_EFFORT));
  if (self->proxy != NULL)
    curl_easy_setopt (self->curl, CURLOPT_PROXY, self->proxy);
  if (self->certificate != NULL)
    show_certificate (self);
}

static void
set_bounds (HavenTransport *self, Transfer *transfer)
{
  self->said[0] = '\0';
  curl_easy_setopt (self->curl, CURLOPT_ERRORBUFFER, self->said);
  curl_easy_setopt (self->curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (self->curl, CURLOPT_CONNECTTIMEOUT, (long) self->connect_seconds);
  curl_easy_setopt (self->curl, CURLOPT_TIMEOUT, (long) self->total_seconds);
  curl_easy_setopt (self->curl, CURLOPT_LOW_SPEED_LIMIT, (long) self->slow_bytes);
  curl_easy_setopt (self->curl, CURLOPT_LOW_SPEED_TIME, (long) self->slow_seconds);
  curl_easy_setopt (self->curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t) self->reply_bytes);
  curl_easy_setopt (self->curl, CURLOPT_WRITEFUNCTION, write_cb);
  curl_easy_setopt (self->curl, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt (self->curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (self->curl, CURLOPT_XFERINFOFUNCTION, progress_cb);
  curl_easy_setopt (self->curl, CURLOPT_XFERINFODATA, transfer);
}

static void
set_request (HavenTransport *self, HavenWireRequest *request, GBytes *content)
{
  g_autofree char *url = g_strconcat (self->base, request->path, NULL);

  curl_easy_setopt (self->curl, CURLOPT_URL, url);
  curl_easy_setopt (self->curl, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_2TLS);
  if (content != NULL) {
    curl_easy_setopt (self->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) g_bytes_get_size (content));
    curl_easy_setopt (self->curl, CURLOPT_POSTFIELDS, g_bytes_get_data (content, NULL));
  }
  curl_easy_setopt (self->curl, CURLOPT_CUSTOMREQUEST, request->method);
}

/* What comes back */

static const char *
describe_distrust (HavenTransport *self)
{
  long verdict = 0;

  curl_easy_getinfo (self->curl, CURLINFO_SSL_VERIFYRESULT, &verdict);
  if (verdict == EXPIRED || verdict == NOT_YET_VALID)
    return _("The certificate of the Virtual School's system has expired or is not valid yet. Nothing was sent, and what waits is kept. "
             "Look whether this computer's date is right; if it is, tell the Virtual School.");
  if (verdict == NOT_LOOKED_AT)
    return _("What answered has the certificate of another address. Nothing was sent, and what waits is kept. Check the address with the "
             "Virtual School.");
  return _("What answered could not prove that it is the Virtual School's system. Nothing was sent, and what waits is kept. If your school "
           "filters its web traffic, ask your IT technician for the filter's certificate file.");
}

static void
set_failure (GError **error, HavenErrorCode code, const char *sentence)
{
  g_set_error_literal (error, HAVEN_ERROR, code, sentence);
}

#define NOT_REACHED N_("The Virtual School's system cannot be reached now. What waits is kept and will be sent later.")
#define NOT_THE_EXCHANGE \
  N_("What answered does not speak the exchange. What waits is kept. Check the address with the Virtual School.")
#define TOO_MUCH N_("The answer was larger than anything that the exchange carries. It was not read, and what waits is kept.")
#define NOT_SAFE \
  N_("No secure connection could be made: what answered speaks none that is safe today. Nothing was sent, and what waits is kept. Tell " \
     "the Virtual School or your IT technician.")
#define NOT_ACCEPTED \
  N_("The Virtual School's system asks for a certificate of this school's own, and there is none or it was not accepted. Nothing was " \
     "sent, and what waits is kept. Choose the certificate file that the authority gave you in Preferences, Virtual School.")
#define ENDED \
  N_("The Virtual School's system ended the secure connection while it was being made. Nothing was sent, and what waits is kept. It may " \
     "ask for a certificate of this school's own, or speak nothing that is safe today: ask the Virtual School.")
#define OWN_UNREADABLE \
  N_("This school's own certificate for the connection cannot be used. Nothing was sent, and what waits is kept. Ask the Virtual School " \
     "for the file again.")

/* A connection that ends while it is being made, or just after: the wire broke, and that is worth another try; or somebody said no, and that
 * is not. Curl tells in words alone: these are OpenSSL's, GnuTLS's and those of Windows. */
static const struct {
  const char *words;
  const char *sentence;
} refusals[] = {
  { "certificate required", NOT_ACCEPTED },
  { "bad certificate", NOT_ACCEPTED },
  { "certificate unknown", NOT_ACCEPTED },
  { "certificate expired", NOT_ACCEPTED },
  { "certificate revoked", NOT_ACCEPTED },
  { "unknown ca", NOT_ACCEPTED },
  { "CERTIFICATE_REQUIRED", NOT_ACCEPTED },
  { "protocol", NOT_SAFE },
  { "wrong version", NOT_SAFE },
  { "handshake failure", ENDED },
  { "insufficient security", NOT_SAFE },
};

static const char *
find_refusal (HavenTransport *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (strstr (self->said, refusals[i].words) != NULL)
      return _(refusals[i].sentence);
  return NULL;
}

/* What curl's results mean for whoever waits; any other: not reached */
static const struct {
  CURLcode result;
  HavenErrorCode code;
  const char *sentence;
} failures[] = {
  { CURLE_SSL_CACERT_BADFILE, HAVEN_ERROR_REFUSED,
    N_("The certificate file given for this connection cannot be read. Nothing was sent, and what waits is kept.") },
  { CURLE_SSL_CERTPROBLEM, HAVEN_ERROR_REFUSED, OWN_UNREADABLE },
  { CURLE_WRITE_ERROR, HAVEN_ERROR_TOO_LARGE, TOO_MUCH },
  { CURLE_FILESIZE_EXCEEDED, HAVEN_ERROR_TOO_LARGE, TOO_MUCH },
  { CURLE_COULDNT_RESOLVE_PROXY, HAVEN_ERROR_OFFLINE,
    N_("The proxy that leads out of the school cannot be found. What waits is kept and will be sent later.") },
  { CURLE_COULDNT_RESOLVE_HOST, HAVEN_ERROR_OFFLINE,
    N_("The address of the Virtual School's system cannot be found now. What waits is kept and will be sent later.") },
  { CURLE_BAD_CONTENT_ENCODING, HAVEN_ERROR_INVALID, NOT_THE_EXCHANGE },
  { CURLE_WEIRD_SERVER_REPLY, HAVEN_ERROR_INVALID, NOT_THE_EXCHANGE },
  { CURLE_UNSUPPORTED_PROTOCOL, HAVEN_ERROR_INVALID, NOT_THE_EXCHANGE },
  { CURLE_ABORTED_BY_CALLBACK, HAVEN_ERROR_CANCELLED, N_("Stopped. What was not yet sent is kept.") },
  { CURLE_OPERATION_TIMEDOUT, HAVEN_ERROR_OFFLINE,
    N_("The Virtual School's system did not answer in time. What waits is kept and will be sent later.") },
  { CURLE_SSL_CONNECT_ERROR, HAVEN_ERROR_OFFLINE,
    N_("The secure connection to the Virtual School's system broke while it was being made. What waits is kept and will be sent later. If "
       "it breaks every time, a filter may stand in the way: ask your IT technician.") },
};

static void
explain (HavenTransport *self, CURLcode result, GError **error)
{
  gboolean secure = result == CURLE_SSL_CONNECT_ERROR || result == CURLE_RECV_ERROR || result == CURLE_SEND_ERROR;
  const char *refusal = secure ? find_refusal (self) : NULL;

  if (result == CURLE_PEER_FAILED_VERIFICATION || result == CURLE_SSL_ISSUER_ERROR)
    refusal = describe_distrust (self);
  if (refusal != NULL) {
    set_failure (error, HAVEN_ERROR_REFUSED, refusal);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].result == result) {
      set_failure (error, failures[i].code, _(failures[i].sentence));
      return;
    }
  set_failure (error, HAVEN_ERROR_OFFLINE, _(NOT_REACHED));
}

static const char *
get_header (HavenTransport *self, const char *name)
{
  struct curl_header *header;

  return curl_easy_header (self->curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
}

/* Something on the way may compress an answer, and say so with W/ before its tag: it is the same answer. */
static char *
dup_etag (HavenTransport *self)
{
  const char *value = get_header (self, "ETag");
  gsize length;

  if (value != NULL && g_str_has_prefix (value, "W/"))
    value += 2;
  length = value == NULL ? 0 : strlen (value);
  if (length < 3 || value[0] != '"' || value[length - 1] != '"' || length > 66)
    return NULL;
  return g_strndup (value + 1, length - 2);
}

static void
note_clock (HavenTransport *self)
{
  const char *date = get_header (self, "Date");
  time_t there = date == NULL ? -1 : curl_getdate (date, NULL);

  self->skew = there < 0 ? 0 : (gint64) there - g_get_real_time () / G_USEC_PER_SEC;
}

/* Where an answer says what it should be, it is that, or it is not taken. The digest is over the content as it came, so before unpacking. */
static gboolean
is_whole (HavenTransport *self, GBytes *content)
{
  const char *given = get_header (self, "Content-Digest");
  g_autofree char *digest = haven_wire_content_digest (content);

  return given == NULL || strstr (given, "sha-256=:") == NULL || strstr (given, digest) != NULL;
}

static GBytes *
read_content (HavenTransport *self, Transfer *transfer, GError **error)
{
  const char *encoding = get_header (self, "Content-Encoding");
  g_autoptr (GBytes) content = g_bytes_new (transfer->body->data, transfer->body->len);

  if (!is_whole (self, content)) {
    set_failure (error, HAVEN_ERROR_OFFLINE, _("The answer was damaged on the way. What waits is kept and will be sent later."));
    return NULL;
  }
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    return g_steal_pointer (&content);
  if (g_ascii_strcasecmp (encoding, "gzip") == 0 && transfer->body->len > 0)
    return haven_wire_gunzip (content, self->reply_bytes, error);
  set_failure (error, HAVEN_ERROR_INVALID, _(NOT_THE_EXCHANGE));
  return NULL;
}

static gboolean
is_json (HavenTransport *self, gboolean problem)
{
  const char *type = NULL;

  curl_easy_getinfo (self->curl, CURLINFO_CONTENT_TYPE, &type);
  return type != NULL && g_str_has_prefix (type, problem ? "application/problem+json" : "application/json");
}

/* A portal that wants a password answers 200 with a page: only JSON is an answer of the exchange. An error of something on the way keeps
 * its status and loses its page. */
static HavenWireReply *
read_reply (HavenTransport *self, HavenWireRequest *request, Transfer *transfer, GError **error)
{
  g_autoptr (HavenWireReply) reply = haven_wire_reply_new ();
  g_autoptr (GBytes) content = NULL;
  curl_off_t retry_after = 0;
  long status = 0;

  curl_easy_getinfo (self->curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo (self->curl, CURLINFO_RETRY_AFTER, &retry_after);
  reply->id = g_strdup (request->id);
  reply->status = status;
  reply->etag = dup_etag (self);
  reply->retry_after = retry_after > 0 ? (gint64) retry_after : -1;
  note_clock (self);
  if (status >= 300 && status < 400 && status != 304) {
    refuse (_("The Virtual School's system points to another address. Haven does not follow: what waits is kept. Check the address with "
              "the Virtual School."), error);
    return NULL;
  }
  content = read_content (self, transfer, error);
  if (content == NULL)
    return NULL;
  if (is_json (self, status >= 400))
    reply->body = g_bytes_ref (content);
  else if (status < 300 && g_bytes_get_size (content) > 0) {
    set_failure (error, HAVEN_ERROR_INVALID,
                 _("What answered does not speak the exchange: it may be a page that asks for a password. What "
                   "waits is kept."));
    return NULL;
  }
  return g_steal_pointer (&reply);
}

static gboolean
is_refused_by_proxy (HavenTransport *self)
{
  long status = 0;

  curl_easy_getinfo (self->curl, CURLINFO_HTTP_CONNECTCODE, &status);
  return status == 407;
}

/* A cancel wakes the wait for the network at once, from whatever thread it comes. */
static void
wake_cb (GCancellable *cancellable, gpointer multi)
{
  curl_multi_wakeup (multi);
}

static CURLcode
take_result (HavenTransport *self)
{
  CURLMsg *message;
  int left;

  while ((message = curl_multi_info_read (self->multi, &left)) != NULL)
    if (message->msg == CURLMSG_DONE && message->easy_handle == self->curl)
      return message->data.result;
  return CURLE_ABORTED_BY_CALLBACK;
}

static CURLcode
perform (HavenTransport *self, GCancellable *cancellable)
{
  gulong handler = cancellable == NULL ? 0 : g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self->multi, NULL);
  CURLcode result;
  int running = 1;

  curl_multi_add_handle (self->multi, self->curl);
  while (running > 0 && !g_cancellable_is_cancelled (cancellable) && curl_multi_perform (self->multi, &running) == CURLM_OK)
    if (running > 0)
      curl_multi_poll (self->multi, NULL, 0, 1000, NULL);
  result = take_result (self);
  curl_multi_remove_handle (self->multi, self->curl);
  if (handler > 0)
    g_cancellable_disconnect (cancellable, handler);
  return result;
}

static GBytes *
make_content (HavenTransport *self, HavenWireRequest *request)
{
  gsize size = request->body == NULL ? 0 : g_bytes_get_size (request->body);

  if (self->plain || size < HAVEN_GZIP_FROM_BYTES)
    return request->body == NULL ? NULL : g_bytes_ref (request->body);
  return haven_wire_gzip (request->body);
}

static HavenWireReply *
send_once (HavenTransport *self, HavenWireRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GBytes) content = make_content (self, request);
  Transfer transfer = { self, body, self->reply_bytes, cancellable, content };
  struct curl_slist *headers = make_headers (self, request, content);
  HavenWireReply *reply = NULL;
  CURLcode result;

  self->n++;
  curl_easy_reset (self->curl);
  set_trust (self);
  set_bounds (self, &transfer);
  set_request (self, request, content);
  curl_easy_setopt (self->curl, CURLOPT_HTTPHEADER, headers);
  result = g_cancellable_is_cancelled (cancellable) ? CURLE_ABORTED_BY_CALLBACK : perform (self, cancellable);
  if (result == CURLE_OK)
    reply = read_reply (self, request, &transfer, error);
  else if (is_refused_by_proxy (self))
    set_failure (error, HAVEN_ERROR_REFUSED,
                 _("The proxy that leads out of the school asks for a name and a password. Nothing was sent, and what waits is kept. Ask "
                   "your IT technician, and write them into the proxy's address."));
  else
    explain (self, result, error);
  curl_slist_free_all (headers);
  return reply;
}

HavenWireReply *
haven_transport_send (HavenTransport *self, HavenWireRequest *request, GCancellable *cancellable, GError **error)
{
  HavenWireReply *reply = send_once (self, request, cancellable, error);

  if (reply == NULL || reply->status != 415 || self->plain)
    return reply;
  haven_wire_reply_free (reply);
  self->plain = TRUE;
  return send_once (self, request, cancellable, error);
}

guint
haven_transport_get_n (HavenTransport *self)
{
  return self->n;
}

gint64
haven_transport_get_skew (HavenTransport *self)
{
  return self->skew;
}

void
haven_transport_set_progress (HavenTransport *self, HavenTransportProgress progress, gpointer data)
{
  self->progress = progress;
  self->progress_data = data;
}
