/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-date-reader.h"

/* Whatever a file's shape, a stager gets plain rows: pupils a row a pupil with SURNAME and FORENAME, marks a row a mark (DAY as YYYY-MM-DD,
 * SESSION as AM or PM, MARK as the file writes it), totals a row a pupil and period (FIRST, LAST). What a file writes otherwise is written
 * so here, and haven_row_get () finds it like any cell; haven_mapping_header () gives the header of the cell that it came from. */
typedef gboolean (*HavenShapeRowFunc) (const HavenRow *row, gpointer user_data, GError **error);

/* Every row below the header in the file's order. INVALID: the last one was cut off; what was handed on before is half of the file. */
gboolean haven_shape_read    (HavenSheet *sheet, HavenMapping *mapping, HavenDateReader *dates, HavenShapeRowFunc func, gpointer user_data,
                              GError **error);
void     haven_shape_explain (HavenSheet *sheet, const HavenMapping *mapping, GPtrArray *sentences);   /* adds what was assumed */
