/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-ctf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-calendar.h"
#include "haven-error.h"
#include "haven-limits.h"
#include "haven-progress.h"
#include "haven-xml.h"

#define MOST_DEPTH 16        /* of what is read; deeper elements are passed over */

/* The tables a CTF becomes, and their columns */
typedef enum { PUPILS, STATUSES, MARKS, TOTALS, RESULTS, N_TABLES } Table;

static const char *const table_names[N_TABLES] = {
  N_("Pupils"), N_("Social workers"), N_("Marks"), N_("Attendance totals"), N_("Results"),
};

static const char *const headers[N_TABLES][16] = {
  [PUPILS] = { "UPN", "Former UPN", "Surname", "Forename", "Preferred Forename", "DOB", "Sex", "NC Year", "SEN Status", "FSM",
               "Home Language", "Admission Date", "Leaving Date", NULL },
  [STATUSES] = { "UPN", "Surname", "Forename", "DOB", "Status", "Start Date", "Confirmed On", "Local Authority", "Social Worker",
                 "Social Worker Phone", "Social Worker Email", NULL },
  [MARKS] = { "UPN", "Surname", "Forename", "DOB", "Date", "Marks", NULL },
  [TOTALS] = { "UPN", "Surname", "Forename", "DOB", "Start Date", "End Date", "Possible", "Attended", "Authorised", "Unauthorised", NULL },
  [RESULTS] = { "UPN", "Surname", "Forename", "DOB", "Subject", "Date", "Measure", "Result", NULL },
};

/* One pupil while the elements come */
typedef struct {
  guint line;
  GHashTable *values;        /* "UPN" -> text, of what stands once */
  char *sen_start;           /* of the latest SEN that was seen */
  gboolean fsm_seen;
  gboolean fsm_now;
  guint rows[N_TABLES];
} Pupil;

typedef struct {
  HavenCells *tables[N_TABLES];
  GPtrArray *path;           /* char *, open elements from the root on */
  GString *text;
  GHashTable *group;         /* values of the element group that is open: a YearData, a Contact … */
  Pupil *pupil;
  char *made_on;             /* YYYY-MM-DD of the header */
  int year_said;             /* the header's AcademicYear */
  gboolean named_by_end;     /* 2025/26 is called 2026 */
  int year_named;            /* the first Year of totals that nothing else dates, as the file calls it; 0: none … */
  int year_taken;            /* … and the one in which it is taken to begin */
  gboolean result_years;     /* some results have a year only */
  gboolean is_ctf;
  gsize size;                /* of the file, in bytes */
  GError **error;
} Reading;

static void
pupil_free (Pupil *self)
{
  g_hash_table_unref (self->values);
  g_free (self->sen_start);
  g_free (self);
}

static void
clear_reading (Reading *self)
{
  for (Table table = 0; table < N_TABLES; table++)
    g_clear_pointer (&self->tables[table], haven_cells_free);
  g_clear_pointer (&self->pupil, pupil_free);
  g_ptr_array_unref (self->path);
  g_hash_table_unref (self->group);
  g_string_free (self->text, TRUE);
  g_free (self->made_on);
}

static gboolean
begin_table (Reading *self, Table table)
{
  self->tables[table] = haven_cells_new ();
  if (!haven_cells_begin_row (self->tables[table], 0, self->error))
    return FALSE;
  for (guint i = 0; headers[table][i] != NULL; i++)
    if (!haven_cells_add (self->tables[table], headers[table][i], self->error))
      return FALSE;
  haven_cells_end_row (self->tables[table]);
  return TRUE;
}

static const char *
get (GHashTable *values, const char *name)
{
  return g_hash_table_lookup (values, name);
}

static void
put (GHashTable *values, const char *name, const char *text)
{
  g_hash_table_insert (values, g_strdup (name), g_strdup (text));
}

/* --- rows --- */

static gboolean
add_row (Reading *self, Table table, const char *const *cells)
{
  HavenCells *rows = self->tables[table];

  if (!haven_cells_begin_row (rows, self->pupil->line, self->error))
    return FALSE;
  for (guint i = 0; headers[table][i] != NULL; i++)
    if (!haven_cells_add (rows, cells[i], self->error))
      return FALSE;
  haven_cells_end_row (rows);
  return TRUE;
}

#define WHO(self) get ((self)->pupil->values, "UPN"), get ((self)->pupil->values, "Surname"), get ((self)->pupil->values, "Forename"), \
                  get ((self)->pupil->values, "DOB")

static gboolean
end_pupil (Reading *self)
{
  GHashTable *values = self->pupil->values;
  const char *sex = get (values, "Sex");
  const char *cells[] = {
    get (values, "UPN"), get (values, "FormerUPN"), get (values, "Surname"), get (values, "Forename"), get (values, "PreferredForename"),
    get (values, "DOB"), sex != NULL ? sex : get (values, "Gender"), get (values, "NCyearActual"), get (values, "SENprovision"),
    !self->pupil->fsm_seen ? NULL : self->pupil->fsm_now ? "Y" : "N", get (values, "Language"), get (values, "EntryDate"),
    get (values, "LeavingDate"),
  };
  gboolean added = add_row (self, PUPILS, cells);

  g_clear_pointer (&self->pupil, pupil_free);
  return added;
}

static gboolean
add_status (Reading *self, const char *status, const char *authority, const char *worker)
{
  const char *cells[] = {
    WHO (self), status, self->made_on, self->made_on, authority, worker, get (self->group, "PhoneNo"), get (self->group, "Email"),
  };

  return add_row (self, STATUSES, cells);
}

static gboolean
is_true (const char *text)
{
  return text != NULL && (g_ascii_strcasecmp (text, "true") == 0 || g_str_equal (text, "1") || g_ascii_strcasecmp (text, "Y") == 0);
}

static gboolean
end_looked_after (Reading *self)
{
  const char *in_care = get (self->group, "InCare");

  if (in_care != NULL && !is_true (in_care))
    return TRUE;
  if (in_care == NULL && get (self->group, "CareAuthority") == NULL)
    return TRUE;
  return add_status (self, "CLA", get (self->group, "CareAuthority"), NULL);
}

/* A contact whose relationship is SWR is the social worker */
static gboolean
end_contact (Reading *self)
{
  g_autofree char *name = NULL;

  if (g_strcmp0 (get (self->group, "Relationship"), "SWR") != 0)
    return TRUE;
  name = g_strjoin (" ", get (self->group, "Forename") != NULL ? get (self->group, "Forename") : "",
                    get (self->group, "Surname") != NULL ? get (self->group, "Surname") : "", NULL);
  return add_status (self, "SW", NULL, g_strstrip (name));
}

/* 0 where it is none */
static int
parse_year (const char *text)
{
  guint64 year = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  return year >= 1990 && year <= 2099 ? (int) year : 0;
}

/* The year in which the file was made, and as it is called: 0 where the header does not say */
static int
find_year_made (Reading *self)
{
  HavenDay day;

  return self->made_on != NULL && haven_day_parse (self->made_on, &day) ? haven_academic_year (day) : 0;
}

/* "2025", "2025/26": a file that calls the year of its making by the one in which it ends does so everywhere. A marks string shows its own. */
static void
make_year (Reading *self, char *first, char *last)
{
  const char *start = get (self->group, "AttendanceStartDate");
  int year = parse_year (get (self->group, "Year"));
  int made = find_year_made (self);
  HavenDay day;

  *first = *last = '\0';
  if (year != 0 && (self->named_by_end || (made != 0 && year > made)))
    year--;
  if (start != NULL && haven_day_parse (start, &day))
    year = haven_academic_year (day);
  else if (year != 0 && self->year_named == 0) {
    self->year_named = parse_year (get (self->group, "Year"));
    self->year_taken = year;
  }
  if (year == 0)
    return;
  g_snprintf (first, 16, "%04d-09-01", year);
  g_snprintf (last, 16, "%04d-08-31", year + 1);
}

static gboolean
end_year (Reading *self)
{
  char first[16], last[16];
  const char *cells[] = {
    WHO (self), first, last, get (self->group, "SessionsPossible"), get (self->group, "SessionsAttended"),
    get (self->group, "SessionsAuthorised"), get (self->group, "SessionsUnauthorised"),
  };
  const char *marks[] = { WHO (self), get (self->group, "AttendanceStartDate"), get (self->group, "AttendanceMarks") };

  make_year (self, first, last);
  if (get (self->group, "SessionsPossible") != NULL && !add_row (self, TOTALS, cells))
    return FALSE;
  return get (self->group, "AttendanceMarks") == NULL || add_row (self, MARKS, marks);
}

static gboolean
end_result (Reading *self)
{
  const char *stage = get (self->pupil->values, "Stage");
  g_autofree char *measure = g_strdup_printf ("%s%s%s%s%s", stage != NULL ? stage : "", stage != NULL ? " " : "",
                                              get (self->group, "Method") != NULL ? get (self->group, "Method") : "",
                                              get (self->group, "Component") != NULL ? " " : "",
                                              get (self->group, "Component") != NULL ? get (self->group, "Component") : "");
  const char *year = get (self->group, "Year");
  g_autofree char *day = year != NULL && strlen (year) == 4 ? g_strdup_printf ("%s-07-31", year) : g_strdup (year);
  const char *cells[] = { WHO (self), get (self->group, "Subject"), day, g_strstrip (measure), get (self->group, "Result") };

  self->result_years |= year != NULL && strlen (year) == 4;
  return get (self->group, "Result") == NULL || add_row (self, RESULTS, cells);
}

/* The provision with the latest start; one without a start only where there is no other */
static void
end_sen (Reading *self)
{
  const char *start = get (self->group, "StartDate");
  const char *provision = get (self->group, "SENprovision");

  if (provision == NULL || (self->pupil->sen_start != NULL && g_strcmp0 (start, self->pupil->sen_start) < 0))
    return;
  g_free (self->pupil->sen_start);
  self->pupil->sen_start = g_strdup (start != NULL ? start : "");
  put (self->pupil->values, "SENprovision", provision);
}

/* Eligible now: an instance that has not ended by the day of the file */
static void
end_fsm (Reading *self)
{
  const char *end = get (self->group, "FSMendDate");

  self->pupil->fsm_seen = TRUE;
  self->pupil->fsm_now |= end == NULL || *end == '\0' || g_strcmp0 (end, self->made_on) >= 0;
}

/* --- elements --- */

typedef struct {
  const char *name;
  gboolean (*end) (Reading *self);
} Group;

static gboolean
end_sen_cb (Reading *self)
{
  end_sen (self);
  return TRUE;
}

static gboolean
end_fsm_cb (Reading *self)
{
  end_fsm (self);
  return TRUE;
}

/* Elements that come more than once, or whose members are called like others' */
static const Group groups[] = {
  { "LookedAfter", end_looked_after }, { "Contact", end_contact }, { "YearData", end_year }, { "StageAssessment", end_result },
  { "SEN", end_sen_cb }, { "FSMinstance", end_fsm_cb },
};

/* Whose members say nothing of what the pupil is called today */
static const char *const strangers[] = { "School", "Address", "Phones", "SENneeds", "Disability", "SourceSchool", "DestSchool" };

static gboolean
is_inside (Reading *self, const char *name)
{
  for (guint i = 0; i < self->path->len; i++)
    if (g_str_equal (self->path->pdata[i], name))
      return TRUE;
  return FALSE;
}

static const Group *
find_open_group (Reading *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (is_inside (self, groups[i].name))
      return &groups[i];
  return NULL;
}

static gboolean
is_strange (Reading *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (is_inside (self, strangers[i]))
      return TRUE;
  return FALSE;
}

static void
begin_pupil (Reading *self, guint line)
{
  g_clear_pointer (&self->pupil, pupil_free);
  self->pupil = g_new0 (Pupil, 1);
  self->pupil->line = line;
  self->pupil->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
open_element (Reading *self, xmlTextReaderPtr reader)
{
  const char *name = (const char *) xmlTextReaderConstLocalName (reader);

  g_string_truncate (self->text, 0);
  if (self->path->len == 0)
    self->is_ctf = g_ascii_strcasecmp (name, "CTfile") == 0;
  if (g_str_equal (name, "Pupil"))
    begin_pupil (self, haven_xml_get_line (reader));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (name, groups[i].name))
      g_hash_table_remove_all (self->group);
  if (self->path->len < MOST_DEPTH)
    g_ptr_array_add (self->path, g_strdup (name));
}

/* A value, to the group that is open or to the pupil; the first of its name stays */
static void
take_value (Reading *self, const char *name, const char *text)
{
  const Group *group = find_open_group (self);
  GHashTable *values = group != NULL ? self->group : self->pupil->values;

  if (*text != '\0' && (group != NULL || !is_strange (self)) && get (values, name) == NULL)
    put (values, name, text);
}

/* "2025-11-21T09:30:00" */
static void
take_header (Reading *self, const char *name, const char *text)
{
  if (self->made_on == NULL && g_str_equal (name, "DateTime") && strlen (text) >= 10)
    self->made_on = g_strndup (text, 10);
  if (self->year_said == 0 && g_str_equal (name, "AcademicYear"))
    self->year_said = parse_year (text);
  self->named_by_end = self->year_said != 0 && find_year_made (self) != 0 && self->year_said == find_year_made (self) + 1;
}

static gboolean
end_named (Reading *self, const char *name, const char *text)
{
  if (self->pupil == NULL) {
    take_header (self, name, text);
    return TRUE;
  }
  if (g_str_equal (name, "Pupil"))
    return end_pupil (self);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (name, groups[i].name))
      return groups[i].end (self);
  take_value (self, name, text);
  return TRUE;
}

static gboolean
close_element (Reading *self, xmlTextReaderPtr reader)
{
  g_autofree char *name = g_strdup ((const char *) xmlTextReaderConstLocalName (reader));
  g_autofree char *text = g_strstrip (g_strdup (self->text->str));

  g_string_truncate (self->text, 0);
  if (self->path->len > 0 && g_str_equal (self->path->pdata[self->path->len - 1], name))
    g_ptr_array_remove_index (self->path, self->path->len - 1);
  return end_named (self, name, text);
}

static gboolean
take_event (Reading *self, xmlTextReaderPtr reader, HavenXmlEvent event)
{
  if (event == HAVEN_XML_OPEN) {
    open_element (self, reader);
    return !haven_xml_is_empty (reader) || close_element (self, reader);
  }
  if (event == HAVEN_XML_CLOSE)
    return close_element (self, reader);
  if (self->text->len <= HAVEN_LIMIT_FIELD_BYTES)
    g_string_append_len (self->text, haven_xml_get_text (reader), MIN (strlen (haven_xml_get_text (reader)), HAVEN_LIMIT_FIELD_BYTES + 1));
  return TRUE;
}

static gboolean
fail_xml (Reading *self, HavenXmlEvent event, guint line)
{
  if (event == HAVEN_XML_FORBIDDEN)
    g_set_error (self->error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                 _("Line %u: the XML has a document type, an entity or elements nested too deep there, which no transfer file has. "
                   "Nothing was read."), line);
  else
    g_set_error (self->error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                 _("Line %u: the XML is broken or was cut off there. Export it again. Nothing was read."), line);
  return FALSE;
}

static gboolean
read_events (Reading *self, xmlTextReaderPtr reader)
{
  HavenXmlEvent event;

  while ((event = haven_xml_next (reader)) != HAVEN_XML_END) {
    if (haven_progress_is_wanted ())
      haven_progress_tell (MAX (xmlTextReaderByteConsumed (reader), 0), self->size);
    if (event >= HAVEN_XML_BAD)
      return fail_xml (self, event, haven_xml_get_line (reader));
    if (!take_event (self, reader, event))
      return FALSE;
    if (self->path->len > 0 && !self->is_ctf) {
      g_set_error_literal (self->error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                           _("This is an XML file, but no Common Transfer File (CTF). Nothing was read."));
      return FALSE;
    }
  }
  return TRUE;
}

/* The number alone does not say which of its two calendar years it is */
static char *
explain_years (Reading *self)
{
  g_autofree char *taken = g_strdup_printf ("%d/%02d", self->year_taken, (self->year_taken + 1) % 100);

  if (self->year_named == 0)
    return NULL;
  if (self->year_named == self->year_taken)
    return g_strdup_printf (_("The transfer file names a school year by one number: attendance of “%d” is taken as that of %s, by the year "
                              "in which it begins."), self->year_named, taken);
  return g_strdup_printf (_("The transfer file names a school year by one number: attendance of “%d” is taken as that of %s, by the year "
                            "in which it ends, as the file calls the year of its making."), self->year_named, taken);
}

/* What is assumed of a table; NULL: nothing */
static char *
explain_table (Reading *self, Table table)
{
  if (table == STATUSES)
    return g_strdup (_("A Common Transfer File does not say since when a child has a social worker or is looked after: the day of the file "
                       "stands as the start."));
  if (table == RESULTS && self->result_years)
    return g_strdup (_("Results have a year and no day: 31 July of that year stands for it."));
  return table == TOTALS ? explain_years (self) : NULL;
}

static HavenSheet *
make_sheet (Reading *self, Table table, const char *digest)
{
  HavenSheet *sheet = haven_sheet_new_from_cells (_(table_names[table]), digest, g_steal_pointer (&self->tables[table]));
  char *note = explain_table (self, table);

  if (note != NULL)
    haven_sheet_take_note (sheet, note);
  return sheet;
}

static void
hand_over (Reading *self, const char *digest, GPtrArray *sheets)
{
  for (Table table = 0; table < N_TABLES; table++)
    if (table == PUPILS || haven_cells_get_n_rows (self->tables[table]) > 1)
      g_ptr_array_add (sheets, make_sheet (self, table, digest));
}

gboolean
haven_ctf_read (GBytes *bytes, const char *digest, GPtrArray *sheets, GError **error)
{
  g_autoptr (xmlTextReader) reader = haven_xml_read_bytes (bytes);
  Reading reading = { .error = error, .size = g_bytes_get_size (bytes) };
  gboolean good = reader != NULL;

  reading.path = g_ptr_array_new_with_free_func (g_free);
  reading.text = g_string_new (NULL);
  reading.group = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (Table table = 0; good && table < N_TABLES; table++)
    good = begin_table (&reading, table);
  good = good && read_events (&reading, reader);
  if (good)
    hand_over (&reading, digest, sheets);
  clear_reading (&reading);
  return good;
}
