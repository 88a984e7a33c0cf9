/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "haven-stage-point.h"
#include "haven-text.h"

/* The whole school's totals, without which there is no gap (practice 19). A point in time is subject, day, measure and year group. */

typedef struct {
  GHashTable *taken;         /* keys of earlier rows */
} State;

typedef struct {
  const HavenRow *row;
  HavenSchoolAttainment *said;
} Entry;

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return state;
}

static gboolean
read_counts (HavenStager *stager, const Entry *entry)
{
  HavenSchoolAttainment *said = entry->said;

  if (!haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_BELOW, &said->below)
      || !haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_AT, &said->at)
      || !haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_ABOVE, &said->above)
      || !haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_NONE, &said->none))
    return FALSE;
  if (said->below + said->at + said->above + said->none > 0)
    return TRUE;
  haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_AT, "no-total", _("The row counts no pupils."));
  return FALSE;
}

static gboolean
read_entry (HavenStager *stager, const Entry *entry)
{
  HavenSchoolAttainment *said = entry->said;

  return haven_stage_read_point (stager, entry->row, &said->subject, &said->measure, &said->day)
         && haven_stager_read_year (stager, entry->row, &said->year_group) && read_counts (stager, entry);
}

static gboolean
is_same_point (const HavenSchoolAttainment *a, const HavenSchoolAttainment *b)
{
  return a->day == b->day && g_strcmp0 (a->subject, b->subject) == 0 && g_strcmp0 (a->measure, b->measure) == 0
         && g_strcmp0 (a->year_group, b->year_group) == 0;
}

static const HavenSchoolAttainment *
find_before (HavenStager *stager, const HavenSchoolAttainment *said)
{
  GPtrArray *kept = haven_school_get_table (stager->school, HAVEN_TABLE_SCHOOL_ATTAINMENT);

  for (guint i = 0; i < kept->len; i++)
    if (is_same_point (kept->pdata[i], said))
      return kept->pdata[i];
  return NULL;
}

static char *
describe (const HavenSchoolAttainment *self)
{
  return g_strdup_printf (_("%d below, %d at, %d above, %d without a result"), (int) self->below, (int) self->at, (int) self->above,
                          (int) self->none);
}

static void
show_change (HavenStager *stager, const HavenSchoolAttainment *before, const HavenSchoolAttainment *after)
{
  if (haven_stager_shows (stager))
    haven_import_preview_add_change (stager->preview, g_strdup (after->subject), describe (before), describe (after));
}

static void
stage_known (HavenStager *stager, Entry *entry, const HavenSchoolAttainment *before)
{
  entry->said->id = before->id;
  entry->said->import_id = before->import_id;
  if (haven_record_equal (&HAVEN_KIND_SCHOOL_ATTAINMENT, before, entry->said))
    stager->preview->same++;
  else if (before->import_id == 0)
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_SUBJECT, "kept-yours",
                          _("This was entered by hand and the file says something else. What was entered is kept."));
  else {
    show_change (stager, before, entry->said);
    haven_staged_put (stager->staged, HAVEN_TABLE_SCHOOL_ATTAINMENT, g_steal_pointer (&entry->said));
    stager->preview->changed++;
  }
}

static void
stage_new (HavenStager *stager, Entry *entry)
{
  haven_staged_put (stager->staged, HAVEN_TABLE_SCHOOL_ATTAINMENT, g_steal_pointer (&entry->said));
  stager->preview->added++;
}

static void
stage_entry (HavenStager *stager, State *state, Entry *entry)
{
  const HavenSchoolAttainment *said = entry->said;
  const HavenSchoolAttainment *before = find_before (stager, said);
  char *key = g_strdup_printf ("%d|%s|%s|%s", said->day, said->subject, said->measure != NULL ? said->measure : "",
                               said->year_group != NULL ? said->year_group : "");

  if (!g_hash_table_add (state->taken, key))
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_SUBJECT, "twice",
                          _("An earlier row counts the same subject, day and year group. That row was taken."));
  else if (before != NULL)
    stage_known (stager, entry, before);
  else
    stage_new (stager, entry);
}

static void
take_row (HavenStager *stager, gpointer state, const HavenRow *row)
{
  Entry entry = { .row = row, .said = haven_school_attainment_new () };

  if (read_entry (stager, &entry)) {
    haven_stager_see_day (stager, entry.said->day);
    stage_entry (stager, state, &entry);
  }
  haven_school_attainment_free (entry.said);
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  g_hash_table_unref (state->taken);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_SCHOOL_ATTAINMENT = { begin, take_row, finish };
