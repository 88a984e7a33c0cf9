/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "haven-mapping.h"

/* A file as what stands in it: one table of cells (text, a spreadsheet) or several (the sheets of a workbook; the pupils, statuses, marks,
 * totals and results of a CTF; the lists of a JSON file). Text is read by libcsv and GLib, XLSX by libzip and libxml2, CTF by libxml2, JSON
 * by json-glib; every one within haven-limits.h. */
typedef struct _HavenWorkbook HavenWorkbook;

HavenWorkbook *haven_workbook_open           (const char *path, GCancellable *cancellable, GError **error);
HavenWorkbook *haven_workbook_new_from_bytes (GBytes *bytes, GError **error);
void           haven_workbook_free           (HavenWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenWorkbook, haven_workbook_free)

guint          haven_workbook_get_n          (HavenWorkbook *self);
HavenSheet    *haven_workbook_get_nth        (HavenWorkbook *self, guint n);   /* lent, as everything here */
GPtrArray     *haven_workbook_get_notes      (HavenWorkbook *self);            /* char *, assumptions: hidden sheets, errors in cells … */

/* The kinds that stand in it, in order: a file of several is staged once for each, with choices->type set. Empty: error is set. */
GArray        *haven_workbook_find_kinds     (HavenWorkbook *self, const HavenImportChoices *choices, GError **error);   /* HavenImportType */

/* Its sheets that hold a kind; AUTO: any. More than one of the same kind: which is meant is a question (HAVEN_ANSWER_SHEET, by name). */
#define HAVEN_ANSWER_SHEET "sheet"
GPtrArray     *haven_workbook_find_sheets    (HavenWorkbook *self, const HavenImportChoices *choices);                  /* HavenSheet */
/* The first of them, or the one that was chosen; NULL: error is set */
HavenSheet    *haven_workbook_find_sheet     (HavenWorkbook *self, const HavenImportChoices *choices, GError **error);
