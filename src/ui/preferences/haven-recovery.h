/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-session.h"

/* The sheet for the school's safe, from whichever page offers it. Asks where, and for the passphrase where the last answer is too old; says how
 * it went; then done (widget), unless the widget is gone. */
typedef void (*HavenRecoveryDone) (GtkWidget *widget);

void     haven_recovery_save_sheet (GtkWidget *widget, HavenSession *session, HavenRecoveryDone done);
gboolean haven_recovery_has_sheet  (GPtrArray *users);                  /* HavenUser */
