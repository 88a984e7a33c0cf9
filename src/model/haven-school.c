/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-school.h"

#include <stdlib.h>
#include <string.h>

#define NO_PUPIL G_MAXSIZE

static const HavenField setting_fields[] = {
  HAVEN_INT (HavenSetting, id),
  HAVEN_TEXT (HavenSetting, key),
  HAVEN_TEXT (HavenSetting, value),
};
HAVEN_DEFINE_RECORD (HavenSetting, haven_setting, HAVEN_KIND_SETTING, "settings", setting_fields)

static const char *const dates_codes[] = { "term", "half-term", "closed", NULL };
static const HavenField dates_fields[] = {
  HAVEN_INT (HavenDates, id),
  HAVEN_CODE (HavenDates, type, dates_codes),
  HAVEN_INT (HavenDates, year),
  HAVEN_INT (HavenDates, term),
  HAVEN_DAY (HavenDates, first),
  HAVEN_DAY (HavenDates, last),
};
HAVEN_DEFINE_RECORD (HavenDates, haven_dates, HAVEN_KIND_DATES, "calendar", dates_fields)

/* A table's kind of record, and how one is freed */
static const struct {
  const HavenKind *kind;
  GDestroyNotify free;
} kinds[HAVEN_N_TABLES] = {
  [HAVEN_TABLE_SETTINGS] = { &HAVEN_KIND_SETTING, (GDestroyNotify) haven_setting_free },
  [HAVEN_TABLE_CALENDAR] = { &HAVEN_KIND_DATES, (GDestroyNotify) haven_dates_free },
  [HAVEN_TABLE_PEOPLE] = { &HAVEN_KIND_PERSON, (GDestroyNotify) haven_person_free },
  [HAVEN_TABLE_PUPILS] = { &HAVEN_KIND_PUPIL, (GDestroyNotify) haven_pupil_free },
  [HAVEN_TABLE_SPELLS] = { &HAVEN_KIND_SPELL, (GDestroyNotify) haven_spell_free },
  [HAVEN_TABLE_REGISTERS] = { &HAVEN_KIND_REGISTER, (GDestroyNotify) haven_register_free },
  [HAVEN_TABLE_LATES] = { &HAVEN_KIND_LATE, (GDestroyNotify) haven_late_free },
  [HAVEN_TABLE_WEEKS] = { &HAVEN_KIND_WEEKS, (GDestroyNotify) haven_weeks_free },
  [HAVEN_TABLE_TOTALS] = { &HAVEN_KIND_TOTALS, (GDestroyNotify) haven_totals_free },
  [HAVEN_TABLE_SUSPENSIONS] = { &HAVEN_KIND_SUSPENSION, (GDestroyNotify) haven_suspension_free },
  [HAVEN_TABLE_NOTICES] = { &HAVEN_KIND_NOTICE, (GDestroyNotify) haven_notice_free },
  [HAVEN_TABLE_PLANS] = { &HAVEN_KIND_PLAN, (GDestroyNotify) haven_plan_free },
  [HAVEN_TABLE_INTERVENTIONS] = { &HAVEN_KIND_INTERVENTION, (GDestroyNotify) haven_intervention_free },
  [HAVEN_TABLE_BARRIERS] = { &HAVEN_KIND_BARRIER, (GDestroyNotify) haven_barrier_free },
  [HAVEN_TABLE_ATTAINMENT] = { &HAVEN_KIND_ATTAINMENT, (GDestroyNotify) haven_attainment_free },
  [HAVEN_TABLE_SCHOOL_ATTAINMENT] = { &HAVEN_KIND_SCHOOL_ATTAINMENT, (GDestroyNotify) haven_school_attainment_free },
  [HAVEN_TABLE_SDQ] = { &HAVEN_KIND_SDQ, (GDestroyNotify) haven_sdq_free },
  [HAVEN_TABLE_PROVISION] = { &HAVEN_KIND_PROVISION, (GDestroyNotify) haven_provision_free },
  [HAVEN_TABLE_MOVES] = { &HAVEN_KIND_MOVE, (GDestroyNotify) haven_move_free },
  [HAVEN_TABLE_MEETINGS] = { &HAVEN_KIND_MEETING, (GDestroyNotify) haven_meeting_free },
  [HAVEN_TABLE_TARGETS] = { &HAVEN_KIND_TARGET, (GDestroyNotify) haven_target_free },
  [HAVEN_TABLE_ACTIONS] = { &HAVEN_KIND_ACTION, (GDestroyNotify) haven_action_free },
  [HAVEN_TABLE_NOTES] = { &HAVEN_KIND_NOTE, (GDestroyNotify) haven_note_free },
  [HAVEN_TABLE_LINES] = { &HAVEN_KIND_LINE, (GDestroyNotify) haven_line_free },
  [HAVEN_TABLE_SENTENCES] = { &HAVEN_KIND_SENTENCE, (GDestroyNotify) haven_sentence_free },
  [HAVEN_TABLE_SNOOZES] = { &HAVEN_KIND_SNOOZE, (GDestroyNotify) haven_snooze_free },
  [HAVEN_TABLE_ACCESS_REQUESTS] = { &HAVEN_KIND_ACCESS_REQUEST, (GDestroyNotify) haven_access_request_free },
  [HAVEN_TABLE_ACCESS_CHOICES] = { &HAVEN_KIND_ACCESS_CHOICE, (GDestroyNotify) haven_access_choice_free },
  [HAVEN_TABLE_TRANSFERS] = { &HAVEN_KIND_TRANSFER, (GDestroyNotify) haven_transfer_free },
  [HAVEN_TABLE_COURSES] = { &HAVEN_KIND_COURSE, (GDestroyNotify) haven_course_free },
  [HAVEN_TABLE_EVENTS] = { &HAVEN_KIND_EVENT, (GDestroyNotify) haven_event_free },
  [HAVEN_TABLE_BOOKINGS] = { &HAVEN_KIND_BOOKING, (GDestroyNotify) haven_booking_free },
  [HAVEN_TABLE_TRAINING] = { &HAVEN_KIND_TRAINING, (GDestroyNotify) haven_training_free },
  [HAVEN_TABLE_OUTBOX] = { &HAVEN_KIND_OUTBOX_ITEM, (GDestroyNotify) haven_outbox_item_free },
  [HAVEN_TABLE_RELEASES] = { &HAVEN_KIND_LEDGER_ENTRY, (GDestroyNotify) haven_ledger_entry_free },
  [HAVEN_TABLE_IMPORTS] = { &HAVEN_KIND_IMPORT, (GDestroyNotify) haven_import_free },
  [HAVEN_TABLE_HOLDS] = { &HAVEN_KIND_HOLD, (GDestroyNotify) haven_hold_free },
  [HAVEN_TABLE_DEPARTURES] = { &HAVEN_KIND_DEPARTURE, (GDestroyNotify) haven_departure_free },
  [HAVEN_TABLE_REVIEWS] = { &HAVEN_KIND_REVIEW, (GDestroyNotify) haven_review_free },
  [HAVEN_TABLE_ERASURES] = { &HAVEN_KIND_ERASURE, (GDestroyNotify) haven_erasure_free },
};

/* A table with its way in by id; shared by every school that holds the same table */
typedef struct _TableView {
  GPtrArray *records;
  GPtrArray *by_id;
  gsize pupil_offset;        /* of pupil_id in a record; NO_PUPIL: it has none */
  struct _TableView *lender; /* whose records stay, beside the changes; NULL: all records are the table's own */
  GPtrArray *changes;
} TableView;

/* The pupils by name and by UPN; shared as a table is */
typedef struct {
  GPtrArray *by_name;
  GHashTable *by_upn;
} Roll;

struct _HavenSchool {
  gatomicrefcount refs;
  TableView *tables[HAVEN_N_TABLES];
  Roll *roll;
  HavenCalendar *calendar;
  guint n_set_aside[HAVEN_N_TABLES];
  guint n_damaged[HAVEN_N_TABLES];
  HavenSchool *whole;           /* NULL: itself */
};

static gint64
record_id (gconstpointer record)
{
  return *(const gint64 *) record;
}

static gint64
record_pupil (const TableView *view, gconstpointer record)
{
  return *(const gint64 *) ((const char *) record + view->pupil_offset);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 one = record_id (*(gconstpointer *) a);
  gint64 two = record_id (*(gconstpointer *) b);

  return (one > two) - (one < two);
}

static gboolean
is_sorted (GPtrArray *records, GCompareFunc compare)
{
  for (guint i = 1; i < records->len; i++)
    if (compare (&records->pdata[i - 1], &records->pdata[i]) > 0)
      return FALSE;
  return TRUE;
}

/* The same records in another order; they stay the first array's to free */
static GPtrArray *
lend_sorted (GPtrArray *records, GCompareFunc compare)
{
  GPtrArray *lent = g_ptr_array_sized_new (records->len);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (lent, records->pdata[i]);
  g_ptr_array_sort (lent, compare);
  return lent;
}

/* offset: of pupil_id */
static int
compare_pupils (gconstpointer a, gconstpointer b, gpointer offset)
{
  gint64 one = *(const gint64 *) (*(const char *const *) a + GPOINTER_TO_SIZE (offset));
  gint64 two = *(const gint64 *) (*(const char *const *) b + GPOINTER_TO_SIZE (offset));

  return one != two ? (one > two) - (one < two) : compare_ids (a, b);
}

/* Most tables come so. Registers come by id, because a store that has grown year by year would be read page by page many times over. */
static void
sort_by_pupil (GPtrArray *records, gsize offset)
{
  for (guint i = 1; i < records->len; i++) {
    if (compare_pupils (&records->pdata[i - 1], &records->pdata[i], GSIZE_TO_POINTER (offset)) > 0) {
      g_ptr_array_sort_with_data (records, compare_pupils, GSIZE_TO_POINTER (offset));
      return;
    }
  }
}

static gsize
find_pupil_offset (const HavenKind *kind)
{
  for (guint i = 1; i < kind->n_fields; i++)
    if (strcmp (kind->fields[i].name, "pupil_id") == 0)
      return kind->fields[i].offset;
  return NO_PUPIL;
}

static TableView *
table_view_new (HavenTable table, GPtrArray *take_records)
{
  TableView *view = g_atomic_rc_box_new0 (TableView);

  view->records = take_records;
  view->pupil_offset = find_pupil_offset (kinds[table].kind);
  if (view->pupil_offset != NO_PUPIL)
    sort_by_pupil (take_records, view->pupil_offset);
  view->by_id = is_sorted (take_records, compare_ids) ? g_ptr_array_ref (take_records) : lend_sorted (take_records, compare_ids);
  return view;
}

static void
table_view_clear (gpointer data)
{
  TableView *view = data;

  g_ptr_array_unref (view->by_id);
  g_ptr_array_unref (view->records);
  g_clear_pointer (&view->changes, g_ptr_array_unref);
  if (view->lender != NULL)
    g_atomic_rc_box_release_full (view->lender, table_view_clear);
}

static gconstpointer
find_by_id (const TableView *view, gint64 id)
{
  gconstpointer key = &id;
  gpointer *found = view->by_id->len == 0 ? NULL
                    : bsearch (&key, view->by_id->pdata, view->by_id->len, sizeof (gpointer), compare_ids);

  return found != NULL ? *found : NULL;
}

/* Of two changes of one record the last holds, as in the store */
static GHashTable *
index_by_id (GPtrArray *records)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (by_id, records->pdata[i], records->pdata[i]);
  return by_id;
}

/* The lender's records, a changed one in its old one's place so that the order mostly stays, then those that are new. All lent. */
static GPtrArray *
lend_changed (const TableView *lender, GPtrArray *changes)
{
  g_autoptr (GHashTable) changed = index_by_id (changes);
  GPtrArray *records = g_ptr_array_sized_new (lender->records->len + changes->len);

  for (guint i = 0; i < lender->records->len; i++) {
    gpointer record = lender->records->pdata[i];
    gpointer now = g_hash_table_lookup (changed, record);
    g_ptr_array_add (records, now != NULL ? now : record);
  }
  for (guint i = 0; i < changes->len; i++)
    if (find_by_id (lender, record_id (changes->pdata[i])) == NULL)
      g_ptr_array_add (records, changes->pdata[i]);
  return records;
}

static TableView *
change_table (TableView *lender, HavenTable table, GPtrArray *take_changes)
{
  GPtrArray *records = lend_changed (lender, take_changes);
  TableView *view;

  if (lender->pupil_offset == NO_PUPIL && !is_sorted (records, compare_ids))
    g_ptr_array_sort (records, compare_ids);
  view = table_view_new (table, records);
  view->lender = g_atomic_rc_box_acquire (lender);
  view->changes = take_changes;
  return view;
}

static Roll *
roll_new (GPtrArray *pupils)
{
  Roll *roll = g_atomic_rc_box_new0 (Roll);

  roll->by_name = lend_sorted (pupils, haven_pupil_compare);
  roll->by_upn = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < pupils->len; i++) {
    HavenPupil *pupil = pupils->pdata[i];
    if (pupil->upn != NULL)
      g_hash_table_insert (roll->by_upn, pupil->upn, pupil);
  }
  return roll;
}

static void
roll_clear (gpointer data)
{
  Roll *roll = data;

  g_ptr_array_unref (roll->by_name);
  g_hash_table_unref (roll->by_upn);
}

static void
take_dates (HavenCalendar *calendar, const HavenDates *dates)
{
  HavenSpan span = { dates->first, dates->last };

  if (dates->type == HAVEN_DATES_TERM)
    haven_calendar_take_term (calendar, (HavenPeriod) { (int) dates->year, (HavenTerm) dates->term }, span);
  else if (dates->type == HAVEN_DATES_HALF_TERM)
    haven_calendar_take_half_term (calendar, span);
  else
    for (HavenDay day = span.first; day <= span.last; day++)
      haven_calendar_take_closed_day (calendar, day);
}

static gboolean
dates_make_sense (const HavenDates *dates)
{
  gboolean bounded = dates->first != HAVEN_DAY_NONE && dates->last != HAVEN_DAY_NONE && dates->last - dates->first < HAVEN_DAYS_A_YEAR;

  return bounded && (dates->type != HAVEN_DATES_TERM || (dates->term >= HAVEN_TERM_AUTUMN && dates->term < HAVEN_TERM_YEAR));
}

static HavenCalendar *
build_calendar (GPtrArray *table)
{
  HavenCalendar *calendar = haven_calendar_new_default ();

  for (guint i = 0; i < table->len; i++)
    if (dates_make_sense (table->pdata[i]))
      take_dates (calendar, table->pdata[i]);
  return calendar;
}

static TableView *
take_table (HavenSchool *previous, HavenTable table, GPtrArray *records)
{
  if (records == NULL && previous != NULL)
    return g_atomic_rc_box_acquire (previous->tables[table]);
  return table_view_new (table, records != NULL ? records : g_ptr_array_new ());
}

/* previous NULL: the table changed */
static Roll *
take_roll (HavenSchool *previous, GPtrArray *pupils)
{
  return previous != NULL ? g_atomic_rc_box_acquire (previous->roll) : roll_new (pupils);
}

static HavenCalendar *
take_calendar (HavenSchool *previous, GPtrArray *dates)
{
  return previous != NULL ? haven_calendar_ref (previous->calendar) : build_calendar (dates);
}

/* The first place in the table whose pupil is pupil_id or a later one */
static guint
lower_bound (const TableView *view, gint64 pupil_id)
{
  guint low = 0;
  guint high = view->records->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (record_pupil (view, view->records->pdata[middle]) < pupil_id)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* A session, as one number that can be compared: two a day */
typedef struct {
  int last;
  int until;
} Reach;
#define NOWHERE G_MININT

static int
session_number (HavenDay day, int session)
{
  return day * HAVEN_SESSIONS_A_DAY + session;
}

static void
reach_by_register (Reach *reach, const HavenRegister *self)
{
  HavenSpan span = haven_academic_year_span ((int) self->year);
  int start = session_number (span.first, 0);
  int last = MIN (reach->until, session_number (span.last, 1));
  const guint8 *marks = haven_register_peek (self);

  if (marks == NULL)
    return;
  while (last > reach->last && last >= start && marks[last - start] == 0)
    last--;
  if (last >= start)
    reach->last = MAX (reach->last, last);
}

static void
reach_by_week (Reach *reach, HavenDay first, guint16 covered)
{
  HavenDay monday = haven_day_get_monday (first);

  for (int bit = 15; bit >= 0; bit--) {
    int number = session_number (monday, 0) + bit;
    if ((covered & (1u << bit)) != 0 && number <= reach->until) {
      reach->last = MAX (reach->last, number);
      return;
    }
  }
}

static void
reach_by_weeks (Reach *reach, const HavenWeeks *self)
{
  const HavenWeek *weeks = haven_weeks_peek (self);
  HavenSpan year = haven_academic_year_span ((int) self->year);

  if (weeks == NULL || session_number (year.first, 0) > reach->until || session_number (year.last, 1) <= reach->last)
    return;
  for (int i = HAVEN_WEEKS_A_YEAR - 1; i >= 0; i--) {
    HavenDay first = haven_week_span ((int) self->year, i).first;
    if (session_number (first, 0) + 2 * 7 <= reach->last)
      return;
    if (weeks[i].covered != 0)
      reach_by_week (reach, first, weeks[i].covered);
  }
}

const HavenKind *
haven_table_get_kind (HavenTable table)
{
  return kinds[table].kind;
}

GDestroyNotify
haven_table_get_free_func (HavenTable table)
{
  return kinds[table].free;
}

static HavenSchool *
school_new (HavenSchool *previous)
{
  HavenSchool *self = g_new0 (HavenSchool, 1);

  g_atomic_ref_count_init (&self->refs);
  if (previous == NULL)
    return self;
  memcpy (self->n_set_aside, previous->n_set_aside, sizeof self->n_set_aside);
  memcpy (self->n_damaged, previous->n_damaged, sizeof self->n_damaged);
  return self;
}

/* What is worked out of tables, once they are there; tables: those that are new are not NULL */
static HavenSchool *
finish (HavenSchool *self, HavenSchool *previous, GPtrArray *const *tables)
{
  self->roll = take_roll (tables[HAVEN_TABLE_PUPILS] == NULL ? previous : NULL, self->tables[HAVEN_TABLE_PUPILS]->records);
  self->calendar = take_calendar (tables[HAVEN_TABLE_CALENDAR] == NULL ? previous : NULL, self->tables[HAVEN_TABLE_CALENDAR]->records);
  return self;
}

HavenSchool *
haven_school_new (HavenSchool *previous, GPtrArray *tables[HAVEN_N_TABLES])
{
  HavenSchool *self = school_new (previous);

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    self->tables[table] = take_table (previous, table, tables[table]);
  return finish (self, previous, tables);
}

HavenSchool *
haven_school_new_changed (HavenSchool *previous, GPtrArray *changes[HAVEN_N_TABLES])
{
  HavenSchool *self = school_new (previous);

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    self->tables[table] = changes[table] == NULL ? g_atomic_rc_box_acquire (previous->tables[table])
                                                 : change_table (previous->tables[table], table, changes[table]);
  return finish (self, previous, changes);
}

void
haven_school_note_set_aside (HavenSchool *self, HavenTable table, guint n)
{
  self->n_set_aside[table] = n;
}

static guint
add_up (const guint n[HAVEN_N_TABLES])
{
  guint sum = 0;

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    sum += n[table];
  return sum;
}

guint
haven_school_get_n_set_aside (HavenSchool *self)
{
  return add_up (self->n_set_aside);
}

void
haven_school_note_damaged (HavenSchool *self, HavenTable table, guint n)
{
  self->n_damaged[table] = n;
}

guint
haven_school_get_n_damaged (HavenSchool *self)
{
  return add_up (self->n_damaged);
}

HavenSchool *
haven_school_ref (HavenSchool *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_school_unref (HavenSchool *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_atomic_rc_box_release_full (self->roll, roll_clear);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_atomic_rc_box_release_full (self->tables[table], table_view_clear);
  haven_calendar_unref (self->calendar);
  haven_school_unref (self->whole);
  g_free (self);
}

void
haven_school_set_whole (HavenSchool *self, HavenSchool *whole)
{
  g_return_if_fail (self != whole && self->whole == NULL);
  self->whole = haven_school_ref (whole);
}

HavenSchool *
haven_school_get_whole (HavenSchool *self)
{
  return self->whole != NULL ? self->whole : self;
}

GPtrArray *
haven_school_get_table (HavenSchool *self, HavenTable table)
{
  return self->tables[table]->records;
}

gconstpointer
haven_school_get_record (HavenSchool *self, HavenTable table, gint64 id)
{
  return find_by_id (self->tables[table], id);
}

HavenSlice
haven_school_of_pupil (HavenSchool *self, HavenTable table, gint64 pupil_id)
{
  const TableView *view = self->tables[table];
  guint first, end;

  g_return_val_if_fail (view->pupil_offset != NO_PUPIL, ((HavenSlice) { NULL, 0 }));
  first = lower_bound (view, pupil_id);
  for (end = first; end < view->records->len && record_pupil (view, view->records->pdata[end]) == pupil_id; end++)
    ;
  return (HavenSlice) { first < end ? view->records->pdata + first : NULL, end - first };
}

const char *
haven_school_get_setting (HavenSchool *self, const char *key, const char *fallback)
{
  GPtrArray *settings = haven_school_get_table (self, HAVEN_TABLE_SETTINGS);

  for (guint i = 0; i < settings->len; i++) {
    const HavenSetting *setting = settings->pdata[i];
    if (g_strcmp0 (setting->key, key) == 0 && setting->value != NULL)
      return setting->value;
  }
  return fallback;
}

HavenCalendar *
haven_school_get_calendar (HavenSchool *self)
{
  return self->calendar;
}

guint
haven_school_get_n_pupils (HavenSchool *self)
{
  return self->roll->by_name->len;
}

const HavenPupil *
haven_school_get_nth_pupil (HavenSchool *self, guint n)
{
  return g_ptr_array_index (self->roll->by_name, n);
}

const HavenPupil *
haven_school_get_pupil (HavenSchool *self, gint64 id)
{
  return haven_school_get_record (self, HAVEN_TABLE_PUPILS, id);
}

const HavenPupil *
haven_school_find_upn (HavenSchool *self, const char *upn)
{
  return upn != NULL ? g_hash_table_lookup (self->roll->by_upn, upn) : NULL;
}

const guint8 *
haven_school_get_marks (HavenSchool *self, gint64 pupil_id, int year)
{
  HavenSlice slice = haven_school_of_pupil (self, HAVEN_TABLE_REGISTERS, pupil_id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenRegister *one = slice.items[i];
    if (one->year == year)
      return haven_register_peek (one);
  }
  return NULL;
}

const HavenWeek *
haven_school_get_weeks (HavenSchool *self, gint64 pupil_id, int year)
{
  HavenSlice slice = haven_school_of_pupil (self, HAVEN_TABLE_WEEKS, pupil_id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenWeeks *one = slice.items[i];
    if (one->year == year)
      return haven_weeks_peek (one);
  }
  return NULL;
}

gint64
haven_school_get_last_import (HavenSchool *self)
{
  GPtrArray *imports = haven_school_get_table (self, HAVEN_TABLE_IMPORTS);
  gint64 last = 0;

  for (guint i = 0; i < imports->len; i++) {
    const HavenImport *import = imports->pdata[i];
    if (import->type == HAVEN_IMPORT_MARKS && import->undone_at == 0)
      last = MAX (last, import->made_at);
  }
  return last;
}

HavenDay
haven_school_get_last_mark (HavenSchool *self, HavenDay until, int *ret_session)
{
  GPtrArray *registers = haven_school_get_table (self, HAVEN_TABLE_REGISTERS);
  GPtrArray *weeks = haven_school_get_table (self, HAVEN_TABLE_WEEKS);
  Reach reach = { NOWHERE, session_number (until, 1) };

  for (guint i = 0; i < registers->len; i++)
    reach_by_register (&reach, registers->pdata[i]);
  for (guint i = 0; i < weeks->len; i++)
    reach_by_weeks (&reach, weeks->pdata[i]);
  if (reach.last == NOWHERE)
    return HAVEN_DAY_NONE;
  if (ret_session != NULL)
    *ret_session = reach.last & 1;
  return reach.last >> 1;
}
