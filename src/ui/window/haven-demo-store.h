/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-session.h"

/* An invented school in a temporary encrypted store, open; the folder goes when it is freed. */
typedef struct _HavenDemoStore HavenDemoStore;

HavenDemoStore *haven_demo_store_new         (HavenDemoSize size, HavenClock clock, GError **error);
void            haven_demo_store_free        (HavenDemoStore *self);
HavenSession   *haven_demo_store_get_session (HavenDemoStore *self);
const char     *haven_demo_store_get_hint    (void);   /* how to unlock it again */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenDemoStore, haven_demo_store_free)
