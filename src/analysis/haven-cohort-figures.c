/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-error.h"

#define N_COUNTERS 8
#define SCHOOL_WEEK (5 * HAVEN_SESSIONS_A_DAY)
#define SCHOOL_WEEK_BITS ((1u << SCHOOL_WEEK) - 1)
#define END (HAVEN_COHORT_SLOTS - 8)       /* the last eight sessions of a week */
#define WEEKEND (~G_GUINT64_CONSTANT (0) << 32)                         /* and in them those at the weekend */
#define MOST_RECENT (G_MAXUINT16 / HAVEN_REGISTER_BYTES)                 /* pupils whose years fit sixteen bits */

struct _HavenCohortFigures {
  gatomicrefcount refs;
  HavenSchool *school;
  int first;                    /* year */
  GPtrArray *years;             /* HavenCohortYear, without gaps */
};

/* One pupil's year being counted: what each part comes to */
typedef struct {
  HavenCohortYear *year;
  HavenPupilYear data;          /* with marks and weeks, if only of nothing */
  const HavenCohortMembership *membership;
  const HavenTally *weights;
  HavenTallySum sums[HAVEN_COHORT_PARTS];
  gboolean cut;                 /* some week of totals lies across the end of a part */
} Turn;

/* ---- marks ---- */

/* A bit for each of eight bytes that is not 0 */
static inline guint
find_held (guint64 bytes)
{
  const guint64 low = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);
  guint64 high = (((bytes & low) + low) | bytes) & ~low;

  return (guint) ((high >> 7) * G_GUINT64_CONSTANT (0x0102040810204080) >> 56);
}

static inline gboolean
has_empty (guint64 bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);

  return ((bytes - ones) & ~bytes & (ones << 7)) != 0;
}

static inline guint64
read_word (const guint8 *marks)
{
  guint64 word;

  memcpy (&word, marks, sizeof word);
  return GUINT64_FROM_LE (word);
}

/* Both sums and codes in one go; what is not marked counts for nothing */
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

static guint
find_held_of_chunk (const guint8 *marks, guint n)
{
  guint held = 0;

  for (guint i = 0; i < n; i++)
    held |= (guint) (marks[i] != 0) << i;
  return held;
}

/* The register where it holds all that the totals have counted; else the totals, if the chunk holds all of theirs */
static HavenTally
count_any_chunk (Turn *turn, const HavenCohortChunk *chunk, HavenCohortBin *bin, const HavenTally *weights)
{
  const HavenWeek *week = &turn->data.weeks[chunk->week];
  const guint8 *marks = turn->data.marks + chunk->from;
  guint held = find_held_of_chunk (marks, chunk->n) << chunk->slot;

  if ((week->covered & chunk->inside & ~held) == 0)
    return count_marks (marks, chunk->n, bin->marks + chunk->slot, weights);
  bin->no_days = TRUE;
  if ((week->covered & ~chunk->inside) == 0)
    return haven_tally_of_week (week);
  turn->cut = TRUE;
  return 0;
}

/* Nearly every week is whole and has no mark at the weekend: two words show it, and the compiler knows how many marks there are. */
static inline HavenTally
count_chunk (Turn *turn, const HavenCohortChunk *chunk, HavenCohortBin *bin, const HavenTally *weights)
{
  const guint8 *marks = turn->data.marks + chunk->from;
  guint missing = turn->data.weeks[chunk->week].covered;
  guint64 begin, end;

  if (G_UNLIKELY (chunk->n != HAVEN_COHORT_SLOTS))
    return count_any_chunk (turn, chunk, bin, weights);
  begin = read_word (marks);
  end = read_word (marks + END);
  if ((begin | end | missing) == 0)
    return 0;
  missing &= has_empty (begin) || has_empty (end | WEEKEND) ? ~(find_held (begin) | find_held (end) << END) : ~SCHOOL_WEEK_BITS;
  if (G_UNLIKELY (missing != 0 || (end & WEEKEND) != 0))
    return count_any_chunk (turn, chunk, bin, weights);
  return count_marks (marks, SCHOOL_WEEK, bin->marks, weights);
}

/* ---- cells ---- */

/* One pupil, persistently absent, severely absent: 1 or 0 each. Absent for a tenth of all possible sessions is absent for a ninth of those
 * attended; for half of them, for as many as attended. */
static inline HavenTallySum
count_pupil (HavenTallySum sum)
{
  const HavenTallySum absences = { 0, 9, 1 }, attendances = { 0, 1, 1 };
  HavenTallySum pairs = sum + __builtin_shufflevector (sum, sum, 1, 0, 3, 2, 4, 5, 6, 7);
  HavenTallySum attended = __builtin_shufflevector (pairs, pairs, 0, 0, 0, 0, 0, 0, 0, 0);
  HavenTallySum absent = __builtin_shufflevector (pairs, pairs, 2, 2, 2, 2, 2, 2, 2, 2);

  return (absent * absences >= attended * attendances) & (attended + absent > 0) & 1;
}

static void
add_sums (HavenCohortCell *cell, HavenTallySum sum, HavenTallySum pupils)
{
  for (int i = 0; i < N_COUNTERS; i++)
    cell->counts[i] += sum[i];
  cell->pupils += pupils[0];
  cell->persistent += pupils[1];
  cell->severe += pupils[2];
}

static void
settle (HavenCohortBin *bin)
{
  const HavenCohortRecent *recent = &bin->recent;

  for (guint place = 0; place < HAVEN_COHORT_PARTS; place++) {
    guint bank = place / HAVEN_COHORT_LANES, lane = place % HAVEN_COHORT_LANES;
    HavenTallySum pupils = { recent->pupils[bank][lane], recent->persistent[bank][lane], recent->severe[bank][lane] };

    add_sums (&bin->cells[place], recent->sums[place], pupils);
  }
  memset (&bin->recent, 0, sizeof bin->recent);
  bin->n_recent = 0;
}

static HavenCohortBin *
find_bin (const Turn *turn, HavenCohortCut cut, guint part)
{
  HavenSpan span = g_array_index (turn->year->parts[cut], HavenPart, part).span;
  HavenDay reference = g_array_index (turn->year->references, HavenDay, turn->year->begin[cut] + part);

  return haven_cohort_year_get_bin (turn->year, haven_cohort_membership_of (turn->membership, span, reference));
}

static HavenCohortCell *
find_cell (const Turn *turn, HavenCohortCut cut, guint part)
{
  return &find_bin (turn, cut, part)->cells[turn->year->begin[cut] + part];
}

static void
put_parts (const Turn *turn, HavenCohortCut cut)
{
  static const HavenTallySum nothing;

  for (guint i = 0; i < turn->year->parts[cut]->len; i++) {
    const HavenTallySum *sum = &turn->sums[turn->year->begin[cut] + i];

    if (memcmp (sum, &nothing, sizeof nothing) != 0)
      add_sums (find_cell (turn, cut, i), *sum, count_pupil (*sum));
  }
}

#define ONES(a, b) __builtin_shufflevector (a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define LOW_TWOS(a, b) __builtin_shufflevector (a, b, 0, 1, 8, 9, 2, 3, 10, 11)
#define HIGH_TWOS(a, b) __builtin_shufflevector (a, b, 4, 5, 12, 13, 6, 7, 14, 15)
#define LOW_FOURS(a, b) __builtin_shufflevector (a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define HIGH_FOURS(a, b) __builtin_shufflevector (a, b, 4, 5, 6, 7, 12, 13, 14, 15)

/* The first four counters of eight parts, which stand a part a vector, a counter a vector: interleaved, first by one, by two and by four */
static inline void
turn_round (const HavenTallySum *sums, HavenTallySum ret_counters[4])
{
  HavenTallySum a = ONES (sums[0], sums[1]), b = ONES (sums[2], sums[3]), c = ONES (sums[4], sums[5]), d = ONES (sums[6], sums[7]);
  HavenTallySum low_ab = LOW_TWOS (a, b), high_ab = HIGH_TWOS (a, b), low_cd = LOW_TWOS (c, d), high_cd = HIGH_TWOS (c, d);

  ret_counters[0] = LOW_FOURS (low_ab, low_cd);
  ret_counters[1] = HIGH_FOURS (low_ab, low_cd);
  ret_counters[2] = LOW_FOURS (high_ab, high_cd);
  ret_counters[3] = HIGH_FOURS (high_ab, high_cd);
}

/* As count_pupil, of eight parts at once */
static inline void
count_bank (const HavenTallySum *sums, HavenCohortRecent *recent, guint bank)
{
  HavenTallySum counters[4], attended, absent, present;

  turn_round (sums, counters);
  attended = counters[0] + counters[1];
  absent = counters[2] + counters[3];
  present = (HavenTallySum) (attended + absent > 0) & 1;
  recent->pupils[bank] += present;
  recent->persistent[bank] += (HavenTallySum) (absent * 9 >= attended) & present;
  recent->severe[bank] += (HavenTallySum) (absent >= attended) & present;
}

/* Into one bin: nearly nobody's groups change in the year, and nearly nobody comes or goes */
static void
put_all (const Turn *turn, HavenCohortBin *bin)
{
  guint n = turn->year->begin[HAVEN_N_CUTS];

  for (guint place = 0; place < n; place++)
    bin->recent.sums[place] += turn->sums[place];
  for (guint bank = 0; bank * HAVEN_COHORT_LANES < n; bank++)
    count_bank (&turn->sums[bank * HAVEN_COHORT_LANES], &bin->recent, bank);
  if (++bin->n_recent == MOST_RECENT)
    settle (bin);
}

/* ---- a pupil's year ---- */

static void
add_figures (HavenCohortCell *cell, HavenAttendance *figures)
{
  const gint64 counts[N_COUNTERS] = { figures->attended - figures->approved, figures->approved, figures->authorised, figures->unauthorised,
                                      figures->late_before, figures->late_after, figures->elsewhere, figures->not_possible };

  for (int i = 0; i < N_COUNTERS; i++)
    cell->counts[i] += counts[i];
  haven_attendance_count_pupil (figures);
  cell->pupils += figures->pupils;
  cell->persistent += figures->persistently_absent;
  cell->severe += figures->severely_absent;
}

/* Some term ends in a week of which only the totals are known: part by part, then, and some parts know too little */
static void
put_slowly (const Turn *turn, HavenCohortCut cut)
{
  for (guint i = 0; i < turn->year->parts[cut]->len; i++) {
    HavenCohortCell *cell = find_cell (turn, cut, i);
    HavenAttendance figures = { 0 };

    if (!haven_pupil_year_count (&turn->data, g_array_index (turn->year->parts[cut], HavenPart, i).span, &figures))
      cell->cut = TRUE;
    add_figures (cell, &figures);
  }
}

static HavenCohortBin *
get_bin_of_year (const Turn *turn)
{
  return find_bin (turn, HAVEN_CUT_YEAR, 0);
}

/* From the chunk numbered so to the end of its half term; returns where the next one begins */
static guint
count_half (Turn *turn, guint i, HavenCohortBin *bin, HavenTallySum *ret_sum)
{
  const HavenCohortChunk *chunks = (const HavenCohortChunk *) turn->year->chunks->data;
  const HavenTally *weights = turn->weights;
  guint half = chunks[i].places[HAVEN_CUT_HALF_TERM], end = turn->year->chunks->len;
  HavenTallySum sum = { 0 };

  for (; i < end && chunks[i].places[HAVEN_CUT_HALF_TERM] == half; i++) {
    HavenTallySum one = haven_tally_widen (count_chunk (turn, &chunks[i], bin, weights));

    turn->sums[chunks[i].places[HAVEN_CUT_WEEK]] += one;
    sum += one;
  }
  *ret_sum = sum;
  return i;
}

static void
count_year (Turn *turn, HavenCohortBin *bin)
{
  GArray *chunks = turn->year->chunks;
  HavenTallySum half;

  for (guint i = 0; i < chunks->len;) {
    const guint8 *places = g_array_index (chunks, HavenCohortChunk, i).places;

    i = count_half (turn, i, bin, &half);
    for (HavenCohortCut cut = 0; cut <= HAVEN_CUT_HALF_TERM; cut++)
      turn->sums[places[cut]] += half;
  }
}

static void
take_year (Turn *turn)
{
  HavenCohortBin *bin = get_bin_of_year (turn);

  count_year (turn, bin);
  if (!turn->cut && haven_cohort_membership_is_constant (turn->membership, turn->year->span)) {
    put_all (turn, bin);
    return;
  }
  for (HavenCohortCut cut = 0; cut < HAVEN_N_CUTS; cut++)
    (turn->cut ? put_slowly : put_parts) (turn, cut);
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
  static const guint8 no_marks[HAVEN_REGISTER_BYTES];
  static const HavenWeek no_weeks[HAVEN_WEEKS_A_YEAR];
  Turn turn = { .year = get_year (self, data->year), .membership = membership, .weights = haven_tally_weights () };

  turn.data = (HavenPupilYear) { data->year, data->marks != NULL ? data->marks : no_marks, data->weeks != NULL ? data->weeks : no_weeks };
  if (turn.year != NULL && !(totals && has_totals (self, turn.year, membership->pupil)))
    take_year (&turn);
}

static void
take_pupil (HavenCohortFigures *self, const HavenCohortMembership *membership)
{
  gboolean totals = haven_school_of_pupil (self->school, HAVEN_TABLE_TOTALS, membership->pupil->id).n > 0;
  HavenPupilYearIter iter;
  HavenPupilYear data;

  haven_pupil_year_iter_init (&iter, self->school, membership->pupil->id);
  while (haven_pupil_year_iter_next (&iter, &data))
    take_one (self, membership, &data, totals);
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
settle_year (const HavenCohortYear *year)
{
  for (guint mask = 0; mask < HAVEN_COHORT_MASKS; mask++)
    if (year->bins[mask] != NULL)
      settle (year->bins[mask]);
}

HavenCohortFigures *
haven_cohort_figures_new (HavenSchool *school, HavenClock clock)
{
  HavenCohortFigures *self = g_new0 (HavenCohortFigures, 1);
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (HavenCohortStep));
  GPtrArray *pupils = haven_school_get_table (school, HAVEN_TABLE_PUPILS);       /* as the registers are ordered: by id */
  HavenCohortMembership membership = { .steps = steps };

  g_atomic_ref_count_init (&self->refs);
  self->school = haven_school_ref (school);
  self->years = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_cohort_year_free);
  add_years (self, clock);
  for (guint i = 0; i < pupils->len; i++) {
    haven_cohort_membership_take (&membership, school, pupils->pdata[i]);
    take_pupil (self, &membership);
  }
  g_ptr_array_foreach (self->years, (GFunc) settle_year, NULL);
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
    cell = &year->bins[mask]->cells[year->begin[cut] + part];
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
