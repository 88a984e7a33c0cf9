/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-text.h"

#include <string.h>

typedef char *(*Change) (const char *text);

typedef struct {
  const char *text;
  const char *expected;
} Pair;

static void
check_pairs (Change      change,
             const Pair *pairs,
             gsize       n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *changed = change (pairs[i].text);
    g_assert_cmpstr (changed, ==, pairs[i].expected);
  }
}

static void
test_fold (void)
{
  static const Pair pairs[] = {
    { "  Zoë   BROWN ", "zoe brown" }, { "Łukasz Ørsted", "lukasz orsted" }, { "O’Brien", "o'brien" }, { "Çelik-Şahin", "celik-sahin" },
    { "", "" }, { NULL, "" }, { "e\xCC\x81", "e" }, { "Nguyễn", "nguyen" }, { "Æthelred", "aethelred" },
  };

  check_pairs (haven_text_fold, pairs, G_N_ELEMENTS (pairs));
}

static void
test_squeeze (void)
{
  static const Pair pairs[] = {
    { "  a \t b\n", "a b" }, { "", "" }, { NULL, "" }, { "   ", "" }, { "a\xC2\xA0" "b", "a b" }, { "Abc", "Abc" },
  };

  check_pairs (haven_text_squeeze, pairs, G_N_ELEMENTS (pairs));
}

static void
test_slug (void)
{
  static const Pair pairs[] = {
    { "Invented High School", "invented-high-school" }, { "St. Zoë's (C of E)", "st-zoes-c-of-e" }, { "--", "" },
    { "", "" }, { "2025/26", "2025-26" },
  };

  check_pairs (haven_text_slug, pairs, G_N_ELEMENTS (pairs));
}

static void
test_matches (void)
{
  static const struct { const char *haystack; const char *needle; gboolean expected; } table[] = {
    { "amara brown 9b", "ama", TRUE }, { "amara brown 9b", "bro ama", TRUE }, { "amara brown 9b", "rown", FALSE },
    { "amara brown 9b", "", TRUE },
    { "amara brown 9b", "ama x", FALSE }, { "smith-jones", "jones", TRUE }, { "o'brien", "brien", TRUE }, { "o'brien", "o'b", TRUE },
    { "ban banana", "banana", TRUE }, { "xab ab", "ab", TRUE }, { "", "a", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (haven_text_matches (table[i].haystack, table[i].needle), ==, table[i].expected);
}

static void
test_initials (void)
{
  static const struct { const char *forename; const char *surname; const char *expected; } table[] = {
    { "Amara", "Brown", "A.B." }, { "zoë", "ünal", "Z.Ü." }, { NULL, "Brown", "B." }, { " Amara", "", "A." }, { "", NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *initials = haven_text_initials (table[i].forename, table[i].surname);
    g_assert_cmpstr (initials, ==, table[i].expected);
  }
}

static void
test_is_empty (void)
{
  g_assert_true (haven_text_is_empty (NULL));
  g_assert_true (haven_text_is_empty (" \t\xC2\xA0"));
  g_assert_false (haven_text_is_empty (" a"));
}

static void
test_new_id (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++) {
    char *id = haven_text_new_id ();
    g_assert_true (g_uuid_string_is_valid (id));
    g_assert_cmpint (id[14], ==, '4');
    g_assert_true (g_hash_table_add (seen, id));
  }
}

/* One bad byte at every place of texts of every length around the eight that are looked at together */
static void
test_is_ascii (void)
{
  char text[25];

  for (gsize size = 0; size <= sizeof text; size++) {
    memset (text, '~', sizeof text);
    g_assert_true (haven_text_is_ascii (text, size));
    for (gsize bad = 0; bad < sizeof text; bad++) {
      text[bad] = bad % 2 == 0 ? '\0' : '\xC2';
      g_assert_true (haven_text_is_ascii (text, size) == (bad >= size));
      text[bad] = '~';
    }
  }
}

/* As memchr finds it, at every place of texts of every length */
static void
test_find_byte (void)
{
  const char bytes[] = { '=', '\0', '\x01', '\x80', '\xFF' };
  char text[25];

  for (gsize i = 0; i < sizeof bytes; i++)
    for (gsize size = 0; size <= sizeof text; size++)
      for (gsize place = 0; place < sizeof text; place++) {
        memset (text, bytes[i] ^ 1, sizeof text);
        text[place] = text[sizeof text - 1] = bytes[i];
        g_assert_true (haven_text_find_byte (text, size, bytes[i]) == memchr (text, bytes[i], size));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/text/fold", test_fold);
  g_test_add_func ("/base/text/squeeze", test_squeeze);
  g_test_add_func ("/base/text/slug", test_slug);
  g_test_add_func ("/base/text/matches", test_matches);
  g_test_add_func ("/base/text/initials", test_initials);
  g_test_add_func ("/base/text/is-empty", test_is_empty);
  g_test_add_func ("/base/text/new-id", test_new_id);
  g_test_add_func ("/base/text/is-ascii", test_is_ascii);
  g_test_add_func ("/base/text/find-byte", test_find_byte);
  return g_test_run ();
}
