/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

/* One typographic hand for charts and pages. Metrics depend on no screen's settings; on paper letters are placed more finely than a pixel,
 * on a screen they stand on whole pixels, or their spacing looks uneven. family: NULL for the program's own. The caller's. */
PangoContext *haven_type_context_new (const char *family, gboolean on_paper);
