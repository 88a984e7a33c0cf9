/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-stager.h"

/* Totals of a period, where a file has no marks. They stand beside registers and weeks, never among them: of days of which anything finer
 * is kept they would count twice, and are left out. */

typedef struct {
  GHashTable *rows;          /* pupil -> GPtrArray of HavenTotals that earlier rows had */
  HavenSpan whole;           /* of a file that does not say: the answer; first NONE where it is open */
  guint finer;               /* rows left out because of what is kept already */
} State;

typedef struct {
  const HavenRow *row;
  const HavenPupil *pupil;
  HavenTotals *said;
} Entry;

static void
free_totals (gpointer data)
{
  g_ptr_array_unref (data);
}

static gboolean
says_period (HavenStager *stager)
{
  return haven_mapping_has (stager->mapping, HAVEN_COLUMN_WEEK)
         || (haven_mapping_has (stager->mapping, HAVEN_COLUMN_FIRST) && haven_mapping_has (stager->mapping, HAVEN_COLUMN_LAST));
}

/* "2025-09-01..2025-12-19", or a period by its name: "2025/26-autumn" */
static gboolean
parse_period (HavenStager *stager, const char *text, HavenSpan *ret_span)
{
  g_auto (GStrv) ends = g_strsplit (text, "..", 2);
  HavenPeriod period;

  if (g_strv_length (ends) == 2)
    return haven_day_parse (ends[0], &ret_span->first) && haven_day_parse (ends[1], &ret_span->last) && ret_span->first <= ret_span->last;
  if (!haven_period_parse (text, &period))
    return FALSE;
  *ret_span = haven_calendar_get_span (haven_school_get_calendar (stager->school), period);
  return TRUE;
}

static void
offer_terms (HavenStager *stager, HavenImportQuestion *question)
{
  int year = haven_academic_year (stager->clock.today);

  for (HavenTerm term = HAVEN_TERM_AUTUMN; term <= HAVEN_TERM_YEAR; term++) {
    g_autofree char *id = haven_period_to_id ((HavenPeriod) { year, term });
    g_autofree char *words = haven_period_to_text ((HavenPeriod) { year, term });
    haven_import_question_offer (question, id, words);
  }
  haven_import_question_offer (question, "", _("Other days, from … to …"));
}

static void
ask_period (HavenStager *stager, State *state)
{
  HavenImportQuestion *question = haven_stager_ask (stager, 0, g_strdup (HAVEN_ANSWER_PERIOD),
                                                    _("Which days do these totals cover? The file does not say."));

  question->needed = TRUE;
  offer_terms (stager, question);
  if (question->answer != NULL && !parse_period (stager, question->answer, &state->whole))
    g_clear_pointer (&question->answer, g_free);
}

static gpointer
begin (HavenStager *stager)
{
  State *state = g_new0 (State, 1);

  state->rows = g_hash_table_new_full (NULL, NULL, NULL, free_totals);
  state->whole = (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  if (!says_period (stager))
    ask_period (stager, state);
  return state;
}

static gboolean
read_week (HavenStager *stager, const Entry *entry)
{
  HavenDay day;

  if (!haven_stager_read_day (stager, entry->row, HAVEN_COLUMN_WEEK, &day))
    return FALSE;
  if (day == HAVEN_DAY_NONE) {
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_WEEK, "no-date", _("The row does not say which week it counts."));
    return FALSE;
  }
  entry->said->first = haven_day_get_monday (day);
  entry->said->last = haven_day_get_monday (day) + 6;
  return TRUE;
}

static gboolean
read_ends (HavenStager *stager, const Entry *entry)
{
  HavenTotals *said = entry->said;

  if (!haven_stager_read_day (stager, entry->row, HAVEN_COLUMN_FIRST, &said->first)
      || !haven_stager_read_day (stager, entry->row, HAVEN_COLUMN_LAST, &said->last))
    return FALSE;
  if (said->first != HAVEN_DAY_NONE && said->last != HAVEN_DAY_NONE && said->first <= said->last)
    return TRUE;
  haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_FIRST, "no-period",
                        _("The row does not say from which day to which it counts."));
  return FALSE;
}

/* A file that says nothing, and nobody has said it yet: the rows are only looked at */
static gboolean
read_period (HavenStager *stager, State *state, const Entry *entry)
{
  if (haven_mapping_has (stager->mapping, HAVEN_COLUMN_FIRST) && haven_mapping_has (stager->mapping, HAVEN_COLUMN_LAST))
    return read_ends (stager, entry);
  if (haven_mapping_has (stager->mapping, HAVEN_COLUMN_WEEK))
    return read_week (stager, entry);
  entry->said->first = state->whole.first;
  entry->said->last = state->whole.last;
  return state->whole.first != HAVEN_DAY_NONE;
}

static gboolean
says (HavenStager *stager, const HavenRow *row, HavenColumn column)
{
  return *haven_stager_get (stager, row, column) != '\0';
}

/* Possible and attended stand for each other; where all are given they have to fit */
static gboolean
settle_possible (HavenStager *stager, const Entry *entry, gint64 possible)
{
  HavenTotals *said = entry->said;

  if (!says (stager, entry->row, HAVEN_COLUMN_ATTENDED))
    said->attended = possible - said->authorised - said->unauthorised;
  if (said->attended >= 0 && (!says (stager, entry->row, HAVEN_COLUMN_POSSIBLE)
                              || possible == said->attended + said->authorised + said->unauthorised))
    return TRUE;
  haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_POSSIBLE, "does-not-add-up",
                        _("Attended, authorised and unauthorised are not the possible sessions together. The row is left out."));
  return FALSE;
}

static gboolean
read_counts (HavenStager *stager, const Entry *entry)
{
  HavenTotals *said = entry->said;
  gint64 possible = 0;

  if (!says (stager, entry->row, HAVEN_COLUMN_ATTENDED) && !says (stager, entry->row, HAVEN_COLUMN_POSSIBLE)) {
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_ATTENDED, "no-total",
                          _("The row has neither possible nor attended sessions."));
    return FALSE;
  }
  return haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_POSSIBLE, &possible)
         && haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_ATTENDED, &said->attended)
         && haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_AUTHORISED, &said->authorised)
         && haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_UNAUTHORISED, &said->unauthorised)
         && haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_LATE_BEFORE, &said->late_before)
         && haven_stager_read_count (stager, entry->row, HAVEN_COLUMN_LATE_AFTER, &said->late_after)
         && settle_possible (stager, entry, possible);
}

static gboolean
is_kept_finer (HavenStager *stager, const HavenTotals *said)
{
  for (HavenDay day = said->first; day <= said->last; day = haven_day_get_monday (day) + 7) {
    const HavenWeek *weeks = haven_school_get_weeks (stager->school, said->pupil_id, haven_academic_year (day));
    if (weeks != NULL && weeks[haven_week_index (day)].covered != 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
meets (const HavenTotals *a, const HavenTotals *b)
{
  return haven_span_overlaps ((HavenSpan) { a->first, a->last }, (HavenSpan) { b->first, b->last });
}

static gboolean
is_same_period (const HavenTotals *a, const HavenTotals *b)
{
  return a->first == b->first && a->last == b->last;
}

/* What is kept of the same days; ret_other tells that it is of more or of fewer days */
static const HavenTotals *
find_before (HavenStager *stager, const HavenTotals *said, gboolean *ret_other)
{
  HavenSlice kept = haven_school_of_pupil (stager->school, HAVEN_TABLE_TOTALS, said->pupil_id);

  for (guint i = 0; i < kept.n; i++) {
    if (is_same_period (kept.items[i], said))
      return kept.items[i];
    *ret_other |= meets (kept.items[i], said);
  }
  return NULL;
}

/* FALSE: an earlier row counts some of these days */
static gboolean
note_row (State *state, const Entry *entry)
{
  GPtrArray *earlier = g_hash_table_lookup (state->rows, entry->pupil);

  if (earlier == NULL) {
    earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_totals_free);
    g_hash_table_insert (state->rows, (gpointer) entry->pupil, earlier);
  }
  for (guint i = 0; i < earlier->len; i++)
    if (meets (earlier->pdata[i], entry->said))
      return FALSE;
  g_ptr_array_add (earlier, haven_totals_copy (entry->said));
  return TRUE;
}

static char *
describe (const HavenTotals *totals)
{
  return g_strdup_printf (_("%d of %d attended"), (int) totals->attended,
                          (int) (totals->attended + totals->authorised + totals->unauthorised));
}

static void
show_change (HavenStager *stager, const Entry *entry, const HavenTotals *before)
{
  g_autofree char *day = haven_day_to_text (before->first);
  g_autofree char *what = g_strdup_printf (_("totals from %s"), day);
  g_autofree char *was = describe (before);
  g_autofree char *is = describe (entry->said);

  if (haven_stager_shows (stager))
    haven_stager_change (stager, entry->pupil, what, was, is);
}

static void
stage_known (HavenStager *stager, Entry *entry, const HavenTotals *before)
{
  entry->said->id = before->id;
  entry->said->import_id = before->import_id;
  if (haven_record_equal (&HAVEN_KIND_TOTALS, before, entry->said)) {
    stager->preview->same++;
    return;
  }
  show_change (stager, entry, before);
  haven_staged_put (stager->staged, HAVEN_TABLE_TOTALS, g_steal_pointer (&entry->said));
  stager->preview->changed++;
}

static void
stage_new (HavenStager *stager, Entry *entry)
{
  haven_staged_put (stager->staged, HAVEN_TABLE_TOTALS, g_steal_pointer (&entry->said));
  stager->preview->added++;
}

static void
stage_entry (HavenStager *stager, State *state, Entry *entry)
{
  gboolean other = FALSE;
  const HavenTotals *before = find_before (stager, entry->said, &other);

  haven_stager_see_day (stager, entry->said->first);
  haven_stager_see_day (stager, entry->said->last);
  if (!note_row (state, entry) || (before == NULL && other))
    haven_stager_problem (stager, entry->row->line, HAVEN_COLUMN_FIRST, "counted-twice",
                          _("Some of these days are in other totals of this pupil already. The row is left out."));
  else if (is_kept_finer (stager, entry->said)) {
    state->finer++;
    stager->preview->same++;
  } else if (before != NULL)
    stage_known (stager, entry, before);
  else
    stage_new (stager, entry);
}

static void
take_row (HavenStager *stager, gpointer user_data, const HavenRow *row)
{
  Entry entry = { .row = row, .pupil = haven_stager_find_pupil (stager, row), .said = haven_totals_new () };

  if (entry.pupil != NULL) {
    entry.said->pupil_id = entry.pupil->id;
    if (read_period (stager, user_data, &entry) && read_counts (stager, &entry))
      stage_entry (stager, user_data, &entry);
  }
  haven_totals_free (entry.said);
}

static void
finish (HavenStager *stager, gpointer user_data)
{
  State *state = user_data;

  haven_stager_assume (stager, g_strdup (_("These are totals: they count in figures of the whole period, and tell no day, no week and no "
                                           "code.")));
  if (state->finer > 0)
    haven_stager_assume (stager, g_strdup_printf (_("Rows left out because marks or weeks of the same days are kept: %u."), state->finer));
  haven_stager_tell_absent (stager);
  g_hash_table_unref (state->rows);
  g_free (state);
}

const HavenStageKind HAVEN_STAGE_TOTALS = { begin, take_row, finish };
