/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart-card.h"
#include "haven-figure.h"

/* A card that shows a figure of the report: drawn off the main thread, and again each time it is asked. */
#define HAVEN_TYPE_FIGURE_CARD (haven_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (HavenFigureCard, haven_figure_card, HAVEN, FIGURE_CARD, AdwBin)

GtkWidget *haven_figure_card_new  (const char *figure, int height);   /* height 0: as the figure likes */
void       haven_figure_card_load (HavenFigureCard *self, const HavenFigureSubject *subject);
