/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-layout.h"

/* What the golden pictures show: every chart of the desk, in every way it is shown. Their letters are DejaVu's, so that they are the same
 * on every machine that has it. */
typedef struct {
  const char *name;          /* "light", "contrast", "grey", "large" */
  HavenTheme theme;
  double text_scale;
} ChartVariant;

const char *const  *chart_golden_names    (void);                /* NULL-terminated */
const ChartVariant *chart_golden_variants (guint *ret_n);
gboolean            chart_golden_has_font (void);
HavenLayout        *chart_golden_layout   (const char *name, const ChartVariant *variant);
GBytes             *chart_golden_picture  (const char *name, const ChartVariant *variant);   /* PNG */
char               *chart_golden_dump     (HavenLayout *layout); /* a line a text, and a line for each kind of shape */
