/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct _HavenZip HavenZip;

/* Which cell styles of a workbook show a number as a day, and how such a number is read */
typedef struct _HavenXlsxStyles HavenXlsxStyles;

HavenXlsxStyles *haven_xlsx_styles_new      (HavenZip *zip, GError **error);     /* a workbook without styles has none that is a day */
void             haven_xlsx_styles_free     (HavenXlsxStyles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenXlsxStyles, haven_xlsx_styles_free)
gboolean         haven_xlsx_styles_is_day   (HavenXlsxStyles *self, guint style);

/* "2025-09-02", with a time where there is one; only a time below one. NULL: no day that Haven knows */
char            *haven_xlsx_serial_to_text  (double serial, gboolean from_1904);
gboolean         haven_xlsx_format_is_day   (const char *code);                  /* "dd/mm/yyyy", not "0.00" */
