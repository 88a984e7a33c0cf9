/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-school.h"

#include <string.h>

#include "haven-reference.h"
#include "haven-upn.h"

/* The marks of one pupil in one year, before they become records */
typedef struct {
  gint64 pupil_id;
  int year;
  guint8 marks[HAVEN_REGISTER_BYTES];
} Sheet;

struct _HavenTestSchool {
  GPtrArray *tables[HAVEN_N_TABLES];
  GPtrArray *sheets;
  GHashTable *totals_only;      /* a set of pupil ids */
  gint64 last_id;
};

static Sheet *
get_sheet (HavenTestSchool *self, gint64 pupil_id, int year)
{
  Sheet *sheet;

  for (guint i = 0; i < self->sheets->len; i++) {
    sheet = self->sheets->pdata[i];
    if (sheet->pupil_id == pupil_id && sheet->year == year)
      return sheet;
  }
  sheet = g_new0 (Sheet, 1);
  sheet->pupil_id = pupil_id;
  sheet->year = year;
  g_ptr_array_add (self->sheets, sheet);
  return sheet;
}

static void
count_mark (HavenWeek *week, guint8 mark)
{
  switch (haven_attendance_code_of (mark)->mark_class) {
  case HAVEN_CLASS_PRESENT:
  case HAVEN_CLASS_APPROVED:
    week->possible++;
    week->attended++;
    break;
  case HAVEN_CLASS_AUTHORISED:
    week->possible++;
    week->authorised++;
    break;
  case HAVEN_CLASS_UNAUTHORISED:
    week->possible++;
    week->unauthorised++;
    break;
  default:
    break;
  }
  week->late_before += mark == 'L';
  week->late_after += mark == 'U';
}

static void
total_weeks (const Sheet *sheet, HavenWeek weeks[HAVEN_WEEKS_A_YEAR])
{
  HavenSpan year = haven_academic_year_span (sheet->year);

  for (HavenDay day = year.first; day <= year.last; day++) {
    for (int session = 0; session < HAVEN_SESSIONS_A_DAY; session++) {
      guint8 mark = sheet->marks[haven_register_index (day, session)];
      HavenWeek *week = &weeks[haven_week_index (day)];

      if (mark == 0)
        continue;
      count_mark (week, mark);
      week->covered |= 1u << ((haven_day_get_weekday (day) - 1) * HAVEN_SESSIONS_A_DAY + session);
    }
  }
}

static void
add_weeks (HavenTestSchool *self, const Sheet *sheet)
{
  HavenWeek weeks[HAVEN_WEEKS_A_YEAR] = { 0 };
  HavenWeeks *record = haven_weeks_new ();

  total_weeks (sheet, weeks);
  record->pupil_id = sheet->pupil_id;
  record->year = sheet->year;
  record->weeks = g_bytes_new (weeks, sizeof weeks);
  haven_test_school_add (self, HAVEN_TABLE_WEEKS, record);
}

static void
add_register (HavenTestSchool *self, const Sheet *sheet)
{
  HavenRegister *record = haven_register_new ();

  record->pupil_id = sheet->pupil_id;
  record->year = sheet->year;
  record->marks = g_bytes_new (sheet->marks, sizeof sheet->marks);
  haven_test_school_add (self, HAVEN_TABLE_REGISTERS, record);
}

static int
compare_by_pupil (gconstpointer a, gconstpointer b, gpointer data)
{
  gsize offset = GPOINTER_TO_SIZE (data);
  gint64 one = *(const gint64 *) (*(const char *const *) a + offset);
  gint64 two = *(const gint64 *) (*(const char *const *) b + offset);

  return (one > two) - (one < two);
}

/* Records were added in order of id, and the sort is stable */
static void
sort_by_pupil (GPtrArray *records, const HavenKind *kind)
{
  for (guint i = 1; i < kind->n_fields; i++)
    if (strcmp (kind->fields[i].name, "pupil_id") == 0)
      g_ptr_array_sort_with_data (records, compare_by_pupil, GSIZE_TO_POINTER (kind->fields[i].offset));
}

static void
add_dates (HavenTestSchool *self, HavenDatesType type, HavenPeriod period, HavenSpan span)
{
  HavenDates *dates = haven_dates_new ();

  dates->type = type;
  dates->year = period.year;
  dates->term = period.term;
  dates->first = span.first;
  dates->last = span.last;
  haven_test_school_add (self, HAVEN_TABLE_CALENDAR, dates);
}

HavenTestSchool *
haven_test_school_new (void)
{
  HavenTestSchool *self = g_new0 (HavenTestSchool, 1);

  haven_reference_start ();
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    self->tables[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  self->sheets = g_ptr_array_new_with_free_func (g_free);
  self->totals_only = g_hash_table_new (g_direct_hash, g_direct_equal);
  haven_test_school_set (self, "name", "Invented High School");
  haven_test_school_set (self, "urn", "999001");
  haven_test_school_set (self, "phase", "secondary");
  return self;
}

HavenSchool *
haven_test_school_build (HavenTestSchool *take_self)
{
  HavenSchool *school;

  for (guint i = 0; i < take_self->sheets->len; i++) {
    const Sheet *sheet = take_self->sheets->pdata[i];
    add_weeks (take_self, sheet);
    if (!g_hash_table_contains (take_self->totals_only, GINT_TO_POINTER ((int) sheet->pupil_id)))
      add_register (take_self, sheet);
  }
  school = haven_test_school_from_tables (take_self->tables);
  g_ptr_array_unref (take_self->sheets);
  g_hash_table_unref (take_self->totals_only);
  g_free (take_self);
  return school;
}

HavenSchool *
haven_test_school_from_tables (GPtrArray *tables[HAVEN_N_TABLES])
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (tables[table] != NULL)
      sort_by_pupil (tables[table], haven_table_get_kind (table));
  return haven_school_new (NULL, tables);
}

HavenDay
haven_test_day (const char *iso)
{
  HavenDay day = HAVEN_DAY_NONE;

  if (*iso != '\0')
    g_assert_true (haven_day_parse (iso, &day));
  return day;
}

HavenSpan
haven_test_span (const char *first, const char *last)
{
  return (HavenSpan) { haven_test_day (first), haven_test_day (last) };
}

void
haven_test_school_set (HavenTestSchool *self, const char *key, const char *value)
{
  HavenSetting *setting = haven_setting_new ();

  setting->key = g_strdup (key);
  setting->value = g_strdup (value);
  haven_test_school_add (self, HAVEN_TABLE_SETTINGS, setting);
}

/* In 2025/26: 1 September to 19 December, 5 January to 27 March, 13 April to 21 July; half terms from 20 October, 16 February and
 * 25 May; 4 May closed */
void
haven_test_school_add_calendar (HavenTestSchool *self, int year)
{
  HavenDay september = haven_day_get_monday (haven_day_new (year, 9, 1) + 6);
  HavenDay easter = haven_day_get_easter (year + 1);
  HavenDay may = haven_day_get_monday (haven_day_new (year + 1, 5, 7));
  HavenSpan autumn = { september, haven_day_get_monday (haven_day_new (year, 12, 20)) + 4 };
  HavenSpan spring = { haven_day_get_monday (haven_day_new (year + 1, 1, 9)), easter - 9 };
  HavenSpan summer = { easter + 8, haven_day_get_monday (haven_day_new (year + 1, 7, 21)) + 1 };

  add_dates (self, HAVEN_DATES_TERM, (HavenPeriod) { year, HAVEN_TERM_AUTUMN }, autumn);
  add_dates (self, HAVEN_DATES_TERM, (HavenPeriod) { year, HAVEN_TERM_SPRING }, spring);
  add_dates (self, HAVEN_DATES_TERM, (HavenPeriod) { year, HAVEN_TERM_SUMMER }, summer);
  add_dates (self, HAVEN_DATES_HALF_TERM, (HavenPeriod) { year, HAVEN_TERM_AUTUMN }, (HavenSpan) { september + 49, september + 53 });
  add_dates (self, HAVEN_DATES_HALF_TERM, (HavenPeriod) { year, HAVEN_TERM_SPRING }, (HavenSpan) { spring.first + 42, spring.first + 46 });
  add_dates (self, HAVEN_DATES_HALF_TERM, (HavenPeriod) { year, HAVEN_TERM_SUMMER }, (HavenSpan) { may + 21, may + 25 });
  add_dates (self, HAVEN_DATES_CLOSED, (HavenPeriod) { year, HAVEN_TERM_SUMMER }, (HavenSpan) { may, may });
}

gint64
haven_test_school_add (HavenTestSchool *self, HavenTable table, gpointer take_record)
{
  gint64 *id = take_record;

  *id = ++self->last_id;
  g_ptr_array_add (self->tables[table], take_record);
  return *id;
}

gpointer
haven_test_school_get_drafted (HavenTestSchool *self, HavenTable table, gint64 id)
{
  GPtrArray *records = self->tables[table];

  for (guint i = 0; i < records->len; i++)
    if (*(const gint64 *) records->pdata[i] == id)
      return records->pdata[i];
  g_assert_not_reached ();
}

gint64
haven_test_school_add_pupil (HavenTestSchool *self, guint n, int year_group)
{
  HavenPupil *pupil = haven_pupil_new ();
  g_autofree char *body = g_strdup_printf ("%012u", n);

  pupil->upn = g_strdup_printf ("%c%s", haven_upn_check_letter (body), body);
  pupil->admission_no = g_strdup_printf ("%06u", n);
  pupil->surname = g_strdup_printf ("Invented%04u", n);
  pupil->forename = g_strdup ("Amara");
  pupil->born = haven_day_new (2025 - year_group - 5, 11, 15);
  pupil->sex = g_strdup ("F");
  pupil->year_group = g_strdup_printf ("%d", year_group);
  return haven_test_school_add (self, HAVEN_TABLE_PUPILS, pupil);
}

HavenPupil *
haven_test_school_get_pupil (HavenTestSchool *self, gint64 pupil_id)
{
  GPtrArray *pupils = self->tables[HAVEN_TABLE_PUPILS];

  for (guint i = 0; i < pupils->len; i++)
    if (((HavenPupil *) pupils->pdata[i])->id == pupil_id)
      return pupils->pdata[i];
  g_assert_not_reached ();
}

gint64
haven_test_school_add_spell (HavenTestSchool *self, gint64 pupil_id, HavenStatus status, const char *first, const char *last)
{
  HavenSpell *spell = haven_spell_new ();

  spell->pupil_id = pupil_id;
  spell->status = status;
  spell->first = haven_test_day (first);
  spell->last = haven_test_day (last);
  return haven_test_school_add (self, HAVEN_TABLE_SPELLS, spell);
}

gint64
haven_test_school_add_suspension (HavenTestSchool *self, gint64 pupil_id, const char *first, int sessions, const char *reason)
{
  HavenSuspension *suspension = haven_suspension_new ();

  suspension->pupil_id = pupil_id;
  suspension->type = HAVEN_SUSPENSION;
  suspension->first = haven_test_day (first);
  suspension->sessions = sessions;
  suspension->reason = g_strdup (reason);
  return haven_test_school_add (self, HAVEN_TABLE_SUSPENSIONS, suspension);
}

void
haven_test_school_keep_totals (HavenTestSchool *self, gint64 pupil_id)
{
  g_hash_table_add (self->totals_only, GINT_TO_POINTER ((int) pupil_id));
}

void
haven_test_school_mark (HavenTestSchool *self, gint64 pupil_id, HavenDay day, int session, const char *code)
{
  Sheet *sheet = get_sheet (self, pupil_id, haven_academic_year (day));
  const HavenAttendanceCode *found = haven_attendance_code_find (code);

  g_assert_nonnull (found);
  sheet->marks[haven_register_index (day, session)] = found->mark;
}

void
haven_test_school_attend (HavenTestSchool *self, gint64 pupil_id, HavenSpan span)
{
  for (HavenDay day = span.first; day <= span.last; day++) {
    if (haven_day_get_weekday (day) > 5)
      continue;
    haven_test_school_mark (self, pupil_id, day, 0, "/");
    haven_test_school_mark (self, pupil_id, day, 1, "\\");
  }
}

void
haven_test_school_mark_days (HavenTestSchool *self, gint64 pupil_id, const char *first, const char *codes)
{
  g_auto(GStrv) list = g_strsplit (codes, " ", -1);
  HavenDay day = haven_test_day (first);

  for (guint i = 0; list[i] != NULL; i++) {
    if (strcmp (list[i], "-") != 0)
      haven_test_school_mark (self, pupil_id, day, i % HAVEN_SESSIONS_A_DAY, list[i]);
    if (i % HAVEN_SESSIONS_A_DAY == 1)
      do
        day++;
      while (haven_day_get_weekday (day) > 5);
  }
}

/* ---- a record with something in every field ---- */

static gboolean
is_reference (const char *name)
{
  return g_str_equal (name, "id") || g_str_has_suffix (name, "_id");
}

static GBytes *
invent_bytes (HavenTable table)
{
  guint8 marks[HAVEN_REGISTER_BYTES] = { 0 };
  HavenWeek weeks[HAVEN_WEEKS_A_YEAR] = { 0 };

  marks[20] = '/';
  marks[21] = 'I';
  weeks[3] = (HavenWeek) { 10, 8, 1, 1, 2, 1, 0x3ff };
  return table == HAVEN_TABLE_REGISTERS ? g_bytes_new (marks, sizeof marks) : g_bytes_new (weeks, sizeof weeks);
}

static void
invent_field (HavenTable table, const HavenField *field, gpointer record, guint n)
{
  gpointer member = (char *) record + field->offset;

  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    *(char **) member = g_strdup_printf ("%s “%s” = %u\nLlŷr", haven_table_get_kind (table)->name, field->name, n);
    break;
  case HAVEN_FIELD_INT:
    *(gint64 *) member = g_str_equal (field->name, "year") ? 2025 : g_str_equal (field->name, "session") ? 1 : 100 + n;
    break;
  case HAVEN_FIELD_DAY:
    *(HavenDay *) member = haven_day_new (2025, 9, 1 + n);
    break;
  case HAVEN_FIELD_FLAG:
    *(gboolean *) member = TRUE;
    break;
  case HAVEN_FIELD_CODE:
    *(int *) member = 1;
    break;
  case HAVEN_FIELD_BYTES:
    *(GBytes **) member = invent_bytes (table);
    break;
  }
}

gpointer
haven_test_invent (HavenTable table, gint64 pupil_id)
{
  const HavenKind *kind = haven_table_get_kind (table);
  gpointer record = haven_record_new (kind);

  for (guint i = 0; i < kind->n_fields; i++) {
    if (!is_reference (kind->fields[i].name))
      invent_field (table, &kind->fields[i], record, i);
    if (g_str_equal (kind->fields[i].name, "pupil_id"))
      *(gint64 *) ((char *) record + kind->fields[i].offset) = pupil_id;
  }
  return record;
}

void
haven_test_refer (HavenTable table, gpointer record, const char *name, gint64 id)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      *(gint64 *) ((char *) record + kind->fields[i].offset) = id;
}
