/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-page-private.h"
#include "haven-sheets-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "haven-chart-draw.h"
#include "haven-clock.h"
#include "haven-error.h"

/* From the plan to a PDF: every page with its head and foot, an outline, and links from the contents. */

typedef struct {
  HavenPages *pages;
  GArray *placed;              /* HavenPlacement */
  guint n_pages;
  cairo_surface_t *surface;
  cairo_t *cr;
  gboolean tags;               /* into a file; what is only looked at has none */
  const char *container;       /* the open tag around blocks: "Table", "L", or NULL */
  const char *part;            /* the open tag of a block, or NULL */
  guint block;
} PrintRun;

static void
set_ink (cairo_t *cr, HavenColour ink)
{
  cairo_set_source_rgb (cr, ((ink >> 16) & 0xFF) / 255.0, ((ink >> 8) & 0xFF) / 255.0, (ink & 0xFF) / 255.0);
}

/* Lines at the page's own leading, whatever the font's */
static void
draw_lines (cairo_t *cr, const HavenPiece *piece, double x, double y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (piece->layout);
  double line = haven_pages_line_height (piece->layout);
  int index = 0;

  set_ink (cr, piece->ink);
  do {
    PangoRectangle logical;
    if (index < piece->from || index >= piece->to)
      continue;
    pango_layout_iter_get_line_extents (iter, NULL, &logical);
    cairo_move_to (cr, x + (double) logical.x / PANGO_SCALE, y + (index - piece->from) * line + line * 0.8);
    pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
  } while (index++, pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/* The place of the n-th heading of level 1 or 2 */
static const HavenPlacement *
find_heading (PrintRun *run, int heading)
{
  for (guint i = 0; i < run->placed->len; i++) {
    const HavenPlacement *placement = &g_array_index (run->placed, HavenPlacement, i);
    if (placement->strip->level > 0 && heading-- == 0)
      return placement;
  }
  return NULL;
}

static char *
destination_of (const HavenPlacement *placement, double scale)
{
  return g_strdup_printf ("page=%u pos=[%d %d]", placement->page + 1, (int) HAVEN_PAGE_MARGIN,
                          (int) (HAVEN_PAGE_MARGIN + HAVEN_PAGE_HEAD * scale + placement->y));
}

static void
draw_piece (PrintRun *run, const HavenPiece *piece, double x, double y)
{
  const HavenPlacement *target = piece->heading >= 0 ? find_heading (run, piece->heading) : NULL;
  g_autofree char *destination = target != NULL ? destination_of (target, run->pages->scale) : NULL;

  if (destination != NULL && run->tags)
    cairo_tag_begin (run->cr, CAIRO_TAG_LINK, destination);
  draw_lines (run->cr, piece, x, y);
  if (destination != NULL && run->tags)
    cairo_tag_end (run->cr, CAIRO_TAG_LINK);
}

static void
draw_rule (cairo_t *cr, const HavenPageRule *rule, double x, double y)
{
  set_ink (cr, rule->ink);
  cairo_set_line_width (cr, rule->thickness);
  cairo_move_to (cr, x + rule->x, y + rule->y);
  cairo_rel_line_to (cr, rule->width, 0);
  cairo_stroke (cr);
}

/* Structure: what is a heading, a paragraph, an item, a row. Tags end with the page: a table's header stands again on the next anyway. */

static const char *
name_container (HavenPart part)
{
  if (part == HAVEN_PART_TABLE_HEAD || part == HAVEN_PART_TABLE_ROW)
    return "Table";
  return part == HAVEN_PART_ITEM ? "L" : NULL;
}

static const char *
name_part (HavenPart part)
{
  static const char *const names[] = { NULL, "H1", "H2", "H3", "P", "LI", "TR", "TR", "Figure", NULL };

  return names[part];
}

static void
close_tag (PrintRun *run, const char **tag)
{
  if (*tag != NULL && run->tags)
    cairo_tag_end (run->cr, *tag);
  *tag = NULL;
}

static void
open_tag (PrintRun *run, const char **tag, const char *name)
{
  if (name != NULL && run->tags)
    cairo_tag_begin (run->cr, name, NULL);
  *tag = name;
}

/* A row is a block of its own within its table; the lines of a paragraph are one */
static void
turn_to_strip (PrintRun *run, const HavenStrip *strip)
{
  const char *container = name_container (strip->part);
  gboolean same_block = run->part != NULL && run->block == strip->block;
  gboolean same_container = g_strcmp0 (container, run->container) == 0 && (same_block || g_strcmp0 (container, "Table") != 0);

  if (same_block && g_strcmp0 (container, "Table") != 0)
    return;
  close_tag (run, &run->part);
  if (!same_container) {
    close_tag (run, &run->container);
    open_tag (run, &run->container, container);
  }
  open_tag (run, &run->part, name_part (strip->part));
  run->block = strip->block;
}

static const char *
name_cell (const HavenStrip *strip)
{
  if (strip->part == HAVEN_PART_TABLE_HEAD)
    return "TH";
  if (strip->part == HAVEN_PART_FACTS)
    return "P";
  return strip->part == HAVEN_PART_TABLE_ROW ? "TD" : NULL;
}

static void
draw_strip (PrintRun *run, const HavenPlacement *placement)
{
  const HavenStrip *strip = placement->strip;
  const char *cell = NULL;
  double x = HAVEN_PAGE_MARGIN;
  double y = HAVEN_PAGE_MARGIN + HAVEN_PAGE_HEAD * run->pages->scale + placement->y;

  for (guint i = 0; i < strip->rules->len; i++)
    draw_rule (run->cr, &g_array_index (strip->rules, HavenPageRule, i), x, y);
  for (guint i = 0; i < strip->pieces->len; i++) {
    const HavenPiece *piece = &g_array_index (strip->pieces, HavenPiece, i);
    open_tag (run, &cell, name_cell (strip));
    draw_piece (run, piece, x + piece->x, y + piece->y);
    close_tag (run, &cell);
  }
  if (strip->chart != NULL) {
    cairo_save (run->cr);
    cairo_translate (run->cr, x, y);
    haven_layout_draw (strip->chart, run->cr);
    cairo_restore (run->cr);
  }
}

/* Head and foot */

/* A line at the margin of the page, cut with an ellipsis where it is too long for its share of the width */
static void
draw_aside (PrintRun *run, HavenType type, double share, double y)
{
  double room = run->pages->text_width * share;
  double x = type.align == PANGO_ALIGN_LEFT ? HAVEN_PAGE_MARGIN : HAVEN_PAGE_MARGIN + run->pages->text_width - room;
  g_autoptr (PangoLayout) layout = NULL;

  type.size = run->pages->body;
  type.width = room;
  layout = haven_pages_typeset (run->pages, type);
  pango_layout_set_height (layout, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  draw_lines (run->cr, &(HavenPiece) { layout, 0, 1, 0, 0, type.bold ? HAVEN_PAGE_BLACK : HAVEN_PAGE_QUIET, -1 }, x, y);
}

static void
draw_head (PrintRun *run)
{
  HavenPages *pages = run->pages;
  g_autofree char *identity = pages->id != NULL ? g_strdup_printf (_("%s \302\267 pack %s"), pages->subject, pages->id)
                                                : g_strdup (pages->subject);
  HavenPageRule rule = { 0, run->pages->text_width, 32 * pages->scale, 0.6, HAVEN_PAGE_BLACK };

  draw_aside (run, (HavenType) { .text = identity, .bold = TRUE }, 0.6, HAVEN_PAGE_MARGIN);
  draw_aside (run, (HavenType) { .text = pages->marking, .bold = TRUE, .align = PANGO_ALIGN_RIGHT }, 0.4, HAVEN_PAGE_MARGIN);
  if (pages->note != NULL)
    draw_aside (run, (HavenType) { .text = pages->note }, 1, HAVEN_PAGE_MARGIN + 14 * pages->scale);
  draw_rule (run->cr, &rule, HAVEN_PAGE_MARGIN, HAVEN_PAGE_MARGIN);
}

static void
draw_foot (PrintRun *run, guint page)
{
  HavenPages *pages = run->pages;
  g_autofree char *number = g_strdup_printf (_("Page %u of %u"), page + 1, run->n_pages);
  double y = run->pages->height - HAVEN_PAGE_MARGIN - 28 * pages->scale;

  draw_rule (run->cr, &(HavenPageRule) { 0, run->pages->text_width, -4, 0.6, HAVEN_PAGE_BLACK }, HAVEN_PAGE_MARGIN, y);
  draw_aside (run, (HavenType) { .text = pages->school }, 0.7, y);
  draw_aside (run, (HavenType) { .text = number, .align = PANGO_ALIGN_RIGHT }, 0.3, y);
  draw_aside (run, (HavenType) { .text = pages->printed }, 1, y + 14 * pages->scale);
}

static void
draw_page (PrintRun *run, guint page)
{
  draw_head (run);
  for (guint i = 0; i < run->placed->len; i++) {
    const HavenPlacement *placement = &g_array_index (run->placed, HavenPlacement, i);
    if (placement->page != page)
      continue;
    turn_to_strip (run, placement->strip);
    draw_strip (run, placement);
  }
  close_tag (run, &run->part);
  close_tag (run, &run->container);
  draw_foot (run, page);
}

/* Contents: two columns of headings with their pages. Their number is known before the pages are, so the room is too. */

static guint
count_headings (HavenPages *self)
{
  guint n = 0;

  for (guint i = 0; i < self->strips->len; i++)
    n += ((HavenStrip *) self->strips->pdata[i])->level == 1;
  return n;
}

static void
make_room_for_contents (HavenPages *self)
{
  guint rows = (count_headings (self) + 1) / 2;

  for (guint i = 0; i < self->strips->len; i++) {
    HavenStrip *strip = self->strips->pdata[i];
    if (strip->contents)
      strip->height = rows * self->body * HAVEN_PAGE_LEADING * 1.15;
  }
}

static void
put_entry (PrintRun *run, HavenStrip *strip, const HavenPlacement *target, int heading)
{
  guint place = strip->pieces->len;
  double line = run->pages->body * HAVEN_PAGE_LEADING * 1.15;
  guint rows = (guint) lround (strip->height / line);
  g_autofree char *text = g_strdup_printf (_("%s, page %u"), target->strip->heading, target->page + 1);
  HavenType type = { text, run->pages->body, FALSE, run->pages->text_width / 2 - 10 };
  g_autoptr (PangoLayout) layout = haven_pages_typeset (run->pages, type);

  haven_strip_put (strip, layout, place / rows * run->pages->text_width / 2, place % rows * line, HAVEN_PAGE_BLACK);
  g_array_index (strip->pieces, HavenPiece, place).to = 1;
  g_array_index (strip->pieces, HavenPiece, place).heading = heading;
}

static void
fill_contents (PrintRun *run, HavenStrip *strip)
{
  int heading = 0;

  g_array_set_size (strip->pieces, 0);
  for (const HavenPlacement *target; (target = find_heading (run, heading)) != NULL; heading++)
    if (target->strip->level == 1)
      put_entry (run, strip, target, heading);
}

static void
write_outline (PrintRun *run)
{
  int parent = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < run->placed->len; i++) {
    const HavenPlacement *placement = &g_array_index (run->placed, HavenPlacement, i);
    g_autofree char *destination = destination_of (placement, run->pages->scale);
    int level = placement->strip->level;
    int entry;
    if (level == 0)
      continue;
    entry = cairo_pdf_surface_add_outline (run->surface, level == 1 ? CAIRO_PDF_OUTLINE_ROOT : parent, placement->strip->heading,
                                           destination, CAIRO_PDF_OUTLINE_FLAG_OPEN);
    if (level == 1)
      parent = entry;
  }
}

static void
write_metadata (PrintRun *run)
{
  g_autofree char *date = haven_time_to_iso (run->pages->printed_at);

  cairo_pdf_surface_set_metadata (run->surface, CAIRO_PDF_METADATA_TITLE, run->pages->title);
  cairo_pdf_surface_set_metadata (run->surface, CAIRO_PDF_METADATA_CREATOR, "Haven");
  cairo_pdf_surface_set_metadata (run->surface, CAIRO_PDF_METADATA_AUTHOR, run->pages->school);
  cairo_pdf_surface_set_metadata (run->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (run->surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
fill_all_contents (PrintRun *run)
{
  for (guint i = 0; i < run->pages->strips->len; i++)
    if (((HavenStrip *) run->pages->strips->pdata[i])->contents)
      fill_contents (run, run->pages->strips->pdata[i]);
}

static void
print (PrintRun *run)
{
  fill_all_contents (run);
  write_metadata (run);
  write_outline (run);
  for (guint page = 0; page < run->n_pages; page++) {
    draw_page (run, page);
    cairo_show_page (run->cr);
  }
}

guint
haven_pages_get_n (HavenPages *self)
{
  g_autoptr (GArray) placed = NULL;
  guint n;

  make_room_for_contents (self);
  placed = haven_pages_plan (self, &n);
  return n;
}

GBytes *
haven_pages_render (HavenPages *self, GError **error)
{
  PrintRun run = { .pages = self, .tags = TRUE };
  GByteArray *bytes = g_byte_array_new ();
  cairo_status_t status;

  make_room_for_contents (self);
  run.placed = haven_pages_plan (self, &run.n_pages);
  run.surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, self->width, self->height);
  run.cr = cairo_create (run.surface);
  print (&run);
  status = cairo_status (run.cr);
  cairo_destroy (run.cr);
  cairo_surface_finish (run.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (run.surface);
  cairo_surface_destroy (run.surface);
  g_array_unref (run.placed);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, _("The pages could not be made (%s). Nothing was written."),
               cairo_status_to_string (status));
  return NULL;
}

/* ---- sheets: the same drawing, kept to be looked at ---- */

static void
add_piece_words (GString *words, const HavenPiece *piece)
{
  const char *text = pango_layout_get_text (piece->layout);

  for (int i = piece->from; i < piece->to; i++) {
    PangoLayoutLine *line = pango_layout_get_line_readonly (piece->layout, i);
    if (line != NULL)
      g_string_append_printf (words, "%.*s ", line->length, text + line->start_index);
  }
}

static char *
dup_words (PrintRun *run, guint page)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < run->placed->len; i++) {
    const HavenPlacement *placement = &g_array_index (run->placed, HavenPlacement, i);
    for (guint k = 0; placement->page == page && k < placement->strip->pieces->len; k++)
      add_piece_words (words, &g_array_index (placement->strip->pieces, HavenPiece, k));
  }
  return g_string_free (words, FALSE);
}

static cairo_surface_t *
record_page (PrintRun *run, guint page)
{
  cairo_rectangle_t paper = { 0, 0, run->pages->width, run->pages->height };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &paper);

  run->cr = cairo_create (surface);
  draw_page (run, page);
  cairo_destroy (run->cr);
  return surface;
}

HavenSheets *
haven_pages_print (HavenPages *self, GError **error)
{
  GBytes *pdf = haven_pages_render (self, error);
  PrintRun run = { .pages = self };
  HavenSheets *sheets;

  if (pdf == NULL)
    return NULL;
  sheets = haven_sheets_new (self->width, self->height);
  run.placed = haven_pages_plan (self, &run.n_pages);
  fill_all_contents (&run);
  for (guint page = 0; page < run.n_pages; page++)
    haven_sheets_add (sheets, record_page (&run, page), dup_words (&run, page));
  haven_sheets_finish (sheets, pdf, haven_pages_to_text (self));
  g_array_unref (run.placed);
  return sheets;
}
