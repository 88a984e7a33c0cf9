/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>

/* share, check-out, check-in, merge, shared: one store for several people, in the school's shared folder */

static char *as_folder;
static gboolean to_read, give_free, only_look;
static char **settled;
static char *all_side;

static const GOptionEntry check_out_options[] = {
  { "as", 0, 0, G_OPTION_ARG_FILENAME, &as_folder, N_("A new folder on this computer"), N_("FOLDER") },
  { "to-read", 0, 0, G_OPTION_ARG_NONE, &to_read, N_("Only a copy to read: it cannot be checked in"), NULL },
  { NULL },
};

static const GOptionEntry shared_options[] = {
  { "release", 0, 0, G_OPTION_ARG_NONE, &give_free, N_("Take it back from whoever has it: they cannot check it in any more"), NULL },
  { NULL },
};

static const GOptionEntry merge_options[] = {
  { "settle", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settled, N_("Whose it shall be where both changed the same; once for each"),
    "NUMBER=mine|theirs" },
  { "all", 0, 0, G_OPTION_ARG_STRING, &all_side, N_("The same for all that is not settled by its number"), "mine|theirs" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &only_look, N_("Only look: nothing is written"), NULL },
  { NULL },
};

static gboolean
run_share (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  haven_cli_set_text (out, "shared", arguments[0]);
  return haven_session_share (cli->session, arguments[0], error);
}

static gboolean
run_check_in (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  haven_cli_set_text (out, "shared", arguments[0]);
  return haven_session_check_in (cli->session, arguments[0], error);
}

static gboolean
run_check_out (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const char *who = cli->user != NULL ? cli->user : g_get_real_name ();

  if (as_folder == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli check-out SHARED-FOLDER --as FOLDER"));
  haven_cli_set_text (out, "store", as_folder);
  if (to_read)
    return haven_shared_copy (arguments[0], as_folder, error);
  return haven_shared_check_out (arguments[0], as_folder, who, cli->clock, error);
}

/* ---- merge ---- */

static gboolean
parse_side (const char *text, HavenSide *ret_side, GError **error)
{
  if (g_str_equal (text, "mine"))
    *ret_side = HAVEN_SIDE_MINE;
  else if (g_str_equal (text, "theirs"))
    *ret_side = HAVEN_SIDE_THEIRS;
  else
    return haven_cli_usage (error, _("A side is mine or theirs, not “%s”."), text);
  return TRUE;
}

/* "3=mine" */
static gboolean
settle_one (HavenMergeView *view, const char *word, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (word, "=", 2);
  guint64 number = 0;

  if (g_strv_length (parts) != 2 || !g_ascii_string_to_unsigned (parts[0], 10, 1, view->conflicts->len, &number, NULL))
    return haven_cli_usage (error, _("--settle takes the number of a conflict and a side, such as 1=mine, not “%s”."), word);
  return parse_side (parts[1], &((HavenConflict *) g_ptr_array_index (view->conflicts, number - 1))->side, error);
}

static gboolean
settle_rest (HavenMergeView *view, GError **error)
{
  HavenSide side;

  if (all_side == NULL)
    return TRUE;
  if (!parse_side (all_side, &side, error))
    return FALSE;
  for (guint i = 0; i < view->conflicts->len; i++) {
    HavenConflict *conflict = g_ptr_array_index (view->conflicts, i);
    if (conflict->side == HAVEN_SIDE_UNSETTLED)
      conflict->side = side;
  }
  return TRUE;
}

static gboolean
settle (HavenMergeView *view, GError **error)
{
  for (guint i = 0; settled != NULL && settled[i] != NULL; i++)
    if (!settle_one (view, settled[i], error))
      return FALSE;
  return settle_rest (view, error);
}

static const char *
name_side (HavenSide side)
{
  return side == HAVEN_SIDE_MINE ? "mine" : side == HAVEN_SIDE_THEIRS ? "theirs" : NULL;
}

static guint
add_conflicts (HavenMergeView *view, JsonArray *rows)
{
  guint n_open = 0;

  for (guint i = 0; i < view->conflicts->len; i++) {
    const HavenConflict *conflict = g_ptr_array_index (view->conflicts, i);
    JsonObject *row = haven_cli_add_row (rows);
    g_autofree char *name = haven_conflict_dup_name (conflict);
    json_object_set_int_member (row, "number", i + 1);
    haven_cli_set_text (row, "what", name);
    json_object_set_int_member (row, "pupil", conflict->pupil_id);
    haven_cli_set_text (row, "old", conflict->old);
    haven_cli_set_text (row, "mine", conflict->mine);
    haven_cli_set_text (row, "mine_by", conflict->mine_by);
    haven_cli_set_time (row, "mine_at", conflict->mine_at);
    haven_cli_set_text (row, "theirs", conflict->theirs);
    haven_cli_set_text (row, "theirs_by", conflict->theirs_by);
    haven_cli_set_time (row, "theirs_at", conflict->theirs_at);
    haven_cli_set_text (row, "side", name_side (conflict->side));
    n_open += conflict->side == HAVEN_SIDE_UNSETTLED;
  }
  return n_open;
}

/* What is not settled is listed, and nothing is done: exit 1. */
static gboolean
run_merge (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenMergeView) view = haven_session_look_at_merge (cli->session, arguments[0], error);
  JsonArray *rows = json_array_new ();
  guint n_open;

  json_object_set_array_member (out, "conflicts", rows);
  if (view == NULL || !settle (view, error))
    return FALSE;
  n_open = add_conflicts (view, rows);
  json_object_set_int_member (out, "changed_here", view->n_mine);
  json_object_set_int_member (out, "changed_there", view->n_theirs);
  json_object_set_int_member (out, "unsettled", n_open);
  json_object_set_boolean_member (out, "merged", n_open == 0 && !only_look);
  if (n_open > 0)
    cli->status = 1;
  return n_open > 0 || only_look || haven_session_merge (cli->session, arguments[0], g_steal_pointer (&view), error);
}

static gboolean
run_shared (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autofree char *holder = NULL;
  gint64 since = 0;

  if (give_free && !haven_shared_release (arguments[0], error))
    return FALSE;
  if (!haven_shared_get_holder (arguments[0], &holder, &since, error))
    return FALSE;
  haven_cli_set_text (out, "holder", holder);
  haven_cli_set_time (out, "since", since);
  return TRUE;
}

const HavenCliCommand haven_cli_share = {
  "share", "SHARED-FOLDER", N_("put a sealed copy into the school's shared folder"), HAVEN_CLI_OPEN, 1, 1, NULL, run_share,
};

const HavenCliCommand haven_cli_check_out = {
  "check-out", "SHARED-FOLDER --as FOLDER", N_("take the shared store to this computer"), HAVEN_CLI_FOLDER, 1, 1,
  check_out_options, run_check_out,
};

const HavenCliCommand haven_cli_check_in = {
  "check-in", "SHARED-FOLDER", N_("bring it back"), HAVEN_CLI_OPEN, 1, 1, NULL, run_check_in,
};

const HavenCliCommand haven_cli_shared = {
  "shared", "SHARED-FOLDER", N_("who has the shared store, and since when"), HAVEN_CLI_FOLDER, 1, 1, shared_options, run_shared,
};

const HavenCliCommand haven_cli_merge = {
  "merge", "SHARED-FOLDER [--settle NUMBER=mine|theirs]… [--all mine|theirs]",
  N_("put together what was done here and there after the shared store was taken back"), HAVEN_CLI_OPEN, 1, 1, merge_options, run_merge,
};
