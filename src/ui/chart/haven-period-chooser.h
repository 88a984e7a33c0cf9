/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Which period the figures are of: the year of the last mark, its terms, the year before; and one that was dragged over a chart, which
 * joins the list. Signal: changed. */
#define HAVEN_TYPE_PERIOD_CHOOSER (haven_period_chooser_get_type ())
G_DECLARE_FINAL_TYPE (HavenPeriodChooser, haven_period_chooser, HAVEN, PERIOD_CHOOSER, AdwBin)

GtkWidget *haven_period_chooser_new      (void);
void       haven_period_chooser_fill     (HavenPeriodChooser *self, HavenSession *session);   /* what was chosen stays chosen */
void       haven_period_chooser_reset    (HavenPeriodChooser *self);                          /* to the first: the year of the last mark */
HavenSpan  haven_period_chooser_get_span (HavenPeriodChooser *self);   /* both ends HAVEN_DAY_NONE: nothing is listed yet */
void       haven_period_chooser_take     (HavenPeriodChooser *self, HavenSpan span);          /* dragged: listed last, and chosen */
