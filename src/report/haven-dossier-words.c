/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-dossier-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attendance-codes.h"
#include "haven-kept-columns.h"
#include "haven-reference.h"
#include "haven-text.h"

/* ---- what a table is to people; one that is new goes by its own name until it has one here ---- */

static const struct {
  const char *table;
  const char *title;
} table_titles[] = {
  { "pupils", N_("Who the child is") }, { "people", N_("People around the child") }, { "spells", N_("Status with children’s social care") },
  { "registers", N_("Attendance, session by session") }, { "lates", N_("Minutes late") }, { "weeks", N_("Attendance by week") },
  { "totals", N_("Attendance of a period, as another program counted it") }, { "suspensions", N_("Suspensions and exclusions") },
  { "notices", N_("Who was told of a suspension") }, { "plans", N_("Part-time timetables") }, { "interventions", N_("Support") },
  { "barriers", N_("Barriers to learning") }, { "attainment", N_("Attainment") }, { "sdq", N_("SDQ scores") },
  { "provision", N_("Where the child is taught") }, { "moves", N_("Moves") }, { "meetings", N_("Meetings") }, { "targets", N_("Targets") },
  { "actions", N_("Actions") }, { "notes", N_("Notes") }, { "lines", N_("Lines written around meetings") },
  { "sentences", N_("Sentences that somebody changed") }, { "snoozes", N_("Lines of Today that were put off") },
  { "access_requests", N_("Requests for what is held") },
  { "transfers", N_("Records sealed for another school, or come from one") }, { "imports", N_("Files from which it came") },
  { "audit", N_("Who did what with these records") },
};

const char *
haven_held_title (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (table_titles); i++)
    if (g_str_equal (table_titles[i].table, table))
      return _(table_titles[i].title);
  return table;
}

/* "what it says; none here where it is restricted" is "What it says" */
char *
haven_held_label (const char *table, const char *column)
{
  const HavenKeptColumn *kept = haven_kept_column_find (table, column);
  g_autofree char *what = g_strndup (kept != NULL ? kept->what : column, strcspn (kept != NULL ? kept->what : column, ";"));
  g_autofree char *first = g_utf8_strup (what, g_utf8_next_char (what) - what);

  return g_strconcat (first, g_utf8_next_char (what), NULL);
}

/* ---- values ---- */

static char *
tell_worker (HavenSchool *school, gint64 id)
{
  const HavenPerson *person = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, id);

  return person != NULL && person->name != NULL ? g_strdup (person->name) : g_strdup ("");
}

static char *
tell_meeting (HavenSchool *school, gint64 id)
{
  const HavenMeeting *meeting = haven_school_get_record (school, HAVEN_TABLE_MEETINGS, id);
  const char *type = meeting != NULL ? haven_meeting_type_text (meeting->type) : NULL;
  g_autofree char *day = meeting != NULL ? haven_day_to_text (meeting->day) : NULL;

  return meeting != NULL ? g_strdup_printf ("%s, %s", type != NULL ? type : _("meeting"), day) : g_strdup ("");
}

static char *
tell_number (HavenSchool *school, const HavenKind *kind, const char *name, gint64 number)
{
  if (kind == &HAVEN_KIND_LATE && g_str_equal (name, "session"))
    return g_strdup (number == 0 ? _("AM") : _("PM"));
  if (g_str_equal (name, "social_worker_id"))
    return tell_worker (school, number);
  if (g_str_equal (name, "meeting_id"))
    return tell_meeting (school, number);
  if (g_str_equal (name, "at") || g_str_has_suffix (name, "_at"))
    return number != 0 ? haven_time_to_text (number) : g_strdup ("");
  if (number == 0 && g_str_has_suffix (name, "_id"))
    return g_strdup ("");
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static const char *
tell_code (const HavenKind *kind, const char *name, int value)
{
  if (kind == &HAVEN_KIND_SPELL && g_str_equal (name, "status"))
    return haven_status_text (value);
  if (kind == &HAVEN_KIND_NOTICE && g_str_equal (name, "to"))
    return haven_notice_to_text (value);
  if (kind == &HAVEN_KIND_ACCESS_REQUEST && g_str_equal (name, "asker"))
    return haven_asker_text (value);
  return NULL;
}

static char *
tell_reasons (const char *codes)
{
  g_auto (GStrv) parts = g_strsplit (codes, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *words = haven_suspension_reason_text (parts[i]);
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", words != NULL ? words : parts[i]);
  }
  return g_string_free (text, FALSE);
}

static char *
tell_text (const HavenKind *kind, const char *name, const char *text)
{
  const char *words = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (kind == &HAVEN_KIND_SUSPENSION && g_str_equal (name, "reason"))
    return tell_reasons (text);
  if (kind == &HAVEN_KIND_MEETING && g_str_equal (name, "type"))
    words = haven_meeting_type_text (text);
  if (kind == &HAVEN_KIND_BARRIER && g_str_equal (name, "code"))
    words = haven_barrier_text (text);
  return g_strdup (words != NULL ? words : text);
}

/* ---- marks and weeks: a line a day, a line a week ---- */

static const char *
code_of (guint8 mark)
{
  const HavenAttendanceCode *code = haven_attendance_code_of (mark);

  return mark == 0 ? "–" : code != NULL ? code->code : "?";
}

static char *
tell_marks (const HavenRegister *kept)
{
  HavenSpan year = haven_academic_year_span (kept->year);
  GString *text = g_string_new (NULL);

  for (HavenDay day = year.first; day <= year.last; day++) {
    guint8 am = haven_register_get_mark (kept, day, 0), pm = haven_register_get_mark (kept, day, 1);
    g_autofree char *iso = haven_day_to_iso (day);
    if (am != 0 || pm != 0)
      g_string_append_printf (text, "%s%s %s %s", text->len > 0 ? "\n" : "", iso, code_of (am), code_of (pm));
  }
  return g_string_free (text, FALSE);
}

static char *
tell_weeks (const HavenWeeks *kept)
{
  const HavenWeek *weeks = haven_weeks_peek (kept);
  GString *text = g_string_new (NULL);

  for (int i = 0; i < HAVEN_WEEKS_A_YEAR; i++) {
    g_autofree char *iso = haven_day_to_iso (haven_week_span (kept->year, i).first);
    if (weeks[i].covered != 0 || weeks[i].possible != 0)
      g_string_append_printf (text, "%s%s %u %u %u %u %u %u", text->len > 0 ? "\n" : "", iso, weeks[i].possible, weeks[i].attended,
                              weeks[i].authorised, weeks[i].unauthorised, weeks[i].late_before, weeks[i].late_after);
  }
  return g_string_free (text, FALSE);
}

static char *
tell_bytes (const HavenKind *kind, gconstpointer record, guint field)
{
  if (kind == &HAVEN_KIND_REGISTER)
    return tell_marks (record);
  if (kind == &HAVEN_KIND_WEEKS)
    return tell_weeks (record);
  return haven_record_dup_field (kind, record, field);
}

char *
haven_held_text (HavenSchool *school, const HavenKind *kind, gconstpointer record, guint n)
{
  const HavenField *field = &kind->fields[n];
  gconstpointer member = (const char *) record + field->offset;
  const char *words;

  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    return tell_text (kind, field->name, *(char *const *) member);
  case HAVEN_FIELD_INT:
    return tell_number (school, kind, field->name, *(const gint64 *) member);
  case HAVEN_FIELD_DAY:
    return haven_day_to_text (*(const HavenDay *) member);
  case HAVEN_FIELD_FLAG:
    return g_strdup (*(const gboolean *) member ? _("yes") : _("no"));
  case HAVEN_FIELD_CODE:
    words = tell_code (kind, field->name, *(const int *) member);
    return words != NULL ? g_strdup (words) : haven_record_dup_field (kind, record, n);
  default:
    return tell_bytes (kind, record, n);
  }
}
