/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* One Virtual School that this school has joined: its address, since when, the fingerprint of its keys, certificates, and leaving it */
#define HAVEN_TYPE_AUTHORITY_GROUP (haven_authority_group_get_type ())
G_DECLARE_FINAL_TYPE (HavenAuthorityGroup, haven_authority_group, HAVEN, AUTHORITY_GROUP, AdwPreferencesGroup)

GtkWidget *haven_authority_group_new           (HavenSession *session, gint64 authority);
gint64     haven_authority_group_get_authority (HavenAuthorityGroup *self);
void       haven_authority_group_refresh       (HavenAuthorityGroup *self);
