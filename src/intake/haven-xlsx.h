/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "haven-sheet.h"

/* The sheets of an XLSX workbook, as Excel and LibreOffice write it, each as a table of texts: days as YYYY-MM-DD whatever their format,
 * formulas as the value that was worked out when it was saved. Hidden sheets are left out and named in notes. */
gboolean haven_xlsx_read (GBytes *bytes, const char *digest, GPtrArray *sheets, GPtrArray *notes, GError **error);
