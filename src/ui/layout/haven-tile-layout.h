/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Tiles of equal width, as many a row as fit; the tiles of a row are equally high.
 * Properties: tile-width (at least, in pixels at the usual text size), most (tiles a row), spacing. */
#define HAVEN_TYPE_TILE_LAYOUT (haven_tile_layout_get_type ())
G_DECLARE_FINAL_TYPE (HavenTileLayout, haven_tile_layout, HAVEN, TILE_LAYOUT, GtkLayoutManager)
