/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-secret.h"
#include "haven-wire-enrolment.h"

#include <gio/gio.h>

/* A Virtual School's data folder: one SQLite file, which holds courses, bookings of staff, releases, and never a pupil. */
typedef struct _HavenEndpoint HavenEndpoint;

HavenEndpoint *haven_endpoint_create     (const char *folder, const char *name, GError **error);   /* and opens it */
HavenEndpoint *haven_endpoint_open       (const char *folder, GError **error);
void           haven_endpoint_free       (HavenEndpoint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenEndpoint, haven_endpoint_free)

const char    *haven_endpoint_get_name   (HavenEndpoint *self);
const char    *haven_endpoint_get_epoch  (HavenEndpoint *self);        /* of this data: a cursor from other data is not taken */
HavenWireKeys *haven_endpoint_get_keys   (HavenEndpoint *self);        /* lent */
GBytes        *haven_endpoint_sign_receipt  (HavenEndpoint *self, GBytes *message);
GBytes        *haven_endpoint_open_sealed   (HavenEndpoint *self, GBytes *file, GError **error);   /* a school's file */
GBytes        *haven_endpoint_sign_settings (HavenEndpoint *self, GBytes *message);

void           haven_endpoint_set_today  (HavenEndpoint *self, HavenDay today);   /* NONE: the system's */
HavenClock     haven_endpoint_get_clock  (HavenEndpoint *self);

/* Everything that reads or writes stands between these two. A failure of the database sticks: the commit then undoes all and tells it. */
gboolean       haven_endpoint_begin      (HavenEndpoint *self, GError **error);
gboolean       haven_endpoint_commit     (HavenEndpoint *self, GError **error);
void           haven_endpoint_rollback   (HavenEndpoint *self);
