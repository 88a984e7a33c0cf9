/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-date-text.h"

#define LATEST 2026

static const struct {
  const char *text;
  HavenDateReading reading;
  int year, month, day;      /* year 0: no day */
} rows[] = {
  { "2025-09-02", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2025/9/2", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2025.09.02", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { " 2025-09-02 ", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2025-09-02T00:00:00", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2025-09-02T08:30:00.000Z", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2025-09-02 00:00", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "13/09/2025", HAVEN_DATE_DAY_FIRST, 2025, 9, 13 },
  { "13/09/2025 00:00:00", HAVEN_DATE_DAY_FIRST, 2025, 9, 13 },
  { "31.1.25", HAVEN_DATE_DAY_FIRST, 2025, 1, 31 },
  { "09/13/2025", HAVEN_DATE_MONTH_FIRST, 2025, 9, 13 },
  { "02/09/2025", HAVEN_DATE_AMBIGUOUS, 2025, 9, 2 },
  { "2-9-25", HAVEN_DATE_AMBIGUOUS, 2025, 9, 2 },
  { "09/09/2025", HAVEN_DATE_CERTAIN, 2025, 9, 9 },
  { "30/02/2025", HAVEN_DATE_BAD, 0, 0, 0 },             /* 30 is no month, and February has no 30th */
  { "29/02/2024", HAVEN_DATE_DAY_FIRST, 2024, 2, 29 },
  { "02-Sep-25", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2 September 2025", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "02 Sept 2025", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "September 2, 2025", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "Tuesday 2nd September 2025", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "Tue, 2 Sep 2025", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2025-Sep-02", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "02-Sep-26", HAVEN_DATE_CERTAIN, 2026, 9, 2 },
  { "02-Sep-27", HAVEN_DATE_CERTAIN, 1927, 9, 2 },       /* no such day is known yet */
  { "", HAVEN_DATE_EMPTY, 0, 0, 0 },
  { "  \t", HAVEN_DATE_EMPTY, 0, 0, 0 },
  { "2025-13-02", HAVEN_DATE_BAD, 0, 0, 0 },
  { "2025-02-29", HAVEN_DATE_BAD, 0, 0, 0 },
  { "2 Sex 2025", HAVEN_DATE_BAD, 0, 0, 0 },
  { "2 Se 2025", HAVEN_DATE_BAD, 0, 0, 0 },
  { "2 September", HAVEN_DATE_BAD, 0, 0, 0 },
  { "2 September 2025 3", HAVEN_DATE_BAD, 0, 0, 0 },
  { "September September 2025", HAVEN_DATE_BAD, 0, 0, 0 },
  { "45902", HAVEN_DATE_BAD, 0, 0, 0 },                  /* a spreadsheet's own count of days */
  { "20250902", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "20251302", HAVEN_DATE_BAD, 0, 0, 0 },
  { "Tue 02/09/2025", HAVEN_DATE_DAY_FIRST, 2025, 9, 2 },
  { "Mon 02/09/2026", HAVEN_DATE_MONTH_FIRST, 2026, 2, 9 },
  { "Wed 02/09/2026", HAVEN_DATE_DAY_FIRST, 2026, 9, 2 },
  { "Sun 02/09/2025", HAVEN_DATE_MONTH_FIRST, 2025, 2, 9 },
  { "Thu 02/09/2025", HAVEN_DATE_AMBIGUOUS, 2025, 9, 2 },         /* neither is a Thursday */
  { "02-Sep-2025 09:05 AM", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2025-09-02T08:30:00+01:00", HAVEN_DATE_CERTAIN, 2025, 9, 2 },
  { "2/9/205", HAVEN_DATE_BAD, 0, 0, 0 },
  { "99999999999999999/1/2025", HAVEN_DATE_BAD, 0, 0, 0 },
  { "1/1/99999999999999999", HAVEN_DATE_BAD, 0, 0, 0 },
  { "0/0/2025", HAVEN_DATE_BAD, 0, 0, 0 },
  { "1825-01-01", HAVEN_DATE_BAD, 0, 0, 0 },
  { "n/a", HAVEN_DATE_BAD, 0, 0, 0 },
  { "-", HAVEN_DATE_BAD, 0, 0, 0 },
  { "2025-09-02 Ł", HAVEN_DATE_BAD, 0, 0, 0 },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    HavenDateText read = haven_date_text_read (rows[i].text, LATEST);
    g_test_message ("“%s”", rows[i].text);
    g_assert_cmpint (read.reading, ==, rows[i].reading);
    if (rows[i].year > 0)
      g_assert_cmpint (read.day, ==, haven_day_new (rows[i].year, rows[i].month, rows[i].day));
    else
      g_assert_cmpint (read.day, ==, HAVEN_DAY_NONE);
  }
}

static void
test_ambiguous_keeps_both (void)
{
  HavenDateText read = haven_date_text_read ("02/09/2025", LATEST);

  g_assert_cmpint (read.day, ==, haven_day_new (2025, 9, 2));
  g_assert_cmpint (read.swapped, ==, haven_day_new (2025, 2, 9));
}

/* Every day of two years, as each dialect writes it, comes back */
static void
test_every_day (void)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

  for (HavenDay day = haven_day_new (2024, 1, 1); day <= haven_day_new (2025, 12, 31); day++) {
    int y, m, d;
    g_autofree char *iso = haven_day_to_iso (day);
    g_autofree char *words = haven_day_to_text (day);
    g_autofree char *slashes = NULL;
    g_autofree char *dashes = NULL;

    haven_day_get_ymd (day, &y, &m, &d);
    slashes = g_strdup_printf ("%02d/%02d/%d", d, m, y);
    dashes = g_strdup_printf ("%02d-%s-%02d", d, months[m - 1], y % 100);
    g_assert_cmpint (haven_date_text_read (iso, LATEST).day, ==, day);
    g_assert_cmpint (haven_date_text_read (words, LATEST).day, ==, day);
    g_assert_cmpint (haven_date_text_read (slashes, LATEST).day, ==, day);
    g_assert_cmpint (haven_date_text_read (dashes, LATEST).day, ==, day);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/date-text/texts", test_texts);
  g_test_add_func ("/intake/date-text/ambiguous-keeps-both", test_ambiguous_keeps_both);
  g_test_add_func ("/intake/date-text/every-day", test_every_day);
  return g_test_run ();
}
