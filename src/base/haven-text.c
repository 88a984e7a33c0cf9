/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-text.h"

#include <sodium.h>
#include <string.h>

#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)
#define LOW_BITS G_GUINT64_CONSTANT (0x0101010101010101)
#define RIGHT_QUOTE 0x2019                 /* the typographic apostrophe of O’Brien */

/* Letters that do not come apart into a letter and an accent */
static const struct {
  gunichar letter;
  const char *plain;
} stubborn[] = {
  { 0x00F8, "o" }, { 0x0142, "l" }, { 0x0111, "d" }, { 0x00F0, "d" }, { 0x00FE, "th" }, { 0x00E6, "ae" }, { 0x0153, "oe" },
  { 0x0131, "i" }, { 0x0127, "h" }, { RIGHT_QUOTE, "'" },
};

static void
append_plain (GString  *text,
              gunichar  letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stubborn); i++) {
    if (stubborn[i].letter == letter) {
      g_string_append (text, stubborn[i].plain);
      return;
    }
  }
  if (!g_unichar_ismark (letter))
    g_string_append_unichar (text, letter);
}

static gboolean
is_joint (char c)
{
  return c == ' ' || c == '-' || c == '\'';
}

static gboolean
has_word (const char *haystack,
          const char *word,
          gsize       length)
{
  const char *hit = haystack;

  while ((hit = strstr (hit, word)) != NULL) {
    if (hit == haystack || is_joint (hit[-1]))
      return TRUE;
    hit += length;
  }
  return FALSE;
}

static void
append_initial (GString    *initials,
                const char *name)
{
  gunichar first;

  if (haven_text_is_empty (name))
    return;
  while (g_unichar_isspace (g_utf8_get_char (name)))
    name = g_utf8_next_char (name);
  first = g_unichar_toupper (g_utf8_get_char (name));
  g_string_append_unichar (initials, first);
  g_string_append_c (initials, '.');
}

static gboolean
is_plain_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* The same for ASCII, which nearly every text is; NULL: it is not */
static char *
fold_plain (const char *text)
{
  char *folded = g_malloc (strlen (text) + 1);
  char *out = folded;
  gboolean gap = FALSE;

  for (const char *c = text; *c != '\0'; c++) {
    if ((*c & 0x80) != 0) {
      g_free (folded);
      return NULL;
    }
    if (is_plain_space (*c)) {
      gap = out > folded;
      continue;
    }
    if (gap)
      *out++ = ' ';
    gap = FALSE;
    *out++ = g_ascii_tolower (*c);
  }
  *out = '\0';
  return folded;
}

static char *
fold_any (const char *text)
{
  g_autofree char *squeezed = haven_text_squeeze (text);
  g_autofree char *lower = g_utf8_strdown (squeezed, -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  GString *plain = g_string_new (NULL);

  for (const char *c = apart; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    append_plain (plain, g_utf8_get_char (c));
  return g_string_free (plain, FALSE);
}

char *
haven_text_fold (const char *text)
{
  char *folded = fold_plain (text != NULL ? text : "");

  return folded != NULL ? folded : fold_any (text);
}

gboolean
haven_text_matches (const char *folded_haystack,
                    const char *folded_needle)
{
  g_auto(GStrv) words = g_strsplit (folded_needle, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++) {
    if (*words[i] != '\0' && !has_word (folded_haystack, words[i], strlen (words[i])))
      return FALSE;
  }
  return TRUE;
}

char *
haven_text_squeeze (const char *text)
{
  GString *squeezed = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);
    if (g_unichar_isspace (letter)) {
      gap = squeezed->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c (squeezed, ' ');
    gap = FALSE;
    g_string_append_unichar (squeezed, letter);
  }
  return g_string_free (squeezed, FALSE);
}

gboolean
haven_text_is_empty (const char *text)
{
  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c)) {
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      return FALSE;
  }
  return TRUE;
}

/* U+00A0, U+2007 and U+202F become a space, U+200B and U+FEFF nothing: how many bytes of it stand here; 0: none */
static gsize
find_odd_space (const char *c, gsize left, gboolean *ret_nothing)
{
  static const struct { const char *bytes; gboolean nothing; } odd[] = {
    { "\xC2\xA0", FALSE }, { "\xE2\x80\x87", FALSE }, { "\xE2\x80\xAF", FALSE }, { "\xE2\x80\x8B", TRUE }, { "\xEF\xBB\xBF", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++) {
    gsize length = strlen (odd[i].bytes);
    if (length > left || memcmp (c, odd[i].bytes, length) != 0)
      continue;
    *ret_nothing = odd[i].nothing;
    return length;
  }
  return 0;
}

gsize
haven_text_plain_spaces (char *text, gsize size)
{
  gsize to = 0;

  for (gsize from = 0; from < size;) {
    gboolean nothing = FALSE;
    gsize odd = (text[from] & 0x80) != 0 ? find_odd_space (text + from, size - from, &nothing) : 0;
    if (odd > 0 && !nothing)
      text[to++] = ' ';
    else if (odd == 0)
      text[to++] = text[from];
    from += MAX (odd, 1);
  }
  return to;
}

char *
haven_text_initials (const char *forename,
                     const char *surname)
{
  GString *initials = g_string_new (NULL);

  append_initial (initials, forename);
  append_initial (initials, surname);
  return g_string_free (initials, FALSE);
}

char *
haven_text_slug (const char *text)
{
  g_autofree char *folded = haven_text_fold (text);
  GString *slug = g_string_new (NULL);

  for (const char *c = folded; *c != '\0'; c++) {
    if (g_ascii_isalnum (*c))
      g_string_append_c (slug, *c);
    else if (*c != '\'' && slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  return g_string_free (slug, FALSE);
}

char *
haven_text_new_id (void)
{
  guint8 b[16];

  randombytes_buf (b, sizeof b);
  b[6] = (b[6] & 0x0f) | 0x40;             /* version 4, random */
  b[8] = (b[8] & 0x3f) | 0x80;             /* the variant of RFC 4122 */
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7],
                          b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

/* Nearly every file is ASCII nearly all the way: that is looked through eight bytes at a time */
static gsize
count_plain (const char *bytes, gsize size)
{
  gsize done = 0;

  for (guint64 word; done + sizeof word <= size; done += sizeof word) {
    memcpy (&word, bytes + done, sizeof word);
    if (((word | ((word - LOW_BITS) & ~word)) & HIGH_BITS) != 0)
      break;
  }
  return done;
}

/* Some systems' memchr goes byte by byte. Where the word holds no such byte, it holds no zero once each byte is compared. */
const char *
haven_text_find_byte (const char *bytes, gsize size, char byte)
{
  guint64 pattern = LOW_BITS * (guchar) byte;
  gsize i = 0;

  for (guint64 word; i + sizeof word <= size; i += sizeof word) {
    memcpy (&word, bytes + i, sizeof word);
    word ^= pattern;
    if (((word - LOW_BITS) & ~word & HIGH_BITS) != 0)
      break;
  }
  while (i < size && bytes[i] != byte)
    i++;
  return i < size ? bytes + i : NULL;
}

gboolean
haven_text_is_ascii (const char *bytes, gsize size)
{
  gsize i = count_plain (bytes, size);

  while (i < size && (bytes[i] & 0x80) == 0 && bytes[i] != '\0')
    i++;
  return i == size;
}

gboolean
haven_text_is_utf8 (const char *bytes, gsize size)
{
  gsize plain = count_plain (bytes, size);

  return plain == size || g_utf8_validate_len (bytes + plain, size - plain, NULL);
}
