/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-page-private.h"

#include <math.h>

#include "haven-type.h"

static void
lay_out_paper (HavenPages *self, guint paper)
{
  gboolean landscape = (paper & HAVEN_PAPER_LANDSCAPE) != 0;

  self->width = landscape ? HAVEN_PAGE_LONG : HAVEN_PAGE_SHORT;
  self->height = landscape ? HAVEN_PAGE_SHORT : HAVEN_PAGE_LONG;
  self->scale = paper & HAVEN_PAPER_LARGE ? HAVEN_PAGE_LARGE : 1;
  self->body = HAVEN_PAGE_BODY * self->scale;
  self->text_width = self->width - 2 * HAVEN_PAGE_MARGIN;
  self->room = self->height - 2 * HAVEN_PAGE_MARGIN - (HAVEN_PAGE_HEAD + HAVEN_PAGE_FOOT) * self->scale;
}

const char *
haven_page_marking (HavenSchool *school)
{
  const char *own = haven_school_get_setting (school, "paper.marking", "");

  return *own != '\0' ? own : HAVEN_USUAL_MARKING;
}

HavenPages *
haven_pages_new (const HavenPageIdentity *identity)
{
  HavenPages *self = g_new0 (HavenPages, 1);

  self->title = g_strdup (identity->title);
  self->subject = g_strdup (identity->subject);
  self->id = g_strdup (identity->id);
  self->marking = g_strdup (identity->marking);
  self->note = g_strdup (identity->note);
  self->school = g_strdup (identity->school);
  self->printed = g_strdup (identity->printed);
  self->printed_at = identity->printed_at;
  lay_out_paper (self, identity->paper);
  self->text = g_string_new (NULL);
  self->pango = haven_type_context_new (NULL, TRUE);
  self->strips = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_strip_free);
  return self;
}

void
haven_pages_free (HavenPages *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->strips);
  g_object_unref (self->pango);
  g_string_free (self->text, TRUE);
  g_free (self->title);
  g_free (self->subject);
  g_free (self->id);
  g_free (self->marking);
  g_free (self->note);
  g_free (self->school);
  g_free (self->printed);
  g_free (self);
}

PangoLayout *
haven_pages_typeset (HavenPages *self, HavenType type)
{
  PangoLayout *layout = pango_layout_new (self->pango);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (self->pango));

  pango_font_description_set_absolute_size (font, type.size * PANGO_SCALE);
  pango_font_description_set_weight (font, type.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  if (type.width > 0) {
    pango_layout_set_width (layout, (int) floor (type.width * PANGO_SCALE));
    pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment (layout, type.align);
  }
  pango_layout_set_auto_dir (layout, type.own_words);
  pango_layout_set_text (layout, type.text != NULL ? type.text : "", -1);
  return layout;
}

double
haven_pages_line_height (PangoLayout *layout)
{
  const PangoFontDescription *font = pango_layout_get_font_description (layout);

  return (double) pango_font_description_get_size (font) / PANGO_SCALE * HAVEN_PAGE_LEADING;
}

double
haven_pages_measure (HavenPages *self, const char *text, double size, gboolean bold)
{
  g_autoptr (PangoLayout) layout = haven_pages_typeset (self, (HavenType) { text, size, bold });
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

static void
clear_piece (gpointer piece)
{
  g_object_unref (((HavenPiece *) piece)->layout);
}

HavenStrip *
haven_strip_new (HavenPages *self, double height, double before)
{
  HavenStrip *strip = g_new0 (HavenStrip, 1);

  strip->height = height;
  strip->before = before;
  strip->breaks = self->break_next;
  strip->pieces = g_array_new (FALSE, FALSE, sizeof (HavenPiece));
  g_array_set_clear_func (strip->pieces, clear_piece);
  strip->rules = g_array_new (FALSE, FALSE, sizeof (HavenPageRule));
  g_ptr_array_add (self->strips, strip);
  self->break_next = FALSE;
  return strip;
}

void
haven_strip_free (HavenStrip *strip)
{
  g_array_unref (strip->pieces);
  g_array_unref (strip->rules);
  haven_layout_free (strip->chart);
  g_free (strip->heading);
  g_free (strip);
}

void
haven_strip_put (HavenStrip *strip, PangoLayout *layout, double x, double y, HavenColour ink)
{
  HavenPiece piece = { g_object_ref (layout), 0, pango_layout_get_line_count (layout), x, y, ink, -1 };

  g_array_append_val (strip->pieces, piece);
}

void
haven_strip_put_lines (HavenStrip *strip, PangoLayout *layout, int from, int to, double x)
{
  HavenPiece piece = { g_object_ref (layout), from, to, x, 0, HAVEN_PAGE_BLACK, -1 };

  g_array_append_val (strip->pieces, piece);
}

void
haven_strip_rule (HavenStrip *strip, HavenPageRule rule)
{
  g_array_append_val (strip->rules, rule);
}

guint
haven_pages_begin_block (HavenPages *self)
{
  return ++self->blocks;
}

void
haven_pages_mark_block (HavenPages *self, guint first, HavenPart part)
{
  guint block = haven_pages_begin_block (self);

  for (guint i = first; i < self->strips->len; i++) {
    HavenStrip *strip = self->strips->pdata[i];
    strip->part = part;
    strip->block = block;
  }
}

char *
haven_pages_to_text (HavenPages *self)
{
  return g_strdup (self->text->str);
}

/* Which strip stands on which page */

typedef struct {
  HavenPages *pages;
  GArray *placed;              /* HavenPlacement */
  guint page;
  double y;                    /* used of the page */
} PlanRun;

/* With those that it must not be parted from */
static double
height_together (PlanRun *run, guint index)
{
  double height = 0;

  for (guint i = index; i < run->pages->strips->len; i++) {
    const HavenStrip *strip = run->pages->strips->pdata[i];
    height += strip->height + (i > index ? strip->before : 0);
    if (!strip->keep)
      break;
  }
  return height;
}

static void
place (PlanRun *run, const HavenStrip *strip)
{
  HavenPlacement placement = { strip, run->page, run->y };

  g_array_append_val (run->placed, placement);
  run->y += strip->height;
}

static void
turn_page (PlanRun *run, const HavenStrip *strip)
{
  run->page++;
  run->y = 0;
  if (strip->header != NULL)
    place (run, strip->header);
}

static gboolean
must_turn (PlanRun *run, guint index)
{
  const HavenStrip *strip = run->pages->strips->pdata[index];
  double together = height_together (run, index);
  double rest = run->pages->room - run->y - strip->before;

  if (run->y <= 0)
    return FALSE;
  if (strip->breaks)
    return TRUE;
  return strip->height > rest + 0.01 || (together > rest + 0.01 && together <= run->pages->room);
}

GArray *
haven_pages_plan (HavenPages *self, guint *ret_n)
{
  PlanRun run = { self, g_array_new (FALSE, FALSE, sizeof (HavenPlacement)) };

  for (guint i = 0; i < self->strips->len; i++) {
    const HavenStrip *strip = self->strips->pdata[i];
    if (must_turn (&run, i))
      turn_page (&run, strip);
    else if (run.y > 0)
      run.y += strip->before;
    place (&run, strip);
  }
  *ret_n = run.page + 1;
  return run.placed;
}
