/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-session.h"

/* An invented school, a table an array of records with their ids, in the order of HavenTable: nobody in it exists. The same size, seed
 * and day give the same content. ret_tables: NULL where a table is empty. */
void haven_demo_make (HavenDemoSize size, guint32 seed, HavenClock clock, GPtrArray *ret_tables[HAVEN_N_TABLES]);
