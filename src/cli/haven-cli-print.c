/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

void
haven_cli_set_day (JsonObject *object, const char *key, HavenDay day)
{
  g_autofree char *text = haven_day_to_iso (day);

  haven_cli_set_text (object, key, day != HAVEN_DAY_NONE ? text : NULL);
}

void
haven_cli_set_percent (JsonObject *object, const char *key, double value)
{
  if (isnan (value))
    json_object_set_null_member (object, key);
  else
    json_object_set_double_member (object, key, round (value * 100) / 100);
}

void
haven_cli_set_time (JsonObject *object, const char *key, gint64 seconds)
{
  g_autofree char *text = haven_time_to_iso (seconds);

  haven_cli_set_text (object, key, seconds != 0 ? text : NULL);
}

void
haven_cli_set_text (JsonObject *object, const char *key, const char *text)
{
  if (text == NULL)
    json_object_set_null_member (object, key);
  else
    json_object_set_string_member (object, key, text);
}

JsonObject *
haven_cli_add_row (JsonArray *rows)
{
  JsonObject *row = json_object_new ();

  json_array_add_object_element (rows, row);
  return row;
}

/* ---- JSON ---- */

static void
print_json (JsonObject *out)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, out);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

/* ---- text: the same object for people ---- */

static char *
value_to_text (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("–");
  if (!JSON_NODE_HOLDS_VALUE (node))
    return json_to_string (node, FALSE);
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _("yes") : _("no"));
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return g_strdup_printf ("%.2f", json_node_get_double (node));
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

/* "late_before" is "late before" to a person */
static char *
key_to_text (const char *key)
{
  return g_strdelimit (g_strdup (key), "_", ' ');
}

static int
width_of (const char *text)
{
  return (int) g_utf8_strlen (text, -1);
}

static void
print_padded (const char *text, int width)
{
  g_print ("%s%*s  ", text, MAX (0, width - width_of (text)), "");
}

static int
column_width (JsonArray *rows, const char *key)
{
  g_autofree char *head = key_to_text (key);
  int width = width_of (head);

  for (guint i = 0; i < json_array_get_length (rows); i++) {
    g_autofree char *text = value_to_text (json_object_get_member (json_array_get_object_element (rows, i), key));
    width = MAX (width, width_of (text));
  }
  return width;
}

static void
print_table_row (JsonObject *row, GList *keys, const int *widths)
{
  for (GList *key = keys; key != NULL; key = key->next) {
    g_autofree char *text = row != NULL ? value_to_text (json_object_get_member (row, key->data)) : key_to_text (key->data);
    print_padded (text, *widths++);
  }
  g_print ("\n");
}

static void
print_table (JsonArray *rows)
{
  g_autoptr (GList) keys = json_object_get_members (json_array_get_object_element (rows, 0));
  g_autofree int *widths = g_new0 (int, g_list_length (keys));
  guint n = 0;

  for (GList *key = keys; key != NULL; key = key->next)
    widths[n++] = column_width (rows, key->data);
  print_table_row (NULL, keys, widths);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    print_table_row (json_array_get_object_element (rows, i), keys, widths);
}

static void
print_array (const char *key, JsonArray *array)
{
  g_autofree char *head = key_to_text (key);
  guint n = json_array_get_length (array);

  g_print ("\n%s (%u)\n", head, n);
  if (n > 0 && JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 0))) {
    print_table (array);
    return;
  }
  for (guint i = 0; i < n; i++) {
    g_autofree char *text = value_to_text (json_array_get_element (array, i));
    g_print ("  %s\n", text);
  }
}

static void
print_text (JsonObject *out)
{
  g_autoptr (GList) keys = json_object_get_members (out);

  for (GList *key = keys; key != NULL; key = key->next) {
    JsonNode *node = json_object_get_member (out, key->data);
    g_autofree char *head = key_to_text (key->data);
    g_autofree char *text = NULL;

    if (JSON_NODE_HOLDS_ARRAY (node)) {
      print_array (key->data, json_node_get_array (node));
      continue;
    }
    text = value_to_text (node);
    g_print ("%-24s %s\n", head, text);
  }
}

void
haven_cli_print (HavenCli *cli, JsonObject *out)
{
  if (cli->exact != NULL)
    g_print ("%.*s", (int) g_bytes_get_size (cli->exact), (const char *) g_bytes_get_data (cli->exact, NULL));
  else if (cli->json)
    print_json (out);
  else
    print_text (out);
}

static const char *
name_error (const GError *error)
{
  if (error->domain == HAVEN_ERROR)
    return haven_error_code_name (error->code);
  return error->domain == G_OPTION_ERROR ? "usage" : "failed";
}

void
haven_cli_print_error (HavenCli *cli, const GError *error)
{
  g_autoptr (JsonObject) out = NULL;
  JsonObject *inner;

  g_printerr ("haven-cli: %s\n", error->message);
  if (!cli->json)
    return;
  out = json_object_new ();
  inner = json_object_new ();
  json_object_set_string_member (inner, "code", name_error (error));
  json_object_set_string_member (inner, "message", error->message);
  json_object_set_object_member (out, "error", inner);
  print_json (out);
}
