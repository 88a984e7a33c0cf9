/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Files that somebody handed in who may not read the records: each can be looked at like any file, or put away. Signal: look (id). */
#define HAVEN_TYPE_HANDED_IN_LIST (haven_handed_in_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenHandedInList, haven_handed_in_list, HAVEN, HANDED_IN_LIST, AdwBin)

void haven_handed_in_list_refresh (HavenHandedInList *self, HavenSession *session);
