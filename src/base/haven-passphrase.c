/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-passphrase.h"

#include "haven-error.h"
#include "haven-secret.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define SHORTEST_WORD 4                    /* shorter ones of a school's name are in half of all sentences */

/* Words that stand in front of everybody who uses this program */
static const char *const product_words[] = {
  "haven", "safeguarding", "school", "academy", "primary", "secondary", "college", "teacher", "social", "worker", NULL,
};

/* What is made of a passphrase on the way is wiped as it is itself (S10). */
typedef char *Unsaid;

static void
forget (Unsaid text)
{
  haven_wipe_string (text);
  g_free (text);
}
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (Unsaid, forget, NULL)

/* With room for all that may come: what grows leaves a copy behind. */
static GString *
make_room (const char *text)
{
  return g_string_sized_new (strlen (text) * 8 + 64);
}

/* Small letters without their accents, as haven_text_fold has them: but that leaves copies behind too. */
static void
append_folded (GString *to, gunichar sign)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n = g_unichar_fully_decompose (sign, TRUE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    if (!g_unichar_ismark (parts[i]))
      g_string_append_unichar (to, g_unichar_tolower (parts[i]));
}

static Unsaid
fold (const char *text)
{
  GString *small = make_room (text);

  for (const char *next = text; *next != '\0'; next = g_utf8_next_char (next))
    append_folded (small, g_utf8_get_char (next));
  return g_string_free (small, FALSE);
}

/* Small letters, without spaces and punctuation, digits read as the letters they stand for: "P4ssw0rd!" is "password". */
static Unsaid
bring_down (const char *text)
{
  static const char looks[][2] = {
    { '0', 'o' }, { '1', 'i' }, { '3', 'e' }, { '4', 'a' }, { '5', 's' }, { '7', 't' }, { '@', 'a' }, { '$', 's' },
  };
  g_auto(Unsaid) small = fold (text);
  GString *down = make_room (small);

  for (const char *next = small; *next != '\0'; next = g_utf8_next_char (next)) {
    gunichar sign = g_utf8_get_char (next);
    for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
      if (sign == (guchar) looks[i][0])
        sign = (guchar) looks[i][1];
    if (g_unichar_isalnum (sign))
      g_string_append_unichar (down, sign);
  }
  return g_string_free (down, FALSE);
}

static Unsaid
squeeze_small (const char *text)
{
  g_auto(Unsaid) small = fold (text);
  GString *squeezed = make_room (small);

  for (const char *next = small; *next != '\0'; next = g_utf8_next_char (next))
    if (!g_unichar_isspace (g_utf8_get_char (next)))
      g_string_append_unichar (squeezed, g_utf8_get_char (next));
  return g_string_free (squeezed, FALSE);
}

static int
compare_texts (const void *key, const void *element)
{
  return strcmp (key, *(const char *const *) element);
}

static gboolean
is_listed (const char *const *list, const char *word)
{
  return list != NULL && bsearch (word, list, g_strv_length ((char **) list), sizeof *list, compare_texts) != NULL;
}

/* "password2026", "2026password", "password!": the part that is letters. */
static Unsaid
cut_ends (const char *text)
{
  const char *first = text;
  const char *last = text + strlen (text);

  while (first < last && !g_ascii_isalpha (*first) && (guchar) *first < 0x80)
    first++;
  while (last > first && !g_ascii_isalpha (last[-1]) && (guchar) last[-1] < 0x80)
    last--;
  return g_strndup (first, last - first);
}

static gboolean
is_common (const char *passphrase, const HavenGuesses *guesses)
{
  g_auto(Unsaid) small = squeeze_small (passphrase);
  g_auto(Unsaid) core = cut_ends (small);
  g_auto(Unsaid) down = bring_down (core);

  return is_listed (guesses->common, small) || is_listed (guesses->common, core) || is_listed (guesses->common, down);
}

/* One sign over and over, or signs in a row: nothing to guess. */
static gboolean
is_run (const char *passphrase)
{
  g_auto(Unsaid) small = squeeze_small (passphrase);
  gsize length = strlen (small);
  guint steps = 0;

  for (gsize i = 1; i < length; i++) {
    int step = small[i] - small[i - 1];
    steps += step == 0 || step == 1 || step == -1;
  }
  return length > 1 && steps >= (length - 1) * 4 / 5;
}

/* Takes every word of the list out of what stands there. */
static void
take_out (GString *rest, const char *words)
{
  g_auto(GStrv) each = g_strsplit_set (words, " -'’.,", -1);

  for (guint i = 0; each[i] != NULL; i++) {
    g_auto(Unsaid) word = bring_down (each[i]);
    if (g_utf8_strlen (word, -1) >= SHORTEST_WORD)
      g_string_replace (rest, word, "", 0);
  }
}

/* The words around it may be in a passphrase, but not be it. */
static gboolean
is_local (const char *passphrase, const HavenGuesses *guesses)
{
  g_auto(Unsaid) down = bring_down (passphrase);
  GString *rest = make_room (down);
  gboolean is_little;

  g_string_append (rest, down);
  for (guint i = 0; product_words[i] != NULL; i++)
    take_out (rest, product_words[i]);
  for (guint i = 0; guesses->local != NULL && guesses->local[i] != NULL; i++)
    take_out (rest, guesses->local[i]);
  is_little = strcmp (rest->str, down) != 0 && g_utf8_strlen (rest->str, -1) < HAVEN_PASSPHRASE_LEAST;
  haven_wipe (rest->str, rest->allocated_len);
  g_string_free (rest, TRUE);
  return is_little;
}

static const char *
find_fault (const char *passphrase, const HavenGuesses *guesses)
{
  glong length;

  if (!g_utf8_validate (passphrase, -1, NULL))
    return _("The passphrase has signs that cannot be read. Nothing was changed. Type it, or save its file as UTF-8.");
  length = g_utf8_strlen (passphrase, -1);
  if (length < HAVEN_PASSPHRASE_LEAST)
    return _("The passphrase is too short. Nothing was changed. "
             "Use at least 8 characters; 15 or more are better: four words that do not belong together.");
  if (length > HAVEN_PASSPHRASE_MOST)
    return _("The passphrase is longer than 1,024 characters. Nothing was changed. Use a shorter one.");
  if (is_common (passphrase, guesses) || is_run (passphrase))
    return _("This passphrase is one of those that are guessed first. Nothing was changed. Use four words that do not belong together.");
  if (is_local (passphrase, guesses))
    return _("This passphrase is little more than the name of the school, the program or a person. Nothing was changed. "
             "Use words that do not belong to your work.");
  return NULL;
}

static const HavenGuesses nothing;

gboolean
haven_passphrase_check (const char *passphrase, const HavenGuesses *guesses, GError **error)
{
  const char *fault = find_fault (passphrase != NULL ? passphrase : "", guesses != NULL ? guesses : &nothing);

  if (fault != NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, fault);
  return fault == NULL;
}

HavenStrength
haven_passphrase_measure (const char *passphrase, const HavenGuesses *guesses, char **ret_sentence)
{
  const char *fault = find_fault (passphrase, guesses != NULL ? guesses : &nothing);
  HavenStrength strength = HAVEN_STRENGTH_GOOD;
  const char *sentence = _("Good: long enough that nobody will guess it.");

  if (fault != NULL) {
    strength = HAVEN_STRENGTH_REFUSED;
    sentence = fault;
  } else if (g_utf8_strlen (passphrase, -1) < HAVEN_PASSPHRASE_GOOD) {
    strength = HAVEN_STRENGTH_FAIR;
    sentence = _("This can be used. With 15 characters or more it would be much harder to guess: add a word or two.");
  }
  if (ret_sentence != NULL)
    *ret_sentence = g_strdup (sentence);
  return strength;
}
