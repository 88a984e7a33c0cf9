/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sdq-bands.h"

#include <stdlib.h>

#include "haven-reference-table.h"

#define USUAL_BANDS 4

static GArray *
read_bands (void)
{
  g_autoptr (HavenRefTable) file = haven_ref_table_new ("sdq-bands.csv");
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenSdqBand));

  for (guint i = 0; i < haven_ref_table_get_n (file); i++) {
    HavenSdqBand one = {
      .informant = haven_ref_table_get (file, i, "informant"),
      .scale = haven_ref_table_get (file, i, "scale"),
      .bands = atoi (haven_ref_table_get (file, i, "bands")),
      .place = atoi (haven_ref_table_get (file, i, "place")),
      .from = atoi (haven_ref_table_get (file, i, "from")),
      .until = atoi (haven_ref_table_get (file, i, "until")),
      .text = haven_ref_table_get (file, i, "text"),
      .certain = g_str_equal (haven_ref_table_get (file, i, "certain"), "yes"),
      .source = haven_ref_table_get (file, i, "source"),
    };
    g_array_append_val (all, one);
  }
  return all;
}

static GArray *
get_bands (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_bands ());
  return (GArray *) once;
}

static gboolean
is_of (const HavenSdqBand *band, const char *informant, const char *scale, gint64 score)
{
  return g_str_equal (band->informant, informant) && g_str_equal (band->scale, scale) && band->from <= score && score <= band->until;
}

const HavenSdqBand *
haven_sdq_band_find (const char *informant, const char *scale, int bands, gint64 score)
{
  GArray *all = get_bands ();
  const HavenSdqBand *usual = NULL;

  for (guint i = 0; i < all->len; i++) {
    const HavenSdqBand *one = &g_array_index (all, HavenSdqBand, i);

    if (!is_of (one, informant, scale, score) || (bands != 0 && one->bands != bands))
      continue;
    if (bands != 0 || one->certain)
      return one;
    usual = one->bands == USUAL_BANDS ? one : usual;
  }
  return usual;
}
