/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
clear_category (gpointer category)
{
  g_free (((HavenChartCategory *) category)->name);
}

static void
clear_datum (gpointer datum)
{
  g_free (((HavenDatum *) datum)->label);
  g_free (((HavenDatum *) datum)->explain);
}

static void
clear_event (gpointer event)
{
  g_free (((HavenChartEvent *) event)->label);
  g_free (((HavenChartEvent *) event)->explain);
}

static void
clear_band (gpointer band)
{
  g_free (((HavenChartBand *) band)->label);
}

static void
clear_rule (gpointer rule)
{
  g_free (((HavenChartRule *) rule)->label);
  g_free (((HavenChartRule *) rule)->explain);
}

static GArray *
new_array (gsize size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, size);

  g_array_set_clear_func (array, clear);
  return array;
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text != NULL ? text : "");
}

static HavenDatum *
datum_at (HavenChart *self, guint series, guint category)
{
  return &g_array_index (self->data, HavenDatum, category * self->series->len + series);
}

static void
fill_datum (HavenDatum *datum, double value, const char *label, const char *explain)
{
  datum->value = isfinite (value) ? value : NAN;
  set_text (&datum->label, label);
  set_text (&datum->explain, explain);
}

/* The place for a datum of the last category: its row of the table is made when the category is, so all series come first. */
static HavenDatum *
last_place (HavenChartDraft *self, guint series)
{
  g_return_val_if_fail (series < self->chart->series->len, NULL);
  g_return_val_if_fail (self->chart->categories->len > 0, NULL);
  return datum_at (self->chart, series, self->chart->categories->len - 1);
}

HavenChartDraft *
haven_chart_draft_new (HavenChartKind kind)
{
  HavenChartDraft *self = g_new0 (HavenChartDraft, 1);
  HavenChart *chart = self->chart = g_new0 (HavenChart, 1);

  g_atomic_ref_count_init (&chart->refs);
  chart->kind = kind;
  for (guint i = 0; i < 6; i++)
    set_text ((char **[]) { &chart->title, &chart->subtitle, &chart->source, &chart->warning, &chart->measure, &chart->axis }[i], "");
  chart->series = g_ptr_array_new_with_free_func (g_free);
  chart->categories = new_array (sizeof (HavenChartCategory), clear_category);
  chart->data = new_array (sizeof (HavenDatum), clear_datum);
  chart->events = new_array (sizeof (HavenChartEvent), clear_event);
  chart->rules = new_array (sizeof (HavenChartRule), clear_rule);
  chart->bands = new_array (sizeof (HavenChartBand), clear_band);
  chart->panels = g_ptr_array_new_with_free_func (g_free);
  chart->panel_starts = g_array_new (FALSE, FALSE, sizeof (guint));
  chart->span = (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  chart->least_low = chart->least_high = NAN;
  if (kind == HAVEN_CHART_YEAR) {
    haven_chart_draft_add_series (self, _("Morning"));
    haven_chart_draft_add_series (self, _("Afternoon"));
  }
  return self;
}

void
haven_chart_draft_free (HavenChartDraft *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->chart, haven_chart_unref);
  g_free (self);
}

void
haven_chart_draft_set_title (HavenChartDraft *self, const char *title)
{
  set_text (&self->chart->title, title);
}

void
haven_chart_draft_set_subtitle (HavenChartDraft *self, const char *subtitle)
{
  set_text (&self->chart->subtitle, subtitle);
}

void
haven_chart_draft_set_source (HavenChartDraft *self, const char *source)
{
  set_text (&self->chart->source, source);
}

void
haven_chart_draft_set_warning (HavenChartDraft *self, const char *warning)
{
  set_text (&self->chart->warning, warning);
}

void
haven_chart_draft_set_measure (HavenChartDraft *self, HavenUnit unit, const char *measure)
{
  self->chart->unit = unit;
  set_text (&self->chart->measure, measure);
}

void
haven_chart_draft_set_axis (HavenChartDraft *self, const char *axis)
{
  set_text (&self->chart->axis, axis);
}

guint
haven_chart_draft_add_series (HavenChartDraft *self, const char *name)
{
  g_return_val_if_fail (self->chart->series->len < HAVEN_CHART_MAX_SERIES, 0);
  g_return_val_if_fail (self->chart->categories->len == 0, 0);
  g_ptr_array_add (self->chart->series, g_strdup (name));
  return self->chart->series->len - 1;
}

static gboolean
starts_panel (HavenChart *chart, guint category)
{
  guint last = chart->panel_starts->len;

  return category == 0 || (last > 0 && g_array_index (chart->panel_starts, guint, last - 1) == category);
}

guint
haven_chart_draft_add_category (HavenChartDraft *self, const char *name, HavenDay day)
{
  HavenChart *chart = self->chart;
  guint index = chart->categories->len;
  HavenChartCategory category = { name != NULL ? g_strdup (name) : haven_day_to_short (day), day };

  g_warn_if_fail (starts_panel (chart, index) || day == HAVEN_DAY_NONE
                  || g_array_index (chart->categories, HavenChartCategory, index - 1).day < day);
  g_array_append_val (chart->categories, category);
  for (guint i = 0; i < chart->series->len; i++) {
    HavenDatum datum = { .series = i, .category = index, .cell = HAVEN_CELL_NOT_YET };
    fill_datum (&datum, NAN, chart->kind == HAVEN_CHART_YEAR ? "" : _("no data"), "");
    g_array_append_val (chart->data, datum);
  }
  return index;
}

void
haven_chart_draft_put (HavenChartDraft *self, guint series, double value, const char *label, const char *explain)
{
  HavenDatum *datum = last_place (self, series);
  g_autofree char *made = NULL;

  g_return_if_fail (datum != NULL);
  if (label == NULL)
    label = made = isfinite (value) ? haven_unit_format (self->chart->unit, value) : g_strdup (_("no data"));
  fill_datum (datum, value, label, explain);
}

void
haven_chart_draft_put_mark (HavenChartDraft *self, guint session, HavenCell cell, const char *code, const char *explain)
{
  HavenDatum *datum = last_place (self, session);

  g_return_if_fail (datum != NULL);
  fill_datum (datum, NAN, code, explain);
  datum->cell = cell;
}

void
haven_chart_draft_add_event (HavenChartDraft *self, HavenDay day, const char *label, const char *explain)
{
  HavenChartEvent event = { day, MAX (self->chart->categories->len, 1) - 1, g_strdup (label), NULL };

  set_text (&event.explain, explain);
  g_array_append_val (self->chart->events, event);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const HavenChartEvent *one = a;
  const HavenChartEvent *other = b;

  if (one->day != other->day)
    return one->day < other->day ? -1 : 1;
  return one->category < other->category ? -1 : one->category > other->category;
}

HavenChart *
haven_chart_draft_end (HavenChartDraft *self)
{
  HavenChart *chart = g_steal_pointer (&self->chart);

  g_array_sort (chart->events, compare_events);
  haven_chart_draft_free (self);
  return chart;
}

HavenChart *
haven_chart_ref (HavenChart *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_chart_unref (HavenChart *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->source);
  g_free (self->warning);
  g_free (self->measure);
  g_free (self->axis);
  g_ptr_array_unref (self->series);
  g_array_unref (self->categories);
  g_array_unref (self->data);
  g_array_unref (self->events);
  g_array_unref (self->rules);
  g_array_unref (self->bands);
  g_ptr_array_unref (self->panels);
  g_array_unref (self->panel_starts);
  g_strfreev (self->steps);
  g_free (self);
}

HavenChartKind
haven_chart_get_kind (HavenChart *self)
{
  return self->kind;
}

const char *
haven_chart_get_title (HavenChart *self)
{
  return self->title;
}

const char *
haven_chart_get_subtitle (HavenChart *self)
{
  return self->subtitle;
}

const char *
haven_chart_get_source (HavenChart *self)
{
  return self->source;
}

const char *
haven_chart_get_warning (HavenChart *self)
{
  return self->warning;
}

HavenUnit
haven_chart_get_unit (HavenChart *self)
{
  return self->unit;
}

const char *
haven_chart_get_measure (HavenChart *self)
{
  return self->measure;
}

const char *
haven_chart_get_axis (HavenChart *self)
{
  return self->axis;
}

guint
haven_chart_get_n_series (HavenChart *self)
{
  return self->series->len;
}

const char *
haven_chart_get_series (HavenChart *self, guint series)
{
  return g_ptr_array_index (self->series, series);
}

guint
haven_chart_get_n_categories (HavenChart *self)
{
  return self->categories->len;
}

const char *
haven_chart_get_category (HavenChart *self, guint category)
{
  return g_array_index (self->categories, HavenChartCategory, category).name;
}

HavenDay
haven_chart_get_day (HavenChart *self, guint category)
{
  return g_array_index (self->categories, HavenChartCategory, category).day;
}

gboolean
haven_chart_has_days (HavenChart *self)
{
  for (guint i = 0; i < self->categories->len; i++)
    if (haven_chart_get_day (self, i) == HAVEN_DAY_NONE)
      return FALSE;
  return self->categories->len > 0;
}

guint
haven_chart_get_n_data (HavenChart *self)
{
  return self->data->len;
}

const HavenDatum *
haven_chart_get_datum (HavenChart *self, guint datum)
{
  return &g_array_index (self->data, HavenDatum, datum);
}

const HavenDatum *
haven_chart_get_at (HavenChart *self, guint series, guint category)
{
  return datum_at (self, series, category);
}

guint
haven_chart_get_n_events (HavenChart *self)
{
  return self->events->len;
}

const HavenChartEvent *
haven_chart_get_event (HavenChart *self, guint event)
{
  return &g_array_index (self->events, HavenChartEvent, event);
}

gboolean
haven_datum_is_missing (const HavenDatum *self)
{
  return isnan (self->value);
}

const char *
haven_cell_text (HavenCell cell)
{
  static const char *const texts[HAVEN_N_CELLS + 1] = {
    N_("Present"), N_("Approved activity"), N_("Authorised absence"), N_("Unauthorised absence"),
    N_("Not required to attend"), N_("No mark"), N_("Not on roll"), N_("Closed"), N_("Not yet"),
  };

  return _(texts[cell]);
}
