/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* The schools that may enrol. A one-time code is shown once and kept as a hash; so is a token. A school may have several: one a computer. Inside a transaction, all of them. */
#define HAVEN_CODE_DAYS 30

char    *haven_endpoint_add_school  (HavenEndpoint *self, const char *urn, const char *name);   /* the code; again for a new one */
gboolean haven_endpoint_revoke_school (HavenEndpoint *self, const char *urn, GError **error);   /* its tokens and its code */
gboolean haven_endpoint_has_school  (HavenEndpoint *self, const char *urn);
char    *haven_endpoint_find_token  (HavenEndpoint *self, const char *token);                   /* its school's URN, or NULL */
