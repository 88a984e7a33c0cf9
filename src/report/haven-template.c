/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-reference.h"
#include "haven-text.h"

#define BLANK "________________"

const char *
haven_template_get_shipped (const char *file)
{
  return strchr (g_bytes_get_data (haven_reference_get (file), NULL), '\n') + 1;
}

static const GRegex *
get_braces (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) g_regex_new ("\\{([a-z_]+)\\}", G_REGEX_OPTIMIZE, 0, NULL));
  return (const GRegex *) once;
}

gboolean
haven_template_check (const char *text, const char *const *facts, GError **error)
{
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (get_braces (), text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *name = g_match_info_fetch (match, 1);
    if (g_strv_contains (facts, name))
      continue;
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("There is no fact “{%s}” to be filled in. Nothing was changed."), name);
    return FALSE;
  }
  return TRUE;
}

static gboolean
fill_in_cb (const GMatchInfo *match, GString *result, gpointer facts)
{
  g_autofree char *name = g_match_info_fetch (match, 1);
  const char *fact = g_hash_table_lookup (facts, name);

  g_string_append (result, fact != NULL ? fact : BLANK);
  return FALSE;
}

char *
haven_template_fill (const char *text, GHashTable *facts, GError **error)
{
  return g_regex_replace_eval (get_braces (), text, -1, 0, 0, fill_in_cb, facts, error);
}

void
haven_template_know (GHashTable *facts, const char *name, char *take_text)
{
  if (haven_text_is_empty (take_text))
    g_free (take_text);
  else
    g_hash_table_insert (facts, g_strdup (name), take_text);
}

static void
add_line (HavenPages *pages, const char *line)
{
  if (g_str_has_prefix (line, "# "))
    haven_pages_add_title (pages, line + 2);
  else if (g_str_has_prefix (line, "## "))
    haven_pages_add_heading (pages, 2, line + 3);
  else if (g_str_has_prefix (line, "- "))
    haven_pages_add_bullets (pages, (const char *const[]) { line + 2, NULL });
  else if (g_str_has_prefix (line, "_ "))
    haven_pages_add_lines (pages, (const char *const[]) { line + 2, NULL });
  else if (!haven_text_is_empty (line))
    haven_pages_add_paragraph (pages, line);
}

void
haven_template_print (const char *text, HavenPages *pages)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    add_line (pages, lines[i]);
}
