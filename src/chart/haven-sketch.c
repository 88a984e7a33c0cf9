/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-type.h"

HavenSketch *
haven_sketch_new (HavenChart *chart, const HavenChartStyle *style)
{
  HavenSketch *self = g_new0 (HavenSketch, 1);

  self->chart = chart;
  self->style = *style;
  /* A chart is drawn on a white card in every theme, as it is on paper; only a table's spark stands on the window's own ground */
  if (haven_chart_get_kind (chart) != HAVEN_CHART_SPARK)
    self->style.theme = haven_theme_on_card (style->theme);
  self->palette = haven_palette_get (self->style.theme);
  self->scale = style->text_scale;
  self->pad = haven_chart_get_kind (chart) == HAVEN_CHART_SPARK ? 3 : CLAMP (MIN (style->width, 2 * style->height) * 0.025, 6, 20);
  self->margin = style->flush ? 0 : self->pad;
  self->pango = haven_type_context_new (style->font_family, style->on_paper);
  self->typeset = g_ptr_array_new_with_free_func (g_object_unref);
  self->bands = g_array_new (FALSE, FALSE, sizeof (HavenLayoutRect));
  self->grid = g_array_new (FALSE, FALSE, sizeof (HavenLayoutLine));
  self->rects = g_array_new (FALSE, FALSE, sizeof (HavenLayoutRect));
  self->lines = g_array_new (FALSE, FALSE, sizeof (HavenLayoutLine));
  self->marks = g_array_new (FALSE, FALSE, sizeof (HavenLayoutMark));
  self->texts = g_array_new (FALSE, FALSE, sizeof (HavenLayoutText));
  self->targets = g_array_new (FALSE, FALSE, sizeof (HavenLayoutTarget));
  self->times = g_array_new (FALSE, FALSE, sizeof (HavenTimeScale));
  return self;
}

void
haven_sketch_clear (HavenSketch *self)
{
  g_array_set_size (self->bands, 0);
  g_array_set_size (self->grid, 0);
  g_array_set_size (self->rects, 0);
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->marks, 0);
  g_array_set_size (self->texts, 0);
  g_array_set_size (self->targets, 0);
  g_array_set_size (self->times, 0);
  g_ptr_array_set_size (self->typeset, 0);
}

void
haven_sketch_free (HavenSketch *self)
{
  g_array_unref (self->bands);
  g_array_unref (self->grid);
  g_array_unref (self->rects);
  g_array_unref (self->lines);
  g_array_unref (self->marks);
  g_array_unref (self->texts);
  g_array_unref (self->targets);
  g_array_unref (self->times);
  g_ptr_array_unref (self->typeset);
  g_object_unref (self->pango);
  g_free (self);
}

static void
set_font (HavenSketch *self, PangoLayout *layout, const HavenWords *words)
{
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (self->pango));

  pango_font_description_set_absolute_size (font, words->size * self->scale * PANGO_SCALE);
  if (words->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

HavenLayoutText
haven_sketch_typeset (HavenSketch *self, HavenWords words)
{
  PangoLayout *layout = pango_layout_new (self->pango);
  PangoRectangle logical;

  g_ptr_array_add (self->typeset, layout);
  set_font (self, layout, &words);
  if (words.width > 0) {
    pango_layout_set_width (layout, (int) floor (words.width * PANGO_SCALE));
    pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  }
  if (words.lines > 0) {
    pango_layout_set_height (layout, -words.lines);
    pango_layout_set_ellipsize (layout, words.width > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  }
  pango_layout_set_auto_dir (layout, FALSE);   /* an English sentence, although it may begin with a child's initials in another script */
  pango_layout_set_text (layout, words.text, -1);
  pango_layout_get_extents (layout, NULL, &logical);
  return (HavenLayoutText) {
    .box = { 0, 0, (double) logical.width / PANGO_SCALE, (double) logical.height / PANGO_SCALE },
    .layout = layout, .ink = words.ink, .size = words.size * self->scale, .datum = -1,
  };
}

HavenLayoutText
haven_sketch_label (HavenSketch *self, const char *text)
{
  return haven_sketch_typeset (self, (HavenWords) { text, HAVEN_SIZE_SMALL, FALSE, self->palette->muted, 0, 1 });
}

void
haven_sketch_put (HavenSketch *self, HavenLayoutText text, double x, double y, int datum)
{
  text.x = text.box.x = floor (x + 0.5);
  text.y = text.box.y = floor (y + 0.5);
  text.datum = datum;
  g_array_append_val (self->texts, text);
}

/* Lines of one text centred on each other as well as on x */
void
haven_sketch_put_centred (HavenSketch *self, HavenLayoutText text, double x, double y)
{
  PangoRectangle logical;

  pango_layout_set_alignment (text.layout, PANGO_ALIGN_CENTER);
  pango_layout_get_extents (text.layout, NULL, &logical);
  haven_sketch_put (self, text, x - text.box.width / 2, y, -1);
  g_array_index (self->texts, HavenLayoutText, self->texts->len - 1).x -= (double) logical.x / PANGO_SCALE;
}

double
haven_sketch_measure (HavenSketch *self, const char *text, double size)
{
  return haven_sketch_typeset (self, (HavenWords) { text, size, FALSE, 0, 0, 1 }).box.width;
}

double
haven_sketch_line_height (HavenSketch *self, double size)
{
  return haven_sketch_typeset (self, (HavenWords) { "Ag", size, FALSE, 0, 0, 1 }).box.height;
}

void
haven_sketch_band (HavenSketch *self, HavenBox box, guint depth)
{
  HavenLayoutRect rect = { box, haven_palette_get_band (self->style.theme, depth), 0, 0, HAVEN_HATCH_NONE, 0, -1 };

  g_array_append_val (self->bands, rect);
}

void
haven_sketch_grid (HavenSketch *self, HavenBox line, HavenColour ink)
{
  double x = floor (line.x) + 0.5;
  double y = floor (line.y) + 0.5;
  HavenLayoutLine rule = { x, y, x + line.width, y + line.height, ink, 1, HAVEN_DASH_SOLID, 0, -1 };

  g_array_append_val (self->grid, rule);
}

void
haven_sketch_rect (HavenSketch *self, HavenLayoutRect rect)
{
  g_array_append_val (self->rects, rect);
}

void
haven_sketch_mark (HavenSketch *self, HavenLayoutMark mark)
{
  g_array_append_val (self->marks, mark);
}

void
haven_sketch_target (HavenSketch *self, HavenBox box, int datum)
{
  HavenLayoutTarget target = { box, datum };

  g_array_append_val (self->targets, target);
}

HavenSeriesLook
haven_sketch_look (HavenSketch *self, guint series)
{
  return haven_palette_get_series (self->style.theme, series, haven_chart_get_n_series (self->chart));
}

void
haven_sketch_time (HavenSketch *self, HavenTimeScale scale)
{
  g_array_append_val (self->times, scale);
}

int
haven_sketch_event_datum (HavenSketch *self, guint event)
{
  return (int) (haven_chart_get_n_data (self->chart) + event);
}

int
haven_sketch_rule_datum (HavenSketch *self, guint rule)
{
  return (int) (haven_chart_get_n_data (self->chart) + haven_chart_get_n_events (self->chart) + rule);
}

int
haven_sketch_datum (HavenSketch *self, guint series, guint category)
{
  return (int) (category * haven_chart_get_n_series (self->chart) + series);
}

void
haven_sketch_nothing (HavenSketch *self, HavenBox box)
{
  HavenWords words = { _("No data for this period"), HAVEN_SIZE_SUBTITLE, FALSE, self->palette->muted, MAX (box.width, 1), 1 };
  HavenLayoutText text = haven_sketch_typeset (self, words);

  if (text.box.height <= box.height && text.box.width <= box.width)
    haven_sketch_put (self, text, box.x + (box.width - text.box.width) / 2, box.y + (box.height - text.box.height) / 2, -1);
}
