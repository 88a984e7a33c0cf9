/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-call.h"
#include "haven-wire-problem.h"

#include <string.h>

#define ETAG_BYTES 15                      /* of a SHA-256, in 20 letters: /state brings one of each topic, and is to stay small */

HavenWireReply *
haven_reply_new (gint64 status, GBytes *take_body)
{
  HavenWireReply *self = haven_wire_reply_new ();

  self->status = status;
  self->body = take_body;
  return self;
}

char *
haven_reply_dup_letters (gconstpointer bytes, gsize size)
{
  char *letters = g_base64_encode (bytes, size);

  g_strdelimit (letters, "+", '-');
  g_strdelimit (letters, "/", '_');
  letters[strcspn (letters, "=")] = '\0';
  return letters;
}

char *
haven_reply_dup_etag (GBytes *body)
{
  g_autoptr (GBytes) digest = haven_secret_hash (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return haven_reply_dup_letters (g_bytes_get_data (digest, NULL), ETAG_BYTES);
}

HavenWireReply *
haven_reply_new_known (const HavenCall *call, char *take_etag, GBytes *take_body)
{
  gboolean known = g_strcmp0 (take_etag, call->request->etag) == 0;
  HavenWireReply *self = haven_reply_new (known ? 304 : 200, take_body);

  if (known)
    g_clear_pointer (&self->body, g_bytes_unref);
  self->etag = take_etag;
  return self;
}

HavenWireReply *
haven_reply_new_tagged (const HavenCall *call, GBytes *take_body)
{
  return haven_reply_new_known (call, haven_reply_dup_etag (take_body), take_body);
}

HavenWireReply *
haven_reply_new_problem (gint64 status, const char *code, const char *sentence)
{
  g_autoptr (HavenWireProblem) problem = haven_wire_problem_new_full (status, code, sentence);

  return haven_reply_new (status, haven_wire_problem_print (problem));
}

HavenWireReply *
haven_reply_new_error (gint64 status, const char *code, GError *error)
{
  return haven_reply_new_problem (status, code, error->message);
}
