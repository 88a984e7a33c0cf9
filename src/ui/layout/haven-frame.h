/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A sidebar beside the content. Where there is no room for both, the sidebar folds away and opens over the content.
 * Properties: sidebar, content; fold-below (pixels at the usual text size); folded (read only); open (while folded). */
#define HAVEN_TYPE_FRAME (haven_frame_get_type ())
G_DECLARE_FINAL_TYPE (HavenFrame, haven_frame, HAVEN, FRAME, GtkWidget)

GtkWidget *haven_frame_new        (void);
gboolean   haven_frame_get_folded (HavenFrame *self);
void       haven_frame_set_open   (HavenFrame *self, gboolean open);
