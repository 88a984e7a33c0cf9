/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is signed: receipts, sharing settings, envelopes. A changed byte or another key is seen. */
#include "samples.h"

#include "haven-secret.h"

#include <string.h>

typedef struct {
  GBytes *public_key;
  HavenSecret *secret_key;
} Pair;

static void
pair_set_up (Pair *pair, gconstpointer data)
{
  g_assert_true (haven_sign_new_pair (&pair->public_key, &pair->secret_key));
}

static void
pair_tear_down (Pair *pair, gconstpointer data)
{
  g_bytes_unref (pair->public_key);
  haven_secret_free (pair->secret_key);
}

static HavenWireReceipt *
make_receipt (Pair *pair, GBytes *release)
{
  HavenWireReceipt *receipt = haven_wire_receipt_new ();
  g_autoptr (GBytes) covered = NULL;

  receipt->id = g_strdup ("r-1");
  receipt->urn = g_strdup ("123456");
  receipt->period = g_strdup ("2025/26-autumn");
  receipt->revision = 1;
  receipt->digest = haven_secret_hash_hex (g_bytes_get_data (release, NULL), g_bytes_get_size (release));
  receipt->received = 1768046400;
  covered = haven_wire_receipt_to_sign (receipt);
  receipt->signature = haven_sign (pair->secret_key, covered);
  return receipt;
}

static void
test_receipt (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) release = bytes_of ("{\"format\":\"haven-release/1\"}"), other = bytes_of ("{\"format\":\"haven-release/2\"}");
  g_autoptr (HavenWireReceipt) receipt = make_receipt (pair, release), again = NULL;
  g_autoptr (GBytes) stranger = NULL, printed = NULL;
  g_autoptr (HavenSecret) secret = NULL;

  printed = haven_wire_receipt_print (receipt);
  again = haven_wire_receipt_parse (printed, NULL);
  g_assert_nonnull (again);
  g_assert_true (haven_wire_receipt_verify (again, pair->public_key, release));
  g_assert_false (haven_wire_receipt_verify (again, pair->public_key, other));
  g_assert_true (haven_sign_new_pair (&stranger, &secret));
  g_assert_false (haven_wire_receipt_verify (again, stranger, release));
  again->revision = 2;
  g_assert_false (haven_wire_receipt_verify (again, pair->public_key, release));
}

static void
test_policy (Pair *pair, gconstpointer data)
{
  g_autoptr (HavenWirePolicy) policy = haven_wire_policy_new ();

  policy->policy = bytes_of ("{\"threshold\":5}");
  policy->signature = haven_sign (pair->secret_key, policy->policy);
  g_assert_true (haven_wire_policy_verify (policy, pair->public_key));
  g_bytes_unref (policy->policy);
  policy->policy = bytes_of ("{\"threshold\":1}");
  g_assert_false (haven_wire_policy_verify (policy, pair->public_key));
}

static void
test_envelope (Pair *pair, gconstpointer data)
{
  const Sample *sample = &samples[G_N_ELEMENTS (samples) - 1];
  g_autoptr (GBytes) bytes = bytes_of (sample->text), covered = NULL;
  g_autoptr (HavenWireEnvelope) envelope = haven_wire_envelope_parse (bytes, NULL);
  HavenWireReply *reply;

  g_assert_nonnull (envelope);
  g_assert_false (haven_wire_envelope_verify (envelope, pair->public_key));
  covered = haven_wire_envelope_to_sign (envelope);
  g_bytes_unref (envelope->signature);
  envelope->signature = haven_sign (pair->secret_key, covered);
  g_assert_true (haven_wire_envelope_verify (envelope, pair->public_key));
  reply = envelope->replies->pdata[0];
  reply->status = 404;
  g_assert_false (haven_wire_envelope_verify (envelope, pair->public_key));
  g_clear_pointer (&envelope->signature, g_bytes_unref);
  g_assert_false (haven_wire_envelope_verify (envelope, pair->public_key));
}

static void
test_fingerprint (Pair *pair, gconstpointer data)
{
  g_autoptr (HavenWireKeys) keys = haven_wire_keys_new (), copy = NULL;
  g_autofree char *fingerprint = NULL, *swapped = NULL;

  keys->receipts = g_bytes_ref (pair->public_key);
  keys->settings = g_bytes_new (g_bytes_get_data (pair->public_key, NULL), 32);
  copy = haven_wire_keys_copy (keys);
  g_assert_true (haven_wire_keys_equal (keys, copy));
  fingerprint = haven_wire_keys_dup_fingerprint (keys);
  g_assert_true (g_regex_match_simple ("^([0-9a-f]{4} ){7}[0-9a-f]{4}$", fingerprint, 0, 0));
  g_bytes_unref (copy->settings);
  copy->settings = g_bytes_new ("0123456789abcdef0123456789abcdef", 32);
  swapped = haven_wire_keys_dup_fingerprint (copy);
  g_assert_cmpstr (swapped, !=, fingerprint);
  g_assert_false (haven_wire_keys_equal (keys, copy));
}

static void
test_digest (Pair *pair, gconstpointer data)
{
  g_autoptr (GBytes) bytes = bytes_of ("{\"hello\": \"world\"}\n");
  g_autofree char *digest = haven_wire_content_digest (bytes);

  g_assert_cmpstr (digest, ==, "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");   /* the example of RFC 9530, appendix D */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  g_test_add ("/wire/signed/receipt", Pair, NULL, pair_set_up, test_receipt, pair_tear_down);
  g_test_add ("/wire/signed/policy", Pair, NULL, pair_set_up, test_policy, pair_tear_down);
  g_test_add ("/wire/signed/envelope", Pair, NULL, pair_set_up, test_envelope, pair_tear_down);
  g_test_add ("/wire/signed/fingerprint", Pair, NULL, pair_set_up, test_fingerprint, pair_tear_down);
  g_test_add ("/wire/signed/digest", Pair, NULL, pair_set_up, test_digest, pair_tear_down);
  return g_test_run ();
}
