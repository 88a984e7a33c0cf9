/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How far long work has come. Whoever starts it makes a HavenProgress the current one of the thread that works; whoever works tells how much
 * is done, and need not know who listens. Without a current one nothing is told, and nothing is counted. */
typedef enum { HAVEN_STEP_READING, HAVEN_STEP_MATCHING, HAVEN_STEP_WRITING } HavenStep;

typedef void (*HavenProgressFunc) (HavenStep step, guint percent, gpointer user_data);   /* on the thread that works; never twice the same */

typedef struct {
  HavenProgressFunc func;
  gpointer user_data;
  HavenStep step;
  guint part;                /* of parts equal ones: files, mostly */
  guint parts;
  guint told;                /* per cent of the step, and one: 0 for nothing yet */
} HavenProgress;

HavenProgress *haven_progress_set_current (HavenProgress *self);         /* of this thread; returns the one before. NULL: none */
void           haven_progress_enter       (HavenStep step, guint part, guint parts);
void           haven_progress_tell        (guint64 done, guint64 of);    /* of the part that was entered */
gboolean       haven_progress_is_wanted   (void);                        /* whether it is worth counting */
