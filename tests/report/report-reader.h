/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A PDF read back by somebody else's program: the words of each page. */
GPtrArray *report_read_pages (GBytes *pdf);                            /* of char *, in order; spaces and line ends are single spaces */
guint      report_count      (const char *text, const char *needle);
guint      report_count_all  (GPtrArray *pages, const char *needle);
