/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-attendance-course.h"
#include "haven-attention.h"
#include "haven-before-after.h"
#include "haven-comparison.h"
#include "haven-suspension-counts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* figures, explain, compare, put-off: every number with how it was worked out, and what stands beside it */

static char *upn, *group, *from, *to, *until, *because;

#define SCOPE_OPTIONS \
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("One pupil"), "UPN" }, \
  { "group", 0, 0, G_OPTION_ARG_STRING, &group, N_("all, flagged, others, CIN, CP, CLA, PLA, care, previous or kinship"), N_("GROUP") }, \
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("First day; otherwise the academic year of the last mark"), N_("YYYY-MM-DD") }, \
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Last day"), N_("YYYY-MM-DD") }

static const GOptionEntry scope_options[] = { SCOPE_OPTIONS, { NULL } };

static const GOptionEntry put_off_options[] = {
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("The pupil whom the line is about"), "UPN" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_("The last day on which it is put off"), N_("YYYY-MM-DD") },
  { "because", 0, 0, G_OPTION_ARG_STRING, &because, N_("Why"), N_("REASON") },
  { NULL },
};

static gboolean
find_group (HavenGroup *ret, GError **error)
{
  *ret = HAVEN_GROUP_ALL;
  if (group != NULL && !haven_group_parse (group, ret))
    return haven_cli_usage (error, _("There is no group “%s”. Groups: all, flagged, others, CIN, CP, CLA, PLA, care, previous, kinship."),
                            group);
  if (group != NULL && upn != NULL)
    return haven_cli_usage (error, _("Give --upn or --group, not both."));
  return TRUE;
}

static gboolean
find_scope (HavenCli *cli, HavenScope *ret, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  const HavenPupil *pupil = NULL;
  HavenGroup of;
  HavenSpan span;

  if (!find_group (&of, error) || !haven_cli_parse_span (cli, from, to, &span, error))
    return FALSE;
  if (upn != NULL) {
    pupil = haven_cli_find_pupil (cli, upn, error);
    if (pupil == NULL)
      return FALSE;
    *ret = haven_scope_of_pupil (school, cli->clock, pupil->id, span);
  } else {
    *ret = haven_scope_of_group (school, cli->clock, of, span);
  }
  return TRUE;
}

static gboolean
find_measure (const char *code, HavenMeasure *ret, GError **error)
{
  g_autoptr (GString) list = NULL;

  if (haven_measure_parse (code, ret))
    return TRUE;
  list = g_string_new (NULL);
  for (HavenMeasure measure = 0; measure < HAVEN_N_MEASURES; measure++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", haven_measure_code (measure));
  return haven_cli_usage (error, _("There is no measure “%s”. Measures: %s."), code, list->str);
}

static void
set_value (JsonObject *object, const char *key, double value)
{
  haven_cli_set_percent (object, key, value);
}

/* ---- explain, figures ---- */

static void
set_short (JsonObject *object, const HavenExplanation *explanation)
{
  g_autofree char *shown = haven_explanation_value_text (explanation);

  haven_cli_set_text (object, "measure", haven_measure_code (explanation->measure));
  haven_cli_set_text (object, "label", haven_measure_text (explanation->measure));
  haven_cli_set_text (object, "shown", shown);
  set_value (object, "value", explanation->value);
  haven_cli_set_text (object, "unit", haven_measure_unit (explanation->measure));
  json_object_set_int_member (object, "numerator", explanation->numerator);
  if (explanation->denominator_is != NULL)
    json_object_set_int_member (object, "denominator", explanation->denominator);
  else
    json_object_set_null_member (object, "denominator");
  json_object_set_int_member (object, "pupils", explanation->n);
}

static void
set_explanation (JsonObject *object, const HavenExplanation *explanation)
{
  g_autofree char *text = haven_explanation_to_text (explanation);

  set_short (object, explanation);
  haven_cli_set_text (object, "numerator_is", explanation->numerator_is);
  haven_cli_set_text (object, "denominator_is", explanation->denominator_is);
  haven_cli_set_text (object, "codes", explanation->codes);
  haven_cli_set_text (object, "population", explanation->population);
  json_object_set_int_member (object, "elsewhere", explanation->elsewhere);
  haven_cli_set_day (object, "from", explanation->period.first);
  haven_cli_set_day (object, "to", explanation->period.last);
  haven_cli_set_day (object, "marks_until", explanation->marks_until);
  haven_cli_set_day (object, "imported_on", explanation->imported_on);
  haven_cli_set_text (object, "source", explanation->source);
  haven_cli_set_text (object, "warning", explanation->warning);
  haven_cli_set_text (object, "text", text);
}

static gboolean
run_explain (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenExplanation) explanation = NULL;
  HavenMeasure measure;
  HavenScope scope;

  if (!find_measure (arguments[0], &measure, error) || !find_scope (cli, &scope, error))
    return FALSE;
  explanation = haven_explain (measure, &scope, error);
  if (explanation == NULL)
    return FALSE;
  set_explanation (out, explanation);
  return TRUE;
}

static gboolean
list_measures (const HavenScope *scope, JsonArray *rows, GError **error)
{
  for (HavenMeasure measure = 0; measure < HAVEN_N_MEASURES; measure++) {
    g_autoptr (HavenExplanation) explanation = haven_explain (measure, scope, error);

    if (explanation == NULL)
      return FALSE;
    set_short (haven_cli_add_row (rows), explanation);
  }
  return TRUE;
}

static void
add_outlook (const HavenScope *scope, HavenThreshold threshold, JsonArray *rows)
{
  HavenOutlook outlook = haven_attendance_outlook (scope->school, scope->pupil_id, threshold, scope->clock);
  g_autofree char *text = haven_attendance_outlook_text (&outlook, threshold);
  JsonObject *row = haven_cli_add_row (rows);

  haven_cli_set_text (row, "threshold", threshold == HAVEN_THRESHOLD_PERSISTENT ? "persistent" : "severe");
  json_object_set_boolean_member (row, "reached", outlook.reached);
  json_object_set_int_member (row, "to_reach", outlook.to_reach);
  json_object_set_int_member (row, "to_leave", outlook.to_leave);
  haven_cli_set_day (row, "leaves_on", outlook.leaves_on);
  json_object_set_int_member (row, "left", outlook.left);
  json_object_set_int_member (row, "may_miss", outlook.may_miss);
  haven_cli_set_text (row, "text", text);
}

static void
add_spells (const HavenScope *scope, JsonArray *rows)
{
  g_autoptr (GArray) spells = haven_absence_spells (scope->school, scope->pupil_id, haven_scope_get_span (scope));

  for (guint i = 0; i < spells->len; i++) {
    const HavenAbsenceSpell *spell = &g_array_index (spells, HavenAbsenceSpell, i);
    g_autofree char *mix = haven_absence_spell_mix (spell);
    JsonObject *row = haven_cli_add_row (rows);

    haven_cli_set_day (row, "from", spell->first);
    haven_cli_set_day (row, "to", spell->last);
    json_object_set_int_member (row, "sessions", spell->sessions);
    json_object_set_int_member (row, "unauthorised", spell->unauthorised);
    json_object_set_int_member (row, "weeks", spell->weeks);
    haven_cli_set_text (row, "codes", mix);
  }
}

/* The four counts, each for itself (practice 14) */
static void
set_counts (JsonObject *object, const HavenScope *scope)
{
  HavenSuspensionCounts counts = haven_suspension_counts (scope->school, scope->pupil_id, scope->clock.today);

  json_object_set_double_member (object, "days_this_term", counts.term_half_days / 2.0);
  json_object_set_boolean_member (object, "over_5_this_term", counts.over_term);
  json_object_set_boolean_member (object, "over_15_this_term", counts.over_board);
  json_object_set_double_member (object, "days_in_a_row", counts.running_half_days / 2.0);
  haven_cli_set_day (object, "education_owed_from", counts.owed ? counts.owed_from : HAVEN_DAY_NONE);
  json_object_set_double_member (object, "days_this_year", counts.year_half_days / 2.0);
  json_object_set_boolean_member (object, "at_45_this_year", counts.at_year_limit);
}

static void
add_before_after (const HavenScope *scope, JsonArray *rows)
{
  g_autoptr (GArray) list = haven_before_after_list (scope->school, scope->pupil_id, haven_scope_get_span (scope), scope->clock);

  for (guint i = 0; i < list->len; i++) {
    const HavenBeforeAfter *one = &g_array_index (list, HavenBeforeAfter, i);
    g_autofree char *text = haven_before_after_text (one);
    JsonObject *row = haven_cli_add_row (rows);

    haven_cli_set_day (row, "day", one->day);
    set_value (row, "before", haven_attendance_percent (&one->figures_before));
    json_object_set_int_member (row, "sessions_before", one->figures_before.possible);
    set_value (row, "after", haven_attendance_percent (&one->figures_after));
    json_object_set_int_member (row, "sessions_after", one->figures_after.possible);
    haven_cli_set_text (row, "text", text);
  }
}

static JsonArray *
add_array (JsonObject *out, const char *key)
{
  JsonArray *array = json_array_new ();

  json_object_set_array_member (out, key, array);
  return array;
}

static gboolean
run_figures (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenScope scope;
  JsonObject *counts;

  if (!find_scope (cli, &scope, error) || !list_measures (&scope, add_array (out, "figures"), error))
    return FALSE;
  if (scope.pupil_id == 0)
    return TRUE;
  add_outlook (&scope, HAVEN_THRESHOLD_PERSISTENT, add_array (out, "outlook"));
  add_outlook (&scope, HAVEN_THRESHOLD_SEVERE, json_object_get_array_member (out, "outlook"));
  add_spells (&scope, add_array (out, "absences"));
  counts = haven_cli_add_row (add_array (out, "suspension_counts"));
  set_counts (counts, &scope);
  add_before_after (&scope, add_array (out, "before_and_after"));
  return TRUE;
}

/* ---- compare ---- */

static void
set_row (JsonObject *object, const HavenComparison *comparison, const HavenComparisonRow *row)
{
  g_autofree char *sentence = haven_comparison_sentence (comparison, row);

  haven_cli_set_text (object, "name", row->name);
  set_value (object, "value", row->value);
  haven_cli_set_text (object, "symbol", row->symbol);
  if (row->n >= 0)
    json_object_set_int_member (object, "pupils", row->n);
  else
    json_object_set_null_member (object, "pupils");
  haven_cli_set_text (object, "dated", row->dated);
  set_value (object, "difference", row->difference);
  set_value (object, "multiple", row->multiple);
  haven_cli_set_text (object, "sentence", sentence);
  haven_cli_set_text (object, "why", row->why);
  haven_cli_set_text (object, "covers", row->covers);
  haven_cli_set_text (object, "source", row->source);
  json_object_set_boolean_member (object, "by_exchange", row->received);
}

static gboolean
run_compare (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenComparison) comparison = NULL;
  HavenMeasure measure;
  HavenScope scope;
  JsonArray *rows;

  if (!find_measure (arguments[0], &measure, error) || !find_scope (cli, &scope, error))
    return FALSE;
  comparison = haven_compare (measure, &scope, error);
  if (comparison == NULL)
    return FALSE;
  set_explanation (out, comparison->ours);
  haven_cli_set_text (out, "phase", comparison->phase);
  rows = add_array (out, "rows");
  for (guint i = 0; i < comparison->rows->len; i++)
    set_row (haven_cli_add_row (rows), comparison, g_ptr_array_index (comparison->rows, i));
  return TRUE;
}

/* ---- put-off ---- */

static const HavenAttentionItem *
find_item (HavenAttention *attention, const char *rule, gint64 pupil_id)
{
  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = g_ptr_array_index (attention->items, i);

    if (g_str_equal (item->rule, rule) && item->pupil_id == pupil_id)
      return item;
  }
  return NULL;
}

static gboolean
put_off (HavenCli *cli, const HavenAttentionItem *item, JsonObject *out, GError **error)
{
  HavenSnooze *snooze;
  HavenDay day = haven_attention_put_off_limit (haven_cli_get_school (cli), item, cli->clock);

  if (until != NULL && !haven_cli_parse_day (until, &day, error))
    return FALSE;
  snooze = haven_attention_dup_snooze (haven_cli_get_school (cli), item, day, because, cli->clock, error);
  if (snooze == NULL)
    return FALSE;
  snooze->by = g_strdup (haven_session_get_user (cli->session)->name);
  haven_cli_set_text (out, "rule", item->rule);
  haven_cli_set_day (out, "until", day);
  return haven_session_run (cli->session, haven_command_put (HAVEN_TABLE_SNOOZES, snooze), error) >= 0;
}

static gboolean
run_put_off (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenAttention) attention = haven_attention_new (haven_cli_get_school (cli), cli->clock);
  const HavenPupil *pupil = NULL;
  const HavenAttentionItem *item;

  if (upn != NULL) {
    pupil = haven_cli_find_pupil (cli, upn, error);
    if (pupil == NULL)
      return FALSE;
  }
  item = find_item (attention, arguments[0], pupil != NULL ? pupil->id : 0);
  if (item != NULL)
    return put_off (cli, item, out, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no such line in Today."));
  return FALSE;
}

const HavenCliCommand haven_cli_figures = {
  "figures", "", N_("every figure of a pupil or a group"), HAVEN_CLI_OPEN, 0, 0, scope_options, run_figures,
};
const HavenCliCommand haven_cli_explain = {
  "explain", N_("MEASURE"), N_("one figure, and how it was worked out"), HAVEN_CLI_OPEN, 1, 1, scope_options, run_explain,
};
const HavenCliCommand haven_cli_compare = {
  "compare", N_("MEASURE"), N_("a figure beside the rest of the school, the authority and England"), HAVEN_CLI_OPEN, 1, 1, scope_options,
  run_compare,
};
const HavenCliCommand haven_cli_put_off = {
  "put-off", N_("RULE"), N_("put a line of Today off, for a reason"), HAVEN_CLI_OPEN, 1, 1, put_off_options, run_put_off,
};
