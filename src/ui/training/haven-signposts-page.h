/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Guidance, contacts, advice lines, newsletters and priorities, readable offline: the authorities' first, then those for England; and what the
 * Virtual School asks about the school */
#define HAVEN_TYPE_SIGNPOSTS_PAGE (haven_signposts_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenSignpostsPage, haven_signposts_page, HAVEN, SIGNPOSTS_PAGE, AdwBin)

void haven_signposts_page_show (HavenSignpostsPage *self, HavenSession *session);
