/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The events that can be booked, by topic; read offline */
#define HAVEN_TYPE_CATALOGUE (haven_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (HavenCatalogue, haven_catalogue, HAVEN, CATALOGUE, AdwBin)

void haven_catalogue_show (HavenCatalogue *self, HavenSession *session);
