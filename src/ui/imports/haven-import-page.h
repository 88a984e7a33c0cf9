/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* A file of the MIS: what Haven sees in it, what it would change, then done, with undo; and the imports so far */
#define HAVEN_TYPE_IMPORT_PAGE (haven_import_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenImportPage, haven_import_page, HAVEN, IMPORT_PAGE, AdwBin)

GtkWidget *haven_import_page_new   (HavenSession *session);
void       haven_import_page_stage (HavenImportPage *self, const char *const *paths);   /* looks at the files; writes nothing */
