/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-csv.h"

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-text.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* The parser is fed in pieces, so that a quotation mark that never closes is noticed before it has eaten the file. */
#define PIECE_BYTES (16 * 1024)
#define ROW_BYTES 4096                     /* to begin with: what rows mostly need not */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

typedef struct {
  HavenCsvRowFunc func;
  gpointer user_data;
  GError **error;
  gboolean failed;

  GString *text;                           /* the row's fields, each with its NUL */
  GArray *starts;                          /* where each begins in text */
  GPtrArray *fields;
  guint rows;
  guint line;                              /* of the row being read */
  guint breaks;                            /* line breaks inside its quotes */
  int last_end;                            /* what ended the row before, when nothing has come since */
} Reader;

static void
fail (Reader         *reader,
      HavenErrorCode  code,
      const char     *message)
{
  if (!reader->failed)
    g_set_error (reader->error, HAVEN_ERROR, code, _("Line %u: %s"), reader->line, message);
  reader->failed = TRUE;
}

/* CR LF is one break. */
static guint
count_breaks (const char *text,
              gsize       length)
{
  guint breaks = 0;

  for (gsize i = 0; i < length; i++) {
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
      breaks++;
  }
  return breaks;
}

static void
add_field_cb (void   *data,
              size_t  length,
              void   *user_data)
{
  Reader *reader = user_data;
  guint start = reader->text->len;

  if (reader->failed)
    return;
  if (length > HAVEN_LIMIT_FIELD_BYTES)
    fail (reader, HAVEN_ERROR_TOO_LARGE, _("a value is far too long, or a quotation mark is never closed. Nothing was read."));
  else if (reader->starts->len >= HAVEN_LIMIT_COLUMNS)
    fail (reader, HAVEN_ERROR_TOO_LARGE, _("there are too many columns. Nothing was read."));
  if (reader->failed)
    return;
  g_array_append_val (reader->starts, start);
  g_string_append_len (reader->text, data, length);
  g_string_append_c (reader->text, '\0');
  reader->breaks += count_breaks (data, length);
  reader->last_end = 0;
}

static void
hand_over_row (Reader *reader)
{
  g_ptr_array_set_size (reader->fields, 0);
  for (guint i = 0; i < reader->starts->len; i++)
    g_ptr_array_add (reader->fields, reader->text->str + g_array_index (reader->starts, guint, i));
  if (++reader->rows > HAVEN_LIMIT_ROWS)
    fail (reader, HAVEN_ERROR_TOO_LARGE, _("the file has too many rows. Nothing was read."));
  else if (!reader->func ((const char *const *) reader->fields->pdata, reader->fields->len, reader->line,
                          reader->user_data, reader->error))
    reader->failed = TRUE;
}

static void
end_row_cb (int   end,
            void *user_data)
{
  Reader *reader = user_data;
  gboolean second_half = end == '\n' && reader->last_end == '\r' && reader->starts->len == 0;

  if (reader->failed)
    return;
  if (reader->starts->len > 0)
    hand_over_row (reader);
  reader->line += reader->breaks + (second_half ? 0 : 1);
  reader->breaks = 0;
  reader->last_end = second_half ? 0 : end;
  g_string_truncate (reader->text, 0);
  g_array_set_size (reader->starts, 0);
}

/* Spaces are the file's own business: nothing is trimmed here. */
static int
is_never_space (unsigned char c)
{
  return 0;
}

static void
check_pending (Reader            *reader,
               struct csv_parser *parser)
{
  if (csv_get_buffer_size (parser) > HAVEN_LIMIT_FIELD_BYTES + 2 * PIECE_BYTES)
    fail (reader, HAVEN_ERROR_TOO_LARGE, _("a value is far too long, or a quotation mark is never closed. Nothing was read."));
}

static void
feed (Reader            *reader,
      struct csv_parser *parser,
      const char        *data,
      gsize              length)
{
  for (gsize done = 0; done < length && !reader->failed; done += PIECE_BYTES) {
    gsize piece = MIN (length - done, PIECE_BYTES);
    if (csv_parse (parser, data + done, piece, add_field_cb, end_row_cb, reader) != piece)
      fail (reader, HAVEN_ERROR_FAILED, _("there was not enough memory to read it."));
    check_pending (reader, parser);
  }
}

/* Strict only for the end: there an open quotation mark is an error; a stray one inside a field is the file's style. */
static void
finish (Reader            *reader,
        struct csv_parser *parser)
{
  if (reader->failed)
    return;
  csv_set_opts (parser, CSV_STRICT | CSV_STRICT_FINI);
  if (csv_fini (parser, add_field_cb, end_row_cb, reader) != 0)
    fail (reader, HAVEN_ERROR_INVALID, _("a quotation mark is never closed. Nothing was read."));
}

/* --- rows without a quotation mark: split where they stand, which is many times as fast --- */

typedef enum { PLAIN, DELIMITER, LINE_FEED, CARRIAGE_RETURN, QUOTE } Sort;

typedef struct {
  guint8 sorts[256];
  char *row;                               /* a copy of the row that is read, its fields ended by a NUL */
  gsize room;
  const char *fields[HAVEN_LIMIT_COLUMNS];
  guint n;
} Splitter;

static void
make_room (Splitter *self)
{
  self->room = self->room > 0 ? 2 * self->room : ROW_BYTES;
  self->row = g_realloc (self->row, self->room);
}

static Splitter *
splitter_new (char delimiter)
{
  Splitter *self = g_new0 (Splitter, 1);

  self->sorts[(guchar) delimiter] = DELIMITER;
  self->sorts['\n'] = LINE_FEED;
  self->sorts['\r'] = CARRIAGE_RETURN;
  self->sorts['"'] = QUOTE;
  make_room (self);
  return self;
}

static void
splitter_free (Splitter *self)
{
  g_free (self->row);
  g_free (self);
}

/* No row is split beyond this: each byte takes one, and the end of the last field another. */
static const char *
find_limit (const Splitter *self,
            const char     *text,
            const char     *end)
{
  return (gsize) (end - text) < self->room ? end : text + self->room - 1;
}

/* Where the row ends: at a line break, at the end, or at a quotation mark, with which it is not this function's. NULL: a limit was passed. */
static const char *
split_row (Splitter   *self,
           Reader     *reader,
           const char *text,
           const char *end)
{
  char *out = self->row;

  for (self->n = 0;;) {
    char *field = out;
    while (text < end && self->sorts[(guchar) *text] == PLAIN)
      *out++ = *text++;
    if (out - field > HAVEN_LIMIT_FIELD_BYTES)
      fail (reader, HAVEN_ERROR_TOO_LARGE, _("a value is far too long, or a quotation mark is never closed. Nothing was read."));
    else if (self->n >= HAVEN_LIMIT_COLUMNS)
      fail (reader, HAVEN_ERROR_TOO_LARGE, _("there are too many columns. Nothing was read."));
    if (reader->failed)
      return NULL;
    *out++ = '\0';
    self->fields[self->n++] = field;
    if (text == end || self->sorts[(guchar) *text] != DELIMITER)
      return text;
    text++;
  }
}

static void
hand_over_fields (Reader         *reader,
                  const Splitter *splitter)
{
  if (++reader->rows > HAVEN_LIMIT_ROWS)
    fail (reader, HAVEN_ERROR_TOO_LARGE, _("the file has too many rows. Nothing was read."));
  else if (!reader->func (splitter->fields, splitter->n, reader->line, reader->user_data, reader->error))
    reader->failed = TRUE;
}

/* Returns where the first row begins that has a quotation mark in it, or the end */
static const char *
read_plain (Reader     *reader,
            const char *text,
            const char *end,
            char        delimiter)
{
  Splitter *splitter = splitter_new (delimiter);

  while (text < end && !reader->failed) {
    const char *limit = find_limit (splitter, text, end);
    const char *stop = split_row (splitter, reader, text, limit);
    if (stop == limit && limit < end) {
      make_room (splitter);
      continue;
    }
    if (stop == NULL || (stop < end && *stop == '"'))
      break;
    if (stop > text)
      hand_over_fields (reader, splitter);
    reader->line++;
    text = stop + (stop < end);
    if (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n')
      text++;
  }
  splitter_free (splitter);
  return text;
}

static gboolean
check_text (const char  *data,
            gsize        length,
            GError     **error)
{
  if (length > HAVEN_LIMIT_FILE_BYTES) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE, _("The file is too large. Nothing was read."));
    return FALSE;
  }
  if (haven_text_is_utf8 (data, length))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The file is not text in the expected encoding. Nothing was read."));
  return FALSE;
}

static void
read_rows (Reader     *reader,
           const char *data,
           gsize       length,
           char        delimiter)
{
  struct csv_parser parser;

  csv_init (&parser, CSV_REPALL_NL);
  csv_set_delim (&parser, delimiter);
  csv_set_space_func (&parser, is_never_space);
  csv_set_blk_size (&parser, 1024);
  feed (reader, &parser, data, length);
  finish (reader, &parser);
  csv_free (&parser);
}

gboolean
haven_csv_read_valid (const char       *data,
                      gsize             length,
                      char              delimiter,
                      HavenCsvRowFunc   func,
                      gpointer          user_data,
                      GError          **error)
{
  Reader reader = { .func = func, .user_data = user_data, .error = error, .line = 1 };
  gsize mark = strlen (BYTE_ORDER_MARK);
  const char *rest;

  if (length >= mark && memcmp (data, BYTE_ORDER_MARK, mark) == 0) {
    data += mark;
    length -= mark;
  }
  rest = read_plain (&reader, data, data + length, delimiter);
  if (reader.failed || rest == data + length)
    return !reader.failed;
  reader.text = g_string_new (NULL);
  reader.starts = g_array_new (FALSE, FALSE, sizeof (guint));
  reader.fields = g_ptr_array_new ();
  read_rows (&reader, rest, data + length - rest, delimiter);
  g_string_free (reader.text, TRUE);
  g_array_unref (reader.starts);
  g_ptr_array_unref (reader.fields);
  return !reader.failed;
}

gboolean
haven_csv_read (const char       *data,
                gsize             length,
                char              delimiter,
                HavenCsvRowFunc   func,
                gpointer          user_data,
                GError          **error)
{
  return check_text (data, length, error) && haven_csv_read_valid (data, length, delimiter, func, user_data, error);
}

static gboolean
is_number (const char *field)
{
  const char *digits = *field == '-' ? field + 1 : field;

  return *digits != '\0' && strspn (digits, "0123456789.") == strlen (digits);
}

/* A spreadsheet runs what begins like a formula; an apostrophe in front makes it text. A negative number is only a number. */
static gboolean
is_formula (const char *field)
{
  return *field != '\0' && strchr ("=+-@\t\r", *field) != NULL && !is_number (field);
}

static void
append_quoted (GString    *row,
               const char *field)
{
  g_string_append_c (row, '"');
  for (const char *c = field; *c != '\0'; c++) {
    if (*c == '"')
      g_string_append_c (row, '"');
    g_string_append_c (row, *c);
  }
  g_string_append_c (row, '"');
}

/* Each field brings the comma behind it; the last one is taken off by haven_csv_end_row (). */
void
haven_csv_add_field (GString    *row,
                     const char *field)
{
  g_autofree char *harmless = NULL;

  if (field == NULL)
    field = "";
  if (is_formula (field))
    field = harmless = g_strconcat ("'", field, NULL);
  if (strpbrk (field, ",;\"\r\n\t") != NULL || *field == ' ' || g_str_has_suffix (field, " "))
    append_quoted (row, field);
  else
    g_string_append (row, field);
  g_string_append_c (row, ',');
}

void
haven_csv_end_row (GString *row)
{
  if (row->len > 0 && row->str[row->len - 1] == ',')
    g_string_truncate (row, row->len - 1);
  g_string_append (row, "\r\n");
}
