/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "haven-stager.h"
#include "haven-synonyms.h"
#include "haven-text.h"
#include "haven-upn.h"

typedef struct {
  GHashTable *seen;          /* pupils of the school that a row has spoken for */
  GHashTable *new_upns;      /* of new ones, and … */
  GHashTable *new_names;     /* … their haven_matcher_dup_key () */
} State;

/* What a row says, and whom of */
typedef struct {
  const HavenRow *row;
  const HavenPupil *before;  /* NULL: nobody here yet */
  HavenPupil *draft;
} Entry;

static const struct {
  const char *field;
  const char *text;
} field_texts[] = {
  { "upn", N_("UPN") }, { "admission_no", N_("admission number") }, { "surname", N_("surname") }, { "forename", N_("forename") },
  { "preferred", N_("preferred name") }, { "born", N_("date of birth") }, { "sex", N_("sex") }, { "year_group", N_("year group") },
  { "reg_group", N_("registration group") }, { "sen", N_("special educational needs") }, { "fsm", N_("free school meals") },
  { "admitted", N_("admission date") }, { "left", N_("leaving date") }, { "language", N_("home language") },
};

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->seen = g_hash_table_new (NULL, NULL);
  state->new_upns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->new_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return state;
}

/* An empty cell says nothing: it never takes away what is known */
static void
read_text (HavenStager *stager, const Entry *entry, HavenColumn column, char **member)
{
  char *text = haven_stager_dup (stager, entry->row, column);

  if (text == NULL)
    return;
  g_free (*member);
  *member = text;
}

static void
read_day (HavenStager *stager, const Entry *entry, HavenColumn column, HavenDay *member)
{
  HavenDay day;

  if (haven_stager_read_day (stager, entry->row, column, &day) && day != HAVEN_DAY_NONE)
    *member = day;
}

/* The code that a word of the file stands for; NULL where the cell is empty, or unknown and then noted */
static const char *
read_value (HavenStager *stager, const Entry *entry, HavenColumn column, const char *set)
{
  const char *text = haven_stager_get (stager, entry->row, column);
  const char *code;

  if (haven_text_is_empty (text))
    return NULL;
  code = haven_synonym_find_value (set, text);
  if (code == NULL)
    haven_stager_problem (stager, entry->row->line, column, "unknown-value", _("Haven does not know what “%s” means here."), text);
  return code;
}

static gboolean
is_year_word (const char *word)
{
  return g_ascii_strcasecmp (word, "year") == 0 || g_ascii_strcasecmp (word, "yr") == 0 || g_ascii_strcasecmp (word, "y") == 0;
}

/* "Year 9", "Yr09", "9" -> "9" */
static char *
parse_year_group (const char *text)
{
  const char *code = haven_synonym_find_value ("year", text);
  const char *digits = text + strcspn (text, "0123456789");
  char *end = NULL;
  long year = strtol (digits, &end, 10);
  g_autofree char *word = g_strndup (text, digits - text);

  if (code != NULL)
    return g_strdup (code);
  g_strstrip (word);
  if (*digits == '\0' || !haven_text_is_empty (end) || year < 1 || year > 14)
    return NULL;
  if (*word != '\0' && !is_year_word (word))
    return NULL;
  return g_strdup_printf ("%ld", year);
}

static void
read_year_group (HavenStager *stager, const Entry *entry)
{
  const char *text = haven_stager_get (stager, entry->row, HAVEN_COLUMN_YEAR_GROUP);
  char *year = haven_text_is_empty (text) ? NULL : parse_year_group (text);

  if (year == NULL) {
    if (!haven_text_is_empty (text))
      haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_YEAR_GROUP, "bad-year", _("“%s” is no year group."), text);
    return;
  }
  g_free (entry->draft->year_group);
  entry->draft->year_group = year;
}

static void
read_codes (HavenStager *stager, const Entry *entry)
{
  const char *sex = read_value (stager, entry, HAVEN_COLUMN_SEX, "sex");
  const char *sen = read_value (stager, entry, HAVEN_COLUMN_SEN, "sen");
  const char *fsm = read_value (stager, entry, HAVEN_COLUMN_FSM, "fsm");

  if (sex != NULL) {
    g_free (entry->draft->sex);
    entry->draft->sex = g_strdup (sex);
  }
  if (sen != NULL)
    entry->draft->sen = *sen == 'K' ? HAVEN_SEN_SUPPORT : *sen == 'E' ? HAVEN_SEN_EHCP : HAVEN_SEN_NONE;
  if (fsm != NULL)
    entry->draft->fsm = g_str_equal (fsm, "yes") ? HAVEN_FSM_YES : HAVEN_FSM_NO;
}

static void
read_upn (HavenStager *stager, const Entry *entry)
{
  char *upn = haven_upn_normalise (haven_stager_get (stager, entry->row, HAVEN_COLUMN_UPN));

  if (upn == NULL)
    return;
  g_free (entry->draft->upn);
  entry->draft->upn = upn;
}

static void
read_fields (HavenStager *stager, const Entry *entry)
{
  HavenPupil *draft = entry->draft;

  read_upn (stager, entry);
  read_text (stager, entry, HAVEN_COLUMN_ADMISSION_NO, &draft->admission_no);
  read_text (stager, entry, HAVEN_COLUMN_SURNAME, &draft->surname);
  read_text (stager, entry, HAVEN_COLUMN_FORENAME, &draft->forename);
  read_text (stager, entry, HAVEN_COLUMN_PREFERRED, &draft->preferred);
  read_text (stager, entry, HAVEN_COLUMN_REG_GROUP, &draft->reg_group);
  read_text (stager, entry, HAVEN_COLUMN_LANGUAGE, &draft->language);
  read_day (stager, entry, HAVEN_COLUMN_BORN, &draft->born);
  read_day (stager, entry, HAVEN_COLUMN_ADMITTED, &draft->admitted);
  read_day (stager, entry, HAVEN_COLUMN_LEFT, &draft->left);
  read_year_group (stager, entry);
  read_codes (stager, entry);
}

static const char *
describe_field (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_texts); i++)
    if (g_str_equal (field_texts[i].field, field))
      return _(field_texts[i].text);
  return field;
}

static void
show_changes (HavenStager *stager, const Entry *entry)
{
  for (guint i = 1; i < HAVEN_KIND_PUPIL.n_fields && haven_stager_shows (stager); i++) {
    g_autofree char *before = haven_record_dup_field (&HAVEN_KIND_PUPIL, entry->before, i);
    g_autofree char *after = haven_record_dup_field (&HAVEN_KIND_PUPIL, entry->draft, i);
    if (!g_str_equal (before, after))
      haven_stager_change (stager, entry->before, describe_field (HAVEN_KIND_PUPIL.fields[i].name), before, after);
  }
}

static char *
dup_key (const HavenPupil *draft)
{
  return haven_matcher_dup_key (&(HavenSaid) { draft->admission_no, draft->surname, draft->forename, draft->born });
}

/* FALSE where another row of the file is about the same child */
static gboolean
note_new (State *state, const HavenPupil *draft)
{
  char *key = dup_key (draft);
  gboolean is_first = key == NULL || g_hash_table_add (state->new_names, key);

  return (draft->upn == NULL || g_hash_table_add (state->new_upns, g_strdup (draft->upn))) && is_first;
}

/* By UPN, or by all that stands in for one: else the next import would not know the child again */
static gboolean
can_be_found_again (const HavenPupil *draft)
{
  g_autofree char *key = dup_key (draft);

  return draft->upn != NULL || key != NULL;
}

static void
tell_twice (HavenStager *stager, const Entry *entry)
{
  haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_UPN, "twice",
                        _("The file has this pupil on an earlier row too. That one was taken."));
}

static void
stage_new (HavenStager *stager, State *state, Entry *entry)
{
  HavenPupil *draft = entry->draft;

  if (haven_text_is_empty (draft->surname) || haven_text_is_empty (draft->forename))
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_SURNAME, "no-name", _("A new pupil needs a surname and a forename."));
  else if (!can_be_found_again (draft))
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_UPN, "no-pupil",
                          _("A new pupil without a UPN needs an admission number and a date of birth."));
  else if (!note_new (state, draft))
    tell_twice (stager, entry);
  else {
    haven_staged_put (stager->staged, HAVEN_TABLE_PUPILS, g_steal_pointer (&entry->draft));
    stager->preview->added++;
  }
}

static void
stage_known (HavenStager *stager, State *state, Entry *entry)
{
  if (!g_hash_table_add (state->seen, (gpointer) entry->before))
    tell_twice (stager, entry);
  else if (haven_record_equal (&HAVEN_KIND_PUPIL, entry->before, entry->draft))
    stager->preview->same++;
  else if (entry->before->import_id == 0)
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_UPN, "kept-yours",
                          _("This pupil was entered by hand and the file says something else. What was entered is kept."));
  else {
    show_changes (stager, entry);
    haven_staged_put (stager->staged, HAVEN_TABLE_PUPILS, g_steal_pointer (&entry->draft));
    stager->preview->changed++;
  }
}

/* A UPN that nobody here has may be the lasting one of a pupil whose number was temporary: the name tells */
static HavenMatch
find_before (HavenStager *stager, const HavenRow *row, const HavenPupil **ret_pupil)
{
  HavenMatch match = haven_matcher_by_upn (stager->matcher, haven_stager_get (stager, row, HAVEN_COLUMN_UPN), ret_pupil);

  return match == HAVEN_MATCH_FOUND || match == HAVEN_MATCH_BAD_UPN ? match : haven_stager_find_by_name (stager, row, ret_pupil);
}

static void
tell_bad_upn (HavenStager *stager, const HavenRow *row)
{
  haven_stager_problem (stager, row->line, HAVEN_COLUMN_UPN, "bad-upn", _("“%s” is no UPN: its check letter or its length is wrong."),
                        haven_stager_get (stager, row, HAVEN_COLUMN_UPN));
}

static void
tell_several (HavenStager *stager, const HavenRow *row)
{
  haven_stager_problem (stager, row->line, HAVEN_COLUMN_SURNAME, "several-pupils",
                        _("More than one pupil here has this admission number, name and date of birth."));
}

static void
stage_entry (HavenStager *stager, State *state, Entry *entry)
{
  entry->draft = entry->before != NULL ? haven_pupil_copy (entry->before) : haven_pupil_new ();
  read_fields (stager, entry);
  if (entry->before == NULL)
    stage_new (stager, state, entry);
  else
    stage_known (stager, state, entry);
  haven_pupil_free (entry->draft);
}

static void
take_row (HavenStager *stager, gpointer state, const HavenRow *row)
{
  Entry entry = { .row = row };
  HavenMatch match = find_before (stager, row, &entry.before);

  if (match == HAVEN_MATCH_BAD_UPN)
    tell_bad_upn (stager, row);
  else if (match == HAVEN_MATCH_SEVERAL)
    tell_several (stager, row);
  else
    stage_entry (stager, state, &entry);
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  g_hash_table_unref (state->seen);
  g_hash_table_unref (state->new_upns);
  g_hash_table_unref (state->new_names);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_PUPILS = { begin, take_row, finish };
