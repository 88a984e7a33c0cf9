/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "haven-session.h"

/* What the school keeps of training for itself, and never sends: what was booked on somebody else's site, and a note with any booking */
void haven_own_words_ask_elsewhere (GtkWidget *from, HavenSession *session);
void haven_own_words_ask_note      (GtkWidget *from, HavenSession *session, const HavenBooking *booking);
