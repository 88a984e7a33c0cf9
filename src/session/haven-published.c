/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-published.h"

#include "haven-authority.h"
#include "haven-signposts.h"
#include "haven-text.h"
#include "haven-wire-document.h"
#include "haven-wire-survey.h"

#include <string.h>

static GBytes *
dup_document (HavenSchool *school, gint64 authority, const char *key)
{
  const char *text = haven_authority_get (school, authority, key, NULL);

  return text == NULL ? NULL : g_bytes_new (text, strlen (text));
}

static void
free_priority (HavenPriority *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->text);
  g_free (self->measure);
  g_free (self->target);
  g_free (self);
}

static HavenPriority *
make_priority (HavenWirePriority *from, gint64 authority)
{
  HavenPriority *priority = g_new0 (HavenPriority, 1);

  priority->id = g_strdup (from->id);
  priority->title = g_strdup (from->title);
  priority->text = g_strdup (from->text);
  priority->measure = g_strdup (from->measure);
  priority->target = g_strdup (from->target);
  priority->by = from->by;
  priority->authority = authority;
  return priority;
}

static void
add_priorities (GPtrArray *list, HavenSchool *school, gint64 authority)
{
  g_autoptr (GBytes) bytes = dup_document (school, authority, "document.priorities");
  g_autoptr (HavenWirePriorities) wire = bytes == NULL ? NULL : haven_wire_priorities_parse (bytes, NULL);

  for (guint i = 0; wire != NULL && i < wire->priorities->len; i++)
    g_ptr_array_add (list, make_priority (wire->priorities->pdata[i], authority));
}

GPtrArray *
haven_published_list_priorities (HavenSchool *school)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) free_priority);
  g_autoptr (GArray) authorities = haven_authority_list (school);

  for (guint i = 0; i < authorities->len; i++)
    add_priorities (list, school, g_array_index (authorities, gint64, i));
  return list;
}

static void
free_signpost (HavenSignpost *self)
{
  char *texts[] = { self->id, self->kind, self->title, self->text, self->url, self->phone, self->email, self->source };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (self);
}

static gboolean
is_wanted (const char *title, const char *text, const char *search)
{
  g_autofree char *needle = haven_text_fold (search != NULL ? search : "");
  g_autofree char *both = g_strconcat (title, " ", text, NULL), *haystack = haven_text_fold (both);

  return haven_text_matches (haystack, needle);
}

static HavenSignpost *
make_signpost (HavenWireResource *from, gint64 authority)
{
  HavenSignpost *signpost = g_new0 (HavenSignpost, 1);

  signpost->id = g_strdup (from->id);
  signpost->kind = g_strdup (HAVEN_WIRE_RESOURCE_CODES[from->type]);
  signpost->title = g_strdup (from->title);
  signpost->text = g_strdup (from->text);
  signpost->url = g_strdup (from->url);
  signpost->phone = g_strdup (from->phone);
  signpost->email = g_strdup (from->email);
  signpost->dated = from->dated;
  signpost->authority = authority;
  return signpost;
}

static void
add_signposts (GPtrArray *list, HavenSchool *school, gint64 authority, const char *search)
{
  g_autoptr (GBytes) bytes = dup_document (school, authority, "document.resources");
  g_autoptr (HavenWireResources) wire = bytes == NULL ? NULL : haven_wire_resources_parse (bytes, NULL);

  for (guint i = 0; wire != NULL && i < wire->resources->len; i++) {
    HavenWireResource *resource = wire->resources->pdata[i];
    if (is_wanted (resource->title, resource->text, search))
      g_ptr_array_add (list, make_signpost (resource, authority));
  }
}

static HavenSignpost *
copy_signpost (const HavenReferenceSignpost *from)
{
  HavenSignpost *signpost = g_new0 (HavenSignpost, 1);

  signpost->id = g_strconcat ("england:", from->url, NULL);
  signpost->kind = g_strdup (from->kind);
  signpost->title = g_strdup (from->title);
  signpost->text = g_strdup (from->text);
  signpost->url = g_strdup (from->url);
  signpost->phone = haven_text_is_empty (from->phone) ? NULL : g_strdup (from->phone);
  signpost->source = g_strdup (from->source);
  signpost->dated = from->dated;
  signpost->authority = HAVEN_PUBLISHED_BY_HAVEN;
  return signpost;
}

static void
add_england (GPtrArray *list, const char *search)
{
  guint n;
  const HavenReferenceSignpost *all = haven_signposts_england (&n);

  for (guint i = 0; i < n; i++)
    if (is_wanted (all[i].title, all[i].text, search))
      g_ptr_array_add (list, copy_signpost (&all[i]));
}

GPtrArray *
haven_published_list_signposts (HavenSchool *school, const char *search)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) free_signpost);
  g_autoptr (GArray) authorities = haven_authority_list (school);

  for (guint i = 0; i < authorities->len; i++)
    add_signposts (list, school, g_array_index (authorities, gint64, i), search);
  add_england (list, search);
  return list;
}

/* ---- surveys ---- */

static void
free_question (HavenSurveyQuestion *self)
{
  g_free (self->id);
  g_free (self->text);
  g_strfreev (self->choices);
  g_strfreev (self->choice_texts);
  g_free (self);
}

static void
free_survey (HavenSurvey *self)
{
  g_free (self->id);
  g_free (self->title);
  g_ptr_array_unref (self->questions);
  g_free (self);
}

static HavenSurveyQuestion *
make_question (const HavenWireQuestion *from)
{
  HavenSurveyQuestion *question = g_new0 (HavenSurveyQuestion, 1);

  question->id = g_strdup (from->id);
  question->text = g_strdup (from->text);
  question->choices = g_new0 (char *, from->choices->len + 1);
  question->choice_texts = g_new0 (char *, from->choices->len + 1);
  for (guint i = 0; i < from->choices->len; i++) {
    const HavenWireChoice *choice = from->choices->pdata[i];
    question->choices[i] = g_strdup (choice->id);
    question->choice_texts[i] = g_strdup (choice->text);
  }
  return question;
}

/* What was last written here, whether it has gone or waits */
static gboolean
is_answered (HavenSchool *school, const HavenSurvey *survey)
{
  GPtrArray *items = haven_school_get_table (school, HAVEN_TABLE_OUTBOX);

  for (guint i = 0; i < items->len; i++) {
    const HavenOutboxItem *item = g_ptr_array_index (items, i);
    gboolean goes = item->state == HAVEN_OUTBOX_WAITING || item->state == HAVEN_OUTBOX_SENT;
    if (item->type == HAVEN_OUTBOX_SURVEY && goes && item->authority == survey->authority && g_strcmp0 (item->target, survey->id) == 0)
      return TRUE;
  }
  return FALSE;
}

static HavenSurvey *
read_survey (HavenSchool *school, gint64 authority)
{
  g_autoptr (GBytes) bytes = dup_document (school, authority, "document.survey");
  g_autoptr (HavenWireSurvey) wire = bytes == NULL ? NULL : haven_wire_survey_parse (bytes, NULL);
  HavenSurvey *survey;

  if (wire == NULL || wire->questions->len == 0)
    return NULL;
  survey = g_new0 (HavenSurvey, 1);
  survey->id = g_strdup (wire->id);
  survey->title = g_strdup (wire->title);
  survey->closes_on = wire->closes_on;
  survey->authority = authority;
  survey->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) free_question);
  for (guint i = 0; i < wire->questions->len; i++)
    g_ptr_array_add (survey->questions, make_question (wire->questions->pdata[i]));
  survey->answered = is_answered (school, survey);
  return survey;
}

GPtrArray *
haven_published_list_surveys (HavenSchool *school, HavenDay today)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) free_survey);
  g_autoptr (GArray) authorities = haven_authority_list (school);

  for (guint i = 0; i < authorities->len; i++) {
    HavenSurvey *survey = read_survey (school, g_array_index (authorities, gint64, i));
    if (survey != NULL && (survey->closes_on == HAVEN_DAY_NONE || survey->closes_on >= today))
      g_ptr_array_add (list, survey);
    else if (survey != NULL)
      free_survey (survey);
  }
  return list;
}

GBytes *
haven_survey_make_answers (const char *const *questions, const char *const *choices)
{
  g_autoptr (HavenWireAnswers) answers = haven_wire_answers_new ();

  for (guint i = 0; questions[i] != NULL; i++) {
    HavenWireAnswer *answer = haven_wire_answer_new ();
    answer->question = g_strdup (questions[i]);
    answer->choice = g_strdup (choices[i]);
    g_ptr_array_add (answers->answers, answer);
  }
  return haven_wire_answers_print (answers);
}
