/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release.h"

/* What a return says that an earlier one did not, figure by figure, as the Virtual School sees both: from the files and nothing else. */
typedef enum {
  HAVEN_CHANGE_FIGURE,       /* shown then and now, with another value */
  HAVEN_CHANGE_SHOWN,        /* was protected */
  HAVEN_CHANGE_PROTECTED,    /* was shown */
} HavenReleaseChangeType;

typedef struct {
  HavenReleaseChangeType type;
  const HavenReleaseCell *cell;          /* lent by the release */
  gint64 before;             /* 0: it was protected */
} HavenReleaseChange;

/* In the file's order; a figure that only one of them has is no change. NULL: before is not a return that can be read. */
GArray *haven_release_list_changes (HavenRelease *self, GBytes *before, GError **error);
