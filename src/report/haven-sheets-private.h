/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-sheets.h"

/* For the pages, which make them. All sheets first, then what stands beside them. */
HavenSheets *haven_sheets_new    (double width, double height);
void         haven_sheets_add    (HavenSheets *self, cairo_surface_t *take_surface, char *take_words);
void         haven_sheets_finish (HavenSheets *self, GBytes *take_pdf, char *take_text);
