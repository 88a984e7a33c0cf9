/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-reader.h"

#include <gio/gio.h>
#include <string.h>

#include "haven-text.h"

static char *
run_pdftotext (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) reader = NULL;
  g_autoptr (GBytes) words = NULL;

  reader = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                             "pdftotext", "-layout", "-", "-", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (reader, pdf, NULL, &words, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (reader));
  return g_strndup (g_bytes_get_data (words, NULL), g_bytes_get_size (words));
}

/* The reader ends each page with a form feed */
GPtrArray *
report_read_pages (GBytes *pdf)
{
  g_autofree char *text = run_pdftotext (pdf);
  g_auto (GStrv) parts = g_strsplit (text, "\f", -1);
  GPtrArray *pages = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i++) {
    g_auto (GStrv) words = g_strsplit (parts[i], "\302\240", -1);
    g_autofree char *plain = g_strjoinv (" ", words);
    g_ptr_array_add (pages, haven_text_squeeze (plain));
  }
  return pages;
}

guint
report_count (const char *text, const char *needle)
{
  guint n = 0;

  for (const char *at = strstr (text, needle); at != NULL; at = strstr (at + strlen (needle), needle))
    n++;
  return n;
}

guint
report_count_all (GPtrArray *pages, const char *needle)
{
  guint n = 0;

  for (guint i = 0; i < pages->len; i++)
    n += report_count (pages->pdata[i], needle);
  return n;
}
