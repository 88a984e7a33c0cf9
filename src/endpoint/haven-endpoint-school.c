/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-school.h"

#include "haven-endpoint-call.h"
#include "haven-endpoint-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Nothing that is mistaken for another when read out: no I, L, O, U */
static const char code_letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
#define CODE_LENGTH 16                     /* 80 bits */
#define TOKEN_BYTES 32
#define DAY_SECONDS (24 * 60 * 60)

static GBytes *
hash_text (const char *text)
{
  return text == NULL ? NULL : haven_secret_hash (text, strlen (text));
}

/* As it was heard: dashes do not matter, and a letter that no code has is the digit it looks like. */
static GBytes *
hash_code (const char *code)
{
  GString *heard = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (; *code != '\0'; code++)
    if (*code != '-')
      g_string_append_c (heard, *code == 'O' ? '0' : *code == 'I' || *code == 'L' ? '1' : *code);
  text = g_string_free (heard, FALSE);
  return hash_text (text);
}

/* As long for a near miss as for a far one */
static gboolean
is_same_secret (GBytes *a, GBytes *b)
{
  gsize size_a = 0, size_b = 0;
  const guint8 *bytes_a = a == NULL ? NULL : g_bytes_get_data (a, &size_a);
  const guint8 *bytes_b = b == NULL ? NULL : g_bytes_get_data (b, &size_b);
  guint8 difference = 0;

  if (size_a != size_b || size_a == 0)
    return FALSE;
  for (gsize i = 0; i < size_a; i++)
    difference |= bytes_a[i] ^ bytes_b[i];
  return difference == 0;
}

static char *
make_code (void)
{
  g_autoptr (HavenSecret) random = haven_secret_new_random (CODE_LENGTH);
  GString *code = g_string_new (NULL);

  for (guint i = 0; i < CODE_LENGTH; i++) {
    if (i > 0 && i % 4 == 0)
      g_string_append_c (code, '-');
    g_string_append_c (code, code_letters[haven_secret_peek (random)[i] % 32]);
  }
  return g_string_free (code, FALSE);
}

char *
haven_endpoint_add_school (HavenEndpoint *self, const char *urn, const char *name)
{
  char *code = make_code ();
  g_autoptr (GBytes) hash = hash_code (code);

  haven_endpoint_run (self, "INSERT INTO schools (urn, name, code_hash, code_made) VALUES (?, ?, ?, ?)"
                      " ON CONFLICT (urn) DO UPDATE SET name = excluded.name, code_hash = excluded.code_hash,"
                      " code_made = excluded.code_made, code_key = NULL",
                      "ttbi", urn, name, hash, haven_endpoint_get_clock (self).now);
  return code;
}

gboolean
haven_endpoint_has_school (HavenEndpoint *self, const char *urn)
{
  return haven_endpoint_count (self, "SELECT count(*) FROM schools WHERE urn = ?", "t", urn) > 0;
}

char *
haven_endpoint_find_token (HavenEndpoint *self, const char *token)
{
  g_autoptr (GBytes) hash = hash_text (token);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT urn FROM tokens WHERE token_hash = ?", "b", hash);

  return haven_query_next (query) ? g_strdup (haven_query_get_text (query, 0)) : NULL;
}

gboolean
haven_endpoint_revoke_school (HavenEndpoint *self, const char *urn, GError **error)
{
  if (!haven_endpoint_has_school (self, urn)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no school with this URN here."));
    return FALSE;
  }
  haven_endpoint_run (self, "DELETE FROM tokens WHERE urn = ?", "t", urn);
  haven_endpoint_run (self, "UPDATE schools SET code_hash = NULL, code_key = NULL WHERE urn = ?", "t", urn);
  return TRUE;
}

/* 32 random bytes in 43 letters */
static char *
make_token (void)
{
  g_autoptr (HavenSecret) random = haven_secret_new_random (TOKEN_BYTES);

  return haven_reply_dup_letters (haven_secret_peek (random), TOKEN_BYTES);
}

static HavenWireReply *
enrol (const HavenCall *call, const char *urn, const char *school)
{
  g_autoptr (HavenWireEnrolled) enrolled = haven_wire_enrolled_new ();
  g_autoptr (GBytes) token_hash = NULL, key_hash = hash_text (call->request->key);

  enrolled->token = make_token ();
  enrolled->school = g_strdup (school);
  enrolled->authority = g_strdup (haven_endpoint_get_name (call->endpoint));
  enrolled->keys = haven_wire_keys_copy (haven_endpoint_get_keys (call->endpoint));
  token_hash = hash_text (enrolled->token);
  haven_endpoint_run (call->endpoint, "DELETE FROM tokens WHERE urn = ? AND key_hash = ?", "tb", urn, key_hash);
  haven_endpoint_run (call->endpoint, "INSERT INTO tokens (token_hash, urn, key_hash, made) VALUES (?, ?, ?, ?)", "btbi", token_hash, urn,
                      key_hash, haven_endpoint_get_clock (call->endpoint).now);
  haven_endpoint_run (call->endpoint, "UPDATE schools SET code_key = ?, enrolled_at = ? WHERE urn = ?",
                      "bit", key_hash, haven_endpoint_get_clock (call->endpoint).now, urn);
  return haven_reply_new (201, haven_wire_enrolled_print (enrolled));
}

/* The answer to a wrong code, an unknown school and a used code is the same: it tells a stranger nothing. A used code is taken again
 * with the key it was first used with, so that a reply lost on the way does not cost the code. */
HavenWireReply *
haven_answer_enrolment (const HavenCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenWireEnrolment) body = call->request->body == NULL ? NULL : haven_wire_enrolment_parse (call->request->body, &error);
  g_autoptr (HavenQuery) query = NULL;
  g_autoptr (GBytes) given = NULL, held = NULL, used_by = NULL, key = hash_text (call->request->key);
  gint64 oldest = haven_endpoint_get_clock (call->endpoint).now - HAVEN_CODE_DAYS * DAY_SECONDS;

  if (body == NULL || key == NULL)
    return haven_reply_new_problem (422, "wrong-body",
                                    error != NULL ? error->message : _("The request lacks its body or its Idempotency-Key."));
  query = haven_query_new (call->endpoint, "SELECT name, code_hash, code_key FROM schools WHERE urn = ? AND code_made >= ?",
                           "ti", body->urn, oldest);
  if (haven_query_next (query)) {
    held = haven_query_dup_bytes (query, 1);
    used_by = haven_query_dup_bytes (query, 2);
  }
  given = hash_code (body->code);
  if (is_same_secret (given, held) && (used_by == NULL || is_same_secret (used_by, key)))
    return enrol (call, body->urn, haven_query_get_text (query, 0));
  return haven_reply_new_problem (403, "code-refused", _("The code does not fit this school's URN, has been used, or is older than "
                                                         "30 days. Nothing was changed. Ask the Virtual School for a new code."));
}
