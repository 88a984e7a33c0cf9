/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-workbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-ctf.h"
#include "haven-digest.h"
#include "haven-error.h"
#include "haven-json-table.h"
#include "haven-limits.h"
#include "haven-xlsx.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct _HavenWorkbook {
  GPtrArray *sheets;
  GPtrArray *notes;
};

static gboolean
fail (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

/* A folder, a pipe or a device is no file, and its size says nothing */
static gboolean
check_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  if (info == NULL)
    return fail (error, HAVEN_ERROR_NOT_FOUND, _("The file cannot be found or opened. Nothing was read."));
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return fail (error, HAVEN_ERROR_INVALID, _("This is not a file that can be imported. Choose a CSV, XLSX, XML or JSON file."));
  if (g_file_info_get_size (info) > HAVEN_LIMIT_FILE_BYTES)
    return fail (error, HAVEN_ERROR_TOO_LARGE, _("The file is too large. Nothing was read."));
  return TRUE;
}

/* --- which container --- */

static gboolean
begins_with (const char *data, gsize size, const char *magic)
{
  return size >= strlen (magic) && memcmp (data, magic, strlen (magic)) == 0;
}

/* The first letter of text, behind a byte order mark and spaces */
static char
find_first_letter (const char *data, gsize size)
{
  gsize at = begins_with (data, size, BYTE_ORDER_MARK) ? strlen (BYTE_ORDER_MARK) : 0;

  while (at < size && g_ascii_isspace (data[at]))
    at++;
  return at < size ? data[at] : '\0';
}

/* XML may be UTF-16, which libxml2 reads */
static gboolean
is_xml (const char *data, gsize size)
{
  return find_first_letter (data, size) == '<' || begins_with (data, size, "\xFE\xFF\x00<")
         || (size >= 4 && memcmp (data, "\xFF\xFE<\0", 4) == 0) || (size >= 4 && memcmp (data, "\xFE\xFF\0<", 4) == 0);
}

/* What some systems call an Excel file */
static gboolean
is_web_page (const char *data, gsize size)
{
  static const char *const beginnings[] = { "<html", "<!doctype html", "<table", "<head", "<body" };
  const char *start = memchr (data, '<', size);
  gsize left = start != NULL ? size - (start - data) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (left > strlen (beginnings[i]) && g_ascii_strncasecmp (start, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_json (const char *data, gsize size)
{
  char first = find_first_letter (data, size);

  return first == '{' || first == '[';
}

static gboolean
read_text (HavenWorkbook *self, GBytes *bytes, GError **error)
{
  HavenSheet *sheet = haven_sheet_new_from_bytes (bytes, error);

  if (sheet != NULL)
    g_ptr_array_add (self->sheets, sheet);
  return sheet != NULL;
}

static gboolean
read_any (HavenWorkbook *self, GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *digest = NULL;

  if (size > HAVEN_LIMIT_FILE_BYTES)
    return fail (error, HAVEN_ERROR_TOO_LARGE, _("The file is too large. Nothing was read."));
  if (begins_with (data, size, "\xD0\xCF\x11\xE0"))
    return fail (error, HAVEN_ERROR_INVALID,
                 _("This is a workbook of the old Excel format (.xls). Save it as XLSX or CSV and import that. Nothing was read."));
  if (begins_with (data, size, "%PDF"))
    return fail (error, HAVEN_ERROR_INVALID, _("This is a PDF, which has no rows to read. Export it as CSV or XLSX. Nothing was read."));
  if (find_first_letter (data, size) == '<' && is_web_page (data, size))
    return fail (error, HAVEN_ERROR_INVALID,
                 _("This is a web page, whatever its name says. Open it in a spreadsheet, save it as XLSX or CSV and import that. "
                   "Nothing was read."));
  if (!begins_with (data, size, "PK") && !is_xml (data, size) && !is_json (data, size))
    return read_text (self, bytes, error);
  digest = haven_digest_new (data, size);
  if (begins_with (data, size, "PK\x03\x04") || begins_with (data, size, "PK\x05\x06"))
    return haven_xlsx_read (bytes, digest, self->sheets, self->notes, error);
  if (is_xml (data, size))
    return haven_ctf_read (bytes, digest, self->sheets, error);
  if (is_json (data, size))
    return haven_json_table_read (bytes, digest, self->sheets, error);
  return read_text (self, bytes, error);
}

HavenWorkbook *
haven_workbook_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (HavenWorkbook) self = g_new0 (HavenWorkbook, 1);

  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_sheet_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (!read_any (self, bytes, error))
    return NULL;
  if (self->sheets->len == 0) {
    fail (error, HAVEN_ERROR_INVALID, _("The workbook has no sheet that can be read. Nothing was read."));
    return NULL;
  }
  return g_steal_pointer (&self);
}

HavenWorkbook *
haven_workbook_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;

  if (!check_file (file, cancellable, error))
    return NULL;
  bytes = g_file_load_bytes (file, cancellable, NULL, NULL);
  if (bytes == NULL) {
    fail (error, HAVEN_ERROR_FAILED, _("The file cannot be read. Close it in other programs and try again. Nothing was read."));
    return NULL;
  }
  return haven_workbook_new_from_bytes (bytes, error);
}

void
haven_workbook_free (HavenWorkbook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

guint
haven_workbook_get_n (HavenWorkbook *self)
{
  return self->sheets->len;
}

HavenSheet *
haven_workbook_get_nth (HavenWorkbook *self, guint n)
{
  return self->sheets->pdata[n];
}

GPtrArray *
haven_workbook_get_notes (HavenWorkbook *self)
{
  return self->notes;
}

/* --- what its sheets hold --- */

static gboolean
is_chosen (HavenSheet *sheet, const HavenImportChoices *choices)
{
  const char *name = haven_import_choices_get_answer (choices, HAVEN_ANSWER_SHEET);

  return name == NULL || g_strcmp0 (haven_sheet_get_name (sheet), name) == 0;
}

/* AUTO: nothing that can be imported */
static HavenImportType
find_kind (HavenSheet *sheet, const HavenImportChoices *choices, GError **error)
{
  g_autoptr (HavenMapping) mapping = haven_mapping_detect_chosen (sheet, choices, error);

  return mapping != NULL ? mapping->type : HAVEN_IMPORT_AUTO;
}

static gboolean
has_kind (GArray *kinds, HavenImportType kind)
{
  for (guint i = 0; i < kinds->len; i++)
    if (g_array_index (kinds, HavenImportType, i) == kind)
      return TRUE;
  return FALSE;
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  return (int) *(const HavenImportType *) a - (int) *(const HavenImportType *) b;
}

GArray *
haven_workbook_find_kinds (HavenWorkbook *self, const HavenImportChoices *choices, GError **error)
{
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (HavenImportType));
  g_autoptr (GError) problem = NULL;

  for (guint i = 0; i < self->sheets->len; i++) {
    HavenImportType kind = HAVEN_IMPORT_AUTO;
    if (is_chosen (self->sheets->pdata[i], choices))
      kind = find_kind (self->sheets->pdata[i], choices, problem == NULL ? &problem : NULL);
    if (kind != HAVEN_IMPORT_AUTO && !has_kind (kinds, kind))
      g_array_append_val (kinds, kind);
  }
  g_array_sort (kinds, compare_kinds);
  if (kinds->len == 0 && problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (kinds->len == 0)
    fail (error, HAVEN_ERROR_INVALID, _("The workbook has no sheet of that name. Nothing was read."));
  return kinds;
}

static void
add_sheets (HavenWorkbook *self, const HavenImportChoices *choices, HavenImportType wanted, GPtrArray *found)
{
  for (guint i = 0; i < self->sheets->len; i++) {
    HavenImportType kind = find_kind (self->sheets->pdata[i], choices, NULL);
    if (kind == wanted || (wanted == HAVEN_IMPORT_AUTO && kind != HAVEN_IMPORT_AUTO))
      g_ptr_array_add (found, self->sheets->pdata[i]);
  }
}

/* A sheet of marks with names in it could be read as pupils too: what a sheet is by itself goes first */
GPtrArray *
haven_workbook_find_sheets (HavenWorkbook *self, const HavenImportChoices *choices)
{
  g_autoptr (HavenImportChoices) any = haven_import_choices_copy (choices);
  HavenImportType wanted = any->type;
  GPtrArray *found = g_ptr_array_new ();

  any->type = HAVEN_IMPORT_AUTO;
  add_sheets (self, any, wanted, found);
  if (found->len == 0 && wanted != HAVEN_IMPORT_AUTO)
    add_sheets (self, choices, wanted, found);
  return found;
}

HavenSheet *
haven_workbook_find_sheet (HavenWorkbook *self, const HavenImportChoices *choices, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (self->sheets->len == 1)
    return self->sheets->pdata[0];
  found = haven_workbook_find_sheets (self, choices);
  for (guint i = 0; i < found->len; i++)
    if (is_chosen (found->pdata[i], choices))
      return found->pdata[i];
  for (guint i = 0; i < self->sheets->len; i++)
    if (haven_import_choices_get_answer (choices, HAVEN_ANSWER_SHEET) != NULL && is_chosen (self->sheets->pdata[i], choices))
      return self->sheets->pdata[i];
  if (found->len == 0)
    find_kind (self->sheets->pdata[0], choices, error);
  else
    fail (error, HAVEN_ERROR_INVALID, _("The workbook has no sheet of that name. Nothing was read."));
  return NULL;
}
