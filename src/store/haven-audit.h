/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"
#include "haven-store.h"

/* Who did what and when. Each line's hash covers the line and the hash before it; the head covers how many there are. */
gboolean   haven_audit_add    (HavenConnection *connection, const HavenAuditEntry *entry, GError **error);
GPtrArray *haven_audit_read   (HavenConnection *connection, GError **error);                /* HavenAuditEntry */
/* Whom no line may name any more: free words go from the lines about that pupil and from those that hold the name or the key (a UPN, an
 * e-mail); who, what and when stay. The lines from there on are chained anew, and the last hash of before is told in a line of its own. */
typedef struct {
  gint64 pupil_id;              /* 0: none */
  const char *key;              /* may be NULL */
  const char *name;             /* may be NULL */
} HavenAuditNames;
gboolean   haven_audit_forget (HavenConnection *connection, const HavenAuditNames *names, GError **error);
char      *haven_audit_dup_head (HavenConnection *connection, GError **error);              /* the last hash */
gboolean   haven_audit_verify (HavenConnection *connection, guint *ret_n, GError **error);  /* DAMAGED */
