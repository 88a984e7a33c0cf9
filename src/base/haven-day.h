/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A calendar day, counted from 1 January 1970. Days are compared and subtracted as plain numbers. */
typedef gint32 HavenDay;
#define HAVEN_DAY_NONE G_MININT32          /* not known, or still open */

/* First and last day, both included. HAVEN_DAY_NONE at either end is open. */
typedef struct {
  HavenDay first;
  HavenDay last;
} HavenSpan;

HavenDay  haven_day_new         (int year, int month, int day);     /* HAVEN_DAY_NONE where there is no such day */
gboolean  haven_day_parse       (const char *iso, HavenDay *ret_day); /* YYYY-MM-DD and nothing else */
char     *haven_day_to_iso      (HavenDay day);                       /* "2026-06-04"; "" for HAVEN_DAY_NONE */
char     *haven_day_to_text     (HavenDay day);                       /* "4 June 2026" */
char     *haven_day_to_short    (HavenDay day);                       /* "4 Jun" */
char     *haven_day_to_weekday  (HavenDay day);                       /* "Thursday" */
char     *haven_day_to_short_weekday (HavenDay day);                  /* "Thu" */
void      haven_day_get_ymd     (HavenDay day, int *year, int *month, int *dom);
int       haven_day_get_weekday (HavenDay day);                       /* 1 Monday .. 7 Sunday */
HavenDay  haven_day_get_monday  (HavenDay day);                       /* on or before day */
HavenDay  haven_day_add_months  (HavenDay day, int months);           /* 31 January + 1 = last day of February */
int       haven_day_get_age     (HavenDay born, HavenDay on);         /* whole years; born 29 February ages on 1 March */
HavenDay  haven_day_get_easter  (int year);                           /* Easter Sunday, Gregorian */

gboolean  haven_span_contains   (HavenSpan span, HavenDay day);
gboolean  haven_span_is_empty   (HavenSpan span);                      /* first after last; an open end is never empty */
gboolean  haven_span_overlaps   (HavenSpan a, HavenSpan b);
HavenSpan haven_span_intersect  (HavenSpan a, HavenSpan b);            /* empty where they do not meet */
