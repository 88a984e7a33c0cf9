/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* One lasting state above the view: a sentence and, where an action is named, what can be done about it. Properties: title, button-label, action-name. */
#define HAVEN_TYPE_BANNER (haven_banner_get_type ())
G_DECLARE_FINAL_TYPE (HavenBanner, haven_banner, HAVEN, BANNER, AdwBin)

void haven_banner_show (HavenBanner *self, const char *title);   /* NULL: the state is over */
