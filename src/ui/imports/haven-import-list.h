/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The imports so far, latest first; each can be taken back whole */
#define HAVEN_TYPE_IMPORT_LIST (haven_import_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenImportList, haven_import_list, HAVEN, IMPORT_LIST, AdwBin)

void haven_import_list_show (HavenImportList *self, HavenSession *session);
