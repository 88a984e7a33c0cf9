/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-key-holder-commands.h"

#include "haven-calendar.h"
#include "haven-endpoint-key-holder.h"
#include "haven-endpoint-share.h"
#include "haven-endpoint-steps.h"
#include "haven-key-holder-client.h"

#include <glib/gi18n-lib.h>

#define HOUR 3600

static HavenEndpoint *
open_as_key_holder (const HavenEndpointOptions *options, GError **error)
{
  if (haven_steps_is_second_party (options))
    return haven_steps_open_as (options, "second-party", error);
  haven_steps_refuse (_("This is for the independent key-holder: --role second-party."), error);
  return NULL;
}

gboolean
haven_key_holder_run_join (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = open_as_key_holder (options, error);
  HavenAccess access = { g_strdup (words[0]), NULL, g_strdup (options->ca) };
  gboolean joined = FALSE;

  if (endpoint != NULL && options->code == NULL)
    haven_steps_refuse (_("To join, give the --code that the Virtual School gave for the key-holder."), error);
  else if (endpoint != NULL)
    joined = haven_key_holder_join (endpoint, &access, options->code, error);
  if (joined)
    haven_steps_print_count (options, "joined", 1,
                             _("Joined: “open PERIOD” opens a period, “plan PERIOD DATE” and “serve” open it on that day."));
  haven_access_clear (&access);
  return joined;
}

static gboolean
read_period (const char *text, char **ret_period, GError **error)
{
  HavenPeriod period;

  if (!haven_period_parse (text, &period))
    return haven_steps_refuse (_("A period should be written as 2025/26-autumn."), error);
  *ret_period = haven_period_to_id (period);
  return TRUE;
}

gboolean
haven_key_holder_run_open (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = open_as_key_holder (options, error);
  g_autofree char *period = NULL;

  if (endpoint == NULL || !read_period (words[0], &period, error) || !haven_key_holder_open (endpoint, period, error))
    return FALSE;
  haven_steps_print_count (options, "opened", 1, _("Opened by the rules, and the Virtual School has the sum."));
  return TRUE;
}

gboolean
haven_key_holder_run_plan (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = open_as_key_holder (options, error);
  g_autofree char *period = NULL;
  HavenDay day;

  if (endpoint == NULL || !read_period (words[0], &period, error))
    return FALSE;
  if (!haven_day_parse (words[1], &day))
    return haven_steps_refuse (_("The day of the opening should be a day such as 2026-06-04."), error);
  if (!haven_endpoint_begin (endpoint, error))
    return FALSE;
  haven_key_holder_plan (endpoint, period, day);
  if (!haven_endpoint_commit (endpoint, error))
    return FALSE;
  haven_steps_print_count (options, "planned", 1, _("Planned: “serve --role second-party” opens it on that day."));
  return TRUE;
}

gboolean
haven_key_holder_run_shares_open (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = open_as_key_holder (options, error);
  g_autoptr (GBytes) list = NULL, sum = NULL;

  list = endpoint != NULL ? haven_steps_read_file (words[0], error) : NULL;
  if (list == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  sum = haven_endpoint_open_shares (endpoint, list, error);
  return sum != NULL && haven_endpoint_commit (endpoint, error) && haven_steps_write_output (options, sum, error);
}

/* What goes wrong is said, and tried again in an hour. */
static gboolean
work_cb (gpointer data)
{
  g_autoptr (GError) error = NULL;
  const int opened = haven_key_holder_work (data, &error);

  if (error != NULL)
    g_printerr ("haven-endpoint: %s\n", error->message);
  if (opened > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE, "%d period opened\n", "%d periods opened\n", opened), opened);
  return G_SOURCE_CONTINUE;
}

static gboolean
work_once_cb (gpointer data)
{
  work_cb (data);
  return G_SOURCE_REMOVE;
}

gboolean
haven_key_holder_run_serve (const HavenEndpointOptions *options, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = open_as_key_holder (options, error);
  g_autoptr (GMainLoop) loop = NULL;

  if (endpoint == NULL)
    return FALSE;
  loop = haven_steps_new_loop ();
  g_idle_add (work_once_cb, endpoint);
  g_timeout_add_seconds (HOUR, work_cb, endpoint);
  g_main_loop_run (loop);
  return TRUE;
}
