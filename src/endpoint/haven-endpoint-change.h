/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"

/* What happened here, numbered. A cursor is a number with its word of chance, "120-9f3a01c2": after a restore from a backup the numbers come
 * again, but with other words, so that a school that knew the lost history is told everything anew. Inside a transaction, all of them. */
gint64 haven_endpoint_next_change (HavenEndpoint *self);
char  *haven_endpoint_make_cursor (HavenEndpoint *self, gint64 change);        /* 0: before the first */
gint64 haven_endpoint_read_cursor (HavenEndpoint *self, const char *cursor);   /* -1: of another history, or none at all */
