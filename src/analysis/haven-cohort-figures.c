/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-error.h"

#define N_COUNTERS 8
#define MOST_RECENT 250                    /* weeks of at most 255 in sixteen bits */
#define SCHOOL_WEEK (5 * HAVEN_SESSIONS_A_DAY)
#define SCHOOL_WEEK_BITS ((1u << SCHOOL_WEEK) - 1)
#define CACHE_LINE 64
#define ABSENCES 0xffff0000u               /* the counters of HavenTally that are absence: two and three */
#define POSSIBLE 0xffffffffu               /* and those that are possible: nought to three */

struct _HavenCohortFigures {
  gatomicrefcount refs;
  HavenSchool *school;
  int first;                    /* year */
  GPtrArray *years;             /* HavenCohortYear, without gaps */
};

/* One pupil's year being counted: what each part comes to */
typedef struct {
  HavenCohortYear *year;
  HavenPupilYear data;
  const HavenCohortMembership *membership;
  HavenTally weeks[HAVEN_WEEKS_A_YEAR];
  HavenTallySum halves[HAVEN_COHORT_HALVES];
  HavenCohortBin *bin;          /* of all parts; NULL: the pupil's groups change, or the pupil comes or goes */
  gboolean cut;                 /* some week of totals lies across the end of a part */
} Turn;

/* ---- marks ---- */

/* A bit for each of the first 8 bytes that is not 0 */
static inline guint
find_held (guint64 bytes)
{
  const guint64 low = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);
  guint64 high = (((bytes & low) + low) | bytes) & ~low;

  return (guint) ((high >> 7) * G_GUINT64_CONSTANT (0x0102040810204080) >> 56);
}

typedef struct {
  guint64 low;
  guint64 high;
} Bytes;

static inline Bytes
load_chunk (const guint8 *marks, guint n)
{
  Bytes bytes = { 0, 0 };

  if (G_LIKELY (n == HAVEN_COHORT_SLOTS)) {                /* nearly always: two whole words, and no detour over memory */
    memcpy (&bytes.low, marks, 8);
    memcpy (&bytes.high, marks + HAVEN_COHORT_SLOTS - 8, 8);
    bytes.high >>= 8 * (16 - HAVEN_COHORT_SLOTS);
  } else {
    memcpy (&bytes.low, marks, MIN (n, 8));
    if (n > 8)
      memcpy (&bytes.high, marks + 8, n - 8);
  }
  return bytes;
}

/* Both sums and codes in one go */
static inline HavenTally
count_marks (const guint8 *marks, guint n, guint32 (*counts)[HAVEN_COHORT_MARKS], const HavenTally *weights)
{
  HavenTally tally = 0;

#pragma GCC unroll 10
  for (guint i = 0; i < n; i++) {
    tally += weights[marks[i]];
    counts[i][marks[i]]++;
  }
  return tally;
}

static inline gboolean
has_empty (guint64 bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);

  return ((bytes - ones) & ~bytes & (ones << 7)) != 0;
}

/* Monday to Friday marked throughout, and nothing at the weekend: nearly every week is so, and a length that the compiler knows */
static inline gboolean
is_full_week (const HavenCohortChunk *chunk, Bytes bytes, guint covered)
{
  return chunk->n == HAVEN_COHORT_SLOTS && bytes.high >> 16 == 0 && (bytes.high & 0xff) != 0 && (bytes.high & 0xff00) != 0
         && !has_empty (bytes.low) && (covered & ~SCHOOL_WEEK_BITS) == 0;
}

/* The register where it holds all that the totals have counted; else the totals, if the chunk holds all of theirs */
static inline HavenTally
count_chunk (Turn *turn, const HavenCohortChunk *chunk, HavenCohortBin *bin, const HavenTally *weights)
{
  const HavenWeek *week = turn->data.weeks != NULL ? &turn->data.weeks[chunk->parts[HAVEN_CUT_WEEK]] : NULL;
  guint inside = ((1u << chunk->n) - 1) << chunk->slot;
  guint covered = week != NULL ? week->covered : 0;
  const guint8 *marks = turn->data.marks != NULL ? turn->data.marks + chunk->from : NULL;
  Bytes bytes = marks != NULL ? load_chunk (marks, chunk->n) : (Bytes) { 0, 0 };
  guint held;

  if (bytes.low == 0 && bytes.high == 0 && (covered & inside) == 0)
    return 0;
  if (G_LIKELY (is_full_week (chunk, bytes, covered)))
    return count_marks (marks, SCHOOL_WEEK, bin->marks, weights);
  held = (find_held (bytes.low) | find_held (bytes.high) << 8) << chunk->slot;
  if ((covered & inside & ~held) == 0)
    return count_marks (marks, chunk->n, bin->marks + chunk->slot, weights);
  bin->no_days = TRUE;
  if ((covered & ~inside) == 0)
    return haven_tally_of_week (week);
  turn->cut = TRUE;
  return 0;
}

/* ---- cells ---- */

static inline void
count_pupil (HavenCohortCell *cell, guint64 possible, guint64 absent)
{
  cell->pupils += possible > 0;
  cell->persistent += possible > 0 && 10 * absent >= possible;
  cell->severe += possible > 0 && 2 * absent >= possible;
}

/* Adds up four bytes, which of a week are no more than its sessions */
static inline guint32
sum_bytes (guint32 bytes)
{
  return bytes * 0x01010101u >> 24;
}

static inline guint64
get_lane (const HavenTallySum *sum, int i)
{
  return (i % 2 == 0 ? sum->even : sum->odd) >> 16 * (i / 2) & 0xffff;
}

static void
settle (HavenCohortCell *cell)
{
  for (int i = 0; i < N_COUNTERS; i++)
    cell->counts[i] += get_lane (&cell->recent, i);
  cell->recent = (HavenTallySum) { 0 };
  cell->n_recent = 0;
}

static inline void
add_week (HavenCohortCell *cell, HavenTally tally)
{
  haven_tally_sum_add (&cell->recent, tally);
  if (++cell->n_recent == MOST_RECENT)
    settle (cell);
  count_pupil (cell, sum_bytes (tally & POSSIBLE), sum_bytes (tally & ABSENCES));
}

static void
add_sum (HavenCohortCell *cell, const HavenTallySum *sum)
{
  for (int i = 0; i < N_COUNTERS; i++)
    cell->counts[i] += get_lane (sum, i);
  count_pupil (cell, get_lane (sum, 0) + get_lane (sum, 1) + get_lane (sum, 2) + get_lane (sum, 3), get_lane (sum, 2) + get_lane (sum, 3));
}

static HavenCohortCell *
find_cell (const Turn *turn, HavenCohortCut cut, guint part)
{
  HavenCohortBin *bin = turn->bin;

  if (bin == NULL) {
    HavenSpan span = g_array_index (turn->year->parts[cut], HavenPart, part).span;
    HavenDay reference = g_array_index (turn->year->references[cut], HavenDay, part);

    bin = haven_cohort_year_get_bin (turn->year, haven_cohort_membership_of (turn->membership, span, reference));
  }
  return &g_array_index (bin->cells[cut], HavenCohortCell, part);
}

static void
put_weeks (const Turn *turn)
{
  guint n = turn->year->parts[HAVEN_CUT_WEEK]->len;

  for (guint i = 0; i < n; i++)
    if (turn->weeks[i] != 0)
      add_week (find_cell (turn, HAVEN_CUT_WEEK, i), turn->weeks[i]);
}

static void
put_sum (const Turn *turn, HavenCohortCut cut, guint part, const HavenTallySum *sum)
{
  if (sum->even != 0 || sum->odd != 0)
    add_sum (find_cell (turn, cut, part), sum);
}

static void
put_halves (const Turn *turn)
{
  HavenTallySum whole = { 0 }, term = { 0 };
  guint n = turn->year->parts[HAVEN_CUT_HALF_TERM]->len;

  for (guint i = 0; i < n; i++) {
    guint place = turn->year->terms[i];

    put_sum (turn, HAVEN_CUT_HALF_TERM, i, &turn->halves[i]);
    haven_tally_sum_join (&term, &turn->halves[i]);
    if (i + 1 < n && turn->year->terms[i + 1] == place)
      continue;
    put_sum (turn, HAVEN_CUT_TERM, place, &term);
    haven_tally_sum_join (&whole, &term);
    term = (HavenTallySum) { 0 };
  }
  put_sum (turn, HAVEN_CUT_YEAR, 0, &whole);
}

/* ---- a pupil's year ---- */

static HavenCohortBin *
get_bin_of_year (const Turn *turn)
{
  HavenCohortYear *year = turn->year;
  HavenDay reference = g_array_index (year->references[HAVEN_CUT_YEAR], HavenDay, 0);

  return haven_cohort_year_get_bin (year, haven_cohort_membership_of (turn->membership, year->span, reference));
}

static void
add_figures (HavenCohortCell *cell, const HavenAttendance *figures)
{
  const gint64 counts[N_COUNTERS] = { figures->attended - figures->approved, figures->approved, figures->authorised, figures->unauthorised,
                                      figures->late_before, figures->late_after, figures->elsewhere, figures->not_possible };

  for (int i = 0; i < N_COUNTERS; i++)
    cell->counts[i] += counts[i];
  count_pupil (cell, figures->possible, figures->authorised + figures->unauthorised);
}

/* Some term ends in a week of which only the totals are known: part by part, then, and some parts know too little */
static void
put_slowly (const Turn *turn)
{
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++) {
    for (guint i = 0; i < turn->year->parts[cut]->len; i++) {
      HavenCohortCell *cell = find_cell (turn, cut, i);
      HavenAttendance figures = { 0 };

      if (!haven_pupil_year_count (&turn->data, g_array_index (turn->year->parts[cut], HavenPart, i).span, &figures))
        cell->cut = TRUE;
      add_figures (cell, &figures);
    }
  }
}

/* The next year's lines are fetched while this one's are counted */
static void
fetch (const void *data, gsize size)
{
  for (gsize at = 0; data != NULL && at < size; at += CACHE_LINE)
    __builtin_prefetch ((const char *) data + at);
}

static void
fetch_year (const HavenPupilYear *data)
{
  fetch (data->marks, HAVEN_REGISTER_BYTES);
  fetch (data->weeks, HAVEN_WEEKS_A_YEAR * sizeof (HavenWeek));
}

static void
take_year (Turn *turn)
{
  HavenCohortYear *year = turn->year;
  HavenCohortBin *bin = get_bin_of_year (turn);
  const HavenTally *weights = haven_tally_weights ();

  turn->bin = haven_cohort_membership_is_constant (turn->membership) ? bin : NULL;
  for (guint i = 0; i < year->chunks->len; i++) {
    const HavenCohortChunk *chunk = &g_array_index (year->chunks, HavenCohortChunk, i);
    HavenTally tally = count_chunk (turn, chunk, bin, weights);

    turn->weeks[chunk->parts[HAVEN_CUT_WEEK]] += tally;
    haven_tally_sum_add (&turn->halves[chunk->parts[HAVEN_CUT_HALF_TERM]], tally);
  }
  if (turn->cut) {
    put_slowly (turn);
    return;
  }
  put_weeks (turn);
  put_halves (turn);
}

static HavenCohortYear *
get_year (HavenCohortFigures *self, int year)
{
  int place = year - self->first;

  return place >= 0 && place < (int) self->years->len ? self->years->pdata[place] : NULL;
}

/* Of some days only a total is known that another program counted: part by part, as haven_attendance_by() takes it */
static void
take_totals (HavenCohortFigures *self, HavenCohortYear *year, const HavenCohortMembership *membership)
{
  Turn turn = { .year = year, .membership = membership };

  get_bin_of_year (&turn)->no_days = TRUE;
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++) {
    for (guint i = 0; i < year->parts[cut]->len; i++) {
      HavenSpan span = g_array_index (year->parts[cut], HavenPart, i).span;
      HavenCohortCell *cell = find_cell (&turn, cut, i);
      HavenAttendance figures = { 0 };

      if (!haven_count_pupil_spans (self->school, membership->pupil->id, &span, 1, &figures))
        cell->cut = TRUE;
      add_figures (cell, &figures);
    }
  }
}

static gboolean
has_totals (HavenCohortFigures *self, const HavenCohortYear *year, const HavenPupil *pupil)
{
  return haven_pupil_has_totals_only (self->school, pupil->id, year->span);
}

static void
take_all_totals (HavenCohortFigures *self, const HavenCohortMembership *membership)
{
  for (guint i = 0; i < self->years->len; i++)
    if (has_totals (self, self->years->pdata[i], membership->pupil))
      take_totals (self, self->years->pdata[i], membership);
}

static void
take_one (HavenCohortFigures *self, const HavenCohortMembership *membership, const HavenPupilYear *data, gboolean totals)
{
  Turn turn;

  memset (&turn, 0, sizeof turn);
  turn.year = get_year (self, data->year);
  turn.data = *data;
  turn.membership = membership;
  if (turn.year != NULL && !(totals && has_totals (self, turn.year, membership->pupil)))
    take_year (&turn);
}

static void
take_pupil (HavenCohortFigures *self, const HavenCohortMembership *membership)
{
  gboolean totals = haven_school_of_pupil (self->school, HAVEN_TABLE_TOTALS, membership->pupil->id).n > 0;
  HavenPupilYearIter iter;
  HavenPupilYear data, next;
  gboolean more;

  haven_pupil_year_iter_init (&iter, self->school, membership->pupil->id);
  more = haven_pupil_year_iter_next (&iter, &data);
  while (more) {
    more = haven_pupil_year_iter_next (&iter, &next);
    if (more)
      fetch_year (&next);
    take_one (self, membership, &data, totals);
    data = next;
  }
  if (totals)
    take_all_totals (self, membership);
}

/* ---- years ---- */

static void
find_years (HavenSchool *school, HavenTable table, gint64 *first, gint64 *last)
{
  GPtrArray *records = haven_school_get_table (school, table);

  for (guint i = 0; i < records->len; i++) {
    gint64 year = table == HAVEN_TABLE_WEEKS ? ((HavenWeeks *) records->pdata[i])->year : ((HavenRegister *) records->pdata[i])->year;

    *first = MIN (*first, year);
    *last = MAX (*last, year);
  }
}

static void
find_years_of_totals (HavenSchool *school, gint64 *first, gint64 *last)
{
  GPtrArray *records = haven_school_get_table (school, HAVEN_TABLE_TOTALS);

  for (guint i = 0; i < records->len; i++) {
    const HavenTotals *one = records->pdata[i];

    *first = MIN (*first, haven_academic_year (one->first));
    *last = MAX (*last, haven_academic_year (one->last));
  }
}

static void
add_years (HavenCohortFigures *self, HavenClock clock)
{
  gint64 first = G_MAXINT32, last = G_MININT32;

  find_years (self->school, HAVEN_TABLE_REGISTERS, &first, &last);
  find_years (self->school, HAVEN_TABLE_WEEKS, &first, &last);
  find_years_of_totals (self->school, &first, &last);
  last = MIN (last, haven_academic_year (clock.today));
  self->first = (int) first;
  for (gint64 year = first; year <= last; year++)
    g_ptr_array_add (self->years, haven_cohort_year_new (self->school, (int) year, clock));
}

static void
settle_weeks (const HavenCohortYear *year)
{
  for (guint mask = 0; mask < HAVEN_COHORT_MASKS; mask++)
    for (guint i = 0; year->bins[mask] != NULL && i < year->parts[HAVEN_CUT_WEEK]->len; i++)
      settle (&g_array_index (year->bins[mask]->cells[HAVEN_CUT_WEEK], HavenCohortCell, i));
}

HavenCohortFigures *
haven_cohort_figures_new (HavenSchool *school, HavenClock clock)
{
  HavenCohortFigures *self = g_new0 (HavenCohortFigures, 1);
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (HavenCohortStep));
  HavenCohortMembership membership = { .steps = steps };

  g_atomic_ref_count_init (&self->refs);
  self->school = haven_school_ref (school);
  self->years = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_cohort_year_free);
  add_years (self, clock);
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    haven_cohort_membership_take (&membership, school, haven_school_get_nth_pupil (school, i));
    take_pupil (self, &membership);
  }
  g_ptr_array_foreach (self->years, (GFunc) settle_weeks, NULL);
  return self;
}

HavenCohortFigures *
haven_cohort_figures_ref (HavenCohortFigures *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_cohort_figures_unref (HavenCohortFigures *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->years);
  haven_school_unref (self->school);
  g_free (self);
}

gboolean
haven_cohort_figures_get_years (HavenCohortFigures *self, int *ret_first, int *ret_last)
{
  *ret_first = self->first;
  *ret_last = self->first + (int) self->years->len - 1;
  return self->years->len > 0;
}

/* ---- rows ---- */

static HavenAttendanceRow *
row_new (char *take_key, char *take_label)
{
  HavenAttendanceRow *row = g_new0 (HavenAttendanceRow, 1);

  row->key = take_key;
  row->label = take_label;
  row->day = HAVEN_DAY_NONE;
  return row;
}

static gboolean
is_in_group (guint mask, HavenGroup group)
{
  return (mask >> group & 1) != 0;
}

static void
add_cell (HavenAttendance *figures, const HavenCohortCell *cell)
{
  const guint32 *counts = cell->counts;

  figures->attended += counts[0] + counts[1];
  figures->approved += counts[1];
  figures->authorised += counts[2];
  figures->unauthorised += counts[3];
  figures->late_before += counts[4];
  figures->late_after += counts[5];
  figures->elsewhere += counts[6];
  figures->not_possible += counts[7];
  figures->possible = figures->attended + figures->authorised + figures->unauthorised;
  figures->pupils += cell->pupils;
  figures->persistently_absent += cell->persistent;
  figures->severely_absent += cell->severe;
}

/* FALSE: too little is known of it */
static gboolean
sum_part (const HavenCohortYear *year, HavenGroup group, HavenCohortCut cut, guint part, HavenAttendance *figures)
{
  gboolean whole = TRUE;

  for (guint mask = 1; mask < HAVEN_COHORT_MASKS; mask++) {
    const HavenCohortCell *cell;

    if (year->bins[mask] == NULL || !is_in_group (mask, group))
      continue;
    cell = &g_array_index (year->bins[mask]->cells[cut], HavenCohortCell, part);
    add_cell (figures, cell);
    whole &= !cell->cut;
  }
  return whole;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, message);
  return FALSE;
}

/* Adds a row for each part that span holds and that has anything in it */
static gboolean
list_parts_in (const HavenCohortYear *year, HavenGroup group, HavenCohortCut cut, HavenSpan span, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < year->parts[cut]->len; i++) {
    const HavenPart *part = &g_array_index (year->parts[cut], HavenPart, i);
    HavenAttendance figures = { 0 };
    HavenAttendanceRow *row;

    if (!haven_span_contains (span, part->span.first) || !haven_span_contains (span, part->span.last))
      continue;
    if (!sum_part (year, group, cut, i, &figures))
      return refuse (error, _("A period here cuts a week in two, and for some pupils only whole weeks are kept."));
    if (figures.possible == 0 && figures.elsewhere == 0)
      continue;
    row = row_new (g_strdup (part->key), g_strdup (part->label));
    row->day = part->span.first;
    row->figures = figures;
    g_ptr_array_add (rows, row);
  }
  return TRUE;
}

static GPtrArray *
list_parts (const HavenCohortYear *year, HavenGroup group, HavenCohortCut cut, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_attendance_row_free);

  return list_parts_in (year, group, cut, year->span, rows, error) ? g_steal_pointer (&rows) : NULL;
}

/* Marks by slot, of all in the group; FALSE: of some only weeks are known */
static gboolean
sum_marks (const HavenCohortYear *year, HavenGroup group, gint64 (*marks)[HAVEN_COHORT_MARKS])
{
  gboolean known = TRUE;

  for (guint mask = 1; mask < HAVEN_COHORT_MASKS; mask++) {
    const HavenCohortBin *bin = year->bins[mask];

    if (bin == NULL || !is_in_group (mask, group))
      continue;
    known &= !bin->no_days;
    for (int slot = 0; slot < HAVEN_COHORT_SLOTS; slot++)
      for (int mark = 1; mark < HAVEN_COHORT_MARKS; mark++)
        marks[slot][mark] += bin->marks[slot][mark];
  }
  return known;
}

static void
add_code_row (GPtrArray *rows, const HavenAttendanceCode *code, gint64 (*marks)[HAVEN_COHORT_MARKS])
{
  HavenAttendanceRow *row;
  gint64 sessions = 0;

  for (int slot = 0; slot < HAVEN_COHORT_SLOTS; slot++)
    sessions += marks[slot][code->mark];
  if (sessions == 0)
    return;
  row = row_new (g_strdup (code->code), g_strdup (code->meaning));
  row->sessions = sessions;
  haven_tally_add_times (haven_tally_of_mark (code->mark), sessions, &row->figures);
  g_ptr_array_add (rows, row);
}

static void
add_slot_row (GPtrArray *rows, HavenBy by, guint place, gint64 (*marks)[HAVEN_COHORT_MARKS])
{
  HavenAttendance figures = { 0 };
  HavenAttendanceRow *row;

  for (guint slot = 0; slot < HAVEN_COHORT_SLOTS; slot++) {
    HavenAttendance one;

    if (haven_row_of_slot (by, slot) != place)
      continue;
    one = haven_attendance_of_counts (marks[slot]);
    haven_attendance_add (&figures, &one);
  }
  if (figures.possible == 0 && figures.elsewhere == 0)
    return;
  row = haven_slot_row_new (by, place);
  row->figures = figures;
  g_ptr_array_add (rows, row);
}

static GPtrArray *
list_marks (const HavenCohortYear *year, HavenGroup group, HavenBy by, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_attendance_row_free);
  g_autofree gint64 (*marks)[HAVEN_COHORT_MARKS] = g_malloc0 (HAVEN_COHORT_SLOTS * sizeof *marks);
  guint n;
  const HavenAttendanceCode *codes = haven_attendance_codes (&n);

  if (!sum_marks (year, group, marks)) {
    refuse (error, _("Weekdays and codes cannot be told here: for some pupils only weekly totals are kept."));
    return NULL;
  }
  for (guint i = 0; by == HAVEN_BY_CODE && i < n; i++)
    add_code_row (rows, &codes[i], marks);
  if (by == HAVEN_BY_CODE)
    add_code_row (rows, haven_attendance_code_of (HAVEN_MARK_UNKNOWN), marks);
  for (guint i = 0; by != HAVEN_BY_CODE && i < HAVEN_COHORT_SLOTS; i++)
    add_slot_row (rows, by, i, marks);
  return g_steal_pointer (&rows);
}

GPtrArray *
haven_cohort_figures_by (HavenCohortFigures *self, HavenGroup group, int year, HavenBy by, GError **error)
{
  HavenCohortYear *found = get_year (self, year);

  if (found == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) haven_attendance_row_free);
  switch (by) {
  case HAVEN_BY_TOTAL:
  case HAVEN_BY_YEAR:
    return list_parts (found, group, HAVEN_CUT_YEAR, error);
  case HAVEN_BY_TERM:
    return list_parts (found, group, HAVEN_CUT_TERM, error);
  case HAVEN_BY_HALF_TERM:
    if (!haven_parts_can_tell (haven_school_get_calendar (self->school), found->span, by, error))
      return NULL;
    return list_parts (found, group, HAVEN_CUT_HALF_TERM, error);
  case HAVEN_BY_WEEK:
    return list_parts (found, group, HAVEN_CUT_WEEK, error);
  case HAVEN_BY_PUPIL:
    refuse (error, _("Groups are not counted pupil by pupil here."));
    return NULL;
  default:
    return list_marks (found, group, by, error);
  }
}

static HavenCohortCut
get_cut (HavenBy by)
{
  switch (by) {
  case HAVEN_BY_TERM:
    return HAVEN_CUT_TERM;
  case HAVEN_BY_HALF_TERM:
    return HAVEN_CUT_HALF_TERM;
  case HAVEN_BY_WEEK:
    return HAVEN_CUT_WEEK;
  default:
    return HAVEN_CUT_YEAR;
  }
}

GPtrArray *
haven_cohort_figures_in (HavenCohortFigures *self, HavenGroup group, HavenSpan span, HavenBy by, GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_attendance_row_free);
  HavenCalendar *calendar = haven_school_get_calendar (self->school);

  for (guint i = 0; i < self->years->len; i++) {
    const HavenCohortYear *year = self->years->pdata[i];

    if (!haven_span_overlaps (year->span, span))
      continue;
    if (!haven_parts_can_tell (calendar, year->span, by, error) || !list_parts_in (year, group, get_cut (by), span, rows, error))
      return NULL;
  }
  return g_steal_pointer (&rows);
}
