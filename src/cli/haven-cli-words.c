/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli.h"

#include "haven-attendance.h"
#include "haven-limits.h"
#include "haven-platform.h"
#include "haven-upn.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* What the words of a command line mean */

gboolean
haven_cli_usage (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments));
  va_end (arguments);
  return FALSE;
}

gboolean
haven_cli_parse_day (const char *text, HavenDay *ret_day, GError **error)
{
  return haven_day_parse (text, ret_day) || haven_cli_usage (error, _("“%s” is not a day. Write it as 2026-06-04."), text);
}

gboolean
haven_cli_parse_span (HavenCli *cli, const char *from, const char *to, HavenSpan *ret_span, GError **error)
{
  HavenSpan span = haven_default_span (haven_cli_get_school (cli), cli->clock);

  if (from != NULL && !haven_cli_parse_day (from, &span.first, error))
    return FALSE;
  if (to != NULL && !haven_cli_parse_day (to, &span.last, error))
    return FALSE;
  if (span.first > span.last)
    return haven_cli_usage (error, _("The last day comes before the first."));
  *ret_span = span;
  return TRUE;
}

/* What stands on the command line everybody on the computer can read: a UPN may come by standard input instead. */
static char *
read_upn (const char *upn)
{
  char buffer[HAVEN_LIMIT_NAME_BYTES] = "";

  if (!g_str_equal (upn, "-"))
    return g_strdup (upn);
  if (fgets (buffer, sizeof buffer, stdin) == NULL)
    return g_strdup ("");
  return g_strdup (g_strstrip (buffer));
}

const HavenPupil *
haven_cli_find_pupil (HavenCli *cli, const char *upn, GError **error)
{
  g_autofree char *typed = read_upn (upn);
  g_autofree char *normal = haven_upn_normalise (typed);
  const HavenPupil *pupil = haven_school_find_upn (haven_cli_get_school (cli), normal != NULL ? normal : typed);

  if (pupil == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("No pupil has this UPN."));
  return pupil;
}

static GPtrArray *
find_group (HavenCli *cli, const char *code, HavenSpan span, GError **error)
{
  HavenGroup group = HAVEN_GROUP_ALL;

  if (code != NULL && !haven_group_parse (code, &group)) {
    haven_cli_usage (error, _("There is no group “%s”. Groups: all, flagged, others, CIN, CP, CLA, PLA, care, previous, kinship."), code);
    return NULL;
  }
  return haven_group_members (haven_cli_get_school (cli), group, span, cli->clock);
}

GPtrArray *
haven_cli_find_members (HavenCli *cli, const char *upn, const char *group, HavenSpan span, GError **error)
{
  const HavenPupil *pupil;
  GPtrArray *members;

  if (upn != NULL && group != NULL) {
    haven_cli_usage (error, _("Say --upn or --group, not both."));
    return NULL;
  }
  if (upn == NULL)
    return find_group (cli, group, span, error);
  pupil = haven_cli_find_pupil (cli, upn, error);
  if (pupil == NULL)
    return NULL;
  members = g_ptr_array_new ();
  g_ptr_array_add (members, (gpointer) pupil);
  return members;
}

HavenSchool *
haven_cli_get_school (HavenCli *cli)
{
  return haven_session_get_school (cli->session);
}

/* ---- the passphrase: never an argument ---- */

static char *
cut_newline (char *text)
{
  gsize length = strlen (text);

  if (length > 0 && text[length - 1] == '\n')
    text[--length] = '\0';
  if (length > 0 && text[length - 1] == '\r')
    text[length - 1] = '\0';
  return text;
}

static char *
read_input (GError **error)
{
  char buffer[HAVEN_LIMIT_FIELD_BYTES];
  gsize n = fread (buffer, 1, sizeof buffer - 1, stdin);
  char *text;

  buffer[n] = '\0';
  text = g_strdup (buffer);
  haven_wipe (buffer, sizeof buffer);
  return text;
}

static char *
read_file (const char *path, GError **error)
{
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED, _("The file with the passphrase could not be read. Nothing was opened."));
  return text;
}

static char *
ask_twice (GError **error)
{
  g_autofree char *first = haven_platform_ask_passphrase (_("New passphrase: "), error);
  g_autofree char *second = first != NULL ? haven_platform_ask_passphrase (_("The same again: "), error) : NULL;

  if (second == NULL)
    return NULL;
  if (g_str_equal (first, second))
    return g_steal_pointer (&second);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The two are not the same. Nothing was made."));
  return NULL;
}

char *
haven_cli_read_passphrase (HavenCli *cli, gboolean twice, GError **error)
{
  char *text;

  if (cli->passphrase_file == NULL)
    return twice ? ask_twice (error) : haven_platform_ask_passphrase (_("Passphrase: "), error);
  text = g_str_equal (cli->passphrase_file, "-") ? read_input (error) : read_file (cli->passphrase_file, error);
  return text != NULL ? cut_newline (text) : NULL;
}

gboolean
haven_cli_create_store (HavenCli *cli, const char *fallback_name, HavenRole role, GError **error)
{
  const char *fallback = fallback_name != NULL ? fallback_name : g_get_real_name ();
  HavenUser user = { cli->user != NULL ? cli->user : (char *) fallback, role };
  g_autofree char *passphrase = haven_cli_read_passphrase (cli, TRUE, error);
  gboolean made;

  if (passphrase == NULL)
    return FALSE;
  made = haven_session_create (cli->session, &user, passphrase, cli->quick_keys ? HAVEN_STRETCH_TEST : HAVEN_STRETCH_DEFAULT, error);
  haven_wipe_string (passphrase);
  return made;
}
