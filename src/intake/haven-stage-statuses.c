/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "haven-stage-workers.h"
#include "haven-stager.h"
#include "haven-text.h"

/* Spells match on pupil, status and start. An end fills in; what a file leaves empty takes nothing away. */
#define STILL G_MAXINT

typedef struct {
  GHashTable *ends;          /* "pupil status start" of earlier rows -> their end, or STILL */
  HavenStageWorkers *workers;
} State;

typedef struct {
  const HavenRow *row;
  const HavenPupil *pupil;
  HavenSpell *said;          /* what the row says, and no more */
} Entry;

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->workers = haven_stage_workers_new (stager);
  return state;
}

static gboolean
read_status (HavenStager *stager, const Entry *entry)
{
  const char *text = haven_stager_get (stager, entry->row, HAVEN_COLUMN_STATUS);
  const char *code = haven_stager_find_code (stager, "status", text, entry->row->line);
  HavenStatus status;

  if (haven_status_parse (code, &status)) {
    entry->said->status = status;
    return TRUE;
  }
  haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_STATUS, "unknown-status", _("Haven does not know the status “%s”."), text);
  return FALSE;
}

static gboolean
check_days (HavenStager *stager, const Entry *entry)
{
  if (entry->said->first == HAVEN_DAY_NONE)
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_FIRST, "no-start", _("The status has no start date."));
  else if (entry->said->last != HAVEN_DAY_NONE && entry->said->last < entry->said->first)
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_LAST, "ends-before-start", _("The status ends before it starts."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_entry (HavenStager *stager, const Entry *entry)
{
  HavenSpell *said = entry->said;

  said->pupil_id = entry->pupil->id;
  said->authority = haven_stager_dup (stager, entry->row, HAVEN_COLUMN_AUTHORITY);
  return read_status (stager, entry)
         && haven_stager_read_day (stager, entry->row, HAVEN_COLUMN_FIRST, &said->first)
         && haven_stager_read_day (stager, entry->row, HAVEN_COLUMN_LAST, &said->last)
         && haven_stager_read_day (stager, entry->row, HAVEN_COLUMN_CONFIRMED_ON, &said->confirmed_on)
         && check_days (stager, entry);
}

static const HavenSpell *
find_before (HavenStager *stager, const HavenSpell *said)
{
  HavenSlice spells = haven_school_of_pupil (stager->school, HAVEN_TABLE_SPELLS, said->pupil_id);

  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];
    if (spell->status == said->status && spell->first == said->first)
      return spell;
  }
  return NULL;
}

static void
overlay (HavenSpell *draft, const HavenSpell *said)
{
  if (said->last != HAVEN_DAY_NONE)
    draft->last = said->last;
  if (said->confirmed_on != HAVEN_DAY_NONE)
    draft->confirmed_on = said->confirmed_on;
  if (said->social_worker_id != 0)
    draft->social_worker_id = said->social_worker_id;
  if (said->authority != NULL) {
    g_free (draft->authority);
    draft->authority = g_strdup (said->authority);
  }
}

static void
show_change (HavenStager *stager, const Entry *entry, const HavenSpell *before, const HavenSpell *after)
{
  g_autofree char *was = haven_day_to_text (before->last);
  g_autofree char *is = haven_day_to_text (after->last);
  g_autofree char *what = g_strdup_printf (_("%s, end"), haven_status_text (after->status));

  if (before->last != after->last && haven_stager_shows (stager))
    haven_stager_change (stager, entry->pupil, what, before->last == HAVEN_DAY_NONE ? _("still") : was, is);
}

static void
stage_known (HavenStager *stager, const Entry *entry, const HavenSpell *before)
{
  g_autoptr (HavenSpell) draft = haven_spell_copy (before);

  overlay (draft, entry->said);
  if (haven_record_equal (&HAVEN_KIND_SPELL, before, draft))
    stager->preview->same++;
  else if (before->import_id == 0)
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_STATUS, "kept-yours",
                          _("This status was entered by hand and the file says something else. What was entered is kept."));
  else {
    show_change (stager, entry, before, draft);
    haven_staged_put (stager->staged, HAVEN_TABLE_SPELLS, g_steal_pointer (&draft));
    stager->preview->changed++;
  }
}

static void
stage_new (HavenStager *stager, Entry *entry)
{
  haven_staged_put (stager->staged, HAVEN_TABLE_SPELLS, g_steal_pointer (&entry->said));
  stager->preview->added++;
}

/* FALSE where an earlier row of the file was about the same spell; it counts as the same if it says the same */
static gboolean
note_row (HavenStager *stager, State *state, const Entry *entry)
{
  char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %d %d", entry->said->pupil_id, entry->said->status, entry->said->first);
  gpointer end = GINT_TO_POINTER (entry->said->last == HAVEN_DAY_NONE ? STILL : entry->said->last);
  gpointer earlier;

  if (!g_hash_table_lookup_extended (state->ends, key, NULL, &earlier)) {
    g_hash_table_insert (state->ends, key, end);
    return TRUE;
  }
  g_free (key);
  if (earlier == end)
    stager->preview->same++;
  else
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_FIRST, "twice",
                          _("An earlier row gives this status another end. That row was taken."));
  return FALSE;
}

static void
take_row (HavenStager *stager, gpointer user_data, const HavenRow *row)
{
  Entry entry = { .row = row, .pupil = haven_stager_find_pupil (stager, row), .said = haven_spell_new () };
  State *state = user_data;
  const HavenSpell *before;

  if (entry.pupil != NULL && read_entry (stager, &entry) && note_row (stager, state, &entry)) {
    haven_stager_see_day (stager, entry.said->first);
    before = find_before (stager, entry.said);
    if (before == NULL || before->import_id != 0)          /* what was entered by hand stays, and nobody is put for it */
      entry.said->social_worker_id = haven_stage_workers_find (state->workers, row, entry.said->authority);
    if (before == NULL)
      stage_new (stager, &entry);
    else
      stage_known (stager, &entry, before);
  }
  haven_spell_free (entry.said);
}

/* Who has one here and is in no row: counted, for a file of everybody */
static void
list_absent (HavenStager *stager)
{
  for (guint i = 0; i < haven_school_get_n_pupils (stager->school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (stager->school, i);
    if (haven_stager_is_flagged (stager, pupil->id) && !haven_stager_has_seen (stager, pupil))
      haven_import_preview_add_absence (stager->preview, pupil);
  }
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  list_absent (stager);
  haven_stage_workers_free (state->workers);
  g_hash_table_unref (state->ends);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_STATUSES = { begin, take_row, finish };
