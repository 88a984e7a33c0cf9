/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-page-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Tables: columns as wide as their words ask for, numbers to the right, a header that stands again on every page. */
#define CELL_SPACE 3.0         /* above and below the words of a row */
#define GAP 10.0
#define NARROW_GAP 3.0         /* where there are many columns */
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
    longest = MAX (longest, haven_pages_measure (run->pages, words[i], run->pages->body, bold));
  return ceil (longest) + 1;
}

static void
measure_column (TableRun *run, guint column)
{
  run->least[column] = run->wish[column] = longest_word (run, haven_rows_get_header (run->rows, column), TRUE);
  for (guint i = 0; i < haven_rows_get_n (run->rows); i++) {
    const char *text = haven_rows_get (run->rows, i, column);
    double whole = ceil (haven_pages_measure (run->pages, text, run->pages->body, FALSE)) + 1;
    run->wish[column] = MAX (run->wish[column], MIN (whole, run->pages->text_width));
    run->least[column] = MAX (run->least[column], MIN (longest_word (run, text, FALSE), run->pages->text_width / 3));
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
  double room = run->pages->text_width - (n - 1) * run->gap;
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

/* What is left over goes to headers that want one line and have not got it, the nearest to it first */
static void
widen_for_headers (TableRun *run)
{
  guint n = run->rows->n_columns;
  double over = run->pages->text_width - (n - 1) * run->gap - sum_of (run->width, n);
  g_autofree double *whole = g_new0 (double, n);

  for (guint i = 0; i < n; i++)
    whole[i] = ceil (haven_pages_measure (run->pages, haven_rows_get_header (run->rows, i), run->pages->body, TRUE)) + 1;
  for (guint turn = 0; turn < n; turn++) {
    guint nearest = n;
    for (guint i = 0; i < n; i++)
      if (whole[i] > run->width[i] && (nearest == n || whole[i] - run->width[i] < whole[nearest] - run->width[nearest]))
        nearest = i;
    if (nearest == n || whole[nearest] - run->width[nearest] > over)
      return;
    over -= whole[nearest] - run->width[nearest];
    run->width[nearest] = whole[nearest];
  }
}

/* The cells of a row, each a layout; the row's number of lines */
static int
set_cells (TableRun *run, char **row, gboolean bold, GPtrArray *cells)
{
  int lines = 1;

  for (guint i = 0; i < run->rows->n_columns; i++) {
    PangoAlignment align = run->rows->numeric[i] ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    PangoLayout *cell = haven_pages_typeset (run->pages, (HavenType) { row[i], run->pages->body, bold, run->width[i], align });
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

/* Where the words of all columns cannot stand beside each other, a row is a list: "label: value". No word is broken, none is clipped. */

static gboolean
is_too_wide (TableRun *run)
{
  guint n = run->rows->n_columns;

  return sum_of (run->least, n) > run->pages->text_width - (n - 1) * run->gap;
}

static void
stack_row (TableRun *run, char **row)
{
  guint first = run->pages->strips->len;

  for (guint i = 0; i < run->rows->n_columns; i++) {
    g_autofree char *cell = g_strdup_printf (_("%s: %s"), haven_rows_get_header (run->rows, i), row[i]);
    if (row[i][0] != '\0')
      haven_pages_add_lines_of (run->pages, cell, i == 0 ? 7 : 0);
  }
  for (guint i = first; i + 1 < run->pages->strips->len; i++)
    ((HavenStrip *) run->pages->strips->pdata[i])->keep = TRUE;
  if (run->pages->strips->len > first) {
    HavenStrip *last = run->pages->strips->pdata[run->pages->strips->len - 1];
    haven_strip_rule (last, (HavenPageRule) { 0, run->pages->text_width, last->height + 2, 0.4, HAVEN_PAGE_FAINT });
  }
  haven_pages_mark_block (run->pages, first, HAVEN_PART_ITEM);
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
  int most = MAX ((int) floor ((run->pages->room - header->height - 2 * CELL_SPACE) / line), 1);

  for (int from = 0; from < lines; from += most)
    add_part (run, cells, from, MIN (from + most, lines))->header = header;
}

/* The same as text: cells apart by bars */
static void
write_rows (HavenPages *self, const HavenRows *rows)
{
  for (guint i = 0; i < rows->rows->len; i++) {
    g_autofree char *line = g_strjoinv (" | ", g_ptr_array_index (rows->rows, i));
    g_string_append_printf (self->text, "%s\n", line);
  }
  g_string_append_c (self->text, '\n');
}

void
haven_pages_add_rows (HavenPages *self, const HavenRows *rows)
{
  TableRun run = { .pages = self, .rows = rows, .gap = rows->n_columns > MANY_COLUMNS ? NARROW_GAP : GAP };
  g_autofree double *least = run.least = g_new0 (double, rows->n_columns);
  g_autofree double *wish = run.wish = g_new0 (double, rows->n_columns);
  g_autofree double *width = run.width = g_new0 (double, rows->n_columns);
  guint first = self->strips->len;
  const HavenStrip *header;

  write_rows (self, rows);
  for (guint i = 0; i < rows->n_columns; i++)
    measure_column (&run, i);
  if (is_too_wide (&run)) {
    for (guint i = 1; i < rows->rows->len; i++)
      stack_row (&run, g_ptr_array_index (rows->rows, i));
    return;
  }
  share_width (&run);
  widen_for_headers (&run);
  header = add_header (&run);
  for (guint i = 1; i < rows->rows->len; i++)
    add_row (&run, g_ptr_array_index (rows->rows, i), header);
  haven_pages_mark_block (self, first, HAVEN_PART_TABLE_ROW);
  ((HavenStrip *) self->strips->pdata[first])->part = HAVEN_PART_TABLE_HEAD;
}
