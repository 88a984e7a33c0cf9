/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-file.h"
#include "haven-policy.h"
#include "haven-reference.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  HavenPolicy *policy;

  haven_reference_start ();
  policy = haven_policy_new_from_json (bytes, &error);
  if (policy == NULL)
    fuzz_check_error (error);
  g_clear_pointer (&policy, haven_policy_unref);
  return 0;
}
