/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-envelope.h"

#include "haven-secret.h"

#include <string.h>

/* No scheme, no host, no "..": a path can lead nowhere but below the exchange. */
#define PATH_PATTERN "^(/[a-z0-9][A-Za-z0-9_-]*){1,4}(\\?since=[A-Za-z0-9._-]*)?$"

static const HavenMember request_rows[] = {
  HAVEN_ROW_TEXT (HavenWireRequest, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT (HavenWireRequest, method, "method", 3, 6, "^(GET|PUT|POST|DELETE)$"),
  HAVEN_ROW_TEXT (HavenWireRequest, path, "path", 2, 300, PATH_PATTERN),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireRequest, etag, "etag", 1, 64, HAVEN_TAG_PATTERN),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireRequest, key, "key", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_BYTES_OR_NONE (HavenWireRequest, body, "body", 0, HAVEN_LIMIT_RELEASE_BYTES),
};
HAVEN_DEFINE_SHAPE (HavenWireRequest, haven_wire_request, HAVEN_SHAPE_REQUEST, "Request", NULL, request_rows)

HavenWireRequest *
haven_wire_request_new_full (const char *id, const char *method, const char *path)
{
  HavenWireRequest *self = haven_wire_request_new ();

  self->id = g_strdup (id);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  return self;
}

char *
haven_wire_content_digest (GBytes *body)
{
  g_autoptr (GBytes) hash = haven_secret_hash (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autofree char *text = g_base64_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));

  return g_strconcat ("sha-256=:", text, ":", NULL);
}

static const HavenMember reply_rows[] = {
  HAVEN_ROW_TEXT (HavenWireReply, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_INT (HavenWireReply, status, "status", 100, 599),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireReply, etag, "etag", 1, 64, HAVEN_TAG_PATTERN),
  HAVEN_ROW_INT_OR_NONE (HavenWireReply, retry_after, "retry_after", 31536000),
  HAVEN_ROW_BYTES_OR_NONE (HavenWireReply, body, "body", 0, HAVEN_LIMIT_REPLY_BYTES),
};
HAVEN_DEFINE_SHAPE (HavenWireReply, haven_wire_reply, HAVEN_SHAPE_REPLY, "Reply", NULL, reply_rows)

static const char *const side_codes[] = { "school", "virtual-school", NULL };

/* The signature comes last, as in a receipt. */
static const HavenMember envelope_rows[] = {
  HAVEN_ROW_CODE (HavenWireEnvelope, from, "from", side_codes),
  HAVEN_ROW_TEXT (HavenWireEnvelope, urn, "urn", 6, 6, HAVEN_URN_PATTERN),
  HAVEN_ROW_TIME (HavenWireEnvelope, made, "made"),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireEnvelope, authority, "authority", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_OBJECT_OR_NONE (HavenWireEnvelope, keys, "keys", &HAVEN_SHAPE_KEYS),
  HAVEN_ROW_LIST (HavenWireEnvelope, requests, "requests", 1000, &HAVEN_SHAPE_REQUEST),
  HAVEN_ROW_LIST (HavenWireEnvelope, replies, "replies", 1000, &HAVEN_SHAPE_REPLY),
  HAVEN_ROW_BYTES_OR_NONE (HavenWireEnvelope, signature, "signature", 64, 64),
};
HAVEN_DEFINE_SHAPE (HavenWireEnvelope, haven_wire_envelope, HAVEN_SHAPE_ENVELOPE, "Envelope", "haven-envelope/1", envelope_rows)

GBytes *
haven_wire_envelope_to_sign (HavenWireEnvelope *self)
{
  HavenShape covered = HAVEN_SHAPE_ENVELOPE;

  covered.n_members--;
  return haven_shape_print (&covered, self);
}

gboolean
haven_wire_envelope_verify (HavenWireEnvelope *self, GBytes *key)
{
  g_autoptr (GBytes) covered = haven_wire_envelope_to_sign (self);

  return self->signature != NULL && haven_sign_verify (key, covered, self->signature);
}

/* Sealing */

#define SEALED "haven-sealed/1\n"

GBytes *
haven_wire_envelope_seal (GBytes *plain, HavenWireKeys *keys)
{
  g_autoptr (GBytes) sealed = haven_sign_seal (keys->receipts, plain);
  GByteArray *file;

  if (sealed == NULL)
    return NULL;
  file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) SEALED, strlen (SEALED));
  g_byte_array_append (file, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  return g_byte_array_free_to_bytes (file);
}

gboolean
haven_wire_envelope_is_sealed (GBytes *file)
{
  gsize size;
  const char *data = g_bytes_get_data (file, &size);

  return size > strlen (SEALED) && memcmp (data, SEALED, strlen (SEALED)) == 0;
}

GBytes *
haven_wire_envelope_open (GBytes *file, HavenWireKeys *keys, HavenSecret *receipts, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;

  if (!haven_wire_envelope_is_sealed (file))
    return g_bytes_ref (file);
  sealed = g_bytes_new_from_bytes (file, strlen (SEALED), g_bytes_get_size (file) - strlen (SEALED));
  return haven_sign_open (keys->receipts, receipts, sealed, error);
}
