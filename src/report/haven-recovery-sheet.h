/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One page for the school's safe: the code that opens the store when nobody's passphrase does. No pupil is on it. */
typedef struct {
  const char *school;
  const char *made_by;
  gint64 made_at;               /* seconds since 1970 */
  const char *code;
} HavenRecoverySheet;

GBytes *haven_recovery_sheet_render (const HavenRecoverySheet *sheet, GError **error);   /* PDF */
