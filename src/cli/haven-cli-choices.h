/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-cli.h"
#include "haven-session-imports.h"

/* What a script says of a file, for every command that imports; haven-cli-import.c */
gboolean haven_cli_take_answers (HavenImportChoices *choices, char **said, GError **error);   /* KEY=ANSWER each */
gboolean haven_cli_refuse_open  (GPtrArray *previews, GError **error);    /* TRUE: something has to be said, and error says with which option */
JsonArray *haven_cli_list_previews (HavenCli *cli, GPtrArray *previews);  /* without ids: nothing is written yet */
