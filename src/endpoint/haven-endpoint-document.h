/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* What the Virtual School publishes to its schools besides courses: "policy", "benchmarks", "priorities", "resources", "survey". Inside a transaction. */
GBytes  *haven_endpoint_load_document     (HavenEndpoint *self, const char *type);    /* as it is answered; NULL: not published */
gboolean haven_endpoint_import_document   (HavenEndpoint *self, const char *type, GBytes *file, GError **error);   /* policy: JSON; others: CSV */
char    *haven_endpoint_export_answers    (HavenEndpoint *self);                       /* to the surveys, as CSV */
extern const char *const HAVEN_DOCUMENTS[];
