/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform-private.h"

#include "haven-clock.h"
#include "haven-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_HOLDER_LETTERS 50

GBytes *
haven_lock_record_new (const char *holder,
                       gint64      now)
{
  g_autofree char *valid = g_utf8_make_valid (holder, -1);
  g_autofree char *brief = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_HOLDER_LETTERS));
  char *record = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n", g_strdelimit (brief, "\n\r", ' '), now);

  return g_bytes_new_take (record, strlen (record));
}

void
haven_lock_record_report (const char  *record,
                          GError     **error)
{
  g_auto(GStrv) lines = g_strsplit (record, "\n", 3);
  g_autofree char *since = NULL;

  if (g_strv_length (lines) < 3 || *lines[0] == '\0' || !g_utf8_validate (record, -1, NULL)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_BUSY,
                         _("The store is open in another Haven. Nothing was changed. Close it there, then try again."));
    return;
  }
  since = haven_time_to_text (g_ascii_strtoll (lines[1], NULL, 10));
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY,
               _("%s has had the store open since %s. Nothing was changed. Close it there, then try again."), lines[0], since);
}
