/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-minutes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-expected-meetings.h"
#include "haven-page.h"
#include "haven-reference.h"
#include "haven-text.h"

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

/* What nobody said of any of them has no column */
static void
drop_empty (HavenRows *rows)
{
  for (guint column = rows->n_columns; column > 0; column--) {
    gboolean empty = TRUE;
    for (guint i = 0; i < haven_rows_get_n (rows); i++)
      empty = empty && haven_text_is_empty (haven_rows_get (rows, i, column - 1));
    if (empty)
      haven_rows_drop_column (rows, column - 1);
  }
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
  if (haven_rows_get_n (rows) == 0)
    return;
  drop_empty (rows);
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
  if (haven_rows_get_n (rows) == 0) {
    haven_pages_add_paragraph (run->pages, _("No action was agreed."));
    return;
  }
  drop_empty (rows);
  haven_pages_add_table (run->pages, _("Actions"), rows);
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
