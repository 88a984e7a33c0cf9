/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-mapping.h"
#include "haven-sample.h"

/* Between the parts of haven-mapping.c: what the cells of a sample tell where the headers do not. header: the row of the sample that
 * names the columns; -1: none does. */
gboolean haven_mapping_join_headers (const HavenSample *sample, int header, GPtrArray *headers); /* a header in two rows: "02/09/2025" over "AM" */
void     haven_mapping_fill         (HavenMapping *self, const HavenSample *sample, int header);
void     haven_mapping_find_shape   (HavenMapping *self, const HavenSample *sample, int header);
void     haven_mapping_find_names   (HavenMapping *self, const HavenSample *sample, int header);
void     haven_mapping_find_period  (HavenMapping *self, const HavenSample *sample, int header);
void     haven_mapping_find_week    (HavenMapping *self, const HavenSample *sample, int header);   /* a period, where it is of one week */
void     haven_mapping_find_title_year (HavenMapping *self, const HavenSample *sample, int header);
gboolean haven_mapping_is_borne_out (const HavenMapping *self, const HavenSample *sample, int header);  /* the cells are what the kind wants */

void     haven_mapping_make         (HavenMapping *self, HavenColumn column, HavenMade made);    /* a cell that is made stands for the column */
gboolean haven_mapping_has_source   (const HavenMapping *self, HavenColumn column);
