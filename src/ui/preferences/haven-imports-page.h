/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What is kept of an import: whose registers (practice 34), and what Haven learned about the files. */
#define HAVEN_TYPE_IMPORTS_PAGE (haven_imports_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenImportsPage, haven_imports_page, HAVEN, IMPORTS_PAGE, AdwBin)

GtkWidget *haven_imports_page_new (HavenSession *session);
