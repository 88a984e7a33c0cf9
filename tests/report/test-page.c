/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-page-private.h"

#include <string.h>

#include "report-reader.h"

#define ID "AB12-CD34"

static HavenPages *
pages_new (void)
{
  HavenPageIdentity identity = {
    .title = "Meeting pack " ID, .subject = "A.B.", .id = ID, .marking = "OFFICIAL-SENSITIVE", .note = "Last seen in school: Thursday PM",
    .school = "Invented High School", .printed = "Printed 21 November 2025, 18:00 for Sam Socialworker", .printed_at = 1763748000,
  };

  return haven_pages_new (&identity);
}

static HavenRows *
rows_new (guint n, const char *text)
{
  const char *header[] = { "Entry", "#Count", "What was said", NULL };
  HavenRows *rows = haven_rows_new (header);

  for (guint i = 0; i < n; i++) {
    char **row = g_new0 (char *, 4);
    row[0] = g_strdup_printf ("row%04u", i);
    row[1] = g_strdup_printf ("%u", i * i);
    row[2] = g_strdup (text);
    haven_rows_take (rows, row);
  }
  return rows;
}

/* Nothing outside the room of its page, nothing over another, nothing left out, no heading or header at the foot of a page */
static void
check_plan (HavenPages *pages)
{
  guint n, n_pages, strips = 0;
  g_autoptr (GArray) placed = NULL;

  n = haven_pages_get_n (pages);
  placed = haven_pages_plan (pages, &n_pages);
  g_assert_cmpuint (n, ==, n_pages);
  for (guint i = 0; i < placed->len; i++) {
    const HavenPlacement *here = &g_array_index (placed, HavenPlacement, i);
    const HavenPlacement *next = i + 1 < placed->len ? &g_array_index (placed, HavenPlacement, i + 1) : NULL;
    g_assert_cmpfloat (here->y, >=, 0);
    g_assert_cmpfloat (here->y + here->strip->height, <=, pages->room + 0.02);
    if (strips < pages->strips->len && here->strip == pages->strips->pdata[strips])
      strips++;
    if (next != NULL && next->page == here->page)
      g_assert_cmpfloat (next->y, >=, here->y + here->strip->height - 0.01);
    if (next != NULL && next->page != here->page) {
      g_assert_cmpuint (next->page, ==, here->page + 1);
      g_assert_cmpint (here->strip->level, ==, 0);
      g_assert_false (here->strip->header == NULL && next->strip->header == here->strip);
    }
  }
  g_assert_cmpuint (strips, ==, pages->strips->len);
}

/* Every page says once whose it is, and where it stands */
static void
check_identity (GPtrArray *read)
{
  for (guint i = 0; i < read->len; i++) {
    g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, read->len);
    g_assert_cmpuint (report_count (read->pdata[i], ID), ==, 1);
    g_assert_cmpuint (report_count (read->pdata[i], number), ==, 1);
    g_assert_cmpuint (report_count (read->pdata[i], "OFFICIAL-SENSITIVE"), ==, 1);
    g_assert_cmpuint (report_count (read->pdata[i], "for Sam Socialworker"), ==, 1);
    g_assert_cmpuint (report_count (read->pdata[i], "Last seen in school: Thursday PM"), ==, 1);
  }
}

static GPtrArray *
read_pages (HavenPages *pages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = haven_pages_render (pages, &error);
  GPtrArray *read;

  g_assert_no_error (error);
  read = report_read_pages (pdf);
  g_assert_cmpuint (read->len, ==, haven_pages_get_n (pages));
  check_identity (read);
  return read;
}

/* As many rows as there are, each whole and once, under a header on every page */
static void
test_tables (void)
{
  static const char *const texts[] = {
    "short",
    "a few more words than fit on one line of the last column of this table, which is not very wide, so that they go on below",
  };

  for (guint n = 0; n <= 200; n += n < 60 ? 7 : 35) {
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
      g_autoptr (HavenPages) pages = pages_new ();
      g_autoptr (HavenRows) rows = rows_new (n, texts[i]);
      g_autoptr (GPtrArray) read = NULL;
      haven_pages_add_heading (pages, 1, "Rows");
      haven_pages_add_table (pages, "All of them", rows);
      check_plan (pages);
      read = read_pages (pages);
      for (guint row = 0; row < n; row++) {
        g_autofree char *name = g_strdup_printf ("row%04u", row);
        g_assert_cmpuint (report_count_all (read, name), ==, 1);
      }
      for (guint page = 0; page < read->len; page++)
        g_assert_cmpuint (report_count (read->pdata[page], "What was said"), ==, 1);
    }
  }
}

/* However many lines stand before it, a heading is followed by something on its page */
static void
test_headings_stay (void)
{
  for (guint before = 0; before < 60; before++) {
    g_autoptr (HavenPages) pages = pages_new ();
    g_autoptr (HavenRows) rows = rows_new (3, "short");
    for (guint i = 0; i < before; i++)
      haven_pages_add_paragraph (pages, "A line.");
    haven_pages_add_heading (pages, 1, "Attendance");
    haven_pages_add_heading (pages, 2, "This year");
    haven_pages_add_table (pages, "Sessions", rows);
    check_plan (pages);
  }
}

/* A cell longer than a page is the only thing that is split, and loses nothing */
static void
test_giant_row (void)
{
  g_autoptr (HavenPages) pages = pages_new ();
  g_autoptr (GString) giant = g_string_new (NULL);
  g_autoptr (HavenRows) rows = NULL;
  g_autoptr (GPtrArray) read = NULL;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (giant, "z%04u ", i);
  rows = rows_new (2, giant->str);
  haven_pages_add_table (pages, "Long entries", rows);
  check_plan (pages);
  read = read_pages (pages);
  g_assert_cmpuint (read->len, >, 4);
  for (guint i = 0; i < 6000; i += 37) {
    g_autofree char *word = g_strdup_printf ("z%04u", i);
    g_assert_cmpuint (report_count_all (read, word), ==, 2);
  }
}

static void
test_long_paragraph (void)
{
  g_autoptr (HavenPages) pages = pages_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) read = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "v%04u ", i);
  haven_pages_add_paragraph (pages, text->str);
  haven_pages_add_bullets (pages, (const char *const[]) { text->str, "", NULL });
  check_plan (pages);
  read = read_pages (pages);
  for (guint i = 0; i < 3000; i += 41) {
    g_autofree char *word = g_strdup_printf ("v%04u", i);
    g_assert_cmpuint (report_count_all (read, word), ==, 2);
  }
}

/* Words that cannot be broken, columns that cannot fit, and nothing at all */
static void
test_awkward (void)
{
  g_autofree char *monster = g_strnfill (400, 'x');
  const char *header[] = { "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", NULL };
  g_autoptr (HavenPages) pages = pages_new ();
  g_autoptr (HavenPages) empty = pages_new ();
  g_autoptr (HavenRows) many = haven_rows_new (header);
  g_autoptr (HavenRows) long_words = rows_new (2, monster);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GPtrArray) nothing = NULL;
  char **row = g_new0 (char *, 15);

  for (guint i = 0; i < 14; i++)
    row[i] = g_strdup ("administratively");
  haven_rows_take (many, row);
  haven_pages_add_title (pages, monster);
  haven_pages_add_facts (pages, (const char *const[]) { "Odd", monster, "Alone", "yes", "Last", "", NULL, NULL });
  haven_pages_add_table (pages, NULL, many);
  haven_pages_add_table (pages, NULL, long_words);
  haven_pages_add_lines (pages, (const char *const[]) { "Signed", NULL });
  check_plan (pages);
  read = read_pages (pages);
  nothing = read_pages (empty);
  g_assert_cmpuint (nothing->len, ==, 1);
}

/* However many lines stand before it, a place to sign is on a page with something that is signed */
static void
test_signatures_stay (void)
{
  for (guint before = 1; before < 60; before++) {
    g_autoptr (HavenPages) pages = pages_new ();
    g_autoptr (GPtrArray) read = NULL;

    for (guint i = 0; i < before; i++)
      haven_pages_add_paragraph (pages, "A line.");
    haven_pages_add_lines (pages, (const char *const[]) { "Signed", "Date", NULL });
    check_plan (pages);
    read = read_pages (pages);
    g_assert_cmpuint (report_count (read->pdata[read->len - 1], "Signed"), ==, 1);
    g_assert_cmpuint (report_count (read->pdata[read->len - 1], "A line."), >=, 1);
  }
}

static void
test_contents (void)
{
  g_autoptr (HavenPages) pages = pages_new ();
  g_autoptr (GPtrArray) read = NULL;

  haven_pages_add_contents (pages);
  for (guint i = 0; i < 5; i++) {
    g_autofree char *heading = g_strdup_printf ("Section %c", 'A' + (char) i);
    haven_pages_break (pages);
    haven_pages_add_heading (pages, 1, heading);
    haven_pages_add_heading (pages, 2, "Not listed");
    haven_pages_add_paragraph (pages, "Something.");
  }
  check_plan (pages);
  read = read_pages (pages);
  g_assert_cmpuint (read->len, ==, 6);
  for (guint i = 0; i < 5; i++) {
    g_autofree char *entry = g_strdup_printf ("Section %c, page %u", 'A' + (char) i, i + 2);
    g_assert_cmpuint (report_count (read->pdata[0], entry), ==, 1);
  }
  g_assert_cmpuint (report_count (read->pdata[0], "Not listed"), ==, 0);
}

static HavenChart *
chart_new (void)
{
  HavenChartDraft *draft = haven_chart_draft_new (HAVEN_CHART_BARS);

  haven_chart_draft_set_title (draft, "Days suspended have doubled");
  haven_chart_draft_set_subtitle (draft, "Days, two terms, n = 4");
  haven_chart_draft_set_source (draft, "Source: registers");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Suspension");
  haven_chart_draft_set_axis (draft, "Term");
  haven_chart_draft_add_series (draft, "Days");
  haven_chart_draft_add_category (draft, "Spring", HAVEN_DAY_NONE);
  haven_chart_draft_put (draft, 0, 2, NULL, NULL);
  haven_chart_draft_add_category (draft, "Summer", HAVEN_DAY_NONE);
  haven_chart_draft_put (draft, 0, 4, NULL, NULL);
  return haven_chart_draft_end (draft);
}

/* A chart is not torn from its sentence; its words can be selected; nothing is set smaller than eleven points */
static void
test_charts (void)
{
  g_autoptr (HavenChart) chart = chart_new ();

  for (guint before = 20; before < 50; before += 3) {
    g_autoptr (HavenPages) pages = pages_new ();
    g_autoptr (GPtrArray) read = NULL;
    for (guint i = 0; i < before; i++)
      haven_pages_add_paragraph (pages, "A line.");
    haven_pages_add_chart (pages, chart, 240);
    check_plan (pages);
    read = read_pages (pages);
    for (guint i = 0; i < read->len; i++)
      g_assert_cmpuint (report_count (read->pdata[i], "Days suspended have doubled"), ==,
                        report_count (read->pdata[i], "Days: Spring 2, Summer 4."));
  }
}

/* Paper is not short of room: a chart is not drawn without its words because somebody asked for a low one */
static void
test_charts_keep_their_words (void)
{
  g_autoptr (HavenChart) chart = chart_new ();

  for (double height = 10; height < 300; height += 30) {
    g_autoptr (HavenPages) pages = pages_new ();
    g_autoptr (GPtrArray) read = NULL;
    haven_pages_add_chart (pages, chart, height);
    read = read_pages (pages);
    g_assert_cmpuint (report_count_all (read, "Summer"), ==, 2);     /* below its bar, and in the sentence */
  }
}

static void
check_sizes (const HavenStrip *strip)
{
  guint n = 0;
  const HavenLayoutText *texts = strip->chart != NULL ? haven_layout_get_texts (strip->chart, &n) : NULL;

  for (guint i = 0; i < strip->pieces->len; i++) {
    const HavenPiece *piece = &g_array_index (strip->pieces, HavenPiece, i);
    const PangoFontDescription *font = pango_layout_get_font_description (piece->layout);
    g_assert_cmpint (pango_font_description_get_size (font), >=, 11 * PANGO_SCALE);
  }
  for (guint i = 0; i < n; i++)
    g_assert_true (texts[i].size >= 11 || texts[i].datum >= 0);
}

static void
test_sizes (void)
{
  g_autoptr (HavenPages) pages = pages_new ();
  g_autoptr (HavenChart) chart = chart_new ();
  g_autoptr (HavenRows) rows = rows_new (3, "short");

  haven_pages_add_title (pages, "Title");
  haven_pages_add_heading (pages, 1, "Heading");
  haven_pages_add_small (pages, "How this was worked out.");
  haven_pages_add_facts (pages, (const char *const[]) { "Label", "value", NULL, NULL });
  haven_pages_add_table (pages, "Caption", rows);
  haven_pages_add_chart (pages, chart, 240);
  for (guint i = 0; i < pages->strips->len; i++)
    check_sizes (pages->strips->pdata[i]);
}

static void
test_same_bytes (void)
{
  g_autoptr (GBytes) kept = NULL;

  for (guint i = 0; i < 2; i++) {
    g_autoptr (HavenPages) pages = pages_new ();
    g_autoptr (HavenRows) rows = rows_new (50, "short");
    g_autoptr (HavenChart) chart = chart_new ();
    g_autoptr (GBytes) pdf = NULL;
    haven_pages_add_title (pages, "Title");
    haven_pages_add_contents (pages);
    haven_pages_add_heading (pages, 1, "Heading");
    haven_pages_add_chart (pages, chart, 240);
    haven_pages_add_table (pages, "Rows", rows);
    pdf = haven_pages_render (pages, NULL);
    g_assert_nonnull (pdf);
    g_assert_true (kept == NULL || g_bytes_equal (kept, pdf));
    kept = g_steal_pointer (&pdf);
  }
}

/* Bookmarks and a title for those who read with other tools; the title names nobody */
static void
test_outline (void)
{
  g_autoptr (HavenPages) pages = pages_new ();
  g_autoptr (GBytes) pdf = NULL;
  gsize size;
  const char *data;

  haven_pages_add_contents (pages);
  haven_pages_add_heading (pages, 1, "Attendance");
  haven_pages_add_heading (pages, 2, "This year");
  haven_pages_add_paragraph (pages, "Something.");
  pdf = haven_pages_render (pages, NULL);
  data = g_bytes_get_data (pdf, &size);
  g_assert_nonnull (memmem (data, size, "/Outlines", 9));
  g_assert_nonnull (memmem (data, size, "/Link", 5));
  g_assert_nonnull (memmem (data, size, "(Meeting pack " ID ")", strlen ("(Meeting pack " ID ")")));
}

/* Ink on a page that is drawn small: how many pixels are not white */
static guint
count_ink (HavenSheets *sheets, guint sheet)
{
  int width = (int) haven_sheets_get_width (sheets), height = (int) haven_sheets_get_height (sheets);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);
  cairo_t *cr = cairo_create (surface);
  const guchar *data;
  guint ink = 0;

  haven_sheets_draw (sheets, sheet, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      ink += data[y * cairo_image_surface_get_stride (surface) + x] > 0;
  cairo_surface_destroy (surface);
  return ink;
}

static gpointer
draw_all (gpointer data)
{
  HavenSheets *sheets = data;
  guint ink = 0;

  for (guint i = 0; i < haven_sheets_get_n (sheets); i++)
    ink += count_ink (sheets, i);
  haven_sheets_unref (sheets);
  return GUINT_TO_POINTER (ink);
}

/* What is looked at is what is printed: the same pages, words and bytes; and any thread may draw it */
static void
test_sheets (void)
{
  g_autoptr (HavenPages) pages = pages_new ();
  g_autoptr (HavenRows) rows = rows_new (90, "said in the meeting");
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (HavenSheets) sheets = NULL;
  g_autofree char *text = NULL;
  GThread *threads[3];
  guint ink;

  haven_pages_add_title (pages, "Meeting");
  haven_pages_add_table (pages, "What was said", rows);
  pdf = haven_pages_render (pages, NULL);
  text = haven_pages_to_text (pages);
  sheets = haven_pages_print (pages, NULL);
  g_assert_cmpuint (haven_sheets_get_n (sheets), ==, haven_pages_get_n (pages));
  g_assert_cmpuint (haven_sheets_get_n (sheets), >, 1);
  g_assert_true (g_bytes_equal (haven_sheets_get_pdf (sheets), pdf));
  g_assert_cmpstr (haven_sheets_get_text (sheets), ==, text);
  g_assert_nonnull (strstr (haven_sheets_get_words (sheets, 0), "row0000"));
  g_assert_null (strstr (haven_sheets_get_words (sheets, 0), "row0089"));
  g_assert_nonnull (strstr (haven_sheets_get_words (sheets, haven_sheets_get_n (sheets) - 1), "row0089"));
  ink = GPOINTER_TO_UINT (draw_all (haven_sheets_ref (sheets)));
  g_assert_cmpuint (ink, >, 5000);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("draw", draw_all, haven_sheets_ref (sheets));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, ink);
}

static PangoDirection
direction_of (PangoLayout *layout)
{
  return pango_layout_line_get_resolved_direction (pango_layout_get_line_readonly (layout, 0));
}

/* A name in a script that runs from the right moves neither the line that it stands in nor a cell; what somebody wrote in it runs as it is written */
static void
test_names_from_the_right (void)
{
  static const char *const texts[] = { "\330\271.\331\205. \302\267 pack " ID, "Page 1 of 2", "\330\271\331\205\330\261, mother" };
  g_autoptr (HavenPages) pages = pages_new ();
  g_autoptr (PangoLayout) own = haven_pages_typeset (pages, (HavenType) { texts[2], 11, .width = 300, .own_words = TRUE });

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (PangoLayout) layout = haven_pages_typeset (pages, (HavenType) { texts[i], 11, .width = 300 });
    PangoRectangle logical;
    pango_layout_get_extents (layout, NULL, &logical);
    g_assert_cmpint (direction_of (layout), ==, PANGO_DIRECTION_LTR);
    g_assert_cmpint (logical.x, ==, 0);
  }
  g_assert_cmpint (direction_of (own), ==, PANGO_DIRECTION_RTL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/page/tables", test_tables);
  g_test_add_func ("/report/page/headings-stay", test_headings_stay);
  g_test_add_func ("/report/page/signatures-stay", test_signatures_stay);
  g_test_add_func ("/report/page/giant-row", test_giant_row);
  g_test_add_func ("/report/page/long-paragraph", test_long_paragraph);
  g_test_add_func ("/report/page/awkward", test_awkward);
  g_test_add_func ("/report/page/contents", test_contents);
  g_test_add_func ("/report/page/charts", test_charts);
  g_test_add_func ("/report/page/charts-keep-their-words", test_charts_keep_their_words);
  g_test_add_func ("/report/page/sizes", test_sizes);
  g_test_add_func ("/report/page/same-bytes", test_same_bytes);
  g_test_add_func ("/report/page/outline", test_outline);
  g_test_add_func ("/report/page/sheets", test_sheets);
  g_test_add_func ("/report/page/names-from-the-right", test_names_from_the_right);
  return g_test_run ();
}
