/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Whoever types into a row and goes on without Return has said it all the same: "apply" comes when the row is left or the window closes, too. */
void haven_left_row_watch (AdwEntryRow *row);
void haven_left_row_show  (AdwEntryRow *row, const char *kept);      /* what is being typed meanwhile stays, unless something else is kept now */
