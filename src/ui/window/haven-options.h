/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-session.h"

/* What the command line asked for */
typedef struct {
  char *store;              /* NULL: the store opened last, or the user's own */
  gboolean demo;
  HavenDemoSize demo_size;
  HavenDay today;           /* HAVEN_DAY_NONE: the system's */
  char *view;               /* NULL: as last time */
  gboolean exit_after_startup;
} HavenOptions;

void       haven_options_clear     (HavenOptions *self);
gboolean   haven_options_read      (HavenOptions *self, GVariantDict *dict, GError **error);
HavenClock haven_options_get_clock (const HavenOptions *self);
extern const GOptionEntry HAVEN_OPTION_ENTRIES[];
