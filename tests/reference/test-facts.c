/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "haven-benchmarks.h"
#include "haven-reference.h"
#include "haven-synonyms.h"

static guint
count (const char *const *codes)
{
  return g_strv_length ((char **) codes);
}

static void
test_code_lists (void)
{
  g_assert_cmpuint (count (haven_suspension_reason_codes ()), ==, 29);
  g_assert_cmpstr (haven_suspension_reason_text ("PP"), ==, "Physical assault against a pupil");
  g_assert_cmpstr (haven_suspension_reason_text ("DM"), ==, "Damage to property");
  g_assert_null (haven_suspension_reason_text ("LW"));
  g_assert_cmpstr (haven_suspension_reason_find ("pp"), ==, "PP");
  g_assert_cmpstr (haven_suspension_reason_find ("DM - Damage to property"), ==, "DM");
  g_assert_cmpstr (haven_suspension_reason_find (" physical  assault against a pupil"), ==, "PP");
  g_assert_null (haven_suspension_reason_find ("PP VA"));
  g_assert_null (haven_suspension_reason_find ("LW"));
  g_assert_null (haven_suspension_reason_find (""));
  g_assert_null (haven_suspension_reason_text (NULL));
  g_assert_cmpuint (count (haven_barrier_codes ()), >=, 7);
  g_assert_cmpstr (haven_barrier_text ("young-carer"), ==, "Young carer");
}

static void
test_meetings (void)
{
  static const char *const kinds[] = {
    "pep", "pep-initial", "pep-transition", "cla-review", "cin-review", "core-group", "cp-conference-initial", "cp-conference-review",
    "strategy", "early-help", "ehcp-review", "reintegration", "part-time-review", "governors-panel", "internal",
  };

  g_assert_cmpuint (count (haven_meeting_types ()), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_nonnull (haven_meeting_type_text (kinds[i]));
  g_assert_cmpstr (haven_meeting_type_text ("strategy"), ==, "Strategy discussion");
}

static void
test_rules (void)
{
  static const struct {
    const char *rule, *name;
    gint64 value;
  } numbers[] = {
    { "persistent-absence", "percent", 10 }, { "severe-absence", "percent", 50 },
    { "unauthorised", "sessions", 10 }, { "unauthorised", "weeks", 10 }, { "continuous-unauthorised", "days", 10 },
    { "illness", "days", 15 }, { "reason-wanted", "days", 5 }, { "few-sessions", "sessions", 20 },
    { "suspended-term", "days", 5 }, { "suspended-term", "governors-days", 15 }, { "suspended-year", "days", 45 },
    { "sixth-day", "day", 6 }, { "sixth-day", "looked-after-day", 1 }, { "lunchtime", "half-days", 1 },
    { "part-time", "week-minutes", 1950 }, { "part-time", "taught-minutes", 1500 },
    { "still-our-child", "first-weeks", 6 }, { "still-our-child", "second-weeks", 12 },
    { "sdq", "slightly-raised", 14 }, { "sdq", "raised", 17 }, { "ever-six", "years", 6 },
    { "absence-ages", "from", 5 }, { "absence-ages", "until", 15 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_assert_cmpint (haven_rule_number (numbers[i].rule, numbers[i].name), ==, numbers[i].value);
    g_assert_cmpstr (haven_rule_source (numbers[i].rule), !=, "");
    g_assert_cmpstr (haven_rule_text (numbers[i].rule, "date"), !=, "");
  }
  g_assert_cmpstr (haven_rule_text ("last-seen", "marks"), ==, "/\\LU");
}

static void
test_benchmarks (void)
{
  const HavenBenchmark *one = haven_benchmark_find ("England", "CINO", "secondary", "persistent_absence_rate");

  g_assert_nonnull (one);
  g_assert_cmpstr (one->year, ==, "2024/25");   /* the latest of three */
  g_assert_cmpfloat (one->value, ==, 61.0);
  g_assert_null (one->symbol);
  g_assert_cmpfloat (haven_benchmark_find ("England", "CLA", "all", "overall_absence_rate")->value, ==, 9.0);
  g_assert_cmpfloat_with_epsilon (haven_benchmark_find ("England", "all", "all", "suspension_rate")->value, 11.31, 0.005);
  g_assert_null (haven_benchmark_find ("England", "CPPO", "all", "one_plus_suspension_rate"));
  g_assert_null (haven_benchmark_find ("999", "CINO", "all", "overall_absence_rate"));
}

static void
test_authorities (void)
{
  const HavenBenchmark *one = haven_benchmark_find ("801", "CINO", "all", "overall_absence_rate");
  guint hidden = 0;

  g_assert_cmpstr (one->year, ==, "2024/25");
  g_assert_false (isnan (one->value));
  g_assert_cmpstr (haven_benchmark_find ("801", "all", "primary", "overall_absence_rate")->year, ==, "2025/26 to date");
  g_assert_null (haven_benchmark_find ("801", "all", "primary", "severe_absence_rate"));
  for (int area = 200; area < 1000; area++) {
    g_autofree char *code = g_strdup_printf ("%d", area);
    const HavenBenchmark *ap = haven_benchmark_find (code, "CPPO", "ap", "severe_absence_rate");
    g_assert_true (ap == NULL || (isnan (ap->value) != 0) == (ap->symbol != NULL));
    hidden += ap != NULL && g_strcmp0 (ap->symbol, "c") == 0;
  }
  g_assert_cmpuint (hidden, >, 100);
}

static void
test_synonyms (void)
{
  static const struct {
    const char *kind, *header, *member;
  } columns[] = {
    { "pupils", "UPN", "upn" }, { "pupils", "Unique Pupil Number", "upn" }, { "pupils", "learner upn", "upn" },
    { "pupils", "D.O.B.", "born" }, { "pupils", "date_of_birth", "born" }, { "pupils", " NC  Year ", "year_group" },
    { "pupils", "Free school meals", "fsm" }, { "statuses", "CiN/CP/LAC", "status" }, { "statuses", "Opened", "first" },
    { "marks", "AM/PM", "session" }, { "marks", "Mark Date", "day" }, { "suspensions", "No. of sessions", "sessions" },
    { "suspensions", "Type", "type" }, { "marks", "Type", NULL }, { "pupils", "Shoe size", NULL }, { "pupils", "", NULL },
    { "pupils", NULL, NULL }, { "pupils", "Date of birth (DD/MM/YYYY)", "born" }, { "pupils", "Pupil Surname", "surname" },
    { "pupils", "Pupils Surname", "surname" }, { "pupils", "(legal)", NULL }, { "statuses", "End of plan", "last" },
  };
  static const struct {
    const char *set, *text, *code;
  } values[] = {
    { "status", "LAC", "CLA" }, { "status", "child protection plan", "CP" }, { "status", "CP?", "CP" }, { "status", "none", NULL },
    { "suspension", "FIXD", "SUSP" }, { "session", "pm", "PM" }, { "fsm", "TRUE", "yes" }, { "sen", "EHC plan", "E" },
    { "year", "Reception", "R" }, { "total", "Grand total", "total" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_cmpstr (haven_synonym_find_column (columns[i].kind, columns[i].header), ==, columns[i].member);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_cmpstr (haven_synonym_find_value (values[i].set, values[i].text), ==, values[i].code);
  g_assert_true (g_strv_contains (haven_synonym_get_needs ("marks"), "mark"));
}

static gpointer
start_in_thread (gpointer data)
{
  haven_reference_start ();
  return haven_reference_get ("rules.json");
}

static void
test_threads (void)
{
  GThread *threads[8];
  gpointer first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("start", start_in_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
    gpointer bytes = g_thread_join (threads[i]);
    first = first == NULL ? bytes : first;
    g_assert_true (bytes == first);
  }
}

static void
test_unknown_aborts (void)
{
  if (g_test_subprocess ()) {
    haven_rule_number ("persistent-absence", "nonsense");
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*no nonsense of persistent-absence*");
}

/* Two years of every authority, each by its own name, with how many pupils a figure is of */
static void
test_years_of_authorities (void)
{
  const HavenBenchmark *before = haven_benchmark_find_in ("2023/24", "330", "CINO", "all", "persistent_absence_rate");
  const HavenBenchmark *latest = haven_benchmark_find_in ("2024/25", "330", "CINO", "all", "persistent_absence_rate");

  g_assert_cmpstr (before->year, ==, "2023/24");
  g_assert_cmpstr (latest->year, ==, "2024/25");
  g_assert_cmpint (latest->pupils, >, 1000);
  g_assert_true (haven_benchmark_find ("330", "CINO", "all", "persistent_absence_rate") != before);
  g_assert_null (haven_benchmark_find_in ("1999/00", "330", "CINO", "all", "persistent_absence_rate"));
  g_assert_cmpint (haven_benchmark_find_in ("2024/25", "England", "CINO", "all", "persistent_absence_rate")->pupils, ==, -1);
}

static void
test_names_of_authorities (void)
{
  const char *const *codes = haven_authority_codes ();

  g_assert_cmpuint (g_strv_length ((char **) codes), ==, 153);
  g_assert_cmpstr (haven_authority_name ("330"), ==, "Birmingham");
  g_assert_null (haven_authority_name ("999"));
  g_assert_null (haven_authority_name (NULL));
  for (guint i = 0; codes[i] != NULL; i++)
    g_assert_nonnull (haven_benchmark_find_in ("2024/25", codes[i], "CLA", "all", "overall_absence_rate"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reference/start/threads", test_threads);
  g_test_add_func ("/reference/lists/codes", test_code_lists);
  g_test_add_func ("/reference/practice_22/meetings", test_meetings);
  g_test_add_func ("/reference/rules/numbers", test_rules);
  g_test_add_func ("/reference/rules/unknown-aborts", test_unknown_aborts);
  g_test_add_func ("/reference/benchmarks/england", test_benchmarks);
  g_test_add_func ("/reference/benchmarks/authorities", test_authorities);
  g_test_add_func ("/reference/synonyms", test_synonyms);
  g_test_add_func ("/reference/benchmarks/years-of-authorities", test_years_of_authorities);
  g_test_add_func ("/reference/benchmarks/names-of-authorities", test_names_of_authorities);
  return g_test_run ();
}
