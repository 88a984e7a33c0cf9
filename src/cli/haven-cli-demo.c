/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-group.h"

#include <glib/gi18n.h>

/* demo: a new store with an invented school */

static char *size;
static int seed = 1;

static const GOptionEntry options[] = {
  { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_("small: 120 pupils, school: 1,000, large: 2,000 over 7 years"), "small|school|large" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_("The same size, seed and day make the same school"), "N" },
  { NULL },
};

static gboolean
parse_size (HavenDemoSize *ret_size, GError **error)
{
  static const char *const names[] = { "small", "school", "large" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (size != NULL ? size : "small", names[i]) == 0) {
      *ret_size = i;
      return TRUE;
    }
  return haven_cli_usage (error, _("--size is small, school or large."));
}

static guint
count_sessions (guint16 covered)
{
  guint n = 0;

  for (; covered != 0; covered &= covered - 1)
    n++;
  return n;
}

/* Everybody's marks, those of which only the week is kept too */
static guint
count_marks (HavenSchool *school)
{
  GPtrArray *totals = haven_school_get_table (school, HAVEN_TABLE_WEEKS);
  guint n = 0;

  for (guint i = 0; i < totals->len; i++) {
    const HavenWeek *weeks = haven_weeks_peek (g_ptr_array_index (totals, i));
    for (guint j = 0; weeks != NULL && j < HAVEN_WEEKS_A_YEAR; j++)
      n += count_sessions (weeks[j].covered);
  }
  return n;
}

static gboolean
run_demo (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenDemoSize demo_size = HAVEN_DEMO_SMALL;
  g_autoptr (GPtrArray) flagged = NULL;
  HavenSchool *school;

  if (!parse_size (&demo_size, error) || !haven_cli_create_store (cli, "Demo", HAVEN_ROLE_DSL, error) ||
      !haven_session_fill_demo (cli->session, demo_size, seed, error))
    return FALSE;
  school = haven_cli_get_school (cli);
  flagged = haven_group_members (school, HAVEN_GROUP_FLAGGED, haven_default_span (school, cli->clock), cli->clock);
  json_object_set_int_member (out, "pupils", haven_school_get_n_pupils (school));
  json_object_set_int_member (out, "flagged", flagged->len);
  json_object_set_int_member (out, "marks", count_marks (school));
  return TRUE;
}

const HavenCliCommand haven_cli_demo = {
  "demo", "", N_("make a new store with an invented school"), HAVEN_CLI_FOLDER, 0, 0, options, run_demo,
};
