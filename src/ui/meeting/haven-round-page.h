/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The weekly staff round (practice 26): one child after the other, what presses, what was said and agreed last, and one new action. What is typed is
 * kept with each pause. Never in meeting view. */
#define HAVEN_TYPE_ROUND_PAGE (haven_round_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenRoundPage, haven_round_page, HAVEN, ROUND_PAGE, AdwBin)

GtkWidget *haven_round_page_new (HavenSession *session, GVariant *ids);    /* "ax": of these children alone; NULL: of all */
