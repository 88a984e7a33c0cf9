/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "haven-stager.h"
#include "haven-synonyms.h"
#include "haven-text.h"
#include "haven-upn.h"

#define MOST_STARTERS 400               /* asked about one by one; a larger number is a school that is taken in, not a September */
#define MOVED_UP_IS_A_YEAR 10            /* pupils whose year group goes up by one: it is September */

/* A row whose child may be one who is here under another number: settled when the whole file was read */
typedef struct {
  guint line;
  const HavenPupil *other;
  HavenPupil *draft;
} Unsure;

typedef struct {
  GArray *unsure;
  guint starters;
  guint moved_up;
  guint new_upn;
  GHashTable *seen;          /* pupils of the school that a row has spoken for */
  GHashTable *new_upns;      /* of new ones, and … */
  GHashTable *new_names;     /* … their haven_matcher_dup_key () */
} State;

/* What a row says, and whom of */
typedef struct {
  const HavenRow *row;       /* NULL once the whole file was read */
  guint line;
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
  { "destination", N_("destination") },
};

static void
clear_unsure (gpointer data)
{
  haven_pupil_free (((Unsure *) data)->draft);
}

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->unsure = g_array_new (FALSE, FALSE, sizeof (Unsure));
  g_array_set_clear_func (state->unsure, clear_unsure);
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
  code = haven_stager_find_code (stager, set, text, entry->line);
  if (code == NULL)
    haven_stager_problem (stager, entry->line, column, "unknown-value", _("Haven does not know what “%s” means here."), text);
  return code;
}

static void
read_year_group (HavenStager *stager, const Entry *entry)
{
  char *year = NULL;

  if (!haven_stager_read_year (stager, entry->row, &year) || year == NULL)
    return;
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

/* Who has no social worker is counted and found again, and that is all (practice 34) */
static void
minimise (HavenPupil *draft)
{
  g_clear_pointer (&draft->language, g_free);
  g_clear_pointer (&draft->destination, g_free);
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
  read_text (stager, entry, HAVEN_COLUMN_DESTINATION, &draft->destination);
  read_day (stager, entry, HAVEN_COLUMN_BORN, &draft->born);
  read_day (stager, entry, HAVEN_COLUMN_ADMITTED, &draft->admitted);
  read_day (stager, entry, HAVEN_COLUMN_LEFT, &draft->left);
  read_year_group (stager, entry);
  read_codes (stager, entry);
  if (entry->before == NULL || !haven_stager_is_flagged (stager, entry->before->id))
    minimise (draft);
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
  haven_stager_problem (stager, entry->line, HAVEN_COLUMN_UPN, "twice",
                        _("The file has this pupil on an earlier row too. That one was taken."));
}

/* The one question of every September (practice 30); of a first import it would be asked of the whole school */
static const char *
ask_starter (HavenStager *stager, const Entry *entry)
{
  g_autofree char *name = haven_pupil_dup_name (entry->draft);
  g_autofree char *year = haven_pupil_dup_year_text (entry->draft);
  HavenImportQuestion *question = haven_stager_ask (stager, entry->line, g_strdup_printf ("starter:%u", entry->line), "%s, %s", name, year);

  haven_import_question_offer (question, "no", _("No social worker that we know of"));
  haven_import_question_offer (question, "now", _("Has a social worker now"));
  haven_import_question_offer (question, "before", _("Had one before coming here"));
  if (question->answer == NULL)
    question->answer = g_strdup ("no");
  return question->answer;
}

static void
put_starter_spell (HavenStager *stager, Entry *entry, gboolean before)
{
  HavenSpell *spell = haven_spell_new ();
  HavenDay day = entry->draft->admitted != HAVEN_DAY_NONE ? MIN (entry->draft->admitted, stager->clock.today) : stager->clock.today;

  if (entry->draft->id == 0)
    entry->draft->id = haven_stager_new_id (stager);
  spell->pupil_id = entry->draft->id;
  spell->status = HAVEN_STATUS_SW;
  spell->first = before ? day - 1 : day;
  spell->last = before ? day - 1 : HAVEN_DAY_NONE;
  spell->told_by = g_strdup (_("asked when starting here"));
  spell->confirmed_on = stager->clock.today;
  haven_staged_put (stager->staged, HAVEN_TABLE_SPELLS, spell);
}

static void
settle_starter (HavenStager *stager, State *state, Entry *entry)
{
  const char *answer;

  if (haven_school_get_n_pupils (stager->school) == 0 || state->starters++ >= MOST_STARTERS)
    return;
  answer = ask_starter (stager, entry);
  if (!g_str_equal (answer, "no"))
    put_starter_spell (stager, entry, g_str_equal (answer, "before"));
}

static void
stage_new (HavenStager *stager, State *state, Entry *entry)
{
  HavenPupil *draft = entry->draft;

  if (haven_text_is_empty (draft->surname) || haven_text_is_empty (draft->forename))
    haven_stager_problem (stager, entry->line, HAVEN_COLUMN_SURNAME, "no-name", _("A new pupil needs a surname and a forename."));
  else if (!can_be_found_again (draft))
    haven_stager_problem (stager, entry->line, HAVEN_COLUMN_UPN, "no-pupil",
                          _("A new pupil without a UPN needs an admission number and a date of birth."));
  else if (!note_new (state, draft))
    tell_twice (stager, entry);
  else {
    settle_starter (stager, state, entry);
    haven_staged_put (stager->staged, HAVEN_TABLE_PUPILS, g_steal_pointer (&entry->draft));
    stager->preview->added++;
  }
}

/* What a September is told by */
static void
count_moves (State *state, const Entry *entry)
{
  int before = haven_pupil_get_year (entry->before);

  state->moved_up += before != G_MININT && haven_pupil_get_year (entry->draft) == before + 1;
  state->new_upn += entry->before->upn != NULL && g_strcmp0 (entry->before->upn, entry->draft->upn) != 0;
}

static void
stage_known (HavenStager *stager, State *state, Entry *entry)
{
  if (!g_hash_table_add (state->seen, (gpointer) entry->before))
    tell_twice (stager, entry);
  else if (haven_record_equal (&HAVEN_KIND_PUPIL, entry->before, entry->draft))
    stager->preview->same++;
  else if (entry->before->import_id == 0)
    haven_stager_problem (stager, entry->line, HAVEN_COLUMN_UPN, "kept-yours",
                          _("This pupil was entered by hand and the file says something else. What was entered is kept."));
  else {
    count_moves (state, entry);
    show_changes (stager, entry);
    haven_staged_put (stager->staged, HAVEN_TABLE_PUPILS, g_steal_pointer (&entry->draft));
    stager->preview->changed++;
  }
}

static HavenMatch
find_by_former (HavenStager *stager, const HavenRow *row, const HavenPupil **ret_pupil)
{
  return haven_matcher_by_upn (stager->matcher, haven_stager_get (stager, row, HAVEN_COLUMN_FORMER_UPN), ret_pupil);
}

/* A UPN that nobody here has may be the lasting one of a pupil whose number was temporary: the former one tells, or the name */
static HavenMatch
find_before (HavenStager *stager, const HavenRow *row, const HavenPupil **ret_pupil)
{
  HavenMatch match = haven_matcher_by_upn (stager->matcher, haven_stager_get (stager, row, HAVEN_COLUMN_UPN), ret_pupil);

  if (match == HAVEN_MATCH_FOUND || match == HAVEN_MATCH_BAD_UPN)
    return match;
  if (find_by_former (stager, row, ret_pupil) == HAVEN_MATCH_FOUND)
    return HAVEN_MATCH_FOUND;
  return haven_stager_find_by_name (stager, row, ret_pupil);
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
stage_draft (HavenStager *stager, State *state, Entry *entry)
{
  if (entry->before == NULL)
    stage_new (stager, state, entry);
  else
    stage_known (stager, state, entry);
}

/* The same name and day of birth, and neither number is known here: only when the whole file was read can it be said whether the child who
 * is here has a row of its own */
static void
put_off (HavenStager *stager, State *state, const HavenRow *row, const HavenPupil *other)
{
  Entry entry = { .row = row, .line = row->line, .draft = haven_pupil_new () };
  Unsure unsure = { row->line, other, entry.draft };

  read_fields (stager, &entry);
  g_array_append_val (state->unsure, unsure);
}

static void
stage_entry (HavenStager *stager, State *state, Entry *entry)
{
  const HavenPupil *other = NULL;

  if (entry->before == NULL && haven_stager_find_by_birth (stager, entry->row, &other) == HAVEN_MATCH_FOUND) {
    put_off (stager, state, entry->row, other);
    return;
  }
  entry->draft = entry->before != NULL ? haven_pupil_copy (entry->before) : haven_pupil_new ();
  read_fields (stager, entry);
  stage_draft (stager, state, entry);
  haven_pupil_free (entry->draft);
}

static void
take_row (HavenStager *stager, gpointer state, const HavenRow *row)
{
  Entry entry = { .row = row, .line = row->line };
  HavenMatch match = find_before (stager, row, &entry.before);

  if (match == HAVEN_MATCH_BAD_UPN)
    tell_bad_upn (stager, row);
  else if (match == HAVEN_MATCH_SEVERAL)
    tell_several (stager, row);
  else
    stage_entry (stager, state, &entry);
}

/* ---- the same child under another number? ---- */

/* What the row said goes over what is kept; what it left empty takes nothing away */
static void
overlay (HavenStager *stager, HavenPupil *draft, const HavenPupil *said)
{
  for (guint i = 1; i < HAVEN_KIND_PUPIL.n_fields; i++) {
    const HavenField *field = &HAVEN_KIND_PUPIL.fields[i];
    char **to = (char **) ((char *) draft + field->offset);
    const char *const *from = (const char *const *) ((const char *) said + field->offset);
    if (field->type == HAVEN_FIELD_TEXT && *from != NULL) {
      g_free (*to);
      *to = g_strdup (*from);
    } else if (field->type == HAVEN_FIELD_DAY && *(const HavenDay *) from != HAVEN_DAY_NONE)
      *(HavenDay *) to = *(const HavenDay *) from;
  }
  if (haven_mapping_has (stager->mapping, HAVEN_COLUMN_SEN))
    draft->sen = said->sen;
  if (said->fsm != HAVEN_FSM_UNKNOWN)
    draft->fsm = said->fsm;
}

static const char *
ask_same_child (HavenStager *stager, const Unsure *unsure)
{
  g_autofree char *name = haven_pupil_dup_name (unsure->other);
  g_autofree char *born = haven_day_to_text (unsure->other->born);
  const char *here = unsure->other->upn != NULL ? unsure->other->upn : "–";
  const char *there = unsure->draft->upn != NULL ? unsure->draft->upn : "–";
  HavenImportQuestion *question;

  question = haven_stager_ask (stager, unsure->line, g_strdup_printf ("same-child:%u", unsure->line),
                               _("%s, born %s, is here with another number (%s) than in the file (%s). Is it the same child?"), name, born,
                               here, there);
  haven_import_question_offer (question, "yes", _("Yes, the number changed"));
  haven_import_question_offer (question, "no", _("No, another child of the same name"));
  return question->answer;
}

static void
settle_unsure (HavenStager *stager, State *state, Unsure *unsure)
{
  Entry entry = { .line = unsure->line };
  const char *same = g_hash_table_contains (state->seen, unsure->other) ? "no" : ask_same_child (stager, unsure);

  if (same == NULL) {
    haven_stager_problem (stager, unsure->line, HAVEN_COLUMN_UPN, "same-child",
                          _("A pupil here has this name and date of birth and another number. Say whether it is the same child: "
                            "until then the row is left out."));
    g_hash_table_add (state->seen, (gpointer) unsure->other);
    return;
  }
  if (g_str_equal (same, "yes")) {
    entry.before = unsure->other;
    entry.draft = haven_pupil_copy (unsure->other);
    overlay (stager, entry.draft, unsure->draft);
  } else
    entry.draft = haven_pupil_copy (unsure->draft);
  stage_draft (stager, state, &entry);
  haven_pupil_free (entry.draft);
}

/* ---- who has left? ---- */

static HavenDay
find_leaving_day (HavenStager *stager)
{
  HavenDay day = haven_school_get_last_mark (stager->school, stager->clock.today, NULL);

  return day != HAVEN_DAY_NONE ? day : stager->clock.today;
}

static const char *
ask_leavers (HavenStager *stager, guint n)
{
  g_autofree char *day = haven_day_to_text (find_leaving_day (stager));
  g_autofree char *left = g_strdup_printf (_("Yes, on %s"), day);
  HavenImportQuestion *question;

  question = haven_stager_ask (stager, 0, g_strdup ("leavers"),
                               g_dngettext (GETTEXT_PACKAGE, "%u pupil on roll is not in the file. Has this pupil left?",
                                            "%u pupils on roll are not in the file. Have they left?", n), n);
  haven_import_question_offer (question, "keep", _("No, leave them on roll"));
  haven_import_question_offer (question, "left", left);
  if (question->answer == NULL)
    question->answer = g_strdup ("keep");
  return question->answer;
}

/* A child with a social worker leaves by a decision of its own: a file goes with it */
static gboolean
has_left (HavenStager *stager, const HavenPupil *pupil, const char *all)
{
  g_autofree char *name = NULL;
  HavenImportQuestion *question;

  if (!haven_stager_is_flagged (stager, pupil->id))
    return g_str_equal (all, "left");
  name = haven_pupil_dup_name (pupil);
  question = haven_stager_ask (stager, 0, g_strdup_printf ("leaver:%" G_GINT64_FORMAT, pupil->id),
                               _("%s, with a social worker now or before, is not in the file"), name);
  haven_import_question_offer (question, "keep", _("Leave on roll"));
  haven_import_question_offer (question, "left", _("Has left"));
  if (question->answer == NULL)
    question->answer = g_strdup ("keep");
  return g_str_equal (question->answer, "left");
}

static void
stage_leaver (HavenStager *stager, const HavenPupil *pupil, HavenDay day)
{
  HavenPupil *draft = haven_pupil_copy (pupil);
  g_autofree char *text = haven_day_to_text (day);

  draft->left = day;
  if (haven_stager_shows (stager))
    haven_stager_change (stager, pupil, _("leaving date"), "", text);
  haven_staged_put (stager->staged, HAVEN_TABLE_PUPILS, draft);
  stager->preview->changed++;
}

static GPtrArray *
list_absent (HavenStager *stager, State *state, guint *ret_on_roll)
{
  GPtrArray *absent = g_ptr_array_new ();

  for (guint i = 0; i < haven_school_get_n_pupils (stager->school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (stager->school, i);
    if (!haven_pupil_is_on_roll (pupil, stager->clock.today))
      continue;
    ++*ret_on_roll;
    if (g_hash_table_contains (state->seen, pupil))
      continue;
    haven_import_preview_add_absence (stager->preview, pupil);
    g_ptr_array_add (absent, (gpointer) pupil);
  }
  return absent;
}

/* A file that has fewer than half of the roll is of a class or a year, and says nothing of the others */
static void
settle_absent (HavenStager *stager, State *state)
{
  guint on_roll = 0;
  g_autoptr (GPtrArray) absent = list_absent (stager, state, &on_roll);
  const char *all;

  if (absent->len == 0 || absent->len * 2 > on_roll)
    return;
  all = ask_leavers (stager, absent->len);
  for (guint i = 0; i < absent->len; i++)
    if (has_left (stager, absent->pdata[i], all))
      stage_leaver (stager, absent->pdata[i], find_leaving_day (stager));
}

static void
tell_september (HavenStager *stager, State *state)
{
  if (state->moved_up >= MOVED_UP_IS_A_YEAR)
    haven_stager_assume (stager, g_strdup_printf (_("A new school year: %u pupils go up a year group."), state->moved_up));
  if (state->new_upn > 0)
    haven_stager_assume (stager, g_strdup_printf (_("UPNs that change, with everything kept of the child: %u."), state->new_upn));
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  for (guint i = 0; i < state->unsure->len; i++)
    settle_unsure (stager, state, &g_array_index (state->unsure, Unsure, i));
  settle_absent (stager, state);
  tell_september (stager, state);
  g_array_unref (state->unsure);
  g_hash_table_unref (state->seen);
  g_hash_table_unref (state->new_upns);
  g_hash_table_unref (state->new_names);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_PUPILS = { begin, take_row, finish };
