/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The locked store: who, and the passphrase. Signal: opened. */
#define HAVEN_TYPE_UNLOCK_PAGE (haven_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenUnlockPage, haven_unlock_page, HAVEN, UNLOCK_PAGE, AdwBin)

void haven_unlock_page_set_session (HavenUnlockPage *self, HavenSession *session);
void haven_unlock_page_set_hint    (HavenUnlockPage *self, const char *hint);
void haven_unlock_page_set_inside  (HavenUnlockPage *self, const char *school, const char *numbers);  /* without names; NULL: not known */
void haven_unlock_page_refresh     (HavenUnlockPage *self);   /* reads who may come in, and forgets what was typed */
