/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-choices-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-mapping.h"
#include "haven-secret.h"
#include "haven-text.h"

#define VERSION 1
#define MOST_BYTES (256 * 1024)
#define SHAPE_LETTERS 16                 /* of the hash: enough to tell a school's exports apart */

/* Answers that the next file of the same shape shares; the others are of this file's rows */
static const char *const shared_answers[] = { HAVEN_ANSWER_DATE_ORDER, HAVEN_ANSWER_AUTHORITY, "sheet" };

static int
compare_text (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In a lasting order, so that the same choices are the same text */
static void
set_all (JsonBuilder *builder, GHashTable *table)
{
  guint n;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (table, &n);

  qsort (keys, n, sizeof *keys, compare_text);
  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++) {
    json_builder_set_member_name (builder, keys[i]);
    json_builder_add_string_value (builder, g_hash_table_lookup (table, keys[i]));
  }
  json_builder_end_object (builder);
}

static void
set_answers (JsonBuilder *builder, const HavenImportChoices *self)
{
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (shared_answers); i++) {
    const char *answer = haven_import_choices_get_answer (self, shared_answers[i]);
    if (answer == NULL)
      continue;
    json_builder_set_member_name (builder, shared_answers[i]);
    json_builder_add_string_value (builder, answer);
  }
  json_builder_end_object (builder);
}

static void
set_head (JsonBuilder *builder, const HavenImportChoices *self)
{
  json_builder_set_member_name (builder, "haven");
  json_builder_add_string_value (builder, "mapping");
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, haven_import_type_code (self->type));
}

char *
haven_choices_to_json (const HavenImportChoices *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  set_head (builder, self);
  json_builder_set_member_name (builder, "columns");
  set_all (builder, self->columns);
  json_builder_set_member_name (builder, "values");
  set_all (builder, self->values);
  json_builder_set_member_name (builder, "answers");
  set_answers (builder, self);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/* ---- reading: a file that somebody made is checked as one ---- */

static gboolean
refuse (HavenErrorCode code, const char *message, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

static gboolean
is_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* FALSE: something else stands where texts should */
static gboolean
take_texts (JsonObject *object, const char *member, GHashTable *table)
{
  JsonNode *node = json_object_get_member (object, member);
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &value)) {
    if (!is_text (value))
      return FALSE;
    g_hash_table_replace (table, g_strdup (key), g_strdup (json_node_get_string (value)));
  }
  return TRUE;
}

static gboolean
names_members (const HavenImportChoices *self)
{
  GHashTableIter iter;
  gpointer member;

  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, NULL, &member))
    if (*(const char *) member != '\0' && haven_column_find (member) == HAVEN_N_COLUMNS)
      return FALSE;
  return TRUE;
}

/* NULL where something else than a text stands there, or nothing */
static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return is_text (node) ? json_node_get_string (node) : NULL;
}

static gboolean
check_head (JsonObject *object, GError **error)
{
  JsonNode *version = json_object_get_member (object, "version");

  if (g_strcmp0 (get_text (object, "haven"), "mapping") != 0 || version == NULL
      || !JSON_NODE_HOLDS_VALUE (version))
    return refuse (HAVEN_ERROR_INVALID, _("This file is no mapping of columns that Haven saved. Nothing was changed."), error);
  if (json_node_get_int (version) > VERSION)
    return refuse (HAVEN_ERROR_TOO_NEW, _("This mapping was saved by a newer Haven. Nothing was changed."), error);
  return TRUE;
}

static gboolean
take_all (HavenImportChoices *self, JsonObject *object, GError **error)
{
  const char *kind = json_object_has_member (object, "kind") ? get_text (object, "kind") : "auto";

  if (check_head (object, error) && kind != NULL && haven_import_type_parse (kind, &self->type)
      && take_texts (object, "columns", self->columns) && take_texts (object, "values", self->values)
      && take_texts (object, "answers", self->answers) && names_members (self))
    return TRUE;
  if (error != NULL && *error == NULL)
    refuse (HAVEN_ERROR_INVALID, _("The mapping names a kind or a column that Haven does not know. Nothing was changed."), error);
  return FALSE;
}

HavenImportChoices *
haven_choices_from_json (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (HavenImportChoices) self = haven_import_choices_new (HAVEN_IMPORT_AUTO);
  JsonNode *root;

  if (strlen (text) > MOST_BYTES) {
    refuse (HAVEN_ERROR_TOO_LARGE, _("The file is too large to be a mapping. Nothing was changed."), error);
    return NULL;
  }
  root = json_parser_load_from_data (parser, text, -1, NULL) ? json_parser_get_root (parser) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    refuse (HAVEN_ERROR_INVALID, _("This file is no mapping of columns that Haven saved. Nothing was changed."), error);
    return NULL;
  }
  return take_all (self, json_node_get_object (root), error) ? g_steal_pointer (&self) : NULL;
}

HavenImportChoices *
haven_choices_of_preview (const HavenImportPreview *preview)
{
  HavenImportChoices *choices = haven_import_choices_copy (preview->choices);

  choices->type = preview->type;
  for (guint i = 0; i < preview->columns->len; i++) {
    const HavenImportColumn *column = preview->columns->pdata[i];
    haven_import_choices_set_column (choices, column->header, column->member != NULL ? column->member : "");
  }
  return choices;
}

char *
haven_choices_dup_shape (const char *const *headers, guint n)
{
  GString *text = g_string_new (NULL);
  g_autofree char *hash = NULL;

  for (guint i = 0; i < n; i++) {
    g_autofree char *folded = haven_text_fold (headers[i]);
    g_string_append (text, folded);
    g_string_append_c (text, '\n');
  }
  hash = haven_secret_hash_hex (text->str, text->len);
  g_string_free (text, TRUE);
  return g_strndup (hash, SHAPE_LETTERS);
}

char *
haven_choices_dup_setting (const char *shape)
{
  return g_strconcat ("mapping.", shape, NULL);
}
