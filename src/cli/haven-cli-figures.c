/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-attendance.h"
#include "haven-attention.h"
#include "haven-punctuality.h"
#include "haven-suspension-figures.h"

#include <glib/gi18n.h>

/* pupils, attendance, suspensions, today: figures, each from the one calculation */

static char *upn, *group, *from, *to, *by;
static gboolean flagged_only;

#define FIGURE_OPTIONS \
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("One pupil"), "UPN" }, \
  { "group", 0, 0, G_OPTION_ARG_STRING, &group, N_("all, flagged, others, CIN, CP, CLA, PLA, care, previous or kinship"), N_("GROUP") }, \
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("First day; otherwise the academic year of the last mark"), N_("YYYY-MM-DD") }, \
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Last day"), N_("YYYY-MM-DD") }, \
  { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("total, year, term, half-term, week, weekday, session, slot, code or pupil"), N_("WHAT") }, \
  { NULL }

static const GOptionEntry figure_options[] = { FIGURE_OPTIONS };

static const GOptionEntry pupil_options[] = {
  { "flagged", 0, 0, G_OPTION_ARG_NONE, &flagged_only, N_("Only children with a social worker, now or before"), NULL },
  { "group", 0, 0, G_OPTION_ARG_STRING, &group, N_("all, flagged, others, CIN, CP, CLA, PLA, care, previous or kinship"), N_("GROUP") },
  { NULL },
};

/* What attendance and suspensions share: who, when, and in which rows */
typedef struct {
  HavenSpan span;
  GPtrArray *members;
  HavenBy by;
} Question;

static gboolean
understand (HavenCli *cli, Question *ret, JsonObject *out, GError **error)
{
  ret->by = HAVEN_BY_TOTAL;
  if (by != NULL && !haven_by_parse (by, &ret->by))
    return haven_cli_usage (error, _("--by is total, year, term, half-term, week, weekday, session, slot, code or pupil, not “%s”."), by);
  if (!haven_cli_parse_span (cli, from, to, &ret->span, error))
    return FALSE;
  ret->members = haven_cli_find_members (cli, upn, group, ret->span, error);
  haven_cli_set_day (out, "from", ret->span.first);
  haven_cli_set_day (out, "to", ret->span.last);
  return ret->members != NULL;
}

/* ---- attendance ---- */

static void
set_attendance (JsonObject *object, const HavenAttendance *figures)
{
  json_object_set_int_member (object, "possible", figures->possible);
  json_object_set_int_member (object, "attended", figures->attended);
  json_object_set_int_member (object, "authorised", figures->authorised);
  json_object_set_int_member (object, "unauthorised", figures->unauthorised);
  json_object_set_int_member (object, "late_before", figures->late_before);
  json_object_set_int_member (object, "late_after", figures->late_after);
  json_object_set_int_member (object, "elsewhere", figures->elsewhere);
  json_object_set_int_member (object, "approved", figures->approved);
  json_object_set_int_member (object, "not_possible", figures->not_possible);
  haven_cli_set_percent (object, "attendance_percent", haven_attendance_percent (figures));
  json_object_set_int_member (object, "pupils", figures->pupils);
  json_object_set_int_member (object, "persistently_absent", figures->persistently_absent);
  json_object_set_int_member (object, "severely_absent", figures->severely_absent);
}

static void
set_median (JsonObject *object, const char *key, const HavenLateness *lateness)
{
  if (lateness->known > 0)
    json_object_set_double_member (object, key, lateness->median);
  else
    json_object_set_null_member (object, key);
}

/* Minutes late, where they are known, and of how many lates */
static void
set_punctuality (HavenCli *cli, JsonObject *object, GPtrArray *members, HavenSpan span)
{
  HavenPunctuality found = haven_punctuality_of (haven_cli_get_school (cli), members, span);

  json_object_set_int_member (object, "minutes_late_before", found.before.minutes);
  set_median (object, "median_late_before", &found.before);
  json_object_set_int_member (object, "known_late_before", found.before.known);
  json_object_set_int_member (object, "minutes_late_after", found.after.minutes);
  set_median (object, "median_late_after", &found.after);
  json_object_set_int_member (object, "known_late_after", found.after.known);
}

static void
set_punctuality_of (HavenCli *cli, JsonObject *object, gint64 pupil_id, HavenSpan span)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer) haven_school_get_pupil (haven_cli_get_school (cli), pupil_id));
  set_punctuality (cli, object, one, span);
}

static JsonArray *
list_attendance (HavenCli *cli, const Question *question, GPtrArray *rows)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++) {
    const HavenAttendanceRow *row = g_ptr_array_index (rows, i);
    JsonObject *object = haven_cli_add_row (array);

    haven_cli_set_text (object, "key", row->key);
    haven_cli_set_text (object, "label", row->label);
    if (question->by == HAVEN_BY_CODE)
      json_object_set_int_member (object, "sessions", row->sessions);
    set_attendance (object, &row->figures);
    if (question->by == HAVEN_BY_PUPIL)
      set_punctuality_of (cli, object, row->pupil_id, question->span);
  }
  return array;
}

static gboolean
answer_attendance (HavenCli *cli, const Question *question, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  HavenAttendance figures = { 0 };
  g_autoptr (GPtrArray) rows = NULL;

  if (!haven_attendance_of (school, question->members, question->span, &figures, error))
    return FALSE;
  set_attendance (out, &figures);
  set_punctuality (cli, out, question->members, question->span);
  if (question->by == HAVEN_BY_TOTAL)
    return TRUE;
  rows = haven_attendance_by (school, question->members, question->span, question->by, error);
  if (rows == NULL)
    return FALSE;
  json_object_set_array_member (out, "rows", list_attendance (cli, question, rows));
  return TRUE;
}

static gboolean
run_attendance (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  Question question = { { 0 } };
  gboolean done = understand (cli, &question, out, error) && answer_attendance (cli, &question, out, error);

  g_clear_pointer (&question.members, g_ptr_array_unref);
  return done;
}

/* ---- suspensions ---- */

static void
set_suspensions (JsonObject *object, const HavenSuspensionFigures *figures)
{
  json_object_set_int_member (object, "suspensions", figures->suspensions);
  json_object_set_int_member (object, "pupils_suspended", figures->pupils_suspended);
  json_object_set_int_member (object, "sessions", figures->sessions);
  json_object_set_double_member (object, "days", haven_suspension_days (figures));
  json_object_set_double_member (object, "days_in_period", figures->half_days / 2.0);
  json_object_set_int_member (object, "permanent_exclusions", figures->permanent_exclusions);
  haven_cli_set_percent (object, "rate_per_100", haven_suspension_rate (figures));
}

static JsonArray *
list_suspensions (GPtrArray *rows)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++) {
    const HavenSuspensionRow *row = g_ptr_array_index (rows, i);
    JsonObject *object = haven_cli_add_row (array);

    haven_cli_set_text (object, "key", row->key);
    haven_cli_set_text (object, "label", row->label);
    set_suspensions (object, &row->figures);
  }
  return array;
}

static gboolean
answer_suspensions (HavenCli *cli, const Question *question, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  HavenSuspensionFigures figures = haven_suspensions_of (school, question->members, question->span);
  g_autoptr (GPtrArray) rows = NULL;

  set_suspensions (out, &figures);
  if (question->by == HAVEN_BY_TOTAL)
    return TRUE;
  rows = haven_suspensions_by (school, question->members, question->span, question->by, error);
  if (rows == NULL)
    return FALSE;
  json_object_set_array_member (out, "rows", list_suspensions (rows));
  return TRUE;
}

static gboolean
run_suspensions (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  Question question = { { 0 } };
  gboolean done = understand (cli, &question, out, error) && answer_suspensions (cli, &question, out, error);

  g_clear_pointer (&question.members, g_ptr_array_unref);
  return done;
}

/* ---- pupils ---- */

static JsonArray *
list_groups (const HavenStanding *standing)
{
  JsonArray *groups = json_array_new ();

  for (HavenGroup each = HAVEN_GROUP_FLAGGED; each < HAVEN_N_GROUPS; each++)
    if (haven_group_has (each, standing))
      json_array_add_string_element (groups, haven_group_code (each));
  return groups;
}

static void
add_pupil (HavenCli *cli, const HavenPupil *pupil, HavenDay day, JsonArray *rows)
{
  HavenStanding standing = haven_standing_on (haven_cli_get_school (cli), pupil->id, day);
  JsonObject *row = haven_cli_add_row (rows);

  haven_cli_set_text (row, "upn", pupil->upn);
  haven_cli_set_text (row, "surname", pupil->surname);
  haven_cli_set_text (row, "forename", pupil->forename);
  haven_cli_set_text (row, "year", pupil->year_group);
  haven_cli_set_text (row, "status", haven_standing_to_short (&standing));
  json_object_set_array_member (row, "groups", list_groups (&standing));
}

static gboolean
run_pupils (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  HavenSpan span = haven_default_span (school, cli->clock);
  g_autoptr (GPtrArray) members = haven_cli_find_members (cli, NULL, flagged_only ? "flagged" : group, span, error);
  JsonArray *rows;

  if (members == NULL)
    return FALSE;
  rows = json_array_new ();
  for (guint i = 0; i < members->len; i++) {
    const HavenPupil *pupil = g_ptr_array_index (members, i);
    add_pupil (cli, pupil, haven_reference_day (school, pupil, span, cli->clock), rows);
  }
  json_object_set_array_member (out, "pupils", rows);
  return TRUE;
}

/* ---- today ---- */

static const char *
name_when (HavenWhen when)
{
  static const char *const names[] = { "now", "this-week", "coming" };

  return names[when];
}

static void
add_item (HavenCli *cli, const HavenAttentionItem *item, JsonArray *rows)
{
  const HavenPupil *pupil = haven_school_get_pupil (haven_cli_get_school (cli), item->pupil_id);
  JsonObject *row = haven_cli_add_row (rows);

  json_object_set_string_member (row, "rule", item->rule);
  json_object_set_string_member (row, "when", name_when (item->when));
  haven_cli_set_text (row, "upn", pupil != NULL ? pupil->upn : NULL);
  haven_cli_set_day (row, "since", item->since);
  haven_cli_set_text (row, "figures", item->figures);
  haven_cli_set_text (row, "sentence", item->sentence);
  haven_cli_set_text (row, "advice", item->advice);
  haven_cli_set_text (row, "source", item->source);
  haven_cli_set_text (row, "view", item->view);
}

static JsonArray *
list_put_off (HavenCli *cli, HavenAttention *attention)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < attention->put_off->len; i++) {
    const HavenAttentionItem *item = g_ptr_array_index (attention->put_off, i);
    JsonObject *row;

    add_item (cli, item, rows);
    row = json_array_get_object_element (rows, i);
    haven_cli_set_day (row, "until", item->put_off_until);
    haven_cli_set_text (row, "because", item->put_off_because);
  }
  return rows;
}

static gboolean
run_today (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenAttention) attention = haven_attention_new (haven_cli_get_school (cli), cli->clock);
  JsonArray *rows = json_array_new ();

  haven_cli_set_day (out, "marks_until", attention->marks_until);
  haven_cli_set_text (out, "marks_session", attention->marks_until == HAVEN_DAY_NONE ? NULL : attention->marks_session == 0 ? "AM" : "PM");
  json_object_set_boolean_member (out, "reaches_now", attention->reaches_now);
  haven_cli_set_text (out, "sentence", attention->marks_sentence);
  for (guint i = 0; i < attention->items->len; i++)
    add_item (cli, g_ptr_array_index (attention->items, i), rows);
  json_object_set_array_member (out, "items", rows);
  json_object_set_array_member (out, "put_off", list_put_off (cli, attention));
  haven_cli_set_text (out, "next", attention->next);
  return TRUE;
}

const HavenCliCommand haven_cli_pupils = {
  "pupils", "", N_("list pupils"), HAVEN_CLI_OPEN, 0, 0, pupil_options, run_pupils,
};
const HavenCliCommand haven_cli_attendance = {
  "attendance", "", N_("figures from marks"), HAVEN_CLI_OPEN, 0, 0, figure_options, run_attendance,
};
const HavenCliCommand haven_cli_suspensions = {
  "suspensions", "", N_("figures of suspensions and permanent exclusions"), HAVEN_CLI_OPEN, 0, 0, figure_options, run_suspensions,
};
const HavenCliCommand haven_cli_today = {
  "today", "", N_("what needs doing, and why"), HAVEN_CLI_OPEN, 0, 0, NULL, run_today,
};
