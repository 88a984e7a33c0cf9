/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>
#include <string.h>

#include "haven-document.h"
#include "haven-platform.h"

/* document: what the data protection officer needs on paper */

static char *name, *output;
static gboolean text;

static const GOptionEntry options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Which document; without it they are listed"), N_("DOCUMENT") },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where it is written"), N_("FILE") },
  { "text", 0, 0, G_OPTION_ARG_NONE, &text, N_("As text to be edited, not PDF"), NULL },
  { NULL },
};

static void
list_documents (JsonObject *out)
{
  JsonArray *rows = json_array_new ();

  for (const char *const *document = haven_document_names (); *document != NULL; document++) {
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "document", *document);
    haven_cli_set_text (row, "title", haven_document_get_title (*document));
  }
  json_object_set_array_member (out, "documents", rows);
}

static GBytes *
make (const HavenDocumentRequest *request, JsonObject *out, GError **error)
{
  guint pages = 0;
  char *words = text ? haven_document_to_text (request, error) : NULL;
  GBytes *bytes;

  if (text)
    return words != NULL ? g_bytes_new_take (words, strlen (words)) : NULL;
  bytes = haven_document_render (request, &pages, error);
  json_object_set_int_member (out, "pages", pages);
  return bytes;
}

static gboolean
run_document (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenDocumentRequest request = { .school = haven_cli_get_school (cli), .clock = cli->clock, .name = name,
                                   .signed_by = haven_session_get_user (cli->session)->name };
  g_autoptr (GBytes) bytes = NULL;

  if (name == NULL) {
    list_documents (out);
    return TRUE;
  }
  if (output == NULL)
    return haven_cli_usage (error, _("A document needs --name and --output."));
  bytes = make (&request, out, error);
  if (bytes == NULL || !haven_platform_replace_file (output, bytes, error))
    return FALSE;
  haven_cli_set_text (out, "output", output);
  return TRUE;
}

const HavenCliCommand haven_cli_document = {
  "document", "[--name DOCUMENT --output FILE]", N_("write an impact assessment, a privacy notice or another paper of data protection"),
  HAVEN_CLI_OPEN, 0, 0, options, run_document,
};
