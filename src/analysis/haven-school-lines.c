/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-school-lines.h"

#include "haven-training-coverage.h"

static const char *const topics[] = { "attachment", "trauma", "emotion-coaching", NULL };
static const char *const answers[] = { "yes", "no", NULL };
static const char *const supports[] = { "attachment", "trauma", "emotion-coaching", "attendance", "suspensions", "learning",
                                        "special-needs", "mental-health", "visit", NULL };

static void
add_line (HavenReturn *ret, const char *line, const char *topic, const char *value)
{
  HavenReturnLine added = { g_intern_string (line), topic != NULL ? g_intern_string (topic) : NULL, g_intern_string (value) };

  g_array_append_val (ret->lines, added);
}

static void
add_number (HavenReturn *ret, const char *line, const char *topic, guint number)
{
  g_autofree char *value = g_strdup_printf ("%u", number);

  add_line (ret, line, topic, value);
}

static void
add_staff (HavenSchool *school, HavenDay day, HavenReturn *ret)
{
  g_autoptr (GArray) coverage = haven_training_coverage (school, day);

  if (coverage->len == 0)
    return;
  add_number (ret, "staff_in_post", NULL, g_array_index (coverage, HavenTrainingCoverage, 0).staff);
  for (guint i = 0; i < coverage->len; i++) {
    const HavenTrainingCoverage *topic = &g_array_index (coverage, HavenTrainingCoverage, i);

    if (g_strv_contains (topics, topic->topic))
      add_number (ret, "staff_trained", topic->topic, topic->current);
  }
}

static void
add_answer (HavenSchool *school, const char *setting, const char *line, HavenReturn *ret)
{
  const char *answer = haven_school_get_setting (school, setting, "");

  if (g_strv_contains (answers, answer))
    add_line (ret, line, NULL, answer);
}

static void
add_day (HavenSchool *school, const char *setting, const char *line, HavenReturn *ret)
{
  HavenDay day;
  g_autofree char *text = NULL;

  if (!haven_day_parse (haven_school_get_setting (school, setting, ""), &day))
    return;
  text = haven_day_to_iso (day);
  add_line (ret, line, NULL, text);
}

static void
add_wanted (HavenSchool *school, HavenReturn *ret)
{
  g_auto (GStrv) wanted = g_strsplit (haven_school_get_setting (school, "lines.support-wanted", ""), ",", -1);

  for (guint i = 0; supports[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) wanted, supports[i]))
      add_line (ret, "support_wanted", NULL, supports[i]);
}

const char *const *
haven_school_lines_list_supports (void)
{
  return supports;
}

void
haven_school_lines_add (HavenSchool *school, HavenDay day, HavenReturn *ret)
{
  add_staff (school, day, ret);
  add_answer (school, "lines.dsl", "dsl_in_post", ret);
  add_answer (school, "lines.designated-teacher", "designated_teacher_in_post", ret);
  add_day (school, "lines.whole-school-training", "whole_school_training", ret);
  add_wanted (school, ret);
}
