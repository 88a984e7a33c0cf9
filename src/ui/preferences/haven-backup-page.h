/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Where copies of the store go and how often, the last one, and whether the store is sound */
#define HAVEN_TYPE_BACKUP_PAGE (haven_backup_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenBackupPage, haven_backup_page, HAVEN, BACKUP_PAGE, AdwBin)

GtkWidget *haven_backup_page_new (HavenSession *session);
