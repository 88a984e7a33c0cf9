/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-transfer-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-json-table.h"
#include "haven-limits.h"
#include "haven-register.h"
#include "haven-text.h"

#define FORMAT "haven-transfer/1"
#define MOST_NUMBER G_GINT64_CONSTANT (100000000000)
#define FIRST_YEAR 1990
#define LAST_YEAR 2200

/* What a blob of a table has to be as long as */
static const struct {
  HavenTable table;
  gsize size;
} blobs[] = {
  { HAVEN_TABLE_REGISTERS, HAVEN_REGISTER_BYTES },
  { HAVEN_TABLE_WEEKS, HAVEN_WEEKS_A_YEAR * sizeof (HavenWeek) },
};

/* ---- writing ---- */

static void
write_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
write_bytes (JsonBuilder *builder, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;
  g_autofree char *text = g_base64_encode (data, size);

  json_builder_add_string_value (builder, text);
}

static void
write_field (JsonBuilder *builder, const HavenKind *kind, gconstpointer record, guint n)
{
  const HavenField *field = &kind->fields[n];
  g_autofree char *text = NULL;

  if (field->type == HAVEN_FIELD_TEXT) {
    write_text (builder, field->name, G_STRUCT_MEMBER (char *, record, field->offset));
    return;
  }
  json_builder_set_member_name (builder, field->name);
  switch (field->type) {
  case HAVEN_FIELD_INT:
    json_builder_add_int_value (builder, G_STRUCT_MEMBER (gint64, record, field->offset));
    break;
  case HAVEN_FIELD_FLAG:
    json_builder_add_boolean_value (builder, G_STRUCT_MEMBER (gboolean, record, field->offset));
    break;
  case HAVEN_FIELD_BYTES:
    write_bytes (builder, G_STRUCT_MEMBER (GBytes *, record, field->offset));
    break;
  default:
    text = haven_record_dup_field (kind, record, n);
    json_builder_add_string_value (builder, text);
  }
}

static void
write_table (JsonBuilder *builder, HavenTable table, GPtrArray *records)
{
  const HavenKind *kind = haven_table_get_kind (table);

  json_builder_set_member_name (builder, kind->name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++) {
    json_builder_begin_object (builder);
    for (guint n = 0; n < kind->n_fields; n++)
      write_field (builder, kind, records->pdata[i], n);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
write_head (JsonBuilder *builder, const HavenTransferContent *content)
{
  write_text (builder, "format", FORMAT);
  write_text (builder, "transfer", content->transfer);
  write_text (builder, "from", content->from);
  write_text (builder, "urn", content->urn);
  write_text (builder, "to", content->to);
  write_text (builder, "recipient", content->recipient);
  write_text (builder, "by", content->by);
  json_builder_set_member_name (builder, "made_at");
  json_builder_add_int_value (builder, content->made_at);
  json_builder_set_member_name (builder, "receipt_key");
  write_bytes (builder, content->receipt_key);
}

GBytes *
haven_transfer_to_json (HavenTransferContent *content)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  write_head (builder, content);
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_object (builder);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (haven_transfer_has_table (table))
      write_table (builder, table, content->tables[table]);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_with_free_func (text, strlen (text), g_free, text);
}

/* ---- reading: whatever stands there, the answer is records that hold together, or a sentence ---- */

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("The records in the sealed file do not hold together. Nothing was read: ask the other school to seal them "
                         "again."));
  return FALSE;
}

static GType
get_type (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
}

/* NULL is a text too */
static gboolean
read_text (JsonNode *node, char **ret_text, GError **error)
{
  const char *text;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  text = get_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  if (text == NULL || strlen (text) > HAVEN_LIMIT_NOTE_BYTES || !g_utf8_validate (text, -1, NULL))
    return refuse (error);
  *ret_text = g_strdup (text);
  return TRUE;
}

static gboolean
read_blob (JsonNode *node, gsize size, GBytes **ret_bytes, GError **error)
{
  const char *text = get_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  gsize length = 0;
  guchar *data;

  if (text == NULL || strlen (text) > 2 * size + 4)
    return refuse (error);
  data = g_base64_decode (text, &length);
  if (length != size) {
    g_free (data);
    return refuse (error);
  }
  *ret_bytes = g_bytes_new_take (data, length);
  return TRUE;
}

static gboolean
read_day (JsonNode *node, HavenDay *ret_day, GError **error)
{
  const char *text = get_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  if (text == NULL || (*text != '\0' && !haven_day_parse (text, ret_day)))
    return refuse (error);
  return TRUE;
}

static gboolean
read_code (JsonNode *node, const HavenField *field, int *ret_code, GError **error)
{
  const char *text = get_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  for (int i = 0; text != NULL && field->codes[i] != NULL; i++)
    if (g_str_equal (field->codes[i], text)) {
      *ret_code = i;
      return TRUE;
    }
  return refuse (error);
}

/* Nothing that is counted is larger, seconds since 1970 among it; and academic years are what calendars can tell. */
static gboolean
read_number (const HavenField *field, JsonNode *node, gint64 *ret_number, GError **error)
{
  gboolean year = g_str_equal (field->name, "year");
  gint64 least = year ? FIRST_YEAR : -MOST_NUMBER, most = year ? LAST_YEAR : MOST_NUMBER;

  if (get_type (node) != G_TYPE_INT64 || json_node_get_int (node) < least || json_node_get_int (node) > most)
    return refuse (error);
  *ret_number = json_node_get_int (node);
  return TRUE;
}

static gsize
get_blob_size (HavenTable table)
{
  for (guint i = 0; i < G_N_ELEMENTS (blobs); i++)
    if (blobs[i].table == table)
      return blobs[i].size;
  g_assert_not_reached ();
}

/* A field that is not in the file is empty: an older Haven did not know it. */
static gboolean
read_field (HavenTable table, const HavenField *field, JsonNode *node, gpointer record, GError **error)
{
  gpointer member = (char *) record + field->offset;

  if (field->type == HAVEN_FIELD_TEXT)
    return read_text (node, member, error);
  if (field->type == HAVEN_FIELD_BYTES)
    return read_blob (node, get_blob_size (table), member, error);
  if (node == NULL)
    return TRUE;
  switch (field->type) {
  case HAVEN_FIELD_INT:
    return read_number (field, node, member, error);
  case HAVEN_FIELD_FLAG:
    *(gboolean *) member = get_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
    return get_type (node) == G_TYPE_BOOLEAN || refuse (error);
  case HAVEN_FIELD_DAY:
    return read_day (node, member, error);
  case HAVEN_FIELD_CODE:
    return read_code (node, field, member, error);
  default:
    g_assert_not_reached ();
  }
}

static guint
count_unknown_fields (const HavenKind *kind, JsonObject *object)
{
  guint known = 0;

  for (guint i = 0; i < kind->n_fields; i++)
    known += json_object_has_member (object, kind->fields[i].name);
  return json_object_get_size (object) - known;
}

static gboolean
read_record (HavenTransferContent *content, HavenTable table, JsonNode *node, GError **error)
{
  const HavenKind *kind = haven_table_get_kind (table);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gpointer record;

  if (object == NULL)
    return refuse (error);
  record = haven_record_new (kind);
  g_ptr_array_add (content->tables[table], record);
  for (guint i = 0; i < kind->n_fields; i++)
    if (!read_field (table, &kind->fields[i], json_object_get_member (object, kind->fields[i].name), record, error))
      return FALSE;
  content->n_unknown += count_unknown_fields (kind, object);
  return *(gint64 *) record > 0 || refuse (error);
}

static gboolean
read_table (HavenTransferContent *content, HavenTable table, JsonNode *node, GError **error)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (list == NULL || json_array_get_length (list) > HAVEN_LIMIT_TRANSFER_ROWS)
    return refuse (error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!read_record (content, table, json_array_get_element (list, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
find_table (const char *name, HavenTable *ret_table)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (haven_transfer_has_table (table) && g_str_equal (haven_table_get_kind (table)->name, name)) {
      *ret_table = table;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_tables (HavenTransferContent *content, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "tables");
  JsonObjectIter iter;
  const char *name;
  JsonNode *list;
  HavenTable table;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &list))
    if (!find_table (name, &table))
      content->n_unknown++;
    else if (!read_table (content, table, list, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_head (HavenTransferContent *content, JsonObject *root, GError **error)
{
  g_autofree char *format = NULL;
  JsonNode *made = json_object_get_member (root, "made_at");

  if (!read_text (json_object_get_member (root, "format"), &format, error)
      || !read_text (json_object_get_member (root, "transfer"), &content->transfer, error)
      || !read_text (json_object_get_member (root, "from"), &content->from, error)
      || !read_text (json_object_get_member (root, "urn"), &content->urn, error)
      || !read_text (json_object_get_member (root, "to"), &content->to, error)
      || !read_text (json_object_get_member (root, "recipient"), &content->recipient, error)
      || !read_text (json_object_get_member (root, "by"), &content->by, error)
      || !read_blob (json_object_get_member (root, "receipt_key"), HAVEN_RECEIPT_KEY_BYTES, &content->receipt_key, error))
    return FALSE;
  if (g_strcmp0 (format, FORMAT) != 0 || content->transfer == NULL || get_type (made) != G_TYPE_INT64)
    return refuse (error);
  content->made_at = json_node_get_int (made);
  return TRUE;
}

/* ---- what refers to what ---- */

static const struct {
  const char *field;
  HavenTable table;
  gboolean needed;
} references[] = {
  { "pupil_id", HAVEN_TABLE_PUPILS, TRUE },
  { "suspension_id", HAVEN_TABLE_SUSPENSIONS, TRUE },
  { "meeting_id", HAVEN_TABLE_MEETINGS, FALSE },
  { "social_worker_id", HAVEN_TABLE_PEOPLE, FALSE },
};

static GHashTable *
index_ids (GPtrArray *records)
{
  GHashTable *ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (ids, records->pdata[i]);
  return ids;
}

/* What names something that is not in the file names nothing, unless it cannot be without it. */
static gboolean
settle_reference (gint64 *id, GHashTable *ids, gboolean needed, gboolean of_nobody, GError **error)
{
  if (g_hash_table_contains (ids, id) || (of_nobody && *id == 0))
    return TRUE;
  *id = 0;
  return !needed || refuse (error);
}

static gboolean
settle_table (HavenTransferContent *content, HavenTable table, guint reference, GHashTable *ids, GError **error)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 0; i < kind->n_fields; i++) {
    if (!g_str_equal (kind->fields[i].name, references[reference].field))
      continue;
    for (guint n = 0; n < content->tables[table]->len; n++)
      if (!settle_reference ((gint64 *) ((char *) content->tables[table]->pdata[n] + kind->fields[i].offset), ids,
                             references[reference].needed, table == HAVEN_TABLE_PEOPLE, error))
        return FALSE;
  }
  return TRUE;
}

static gboolean
settle_references (HavenTransferContent *content, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++) {
    g_autoptr (GHashTable) ids = index_ids (content->tables[references[i].table]);
    for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
      if (!settle_table (content, table, i, ids, error))
        return FALSE;
  }
  return TRUE;
}

/* What a table has once */
static const struct {
  HavenTable table;
  const char *fields[3];
} keys[] = {
  { HAVEN_TABLE_REGISTERS, { "year" } },
  { HAVEN_TABLE_WEEKS, { "year" } },
  { HAVEN_TABLE_LATES, { "day", "session" } },
  { HAVEN_TABLE_TOTALS, { "first", "last" } },
};

static char *
make_key (const HavenKind *kind, gconstpointer record, const char *const *fields)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_strv_contains (fields, kind->fields[i].name)) {
      g_autofree char *text = haven_record_dup_field (kind, record, i);
      g_string_append_printf (key, "%s ", text);
    }
  return g_string_free (key, FALSE);
}

static gboolean
check_keys (HavenTransferContent *content, guint n, GError **error)
{
  GPtrArray *records = content->tables[keys[n].table];
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    if (!g_hash_table_add (seen, make_key (haven_table_get_kind (keys[n].table), records->pdata[i], keys[n].fields)))
      return refuse (error);
  return TRUE;
}

/* Numbers are used once in a table; there is one child, and nobody else's staff. */
static gboolean
check_whole (HavenTransferContent *content, GError **error)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_autoptr (GHashTable) ids = index_ids (content->tables[table]);
    if (g_hash_table_size (ids) != content->tables[table]->len)
      return refuse (error);
  }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!check_keys (content, i, error))
      return FALSE;
  for (guint i = 0; i < content->tables[HAVEN_TABLE_PEOPLE]->len; i++)
    if (((const HavenPerson *) content->tables[HAVEN_TABLE_PEOPLE]->pdata[i])->type == HAVEN_PERSON_STAFF)
      return refuse (error);
  if (content->tables[HAVEN_TABLE_PUPILS]->len != 1)
    return refuse (error);
  content->pupil_id = *(gint64 *) content->tables[HAVEN_TABLE_PUPILS]->pdata[0];
  return TRUE;
}

HavenTransferContent *
haven_transfer_parse (GBytes *json, GError **error)
{
  g_autoptr (HavenTransferContent) content = haven_transfer_content_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size;
  const char *text = g_bytes_get_data (json, &size);
  JsonNode *root;

  if (size > HAVEN_LIMIT_TRANSFER_BYTES || !haven_text_is_utf8 (text, size) || haven_json_is_too_deep (text, size)
      || !json_parser_load_from_data (parser, text, size, NULL))
    return refuse (error), NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error), NULL;
  if (!read_head (content, json_node_get_object (root), error) || !read_tables (content, json_node_get_object (root), error)
      || !settle_references (content, error) || !check_whole (content, error))
    return NULL;
  return g_steal_pointer (&content);
}
