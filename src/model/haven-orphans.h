/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

/* Takes out of the tables what cannot be without a record that is not there (a register without its pupil), and counts it by table. Where a table
 * is NULL, previous has it. */
void haven_orphans_remove (GPtrArray *tables[HAVEN_N_TABLES], HavenSchool *previous, guint ret_n[HAVEN_N_TABLES]);
