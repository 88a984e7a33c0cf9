/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-chart-draw.h"
#include "haven-figure.h"

#include <glib/gi18n.h>

/* chart: what is drawn */

#define DEFAULT_WIDTH 900

static char *upn, *group, *from, *to, *beside, *output;
static int width, height;
static gboolean list;

static const GOptionEntry chart_options[] = {
  { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_("List the charts"), NULL },
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("Of one pupil"), "UPN" },
  { "group", 0, 0, G_OPTION_ARG_STRING, &group, N_("Of a group"), N_("GROUP") },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("First day; otherwise the academic year of the last mark"), N_("YYYY-MM-DD") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Last day"), N_("YYYY-MM-DD") },
  { "beside", 0, 0, G_OPTION_ARG_STRING, &beside, N_("What a group stands beside: rest, england or authority"), N_("WHAT") },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, N_("Width in pixels or points"), "W" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, N_("Height"), "H" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where it is written: .svg, .png, .pdf, .csv or .html"), N_("FILE") },
  { NULL },
};

static void
list_charts (JsonObject *out)
{
  guint n;
  const HavenFigureKind *kinds = haven_figure_list (&n);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < n; i++) {
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "kind", kinds[i].name);
    haven_cli_set_text (row, "question", haven_figure_kind_get_question (&kinds[i]));
    json_object_set_boolean_member (row, "upn", (kinds[i].of & HAVEN_FIGURE_OF_PUPIL) != 0);
    json_object_set_boolean_member (row, "group", (kinds[i].of & HAVEN_FIGURE_OF_GROUP) != 0);
  }
  json_object_set_array_member (out, "charts", rows);
}

static gboolean
parse_beside (HavenVersus *ret, GError **error)
{
  static const struct { const char *name; HavenVersus versus; } names[] = {
    { "rest", HAVEN_VERSUS_REST }, { "england", HAVEN_VERSUS_ENGLAND_GROUP }, { "authority", HAVEN_VERSUS_AUTHORITY_GROUP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (beside == NULL || g_str_equal (beside, names[i].name)) {
      *ret = names[i].versus;
      return TRUE;
    }
  return haven_cli_usage (error, _("--beside is rest, england or authority, not “%s”."), beside);
}

static gboolean
find_who (HavenCli *cli, HavenFigureSubject *ret, GError **error)
{
  HavenGroup of = HAVEN_GROUP_FLAGGED;
  const HavenPupil *pupil;

  if (upn != NULL) {
    pupil = haven_cli_find_pupil (cli, upn, error);
    if (pupil != NULL)
      *ret = haven_figure_subject_of_pupil (haven_cli_get_school (cli), cli->clock, pupil->id);
    return pupil != NULL;
  }
  if (group != NULL && !haven_group_parse (group, &of))
    return haven_cli_usage (error, _("There is no group “%s”."), group);
  *ret = haven_figure_subject_of_group (haven_cli_get_school (cli), cli->clock, of);
  return TRUE;
}

/* Who, when, and beside what */
static gboolean
find_subject (HavenCli *cli, HavenFigureSubject *ret, GError **error)
{
  if (!find_who (cli, ret, error) || !parse_beside (&ret->versus, error))
    return FALSE;
  return (from == NULL && to == NULL) || haven_cli_parse_span (cli, from, to, &ret->span, error);
}

static JsonArray *
list_header (const HavenRows *rows)
{
  JsonArray *header = json_array_new ();

  for (guint i = 0; i < rows->n_columns; i++)
    json_array_add_string_element (header, haven_rows_get_header (rows, i));
  return header;
}

static JsonArray *
list_row (const HavenRows *rows, guint row)
{
  JsonArray *cells = json_array_new ();

  for (guint i = 0; i < rows->n_columns; i++)
    json_array_add_string_element (cells, haven_rows_get (rows, row, i));
  return cells;
}

static void
tell_chart (HavenChart *chart, JsonObject *out)
{
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
  g_autofree char *description = haven_chart_describe (chart);
  JsonArray *array = json_array_new ();

  haven_cli_set_text (out, "title", haven_chart_get_title (chart));
  haven_cli_set_text (out, "description", description);
  for (guint i = 0; i < haven_rows_get_n (rows); i++)
    json_array_add_array_element (array, list_row (rows, i));
  json_object_set_array_member (out, "columns", list_header (rows));
  json_object_set_array_member (out, "rows", array);
}

/* A picture of a child leaves the store as a pack does. */
static gboolean
record_chart (HavenCli *cli, const char *name, const HavenFigureSubject *subject, GError **error)
{
  g_autofree char *what = g_strconcat ("chart ", name, NULL);

  return haven_session_run (cli->session, haven_command_record_paper (what, subject->pupil_id, "a file"), error) >= 0;
}

static gboolean
run_chart (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const HavenFigureKind *figure;
  HavenFigureSubject subject;
  HavenChartStyle style;
  g_autoptr (HavenChart) chart = NULL;

  figure = haven_figure_find (arguments[0]);
  if (figure == NULL)
    return haven_cli_usage (error, _("There is no chart “%s”. “chart --list” lists them."), arguments[0]);
  if (output == NULL)
    return haven_cli_usage (error, _("Say with --output where the chart shall be written."));
  if (!find_subject (cli, &subject, error))
    return FALSE;
  chart = haven_figure_draw (figure->name, &subject, error);
  if (chart == NULL)
    return FALSE;
  style = haven_chart_style_new (width > 0 ? width : DEFAULT_WIDTH, height > 0 ? height : figure->height);
  tell_chart (chart, out);
  return record_chart (cli, figure->name, &subject, error) && haven_chart_write (chart, &style, output, error);
}

static gboolean
run_charts (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  if (list) {
    list_charts (out);
    return TRUE;
  }
  if (arguments[0] == NULL)
    return haven_cli_usage (error, _("Say which chart. “chart --list” lists them."));
  return haven_cli_open (cli, error) && run_chart (cli, arguments, out, error);
}

const HavenCliCommand haven_cli_chart = {
  "chart", "KIND --output FILE", N_("draw a chart"), HAVEN_CLI_FOLDER, 0, 1, chart_options, run_charts,
};
