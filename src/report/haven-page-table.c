/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-page-private.h"

#include <math.h>

/* Tables: columns as wide as their words ask for, numbers to the right, a header that stands again on every page. */
#define CELL_SPACE 3.0         /* above and below the words of a row */
#define GAP 10.0
#define NARROW_GAP 4.0         /* where there are many columns */
#define MANY_COLUMNS 8

typedef struct {
  HavenPages *pages;
  const HavenRows *rows;
  double gap;
  double *least;               /* of each column: its longest word */
  double *wish;                /* its longest cell */
  double *width;
} TableRun;

static double
longest_word (TableRun *run, const char *text, gboolean bold)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  double longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, haven_pages_measure (run->pages, words[i], HAVEN_PAGE_BODY, bold));
  return ceil (longest) + 1;
}

static void
measure_column (TableRun *run, guint column)
{
  run->least[column] = run->wish[column] = longest_word (run, haven_rows_get_header (run->rows, column), TRUE);
  for (guint i = 0; i < haven_rows_get_n (run->rows); i++) {
    const char *text = haven_rows_get (run->rows, i, column);
    double whole = ceil (haven_pages_measure (run->pages, text, HAVEN_PAGE_BODY, FALSE)) + 1;
    run->wish[column] = MAX (run->wish[column], MIN (whole, HAVEN_PAGE_TEXT_WIDTH));
    run->least[column] = MAX (run->least[column], MIN (longest_word (run, text, FALSE), HAVEN_PAGE_TEXT_WIDTH / 3));
  }
}

static double
sum_of (const double *widths, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += widths[i];
  return sum;
}

/* Everybody's wish where there is room; else the least of each, and what is left by how much more it wished for */
static void
share_width (TableRun *run)
{
  guint n = run->rows->n_columns;
  double room = HAVEN_PAGE_TEXT_WIDTH - (n - 1) * run->gap;
  double wish = sum_of (run->wish, n);
  double least = sum_of (run->least, n);

  for (guint i = 0; i < n; i++)
    if (wish <= room)
      run->width[i] = run->wish[i];
    else if (least >= room)
      run->width[i] = run->least[i] * room / least;
    else
      run->width[i] = run->least[i] + (run->wish[i] - run->least[i]) * (room - least) / (wish - least);
}

/* Headers lie on one line where that can be had for all of them */
static void
widen_for_headers (TableRun *run)
{
  guint n = run->rows->n_columns;
  double over = HAVEN_PAGE_TEXT_WIDTH - (n - 1) * run->gap - sum_of (run->width, n);
  g_autofree double *whole = g_new0 (double, n);

  for (guint i = 0; i < n; i++) {
    whole[i] = ceil (haven_pages_measure (run->pages, haven_rows_get_header (run->rows, i), HAVEN_PAGE_BODY, TRUE)) + 1;
    over -= MAX (whole[i] - run->width[i], 0);
  }
  for (guint i = 0; i < n && over >= 0; i++)
    run->width[i] = MAX (run->width[i], whole[i]);
}

/* The cells of a row, each a layout; the row's number of lines */
static int
set_cells (TableRun *run, char **row, gboolean bold, GPtrArray *cells)
{
  int lines = 1;

  for (guint i = 0; i < run->rows->n_columns; i++) {
    PangoAlignment align = run->rows->numeric[i] ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    PangoLayout *cell = haven_pages_typeset (run->pages, (HavenType) { row[i], HAVEN_PAGE_BODY, bold, run->width[i], align });
    lines = MAX (lines, pango_layout_get_line_count (cell));
    g_ptr_array_add (cells, cell);
  }
  return lines;
}

static HavenStrip *
add_part (TableRun *run, GPtrArray *cells, int from, int to)
{
  double line = haven_pages_line_height (cells->pdata[0]);
  HavenStrip *strip = haven_strip_new (run->pages, (to - from) * line + 2 * CELL_SPACE, 0);
  double x = 0;

  for (guint i = 0; i < cells->len; i++) {
    int lines = pango_layout_get_line_count (cells->pdata[i]);
    if (from < lines) {
      haven_strip_put_lines (strip, cells->pdata[i], from, MIN (to, lines), x);
      g_array_index (strip->pieces, HavenPiece, strip->pieces->len - 1).y = CELL_SPACE;
    }
    x += run->width[i] + run->gap;
  }
  haven_strip_rule (strip, (HavenPageRule) { 0, x - run->gap, strip->height, 0.4, HAVEN_PAGE_FAINT });
  return strip;
}

static HavenStrip *
add_header (TableRun *run)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_object_unref);
  int lines = set_cells (run, g_ptr_array_index (run->rows->rows, 0), TRUE, cells);
  HavenStrip *strip = add_part (run, cells, 0, lines);
  HavenPageRule *rule = &g_array_index (strip->rules, HavenPageRule, 0);

  strip->before = 6;
  strip->keep = TRUE;
  rule->thickness = 0.9;
  rule->ink = HAVEN_PAGE_BLACK;
  return strip;
}

/* A row that is taller than a page is the only one that is ever split */
static void
add_row (TableRun *run, char **row, const HavenStrip *header)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_object_unref);
  int lines = set_cells (run, row, FALSE, cells);
  double line = haven_pages_line_height (cells->pdata[0]);
  int most = MAX ((int) floor ((HAVEN_PAGE_ROOM - header->height - 2 * CELL_SPACE) / line), 1);

  for (int from = 0; from < lines; from += most)
    add_part (run, cells, from, MIN (from + most, lines))->header = header;
}

void
haven_pages_add_rows (HavenPages *self, const HavenRows *rows)
{
  TableRun run = { .pages = self, .rows = rows, .gap = rows->n_columns > MANY_COLUMNS ? NARROW_GAP : GAP };
  g_autofree double *least = run.least = g_new0 (double, rows->n_columns);
  g_autofree double *wish = run.wish = g_new0 (double, rows->n_columns);
  g_autofree double *width = run.width = g_new0 (double, rows->n_columns);
  const HavenStrip *header;

  for (guint i = 0; i < rows->n_columns; i++)
    measure_column (&run, i);
  share_width (&run);
  widen_for_headers (&run);
  header = add_header (&run);
  for (guint i = 1; i < rows->rows->len; i++)
    add_row (&run, g_ptr_array_index (rows->rows, i), header);
}
