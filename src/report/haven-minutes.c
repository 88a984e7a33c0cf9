/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-minutes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-expected-meetings.h"
#include "haven-page.h"
#include "haven-reference.h"
#include "haven-text.h"

#define SECONDS_A_DAY (24 * 60 * 60)
#define ICS_LINE 75            /* octets, as calendars want them */
#define USUAL_MINUTES 45

/* ---- from lines to fields ---- */

static char *
line_text (const HavenLine *line)
{
  g_autofree char *text = haven_text_squeeze (line->text);

  return haven_text_is_empty (line->who) || line->type == HAVEN_LINE_WISHES ? g_steal_pointer (&text)
                                                                            : g_strdup_printf ("%s (%s)", text, line->who);
}

static gboolean
has_line (const char *field, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (field != NULL ? field : "", "\n", -1);

  return g_strv_contains ((const char *const *) lines, text);
}

static void
compose_field (char **field, HavenSlice lines, gint64 meeting_id, HavenLineType type)
{
  for (guint i = 0; i < lines.n; i++) {
    const HavenLine *line = lines.items[i];
    g_autofree char *text = NULL;
    char *longer;
    if (line->meeting_id != meeting_id || line->type != (int) type || haven_text_is_empty (line->text))
      continue;
    text = line_text (line);
    if (has_line (*field, text))
      continue;
    longer = haven_text_is_empty (*field) ? g_strdup (text) : g_strdup_printf ("%s\n%s", *field, text);
    g_free (*field);
    *field = longer;
  }
}

void
haven_meeting_compose (HavenMeeting *draft, HavenSlice lines)
{
  compose_field (&draft->working_well, lines, draft->id, HAVEN_LINE_WELL);
  compose_field (&draft->worried_about, lines, draft->id, HAVEN_LINE_WORRIED);
  compose_field (&draft->needs_to_happen, lines, draft->id, HAVEN_LINE_NEEDS);
  compose_field (&draft->wishes, lines, draft->id, HAVEN_LINE_WISHES);
}

/* ---- minutes ---- */

typedef struct {
  const HavenMinutesRequest *request;
  const HavenMeeting *meeting;  /* as composed */
  HavenSlice lines;
  HavenPages *pages;
} MinutesRun;

static void
write_text (MinutesRun *run, const char *heading, const char *text)
{
  g_auto (GStrv) lines = NULL;

  if (haven_text_is_empty (text))
    return;
  lines = g_strsplit (text, "\n", -1);
  haven_pages_add_heading (run->pages, 2, heading);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!haven_text_is_empty (lines[i]))
      haven_pages_add_bullets (run->pages, (const char *const[]) { lines[i], NULL });
}

static void
write_lines (MinutesRun *run, const char *heading, HavenLineType type)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < run->lines.n; i++) {
    const HavenLine *line = run->lines.items[i];
    g_autofree char *words = NULL;
    if (line->meeting_id != run->meeting->id || line->type != (int) type || haven_text_is_empty (line->text))
      continue;
    words = line_text (line);
    g_string_append_printf (text, "%s\n", words);
  }
  write_text (run, heading, text->str);
}

static void
write_targets (MinutesRun *run)
{
  HavenSlice slice = haven_school_of_pupil (run->request->school, HAVEN_TABLE_TARGETS, run->meeting->pupil_id);
  const char *header[] = { _("Target"), _("How we shall know"), _("Owner"), _("Support"), _("Due"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    char **row;
    if (target->meeting_id != run->meeting->id)
      continue;
    row = g_new0 (char *, rows->n_columns + 1);
    row[0] = haven_text_squeeze (target->text);
    row[1] = haven_text_squeeze (target->measure);
    row[2] = haven_text_squeeze (target->owner);
    row[3] = haven_text_squeeze (target->support);
    row[4] = haven_day_to_text (target->due);
    haven_rows_take (rows, row);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Targets"), rows);
}

static void
write_actions (MinutesRun *run)
{
  HavenSlice slice = haven_school_of_pupil (run->request->school, HAVEN_TABLE_ACTIONS, run->meeting->pupil_id);
  const char *header[] = { _("Action"), _("Owner"), _("Due"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenAction *action = slice.items[i];
    char **row;
    if (action->meeting_id != run->meeting->id)
      continue;
    row = g_new0 (char *, rows->n_columns + 1);
    row[0] = haven_text_squeeze (action->text);
    row[1] = haven_text_squeeze (action->owner);
    row[2] = haven_day_to_text (action->due);
    haven_rows_take (rows, row);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Actions"), rows);
  else
    haven_pages_add_paragraph (run->pages, _("No action was agreed."));
}

static void
write_next (MinutesRun *run)
{
  HavenSlice slice = haven_school_of_pupil (run->request->school, HAVEN_TABLE_MEETINGS, run->meeting->pupil_id);
  const HavenMeeting *next = NULL;
  g_autofree char *day = NULL, *text = NULL;

  for (guint i = 0; i < slice.n; i++) {
    const HavenMeeting *meeting = slice.items[i];
    if (g_strcmp0 (meeting->type, run->meeting->type) == 0 && meeting->day > run->meeting->day && (next == NULL
                                                                                                   || meeting->day < next->day))
      next = meeting;
  }
  day = next != NULL ? haven_day_to_text (next->day) : NULL;
  text = next != NULL ? g_strdup_printf (_("Next meeting: %s."), day) : g_strdup (_("No next date was set."));
  haven_pages_add_paragraph (run->pages, text);
}

static void
write_minutes (MinutesRun *run)
{
  const HavenPupil *pupil = haven_school_get_pupil (run->request->school, run->meeting->pupil_id);
  g_autofree char *name = haven_pupil_dup_name (pupil);
  const char *kind = haven_meeting_type_text (run->meeting->type);
  g_autofree char *title = g_strdup_printf (_("Minutes: %s, %s"), kind != NULL ? kind : _("meeting"), name);
  g_autofree char *day = haven_day_to_text (run->meeting->day);
  const char *place = haven_text_is_empty (run->meeting->place) ? _("not said") : run->meeting->place;
  const char *called = haven_text_is_empty (run->meeting->convened_by) ? _("not said") : run->meeting->convened_by;
  const char *pairs[] = { _("Day"), day, _("Place"), place, _("Called by"), called, NULL, NULL };

  haven_pages_add_title (run->pages, title);
  haven_pages_add_facts (run->pages, pairs);
  write_text (run, _("Present"), run->meeting->present);
  write_text (run, _("Apologies"), run->meeting->apologies);
  write_text (run, _("The child’s wishes and feelings"), run->meeting->wishes);
  write_text (run, _("Working well"), run->meeting->working_well);
  write_text (run, _("Worried about"), run->meeting->worried_about);
  write_text (run, _("Needs to happen"), run->meeting->needs_to_happen);
  write_lines (run, _("Notes"), HAVEN_LINE_NOTE);
  write_lines (run, _("Decisions"), HAVEN_LINE_DECISION);
  haven_pages_add_heading (run->pages, 2, _("What was agreed"));
  write_targets (run);
  write_actions (run);
  write_next (run);
}

static HavenPages *
pages_new (const HavenMinutesRequest *request, const HavenMeeting *meeting)
{
  const HavenPupil *pupil = haven_school_get_pupil (request->school, meeting->pupil_id);
  g_autofree char *initials = haven_pupil_dup_initials (pupil);
  g_autofree char *when = haven_time_to_text (request->clock.now);
  g_autofree char *printed = g_strdup_printf (_("Printed %s for %s"), when, request->recipient);
  HavenPageIdentity identity = {
    .title = _("Minutes of a meeting"), .subject = initials, .marking = haven_page_marking (request->school),
    .school = haven_school_get_setting (request->school, "name", _("This school")), .printed = printed, .printed_at = request->clock.now,
    .paper = request->paper,
  };

  return haven_pages_new (&identity);
}

static HavenPages *
make_pages (const HavenMinutesRequest *request, GError **error)
{
  const HavenMeeting *stored = haven_school_get_record (request->school, HAVEN_TABLE_MEETINGS, request->meeting_id);
  g_autoptr (HavenMeeting) meeting = stored != NULL ? haven_meeting_copy (stored) : NULL;
  MinutesRun run = { request, meeting };

  if (meeting == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("This meeting is not in the store."));
    return NULL;
  }
  if (haven_text_is_empty (request->recipient)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("Say who these minutes are for."));
    return NULL;
  }
  run.lines = haven_school_of_pupil (request->school, HAVEN_TABLE_LINES, meeting->pupil_id);
  haven_meeting_compose (meeting, run.lines);
  run.pages = pages_new (request, meeting);
  write_minutes (&run);
  return run.pages;
}

char *
haven_meeting_minutes_to_text (const HavenMinutesRequest *request, GError **error)
{
  g_autoptr (HavenPages) pages = make_pages (request, error);

  return pages != NULL ? haven_pages_to_text (pages) : NULL;
}

GBytes *
haven_meeting_minutes_render (const HavenMinutesRequest *request, guint *ret_pages, GError **error)
{
  g_autoptr (HavenPages) pages = make_pages (request, error);

  if (pages != NULL && ret_pages != NULL)
    *ret_pages = haven_pages_get_n (pages);
  return pages != NULL ? haven_pages_render (pages, error) : NULL;
}

HavenSheets *
haven_meeting_minutes_print (const HavenMinutesRequest *request, GError **error)
{
  g_autoptr (HavenPages) pages = make_pages (request, error);

  return pages != NULL ? haven_pages_print (pages, error) : NULL;
}

/* ---- calendar ---- */

/* Commas, semicolons, backslashes and line ends have a meaning there */
static char *
escape (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++) {
    if (*c == ',' || *c == ';' || *c == '\\')
      g_string_append_c (escaped, '\\');
    if (*c == '\n')
      g_string_append (escaped, "\\n");
    else if (*c != '\r')
      g_string_append_c (escaped, *c);
  }
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/* Folded so that no line is longer than a calendar allows, and none is cut within a letter */
static void
add_property (GString *ics, const char *name, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s:%s", name, value);
  gsize used = 0;

  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c)) {
    gsize width = (gsize) (g_utf8_next_char (c) - c);
    if (used + width > ICS_LINE) {
      g_string_append (ics, "\r\n ");
      used = 1;
    }
    g_string_append_len (ics, c, (gssize) width);
    used += width;
  }
  g_string_append (ics, "\r\n");
}

static void
add_text (GString *ics, const char *name, const char *text)
{
  g_autofree char *value = haven_text_is_empty (text) ? NULL : escape (text);

  if (value != NULL)
    add_property (ics, name, value);
}

static void
add_times (GString *ics, const HavenMeeting *meeting)
{
  const HavenMeetingKind *kind = haven_meeting_kind_find (meeting->type);
  int length = kind != NULL ? (int) haven_meeting_kind_get_minutes (kind) : USUAL_MINUTES;
  int end = (int) meeting->minute + length;
  int year, month, dom;
  g_autofree char *first = NULL, *last = NULL;

  haven_day_get_ymd (meeting->day, &year, &month, &dom);
  if (meeting->minute <= 0) {
    first = g_strdup_printf ("%04d%02d%02d", year, month, dom);
    add_property (ics, "DTSTART;VALUE=DATE", first);
    return;
  }
  first = g_strdup_printf ("%04d%02d%02dT%02d%02d00", year, month, dom, (int) meeting->minute / 60, (int) meeting->minute % 60);
  last = g_strdup_printf ("%04d%02d%02dT%02d%02d00", year, month, dom, MIN (end / 60, 23), end / 60 > 23 ? 59 : end % 60);
  add_property (ics, "DTSTART", first);
  add_property (ics, "DTEND", last);
}

char *
haven_meeting_to_ics (const HavenMeeting *meeting, const char *school, HavenClock clock)
{
  GString *ics = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Haven//Haven//EN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\n");
  g_autofree char *seed = g_strdup_printf ("%s %" G_GINT64_FORMAT " %d", school, meeting->id, meeting->day);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  g_autofree char *uid = g_strdup_printf ("%.32s@haven", digest);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (clock.now);
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  const char *kind = haven_meeting_type_text (meeting->type);

  add_property (ics, "UID", uid);
  add_property (ics, "DTSTAMP", stamp);
  add_times (ics, meeting);
  add_text (ics, "SUMMARY", kind != NULL ? kind : _("Meeting"));
  add_text (ics, "LOCATION", meeting->place);
  add_text (ics, "DESCRIPTION", _("Papers are in Haven."));
  add_property (ics, "CLASS", "PRIVATE");
  g_string_append (ics, "END:VEVENT\r\nEND:VCALENDAR\r\n");
  return g_string_free (ics, FALSE);
}
