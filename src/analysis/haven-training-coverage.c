/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-training-coverage.h"

#include <string.h>

#include "haven-reference.h"
#include "haven-text.h"

#define RULE "training-lapses"

const char *
haven_trained_state_code (HavenTrainedState state)
{
  static const char *const codes[] = { "never", "in-date", "lapses-soon", "lapsed" };

  return codes[state];
}

char *
haven_training_topic_text (const char *topic)
{
  g_autofree char *words = g_strdelimit (g_strdup (topic), "-_", ' ');
  g_autofree char *head = g_utf8_substring (words, 0, *words != '\0');
  g_autofree char *upper = g_utf8_strup (head, -1);

  return g_strconcat (upper, words + strlen (head), NULL);
}

static gboolean
is_in_post (const HavenPerson *person, HavenDay day)
{
  return person->type == HAVEN_PERSON_STAFF && haven_span_contains ((HavenSpan) { person->first, person->last }, day);
}

GPtrArray *
haven_training_list_staff (HavenSchool *school, HavenDay day)
{
  GPtrArray *people = haven_school_get_table (school, HAVEN_TABLE_PEOPLE);
  GPtrArray *staff = g_ptr_array_new ();

  for (guint i = 0; i < people->len; i++)
    if (is_in_post (people->pdata[i], day))
      g_ptr_array_add (staff, people->pdata[i]);
  return staff;
}

static int
compare_topics (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
haven_training_list_topics (HavenSchool *school)
{
  GPtrArray *trainings = haven_school_get_table (school, HAVEN_TABLE_TRAINING);
  GPtrArray *topics = g_ptr_array_new ();

  for (guint i = 0; i < trainings->len; i++) {
    const char *topic = ((HavenTraining *) trainings->pdata[i])->topic;

    if (!haven_text_is_empty (topic) && !g_ptr_array_find_with_equal_func (topics, topic, g_str_equal, NULL))
      g_ptr_array_add (topics, (gpointer) topic);
  }
  g_ptr_array_sort (topics, compare_topics);
  return topics;
}

/* No day of lapsing stands longer than any */
static gboolean
stands_longer (const HavenTraining *one, const HavenTraining *other)
{
  if (other == NULL || one->lapses_on == other->lapses_on)
    return other == NULL || one->done_on >= other->done_on;
  return one->lapses_on == HAVEN_DAY_NONE || (other->lapses_on != HAVEN_DAY_NONE && one->lapses_on > other->lapses_on);
}

static HavenTrainedState
judge (const HavenTraining *training, HavenDay day)
{
  if (training == NULL)
    return HAVEN_TRAINED_NEVER;
  if (training->lapses_on == HAVEN_DAY_NONE)
    return HAVEN_TRAINED_IN_DATE;
  if (training->lapses_on < day)
    return HAVEN_TRAINED_LAPSED;
  return training->lapses_on - day <= (HavenDay) haven_rule_number (RULE, "days") ? HAVEN_TRAINED_LAPSES_SOON : HAVEN_TRAINED_IN_DATE;
}

HavenTrained
haven_training_look (HavenSchool *school, const HavenPerson *person, const char *topic, HavenDay day)
{
  GPtrArray *trainings = haven_school_get_table (school, HAVEN_TABLE_TRAINING);
  HavenTrained self = { .person = person, .topic = topic };

  for (guint i = 0; i < trainings->len; i++) {
    const HavenTraining *one = trainings->pdata[i];
    gboolean done = one->done_on != HAVEN_DAY_NONE && one->done_on <= day;
    if (done && one->person_id == person->id && g_strcmp0 (one->topic, topic) == 0 && stands_longer (one, self.training))
      self.training = one;
  }
  self.state = judge (self.training, day);
  return self;
}

static HavenTrainingCoverage
count_topic (HavenSchool *school, GPtrArray *staff, const char *topic, HavenDay day)
{
  HavenTrainingCoverage coverage = { .topic = topic, .staff = staff->len };

  for (guint i = 0; i < staff->len; i++) {
    HavenTrained trained = haven_training_look (school, staff->pdata[i], topic, day);
    coverage.current += trained.state == HAVEN_TRAINED_IN_DATE || trained.state == HAVEN_TRAINED_LAPSES_SOON;
    coverage.lapsed += trained.state == HAVEN_TRAINED_LAPSED;
  }
  return coverage;
}

GArray *
haven_training_coverage (HavenSchool *school, HavenDay day)
{
  g_autoptr (GPtrArray) topics = haven_training_list_topics (school), staff = haven_training_list_staff (school, day);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenTrainingCoverage));

  for (guint i = 0; i < topics->len; i++) {
    HavenTrainingCoverage coverage = count_topic (school, staff, topics->pdata[i], day);
    g_array_append_val (all, coverage);
  }
  return all;
}

static int
compare_lapses (gconstpointer a, gconstpointer b)
{
  const HavenTrained *one = a, *two = b;
  int order = (one->training->lapses_on > two->training->lapses_on) - (one->training->lapses_on < two->training->lapses_on);

  return order != 0 ? order : g_strcmp0 (one->person->name, two->person->name);
}

GArray *
haven_training_list_lapses (HavenSchool *school, HavenDay day)
{
  g_autoptr (GPtrArray) topics = haven_training_list_topics (school), staff = haven_training_list_staff (school, day);
  GArray *lapses = g_array_new (FALSE, FALSE, sizeof (HavenTrained));

  for (guint i = 0; i < topics->len; i++)
    for (guint k = 0; k < staff->len; k++) {
      HavenTrained trained = haven_training_look (school, staff->pdata[k], topics->pdata[i], day);
      if (trained.state == HAVEN_TRAINED_LAPSED || trained.state == HAVEN_TRAINED_LAPSES_SOON)
        g_array_append_val (lapses, trained);
    }
  g_array_sort (lapses, compare_lapses);
  return lapses;
}
