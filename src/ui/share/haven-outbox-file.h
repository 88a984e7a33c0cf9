/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "haven-session.h"

/* What waits for one authority as a file, for its own secure transfer; and the list of what was sent, for whoever has to account for it. Asks
 * where to, and writes it there. done is called with NULL where it was saved, and not at all where nobody chose a file or from is gone. */
typedef void (*HavenOutboxFileDone) (GtkWidget *from, const GError *error);

void haven_outbox_file_save      (GtkWidget *from, HavenSession *session, gint64 authority, HavenOutboxFileDone done);
void haven_outbox_file_save_list (GtkWidget *from, HavenSession *session, HavenOutboxFileDone done);
