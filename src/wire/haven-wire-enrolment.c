/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-enrolment.h"

#include "haven-secret.h"

static const HavenMember enrolment_rows[] = {
  HAVEN_ROW_TEXT (HavenWireEnrolment, code, "code", 8, 64, "^[0-9A-Z-]*$"),
  HAVEN_ROW_TEXT (HavenWireEnrolment, urn, "urn", 6, 6, HAVEN_URN_PATTERN),
};
HAVEN_DEFINE_SHAPE (HavenWireEnrolment, haven_wire_enrolment, HAVEN_SHAPE_ENROLMENT, "Enrolment", "haven-enrolment/1", enrolment_rows)

static const HavenMember keys_rows[] = {
  HAVEN_ROW_BYTES (HavenWireKeys, receipts, "receipts", 32, 32),
  HAVEN_ROW_BYTES (HavenWireKeys, settings, "settings", 32, 32),
};
HAVEN_DEFINE_SHAPE (HavenWireKeys, haven_wire_keys, HAVEN_SHAPE_KEYS, "Keys", NULL, keys_rows)

static const HavenMember enrolled_rows[] = {
  HAVEN_ROW_TEXT (HavenWireEnrolled, token, "token", 32, 128, "^[A-Za-z0-9_-]*$"),
  HAVEN_ROW_TEXT (HavenWireEnrolled, school, "school", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_TEXT (HavenWireEnrolled, authority, "authority", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_OBJECT (HavenWireEnrolled, keys, "keys", &HAVEN_SHAPE_KEYS),
};
HAVEN_DEFINE_SHAPE (HavenWireEnrolled, haven_wire_enrolled, HAVEN_SHAPE_ENROLLED, "Enrolled", "haven-enrolled/1", enrolled_rows)

HavenWireKeys *
haven_wire_keys_copy (const HavenWireKeys *self)
{
  return haven_shape_copy (&HAVEN_SHAPE_KEYS, self);
}

gboolean
haven_wire_keys_equal (const HavenWireKeys *a, const HavenWireKeys *b)
{
  return g_bytes_equal (a->receipts, b->receipts) && g_bytes_equal (a->settings, b->settings);
}

/* 128 bits: nobody makes a second key pair for them, and eight groups can be read out */
char *
haven_wire_keys_dup_fingerprint (const HavenWireKeys *self)
{
  g_autoptr (GBytes) printed = haven_wire_keys_print (self);
  g_autofree char *hex = haven_secret_hash_hex (g_bytes_get_data (printed, NULL), g_bytes_get_size (printed));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 32; i += 4)
    g_string_append_printf (text, "%s%.4s", i > 0 ? " " : "", hex + i);
  return g_string_free (text, FALSE);
}
