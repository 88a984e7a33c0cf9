/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* When what somebody is typing is kept: with each pause, and never later than so long after the first letter that was not. Whoever pulls
 * the
 * plug loses at most that. Pure; moments are milliseconds of any clock. */
#define HAVEN_TYPIST_PAUSE 350
#define HAVEN_TYPIST_MOST 800

typedef struct {
  gint64 first;                 /* the first letter that is not kept; 0: all is */
  gint64 last;                  /* the last letter */
} HavenTypist;

void     haven_typist_type     (HavenTypist *self, gint64 now);
void     haven_typist_keep     (HavenTypist *self);                    /* all of it has been handed to be kept */
gboolean haven_typist_is_due   (const HavenTypist *self, gint64 now);
gint64   haven_typist_get_wait (const HavenTypist *self, gint64 now);  /* until it is due; -1: there is nothing to keep */
