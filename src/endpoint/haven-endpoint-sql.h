/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* Statements on the endpoint's database. types: a letter a parameter: t text, i gint64, b GBytes; NULL and absent are NULL.
 * Nothing here returns an error: the first one sticks to the endpoint, and its commit fails. */
typedef struct _HavenQuery HavenQuery;

void        haven_endpoint_run    (HavenEndpoint *self, const char *sql, const char *types, ...);
HavenQuery *haven_query_new       (HavenEndpoint *self, const char *sql, const char *types, ...);
void        haven_query_free      (HavenQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenQuery, haven_query_free)
gboolean    haven_query_next      (HavenQuery *self);
const char *haven_query_get_text  (HavenQuery *self, int column);      /* lent until the next row; NULL for NULL */
gint64      haven_query_get_int   (HavenQuery *self, int column);
GBytes     *haven_query_dup_bytes (HavenQuery *self, int column);      /* NULL for NULL */
gint64      haven_endpoint_count  (HavenEndpoint *self, const char *sql, const char *types, ...);   /* one number */
