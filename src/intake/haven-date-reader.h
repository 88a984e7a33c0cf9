/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-date-text.h"
#include "haven-mapping.h"

/* Reads the days of a file, each distinct text once. Where a day and its month could be changed over, the whole column is looked at (and
 * the header, where days stand there): if others in it can be read in one order only, all of them have that order. Else the other columns
 * of the file tell, and, for days of marks, which order keeps them out of weekends. Else it stays AMBIGUOUS. */
typedef struct _HavenDateReader HavenDateReader;

HavenDateReader *haven_date_reader_new    (HavenSheet *sheet, HavenMapping *mapping, int latest);
void             haven_date_reader_free   (HavenDateReader *self);
void             haven_date_reader_set_order (HavenDateReader *self, const char *answer);  /* "day-first", "month-first": what a person said; NULL */
/* What the other files of the same import prove; only where this one does not tell and nobody said */
void             haven_date_reader_set_others (HavenDateReader *self, const char *answer, const char *file);
void             haven_date_reader_set_year (HavenDateReader *self, int school_year);      /* of days of marks that lack it */
HavenDay         haven_date_reader_settle (HavenDateReader *self, HavenDateText read);     /* as it was read, else as that person said; NONE */
int              haven_date_reader_get_latest (HavenDateReader *self);
HavenDateText    haven_date_reader_read   (HavenDateReader *self, HavenColumn column, const char *text);
/* How many of its days, in all columns, can be read in one order only */
void             haven_date_reader_count_orders (HavenDateReader *self, guint *ret_day_first, guint *ret_month_first);
void             haven_date_reader_explain (HavenDateReader *self, GPtrArray *sentences);   /* adds what was concluded */
