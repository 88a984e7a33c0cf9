/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-json-table.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"

#define MOST_BYTES (64 * 1024 * 1024)    /* it stands in memory whole, and takes more there than on the disk */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

typedef struct {
  GPtrArray *names;          /* char *, columns in the order in which they were met */
  GHashTable *places;        /* name -> number + 1 */
} Columns;

typedef struct {
  const char *digest;
  GPtrArray *sheets;
  gboolean has_empty;        /* a list without entries: it does not say what it is a list of */
  GError **error;
} Reading;

/* --- before the library sees it: how deep --- */

static const char *
skip_string (const char *c, const char *end)
{
  for (c++; c < end && *c != '"'; c++)
    if (*c == '\\')
      c++;
  return c;
}

gboolean
haven_json_is_too_deep (const char *text, gsize size)
{
  const char *end = text + size;
  guint depth = 0;

  for (const char *c = text; c < end; c++) {
    if (*c == '"')
      c = skip_string (c, end);
    else if ((*c == '[' || *c == '{') && ++depth > HAVEN_LIMIT_JSON_DEPTH)
      return TRUE;
    else if ((*c == ']' || *c == '}') && depth > 0)
      depth--;
  }
  return FALSE;
}

/* --- columns and cells --- */

static guint
find_column (Columns *columns, const char *name)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (columns->places, name));

  if (place > 0)
    return place - 1;
  g_ptr_array_add (columns->names, g_strdup (name));
  g_hash_table_insert (columns->places, columns->names->pdata[columns->names->len - 1], GUINT_TO_POINTER (columns->names->len));
  return columns->names->len - 1;
}

static char *
describe_value (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "Yes" : "No");
  if (type == G_TYPE_DOUBLE)
    return g_strdup_printf ("%.15g", json_node_get_double (node));
  return NULL;
}

/* {"date": "2012-03-04 00:00:00.000000", "timezone": …} */
static JsonNode *
find_day (JsonObject *object)
{
  JsonNode *day = json_object_get_member (object, "date");

  return day != NULL && JSON_NODE_HOLDS_VALUE (day) && json_node_get_value_type (day) == G_TYPE_STRING
         && json_object_has_member (object, "timezone") ? day : NULL;
}

/* A member of a member is called by its own name, or by both where that one is taken: "upn", "student id" */
static char *
name_member (GHashTable *row, const char *above, const char *name)
{
  if (above == NULL || (!g_hash_table_contains (row, name) && !g_str_equal (name, "id") && !g_str_equal (name, "name")))
    return g_strdup (name);
  return g_strdup_printf ("%s %s", above, name);
}

static void
take_members (GHashTable *row, Columns *columns, const char *above, JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *each = names; each != NULL && columns->names->len <= HAVEN_LIMIT_COLUMNS; each = each->next) {
    JsonNode *node = json_object_get_member (object, each->data);
    JsonNode *day = JSON_NODE_HOLDS_OBJECT (node) ? find_day (json_node_get_object (node)) : NULL;
    if (JSON_NODE_HOLDS_OBJECT (node) && day == NULL)
      take_members (row, columns, each->data, json_node_get_object (node));
    else if (JSON_NODE_HOLDS_VALUE (node) || day != NULL || JSON_NODE_HOLDS_NULL (node)) {
      char *name = name_member (row, above, each->data);
      find_column (columns, name);
      g_hash_table_replace (row, name, JSON_NODE_HOLDS_NULL (node) ? NULL : describe_value (day != NULL ? day : node));
    }
  }
}

static GPtrArray *
take_rows (JsonArray *list, Columns *columns)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < json_array_get_length (list); i++) {
    GHashTable *row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    JsonNode *node = json_array_get_element (list, i);
    g_ptr_array_add (rows, row);
    if (JSON_NODE_HOLDS_OBJECT (node))
      take_members (row, columns, NULL, json_node_get_object (node));
  }
  return rows;
}

static gboolean
fill (HavenCells *cells, Columns *columns, GPtrArray *rows, GError **error)
{
  if (!haven_cells_begin_row (cells, 0, error))
    return FALSE;
  for (guint i = 0; i < columns->names->len; i++)
    if (!haven_cells_add (cells, columns->names->pdata[i], error))
      return FALSE;
  haven_cells_end_row (cells);
  for (guint i = 0; i < rows->len; i++) {
    if (!haven_cells_begin_row (cells, i + 1, error))
      return FALSE;
    for (guint n = 0; n < columns->names->len; n++)
      if (!haven_cells_add (cells, g_hash_table_lookup (rows->pdata[i], columns->names->pdata[n]), error))
        return FALSE;
    haven_cells_end_row (cells);
  }
  return TRUE;
}

static gboolean
add_table (Reading *self, const char *name, JsonArray *list)
{
  Columns columns = { g_ptr_array_new_with_free_func (g_free), g_hash_table_new (g_str_hash, g_str_equal) };
  g_autoptr (GPtrArray) rows = take_rows (list, &columns);
  g_autoptr (HavenCells) cells = haven_cells_new ();
  gboolean filled = fill (cells, &columns, rows, self->error);

  if (filled && columns.names->len > 1)
    g_ptr_array_add (self->sheets, haven_sheet_new_from_cells (name, self->digest, g_steal_pointer (&cells)));
  g_hash_table_unref (columns.places);
  g_ptr_array_unref (columns.names);
  return filled;
}

static gboolean
is_list_of_objects (JsonNode *node)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return list != NULL && json_array_get_length (list) > 0 && JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, 0));
}

/* Lists of objects, from the outside in; what is inside a list belongs to its rows */
static gboolean
find_tables (Reading *self, const char *name, JsonNode *node)
{
  g_autoptr (GList) names = NULL;

  if (is_list_of_objects (node))
    return add_table (self, name, json_node_get_array (node));
  self->has_empty |= JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  names = json_object_get_members (json_node_get_object (node));
  for (GList *each = names; each != NULL; each = each->next)
    if (!find_tables (self, each->data, json_object_get_member (json_node_get_object (node), each->data)))
      return FALSE;
  return TRUE;
}

static gboolean
fail (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

static gboolean
check (const char *text, gsize size, GError **error)
{
  if (size > MOST_BYTES)
    return fail (error, HAVEN_ERROR_TOO_LARGE, _("The JSON file is too large. Export it as CSV. Nothing was read."));
  if (memchr (text, '\0', size) != NULL || !g_utf8_validate_len (text, size, NULL))
    return fail (error, HAVEN_ERROR_INVALID, _("The file's letters cannot be read: JSON has to be UTF-8. Nothing was read."));
  if (haven_json_is_too_deep (text, size))
    return fail (error, HAVEN_ERROR_TOO_LARGE, _("The JSON is nested too deep. Nothing was read."));
  return TRUE;
}

/* json-glib says where: "<data>:12:7: …" */
static guint
find_line (const GError *problem)
{
  const char *colon = strchr (problem->message, ':');

  return colon != NULL ? (guint) g_ascii_strtoull (colon + 1, NULL, 10) : 0;
}

gboolean
haven_json_table_read (GBytes *bytes, const char *digest, GPtrArray *sheets, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) problem = NULL;
  Reading reading = { digest, sheets, FALSE, error };
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  if (!check (text, size, error))
    return FALSE;
  if (size >= strlen (BYTE_ORDER_MARK) && memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0) {
    text += strlen (BYTE_ORDER_MARK);
    size -= strlen (BYTE_ORDER_MARK);
  }
  if (!json_parser_load_from_data (parser, text, size, &problem)) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                 _("Line %u: the JSON is broken or was cut off there. Export it again. Nothing was read."), find_line (problem));
    return FALSE;
  }
  if (json_parser_get_root (parser) == NULL || !find_tables (&reading, "data", json_parser_get_root (parser)))
    return FALSE;
  if (sheets->len == 0 && reading.has_empty)
    return fail (error, HAVEN_ERROR_EMPTY, _("The list in the JSON file has no entries. Nothing was read."));
  return sheets->len > 0 || fail (error, HAVEN_ERROR_INVALID, _("The JSON holds no list of pupils, marks or the like. Nothing was read."));
}
