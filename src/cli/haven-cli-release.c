/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-limits.h"
#include "haven-platform.h"
#include "haven-release.h"
#include "haven-sharing.h"
#include "haven-verify.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* release, verify-release: exactly the bytes that would leave, and what anybody can check of them */

static char *period, *output, *approved_by;
static gboolean explain, queue;

static const GOptionEntry release_options[] = {
  { "period", 0, 0, G_OPTION_ARG_STRING, &period, N_("Which return"), "2025/26-autumn" },
  { "explain", 0, 0, G_OPTION_ARG_NONE, &explain, N_("Say of every figure whether it is shown, and why"), NULL },
  { "queue", 0, 0, G_OPTION_ARG_NONE, &queue, N_("Put it into the outbox"), NULL },
  { "approved-by", 0, 0, G_OPTION_ARG_STRING, &approved_by, N_("Who approved the first sending for the head or the trust"), N_("NAME") },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where the return is written"), N_("FILE") },
  { NULL },
};

static JsonArray *
list_cells (HavenRelease *release)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (release, i);
    JsonObject *row = haven_cli_add_row (rows);

    haven_cli_set_text (row, "measure", cell->measure);
    haven_cli_set_text (row, "by", cell->by);
    haven_cli_set_text (row, "group", cell->group);
    haven_cli_set_text (row, "response", cell->response);
    json_object_set_boolean_member (row, "shown", cell->shown);
    haven_cli_set_text (row, "reason", haven_cell_reason_get_name (cell->reason));
  }
  return rows;
}

static void
summarise (HavenRelease *release, JsonObject *out)
{
  haven_cli_set_text (out, "output", output);
  haven_cli_set_text (out, "period", haven_release_get_period (release));
  json_object_set_int_member (out, "revision", haven_release_get_revision (release));
  haven_cli_set_text (out, "digest", haven_release_get_digest (release));
  json_object_set_int_member (out, "n_cells", haven_release_get_n_cells (release));
  json_object_set_int_member (out, "n_hidden", haven_release_get_n_hidden (release));
}

/* Practice 39: the first return needs the head's or the trust's approval. A script cannot be asked, so it is told. */
static void
ask_for_approval (HavenCli *cli)
{
  if (approved_by == NULL && haven_sharing_needs_approval (haven_cli_get_school (cli)))
    g_printerr ("%s\n", _("This is the first return, and nobody’s approval is recorded with it. "
                          "--approved-by records the head’s or the trust’s."));
}

static gboolean
queue_release (HavenCli *cli, HavenRelease *release, JsonObject *out, GError **error)
{
  const char *by = approved_by;

  ask_for_approval (cli);
  if (by == NULL && haven_sharing_needs_approval (haven_cli_get_school (cli)))
    by = _("nobody named (command line)");
  haven_session_note_looked (cli->session, release);     /* its bytes are what this command gives out */
  if (haven_session_run (cli->session, haven_command_queue_release (release, by), error) < 0)
    return FALSE;
  json_object_set_boolean_member (out, "queued", TRUE);
  return TRUE;
}

static gboolean
tell_release (HavenCli *cli, HavenRelease *release, JsonObject *out, GError **error)
{
  if (output == NULL && !explain) {
    cli->exact = g_bytes_ref (haven_release_get_bytes (release));
    return TRUE;
  }
  summarise (release, out);
  if (explain)
    json_object_set_array_member (out, "cells", list_cells (release));
  return output == NULL || haven_platform_replace_file (output, haven_release_get_bytes (release), error);
}

static gboolean
run_release (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenRelease) release = NULL;
  HavenPeriod wanted;

  if (period == NULL || !haven_period_parse (period, &wanted))
    return haven_cli_usage (error, _("Say --period as 2025/26-autumn, -spring, -summer or -year."));
  release = haven_session_release (cli->session, wanted, error);
  if (release == NULL)
    return FALSE;
  return tell_release (cli, release, out, error) && (!queue || queue_release (cli, release, out, error));
}

static GBytes *
read_release (const char *path, GError **error)
{
  GStatBuf status;
  char *text;
  gsize size;

  if (g_stat (path, &status) == 0 && status.st_size > HAVEN_LIMIT_RELEASE_BYTES) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE, _("%s is far too large for a return."), path);
    return NULL;
  }
  if (g_file_get_contents (path, &text, &size, NULL))
    return g_bytes_new_take (text, size);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("%s could not be read."), path);
  return NULL;
}

static gboolean
run_verify (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  HavenVerdict verdict = { 0 };

  for (guint i = 0; arguments[i] != NULL; i++) {
    GBytes *file = read_release (arguments[i], error);
    if (file == NULL)
      return FALSE;
    g_ptr_array_add (files, file);
  }
  if (!haven_release_verify (files, &verdict, error))
    return FALSE;
  json_object_set_int_member (out, "files", verdict.files);
  json_object_set_int_member (out, "cells", verdict.cells);
  json_object_set_int_member (out, "hidden", verdict.hidden);
  json_object_set_int_member (out, "proved", verdict.proved);
  return TRUE;
}

const HavenCliCommand haven_cli_release = {
  "release", "--period P", N_("the return of a period: exactly what would be sent"), HAVEN_CLI_OPEN, 0, 0, release_options, run_release,
};
const HavenCliCommand haven_cli_verify_release = {
  "verify-release", "FILE…", N_("prove returns safe from the files alone"), HAVEN_CLI_BARE, 1, -1, NULL, run_verify,
};
