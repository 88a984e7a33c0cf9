/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Reports about children together, for the governing board: which, of what time, its sentences to be edited or struck out, and its pages. No child is
 * in them, and small groups are left out (practice 40). */
#define HAVEN_TYPE_REPORTS_PAGE (haven_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenReportsPage, haven_reports_page, HAVEN, REPORTS_PAGE, AdwBin)

GtkWidget *haven_reports_page_new (HavenSession *session);
