/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-receipt.h"

#include <string.h>

static void
append_letter (GString *json, char c)
{
  if (c == '"' || c == '\\')
    g_string_append_printf (json, "\\%c", c);
  else if ((guchar) c < 0x20)
    g_string_append_printf (json, "\\u%04x", c);
  else
    g_string_append_c (json, c);
}

static void
append_text (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *c = text; *c != '\0'; c++)
    append_letter (json, *c);
  g_string_append_c (json, '"');
}

static void
append_problem (GString *json, const HavenImportProblem *problem)
{
  g_string_append_printf (json, "{\"line\":%u,\"column\":", problem->line);
  append_text (json, problem->column);
  g_string_append (json, ",\"code\":");
  append_text (json, problem->code);
  g_string_append (json, ",\"message\":");
  append_text (json, problem->message);
  g_string_append_c (json, '}');
}

static char *
print_problems (GPtrArray *problems)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < problems->len; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    append_problem (json, problems->pdata[i]);
  }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static char *
print_sentences (GPtrArray *sentences)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < sentences->len; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    append_text (json, sentences->pdata[i]);
  }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

/* What was decided, by the keys of the questions: no names stand in them */
static char *
print_answers (GPtrArray *questions)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < questions->len; i++) {
    const HavenImportQuestion *question = questions->pdata[i];
    if (question->answer == NULL)
      continue;
    if (json->len > 1)
      g_string_append_c (json, ',');
    append_text (json, question->key);
    g_string_append_c (json, ':');
    append_text (json, question->answer);
  }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

HavenImport *
haven_receipt_new (HavenImportPreview *preview, const char *digest, const char *by, HavenClock clock)
{
  HavenImport *receipt = haven_import_new ();

  receipt->made_at = clock.now;
  receipt->by = g_strdup (by);
  receipt->type = preview->type;
  receipt->file = g_strdup (preview->file);
  receipt->digest = g_strdup (digest);
  receipt->rows = preview->rows;
  receipt->added = preview->added;
  receipt->changed = preview->changed;
  receipt->same = preview->same;
  receipt->problems = preview->n_problems;
  receipt->problem_list = print_problems (preview->problems);
  receipt->assumptions = print_sentences (preview->assumptions);
  receipt->absent = preview->absent;
  receipt->answers = print_answers (preview->questions);
  receipt->first = preview->days.first;
  receipt->last = preview->days.last;
  return receipt;
}
