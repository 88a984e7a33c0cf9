/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-authority.h"
#include "haven-csv.h"
#include "haven-limits.h"

#include <glib/gi18n.h>
#include <string.h>

/* users, settings, calendar: what is about the school and not about a child */

static gboolean
run_users (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) users = haven_session_list_users (cli->session, error);
  JsonArray *rows;

  if (users == NULL)
    return FALSE;
  rows = json_array_new ();
  for (guint i = 0; i < users->len; i++) {
    const HavenUser *user = g_ptr_array_index (users, i);
    JsonObject *row = haven_cli_add_row (rows);

    haven_cli_set_text (row, "name", user->name);
    haven_cli_set_text (row, "role", haven_role_code (user->role));
    if (user->recovery)
      json_object_set_boolean_member (row, "recovery", TRUE);
  }
  json_object_set_array_member (out, "users", rows);
  return TRUE;
}

/* The token that the Virtual School gave is a key, and what came as a document is long: neither is for a screen. */
static gboolean
may_be_seen (const char *key)
{
  static const char *const ours[] = { "exchange.token", "exchange.enrolling", "exchange.keys", "exchange.state",
                                     "exchange.certificate" };

  key = haven_authority_plain_key (key);
  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    if (g_str_equal (key, ours[i]))
      return FALSE;
  return !g_str_has_prefix (key, "document.") && (!g_str_has_prefix (key, "sharing.") || g_str_equal (key, "sharing.unseen"));
}

static gboolean
run_settings (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  GPtrArray *settings;

  if (arguments[0] != NULL && !may_be_seen (arguments[0]))
    return haven_cli_usage (error, _("This setting belongs to the exchange with the Virtual School. Join again to change it."));
  if (arguments[0] != NULL && arguments[1] != NULL &&
      haven_session_run (cli->session, haven_command_set (arguments[0], arguments[1]), error) < 0)
    return FALSE;
  settings = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_SETTINGS);
  for (guint i = 0; i < settings->len; i++) {
    const HavenSetting *setting = g_ptr_array_index (settings, i);
    if (may_be_seen (setting->key) && (arguments[0] == NULL || g_str_equal (arguments[0], setting->key)))
      haven_cli_set_text (out, setting->key, setting->value);
  }
  return TRUE;
}

/* ---- calendar: a CSV of what,year,first,last with what autumn, spring, summer, half-term or closed ---- */

static gboolean
parse_what (const char *text, HavenDates *dates)
{
  static const char *const whats[] = { "autumn", "spring", "summer" };

  for (guint i = 0; i < G_N_ELEMENTS (whats); i++)
    if (g_ascii_strcasecmp (text, whats[i]) == 0) {
      dates->type = HAVEN_DATES_TERM;
      dates->term = i;
      return TRUE;
    }
  dates->type = g_ascii_strcasecmp (text, "half-term") == 0 ? HAVEN_DATES_HALF_TERM : HAVEN_DATES_CLOSED;
  return dates->type == HAVEN_DATES_HALF_TERM || g_ascii_strcasecmp (text, "closed") == 0;
}

static gboolean
read_dates (const char *const *fields, guint n, HavenDates *dates)
{
  if (n < 2 || !parse_what (fields[0], dates) || !haven_day_parse (fields[1], &dates->first))
    return FALSE;
  dates->last = dates->first;
  if (n > 2 && fields[2][0] != '\0' && !haven_day_parse (fields[2], &dates->last))
    return FALSE;
  dates->year = haven_academic_year (dates->first);
  return dates->first <= dates->last;
}

static gboolean
take_row (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  g_autoptr (HavenDates) dates = haven_dates_new ();

  if (line == 1 && n > 0 && g_ascii_strcasecmp (fields[0], "what") == 0)
    return TRUE;
  if (n == 0 || (n == 1 && fields[0][0] == '\0'))
    return TRUE;
  if (read_dates (fields, n, dates)) {
    g_ptr_array_add (user_data, g_steal_pointer (&dates));
    return TRUE;
  }
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
               _("Line %u of the calendar is not “autumn|spring|summer|half-term|closed,FIRST,LAST” with days as 2026-06-04. "
                 "Nothing was changed."), line);
  return FALSE;
}

static gboolean
run_calendar (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_dates_free);
  g_autofree char *text = NULL;
  guint n;
  gsize size;

  if (!g_file_get_contents (arguments[0], &text, &size, NULL) || size > HAVEN_LIMIT_KEYS_BYTES) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("The calendar's file could not be read. Nothing was changed."));
    return FALSE;
  }
  if (!haven_csv_read (text, size, ',', take_row, dates, error))
    return FALSE;
  n = dates->len;
  if (haven_session_run (cli->session, haven_command_set_calendar (g_steal_pointer (&dates)), error) < 0)
    return FALSE;
  json_object_set_int_member (out, "dates", n);
  return TRUE;
}

const HavenCliCommand haven_cli_users = {
  "users", "", N_("list who may open the store"), HAVEN_CLI_FOLDER, 0, 0, NULL, run_users,
};
const HavenCliCommand haven_cli_settings = {
  "settings", "[KEY [VALUE]]", N_("show or change settings"), HAVEN_CLI_OPEN, 0, 2, NULL, run_settings,
};
const HavenCliCommand haven_cli_calendar = {
  "calendar", "FILE", N_("take the school's terms, half terms and closed days from a CSV file"), HAVEN_CLI_OPEN, 1, 1, NULL, run_calendar,
};
