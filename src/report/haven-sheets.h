/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

/* A paper as it was printed once: its pages to be drawn on a screen or a printer, the same as a PDF, and its words. Nobody changes it;
 * any thread may draw it, one at a time. */
typedef struct _HavenSheets HavenSheets;

HavenSheets *haven_sheets_ref       (HavenSheets *self);
void         haven_sheets_unref     (HavenSheets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSheets, haven_sheets_unref)

guint        haven_sheets_get_n     (HavenSheets *self);
double       haven_sheets_get_width  (HavenSheets *self);              /* points */
double       haven_sheets_get_height (HavenSheets *self);
void         haven_sheets_draw      (HavenSheets *self, guint sheet, cairo_t *cr);     /* black on nothing, in points from its corner */
const char  *haven_sheets_get_words (HavenSheets *self, guint sheet);  /* of one page, in reading order */
GBytes      *haven_sheets_get_pdf   (HavenSheets *self);               /* lent */
const char  *haven_sheets_get_text  (HavenSheets *self);               /* of all of it, to be edited or pasted */
