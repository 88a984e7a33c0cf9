/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "haven-date-text.h"
#include "haven-school-year.h"
#include "intake-support.h"

/* Today is 21 November 2025 */
static const struct {
  const char *texts;         /* apart by | */
  int title_year;
  int year;
  HavenYearReason reason;
} rows[] = {
  { "Mon 03/11|Tue 04/11", 0, 2025, HAVEN_YEAR_BY_WEEKDAYS },
  { "Sun 03/11", 0, 2024, HAVEN_YEAR_BY_WEEKDAYS },
  { "Wed 4 Sep|Thu 5 Sep", 0, 2024, HAVEN_YEAR_BY_WEEKDAYS },
  { "Mon 2 Mar", 0, 0, HAVEN_YEAR_UNKNOWN },                     /* that is in March 2026: to come */
  { "Mon 03/11|Mon 04/11", 0, 0, HAVEN_YEAR_UNKNOWN },
  { "03-Nov|04-Nov|05-Nov|06-Nov|07-Nov|10-Nov|11-Nov", 0, 2025, HAVEN_YEAR_BY_WEEKDAYS },   /* in the others some are on a weekend */
  { "04-Nov|05-Nov", 0, 0, HAVEN_YEAR_UNKNOWN },
  { "04-Nov|05-Nov", 2024, 2024, HAVEN_YEAR_BY_TITLE },
  { "Tue 04-Nov", 2022, 0, HAVEN_YEAR_UNKNOWN },                 /* one of the two is wrong */
  { "Tue 04-Nov", 2019, 0, HAVEN_YEAR_UNKNOWN },
  { "Mon 04-Nov", 2019, 2019, HAVEN_YEAR_BY_TITLE },
  { "01/12|02/12|03/12|13/01", 2025, 0, HAVEN_YEAR_UNKNOWN },    /* to come */
  { "29 Feb", 0, 2023, HAVEN_YEAR_BY_WEEKDAYS },
};

static GPtrArray *
part (const char *texts)
{
  g_auto (GStrv) parts = g_strsplit (texts, "|", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (parts[i]));
  return list;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) texts = part (rows[i].texts);
    HavenYearEvidence evidence = { texts, test_clock ().today, rows[i].title_year, NULL };
    HavenYearReason reason;
    g_test_message ("%s", rows[i].texts);
    g_assert_cmpint (haven_school_year_find (&evidence, &reason), ==, rows[i].year);
    g_assert_cmpint (reason, ==, rows[i].reason);
  }
}

/* Of two years that could be meant, the one whose terms the school has entered */
static void
test_calendar (void)
{
  g_autoptr (HavenCalendar) calendar = haven_calendar_new_default ();
  g_autoptr (GPtrArray) texts = part ("04-Nov|05-Nov");
  HavenYearEvidence evidence = { texts, test_clock ().today, 0, calendar };
  HavenYearReason reason;

  g_assert_cmpint (haven_school_year_find (&evidence, &reason), ==, 0);
  for (HavenTerm term = HAVEN_TERM_AUTUMN; term < HAVEN_TERM_YEAR; term++) {
    HavenPeriod period = { 2024, term };
    HavenSpan span = haven_calendar_get_span (calendar, period);
    haven_calendar_take_term (calendar, period, span);
    haven_calendar_take_half_term (calendar, (HavenSpan) { span.first + 40, span.first + 44 });
  }
  g_assert_cmpint (haven_school_year_find (&evidence, &reason), ==, 2024);
  g_assert_cmpint (reason, ==, HAVEN_YEAR_BY_CALENDAR);
}

/* Every day of five years, written without its year, is itself again in its own year and no day of another weekday */
static void
test_every_day (void)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

  for (HavenDay day = haven_test_day ("2021-09-01"); day < haven_test_day ("2026-09-01"); day++) {
    int year, month, dom, weekday;
    g_autofree char *words = NULL;
    g_autofree char *numbers = NULL;
    HavenDateText read;
    haven_day_get_ymd (day, &year, &month, &dom);
    words = g_strdup_printf ("%d %s", dom, months[month - 1]);
    numbers = g_strdup_printf ("%02d/%02d", dom, month);
    g_assert_true (haven_date_text_lacks_year (words));
    g_assert_cmpint (haven_date_text_read_in_year (words, haven_academic_year (day), &weekday).day, ==, day);
    g_assert_cmpint (weekday, ==, 0);
    read = haven_date_text_read_in_year (numbers, haven_academic_year (day), NULL);
    g_assert_cmpint (read.day, ==, day);
    g_assert_cmpint (read.reading == HAVEN_DATE_AMBIGUOUS, ==, dom <= 12 && dom != month);
  }
}

static void
test_texts (void)
{
  static const char *const lacking[] = { "02/09", "2-9", "Mon 02/09", "02-Sep", "Sep 2", "2nd September", "Tue 2 Sept" };
  static const char *const others[] = { "", "2", "02/09/2025", "12.5", "2 9", "31/31", "Sep 2025", "September", "Year 9",
                                           "32 Sep", "AM", "a/b" };

  for (guint i = 0; i < G_N_ELEMENTS (lacking); i++)
    g_assert_true (haven_date_text_lacks_year (lacking[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (haven_date_text_lacks_year (others[i]));
}

/* What nothing tells is asked; what was said is taken */
static void
test_asked (void)
{
  const char *text = "UPN,04-Nov AM,04-Nov PM\n" UPN_ONE ",/,I\n";
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) open = stage_text (text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenImportPreview) said = stage_said (text, school, HAVEN_ANSWER_SCHOOL_YEAR, "2024/25", NULL);
  g_autoptr (HavenImportPreview) nonsense = stage_said (text, school, HAVEN_ANSWER_SCHOOL_YEAR, "last year", NULL);

  g_assert_cmpuint (open->added, ==, 0);
  g_assert_true (haven_import_preview_is_open (open));
  g_assert_cmpuint (g_strv_length (asked (open, HAVEN_ANSWER_SCHOOL_YEAR)->answers), ==, HAVEN_SCHOOL_YEARS);
  g_assert_cmpuint (said->added, ==, 2);
  g_assert_cmpuint (said->n_problems, ==, 0);
  g_assert_false (haven_import_preview_is_open (said));
  g_assert_cmpint (said->days.first, ==, haven_test_day ("2024-11-04"));
  g_assert_true (haven_import_preview_is_open (nonsense));
}

/* Months of figures are no days of marks */
static void
test_months (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text ("UPN,Surname,Forename,DOB,Sep 25,Oct 25\n"
                                                       UPN_ONE ",Brown,Amara,2012-03-14,95.2,91\n",
                                                       HAVEN_IMPORT_AUTO, school);

  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_PUPILS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/school-year/table", test_table);
  g_test_add_func ("/intake/school-year/calendar", test_calendar);
  g_test_add_func ("/intake/school-year/every-day", test_every_day);
  g_test_add_func ("/intake/school-year/texts", test_texts);
  g_test_add_func ("/intake/school-year/asked", test_asked);
  g_test_add_func ("/intake/school-year/months-are-no-days", test_months);
  return g_test_run ();
}
