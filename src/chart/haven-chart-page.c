/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-chart-read.h"

/* Plain: what a screen reader meets is a heading, sentences and a table whose cells know their column and their row. */
static const char style[] =
  "body { font-family: sans-serif; line-height: 1.5; max-width: 60em; margin: 2em auto; padding: 0 1em; }\n"
  "img { max-width: 100%; background: white; }\n"
  "table { border-collapse: collapse; }\n"
  "caption { text-align: left; font-weight: bold; }\n"
  "th, td { border: 1px solid; padding: 0.2em 0.6em; text-align: left; vertical-align: top; }\n"
  "td.number { text-align: right; }\n";

/* What the words are in: the catalogue says it of itself, and where there is none they are as they were written. */
static char *
find_language (void)
{
  const char *header = dgettext (GETTEXT_PACKAGE, ""), *mark = "\nLanguage: ";
  const char *at = strstr (header, mark);

  return at != NULL ? g_strdelimit (g_strndup (at + strlen (mark), strcspn (at + strlen (mark), "\n")), "_", '-') : g_strdup ("en-GB");
}

static void
add_paragraph (GString *page, const char *words)
{
  g_autofree char *text = g_markup_escape_text (words, -1);

  if (*words != '\0')
    g_string_append_printf (page, "<p>%s</p>\n", text);
}

/* What it shows stands in words and in the table: the picture itself is passed over. */
static void
add_drawing (GString *page, GBytes *svg)
{
  gsize size;
  const guchar *data = g_bytes_get_data (svg, &size);
  g_autofree char *text = g_base64_encode (data, size);

  g_string_append_printf (page, "<p><img alt=\"\" src=\"data:image/svg+xml;base64,%s\"/></p>\n", text);
}

static void
add_cell (GString *page, const char *element, const char *attribute, const char *words)
{
  g_autofree char *text = g_markup_escape_text (words, -1);

  g_string_append_printf (page, "<%s%s>%s</%s>", element, attribute, text, element);
}

static void
add_row (GString *page, const HavenRows *rows, guint row)
{
  g_string_append (page, "<tr>");
  add_cell (page, "th", " scope=\"row\"", haven_rows_get (rows, row, 0));
  for (guint column = 1; column < rows->n_columns; column++)
    add_cell (page, "td", rows->numeric[column] ? " class=\"number\"" : "", haven_rows_get (rows, row, column));
  g_string_append (page, "</tr>\n");
}

static void
add_table (GString *page, const HavenRows *rows, const char *title)
{
  g_string_append (page, "<table>\n");
  add_cell (page, "caption", "", title);
  g_string_append (page, "\n<thead><tr>");
  for (guint column = 0; column < rows->n_columns; column++)
    add_cell (page, "th", " scope=\"col\"", haven_rows_get_header (rows, column));
  g_string_append (page, "</tr></thead>\n<tbody>\n");
  for (guint row = 0; row < haven_rows_get_n (rows); row++)
    add_row (page, rows, row);
  g_string_append (page, "</tbody>\n</table>\n");
}

char *
haven_chart_to_page (HavenChart *chart, GBytes *svg)
{
  GString *page = g_string_new ("<!DOCTYPE html>\n");
  g_autofree char *language = find_language (), *title = g_markup_escape_text (haven_chart_get_title (chart), -1);
  g_autofree char *description = haven_chart_describe (chart);
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);

  g_string_append_printf (page, "<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>%s</title>\n<style>\n%s</style>\n</head>\n"
                          "<body>\n<main>\n<h1>%s</h1>\n", language, title, style, title);
  add_paragraph (page, haven_chart_get_subtitle (chart));
  add_paragraph (page, description);
  add_drawing (page, svg);
  add_table (page, rows, haven_chart_get_title (chart));
  add_paragraph (page, haven_chart_get_source (chart));
  g_string_append (page, "</main>\n</body>\n</html>\n");
  return g_string_free (page, FALSE);
}
