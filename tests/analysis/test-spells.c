/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance.h"
#include "haven-test-school.h"

/* Marks from Monday 8 September 2025, and the spells they make: "first-last sessions/unauthorised codes" in register order */
static const struct {
  const char *name;
  const char *marks;
  const char *spells;
} cases[] = {
  { "none", "/ \\ / \\", "" },
  { "one", "/ N / \\", "09-08p-09-08p 1/1 N;" },
  { "two-days", "/ \\ I I I I / \\", "09-09a-09-10p 4/0 I;" },
  { "weekend-does-not-break", "/ \\ / \\ / \\ / \\ / N N N / \\", "09-12p-09-15p 3/3 N;" },
  { "no-mark-does-not-break", "I I - - O O / \\", "09-08a-09-10p 4/2 IO;" },
  { "not-possible-does-not-break", "I I # # Y4 Y4 O O / \\", "09-08a-09-11p 4/2 IO;" },
  { "present-breaks", "I I / I I \\", "09-08a-09-08p 2/0 I;09-09p-09-10a 2/0 I;" },
  { "late-after-breaks", "N U N \\", "09-08a-09-08a 1/1 N;09-09a-09-09a 1/1 N;" },
  { "elsewhere-breaks", "N B N \\", "09-08a-09-08a 1/1 N;09-09a-09-09a 1/1 N;" },
  { "open-end", "/ \\ O G N E", "09-09a-09-10p 4/3 OGNE;" },
};

static char *
print_spells (GArray *spells)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spells->len; i++) {
    const HavenAbsenceSpell *spell = &g_array_index (spells, HavenAbsenceSpell, i);
    g_autofree char *first = haven_day_to_iso (spell->first);
    g_autofree char *last = haven_day_to_iso (spell->last);
    g_string_append_printf (text, "%s%c-%s%c %u/%u %s;", first + 5, "ap"[spell->first_session], last + 5, "ap"[spell->last_session],
                            spell->sessions, spell->unauthorised, spell->codes);
  }
  return g_string_free (text, FALSE);
}

static void
test_spells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    HavenTestSchool *draft = haven_test_school_new ();
    gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
    g_autoptr(HavenSchool) school = NULL;
    g_autoptr(GArray) spells = NULL;
    g_autofree char *text = NULL;

    haven_test_school_mark_days (draft, pupil, "2025-09-08", cases[i].marks);
    school = haven_test_school_build (draft);
    spells = haven_absence_spells (school, pupil, haven_test_span ("", ""));
    text = print_spells (spells);
    g_test_message ("%s", cases[i].name);
    g_assert_cmpstr (text, ==, cases[i].spells);
  }
}

/* Over the summer into the next year */
static void
test_spell_over_years (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) spells = NULL;
  const HavenAbsenceSpell *spell;

  haven_test_school_mark_days (draft, pupil, "2026-07-20", "/ O O O");
  haven_test_school_mark_days (draft, pupil, "2026-09-02", "O O / \\");
  school = haven_test_school_build (draft);
  spells = haven_absence_spells (school, pupil, haven_test_span ("2025-09-01", ""));
  g_assert_cmpuint (spells->len, ==, 1);
  spell = &g_array_index (spells, HavenAbsenceSpell, 0);
  g_assert_cmpint (spell->first, ==, haven_test_day ("2026-07-20"));
  g_assert_cmpint (spell->last, ==, haven_test_day ("2026-09-02"));
  g_assert_cmpuint (spell->sessions, ==, 5);
}

static void
check_last_seen (const char *marks, const char *today, const char *expected)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(HavenSchool) school = NULL;
  g_autofree char *text = NULL;

  haven_test_school_mark_days (draft, pupil, "2025-09-08", marks);
  school = haven_test_school_build (draft);
  text = haven_last_seen_text (school, pupil, haven_clock_fixed (haven_test_day (today)));
  g_assert_cmpstr (text, ==, expected);
}

/* Thursday 11 September 2025 is the day of all of these but the last */
static void
test_last_seen (void)
{
  check_last_seen ("/ \\ / \\ / \\ / N", "2025-09-11", "Last seen in school: today AM");
  check_last_seen ("/ \\ / \\ / \\ N N", "2025-09-11", "Last seen in school: Wednesday PM");
  check_last_seen ("/ \\ / U N N N N", "2025-09-11", "Last seen in school: Tuesday PM");
  check_last_seen ("/ \\ L N B B D D", "2025-09-11", "Last seen in school: Tuesday AM");
  check_last_seen ("N N N N", "2025-09-11", "Last seen in school: no present mark this year or last");
  check_last_seen ("/ \\ N N", "2025-09-20", "Last seen in school: 8 September 2025 PM");
  check_last_seen ("/ \\ N N", "2026-09-20", "Last seen in school: 8 September 2025 PM");
}

static void
test_last_seen_until (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  gint64 nobody = haven_test_school_add_pupil (draft, 2, 9);
  g_autoptr(HavenSchool) school = NULL;
  int session = 7;

  haven_test_school_mark_days (draft, pupil, "2025-09-08", "/ \\ N N / N");
  school = haven_test_school_build (draft);
  g_assert_cmpint (haven_last_seen (school, pupil, haven_test_day ("2025-09-09"), &session), ==, haven_test_day ("2025-09-08"));
  g_assert_cmpint (session, ==, 1);
  g_assert_cmpint (haven_last_seen (school, pupil, haven_test_day ("2025-09-10"), &session), ==, haven_test_day ("2025-09-10"));
  g_assert_cmpint (session, ==, 0);
  g_assert_cmpint (haven_last_seen (school, nobody, haven_test_day ("2025-09-10"), &session), ==, HAVEN_DAY_NONE);
  g_assert_cmpint (session, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/spells/table", test_spells);
  g_test_add_func ("/analysis/spells/over-years", test_spell_over_years);
  g_test_add_func ("/analysis/practice_31/last-seen-text", test_last_seen);
  g_test_add_func ("/analysis/practice_31/last-seen-until", test_last_seen_until);
  return g_test_run ();
}
