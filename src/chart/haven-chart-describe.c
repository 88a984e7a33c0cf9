/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-read.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_LISTED 8        /* data: up to here each is named, beyond only the outer ones */

/* What a series comes to */
typedef struct {
  guint n;                   /* places */
  guint present;
  int first;                 /* categories; -1: nothing is there */
  int last;
  int highest;
  int lowest;
} Extent;

static double
value_at (HavenChart *chart, guint series, int category)
{
  return haven_chart_get_at (chart, series, category)->value;
}

static const char *
label_at (HavenChart *chart, guint series, int category)
{
  return haven_chart_get_at (chart, series, category)->label;
}

/* Among the categories of one panel, or of the whole where there are none */
static Extent
measure_series (HavenChart *chart, guint series, guint panel)
{
  Extent extent = { .first = -1, .last = -1, .highest = -1, .lowest = -1 };
  guint from, end;

  haven_chart_get_panel_range (chart, panel, &from, &end);
  extent.n = end - from;
  for (int i = (int) from; i < (int) end; i++) {
    if (isnan (value_at (chart, series, i)))
      continue;
    extent.present++;
    extent.last = i;
    if (extent.first < 0)
      extent.first = extent.highest = extent.lowest = i;
    if (value_at (chart, series, i) > value_at (chart, series, extent.highest))
      extent.highest = i;
    if (value_at (chart, series, i) < value_at (chart, series, extent.lowest))
      extent.lowest = i;
  }
  return extent;
}

static void
append_sentence (GString *out, const char *sentence)
{
  if (sentence[0] == '\0')
    return;
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, sentence);
}

static void
append_format (GString *out, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_format (GString *out, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  append_sentence (out, sentence);
}

/* "down 8.0 points since 8 Sep" */
static char *
describe_change (HavenChart *chart, guint series, const Extent *extent)
{
  double change = value_at (chart, series, extent->last) - value_at (chart, series, extent->first);
  const char *since = haven_chart_get_category (chart, extent->first);
  g_autofree char *amount = NULL;

  if (haven_chart_get_n_steps (chart) > 0 && change != 0)
    return g_strdup_printf (change > 0 ? _("higher than in %s") : _("lower than in %s"), since);
  if (haven_chart_get_unit (chart) == HAVEN_UNIT_PERCENT) {
    g_autofree char *points = haven_unit_format (HAVEN_UNIT_NUMBER, round (fabs (change) * 10) / 10);
    amount = g_strdup_printf (_("%s points"), points);
  } else {
    amount = haven_unit_format (HAVEN_UNIT_NUMBER, fabs (change));
  }
  if (fabs (change) < 0.05)
    return g_strdup_printf (_("the same as in %s"), since);
  return g_strdup_printf (change > 0 ? _("up %s since %s") : _("down %s since %s"), amount, since);
}

/* "A.B.", or in small multiples "Emotional, from the carer" */
static char *
dup_line_name (HavenChart *chart, guint series, guint panel)
{
  const char *name = haven_chart_get_series (chart, series);

  if (haven_chart_get_n_panels (chart) == 0)
    return g_strdup (name);
  if (haven_chart_get_n_series (chart) == 1)
    return g_strdup (haven_chart_get_panel (chart, panel));
  return g_strdup_printf ("%s, %s", haven_chart_get_panel (chart, panel), name);
}

static void
describe_trend (GString *out, HavenChart *chart, guint series, guint panel)
{
  g_autofree char *name = dup_line_name (chart, series, panel);
  Extent extent = measure_series (chart, series, panel);
  g_autofree char *change = NULL;

  if (extent.present == 0) {
    append_format (out, _("%s: no data."), name);
    return;
  }
  change = describe_change (chart, series, &extent);
  append_format (out, _("%s: last %s (%s), highest %s (%s), lowest %s (%s), %s."), name,
                 label_at (chart, series, extent.last), haven_chart_get_category (chart, extent.last),
                 label_at (chart, series, extent.highest), haven_chart_get_category (chart, extent.highest),
                 label_at (chart, series, extent.lowest), haven_chart_get_category (chart, extent.lowest), change);
  if (extent.present < extent.n)
    append_format (out, _("No data in %u of %u places."), extent.n - extent.present, extent.n);
}

static void
describe_list (GString *out, HavenChart *chart, guint series)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++)
    g_string_append_printf (list, "%s%s %s", i > 0 ? ", " : "", haven_chart_get_category (chart, i), label_at (chart, series, i));
  append_format (out, "%s: %s.", haven_chart_get_series (chart, series), list->str);
}

static void
describe_outer (GString *out, HavenChart *chart, guint series)
{
  const char *name = haven_chart_get_series (chart, series);
  Extent extent = measure_series (chart, series, 0);

  if (extent.present == 0) {
    append_format (out, _("%s: no data."), name);
    return;
  }
  append_format (out, _("%s: highest %s (%s), lowest %s (%s)."), name,
                 label_at (chart, series, extent.highest), haven_chart_get_category (chart, extent.highest),
                 label_at (chart, series, extent.lowest), haven_chart_get_category (chart, extent.lowest));
  if (extent.present < extent.n)
    append_format (out, _("No data in %u of %u places."), extent.n - extent.present, extent.n);
}

/* "Absence: 5 stretches, 24 days; the longest 9 days from 3 Oct." */
static void
describe_lane (GString *out, HavenChart *chart, guint series)
{
  const char *name = haven_chart_get_series (chart, series);
  Extent extent = measure_series (chart, series, 0);

  if (extent.present == 0)
    append_format (out, _("%s: none."), name);
  else
    append_format (out, g_dngettext (GETTEXT_PACKAGE, "%s: %u stretch; the longest from %s, %s.",
                                     "%s: %u stretches; the longest from %s, %s.", extent.present),
                   name, extent.present, haven_chart_get_category (chart, (guint) extent.highest),
                   label_at (chart, series, extent.highest));
}

static void
describe_trends (GString *out, HavenChart *chart)
{
  for (guint panel = 0; panel < MAX (haven_chart_get_n_panels (chart), 1); panel++)
    for (guint i = 0; i < haven_chart_get_n_series (chart); i++)
      describe_trend (out, chart, i, panel);
}

static void
describe_series (GString *out, HavenChart *chart)
{
  HavenChartKind kind = haven_chart_get_kind (chart);
  gboolean trend = kind == HAVEN_CHART_LINE || kind == HAVEN_CHART_SPARK;

  if (trend)
    describe_trends (out, chart);
  for (guint i = 0; i < haven_chart_get_n_series (chart) && !trend; i++)
    if (kind == HAVEN_CHART_SPELLS)
      describe_lane (out, chart, i);
    else if (haven_chart_get_n_data (chart) <= MOST_LISTED)
      describe_list (out, chart, i);
    else
      describe_outer (out, chart, i);
}

static void
describe_marks (GString *out, HavenChart *chart)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint counts[HAVEN_N_CELLS + 1] = { 0 };

  for (guint i = 0; i < haven_chart_get_n_data (chart); i++)
    counts[haven_chart_get_datum (chart, i)->cell]++;
  for (guint i = 0; i < HAVEN_N_CELLS; i++) {
    g_autofree char *name = g_utf8_strdown (haven_cell_text (i), -1);
    if (counts[i] > 0)
      g_string_append_printf (list, "%s%s %u", list->len > 0 ? ", " : "", name, counts[i]);
  }
  append_format (out, _("Sessions: %s."), list->str);
}

static char *
span_text (HavenChart *chart, guint category)
{
  HavenDay day = haven_chart_get_day (chart, category);

  return day == HAVEN_DAY_NONE ? g_strdup (haven_chart_get_category (chart, category)) : haven_day_to_text (day);
}

/* "Attendance, from 1 September 2025 to 5 December 2025." */
static void
describe_subject (GString *out, HavenChart *chart)
{
  guint n = haven_chart_get_n_categories (chart);
  const char *measure = haven_chart_get_measure (chart);
  const char *subject = measure[0] != '\0' ? measure : haven_chart_get_title (chart);
  g_autofree char *first = span_text (chart, 0);
  g_autofree char *last = span_text (chart, n - 1);

  if (n == 1)
    /* Translators: what a chart is of, and the one place that it shows */
    append_format (out, _("%s, %s."), subject, first);
  else if (haven_chart_has_days (chart))
    append_format (out, _("%s, from %s to %s."), subject, first, last);
  else
    append_format (out, "%s.", subject);
}

static void
describe_events (GString *out, HavenChart *chart)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < haven_chart_get_n_events (chart); i++) {
    const HavenChartEvent *event = haven_chart_get_event (chart, i);
    g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", event->explain[0] != '\0' ? event->explain : event->label);
  }
  if (list->len > 0)
    append_format (out, _("Events: %s."), list->str);
}

static const char *
rule_text (const HavenChartRule *rule)
{
  return rule->explain[0] != '\0' ? rule->explain : rule->label;
}

/* One sentence of them all, also where they are sentences themselves */
static void
describe_rules (GString *out, HavenChart *chart)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < haven_chart_get_n_rules (chart); i++) {
    g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", rule_text (haven_chart_get_rule (chart, i)));
    if (list->str[list->len - 1] == '.')
      g_string_truncate (list, list->len - 1);
  }
  if (list->len > 0)
    append_format (out, _("To compare with: %s."), list->str);
}

char *
haven_chart_describe (HavenChart *chart)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (haven_chart_get_n_data (chart) == 0) {
    append_sentence (out, _("No data for this period."));
  } else {
    describe_subject (out, chart);
    if (haven_chart_get_kind (chart) == HAVEN_CHART_YEAR)
      describe_marks (out, chart);
    else
      describe_series (out, chart);
    describe_rules (out, chart);
    describe_events (out, chart);
  }
  append_sentence (out, haven_chart_get_warning (chart));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
mark_sentence (HavenChart *chart, const HavenDatum *datum)
{
  HavenDay day = haven_chart_get_day (chart, datum->category);
  g_autofree char *weekday = haven_day_to_weekday (day);
  g_autofree char *date = haven_day_to_text (day);
  g_autofree char *session = g_utf8_strdown (haven_chart_get_series (chart, datum->series), -1);
  const char *meaning = datum->explain[0] != '\0' ? datum->explain : haven_cell_text (datum->cell);

  if (datum->label[0] == '\0')
    /* Translators: one session: weekday, date, morning or afternoon, what its mark means */
    return g_strdup_printf (_("%s %s, %s: %s"), weekday, date, session, meaning);
  /* Translators: the same with the mark itself before its meaning */
  return g_strdup_printf (_("%s %s, %s: %s, %s"), weekday, date, session, datum->label, meaning);
}

/* An event or a line to compare with, numbered after the data */
static char *
dup_mark_text (HavenChart *chart, guint mark)
{
  guint n_events = haven_chart_get_n_events (chart);

  if (mark >= n_events)
    return g_strdup (rule_text (haven_chart_get_rule (chart, mark - n_events)));
  return g_strdup (haven_chart_get_event (chart, mark)->explain[0] != '\0' ? haven_chart_get_event (chart, mark)->explain
                                                                          : haven_chart_get_event (chart, mark)->label);
}

char *
haven_chart_dup_datum_text (HavenChart *chart, int datum)
{
  const HavenDatum *here;
  g_autoptr (GString) text = g_string_new (NULL);

  if (datum < 0 || datum >= (int) haven_chart_get_n_read_outs (chart))
    return g_strdup ("");
  if (datum >= (int) haven_chart_get_n_data (chart))
    return dup_mark_text (chart, (guint) datum - haven_chart_get_n_data (chart));
  here = haven_chart_get_datum (chart, datum);
  if (haven_chart_get_kind (chart) == HAVEN_CHART_YEAR)
    return mark_sentence (chart, here);
  if (haven_chart_get_n_panels (chart) > 0)
    g_string_append_printf (text, "%s, ", haven_chart_get_panel_of (chart, here->category));
  if (haven_chart_get_n_series (chart) > 1)
    g_string_append_printf (text, "%s, ", haven_chart_get_series (chart, here->series));
  g_string_append_printf (text, "%s: %s", haven_chart_get_category (chart, here->category), here->label);
  if (here->explain[0] != '\0')
    g_string_append_printf (text, ", %s", here->explain);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
