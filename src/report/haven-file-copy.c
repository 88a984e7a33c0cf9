/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-file-copy.h"

#include "haven-error.h"
#include "haven-kept-columns.h"
#include "haven-rows.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_A_WEEK 7
#define SCHOOL_DAYS_A_WEEK 5

typedef struct {
  const HavenFileCopyRequest *request;
  HavenPages *pages;
} Run;

static const struct {
  HavenTable table;
  const char *heading;
} sections[] = {
  { HAVEN_TABLE_PUPILS, N_("The child") },
  { HAVEN_TABLE_PEOPLE, N_("People around the child") },
  { HAVEN_TABLE_SPELLS, N_("Status and plans") },
  { HAVEN_TABLE_NOTES, N_("Notes: facts, allegations, opinions") },
  { HAVEN_TABLE_MEETINGS, N_("Meetings") },
  { HAVEN_TABLE_LINES, N_("What was written down at meetings, and papers given") },
  { HAVEN_TABLE_TARGETS, N_("Targets") },
  { HAVEN_TABLE_ACTIONS, N_("Actions") },
  { HAVEN_TABLE_SENTENCES, N_("Sentences of papers, as people changed them") },
  { HAVEN_TABLE_SUSPENSIONS, N_("Suspensions and exclusions") },
  { HAVEN_TABLE_NOTICES, N_("Notices of suspensions") },
  { HAVEN_TABLE_PLANS, N_("Part-time timetables") },
  { HAVEN_TABLE_PROVISION, N_("Provision") },
  { HAVEN_TABLE_INTERVENTIONS, N_("Support") },
  { HAVEN_TABLE_BARRIERS, N_("Barriers to learning") },
  { HAVEN_TABLE_ATTAINMENT, N_("Attainment") },
  { HAVEN_TABLE_SDQ, N_("SDQ scores") },
  { HAVEN_TABLE_MOVES, N_("Moves") },
  { HAVEN_TABLE_LATES, N_("Minutes late") },
  { HAVEN_TABLE_TOTALS, N_("Sessions of a period") },
  { HAVEN_TABLE_WEEKS, N_("Sessions by week") },
  { HAVEN_TABLE_REGISTERS, N_("Attendance marks") },
  { HAVEN_TABLE_SNOOZES, N_("Reminders put off") },
  { HAVEN_TABLE_HOLDS, N_("Legal holds") },
  { HAVEN_TABLE_DEPARTURES, N_("The child protection file") },
  { HAVEN_TABLE_REVIEWS, N_("Reviews of what is kept") },
  { HAVEN_TABLE_ACCESS_REQUESTS, N_("Requests for what is held") },
  { HAVEN_TABLE_ACCESS_CHOICES, N_("What was left out of an answer, and why") },
  { HAVEN_TABLE_TRANSFERS, N_("Sealed records to and from other schools") },
};

const HavenTable *
haven_file_copy_tables (guint *ret_n)
{
  static HavenTable tables[G_N_ELEMENTS (sections)];

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    tables[i] = sections[i].table;
  *ret_n = G_N_ELEMENTS (sections);
  return tables;
}

/* ---- one field in words ---- */

static char *
name_person (HavenSchool *school, gint64 id)
{
  const HavenPerson *person = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, id);

  return person != NULL ? g_strdup (person->name) : NULL;
}

static char *
name_day_of (HavenSchool *school, HavenTable table, gint64 id)
{
  const HavenMeeting *meeting = table == HAVEN_TABLE_MEETINGS ? haven_school_get_record (school, table, id) : NULL;
  const HavenSuspension *suspension = table == HAVEN_TABLE_SUSPENSIONS ? haven_school_get_record (school, table, id) : NULL;

  if (meeting != NULL)
    return meeting->day != HAVEN_DAY_NONE ? haven_day_to_text (meeting->day) : g_strdup (_("no date"));
  return suspension != NULL ? haven_day_to_text (suspension->first) : NULL;
}

static char *
name_reference (HavenSchool *school, const char *field, gint64 id)
{
  if (strcmp (field, "social_worker_id") == 0 || strcmp (field, "person_id") == 0)
    return name_person (school, id);
  if (strcmp (field, "meeting_id") == 0)
    return name_day_of (school, HAVEN_TABLE_MEETINGS, id);
  if (strcmp (field, "suspension_id") == 0)
    return name_day_of (school, HAVEN_TABLE_SUSPENSIONS, id);
  return NULL;                              /* numbers of the program: id, pupil_id, import_id */
}

static gboolean
is_moment (const char *field)
{
  return strcmp (field, "at") == 0 || g_str_has_suffix (field, "_at");
}

static char *
tell_number (Run *run, const HavenField *field, gint64 number)
{
  if (strcmp (field->name, "id") == 0)
    return NULL;
  if (g_str_has_suffix (field->name, "_id"))
    return name_reference (run->request->school, field->name, number);
  if (is_moment (field->name))
    return number != 0 ? haven_time_to_text (number) : NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* NULL: nothing to say */
static char *
tell_field (Run *run, const HavenKind *kind, gconstpointer record, guint i)
{
  const HavenField *field = &kind->fields[i];
  gconstpointer at = (const char *) record + field->offset;

  switch (field->type) {
  case HAVEN_FIELD_DAY:
    return *(const HavenDay *) at != HAVEN_DAY_NONE ? haven_day_to_text (*(const HavenDay *) at) : NULL;
  case HAVEN_FIELD_INT:
    return tell_number (run, field, *(const gint64 *) at);
  case HAVEN_FIELD_FLAG:
    return *(const gboolean *) at ? g_strdup (_("yes")) : NULL;
  case HAVEN_FIELD_BYTES:
    return NULL;                            /* marks and weeks: tables of their own */
  default:
    return haven_record_dup_field (kind, record, i);
  }
}

static char *
label_field (const HavenKind *kind, const HavenField *field)
{
  const HavenKeptColumn *column = haven_kept_column_find (kind->name, field->name);
  const char *what = column != NULL ? column->what : field->name;
  g_autofree char *first = g_utf8_substring (what, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_offset_to_pointer (what, 1), NULL);
}

static void
write_record (Run *run, const HavenKind *kind, gconstpointer record)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < kind->n_fields; i++) {
    g_autofree char *value = tell_field (run, kind, record, i);
    if (haven_text_is_empty (value))
      continue;
    g_ptr_array_add (facts, label_field (kind, &kind->fields[i]));
    g_ptr_array_add (facts, g_steal_pointer (&value));
  }
  g_ptr_array_add (facts, NULL);
  if (facts->len > 1)
    haven_pages_add_facts (run->pages, (const char *const *) facts->pdata);
}

/* ---- marks and weeks ---- */

static char **
make_mark_row (const guint8 *marks, HavenDay monday, HavenSpan year)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *week = haven_day_to_text (monday);

  g_strv_builder_add (cells, week);
  for (HavenDay day = monday; day < monday + SCHOOL_DAYS_A_WEEK; day++) {
    char mark[HAVEN_SESSIONS_A_DAY * 2] = "  ";
    for (int session = 0; haven_span_contains (year, day) && session < HAVEN_SESSIONS_A_DAY; session++) {
      guint8 code = marks[haven_register_index (day, session)];
      mark[session] = code != 0 ? (char) code : ' ';
    }
    g_strv_builder_add (cells, g_strchomp (mark));
  }
  return g_strv_builder_end (cells);
}

static gboolean
has_mark (char **cells)
{
  for (guint i = 1; cells[i] != NULL; i++)
    if (*cells[i] != '\0')
      return TRUE;
  return FALSE;
}

static void
write_marks (Run *run, const HavenRegister *one)
{
  const char *const header[] = { _("Week of"), _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), NULL };
  const guint8 *marks = haven_school_get_marks (run->request->school, one->pupil_id, (int) one->year);
  HavenSpan year = haven_academic_year_span ((int) one->year);
  g_autofree char *caption = g_strdup_printf (_("Attendance marks, %d/%02d"), (int) one->year, ((int) one->year + 1) % 100);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (HavenDay monday = haven_day_get_monday (year.first); monday <= year.last; monday += DAYS_A_WEEK) {
    char **cells = make_mark_row (marks, monday, year);
    if (has_mark (cells))
      haven_rows_take (rows, cells);
    else
      g_strfreev (cells);
  }
  haven_pages_add_table (run->pages, caption, rows);
}

static char **
make_week_row (HavenDay first, const HavenWeek *week)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  const int counts[] = { week->possible, week->attended, week->authorised, week->unauthorised, week->late_before, week->late_after };
  g_autofree char *day = haven_day_to_text (first);

  g_strv_builder_add (cells, day);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autofree char *count = g_strdup_printf ("%d", counts[i]);
    g_strv_builder_add (cells, count);
  }
  return g_strv_builder_end (cells);
}

static void
write_weeks (Run *run, const HavenWeeks *one)
{
  const char *const header[] = {
    _("Week of"), _("#Possible"), _("#Attended"), _("#Authorised"), _("#Unauthorised"), _("#Late"), _("#Late after close"), NULL
  };
  const HavenWeek *weeks = haven_school_get_weeks (run->request->school, one->pupil_id, (int) one->year);
  g_autofree char *caption = g_strdup_printf (_("Sessions by week, %d/%02d"), (int) one->year, ((int) one->year + 1) % 100);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (int week = 0; week < HAVEN_WEEKS_A_YEAR; week++)
    if (weeks[week].possible > 0)
      haven_rows_take (rows, make_week_row (haven_week_span ((int) one->year, week).first, &weeks[week]));
  haven_pages_add_table (run->pages, caption, rows);
}

/* ---- a section ---- */

static HavenDay
get_day (const HavenKind *kind, gconstpointer record)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == HAVEN_FIELD_DAY)
      return *(const HavenDay *) ((const char *) record + kind->fields[i].offset);
  return HAVEN_DAY_NONE;
}

static int
compare_days (gconstpointer a, gconstpointer b, gpointer kind)
{
  HavenDay one = get_day (kind, *(gconstpointer *) a), two = get_day (kind, *(gconstpointer *) b);

  return (one > two) - (one < two);
}

static GPtrArray *
list_workers (HavenSchool *school, gint64 pupil_id)
{
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id);
  GPtrArray *workers = g_ptr_array_new ();

  for (guint i = 0; i < spells.n; i++) {
    gint64 id = ((const HavenSpell *) spells.items[i])->social_worker_id;
    gpointer worker = id != 0 ? (gpointer) haven_school_get_record (school, HAVEN_TABLE_PEOPLE, id) : NULL;
    if (worker != NULL && !g_ptr_array_find (workers, worker, NULL))
      g_ptr_array_add (workers, worker);
  }
  return workers;
}

/* The child's own rows; of people, the child's social workers besides */
static GPtrArray *
list_records (Run *run, HavenTable table)
{
  HavenSchool *school = run->request->school;
  gint64 pupil_id = run->request->pupil_id;
  HavenSlice slice = table == HAVEN_TABLE_PUPILS ? (HavenSlice) { NULL, 0 } : haven_school_of_pupil (school, table, pupil_id);
  GPtrArray *records = table == HAVEN_TABLE_PEOPLE ? list_workers (school, pupil_id) : g_ptr_array_new ();

  for (guint i = 0; i < slice.n; i++)
    g_ptr_array_add (records, slice.items[i]);
  if (table == HAVEN_TABLE_PUPILS)
    g_ptr_array_add (records, (gpointer) haven_school_get_pupil (school, pupil_id));
  g_ptr_array_sort_with_data (records, compare_days, (gpointer) haven_table_get_kind (table));
  return records;
}

static void
write_one (Run *run, HavenTable table, gconstpointer record)
{
  if (table == HAVEN_TABLE_REGISTERS)
    write_marks (run, record);
  else if (table == HAVEN_TABLE_WEEKS)
    write_weeks (run, record);
  else
    write_record (run, haven_table_get_kind (table), record);
}

static void
write_section (Run *run, HavenTable table, const char *heading)
{
  g_autoptr (GPtrArray) records = list_records (run, table);

  if (records->len == 0)
    return;
  haven_pages_add_heading (run->pages, 1, heading);
  for (guint i = 0; i < records->len; i++)
    write_one (run, table, records->pdata[i]);
}

static void
write_front (Run *run)
{
  const char *const lines[] = { _("Put into the child protection file by"), _("on"), NULL };

  haven_pages_add_title (run->pages, _("Haven’s records, for the child protection file"));
  haven_pages_add_paragraph (run->pages,
                             _("This is everything that Haven holds on this child. Haven is not the child protection file: put this paper "
                               "into that file. The file goes whole, apart from the main pupil file, to the designated safeguarding lead "
                               "of the next school, who signs for it."));
  haven_pages_add_lines (run->pages, lines);
}

static HavenSheets *
print (const HavenFileCopyRequest *request, const HavenPupil *pupil, GError **error)
{
  g_autofree char *initials = haven_pupil_dup_initials (pupil);
  g_autofree char *when = haven_time_to_text (request->clock.now);
  g_autofree char *printed = g_strdup_printf (_("Printed on %s by %s"), when, request->printed_by);
  const HavenPageIdentity identity = {
    .title = _("For the child protection file"), .subject = initials, .marking = haven_page_marking (request->school),
    .school = haven_school_get_setting (request->school, "name", ""), .printed = printed, .printed_at = request->clock.now,
    .paper = request->paper,
  };
  g_autoptr (HavenPages) pages = haven_pages_new (&identity);
  Run run = { request, pages };

  write_front (&run);
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    write_section (&run, sections[i].table, _(sections[i].heading));
  return haven_pages_print (pages, error);
}

HavenSheets *
haven_file_copy_print (const HavenFileCopyRequest *request, GError **error)
{
  const HavenPupil *pupil = haven_school_get_pupil (request->school, request->pupil_id);

  if (pupil != NULL)
    return print (request, pupil, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("This pupil is not in the store. Nothing was printed."));
  return NULL;
}
