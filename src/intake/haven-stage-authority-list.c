/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-stage-workers.h"
#include "haven-stager.h"
#include "haven-text.h"

/* Who has a social worker today, as the authority has it (practice 29). It mostly knows no UPNs: a child is found by UPN, else by name and
 * date of birth, and then only a person's yes takes the row. Four groups come of it: new, ended, on ours only, on theirs only; each line is
 * a tick of its own. */

typedef struct {
  char *authority;           /* whose list it is */
  char *told_by;
  HavenDay confirmed_on;
  GHashTable *rows;          /* "pupil status" of earlier rows */
  HavenStageWorkers *workers;
  GHashTable *listed;        /* pupils whom a row has, whatever was said of it */
} State;

typedef struct {
  const HavenRow *row;
  const HavenPupil *pupil;
  gboolean by_birth;         /* found by name and date of birth: a person has to say yes */
  HavenStatus status;
  gboolean over;             /* the list says that it ended */
  HavenDay first;
  HavenDay last;
} Entry;

/* ---- whose list, told by whom, of which day ---- */

static HavenImportQuestion *
ask_text (HavenStager *stager, const char *key, const char *sentence, const char *unless_said)
{
  HavenImportQuestion *question = haven_stager_ask (stager, 0, g_strdup (key), "%s", sentence);

  haven_import_question_offer (question, "", "");
  if (question->answer == NULL && unless_said != NULL && *unless_said != '\0')
    question->answer = g_strdup (unless_said);
  return question;
}

/* Which of our own are missing from it only the whole list of one authority can tell */
static void
ask_authority (HavenStager *stager, State *state)
{
  const char *ours = haven_school_get_setting (stager->school, "authority", "");
  HavenImportQuestion *question = ask_text (stager, HAVEN_ANSWER_AUTHORITY,
                                            _("Whose list is it? Give the authority’s name or number."), ours);

  question->needed = !haven_mapping_has (stager->mapping, HAVEN_COLUMN_AUTHORITY);
  state->authority = g_strdup (question->answer);
}

static void
ask_told_by (HavenStager *stager, State *state)
{
  HavenImportQuestion *question = ask_text (stager, HAVEN_ANSWER_TOLD_BY, _("Who told you? Give a name or a team."),
                                            _("the authority’s list"));

  state->told_by = g_strdup (question->answer);
}

static void
ask_confirmed_on (HavenStager *stager, State *state)
{
  g_autofree char *today = haven_day_to_iso (stager->clock.today);
  HavenImportQuestion *question = ask_text (stager, HAVEN_ANSWER_CONFIRMED_ON,
                                            _("Of which day is the list? Give it as 2025-11-21."), today);

  if (haven_day_parse (question->answer, &state->confirmed_on) && state->confirmed_on <= stager->clock.today)
    return;
  state->confirmed_on = stager->clock.today;
  g_free (question->answer);
  question->answer = g_steal_pointer (&today);
}

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->workers = haven_stage_workers_new (stager);
  state->listed = g_hash_table_new (NULL, NULL);
  ask_authority (stager, state);
  ask_told_by (stager, state);
  ask_confirmed_on (stager, state);
  return state;
}

/* ---- what is kept of the child ---- */

static gboolean
is_plan (int status)
{
  return status == HAVEN_STATUS_CP || status == HAVEN_STATUS_CIN || status == HAVEN_STATUS_SW;
}

/* What a list of today's social workers can say anything of */
static gboolean
is_listed_kind (int status)
{
  return is_plan (status) || status == HAVEN_STATUS_CLA;
}

static const HavenSpell *
find_open (HavenStager *stager, gint64 pupil_id, gboolean (*fits) (int status, int wanted), int wanted)
{
  HavenSlice spells = haven_school_of_pupil (stager->school, HAVEN_TABLE_SPELLS, pupil_id);

  for (guint i = spells.n; i > 0; i--) {
    const HavenSpell *spell = spells.items[i - 1];
    if (fits (spell->status, wanted) && haven_spell_is_open (spell, stager->clock.today))
      return spell;
  }
  return NULL;
}

static gboolean
is_wanted (int status, int wanted)
{
  return status == wanted;
}

static gboolean
is_other_plan (int status, int wanted)
{
  return is_plan (status) && is_plan (wanted) && status != wanted;
}

static gboolean
is_any_listed (int status, int wanted)
{
  return is_listed_kind (status);
}

static void
put_spell (HavenStager *stager, HavenSpell *take_spell)
{
  haven_staged_put (stager->staged, HAVEN_TABLE_SPELLS, take_spell);
}

static void
end_spell (HavenStager *stager, const HavenPupil *pupil, const HavenSpell *spell, HavenDay last)
{
  HavenSpell *draft = haven_spell_copy (spell);
  g_autofree char *what = g_strdup_printf (_("%s, end"), haven_status_text (spell->status));
  g_autofree char *is = NULL;

  draft->last = MAX (last, spell->first);
  is = haven_day_to_text (draft->last);
  if (haven_stager_shows (stager))
    haven_stager_change (stager, pupil, what, _("still"), is);
  put_spell (stager, draft);
  stager->preview->changed++;
}

/* ---- a row ---- */

/* FALSE: a problem was noted, or what the word stands for is asked */
static gboolean
read_status (HavenStager *stager, Entry *entry)
{
  const char *text = haven_stager_get (stager, entry->row, HAVEN_COLUMN_STATUS);
  const char *code = haven_text_is_empty (text) ? "SW" : haven_stager_find_code (stager, "status", text, entry->row->line);

  entry->over = entry->last != HAVEN_DAY_NONE && entry->last <= stager->clock.today;
  if (g_strcmp0 (code, "NONE") == 0) {
    entry->over = TRUE;
    entry->status = HAVEN_STATUS_NONE;
    return TRUE;
  }
  if (haven_status_parse (code, &entry->status))
    return TRUE;
  haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_STATUS, "unknown-status", _("Haven does not know the status “%s”."), text);
  return FALSE;
}

static gboolean
read_entry (HavenStager *stager, Entry *entry)
{
  return haven_stager_read_day (stager, entry->row, HAVEN_COLUMN_FIRST, &entry->first)
         && haven_stager_read_day (stager, entry->row, HAVEN_COLUMN_LAST, &entry->last)
         && read_status (stager, entry);
}

/* By UPN and no doubt, or by name and date of birth and a person's yes */
static HavenMatch
find_pupil (HavenStager *stager, Entry *entry)
{
  HavenMatch match = haven_matcher_by_upn (stager->matcher, haven_stager_get (stager, entry->row, HAVEN_COLUMN_UPN), &entry->pupil);

  if (match == HAVEN_MATCH_FOUND)
    return match;
  entry->by_birth = TRUE;
  return haven_stager_find_by_birth (stager, entry->row, &entry->pupil);
}

static char *
describe (HavenStager *stager, const Entry *entry, const char *what)
{
  g_autofree char *name = haven_pupil_dup_name (entry->pupil);
  g_autofree char *born = haven_day_to_text (entry->pupil->born);

  if (!entry->by_birth)
    return g_strdup_printf ("%s: %s", name, what);
  return g_strdup_printf (_("%s: %s. Found by name and date of birth (%s, form %s): is it this child?"), name, what, born,
                          entry->pupil->reg_group != NULL ? entry->pupil->reg_group : "–");
}

static gboolean
ask (HavenStager *stager, const Entry *entry, const char *group, const char *what)
{
  return haven_stager_ask_yes (stager, entry->row->line, g_strdup_printf ("%s:%u", group, entry->row->line),
                               describe (stager, entry, what), !entry->by_birth);
}

static HavenSpell *
draft_spell (HavenStager *stager, State *state, const Entry *entry)
{
  HavenSpell *draft = haven_spell_new ();
  char *authority = haven_stager_dup (stager, entry->row, HAVEN_COLUMN_AUTHORITY);

  draft->pupil_id = entry->pupil->id;
  draft->status = entry->status;
  draft->first = entry->first != HAVEN_DAY_NONE ? entry->first : state->confirmed_on;
  draft->authority = authority != NULL ? authority : g_strdup (state->authority);
  draft->told_by = g_strdup (state->told_by);
  draft->confirmed_on = state->confirmed_on;
  return draft;
}

static void
take_new (HavenStager *stager, State *state, const Entry *entry)
{
  const HavenSpell *before = find_open (stager, entry->pupil->id, is_other_plan, entry->status);
  g_autofree char *since = entry->first != HAVEN_DAY_NONE ? haven_day_to_text (entry->first) : NULL;
  const char *status = haven_status_text (entry->status);
  g_autofree char *what = since != NULL ? g_strdup_printf (_("new, %s since %s"), status, since)
                                        : g_strdup_printf (_("new, %s; the list does not say since when"), status);
  HavenSpell *draft;

  if (!ask (stager, entry, "list-new", what)) {
    stager->preview->same++;
    return;
  }
  draft = draft_spell (stager, state, entry);
  draft->social_worker_id = haven_stage_workers_find (state->workers, entry->row, state->authority);
  if (before != NULL)
    end_spell (stager, entry->pupil, before, draft->first - 1);
  put_spell (stager, draft);
  stager->preview->added++;
}

static void
take_ended (HavenStager *stager, State *state, const Entry *entry)
{
  const HavenSpell *spell = entry->status == HAVEN_STATUS_NONE ? find_open (stager, entry->pupil->id, is_any_listed, 0)
                                                               : find_open (stager, entry->pupil->id, is_wanted, entry->status);
  HavenDay last = entry->last != HAVEN_DAY_NONE ? entry->last : state->confirmed_on;
  g_autofree char *day = haven_day_to_text (last);
  g_autofree char *what = spell != NULL ? g_strdup_printf (_("%s ended on %s"), haven_status_text (spell->status), day) : NULL;

  if (spell != NULL && ask (stager, entry, "list-ended", what))
    end_spell (stager, entry->pupil, spell, last);
  else
    stager->preview->same++;
}

/* A status that is kept already is confirmed once more: by whom, and of which day */
static void
confirm (HavenStager *stager, State *state, const Entry *entry, const HavenSpell *spell)
{
  HavenSpell *draft = haven_spell_copy (spell);
  gint64 worker;

  if (entry->by_birth && !ask (stager, entry, "list-confirmed", _("still on the list"))) {
    haven_spell_free (draft);
    stager->preview->same++;
    return;
  }
  worker = haven_stage_workers_find (state->workers, entry->row, state->authority);
  if (worker != 0)
    draft->social_worker_id = worker;
  if (draft->authority == NULL)
    draft->authority = g_strdup (state->authority);
  draft->confirmed_on = MAX (draft->confirmed_on, state->confirmed_on);
  g_free (draft->told_by);
  draft->told_by = g_strdup (state->told_by);
  if (haven_record_equal (&HAVEN_KIND_SPELL, spell, draft)) {
    haven_spell_free (draft);
    stager->preview->same++;
    return;
  }
  put_spell (stager, draft);
  stager->preview->changed++;
}

/* Open today, or one that the list of another day told of before it began */
static const HavenSpell *
find_kept (HavenStager *stager, const Entry *entry)
{
  const HavenSpell *open = find_open (stager, entry->pupil->id, is_wanted, entry->status);
  HavenSlice spells = haven_school_of_pupil (stager->school, HAVEN_TABLE_SPELLS, entry->pupil->id);

  for (guint i = 0; open == NULL && i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];
    if (spell->status == (int) entry->status && spell->first == entry->first && spell->first > stager->clock.today)
      open = spell;
  }
  return open;
}

static void
stage_entry (HavenStager *stager, State *state, const Entry *entry)
{
  const HavenSpell *kept = find_kept (stager, entry);

  if (entry->over)
    take_ended (stager, state, entry);
  else if (kept != NULL)
    confirm (stager, state, entry, kept);
  else
    take_new (stager, state, entry);
}

/* What is not on roll here is told and forgotten: no name of it is kept, not even in the receipt */
static void
tell_theirs_only (HavenStager *stager, const Entry *entry, HavenMatch match)
{
  HavenImportQuestion *question;
  const char *surname = haven_stager_get (stager, entry->row, HAVEN_COLUMN_SURNAME);
  const char *forename = haven_stager_get (stager, entry->row, HAVEN_COLUMN_FORENAME);

  question = haven_stager_ask (stager, entry->row->line, g_strdup_printf ("list-theirs:%u", entry->row->line),
                               match == HAVEN_MATCH_SEVERAL ? _("%s %s: more than one pupil here has this name and date of birth")
                                                            : _("%s %s: nobody here has this name and date of birth"),
                               forename, surname);
  question->needed = FALSE;
  stager->preview->same++;
}

static gboolean
note_row (HavenStager *stager, State *state, const Entry *entry)
{
  if (g_hash_table_add (state->rows, g_strdup_printf ("%" G_GINT64_FORMAT " %d", entry->pupil->id, entry->status)))
    return TRUE;
  stager->preview->same++;
  return FALSE;
}

/* A child has one plan at a time (practice 1): of two, a list that was read again would end each by the other. */
static gboolean
note_plan (HavenStager *stager, State *state, const Entry *entry)
{
  if (entry->over || !is_plan (entry->status) ||
      g_hash_table_add (state->rows, g_strdup_printf ("%" G_GINT64_FORMAT " plan", entry->pupil->id)))
    return TRUE;
  haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_STATUS, "two-plans",
                        _("The list gives this child two plans at once. The first stands: ask the authority which is right."));
  return FALSE;
}

static void
take_row (HavenStager *stager, gpointer user_data, const HavenRow *row)
{
  State *state = user_data;
  Entry entry = { .row = row, .first = HAVEN_DAY_NONE, .last = HAVEN_DAY_NONE };
  HavenMatch match = find_pupil (stager, &entry);

  if (entry.pupil == NULL) {
    tell_theirs_only (stager, &entry, match);
    return;
  }
  g_hash_table_add (state->listed, (gpointer) entry.pupil);
  if (read_entry (stager, &entry) && note_row (stager, state, &entry) && note_plan (stager, state, &entry))
    stage_entry (stager, state, &entry);
}

/* ---- on ours only ---- */

/* A pupil whose authority is another one is on that one's list */
static gboolean
is_of_list (const State *state, const HavenSpell *spell)
{
  return spell->authority == NULL || state->authority == NULL || g_ascii_strcasecmp (spell->authority, state->authority) == 0;
}

static void
ask_ours_only (HavenStager *stager, State *state, const HavenPupil *pupil, const HavenSpell *spell)
{
  g_autofree char *name = haven_pupil_dup_name (pupil);
  HavenImportQuestion *question = haven_stager_ask (stager, 0, g_strdup_printf ("list-ours:%" G_GINT64_FORMAT, spell->id),
                                                    _("%s: %s, and not on the list"), name, haven_status_text (spell->status));

  haven_import_question_offer (question, "keep", _("Keep it, and ask the authority"));
  haven_import_question_offer (question, "end", _("It has ended"));
  if (question->answer == NULL)
    question->answer = g_strdup ("keep");
  haven_import_preview_add_absence (stager->preview, pupil);
  if (g_str_equal (question->answer, "end"))
    end_spell (stager, pupil, spell, state->confirmed_on);
}

static void
find_ours_only (HavenStager *stager, State *state)
{
  for (guint i = 0; i < haven_school_get_n_pupils (stager->school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (stager->school, i);
    const HavenSpell *spell = find_open (stager, pupil->id, is_any_listed, 0);

    if (spell != NULL && haven_pupil_is_on_roll (pupil, stager->clock.today) && !g_hash_table_contains (state->listed, pupil)
        && is_of_list (state, spell))
      ask_ours_only (stager, state, pupil, spell);
  }
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  find_ours_only (stager, state);
  if (!haven_mapping_has (stager->mapping, HAVEN_COLUMN_STATUS))
    haven_stager_assume (stager, g_strdup (_("The list has no column for the status: everybody on it has a social worker, no plan yet.")));
  if (!haven_mapping_has (stager->mapping, HAVEN_COLUMN_FIRST))
    haven_stager_assume (stager, g_strdup (_("The list does not say since when: what is new begins on the day of the list.")));
  g_hash_table_unref (state->rows);
  haven_stage_workers_free (state->workers);
  g_hash_table_unref (state->listed);
  g_free (state->authority);
  g_free (state->told_by);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_AUTHORITY_LIST = { begin, take_row, finish };
