/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "haven-sheet.h"

/* A Common Transfer File, versions 20 to 25, as tables with the column names that Haven knows: pupils (with SEN, free school meals and their
 * last school), who has a social worker, marks, attendance totals and results. Every element may be missing; others are passed over. */
gboolean haven_ctf_read (GBytes *bytes, const char *digest, GPtrArray *sheets, GError **error);
