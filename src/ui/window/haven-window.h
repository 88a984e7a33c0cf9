/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-options.h"
#include "haven-settings.h"
#include "haven-workspace.h"

/* The one window: locked, or open on a store. Actions come up to it (win.*), the session and the settings go down from it. */
#define HAVEN_TYPE_WINDOW (haven_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenWindow, haven_window, HAVEN, WINDOW, AdwApplicationWindow)

GtkWindow      *haven_window_new           (GtkApplication *application, HavenSession *session, HavenSettings *settings,
                                            const HavenOptions *options);
void            haven_window_set_hint      (HavenWindow *self, const char *hint);       /* shown where it is locked */

HavenSession   *haven_window_get_session   (HavenWindow *self);
HavenSettings  *haven_window_get_settings  (HavenWindow *self);
HavenWorkspace *haven_window_get_workspace (HavenWindow *self);                         /* NULL while locked, and for who only hands files in */
gboolean        haven_window_is_open       (HavenWindow *self);
void            haven_window_open_store    (HavenWindow *self, const char *folder);     /* locks this one, and stands at the door of another */
void            haven_window_lock          (HavenWindow *self);
void            haven_window_leave         (HavenWindow *self);                         /* what is typed is kept; the store is closed when the window goes */
void            haven_window_set_meeting   (HavenWindow *self, gboolean meeting);       /* people talk longer than they type: locks later */
void            haven_window_set_hidden    (HavenWindow *self, gboolean hidden);
gboolean        haven_window_get_hidden    (HavenWindow *self);
const char     *haven_window_get_topic     (HavenWindow *self);                         /* what Help would tell of now */
void            haven_window_say           (HavenWindow *self, const char *sentence, const char *button, const char *action);
void            haven_window_show_messages (HavenWindow *self);                         /* what was said, to be read again */
void            haven_window_fail          (HavenWindow *self, const char *sentence);
void            haven_window_show_form     (HavenWindow *self, GtkWindow *form);        /* above the window; a HavenKeptForm outlives a lock */
