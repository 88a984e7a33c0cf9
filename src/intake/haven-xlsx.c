/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-xlsx.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-xlsx-styles.h"
#include "haven-xml.h"
#include "haven-zip.h"

#define MOST_SHEETS 200

typedef struct {
  char *name;
  char *part;                /* xl/worksheets/sheet1.xml */
  gboolean hidden;
} Entry;

typedef struct {
  HavenZip *zip;
  HavenXlsxStyles *styles;
  gboolean from_1904;
  GByteArray *shared;        /* the shared strings, each with its NUL */
  GArray *starts;            /* gsize, where each begins */
  GPtrArray *entries;
  guint errors;              /* cells that hold one */
} Book;

/* A cell while its parts come */
typedef struct {
  guint column;
  char type;                 /* s shared, t text, b truth, e error, d day, n number */
  guint style;
  GString *value;
  gboolean in_value;
} Cell;

typedef struct {
  Book *book;
  HavenCells *cells;
  Cell cell;
  guint row;
  guint next_column;
  GError **error;
} SheetReading;

static void
free_entry (gpointer data)
{
  Entry *self = data;

  g_free (self->name);
  g_free (self->part);
  g_free (self);
}

static void
clear_book (Book *self)
{
  haven_xlsx_styles_free (self->styles);
  g_byte_array_unref (self->shared);
  g_array_unref (self->starts);
  g_ptr_array_unref (self->entries);
  haven_zip_free (self->zip);
}

/* --- what is in the workbook --- */

/* By its name without prefix: workbooks differ in how they call the namespace */
static char *
dup_by_local_name (xmlTextReaderPtr reader, const char *prefixed, const char *name)
{
  char *value = haven_xml_dup (reader, prefixed);

  while (value == NULL && xmlTextReaderMoveToNextAttribute (reader) == 1)
    if (haven_xml_is (reader, name) && strchr ((const char *) xmlTextReaderConstName (reader), ':') != NULL)
      value = g_strdup ((const char *) xmlTextReaderConstValue (reader));
  xmlTextReaderMoveToElement (reader);
  return value;
}

static void
take_entry (Book *book, xmlTextReaderPtr reader, GHashTable *parts)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autofree char *id = dup_by_local_name (reader, "r:id", "id");
  g_autofree char *state = haven_xml_dup (reader, "state");

  entry->name = haven_xml_dup (reader, "name");
  entry->part = g_strdup (id != NULL ? g_hash_table_lookup (parts, id) : NULL);
  entry->hidden = g_strcmp0 (state, "hidden") == 0 || g_strcmp0 (state, "veryHidden") == 0;
  if (entry->name != NULL && entry->part != NULL && book->entries->len < MOST_SHEETS)
    g_ptr_array_add (book->entries, entry);
  else
    free_entry (entry);
}

static void
take_properties (Book *book, xmlTextReaderPtr reader)
{
  g_autofree char *from_1904 = haven_xml_dup (reader, "date1904");

  book->from_1904 = from_1904 != NULL && (g_str_equal (from_1904, "1") || g_ascii_strcasecmp (from_1904, "true") == 0);
}

static gboolean
read_workbook (Book *book, xmlTextReaderPtr reader, GHashTable *parts)
{
  for (HavenXmlEvent event = haven_xml_next (reader); event != HAVEN_XML_END; event = haven_xml_next (reader)) {
    if (event >= HAVEN_XML_BAD)
      return FALSE;
    if (event == HAVEN_XML_OPEN && haven_xml_is (reader, "workbookPr"))
      take_properties (book, reader);
    if (event == HAVEN_XML_OPEN && haven_xml_is (reader, "sheet"))
      take_entry (book, reader, parts);
  }
  return TRUE;
}

/* Targets are relative to the workbook's folder unless they begin with a slash */
static void
take_relation (GHashTable *parts, xmlTextReaderPtr reader)
{
  char *id = haven_xml_dup (reader, "Id");
  g_autofree char *target = haven_xml_dup (reader, "Target");
  g_autofree char *type = haven_xml_dup (reader, "Type");

  if (id == NULL || target == NULL || type == NULL || !g_str_has_suffix (type, "/worksheet"))
    g_free (id);
  else
    g_hash_table_insert (parts, id, *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL));
}

static gboolean
read_relations (GHashTable *parts, xmlTextReaderPtr reader)
{
  for (HavenXmlEvent event = haven_xml_next (reader); event != HAVEN_XML_END; event = haven_xml_next (reader)) {
    if (event >= HAVEN_XML_BAD)
      return FALSE;
    if (event == HAVEN_XML_OPEN && haven_xml_is (reader, "Relationship"))
      take_relation (parts, reader);
  }
  return TRUE;
}

static gboolean
read_entries (Book *book, GError **error)
{
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  xmlTextReaderPtr reader = haven_zip_read_xml (book->zip, "xl/_rels/workbook.xml.rels", error);
  gboolean was_read = reader != NULL && read_relations (parts, reader);

  g_clear_pointer (&reader, xmlFreeTextReader);
  if (!haven_zip_end_xml (book->zip, was_read, error))
    return FALSE;
  reader = haven_zip_read_xml (book->zip, "xl/workbook.xml", error);
  was_read = reader != NULL && read_workbook (book, reader, parts);
  g_clear_pointer (&reader, xmlFreeTextReader);
  return haven_zip_end_xml (book->zip, was_read, error);
}

/* --- shared strings --- */

static gboolean
end_shared (Book *book, gsize start)
{
  const guint8 nul = 0;

  g_byte_array_append (book->shared, &nul, 1);
  g_array_append_val (book->starts, start);
  return book->shared->len < HAVEN_LIMIT_FILE_BYTES;
}

/* <si> holds <t>, or runs with one each; what stands in <rPh> says how to pronounce it */
static gboolean
read_shared (Book *book, xmlTextReaderPtr reader)
{
  gsize start = 0;
  gboolean in_text = FALSE, in_sound = FALSE;

  for (HavenXmlEvent event = haven_xml_next (reader); event != HAVEN_XML_END; event = haven_xml_next (reader)) {
    gboolean opens = event == HAVEN_XML_OPEN && !haven_xml_is_empty (reader);
    if (event >= HAVEN_XML_BAD)
      return FALSE;
    if (event == HAVEN_XML_TEXT) {
      const char *text = haven_xml_get_text (reader);
      if (in_text && !in_sound && strlen (text) < HAVEN_LIMIT_FILE_BYTES - book->shared->len)
        g_byte_array_append (book->shared, (const guint8 *) text, strlen (text));
    }
    else if (haven_xml_is (reader, "t"))
      in_text = opens;
    else if (haven_xml_is (reader, "rPh"))
      in_sound = opens;
    else if (haven_xml_is (reader, "si")) {
      if (event == HAVEN_XML_OPEN)
        start = book->shared->len;
      if (!opens && !end_shared (book, start))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_shared_strings (Book *book, GError **error)
{
  xmlTextReaderPtr reader;
  gboolean was_read;

  if (!haven_zip_has (book->zip, "xl/sharedStrings.xml"))
    return TRUE;
  reader = haven_zip_read_xml (book->zip, "xl/sharedStrings.xml", error);
  was_read = reader != NULL && read_shared (book, reader);
  g_clear_pointer (&reader, xmlFreeTextReader);
  return haven_zip_end_xml (book->zip, was_read, error);
}

/* --- a sheet --- */

/* "BC12" -> 54 */
static guint
parse_column (const char *reference)
{
  guint column = 0;

  for (const char *c = reference; g_ascii_isalpha (*c) && column <= HAVEN_LIMIT_COLUMNS; c++)
    column = column * 26 + (g_ascii_toupper (*c) - 'A' + 1);
  return column - 1;
}

static char
parse_type (const char *type)
{
  if (type == NULL || g_str_equal (type, "n"))
    return 'n';
  if (g_str_equal (type, "str") || g_str_equal (type, "inlineStr"))
    return 't';
  return type[0];
}

static void
begin_row (SheetReading *self, xmlTextReaderPtr reader)
{
  g_autofree char *number = haven_xml_dup (reader, "r");

  self->row = number != NULL ? strtoul (number, NULL, 10) : self->row + 1;
  self->next_column = 0;
}

static void
begin_cell (SheetReading *self, xmlTextReaderPtr reader)
{
  g_autofree char *reference = haven_xml_dup (reader, "r");
  g_autofree char *type = haven_xml_dup (reader, "t");
  g_autofree char *style = haven_xml_dup (reader, "s");

  self->cell.column = reference != NULL && g_ascii_isalpha (*reference) ? parse_column (reference) : self->next_column;
  self->next_column = self->cell.column + 1;
  self->cell.type = parse_type (type);
  self->cell.style = style != NULL ? strtoul (style, NULL, 10) : 0;
  self->cell.in_value = FALSE;
  g_string_truncate (self->cell.value, 0);
}

static const char *
find_shared (Book *book, const char *number)
{
  char *end;
  guint64 n = g_ascii_strtoull (number, &end, 10);

  if (end == number || n >= book->starts->len)
    return "";
  return (const char *) book->shared->data + g_array_index (book->starts, gsize, n);
}

/* A number as it is kept has up to 17 digits: nobody typed those */
static char *
tidy_number (const char *text)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (strpbrk (text, ".eE") == NULL)
    return g_strdup (text);
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", g_ascii_strtod (text, NULL)));
}

static char *
describe_number (Book *book, const Cell *cell)
{
  char *text = NULL;

  if (cell->value->len > 0 && haven_xlsx_styles_is_day (book->styles, cell->style))
    text = haven_xlsx_serial_to_text (g_ascii_strtod (cell->value->str, NULL), book->from_1904);
  return text != NULL ? text : tidy_number (cell->value->str);
}

static char *
describe_cell (Book *book, const Cell *cell)
{
  switch (cell->type) {
  case 's':
    return g_strdup (find_shared (book, cell->value->str));
  case 'b':
    return g_strdup (cell->value->str[0] == '1' ? "TRUE" : "FALSE");
  case 'e':
    book->errors++;
    return g_strdup ("");
  case 'n':
    return describe_number (book, cell);
  default:
    return g_strdup (cell->value->str);
  }
}

static gboolean
end_cell (SheetReading *self)
{
  g_autofree char *text = self->cell.value->len > 0 ? describe_cell (self->book, &self->cell) : NULL;

  return text == NULL || *text == '\0' || haven_cells_add_at (self->cells, self->cell.column, text, self->error);
}

static gboolean
add_text (SheetReading *self, const char *text)
{
  if (self->cell.in_value && self->cell.value->len <= HAVEN_LIMIT_FIELD_BYTES)
    g_string_append_len (self->cell.value, text, MIN (strlen (text), HAVEN_LIMIT_FIELD_BYTES + 1));
  return TRUE;
}

static gboolean
open_element (SheetReading *self, xmlTextReaderPtr reader)
{
  gboolean is_empty = haven_xml_is_empty (reader);

  if (haven_xml_is (reader, "row")) {
    begin_row (self, reader);
    return is_empty || haven_cells_begin_row (self->cells, self->row, self->error);
  }
  if (haven_xml_is (reader, "c"))
    begin_cell (self, reader);
  else if (haven_xml_is (reader, "v") || haven_xml_is (reader, "t"))
    self->cell.in_value = !is_empty;
  return TRUE;
}

static gboolean
close_element (SheetReading *self, xmlTextReaderPtr reader)
{
  if (haven_xml_is (reader, "row"))
    haven_cells_end_row (self->cells);
  else if (haven_xml_is (reader, "c"))
    return end_cell (self);
  else if (haven_xml_is (reader, "v") || haven_xml_is (reader, "t"))
    self->cell.in_value = FALSE;
  return TRUE;
}

/* Only what stands in sheetData */
static gboolean
read_sheet_data (SheetReading *self, xmlTextReaderPtr reader)
{
  gboolean inside = FALSE, good = TRUE;

  for (HavenXmlEvent event = haven_xml_next (reader); good && event != HAVEN_XML_END; event = haven_xml_next (reader)) {
    if (event >= HAVEN_XML_BAD)
      return FALSE;
    if (event != HAVEN_XML_TEXT && haven_xml_is (reader, "sheetData"))
      inside = event == HAVEN_XML_OPEN && !haven_xml_is_empty (reader);
    else if (inside)
      good = event == HAVEN_XML_TEXT ? add_text (self, haven_xml_get_text (reader))
             : event == HAVEN_XML_OPEN ? open_element (self, reader)
             : close_element (self, reader);
  }
  return good;
}

static HavenCells *
read_sheet (Book *book, const Entry *entry, GError **error)
{
  g_autoptr (HavenCells) cells = haven_cells_new ();
  SheetReading reading = { .book = book, .cells = cells, .error = error };
  xmlTextReaderPtr reader = haven_zip_read_xml (book->zip, entry->part, error);
  gboolean was_read;

  reading.cell.value = g_string_new (NULL);
  was_read = reader != NULL && read_sheet_data (&reading, reader);
  g_clear_pointer (&reader, xmlFreeTextReader);
  g_string_free (reading.cell.value, TRUE);
  return haven_zip_end_xml (book->zip, was_read, error) ? g_steal_pointer (&cells) : NULL;
}

static gboolean
read_sheets (Book *book, const char *digest, GPtrArray *sheets, GPtrArray *notes, GError **error)
{
  for (guint i = 0; i < book->entries->len; i++) {
    const Entry *entry = book->entries->pdata[i];
    HavenCells *cells;
    if (entry->hidden) {
      g_ptr_array_add (notes, g_strdup_printf (_("The sheet “%s” is hidden in the workbook and is not read."), entry->name));
      continue;
    }
    cells = read_sheet (book, entry, error);
    if (cells == NULL)
      return FALSE;
    g_ptr_array_add (sheets, haven_sheet_new_from_cells (entry->name, digest, cells));
  }
  if (book->errors > 0)
    g_ptr_array_add (notes,
                     g_strdup_printf (_("Cells that hold a spreadsheet's error (such as #N/A) are read as empty: %u."), book->errors));
  return TRUE;
}

gboolean
haven_xlsx_read (GBytes *bytes, const char *digest, GPtrArray *sheets, GPtrArray *notes, GError **error)
{
  Book book = { .zip = haven_zip_new (bytes, error) };
  gboolean was_read;

  if (book.zip == NULL)
    return FALSE;
  book.shared = g_byte_array_new ();
  book.starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  book.entries = g_ptr_array_new_with_free_func (free_entry);
  if (!haven_zip_has (book.zip, "xl/workbook.xml"))
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("This is a packed file, and no Excel workbook. Import the CSV, XLSX or XML file itself. Nothing was read."));
  was_read = haven_zip_has (book.zip, "xl/workbook.xml") && read_entries (&book, error) && read_shared_strings (&book, error)
             && (book.styles = haven_xlsx_styles_new (book.zip, error)) != NULL && read_sheets (&book, digest, sheets, notes, error);
  clear_book (&book);
  return was_read;
}
