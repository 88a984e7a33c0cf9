/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-import.h"

#include <string.h>

#include "haven-code.h"
#include "haven-import-choices.h"
#include "haven-limits.h"

static const char *const import_types[] = {
  "pupils", "statuses", "marks", "suspensions", "totals", "attainment", "school-attainment", "authority-list", "auto", "transfer", NULL
};
static const HavenField import_fields[] = {
  HAVEN_INT (HavenImport, id),
  HAVEN_INT (HavenImport, made_at),
  HAVEN_TEXT (HavenImport, by),
  HAVEN_CODE (HavenImport, type, import_types),
  HAVEN_TEXT (HavenImport, file),
  HAVEN_TEXT (HavenImport, digest),
  HAVEN_INT (HavenImport, rows),
  HAVEN_INT (HavenImport, added),
  HAVEN_INT (HavenImport, changed),
  HAVEN_INT (HavenImport, same),
  HAVEN_INT (HavenImport, problems),
  HAVEN_TEXT (HavenImport, problem_list),
  HAVEN_TEXT (HavenImport, assumptions),
  HAVEN_DAY (HavenImport, first),
  HAVEN_DAY (HavenImport, last),
  HAVEN_INT (HavenImport, undone_at),
  HAVEN_INT (HavenImport, absent),
  HAVEN_TEXT (HavenImport, answers),
};
HAVEN_DEFINE_RECORD (HavenImport, haven_import, HAVEN_KIND_IMPORT, "imports", import_fields)

const char *
haven_import_type_code (HavenImportType type)
{
  return haven_code_at (import_types, type);
}

gboolean
haven_import_type_parse (const char *code, HavenImportType *ret_type)
{
  int value;

  if (!haven_code_parse (import_types, code, &value) || value > HAVEN_IMPORT_AUTO)
    return FALSE;
  *ret_type = value;
  return TRUE;
}

static void
free_problem (gpointer data)
{
  HavenImportProblem *self = data;

  g_free (self->column);
  g_free (self->message);
  g_free (self);
}

static void
free_change (gpointer data)
{
  HavenImportChange *self = data;

  g_free (self->what);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static void
free_question (gpointer data)
{
  HavenImportQuestion *self = data;

  g_free (self->key);
  g_free (self->sentence);
  g_strfreev (self->answers);
  g_strfreev (self->words);
  g_free (self->answer);
  g_free (self);
}

static void
free_column (gpointer data)
{
  HavenImportColumn *self = data;

  g_free (self->header);
  g_free (self->sample);
  g_free (self);
}

HavenImportPreview *
haven_import_preview_new (const char *path, HavenImportType type)
{
  HavenImportPreview *self = g_new0 (HavenImportPreview, 1);

  self->path = g_strdup (path);
  self->file = g_path_get_basename (path);
  self->type = type;
  self->problems = g_ptr_array_new_with_free_func (free_problem);
  self->changes = g_ptr_array_new_with_free_func (free_change);
  self->assumptions = g_ptr_array_new_with_free_func (g_free);
  self->absences = g_ptr_array_new_with_free_func (g_free);
  self->questions = g_ptr_array_new_with_free_func (free_question);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->days = (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  return self;
}

void
haven_import_preview_free (HavenImportPreview *self)
{
  if (self == NULL)
    return;
  if (self->free_staged != NULL)
    self->free_staged (self->staged);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->assumptions);
  g_ptr_array_unref (self->absences);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->columns);
  haven_import_choices_free (self->choices);
  g_free (self->shape);
  g_free (self->missing);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->path);
  g_free (self->file);
  g_free (self);
}

void
haven_import_preview_add_problem (HavenImportPreview *self, guint line, const char *column, const char *code, char *take_message)
{
  HavenImportProblem *problem;

  self->n_problems++;
  if (self->problems->len >= HAVEN_LIMIT_PROBLEMS) {
    g_free (take_message);
    return;
  }
  problem = g_new0 (HavenImportProblem, 1);
  problem->line = line;
  problem->column = g_strdup (column);
  problem->code = g_intern_string (code);
  problem->message = take_message;
  g_ptr_array_add (self->problems, problem);
}

void
haven_import_preview_add_change (HavenImportPreview *self, char *take_what, char *take_before, char *take_after)
{
  HavenImportChange *change = g_new0 (HavenImportChange, 1);

  change->what = take_what;
  change->before = take_before;
  change->after = take_after;
  if (self->changes->len < HAVEN_IMPORT_EXAMPLES)
    g_ptr_array_add (self->changes, change);
  else
    free_change (change);
}

void
haven_import_preview_add_absence (HavenImportPreview *self, const HavenPupil *who)
{
  self->absent++;
  if (self->absences->len < HAVEN_IMPORT_EXAMPLES)
    g_ptr_array_add (self->absences, haven_pupil_dup_name (who));
}

HavenImportQuestion *
haven_import_preview_add_question (HavenImportPreview *self, char *take_key, guint line, char *take_sentence)
{
  HavenImportQuestion *question = g_new0 (HavenImportQuestion, 1);
  g_autofree char *code = g_strndup (take_key, strcspn (take_key, ":"));

  question->key = take_key;
  question->code = g_intern_string (code);
  question->line = line;
  question->sentence = take_sentence;
  question->answers = g_new0 (char *, 1);
  question->words = g_new0 (char *, 1);
  question->answer = g_strdup (haven_import_choices_get_answer (self->choices, take_key));
  g_ptr_array_add (self->questions, question);
  return question;
}

HavenImportQuestion *
haven_import_preview_find_question (HavenImportPreview *self, const char *key)
{
  for (guint i = 0; i < self->questions->len; i++) {
    HavenImportQuestion *question = self->questions->pdata[i];
    if (g_str_equal (question->key, key))
      return question;
  }
  return NULL;
}

gboolean
haven_import_preview_is_open (HavenImportPreview *self)
{
  for (guint i = 0; i < self->questions->len; i++) {
    const HavenImportQuestion *question = self->questions->pdata[i];
    if (question->needed && question->answer == NULL)
      return TRUE;
  }
  return self->missing != NULL;
}

static void
append (GStrv *list, const char *text)
{
  guint n = g_strv_length (*list);

  *list = g_renew (char *, *list, n + 2);
  (*list)[n] = g_strdup (text);
  (*list)[n + 1] = NULL;
}

void
haven_import_question_offer (HavenImportQuestion *self, const char *answer, const char *words)
{
  append (&self->answers, answer);
  append (&self->words, words);
}
