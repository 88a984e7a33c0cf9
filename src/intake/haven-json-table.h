/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "haven-sheet.h"

/* Nested deeper than anybody writes; to be asked before the library, which goes down with every level, sees the text */
gboolean haven_json_is_too_deep (const char *text, gsize size);

/* A JSON file as tables: every list of objects in it is one, wherever it stands ("data": […] of a service's reply among them). A member is a
 * column, a member of a member too ("student": {"upn": …}); {"date": …} is a day. Lists inside a row say nothing here. */
gboolean haven_json_table_read (GBytes *bytes, const char *digest, GPtrArray *sheets, GError **error);
