/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-error.h"
#include "haven-passphrase.h"

#include <string.h>

static const char *const common[] = { "dragon", "football", "password", "qwertyuiop", "sunshine", NULL };
static const char *const local[] = { "Saint Wilfrid's Church of England Primary School", "Dee Safe", NULL };
static const HavenGuesses guesses = { common, local };

static const struct {
  const char *passphrase;
  HavenStrength strength;
} table[] = {
  { "", HAVEN_STRENGTH_REFUSED },
  { "seven77", HAVEN_STRENGTH_REFUSED },
  { "zxk vprt", HAVEN_STRENGTH_FAIR },
  { "eight88#", HAVEN_STRENGTH_FAIR },
  { "ärgerlich", HAVEN_STRENGTH_FAIR },
  { "ÄÖÜäöü", HAVEN_STRENGTH_REFUSED },             /* twelve bytes, six characters */
  { "お弁当を食べる子", HAVEN_STRENGTH_FAIR },      /* eight of them */
  { "kettle marble tunnel ostrich", HAVEN_STRENGTH_GOOD },
  { "password", HAVEN_STRENGTH_REFUSED },
  { "Password", HAVEN_STRENGTH_REFUSED },
  { "P4ssw0rd!", HAVEN_STRENGTH_REFUSED },
  { "password2026", HAVEN_STRENGTH_REFUSED },
  { "2026password!!", HAVEN_STRENGTH_REFUSED },
  { "pass word", HAVEN_STRENGTH_REFUSED },
  { "Sunshine99", HAVEN_STRENGTH_REFUSED },
  { "sunshine on my kettle", HAVEN_STRENGTH_GOOD },   /* a word of the list may be in it */
  { "aaaaaaaaaaaa", HAVEN_STRENGTH_REFUSED },
  { "123456789012", HAVEN_STRENGTH_REFUSED },
  { "abcdefghijkl", HAVEN_STRENGTH_REFUSED },
  { "haven2026", HAVEN_STRENGTH_REFUSED },
  { "HavenHaven", HAVEN_STRENGTH_REFUSED },
  { "Safeguarding1", HAVEN_STRENGTH_REFUSED },
  { "safe guarding lead", HAVEN_STRENGTH_REFUSED },   /* the work, and a name */
  { "StWilfrid1", HAVEN_STRENGTH_REFUSED },
  { "wilfrids church school", HAVEN_STRENGTH_REFUSED },
  { "wilfrid kettle marble", HAVEN_STRENGTH_GOOD },
  { "correct horse battery staple", HAVEN_STRENGTH_GOOD },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *sentence = NULL;
    HavenStrength strength = haven_passphrase_measure (table[i].passphrase, &guesses, &sentence);

    if (strength != table[i].strength)
      g_test_message ("“%s”: %s", table[i].passphrase, sentence);
    g_assert_cmpint (strength, ==, table[i].strength);
    g_assert_cmpint (haven_passphrase_check (table[i].passphrase, &guesses, &error), ==, strength != HAVEN_STRENGTH_REFUSED);
    g_assert_true (strength != HAVEN_STRENGTH_REFUSED || g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_INVALID));
    g_assert_true (g_str_has_suffix (sentence, "."));
  }
}

/* 64 and far more are allowed, whatever they are made of, and every one of them counts. */
static void
test_long (void)
{
  g_autoptr(GString) longest = g_string_new (NULL);

  while (longest->len < HAVEN_PASSPHRASE_MOST)
    g_string_append_c (longest, " !kz\"\\x%"[longest->len * 5 % 8]);
  g_assert_true (haven_passphrase_check (longest->str, &guesses, NULL));
  g_string_append_c (longest, 'x');
  g_assert_false (haven_passphrase_check (longest->str, &guesses, NULL));
  g_string_truncate (longest, 64);
  g_assert_true (haven_passphrase_check (longest->str, NULL, NULL));
}

static void
test_not_text (void)
{
  g_assert_false (haven_passphrase_check ("\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8", &guesses, NULL));
  g_assert_false (haven_passphrase_check (NULL, &guesses, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/passphrase/S7/table", test_table);
  g_test_add_func ("/base/passphrase/S7/long", test_long);
  g_test_add_func ("/base/passphrase/S7/not-text", test_not_text);
  return g_test_run ();
}
