/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "haven-chart-read.h"
#include "haven-layout.h"

/* A layout on a surface, under a pointer, in a file. */
void     haven_layout_draw       (HavenLayout *self, cairo_t *cr);
void     haven_layout_draw_focus (HavenLayout *self, cairo_t *cr, int datum);    /* the ring around a chosen datum; nothing for -1 */
void     haven_layout_draw_span  (HavenLayout *self, cairo_t *cr, HavenSpan span);  /* a period being chosen */
int      haven_layout_hit        (HavenLayout *self, double x, double y);        /* the nearest datum that answers there, or -1 */

/* CSV is the table twin; HTML has everything, for whoever hears it */
typedef enum { HAVEN_PICTURE_SVG, HAVEN_PICTURE_PNG, HAVEN_PICTURE_PDF, HAVEN_PICTURE_CSV, HAVEN_PICTURE_HTML } HavenPicture;

gboolean haven_picture_parse     (const char *path, HavenPicture *ret_picture);  /* by suffix, upper or lower case */
GBytes  *haven_chart_render      (HavenChart *chart, const HavenChartStyle *style, HavenPicture picture, GError **error);
/* The same chart gives the same bytes. Title and description travel in the file. 0600, whole or not at all. */
gboolean haven_chart_write       (HavenChart *chart, const HavenChartStyle *style, const char *path, GError **error);
