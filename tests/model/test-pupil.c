/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil.h"
#include "haven-register.h"
#include "haven-spell.h"
#include "haven-text.h"

#include <string.h>

static HavenDay
day_of (const char *iso)
{
  HavenDay day = HAVEN_DAY_NONE;

  g_assert_true (*iso == '\0' || haven_day_parse (iso, &day));
  return day;
}

static HavenPupil *
make_pupil (const char *forename, const char *preferred, const char *surname)
{
  HavenPupil *pupil = haven_pupil_new ();

  pupil->forename = g_strdup (forename);
  pupil->preferred = g_strdup (preferred);
  pupil->surname = g_strdup (surname);
  return pupil;
}

/* Two thousand of them, each of whom is found by whatever somebody begins to type, and nobody else with her */
#define MANY 2000

static HavenPupil *
make_one_of_many (guint n)
{
  g_autofree char *forename = g_strdup_printf ("Anne%04uf", n), *preferred = g_strdup_printf ("Nan%04up", n);
  g_autofree char *surname = g_strdup_printf ("O’Brien%04us", n);
  HavenPupil *pupil = make_pupil (forename, n % 2 == 0 ? preferred : NULL, surname);

  pupil->upn = g_strdup_printf ("A80120025%04u", n);
  return pupil;
}

static guint
count_found (GPtrArray *needles, guint wanted, const char *format)
{
  g_autofree char *number = g_strdup_printf ("%04u", wanted);
  g_auto (GStrv) parts = g_strsplit (format, "#", 2);
  g_autofree char *typed = g_strjoinv (number, parts);
  g_autofree char *folded = haven_text_fold (typed);
  guint n = 0;

  g_assert_true (haven_text_matches (needles->pdata[wanted], folded));
  for (guint i = 0; i < needles->len; i++)
    n += haven_text_matches (needles->pdata[i], folded);
  return n;
}

static void
test_found_among_many (void)
{
  static const char *const typed[] = { "anne#f", "nan#p", "o'brien#s", "brien#s anne", "A80120025#", "#" };
  g_autoptr (GPtrArray) needles = g_ptr_array_new_with_free_func (g_free);

  for (guint n = 0; n < MANY; n++) {
    g_autoptr (HavenPupil) pupil = make_one_of_many (n);
    g_ptr_array_add (needles, haven_pupil_dup_needle (pupil));
  }
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++) {
    for (guint n = 0; n < MANY; n += 98)
      g_assert_cmpuint (count_found (needles, n, typed[i]), ==, 1);
  }
}

static void
test_names (void)
{
  static const struct {
    const char *forename, *preferred, *surname, *name, *brief, *initials;
  } rows[] = {
    { "Amara", NULL, "Brown", "Amara Brown", "Amara B.", "A.B." },
    { "Amara", "Mara", "Brown", "Mara Brown", "Mara B.", "M.B." },
    { "Chloë", " ", "Ünal", "Chloë Ünal", "Chloë Ü.", "C.Ü." },
    { "Łucja", NULL, "łukasiewicz", "Łucja łukasiewicz", "Łucja Ł.", "Ł.Ł." },
    { NULL, NULL, "Brown", "Brown", "B.", "B." },
    { "Amara", NULL, "", "Amara", "Amara", "A." },
    { NULL, NULL, NULL, "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (HavenPupil) pupil = make_pupil (rows[i].forename, rows[i].preferred, rows[i].surname);
    g_autofree char *name = haven_pupil_dup_name (pupil);
    g_autofree char *brief = haven_pupil_dup_short (pupil);
    g_autofree char *initials = haven_pupil_dup_initials (pupil);
    g_assert_cmpstr (name, ==, rows[i].name);
    g_assert_cmpstr (brief, ==, rows[i].brief);
    g_assert_cmpstr (initials, ==, rows[i].initials);
  }
}

static void
test_year_groups (void)
{
  static const struct {
    const char *group;
    int year;
    const char *text;
  } rows[] = {
    { "E1", -4, "Nursery" }, { "E2", -3, "Nursery" }, { "N1", -2, "Nursery" }, { "n2", -1, "Nursery" }, { "R", 0, "Reception" },
    { "1", 1, "Year 1" }, { "9", 9, "Year 9" }, { "14", 14, "Year 14" }, { "15", G_MININT, "No year group" },
    { "0", G_MININT, "No year group" }, { "X", G_MININT, "No year group" }, { "9B", G_MININT, "No year group" },
    { NULL, G_MININT, "No year group" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (HavenPupil) pupil = haven_pupil_new ();
    g_autofree char *text = NULL;
    pupil->year_group = g_strdup (rows[i].group);
    text = haven_pupil_dup_year_text (pupil);
    g_assert_cmpint (haven_pupil_get_year (pupil), ==, rows[i].year);
    g_assert_cmpstr (text, ==, rows[i].text);
  }
}

static void
test_compulsory_age (void)
{
  static const struct {
    const char *born, *day;
    gboolean compulsory;
  } rows[] = {
    { "2020-08-31", "2025-08-31", FALSE }, { "2020-08-31", "2025-09-01", TRUE },     /* five on 31 August */
    { "2020-09-01", "2025-12-31", FALSE }, { "2020-09-01", "2026-01-01", TRUE },     /* five on 1 September: the term after */
    { "2020-12-31", "2025-12-31", FALSE }, { "2020-12-31", "2026-01-01", TRUE },
    { "2021-01-01", "2026-03-31", FALSE }, { "2021-01-01", "2026-04-01", TRUE },
    { "2021-03-31", "2026-04-01", TRUE }, { "2021-04-01", "2026-04-01", FALSE }, { "2021-04-01", "2026-09-01", TRUE },
    { "2020-02-29", "2025-04-01", TRUE },
    { "2009-09-01", "2026-06-26", TRUE }, { "2009-09-01", "2026-06-27", FALSE },     /* eldest of year 11: 26 June 2026 is the last Friday */
    { "2010-08-31", "2026-06-26", TRUE }, { "2010-08-31", "2026-06-27", FALSE },     /* youngest of the same year, still fifteen */
    { "2010-09-01", "2026-06-27", TRUE },                                            /* a year below */
    { "2007-10-05", "2024-06-28", TRUE }, { "2007-10-05", "2024-06-29", FALSE },
    { "2006-09-01", "2023-06-30", TRUE }, { "2006-09-01", "2023-07-01", FALSE },     /* 30 June is itself a Friday */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (HavenPupil) pupil = haven_pupil_new ();
    pupil->born = day_of (rows[i].born);
    g_test_message ("born %s on %s", rows[i].born, rows[i].day);
    g_assert_cmpint (haven_pupil_is_compulsory_age (pupil, day_of (rows[i].day)), ==, rows[i].compulsory);
  }
}

static void
test_compulsory_age_by_year_group (void)
{
  static const struct {
    const char *group;
    gboolean compulsory;
  } rows[] = { { "R", FALSE }, { "1", TRUE }, { "11", TRUE }, { "12", FALSE }, { NULL, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (HavenPupil) pupil = haven_pupil_new ();
    pupil->year_group = g_strdup (rows[i].group);
    g_assert_cmpint (haven_pupil_is_compulsory_age (pupil, day_of ("2026-02-02")), ==, rows[i].compulsory);
  }
}

static void
test_on_roll (void)
{
  g_autoptr (HavenPupil) pupil = haven_pupil_new ();

  g_assert_true (haven_pupil_is_on_roll (pupil, day_of ("2026-02-02")));
  pupil->admitted = day_of ("2025-09-02");
  pupil->left = day_of ("2026-02-02");
  g_assert_false (haven_pupil_is_on_roll (pupil, day_of ("2025-09-01")));
  g_assert_true (haven_pupil_is_on_roll (pupil, day_of ("2025-09-02")));
  g_assert_true (haven_pupil_is_on_roll (pupil, day_of ("2026-02-02")));
  g_assert_false (haven_pupil_is_on_roll (pupil, day_of ("2026-02-03")));
}

static void
test_open_spell (void)
{
  g_autoptr (HavenSpell) spell = haven_spell_new ();

  spell->first = day_of ("2025-10-03");
  g_assert_false (haven_spell_is_open (spell, day_of ("2025-10-02")));
  g_assert_true (haven_spell_is_open (spell, day_of ("2030-01-01")));
  spell->last = day_of ("2025-11-03");
  g_assert_true (haven_spell_is_open (spell, day_of ("2025-11-03")));
  g_assert_false (haven_spell_is_open (spell, day_of ("2025-11-04")));
}

static void
test_order (void)
{
  static const char *const surnames[] = { "Young", "unal", "Ünal", "O'Brien", "adeyemi", "Łukasz", "Lund" };
  static const char *const sorted[] = { "adeyemi", "Łukasz", "Lund", "O'Brien", "unal", "Ünal", "Young" };
  g_autoptr (GPtrArray) pupils = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_pupil_free);

  for (guint i = 0; i < G_N_ELEMENTS (surnames); i++) {
    HavenPupil *pupil = make_pupil ("Sam", NULL, surnames[i]);
    pupil->id = i + 1;
    g_ptr_array_add (pupils, pupil);
  }
  g_ptr_array_sort (pupils, haven_pupil_compare);
  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    g_assert_cmpstr (((HavenPupil *) pupils->pdata[i])->surname, ==, sorted[i]);
}

static int
sign (int order)
{
  return (order > 0) - (order < 0);
}

/* Letter by letter as far as they are plain, or folded as a whole: no two names come in another order */
static void
test_order_is_that_of_folds (void)
{
  static const char *const names[] = { "", "a", "A", "ab", "abc", "\303\201bc", "ab\303\247", "abc\314\201", "abd", "O'Brien",
                                       "O\342\200\231Brien", "obrien", "\330\271\331\205\330\261", "z" };

  for (guint i = 0; i < G_N_ELEMENTS (names) * G_N_ELEMENTS (names); i++) {
    g_autoptr (HavenPupil) one = make_pupil ("Sam", NULL, names[i % G_N_ELEMENTS (names)]);
    g_autoptr (HavenPupil) two = make_pupil ("Sam", NULL, names[i / G_N_ELEMENTS (names)]);
    g_autofree char *a = haven_text_fold (one->surname), *b = haven_text_fold (two->surname);
    const HavenPupil *first = one, *second = two;
    one->id = two->id = 1;
    g_assert_cmpint (sign (haven_pupil_compare (&first, &second)), ==, sign (strcmp (a, b)));
  }
}

static void
test_register_marks (void)
{
  guint8 marks[HAVEN_REGISTER_BYTES] = { 0 };
  g_autoptr (HavenRegister) self = haven_register_new ();
  HavenDay day = day_of ("2025-10-03");

  self->year = 2025;
  g_assert_null (haven_register_peek (self));
  g_assert_cmpuint (haven_register_get_mark (self, day, 0), ==, 0);
  marks[haven_register_index (day, 1)] = 'I';
  self->marks = g_bytes_new (marks, sizeof marks);
  g_assert_cmpuint (haven_register_get_mark (self, day, 1), ==, 'I');
  g_assert_cmpuint (haven_register_get_mark (self, day, 0), ==, 0);
  g_assert_cmpuint (haven_register_get_mark (self, day_of ("2024-10-03"), 1), ==, 0);
}

static void
test_short_bytes_are_no_register (void)
{
  g_autoptr (HavenRegister) self = haven_register_new ();
  g_autoptr (HavenWeeks) weeks = haven_weeks_new ();

  self->marks = g_bytes_new ("///", 3);
  weeks->weeks = g_bytes_new ("///", 3);
  g_assert_null (haven_register_peek (self));
  g_assert_null (haven_weeks_peek (weeks));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/pupil/C31/found-among-two-thousand", test_found_among_many);
  g_test_add_func ("/model/pupil/names", test_names);
  g_test_add_func ("/model/pupil/year-groups", test_year_groups);
  g_test_add_func ("/model/pupil/compulsory-age", test_compulsory_age);
  g_test_add_func ("/model/pupil/compulsory-age-by-year-group", test_compulsory_age_by_year_group);
  g_test_add_func ("/model/pupil/on-roll", test_on_roll);
  g_test_add_func ("/model/pupil/order", test_order);
  g_test_add_func ("/model/pupil/order-is-that-of-folds", test_order_is_that_of_folds);
  g_test_add_func ("/model/practice_05/open-spell", test_open_spell);
  g_test_add_func ("/model/register/marks", test_register_marks);
  g_test_add_func ("/model/register/short-bytes-are-no-register", test_short_bytes_are_no_register);
  return g_test_run ();
}
