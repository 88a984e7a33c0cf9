/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"

/* Which backups stay when a new one was made: the newest, and the last of each of 7 days, 4 weeks and 12 months before now. Pure. */
#define HAVEN_BACKUP_DAYS 7
#define HAVEN_BACKUP_WEEKS 4
#define HAVEN_BACKUP_MONTHS 12

GArray  *haven_backup_choose_kept (const HavenDay *days, guint n, HavenDay today);   /* gboolean for each; days in any order */
HavenDay haven_backup_due_on      (HavenDay last, HavenDay today, int every_days);   /* when a reminder begins; NONE last: today */
char    *haven_backup_make_name   (HavenClock clock);                                /* "haven-2026-06-04-1805.havenbackup" */
gboolean haven_backup_parse_name  (const char *name, HavenDay *ret_day);             /* FALSE: not one of ours, and left alone */
