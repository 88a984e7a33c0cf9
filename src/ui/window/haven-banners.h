/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-briefing.h"

/* The states that last: a newer Haven that the technician gives out, a copy that is only read, a backup that is due, marks that stop short, what waits to be sent, no network. */
#define HAVEN_TYPE_BANNERS (haven_banners_get_type ())
G_DECLARE_FINAL_TYPE (HavenBanners, haven_banners, HAVEN, BANNERS, AdwBin)

void haven_banners_set_briefing (HavenBanners *self, HavenBriefing *briefing);
void haven_banners_set_view     (HavenBanners *self, const char *view);   /* Today says by itself how far the marks reach */
