/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples.h"
#include "haven-chart-draw.h"

#include <stdlib.h>

/* Writes the sample charts for people to look at:
 *   chart-gallery FOLDER WIDTH HEIGHT TEXT-SCALE THEME SUFFIX [SAMPLE...] */

static gboolean
write_sample (const char *name, const HavenChartStyle *style, char **argv)
{
  g_autofree char *base = g_strdup_printf ("%s-%s-%sx%s-%s%s", name, argv[5], argv[2], argv[3], argv[4], argv[6]);
  g_autofree char *path = g_build_filename (argv[1], base, NULL);
  g_autoptr (HavenChart) chart = chart_sample_new (name);
  g_autoptr (GError) error = NULL;

  if (chart == NULL || !haven_chart_write (chart, style, path, &error)) {
    g_printerr ("%s: %s\n", name, error != NULL ? error->message : "no such sample");
    return FALSE;
  }
  return TRUE;
}

int
main (int argc, char **argv)
{
  HavenChartStyle style;
  gboolean ok = TRUE;

  if (argc < 7) {
    g_printerr ("chart-gallery FOLDER WIDTH HEIGHT TEXT-SCALE THEME SUFFIX [SAMPLE...]\n");
    return 2;
  }
  style = haven_chart_style_new (atof (argv[2]), atof (argv[3]));
  style.text_scale = atof (argv[4]);
  if (!haven_theme_parse (argv[5], &style.theme))
    return 2;
  for (const char *const *names = argc > 7 ? (const char *const *) argv + 7 : chart_sample_names (); *names != NULL; names++)
    ok = write_sample (*names, &style, argv) && ok;
  return ok ? 0 : 1;
}
