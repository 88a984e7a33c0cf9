/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type: days and times; and forms that fit their records. No display is needed. */
#include <glib.h>

#include "haven-form-specs.h"
#include "haven-typed-day.h"

/* A Friday */
static HavenDay
today (void)
{
  return haven_day_new (2025, 11, 21);
}

typedef struct {
  const char *typed;
  const char *iso;          /* NULL: cannot be read */
} DayCase;

static void
test_days (void)
{
  static const DayCase cases[] = {
    { "", "" }, { "  ", "" }, { "2025-11-12", "2025-11-12" }, { "12/11/2025", "2025-11-12" }, { "12.11.25", "2025-11-12" },
    { "1-9-2025", "2025-09-01" }, { "12 Nov", "2025-11-12" }, { "12 november 2025", "2025-11-12" }, { "Wed 12 Nov", "2025-11-12" },
    { "wednesday 12 november 2025", "2025-11-12" }, { "today", "2025-11-21" }, { "Yesterday", "2025-11-20" }, { "tomorrow", "2025-11-22" },
    { "Friday", "2025-11-21" }, { "monday", "2025-11-17" }, { "sat", "2025-11-15" }, { "3 Jan", "2026-01-03" }, { "30 June", "2025-06-30" },
    { "29 Feb 2024", "2024-02-29" }, { "29 Feb 2025", NULL }, { "31/4/2025", NULL }, { "32 Nov", NULL }, { "12/13/2025", NULL },
    { "soon", NULL }, { "12", NULL }, { "12 11 20 25", NULL }, { "n/a", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    HavenDay day = 7;
    gboolean read = haven_typed_day_parse (cases[i].typed, today (), &day);
    g_autofree char *iso = haven_day_to_iso (day);

    g_test_message ("“%s”", cases[i].typed);
    g_assert_cmpint (read, ==, cases[i].iso != NULL);
    if (read)
      g_assert_cmpstr (iso, ==, cases[i].iso);
    else
      g_assert_cmpint (day, ==, 7);
  }
}

static void
test_days_come_back (void)
{
  for (HavenDay day = haven_day_new (2023, 12, 20); day < haven_day_new (2025, 1, 10); day++) {
    g_autofree char *text = haven_typed_day_format (day);
    HavenDay read;

    g_assert_true (haven_typed_day_parse (text, today (), &read));
    g_assert_cmpint (read, ==, day);
  }
}

typedef struct {
  const char *typed;
  int minute;               /* -2: cannot be read */
} TimeCase;

static void
test_times (void)
{
  static const TimeCase cases[] = {
    { "", -1 }, { "14:30", 870 }, { "9:05", 545 }, { "2.30 pm", 870 }, { "2.30pm", 870 }, { "12am", 0 }, { "12 pm", 720 }, { "1430", 870 },
    { "930", 570 }, { "9", 540 }, { "9am", 540 }, { "00:00", 0 }, { "23:59", 1439 }, { "24:00", -2 }, { "9:60", -2 }, { "13pm", -2 },
    { "noon", -2 }, { "9:5", -2 }, { "12345", -2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 minute = -2;
    gboolean read = haven_typed_time_parse (cases[i].typed, &minute);

    g_test_message ("“%s”", cases[i].typed);
    g_assert_cmpint (read, ==, cases[i].minute != -2);
    g_assert_cmpint (minute, ==, cases[i].minute);
  }
}

/* Every input of every form names a member of its record, of the kind that it writes: a wrong one would write over its neighbours. */
static HavenFieldType
kind_written (HavenInputType type)
{
  switch (type) {
  case HAVEN_INPUT_DAY: return HAVEN_FIELD_DAY;
  case HAVEN_INPUT_TIME: case HAVEN_INPUT_NUMBER: case HAVEN_INPUT_SCORE: case HAVEN_INPUT_SOCIAL_WORKER: return HAVEN_FIELD_INT;
  case HAVEN_INPUT_FLAG: return HAVEN_FIELD_FLAG;
  case HAVEN_INPUT_CHOICE: return HAVEN_FIELD_CODE;
  default: return HAVEN_FIELD_TEXT;
  }
}

static void
check_input (const HavenKind *kind, const HavenInput *input)
{
  const HavenField *field = NULL;

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, input->field))
      field = &kind->fields[i];
  g_test_message ("%s.%s", kind->name, input->field);
  g_assert_nonnull (field);
  g_assert_cmpint (field->type, ==, kind_written (input->type));
  g_assert_nonnull (input->title);
  g_assert_cmpint (input->type == HAVEN_INPUT_CHOICE, ==, input->choice != NULL);
  g_assert_cmpint (input->type == HAVEN_INPUT_CODE || input->type == HAVEN_INPUT_CODES, ==, input->codes != NULL && input->words != NULL);
}

/* An enum's words are as many as its codes: a choice past the last would be stored as nothing. */
static void
check_choices (const HavenKind *kind, const HavenInput *input)
{
  guint words = 0, codes = 0;

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, input->field))
      codes = g_strv_length ((GStrv) kind->fields[i].codes);
  while (input->choice (words) != NULL)
    words++;
  g_assert_cmpint (words, ==, codes);
}

static void
test_forms (void)
{
  guint n;
  const HavenFormSpec *specs = haven_form_specs (&n);

  for (guint i = 0; i < n; i++) {
    const HavenKind *kind = haven_table_get_kind (specs[i].table);

    g_assert_true (haven_form_spec_find (specs[i].name) == &specs[i]);
    for (const HavenInput *input = specs[i].inputs; input->field != NULL; input++) {
      check_input (kind, input);
      if (input->choice != NULL)
        check_choices (kind, input);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/typed/days", test_days);
  g_test_add_func ("/ui/typed/days-come-back", test_days_come_back);
  g_test_add_func ("/ui/typed/times", test_times);
  g_test_add_func ("/ui/forms/inputs-fit-their-records", test_forms);
  return g_test_run ();
}
