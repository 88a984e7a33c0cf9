/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart-card.h"
#include "haven-figure.h"
#include "haven-session.h"

/* A card that shows a figure of the report: drawn off the main thread, and again each time it is asked. */
#define HAVEN_TYPE_FIGURE_CARD (haven_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (HavenFigureCard, haven_figure_card, HAVEN, FIGURE_CARD, AdwBin)

/* Exported as PNG, SVG, PDF, CSV or HTML, and written into the audit log; enlarged by the action page.enlarge (the figure's name). */
GtkWidget *haven_figure_card_new  (const char *figure, int height);   /* height 0: as the figure likes */
void       haven_figure_card_load (HavenFigureCard *self, const HavenFigureSubject *subject);
void       haven_figure_card_offer (HavenFigureCard *self, HavenSession *session, gboolean enlarge); /* the exports, and page.enlarge */
const char *haven_figure_card_get_figure (HavenFigureCard *self);
