/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Tells when the person leaves the computer: it goes to sleep, its screen is locked, the person logs out.
 * Signals: leave (lock now), end (lock and quit now), wake (it was asleep). */
#define HAVEN_TYPE_SYSTEM_WATCH (haven_system_watch_get_type ())
G_DECLARE_FINAL_TYPE (HavenSystemWatch, haven_system_watch, HAVEN, SYSTEM_WATCH, GObject)

HavenSystemWatch *haven_system_watch_new (void);

/* For the one that listens on this system: haven-system-watch-bus.c, haven-window-system-windows.c */
typedef struct _HavenSystemEars HavenSystemEars;
HavenSystemEars *haven_system_ears_new    (HavenSystemWatch *watch);
void             haven_system_ears_free   (HavenSystemEars *self);
void             haven_system_watch_leave (HavenSystemWatch *self);
void             haven_system_watch_end   (HavenSystemWatch *self);
void             haven_system_watch_wake  (HavenSystemWatch *self);
