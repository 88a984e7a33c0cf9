/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-release.h"

#include "haven-calendar.h"
#include "haven-csv.h"
#include "haven-endpoint-sql.h"
#include "haven-release.h"

#include <string.h>

/* A count of pupils has no sessions, and a sum of sessions no pupils: "z", not applicable. */
static const char *const columns[] = {
  "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "school_urn", "school_name", "revision",
  "measure", "breakdown_topic", "breakdown", "response", "pupils_count", "sessions_count", NULL
};

static void
add_row (GString *csv, const char *const *fields)
{
  for (guint i = 0; fields[i] != NULL; i++)
    haven_csv_add_field (csv, fields[i]);
  haven_csv_end_row (csv);
}

static const char *
total_or (const char *code)
{
  return strcmp (code, "all") == 0 ? "Total" : code;
}

static const char *
term_name (HavenTerm term)
{
  static const char *const names[] = { "Autumn term", "Spring term", "Summer term", "Academic year" };

  return names[term];
}

static void
add_cell (GString *csv, const char *school, HavenRelease *release, const HavenReleaseCell *cell)
{
  HavenPeriod period = { 0 };
  g_autofree char *years = NULL, *value = cell->shown ? g_strdup_printf ("%" G_GINT64_FORMAT, cell->value) : g_strdup ("c");
  g_autofree char *revision = g_strdup_printf ("%u", haven_release_get_revision (release));
  gboolean sum = cell->response == NULL;

  haven_period_parse (haven_release_get_period (release), &period);
  years = g_strdup_printf ("%d%02d", period.year, (period.year + 1) % 100);
  add_row (csv, (const char *const[]) {
    years, term_name (period.term), "School", "E92000001", "England", haven_release_get_urn (release), school, revision,
    cell->measure, total_or (cell->by), total_or (cell->group), sum ? "Total" : total_or (cell->response),
    sum ? "z" : value, sum ? value : "z", NULL,
  });
}

static gboolean
add_release (GString *csv, const char *school, GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (HavenRelease) release = haven_release_new_from_bytes (bytes, none, error);

  for (guint i = 0; release != NULL && i < haven_release_get_n_cells (release); i++)
    add_cell (csv, school, release, haven_release_get_cell (release, i));
  return release != NULL;
}

char *
haven_endpoint_export_releases (HavenEndpoint *self, GError **error)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT s.name, r.body FROM releases r JOIN schools s ON s.urn = r.urn"
                                                  " WHERE r.revision = (SELECT max (revision) FROM releases l"
                                                  " WHERE l.urn = r.urn AND l.period = r.period)"
                                                  " ORDER BY r.period, r.urn", "");

  add_row (csv, columns);
  while (haven_query_next (query)) {
    g_autoptr (GBytes) body = haven_query_dup_bytes (query, 1);
    if (!add_release (csv, haven_query_get_text (query, 0), body, error))
      return NULL;
  }
  return g_string_free (g_steal_pointer (&csv), FALSE);
}

/* What each column is, as the DfE's own statistics come: a file beside the figures */
static const struct {
  const char *name;
  const char *type;
  const char *label;
  const char *hint;
} described[] = {
  { "school_urn", "Filter", "School URN", "" },
  { "school_name", "Filter", "School name", "" },
  { "revision", "Filter", "Revision of the return", "The latest that the school sent" },
  { "measure", "Filter", "Measure", "What is counted" },
  { "breakdown_topic", "Filter", "Breakdown topic", "Total, or by what" },
  { "breakdown", "Filter", "Breakdown", "The group" },
  { "response", "Filter", "Response", "Total, or the band" },
  { "pupils_count", "Indicator", "Number of pupils", "c: protected; z: not applicable" },
  { "sessions_count", "Indicator", "Number of sessions", "c: protected; z: not applicable" },
};

char *
haven_endpoint_export_metadata (void)
{
  GString *csv = g_string_new (NULL);

  add_row (csv, (const char *const[]) { "col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp",
                                        "filter_hint", "filter_grouping_column", NULL });
  for (guint i = 0; i < G_N_ELEMENTS (described); i++) {
    gboolean filter = g_str_equal (described[i].type, "Filter");
    add_row (csv, (const char *const[]) { described[i].name, described[i].type, described[i].label, filter ? "" : "Protected totals", "",
                                          filter ? "" : "0", described[i].hint, "", NULL });
  }
  return g_string_free (csv, FALSE);
}
