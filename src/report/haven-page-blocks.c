/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-page-private.h"

#include <math.h>

/* What a writer of pages adds, brought down to strips. */
#define TITLE 21.0             /* points, at scale 1 as all of these */
#define HEADING_1 17.0
#define HEADING_2 13.0
#define FACT 12.0
#define BULLET_INDENT 14.0
#define CHART_TEXT 0.92        /* of the screen's sizes: 12 points for labels, 11 for axes */
#define CHART_GROWS 1.15
#define LINE_ROOM 34.0         /* to write on */

static void
write_text (HavenPages *self, const char *before, const char *text, const char *after)
{
  g_string_append (self->text, before);
  g_string_append (self->text, text);
  g_string_append (self->text, after);
}

static void
add_text (HavenPages *self, HavenType type, double before)
{
  g_autoptr (PangoLayout) layout = haven_pages_typeset (self, type);
  double line = haven_pages_line_height (layout);
  int n = pango_layout_get_line_count (layout);

  for (int i = 0; i < n; i++) {
    HavenStrip *strip = haven_strip_new (self, line, i == 0 ? before : 0);
    haven_strip_put_lines (strip, layout, i, i + 1, 0);
    /* no line of a paragraph stands alone at the foot or the head of a page */
    strip->keep = (i == 0 && n > 1) || i == n - 2;
  }
}

void
haven_pages_add_lines_of (HavenPages *self, const char *text, double before)
{
  add_text (self, (HavenType) { text, self->body, FALSE, self->text_width }, before);
}

void
haven_pages_add_title (HavenPages *self, const char *text)
{
  g_autoptr (PangoLayout) layout = haven_pages_typeset (self, (HavenType) { text, TITLE * self->scale, TRUE, self->text_width });
  HavenStrip *strip = haven_strip_new (self, pango_layout_get_line_count (layout) * haven_pages_line_height (layout), 0);

  haven_strip_put (strip, layout, 0, 0, HAVEN_PAGE_BLACK);
  strip->keep = TRUE;
  haven_pages_mark_block (self, self->strips->len - 1, HAVEN_PART_H1);
  write_text (self, "# ", text, "\n\n");
}

void
haven_pages_add_heading (HavenPages *self, int level, const char *text)
{
  HavenType type = { text, (level == 1 ? HEADING_1 : HEADING_2) * self->scale, TRUE, self->text_width };
  g_autoptr (PangoLayout) layout = haven_pages_typeset (self, type);
  HavenStrip *strip = haven_strip_new (self, pango_layout_get_line_count (layout) * haven_pages_line_height (layout), level == 1 ? 20 : 9);

  haven_strip_put (strip, layout, 0, 0, HAVEN_PAGE_BLACK);
  strip->keep = TRUE;
  strip->level = level;
  strip->heading = g_strdup (text);
  haven_pages_mark_block (self, self->strips->len - 1, level == 1 ? HAVEN_PART_H2 : HAVEN_PART_H3);
  write_text (self, level == 1 ? "\n## " : "\n### ", text, "\n\n");
}

void
haven_pages_add_paragraph (HavenPages *self, const char *text)
{
  guint first = self->strips->len;

  add_text (self, (HavenType) { text, self->body, FALSE, self->text_width, .own_words = TRUE }, 5);
  haven_pages_mark_block (self, first, HAVEN_PART_P);
  write_text (self, "", text, "\n\n");
}

void
haven_pages_add_small (HavenPages *self, const char *text)
{
  guint first = self->strips->len;

  add_text (self, (HavenType) { text, self->body, FALSE, self->text_width }, 4);
  haven_pages_mark_block (self, first, HAVEN_PART_P);
  write_text (self, "", text, "\n\n");
  for (guint i = first; i < self->strips->len; i++) {
    HavenStrip *strip = self->strips->pdata[i];
    for (guint j = 0; j < strip->pieces->len; j++)
      g_array_index (strip->pieces, HavenPiece, j).ink = HAVEN_PAGE_QUIET;
  }
}

static void
add_bullet (HavenPages *self, const char *text)
{
  guint first = self->strips->len;
  g_autoptr (PangoLayout) dot = haven_pages_typeset (self, (HavenType) { "\342\200\242", self->body });

  add_text (self, (HavenType) { text, self->body, FALSE, self->text_width - BULLET_INDENT * self->scale }, 3);
  haven_pages_mark_block (self, first, HAVEN_PART_ITEM);
  write_text (self, "- ", text, "\n");
  for (guint i = first; i < self->strips->len; i++) {
    HavenStrip *strip = self->strips->pdata[i];
    for (guint j = 0; j < strip->pieces->len; j++)
      g_array_index (strip->pieces, HavenPiece, j).x = BULLET_INDENT * self->scale;
    if (i == first) {
      HavenPiece piece = { g_object_ref (dot), 0, 1, 2, 0, HAVEN_PAGE_BLACK, -1 };
      g_array_prepend_val (strip->pieces, piece);     /* read before the words */
    }
  }
}

void
haven_pages_add_bullets (HavenPages *self, const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    add_bullet (self, texts[i]);
  g_string_append_c (self->text, '\n');
}

/* Two facts beside each other, each a small label over what it says */
static double
put_fact (HavenPages *self, HavenStrip *strip, const char *const *pair, double x)
{
  double width = self->text_width / 2 - 10;
  g_autoptr (PangoLayout) label = haven_pages_typeset (self, (HavenType) { pair[0], self->body, FALSE, width });
  g_autoptr (PangoLayout) value = haven_pages_typeset (self, (HavenType) { pair[1], FACT * self->scale, TRUE, width });
  double below = pango_layout_get_line_count (label) * haven_pages_line_height (label);

  write_text (self, "", pair[0], ": ");
  write_text (self, "", pair[1], "\n");
  haven_strip_put (strip, label, x, 0, HAVEN_PAGE_QUIET);
  haven_strip_put (strip, value, x, below, HAVEN_PAGE_BLACK);
  return below + pango_layout_get_line_count (value) * haven_pages_line_height (value);
}

void
haven_pages_add_facts (HavenPages *self, const char *const *pairs)
{
  for (guint i = 0; pairs[i] != NULL; i += 2) {
    HavenStrip *strip = haven_strip_new (self, 0, i == 0 ? 6 : 3);
    double second;
    haven_pages_mark_block (self, self->strips->len - 1, HAVEN_PART_FACTS);
    strip->height = put_fact (self, strip, pairs + i, 0);
    if (pairs[i + 2] == NULL)
      break;
    i += 2;
    second = put_fact (self, strip, pairs + i, self->text_width / 2);     /* not within MAX, which would set it twice */
    strip->height = MAX (strip->height, second);
  }
}

void
haven_pages_add_table (HavenPages *self, const char *caption, const HavenRows *rows)
{
  guint first = self->strips->len;

  if (caption != NULL) {
    add_text (self, (HavenType) { caption, self->body, TRUE, self->text_width }, 12);
    for (guint i = first; i < self->strips->len; i++)
      ((HavenStrip *) self->strips->pdata[i])->keep = TRUE;
    haven_pages_mark_block (self, first, HAVEN_PART_P);
    write_text (self, "", caption, "\n\n");
  }
  haven_pages_add_rows (self, rows);
}

/* On a screen a small chart leaves its words out; on paper it takes the height that they need */
static HavenLayout *
lay_out_chart (HavenPages *self, HavenChart *chart, double height)
{
  HavenChartStyle style = haven_chart_style_new (self->text_width, MIN (height * self->scale, self->room));
  HavenLayout *layout;

  style.text_scale = CHART_TEXT * self->scale;
  style.theme = HAVEN_THEME_PRINT_MONO;
  style.on_paper = TRUE;
  style.flush = TRUE;
  layout = haven_chart_layout (chart, &style);
  while (haven_layout_is_bare (layout) && style.height < self->room) {
    style.height = MIN (style.height * CHART_GROWS, self->room);
    haven_layout_free (layout);
    layout = haven_chart_layout (chart, &style);
  }
  return layout;
}

void
haven_pages_add_chart (HavenPages *self, HavenChart *chart, double height)
{
  HavenLayout *layout = lay_out_chart (self, chart, height);
  g_autofree char *sentence = haven_chart_describe (chart);
  HavenStrip *strip = haven_strip_new (self, haven_layout_get_style (layout)->height, 12);

  strip->chart = layout;
  strip->keep = strip->height < self->room * 0.8;
  haven_pages_mark_block (self, self->strips->len - 1, HAVEN_PART_FIGURE);
  haven_pages_add_small (self, sentence);
}

void
haven_pages_add_lines (HavenPages *self, const char *const *labels)
{
  if (self->strips->len > 0)        /* what is signed stands above where it is signed, on the same page */
    ((HavenStrip *) self->strips->pdata[self->strips->len - 1])->keep = TRUE;
  for (guint i = 0; labels[i] != NULL; i++) {
    HavenStrip *strip = haven_strip_new (self, LINE_ROOM * self->scale, 0);
    g_autoptr (PangoLayout) label = haven_pages_typeset (self, (HavenType) { labels[i], self->body });
    double width = ceil (haven_pages_measure (self, labels[i], self->body, FALSE)) + 8;
    strip->keep = labels[i + 1] != NULL;
    haven_pages_mark_block (self, self->strips->len - 1, HAVEN_PART_P);
    write_text (self, "", labels[i], ": ______\n");
    haven_strip_put (strip, label, 0, strip->height - haven_pages_line_height (label), HAVEN_PAGE_BLACK);
    haven_strip_rule (strip, (HavenPageRule) { width, self->text_width - width, strip->height - 3, 0.6, HAVEN_PAGE_BLACK });
  }
}

void
haven_pages_add_contents (HavenPages *self)
{
  haven_strip_new (self, 0, 6)->contents = TRUE;
}

void
haven_pages_break (HavenPages *self)
{
  self->break_next = self->strips->len > 0;
}
