/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What stands in a view's place when it has nothing to show: what the state is, a sentence about it, and the one thing to do next. While
 * something is being worked out there is nothing to do but wait. Properties: icon-name, title, sentence, step (the button, with its
 * mnemonic), action (what the button does, with its target), working. Signal: stepped, where there is no action. */
#define HAVEN_TYPE_STATE_PAGE (haven_state_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenStatePage, haven_state_page, HAVEN, STATE_PAGE, AdwBin)
