/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-release.h"

/* One measure of a return, a group a row and a response a column; one Tab stop, arrows go from cell to cell.
 * Signal: chosen (guint: the cell's index in the release). */
#define HAVEN_TYPE_RELEASE_TABLE (haven_release_table_get_type ())
G_DECLARE_FINAL_TYPE (HavenReleaseTable, haven_release_table, HAVEN, RELEASE_TABLE, AdwBin)

GtkWidget *haven_release_table_new (HavenRelease *release, const char *measure);   /* NULL: the sums, a measure a column */
