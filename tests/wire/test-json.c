/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader for what strangers send: RFC 8259 and nothing beside it, bounded, and never a crash. */
#include "haven-error.h"
#include "haven-wire-json.h"

#include <string.h>

static JsonNode *
parse (const char *text, gssize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);

  return haven_wire_json_parse (bytes, error);
}

static void
test_taken (void)
{
  static const char *const pairs[][2] = {
    { " { } ", "{}" },
    { "[1,-2,0,999999999999999]", "[1,-2,0,999999999999999]" },
    { "[true,false,null]", "[true,false,null]" },
    { "\"\\u00e9\\uD83D\\uDE00\\/\\b\\f\\n\\r\\t\\\"\\\\\"", "\"é😀/\\b\\f\\n\\r\\t\\\"\\\\\"" },
    { "{\"a\" : {\"b\":[ ]}}", "{\"a\":{\"b\":[]}}" },
    { "\"\"", "\"\"" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) node = parse (pairs[i][0], -1, &error);
    g_autoptr (GBytes) printed = NULL;

    g_assert_no_error (error);
    printed = haven_wire_json_print (node);
    g_assert_cmpmem (g_bytes_get_data (printed, NULL), g_bytes_get_size (printed), pairs[i][1], strlen (pairs[i][1]));
  }
}

static void
assert_refused (const char *text, gssize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse (text, size, &error);

  if (node != NULL)
    g_test_message ("taken: %s", text);
  g_assert_null (node);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

static void
test_refused (void)
{
  static const char *const bad[] = {
    "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\":1 \"b\":2}",
    "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "01", "-", "+1", "1.", ".5", "1.5", "1e3", "1E3", "0x10", "NaN", "Infinity",
    "-Infinity",
    "1000000000000000", "99999999999999999999999999", "tru", "True", "nul", "truefalse", "\"", "\"a", "\"\\", "\"\\x41\"", "\"\\u12\"",
    "\"\\u12g4\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\ud800\\n\"", "\"\\udc00\"", "\"\\ud800\\ud800\"",
    "\"a\nb\"", "\"a\tb\"",
    "1 2", "{} {}", "{}x", "// x\n{}", "/* x */{}", "{}//", "var x = {}", "\xef\xbb\xbf{}", "\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"",
    "<html>", "null,", "[1 2]", "[1:2]", "\"\\\"",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i], -1);
  assert_refused ("\"a\0b\"", 5);
  assert_refused ("{}\0", 3);
  assert_refused ("\"\\\0\"", 4);
}

static char *
repeat (const char *text, guint times)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (all, text);
  return g_string_free (all, FALSE);
}

static void
test_bounds (void)
{
  g_autofree char *deep = repeat ("[", 1000000), *deep_objects = repeat ("{\"a\":", 1000000);
  g_autofree char *many = repeat ("1,", HAVEN_WIRE_NODES), *list = g_strconcat ("[", many, "1]", NULL);
  g_autofree char *open = repeat ("[", HAVEN_WIRE_DEPTH), *close = repeat ("]", HAVEN_WIRE_DEPTH), *fits = g_strconcat (open, close, NULL);
  g_autoptr (JsonNode) node = parse (fits, -1, NULL);

  assert_refused (deep, -1);
  assert_refused (deep_objects, -1);
  assert_refused (list, -1);
  g_assert_nonnull (node);
}

/* Any text that the reader takes means the same to json-glib, which is the naive twin: random texts from JSON's own alphabet */
static void
test_twin (void)
{
  static const char *const parts[] = { "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"\\n\"", "1", "-7", "0", "true", "null", " " };
  guint taken = 0;

  for (guint round = 0; round < 200000; round++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (JsonNode) node = NULL;
    for (int n = g_test_rand_int_range (1, 9); n > 0; n--)
      g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
    node = parse (text->str, -1, NULL);
    if (node != NULL) {
      g_autoptr (JsonNode) twin = json_from_string (text->str, NULL);
      g_assert_nonnull (twin);
      g_assert_true (json_node_equal (node, twin));
      taken++;
    }
  }
  g_assert_cmpuint (taken, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/json/taken", test_taken);
  g_test_add_func ("/wire/json/refused", test_refused);
  g_test_add_func ("/wire/json/bounds", test_bounds);
  g_test_add_func ("/wire/json/twin", test_twin);
  return g_test_run ();
}
