/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a lock's file says about its holder, the same on every platform: a name and a moment, a line each. */
#define HAVEN_LOCK_RECORD_BYTES 256

GBytes *haven_lock_record_new    (const char *holder, gint64 now);
void    haven_lock_record_report (const char *record, GError **error);  /* sets BUSY */
