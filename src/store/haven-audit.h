/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"
#include "haven-store.h"

/* Who did what and when. Each line's hash covers the line and the hash before it; the head covers how many there are. */
gboolean   haven_audit_add    (HavenConnection *connection, const HavenAuditEntry *entry, GError **error);
GPtrArray *haven_audit_read   (HavenConnection *connection, GError **error);                /* HavenAuditEntry */
gboolean   haven_audit_verify (HavenConnection *connection, guint *ret_n, GError **error);  /* DAMAGED */
