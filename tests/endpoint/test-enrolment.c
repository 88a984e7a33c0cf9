/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining: a code is good once, and what is kept of it and of the token tells a thief nothing. */
#include "endpoint-fixture.h"

#include <string.h>

static HavenWireReply *
enrol (Office *office, const char *code, const char *urn, const char *key)
{
  g_autofree char *body = g_strdup_printf ("{\"format\":\"haven-enrolment/1\",\"code\":\"%s\",\"urn\":\"%s\"}", code, urn);

  return office_ask (office, NULL, "POST", "/enrolments", body, key);
}

static HavenWireEnrolled *
enrol_well (Office *office, const char *code, const char *key)
{
  g_autoptr (HavenWireReply) reply = enrol (office, code, SCHOOL, key);
  HavenWireEnrolled *enrolled;

  g_assert_cmpint (reply->status, ==, 201);
  enrolled = haven_wire_enrolled_parse (reply->body, NULL);
  g_assert_nonnull (enrolled);
  return enrolled;
}

static char *
find_token (Office *office, const char *token)
{
  char *urn;

  g_assert_true (haven_endpoint_begin (office->endpoint, NULL));
  urn = haven_endpoint_find_token (office->endpoint, token);
  g_assert_true (haven_endpoint_commit (office->endpoint, NULL));
  return urn;
}

static void
test_once (Office *office, gconstpointer data)
{
  g_autoptr (HavenWireEnrolled) first = enrol_well (office, office->code, "key-1"), again = NULL;
  g_autofree char *urn = find_token (office, first->token), *old = NULL;
  g_autofree char *wrong = find_token (office, "0123456789012345678901234567890123456789012");

  g_assert_cmpstr (urn, ==, SCHOOL);
  g_assert_null (wrong);
  g_assert_cmpstr (first->school, ==, "Invented High");
  g_assert_cmpstr (first->authority, ==, "Invented Virtual School");
  g_assert_true (haven_wire_keys_equal (first->keys, haven_endpoint_get_keys (office->endpoint)));
  office_assert_status (enrol (office, office->code, SCHOOL, "key-2"), 403, "code-refused");
  again = enrol_well (office, office->code, "key-1");                     /* the answer was lost on its way */
  old = find_token (office, first->token);
  g_assert_null (old);
  g_assert_cmpstr (again->token, !=, first->token);
}

static void
test_refused (Office *office, gconstpointer data)
{
  office_assert_status (enrol (office, "0000-0000-0000-0000", SCHOOL, "k"), 403, "code-refused");
  office_assert_status (enrol (office, office->code, OTHER_SCHOOL, "k"), 403, "code-refused");
  office_assert_status (enrol (office, office->code, "999999", "k"), 403, "code-refused");
  office_assert_status (enrol (office, office->code, SCHOOL, NULL), 422, "wrong-body");
  office_assert_status (office_ask (office, NULL, "POST", "/enrolments", "{}", "k"), 422, "wrong-body");
  office_assert_status (office_ask (office, NULL, "POST", "/enrolments", NULL, "k"), 422, "wrong-body");
  haven_endpoint_set_today (office->endpoint, haven_day_new (2026, 2, 10));
  office_assert_status (enrol (office, office->code, SCHOOL, "k"), 403, "code-refused");
}

static void
test_as_heard (Office *office, gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (office->code, "-", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  g_autoptr (HavenWireEnrolled) enrolled = NULL;

  g_strdelimit (joined, "0", 'O');
  g_strdelimit (joined, "1", 'L');
  enrolled = enrol_well (office, joined, "k");
  g_assert_cmpuint (strlen (enrolled->token), ==, 43);
}

/* A new code for a school is for another of its computers: the first goes on, until the school is revoked */
static void
test_new_code (Office *office, gconstpointer data)
{
  g_autoptr (HavenWireEnrolled) first = enrol_well (office, office->code, "k1"), second = NULL;
  g_autofree char *code = NULL, *still = NULL, *ended = NULL, *also = NULL;

  g_assert_true (haven_endpoint_begin (office->endpoint, NULL));
  code = haven_endpoint_add_school (office->endpoint, SCHOOL, "Invented High");
  g_assert_true (haven_endpoint_commit (office->endpoint, NULL));
  office_assert_status (enrol (office, office->code, SCHOOL, "k1"), 403, "code-refused");
  still = find_token (office, first->token);
  g_assert_cmpstr (still, ==, SCHOOL);
  second = enrol_well (office, code, "k2");
  g_clear_pointer (&still, g_free);
  still = find_token (office, first->token);
  g_assert_cmpstr (still, ==, SCHOOL);
  g_assert_true (haven_endpoint_begin (office->endpoint, NULL));
  g_assert_true (haven_endpoint_revoke_school (office->endpoint, SCHOOL, NULL));
  g_assert_true (haven_endpoint_commit (office->endpoint, NULL));
  ended = find_token (office, first->token);
  g_assert_null (ended);
  also = find_token (office, second->token);
  g_assert_null (also);
  office_assert_status (enrol (office, code, SCHOOL, "k2"), 403, "code-refused");
}

static void
assert_not_in_folder (Office *office, const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (office->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (office->folder, name, NULL), *contents = NULL;
    gsize size;
    g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
    g_assert_null (memmem (contents, size, secret, strlen (secret)));
  }
}

static void
test_hashed (Office *office, gconstpointer data)
{
  g_autoptr (HavenWireEnrolled) enrolled = enrol_well (office, office->code, "key-of-the-school");

  assert_not_in_folder (office, enrolled->token);
  assert_not_in_folder (office, office->code);
  assert_not_in_folder (office, "key-of-the-school");
}

/* The data outlives the program; init does not overwrite it; another folder is not taken for it */
static void
test_folder (Office *office, gconstpointer data)
{
  g_autoptr (HavenWireEnrolled) enrolled = enrol_well (office, office->code, "k");
  g_autoptr (GError) error = NULL;
  g_autofree char *urn = NULL;

  g_assert_null (haven_endpoint_create (office->folder, "Another", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  g_clear_error (&error);
  haven_endpoint_free (office->endpoint);
  g_assert_null (haven_endpoint_open ("/nowhere/at/all", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  office->endpoint = haven_endpoint_open (office->folder, NULL);
  g_assert_nonnull (office->endpoint);
  urn = find_token (office, enrolled->token);
  g_assert_cmpstr (urn, ==, SCHOOL);
  g_assert_true (haven_wire_keys_equal (enrolled->keys, haven_endpoint_get_keys (office->endpoint)));
}

static void
add (const char *path, void (*func) (Office *office, gconstpointer data))
{
  g_test_add (path, Office, NULL, office_set_up, func, office_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  add ("/endpoint/enrolment/once", test_once);
  add ("/endpoint/enrolment/refused", test_refused);
  add ("/endpoint/enrolment/as-heard", test_as_heard);
  add ("/endpoint/enrolment/new-code", test_new_code);
  add ("/endpoint/enrolment/hashed", test_hashed);
  add ("/endpoint/enrolment/folder", test_folder);
  return g_test_run ();
}
