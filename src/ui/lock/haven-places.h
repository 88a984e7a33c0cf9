/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-window.h"

/* Where stores are, and bringing one here. */
void  haven_place_choose       (HavenWindow *window);            /* asks for the folder of another store */
void  haven_place_copy_here    (HavenWindow *window);            /* of a store on the network: then that copy is opened */
char *haven_place_dup_new      (const char *name);             /* a folder that is not there yet, among the user's own */
guint haven_place_count_copies (const char *folder);            /* of a store: how it was before a newer Haven brought it up to date */
