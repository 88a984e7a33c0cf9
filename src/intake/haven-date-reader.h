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
HavenDay         haven_date_reader_settle (HavenDateReader *self, HavenDateText read);     /* as it was read, else as that person said; NONE */
int              haven_date_reader_get_latest (HavenDateReader *self);
HavenDateText    haven_date_reader_read   (HavenDateReader *self, HavenColumn column, const char *text);
void             haven_date_reader_explain (HavenDateReader *self, GPtrArray *sentences);   /* adds what was concluded */
