/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint-key-holder.h"

/* The independent key-holder's side of the wire: it asks the Virtual School for its own shares, opens them by the rules, here and nowhere else
 * (haven-opening.h), and gives back one sum. Opened and kept is one step and sent another: a sum that did not arrive goes again. */

/* With the code that the Virtual School gave for HAVEN_KEY_HOLDER_URN. access has url and ca; it gets the token. */
gboolean haven_key_holder_join (HavenEndpoint *self, HavenAccess *access, const char *code, GError **error);

/* A period as "2025/26-autumn". REFUSED: the rules do not allow it now */
gboolean haven_key_holder_open (HavenEndpoint *self, const char *period, GError **error);

/* Sends sums that have not gone, then opens what is due. The number of periods opened; -1: something went wrong, and the rest is for later. */
int      haven_key_holder_work (HavenEndpoint *self, GError **error);
