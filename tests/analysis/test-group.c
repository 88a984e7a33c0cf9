/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-group.h"
#include "haven-test-school.h"

#define MARCH haven_test_day ("2026-03-18")

typedef struct {
  HavenStatus status;
  const char *first;
  const char *last;
} Spell;

typedef struct {
  const char *name;
  Spell spells[3];
  const char *text;
  const char *label;
  const char *groups;           /* those that have it, by a space; all is left out */
} Case;

static const Case cases[] = {
  { "nothing", { { 0 } }, "no social worker known", "", "others" },
  { "cp", { { HAVEN_STATUS_CP, "2025-10-03", "" } }, "on a child protection plan", "CP plan", "flagged CP" },
  { "cin", { { HAVEN_STATUS_CIN, "2025-10-03", "" } }, "on a child in need plan", "CIN plan", "flagged CIN" },
  { "assessment", { { HAVEN_STATUS_SW, "2026-03-01", "" } }, "a social worker, no plan yet", "social worker", "flagged CIN" },
  { "cp-wins", { { HAVEN_STATUS_CIN, "2024-10-03", "" }, { HAVEN_STATUS_CP, "2025-10-03", "" } }, "on a child protection plan", "CP plan",
    "flagged CP" },
  { "looked-after", { { HAVEN_STATUS_CLA, "2020-01-01", "" } }, "looked after", "looked after", "flagged CLA care" },
  { "cp-and-looked-after", { { HAVEN_STATUS_CLA, "2025-01-01", "" }, { HAVEN_STATUS_CP, "2025-10-03", "" } },
    "on a child protection plan, looked after", "CP plan", "flagged CP CLA care" },
  { "adopted", { { HAVEN_STATUS_PLA, "2015-01-01", "" } }, "previously looked after", "before", "flagged previous PLA care" },
  { "kinship", { { HAVEN_STATUS_KINSHIP, "2025-01-01", "" } }, "in kinship care", "kinship", "flagged kinship" },
  { "kinship-and-cin", { { HAVEN_STATUS_KINSHIP, "2025-01-01", "" }, { HAVEN_STATUS_CIN, "2025-01-01", "" } },
    "on a child in need plan, in kinship care", "CIN plan", "flagged CIN kinship" },
  { "ended", { { HAVEN_STATUS_CIN, "2024-10-01", "2025-03-31" } }, "had a social worker before", "before", "flagged previous" },
  { "ended-today", { { HAVEN_STATUS_CP, "2025-10-03", "2026-03-18" } }, "on a child protection plan", "CP plan", "flagged CP" },
  { "ended-yesterday", { { HAVEN_STATUS_CP, "2025-10-03", "2026-03-17" } }, "had a social worker before", "before", "flagged previous" },
  { "six-years-ago", { { HAVEN_STATUS_CIN, "2015-01-01", "2020-03-18" } }, "had a social worker before", "before", "flagged previous" },
  { "longer-ago", { { HAVEN_STATUS_CIN, "2015-01-01", "2020-03-17" } }, "no social worker known", "", "others" },
  { "care-ended-at-home", { { HAVEN_STATUS_CLA, "2023-01-01", "2024-01-01" } }, "had a social worker before", "before",
    "flagged previous" },
  { "kinship-ended", { { HAVEN_STATUS_KINSHIP, "2023-01-01", "2024-01-01" } }, "no social worker known", "", "others" },
  { "tomorrow", { { HAVEN_STATUS_CP, "2026-03-19", "" } }, "no social worker known", "", "others" },
  { "since-ever", { { HAVEN_STATUS_CIN, "", "" } }, "on a child in need plan", "CIN plan", "flagged CIN" },
};

static HavenSchool *
build_with (const Case *test, gint64 *ret_pupil)
{
  HavenTestSchool *draft = haven_test_school_new ();

  *ret_pupil = haven_test_school_add_pupil (draft, 1, 9);
  for (guint i = 0; i < G_N_ELEMENTS (test->spells) && test->spells[i].first != NULL; i++)
    haven_test_school_add_spell (draft, *ret_pupil, test->spells[i].status, test->spells[i].first, test->spells[i].last);
  return haven_test_school_build (draft);
}

static void
check_groups (const Case *test, const HavenStanding *standing)
{
  g_auto(GStrv) expected = g_strsplit (test->groups, " ", -1);

  for (HavenGroup group = 0; group < HAVEN_N_GROUPS; group++) {
    gboolean wanted = group == HAVEN_GROUP_ALL || g_strv_contains ((const char *const *) expected, haven_group_code (group));
    g_assert_cmpint (haven_group_has (group, standing), ==, wanted);
  }
}

static void
test_standing (gconstpointer data)
{
  const Case *test = data;
  gint64 pupil;
  g_autoptr(HavenSchool) school = build_with (test, &pupil);
  HavenStanding standing = haven_standing_on (school, pupil, MARCH);
  g_autofree char *text = haven_standing_to_text (&standing);

  g_assert_cmpstr (text, ==, test->text);
  g_assert_cmpstr (haven_standing_to_short (&standing), ==, test->label);
  check_groups (test, &standing);
}

/* Practice 2: CINO, CPPO and CLA are the published groups; ours are of plans and say so by their text */
static void
test_group_words (void)
{
  HavenGroup group;

  for (HavenGroup each = 0; each < HAVEN_N_GROUPS; each++) {
    g_assert_true (haven_group_parse (haven_group_code (each), &group));
    g_assert_cmpint (group, ==, each);
  }
  g_assert_true (haven_group_parse ("cp", &group));
  g_assert_false (haven_group_parse ("CINO", &group));
  g_assert_false (haven_group_parse ("", &group));
  g_assert_false (haven_group_parse (NULL, &group));
  g_assert_cmpstr (haven_group_text (HAVEN_GROUP_FLAGGED), ==, "children with a social worker (now or before)");
  g_assert_cmpstr (haven_group_text (HAVEN_GROUP_CP), ==, "on a child protection plan");
}

static guint
count_members (HavenSchool *school, HavenGroup group, HavenSpan span, const char *today)
{
  g_autoptr(GPtrArray) members = haven_group_members (school, group, span, haven_clock_fixed (haven_test_day (today)));

  return members->len;
}

/* Flagged in January: not in last autumn's line */
static void
test_flagged_in_january (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  HavenSpan autumn = haven_test_span ("2025-09-01", "2025-12-19");
  HavenSpan spring = haven_test_span ("2026-01-05", "2026-03-27");
  g_autoptr(HavenSchool) school = NULL;

  haven_test_school_add_calendar (draft, 2025);
  haven_test_school_add_spell (draft, pupil, HAVEN_STATUS_CP, "2026-01-12", "");
  school = haven_test_school_build (draft);
  g_assert_cmpuint (count_members (school, HAVEN_GROUP_FLAGGED, autumn, "2026-03-18"), ==, 0);
  g_assert_cmpuint (count_members (school, HAVEN_GROUP_OTHERS, autumn, "2026-03-18"), ==, 1);
  g_assert_cmpuint (count_members (school, HAVEN_GROUP_FLAGGED, spring, "2026-03-18"), ==, 1);
  g_assert_cmpuint (count_members (school, HAVEN_GROUP_FLAGGED, spring, "2026-01-09"), ==, 0);
}

/* The last school day of the period, not after today; a leaver's leaving day */
static void
test_reference_day (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  gint64 leaver = haven_test_school_add_pupil (draft, 2, 9);
  HavenSpan year = haven_academic_year_span (2025);
  HavenClock summer = haven_clock_fixed (haven_test_day ("2026-08-20"));
  HavenClock sunday = haven_clock_fixed (haven_test_day ("2026-03-15"));
  g_autoptr(HavenSchool) school = NULL;

  haven_test_school_add_calendar (draft, 2025);
  haven_test_school_get_pupil (draft, leaver)->left = haven_test_day ("2025-11-07");
  school = haven_test_school_build (draft);
  g_assert_cmpint (haven_reference_day (school, haven_school_get_pupil (school, pupil), year, summer), ==, haven_test_day ("2026-07-21"));
  g_assert_cmpint (haven_reference_day (school, haven_school_get_pupil (school, pupil), year, sunday), ==, haven_test_day ("2026-03-13"));
  g_assert_cmpint (haven_reference_day (school, haven_school_get_pupil (school, leaver), year, summer), ==, haven_test_day ("2025-11-07"));
}

/* A leaver belongs by the status of the leaving day; not to periods after it */
static void
test_leaver (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 leaver = haven_test_school_add_pupil (draft, 1, 9);
  gint64 joiner = haven_test_school_add_pupil (draft, 2, 9);
  HavenSpan autumn = haven_test_span ("2025-09-01", "2025-12-19");
  HavenSpan spring = haven_test_span ("2026-01-05", "2026-03-27");
  g_autoptr(HavenSchool) school = NULL;

  haven_test_school_add_calendar (draft, 2025);
  haven_test_school_get_pupil (draft, leaver)->left = haven_test_day ("2025-11-07");
  haven_test_school_get_pupil (draft, joiner)->admitted = haven_test_day ("2026-01-05");
  haven_test_school_add_spell (draft, leaver, HAVEN_STATUS_CP, "2025-10-01", "2025-11-20");
  school = haven_test_school_build (draft);
  g_assert_cmpuint (count_members (school, HAVEN_GROUP_CP, autumn, "2026-03-18"), ==, 1);
  g_assert_cmpuint (count_members (school, HAVEN_GROUP_ALL, autumn, "2026-03-18"), ==, 1);
  g_assert_cmpuint (count_members (school, HAVEN_GROUP_ALL, spring, "2026-03-18"), ==, 1);
  g_assert_cmpuint (count_members (school, HAVEN_GROUP_ALL, spring, "2025-12-20"), ==, 0);
}

/* The spell that a sentence begins with keeps whose it is, and who told */
static void
test_spell_keeps_its_source (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  HavenSpell *spell = haven_spell_new ();
  HavenStanding standing;
  g_autoptr(HavenSchool) school = NULL;

  spell->pupil_id = pupil;
  spell->status = HAVEN_STATUS_CIN;
  spell->first = haven_test_day ("2025-10-03");
  spell->authority = g_strdup ("Elsewhere County");
  spell->told_by = g_strdup ("the social worker, by telephone");
  spell->confirmed_on = haven_test_day ("2025-10-06");
  spell->social_worker_id = 77;
  haven_test_school_add (draft, HAVEN_TABLE_SPELLS, spell);
  haven_test_school_add_spell (draft, pupil, HAVEN_STATUS_KINSHIP, "2024-01-01", "");
  school = haven_test_school_build (draft);
  standing = haven_standing_on (school, pupil, MARCH);
  g_assert_cmpint (standing.since, ==, haven_test_day ("2025-10-03"));
  g_assert_cmpint (standing.social_worker_id, ==, 77);
  g_assert_cmpstr (standing.spell->authority, ==, "Elsewhere County");
  g_assert_cmpstr (standing.spell->told_by, ==, "the social worker, by telephone");
  g_assert_cmpint (standing.spell->confirmed_on, ==, haven_test_day ("2025-10-06"));
}

static void
test_default_span (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  HavenClock later = haven_clock_fixed (haven_test_day ("2026-11-21"));
  HavenClock before = haven_clock_fixed (haven_test_day ("2024-11-21"));
  g_autoptr(HavenSchool) school = NULL;

  haven_test_school_attend (draft, pupil, haven_test_span ("2025-09-02", "2026-07-21"));
  school = haven_test_school_build (draft);
  g_assert_cmpint (haven_default_span (school, later).first, ==, haven_test_day ("2025-09-01"));
  g_assert_cmpint (haven_default_span (school, later).last, ==, haven_test_day ("2026-08-31"));
  g_assert_cmpint (haven_default_span (school, before).first, ==, haven_test_day ("2024-09-01"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/practice_01/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], test_standing);
  }
  g_test_add_func ("/analysis/practice_02/groups-are-of-plans", test_group_words);
  g_test_add_func ("/analysis/practice_03/flagged-in-january-is-not-in-autumn", test_flagged_in_january);
  g_test_add_func ("/analysis/practice_03/reference-day", test_reference_day);
  g_test_add_func ("/analysis/practice_03/leaver", test_leaver);
  g_test_add_func ("/analysis/practice_05/spell-keeps-its-source", test_spell_keeps_its_source);
  g_test_add_func ("/analysis/group/default-span", test_default_span);
  return g_test_run ();
}
