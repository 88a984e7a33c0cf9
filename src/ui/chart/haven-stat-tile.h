/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* One large figure: what it is, what it stands beside, and how it was worked out */
#define HAVEN_TYPE_STAT_TILE (haven_stat_tile_get_type ())
G_DECLARE_FINAL_TYPE (HavenStatTile, haven_stat_tile, HAVEN, STAT_TILE, AdwBin)

GtkWidget *haven_stat_tile_new  (void);
void       haven_stat_tile_show (HavenStatTile *self, const char *value, const char *caption, const char *note);    /* note may be NULL */
void       haven_stat_tile_set_explanation (HavenStatTile *self, const char *explanation);                          /* NULL: none */
void       haven_stat_tile_make_plain (HavenStatTile *self);                                                        /* within a card of others */

/* A row of tiles that breaks where it is narrow, and one of them */
GtkWidget     *haven_stat_tile_new_row (guint n);
HavenStatTile *haven_stat_tile_nth     (GtkWidget *row, guint n);
