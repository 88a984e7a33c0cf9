/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-matcher.h"

#include <string.h>

#include "haven-text.h"
#include "haven-upn.h"

/* What a text in the UPN column came to; a file says the same one again and again */
typedef struct {
  HavenMatch match;
  const HavenPupil *pupil;
} Answer;

struct _HavenMatcher {
  HavenSchool *school;
  GHashTable *answers;       /* text -> Answer */
  const char *last_text;     /* key of last_answer: rows of one pupil mostly stand together */
  const Answer *last_answer;
  GHashTable *by_name;       /* made when first asked for; a NULL pupil stands for more than one */
  guint n_by_name;
  GHashTable *by_birth;      /* the same without the admission number, by either forename */
};

static Answer
look_up (HavenMatcher *self, const char *text)
{
  g_autofree char *upn = haven_upn_normalise (text);
  const HavenPupil *pupil = haven_school_find_upn (self->school, upn);

  if (pupil != NULL)
    return (Answer) { HAVEN_MATCH_FOUND, pupil };
  if (upn != NULL)
    return (Answer) { HAVEN_MATCH_UNKNOWN, NULL };
  return (Answer) { haven_text_is_empty (text) ? HAVEN_MATCH_EMPTY : HAVEN_MATCH_BAD_UPN, NULL };
}

static void
index_by_name (HavenMatcher *self)
{
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < haven_school_get_n_pupils (self->school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (self->school, i);
    char *key = haven_matcher_dup_key (&(HavenSaid) { pupil->admission_no, pupil->surname, pupil->forename, pupil->born });
    gboolean twice = key != NULL && g_hash_table_contains (self->by_name, key);
    if (key != NULL)
      g_hash_table_insert (self->by_name, key, twice ? NULL : (gpointer) pupil);
  }
}

/* Case, accents, hyphens and apostrophes do not count, nor what stands behind the first forename */
static char *
dup_birth_key (const char *surname, const char *forename, HavenDay born)
{
  g_autofree char *family = haven_text_fold (surname);
  g_autofree char *given = haven_text_fold (forename);
  GString *key;

  if (*family == '\0' || *given == '\0' || born == HAVEN_DAY_NONE)
    return NULL;
  given[strcspn (given, " ")] = '\0';
  key = g_string_new (NULL);
  for (const char *c = family; *c != '\0'; c++)
    if (!g_ascii_ispunct (*c) && *c != ' ')
      g_string_append_c (key, *c);
  g_string_append_printf (key, "\n%s\n%d", given, born);
  return g_string_free (key, FALSE);
}

static void
index_birth (HavenMatcher *self, const HavenPupil *pupil, const char *forename)
{
  char *key = dup_birth_key (pupil->surname, forename, pupil->born);
  gpointer there = NULL;
  gboolean twice;

  if (key == NULL)
    return;
  twice = g_hash_table_lookup_extended (self->by_birth, key, NULL, &there) && there != pupil;
  g_hash_table_insert (self->by_birth, key, twice ? NULL : (gpointer) pupil);
}

static void
index_all_by_birth (HavenMatcher *self)
{
  self->by_birth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < haven_school_get_n_pupils (self->school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (self->school, i);
    index_birth (self, pupil, pupil->forename);
    index_birth (self, pupil, pupil->preferred);
  }
}

HavenMatcher *
haven_matcher_new (HavenSchool *school)
{
  HavenMatcher *self = g_new0 (HavenMatcher, 1);

  self->school = school;
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
haven_matcher_free (HavenMatcher *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->answers);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->by_birth, g_hash_table_unref);
  g_free (self);
}

HavenMatch
haven_matcher_by_upn (HavenMatcher *self, const char *text, const HavenPupil **ret_pupil)
{
  gpointer key, value;

  if (self->last_text == NULL || strcmp (self->last_text, text) != 0) {
    if (!g_hash_table_lookup_extended (self->answers, text, &key, &value)) {
      Answer answer = look_up (self, text);
      key = g_strdup (text);
      value = g_memdup2 (&answer, sizeof answer);
      g_hash_table_insert (self->answers, key, value);
    }
    self->last_text = key;
    self->last_answer = value;
  }
  *ret_pupil = self->last_answer->pupil;
  return self->last_answer->match;
}

HavenMatch
haven_matcher_by_name (HavenMatcher *self, const HavenSaid *said, const HavenPupil **ret_pupil)
{
  g_autofree char *key = haven_matcher_dup_key (said);
  gpointer pupil;

  if (key == NULL)
    return HAVEN_MATCH_EMPTY;
  if (self->by_name == NULL)
    index_by_name (self);
  if (!g_hash_table_lookup_extended (self->by_name, key, NULL, &pupil))
    return HAVEN_MATCH_UNKNOWN;
  if (pupil == NULL)
    return HAVEN_MATCH_SEVERAL;
  self->n_by_name++;
  *ret_pupil = pupil;
  return HAVEN_MATCH_FOUND;
}

HavenMatch
haven_matcher_by_birth (HavenMatcher *self, const HavenSaid *said, const HavenPupil **ret_pupil)
{
  g_autofree char *key = dup_birth_key (said->surname, said->forename, said->born);
  gpointer pupil;

  if (key == NULL)
    return HAVEN_MATCH_EMPTY;
  if (self->by_birth == NULL)
    index_all_by_birth (self);
  if (!g_hash_table_lookup_extended (self->by_birth, key, NULL, &pupil))
    return HAVEN_MATCH_UNKNOWN;
  if (pupil == NULL)
    return HAVEN_MATCH_SEVERAL;
  *ret_pupil = pupil;
  return HAVEN_MATCH_FOUND;
}

void
haven_matcher_add_found (HavenMatcher *self, GHashTable *pupils)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((const Answer *) value)->pupil != NULL)
      g_hash_table_add (pupils, (gpointer) ((const Answer *) value)->pupil);
}

guint
haven_matcher_count_by_name (HavenMatcher *self)
{
  return self->n_by_name;
}

/* Case, accents and leading zeros do not count */
char *
haven_matcher_dup_key (const HavenSaid *said)
{
  g_autofree char *number = haven_text_fold (said->admission_no);
  g_autofree char *surname = haven_text_fold (said->surname);
  g_autofree char *forename = haven_text_fold (said->forename);

  if (*number == '\0' || *surname == '\0' || *forename == '\0' || said->born == HAVEN_DAY_NONE)
    return NULL;
  return g_strdup_printf ("%s\n%s\n%s\n%d", number + strspn (number, "0"), surname, forename, said->born);
}
