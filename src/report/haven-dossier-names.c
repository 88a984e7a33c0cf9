/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-dossier-private.h"

#include <string.h>

#include "haven-text.h"

/* A name in a text is a word with a capital letter that the store knows as somebody's; or a title with such words after it. It marks too
 * much rather than too little: a person decides of each. */
#define LEAST_LETTERS 2
#define LEAST_DIGITS 9                   /* a telephone number */
#define WORDS_AFTER_A_TITLE 2

struct _HavenNames {
  GHashTable *known;            /* folded word -> HavenMark + 1 */
  GHashTable *own;              /* folded words of the child's own name */
};

static const char *const titles[] = {
  "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "rev", "revd", "cllr", "pc", "dc", "auntie", "uncle", NULL
};

/* A field that names somebody may say who it is without a name: "the social worker", "Carer" */
static const char *const no_names[] = {
  "the", "a", "an", "and", "of", "by", "from", "on", "carer", "carers", "foster", "mother", "father", "mum", "dad", "parent",
  "parents", "family", "child", "pupil", "tutor", "teacher", "head", "headteacher", "school", "social", "worker", "authority",
  "council", "virtual", "designated", "safeguarding", "lead", "deputy", "letter", "email", "telephone", "duty", "team", "nurse",
  "police", "governors", "senco", "dsl", "chair", NULL
};

/* ---- what is known ---- */

static char **
split_words (const char *name)
{
  g_autofree char *folded = haven_text_fold (name != NULL ? name : "");

  return g_strsplit_set (folded, " -.,;()'’\n\t", -1);
}

static void
take_words (GHashTable *words, const char *name, HavenMark mark)
{
  g_auto (GStrv) parts = split_words (name);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_utf8_strlen (parts[i], -1) >= LEAST_LETTERS && !g_strv_contains (titles, parts[i])
        && !g_hash_table_contains (words, parts[i]))
      g_hash_table_insert (words, g_strdup (parts[i]), GINT_TO_POINTER (mark + 1));
}

static void
take_people (HavenNames *self, HavenSchool *school, gint64 pupil_id)
{
  GPtrArray *people = haven_school_get_table (school, HAVEN_TABLE_PEOPLE);

  for (guint i = 0; i < people->len; i++) {
    const HavenPerson *person = people->pdata[i];
    if (person->type == HAVEN_PERSON_STAFF)
      take_words (self->known, person->name, HAVEN_MARK_STAFF);
    else if (person->type == HAVEN_PERSON_SOCIAL_WORKER)
      take_words (self->known, person->name, HAVEN_MARK_PROFESSIONAL);
    else
      take_words (self->known, person->name, person->pupil_id == pupil_id ? HAVEN_MARK_FAMILY : HAVEN_MARK_SOMEBODY);
  }
}

static void
take_pupil (HavenNames *self, const HavenPupil *pupil)
{
  take_words (self->known, pupil->forename, HAVEN_MARK_CHILD);
  take_words (self->known, pupil->preferred, HAVEN_MARK_CHILD);
  take_words (self->known, pupil->surname, HAVEN_MARK_CHILD);
  take_words (self->known, pupil->upn, HAVEN_MARK_CHILD);
}

HavenNames *
haven_names_new (HavenSchool *school, const HavenPupil *pupil)
{
  HavenNames *self = g_new0 (HavenNames, 1);
  HavenSchool *whole = haven_school_get_whole (school);

  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  take_words (self->own, pupil->forename, HAVEN_MARK_CHILD);
  take_words (self->own, pupil->preferred, HAVEN_MARK_CHILD);
  take_words (self->own, pupil->surname, HAVEN_MARK_CHILD);
  take_words (self->own, pupil->upn, HAVEN_MARK_CHILD);
  take_people (self, whole, pupil->id);
  for (guint i = 0; i < haven_school_get_n_pupils (whole); i++)
    if (haven_school_get_nth_pupil (whole, i)->id != pupil->id)
      take_pupil (self, haven_school_get_nth_pupil (whole, i));
  return self;
}

void
haven_names_free (HavenNames *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->own);
  g_free (self);
}

/* ---- words of a text ---- */

typedef struct {
  const char *start;
  const char *end;
  char *folded;
  gboolean capital;
} Word;

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* FALSE: no more. “Jay’s” is the word “Jay”. */
static gboolean
next_word (const char *from, Word *word)
{
  const char *c = from;

  while (*c != '\0' && !is_letter (g_utf8_get_char (c)))
    c = g_utf8_next_char (c);
  if (*c == '\0')
    return FALSE;
  word->start = c;
  word->capital = g_unichar_isupper (g_utf8_get_char (c)) || g_unichar_isdigit (g_utf8_get_char (c));
  while (*c != '\0' && is_letter (g_utf8_get_char (c)))
    c = g_utf8_next_char (c);
  word->end = c;
  g_free (word->folded);
  word->folded = g_strndup (word->start, c - word->start);
  return TRUE;
}

static void
fold (Word *word)
{
  char *folded = haven_text_fold (word->folded);

  g_free (word->folded);
  word->folded = folded;
}

/* One name after another, with a space, a dash or an apostrophe between them, is one passage */
static gboolean
follows (const char *text, const HavenPassage *before, const char *start)
{
  const char *end = text + before->start + before->length;

  if (start == end)
    return TRUE;
  return start == end + 1 && strchr (" -'", *end) != NULL;
}

static void
add_passage (HavenHeldField *field, const char *start, const char *end, HavenMark mark)
{
  HavenPassage *last = field->passages->len > 0 ? &g_array_index (field->passages, HavenPassage, field->passages->len - 1) : NULL;
  HavenPassage one = { .start = start - field->text, .length = end - start, .mark = mark };

  if (last != NULL && one.start < last->start + last->length)
    return;
  if (last != NULL && last->mark != HAVEN_MARK_DETAIL && mark != HAVEN_MARK_DETAIL && follows (field->text, last, start))
    last->length = end - field->text - last->start;
  else
    g_array_append_val (field->passages, one);
}

typedef struct {
  HavenNames *names;
  HavenHeldField *field;
  guint after_title;            /* words with a capital that are a name because of the title before them */
  const char *title;            /* where it began */
  gboolean after_name;          /* the word before was one: the child's own surname behind it is of that name */
} Scan;

static gboolean
is_name_before (const Scan *scan, const Word *word)
{
  return scan->after_name && g_hash_table_contains (scan->names->own, word->folded);
}

static void
scan_word (Scan *scan, const Word *word)
{
  gpointer known = word->capital ? g_hash_table_lookup (scan->names->known, word->folded) : NULL;
  gboolean own = g_hash_table_contains (scan->names->own, word->folded);

  if (g_strv_contains (titles, word->folded) && word->capital) {
    scan->title = word->start;
    scan->after_title = WORDS_AFTER_A_TITLE;
    scan->after_name = FALSE;
    return;
  }
  if (scan->after_title > 0 && word->capital) {
    add_passage (scan->field, scan->title != NULL ? scan->title : word->start, word->end,
                 known != NULL ? (HavenMark) (GPOINTER_TO_INT (known) - 1) : HAVEN_MARK_SOMEBODY);
    scan->title = NULL;
    scan->after_title--;
    scan->after_name = TRUE;
    return;
  }
  scan->after_title = 0;
  scan->title = NULL;
  if ((known != NULL && !own) || (word->capital && is_name_before (scan, word))) {
    add_passage (scan->field, word->start, word->end, known != NULL ? (HavenMark) (GPOINTER_TO_INT (known) - 1) : HAVEN_MARK_SOMEBODY);
    scan->after_name = TRUE;
  } else
    scan->after_name = FALSE;
}

static void
mark_names (HavenNames *self, HavenHeldField *field)
{
  Scan scan = { self, field };
  Word word = { 0 };

  for (const char *c = field->text; next_word (c, &word); c = word.end) {
    fold (&word);
    scan_word (&scan, &word);
  }
  g_free (word.folded);
}

/* ---- how somebody is reached ---- */

static gboolean
is_of_address (char c)
{
  return g_ascii_isalnum (c) || strchr ("._%+-@", c) != NULL;
}

static gboolean
is_of_number (char c)
{
  return g_ascii_isdigit (c) || strchr (" +()-", c) != NULL;
}

static guint
count_digits (const char *start, const char *end)
{
  guint n = 0;

  for (const char *c = start; c < end; c++)
    n += g_ascii_isdigit (*c);
  return n;
}

static int
compare_passages (gconstpointer a, gconstpointer b)
{
  const HavenPassage *left = a, *right = b;

  return (left->start > right->start) - (left->start < right->start);
}

static void
add_detail (GArray *details, const char *text, const char *start, const char *end)
{
  HavenPassage one = { .start = start - text, .mark = HAVEN_MARK_DETAIL };

  while (end > start && strchr (" .-(+", end[-1]) != NULL)
    end--;
  one.length = end - start;
  g_array_append_val (details, one);
}

static const char *
scan_address (GArray *details, const char *text, const char *c)
{
  const char *end = c, *at;

  while (*end != '\0' && is_of_address (*end))
    end++;
  at = memchr (c, '@', end - c);
  if (at != NULL && at > c && end > at + 1)
    add_detail (details, text, c, end);
  return end;
}

static const char *
scan_number (GArray *details, const char *text, const char *c)
{
  const char *end = c;

  while (*end != '\0' && is_of_number (*end))
    end++;
  if (count_digits (c, end) >= LEAST_DIGITS)
    add_detail (details, text, c, end);
  return end;
}

static gboolean
begins_number (const char *c)
{
  return g_ascii_isdigit (*c) || ((*c == '+' || *c == '(') && g_ascii_isdigit (c[1]));
}

static GArray *
find_details (const char *text)
{
  GArray *details = g_array_new (FALSE, FALSE, sizeof (HavenPassage));
  const char *c = text;

  while (*c != '\0') {
    const char *end = c;
    guint n = details->len;
    if (is_of_address (*c))
      end = scan_address (details, text, c);
    if (details->len == n && begins_number (c))
      end = scan_number (details, text, c);
    c = end > c ? end : c + 1;
  }
  return details;
}

static gboolean
overlaps (const HavenPassage *a, const HavenPassage *b)
{
  return a->start < b->start + b->length && b->start < a->start + a->length;
}

/* An address wins over the names in it */
static void
take_details (HavenHeldField *field, GArray *details)
{
  for (guint i = 0; i < details->len; i++)
    for (guint n = field->passages->len; n > 0; n--)
      if (overlaps (&g_array_index (field->passages, HavenPassage, n - 1), &g_array_index (details, HavenPassage, i)))
        g_array_remove_index (field->passages, n - 1);
  g_array_append_vals (field->passages, details->data, details->len);
  g_array_sort (field->passages, compare_passages);
}

void
haven_names_mark (HavenNames *self, HavenHeldField *field)
{
  g_autoptr (GArray) details = find_details (field->text);

  mark_names (self, field);
  take_details (field, details);
}

/* ---- a field that names somebody: each line of it ---- */

static gboolean
is_own_name (HavenNames *self, const char *line)
{
  g_auto (GStrv) parts = split_words (line);
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++) {
    if (*parts[i] == '\0')
      continue;
    if (!g_hash_table_contains (self->own, parts[i]))
      return FALSE;
    n++;
  }
  return n > 1;
}

HavenMark
haven_names_guess (HavenNames *self, const char *name, HavenMark otherwise)
{
  g_auto (GStrv) parts = split_words (name);

  for (guint i = 0; parts[i] != NULL; i++) {
    gpointer known = g_hash_table_lookup (self->known, parts[i]);
    if (known != NULL)
      return GPOINTER_TO_INT (known) - 1;
  }
  return otherwise;
}

static gboolean
has_name (HavenNames *self, const char *line)
{
  Word word = { 0 };
  gboolean has = FALSE;

  for (const char *c = line; !has && next_word (c, &word); c = word.end) {
    fold (&word);
    has = (word.capital || g_hash_table_contains (self->known, word.folded)) && !g_strv_contains (no_names, word.folded);
  }
  g_free (word.folded);
  return has;
}

void
haven_names_mark_all (HavenNames *self, HavenHeldField *field, HavenMark mark)
{
  const char *line = field->text;

  while (*line != '\0') {
    const char *end = strchr (line, '\n');
    g_autofree char *words = g_strndup (line, end != NULL ? (gsize) (end - line) : strlen (line));
    gsize length = strlen (words);
    if (!haven_text_is_empty (words) && !is_own_name (self, words) && (mark == HAVEN_MARK_DETAIL || has_name (self, words))) {
      HavenPassage one = { .start = line - field->text, .length = length };
      one.mark = mark == HAVEN_MARK_DETAIL ? mark : haven_names_guess (self, words, mark);
      g_array_append_val (field->passages, one);
    }
    line += length + (end != NULL);
  }
}
