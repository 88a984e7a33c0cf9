/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-chart-read.h"

/* A table of texts: the twin of a chart. */
#define HAVEN_TYPE_TABLE_VIEW (haven_table_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenTableView, haven_table_view, HAVEN, TABLE_VIEW, AdwBin)

GtkWidget *haven_table_view_new (const HavenRows *rows, const char *title);
