/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-digest.h"
#include "haven-error.h"
#include "haven-limits.h"
#include "haven-text.h"

#define TOP_BYTES (64 * 1024)
#define TOP_ROWS 500

struct _HavenSheet {
  GBytes *bytes;             /* what text points into; NULL where there are cells */
  const char *text;
  gsize size;
  gboolean formulas;         /* somewhere in it stands =", which may keep a text a text */
  gsize top;                 /* bytes that hold the first rows, whole lines of them */
  HavenCells *cells;
  char *name;
  char *note;
  char *digest;
  const char *encoding;
  GHashTable *kept;          /* what others found out about it and ask again; NULL: nothing yet */
};

static void
fail (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
}

/* What a byte order mark, or the lack of valid UTF-8, says of the encoding; NULL: UTF-8 */
static const char *
find_encoding (const char *data, gsize size)
{
  if (size >= 2 && (memcmp (data, "\xFF\xFE", 2) == 0 || memcmp (data, "\xFE\xFF", 2) == 0))
    return "UTF-16";
  return haven_text_is_utf8 (data, size) ? NULL : "Windows-1252";
}

/* A letter of more than one byte that lacks its end, and nothing wrong before it */
static gboolean
is_cut_in_letter (const char *data, gsize size)
{
  const char *end;

  if (g_utf8_validate_len (data, size, &end) || size - (end - data) > 3)
    return FALSE;
  return g_utf8_get_char_validated (end, size - (end - data)) == (gunichar) -2;
}

static gboolean
check_is_text (const char *data, gsize size, const char *encoding, GError **error)
{
  if (size >= 4 && memcmp (data, "PK\x03\x04", 4) == 0)
    fail (error, HAVEN_ERROR_INVALID, _("This is a spreadsheet or a packed file. Save it as CSV and import that. Nothing was read."));
  else if (g_strcmp0 (encoding, "Windows-1252") == 0 && memchr (data, '\0', size) != NULL)      /* UTF-8 was found to have none */
    fail (error, HAVEN_ERROR_INVALID, _("This is not a text file. Haven imports CSV files. Nothing was read."));
  else if (g_strcmp0 (encoding, "Windows-1252") == 0 && is_cut_in_letter (data, size))
    fail (error, HAVEN_ERROR_INVALID, _("The file ends in the middle of a letter: it was cut off. Export it again. Nothing was read."));
  else
    return TRUE;
  return FALSE;
}

/* Five bytes are no letter in Windows-1252; Windows' own iconv makes control characters of them. */
static gboolean
is_windows_1252 (const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (data[i] != '\0' && strchr ("\x81\x8D\x8F\x90\x9D", data[i]) != NULL)
      return FALSE;
  return TRUE;
}

/* iconv knows Windows-1252 by this name on every system */
static GBytes *
recode (const char *data, gsize size, const char *encoding, GError **error)
{
  gboolean old = g_str_equal (encoding, "Windows-1252");
  gsize length = 0;
  char *text = NULL;

  if (!old || is_windows_1252 (data, size))
    text = g_convert (data, size, "UTF-8", old ? "CP1252" : encoding, NULL, &length, NULL);
  if (text != NULL && memchr (text, '\0', length) == NULL)
    return g_bytes_new_take (text, length);
  g_free (text);
  fail (error, HAVEN_ERROR_INVALID, _("The file's letters cannot be read: export it again as CSV in UTF-8. Nothing was read."));
  return NULL;
}

/* Spreadsheets and web pages put spaces that do not break around words and into days: nobody means anything by them */
static gboolean
has_odd_spaces (const char *text, gsize size)
{
  return g_strstr_len (text, size, "\xC2\xA0") != NULL || g_strstr_len (text, size, "\xE2\x80") != NULL;
}

static GBytes *
plain_spaces (GBytes *take_bytes)
{
  g_autoptr (GBytes) bytes = take_bytes;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  char *plain;

  if (haven_text_is_ascii (text, size) || !has_odd_spaces (text, size))
    return g_steal_pointer (&bytes);
  plain = g_memdup2 (text, size);
  return g_bytes_new_take (plain, haven_text_plain_spaces (plain, size));
}

/* Eight bytes at a time: in nearly every file there is none at all */
static gboolean
has_formulas (const char *text, gsize size)
{
  const char *end = text + size;

  while ((text = haven_text_find_byte (text, end - text, '=')) != NULL)
    if (++text < end && *text == '"')
      return TRUE;
  return FALSE;
}

/* Whole lines, or at least whole letters */
static gsize
find_top (const char *text, gsize size)
{
  gsize top = TOP_BYTES;

  if (size <= TOP_BYTES)
    return size;
  while (top > 0 && text[top - 1] != '\n')
    top--;
  if (top > 0)
    return top;
  for (top = TOP_BYTES; top > 0 && (text[top] & 0xC0) == 0x80;)
    top--;
  return top;
}

HavenSheet *
haven_sheet_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (HavenSheet) self = g_new0 (HavenSheet, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size == 0 || size > HAVEN_LIMIT_FILE_BYTES) {
    fail (error, size == 0 ? HAVEN_ERROR_EMPTY : HAVEN_ERROR_TOO_LARGE,
          size == 0 ? _("The file is empty. Nothing was read.") : _("The file is too large. Nothing was read."));
    return NULL;
  }
  self->encoding = find_encoding (data, size);
  if (!check_is_text (data, size, self->encoding, error))
    return NULL;
  self->bytes = self->encoding == NULL ? g_bytes_ref (bytes) : recode (data, size, self->encoding, error);
  if (self->bytes == NULL)
    return NULL;
  self->bytes = plain_spaces (self->bytes);
  self->text = g_bytes_get_data (self->bytes, &self->size);
  self->formulas = has_formulas (self->text, self->size);
  self->top = find_top (self->text, self->size);
  self->digest = haven_digest_new (data, size);
  return g_steal_pointer (&self);
}

HavenSheet *
haven_sheet_new_from_cells (const char *name, const char *digest, HavenCells *take_cells)
{
  HavenSheet *self = g_new0 (HavenSheet, 1);

  self->name = g_strdup (name);
  self->digest = g_strdup (digest);
  self->cells = take_cells;
  return self;
}

void
haven_sheet_free (HavenSheet *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->cells, haven_cells_free);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_free (self->name);
  g_free (self->note);
  g_free (self->digest);
  g_free (self);
}

gpointer
haven_sheet_get_kept (HavenSheet *self, char key)
{
  return self->kept != NULL ? g_hash_table_lookup (self->kept, GINT_TO_POINTER (key)) : NULL;
}

void
haven_sheet_keep (HavenSheet *self, char key, gpointer take_value, GDestroyNotify free_value)
{
  if (self->kept == NULL)
    self->kept = g_hash_table_new_full (NULL, NULL, NULL, free_value);
  g_hash_table_insert (self->kept, GINT_TO_POINTER (key), take_value);
}

const char *
haven_sheet_get_digest (HavenSheet *self)
{
  return self->digest;
}

const char *
haven_sheet_get_name (HavenSheet *self)
{
  return self->name;
}

gboolean
haven_sheet_is_text (HavenSheet *self)
{
  return self->cells == NULL;
}

gboolean
haven_sheet_is_open_ended (HavenSheet *self)
{
  return self->cells == NULL && self->size > 0 && self->text[self->size - 1] != '\n' && self->text[self->size - 1] != '\r';
}

void
haven_sheet_take_note (HavenSheet *self, char *take_note)
{
  g_free (self->note);
  self->note = take_note;
}

const char *
haven_sheet_get_note (HavenSheet *self)
{
  return self->note;
}

const char *
haven_sheet_get_encoding (HavenSheet *self)
{
  return self->encoding;
}

guint
haven_sheet_count_lines (HavenSheet *self)
{
  guint lines = 1;

  if (self->cells != NULL)
    return haven_cells_get_n_rows (self->cells);
  for (const char *c = self->text; (c = memchr (c, '\n', self->text + self->size - c)) != NULL; c++)
    lines++;
  return lines;
}

/* ="0123": how a text is kept a text by those who fear what a spreadsheet makes of it */
typedef struct {
  HavenCsvRowFunc func;
  gpointer user_data;
  GPtrArray *fields;
  GPtrArray *bare;           /* char *, of this row */
} Unwrapping;

static const char *
unwrap (Unwrapping *self, const char *field)
{
  gsize length = strlen (field);
  char *bare;

  if (length < 3 || field[0] != '=' || field[1] != '"' || field[length - 1] != '"')
    return field;
  bare = g_strndup (field + 2, length - 3);
  g_ptr_array_add (self->bare, bare);
  return bare;
}

static gboolean
unwrap_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  Unwrapping *self = user_data;

  g_ptr_array_set_size (self->fields, 0);
  g_ptr_array_set_size (self->bare, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->fields, (gpointer) unwrap (self, fields[i]));
  return self->func ((const char *const *) self->fields->pdata, n, line, self->user_data, error);
}

static gboolean
read_text (HavenSheet *self, gsize size, char delimiter, HavenCsvRowFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) bare = g_ptr_array_new_with_free_func (g_free);
  Unwrapping unwrapping = { func, user_data, fields, bare };

  if (self->formulas)
    return haven_csv_read_valid (self->text, size, delimiter, unwrap_row_cb, &unwrapping, error);
  return haven_csv_read_valid (self->text, size, delimiter, func, user_data, error);
}

gboolean
haven_sheet_read (HavenSheet *self, char delimiter, HavenCsvRowFunc func, gpointer user_data, GError **error)
{
  if (self->cells != NULL)
    return haven_cells_read (self->cells, G_MAXUINT, func, user_data, error);
  return read_text (self, self->size, delimiter, func, user_data, error);
}

void
haven_sheet_read_top (HavenSheet *self, char delimiter, HavenCsvRowFunc func, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (self->cells != NULL)
    haven_cells_read (self->cells, TOP_ROWS, func, user_data, &error);
  else
    read_text (self, self->top, delimiter, func, user_data, &error);
}
