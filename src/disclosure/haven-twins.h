/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-pattern.h"

/* Decides what to hide in one block, from the pattern's truth. */
typedef void (*HavenTwinsRule) (HavenPattern *pattern, guint block);

/* Somebody who knows the rule can run it on every table that a page allows and keep those that give this very page: its twins. FALSE if
 * they leave some hidden figure fewer than three values. The page alone decides, so that all twins are answered alike. Only pages with
 * few enough tables are judged: those of more pupils or more groups have too many for anybody to try. */
gboolean haven_twins_suffice (HavenPattern *pattern, guint block, HavenTwinsRule rule);
