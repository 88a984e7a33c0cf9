/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What stands on every paper about a child. */
#define HAVEN_TYPE_PRINTING_PAGE (haven_printing_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenPrintingPage, haven_printing_page, HAVEN, PRINTING_PAGE, AdwBin)

GtkWidget *haven_printing_page_new (HavenSession *session);
