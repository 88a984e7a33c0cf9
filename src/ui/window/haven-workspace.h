/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"
#include "haven-settings.h"

/* Everything that is on the screen while the store is open. It is made at unlocking and ended at locking, and all text about
 * children goes with it. */
#define HAVEN_TYPE_WORKSPACE (haven_workspace_get_type ())
G_DECLARE_FINAL_TYPE (HavenWorkspace, haven_workspace, HAVEN, WORKSPACE, AdwBin)

GtkWidget *haven_workspace_new          (HavenSession *session, HavenSettings *settings);

const char *haven_workspace_get_view    (HavenWorkspace *self);
GtkWidget *haven_workspace_get_page     (HavenWorkspace *self);                           /* the view, or what stands in its place */
void       haven_workspace_show_view    (HavenWorkspace *self, const char *view);         /* today, children, cohort, training, share */
void       haven_workspace_open_child   (HavenWorkspace *self, gint64 pupil_id, const char *tab);   /* tab "": the overview */
void       haven_workspace_open_import  (HavenWorkspace *self, const char *const *paths); /* NULL: asks for the file */
void       haven_workspace_open_page    (HavenWorkspace *self, GtkWidget *page, const char *title);   /* above; in place of one of its kind */
void       haven_workspace_go_back      (HavenWorkspace *self);
void       haven_workspace_go_on        (HavenWorkspace *self, gboolean backward);        /* the keys, to the next part of the window */
void       haven_workspace_search       (HavenWorkspace *self);
void       haven_workspace_sync         (HavenWorkspace *self);
void       haven_workspace_wake         (HavenWorkspace *self);                           /* the computer was asleep */
gint64     haven_workspace_get_child    (HavenWorkspace *self);                           /* whose page is open; 0: nobody's */
char      *haven_workspace_dup_numbers  (HavenWorkspace *self);                           /* what waits inside, without names; NULL: nothing */
