/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "haven-reference.h"

/* rules.json, parsed once and never changed after */
static JsonObject *
rules (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    g_autoptr (JsonParser) parser = json_parser_new_immutable ();
    g_autoptr (GError) error = NULL;
    gsize size;
    const char *text = g_bytes_get_data (haven_reference_get ("rules.json"), &size);

    if (!json_parser_load_from_data (parser, text, size, &error))
      g_error ("rules.json: %s", error->message);
    g_once_init_leave (&once, (gsize) json_object_ref (json_node_get_object (json_parser_get_root (parser))));
  }
  return (JsonObject *) once;
}

static JsonNode *
find_member (const char *rule, const char *name)
{
  JsonNode *node = json_object_get_member (rules (), rule);
  JsonNode *member = node != NULL ? json_object_get_member (json_node_get_object (node), name) : NULL;

  if (member == NULL)
    g_error ("rules.json has no %s of %s", name, rule);
  return member;
}

gint64
haven_rule_number (const char *rule, const char *name)
{
  JsonNode *member = find_member (rule, name);

  if (json_node_get_value_type (member) != G_TYPE_INT64)
    g_error ("rules.json: %s of %s is no whole number", name, rule);
  return json_node_get_int (member);
}

const char *
haven_rule_text (const char *rule, const char *name)
{
  JsonNode *member = find_member (rule, name);

  if (json_node_get_value_type (member) != G_TYPE_STRING)
    g_error ("rules.json: %s of %s is no text", name, rule);
  return json_node_get_string (member);
}

const char *
haven_rule_source (const char *rule)
{
  return haven_rule_text (rule, "source");
}
