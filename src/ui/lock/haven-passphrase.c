/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-passphrase.h"

#include <glib/gi18n-lib.h>
#include "haven-error.h"

/* The words that people begin with, and those that are at hand in this job; compared as letters only. */
static const char *const common[] = {
  "password", "passphrase", "passwort", "letmein", "welcome", "qwerty", "qwertyuiop", "asdfghjkl", "abcdefgh", "iloveyou", "sunshine",
  "princess", "football", "monkey", "dragon", "superman", "liverpool", "chelsea", "arsenal", "charlie", "trustno", "administrator",
  "admin", "changeme", "secret", "computer", "internet", "haven", "school", "schools", "academy", "primary", "secondary", "teacher",
  "headteacher", "classroom", "safeguarding", "safeguard", "attendance", "children", "socialworker", "virtualschool", "ofsted", NULL
};

/* "P4ssw0rd!" and "password1" are the same word. */
static char *
letters_of (const char *text)
{
  static const char from[] = "0134578@$!", to[] = "oleastbasi";
  g_autofree char *lower = g_utf8_strdown (text, -1);
  GString *letters = g_string_new (NULL);

  for (const char *c = lower; *c != '\0'; c = g_utf8_next_char (c)) {
    const char *stand_in = *c > 0 ? strchr (from, *c) : NULL;
    gboolean last = *g_utf8_next_char (c) == '\0' || !g_unichar_isalpha (g_utf8_get_char (g_utf8_next_char (c)));

    if (g_unichar_isalpha (g_utf8_get_char (c)))
      g_string_append_unichar (letters, g_utf8_get_char (c));
    else if (stand_in != NULL && letters->len > 0 && !last)
      g_string_append_c (letters, to[stand_in - from]);
  }
  return g_string_free (letters, FALSE);
}

static gboolean
is_one_character (const char *text)
{
  gunichar first = g_utf8_get_char (text);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_utf8_get_char (c) != first)
      return FALSE;
  return TRUE;
}

static gboolean
is_run_of_digits (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isdigit (*c))
      return FALSE;
  return strlen (text) < HAVEN_PASSPHRASE_GOOD;
}

static gboolean
is_word_of (const char *letters, const char *name)
{
  g_autofree char *known = name != NULL ? letters_of (name) : NULL;

  return known != NULL && *known != '\0' && g_str_equal (letters, known);
}

static gboolean
is_easy (const char *passphrase, const char *school, const char *user)
{
  g_autofree char *letters = letters_of (passphrase);

  return is_one_character (passphrase) || is_run_of_digits (passphrase) || g_strv_contains (common, letters) ||
         is_word_of (letters, school) || is_word_of (letters, user);
}

gboolean
haven_passphrase_check (const char *passphrase, const char *school, const char *user, GError **error)
{
  g_return_val_if_fail (passphrase != NULL, FALSE);
  if (g_utf8_strlen (passphrase, -1) < HAVEN_PASSPHRASE_LEAST) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The passphrase needs at least %d characters. Three or four unrelated words are easy to keep in mind."),
                 HAVEN_PASSPHRASE_LEAST);
    return FALSE;
  }
  if (is_easy (passphrase, school, user)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("That passphrase would be among the first to be tried. Three or four unrelated words are easy to keep in mind."));
    return FALSE;
  }
  return TRUE;
}
