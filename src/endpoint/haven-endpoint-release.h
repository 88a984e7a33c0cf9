/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* The latest revision of every return, one row a cell, in the DfE's open-data convention. Inside a transaction. */
char *haven_endpoint_returns_tag     (HavenEndpoint *self, const char *urn);   /* of GET /releases */
char *haven_endpoint_export_metadata (void);                                    /* of those columns */
char *haven_endpoint_export_releases (HavenEndpoint *self, GError **error);
