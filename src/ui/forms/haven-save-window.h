/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-command.h"
#include "haven-session.h"

/* A window that saves one thing and goes: what every form has in common. It says what is wrong under what was typed, closes by Escape, and
 * lets go of the session when it is locked. Signal: saved (what was done, whether it can be undone). */
#define HAVEN_TYPE_SAVE_WINDOW (haven_save_window_get_type ())
G_DECLARE_DERIVABLE_TYPE (HavenSaveWindow, haven_save_window, HAVEN, SAVE_WINDOW, AdwWindow)
struct _HavenSaveWindowClass {
  AdwWindowClass parent_class;
};

void          haven_save_window_set_parts    (HavenSaveWindow *self, GtkLabel *problem, GtkWidget *save_button);  /* of the template */
void          haven_save_window_set_session  (HavenSaveWindow *self, HavenSession *session);
HavenSession *haven_save_window_get_session  (HavenSaveWindow *self);      /* NULL: it was locked or closed meanwhile */
void          haven_save_window_show_problem (HavenSaveWindow *self, const char *sentence);   /* NULL: there is none any more */
gboolean      haven_save_window_is_saving    (HavenSaveWindow *self);
/* Runs it once; then says "saved", in the command's own words where label is NULL, and goes. What was typed into a kept form is settled. */
void          haven_save_window_save         (HavenSaveWindow *self, HavenCommand *take_command, const char *label, gboolean can_undo);
void          haven_save_window_close        (HavenSaveWindow *self, const char *label, gboolean can_undo);   /* it is saved */
