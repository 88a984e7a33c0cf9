/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <zip.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-workbook.h"
#include "intake-support.h"

#define SPREADSHEET "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MOST_PARTS 16

typedef struct {
  const char *name;
  const char *text;
} Part;

/* Packed into memory, and small where it is all the same */
static GBytes *
pack (const Part *parts)
{
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip;
  zip_stat_t stat;
  char *data;

  zip_source_keep (source);
  zip = zip_open_from_source (source, ZIP_TRUNCATE, NULL);
  for (guint i = 0; i < MOST_PARTS && parts[i].name != NULL; i++)
    g_assert_cmpint (zip_file_add (zip, parts[i].name, zip_source_buffer (zip, parts[i].text, strlen (parts[i].text), 0), 0), >=, 0);
  g_assert_cmpint (zip_close (zip), ==, 0);
  zip_stat_init (&stat);
  g_assert_cmpint (zip_source_stat (source, &stat), ==, 0);
  g_assert_cmpint (zip_source_open (source), ==, 0);
  data = g_malloc (stat.size);
  g_assert_cmpint (zip_source_read (source, data, stat.size), ==, (gint64) stat.size);
  zip_source_close (source);
  zip_source_free (source);
  return g_bytes_new_take (data, stat.size);
}

/* A workbook with one sheet of these rows */
static GBytes *
make_book (const char *rows, const char *shared)
{
  g_autofree char *sheet = g_strconcat ("<worksheet " SPREADSHEET "><sheetData>", rows, "</sheetData></worksheet>", NULL);
  Part parts[MOST_PARTS] = {
    { "xl/workbook.xml", "<workbook " SPREADSHEET " xmlns:r=\"" RELATIONS "\"><sheets>"
      "<sheet name=\"One\" r:id=\"a\"/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id=\"a\" Type=\"" RELATIONS "/worksheet\" Target=\"worksheets/one.xml\"/></Relationships>" },
    { "xl/worksheets/one.xml", sheet },
    { shared != NULL ? "xl/sharedStrings.xml" : NULL, shared },
  };

  return pack (parts);
}

static void
assert_refused (GBytes *take_bytes, HavenErrorCode code)
{
  g_autoptr (GBytes) bytes = take_bytes;
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_workbook_new_from_bytes (bytes, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

/* The sheet before anything is done to it */
static void
test_sound (void)
{
  g_autoptr (GBytes) bytes = make_book ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\"><v>2.50000000000000001</v></c></row>",
                                        "<sst " SPREADSHEET "><si><t>UPN</t></si></sst>");
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenWorkbook) workbook = haven_workbook_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (haven_workbook_get_n (workbook), ==, 1);
}

#define BOMB_BYTES (64 * 1024 * 1024)

/* The same little element again and again */
static char *
make_bomb (const char *open, const char *close)
{
  GString *text = g_string_sized_new (BOMB_BYTES + 64);

  g_string_append (text, open);
  while (text->len < BOMB_BYTES)
    g_string_append (text, "<row/>");
  g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
test_bomb (void)
{
  g_autofree char *rows = make_bomb ("", "");
  g_autofree char *shared = make_bomb ("<sst " SPREADSHEET ">", "</sst>");

  assert_refused (make_book (rows, NULL), HAVEN_ERROR_TOO_LARGE);
  assert_refused (make_book ("", shared), HAVEN_ERROR_TOO_LARGE);
}

static void
test_too_many_parts (void)
{
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip;
  zip_stat_t stat;
  char *data;

  zip_source_keep (source);
  zip = zip_open_from_source (source, ZIP_TRUNCATE, NULL);
  for (guint i = 0; i <= HAVEN_LIMIT_PARTS; i++) {
    g_autofree char *name = g_strdup_printf ("part-%u", i);
    g_assert_cmpint (zip_file_add (zip, name, zip_source_buffer (zip, "x", 1, 0), 0), >=, 0);
  }
  g_assert_cmpint (zip_close (zip), ==, 0);
  zip_stat_init (&stat);
  g_assert_cmpint (zip_source_stat (source, &stat), ==, 0);
  g_assert_cmpint (zip_source_open (source), ==, 0);
  data = g_malloc (stat.size);
  g_assert_cmpint (zip_source_read (source, data, stat.size), ==, (gint64) stat.size);
  zip_source_close (source);
  zip_source_free (source);
  assert_refused (g_bytes_new_take (data, stat.size), HAVEN_ERROR_TOO_LARGE);
}

static void
test_limits (void)
{
  g_autofree char *word = g_strnfill (HAVEN_LIMIT_FIELD_BYTES + 1, 'x');
  g_autofree char *cell = g_strdup_printf ("<row><c t=\"str\"><v>%s</v></c></row>", word);
  g_autoptr (GString) cells = g_string_new ("<row>");
  g_autoptr (GString) deep = g_string_new ("<row><c><v>");

  for (guint i = 0; i <= HAVEN_LIMIT_COLUMNS; i++)
    g_string_append (cells, "<c><v>1</v></c>");
  g_string_append (cells, "</row>");
  for (guint i = 0; i <= HAVEN_LIMIT_XML_DEPTH; i++)
    g_string_append (deep, "<x>");
  assert_refused (make_book (cell, NULL), HAVEN_ERROR_TOO_LARGE);
  assert_refused (make_book (cells->str, NULL), HAVEN_ERROR_TOO_LARGE);
  assert_refused (make_book ("<row><c r=\"ZZZZ1\"><v>1</v></c></row>", NULL), HAVEN_ERROR_TOO_LARGE);
  assert_refused (make_book (deep->str, NULL), HAVEN_ERROR_INVALID);
}

static void
test_broken (void)
{
  assert_refused (make_book ("<row><c><v>1</v></c>", NULL), HAVEN_ERROR_INVALID);                         /* a row that is not closed */
  assert_refused (make_book ("&a;", NULL), HAVEN_ERROR_INVALID);
  assert_refused (make_book ("", "<!DOCTYPE sst [<!ENTITY a \"b\">]><sst/>"), HAVEN_ERROR_INVALID);
  assert_refused (pack ((Part[MOST_PARTS]) { { "word/document.xml", "<x/>" } }), HAVEN_ERROR_INVALID);
  assert_refused (pack ((Part[MOST_PARTS]) { { "xl/workbook.xml", "<workbook/>" } }), HAVEN_ERROR_INVALID);
}

/* What points nowhere is empty, not somewhere else */
static void
test_odd_cells (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (GBytes) bytes = make_book ("<row r=\"1\"><c t=\"str\"><v>UPN</v></c><c t=\"str\"><v>Date</v></c>"
                                        "<c t=\"str\"><v>Session</v></c><c t=\"str\"><v>Mark</v></c></row>"
                                        "<row r=\"7\"><c t=\"str\"><v>" UPN_ONE "</v></c><c t=\"str\"><v>2025-11-03</v></c>"
                                        "<c t=\"str\"><v>AM</v></c><c t=\"s\"><v>99999999999999999999</v></c></row>"
                                        "<row r=\"8\"><c t=\"str\"><v>" UPN_ONE "</v></c><c t=\"str\"><v>2025-11-03</v></c>"
                                        "<c t=\"str\"><v>PM</v></c><c t=\"e\"><v>#N/A</v></c></row>", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenImportPreview) preview = haven_intake_stage_bytes ("book.xlsx", bytes, HAVEN_IMPORT_AUTO, school, test_clock (),
                                                                     &error);

  g_assert_no_error (error);
  assert_counts (preview, 2, 0, 0, 2, 0);
  g_assert_true (assumes (preview, "#N/A"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/hostile-books/sound", test_sound);
  g_test_add_func ("/intake/hostile-books/bomb", test_bomb);
  g_test_add_func ("/intake/hostile-books/too-many-parts", test_too_many_parts);
  g_test_add_func ("/intake/hostile-books/limits", test_limits);
  g_test_add_func ("/intake/hostile-books/broken", test_broken);
  g_test_add_func ("/intake/hostile-books/odd-cells", test_odd_cells);
  return g_test_run ();
}
