/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* A copy of this moment, while the server serves. A school that knew more than the copy is told everything anew after it was put back. */
gboolean haven_endpoint_back_up      (HavenEndpoint *self, const char *path, GError **error);   /* path: not there yet */
/* All tables but keys, tokens and codes, as SQL that any database reads: CREATE TABLE and INSERT, texts and whole numbers only */
char    *haven_endpoint_dump         (HavenEndpoint *self);
char    *haven_endpoint_export_bookings (HavenEndpoint *self);                                   /* CSV */
