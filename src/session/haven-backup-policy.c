/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-backup-policy.h"

#include <stdio.h>
#include <string.h>

#define PREFIX "haven-"
#define ENDING ".havenbackup"

static int
get_month (HavenDay day)
{
  int year, month, of_month;

  haven_day_get_ymd (day, &year, &month, &of_month);
  return year * 12 + month;
}

static int
get_week (HavenDay day)
{
  return (day - haven_day_get_weekday (day)) / 7;
}

typedef int (*Count) (HavenDay day);

static int
count_day (HavenDay day)
{
  return day;
}

/* The newest of each of the last n days, weeks or months */
static void
keep_last_of_each (const HavenDay *days, guint n_days, HavenDay today, Count count, int n, gboolean *kept)
{
  for (int back = 0; back < n; back++) {
    int best = -1;
    for (guint i = 0; i < n_days; i++)
      if (days[i] <= today && count (days[i]) == count (today) - back && (best < 0 || days[i] >= days[best]))
        best = (int) i;
    if (best >= 0)
      kept[best] = TRUE;
  }
}

/* A day after today means that a clock was wrong: nothing is thrown away for that. */
GArray *
haven_backup_choose_kept (const HavenDay *days, guint n, HavenDay today)
{
  GArray *kept = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), n);
  guint newest = 0;

  g_array_set_size (kept, n);
  for (guint i = 0; i < n; i++) {
    newest = days[i] >= days[newest] ? i : newest;
    g_array_index (kept, gboolean, i) = days[i] > today;
  }
  if (n == 0)
    return kept;
  g_array_index (kept, gboolean, newest) = TRUE;
  keep_last_of_each (days, n, today, count_day, HAVEN_BACKUP_DAYS, (gboolean *) (gpointer) kept->data);
  keep_last_of_each (days, n, today, get_week, HAVEN_BACKUP_WEEKS, (gboolean *) (gpointer) kept->data);
  keep_last_of_each (days, n, today, get_month, HAVEN_BACKUP_MONTHS, (gboolean *) (gpointer) kept->data);
  return kept;
}

HavenDay
haven_backup_due_on (HavenDay last, HavenDay today, int every_days)
{
  return last == HAVEN_DAY_NONE ? today : last + every_days;
}

char *
haven_backup_make_name (HavenClock clock)
{
  int year, month, day;

  haven_day_get_ymd (clock.today, &year, &month, &day);
  return g_strdup_printf (PREFIX "%04d-%02d-%02d-%02d%02d" ENDING, year, month, day, clock.minute / 60, clock.minute % 60);
}

gboolean
haven_backup_parse_name (const char *name, HavenDay *ret_day)
{
  g_autofree char *day = NULL;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, ENDING) || strlen (name) != strlen (PREFIX "2026-06-04-1805" ENDING))
    return FALSE;
  day = g_strndup (name + strlen (PREFIX), strlen ("2026-06-04"));
  return haven_day_parse (day, ret_day);
}
