/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-session.h"

/* A form that outlives a lock: what was typed goes into the store, sealed to whoever typed it, and comes back as it stood. */
#define HAVEN_TYPE_KEPT_FORM (haven_kept_form_get_type ())
G_DECLARE_INTERFACE (HavenKeptForm, haven_kept_form, HAVEN, KEPT_FORM, GtkWindow)

struct _HavenKeptFormInterface {
  GTypeInterface parent;

  const char *kind;                                          /* under which haven_kept_form_reopen() knows it */
  GVariant *(*dup_typed) (HavenKeptForm *self);              /* floating, of any type */
};

GBytes    *haven_kept_form_dup_draft (HavenKeptForm *self);
GtkWindow *haven_kept_form_reopen    (HavenSession *session, GBytes *draft);   /* NULL: what it was about is gone, or it cannot be read */
