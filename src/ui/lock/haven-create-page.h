/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The first start: which school, who, and a passphrase. Signal: created, and open. */
#define HAVEN_TYPE_CREATE_PAGE (haven_create_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenCreatePage, haven_create_page, HAVEN, CREATE_PAGE, AdwBin)

void haven_create_page_set_session (HavenCreatePage *self, HavenSession *session);
