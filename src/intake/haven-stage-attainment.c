/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "haven-stage-point.h"
#include "haven-synonyms.h"
#include "haven-text.h"

/* Results of pupils match on pupil, subject, day and measure. Of pupils without a social worker Haven keeps none (practice 34): the whole
 * school's totals are a file of their own. */

typedef struct {
  GHashTable *taken;         /* keys of earlier rows */
  guint left_out;            /* rows of pupils without a social worker */
} State;

typedef struct {
  const HavenRow *row;
  const HavenPupil *pupil;
  HavenAttainment *said;
} Entry;

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return state;
}

static int
read_expectation (HavenStager *stager, const HavenRow *row)
{
  const char *text = haven_stager_get (stager, row, HAVEN_COLUMN_EXPECTATION);
  const char *code = haven_text_is_empty (text) ? NULL : haven_stager_find_code (stager, "expectation", text, row->line);

  if (code == NULL || g_str_equal (code, "NONE"))
    return HAVEN_EXPECTATION_NONE;
  if (g_str_equal (code, "BELOW"))
    return HAVEN_EXPECTATION_BELOW;
  return g_str_equal (code, "AT") ? HAVEN_EXPECTATION_AT : HAVEN_EXPECTATION_ABOVE;
}

/* A word like "EXS" is a result and says how it stands to what is expected */
static int
judge_result (const HavenAttainment *said)
{
  const char *code = haven_synonym_find_value ("expectation", said->result);

  if (g_strcmp0 (code, "BELOW") == 0)
    return HAVEN_EXPECTATION_BELOW;
  if (g_strcmp0 (code, "AT") == 0)
    return HAVEN_EXPECTATION_AT;
  return g_strcmp0 (code, "ABOVE") == 0 ? HAVEN_EXPECTATION_ABOVE : HAVEN_EXPECTATION_NONE;
}

static gboolean
read_entry (HavenStager *stager, const Entry *entry)
{
  HavenAttainment *said = entry->said;

  said->pupil_id = entry->pupil->id;
  said->result = haven_stager_dup (stager, entry->row, HAVEN_COLUMN_RESULT);
  said->expectation = read_expectation (stager, entry->row);
  if (said->expectation == HAVEN_EXPECTATION_NONE)
    said->expectation = judge_result (said);
  return haven_stage_read_point (stager, entry->row, &said->subject, &said->measure, &said->day);
}

static gboolean
is_same_point (const HavenAttainment *a, const HavenAttainment *b)
{
  return a->day == b->day && g_strcmp0 (a->subject, b->subject) == 0 && g_strcmp0 (a->measure, b->measure) == 0;
}

static const HavenAttainment *
find_before (HavenStager *stager, const HavenAttainment *said)
{
  HavenSlice kept = haven_school_of_pupil (stager->school, HAVEN_TABLE_ATTAINMENT, said->pupil_id);

  for (guint i = 0; i < kept.n; i++)
    if (is_same_point (kept.items[i], said))
      return kept.items[i];
  return NULL;
}

static gboolean
note_row (HavenStager *stager, State *state, const Entry *entry)
{
  const HavenAttainment *said = entry->said;

  if (g_hash_table_add (state->taken, g_strdup_printf ("%" G_GINT64_FORMAT "|%d|%s|%s", said->pupil_id, said->day, said->subject,
                                                       said->measure != NULL ? said->measure : "")))
    return TRUE;
  haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_SUBJECT, "twice",
                        _("An earlier row has this pupil's result in this subject on this day. That row was taken."));
  return FALSE;
}

static void
stage_known (HavenStager *stager, Entry *entry, const HavenAttainment *before)
{
  entry->said->id = before->id;
  entry->said->import_id = before->import_id;
  if (haven_record_equal (&HAVEN_KIND_ATTAINMENT, before, entry->said))
    stager->preview->same++;
  else if (before->import_id == 0)
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_RESULT, "kept-yours",
                          _("This result was entered by hand and the file says something else. What was entered is kept."));
  else {
    if (haven_stager_shows (stager))
      haven_stager_change (stager, entry->pupil, before->subject, before->result, entry->said->result);
    haven_staged_put (stager->staged, HAVEN_TABLE_ATTAINMENT, g_steal_pointer (&entry->said));
    stager->preview->changed++;
  }
}

static void
stage_new (HavenStager *stager, Entry *entry)
{
  haven_staged_put (stager->staged, HAVEN_TABLE_ATTAINMENT, g_steal_pointer (&entry->said));
  stager->preview->added++;
}

static void
stage_entry (HavenStager *stager, Entry *entry)
{
  const HavenAttainment *before = find_before (stager, entry->said);

  haven_stager_see_day (stager, entry->said->day);
  if (before == NULL)
    stage_new (stager, entry);
  else
    stage_known (stager, entry, before);
}

static void
take_row (HavenStager *stager, gpointer user_data, const HavenRow *row)
{
  State *state = user_data;
  Entry entry = { .row = row, .pupil = haven_stager_find_pupil (stager, row), .said = haven_attainment_new () };

  if (entry.pupil != NULL && !haven_stager_is_flagged (stager, entry.pupil->id)) {
    state->left_out++;
    stager->preview->same++;
  } else if (entry.pupil != NULL && read_entry (stager, &entry) && note_row (stager, state, &entry))
    stage_entry (stager, &entry);
  haven_attainment_free (entry.said);
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  if (state->left_out > 0)
    haven_stager_assume (stager, g_strdup_printf (_("Results of pupils without a social worker are not kept. Rows left out: %u."),
                                                  state->left_out));
  g_hash_table_unref (state->taken);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_ATTAINMENT = { begin, take_row, finish };
